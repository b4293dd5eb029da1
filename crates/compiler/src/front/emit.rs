//! Emission: operations into the block at hand, masks folded where they are known, and
//! the conversions between what a value is and what an operation takes.

use super::{
    Lowerer, Result,
    value::{Kind, Mask, Val},
};
use crate::ir::{Binary, Block, Compare, Op, Stmt, Type, Unary, Value};

impl<'a> Lowerer<'a> {
    pub(super) fn emit(&mut self, ty: Type, op: Op) -> Value {
        let value = self.function.value(ty);
        self.block.push(Stmt::Let(value, op));
        self.emitted += 1;
        value
    }

    pub(super) fn f64(&mut self, number: f64) -> Value {
        self.emit(Type::F64, Op::F64(number))
    }

    pub(super) fn unary(&mut self, unary: Unary, a: Value) -> Value {
        self.emit(unary.types().1, Op::Unary(unary, a))
    }

    pub(super) fn binary(&mut self, binary: Binary, a: Value, b: Value) -> Value {
        self.emit(binary.ty(), Op::Binary(binary, a, b))
    }

    pub(super) fn compare(&mut self, compare: Compare, a: Value, b: Value) -> Mask {
        Mask::Where(self.emit(Type::Mask, Op::Compare(compare, a, b)))
    }

    pub(super) fn compare_i32(&mut self, compare: Compare, a: Value, b: Value) -> Mask {
        Mask::Where(self.emit(Type::Mask, Op::CompareI32(compare, a, b)))
    }

    /// Emits into another block than the one at hand.
    pub(super) fn within<T>(&mut self, block: &mut Block, emit: impl FnOnce(&mut Self) -> T) -> T {
        std::mem::swap(&mut self.block, block);
        let emitted = emit(self);
        std::mem::swap(&mut self.block, block);
        emitted
    }

    pub(super) fn mask(&mut self, mask: Mask) -> Value {
        match mask {
            Mask::Is(known) => self.emit(Type::Mask, Op::Mask(known)),
            Mask::Where(value) => value,
        }
    }

    pub(super) fn not(&mut self, mask: Mask) -> Mask {
        match mask {
            Mask::Is(known) => Mask::Is(!known),
            Mask::Where(value) => Mask::Where(self.unary(Unary::Not, value)),
        }
    }

    pub(super) fn and(&mut self, a: Mask, b: Mask) -> Mask {
        match (a, b) {
            (Mask::Is(false), _) | (_, Mask::Is(false)) => Mask::Is(false),
            (Mask::Is(true), mask) | (mask, Mask::Is(true)) => mask,
            (Mask::Where(a), Mask::Where(b)) if a == b => Mask::Where(a),
            (Mask::Where(a), Mask::Where(b)) => Mask::Where(self.binary(Binary::MaskAnd, a, b)),
        }
    }

    pub(super) fn or(&mut self, a: Mask, b: Mask) -> Mask {
        match (a, b) {
            (Mask::Is(true), _) | (_, Mask::Is(true)) => Mask::Is(true),
            (Mask::Is(false), mask) | (mask, Mask::Is(false)) => mask,
            (Mask::Where(a), Mask::Where(b)) if a == b => Mask::Where(a),
            (Mask::Where(a), Mask::Where(b)) => Mask::Where(self.binary(Binary::MaskOr, a, b)),
        }
    }

    pub(super) fn xor(&mut self, a: Mask, b: Mask) -> Mask {
        match (a, b) {
            (Mask::Is(false), mask) | (mask, Mask::Is(false)) => mask,
            (Mask::Is(true), mask) | (mask, Mask::Is(true)) => self.not(mask),
            (Mask::Where(a), Mask::Where(b)) => Mask::Where(self.binary(Binary::MaskXor, a, b)),
        }
    }

    /// Where the value is `undefined`.
    pub(super) fn undefined(&self, val: &Val<'a>) -> Mask {
        match val {
            Val::Undefined => Mask::Is(true),
            Val::Mixed { undefined, .. } => *undefined,
            _ => Mask::Is(false),
        }
    }

