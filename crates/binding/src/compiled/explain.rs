//! What became of a function, as data: the wrapper makes text of it.

use super::Compiled;
use super::reducer::Reducer;
use allcores_compiler::{MathMode, Program};
use napi_derive::napi;

/// How a function runs.
#[napi(object)]
pub struct Explanation {
    /// The instruction set.
    pub isa: String,
    /// Which `Math` it sees: `host` or `portable`.
    pub math: String,
    /// How many registers of `block` elements it works in.
    pub registers: u32,
    /// How many elements are worked on together.
    pub block: u32,
    /// How many instructions it has.
    pub instructions: u32,
    /// Nanoseconds per element on one thread, roughly; undefined where only the data tells.
    pub cost: Option<f64>,
    /// How each loop runs, in the order of the source.
    pub loops: Vec<String>,
}

fn of(program: &Program) -> Explanation {
    let explanation = program.explain();
    Explanation {
        isa: explanation.isa.into(),
        math: match program.signature().math {
            MathMode::Host => "host",
            MathMode::Portable => "portable",
        }
        .into(),
        registers: explanation.registers as u32,
        block: explanation.block as u32,
        instructions: explanation.instructions as u32,
        cost: explanation.cost,
        loops: explanation.loops,
    }
}

#[napi]
impl Compiled {
    /// How the function runs.
    #[napi]
    pub fn explain(&self) -> Explanation {
        of(&self.0)
    }
}

#[napi]
impl Reducer {
    /// How the function runs; null for a named one.
    #[napi]
    pub fn explain(&self) -> Option<Explanation> {
        self.program().map(of)
    }
}
