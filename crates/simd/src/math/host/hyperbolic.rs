//! sinh, cosh, tanh and their inverses: by exp, expm1, log and log1p.
//!
//! Which of these a lane needs depends on its magnitude; each is evaluated at
//! most once, for the lanes that need it, and not at all where none does.
//!
//! After fdlibm, as V8 has it:
//!
//! > Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//! >
//! > Developed at SunSoft, a Sun Microsystems, Inc. business.
//! > Permission to use, copy, modify, and distribute this
//! > software is freely granted, provided that this notice
//! > is preserved.

use super::exponential::{HALF_LN_2, exp, expm1};
use super::logarithmic::{log, log1p};
use super::words::{flip, sign, upper};
use crate::{F64x8, Mask8, Vectors};
use core::f64::consts::LN_2;

/// Below, exp does not overflow.
const LOG_MAX: f64 = upper(0x4086_2E42);
/// Above, sinh and cosh overflow.
const OVERFLOW: f64 = 710.4758600739439;
/// Below, sinh, tanh, asinh and atanh are their argument.
const TINY: f64 = upper(0x3E30_0000);

/// `half * exp(a)`, and `exp(a)`; from where that overflows on the product of two halves, and nothing of use.
#[inline(always)]
fn half_exp<V: Vectors>(a: V::F64, half: V::F64) -> (V::F64, V::F64) {
    let c = V::F64::splat;
    let below = a.lt(c(LOG_MAX));
    let w = exp::<V>(below.select_f64(a, c(0.5) * a));
    let t = half * w;
    (below.select_f64(t, t * w), w)
}

/// `Math.sinh`.
#[inline(always)]
pub fn sinh<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let a = x.abs();
    let half = c(0.5).copysign(x);
    let mut y = x;
    let middle = a.ge(c(TINY)) & a.lt(c(22.0));
    if middle.any() {
        let t = expm1::<V>(a);
        let below = a.lt(c(1.0));
        let quotient = below.select_f64(t * t, t) / (t + c(1.0));
        let sum = below.select_f64(c(2.0) * t - quotient, t + quotient);
        y = middle.select_f64(half * sum, y);
    }
    let high = a.ge(c(22.0));
    if high.any() {
        let (product, _) = half_exp::<V>(a, half);
        let product = a.gt(c(OVERFLOW)).select_f64(x * c(1.0e307), product);
        y = high.select_f64(product, y);
    }
    y
}

/// `Math.cosh`.
#[inline(always)]
pub fn cosh<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let a = x.abs();
    let mut y = x;
    let low = a.lt(c(HALF_LN_2));
    if low.any() {
        let t = expm1::<V>(a);
        let w = c(1.0) + t;
        y = c(1.0) + t * t / (w + w);
    }
    if !low.all() {
        let (product, t) = half_exp::<V>(a, c(0.5));
        let sum = a.lt(c(22.0)).select_f64(product + c(0.5) / t, product);
        let sum = a.gt(c(OVERFLOW)).select_f64(c(f64::INFINITY), sum);
        y = low.select_f64(y, sum);
    }
    y
}

/// `Math.tanh`.
#[inline(always)]
pub fn tanh<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let a = x.abs();
    let above = a.ge(c(1.0));
    let t = expm1::<V>(above.select_f64(c(2.0), c(-2.0)) * a);
    let quotient = above.select_f64(c(2.0), -t) / (t + c(2.0));
    let y = above.select_f64(c(1.0) - quotient, quotient);
    let y = a.ge(c(22.0)).select_f64(c(1.0), y);
    a.lt(c(TINY)).select_f64(x, flip::<V>(y, sign::<V>(x)))
}

/// `Math.asinh`.
#[inline(always)]
pub fn asinh<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let a = x.abs();
    let square = x * x;
    let root = (square + c(1.0)).sqrt();
    let above = a.ge(c(upper(0x4000_0001)));
    let mut y = a;
    if above.any() {
        let huge = a.ge(c(upper(0x41B0_0001)));
        let logarithm = log::<V>(huge.select_f64(a, c(2.0) * a + c(1.0) / (root + a)));
        y = huge.select_f64(logarithm + c(LN_2), logarithm);
    }
    if !above.all() {
        let logarithm = log1p::<V>(a + square / (c(1.0) + root));
        y = above.select_f64(y, logarithm);
    }
    a.lt(c(TINY)).select_f64(x, flip::<V>(y, sign::<V>(x)))
}

/// `Math.acosh`.
#[inline(always)]
pub fn acosh<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let above = x.ge(c(upper(0x4000_0001)));
    let mut y = x;
    if above.any() {
        let huge = x.ge(c(upper(0x41B0_0000)));
        let root = (x * x - c(1.0)).sqrt();
        let logarithm = log::<V>(huge.select_f64(x, c(2.0) * x - c(1.0) / (x + root)));
        y = huge.select_f64(logarithm + c(LN_2), logarithm);
    }
    if !above.all() {
        let t = x - c(1.0);
        let logarithm = log1p::<V>(t + (c(2.0) * t + t * t).sqrt());
        y = above.select_f64(y, logarithm);
    }
    x.lt(c(1.0)).select_f64(c(f64::NAN), y)
}

/// `Math.atanh`.
#[inline(always)]
pub fn atanh<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let a = x.abs();
    let twice = a + a;
    let low = a.lt(c(0.5));
    let quotient = low.select_f64(twice * a, twice) / (c(1.0) - a);
    let y = c(0.5) * log1p::<V>(low.select_f64(twice + quotient, quotient));
    a.lt(c(TINY)).select_f64(x, flip::<V>(y, sign::<V>(x)))
}
