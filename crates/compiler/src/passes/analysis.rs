//! What a backend wants to know of a function: which values are the same for all elements, and what kind each loop is.
//!
//! A value is *uniform* if all elements that compute it in the same rounds of the
//! loops around it get the same number. So a backend that runs many elements in
//! lockstep may hold one number for all of them. What merges by a condition
//! that is not uniform is varying, and so is what a loop leaves behind that
//! elements leave in different rounds: a counter is uniform in such a loop, and
//! varying after it.

use super::cost::Cost;
use super::uses::{each_use, each_use_inside};
use crate::ir::{Block, Compare, Function, Loop, Op, Stmt, Value};
use std::fmt;
use std::ops::Range;

/// Facts about a function; they hold until it changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// The loops in the order in which the form prints them: a loop, those in its head, those in its body.
    /// Whoever walks the statements in their order counts along.
    pub loops: Vec<LoopFacts>,
    /// What the whole function costs.
    pub cost: Cost,
    uniform: Vec<bool>,
    uses: Vec<u32>,
}

/// Facts about a loop.
#[derive(Clone, Debug, PartialEq)]
pub struct LoopFacts {
    /// How elements leave it.
    pub class: LoopClass,
    /// How many loops are around it.
    pub depth: usize,
    /// The varying values from before the loop that its head or body uses, in order of number. With its
    /// params they are what must move along when elements are compacted or sorted. (What only starts a
    /// param is not among them.)
    pub live_in: Vec<Value>,
    /// What one round costs, head and body.
    pub round: Cost,
}

/// How the elements that run in lockstep leave a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoopClass {
    /// All in the same round: `going` is uniform.
    Uniform,
    /// Each by its own bound, which the loop does not change: `going` is `counter ⋚ bound`, where `counter`
    /// is uniform in the loop.
    ///
    /// Whatever the counter does, elements leave in the order of their bounds: with `Lt` and `Le` an
    /// element of a greater bound never leaves before one of a lesser bound, with `Gt` and `Ge` the other
    /// way round, and an element whose bound is NaN leaves at once. So elements sorted by their bound are
    /// going in a prefix.
    Counted {
        /// `Lt`, `Le`, `Gt` or `Ge`, on f64 or i32 as the operands are.
        compare: Compare,
        /// The left operand, defined in the head or a param.
        counter: Value,
        /// The right operand: varying, from before the loop.
        bound: Value,
    },
    /// In any round.
    Divergent,
}

impl fmt::Display for LoopClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LoopClass::Uniform => "uniform",
            LoopClass::Counted { .. } => "counted",
            LoopClass::Divergent => "divergent",
        })
    }
}

impl Analysis {
    /// Examines a function.
    pub fn of(function: &Function) -> Analysis {
        let mut places = Places { at: vec![0; function.values()], next: 0, loops: Vec::new() };
        places.block(&function.body);
        let mut uniform = Uniformity { values: vec![true; function.values()], places: &places, changed: true };
        // From the assumption that everything is, what is not spreads until nothing changes.
        while std::mem::take(&mut uniform.changed) {
            uniform.block(&function.body, &mut 0);
        }
        let uniform = uniform.values;
        let mut uses = vec![0; function.values()];
        each_use(&function.body, &mut |value| uses[value.index()] += 1);
        uses[function.result.index()] += 1;
        let mut facts = Facts { uniform: &uniform, places: &places, loops: Vec::new() };
        facts.block(&function.body, 0);
        Analysis { loops: facts.loops, cost: Cost::of(&function.body), uniform, uses }
    }

    /// Whether the value is the same for all elements that compute it in the same rounds.
    pub fn is_uniform(&self, value: Value) -> bool {
        self.uniform[value.index()]
    }

    /// How often the value is used: as operand, condition, source of a merge, or result.
    pub fn uses(&self, value: Value) -> u32 {
        self.uses[value.index()]
    }
}

/// Where each value is defined, and from where to where each loop defines some.
struct Places {
    at: Vec<u32>,
    next: u32,
    loops: Vec<Range<u32>>,
}

impl Places {
    fn define(&mut self, value: Value) {
        self.at[value.index()] = self.next;
        self.next += 1;
    }

