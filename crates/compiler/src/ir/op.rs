//! The operations: what JavaScript's numbers can do, each with one exact meaning.
//!
//! `f64` is a JavaScript number, `i32` what its bitwise operators work on, a mask
//! a boolean. Operations on `f64` are those of IEEE 754, and of ECMAScript where
//! they differ; those on `i32` wrap. All are total.

use super::Value;
use allcores_simd::math::Function as Math;

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A number.
    F64,
    /// A 32-bit integer; whether it has a sign is up to the operations.
    I32,
    /// True or false.
    Mask,
}

/// An operation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Op {
    /// A number.
    F64(f64),
    /// An integer.
    I32(i32),
    /// A truth value.
    Mask(bool),
    /// The element of array argument `k`: `f64` for float arrays, else `i32` (of Uint32: its bits).
    /// The arguments count arrays and scalars apart.
    Element(u32),
    /// Scalar `k`: `f64`, the same for every element.
    Scalar(u32),
    /// The index of the element: `f64`.
    Index,
    /// Element `index` (`f64`) of table `table` as `f64`; NaN where there is none.
    Lookup {
        /// Which table.
        table: u32,
        /// Any number; fractions, negatives and NaN are where there is no element. -0 is 0.
        index: Value,
    },
    /// Whether table `table` has an element `index` (`f64`).
    Within {
        /// Which table.
        table: u32,
        /// As for `Lookup`.
        index: Value,
    },
    /// The length of table `k`: `f64`.
    Length(u32),
    /// One operand.
    Unary(Unary, Value),
    /// Two operands.
    Binary(Binary, Value, Value),
    /// A comparison of two `f64`.
    Compare(Compare, Value, Value),
    /// A comparison of two signed `i32`.
    CompareI32(Compare, Value, Value),
    /// The second operand where the first, a mask, is true, else the third. Both are of the result's type.
    Select(Value, Value, Value),
}

/// Operations on one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unary {
    /// f64: the other sign.
    Neg,
    /// f64: without a sign.
    Abs,
    /// f64: the square root.
    Sqrt,
    /// f64: downwards.
    Floor,
    /// f64: upwards.
    Ceil,
    /// f64: toward zero.
    Trunc,
    /// f64: `Math.round`, to the nearest, halves upwards.
    Round,
    /// f64: `Math.sign`.
    Sign,
    /// f64: rounded to binary32.
    Fround,
    /// f64: rounded to binary16.
    F16round,
    /// f64: a function of `Math` with one parameter.
    Math(Math),
    /// i32: all bits.
    BitNot,
    /// i32: `Math.clz32`.
    LeadingZeros,
    /// mask.
    Not,
    /// i32 to f64, signed.
    F64FromI32,
    /// i32 to f64, unsigned.
    F64FromU32,
    /// mask to f64: 1 or 0.
    F64FromMask,
    /// f64 to i32: ToInt32, modulo 2^32.
    I32FromF64,
    /// mask to i32: 1 or 0.
    I32FromMask,
    /// f64 to mask: neither ±0 nor NaN.
    Truthy,
}

/// Operations on two operands of the same type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Binary {
    /// f64.
    Add,
    /// f64.
    Sub,
    /// f64.
    Mul,
    /// f64.
    Div,
    /// f64: `%`, with the sign of the dividend.
    Rem,
    /// f64: `Math.min`; NaN if one is, and -0 below +0.
    Min,
    /// f64: `Math.max`.
    Max,
    /// f64: a function of `Math` with two parameters.
    Math(Math),
    /// i32, wrapping.
    AddI32,
    /// i32, wrapping.
    SubI32,
    /// i32, wrapping: `Math.imul`.
    MulI32,
    /// i32.
    And,
    /// i32.
    Or,
    /// i32.
    Xor,
    /// i32: `<<`, by the lowest five bits.
    Shl,
    /// i32: `>>`.
    Sar,
    /// i32: the bits of `>>>`; `F64FromU32` makes the number of it.
    Shr,
    /// mask.
    MaskAnd,
    /// mask.
    MaskOr,
    /// mask.
    MaskXor,
}