    /// Where the value is a boolean.
    pub(super) fn boolean(&self, val: &Val<'a>) -> Mask {
        match val {
            Val::Bool(_) => Mask::Is(true),
            Val::Mixed { boolean, .. } => *boolean,
            _ => Mask::Is(false),
        }
    }

    /// `Number(value)` of a value that has one, see [`Lowerer::data`].
    pub(super) fn number(&mut self, val: &Val<'a>) -> Value {
        match *val {
            Val::Constant(number) => self.f64(number),
            Val::Number(value) | Val::Mixed { number: value, .. } => value,
            Val::Int(value) => self.unary(Unary::F64FromI32, value),
            Val::Uint(value) => self.unary(Unary::F64FromU32, value),
            Val::Bool(Mask::Is(known)) => self.f64(f64::from(u8::from(known))),
            Val::Bool(Mask::Where(value)) => self.unary(Unary::F64FromMask, value),
            Val::Null => self.f64(0.0),
            _ => self.f64(f64::NAN),
        }
    }

    /// What the bitwise operators work on.
    pub(super) fn int(&mut self, val: &Val<'a>) -> Value {
        match *val {
            Val::Constant(number) => self.emit(Type::I32, Op::I32(to_int32(number))),
            Val::Number(value) | Val::Mixed { number: value, .. } => self.unary(Unary::I32FromF64, value),
            Val::Int(value) | Val::Uint(value) => value,
            Val::Bool(mask) => {
                let mask = self.mask(mask);
                self.unary(Unary::I32FromMask, mask)
            }
            _ => self.emit(Type::I32, Op::I32(0)),
        }
    }

    /// Whether the value is truthy.
    pub(super) fn truth(&mut self, val: &Val<'a>) -> Mask {
        match *val {
            Val::Constant(number) => Mask::Is(number != 0.0 && !number.is_nan()),
            Val::Bool(mask) => mask,
            Val::Number(value) | Val::Mixed { number: value, .. } => Mask::Where(self.unary(Unary::Truthy, value)),
            Val::Int(value) | Val::Uint(value) => {
                let zero = self.emit(Type::I32, Op::I32(0));
                self.compare_i32(Compare::Ne, value, zero)
            }
            Val::Static(_) => Mask::Is(true),
            _ => Mask::Is(false),
        }
    }

    /// The same value in another representation, one that holds it. Emits into the block at hand.
    pub(super) fn convert(&mut self, val: &Val<'a>, kind: Kind) -> Val<'a> {
        if matches!(val, Val::Dead) {
            return self.placeholder(kind);
        }
        match kind {
            Kind::Number | Kind::Small { .. } => Val::Number(self.number(val)),
            Kind::Int => Val::Int(self.int(val)),
            Kind::Uint => Val::Uint(self.int(val)),
            Kind::Mixed { .. } => {
                Val::Mixed { number: self.number(val), undefined: self.undefined(val), boolean: self.boolean(val) }
            }
            Kind::Torn => Val::Torn,
            Kind::Bool | Kind::Undefined | Kind::Dead => val.clone(),
        }
    }

    /// Any value of that representation, for paths on which nobody reads it.
    fn placeholder(&mut self, kind: Kind) -> Val<'a> {
        let none = Val::Constant(0.0);
        match kind {
            Kind::Bool => Val::Bool(Mask::Is(false)),
            Kind::Undefined => Val::Undefined,
            Kind::Dead => Val::Dead,
            kind => self.convert(&none, kind),
        }
    }

    /// Refuses a program that grows without measure.
    pub(super) fn count_step(&mut self, at: u32) -> Result<()> {
        self.steps += 1;
        if self.emitted > super::WORK || self.steps > super::WORK { Err(super::too_large(at)) } else { Ok(()) }
    }
}

/// ToInt32 of ECMAScript.
pub(super) fn to_int32(number: f64) -> i32 {
    if !number.is_finite() {
        return 0;
    }
    let modulo = number.trunc() % 4_294_967_296.0;
    (if modulo < 0.0 { modulo + 4_294_967_296.0 } else { modulo }) as u32 as i32
}
