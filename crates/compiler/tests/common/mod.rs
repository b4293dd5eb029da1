//! What the tests share: random functions of the intermediate form, and what to run them on.
#![allow(dead_code, unused_imports, reason = "each test file uses its own part")]

mod generate;
mod inputs;
mod text;

pub use generate::{Limits, functions, generate, with_each_result};
pub use inputs::{Inputs, SPECIAL, inputs};
pub use text::parse;
