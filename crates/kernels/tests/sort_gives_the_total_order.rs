//! sort: ascending in the total order, the same elements, for every dtype, pattern, length and number of threads.

mod common;

use allcores_kernels::sort;
use allcores_memory::{Racy, RacyMut, f16};
use common::{FromBits, on, patterns, random, same, total_order};
use proptest::prelude::*;

fn sorted<T: FromBits>(x: &[T]) -> Vec<T> {
    let mut expected = x.to_vec();
    expected.sort_by(|&a, &b| total_order(a, b));
    expected
}

fn sort_to_vec<T: FromBits>(x: &[T], threads: usize) -> Vec<T> {
    let mut out = vec![T::from_any_bits(0x55aa); x.len()];
    on(threads, |ctx| sort(ctx, Racy::of(x), RacyMut::of(&mut out))).unwrap();
    out
}

fn sorts_patterns<T: FromBits>(n: usize) {
    for (name, x) in patterns::<T>(n) {
        assert!(same(&sort_to_vec(&x, 2), &sorted(&x)), "{name}, n = {n}, {}", std::any::type_name::<T>());
    }
}

#[test]
fn sorts_every_pattern_of_every_dtype() {
    for_every_dtype!(sorts_patterns(1000));
    for_every_dtype!(sorts_patterns(40_000));
}

#[test]
fn sorts_every_length_around_the_borders_of_chunks() {
    let lengths = (0..260).chain([1023, 1024, 16_383, 16_384, 16_385, 32_767, 32_768, 32_769, 65_535, 65_536, 65_537]);
    for n in lengths {
        let x: Vec<f64> = random(n as u64).take(n).map(f64::from_any_bits).collect();
        assert!(same(&sort_to_vec(&x, 2), &sorted(&x)), "n = {n}");
        let x: Vec<u16> = random(n as u64).take(n).map(u16::from_any_bits).collect();
        assert!(same(&sort_to_vec(&x, 2), &sorted(&x)), "n = {n}");
        let x: Vec<i8> = random(n as u64).take(n).map(i8::from_any_bits).collect();
        assert!(same(&sort_to_vec(&x, 2), &sorted(&x)), "n = {n}");
    }
}

#[test]
fn sorts_more_than_a_million() {
    for (name, x) in patterns::<f64>(1_100_003) {
        assert!(same(&sort_to_vec(&x, 2), &sorted(&x)), "{name}");
    }
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let x: Vec<f32> = random(1).take(150_000).map(f32::from_any_bits).collect();
    let expected = sorted(&x);
    for threads in [1, 2, 3, 8] {
        assert!(same(&sort_to_vec(&x, threads), &expected), "{threads} threads");
    }
}

fn sorts_in_place<T: FromBits>(n: usize) {
    let mut x: Vec<T> = random(3).take(n).map(T::from_any_bits).collect();
    let expected = sorted(&x);
    let memory = RacyMut::of(&mut x);
    on(2, |ctx| sort(ctx, memory.read(), memory)).unwrap();
    assert!(same(&x, &expected), "n = {n}, {}", std::any::type_name::<T>());
}

#[test]
fn the_output_may_be_the_input() {
    for_every_dtype!(sorts_in_place(50));
    for_every_dtype!(sorts_in_place(70_000));
}

#[test]
fn nan_of_either_sign_is_last_and_minus_zero_before_zero() {
    let x = [f64::NAN, 1.0, -f64::NAN, 0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY];
    let out = sort_to_vec(&x, 1);
    let bits: Vec<u64> = out[..5].iter().map(|value| value.to_bits()).collect();
    assert_eq!(bits, [f64::NEG_INFINITY, -0.0, 0.0, 1.0, f64::INFINITY].map(f64::to_bits));
    assert!(out[5].is_nan() && out[6].is_nan());
    let x = [f16::NAN, f16::ONE, f16::from_bits(0xfe00), f16::ZERO, f16::NEG_ZERO];
    let out = sort_to_vec(&x, 1);
    assert_eq!(out[..3].iter().map(|v| v.to_bits()).collect::<Vec<_>>(), [0x8000, 0, 0x3c00]);
    assert!(out[3].is_nan() && out[4].is_nan());
}

proptest! {
    #[test]
    fn sorts_anything(x in proptest::collection::vec(any::<u64>(), 0..400), shift in 0u32..64) {
        fn check<T: FromBits>(bits: &[u64]) -> bool {
            let x: Vec<T> = bits.iter().map(|&b| T::from_any_bits(b)).collect();
            same(&sort_to_vec(&x, 1), &sorted(&x))
        }
        let bits: Vec<u64> = x.iter().map(|b| b >> shift).collect();
        prop_assert!(check::<f64>(&bits) && check::<i64>(&bits) && check::<f32>(&bits) && check::<u32>(&bits));
        prop_assert!(check::<f16>(&bits) && check::<i16>(&bits) && check::<u8>(&bits) && check::<i8>(&bits));
    }
}
