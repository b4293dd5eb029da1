//! Plain JavaScript functions over numbers, compiled and run on every core.
//!
//! A function's source is parsed, checked against the subset ([`Refusal`] says
//! where it leaves it) and lowered to a structured SSA form ([`ir`]). Everything
//! behind that form knows no syntax, and everything before it no machine: what
//! runs it, today a block interpreter with SIMD, can be replaced. Nothing done on
//! the way changes a bit of any result: the answer is what the plain loop gives.

#[macro_use]
mod arguments;
pub mod front;
pub mod interpret;
pub mod ir;
mod math;
pub mod passes;
mod program;
mod refusal;
mod run;
mod signature;
pub mod vm;

pub use arguments::{Arguments, Array, ArrayMut};
pub use program::{Explanation, Program, compile};
pub use refusal::{Reason, Refusal};
pub use run::{Kept, Reducer};
pub use signature::{Const, MathMode, Param, Purpose, Signature};
