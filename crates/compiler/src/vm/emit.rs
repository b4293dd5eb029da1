//! A function becomes nodes: blocks become tapes, and choices and loops what chooses and repeats them.
//!
//! Only elements that take a branch may keep its loops going, so each node that
//! divides the elements is told by a mask which of them are alive. Anything else
//! may run for all: a step has no effect but on its lane. A loop that elements
//! leave one by one has a *frame*, lanes of its own; what it reads from outside is
//! moved in on entry, so that elements can change lanes inside.

use super::batch::batch;
use super::code::{Bank, Branch, Diverge, Move, Node, Repeat, Test};
use super::trees::{Frame, Trees};
use super::waits::{Waits, is_flat};
use crate::ir::{Block, Function, If, Loop, Op, Stmt, Type, Value};
use crate::passes::{Analysis, LoopClass};

/// The nodes of a function, with the registers that they use.
pub struct Emitted<'a> {
    /// The nodes, and all registers.
    pub trees: Trees<'a>,
    /// The register of the result.
    pub result: u32,
}

/// Makes the nodes.
pub fn emit<'a>(function: &'a Function, analysis: &'a Analysis) -> Emitted<'a> {
    let waits = Waits::of(function);
    let mut emit = Emit { trees: Trees::new(function, analysis), waits, frames: 0, loops: 0 };
    emit.block(&function.body);
    let result = emit.trees.register(Bank::Varying, function.ty(function.result));
    emit.trees.settle_into(Bank::Varying, function.result, result);
    emit.trees.end_tapes();
    Emitted { trees: emit.trees, result }
}

struct Emit<'a> {
    trees: Trees<'a>,
    waits: Waits,
    frames: u32,
    loops: usize,
}

/// A param's register, and what is to be in it for the next round.
struct Next {
    register: u32,
    value: Value,
    /// Where the value was put already, if the order asked for it.
    copied: Option<u32>,
}

