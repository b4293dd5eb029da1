//! `asin`, `acos`, `atan`, `atan2`.
//!
//! `asin` has a polynomial up to ½; beyond, `asin x = π/2 - 2 asin √((1 - x) / 2)`.
//! `atan` has one up to `tan π/8`, for the quotient of the smaller and the larger of two numbers
//! or of their difference and sum; the octants are put together with multiples of
//! `π/4`. Quotients and roots are kept to twice the precision. Both polynomials are minimax by Remez
//! exchange, on `[0, ¼]` and `[0, tan² π/8]`, with relative errors of 2^-55 and 2^-59.

use super::binary::{DOWN, UP};
use super::double::{Double, lit, ordered_sum, select, sum};
use super::polynomial::polynomial;
use crate::vectors::{F64x8, Mask8, Vectors};

/// `(asin x - x) / x³` in `x²`.
const ASIN: [f64; 12] = [
    0.16666666666665383,
    0.0750000000034289,
    0.04464285682361472,
    0.030381959325673582,
    0.022371753659283698,
    0.01735976904022439,
    0.013884618865372976,
    0.012173146517787831,
    0.006511419835667082,
    0.019572382375110355,
    -0.016291728829324444,
    0.031957391969087943,
];

/// `(atan t - t) / t³` in `t²`.
const ATAN: [f64; 11] = [
    -0.333333333333332,
    0.1999999999995377,
    -0.1428571428021249,
    0.11111110784168958,
    -0.09090897775922477,
    0.07692060502446123,
    -0.06663106923082844,
    0.058479073977615106,
    -0.05039373740964694,
    0.03806600422887231,
    -0.017908458136258486,
];

/// `π/4`; small multiples of the first part are exact.
const QUARTER_PI: [f64; 2] = [core::f64::consts::FRAC_PI_4, 3.061616997868383e-17];
const TAN_EIGHTH_PI: f64 = 0.41421356237309503;

/// `quarters · π/4 - angle`.
#[inline(always)]
fn less<V: Vectors>(quarters: V::F64, angle: Double<V>) -> V::F64 {
    let near = ordered_sum::<V>(quarters * lit::<V>(QUARTER_PI[0]), -angle.hi);
    near.hi + (near.lo + (quarters * lit::<V>(QUARTER_PI[1]) - angle.lo))
}

/// Whether `x`, from 0 to 1, is at most ½; and `asin x` where it is, `2 asin √((1 - x) / 2)` elsewhere.
#[inline(always)]
fn arc<V: Vectors>(x: V::F64) -> (V::Mask, Double<V>) {
    let half = lit::<V>(0.5);
    let small = x.le(half);
    let half_distance = (lit::<V>(1.0) - x) * half;
    let root = Double::<V> { hi: half_distance, lo: lit::<V>(0.0) }.sqrt();
    let square = small.select_f64(x * x, half_distance);
    let base = small.select_f64(x, root.hi);
    let tail = small.select_f64(lit::<V>(0.0), root.lo) + base * square * polynomial::<V, 12>(square, ASIN);
    let times = small.select_f64(lit::<V>(1.0), lit::<V>(2.0));
    (small, Double { hi: base * times, lo: tail * times })
}

/// `Math.asin`.
#[inline(always)]
pub fn asin<V: Vectors>(x: V::F64) -> V::F64 {
    let (small, arc) = arc::<V>(x.abs());
    let result = small.select_f64(arc.rounded(), less::<V>(lit::<V>(2.0), arc)).copysign(x);
    x.abs().lt(lit::<V>(1e-9)).select_f64(x, result)
}

/// `Math.acos`: `π/2 - asin x`, or the doubled arc for `x` near 1, or `π` less that near -1.
#[inline(always)]
pub fn acos<V: Vectors>(x: V::F64) -> V::F64 {
    let zero = lit::<V>(0.0);
    let (small, arc) = arc::<V>(x.abs());
    let negative = x.lt(zero);
    let quarters = small.select_f64(lit::<V>(2.0), negative.select_f64(lit::<V>(4.0), zero));
    let minus = small ^ negative;
    let hi = minus.select_f64(arc.hi, -arc.hi);
    let lo = minus.select_f64(arc.lo, -arc.lo);
    less::<V>(quarters, Double { hi, lo })
}

