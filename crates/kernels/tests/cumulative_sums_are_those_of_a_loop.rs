//! `cumsum` gives what a loop gives: exactly for integers, within rounding for floats, with its infinities.

mod common;

use allcores_kernels::{Cumulate, cumsum};
use allcores_memory::{Element, Racy, RacyMut, f16, nearest_half};
use common::{Sample, Unaligned, any_values, bits, length, on, tame_values};
use proptest::prelude::*;

fn sums<T: Cumulate>(threads: usize, values: &[T]) -> Vec<T::Cumulative> {
    let memory = Unaligned::of(values);
    let mut out = Unaligned::of(&vec![T::Cumulative::default(); values.len()]);
    on(threads, |ctx| cumsum::<T>(ctx, memory.read(), out.write())).unwrap();
    out.read().to_vec()
}

/// The sums of doubles in twice the precision: a running sum and its error.
fn careful(values: &[f64]) -> Vec<f64> {
    let (mut sum, mut error) = (0.0, 0.0);
    let add = |value: &f64| {
        let next = sum + value;
        let kept = next - sum;
        error += (sum - (next - kept)) + (value - kept);
        sum = next;
        sum + error
    };
    values.iter().map(add).collect()
}

fn exact_in_doubles<T: Sample<Cumulative = f64>>(len: usize, seed: u64) {
    let values = any_values::<T>(len, seed);
    let mut sum = 0i128;
    let want: Vec<f64> = values
        .iter()
        .map(|value| {
            sum += value.to_i128();
            sum as f64
        })
        .collect();
    assert_eq!(sums(2, &values), want);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn integers_are_exact(len in length(), seed: u64) {
        for_each_type!(T in [i8, u8, i16, u16, i32, u32] => exact_in_doubles::<T>(len, seed));
    }

    #[test]
    fn integers_of_64_bits_wrap(len in length(), seed: u64) {
        let values = any_values::<u64>(len, seed);
        let mut sum = 0u64;
        let want: Vec<u64> = values.iter().map(|value| { sum = sum.wrapping_add(*value); sum }).collect();
        prop_assert_eq!(&sums(2, &values), &want);
        let signed: Vec<i64> = values.iter().map(|&value| value as i64).collect();
        prop_assert_eq!(sums(1, &signed), want.iter().map(|&value| value as i64).collect::<Vec<_>>());
    }

    #[test]
    fn doubles_are_within_rounding(len in length(), seed: u64) {
        let values: Vec<f64> = bits(seed).map(|bits| bits as i64 as f64 * 2f64.powi((bits % 64) as i32)).take(len).collect();
        let mut size = 0.0;
        for ((got, want), value) in sums(2, &values).into_iter().zip(careful(&values)).zip(&values) {
            size += value.abs();
            // A loop's own bound has the length as its factor; blocks do far better.
            prop_assert!((got - want).abs() <= 1e-13 * size, "{:e}, not {:e}", got, want);
        }
    }

    #[test]
    fn narrow_floats_are_rounded_once(len in length(), seed: u64) {
        // Multiples of 1/8 of moderate size: their sums are exact in a double.
        let values = tame_values::<f32>(len, seed);
        let mut sum = 0.0f64;
        let exact: Vec<f64> = values.iter().map(|&value| { sum += f64::from(value); sum }).collect();
        prop_assert_eq!(sums(2, &values), exact.iter().map(|&sum| sum as f32).collect::<Vec<_>>());
        let halves = tame_values::<f16>(len, seed);
        sum = 0.0;
        let want: Vec<u16> = halves.iter().map(|&value| { sum += Element::to_f64(value); nearest_half(sum).to_bits() }).collect();
        prop_assert_eq!(sums(2, &halves).into_iter().map(f16::to_bits).collect::<Vec<_>>(), want);
    }

    #[test]
    fn in_place(len in length(), seed: u64) {
        fn check<T: Sample<Cumulative = T>>(len: usize, seed: u64) {
            let mut values = any_values::<T>(len, seed);
            let want = sums(1, &values);
            let memory = RacyMut::of(&mut values);
            on(3, |ctx| cumsum(ctx, memory.read(), memory)).unwrap();
            assert!(values.iter().zip(want).all(|(got, want)| got.to_key() == want.to_key()));
        }
        for_each_type!(T in [i64, u64, f16, f32, f64] => check::<T>(len, seed));
    }

    #[test]
    fn where_a_loop_is_not_finite(seed: u64, len in 1..100_000usize, threads in 1..3usize) {
        // A few huge and infinite values among small ones.
        let choose = |bits: u64| match bits % 20_000 {
            0..3 => 1.5e308,
            3..6 => -1.5e308,
            6 => f64::INFINITY,
            7 => f64::NEG_INFINITY,
            _ => (bits >> 40) as f64,
        };
        let values: Vec<f64> = bits(seed).map(choose).take(len).collect();
        let mut sum = 0.0;
        for (i, got) in sums(threads, &values).into_iter().enumerate() {
            sum += values[i];
            let near = (got - sum).abs() <= 1e-10 * sum.abs().max(1e20);
            prop_assert!(near || got == sum || got.is_nan() && sum.is_nan(), "{}: {:e}, not {:e}", i, got, sum);
        }
    }
}

#[test]
fn an_overflow_is_where_the_loop_has_it_and_nowhere_else() {
    for start in [0, 5, 32_763, 40_000] {
        let mut values = vec![0.0; 100_000];
        // -1.5e308 + 1e308 + 1e308 is finite from the left and infinite from the right.
        values[start..start + 5].copy_from_slice(&[-1.5e308, 1e308, 1e308, 1e308, 1e308]);
        for threads in [1, 2] {
            let got: Vec<f64> = sums(threads, &values);
            assert!(got[..start + 4].iter().all(|sum| sum.is_finite()));
            assert!(got[start + 4..].iter().all(|&sum| sum == f64::INFINITY));
        }
    }
}

#[test]
fn infinity_stays_and_two_of_them_are_nan() {
    fn check<T: Sample>(infinity: T, negative: T) {
        let mut values = tame_values::<T>(100_000, 5);
        (values[40_000], values[70_001]) = (infinity, negative);
        let got = sums(2, &values);
        assert!(got[39_999].to_f64().is_finite());
        assert!(got[40_000..70_001].iter().all(|sum| sum.to_f64() == f64::INFINITY));
        assert!(got[70_001..].iter().all(|sum| sum.is_nan()));
    }
    check(f16::INFINITY, f16::NEG_INFINITY);
    check(f32::INFINITY, f32::NEG_INFINITY);
    check(f64::INFINITY, f64::NEG_INFINITY);
    let got: [f32; 2] = sums(1, &[f32::MAX, f32::MAX]).try_into().unwrap();
    assert_eq!(got, [f32::MAX, f32::INFINITY]);
    assert!(on(1, |ctx| cumsum::<f64>(ctx, Racy::of(&[]), RacyMut::of(&mut []))).is_ok());
}