    fn block(&mut self, block: &Block) {
        for stmt in block {
            match stmt {
                Stmt::Let(value, _) => self.define(*value),
                Stmt::If(choice) => {
                    self.block(&choice.then);
                    self.block(&choice.otherwise);
                    choice.results.iter().for_each(|merge| self.define(merge.value));
                }
                Stmt::Loop(repeat) => {
                    let (id, start) = (self.loops.len(), self.next);
                    self.loops.push(start..start);
                    repeat.params.iter().for_each(|param| self.define(param.value));
                    self.block(&repeat.head);
                    self.block(&repeat.body);
                    self.loops[id].end = self.next;
                    repeat.results.iter().for_each(|exit| self.define(exit.value));
                }
            }
        }
    }

    fn inside(&self, id: usize, value: Value) -> bool {
        self.loops[id].contains(&self.at[value.index()])
    }
}

struct Uniformity<'a> {
    values: Vec<bool>,
    places: &'a Places,
    changed: bool,
}

impl Uniformity<'_> {
    fn is(&self, value: Value) -> bool {
        self.values[value.index()]
    }

    fn set(&mut self, value: Value, uniform: bool) {
        self.changed |= std::mem::replace(&mut self.values[value.index()], uniform) != uniform;
    }

    fn block(&mut self, block: &Block, id: &mut usize) {
        for stmt in block {
            match stmt {
                Stmt::Let(value, op) => {
                    let own = matches!(op, Op::Element(_) | Op::Index);
                    self.set(*value, !own && op.inputs().all(|input| self.is(input)));
                }
                Stmt::If(choice) => {
                    self.block(&choice.then, id);
                    self.block(&choice.otherwise, id);
                    for merge in &choice.results {
                        let chosen = self.is(choice.cond) || merge.then == merge.otherwise;
                        self.set(merge.value, chosen && self.is(merge.then) && self.is(merge.otherwise));
                    }
                }
                Stmt::Loop(repeat) => {
                    let own = *id;
                    *id += 1;
                    for param in &repeat.params {
                        self.set(param.value, self.is(param.init) && self.is(param.next));
                    }
                    self.block(&repeat.head, id);
                    self.block(&repeat.body, id);
                    for exit in &repeat.results {
                        let together = self.is(repeat.going) || !self.places.inside(own, exit.last);
                        self.set(exit.value, together && self.is(exit.last));
                    }
                }
            }
        }
    }
}

struct Facts<'a> {
    uniform: &'a [bool],
    places: &'a Places,
    loops: Vec<LoopFacts>,
}

impl Facts<'_> {
    fn block(&mut self, block: &Block, depth: usize) {
        for stmt in block {
            match stmt {
                Stmt::Let(..) => {}
                Stmt::If(choice) => {
                    self.block(&choice.then, depth);
                    self.block(&choice.otherwise, depth);
                }
                Stmt::Loop(repeat) => {
                    let facts = self.of(repeat, depth);
                    self.loops.push(facts);
                    self.block(&repeat.head, depth + 1);
                    self.block(&repeat.body, depth + 1);
                }
            }
        }
    }

    fn of(&self, repeat: &Loop, depth: usize) -> LoopFacts {
        let id = self.loops.len();
        let mut live_in = Vec::new();
        each_use_inside(repeat, &mut |value| {
            if !self.uniform[value.index()] && !self.places.inside(id, value) {
                live_in.push(value);
            }
        });
        live_in.sort_unstable();
        live_in.dedup();
        let mut round = Cost::of(&repeat.head);
        round += Cost::of(&repeat.body);
        LoopFacts { class: self.class(repeat, id), depth, live_in, round }
    }

    fn class(&self, repeat: &Loop, id: usize) -> LoopClass {
        if self.uniform[repeat.going.index()] {
            return LoopClass::Uniform;
        }
        let test = repeat.head.iter().find_map(|stmt| match stmt {
            Stmt::Let(value, Op::Compare(op, a, b) | Op::CompareI32(op, a, b)) if *value == repeat.going => {
                Some((*op, *a, *b))
            }
            _ => None,
        });
        let Some((op, a, b)) = test else { return LoopClass::Divergent };
        let bounds = |value: Value| !self.uniform[value.index()] && !self.places.inside(id, value);
        match (op, op.mirrored()) {
            (Compare::Eq | Compare::Ne, _) => LoopClass::Divergent,
            (compare, _) if self.uniform[a.index()] && bounds(b) => {
                LoopClass::Counted { compare, counter: a, bound: b }
            }
            (_, compare) if self.uniform[b.index()] && bounds(a) => {
                LoopClass::Counted { compare, counter: b, bound: a }
            }
            _ => LoopClass::Divergent,
        }
    }
}
