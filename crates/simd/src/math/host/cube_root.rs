//! cbrt: a third of the exponent for a start, a polynomial, and one step of Newton's iteration.
//!
//! After FreeBSD's version of fdlibm's, as V8 has it:
//!
//! > Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//! >
//! > Developed at SunPro, a Sun Microsystems, Inc. business.
//! > Permission to use, copy, modify, and distribute this
//! > software is freely granted, provided that this notice
//! > is preserved.

use super::words::{flip, sign};
use crate::{F64x8, I64x8, Mask8, Vectors};

/// What is added to a third of the upper half of a double's bits, and of those of one that was multiplied by 2^54.
const BIAS: f64 = 715094163.0;
const SCALED_BIAS: f64 = 696219795.0;

/// `Math.cbrt`.
#[inline(always)]
pub fn cbrt<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let a = x.abs();
    let usual = a.ge(c(f64::MIN_POSITIVE)) & a.lt(c(f64::INFINITY));
    let mut normal = a;
    let mut bias = c(BIAS);
    if !usual.all() {
        let tiny = a.lt(c(f64::MIN_POSITIVE));
        normal = tiny.select_f64(a * c(18014398509481984.0), a);
        bias = tiny.select_f64(c(SCALED_BIAS), bias);
    }
    // The half keeps the rounded product from falling below an integer quotient.
    let third = ((normal.bits().shr::<32>().to_f64() + c(0.5)) * c(1.0 / 3.0)).trunc();
    let t = (third + bias).trunc_i64().shl::<32>().float();

    let r = t * t * (t / a);
    let t = t
        * ((c(1.87595182427177) + r * (c(-1.8849797954337717) + r * c(1.6214297201053545)))
            + r * r * r * (c(-0.758397934778766) + r * c(0.14599619288661245)));
    // Rounded to 23 bits, away from zero, so that its square is exact.
    let t = ((t.bits() + V::I64::splat(0x8000_0000)) & V::I64::splat(!0x3fff_ffff)).float();
    let r = a / (t * t);
    let r = (r - t) / (t + t + r);
    let root = t + t * r;
    let root = flip::<V>(root, sign::<V>(x));
    if usual.all() { root } else { (a.gt(c(0.0)) & a.lt(c(f64::INFINITY))).select_f64(root, x) }
}
