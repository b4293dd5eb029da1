//! A chain of steps for an expression: one operand in the accumulator, the others in registers.
//!
//! Which operand comes first decides how many loads and stores there are: a
//! deferred one rather than one in a register, and one that the accumulator holds
//! rather than one that it would have to load.

use super::code::{Bank, Kind, Step, StepOp};
use super::trees::{Open, Trees};
use crate::ir::{Binary, Compare, Op, Type, Unary, Value};
use allcores_simd::math::Function as Math;

impl Trees<'_> {
    fn tape(&mut self, bank: Bank) -> &mut Open {
        match bank {
            Bank::Uniform => &mut self.uniform,
            Bank::Varying => &mut self.varying,
        }
    }

    /// Adds a step of one operand.
    pub(super) fn push(&mut self, bank: Bank, op: StepOp, a: (Kind, u32)) {
        self.push2(bank, op, a, (Kind::None, 0));
    }

    fn push2(&mut self, bank: Bank, op: StepOp, a: (Kind, u32), b: (Kind, u32)) {
        let tape = self.tape(bank);
        if let Some(ty) = op.result_type() {
            tape.acc[ty as usize] = None;
        }
        // A product and what is added to it are one step.
        let fused = match op {
            StepOp::Add => Some(StepOp::MulAdd),
            StepOp::Sub => Some(StepOp::MulSub),
            StepOp::RSub => Some(StepOp::MulRSub),
            _ => None,
        };
        if let (Some(fused), Some(last)) = (fused, tape.steps.last_mut())
            && last.op == StepOp::Mul
        {
            (last.op, last.b_kind, last.b) = (fused, a.0, a.1);
            return;
        }
        tape.steps.push(Step::new(op, a, b));
    }

    /// Whether tapes of `bank` would have to evaluate the value.
    fn is_tree(&self, bank: Bank, value: Value) -> bool {
        self.is_deferred(value) && self.bank(value) == bank
    }

    fn holds(&mut self, bank: Bank, value: Value) -> bool {
        let ty = self.function.ty(value);
        self.tape(bank).acc[ty as usize] == Some(value)
    }

    /// Brings a value into the accumulator of its type.
    pub(super) fn evaluate(&mut self, bank: Bank, value: Value) {
        if self.holds(bank, value) {
            return;
        }
        let ty = self.function.ty(value);
        if self.is_tree(bank, value) {
            let deferred = self.deferred[value.index()].take().expect("it is deferred");
            self.operation(bank, deferred.op, ty);
        } else {
            let from = self.resolve(bank, value);
            self.push(bank, load(ty), from);
        }
        self.tape(bank).acc[ty as usize] = Some(value);
    }

    fn operation(&mut self, bank: Bank, op: Op, ty: Type) {
        match op {
            Op::Unary(op, a) => {
                self.evaluate(bank, a);
                let function = if let Unary::Math(function) = op { number(function) } else { 0 };
                self.push2(bank, of_unary(op), (Kind::None, 0), (Kind::None, function));
            }
            Op::Binary(Binary::Math(function), a, b) => {
                let second = self.resolve(bank, b);
                self.evaluate(bank, a);
                self.push2(bank, StepOp::Math2, second, (Kind::None, number(function)));
            }
            Op::Binary(op, a, b) => self.binary(bank, op, a, b),
            Op::Compare(op, a, b) | Op::CompareI32(op, a, b) => {
                let ty = self.function.ty(a);
                self.chain(bank, a, b, of_compare(op, ty), Some(of_compare(op.mirrored(), ty)));
            }
            Op::Lookup { table, index } => {
                self.evaluate(bank, index);
                self.push(bank, StepOp::Lookup, (Kind::None, table));
            }
            Op::Within { table, index } => {
                self.evaluate(bank, index);
                self.push(bank, StepOp::Within, (Kind::None, table));
            }
            Op::Select(mask, a, b) => self.select(bank, ty, mask, a, b),
            Op::F64(_) | Op::I32(_) | Op::Mask(_) | Op::Scalar(_) | Op::Length(_) | Op::Element(_) | Op::Index => {
                unreachable!("{op:?} is in a register from the start")
            }
        }
    }

    fn binary(&mut self, bank: Bank, op: Binary, a: Value, b: Value) {
        if matches!(op, Binary::Add | Binary::Sub) && self.is_tree(bank, a) && self.is_tree(bank, b) {
            if let Some((x, y)) = self.product(bank, b) {
                self.evaluate(bank, a);
                let (x, y) = (self.resolve(bank, x), self.resolve(bank, y));
                return self.push2(bank, if op == Binary::Add { StepOp::AddMul } else { StepOp::SubMul }, x, y);
            }
            if let Some((x, y)) = self.product(bank, a) {
                self.evaluate(bank, b);
                let (x, y) = (self.resolve(bank, x), self.resolve(bank, y));
                return self.push2(bank, if op == Binary::Add { StepOp::AddMul } else { StepOp::RSubMul }, x, y);
            }
        }
        let (forward, backward) = of_binary(op);
        self.chain(bank, a, b, forward, backward);
    }

    /// The factors of a deferred product that are in registers; it counts as evaluated then.
    fn product(&mut self, bank: Bank, value: Value) -> Option<(Value, Value)> {
        match self.deferred[value.index()]?.op {
            Op::Binary(Binary::Mul, x, y) if !self.is_tree(bank, x) && !self.is_tree(bank, y) => {
                self.forget(value);
                Some((x, y))
            }
            _ => None,
        }
    }

    /// One operand in the accumulator, then a step with the other one.
    fn chain(&mut self, bank: Bank, a: Value, b: Value, forward: StepOp, backward: Option<StepOp>) {
        if self.is_tree(bank, b) && (self.is_tree(bank, a) || backward.is_none()) {
            self.settle(b);
        }
        let from_b = self.is_tree(bank, b)
            || !self.is_tree(bank, a)
                && !self.holds(bank, a)
                && (self.holds(bank, b) || self.bank(a) == Bank::Uniform && self.bank(b) == Bank::Varying);
        match backward {
            Some(backward) if from_b => {
                self.evaluate(bank, b);
                let other = self.resolve(bank, a);
                self.push(bank, backward, other);
            }
            _ => {
                self.evaluate(bank, a);
                let other = self.resolve(bank, b);
                self.push(bank, forward, other);
            }
        }
    }

    fn select(&mut self, bank: Bank, ty: Type, mask: Value, a: Value, b: Value) {
        if ty == Type::Mask {
            let (a, b) = (self.resolve(bank, a), self.resolve(bank, b));
            self.evaluate(bank, mask);
            return self.push2(bank, StepOp::SelectMask, a, b);
        }
        if self.is_tree(bank, a) && self.is_tree(bank, b) {
            self.settle(b);
        }
        let from_b = self.is_tree(bank, b) || !self.is_tree(bank, a) && self.holds(bank, b);
        let (first, other) = if from_b { (b, a) } else { (a, b) };
        let masks = self.deferred[first.index()].is_some_and(|deferred| deferred.masks);
        if !(masks && self.is_tree(bank, first)) {
            self.evaluate(bank, mask);
            self.evaluate(bank, first);
        } else {
            self.resolve(bank, mask);
            self.evaluate(bank, first);
            self.evaluate(bank, mask);
        }
        let step = match (ty, from_b) {
            (Type::I32, true) => StepOp::SelectAI32,
            (Type::I32, false) => StepOp::SelectAccI32,
            (_, true) => StepOp::SelectA,
            (_, false) => StepOp::SelectAcc,
        };
        let other = self.resolve(bank, other);
        self.push(bank, step, other);
    }
}

