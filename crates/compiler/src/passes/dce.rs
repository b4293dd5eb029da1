//! Removes what nothing needs, params and results of loops among it.
//!
//! A loop itself stays although nothing needs it: that it ends would have to be
//! shown first, and a function that hangs must not begin to return.

use crate::ir::{Block, Function, Op, Stmt, Value};

/// Removes what the result and the loops do not need; says whether there was anything.
pub(super) fn sweep(function: &mut Function) -> bool {
    let mut mark = Mark {
        origins: vec![Origin::None; function.values()],
        needed: vec![false; function.values()],
        work: Vec::new(),
    };
    mark.origins(&function.body, &mut Vec::new());
    mark.need(function.result);
    mark.spread();
    let needed = mark.needed;
    block(&mut function.body, &|value: Value| needed[value.index()])
}

#[derive(Clone)]
enum Origin {
    None,
    Op(Op),
    /// The values that come together, and the condition.
    Merge(Vec<Value>),
}

struct Mark {
    origins: Vec<Origin>,
    needed: Vec<bool>,
    work: Vec<Value>,
}

impl Mark {
    fn need(&mut self, value: Value) {
        if !std::mem::replace(&mut self.needed[value.index()], true) {
            self.work.push(value);
        }
    }

    fn spread(&mut self) {
        while let Some(value) = self.work.pop() {
            match std::mem::replace(&mut self.origins[value.index()], Origin::None) {
                Origin::None => {}
                Origin::Op(op) => op.inputs().for_each(|input| self.need(input)),
                Origin::Merge(sources) => sources.into_iter().for_each(|source| self.need(source)),
            }
        }
    }

    /// Notes where each value comes from. What decides whether loops run, and `conds` around them do, is needed.
    fn origins(&mut self, block: &Block, conds: &mut Vec<Value>) {
        for stmt in block {
            match stmt {
                Stmt::Let(value, op) => self.origins[value.index()] = Origin::Op(*op),
                Stmt::If(choice) => {
                    conds.push(choice.cond);
                    self.origins(&choice.then, conds);
                    self.origins(&choice.otherwise, conds);
                    conds.pop();
                    for merge in &choice.results {
                        let sources = vec![choice.cond, merge.then, merge.otherwise];
                        self.origins[merge.value.index()] = Origin::Merge(sources);
                    }
                }
                Stmt::Loop(repeat) => {
                    conds.iter().chain([&repeat.going]).for_each(|&cond| self.need(cond));
                    for param in &repeat.params {
                        self.origins[param.value.index()] = Origin::Merge(vec![param.init, param.next]);
                    }
                    self.origins(&repeat.head, conds);
                    self.origins(&repeat.body, conds);
                    for exit in &repeat.results {
                        self.origins[exit.value.index()] = Origin::Merge(vec![exit.last]);
                    }
                }
            }
        }
    }
}

fn block(stmts: &mut Block, needed: &impl Fn(Value) -> bool) -> bool {
    let mut changed = false;
    stmts.retain_mut(|stmt| {
        let keep = match stmt {
            Stmt::Let(value, _) => needed(*value),
            Stmt::If(choice) => {
                changed |= block(&mut choice.then, needed);
                changed |= block(&mut choice.otherwise, needed);
                changed |= shrink(&mut choice.results, |merge| needed(merge.value));
                !choice.results.is_empty() || has_loop(&choice.then) || has_loop(&choice.otherwise)
            }
            Stmt::Loop(repeat) => {
                changed |= block(&mut repeat.head, needed);
                changed |= block(&mut repeat.body, needed);
                changed |= shrink(&mut repeat.params, |param| needed(param.value));
                changed |= shrink(&mut repeat.results, |exit| needed(exit.value));
                true
            }
        };
        changed |= !keep;
        keep
    });
    changed
}

fn shrink<T>(items: &mut Vec<T>, keep: impl Fn(&T) -> bool) -> bool {
    let before = items.len();
    items.retain(keep);
    items.len() != before
}

pub(super) fn has_loop(block: &[Stmt]) -> bool {
    block.iter().any(|stmt| match stmt {
        Stmt::Let(..) => false,
        Stmt::If(choice) => has_loop(&choice.then) || has_loop(&choice.otherwise),
        Stmt::Loop(_) => true,
    })
}
