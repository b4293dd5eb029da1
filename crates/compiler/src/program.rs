//! From source text to something that runs: parsed, lowered, optimised and coded once, run as often as wanted.

use crate::front;
use crate::ir::{Binary, Block, Function, Op, Stmt, Unary};
use crate::passes::{Analysis, Cost, optimise};
use crate::vm::Code;
use crate::{MathMode, Reason, Refusal, Signature};
use allcores_simd::math::Function as Math;

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
///
/// `knows` says whether a function of the host's `Math` is known to the last bit.
pub fn compile(source: &str, signature: &Signature, knows: impl Fn(Math) -> bool) -> Result<Program, Refusal> {
    let function = front::lower(source, signature)?;
    if signature.math == MathMode::Host {
        let mut unknown = None;
        each_op(&function.body, &mut |op| {
            if let Op::Unary(Unary::Math(math), _) | Op::Binary(Binary::Math(math), ..) = op {
                unknown = unknown.or((!knows(*math)).then_some(*math));
            }
        });
        if let Some(math) = unknown {
            return Err(Refusal {
                reason: Reason::Unsupported,
                construct: format!("Math.{}", math.name()),
                line: 1,
                column: 1,
                remedy: "this engine computes it in a way that is not known; pass { math: 'portable' }".into(),
            });
        }
    }
    Ok(Program::of(function, signature.clone()))
}

impl Program {
    /// A function that is in the intermediate form already.
    pub fn of(mut function: Function, signature: Signature) -> Program {
        optimise(&mut function);
        let analysis = Analysis::of(&function);
        let mut uses_index = false;
        each_op(&function.body, &mut |op| uses_index |= *op == Op::Index);
        Program {
            code: Code::new(&function, &analysis, signature.math),
            cost: analysis.cost,
            loops: analysis.loops.iter().map(|facts| facts.class.to_string()).collect(),
            uses_index,
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
        let facts = self.code.facts();
        Explanation {
            isa: allcores_simd::isa().name(),
            registers: facts.registers,
            block: facts.block,
            instructions: facts.steps,
            cost: self.cost(),
            loops: self.loops.clone(),
        }
    }
}

/// Shows `see` every operation, once.
fn each_op(block: &Block, see: &mut dyn FnMut(&Op)) {
    for stmt in block {
        match stmt {
            Stmt::Let(_, op) => see(op),
            Stmt::If(choice) => {
                each_op(&choice.then, see);
                each_op(&choice.otherwise, see);
            }
            Stmt::Loop(repeat) => {
                each_op(&repeat.head, see);
                each_op(&repeat.body, see);
            }
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
    pub loops: Vec<String>,
}
