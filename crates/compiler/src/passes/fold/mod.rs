//! Computes what is known, and says the rest with less.
//!
//! Constants are evaluated by the reference's own operations. An algebraic rule is
//! here only if it holds for every number to the bit: `x - 0` is `x`, but `x + 0`
//! is not, for -0. Functions of `Math` are left alone: their bits are the choice of
//! a mode that the form does not know.

mod floats;
mod integers;
mod known;
mod masks;

use super::uses::Renames;
use crate::MathMode;
use crate::interpret::{self, Number};
use crate::ir::{Binary, Block, Function, If, Loop, Op, Stmt, Type, Unary, Value};

/// Folds a function; says whether anything changed.
pub(super) fn fold(function: &mut Function) -> bool {
    let body = std::mem::take(&mut function.body);
    let renames = Renames::new(function);
    let values = function.values();
    let mut fold = Fold { function, ops: vec![None; values], truths: vec![None; values], renames, changed: false };
    let mut out = Block::new();
    fold.block(body, &mut out);
    let (changed, result) = (fold.changed, fold.renames.get(fold.function.result));
    function.body = out;
    function.result = result;
    changed
}

/// What an operation is found to be.
enum Simpler {
    Op(Op),
    Value(Value),
}

struct Fold<'a> {
    function: &'a mut Function,
    /// The operation of each value that has one, as it is by now.
    ops: Vec<Option<Op>>,
    /// Masks of which is known what they are, here.
    truths: Vec<Option<bool>>,
    renames: Renames,
    changed: bool,
}

