//! quantile and median: NumPy's values in float64, for every dtype, method, pattern and number of threads.

mod ordering;

use allcores_kernels::{Method, median, quantile};
use allcores_memory::Racy;
use ordering::{FromBits, on, patterns, random, total_order};
use proptest::prelude::*;

const METHODS: [Method; 5] = [Method::Linear, Method::Lower, Method::Higher, Method::Midpoint, Method::Nearest];

fn quantiles<T: FromBits>(x: &[T], qs: &[f64], method: Method, threads: usize) -> Vec<f64> {
    let mut out = vec![-1.0; qs.len()];
    on(threads, |ctx| quantile(ctx, Racy::of(x), qs, method, &mut out)).unwrap();
    out
}

/// The formula of numpy.quantile over a sorted copy.
fn expected_quantile(sorted: &[f64], q: f64, method: Method) -> f64 {
    let last = sorted.len() - 1;
    if sorted[last].is_nan() {
        return f64::NAN;
    }
    let virtual_index = last as f64 * q;
    let previous = virtual_index.floor();
    let gamma = match method {
        Method::Lower => return sorted[previous as usize],
        Method::Higher => return sorted[virtual_index.ceil() as usize],
        Method::Nearest => return sorted[virtual_index.round_ties_even() as usize],
        Method::Linear => virtual_index - previous,
        Method::Midpoint => f64::from(u8::from(virtual_index != previous)) / 2.0,
    };
    let a = sorted[previous as usize];
    let b = sorted[last.min(previous as usize + 1)];
    // The one exception to NumPy's formula, which subtracts infinities from each other.
    if a.is_infinite() || b.is_infinite() {
        return if gamma == 0.0 || a == b { a } else { a + b };
    }
    if gamma >= 0.5 { b - (b - a) * (1.0 - gamma) } else { a + (b - a) * gamma }
}

fn expected_median(sorted: &[f64]) -> f64 {
    let n = sorted.len();
    if sorted[n - 1].is_nan() {
        f64::NAN
    } else if n % 2 == 1 {
        sorted[n / 2]
    } else {
        (sorted[n / 2 - 1] + sorted[n / 2]) / 2.0
    }
}

fn sorted<T: FromBits>(x: &[T]) -> Vec<f64> {
    let mut sorted = x.to_vec();
    sorted.sort_by(|&a, &b| total_order(a, b));
    sorted.into_iter().map(T::to_f64).collect()
}

/// The same bits, or both NaN, whose bits NumPy leaves open.
fn same_answers(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan())
}

fn agrees<T: FromBits>(x: &[T], qs: &[f64], what: &str) {
    let sorted = sorted(x);
    for method in METHODS {
        let expected: Vec<f64> = qs.iter().map(|&q| expected_quantile(&sorted, q, method)).collect();
        let got = quantiles(x, qs, method, 2);
        let place = format!("{what}, n = {}, {}, {method:?}", x.len(), std::any::type_name::<T>());
        assert!(same_answers(&got, &expected), "{place}: {got:?}, not {expected:?}");
    }
    let got = on(2, |ctx| median(ctx, Racy::of(x))).unwrap();
    assert!(same_answers(&[got], &[expected_median(&sorted)]), "median of {what}, n = {}", x.len());
}

fn agrees_on_patterns<T: FromBits>(n: usize) {
    for (name, x) in patterns::<T>(n) {
        agrees(&x, &[0.5, 0.0, 1.0, 0.25, 0.999, 0.1, 0.1, 1.0 / 3.0], name);
    }
}

#[test]
fn every_pattern_of_every_dtype_has_numpys_quantiles() {
    for_every_dtype!(agrees_on_patterns(999));
    for_every_dtype!(agrees_on_patterns(40_000));
}

#[test]
fn a_hundred_quantiles_of_much_data_are_numpys() {
    let qs: Vec<f64> = (0..=100).map(|percent| f64::from(percent) / 100.0).collect();
    for (name, x) in patterns::<f64>(300_001) {
        agrees(&x, &qs, name);
    }
}

#[test]
fn more_than_a_million_have_numpys_quantiles() {
    agrees_on_patterns::<f64>(1_100_003);
}

#[test]
fn every_length_around_the_borders_is_right() {
    for n in (1..130).chain([32_767, 32_768, 32_769, 65_536, 65_537]) {
        let x: Vec<f64> = random(n as u64).take(n).map(|b| (b >> 40) as f64).collect();
        agrees(&x, &[0.0, 0.2, 0.5, 0.75, 1.0], "numbers");
    }
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let x: Vec<f32> = random(1).take(200_000).map(|b| (b >> 40) as f32).collect();
    let expected = quantiles(&x, &[0.1, 0.5, 0.9], Method::Linear, 1);
    for threads in [2, 3, 8] {
        assert!(same_answers(&quantiles(&x, &[0.1, 0.5, 0.9], Method::Linear, threads), &expected));
    }
}

#[test]
fn one_nan_anywhere_makes_every_answer_nan() {
    for n in [1, 2, 1000, 100_000] {
        for place in [0, n / 2, n - 1] {
            let mut x: Vec<f64> = (0..n).map(|i| i as f64).collect();
            x[place] = f64::NAN;
            for method in METHODS {
                assert!(quantiles(&x, &[0.0, 0.5, 1.0], method, 2).iter().all(|value| value.is_nan()));
            }
            assert!(on(2, |ctx| median(ctx, Racy::of(&x))).unwrap().is_nan());
        }
    }
}

