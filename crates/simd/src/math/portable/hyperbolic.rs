//! `sinh`, `cosh`, `tanh`.
//!
//! With `|x| = power · ln 2 + r` and `t = 2^(-2 power)`,
//! `e^|x| - e^-|x| = 2^power · ((1 - t) + (1 + t) · sinh r + (1 - t) · (cosh r - 1))`,
//! and the sum of the two is the same with the sign of `t` turned. The first two
//! terms are kept to twice the precision; `tanh` is the quotient.

use super::binary::{Whole, power_of_two, scale};
use super::double::{Double, lit, ordered_sum};
use super::exponential::{Reduced, cosh_tail, reduce, sinh_tail};
use crate::vectors::{F64x8, Mask8, Vectors};

/// `(e^|x| - e^-|x|) / 2^power` and `(e^|x| + e^-|x|) / 2^power`.
struct Halves<V: Vectors> {
    sinh: Double<V>,
    cosh: Double<V>,
    power: Whole<V>,
}

/// Of any `x`; beyond 750, where both are infinite once scaled, as at 750.
#[inline(always)]
fn halves<V: Vectors>(x: V::F64) -> Halves<V> {
    let magnitude = x.abs();
    let magnitude = magnitude.gt(lit::<V>(750.0)).select_f64(lit::<V>(750.0), magnitude);
    let Reduced { power, r } = reduce::<V>(magnitude);
    let negligible = power.value.gt(lit::<V>(200.0));
    let double_power = power.value + power.value;
    let t = power_of_two::<V>(negligible.select_f64(lit::<V>(-400.0), -double_power));
    let one = lit::<V>(1.0);
    let (sinh_tail, cosh_tail) = (sinh_tail::<V>(r), cosh_tail::<V>(r));

    // 1 - t, with what rounding took of it, and 1 + t.
    let (less, more) = (ordered_sum::<V>(one, -t), ordered_sum::<V>(one, t));
    let sinh = combine::<V>(less, more.hi, t, r.hi, [sinh_tail, cosh_tail]);
    let cosh = combine::<V>(more, less.hi, -t, r.hi, [sinh_tail, cosh_tail]);
    Halves { sinh, cosh, power }
}

/// `constant · (1 + tails[1]) + slope · (r + tails[0])`, where `slope` is `1 + t`.
#[inline(always)]
fn combine<V: Vectors>(constant: Double<V>, slope: V::F64, t: V::F64, r: V::F64, tails: [V::F64; 2]) -> Double<V> {
    let linear = ordered_sum::<V>(r, t * r);
    let near = ordered_sum::<V>(constant.hi, linear.hi);
    let rest = constant.lo + linear.lo + (tails[0] * slope + tails[1] * constant.hi);
    Double { hi: near.hi, lo: near.lo + rest }
}

/// `Math.sinh`.
#[inline(always)]
pub fn sinh<V: Vectors>(x: V::F64) -> V::F64 {
    let Halves { sinh, power, .. } = halves::<V>(x);
    scale::<V>(sinh.rounded() * lit::<V>(0.5), power.bits).copysign(x)
}

/// `Math.cosh`.
#[inline(always)]
pub fn cosh<V: Vectors>(x: V::F64) -> V::F64 {
    let Halves { cosh, power, .. } = halves::<V>(x);
    scale::<V>(cosh.rounded() * lit::<V>(0.5), power.bits)
}

/// `Math.tanh`.
#[inline(always)]
pub fn tanh<V: Vectors>(x: V::F64) -> V::F64 {
    let Halves { sinh, cosh, .. } = halves::<V>(x);
    let sinh = ordered_sum::<V>(sinh.hi, sinh.lo);
    let cosh = ordered_sum::<V>(cosh.hi, cosh.lo);
    let tiny = x.abs().lt(lit::<V>(1e-9));
    tiny.select_f64(x, sinh.over(cosh).rounded().copysign(x))
}
