//! `pow`: `e^(y ln |x|)`, with the logarithm to about 70 bits, because its error is multiplied by up to 745.
//!
//! The first two coefficients of the logarithm's series are the exact 2/3 and 2/5 to twice
//! the precision; the rest is a polynomial, minimax by Remez exchange on
//! `[0, 0.02944]`, that leaves a relative error of 2^-72 in the logarithm.

use super::double::{Double, lit, ordered_sum, product};
use super::exponential::{LN_2, Reduced, exp_of, reduce};
use super::logarithm::{Split, ratio, split};
use super::polynomial::polynomial;
use crate::vectors::{F64x8, I64x8, Mask8, Vectors};

const TWO_THIRDS: [f64; 2] = [0.6666666666666666, 3.700743415417188e-17];
const TWO_FIFTHS: [f64; 2] = [0.4, -2.2204460492503132e-17];

/// `(2 artanh s - 2 s - 2/3 s³ - 2/5 s⁵) / s⁷` in `s²`.
const REST: [f64; 7] = [
    0.28571428571433183,
    0.22222222220003096,
    0.18181818606974162,
    0.15384572773013072,
    0.13335768634482748,
    0.11684918484201241,
    0.1191208011150682,
];

/// From here on, in magnitude, a power of anything but 1 is zero or infinite.
const LARGE: f64 = (1u128 << 65) as f64;

#[inline(always)]
fn constant<V: Vectors>(parts: [f64; 2]) -> Double<V> {
    Double { hi: lit::<V>(parts[0]), lo: lit::<V>(parts[1]) }
}

/// `ln x` for positive finite `x`, to about 2^-70 of itself.
#[inline(always)]
fn precise_log<V: Vectors>(x: V::F64) -> Double<V> {
    let Split { power, m } = split::<V>(x);
    let s = ratio::<V>(m);
    let square = s.times(s);
    let rest = Double::<V> { hi: square.hi * polynomial::<V, 7>(square.hi, REST), lo: lit::<V>(0.0) };
    let series = constant::<V>(TWO_FIFTHS).plus(rest);
    let series = constant::<V>(TWO_THIRDS).plus(square.times(series));
    let series = Double::<V> { hi: s.hi + s.hi, lo: s.lo + s.lo }.plus(s.times(square.times(series)));
    Double::<V> { hi: power * lit::<V>(LN_2[0]), lo: power * lit::<V>(LN_2[1]) }.plus(series)
}

/// `e^(y · log)`.
#[inline(always)]
fn raise<V: Vectors>(log: Double<V>, y: V::F64) -> V::F64 {
    let near = product::<V>(y, log.hi);
    let limit = lit::<V>(750.0);
    let beyond = near.hi.abs().gt(limit);
    let Reduced { power, r } = reduce::<V>(beyond.select_f64(limit.copysign(near.hi), near.hi));
    let lo = beyond.select_f64(lit::<V>(0.0), near.lo + y * log.lo);
    exp_of::<V>(Reduced { power, r: ordered_sum::<V>(r.hi, r.lo + lo) })
}

/// `Math.pow`, and `**`.
#[inline(always)]
pub fn pow<V: Vectors>(x: V::F64, y: V::F64) -> V::F64 {
    let (zero, one) = (lit::<V>(0.0), lit::<V>(1.0));
    let (infinite, nan) = (lit::<V>(f64::INFINITY), lit::<V>(f64::NAN));
    let (base, size) = (x.abs(), y.abs());

    // Limits that lose nothing keep products and their errors in range.
    let bounded = size.gt(lit::<V>(LARGE)).select_f64(lit::<V>(LARGE), size);
    let bounded = bounded.lt(lit::<V>(1.0 / LARGE)).select_f64(lit::<V>(1.0 / LARGE), bounded);
    let ordinary = base.gt(zero) & base.lt(infinite);
    let result = raise::<V>(precise_log::<V>(ordinary.select_f64(base, one)), bounded.copysign(y));

    // 0 and infinity, by the sign of y.
    let vanishes = base.eq(zero) ^ y.lt(zero);
    let result = ordinary.select_f64(result, vanishes.select_f64(zero, infinite));

    // The sign, for negative x: that of x where y is odd, none where even, NaN between.
    let whole = y.trunc().eq(y);
    let half = y * lit::<V>(0.5);
    let odd = whole & half.trunc().ne(half);
    let sign = x.bits() & V::I64::splat(i64::MIN);
    let result = odd.select_f64((result.bits() | sign).float(), result);
    let undefined = (x.lt(zero) & ordinary & !whole) | x.is_nan() | (base.eq(one) & size.eq(infinite));
    let result = undefined.select_f64(nan, result);
    // Squares and roots are rounded correctly, so that one may be written for the other.
    let root = x.eq(-infinite).select_f64(infinite, (x + zero).sqrt());
    let result = y.eq(lit::<V>(2.0)).select_f64(x * x, result);
    let result = y.eq(lit::<V>(0.5)).select_f64(root, result);
    let result = y.eq(zero).select_f64(one, result);
    y.is_nan().select_f64(nan, result)
}