/// Comparisons. On `f64` those of IEEE 754: with a NaN only `Ne` is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compare {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Less.
    Lt,
    /// Less or equal.
    Le,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
}

impl Unary {
    /// The types of the operand and of the result.
    pub const fn types(self) -> (Type, Type) {
        use Type::{F64, I32, Mask};
        match self {
            Unary::Neg
            | Unary::Abs
            | Unary::Sqrt
            | Unary::Floor
            | Unary::Ceil
            | Unary::Trunc
            | Unary::Round
            | Unary::Sign
            | Unary::Fround
            | Unary::F16round
            | Unary::Math(_) => (F64, F64),
            Unary::BitNot | Unary::LeadingZeros => (I32, I32),
            Unary::Not => (Mask, Mask),
            Unary::F64FromI32 | Unary::F64FromU32 => (I32, F64),
            Unary::F64FromMask => (Mask, F64),
            Unary::I32FromF64 => (F64, I32),
            Unary::I32FromMask => (Mask, I32),
            Unary::Truthy => (F64, Mask),
        }
    }
}

impl Binary {
    /// The type of both operands and of the result.
    pub const fn ty(self) -> Type {
        match self {
            Binary::Add
            | Binary::Sub
            | Binary::Mul
            | Binary::Div
            | Binary::Rem
            | Binary::Min
            | Binary::Max
            | Binary::Math(_) => Type::F64,
            Binary::AddI32
            | Binary::SubI32
            | Binary::MulI32
            | Binary::And
            | Binary::Or
            | Binary::Xor
            | Binary::Shl
            | Binary::Sar
            | Binary::Shr => Type::I32,
            Binary::MaskAnd | Binary::MaskOr | Binary::MaskXor => Type::Mask,
        }
    }
}

impl Compare {
    /// The comparison that says the same with the operands exchanged.
    pub const fn mirrored(self) -> Compare {
        match self {
            Compare::Eq => Compare::Eq,
            Compare::Ne => Compare::Ne,
            Compare::Lt => Compare::Gt,
            Compare::Le => Compare::Ge,
            Compare::Gt => Compare::Lt,
            Compare::Ge => Compare::Le,
        }
    }

    /// The comparison that is true where this one is false; of numbers only where none is NaN.
    pub const fn opposite(self) -> Compare {
        match self {
            Compare::Eq => Compare::Ne,
            Compare::Ne => Compare::Eq,
            Compare::Lt => Compare::Ge,
            Compare::Le => Compare::Gt,
            Compare::Gt => Compare::Le,
            Compare::Ge => Compare::Lt,
        }
    }
}

impl Op {
    /// Calls `visit` with each operand, which it may replace.
    pub fn operands(&mut self, mut visit: impl FnMut(&mut Value)) {
        match self {
            Op::F64(_) | Op::I32(_) | Op::Mask(_) | Op::Element(_) | Op::Scalar(_) | Op::Index | Op::Length(_) => {}
            Op::Lookup { index, .. } | Op::Within { index, .. } => visit(index),
            Op::Unary(_, a) => visit(a),
            Op::Binary(_, a, b) | Op::Compare(_, a, b) | Op::CompareI32(_, a, b) => {
                visit(a);
                visit(b);
            }
            Op::Select(m, a, b) => {
                visit(m);
                visit(a);
                visit(b);
            }
        }
    }

    /// Its operands.
    pub fn inputs(mut self) -> impl Iterator<Item = Value> {
        let mut inputs = [None; 3];
        let mut count = 0;
        self.operands(|value| {
            inputs[count] = Some(*value);
            count += 1;
        });
        inputs.into_iter().flatten()
    }
}
