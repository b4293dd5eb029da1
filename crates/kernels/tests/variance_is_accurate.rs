//! `variance` and `mean`: no cancellation, exact zero for constants, NumPy's answer where nothing is left.

mod common;

use allcores_kernels::{mean, variance};
use allcores_memory::{Racy, f16};
use common::{Sample, Unaligned, alone, bits, length, on, tame_values};
use proptest::prelude::*;

/// Mean and variance by two passes in integers: `values` are multiples of 1/8 of moderate size.
fn exact(values: &[f64]) -> (f64, f64) {
    let n = values.len() as i128;
    let eighths = || values.iter().map(|value| (value * 8.0) as i128);
    let sum: i128 = eighths().sum();
    // n · (sum of squared deviations) = n · (sum of squares) - (sum)², all in eighths.
    let squares: i128 = eighths().map(|value| value * value).sum();
    (sum as f64 / 8.0 / n as f64, (n * squares - sum * sum) as f64 / 64.0 / n as f64 / n as f64)
}

fn is_near(got: f64, want: f64, tolerance: f64) {
    assert!((got - want).abs() <= tolerance * want.abs(), "{got:e}, not {want:e}");
}

fn check<T: Sample>(len: usize, seed: u64) {
    let values = tame_values::<T>(len, seed);
    let memory = Unaligned::of(&values);
    let (want_mean, want) = exact(&values.iter().map(|value| value.to_f64()).collect::<Vec<_>>());
    on(2, |ctx| {
        is_near(mean::<T>(ctx, memory.read()).unwrap(), want_mean, 1e-15);
        is_near(variance::<T>(ctx, memory.read(), 0.0).unwrap(), want, 1e-13);
        if len > 1 {
            let n = len as f64;
            is_near(variance::<T>(ctx, memory.read(), 1.0).unwrap(), want * n / (n - 1.0), 1e-13);
        }
    });
}

fn variance_of(values: &[f64], ddof: f64) -> f64 {
    alone(|ctx| variance(ctx, Racy::of(values), ddof)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn of_any_type_and_length(len in length(), seed: u64) {
        if len > 0 {
            for_each_type!(T => check::<T>(len, seed));
        }
    }

    #[test]
    fn a_constant_has_exactly_none(len in 1..3000usize, bits: u64) {
        let value = f64::from_bits(bits);
        prop_assume!(value.is_finite());
        prop_assert_eq!(variance_of(&vec![value; len], 0.0), 0.0);
        prop_assert_eq!(variance_of(&vec![value; 70_000], 0.0), 0.0);
    }

    #[test]
    fn a_large_mean_takes_nothing_away(len in 2..100_000usize, seed: u64) {
        // 2^40 plus multiples of 1/8 below 16 are doubles.
        let values: Vec<f64> = bits(seed).map(|bits| (1u64 << 40) as f64 + (bits % 128) as f64 / 8.0).take(len).collect();
        let less: Vec<f64> = values.iter().map(|value| value - (1u64 << 40) as f64).collect();
        prop_assume!(exact(&less).1 > 0.0);
        is_near(variance_of(&values, 0.0), exact(&less).1, 1e-10);
    }

    #[test]
    fn one_far_value_first_or_last(len in 2..3000usize, seed: u64) {
        let mut values = tame_values::<f64>(len, seed);
        for position in [0, len - 1] {
            values[position] = 1e15;
            is_near(variance_of(&values, 0.0), exact(&values).1, 1e-12);
        }
    }
}

#[test]
fn where_nothing_is_left_to_divide_by() {
    assert!(variance_of(&[], 0.0).is_nan());
    assert!(variance_of(&[], 1.0).is_nan());
    assert!(variance_of(&[5.0], 1.0).is_nan());
    assert!(variance_of(&[5.0], 2.0).is_nan());
    assert_eq!(variance_of(&[5.0, 6.0], 2.0), f64::INFINITY);
    assert_eq!(variance_of(&[5.0, 6.0], 3.0), f64::INFINITY);
    assert_eq!(variance_of(&[5.0, 7.0], 0.5), 2.0 / 1.5);
    for_each_type!(T => assert!(alone(|ctx| mean::<T>(ctx, Racy::of(&[]))).unwrap().is_nan()));
}

#[test]
fn infinities_and_nan_give_nan_and_an_overflow_infinity() {
    for special in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
        for position in [0, 1, 600, 69_999] {
            let mut values = tame_values::<f64>(70_000, 3);
            values[position] = special;
            assert!(variance_of(&values, 0.0).is_nan());
        }
    }
    assert_eq!(variance_of(&[1e200, -1e200], 0.0), f64::INFINITY);
    assert_eq!(variance_of(&[f64::MAX, -f64::MAX], 0.0), f64::INFINITY);
    let mut far = vec![f64::MAX; 70_000];
    far[65_536..].fill(-f64::MAX);
    assert_eq!(variance_of(&far, 0.0), f64::INFINITY);
    assert!(alone(|ctx| mean(ctx, Racy::of(&[f16::INFINITY, f16::ONE]))).unwrap() == f64::INFINITY);
}
