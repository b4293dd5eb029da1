//! `exp` and `expm1`, and the reduction and the series that the hyperbolic functions and `pow` share with them.
//!
//! `x = power · ln 2 + r` with `|r| ≤ ln 2 / 2`, where `ln 2` has its first 42
//! bits apart so that their product with `power` is exact (Cody and Waite). `sinh r`
//! and `cosh r` have a polynomial in `r²` each, minimax by Remez exchange on
//! `[0, (ln 2 / 2)²]`, with relative errors of 2^-61 and 2^-69; their sum is `e^r` and
//! their difference `e^-r`. No division, no table.

use super::binary::{Whole, nearest, power_of_two, scale};
use super::double::{Double, lit, ordered_sum, product};
use super::polynomial::polynomial;
use crate::vectors::{F64x8, Mask8, Vectors};
use core::f64::consts::LOG2_E;

/// The first 42 bits of `ln 2`, and the next 53.
pub(super) const LN_2: [f64; 2] = [0.6931471805598903, 5.497923018708371e-14];

/// `(sinh r - r) / r³` in `r²`.
const SINH: [f64; 5] =
    [0.16666666666666677, 0.008333333333321343, 0.00019841269887003663, 2.755724320027774e-06, 2.5109426986234547e-08];

/// `(cosh r - 1 - r²/2) / r⁴` in `r²`.
const COSH: [f64; 5] =
    [0.041666666666666685, 0.0013888888888873218, 2.48015873494469e-05, 2.755725152586716e-07, 2.092188336192848e-09];

/// `x = power · ln 2 + r`.
pub(super) struct Reduced<V: Vectors> {
    pub power: Whole<V>,
    pub r: Double<V>,
}

/// For `|x|` up to 1100.
#[inline(always)]
pub(super) fn reduce<V: Vectors>(x: V::F64) -> Reduced<V> {
    let power = nearest::<V>(x * lit::<V>(LOG2_E));
    let near = x - power.value * lit::<V>(LN_2[0]);
    let rest = power.value * lit::<V>(LN_2[1]);
    let hi = near - rest;
    Reduced { power, r: Double { hi, lo: (near - hi) - rest } }
}

/// `sinh r - r.hi`.
#[inline(always)]
pub(super) fn sinh_tail<V: Vectors>(r: Double<V>) -> V::F64 {
    let square = r.hi * r.hi;
    r.lo + r.hi * square * polynomial::<V, 5>(square, SINH)
}

/// `cosh r - 1 - r.hi² / 2`.
#[inline(always)]
fn cosh_rest<V: Vectors>(r: Double<V>) -> V::F64 {
    let square = r.hi * r.hi;
    square * square * polynomial::<V, 5>(square, COSH) + r.hi * r.lo
}

/// `cosh r - 1`.
#[inline(always)]
pub(super) fn cosh_tail<V: Vectors>(r: Double<V>) -> V::F64 {
    r.hi * r.hi * lit::<V>(0.5) + cosh_rest::<V>(r)
}

/// `e` to the power `power · ln 2 + r`, from 0 to infinity.
#[inline(always)]
pub(super) fn exp_of<V: Vectors>(Reduced { power, r }: Reduced<V>) -> V::F64 {
    let near = ordered_sum::<V>(lit::<V>(1.0), r.hi);
    scale::<V>(near.hi + (near.lo + (sinh_tail::<V>(r) + cosh_tail::<V>(r))), power.bits)
}

/// `x`, or the bound that it exceeds. NaN stays.
#[inline(always)]
fn clamp<V: Vectors>(x: V::F64, least: f64, most: f64) -> V::F64 {
    let x = x.gt(lit::<V>(most)).select_f64(lit::<V>(most), x);
    x.lt(lit::<V>(least)).select_f64(lit::<V>(least), x)
}

/// `Math.exp`.
#[inline(always)]
pub fn exp<V: Vectors>(x: V::F64) -> V::F64 {
    exp_of::<V>(reduce::<V>(clamp::<V>(x, -750.0, 750.0)))
}

/// `Math.expm1`: `2^power · (e^r - 1 + 1 - 2^-power)`.
#[inline(always)]
pub fn expm1<V: Vectors>(x: V::F64) -> V::F64 {
    let Reduced { power, r } = reduce::<V>(clamp::<V>(x, -40.0, 750.0));
    let one = lit::<V>(1.0);
    let negligible = power.value.gt(lit::<V>(200.0));
    let inverse = power_of_two::<V>(negligible.select_f64(lit::<V>(-200.0), -power.value));
    let distance = one - inverse;
    let lost = (one - distance) - inverse;
    let half = lit::<V>(0.5);
    let square = product::<V>(r.hi, r.hi);
    let linear = ordered_sum::<V>(distance, r.hi);
    let near = ordered_sum::<V>(linear.hi, square.hi * half);
    let rest = square.lo * half + (sinh_tail::<V>(r) + cosh_rest::<V>(r));
    let result = near.hi + (near.lo + (linear.lo + (lost + rest)));
    scale::<V>(result, power.bits).copysign(x)
}
