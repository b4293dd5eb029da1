//! The intermediate form: structured, in static single assignment, of three types.
//!
//! A function is a block of statements that computes one result for one element.
//! There are no jumps: a statement gives a value, chooses between two blocks, or
//! repeats; `break`, `continue` and early `return` have become conditions. Values
//! merge where blocks do ([`Merge`], [`Param`], [`Exit`]) and nowhere else. No
//! statement has an effect or can fail, so that any of them may run for elements
//! that do not need it; only a loop must not (it might not end). The form says
//! nothing of vectors, blocks or registers: those belong to what executes it.

mod function;
mod op;
mod print;
mod verify;

pub use function::{Block, Exit, Function, If, Loop, Merge, Param, Stmt, Value};
pub use op::{Binary, Compare, Op, Type, Unary};
pub use verify::{Flaw, verify};