impl Fold<'_> {
    fn block(&mut self, block: Block, out: &mut Block) {
        for stmt in block {
            match stmt {
                Stmt::Let(value, op) => self.operation(value, op, out),
                Stmt::If(choice) => self.choice(choice, out),
                Stmt::Loop(repeat) => self.repeat(repeat, out),
            }
        }
    }

    fn operation(&mut self, value: Value, mut op: Op, out: &mut Block) {
        self.renames.op(&mut op);
        loop {
            match self.simpler(op, out) {
                None => break,
                Some(Simpler::Op(simpler)) => op = simpler,
                Some(Simpler::Value(other)) => {
                    self.renames.set(value, other);
                    self.changed = true;
                    return;
                }
            }
            self.changed = true;
        }
        self.ops[value.index()] = Some(op);
        out.push(Stmt::Let(value, op));
    }

    fn choice(&mut self, mut choice: If, out: &mut Block) {
        self.renames.rename(&mut choice.cond);
        if let Some(Op::Unary(Unary::Not, cond)) = self.op(choice.cond) {
            choice.cond = cond;
            std::mem::swap(&mut choice.then, &mut choice.otherwise);
            choice.results.iter_mut().for_each(|merge| std::mem::swap(&mut merge.then, &mut merge.otherwise));
            self.changed = true;
        }
        if let Some(truth) = self.truth(choice.cond) {
            self.changed = true;
            self.block(if truth { choice.then } else { choice.otherwise }, out);
            for merge in choice.results {
                self.renames.set(merge.value, if truth { merge.then } else { merge.otherwise });
            }
            return;
        }
        choice.then = self.under(choice.cond, true, choice.then);
        choice.otherwise = self.under(choice.cond, false, choice.otherwise);
        for merge in &mut choice.results {
            self.renames.rename(&mut merge.then);
            self.renames.rename(&mut merge.otherwise);
        }
        out.push(Stmt::If(choice));
    }

    fn repeat(&mut self, mut repeat: Loop, out: &mut Block) {
        self.renames.rename(&mut repeat.going);
        if repeat.head.contains(&Stmt::Let(repeat.going, Op::Mask(false))) || self.truth(repeat.going) == Some(false) {
            self.changed = true;
            for param in repeat.params {
                self.renames.set(param.value, param.init);
            }
            self.block(repeat.head, out);
            for exit in repeat.results {
                self.renames.set(exit.value, exit.last);
            }
            return;
        }
        repeat.params.iter_mut().for_each(|param| self.renames.rename(&mut param.init));
        let mut head = Block::new();
        self.block(repeat.head, &mut head);
        repeat.head = head;
        self.renames.rename(&mut repeat.going);
        repeat.body = self.under(repeat.going, true, repeat.body);
        repeat.params.iter_mut().for_each(|param| self.renames.rename(&mut param.next));
        repeat.results.iter_mut().for_each(|exit| self.renames.rename(&mut exit.last));
        out.push(Stmt::Loop(repeat));
    }

    /// Folds a block that runs only where `mask` is `truth`.
    fn under(&mut self, mask: Value, truth: bool, block: Block) -> Block {
        let mut learnt = Vec::new();
        self.learn(mask, truth, &mut learnt);
        let mut out = Block::new();
        self.block(block, &mut out);
        learnt.into_iter().for_each(|value: Value| self.truths[value.index()] = None);
        out
    }

    fn learn(&mut self, mask: Value, truth: bool, learnt: &mut Vec<Value>) {
        if self.truths[mask.index()].is_some() {
            return;
        }
        self.truths[mask.index()] = Some(truth);
        learnt.push(mask);
        match (self.op(mask), truth) {
            (Some(Op::Unary(Unary::Not, inner)), _) => self.learn(inner, !truth, learnt),
            (Some(Op::Binary(Binary::MaskAnd, a, b)), true) | (Some(Op::Binary(Binary::MaskOr, a, b)), false) => {
                self.learn(a, truth, learnt);
                self.learn(b, truth, learnt);
            }
            _ => {}
        }
    }

    /// A new value in the block that is being written.
    fn emit(&mut self, ty: Type, op: Op, out: &mut Block) -> Value {
        let value = self.function.value(ty);
        self.ops.push(Some(op));
        self.truths.push(None);
        out.push(Stmt::Let(value, op));
        value
    }

    fn op(&self, value: Value) -> Option<Op> {
        self.ops[value.index()]
    }

    /// The mask, where it is known.
    fn truth(&self, mask: Value) -> Option<bool> {
        if let Some(Op::Mask(truth)) = self.op(mask) { Some(truth) } else { self.truths[mask.index()] }
    }

    /// The number, where it is a constant.
    fn constant(&self, value: Value) -> Option<Number> {
        match self.op(value)? {
            Op::F64(number) => Some(Number::F64(number)),
            Op::I32(number) => Some(Number::I32(number)),
            _ => None,
        }
    }

    fn simpler(&mut self, op: Op, out: &mut Block) -> Option<Simpler> {
        if let Some(number) = self.evaluated(op) {
            return Some(Simpler::Op(match number {
                Number::F64(number) => Op::F64(number),
                Number::I32(number) => Op::I32(number),
                Number::Mask(truth) => Op::Mask(truth),
            }));
        }
        match op {
            Op::Unary(unary, a) => match unary.types().0 {
                Type::F64 => self.unary_of_float(unary, a, out),
                Type::I32 => self.unary_of_integer(unary, a),
                Type::Mask => self.unary_of_mask(unary, a),
            },
            Op::Binary(binary, a, b) => match binary.ty() {
                Type::F64 => self.binary_of_floats(binary, a, b, out),
                Type::I32 => self.binary_of_integers(binary, a, b, out),
                Type::Mask => self.binary_of_masks(binary, a, b),
            },
            Op::Compare(compare, a, b) => self.compare_floats(compare, a, b, out),
            Op::CompareI32(compare, a, b) => self.compare_integers(compare, a, b),
            Op::Select(mask, a, b) => self.select(mask, a, b, out),
            _ => None,
        }
    }

    /// What an operation gives whose operands are known.
    fn evaluated(&self, op: Op) -> Option<Number> {
        let known = |value: Value| match self.constant(value) {
            None if self.function.ty(value) == Type::Mask => self.truth(value).map(Number::Mask),
            known => known,
        };
        // No operation that is evaluated here depends on the mode.
        let mode = MathMode::Portable;
        match op {
            Op::Unary(Unary::Math(_), _) | Op::Binary(Binary::Math(_), ..) => None,
            Op::Unary(op, a) => Some(interpret::unary(op, known(a)?, mode)),
            Op::Binary(op, a, b) => Some(interpret::binary(op, known(a)?, known(b)?, mode)),
            Op::Compare(op, a, b) => Some(Number::Mask(interpret::compare(op, known(a)?.f64(), known(b)?.f64()))),
            Op::CompareI32(op, a, b) => {
                Some(Number::Mask(interpret::compare_i32(op, known(a)?.i32(), known(b)?.i32())))
            }
            _ => None,
        }
    }
}
