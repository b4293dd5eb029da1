//! exp and expm1: a multiple of ln 2 becomes the exponent, a rational function does the rest.
//!
//! After fdlibm, as V8 has it, which corrects exp(1) by hand:
//!
//! > Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//! >
//! > Developed at SunSoft, a Sun Microsystems, Inc. business.
//! > Permission to use, copy, modify, and distribute this
//! > software is freely granted, provided that this notice
//! > is preserved.

use super::words::{polynomial, power_of_two, scale, upper};
use crate::{F64x8, I64x8, Mask8, Vectors};
use core::f64::consts::{E, LOG2_E};

/// ln 2 in two pieces, of which the first has zeros to spare.
pub(super) const LN_2_HIGH: f64 = 0.6931471803691238;
pub(super) const LN_2_LOW: f64 = 1.9082149292705877e-10;
/// Arguments of less in magnitude need no reduction. It is a little more than ln(2)/2.
pub(super) const HALF_LN_2: f64 = upper(0x3FD6_2E43);
/// Above, the result is infinite.
const OVERFLOW: f64 = 709.782712893384;
/// Below, the result is zero.
const UNDERFLOW: f64 = -745.1332191019411;

/// `x` as a multiple of ln 2 and a rest in two pieces, `high - low`.
#[inline(always)]
fn reduce<V: Vectors>(x: V::F64) -> (V::F64, V::F64, V::F64) {
    let c = V::F64::splat;
    let k = (c(LOG2_E) * x + c(0.5).copysign(x)).trunc();
    let k = x.abs().ge(c(HALF_LN_2)).select_f64(k, c(0.0));
    (k, x - k * c(LN_2_HIGH), k * c(LN_2_LOW))
}

/// `Math.exp`.
#[inline(always)]
pub fn exp<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let (k, high, low) = reduce::<V>(x);
    let r = high - low;
    let t = r * r;
    let p = polynomial::<V, 5>(
        t,
        [
            0.16666666666666602,
            -0.0027777777777015593,
            6.613756321437934e-05,
            -1.6533902205465252e-06,
            4.1381367970572385e-08,
        ],
    );
    let d = r - t * p;
    let y = c(1.0) - ((low - r * d / (c(2.0) - d)) - high);
    let k = k.trunc_i64();

    let a = x.abs();
    let usual = a.lt(c(708.0)) & a.ge(c(upper(0x3E30_0000))) & x.ne(c(1.0));
    if usual.all() {
        return y * power_of_two::<V>(k);
    }
    let y = scale::<V>(y, k);
    let y = a.lt(c(upper(0x3E30_0000))).select_f64(c(1.0) + x, y);
    let y = x.eq(c(1.0)).select_f64(c(E), y);
    let y = x.gt(c(OVERFLOW)).select_f64(c(f64::INFINITY), y);
    x.lt(c(UNDERFLOW)).select_f64(c(0.0), y)
}

/// `Math.expm1`.
#[inline(always)]
pub fn expm1<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let (k, high, low) = reduce::<V>(x);
    let r = high - low;
    let lost = (high - r) - low;
    let half = c(0.5) * r;
    let z = r * half;
    let p = polynomial::<V, 6>(
        z,
        [
            1.0,
            -0.03333333333333313,
            0.0015873015872548146,
            -7.93650757867488e-05,
            4.008217827329362e-06,
            -2.0109921818362437e-07,
        ],
    );
    let t = c(3.0) - p * half;
    let e = z * ((p - t) / (c(6.0) - r * t));
    let e = (r * (e - lost) - lost) - z;
    let direct = r - e;

    // 2^k (1 + direct) - 1, with the one subtracted where that loses least.
    let whole = k.trunc_i64();
    let power = power_of_two::<V>(whole);
    let inverse = power_of_two::<V>(V::I64::splat(0) - whole);
    let outside = k.lt(c(0.0)) | k.gt(c(56.0));
    let sum = outside.select_f64(c(1.0), c(1.0) - inverse) + direct;
    let late = k.ge(c(20.0)) & k.le(c(56.0));
    let sum = late.select_f64((r - (e + inverse)) + c(1.0), sum);
    let y = sum * power;
    let y = outside.select_f64(y - c(1.0), y);

    let y = k.eq(c(0.0)).select_f64(direct, y);
    let y = k.eq(c(-1.0)).select_f64(c(0.5) * direct - c(0.5), y);
    let one = r.lt(c(-0.25)).select_f64(c(-2.0) * (e - (r + c(0.5))), c(1.0) + c(2.0) * direct);
    let y = k.eq(c(1.0)).select_f64(one, y);

    let a = x.abs();
    let usual = a.lt(c(upper(0x4043_687A))) & a.ge(c(upper(0x3C90_0000)));
    if usual.all() {
        return y;
    }
    let y = x.le(c(-upper(0x4043_687A))).select_f64(c(-1.0), y);
    // V8 has this power of two in decimal, and not quite.
    let y = k.eq(c(1024.0)).select_f64(sum * c(2.0) * c(8.98846567431158e307) - c(1.0), y);
    let y = x.gt(c(OVERFLOW)).select_f64(c(f64::INFINITY), y);
    a.lt(c(upper(0x3C90_0000))).select_f64(x, y)
}
