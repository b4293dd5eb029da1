//! JavaScript's functions of numbers of which the specification leaves no bit open.
//!
//! Those that are one operation of a vector are methods of its trait. These are
//! made of several, and give the same bits on every instruction set.

use crate::vectors::{F64x8, I64x8, Mask8, Vectors};

/// `Math.round`: the nearest integer, ties upwards; -0 from -0.5 to -0.
#[inline(always)]
pub fn round<V: Vectors>(x: V::F64) -> V::F64 {
    // Not the floor of x + 0.5, in which the sum may round up.
    let above = x.ceil();
    let too_far = (above - V::F64::splat(0.5)).gt(x);
    too_far.select_f64(above - V::F64::splat(1.0), above)
}

/// `Math.sign`: 1 with the sign of `x`; zeros and NaN stay.
#[inline(always)]
pub fn sign<V: Vectors>(x: V::F64) -> V::F64 {
    x.abs().gt(V::F64::splat(0.0)).select_f64(V::F64::splat(1.0).copysign(x), x)
}

/// `Math.fround`: the nearest float, ties to even.
#[inline(always)]
pub fn fround<V: Vectors>(x: V::F64) -> V::F64 {
    V::F64::of_f32(x.to_f32())
}

/// A magnitude in units of the last place of the nearest half.
struct Halves<V: Vectors> {
    /// The greatest power of two in the magnitude, or in the least normal half.
    power: V::F64,
    /// The unit, times 1.5·2^52: a sum with it is rounded to whole units.
    shift: V::F64,
    /// The magnitude and `shift`.
    sum: V::F64,
}

impl<V: Vectors> Halves<V> {
    /// The value where the halves would go on above the largest.
    const OVERFLOW: f64 = 65536.0;

    #[inline(always)]
    fn of(x: V::F64) -> Self {
        let (least, overflow) = (V::F64::splat(1.0 / 16384.0), V::F64::splat(Self::OVERFLOW));
        let magnitude = x.abs();
        let magnitude = magnitude.lt(overflow).select_f64(magnitude, overflow);
        let power = (magnitude.bits() & V::I64::splat(0x7ff << 52)).float();
        let power = power.gt(least).select_f64(power, least);
        // A half has ten bits behind its power.
        let shift = power * V::F64::splat(1.5 * (1u64 << 42) as f64);
        Halves { power, shift, sum: magnitude + shift }
    }
}

/// `Math.f16round`: the nearest half, rounded once, ties to even.
#[inline(always)]
pub fn f16round<V: Vectors>(x: V::F64) -> V::F64 {
    let halves = Halves::<V>::of(x);
    let near = halves.sum - halves.shift;
    let near = near.lt(V::F64::splat(Halves::<V>::OVERFLOW)).select_f64(near, V::F64::splat(f64::INFINITY));
    x.is_nan().select_f64(x, near.copysign(x))
}

/// The bits of the nearest halves, rounded once, ties to even: what a Float16Array stores.
#[inline(always)]
pub fn to_f16<V: Vectors>(x: V::F64) -> [u16; 8] {
    let halves = Halves::<V>::of(x);
    let units = halves.sum.bits() - halves.shift.bits();
    // Of normal halves the units have the bit that their exponent implies: one exponent less makes up for it.
    let exponent = halves.power.bits().shr::<52>() - V::I64::splat(1023 - 15 + 1);
    let magnitude = exponent.shl::<10>() + units;
    let magnitude = x.is_nan().select_i64(V::I64::splat(0x7e00), magnitude);
    let bits = (magnitude | x.bits().shr::<48>() & V::I64::splat(0x8000)).lanes();
    let mut result = [0; 8];
    let mut lane = 0;
    while lane < 8 {
        result[lane] = bits[lane] as u16;
        lane += 1;
    }
    result
}

/// The nearest integers from 0 to 255, ties to even, 0 for NaN: what a Uint8ClampedArray stores.
#[inline(always)]
pub fn to_u8_clamped<V: Vectors>(x: V::F64) -> [u8; 8] {
    let (least, most) = (V::F64::splat(0.0), V::F64::splat(255.0));
    let clamped = x.gt(least).select_f64(x, least);
    let clamped = clamped.lt(most).select_f64(clamped, most);
    // On AArch64 compilers make instructions of that which do not heed a signalling NaN.
    let integers = x.is_nan().select_i64(V::I64::splat(0), clamped.round_even().trunc_i64()).lanes();
    let mut result = [0; 8];
    let mut lane = 0;
    while lane < 8 {
        result[lane] = integers[lane] as u8;
        lane += 1;
    }
    result
}

/// The operator `%`: what an integer number of `b`s leaves of `a`, exactly and with the sign of `a`.
///
/// NaN for an infinite `a` and for a zero `b`; `a` for an infinite `b`.
#[inline(always)]
pub fn rem<V: Vectors>(a: V::F64, b: V::F64) -> V::F64 {
    let (zero, infinity) = (V::F64::splat(0.0), V::F64::splat(f64::INFINITY));
    let (dividend, divisor) = (a.abs(), b.abs());
    let quotient = dividend / divisor;
    // The division may have rounded up to an integer, but not past one: at most one too many, which is put back.
    let whole = quotient.trunc();
    let rest = less_product::<V>(dividend, whole, divisor);
    let rest = rest.lt(zero).select_f64(rest + divisor, rest);
    let rest = divisor.eq(infinity).select_f64(dividend, rest).copysign(a);
    let simple = if V::FMA {
        quotient.lt(V::F64::splat((1u64 << 53) as f64))
    } else {
        // Then the halves of the product are exact, and it does not overflow.
        quotient.lt(V::F64::splat((1u64 << 26) as f64)) & dividend.lt(V::F64::splat(1e300))
    };
    if simple.all() {
        return rest;
    }
    let mut lanes = rest.lanes();
    replace_remainders(&mut lanes, !simple.bits(), &a.lanes(), &b.lanes());
    V::F64::of(lanes)
}

/// Takes the remainders of these lanes anew. A call, so that compilers do not make it part of the other path.
#[cold]
#[inline(never)]
fn replace_remainders(rest: &mut [f64; 8], lanes: u8, a: &[f64; 8], b: &[f64; 8]) {
    for lane in (0..8).filter(|lane| lanes >> lane & 1 == 1) {
        rest[lane] = a[lane] % b[lane];
    }
}

/// `a - whole * b`, which is a double, and where `whole` is an integer that leaves no more than a `b` of `a`.
///
/// Without FMA `whole` must be less than 2^26.
#[inline(always)]
fn less_product<V: Vectors>(a: V::F64, whole: V::F64, b: V::F64) -> V::F64 {
    if V::FMA {
        return (-whole).mul_add(b, a);
    }
    let product = whole * b;
    let high = (b.bits() & V::I64::splat(-1 << 27)).float();
    let cut_off = (whole * high - product) + whole * (b - high);
    (a - product) - cut_off
}
