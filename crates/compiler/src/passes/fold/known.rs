//! What is known of numbers that are not constants.

use super::Fold;
use crate::ir::{Binary, Op, Unary, Value};

/// Sums of integers up to here are exact.
pub(super) const EXACT: f64 = 9007199254740992.0;

/// How deep expressions are looked into.
const DEPTH: u32 = 6;

impl Fold<'_> {
    pub(super) fn f64(&self, value: Value) -> Option<f64> {
        if let Some(Op::F64(number)) = self.op(value) { Some(number) } else { None }
    }

    pub(super) fn i32(&self, value: Value) -> Option<i32> {
        if let Some(Op::I32(number)) = self.op(value) { Some(number) } else { None }
    }

    /// Whether the number is never -0.
    pub(super) fn is_no_negative_zero(&self, value: Value) -> bool {
        match self.op(value) {
            Some(Op::F64(number)) => number != 0.0 || number.is_sign_positive(),
            Some(Op::Unary(op, _)) => {
                matches!(op, Unary::F64FromI32 | Unary::F64FromU32 | Unary::F64FromMask | Unary::Abs)
            }
            Some(Op::Index | Op::Length(_)) => true,
            _ => false,
        }
    }

    /// Whether the number is an integer, -0 among them, an infinity or NaN.
    pub(super) fn is_integral(&self, value: Value) -> bool {
        use Unary::{Ceil, F64FromI32, F64FromMask, F64FromU32, Floor, Round, Sign, Trunc};
        match self.op(value) {
            Some(Op::Unary(op, _)) => {
                matches!(op, Floor | Ceil | Trunc | Round | Sign | F64FromI32 | F64FromU32 | F64FromMask)
            }
            Some(Op::Index | Op::Length(_)) => true,
            _ => false,
        }
    }

    /// Whether the number is one of binary16, or only of binary32.
    pub(super) fn is_narrow(&self, value: Value, half: bool) -> bool {
        match self.op(value) {
            Some(Op::Unary(Unary::F16round | Unary::Sign | Unary::F64FromMask, _)) => true,
            Some(Op::Unary(Unary::Fround, _)) => !half,
            _ => false,
        }
    }

    /// Whether the integer has no sign.
    pub(super) fn is_not_negative(&self, value: Value) -> bool {
        let constant = |value| self.i32(value);
        match self.op(value) {
            Some(Op::I32(number)) => number >= 0,
            Some(Op::Unary(Unary::LeadingZeros | Unary::I32FromMask, _)) => true,
            Some(Op::Binary(Binary::And, a, b)) => {
                [a, b].into_iter().any(|side| constant(side).is_some_and(|x| x >= 0))
            }
            Some(Op::Binary(Binary::Shr, _, by)) => constant(by).is_some_and(|by| by & 31 != 0),
            _ => false,
        }
    }

    /// A bound of the magnitude of a number that is a finite integer (-0 among them) computed without
    /// rounding from 32-bit integers.
    pub(super) fn magnitude(&self, value: Value) -> Option<f64> {
        self.magnitude_within(value, DEPTH)
    }

    fn magnitude_within(&self, value: Value, depth: u32) -> Option<f64> {
        let depth = depth.checked_sub(1)?;
        let of = |value| self.magnitude_within(value, depth);
        let bound = match self.op(value)? {
            Op::F64(number) if number.fract() == 0.0 => number.abs(),
            Op::Unary(Unary::F64FromI32, _) => 2147483648.0,
            Op::Unary(Unary::F64FromU32, _) => 4294967295.0,
            Op::Unary(Unary::F64FromMask, _) => 1.0,
            Op::Unary(Unary::Neg, a) => of(a)?,
            Op::Binary(Binary::Add | Binary::Sub, a, b) => of(a)? + of(b)?,
            Op::Binary(Binary::Mul, a, b) => of(a)? * of(b)?,
            _ => return None,
        };
        (bound <= EXACT).then_some(bound)
    }
}
