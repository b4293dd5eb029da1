//! log, log1p, log2 and log10: the exponent becomes a multiple of ln 2, a polynomial does the rest.
//!
//! After fdlibm, and FreeBSD's log2, as V8 has them:
//!
//! > Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//! >
//! > Developed at SunSoft, a Sun Microsystems, Inc. business.
//! > Permission to use, copy, modify, and distribute this
//! > software is freely granted, provided that this notice
//! > is preserved.

use super::exponential::{LN_2_HIGH, LN_2_LOW};
use super::words::{head, polynomial, upper};
use crate::{F64x8, I64x8, Mask8, Vectors};
use core::f64::consts::LOG10_E;

/// The bits of a double below its exponent.
const MANTISSA: i64 = (1 << 52) - 1;

/// The bound of a comparison of the upper halves of mantissas.
#[inline(always)]
fn mantissa<V: Vectors>(upper: i64) -> V::I64 {
    V::I64::splat(upper << 32)
}

/// A positive, finite double as `2^exponent * (1 + f)`, with `f` from √½ - 1 to √2 - 1.
struct Split<V: Vectors> {
    exponent: V::F64,
    f: V::F64,
    /// The bits of the mantissa.
    mantissa: V::I64,
}

/// Splits `x`, the product of what is to be split and `2^-offset`, which must be normal.
#[inline(always)]
fn split<V: Vectors>(x: V::F64, offset: V::I64) -> Split<V> {
    let bits = x.bits();
    let m = bits & V::I64::splat(MANTISSA);
    let above = (m + mantissa::<V>(0x95F64)) & V::I64::splat(1 << 52);
    let one = V::I64::splat(1023 << 52);
    let exponent = (bits.shr::<52>() + above.shr::<52>()) + (offset - V::I64::splat(1023));
    Split { exponent: exponent.to_f64(), f: (m | (above ^ one)).float() - V::F64::splat(1.0), mantissa: m }
}

/// A double made normal, with the exponent that it lost; and which lanes are positive and finite.
#[inline(always)]
fn normal<V: Vectors>(x: V::F64) -> (V::F64, V::I64, V::Mask) {
    let c = V::F64::splat;
    let zero = V::I64::splat(0);
    let usual = x.ge(c(f64::MIN_POSITIVE)) & x.lt(c(f64::INFINITY));
    if usual.all() {
        return (x, zero, V::Mask::TRUE);
    }
    let tiny = x.lt(c(f64::MIN_POSITIVE));
    let scaled = tiny.select_f64(x * c(18014398509481984.0), x);
    (scaled, tiny.select_i64(V::I64::splat(-54), zero), x.gt(c(0.0)) & x.lt(c(f64::INFINITY)))
}

/// A logarithm's `result` where `x` is positive and finite, else what all logarithms give.
#[inline(always)]
fn or_special<V: Vectors>(x: V::F64, proper: V::Mask, result: V::F64) -> V::F64 {
    if proper.all() {
        return result;
    }
    let c = V::F64::splat;
    let special = x.gt(c(0.0)).select_f64(c(f64::INFINITY), c(f64::NAN));
    let special = x.eq(c(0.0)).select_f64(c(-f64::INFINITY), special);
    proper.select_f64(result, special)
}

/// `(ln(1 + f) - f + f²/2) * (2 + f) / f - f²/2` for `s = f / (2 + f)`, its even and odd powers apart.
#[inline(always)]
fn series<V: Vectors>(s: V::F64) -> V::F64 {
    let z = s * s;
    let w = z * z;
    let odd = w * polynomial::<V, 3>(w, [0.3999999999940942, 0.22222198432149784, 0.15313837699209373]);
    let even =
        z * polynomial::<V, 4>(w, [0.6666666666666735, 0.2857142874366239, 0.1818357216161805, 0.14798198605116586]);
    even + odd
}

#[inline(always)]
fn log_of_split<V: Vectors>(split: Split<V>) -> V::F64 {
    let c = V::F64::splat;
    let Split { exponent: k, f, mantissa: m } = split;
    let s = f / (c(2.0) + f);
    let r = series::<V>(s);
    let low = k * c(LN_2_LOW);
    let half = c(0.5) * f * f;
    // Far from the middle of its range f² is taken apart for accuracy.
    let wide = m.gt(mantissa::<V>(0x6147A) - V::I64::splat(1)) & m.lt(mantissa::<V>(0x6B852));
    let product = s * wide.select_f64(half + r, f - r);
    let lost = wide.select_f64(half - (product + low), product - low);
    // Within 2^-20 of one, three terms of the Taylor series do.
    let near = ((m + mantissa::<V>(2)) & V::I64::splat(MANTISSA)).lt(mantissa::<V>(3));
    let lost = near.select_f64(f * f * (c(0.5) - c(0.3333333333333333) * f) - low, lost);
    k * c(LN_2_HIGH) - (lost - f)
}

