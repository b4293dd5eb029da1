//! Kernels of one expression, run on every instruction set of this CPU, and values to run them on.

#![allow(dead_code, unused_macros, reason = "no test uses all of it")]

use allcores_simd::Isa;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// What each set gave.
pub type Results<R> = Vec<(Isa, R)>;

/// A function of the inputs that evaluates the expression on every set: `V` names the set in it.
macro_rules! on_every_set {
    (|$($input:ident: $T:ty),*| -> $R:ty { $($body:tt)* }) => {{
        struct Kernel($($T),*);
        impl allcores_simd::Op for Kernel {
            type Output = $R;
            #[inline(always)]
            fn run<V: allcores_simd::Vectors>(self) -> $R {
                let Kernel($($input),*) = self;
                $($body)*
            }
        }
        |$($input: $T),*| -> common::Results<$R> {
            let run = |&isa| (isa, allcores_simd::dispatch_on(isa, Kernel($($input),*)));
            allcores_simd::Isa::available().iter().map(run).collect()
        }
    }};
}

/// Doubles at which definitions change.
pub fn special_doubles() -> Vec<f64> {
    let mut values = vec![0.0, 5e-324, f64::MIN_POSITIVE, f64::MAX, f64::INFINITY, f64::NAN, 0.1, 1e300];
    for power in [-1074, -1023, -1022, -149, -127, -126, -53, -25, -24, -14, -1, 0, 1, 10, 15, 16, 31, 32, 33] {
        values.push(2f64.powi(power));
    }
    for power in [51, 52, 53, 54, 62, 63, 64, 83, 84, 85, 127, 128, 255, 1023] {
        values.push(2f64.powi(power));
    }
    for half in [0.5, 1.5, 2.5, 3.5, 65519.5, 65520.5, 2_147_483_647.5, 4_294_967_295.5, 4_503_599_627_370_495.5] {
        values.push(half);
    }
    let around = |x: f64| [x, f64::from_bits(x.to_bits() + 1), f64::from_bits(x.to_bits().saturating_sub(1))];
    let values: Vec<f64> = values.into_iter().flat_map(around).collect();
    values.iter().flat_map(|&x| [x, -x, x + 1.0, x - 1.0, 3.0 * x]).collect()
}

/// A few of them, of each sign.
fn kinds_of_doubles() -> Vec<f64> {
    let magnitudes = [0.0, 5e-324, 1e-310, f64::MIN_POSITIVE, 0.5, 1.0, 1.5, 3.0, 2_147_483_648.0, 4_294_967_296.0]
        .into_iter()
        .chain([2f64.powi(52) + 1.0, 2f64.powi(53), 2f64.powi(63), 1e300, f64::MAX, f64::INFINITY, f64::NAN]);
    magnitudes.flat_map(|x| [x, -x]).collect()
}

/// Integers at which definitions change.
pub fn special_integers() -> Vec<i64> {
    let powers = (0..64).map(|power| 1i64 << power);
    powers.flat_map(|x| [x, x.wrapping_neg(), x.wrapping_sub(1), !x, x.wrapping_mul(3)]).chain([0]).collect()
}

/// Any double: any bits, any integer, near what is between two integers, of ordinary size, special.
pub fn double() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<u64>().prop_map(f64::from_bits),
        any::<i64>().prop_map(|i| (i >> (i & 63)) as f64),
        any::<(i32, i8)>().prop_map(|(i, near)| {
            let half = f64::from(i >> (i & 31)) + 0.5;
            f64::from_bits(half.to_bits().wrapping_add_signed(i64::from(near / 64)))
        }),
        -100.0..100.0f64,
        prop::sample::select(special_doubles()),
    ]
}

/// Any 64-bit integer, small ones and special ones often.
pub fn long() -> impl Strategy<Value = i64> {
    prop_oneof![any::<i64>(), any::<i64>().prop_map(|i| i >> (i & 63)), prop::sample::select(special_integers())]
}

/// Any 32-bit integer, small ones and special ones often.
pub fn int() -> impl Strategy<Value = i32> {
    long().prop_map(|i| if i as i32 == 0 { (i >> 32) as i32 } else { i as i32 })
}

/// Eight of them.
pub fn eight<T: Copy + std::fmt::Debug>(lane: impl Strategy<Value = T>) -> impl Strategy<Value = [T; 8]> {
    prop::collection::vec(lane, 8).prop_map(|lanes| lanes.try_into().expect("eight"))
}

/// Runs the property on many samples of the strategy.
pub fn for_all<S: Strategy>(strategy: S, property: impl Fn(S::Value)) {
    let mut runner = TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) });
    runner
        .run(&strategy, |value| {
            property(value);
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

/// What makes two results the same.
pub trait Same: Copy + std::fmt::Debug {
    /// Bit for bit, but that there is one NaN only.
    fn same(self, other: Self) -> bool;
}

impl Same for f64 {
    fn same(self, other: f64) -> bool {
        self.to_bits() == other.to_bits() || self.is_nan() && other.is_nan()
    }
}

impl Same for f32 {
    fn same(self, other: f32) -> bool {
        f64::from(self).same(f64::from(other))
    }
}

macro_rules! same {
    ($($T:ty),*) => {$(
        impl Same for $T {
            fn same(self, other: $T) -> bool {
                self == other
            }
        }
    )*};
}

same!(bool, u8, u16, i32, i64);

/// Asserts that every set gave `want(lane)` in each lane.
pub fn assert_lanes<R: Same>(results: Results<[R; 8]>, want: impl Fn(usize) -> R, inputs: impl std::fmt::Debug) {
    for (isa, result) in results {
        for (lane, &got) in result.iter().enumerate() {
            let want = want(lane);
            assert!(got.same(want), "{}, lane {lane}: {got:?} and not {want:?}, for {inputs:?}", isa.name());
        }
    }
}

/// The lanes of a mask, as its bits give them.
pub fn truths(bits: u8) -> [bool; 8] {
    std::array::from_fn(|lane| bits >> lane & 1 == 1)
}

/// Checks a function of one vector of doubles: all special values, and samples.
pub fn check_unary<R: Same>(got: impl Fn([f64; 8]) -> Results<[R; 8]>, want: impl Fn(f64) -> R) {
    for window in special_doubles().windows(8) {
        let x: [f64; 8] = window.try_into().expect("eight");
        assert_lanes(got(x), |lane| want(x[lane]), x);
    }
    for_all(eight(double()), |x| assert_lanes(got(x), |lane| want(x[lane]), x));
}

/// Checks a function of two vectors of doubles: all special values with some of each kind, and samples.
pub fn check_binary<R: Same>(got: impl Fn([f64; 8], [f64; 8]) -> Results<[R; 8]>, want: impl Fn(f64, f64) -> R) {
    let special = special_doubles();
    for a in special.chunks_exact(8) {
        let a: [f64; 8] = a.try_into().expect("eight");
        for b in kinds_of_doubles() {
            assert_lanes(got(a, [b; 8]), |lane| want(a[lane], b), (a, b));
            assert_lanes(got([b; 8], a), |lane| want(b, a[lane]), (b, a));
        }
    }
    for_all((eight(double()), eight(double())), |(a, b)| {
        assert_lanes(got(a, b), |lane| want(a[lane], b[lane]), (a, b));
    });
}
