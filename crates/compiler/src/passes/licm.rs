//! Moves what each round of a loop would compute alike to before the loop.
//!
//! Operations are total, so they may run although the loop would not have. Out of
//! a branch in the loop only cheap ones are moved: the branch may be there to
//! avoid the others.

use super::cost::{SIMPLE, cycles};
use super::dce::has_loop;
use super::uses::{each_definition, each_use};
use crate::ir::{Block, Function, Stmt, Value};

/// Hoists out of all loops; says whether there was anything.
pub(super) fn hoist(function: &mut Function) -> bool {
    let mut pass = Hoist { inside: vec![false; function.values()], changed: false };
    pass.block(&mut function.body);
    pass.changed
}

struct Hoist {
    /// Whether the value is defined in the loop at hand.
    inside: Vec<bool>,
    changed: bool,
}

impl Hoist {
    fn block(&mut self, block: &mut Block) {
        let mut out = Block::with_capacity(block.len());
        for mut stmt in block.drain(..) {
            match &mut stmt {
                Stmt::Let(..) => {}
                Stmt::If(choice) => {
                    self.block(&mut choice.then);
                    self.block(&mut choice.otherwise);
                }
                Stmt::Loop(repeat) => {
                    // The inner ones first: what leaves them may leave this one too.
                    self.block(&mut repeat.head);
                    self.block(&mut repeat.body);
                    let mut inside: Vec<Value> = repeat.params.iter().map(|param| param.value).collect();
                    each_definition(&repeat.head, &mut |value| inside.push(value));
                    each_definition(&repeat.body, &mut |value| inside.push(value));
                    inside.iter().for_each(|value| self.inside[value.index()] = true);
                    let before = out.len();
                    self.rounds(&mut repeat.head, &mut out);
                    self.rounds(&mut repeat.body, &mut out);
                    self.changed |= out.len() > before;
                    inside.iter().for_each(|value| self.inside[value.index()] = false);
                }
            }
            out.push(stmt);
        }
        *block = out;
    }

    /// Moves what is invariant from a block that runs in each round.
    fn rounds(&mut self, block: &mut Block, out: &mut Block) {
        block.retain_mut(|stmt| {
            let moves = match stmt {
                Stmt::Let(_, op) => op.inputs().all(|input| !self.inside[input.index()]),
                Stmt::If(choice) => {
                    self.branch(&mut choice.then, out);
                    self.branch(&mut choice.otherwise, out);
                    self.is_invariant(stmt)
                }
                Stmt::Loop(_) => false,
            };
            if moves {
                self.leave(stmt, out);
            }
            !moves
        });
    }

    /// Moves what is invariant and cheap from a block that runs in some rounds.
    fn branch(&mut self, block: &mut Block, out: &mut Block) {
        block.retain_mut(|stmt| match stmt {
            Stmt::Let(_, op) => {
                let moves = cycles(*op) <= SIMPLE && op.inputs().all(|input| !self.inside[input.index()]);
                if moves {
                    self.leave(stmt, out);
                }
                !moves
            }
            Stmt::If(choice) => {
                self.branch(&mut choice.then, out);
                self.branch(&mut choice.otherwise, out);
                true
            }
            Stmt::Loop(_) => true,
        });
    }

    /// Whether all that goes into the statement is from before the loop.
    fn is_invariant(&mut self, stmt: &Stmt) -> bool {
        let stmts = std::slice::from_ref(stmt);
        if has_loop(stmts) {
            return false;
        }
        each_definition(stmts, &mut |value| self.inside[value.index()] = false);
        let mut invariant = true;
        each_use(stmts, &mut |value| invariant &= !self.inside[value.index()]);
        each_definition(stmts, &mut |value| self.inside[value.index()] = true);
        invariant
    }

    fn leave(&mut self, stmt: &Stmt, out: &mut Block) {
        each_definition(std::slice::from_ref(stmt), &mut |value| self.inside[value.index()] = false);
        out.push(stmt.clone());
    }
}
