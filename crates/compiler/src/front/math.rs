//! What the language brings along: `Math`, `Number` and a few functions.

use super::{
    Lowerer,
    value::{Builtin, Mask, Thing, Val},
};
use crate::ir::{Binary, Compare, Op, Type, Unary, Value};
use allcores_simd::math::Function as Math;
use std::f64::consts;

/// A name that is there without being declared.
pub(super) fn global<'a>(name: &str) -> Option<Val<'a>> {
    Some(match name {
        "undefined" => Val::Undefined,
        "NaN" => Val::Constant(f64::NAN),
        "Infinity" => Val::Constant(f64::INFINITY),
        "Math" => Val::Static(Thing::Math),
        "Number" => Val::Static(Thing::Number),
        "Boolean" => call(Builtin::ToBoolean),
        "isNaN" => call(Builtin::IsNan { strict: false }),
        "isFinite" => call(Builtin::IsFinite { strict: false }),
        _ => return None,
    })
}

/// A member of `Math`.
pub(super) fn of_math<'a>(name: &str) -> Option<Val<'a>> {
    let builtin = match name {
        "E" => return Some(Val::Constant(consts::E)),
        "LN10" => return Some(Val::Constant(consts::LN_10)),
        "LN2" => return Some(Val::Constant(consts::LN_2)),
        "LOG10E" => return Some(Val::Constant(consts::LOG10_E)),
        "LOG2E" => return Some(Val::Constant(consts::LOG2_E)),
        "PI" => return Some(Val::Constant(consts::PI)),
        "SQRT1_2" => return Some(Val::Constant(consts::FRAC_1_SQRT_2)),
        "SQRT2" => return Some(Val::Constant(consts::SQRT_2)),
        "abs" => Builtin::Unary(Unary::Abs),
        "sqrt" => Builtin::Unary(Unary::Sqrt),
        "floor" => Builtin::Unary(Unary::Floor),
        "ceil" => Builtin::Unary(Unary::Ceil),
        "trunc" => Builtin::Unary(Unary::Trunc),
        "round" => Builtin::Unary(Unary::Round),
        "sign" => Builtin::Unary(Unary::Sign),
        "fround" => Builtin::Unary(Unary::Fround),
        "f16round" => Builtin::Unary(Unary::F16round),
        "min" => Builtin::Fold(Binary::Min, f64::INFINITY),
        "max" => Builtin::Fold(Binary::Max, f64::NEG_INFINITY),
        "hypot" => Builtin::Hypot,
        "clz32" => Builtin::LeadingZeros,
        "imul" => Builtin::IntegerProduct,
        "random" => Builtin::Random,
        name => {
            let function = Math::ALL.into_iter().find(|function| function.name() == name)?;
            if function.arity() == 1 {
                Builtin::Unary(Unary::Math(function))
            } else {
                Builtin::Binary(Binary::Math(function))
            }
        }
    };
    Some(call(builtin))
}

/// A member of `Number`.
pub(super) fn of_number<'a>(name: &str) -> Option<Val<'a>> {
    const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;
    Some(match name {
        "EPSILON" => Val::Constant(f64::EPSILON),
        "MAX_VALUE" => Val::Constant(f64::MAX),
        "MIN_VALUE" => Val::Constant(f64::from_bits(1)),
        "MAX_SAFE_INTEGER" => Val::Constant(MAX_SAFE_INTEGER),
        "MIN_SAFE_INTEGER" => Val::Constant(-MAX_SAFE_INTEGER),
        "NaN" => Val::Constant(f64::NAN),
        "POSITIVE_INFINITY" => Val::Constant(f64::INFINITY),
        "NEGATIVE_INFINITY" => Val::Constant(f64::NEG_INFINITY),
        "isNaN" => call(Builtin::IsNan { strict: true }),
        "isFinite" => call(Builtin::IsFinite { strict: true }),
        "isInteger" => call(Builtin::IsInteger(f64::MAX)),
        "isSafeInteger" => call(Builtin::IsInteger(MAX_SAFE_INTEGER)),
        _ => return None,
    })
}

fn call<'a>(builtin: Builtin) -> Val<'a> {
    Val::Static(Thing::Call(builtin))
}

