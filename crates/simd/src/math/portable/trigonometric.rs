//! `sin`, `cos`, `tan`.
//!
//! The argument is reduced to `|r| ≤ π/4` and a quadrant, with `r` to twice the
//! precision. There `sin` and `cos` have a polynomial in `r²` each, minimax by Remez
//! exchange on `[0, (π/4)²]`, with relative errors of 2^-58 and 2^-64; both are
//! evaluated for every lane and the quadrant chooses. `tan` is their quotient.

use super::double::{Double, lit, ordered_sum, product, select};
use super::polynomial::polynomial;
use super::reduction::{Reduced, reduce};
use crate::vectors::{F64x8, I64x8, Mask8, Vectors};

/// `(sin r - r) / r³` in `r²`.
const SIN: [f64; 6] = [
    -0.1666666666666663,
    0.008333333333321796,
    -0.00019841269829292213,
    2.755731350651218e-06,
    -2.505072815211587e-08,
    1.589500917974742e-10,
];

/// `(cos r - 1 + r²/2) / r⁴` in `r²`.
const COS: [f64; 6] = [
    0.041666666666666595,
    -0.0013888888888873303,
    2.480158728894704e-05,
    -2.755731419181965e-07,
    2.0875700714388333e-09,
    -1.135844426009854e-11,
];

/// Below this in magnitude `sin x` and `tan x` are `x`.
const TINY: f64 = 1e-9;

/// `sin r`.
#[inline(always)]
fn sin_of<V: Vectors>(r: Double<V>) -> Double<V> {
    let square = product::<V>(r.hi, r.hi);
    let cube = product::<V>(square.hi, r.hi);
    let series = polynomial::<V, 6>(square.hi, SIN);
    let rest = (cube.lo + r.hi * square.lo) * series - r.lo * (square.hi * lit::<V>(0.5));
    Double { hi: r.hi, lo: cube.hi * series + (r.lo + rest) }
}

/// `cos r`.
#[inline(always)]
fn cos_of<V: Vectors>(r: Double<V>) -> Double<V> {
    let half = lit::<V>(0.5);
    let square = product::<V>(r.hi, r.hi);
    let near = ordered_sum::<V>(lit::<V>(1.0), -(square.hi * half));
    let tail = square.hi * square.hi * polynomial::<V, 6>(square.hi, COS);
    Double { hi: near.hi, lo: near.lo + (tail - (square.lo * half + r.hi * r.lo)) }
}

/// `sin(r + quadrant · π/2)`.
#[inline(always)]
fn in_quadrant<V: Vectors>(r: Double<V>, quadrant: V::I64) -> V::F64 {
    let odd = (quadrant & V::I64::splat(1)).eq(V::I64::splat(1));
    let magnitude = select::<V>(odd, cos_of::<V>(r), sin_of::<V>(r)).rounded();
    let sign = (quadrant & V::I64::splat(2)).shl::<62>();
    (magnitude.bits() ^ sign).float()
}

/// `Math.sin`.
#[inline(always)]
pub fn sin<V: Vectors>(x: V::F64) -> V::F64 {
    let Reduced { quadrant, r } = reduce::<V>(x);
    x.abs().lt(lit::<V>(TINY)).select_f64(x, in_quadrant::<V>(r, quadrant))
}

/// `Math.cos`.
#[inline(always)]
pub fn cos<V: Vectors>(x: V::F64) -> V::F64 {
    let Reduced { quadrant, r } = reduce::<V>(x);
    in_quadrant::<V>(r, quadrant + V::I64::splat(1))
}

/// `Math.tan`: `sin r / cos r`, or `-cos r / sin r` in odd quadrants.
#[inline(always)]
pub fn tan<V: Vectors>(x: V::F64) -> V::F64 {
    let Reduced { quadrant, r } = reduce::<V>(x);
    let (sin, cos) = (sin_of::<V>(r), cos_of::<V>(r));
    let (sin, cos) = (ordered_sum::<V>(sin.hi, sin.lo), ordered_sum::<V>(cos.hi, cos.lo));
    let odd = (quadrant & V::I64::splat(1)).eq(V::I64::splat(1));
    let quotient = select::<V>(odd, cos, sin).over(select::<V>(odd, sin, cos)).rounded();
    let result = odd.select_f64(-quotient, quotient);
    x.abs().lt(lit::<V>(TINY)).select_f64(x, result)
}
