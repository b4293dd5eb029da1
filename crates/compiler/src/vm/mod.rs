//! The virtual machine: a function is run for a block of elements at a time, with the CPU's vector instructions.
//!
//! Each instruction is decoded once for a block and not once for an element, and
//! blocks are small enough for all that happens in between to stay in the first
//! cache. What makes it fast beyond that is told where it is done: [`tape`]s keep
//! intermediate values in vector registers, uniform values are computed once
//! ([`code`]), and loops run on elements that still need them ([`control`]).

mod allocate;
mod batch;
mod chains;
mod code;
mod control;
mod emit;
mod fuse;
mod horner;
mod lanes;
mod lookup;
mod memory;
mod play;
mod registers;
mod remainder;
mod series;
mod tape;
mod trees;
mod waits;

use crate::ir::{Function, Type};
use crate::passes::Analysis;
use crate::{Arguments, ArrayMut, MathMode};
use allcores_memory::RacyMut;
use allcores_parallel::{Cancel, Cancelled};
use allcores_simd::{Isa, dispatch_on, isa};
use code::{Initial, Node, Program};
use control::Run;
use memory::{Deliver, Fetch, Target};
use play::Scene;
use registers::{Bank, WORD};
use std::ops::Range;

/// Lanes that tiles of every size divide.
const TILES: usize = 192;
/// Elements for which it pays to look where a cache line of the output ends.
const MUCH: usize = 16 * 512;

/// A function, ready to run.
#[derive(Clone, Debug)]
pub struct Code {
    program: Program,
    math: MathMode,
    block: usize,
    /// Whether all elements take the same path, one as well as many.
    straight: bool,
}