impl<'a> Lowerer<'a> {
    /// A function of the language applied. Missing arguments are undefined, others ignored.
    pub(super) fn builtin(&mut self, builtin: Builtin, arguments: &[Val<'a>]) -> Val<'a> {
        let argument = |k: usize| arguments.get(k).unwrap_or(&Val::Undefined);
        match builtin {
            Builtin::Unary(unary) => {
                let a = self.number(argument(0));
                Val::Number(self.unary(unary, a))
            }
            Builtin::Binary(binary) => {
                let (a, b) = (self.number(argument(0)), self.number(argument(1)));
                Val::Number(self.binary(binary, a, b))
            }
            Builtin::Fold(binary, none) => {
                let mut arguments = arguments.iter();
                let Some(first) = arguments.next() else { return Val::Constant(none) };
                let mut folded = self.number(first);
                for argument in arguments {
                    let argument = self.number(argument);
                    folded = self.binary(binary, folded, argument);
                }
                Val::Number(folded)
            }
            Builtin::Hypot => self.hypot(arguments),
            Builtin::LeadingZeros => {
                let a = self.int(argument(0));
                Val::Int(self.unary(Unary::LeadingZeros, a))
            }
            Builtin::IntegerProduct => {
                let (a, b) = (self.int(argument(0)), self.int(argument(1)));
                Val::Int(self.binary(Binary::MulI32, a, b))
            }
            Builtin::ToNumber => arguments.first().map_or(Val::Constant(0.0), |val| self.numeric(val)),
            Builtin::ToBoolean => Val::Bool(self.truth(argument(0))),
            Builtin::IsNan { strict } => {
                let number = self.number(argument(0));
                let nan = self.compare(Compare::Ne, number, number);
                let wanted = if strict { self.is_number(argument(0)) } else { Mask::Is(true) };
                Val::Bool(self.and(nan, wanted))
            }
            Builtin::IsFinite { strict } => {
                let number = self.number(argument(0));
                let finite = self.below(number, f64::MAX);
                let wanted = if strict { self.is_number(argument(0)) } else { Mask::Is(true) };
                Val::Bool(self.and(finite, wanted))
            }
            Builtin::IsInteger(limit) => {
                let number = self.number(argument(0));
                let whole = self.unary(Unary::Trunc, number);
                let whole = self.compare(Compare::Eq, whole, number);
                let small = self.below(number, limit);
                let integer = self.and(whole, small);
                let wanted = self.is_number(argument(0));
                Val::Bool(self.and(integer, wanted))
            }
            Builtin::Random => Val::Torn,
        }
    }

    fn is_number(&mut self, val: &Val<'a>) -> Mask {
        if matches!(val, Val::Null) {
            return Mask::Is(false);
        }
        let (undefined, boolean) = (self.undefined(val), self.boolean(val));
        let other = self.or(undefined, boolean);
        self.not(other)
    }

    /// Whether the magnitude is at most this.
    fn below(&mut self, number: Value, limit: f64) -> Mask {
        let magnitude = self.unary(Unary::Abs, number);
        let limit = self.f64(limit);
        self.compare(Compare::Le, magnitude, limit)
    }

    /// `Math.hypot` as V8 computes it: the largest magnitude taken out, the squares added with
    /// Kahan's compensation.
    fn hypot(&mut self, arguments: &[Val<'a>]) -> Val<'a> {
        let magnitudes: Vec<Value> = arguments
            .iter()
            .map(|argument| {
                let number = self.number(argument);
                self.unary(Unary::Abs, number)
            })
            .collect();
        let zero = self.f64(0.0);
        let (mut largest, mut total) = (zero, zero);
        for &magnitude in &magnitudes {
            let larger = self.emit(Type::Mask, Op::Compare(Compare::Gt, magnitude, largest));
            largest = self.emit(Type::F64, Op::Select(larger, magnitude, largest));
            total = self.binary(Binary::Add, total, magnitude);
        }
        let (mut sum, mut compensation) = (zero, zero);
        for &magnitude in &magnitudes {
            let scaled = self.binary(Binary::Div, magnitude, largest);
            let square = self.binary(Binary::Mul, scaled, scaled);
            let summand = self.binary(Binary::Sub, square, compensation);
            let next = self.binary(Binary::Add, sum, summand);
            let gained = self.binary(Binary::Sub, next, sum);
            compensation = self.binary(Binary::Sub, gained, summand);
            sum = next;
        }
        let root = self.unary(Unary::Sqrt, sum);
        let scaled = self.binary(Binary::Mul, root, largest);
        // Of zeros the quotients are NaN; their total is 0, or NaN if one argument is.
        let zeros = self.emit(Type::Mask, Op::Compare(Compare::Eq, largest, zero));
        let finite = self.emit(Type::F64, Op::Select(zeros, total, scaled));
        let infinity = self.f64(f64::INFINITY);
        let infinite = self.emit(Type::Mask, Op::Compare(Compare::Eq, largest, infinity));
        Val::Number(self.emit(Type::F64, Op::Select(infinite, infinity, finite)))
    }
}