impl Emit<'_> {
    fn block(&mut self, block: &Block) {
        for stmt in block {
            match stmt {
                Stmt::Let(value, op) => self.define(*value, *op),
                Stmt::If(choice) if is_flat(choice) => {
                    self.block(&choice.then);
                    self.block(&choice.otherwise);
                    self.merge(choice);
                }
                Stmt::If(choice) if self.trees.bank(choice.cond) == Bank::Uniform => self.choose(choice),
                Stmt::If(choice) => self.branch(choice),
                Stmt::Loop(repeat) => {
                    let class = self.trees.analysis.loops[self.loops].class;
                    self.loops += 1;
                    match class {
                        LoopClass::Uniform => self.repeat(repeat),
                        _ => self.diverge(repeat, class),
                    }
                }
            }
        }
    }

    fn define(&mut self, value: Value, op: Op) {
        if self.trees.analysis.uses(value) > 0 {
            let may_wait = self.waits.may(value, self.trees.analysis);
            self.trees.define(value, op, may_wait);
        }
    }

    /// The values of both blocks are there: each merge takes one of them.
    fn merge(&mut self, choice: &If) {
        // The condition was used once, by the choice; now it is once per merge.
        if choice.results.len() > 1 && self.trees.is_deferred(choice.cond) {
            self.trees.settle(choice.cond);
        }
        for merge in &choice.results {
            if merge.then == merge.otherwise && !self.trees.is_deferred(merge.then) {
                let place = self.trees.place(merge.then);
                self.trees.set_place(merge.value, place);
            } else {
                self.define(merge.value, Op::Select(choice.cond, merge.then, merge.otherwise));
            }
        }
    }

    /// What `inside` makes, as nodes of its own.
    fn nodes(&mut self, inside: impl FnOnce(&mut Self)) -> Vec<Node> {
        let around = std::mem::take(&mut self.trees.nodes);
        inside(self);
        self.trees.settle_all();
        self.trees.end_tapes();
        std::mem::replace(&mut self.trees.nodes, around)
    }

    fn choose(&mut self, choice: &If) {
        self.trees.settle_all();
        let cond = self.trees.resolve(Bank::Uniform, choice.cond).1;
        self.trees.end_tapes();
        let mut results = Vec::new();
        for merge in &choice.results {
            let (bank, ty) = (self.trees.bank(merge.value), self.trees.function.ty(merge.value));
            results.push((bank, self.trees.register(bank, ty)));
        }
        let [then, otherwise] = [(&choice.then, true), (&choice.otherwise, false)].map(|(block, of_then)| {
            self.nodes(|emit| {
                emit.block(block);
                for (merge, &(bank, register)) in choice.results.iter().zip(&results) {
                    let value = if of_then { merge.then } else { merge.otherwise };
                    emit.trees.settle_into(bank, value, register);
                }
            })
        });
        self.trees.nodes.push(Node::Choose(cond, then, otherwise));
        for (merge, (_, register)) in choice.results.iter().zip(results) {
            self.trees.set_place(merge.value, register);
        }
    }

    fn branch(&mut self, choice: &If) {
        self.trees.settle_all();
        let cond = self.trees.resolve(Bank::Varying, choice.cond).1;
        self.trees.end_tapes();
        let live = self.live();
        let inside = [(); 2].map(|()| self.trees.register(Bank::Varying, Type::Mask));
        let [then, otherwise] = [(&choice.then, inside[0]), (&choice.otherwise, inside[1])].map(|(block, mask)| {
            self.set_live(mask);
            self.nodes(|emit| emit.block(block))
        });
        self.set_live(live);
        if !(then.is_empty() && otherwise.is_empty()) {
            self.trees.nodes.push(Node::Branch(Box::new(Branch { cond, live, inside, then, otherwise })));
        }
        self.merge(choice);
    }

    fn live(&mut self) -> u32 {
        self.trees.frames.last().expect("there is one").live
    }

    fn set_live(&mut self, live: u32) {
        self.trees.frames.last_mut().expect("there is one").live = live;
    }

    /// A loop that all leave together: it runs on the lanes that are there.
    fn repeat(&mut self, repeat: &Loop) {
        for param in &repeat.params {
            let bank = self.trees.bank(param.value);
            let register = self.trees.register(bank, self.trees.function.ty(param.value));
            self.trees.settle_into(bank, param.init, register);
            self.trees.set_place(param.value, register);
        }
        self.trees.settle_all();
        self.trees.end_tapes();
        let mut going = 0;
        let mut head = self.nodes(|emit| {
            emit.block(&repeat.head);
            going = emit.trees.resolve(Bank::Uniform, repeat.going).1;
            for exit in &repeat.results {
                emit.trees.resolve(emit.trees.bank(exit.last), exit.last);
            }
        });
        let mut body = self.nodes(|emit| {
            emit.block(&repeat.body);
            emit.next_round(repeat);
        });
        let batch = batch(&self.trees, repeat, &mut head, &mut body);
        self.trees.nodes.push(Node::Repeat(Box::new(Repeat { head, going, body, batch })));
        for exit in &repeat.results {
            let place = self.trees.place(exit.last);
            self.trees.set_place(exit.value, place);
        }
    }

    /// A loop that each leaves by itself: it has a frame.
    fn diverge(&mut self, repeat: &Loop, class: LoopClass) {
        let mut entries = Vec::new();
        for param in &repeat.params {
            let ty = self.trees.function.ty(param.value);
            if self.trees.bank(param.value) == Bank::Uniform {
                let register = self.trees.register(Bank::Uniform, ty);
                self.trees.settle_into(Bank::Uniform, param.init, register);
                self.trees.set_place(param.value, register);
            } else {
                let (kind, from) = self.trees.resolve(Bank::Varying, param.init);
                entries.push((param.value, Move { ty, kind, from, to: 0 }));
            }
        }
        let bound = match class {
            LoopClass::Counted { bound, .. } => self.trees.resolve(Bank::Varying, bound).1,
            _ => 0,
        };
        self.trees.settle_all();
        self.trees.end_tapes();
        let live = self.live();
        let results: Vec<u32> = repeat
            .results
            .iter()
            .map(|exit| self.trees.register(Bank::Varying, self.trees.function.ty(exit.value)))
            .collect();

        self.frames += 1;
        self.trees.frames.push(Frame::new(self.frames, 0));
        let inside = self.trees.register(Bank::Varying, Type::Mask);
        self.set_live(inside);
        for (value, entry) in &mut entries {
            entry.to = self.trees.register(Bank::Varying, entry.ty);
            self.trees.set_place(*value, entry.to);
        }
        let mut test = Test::Mask(0);
        let mut exits = Vec::new();
        let mut head = self.nodes(|emit| {
            emit.block(&repeat.head);
            test = match class {
                LoopClass::Counted { compare, counter, .. } => {
                    if emit.trees.is_deferred(repeat.going) {
                        emit.trees.forget(repeat.going);
                    }
                    let counter_at = emit.trees.resolve(Bank::Uniform, counter).1;
                    Test::Bound { compare, ty: emit.trees.function.ty(counter), counter: counter_at, bound }
                }
                _ => Test::Mask(emit.trees.resolve(Bank::Varying, repeat.going).1),
            };
            for (exit, &to) in repeat.results.iter().zip(&results) {
                if emit.trees.bank(exit.value) == Bank::Uniform {
                    continue;
                }
                let (kind, from) = emit.trees.resolve(Bank::Varying, exit.last);
                exits.push(Move { ty: emit.trees.function.ty(exit.value), kind, from, to });
            }
        });
        let mut body = self.nodes(|emit| {
            emit.block(&repeat.body);
            emit.next_round(repeat);
        });
        let batch = batch(&self.trees, repeat, &mut head, &mut body);
        let frame = self.trees.frames.pop().expect("pushed above");
        let entries = entries.into_iter().map(|(_, entry)| entry).chain(frame.entries).collect();
        let diverge =
            Diverge { live, inside, entries, head, test, exits, body, carried: Vec::new(), batch, round: None };
        self.trees.nodes.push(Node::Diverge(Box::new(diverge)));
        for (exit, to) in repeat.results.iter().zip(results) {
            if self.trees.bank(exit.value) == Bank::Uniform {
                // It is from before the loop.
                let place = self.trees.place(exit.last);
                self.trees.set_place(exit.value, place);
            } else {
                self.trees.set_place(exit.value, to);
            }
        }
    }

    /// The params take their next values, all at once. Those of uniform ones come last, since the
    /// tapes of varying values read them.
    fn next_round(&mut self, repeat: &Loop) {
        for bank in [Bank::Varying, Bank::Uniform] {
            let mut nexts: Vec<Next> = repeat
                .params
                .iter()
                .filter(|param| self.trees.bank(param.value) == bank && param.next != param.value)
                .map(|param| Next { register: self.trees.place(param.value), value: param.next, copied: None })
                .collect();
            if bank == Bank::Uniform {
                self.trees.settle_all_but(&nexts.iter().map(|next| next.value).collect::<Vec<_>>());
                self.trees.end_tapes();
            }
            while !nexts.is_empty() {
                // One whose register no other one still reads; where there is none, one is put aside.
                let free = (0..nexts.len())
                    .find(|&i| (0..nexts.len()).all(|j| j == i || !self.reads(&nexts[j]).contains(&nexts[i].register)));
                match free {
                    Some(i) => {
                        let next = nexts.swap_remove(i);
                        match next.copied {
                            Some(from) => {
                                self.trees.copy(bank, self.trees.function.ty(next.value), from, next.register);
                            }
                            None => self.trees.settle_into(bank, next.value, next.register),
                        }
                    }
                    None => {
                        let ty = self.trees.function.ty(nexts[0].value);
                        let aside = self.trees.register(bank, ty);
                        self.trees.settle_into(bank, nexts[0].value, aside);
                        nexts[0].copied = Some(aside);
                    }
                }
            }
        }
    }

    fn reads(&self, next: &Next) -> Vec<u32> {
        let mut registers = Vec::new();
        match next.copied {
            Some(_) => {}
            None => self.trees.reads(next.value, &mut registers),
        }
        registers
    }
}
