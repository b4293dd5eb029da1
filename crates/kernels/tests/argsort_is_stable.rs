//! argsort: the indices of a stable sort, in which the zeros are equal and NaNs are last.

mod common;

use allcores_kernels::argsort;
use allcores_memory::{Racy, RacyMut};
use common::{FromBits, numeric_order, on, patterns, random};
use proptest::prelude::*;

fn stable<T: FromBits>(x: &[T]) -> Vec<u32> {
    let mut indices: Vec<u32> = (0..x.len() as u32).collect();
    indices.sort_by(|&i, &j| numeric_order(x[i as usize], x[j as usize]));
    indices
}

fn argsort_to_vec<T: FromBits>(x: &[T], threads: usize) -> Vec<u32> {
    let mut out = vec![u32::MAX; x.len()];
    on(threads, |ctx| argsort(ctx, Racy::of(x), RacyMut::of(&mut out))).unwrap();
    out
}

fn keeps_the_order_of_equals<T: FromBits>(n: usize) {
    for (name, x) in patterns::<T>(n) {
        assert!(argsort_to_vec(&x, 2) == stable(&x), "{name}, n = {n}, {}", std::any::type_name::<T>());
    }
}

#[test]
fn equal_elements_keep_their_order_in_every_pattern_of_every_dtype() {
    for_every_dtype!(keeps_the_order_of_equals(1000));
    for_every_dtype!(keeps_the_order_of_equals(40_000));
}

#[test]
fn more_than_a_million_are_in_order() {
    keeps_the_order_of_equals::<f64>(1_100_003);
}

#[test]
fn every_length_around_the_borders_of_chunks_is_right() {
    for n in (0..260).chain([16_383, 16_384, 16_385, 32_767, 32_768, 32_769, 65_536, 65_537]) {
        let x: Vec<f32> = random(n as u64).take(n).map(|b| (b % 1000) as f32).collect();
        assert!(argsort_to_vec(&x, 2) == stable(&x), "n = {n}");
    }
}

#[test]
fn both_zeros_and_all_nans_keep_the_order_they_came_in() {
    let x = [0.0, f64::NAN, -0.0, -f64::NAN, 0.0, -1.0, f64::NAN];
    assert_eq!(argsort_to_vec(&x, 1), [5, 0, 2, 4, 1, 3, 6]);
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let x: Vec<i32> = random(1).take(150_000).map(|b| (b % 5000) as i32).collect();
    let expected = stable(&x);
    for threads in [1, 2, 3, 8] {
        assert!(argsort_to_vec(&x, threads) == expected, "{threads} threads");
    }
}

proptest! {
    #[test]
    fn anything_is_argsorted_stably(x in proptest::collection::vec(any::<u64>(), 0..400), shift in 0u32..64) {
        fn check<T: FromBits>(bits: &[u64]) -> bool {
            let x: Vec<T> = bits.iter().map(|&b| T::from_any_bits(b)).collect();
            argsort_to_vec(&x, 1) == stable(&x)
        }
        let bits: Vec<u64> = x.iter().map(|b| b >> shift).collect();
        prop_assert!(check::<f64>(&bits) && check::<i64>(&bits) && check::<f32>(&bits) && check::<u32>(&bits));
        prop_assert!(check::<i16>(&bits) && check::<u8>(&bits));
    }
}
