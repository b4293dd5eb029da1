//! `asinh`, `acosh`, `atanh`, as logarithms of sums of twice the precision.
//!
//! `asinh x = ln(x + √(x² + 1))`, and so on. Where that sum is near one its
//! logarithm would have lost its leading bits, but there the `s` of the logarithm,
//! `ln m = 2 artanh s`, has a form of its own without cancellation.

use super::binary::power_of_two;
use super::double::{Double, lit, ordered_sum, product, select, sum};
use super::logarithm::{Parts, Split, natural, parts, split_normal};
use crate::vectors::{F64x8, Mask8, Vectors};

/// From here on `√(x² ± 1)` is `x`.
const LARGE: f64 = (1u64 << 30) as f64;

/// `ln(x + root)`, with `near_one` for the `s` where the sum is below `√2`; `2x` where `x` is large.
#[inline(always)]
fn log_of_sum<V: Vectors>(x: V::F64, root: Double<V>, near_one: Double<V>) -> V::F64 {
    let (zero, one) = (lit::<V>(0.0), lit::<V>(1.0));
    let large = x.gt(lit::<V>(LARGE));
    let near = sum::<V>(x, root.hi);
    let both = ordered_sum::<V>(near.hi, near.lo + root.lo);
    let Parts { power, s } = parts::<V>(select::<V>(large, Double { hi: x, lo: zero }, both));
    let s = select::<V>(power.eq(zero), near_one, s);
    natural::<V>(Parts { power: power + large.select_f64(one, zero), s })
}

/// `Math.asinh`.
#[inline(always)]
pub fn asinh<V: Vectors>(x: V::F64) -> V::F64 {
    let one = lit::<V>(1.0);
    let magnitude = x.abs();
    let limited = magnitude.gt(lit::<V>(LARGE)).select_f64(lit::<V>(LARGE), magnitude);
    let square = product::<V>(limited, limited);
    let more = sum::<V>(square.hi, one);
    let root = Double::<V> { hi: more.hi, lo: more.lo + square.lo }.sqrt();
    let near_one = Double::<V> { hi: limited, lo: lit::<V>(0.0) }.over(ordered_sum::<V>(one, root.hi).and(root.lo));
    let result = log_of_sum::<V>(magnitude, root, near_one).copysign(x);
    let itself = magnitude.lt(lit::<V>(1e-9)) | !magnitude.lt(lit::<V>(f64::INFINITY));
    itself.select_f64(x, result)
}

/// `Math.acosh`.
#[inline(always)]
pub fn acosh<V: Vectors>(x: V::F64) -> V::F64 {
    let one = lit::<V>(1.0);
    let limited = x.gt(lit::<V>(LARGE)).select_f64(lit::<V>(LARGE), x);
    let square = product::<V>(limited, limited);
    let less = sum::<V>(square.hi, -one);
    let root = ordered_sum::<V>(less.hi, less.lo + square.lo).sqrt();
    let near_one = root.over(sum::<V>(limited, one));
    let result = log_of_sum::<V>(x, root, near_one);
    let result = x.lt(lit::<V>(f64::INFINITY)).select_f64(result, x);
    x.lt(one).select_f64(lit::<V>(f64::NAN), result)
}

/// `Math.atanh`: half of `ln((1 + x) / (1 - x))`, whose `s` for a power of two taken out is
/// `(1 + x - 2^power (1 - x)) / (1 + x + 2^power (1 - x))`.
#[inline(always)]
pub fn atanh<V: Vectors>(x: V::F64) -> V::F64 {
    let one = lit::<V>(1.0);
    let magnitude = x.abs();
    let inside = magnitude.lt(one);
    let limited = inside.select_f64(magnitude, lit::<V>(0.0));
    let above = ordered_sum::<V>(one, limited);
    let below = ordered_sum::<V>(one, -limited);
    let Split { power, .. } = split_normal::<V>(above.hi / below.hi);
    let scale = power_of_two::<V>(power);
    let below = Double::<V> { hi: below.hi * scale, lo: below.lo * scale };
    let difference = sum::<V>(above.hi, -below.hi);
    let total = sum::<V>(above.hi, below.hi);
    let numerator = ordered_sum::<V>(difference.hi, difference.lo + (above.lo - below.lo));
    let denominator = total.and(above.lo + below.lo);
    let result = natural::<V>(Parts { power, s: numerator.over(denominator) }) * lit::<V>(0.5);
    let result = magnitude.eq(one).select_f64(lit::<V>(f64::INFINITY), result);
    let result = (inside | magnitude.eq(one)).select_f64(result, lit::<V>(f64::NAN)).copysign(x);
    magnitude.lt(lit::<V>(1e-9)).select_f64(x, result)
}
