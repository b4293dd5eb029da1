//! Common subexpressions: what was computed before, in this block or one around it, is not computed again.
//!
//! Operands are compared in one order where the order changes no bit: `a + b` is
//! `b + a`, and so it is with all that ECMAScript defines symmetrically.

use super::uses::Renames;
use crate::ir::{Binary, Block, Function, Op, Stmt, Value};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

/// Shares what is computed twice; says whether there was anything.
pub(super) fn share(function: &mut Function) -> bool {
    let renames = Renames::new(function);
    let mut pass = Share { known: HashMap::new(), order: Vec::new(), renames };
    pass.block(&mut function.body);
    let changed = !pass.renames.is_empty();
    pass.renames.apply(function);
    changed
}

struct Share {
    known: HashMap<Key, Value>,
    /// The keys of `known`, in the order in which they came.
    order: Vec<Key>,
    renames: Renames,
}

impl Share {
    fn block(&mut self, block: &mut Block) {
        block.retain_mut(|stmt| {
            match stmt {
                Stmt::Let(value, op) => {
                    self.renames.op(op);
                    let key = Key(ordered(*op));
                    if let Some(&before) = self.known.get(&key) {
                        self.renames.set(*value, before);
                        return false;
                    }
                    self.known.insert(key, *value);
                    self.order.push(key);
                }
                Stmt::If(choice) => {
                    self.scope(|pass| pass.block(&mut choice.then));
                    self.scope(|pass| pass.block(&mut choice.otherwise));
                }
                Stmt::Loop(repeat) => self.scope(|pass| {
                    pass.block(&mut repeat.head);
                    pass.block(&mut repeat.body);
                }),
            }
            true
        });
    }

    /// Forgets again what became known inside.
    fn scope(&mut self, inside: impl FnOnce(&mut Self)) {
        let before = self.order.len();
        inside(self);
        for key in self.order.drain(before..) {
            self.known.remove(&key);
        }
    }
}

/// The same operation, with its operands in an order that does not depend on how it was written.
fn ordered(op: Op) -> Op {
    use Binary::*;
    match op {
        Op::Binary(op, a, b)
            if b < a
                && matches!(
                    op,
                    Add | Mul | Min | Max | AddI32 | MulI32 | And | Or | Xor | MaskAnd | MaskOr | MaskXor
                ) =>
        {
            Op::Binary(op, b, a)
        }
        Op::Compare(op, a, b) if b < a => Op::Compare(op.mirrored(), b, a),
        Op::CompareI32(op, a, b) if b < a => Op::CompareI32(op.mirrored(), b, a),
        _ => op,
    }
}

/// An operation to be found again: equal if it gives the same bits.
#[derive(Clone, Copy)]
struct Key(Op);

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        match (self.0, other.0) {
            (Op::F64(a), Op::F64(b)) => a.to_bits() == b.to_bits(),
            (a, b) => a == b,
        }
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(&self.0).hash(state);
        match self.0 {
            Op::F64(number) => number.to_bits().hash(state),
            Op::I32(number) => number.hash(state),
            Op::Mask(truth) => truth.hash(state),
            Op::Element(k) | Op::Scalar(k) | Op::Length(k) => k.hash(state),
            Op::Unary(op, _) => op.hash(state),
            Op::Binary(op, ..) => op.hash(state),
            Op::Compare(op, ..) | Op::CompareI32(op, ..) => op.hash(state),
            Op::Lookup { table, .. } | Op::Within { table, .. } => table.hash(state),
            Op::Select(..) | Op::Index => {}
        }
        self.0.inputs().for_each(|input| input.hash(state));
    }
}
