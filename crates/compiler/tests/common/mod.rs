//! What the tests share: random functions of the intermediate form, and what to run them on.
#![allow(dead_code, unused_imports, reason = "each test file uses its own part")]

mod generate;
mod inputs;

pub use generate::{Limits, functions, generate};
pub use inputs::{Inputs, inputs};
