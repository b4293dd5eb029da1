//! Expressions become steps: an operation waits until its only use, and is then a step of that use's chain.
//!
//! A value that is used once, in the same straight-line code, is *deferred*. What
//! needs it evaluates it then, in the accumulator, and no register is spent. Where
//! two operands of an operation are deferred, one of them goes through a register.

use super::batch::demoted;
use super::code::{Bank, Initial, Input, Kind, Move, Node, Step, StepOp};
use crate::ir::{Binary, Compare, Function, Op, Type, Unary, Value};
use crate::passes::Analysis;
use allcores_simd::math::Function as Math;
use std::collections::HashMap;

/// Deeper expressions are cut, so that this does not recurse without end.
const DEEPEST: u32 = 64;

/// What is known of a register while code is made; its number is not yet that of the bank.
#[derive(Clone, Copy, Debug)]
pub struct Register {
    /// Its bank.
    pub bank: Bank,
    /// Its type.
    pub ty: Type,
    /// The set of lanes that it belongs to; 0 is the block's.
    pub frame: u32,
}

/// A set of lanes: the block's, or those of a loop that elements leave one by one.
pub struct Frame {
    /// Its number.
    pub id: u32,
    /// Which of its lanes matter.
    pub live: u32,
    /// What was moved into it from the frame around.
    pub entries: Vec<Move>,
    /// The same by where it came from.
    known: HashMap<u32, u32>,
}

impl Frame {
    /// One that nothing was moved into.
    pub fn new(id: u32, live: u32) -> Frame {
        Frame { id, live, entries: Vec::new(), known: HashMap::new() }
    }
}

/// A deferred operation.
#[derive(Clone, Copy)]
struct Deferred {
    op: Op,
    depth: u32,
    /// Whether evaluating it changes the mask accumulator.
    masks: bool,
}

#[derive(Default)]
struct Tape {
    steps: Vec<Step>,
    /// The value in the accumulator of each type, if it is known.
    acc: [Option<Value>; 3],
}

/// Makes steps, and the registers that they use.
pub struct Trees<'a> {
    /// What is compiled.
    pub function: &'a Function,
    /// What is known of it.
    pub analysis: &'a Analysis,
    /// All registers.
    pub registers: Vec<Register>,
    /// The sets of lanes, the innermost last.
    pub frames: Vec<Frame>,
    /// What was made of the code around the next step.
    pub nodes: Vec<Node>,
    /// Uniform registers that are set once.
    pub initials: Vec<(Initial, u32)>,
    /// Varying registers that are set for each block.
    pub inputs: Vec<(Input, Type, u32)>,
    /// Which uniform values are computed as varying ones.
    demoted: Vec<bool>,
    places: Vec<Option<u32>>,
    deferred: Vec<Option<Deferred>>,
    waiting: Vec<Value>,
    uniform: Tape,
    varying: Tape,
}

