//! Expressions become steps: an operation waits until its only use, and is then a step of that use's chain.
//!
//! A value that is used once, in the same straight-line code, is *deferred*. What
//! needs it evaluates it then, in the accumulator, and no register is spent. Where
//! two operands of an operation are deferred, one of them goes through a register.

use super::batch::demoted;
use super::chains::load;
use super::code::{Bank, Initial, Input, Kind, Move, Node, Step, StepOp, Tape};
use crate::ir::{Function, Op, Type, Value};
use crate::passes::Analysis;
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
pub(super) struct Deferred {
    /// What it does.
    pub(super) op: Op,
    depth: u32,
    /// Whether evaluating it changes the mask accumulator.
    pub(super) masks: bool,
}

/// A tape that is being made.
#[derive(Default)]
pub(super) struct Open {
    /// Its steps so far.
    pub(super) steps: Vec<Step>,
    /// The value in the accumulator of each type, if it is known.
    pub(super) acc: [Option<Value>; 3],
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
    pub(super) deferred: Vec<Option<Deferred>>,
    waiting: Vec<Value>,
    pub(super) uniform: Open,
    pub(super) varying: Open,
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
            uniform: Open::default(),
            varying: Open::default(),
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
                self.nodes.push(Node::Tape(bank, Tape::new(tape.steps)));
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
}
