//! Powers of two and whole numbers, made and taken apart by the bits of doubles.
//!
//! No set below AVX-512 converts 64-bit integers; a sum with `1.5 · 2^52` does, and rounds.

use super::double::lit;
use crate::vectors::{F64x8, I64x8, Vectors};

/// 2^600 and 2^-600, which bring squares and their errors into range.
pub(super) const UP: f64 = f64::from_bits((1023 + 600) << 52);
pub(super) const DOWN: f64 = f64::from_bits((1023 - 600) << 52);

/// `1.5 * 2^52`: a sum with it has a whole number in its lowest bits, rounded to even.
const WHOLE: f64 = 6_755_399_441_055_744.0;

/// A whole number below 2^51 in magnitude.
pub(super) struct Whole<V: Vectors> {
    pub value: V::F64,
    /// Its two's complement, in the lowest 51 bits.
    pub bits: V::I64,
}

/// The whole number nearest to `x`, ties to even.
#[inline(always)]
pub(super) fn nearest<V: Vectors>(x: V::F64) -> Whole<V> {
    let shifted = x + lit::<V>(WHOLE);
    Whole { value: shifted - lit::<V>(WHOLE), bits: shifted.bits() }
}

/// `2^power`, for whole powers from -1022 to 1023.
#[inline(always)]
pub(super) fn power_of_two<V: Vectors>(power: V::F64) -> V::F64 {
    exponent::<V>((power + lit::<V>(WHOLE)).bits())
}

/// `x * 2^power`, for `x` from 2^-4 to 2^4 and powers from -1100 to 1100: rounded, if at all, once.
#[inline(always)]
pub(super) fn scale<V: Vectors>(x: V::F64, power: V::I64) -> V::F64 {
    let half = power.shr::<1>();
    x * exponent::<V>(half) * exponent::<V>(power - half)
}

#[inline(always)]
fn exponent<V: Vectors>(power: V::I64) -> V::F64 {
    (power + V::I64::splat(1023)).shl::<52>().float()
}

/// The bits of 1.
pub(super) const ONE: i64 = 0x3ff0_0000_0000_0000;
/// The bits of a fraction.
pub(super) const FRACTION: i64 = (1 << 52) - 1;

/// The power of two of the positive, normal double that has these bits.
#[inline(always)]
pub(super) fn power_of<V: Vectors>(bits: V::I64) -> V::F64 {
    const INTEGERS: f64 = (1u64 << 52) as f64;
    (bits.shr::<52>() | V::I64::splat(INTEGERS.to_bits() as i64)).float() - lit::<V>(INTEGERS + 1023.0)
}
