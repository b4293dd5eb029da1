//! asin, acos, atan and atan2: reduce to a small argument by an identity, then a rational function or a polynomial.
//!
//! After fdlibm, as V8 has it:
//!
//! > Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//! >
//! > Developed at SunSoft, a Sun Microsystems, Inc. business.
//! > Permission to use, copy, modify, and distribute this
//! > software is freely granted, provided that this notice
//! > is preserved.

use super::words::{flip, head, polynomial, sign, upper};
use crate::{F64x8, I64x8, Mask8, Vectors};
use core::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// What π/2 and π lack as doubles.
const FRAC_PI_2_TAIL: f64 = 6.123233995736766e-17;
const PI_TAIL: f64 = 1.2246467991473532e-16;

/// `(asin(√z) - √z) / √z`.
#[inline(always)]
fn ratio<V: Vectors>(z: V::F64) -> V::F64 {
    let p = polynomial::<V, 6>(
        z,
        [
            0.16666666666666666,
            -0.3255658186224009,
            0.20121253213486293,
            -0.04005553450067941,
            0.0007915349942898145,
            3.479331075960212e-05,
        ],
    );
    let q =
        polynomial::<V, 5>(z, [1.0, -2.403394911734414, 2.0209457602335057, -0.6882839716054533, 0.07703815055590194]);
    z * p / q
}

/// `Math.asin`.
#[inline(always)]
pub fn asin<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let a = x.abs();
    let low = a.lt(c(0.5));
    let z = low.select_f64(a * a, (c(1.0) - a) * c(0.5));
    let r = ratio::<V>(z);
    let s = z.sqrt();
    let direct = a + a * r;
    let near_one = c(FRAC_PI_2) - (c(2.0) * (s + s * r) - c(FRAC_PI_2_TAIL));
    let h = head::<V>(s);
    let lost = (z - h * h) / (s + h);
    let p = c(2.0) * s * r - (c(FRAC_PI_2_TAIL) - c(2.0) * lost);
    let q = c(FRAC_PI_4) - c(2.0) * h;
    let between = c(FRAC_PI_4) - (p - q);
    let high = a.ge(c(upper(0x3FEF_3333))).select_f64(near_one, between);
    flip::<V>(low.select_f64(direct, high), sign::<V>(x))
}

/// `Math.acos`.
#[inline(always)]
pub fn acos<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let a = x.abs();
    let low = a.lt(c(0.5));
    let z = low.select_f64(x * x, (c(1.0) - a) * c(0.5));
    let r = ratio::<V>(z);
    let s = z.sqrt();
    let direct = c(FRAC_PI_2) - (x - (c(FRAC_PI_2_TAIL) - x * r));
    let negative = c(PI) - c(2.0) * (s + (r * s - c(FRAC_PI_2_TAIL)));
    let h = head::<V>(s);
    let lost = (z - h * h) / (s + h);
    let positive = x.eq(c(1.0)).select_f64(c(0.0), c(2.0) * (h + (r * s + lost)));
    low.select_f64(direct, x.lt(c(0.0)).select_f64(negative, positive))
}

/// `Math.atan`.
#[inline(always)]
pub fn atan<V: Vectors>(x: V::F64) -> V::F64 {
    flip::<V>(atan_of_positive::<V>(x.abs()), sign::<V>(x))
}

#[inline(always)]
fn atan_of_positive<V: Vectors>(x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    // The arctangents of 0, 1/2, 1, 3/2 and infinity, one of which is near, and what they lack as doubles.
    let below = [
        x.lt(c(upper(0x3FDC_0000))),
        x.lt(c(upper(0x3FE6_0000))),
        x.lt(c(upper(0x3FF3_0000))),
        x.lt(c(upper(0x4003_8000))),
    ];
    let numerator = choose::<V>(below, [x, c(2.0) * x - c(1.0), x - c(1.0), x - c(1.5), c(-1.0)]);
    let denominator = choose::<V>(below, [c(1.0), c(2.0) + x, x + c(1.0), c(1.0) + c(1.5) * x, x]);
    let high = [0.0, 0.4636476090008061, FRAC_PI_4, 0.982793723247329, FRAC_PI_2];
    let low = [0.0, 2.2698777452961687e-17, 3.061616997868383e-17, 1.3903311031230998e-17, FRAC_PI_2_TAIL];
    let high = choose::<V>(below, [c(high[0]), c(high[1]), c(high[2]), c(high[3]), c(high[4])]);
    let low = choose::<V>(below, [c(low[0]), c(low[1]), c(low[2]), c(low[3]), c(low[4])]);

    let t = numerator / denominator;
    let z = t * t;
    let w = z * z;
    let odd = z * polynomial::<V, 6>(
        w,
        [
            0.3333333333333293,
            0.14285714272503466,
            0.09090887133436507,
            0.06661073137387531,
            0.049768779946159324,
            0.016285820115365782,
        ],
    );
    let even = w * polynomial::<V, 5>(
        w,
        [-0.19999999999876483, -0.11111110405462356, -0.0769187620504483, -0.058335701337905735, -0.036531572744216916],
    );
    high - ((t * (odd + even) - low) - t)
}

/// The first of `values` of which `conditions` is true, else the last.
#[inline(always)]
fn choose<V: Vectors>(conditions: [V::Mask; 4], values: [V::F64; 5]) -> V::F64 {
    let mut chosen = values[4];
    let mut i = 4;
    while i > 0 {
        i -= 1;
        chosen = conditions[i].select_f64(values[i], chosen);
    }
    chosen
}

/// `Math.atan2`.
#[inline(always)]
pub fn atan2<V: Vectors>(y: V::F64, x: V::F64) -> V::F64 {
    let c = V::F64::splat;
    let (ay, ax) = (y.abs(), x.abs());
    let left = sign::<V>(x).lt(V::I64::splat(0));
    let mut z = atan_of_positive::<V>(ay / ax);
    let exponents = (ay.bits().shr::<32>() - ax.bits().shr::<32>()).sra::<20>();
    let mut upright = exponents.gt(V::I64::splat(60));

    let usual = ay.gt(c(0.0)) & ay.lt(c(f64::INFINITY)) & ax.gt(c(0.0)) & ax.lt(c(f64::INFINITY));
    if !usual.all() {
        let (y_infinite, x_infinite) = (ay.eq(c(f64::INFINITY)), ax.eq(c(f64::INFINITY)));
        upright = upright | ax.eq(c(0.0)) | y_infinite;
        upright = upright & ay.gt(c(0.0)) & !x_infinite;
        z = ay.eq(c(0.0)).select_f64(c(0.0), z);
        z = (y_infinite & x_infinite).select_f64(c(FRAC_PI_4), z);
    }
    let turned = c(PI) - (z - c(PI_TAIL));
    let angle = upright.select_f64(c(FRAC_PI_2), left.select_f64(turned, z));
    let angle = flip::<V>(angle, sign::<V>(y));
    if usual.all() { angle } else { (y.is_nan() | x.is_nan()).select_f64(c(f64::NAN), angle) }
}
