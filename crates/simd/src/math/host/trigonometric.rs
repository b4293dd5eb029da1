//! sin, cos and tan: reduce to a quarter turn, then a polynomial.
//!
//! After fdlibm, as V8 has it:
//!
//! > Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//! >
//! > Developed at SunSoft, a Sun Microsystems, Inc. business.
//! > Permission to use, copy, modify, and distribute this
//! > software is freely granted, provided that this notice
//! > is preserved.

use super::reduction::{QUARTER, reduce};
use super::words::{flip, head, polynomial, sign, upper};
use crate::{F64x8, I64x8, Mask8, Vectors};
use core::f64::consts::FRAC_PI_4;

/// Below, the argument is its own sine, and its tail is not added.
const TINY: f64 = upper(0x3E40_0000);

const SINE_1: f64 = -0.16666666666666632;
const SINE: [f64; 5] = [
    0.00833333333332249,
    -0.0001984126982985795,
    2.7557313707070068e-06,
    -2.5050760253406863e-08,
    1.58969099521155e-10,
];
const COSINE: [f64; 6] = [
    0.0416666666666666,
    -0.001388888888887411,
    2.480158728947673e-05,
    -2.7557314351390663e-07,
    2.087572321298175e-09,
    -1.1359647557788195e-11,
];

/// The sine of a quarter turn at most.
#[inline(always)]
fn sine<V: Vectors>(x: V::F64) -> V::F64 {
    let z = x * x;
    x + z * x * (V::F64::splat(SINE_1) + z * polynomial::<V, 5>(z, SINE))
}

/// The sine of `x + tail`.
#[inline(always)]
fn sine_of_sum<V: Vectors>(x: V::F64, tail: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let z = x * x;
    let v = z * x;
    let r = polynomial::<V, 5>(z, SINE);
    let sum = x - ((z * (c(0.5) * tail - v * r) - tail) - v * c(SINE_1));
    x.abs().lt(c(TINY)).select_f64(x, sum)
}

/// The cosine of `x + tail`.
#[inline(always)]
fn cosine_of_sum<V: Vectors>(x: V::F64, tail: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let a = x.abs();
    let z = x * x;
    let r = z * polynomial::<V, 6>(z, COSINE);
    // A part of z/2 that can be subtracted from one, and from z/2, without rounding.
    let fourth = head::<V>(a) * c(0.25);
    let part = a.lt(c(upper(0x3FE9_0001))).select_f64(fourth, c(0.28125));
    let part = a.lt(c(upper(0x3FD3_3333))).select_f64(c(0.0), part);
    (c(1.0) - part) - ((c(0.5) * z - part) - (z * r - x * tail))
}

/// `Math.sin`.
#[inline(always)]
pub fn sin<V: Vectors>(x: V::F64) -> V::F64 {
    let a = x.abs();
    let small = a.lt(V::F64::splat(QUARTER));
    if small.all() {
        return flip::<V>(sine::<V>(a), sign::<V>(x));
    }
    let reduced = reduce::<V>(a);
    let s = small.select_f64(sine::<V>(a), sine_of_sum::<V>(reduced.rest, reduced.tail));
    let turned = turned::<V>(reduced.multiple, s, cosine_of_sum::<V>(reduced.rest, reduced.tail));
    flip::<V>(turned, sign::<V>(x) ^ half_turn::<V>(reduced.multiple))
}

/// `Math.cos`.
#[inline(always)]
pub fn cos<V: Vectors>(x: V::F64) -> V::F64 {
    let a = x.abs();
    if a.lt(V::F64::splat(QUARTER)).all() {
        return cosine_of_sum::<V>(a, V::F64::splat(0.0));
    }
    let reduced = reduce::<V>(a);
    let s = sine_of_sum::<V>(reduced.rest, reduced.tail);
    let turned = turned::<V>(reduced.multiple, cosine_of_sum::<V>(reduced.rest, reduced.tail), s);
    flip::<V>(turned, half_turn::<V>(reduced.multiple + V::I64::splat(1)))
}

/// `even` where the multiple of a quarter turn is even, else `odd`.
#[inline(always)]
fn turned<V: Vectors>(multiple: V::I64, even: V::F64, odd: V::F64) -> V::F64 {
    let one = V::I64::splat(1);
    (multiple & one).eq(one).select_f64(odd, even)
}

/// The bit of the sign where `multiple` has a half turn.
#[inline(always)]
fn half_turn<V: Vectors>(multiple: V::I64) -> V::I64 {
    (multiple & V::I64::splat(2)).shl::<62>()
}

const TANGENT_0: f64 = 0.3333333333333341;
const TANGENT_ODD: [f64; 6] = [
    0.13333333333320124,
    0.021869488294859542,
    0.0035920791075913124,
    0.0005880412408202641,
    7.817944429395571e-05,
    -1.8558637485527546e-05,
];
const TANGENT_EVEN: [f64; 6] = [
    0.05396825397622605,
    0.0088632398235993,
    0.0014562094543252903,
    0.0002464631348184699,
    7.140724913826082e-05,
    2.590730518636337e-05,
];
/// What π/4 lacks as a double.
const FRAC_PI_4_TAIL: f64 = 3.061616997868383e-17;

/// `Math.tan`.
#[inline(always)]
pub fn tan<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let one = V::I64::splat(1);
    let reduced = reduce::<V>(x.abs());
    // Where the multiple is odd, it is -1 / tan(rest).
    let odd = (reduced.multiple & one).eq(one);

    // Near π/4 the tangent of what is missing converges faster.
    let rest = reduced.rest;
    let near = rest.abs().ge(c(upper(0x3FE5_9428)));
    let missing = (c(FRAC_PI_4) - rest.abs()) + (c(FRAC_PI_4_TAIL) - flip::<V>(reduced.tail, sign::<V>(rest)));
    let y = near.select_f64(missing, rest);
    let tail = near.select_f64(c(0.0), reduced.tail);

    let z = y * y;
    let w = z * z;
    let r = polynomial::<V, 6>(w, TANGENT_ODD);
    let v = z * polynomial::<V, 6>(w, TANGENT_EVEN);
    let s = z * y;
    let r = tail + z * (s * (r + v) + tail);
    let r = r + c(TANGENT_0) * s;
    let tiny = rest.abs().lt(c(upper(0x3E30_0000)));
    let r = tiny.select_f64(tail, r);
    let w = y + r;

    let direct = tiny.select_f64(y, w);
    let inverse = negative_inverse::<V>(y, r, w);
    let far = odd.select_f64(inverse, direct);
    let unit = odd.select_f64(c(-1.0), c(1.0));
    let close = unit - c(2.0) * (y - (w * w / (w + unit) - r));
    let tangent = near.select_f64(flip::<V>(close, sign::<V>(rest)), far);
    flip::<V>(tangent, sign::<V>(x))
}

/// `-1 / (y + r)`, more accurately than by the division by `w`, which is that sum rounded.
#[inline(always)]
fn negative_inverse<V: Vectors>(y: V::F64, r: V::F64, w: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let z = head::<V>(w);
    let v = r - (z - y);
    let a = c(-1.0) / w;
    let t = head::<V>(a);
    let s = c(1.0) + t * z;
    t + a * (s + t * v)
}
