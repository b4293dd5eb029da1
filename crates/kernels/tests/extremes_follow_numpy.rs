//! `min`, `max`, `argmin`, `argmax`: NaN propagates, zeros have signs, the first of equals is found.

mod common;

use allcores_kernels::{argmax, argmin, finite_range, max, min};
use allcores_memory::{Racy, f16};
use common::{Sample, Unaligned, any_values, length, on, tame_values};
use proptest::prelude::*;
use std::cmp::Ordering;

/// Order of two numbers, -0 before +0; `None` with NaN.
fn order<T: Sample>(a: T, b: T) -> Option<Ordering> {
    let sign = |value: T| !value.to_f64().is_sign_negative();
    a.partial_cmp(&b).map(|order| if T::IS_FLOAT { order.then(sign(a).cmp(&sign(b))) } else { order })
}

/// The extreme element that a plain loop finds, the wanted one comparing as `wanted`.
fn extreme<T: Sample>(values: &[T], wanted: Ordering) -> Option<T> {
    let mut best = *values.first()?;
    for &value in values {
        if !best.is_nan() && (value.is_nan() || order(value, best) == Some(wanted)) {
            best = value;
        }
    }
    Some(best)
}

fn first<T: Sample>(values: &[T], wanted: Ordering) -> Option<usize> {
    let mut best = 0;
    for (i, value) in values.iter().enumerate() {
        if !values[best].is_nan() && (value.is_nan() || value.partial_cmp(&values[best]) == Some(wanted)) {
            best = i;
        }
    }
    (!values.is_empty()).then_some(best)
}

fn same<T: Sample>(a: Option<T>, b: Option<T>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.is_nan() && b.is_nan() || order(a, b) == Some(Ordering::Equal),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn check<T: Sample>(values: &[T]) {
    let memory = Unaligned::of(values);
    let x = memory.read::<T>();
    on(2, |ctx| {
        let (least, greatest) = (min(ctx, x).unwrap(), max(ctx, x).unwrap());
        let want = (extreme(values, Ordering::Less), extreme(values, Ordering::Greater));
        assert!(same(least, want.0), "min {least:?}, not {:?}", want.0);
        assert!(same(greatest, want.1), "max {greatest:?}, not {:?}", want.1);
        assert_eq!(argmin(ctx, x).unwrap(), first(values, Ordering::Less));
        assert_eq!(argmax(ctx, x).unwrap(), first(values, Ordering::Greater));
        let range = finite_range(ctx, x).unwrap();
        assert!(same(range.map(|range| range.0), least.map(T::to_f64)), "{range:?}");
        assert!(same(range.map(|range| range.1), greatest.map(T::to_f64)), "{range:?}");
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_elements_of_any_length(len in length(), seed: u64) {
        for_each_type!(T => check(&any_values::<T>(len, seed)));
    }

    #[test]
    fn few_elements_with_few_values(len in 0..80usize, seed: u64) {
        for_each_type!(T => check(&any_values::<T>(len.min(3), seed)));
        for_each_type!(T => check(&tame_values::<T>(len, seed)));
    }

    #[test]
    fn one_extreme_anywhere(len in 1..200_000usize, position: prop::sample::Index, second: prop::sample::Index) {
        let (position, second) = (position.index(len), second.index(len));
        for_each_type!(T => {
            for special in [T::any(0), T::any(1 << 61), T::any(1 << 59), T::any(2 << 59)] {
                let mut values = vec![T::tame(3); len];
                values[position] = special;
                values[second] = special;
                check(&values);
            }
        });
    }
}

#[test]
fn zeros_have_signs_for_min_and_none_for_argmin() {
    let zeros = [0.0f64, -0.0, 0.0, -0.0];
    let x = Racy::of(&zeros);
    on(1, |ctx| {
        assert_eq!(min(ctx, x).unwrap().unwrap().to_bits(), (-0.0f64).to_bits());
        assert_eq!(max(ctx, x).unwrap().unwrap().to_bits(), 0);
        assert_eq!(argmin(ctx, x), Ok(Some(0)));
        assert_eq!(argmax(ctx, Racy::of(&[-0.0f32, 0.0])), Ok(Some(0)));
    });
}

#[test]
fn the_first_nan_wins_over_an_extreme_before_it() {
    let mut values = vec![f16::ONE; 70_000];
    values[3] = f16::NEG_INFINITY;
    values[60_001] = -f16::NAN;
    values[60_000] = f16::NAN;
    on(1, |ctx| {
        assert_eq!(argmin(ctx, Racy::of(&values)), Ok(Some(60_000)));
        assert_eq!(argmax(ctx, Racy::of(&values)), Ok(Some(60_000)));
        assert!(min(ctx, Racy::of(&values)).unwrap().unwrap().is_nan());
    });
}
