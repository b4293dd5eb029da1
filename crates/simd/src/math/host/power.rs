//! pow, where V8 computes it by itself: log2 and exp2 in a little more than a double's precision.
//!
//! After fdlibm, as V8 has it:
//!
//! > Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//! >
//! > Developed at SunSoft, a Sun Microsystems, Inc. business.
//! > Permission to use, copy, modify, and distribute this
//! > software is freely granted, provided that this notice
//! > is preserved.

use super::words::{flip, head, polynomial, power_of_two, scale, sign, upper};
use crate::{F64x8, I64x8, Mask8, Vectors};
use core::f64::consts::{LN_2, LOG2_E};

/// From here on exponents are so large that only bases near one do not overflow.
const LARGE: f64 = upper(0x41E0_0001);

/// A value as a sum, of which the first part has zeros for its lower half.
type Sum<V> = (<V as Vectors>::F64, <V as Vectors>::F64);

/// log2 of `x * 2^offset`, for a normal and positive `x`.
#[inline(always)]
fn log2<V: Vectors>(x: V::F64, offset: V::F64) -> Sum<V> {
    let c = V::F64::splat;
    let bits = x.bits();
    let m = bits & V::I64::splat((1 << 52) - 1);
    // Beside 1, or beside 3/2, in units of a power of two.
    let above = m.gt(V::I64::splat((0x3988F << 32) - 1));
    let double = m.gt(V::I64::splat((0xBB67A << 32) - 1));
    let center = above & !double;
    let one = V::I64::splat(1023 << 52);
    let x = (m | double.select_i64(V::I64::splat(1022 << 52), one)).float();
    let exponent = (bits.shr::<52>() - V::I64::splat(1023)).to_f64() + double.select_f64(c(1.0), c(0.0)) + offset;
    let middle = center.select_f64(c(1.5), c(1.0));
    let middle_log_high = center.select_f64(c(0.5849624872207642), c(0.0));
    let middle_log_low = center.select_f64(c(1.350039202129749e-08), c(0.0));

    // s = (x - middle) / (x + middle), as a sum.
    let u = x - middle;
    let v = c(1.0) / (x + middle);
    let s = u * v;
    let s_high = head::<V>(s);
    let round = center.select_i64(V::I64::splat(0x2008_0000 + (1 << 18)), V::I64::splat(0x2008_0000));
    let t_high = (head::<V>(x).bits().shr::<1>() & V::I64::splat(!0xffff_ffff)) + round.shl::<32>();
    let t_high = t_high.float();
    let t_low = x - (t_high - middle);
    let s_low = v * ((u - s_high * t_high) - s_high * t_low);

    // ln(x / middle) = 2 s (1 + s²/3 + …) = 2/3 s (3 + s² + r), as a sum.
    let z = s * s;
    let r = z
        * z
        * polynomial::<V, 6>(
            z,
            [
                0.5999999999999946,
                0.4285714285785502,
                0.33333332981837743,
                0.272728123808534,
                0.23066074577556175,
                0.20697501780033842,
            ],
        );
    let r = r + s_low * (s_high + s);
    let z = s_high * s_high;
    let t_high = head::<V>(c(3.0) + z + r);
    let t_low = r - ((t_high - c(3.0)) - z);
    let u = s_high * t_high;
    let v = s_low * t_high + t_low * s;
    let p_high = head::<V>(u + v);
    let p_low = v - (p_high - u);

    // By 2/3 / ln 2, which is a sum too, and the logarithms of the middle and of the power of two.
    let z_high = c(0.9617967009544373) * p_high;
    let z_low = c(-7.028461650952758e-09) * p_high + p_low * c(0.9617966939259756) + middle_log_low;
    let high = head::<V>(((z_high + z_low) + middle_log_high) + exponent);
    (high, z_low - (((high - exponent) - middle_log_high) - z_high))
}

/// log2 of an `x` within 2^-20 of one.
#[inline(always)]
fn log2_near_one<V: Vectors>(x: V::F64) -> Sum<V> {
    let c = V::F64::splat;
    let t = x - c(1.0);
    let w = t * t * (c(0.5) - t * (c(0.3333333333333333) - t * c(0.25)));
    let u = c(1.4426950216293335) * t;
    let v = t * c(1.9259629911266175e-08) - w * c(LOG2_E);
    let high = head::<V>(u + v);
    (high, v - (high - u))
}

