//! The operators, on values whose types are known or mixed.

use super::{
    Lowerer,
    value::{Mask, Val},
};
use crate::ir::{Binary, Compare, Unary};
use allcores_simd::math::Function as Math;
use oxc_syntax::operator::{BinaryOperator, UnaryOperator};

impl<'a> Lowerer<'a> {
    /// `+value`.
    pub(super) fn numeric(&mut self, val: &Val<'a>) -> Val<'a> {
        match val {
            Val::Constant(_) | Val::Number(_) | Val::Int(_) | Val::Uint(_) => val.clone(),
            Val::Undefined => Val::Constant(f64::NAN),
            Val::Null => Val::Constant(0.0),
            Val::Bool(Mask::Is(known)) => Val::Constant(f64::from(u8::from(*known))),
            val => Val::Number(self.number(val)),
        }
    }

    /// `+`, `-` and `~`.
    pub(super) fn apply_unary(&mut self, operator: UnaryOperator, val: &Val<'a>) -> Val<'a> {
        match (operator, self.numeric(val)) {
            (UnaryOperator::UnaryNegation, Val::Constant(number)) => Val::Constant(-number),
            (UnaryOperator::UnaryNegation, val) => {
                let number = self.number(&val);
                Val::Number(self.unary(Unary::Neg, number))
            }
            (UnaryOperator::BitwiseNot, val) => {
                let int = self.int(&val);
                Val::Int(self.unary(Unary::BitNot, int))
            }
            (_, val) => val,
        }
    }

    pub(super) fn apply_binary(&mut self, operator: BinaryOperator, a: &Val<'a>, b: &Val<'a>) -> Val<'a> {
        let arithmetic = match operator {
            BinaryOperator::Addition => Binary::Add,
            BinaryOperator::Subtraction => Binary::Sub,
            BinaryOperator::Multiplication => Binary::Mul,
            BinaryOperator::Division => Binary::Div,
            BinaryOperator::Remainder => Binary::Rem,
            BinaryOperator::Exponential => Binary::Math(Math::Pow),
            BinaryOperator::BitwiseAnd => return self.bitwise(Binary::And, a, b),
            BinaryOperator::BitwiseOR => return self.bitwise(Binary::Or, a, b),
            BinaryOperator::BitwiseXOR => return self.bitwise(Binary::Xor, a, b),
            BinaryOperator::ShiftLeft => return self.bitwise(Binary::Shl, a, b),
            BinaryOperator::ShiftRight => return self.bitwise(Binary::Sar, a, b),
            BinaryOperator::ShiftRightZeroFill => {
                let (a, b) = (self.int(a), self.int(b));
                return Val::Uint(self.binary(Binary::Shr, a, b));
            }
            BinaryOperator::LessThan => return self.relation(Compare::Lt, a, b),
            BinaryOperator::LessEqualThan => return self.relation(Compare::Le, a, b),
            BinaryOperator::GreaterThan => return self.relation(Compare::Gt, a, b),
            BinaryOperator::GreaterEqualThan => return self.relation(Compare::Ge, a, b),
            BinaryOperator::StrictEquality => return Val::Bool(self.equal(true, Compare::Eq, a, b)),
            BinaryOperator::StrictInequality => return Val::Bool(self.equal(true, Compare::Ne, a, b)),
            BinaryOperator::Equality => return Val::Bool(self.equal(false, Compare::Eq, a, b)),
            BinaryOperator::Inequality => return Val::Bool(self.equal(false, Compare::Ne, a, b)),
            // Refused before they come here.
            BinaryOperator::In | BinaryOperator::Instanceof => return Val::Torn,
        };
        let (a, b) = (self.number(a), self.number(b));
        Val::Number(self.binary(arithmetic, a, b))
    }

    fn bitwise(&mut self, binary: Binary, a: &Val<'a>, b: &Val<'a>) -> Val<'a> {
        let (a, b) = (self.int(a), self.int(b));
        Val::Int(self.binary(binary, a, b))
    }

    fn relation(&mut self, compare: Compare, a: &Val<'a>, b: &Val<'a>) -> Val<'a> {
        if let (Val::Int(a), Val::Int(b)) = (a, b) {
            return Val::Bool(self.compare_i32(compare, *a, *b));
        }
        let (a, b) = (self.number(a), self.number(b));
        Val::Bool(self.compare(compare, a, b))
    }

    /// `===` and `==`, or with `Ne` their opposites.
    pub(super) fn equal(&mut self, strict: bool, compare: Compare, a: &Val<'a>, b: &Val<'a>) -> Mask {
        let negated = compare == Compare::Ne;
        let settle = |known: bool| Mask::Is(known != negated);
        match (a, b) {
            (Val::Null, Val::Null) => return settle(true),
            (Val::Null, val) | (val, Val::Null) => {
                let equal = if strict { Mask::Is(false) } else { self.undefined(val) };
                return if negated { self.not(equal) } else { equal };
            }
            (Val::Bool(a), Val::Bool(b)) => {
                let differ = self.xor(*a, *b);
                return if negated { differ } else { self.not(differ) };
            }
            (Val::Int(a), Val::Int(b)) | (Val::Uint(a), Val::Uint(b)) => return self.compare_i32(compare, *a, *b),
            _ => {}
        }
        // Where both are numbers or both booleans, their numbers decide; undefined is NaN there.
        let (a_undefined, b_undefined) = (self.undefined(a), self.undefined(b));
        let both_undefined = self.and(a_undefined, b_undefined);
        let comparable = if strict {
            let (a_boolean, b_boolean) = (self.boolean(a), self.boolean(b));
            let differ = self.xor(a_boolean, b_boolean);
            self.not(differ)
        } else {
            Mask::Is(true)
        };
        let never = comparable == Mask::Is(false) || a_undefined == Mask::Is(true) || b_undefined == Mask::Is(true);
        if never {
            return if negated { self.not(both_undefined) } else { both_undefined };
        }
        let (a, b) = (self.number(a), self.number(b));
        if comparable == Mask::Is(true) && both_undefined == Mask::Is(false) {
            return self.compare(compare, a, b);
        }
        let numbers = self.compare(Compare::Eq, a, b);
        let numbers = self.and(numbers, comparable);
        let equal = self.or(numbers, both_undefined);
        if negated { self.not(equal) } else { equal }
    }
}