/// Where results go.
#[derive(Debug)]
pub enum Sink<'a> {
    /// Element `i` to element `i`, converted as an assignment to an element of that type does.
    Store(ArrayMut<'a>),
    /// As numbers, the first element's first.
    Numbers(&'a mut [f64]),
    /// Their truth, a bit each, the first element's first and lowest.
    Bits(&'a mut [u64]),
}

/// The registers that a run uses, kept for the next one.
#[derive(Debug, Default)]
pub struct Machine {
    banks: Option<[Bank; 2]>,
    spare: Vec<Vec<u16>>,
}

/// What a [`Code`] is made of, for those who look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Elements per block.
    pub block: usize,
    /// Registers with a value per element.
    pub registers: usize,
    /// Registers with a value for all elements.
    pub uniform_registers: usize,
    /// Straight-line pieces of code.
    pub tapes: usize,
    /// Steps in all of them.
    pub steps: usize,
}

impl Code {
    /// Compiles a function.
    pub fn new(function: &Function, analysis: &Analysis, math: MathMode) -> Code {
        let mut program = allocate::allocate(emit::emit(function, analysis));
        fuse::fuse(&mut program.nodes);
        Code { block: block(&program), straight: !divides(&program.nodes), program, math }
    }

    /// Runs the function for the elements in `range`.
    pub fn run(
        &self,
        machine: &mut Machine,
        arguments: &Arguments<'_>,
        range: Range<usize>,
        sink: Sink<'_>,
        cancel: &Cancel,
    ) -> Result<(), Cancelled> {
        self.run_on(isa(), machine, arguments, range, sink, cancel)
    }

    /// As [`Code::run`], with the instructions of `isa`, which must be available.
    pub fn run_on(
        &self,
        isa: Isa,
        machine: &mut Machine,
        arguments: &Arguments<'_>,
        range: Range<usize>,
        sink: Sink<'_>,
        cancel: &Cancel,
    ) -> Result<(), Cancelled> {
        let program = &self.program;
        let (mut target, base) = match sink {
            Sink::Store(array) => (Target::Elements(array), 0),
            Sink::Numbers(numbers) => (Target::Elements(ArrayMut::Float64(RacyMut::of(numbers))), range.start),
            Sink::Bits(bits) => (Target::Bits(bits), range.start),
        };
        let Machine { banks, spare } = machine;
        let [uniform, varying] = match banks {
            Some([uniform, varying])
                if uniform.suffices(program.uniform, WORD) && varying.suffices(program.varying, self.block) =>
            {
                banks.as_mut().expect("just seen")
            }
            _ => banks.insert([Bank::new(program.uniform, WORD), Bank::new(program.varying, self.block)]),
        };
        let mut run = Run {
            scene: Scene { isa, math: self.math, tables: &arguments.tables },
            uniform: uniform.bind(),
            varying: varying.bind(),
            cancel,
            patience: 1,
            lane: 0,
            spare: std::mem::take(spare),
        };
        for &(initial, register) in &program.initials {
            match initial {
                Initial::F64(value) => run.uniform.fill_f64(register, WORD, value),
                Initial::Scalar(k) => run.uniform.fill_f64(register, WORD, arguments.scalars[k as usize]),
                Initial::Length(k) => {
                    run.uniform.fill_f64(register, WORD, arguments.tables[k as usize].len() as f64);
                }
                Initial::I32(value) => run.uniform.fill_i32(register, WORD, value),
                Initial::Mask(value) => {
                    run.uniform.tile::<8>(0).set_mask(register, if value { !0 } else { 0 });
                }
            }
        }
        let (ty, result) = program.result;
        let full = self.block;
        // A store that straddles two cache lines costs two. Where there is much to store, the first block ends
        // where a line of the output does; inputs mostly lie as the output does.
        let skew = match &target {
            Target::Elements(ArrayMut::Float64(out)) if ty == Type::F64 && range.len() > MUCH => {
                (out.as_ptr().addr() / 8 + range.start - base) % 8
            }
            _ => 0,
        };
        let mut start = range.start;
        let mut outcome = Ok(());
        while start < range.end && outcome.is_ok() {
            let left = range.end - start;
            let lanes = match (start == range.start && skew > 0, self.straight) {
                (true, true) => WORD - skew,
                (true, false) => full - skew,
                // Only what is less than a word is copied in and out.
                (false, true) if left >= WORD => full.min(left - left % WORD),
                (false, _) => full.min(left),
            };
            run.varying.use_lanes(if self.straight { lanes } else { full });
            let whole = lanes == run.varying.lanes();
            for &(input, _, register) in &program.inputs {
                let bank = &mut run.varying;
                dispatch_on(isa, Fetch { bank, input, arrays: &arguments.arrays, register, start, lanes });
            }
            let place = start - base;
            let direct = match &target {
                Target::Elements(ArrayMut::Float64(out)) if ty == Type::F64 && whole => {
                    Some(out.slice(place..place + lanes))
                }
                _ => None,
            };
            if ty == Type::F64 {
                run.varying.write_f64(result, direct);
            }
            if !self.straight {
                lanes::first_lanes(&run.varying, program.live, lanes);
            }
            outcome = if cancel.is_cancelled() { Err(Cancelled) } else { run.nodes(&program.nodes, lanes) };
            if outcome.is_ok() && direct.is_none() {
                let (bank, target) = (&run.varying, &mut target);
                dispatch_on(isa, Deliver { bank, ty, register: result, target, place, lanes });
            }
            start += lanes;
        }
        *spare = run.spare;
        outcome
    }

    /// What it is made of.
    pub fn facts(&self) -> Facts {
        let Program { nodes, uniform, varying, .. } = &self.program;
        let mut facts = Facts {
            block: self.block,
            registers: varying.f64 + varying.i32 + varying.mask,
            uniform_registers: uniform.f64 + uniform.i32 + uniform.mask,
            tapes: 0,
            steps: 0,
        };
        count(nodes, &mut facts);
        facts
    }
}

/// How many elements a block has. Of straight-line code as many as leave its registers in the first cache, in whole
/// tiles. A loop that elements leave wants many, so that those that stay fill vectors for long.
fn block(program: &Program) -> usize {
    let bytes = 8 * program.varying.f64 + 4 * program.varying.i32 + 1;
    let (cache, most, unit) = if diverges(&program.nodes) { (128, 1024, WORD) } else { (32, 10 * TILES, TILES) };
    let fit = (cache * 1024 / bytes).min(most);
    if fit >= unit { fit / unit * unit } else { (fit / WORD * WORD).max(WORD) }
}

/// Whether any node has to know which elements are alive.
fn divides(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Tape(..) => false,
        Node::Choose(_, then, otherwise) => divides(then) || divides(otherwise),
        Node::Repeat(repeat) => divides(&repeat.head) || divides(&repeat.body),
        Node::Branch(_) | Node::Diverge(_) => true,
    })
}

fn diverges(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Tape(..) => false,
        Node::Choose(_, then, otherwise) => diverges(then) || diverges(otherwise),
        Node::Branch(branch) => diverges(&branch.then) || diverges(&branch.otherwise),
        Node::Repeat(repeat) => diverges(&repeat.head) || diverges(&repeat.body),
        Node::Diverge(_) => true,
    })
}

fn count(nodes: &[Node], facts: &mut Facts) {
    for node in nodes {
        match node {
            Node::Tape(_, tape) => {
                facts.tapes += 1;
                facts.steps += tape.steps.len();
            }
            Node::Choose(_, then, otherwise) => {
                count(then, facts);
                count(otherwise, facts);
            }
            Node::Branch(branch) => {
                count(&branch.then, facts);
                count(&branch.otherwise, facts);
            }
            Node::Repeat(repeat) => {
                count(&repeat.head, facts);
                count(&repeat.body, facts);
            }
            Node::Diverge(diverge) => {
                count(&diverge.head, facts);
                count(&diverge.body, facts);
            }
        }
    }
}
