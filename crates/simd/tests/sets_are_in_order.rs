//! The instruction sets of this CPU: a ladder from what the target guarantees.

use allcores_simd::{Isa, isa};

#[test]
fn the_sets_are_in_order_and_begin_with_the_baseline() {
    assert_eq!(Isa::available()[0], Isa::Baseline);
    assert!(Isa::available().windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn the_set_in_use_is_one_of_them() {
    assert!(Isa::available().contains(&isa()));
}