/// The step that brings a register into the accumulator of its type.
pub(super) const fn load(ty: Type) -> StepOp {
    [StepOp::Load, StepOp::LoadI32, StepOp::LoadMask][ty as usize]
}

fn number(function: Math) -> u32 {
    Math::ALL.iter().position(|&other| other == function).expect("all are there") as u32
}

const fn of_unary(op: Unary) -> StepOp {
    match op {
        Unary::Neg => StepOp::Neg,
        Unary::Abs => StepOp::Abs,
        Unary::Sqrt => StepOp::Sqrt,
        Unary::Floor => StepOp::Floor,
        Unary::Ceil => StepOp::Ceil,
        Unary::Trunc => StepOp::Trunc,
        Unary::Round => StepOp::Round,
        Unary::Sign => StepOp::Sign,
        Unary::Fround => StepOp::Fround,
        Unary::F16round => StepOp::F16round,
        Unary::BitNot => StepOp::BitNot,
        Unary::LeadingZeros => StepOp::LeadingZeros,
        Unary::Not => StepOp::Not,
        Unary::F64FromI32 => StepOp::F64FromI32,
        Unary::F64FromU32 => StepOp::F64FromU32,
        Unary::F64FromMask => StepOp::F64FromMask,
        Unary::I32FromF64 => StepOp::I32FromF64,
        Unary::I32FromMask => StepOp::I32FromMask,
        Unary::Truthy => StepOp::Truthy,
        Unary::Math(_) => StepOp::Math1,
    }
}

/// The step with the operands in this order, and the one with the operands in the other order if there is one.
fn of_binary(op: Binary) -> (StepOp, Option<StepOp>) {
    let both = |step| (step, Some(step));
    match op {
        Binary::Add => both(StepOp::Add),
        Binary::Sub => (StepOp::Sub, Some(StepOp::RSub)),
        Binary::Mul => both(StepOp::Mul),
        Binary::Div => (StepOp::Div, Some(StepOp::RDiv)),
        Binary::Rem => (StepOp::Rem, None),
        Binary::Min => both(StepOp::Min),
        Binary::Max => both(StepOp::Max),
        Binary::AddI32 => both(StepOp::AddI32),
        Binary::SubI32 => (StepOp::SubI32, None),
        Binary::MulI32 => both(StepOp::MulI32),
        Binary::And => both(StepOp::And),
        Binary::Or => both(StepOp::Or),
        Binary::Xor => both(StepOp::Xor),
        Binary::Shl => (StepOp::Shl, None),
        Binary::Sar => (StepOp::Sar, None),
        Binary::Shr => (StepOp::Shr, None),
        Binary::MaskAnd => both(StepOp::MaskAnd),
        Binary::MaskOr => both(StepOp::MaskOr),
        Binary::MaskXor => both(StepOp::MaskXor),
        Binary::Math(_) => (StepOp::Math2, None),
    }
}

fn of_compare(op: Compare, ty: Type) -> StepOp {
    let [double, integer] = match op {
        Compare::Eq => [StepOp::Eq, StepOp::EqI32],
        Compare::Ne => [StepOp::Ne, StepOp::NeI32],
        Compare::Lt => [StepOp::Lt, StepOp::LtI32],
        Compare::Le => [StepOp::Le, StepOp::LeI32],
        Compare::Gt => [StepOp::Gt, StepOp::GtI32],
        Compare::Ge => [StepOp::Ge, StepOp::GeI32],
    };
    if ty == Type::F64 { double } else { integer }
}
