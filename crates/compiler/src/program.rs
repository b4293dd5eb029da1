//! From source text to something that runs: parsed, lowered, optimised and coded once, run as often as wanted.

use crate::{Reason, Refusal, Signature};
use crate::{ir, vm};

/// A compiled function. It never changes: any number of threads may run it.
#[derive(Debug)]
pub struct Program {
    signature: Signature,
    code: vm::Code,
    cost: Option<f64>,
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
    /// A function that is already in the intermediate form.
    pub fn of(_function: ir::Function, signature: Signature) -> Program {
        Program { signature, code: vm::Code, cost: None }
    }

    /// Whether the index of the element matters.
    pub(crate) fn uses_index(&self) -> bool {
        false
    }

    /// What it was compiled for.
    pub const fn signature(&self) -> &Signature {
        &self.signature
    }

    /// Nanoseconds per element on one thread, roughly; `None` where only the data tells.
    pub(crate) const fn cost(&self) -> Option<f64> {
        self.cost
    }

    /// What executes it.
    pub(crate) const fn code(&self) -> &vm::Code {
        &self.code
    }

    /// What became of the function, for people.
    pub fn explain(&self) -> Explanation {
        Explanation {
            isa: allcores_simd::isa().name(),
            registers: 0,
            block: 0,
            instructions: 0,
            cost: self.cost,
            loops: Vec::new(),
        }
    }
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
    pub loops: Vec<&'static str>,
}
