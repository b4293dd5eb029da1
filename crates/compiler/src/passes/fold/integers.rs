//! Rules for 32-bit integers, which wrap.

use super::{Fold, Simpler};
use crate::ir::{Binary, Block, Compare, Op, Type, Unary, Value};

impl Fold<'_> {
    pub(super) fn unary_of_integer(&mut self, op: Unary, a: Value) -> Option<Simpler> {
        Some(match (op, self.op(a)) {
            (Unary::BitNot, Some(Op::Unary(Unary::BitNot, x))) => Simpler::Value(x),
            (Unary::F64FromI32 | Unary::F64FromU32, Some(Op::Unary(Unary::I32FromMask, mask))) => {
                Simpler::Op(Op::Unary(Unary::F64FromMask, mask))
            }
            (Unary::F64FromU32, _) if self.is_not_negative(a) => Simpler::Op(Op::Unary(Unary::F64FromI32, a)),
            _ => return None,
        })
    }

    pub(super) fn binary_of_integers(&mut self, op: Binary, a: Value, b: Value, out: &mut Block) -> Option<Simpler> {
        use Binary::*;
        // The constant to the right, where the order does not matter.
        if matches!(op, AddI32 | MulI32 | And | Or | Xor) && self.i32(a).is_some() && self.i32(b).is_none() {
            return Some(Simpler::Op(Op::Binary(op, b, a)));
        }
        if a == b {
            match op {
                And | Or => return Some(Simpler::Value(a)),
                Xor | SubI32 => return Some(Simpler::Op(Op::I32(0))),
                _ => {}
            }
        }
        let constant = self.i32(b)?;
        Some(match (op, constant) {
            (AddI32 | SubI32 | Or | Xor, 0) | (MulI32, 1) | (And, -1) => Simpler::Value(a),
            (Shl | Sar | Shr, by) if by & 31 == 0 => Simpler::Value(a),
            (MulI32 | And, 0) => Simpler::Op(Op::I32(0)),
            (Or, -1) => Simpler::Op(Op::I32(-1)),
            (Xor, -1) => Simpler::Op(Op::Unary(Unary::BitNot, a)),
            (MulI32, power) if (power as u32).is_power_of_two() => {
                let by = self.emit(Type::I32, Op::I32(power.trailing_zeros() as i32), out);
                Simpler::Op(Op::Binary(Shl, a, by))
            }
            _ => return None,
        })
    }

    pub(super) fn compare_integers(&mut self, op: Compare, a: Value, b: Value) -> Option<Simpler> {
        if a == b {
            return Some(Simpler::Op(Op::Mask(matches!(op, Compare::Eq | Compare::Le | Compare::Ge))));
        }
        if self.i32(a).is_some() {
            return Some(Simpler::Op(Op::CompareI32(op.mirrored(), b, a)));
        }
        let Some(Op::Unary(Unary::I32FromMask, mask)) = self.op(a) else { return None };
        match (op, self.i32(b)?) {
            (Compare::Ne, 0) | (Compare::Eq, 1) => Some(Simpler::Value(mask)),
            (Compare::Eq, 0) | (Compare::Ne, 1) => Some(Simpler::Op(Op::Unary(Unary::Not, mask))),
            _ => None,
        }
    }
}
