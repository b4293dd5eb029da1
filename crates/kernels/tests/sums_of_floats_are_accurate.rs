//! `sum` and `dot` of floats are as good as in twice the precision, and end like a loop where they are not finite.

mod common;

use allcores_kernels::{dot, sum};
use allcores_memory::{Racy, f16};
use common::{Sample, Unaligned, alone, any_values, bits, length, on, tame_values};
use proptest::prelude::*;

/// An exact sum of doubles: a fixed-point number in signed digits of 32 bits, the lowest worth 2^-1074.
struct Exact([i64; 80]);

impl Exact {
    fn of(values: impl Iterator<Item = f64>) -> Exact {
        let mut exact = Exact([0; 80]);
        values.for_each(|value| exact.add(value));
        exact
    }

    fn add(&mut self, value: f64) {
        let exponent = (value.to_bits() >> 52 & 2047) as usize;
        let fraction = value.to_bits() & ((1 << 52) - 1);
        let mantissa = if exponent == 0 { fraction } else { fraction | 1 << 52 };
        let place = exponent.saturating_sub(1);
        let shifted = u128::from(mantissa) << (place % 32);
        for digit in 0..3 {
            let part = (shifted >> (32 * digit) & 0xffff_ffff) as i64;
            self.0[place / 32 + digit] += if value < 0.0 { -part } else { part };
        }
    }

    /// Its value up to a few ulp.
    fn near(mut self) -> f64 {
        let carried = |digits: &mut [i64; 80]| {
            for digit in 0..79 {
                digits[digit + 1] += digits[digit] >> 32;
                digits[digit] &= 0xffff_ffff;
            }
        };
        carried(&mut self.0);
        let negative = self.0[79] < 0;
        if negative {
            self.0.iter_mut().for_each(|digit| *digit = -*digit);
            carried(&mut self.0);
        }
        let magnitude: f64 = (0..80)
            .rev()
            .map(|digit| self.0[digit] as f64 * 2f64.powi(16 * digit as i32 - 537) * 2f64.powi(16 * digit as i32 - 537))
            .sum();
        if negative { -magnitude } else { magnitude }
    }
}

/// Checks that `result` is the sum of `terms` up to an ulp of it and the error of twice the precision.
fn is_close(result: f64, terms: &[f64], tiny: f64) {
    let error = Exact::of(terms.iter().copied().chain([-result])).near().abs();
    let size: f64 = terms.iter().map(|term| term.abs()).sum();
    let count = terms.len() as f64;
    let allowed = (result.abs().next_up() - result.abs()) + count * count * 2f64.powi(-104) * size + tiny;
    assert!(error <= allowed, "{result:e} is {error:e} off, {allowed:e} is allowed");
}

/// Doubles of very different sizes, most of which cancel.
fn wild(len: usize, seed: u64) -> Vec<f64> {
    let mut values: Vec<f64> = bits(seed)
        .map(|bits| f64::from_bits(bits & !(2047 << 52) | ((bits >> 52 & 255) + 1023 - 128) << 52))
        .take(len)
        .collect();
    for i in 1..len {
        if i % 3 == 0 {
            values[i] = -values[i / 2];
        }
    }
    values
}

