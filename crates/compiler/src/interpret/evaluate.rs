//! The operations on values: each as IEEE 754 and ECMAScript state it.

use super::math;
use super::number::{Number, to_int32};
use crate::MathMode;
use crate::ir::{Binary, Compare, Unary};
use allcores_memory::nearest_half;

/// An operation on one operand.
pub fn unary(op: Unary, a: Number, mode: MathMode) -> Number {
    match op {
        Unary::Neg => Number::F64(-a.f64()),
        Unary::Abs => Number::F64(a.f64().abs()),
        Unary::Sqrt => Number::F64(a.f64().sqrt()),
        Unary::Floor => Number::F64(a.f64().floor()),
        Unary::Ceil => Number::F64(a.f64().ceil()),
        Unary::Trunc => Number::F64(a.f64().trunc()),
        Unary::Round => Number::F64(round(a.f64())),
        Unary::Sign => Number::F64(sign(a.f64())),
        Unary::Fround => Number::F64((a.f64() as f32).into()),
        Unary::F16round => Number::F64(nearest_half(a.f64()).to_f64()),
        Unary::Math(function) => Number::F64(math::of_one(function, a.f64(), mode)),
        Unary::BitNot => Number::I32(!a.i32()),
        Unary::LeadingZeros => Number::I32(a.i32().leading_zeros() as i32),
        Unary::Not => Number::Mask(!a.mask()),
        Unary::F64FromI32 => Number::F64(a.i32().into()),
        Unary::F64FromU32 => Number::F64((a.i32() as u32).into()),
        Unary::F64FromMask => Number::F64(if a.mask() { 1.0 } else { 0.0 }),
        Unary::I32FromF64 => Number::I32(to_int32(a.f64())),
        Unary::I32FromMask => Number::I32(a.mask().into()),
        Unary::Truthy => Number::Mask(a.f64() != 0.0 && !a.f64().is_nan()),
    }
}

/// An operation on two operands.
pub fn binary(op: Binary, a: Number, b: Number, mode: MathMode) -> Number {
    match op {
        Binary::Add => Number::F64(a.f64() + b.f64()),
        Binary::Sub => Number::F64(a.f64() - b.f64()),
        Binary::Mul => Number::F64(a.f64() * b.f64()),
        Binary::Div => Number::F64(a.f64() / b.f64()),
        Binary::Rem => Number::F64(a.f64() % b.f64()),
        Binary::Min => Number::F64(min(a.f64(), b.f64())),
        // The greater one is the one whose negative is the lesser; negating is exact.
        Binary::Max => Number::F64(-min(-a.f64(), -b.f64())),
        Binary::Math(function) => Number::F64(math::of_two(function, a.f64(), b.f64(), mode)),
        Binary::AddI32 => Number::I32(a.i32().wrapping_add(b.i32())),
        Binary::SubI32 => Number::I32(a.i32().wrapping_sub(b.i32())),
        Binary::MulI32 => Number::I32(a.i32().wrapping_mul(b.i32())),
        Binary::And => Number::I32(a.i32() & b.i32()),
        Binary::Or => Number::I32(a.i32() | b.i32()),
        Binary::Xor => Number::I32(a.i32() ^ b.i32()),
        Binary::Shl => Number::I32(a.i32() << (b.i32() & 31)),
        Binary::Sar => Number::I32(a.i32() >> (b.i32() & 31)),
        Binary::Shr => Number::I32((a.i32() as u32 >> (b.i32() & 31)) as i32),
        Binary::MaskAnd => Number::Mask(a.mask() & b.mask()),
        Binary::MaskOr => Number::Mask(a.mask() | b.mask()),
        Binary::MaskXor => Number::Mask(a.mask() ^ b.mask()),
    }
}

/// A comparison of two numbers.
pub fn compare(op: Compare, a: f64, b: f64) -> bool {
    ordered(op, a, b)
}

/// A comparison of two integers.
pub fn compare_i32(op: Compare, a: i32, b: i32) -> bool {
    ordered(op, a, b)
}

fn ordered<T: PartialOrd>(op: Compare, a: T, b: T) -> bool {
    match op {
        Compare::Eq => a == b,
        Compare::Ne => a != b,
        Compare::Lt => a < b,
        Compare::Le => a <= b,
        Compare::Gt => a > b,
        Compare::Ge => a >= b,
    }
}

/// `Math.round`: the nearest integer, the upper one of two, with the sign of the operand.
fn round(a: f64) -> f64 {
    let below = a.floor();
    // The difference is exact where it is near a half.
    if a - below >= 0.5 { a.ceil() } else { below }
}

/// `Math.sign`: zeros and NaN are their own.
fn sign(a: f64) -> f64 {
    if a == 0.0 || a.is_nan() { a } else { 1f64.copysign(a) }
}

/// `Math.min`: NaN if one is; of two zeros the negative one.
fn min(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if a < b || (a == b && a.is_sign_negative()) {
        a
    } else {
        b
    }
}