/// Whether the angle of `small / large` is beyond `π/8`, and its tangent, or that of what it has over `π/4`.
///
/// For both positive and from 1e-170 to 1e170.
#[inline(always)]
fn tangent<V: Vectors>(small: V::F64, large: V::F64) -> (V::Mask, Double<V>) {
    let zero = lit::<V>(0.0);
    let steep = small.gt(large * lit::<V>(TAN_EIGHTH_PI));
    let difference = sum::<V>(small, -large);
    let total = ordered_sum::<V>(large, small);
    let numerator = select::<V>(steep, difference, Double { hi: small, lo: zero });
    let denominator = select::<V>(steep, total, Double { hi: large, lo: zero });
    (steep, numerator.over(denominator))
}

/// The angle of `(steep, tangent)`, subtracted from `quarters · π/4` where `minus`, added elsewhere.
#[inline(always)]
fn turn<V: Vectors>((steep, tangent): (V::Mask, Double<V>), quarters: V::F64, minus: V::Mask) -> V::F64 {
    let square = tangent.hi * tangent.hi;
    let tail = tangent.hi * square * polynomial::<V, 11>(square, ATAN);
    let tail = tail + (tangent.lo - tangent.lo * square);
    let sign = minus.select_f64(lit::<V>(1.0), lit::<V>(-1.0));
    let quarters = quarters - steep.select_f64(sign, lit::<V>(0.0));
    less::<V>(quarters, Double { hi: tangent.hi * sign, lo: tail * sign })
}

/// `Math.atan`.
#[inline(always)]
pub fn atan<V: Vectors>(x: V::F64) -> V::F64 {
    let (zero, one) = (lit::<V>(0.0), lit::<V>(1.0));
    let size = x.abs();
    let size = size.gt(lit::<V>(1e30)).select_f64(lit::<V>(1e30), size);
    let beyond = size.gt(one);
    let tangent = tangent::<V>(beyond.select_f64(one, size), beyond.select_f64(size, one));
    let result = turn::<V>(tangent, beyond.select_f64(lit::<V>(2.0), zero), beyond).copysign(x);
    x.abs().lt(lit::<V>(1e-9)).select_f64(x, result)
}

/// `Math.atan2`.
#[inline(always)]
pub fn atan2<V: Vectors>(y: V::F64, x: V::F64) -> V::F64 {
    let (zero, one, infinite) = (lit::<V>(0.0), lit::<V>(1.0), lit::<V>(f64::INFINITY));
    let beyond = y.abs().gt(x.abs());
    let small = beyond.select_f64(x.abs(), y.abs());
    let large = beyond.select_f64(y.abs(), x.abs());
    // Two infinities count as equal, and two zeros as 0 and 1.
    let both = small.eq(infinite);
    let small = both.select_f64(one, small);
    let large = (both | large.eq(zero)).select_f64(one, large);

    // A tangent below 2^-59 is its angle. Elsewhere a common scale keeps it and its error in range.
    let quotient = small / large;
    let slight = quotient.lt(lit::<V>(1e-18));
    let scale = large.gt(lit::<V>(1e150)).select_f64(lit::<V>(DOWN), one);
    let scale = large.lt(lit::<V>(1e-150)).select_f64(lit::<V>(UP), scale);
    let (steep, tangent) = tangent::<V>(small * scale, large * scale);
    let tangent = select::<V>(slight, Double { hi: quotient, lo: zero }, tangent);

    let negative = one.copysign(x).lt(zero);
    let quarters = beyond.select_f64(lit::<V>(2.0), negative.select_f64(lit::<V>(4.0), zero));
    let result = turn::<V>((steep, tangent), quarters, beyond ^ negative).copysign(y);
    (x.is_nan() | y.is_nan()).select_f64(lit::<V>(f64::NAN), result)
}