impl<'a> Trees<'a> {
    /// Without any code yet.
    pub fn new(function: &'a Function, analysis: &'a Analysis) -> Trees<'a> {
        let live = Register { bank: Bank::Varying, ty: Type::Mask, frame: 0 };
        Trees {
            function,
            analysis,
            registers: vec![live],
            frames: vec![Frame::new(0, 0)],
            nodes: Vec::new(),
            initials: Vec::new(),
            inputs: Vec::new(),
            demoted: demoted(function, analysis),
            places: vec![None; function.values()],
            deferred: vec![None; function.values()],
            waiting: Vec::new(),
            uniform: Tape::default(),
            varying: Tape::default(),
        }
    }

    /// A new register of the innermost frame.
    pub fn register(&mut self, bank: Bank, ty: Type) -> u32 {
        let frame = self.frames.last().map_or(0, |frame| frame.id);
        self.registers.push(Register { bank, ty, frame });
        self.registers.len() as u32 - 1
    }

    /// The bank of a value.
    pub fn bank(&self, value: Value) -> Bank {
        if self.analysis.is_uniform(value) && !self.demoted[value.index()] { Bank::Uniform } else { Bank::Varying }
    }

    /// Where a value is; it is not deferred.
    pub fn place(&self, value: Value) -> u32 {
        self.places[value.index()].expect("defined before its use")
    }

    /// Says where a value is.
    pub fn set_place(&mut self, value: Value, register: u32) {
        self.places[value.index()] = Some(register);
    }

    /// Whether a value waits for its use.
    pub fn is_deferred(&self, value: Value) -> bool {
        self.deferred[value.index()].is_some()
    }

    /// Forgets a deferred value that nothing needs.
    pub fn forget(&mut self, value: Value) {
        self.deferred[value.index()] = None;
    }

    /// A value is defined, and evaluated now or, if it `may_wait`, when it is used.
    pub fn define(&mut self, value: Value, op: Op, may_wait: bool) {
        let initial = match op {
            Op::F64(number) => Some(Initial::F64(number)),
            Op::I32(number) => Some(Initial::I32(number)),
            Op::Mask(truth) => Some(Initial::Mask(truth)),
            Op::Scalar(k) => Some(Initial::Scalar(k)),
            Op::Length(k) => Some(Initial::Length(k)),
            _ => None,
        };
        let ty = self.function.ty(value);
        if let Some(initial) = initial {
            let register = self.initial(initial, ty);
            return self.set_place(value, register);
        }
        let input = match op {
            Op::Element(k) => Some(Input::Element(k)),
            Op::Index => Some(Input::Index),
            _ => None,
        };
        if let Some(input) = input {
            let register = self.input(input, ty);
            return self.set_place(value, register);
        }
        let (mut depth, mut masks) = (1, ty == Type::Mask);
        for operand in op.inputs() {
            masks |= self.function.ty(operand) == Type::Mask;
            if let Some(inner) = self.deferred[operand.index()] {
                depth = depth.max(inner.depth + 1);
                masks |= inner.masks;
            }
        }
        self.deferred[value.index()] = Some(Deferred { op, depth, masks });
        if may_wait && depth < DEEPEST {
            self.waiting.push(value);
        } else {
            self.settle(value);
        }
    }

    fn initial(&mut self, initial: Initial, ty: Type) -> u32 {
        let same = |other: Initial| match (initial, other) {
            (Initial::F64(a), Initial::F64(b)) => a.to_bits() == b.to_bits(),
            _ => initial == other,
        };
        if let Some(&(_, register)) = self.initials.iter().find(|(other, _)| same(*other)) {
            return register;
        }
        self.registers.push(Register { bank: Bank::Uniform, ty, frame: 0 });
        let register = self.registers.len() as u32 - 1;
        self.initials.push((initial, register));
        register
    }

    fn input(&mut self, input: Input, ty: Type) -> u32 {
        if let Some(&(.., register)) = self.inputs.iter().find(|(other, ..)| *other == input) {
            return register;
        }
        self.registers.push(Register { bank: Bank::Varying, ty, frame: 0 });
        let register = self.registers.len() as u32 - 1;
        self.inputs.push((input, ty, register));
        register
    }

    /// Evaluates what still waits. Nothing waits across the end of straight-line code.
    pub fn settle_all(&mut self) {
        self.settle_all_but(&[]);
    }

    /// Evaluates what still waits, but for these.
    pub fn settle_all_but(&mut self, left: &[Value]) {
        for value in std::mem::take(&mut self.waiting) {
            if left.contains(&value) {
                self.waiting.push(value);
            } else if self.is_deferred(value) {
                self.settle(value);
            }
        }
    }

    /// Ends the tapes; what follows is another node. Uniform values do not depend on varying ones, so theirs is first.
    pub fn end_tapes(&mut self) {
        for (bank, tape) in [(Bank::Uniform, &mut self.uniform), (Bank::Varying, &mut self.varying)] {
            let tape = std::mem::take(tape);
            if !tape.steps.is_empty() {
                self.nodes.push(Node::Tape(bank, tape.steps));
            }
        }
    }

    /// Evaluates a deferred value into a register of its own.
    pub fn settle(&mut self, value: Value) {
        let (bank, ty) = (self.bank(value), self.function.ty(value));
        self.evaluate(bank, value);
        let register = self.register(bank, ty);
        self.store(bank, ty, register);
        self.set_place(value, register);
    }

    /// Evaluates a value into this register, of `bank`.
    pub fn settle_into(&mut self, bank: Bank, value: Value, register: u32) {
        self.evaluate(bank, value);
        self.store(bank, self.function.ty(value), register);
    }

    /// Copies a register.
    pub fn copy(&mut self, bank: Bank, ty: Type, from: u32, to: u32) {
        self.push(bank, load(ty), (Kind::Lanes, from));
        self.store(bank, ty, to);
    }

    fn store(&mut self, bank: Bank, ty: Type, register: u32) {
        let op = [StepOp::Store, StepOp::StoreI32, StepOp::StoreMask][ty as usize];
        self.push(bank, op, (Kind::Lanes, register));
    }

    /// Where tapes of `bank` in the innermost frame find a value.
    pub fn resolve(&mut self, bank: Bank, value: Value) -> (Kind, u32) {
        if self.is_deferred(value) {
            self.settle(value);
        }
        let place = self.place(value);
        match (bank, self.registers[place as usize].bank) {
            (Bank::Varying, Bank::Uniform) => (Kind::Uniform, place),
            (Bank::Varying, Bank::Varying) => (Kind::Lanes, self.import(place, self.frames.len() - 1)),
            (Bank::Uniform, _) => (Kind::Lanes, place),
        }
    }

    /// Where the frame at `depth` has what is in `register`: moved in on entry if it is of a frame around.
    pub fn import(&mut self, register: u32, depth: usize) -> u32 {
        let Register { ty, frame, .. } = self.registers[register as usize];
        if self.frames[depth].id == frame {
            return register;
        }
        let from = self.import(register, depth - 1);
        let id = self.frames[depth].id;
        if let Some(&known) = self.frames[depth].known.get(&from) {
            return known;
        }
        self.registers.push(Register { bank: Bank::Varying, ty, frame: id });
        let to = self.registers.len() as u32 - 1;
        self.frames[depth].known.insert(from, to);
        self.frames[depth].entries.push(Move { ty, kind: Kind::Lanes, from, to });
        to
    }

    /// The registers that evaluating a value reads.
    pub fn reads(&self, value: Value, into: &mut Vec<u32>) {
        match self.deferred[value.index()] {
            Some(Deferred { op, .. }) => op.inputs().for_each(|operand| self.reads(operand, into)),
            None => into.push(self.place(value)),
        }
    }

    fn tape(&mut self, bank: Bank) -> &mut Tape {
        match bank {
            Bank::Uniform => &mut self.uniform,
            Bank::Varying => &mut self.varying,
        }
    }

    fn push(&mut self, bank: Bank, op: StepOp, a: (Kind, u32)) {
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
        if let (Some(fused), Some(last)) = (fused, tape.steps.last_mut()) {
            if last.op == StepOp::Mul {
                (last.op, last.b_kind, last.b) = (fused, a.0, a.1);
                return;
            }
        }
        tape.steps.push(Step { op, a_kind: a.0, b_kind: b.0, a: a.1, b: b.1 });
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
    fn evaluate(&mut self, bank: Bank, value: Value) {
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

const fn load(ty: Type) -> StepOp {
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