/// 2 to the power of `high + low`, which are the sum `z`.
#[inline(always)]
fn exp2<V: Vectors>(high: V::F64, low: V::F64, z: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let a = z.abs();
    let n = (head::<V>(a) + c(0.5)).trunc();
    let n = flip::<V>(a.ge(c(upper(0x3FE0_0001))).select_f64(n, c(0.0)), sign::<V>(z));
    let rest = high - n;
    let t = head::<V>(low + rest);
    let u = t * c(0.6931471824645996);
    let v = (low - (t - rest)) * c(LN_2) + t * c(-1.904654299957768e-09);
    let x = u + v;
    let w = v - (x - u);
    let t = x * x;
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
    let d = x - t * p;
    let r = x * d / ((d - c(2.0)) - (w + x * w));
    let y = c(1.0) - (r - x);
    let n = n.trunc_i64();
    if a.lt(c(1021.0)).all() {
        return y * power_of_two::<V>(n);
    }
    let over = z.gt(c(1024.0)) | z.eq(c(1024.0)) & (low + c(8.008566259537294e-17)).gt(z - high);
    let under = z.lt(c(-1075.0)) | z.eq(c(-1075.0)) & low.le(z - high);
    let y = over.select_f64(c(f64::INFINITY), scale::<V>(y, n));
    under.select_f64(c(0.0), y)
}

/// `Math.pow`.
#[inline(always)]
pub fn pow<V: Vectors>(x: V::F64, y: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let a = x.abs();
    let usual = x.ge(c(f64::MIN_POSITIVE)) & x.lt(c(f64::INFINITY)) & y.abs().lt(c(LARGE));
    let all_usual = usual.all();
    let (high, low) = if all_usual {
        log2::<V>(a, c(0.0))
    } else {
        let tiny = a.lt(c(f64::MIN_POSITIVE));
        let normal = tiny.select_f64(a * c(9007199254740992.0), a);
        let (high, low) = log2::<V>(normal, tiny.select_f64(c(-53.0), c(0.0)));
        let (near_high, near_low) = log2_near_one::<V>(a);
        let near = y.abs().ge(c(LARGE)) & a.ge(c(upper(0x3FEF_FFFF))) & a.lt(c(upper(0x3FF0_0001)));
        (near.select_f64(near_high, high), near.select_f64(near_low, low))
    };
    let y_high = head::<V>(y);
    let product_low = (y - y_high) * high + y * low;
    let product_high = y_high * high;
    let power = exp2::<V>(product_high, product_low, product_low + product_high);
    let power = if all_usual { power } else { or_special::<V>(x, y, power) };

    let (one, inverse, square, root) = (y.eq(c(1.0)), y.eq(c(-1.0)), y.eq(c(2.0)), y.eq(c(0.5)));
    if !(one | inverse | square | root).any() {
        return power;
    }
    let power = one.select_f64(x, power);
    let power = inverse.select_f64(c(1.0) / x, power);
    let power = square.select_f64(x * x, power);
    (root & sign::<V>(x).eq(V::I64::splat(0))).select_f64(x.sqrt(), power)
}

/// The power of an `x` that is not positive, or of zeros, infinities, NaN, and very large exponents, given that of
/// `|x|` where it is finite.
#[inline(always)]
fn or_special<V: Vectors>(x: V::F64, y: V::F64, power: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let (zero, infinity) = (c(0.0), c(f64::INFINITY));
    let a = x.abs();
    let extreme = a.eq(zero) | a.eq(infinity);
    let power = extreme.select_f64(y.lt(zero).select_f64(c(1.0) / a, a), power);

    let negative = sign::<V>(x).lt(V::I64::splat(0));
    let integer = y.trunc().eq(y);
    let half = y * c(0.5);
    let odd = integer & half.trunc().ne(half);
    let power = (negative & odd).select_f64(-power, power);
    let power = (negative & !integer & !extreme).select_f64(c(f64::NAN), power);

    let grows = (a.gt(c(1.0)) & y.gt(zero)) | (a.lt(c(1.0)) & y.lt(zero));
    let limit = grows.select_f64(infinity, zero);
    let limit = a.eq(c(1.0)).select_f64(c(f64::NAN), limit);
    let power = y.abs().eq(infinity).select_f64(limit, power);
    let power = (x.is_nan() | y.is_nan()).select_f64(c(f64::NAN), power);
    y.eq(zero).select_f64(c(1.0), power)
}
