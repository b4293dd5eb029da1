//! `log`, `log1p`, `log2`, `log10`, and the reduction that the inverse hyperbolic functions and `pow` share with them.
//!
//! `x = 2^power · m` with `m` from `√½` to `√2`, and `ln m = 2 artanh s` for `s = (m - 1) / (m + 1)`,
//! an odd series that converges fast: `|s| < 0.172`. `s` is kept to twice the
//! precision, so that only the final sum rounds. The polynomial is minimax by Remez
//! exchange on `[0, 0.02944]`, with a relative error of 2^-59.

use super::binary::{FRACTION, ONE, power_of, power_of_two};
use super::double::{Double, lit, ordered_sum, product, sum};
use super::exponential::LN_2;
use super::polynomial::polynomial;
use crate::vectors::{F64x8, I64x8, Mask8, Vectors};

/// `(2 artanh s - 2 s) / s³` in `s²`.
const ARTANH: [f64; 7] = [
    0.6666666666666735,
    0.3999999999940939,
    0.28571428743672506,
    0.2222219843073088,
    0.18183572254087,
    0.1531383489867708,
    0.14798230415417674,
];

/// The bits of `√½`, the least `m`.
const LEAST: i64 = 0x3fe6_a09e_667f_3bcd;

/// `2^power · m`.
pub(super) struct Split<V: Vectors> {
    pub power: V::F64,
    pub m: V::F64,
}

/// For normal, positive `x`.
#[inline(always)]
pub(super) fn split_normal<V: Vectors>(x: V::F64) -> Split<V> {
    let above = x.bits() + V::I64::splat(ONE - LEAST);
    let m = ((above & V::I64::splat(FRACTION)) + V::I64::splat(LEAST)).float();
    Split { power: power_of::<V>(above), m }
}

/// For positive `x`.
#[inline(always)]
pub(super) fn split<V: Vectors>(x: V::F64) -> Split<V> {
    let subnormal = x.lt(lit::<V>(f64::MIN_POSITIVE));
    let Split { power, m } = split_normal::<V>(subnormal.select_f64(x * lit::<V>((1u64 << 54) as f64), x));
    Split { power: power - subnormal.select_f64(lit::<V>(54.0), lit::<V>(0.0)), m }
}

/// `(m - 1) / (m + 1)`.
#[inline(always)]
pub(super) fn ratio<V: Vectors>(m: V::F64) -> Double<V> {
    let one = lit::<V>(1.0);
    let difference = Double::<V> { hi: m - one, lo: lit::<V>(0.0) };
    difference.over(ordered_sum::<V>(one, m))
}

/// `x = 2^power · m`, as `power` and `(m - 1) / (m + 1)`.
pub(super) struct Parts<V: Vectors> {
    pub power: V::F64,
    pub s: Double<V>,
}

/// For `x` of twice the precision, from 2^-60 on.
#[inline(always)]
pub(super) fn parts<V: Vectors>(x: Double<V>) -> Parts<V> {
    let Split { power, m } = split_normal::<V>(x.hi);
    let one = lit::<V>(1.0);
    let matters = power.lt(lit::<V>(200.0));
    let scale = power_of_two::<V>(matters.select_f64(-power, lit::<V>(-200.0)));
    let lo = matters.select_f64(x.lo * scale, lit::<V>(0.0));
    let numerator = sum::<V>(m - one, lo);
    let denominator = ordered_sum::<V>(one, m);
    Parts { power, s: numerator.over(Double { hi: denominator.hi, lo: denominator.lo + lo }) }
}

/// `2 artanh s`.
#[inline(always)]
fn artanh_twice<V: Vectors>(s: Double<V>) -> Double<V> {
    let square = s.hi * s.hi;
    let tail = s.hi * square * polynomial::<V, 7>(square, ARTANH);
    Double { hi: s.hi + s.hi, lo: (s.lo + s.lo) + tail }
}

/// `power · ln 2 + 2 artanh s`.
#[inline(always)]
pub(super) fn natural<V: Vectors>(Parts { power, s }: Parts<V>) -> V::F64 {
    let series = artanh_twice::<V>(s);
    let near = ordered_sum::<V>(power * lit::<V>(LN_2[0]), series.hi);
    near.hi + (near.lo + (series.lo + power * lit::<V>(LN_2[1])))
}

/// `result`, which is right for positive finite `x`, with those of all others.
#[inline(always)]
pub(super) fn with_ends<V: Vectors>(x: V::F64, result: V::F64) -> V::F64 {
    let zero = lit::<V>(0.0);
    let infinite = lit::<V>(f64::INFINITY);
    let result = x.eq(zero).select_f64(-infinite, result);
    let result = x.eq(infinite).select_f64(infinite, result);
    x.ge(zero).select_f64(result, lit::<V>(f64::NAN))
}

/// `Math.log`.
#[inline(always)]
pub fn log<V: Vectors>(x: V::F64) -> V::F64 {
    let Split { power, m } = split::<V>(x);
    with_ends::<V>(x, natural::<V>(Parts { power, s: ratio::<V>(m) }))
}

/// `Math.log1p`. The error of `1 + x` is kept.
#[inline(always)]
pub fn log1p<V: Vectors>(x: V::F64) -> V::F64 {
    let one = lit::<V>(1.0);
    let near = sum::<V>(one, x);
    let result = with_ends::<V>(near.hi, natural::<V>(parts::<V>(near)));
    x.abs().lt(lit::<V>(1e-17)).select_f64(x, result)
}

/// The logarithm to a base, from `log_base 2` in two parts, the first with 42 bits, and `log_base e`.
#[inline(always)]
fn to_base<V: Vectors>(x: V::F64, of_two: [f64; 2], of_e: [f64; 2]) -> V::F64 {
    let Split { power, m } = split::<V>(x);
    let series = artanh_twice::<V>(ratio::<V>(m));
    let near = product::<V>(series.hi, lit::<V>(of_e[0]));
    let rest = near.lo + (series.hi * lit::<V>(of_e[1]) + series.lo * lit::<V>(of_e[0]));
    let total = ordered_sum::<V>(power * lit::<V>(of_two[0]), near.hi);
    with_ends::<V>(x, total.hi + (total.lo + (rest + power * lit::<V>(of_two[1]))))
}

/// `Math.log2`.
#[inline(always)]
pub fn log2<V: Vectors>(x: V::F64) -> V::F64 {
    to_base::<V>(x, [1.0, 0.0], [core::f64::consts::LOG2_E, 2.0355273740931033e-17])
}

/// `Math.log10`.
#[inline(always)]
pub fn log10<V: Vectors>(x: V::F64) -> V::F64 {
    let of_two = [0.30102999566395283, 2.8363394551044964e-14];
    to_base::<V>(x, of_two, [core::f64::consts::LOG10_E, 1.098319650216765e-17])
}
