//! `cbrt` and `hypot`: a root of about 40 or 53 bits, corrected by what its power leaves of the argument.

use super::binary::{DOWN, FRACTION, ONE, UP, nearest, power_of, power_of_two};
use super::double::{Double, lit, product, remainder, sum};
use super::polynomial::polynomial;
use crate::vectors::{F64x8, I64x8, Mask8, Vectors};

/// `m^(-1/3)` on `[1, 2]`, minimax by Remez exchange, to 2^-14 of itself.
const INVERSE: [f64; 5] =
    [1.6700094047538268, -1.1728879161475327, 0.6954894837591336, -0.22124003355244284, 0.028591191596151762];

/// `2^(-1/3)` and `4^(-1/3)`.
const INVERSE_OF_TWO: f64 = 0.7937005259840998;
const INVERSE_OF_FOUR: f64 = 0.6299605249474366;

/// `Math.cbrt`: `x = 8^third · m` with `m` from 1 to 8.
#[inline(always)]
pub fn cbrt<V: Vectors>(x: V::F64) -> V::F64 {
    let (zero, one) = (lit::<V>(0.0), lit::<V>(1.0));
    let magnitude = x.abs();
    let subnormal = magnitude.lt(lit::<V>(f64::MIN_POSITIVE));
    let normal = subnormal.select_f64(magnitude * lit::<V>((1u64 << 54) as f64), magnitude);
    let bits = normal.bits();
    let power = power_of::<V>(bits);
    let third = nearest::<V>((power - one) * lit::<V>(1.0 / 3.0)).value;
    let left = power - third * lit::<V>(3.0);
    let fraction = ((bits & V::I64::splat(FRACTION)) | V::I64::splat(ONE)).float();
    let m = fraction * power_of_two::<V>(left);

    let of_left = left.eq(zero).select_f64(one, lit::<V>(INVERSE_OF_TWO));
    let of_left = left.gt(one).select_f64(lit::<V>(INVERSE_OF_FOUR), of_left);
    let inverse = polynomial::<V, 5>(fraction, INVERSE) * of_left;
    let error = one - m * inverse * (inverse * inverse);
    let inverse = inverse + inverse * error * (lit::<V>(1.0 / 3.0) + error * lit::<V>(2.0 / 9.0));
    let square = inverse * inverse;
    let near = m * square;
    let near_square = product::<V>(near, near);
    let rest = remainder::<V>(m, near_square.hi, near) - near_square.lo * near;
    let root = near + rest * (square * lit::<V>(1.0 / 3.0));

    let third = third - subnormal.select_f64(lit::<V>(18.0), zero);
    let ordinary = magnitude.gt(zero) & magnitude.lt(lit::<V>(f64::INFINITY));
    ordinary.select_f64((root * power_of_two::<V>(third)).copysign(x), x)
}

/// `Math.hypot` of any number of values: infinite where one is, even where another is NaN.
#[inline(always)]
pub fn hypot_of<V: Vectors>(values: &[V::F64]) -> V::F64 {
    let (zero, one) = (lit::<V>(0.0), lit::<V>(1.0));
    let mut largest = zero;
    let mut index = 0;
    while index < values.len() {
        let magnitude = values[index].abs();
        largest = magnitude.gt(largest).select_f64(magnitude, largest);
        index += 1;
    }

    // A common scale keeps squares and their errors in range.
    let high = largest.gt(lit::<V>(1e150));
    let low = largest.lt(lit::<V>(1e-120));
    let scale = low.select_f64(lit::<V>(UP), high.select_f64(lit::<V>(DOWN), one));
    let unscale = low.select_f64(lit::<V>(DOWN), high.select_f64(lit::<V>(UP), one));

    let mut total = Double::<V> { hi: zero, lo: zero };
    let mut index = 0;
    while index < values.len() {
        let value = values[index] * scale;
        let square = product::<V>(value, value);
        let next = sum::<V>(total.hi, square.hi);
        total = Double { hi: next.hi, lo: total.lo + (next.lo + square.lo) };
        index += 1;
    }
    let result = total.sqrt().rounded() * unscale;
    largest.eq(lit::<V>(f64::INFINITY)).select_f64(largest, result)
}

/// `Math.hypot` of two values.
#[inline(always)]
pub fn hypot<V: Vectors>(x: V::F64, y: V::F64) -> V::F64 {
    hypot_of::<V>(&[x, y])
}