/// `Math.log`.
#[inline(always)]
pub fn log<V: Vectors>(x: V::F64) -> V::F64 {
    let (scaled, offset, proper) = normal::<V>(x);
    or_special::<V>(x, proper, log_of_split::<V>(split::<V>(scaled, offset)))
}

/// `Math.log2`.
#[inline(always)]
pub fn log2<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    // 1 / ln 2 in two pieces.
    let (inverse_high, inverse_low) = (c(1.4426950407214463), c(1.6751713164886512e-10));
    let (scaled, offset, proper) = normal::<V>(x);
    let Split { exponent: k, f, .. } = split::<V>(scaled, offset);
    let half = c(0.5) * f * f;
    let s = f / (c(2.0) + f);
    let r = s * (half + series::<V>(s));
    let high = head::<V>(f - half);
    let low = ((f - high) - half) + r;
    let result_high = high * inverse_high;
    let result_low = (low + high) * inverse_low + low * inverse_high;
    let sum = k + result_high;
    or_special::<V>(x, proper, (result_low + ((k - sum) + result_high)) + sum)
}

/// `Math.log10`.
#[inline(always)]
pub fn log10<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let (scaled, offset, proper) = normal::<V>(x);
    let bits = scaled.bits();
    let exponent = (bits.shr::<52>() - V::I64::splat(1023)) + offset;
    // For negative exponents one more, and half the rest, so that the terms have one sign.
    let below = exponent.shr::<63>();
    let rest = ((bits & V::I64::splat(MANTISSA)) | (V::I64::splat(1023) - below).shl::<52>()).float();
    let k = (exponent + below).to_f64();
    let z = k * c(3.694239077158931e-13) + c(LOG10_E) * log_of_split::<V>(split::<V>(rest, V::I64::splat(0)));
    or_special::<V>(x, proper, z + k * c(0.30102999566361177))
}

/// `Math.log1p`.
#[inline(always)]
pub fn log1p<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let zero = V::I64::splat(0);
    // From about √½ - 1 to √2 - 1 the argument is `f` itself.
    let direct = x.gt(c(-upper(0x3FD2_BEC5))) & x.lt(c(upper(0x3FDA_827A)));
    let mut f = x;
    let mut k = c(0.0);
    let mut lost = c(0.0);
    let mut near = V::Mask::FALSE;
    if !direct.all() {
        let small = x.lt(c(upper(0x4340_0000)));
        let u = small.select_f64(c(1.0) + x, x);
        let bits = u.bits();
        let exponent = bits.sra::<52>() - V::I64::splat(1023);
        // What the addition of one has lost.
        let rounded = exponent.gt(zero).select_f64(c(1.0) - (u - x), x - (u - c(1.0))) / u;
        let m = bits & V::I64::splat(MANTISSA);
        let low = m.lt(mantissa::<V>(0x6A09E));
        let one = low.select_i64(V::I64::splat(1023 << 52), V::I64::splat(1022 << 52));
        let exponent = low.select_i64(exponent, exponent + V::I64::splat(1));
        near = (m.lt(mantissa::<V>(1)) | m.gt(mantissa::<V>(0xFFFFD) - V::I64::splat(1))) & !direct;
        lost = (small & !direct).select_f64(rounded, c(0.0));
        f = direct.select_f64(x, (m | one).float() - c(1.0));
        k = direct.select_f64(c(0.0), exponent.to_f64());
    }
    let half = c(0.5) * f * f;
    let s = f / (c(2.0) + f);
    let z = s * s;
    let r = z * polynomial::<V, 7>(
        z,
        [
            0.6666666666666735,
            0.3999999999940942,
            0.2857142874366239,
            0.22222198432149784,
            0.1818357216161805,
            0.15313837699209373,
            0.14798198605116586,
        ],
    );
    let low = k * c(LN_2_LOW) + lost;
    let rest = half - (s * (half + r) + low);
    let rest = near.select_f64(half * (c(1.0) - c(0.6666666666666666) * f) - low, rest);
    let y = k * c(LN_2_HIGH) - (rest - f);

    let a = x.abs();
    let usual = a.ge(c(upper(0x3E20_0000))) & x.gt(c(-1.0)) & x.lt(c(f64::INFINITY));
    if usual.all() {
        return y;
    }
    let tiny = a.lt(c(upper(0x3C90_0000))).select_f64(x, x - x * x * c(0.5));
    let y = a.lt(c(upper(0x3E20_0000))).select_f64(tiny, y);
    or_special::<V>(c(1.0) + x, x.gt(c(-1.0)) & x.lt(c(f64::INFINITY)), y)
}
