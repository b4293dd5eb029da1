//! From source text to something that runs: parsed, lowered, optimised and coded once, run as often as wanted.

use crate::ir::{Block, Function, Op, Stmt};
use crate::passes::{Analysis, Cost, optimise};
use crate::vm::Code;
use crate::{Reason, Refusal, Signature};

/// Cycles of a [`Cost`] in a nanosecond: that of a current CPU at work on vectors.
const CYCLES_PER_NANOSECOND: f64 = 3.0;

/// A compiled function. It never changes: any number of threads may run it.
#[derive(Debug)]
pub struct Program {
    signature: Signature,
    code: Code,
    cost: Cost,
    loops: Vec<String>,
    uses_index: bool,
}

/// Compiles a function for arguments of this kind.
pub fn compile(_source: &str, _signature: &Signature) -> Result<Program, Refusal> {
    Err(Refusal {
        reason: Reason::Unsupported,
        construct: "every function".into(),
        line: 1,
        column: 1,
        remedy: "wait for the front end".into(),
    })
}

impl Program {
    /// A function that is in the intermediate form already.
    pub fn of(mut function: Function, signature: Signature) -> Program {
        optimise(&mut function);
        let analysis = Analysis::of(&function);
        Program {
            code: Code::new(&function, &analysis, signature.math),
            cost: analysis.cost,
            loops: analysis.loops.iter().map(|facts| facts.class.to_string()).collect(),
            uses_index: uses_index(&function.body),
            signature,
        }
    }

    /// What it was compiled for.
    pub const fn signature(&self) -> &Signature {
        &self.signature
    }

    /// Nanoseconds per element on one thread, roughly; `None` where only the data tells.
    pub(crate) fn cost(&self) -> Option<f64> {
        (!self.cost.loops).then_some(self.cost.cycles / CYCLES_PER_NANOSECOND)
    }

    /// What executes it.
    pub(crate) const fn code(&self) -> &Code {
        &self.code
    }

    /// Whether the index of the element matters.
    pub(crate) const fn uses_index(&self) -> bool {
        self.uses_index
    }

    /// What became of the function, for people.
    pub fn explain(&self) -> Explanation {
        Explanation {
            isa: allcores_simd::isa().name(),
            registers: 0,
            block: 0,
            instructions: 0,
            cost: self.cost(),
            loops: self.loops.clone(),
        }
    }
}

fn uses_index(block: &Block) -> bool {
    block.iter().any(|stmt| match stmt {
        Stmt::Let(_, op) => *op == Op::Index,
        Stmt::If(choice) => uses_index(&choice.then) || uses_index(&choice.otherwise),
        Stmt::Loop(repeat) => uses_index(&repeat.head) || uses_index(&repeat.body),
    })
}

/// What became of a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The instruction set.
    pub isa: &'static str,
    /// How many registers of `block` elements it works in.
    pub registers: usize,
    /// How many elements are worked on together.
    pub block: usize,
    /// How many instructions it has.
    pub instructions: usize,
    /// Nanoseconds per element on one thread, roughly; `None` where only the data tells.
    pub cost: Option<f64>,
    /// How each loop runs, in the order of the source.
    pub loops: Vec<String>,
}