#[test]
fn integers_of_64_bits_are_told_apart_before_they_are_rounded() {
    let x: Vec<u64> = (0..9).map(|i| (1 << 60) + 100 * i).collect();
    assert_eq!(on(1, |ctx| median(ctx, Racy::of(&x))).unwrap(), ((1u64 << 60) + 400) as f64);
}

/// `x = (np.arange(37) * 7919 % 101 - 50) / 8 * np.exp2(np.arange(37) % 5)`
fn golden_input() -> Vec<f64> {
    (0..37).map(|i| f64::from(i * 7919 % 101 - 50) / 8.0 * f64::from(1 << (i % 5))).collect()
}

/// NumPy 2.4, `np.quantile(x, [0, 0.01, 0.1, 0.25, 1/3, 0.5, 0.625, 0.9, 0.95, 0.99, 1], method=m)` and `np.median`.
#[test]
#[allow(clippy::excessive_precision, reason = "as NumPy printed them")]
fn the_values_are_those_that_numpy_printed() {
    let qs = [0.0, 0.01, 0.1, 0.25, 1.0 / 3.0, 0.5, 0.625, 0.9, 0.95, 0.99, 1.0];
    let golden = [
        (
            Method::Linear,
            [-28.0, -26.92, -17.2, -5.5, -4.375, 0.0, 9.5, 40.39999999999999, 51.199999999999974, 59.84, 62.0],
        ),
        (Method::Lower, [-28.0, -28.0, -19.0, -5.5, -4.375, 0.0, 3.0, 38.0, 50.0, 56.0, 62.0]),
        (Method::Higher, [-28.0, -25.0, -16.0, -5.5, -4.375, 0.0, 16.0, 44.0, 56.0, 62.0, 62.0]),
        (Method::Midpoint, [-28.0, -26.5, -17.5, -5.5, -4.375, 0.0, 9.5, 41.0, 53.0, 59.0, 62.0]),
        (Method::Nearest, [-28.0, -28.0, -16.0, -5.5, -4.375, 0.0, 3.0, 38.0, 50.0, 62.0, 62.0]),
    ];
    let x = golden_input();
    for (method, expected) in golden {
        assert_eq!(quantiles(&x, &qs, method, 1), expected, "{method:?}");
    }
    on(1, |ctx| {
        assert_eq!(median(ctx, Racy::of(&x)), Ok(0.0));
        assert_eq!(median(ctx, Racy::of(&x[..36])), Ok(-0.375));
    });
}

/// NumPy 2.4, `np.quantile([1, 2, np.inf], [0, .25, .5, .75, 1], method=m)`, the same of
/// `[-np.inf, -np.inf, 0, np.inf]`, and `np.median` of both; but where NumPy printed NaN,
/// the element or the infinity that it is about.
#[test]
fn a_quantile_on_an_infinity_is_infinite_and_others_are_numpys() {
    const INF: f64 = f64::INFINITY;
    let (y, z) = ([1.0, 2.0, INF], [-INF, -INF, 0.0, INF]);
    let golden = [
        (Method::Linear, [1.0, 1.5, 2.0, INF, INF], [-INF, -INF, -INF, INF, INF]),
        (Method::Lower, [1.0, 1.0, 2.0, 2.0, INF], [-INF, -INF, -INF, 0.0, INF]),
        (Method::Higher, [1.0, 2.0, 2.0, INF, INF], [-INF, -INF, 0.0, INF, INF]),
        (Method::Midpoint, [1.0, 1.5, 2.0, INF, INF], [-INF, -INF, -INF, INF, INF]),
        (Method::Nearest, [1.0, 1.0, 2.0, INF, INF], [-INF, -INF, 0.0, 0.0, INF]),
    ];
    for (method, of_y, of_z) in golden {
        assert!(same_answers(&quantiles(&y, &[0.0, 0.25, 0.5, 0.75, 1.0], method, 1), &of_y), "{method:?}");
        assert!(same_answers(&quantiles(&z, &[0.0, 0.25, 0.5, 0.75, 1.0], method, 1), &of_z), "{method:?}");
    }
    on(1, |ctx| {
        assert_eq!(median(ctx, Racy::of(&y)), Ok(2.0));
        assert_eq!(median(ctx, Racy::of(&z)), Ok(-INF));
        assert_eq!(median(ctx, Racy::of(&[INF, INF])), Ok(INF));
        assert_eq!(median(ctx, Racy::of(&[1.7e308, 1.7e308])), Ok(INF));
        assert!(median(ctx, Racy::of(&[-INF, INF])).unwrap().is_nan());
    });
}

proptest! {
    #[test]
    fn anything_has_numpys_quantiles(
        x in proptest::collection::vec(any::<u64>(), 1..300),
        shift in 0u32..64,
        qs in proptest::collection::vec(0.0..=1.0f64, 0..6),
    ) {
        fn check<T: FromBits>(bits: &[u64], qs: &[f64]) {
            agrees(&bits.iter().map(|&b| T::from_any_bits(b)).collect::<Vec<T>>(), qs, "anything");
        }
        let bits: Vec<u64> = x.iter().map(|b| b >> shift).collect();
        check::<f64>(&bits, &qs);
        check::<i64>(&bits, &qs);
        check::<f32>(&bits, &qs);
        check::<i16>(&bits, &qs);
        check::<u8>(&bits, &qs);
    }
}
