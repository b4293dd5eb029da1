//! A value at run time, and how memory and JavaScript's ToInt32 give one.

use crate::Array;
use crate::ir::Type;

/// A value of one of the three types.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A number.
    F64(f64),
    /// A 32-bit integer.
    I32(i32),
    /// A truth value.
    Mask(bool),
}

impl Number {
    /// Its type.
    pub const fn ty(self) -> Type {
        match self {
            Number::F64(_) => Type::F64,
            Number::I32(_) => Type::I32,
            Number::Mask(_) => Type::Mask,
        }
    }

    /// The number; the form's types promise that it is one.
    pub fn f64(self) -> f64 {
        let Number::F64(value) = self else { panic!("{self:?} is no f64") };
        value
    }

    /// The integer; the form's types promise that it is one.
    pub fn i32(self) -> i32 {
        let Number::I32(value) = self else { panic!("{self:?} is no i32") };
        value
    }

    /// The truth value; the form's types promise that it is one.
    pub fn mask(self) -> bool {
        let Number::Mask(value) = self else { panic!("{self:?} is no mask") };
        value
    }

    /// Whether JavaScript could tell them apart by no means: the same bits, or both NaN.
    pub fn same(self, other: Number) -> bool {
        match (self, other) {
            (Number::F64(a), Number::F64(b)) => a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()),
            _ => self == other,
        }
    }

    /// An element of an array argument: `f64` of floats, else `i32`.
    pub(super) fn element(array: Array<'_>, i: usize) -> Number {
        match array {
            Array::Int8(racy) => Number::I32(racy.get(i).into()),
            Array::Uint8(racy) | Array::Uint8Clamped(racy) => Number::I32(racy.get(i).into()),
            Array::Int16(racy) => Number::I32(racy.get(i).into()),
            Array::Uint16(racy) => Number::I32(racy.get(i).into()),
            Array::Int32(racy) => Number::I32(racy.get(i)),
            Array::Uint32(racy) => Number::I32(racy.get(i) as i32),
            Array::Float16(racy) => Number::F64(racy.get(i).to_f64()),
            Array::Float32(racy) => Number::F64(racy.get(i).into()),
            Array::Float64(racy) => Number::F64(racy.get(i)),
        }
    }

    /// An element of a table: the number that JavaScript sees.
    pub(super) fn table(table: Array<'_>, i: usize) -> f64 {
        match (table, Number::element(table, i)) {
            (Array::Uint32(_), Number::I32(bits)) => (bits as u32).into(),
            (_, Number::I32(value)) => value.into(),
            (_, number) => number.f64(),
        }
    }
}

/// ToInt32: towards zero, modulo 2^32, 0 where that says nothing.
pub fn to_int32(value: f64) -> i32 {
    if !value.is_finite() {
        return 0;
    }
    const MODULUS: f64 = 4294967296.0;
    // `%` is exact, and adding the modulus to a negative integer above -2^32 is too.
    let rest = value.trunc() % MODULUS;
    (if rest < 0.0 { rest + MODULUS } else { rest }) as u32 as i32
}
