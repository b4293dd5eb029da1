//! Which values may wait for their use: those used once, in the straight-line code that defines them.

use crate::ir::{Block, Function, If, Stmt, Value};
use crate::passes::{Analysis, Cost};

/// An `If` of no more cycles per element than this runs both of its blocks always.
const CHEAP: f64 = 6.0;

/// Whether both blocks are run, by all elements, as part of the code around.
pub fn is_flat(choice: &If) -> bool {
    let mut cost = Cost::of(&choice.then);
    cost += Cost::of(&choice.otherwise);
    !cost.loops && cost.cycles <= CHEAP
}

/// Where values are defined and used last, by stretch of straight-line code.
pub struct Waits {
    stretch: u32,
    defined: Vec<u32>,
    used: Vec<u32>,
}

impl Waits {
    /// Of a function.
    pub fn of(function: &Function) -> Waits {
        let values = function.values();
        let mut waits = Waits { stretch: 0, defined: vec![0; values], used: vec![0; values] };
        waits.block(&function.body);
        waits.uses(function.result);
        waits
    }

    /// Whether a value may wait.
    pub fn may(&self, value: Value, analysis: &Analysis) -> bool {
        self.defined[value.index()] == self.used[value.index()] && analysis.uses(value) == 1
    }

    fn uses(&mut self, value: Value) {
        self.used[value.index()] = self.stretch;
    }

    fn defines(&mut self, value: Value) {
        self.defined[value.index()] = self.stretch;
    }

    fn block(&mut self, block: &Block) {
        for stmt in block {
            match stmt {
                Stmt::Let(value, op) => {
                    op.inputs().for_each(|input| self.uses(input));
                    self.defines(*value);
                }
                Stmt::If(choice) => {
                    let step = u32::from(!is_flat(choice));
                    self.uses(choice.cond);
                    for (block, of_then) in [(&choice.then, true), (&choice.otherwise, false)] {
                        self.stretch += step;
                        self.block(block);
                        for merge in &choice.results {
                            self.uses(if of_then { merge.then } else { merge.otherwise });
                        }
                    }
                    self.stretch += step;
                    choice.results.iter().for_each(|merge| self.defines(merge.value));
                }
                Stmt::Loop(repeat) => {
                    repeat.params.iter().for_each(|param| self.uses(param.init));
                    self.stretch += 1;
                    repeat.params.iter().for_each(|param| self.defines(param.value));
                    self.block(&repeat.head);
                    self.uses(repeat.going);
                    repeat.results.iter().for_each(|exit| self.uses(exit.last));
                    self.stretch += 1;
                    self.block(&repeat.body);
                    repeat.params.iter().for_each(|param| self.uses(param.next));
                    self.stretch += 1;
                    repeat.results.iter().for_each(|exit| self.defines(exit.value));
                }
            }
        }
    }
}