fn widened<T: Sample>(values: &[T]) -> Vec<f64> {
    values.iter().map(|value| value.to_f64()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_sum_of_doubles_that_cancel(len in length(), seed: u64) {
        let values = wild(len, seed);
        let memory = Unaligned::of(&values);
        is_close(on(2, |ctx| sum::<f64>(ctx, memory.read())).unwrap().to_f64(), &values, 0.0);
    }

    #[test]
    fn a_dot_of_doubles_that_cancel(len in length(), seed: u64) {
        let (x, y) = (wild(len, seed), wild(len, !seed));
        let (x_memory, y_memory) = (Unaligned::of(&x), Unaligned::of(&y));
        let products: Vec<f64> = x.iter().zip(&y).flat_map(|(x, y)| [x * y, x.mul_add(*y, -(x * y))]).collect();
        is_close(on(2, |ctx| dot::<f64>(ctx, x_memory.read(), y_memory.read())).unwrap().to_f64(), &products, 0.0);
    }

    #[test]
    fn a_dot_of_which_only_rounding_errors_are_left(len in length(), seed: u64) {
        let (mut x, mut y) = (wild(len, seed), wild(len, !seed));
        let products: Vec<f64> = x.iter().zip(&y).map(|(x, y)| x * y).collect();
        let errors: Vec<f64> = x.iter().zip(&y).zip(&products).map(|((x, y), product)| x.mul_add(*y, -product)).collect();
        x.extend(products.iter().map(|product| -product));
        y.resize(2 * len, 1.0);
        let size: f64 = products.iter().map(|product| product.abs()).sum();
        let tiny = (4 * len * len) as f64 * 2f64.powi(-104) * size;
        is_close(on(2, |ctx| dot(ctx, Racy::of(&x), Racy::of(&y))).unwrap().to_f64(), &errors, tiny);
    }

    #[test]
    fn narrow_floats_are_summed_as_doubles(len in length(), seed: u64) {
        fn check<T: Sample>(len: usize, seed: u64) {
            let finite = |seed| -> Vec<T> {
                bits(seed).map(T::any).filter(|value| value.to_f64().is_finite()).take(len).collect()
            };
            let (x, y) = (finite(seed), finite(!seed));
            let (x_memory, y_memory) = (Unaligned::of(&x), Unaligned::of(&y));
            is_close(alone(|ctx| sum::<T>(ctx, x_memory.read())).unwrap().to_f64(), &widened(&x), 0.0);
            let products: Vec<f64> = x.iter().zip(&y).map(|(x, y)| x.to_f64() * y.to_f64()).collect();
            is_close(alone(|ctx| dot::<T>(ctx, x_memory.read(), y_memory.read())).unwrap().to_f64(), &products, 0.0);
        }
        check::<f16>(len, seed);
        check::<f32>(len, seed);
    }

    #[test]
    fn what_is_not_finite_ends_as_in_a_loop(len in 0..200usize, seed: u64) {
        fn check<T: Sample>(len: usize, seed: u64) {
            let (x, y) = (any_values::<T>(len, seed), any_values::<T>(len, !seed));
            let special = |terms: Vec<f64>, factors: &dyn Fn(usize) -> bool| -> f64 {
                terms.iter().enumerate().filter(|&(i, _)| !factors(i)).map(|(_, term)| term).sum()
            };
            // Infinite and NaN terms decide alone, unless finite ones overflow.
            let want = special(widened(&x), &|i| x[i].to_f64().is_finite());
            let got = alone(|ctx| sum(ctx, Racy::of(&x))).unwrap().to_f64();
            assert!(want.is_nan() && got.is_nan() || want == got || want == 0.0, "{got} {want}");
            let products = x.iter().zip(&y).map(|(x, y)| x.to_f64() * y.to_f64()).collect();
            let want = special(products, &|i| x[i].to_f64().is_finite() && y[i].to_f64().is_finite());
            let got = alone(|ctx| dot(ctx, Racy::of(&x), Racy::of(&y))).unwrap().to_f64();
            assert!(want.is_nan() && got.is_nan() || want == got || want == 0.0, "{got} {want}");
        }
        check::<f16>(len, seed);
        check::<f32>(len, seed);
        check::<f64>(len, seed);
    }
}

fn sum_of(values: &[f64]) -> f64 {
    alone(|ctx| sum(ctx, Racy::of(values))).unwrap().to_f64()
}

fn dot_of(x: &[f64], y: &[f64]) -> f64 {
    alone(|ctx| dot(ctx, Racy::of(x), Racy::of(y))).unwrap().to_f64()
}

#[test]
fn infinities_and_nan_in_a_long_array() {
    for position in [0, 15, 16, 65_535, 65_536, 199_999] {
        let mut values = tame_values::<f64>(200_000, 1);
        values[position] = f64::INFINITY;
        assert_eq!(sum_of(&values), f64::INFINITY);
        values[77] = f64::NEG_INFINITY;
        assert!(sum_of(&values).is_nan());
        values[position] = 0.0;
        assert_eq!(sum_of(&values), f64::NEG_INFINITY);
        values[position] = f64::NAN;
        assert!(sum_of(&values).is_nan());
    }
    assert!(dot_of(&[f64::INFINITY], &[0.0]).is_nan());
    assert_eq!(dot_of(&[f64::INFINITY, 1e308], &[1e-300, 1e308]), f64::INFINITY);
    assert_eq!(dot_of(&[1e-300, 1e308], &[f64::NEG_INFINITY, 1e308]), f64::NEG_INFINITY);
}

#[test]
fn only_a_sum_that_overflows_is_infinite() {
    // The first and the 17th element share a lane, which overflows; the sum does not.
    let mut values = vec![0.0; 40];
    (values[0], values[16], values[1], values[17]) = (1.5e308, 1.5e308, -1.5e308, -1.4e308);
    let got = sum_of(&values);
    assert!((got - 1e307).abs() < 1e293, "{got:e}");
    values[17] = 1.5e308;
    assert_eq!(sum_of(&values), f64::INFINITY);
    let negative: Vec<f64> = values.iter().map(|value| -value).collect();
    assert_eq!(sum_of(&negative), f64::NEG_INFINITY);
    // Products that overflow, and cancel.
    let got = dot_of(&[1e200, 1e200, 3.0], &[1e200, -1e200, 7.0]);
    assert!(got.abs() < 1e292, "{got:e}");
    let got = dot_of(&[f64::MAX, f64::MAX], &[1.0, -0.5]);
    assert_eq!(got, f64::MAX / 2.0);
    assert_eq!(dot_of(&[1e200], &[1e200]), f64::INFINITY);
}

#[test]
fn the_largest_double_and_the_smallest_can_be_factors() {
    assert_eq!(dot_of(&[f64::MAX], &[2f64.powi(-1000)]), f64::MAX * 2f64.powi(-1000));
    assert_eq!(dot_of(&[5e-324], &[1.0]), 5e-324);
    assert_eq!(dot_of(&[5e-324, 1.0], &[5e-324, 1.0]), 1.0);
    assert_eq!(sum_of(&[5e-324, 5e-324]), 1e-323);
    assert_eq!(sum_of(&[]).to_bits(), 0);
}
