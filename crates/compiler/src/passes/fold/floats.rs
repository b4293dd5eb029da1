//! Rules for numbers. Each is exact for NaN, infinities, both zeros and denormals.

use super::{Fold, Simpler};
use crate::interpret::to_int32;
use crate::ir::{Binary, Block, Compare, Op, Type, Unary, Value};
use allcores_simd::math::Function::Pow;

impl Fold<'_> {
    pub(super) fn unary_of_float(&mut self, op: Unary, a: Value, out: &mut Block) -> Option<Simpler> {
        use Unary::*;
        let inner = self.op(a);
        Some(match (op, inner) {
            (Neg, Some(Op::Unary(Neg, x))) => Simpler::Value(x),
            (Abs, Some(Op::Unary(Neg, x))) => Simpler::Op(Op::Unary(Abs, x)),
            (Abs, Some(Op::Unary(Abs | F64FromU32 | F64FromMask, _))) => Simpler::Value(a),
            (Floor | Ceil | Trunc | Round, _) if self.is_integral(a) => Simpler::Value(a),
            (Fround, _) if self.is_narrow(a, false) => Simpler::Value(a),
            (F16round, _) if self.is_narrow(a, true) => Simpler::Value(a),
            (Truthy, Some(Op::Unary(F64FromMask, mask))) => Simpler::Value(mask),
            (Truthy, Some(Op::Unary(F64FromI32 | F64FromU32, x))) => {
                let zero = self.emit(Type::I32, Op::I32(0), out);
                Simpler::Op(Op::CompareI32(Compare::Ne, x, zero))
            }
            (Truthy, Some(Op::Binary(Binary::Rem, x, power))) => {
                let low = self.low_bits(x, power, out)?;
                let zero = self.emit(Type::I32, Op::I32(0), out);
                Simpler::Op(Op::CompareI32(Compare::Ne, low, zero))
            }
            (Truthy, Some(Op::Unary(Neg | Abs, x))) => Simpler::Op(Op::Unary(Truthy, x)),
            (I32FromF64, Some(Op::Unary(Trunc, x))) => Simpler::Op(Op::Unary(I32FromF64, x)),
            (I32FromF64, _) if self.magnitude(a).is_some() => self.integer(a, out),
            _ => return None,
        })
    }

    /// ToInt32 of a number that has a magnitude: as that is exact, the same modulo 2^32.
    fn integer(&mut self, value: Value, out: &mut Block) -> Simpler {
        let op = match self.op(value) {
            Some(Op::F64(number)) => Op::I32(to_int32(number)),
            Some(Op::Unary(Unary::F64FromI32 | Unary::F64FromU32, x)) => return Simpler::Value(x),
            Some(Op::Unary(Unary::F64FromMask, mask)) => Op::Unary(Unary::I32FromMask, mask),
            Some(Op::Unary(Unary::Neg, a)) => {
                let zero = self.emit(Type::I32, Op::I32(0), out);
                Op::Binary(Binary::SubI32, zero, self.integer_value(a, out))
            }
            Some(Op::Binary(op, a, b)) => {
                let op = match op {
                    Binary::Add => Binary::AddI32,
                    Binary::Sub => Binary::SubI32,
                    _ => Binary::MulI32,
                };
                Op::Binary(op, self.integer_value(a, out), self.integer_value(b, out))
            }
            _ => unreachable!("{value} has a magnitude"),
        };
        Simpler::Op(op)
    }

    fn integer_value(&mut self, value: Value, out: &mut Block) -> Value {
        match self.integer(value, out) {
            Simpler::Value(value) => value,
            Simpler::Op(op) => self.emit(Type::I32, op, out),
        }
    }

    pub(super) fn binary_of_floats(&mut self, op: Binary, a: Value, b: Value, out: &mut Block) -> Option<Simpler> {
        use Binary::*;
        let neg = |value| if let Some(Op::Unary(Unary::Neg, x)) = self.op(value) { Some(x) } else { None };
        let is = |value: Value, number: f64| self.f64(value).is_some_and(|x| x.to_bits() == number.to_bits());
        // `zero + x` is `x` for every `x` with one of the zeros, and for all but -0 with the other.
        let adds_nothing = |zero, x| is(zero, -0.0) || (is(zero, 0.0) && self.is_no_negative_zero(x));
        Some(match op {
            Add if adds_nothing(b, a) => Simpler::Value(a),
            Add if adds_nothing(a, b) => Simpler::Value(b),
            Add if neg(b).is_some() => Simpler::Op(Op::Binary(Sub, a, neg(b)?)),
            Add if neg(a).is_some() => Simpler::Op(Op::Binary(Sub, b, neg(a)?)),
            Sub if is(b, 0.0) || (is(b, -0.0) && self.is_no_negative_zero(a)) => Simpler::Value(a),
            Sub if is(a, -0.0) => Simpler::Op(Op::Unary(Unary::Neg, b)),
            Sub if neg(b).is_some() => Simpler::Op(Op::Binary(Add, a, neg(b)?)),
            Mul if is(b, 1.0) => Simpler::Value(a),
            Mul if is(a, 1.0) => Simpler::Value(b),
            Mul | Div if is(b, -1.0) => Simpler::Op(Op::Unary(Unary::Neg, a)),
            Mul if is(a, -1.0) => Simpler::Op(Op::Unary(Unary::Neg, b)),
            Mul | Div if neg(a).is_some() && neg(b).is_some() => Simpler::Op(Op::Binary(op, neg(a)?, neg(b)?)),
            Div if is(b, 1.0) => Simpler::Value(a),
            Div => {
                let inverse = exact_inverse(self.f64(b)?)?;
                Simpler::Op(Op::Binary(Mul, a, self.emit(Type::F64, Op::F64(inverse), out)))
            }
            Rem => {
                // Of what has no sign the rest has none; of -8 it is -0.
                let positive = match self.op(a)? {
                    Op::Unary(Unary::F64FromU32, _) => true,
                    Op::Unary(Unary::F64FromI32, x) => self.is_not_negative(x),
                    _ => false,
                };
                let low = if positive { self.low_bits(a, b, out)? } else { return None };
                Simpler::Op(Op::Unary(Unary::F64FromI32, low))
            }
            Min | Max if a == b => Simpler::Value(a),
            Min if is(b, f64::INFINITY) => Simpler::Value(a),
            Min if is(a, f64::INFINITY) => Simpler::Value(b),
            Max if is(b, f64::NEG_INFINITY) => Simpler::Value(a),
            Max if is(a, f64::NEG_INFINITY) => Simpler::Value(b),
            Math(Pow) => {
                let exponent = self.f64(b)?;
                return self.power(a, exponent, out);
            }
            _ => return None,
        })
    }

    /// Powers that all implementations of `Math.pow` agree about; for other exponents the algorithm decides.
    fn power(&mut self, x: Value, exponent: f64, out: &mut Block) -> Option<Simpler> {
        Some(Simpler::Op(match exponent {
            0.0 => Op::F64(1.0),
            2.0 => Op::Binary(Binary::Mul, x, x),
            0.5 => {
                // The root of -∞ is NaN, that of -0 is -0; their powers are not.
                let infinity = self.emit(Type::F64, Op::F64(f64::INFINITY), out);
                let negative = self.emit(Type::F64, Op::F64(f64::NEG_INFINITY), out);
                let zero = self.emit(Type::F64, Op::F64(0.0), out);
                let is_negative = self.emit(Type::Mask, Op::Compare(Compare::Eq, x, negative), out);
                let positive = self.emit(Type::F64, Op::Binary(Binary::Add, x, zero), out);
                let root = self.emit(Type::F64, Op::Unary(Unary::Sqrt, positive), out);
                Op::Select(is_negative, infinity, root)
            }
            _ if exponent.is_nan() => Op::F64(f64::NAN),
            _ => return None,
        }))
    }

    /// The lowest bits of an integer `x`, which are what division by a `power` of two leaves of it, but for a
    /// negative one less by that power.
    fn low_bits(&mut self, x: Value, power: Value, out: &mut Block) -> Option<Value> {
        let power = self.f64(power)?.abs();
        let Some(Op::Unary(Unary::F64FromI32 | Unary::F64FromU32, x)) = self.op(x) else { return None };
        if !(1.0..=2147483648.0).contains(&power) || exact_inverse(power).is_none() {
            return None;
        }
        let mask = self.emit(Type::I32, Op::I32((power - 1.0) as i32), out);
        Some(self.emit(Type::I32, Op::Binary(Binary::And, x, mask), out))
    }

    pub(super) fn compare_floats(&mut self, op: Compare, a: Value, b: Value, out: &mut Block) -> Option<Simpler> {
        let nan = [a, b].into_iter().any(|side| self.f64(side).is_some_and(f64::is_nan));
        if nan || (a == b && matches!(op, Compare::Lt | Compare::Gt)) {
            return Some(Simpler::Op(Op::Mask(nan && op == Compare::Ne)));
        }
        let equality = matches!(op, Compare::Eq | Compare::Ne);
        if let (true, Some(Op::Binary(Binary::Rem, x, power)), Some(0.0)) = (equality, self.op(a), self.f64(b))
            && let Some(low) = self.low_bits(x, power, out)
        {
            let zero = self.emit(Type::I32, Op::I32(0), out);
            return Some(Simpler::Op(Op::CompareI32(op, low, zero)));
        }
        // Both sides as 32-bit integers, and whether these have no sign.
        let integer = |value| match self.op(value)? {
            Op::Unary(widen @ (Unary::F64FromI32 | Unary::F64FromU32), _) => Some(Some(widen)),
            Op::F64(_) => Some(None),
            _ => None,
        };
        let widen = match (integer(a)?, integer(b)?) {
            (Some(widen), Some(other)) if widen == other => widen,
            (Some(widen), None) | (None, Some(widen)) => widen,
            _ => return None,
        };
        for number in [a, b].into_iter().filter_map(|side| self.f64(side)) {
            let fits = match widen {
                Unary::F64FromI32 => f64::from(number as i32) == number,
                _ => f64::from(number as u32) == number,
            };
            if !fits {
                return None;
            }
        }
        if widen == Unary::F64FromU32 && !equality {
            return None;
        }
        Some(Simpler::Op(Op::CompareI32(op, self.integer_value(a, out), self.integer_value(b, out))))
    }
}

/// The reciprocal of a power of two: to divide by that and to multiply by this round the same exact number.
fn exact_inverse(divisor: f64) -> Option<f64> {
    const MANTISSA: u64 = (1 << 52) - 1;
    let inverse = 1.0 / divisor;
    (divisor.to_bits() & MANTISSA == 0 && inverse.is_finite()).then_some(inverse)
}
