//! Rules for truth values and what they select.

use super::{Fold, Simpler};
use crate::ir::{Binary, Block, Compare, Op, Type, Unary, Value};

impl Fold<'_> {
    pub(super) fn unary_of_mask(&mut self, op: Unary, a: Value) -> Option<Simpler> {
        if op != Unary::Not {
            return None;
        }
        Some(match self.op(a)? {
            Op::Unary(Unary::Not, x) => Simpler::Value(x),
            // Of numbers only these have an opposite, because of NaN.
            Op::Compare(Compare::Eq, a, b) => Simpler::Op(Op::Compare(Compare::Ne, a, b)),
            Op::Compare(Compare::Ne, a, b) => Simpler::Op(Op::Compare(Compare::Eq, a, b)),
            Op::CompareI32(op, a, b) => Simpler::Op(Op::CompareI32(op.opposite(), a, b)),
            _ => return None,
        })
    }

    pub(super) fn binary_of_masks(&mut self, op: Binary, a: Value, b: Value) -> Option<Simpler> {
        use Binary::*;
        if a == b {
            return Some(if op == MaskXor { Simpler::Op(Op::Mask(false)) } else { Simpler::Value(a) });
        }
        let (other, truth) = match (self.truth(a), self.truth(b)) {
            (_, Some(truth)) => (a, truth),
            (Some(truth), _) => (b, truth),
            _ => return None,
        };
        Some(match (op, truth) {
            (MaskAnd, true) | (MaskOr | MaskXor, false) => Simpler::Value(other),
            (MaskAnd, false) => Simpler::Op(Op::Mask(false)),
            (MaskOr, true) => Simpler::Op(Op::Mask(true)),
            _ => Simpler::Op(Op::Unary(Unary::Not, other)),
        })
    }

    pub(super) fn select(&mut self, mask: Value, a: Value, b: Value, out: &mut Block) -> Option<Simpler> {
        if let Some(truth) = self.truth(mask) {
            return Some(Simpler::Value(if truth { a } else { b }));
        }
        if a == b || self.constant(a).is_some_and(|number| self.constant(b).is_some_and(|other| number.same(other))) {
            return Some(Simpler::Value(a));
        }
        if let Some(Op::Unary(Unary::Not, opposite)) = self.op(mask) {
            return Some(Simpler::Op(Op::Select(opposite, b, a)));
        }
        match (self.op(a), self.op(b)) {
            (Some(Op::Select(same, inner, _)), _) if same == mask => {
                return Some(Simpler::Op(Op::Select(mask, inner, b)));
            }
            (_, Some(Op::Select(same, _, inner))) if same == mask => {
                return Some(Simpler::Op(Op::Select(mask, a, inner)));
            }
            _ => {}
        }
        match self.function.ty(a) {
            Type::Mask => self.select_mask(mask, a, b),
            Type::I32 => match (self.i32(a)?, self.i32(b)?) {
                (1, 0) => Some(Simpler::Op(Op::Unary(Unary::I32FromMask, mask))),
                _ => None,
            },
            Type::F64 => self.select_float(mask, a, b, out),
        }
    }

    fn select_mask(&mut self, mask: Value, a: Value, b: Value) -> Option<Simpler> {
        Some(match (self.truth(a), self.truth(b)) {
            (Some(true), Some(false)) => Simpler::Value(mask),
            (Some(false), Some(true)) => Simpler::Op(Op::Unary(Unary::Not, mask)),
            (Some(true), _) => Simpler::Op(Op::Binary(Binary::MaskOr, mask, b)),
            (_, Some(false)) => Simpler::Op(Op::Binary(Binary::MaskAnd, mask, a)),
            _ if a == mask => Simpler::Op(Op::Binary(Binary::MaskOr, mask, b)),
            _ if b == mask => Simpler::Op(Op::Binary(Binary::MaskAnd, mask, a)),
            _ => return None,
        })
    }

    fn select_float(&mut self, mask: Value, a: Value, b: Value, out: &mut Block) -> Option<Simpler> {
        match (self.op(a)?, self.op(b)?) {
            (Op::F64(one), Op::F64(zero)) if one == 1.0 && zero.to_bits() == 0 => {
                Some(Simpler::Op(Op::Unary(Unary::F64FromMask, mask)))
            }
            // Converted once, after.
            (Op::Unary(widen, x), Op::Unary(other, y)) if widen == other && widen.types().0 == Type::I32 => {
                let chosen = self.emit(Type::I32, Op::Select(mask, x, y), out);
                Some(Simpler::Op(Op::Unary(widen, chosen)))
            }
            _ => None,
        }
    }
}
