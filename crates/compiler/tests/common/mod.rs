//! What the tests share: random functions of the intermediate form, and what to run them on.
#![allow(dead_code, unused_imports, reason = "each test file uses its own part")]

mod agreement;
mod generate;
mod inputs;
mod source;
mod text;

pub use agreement::disagreement;
pub use generate::{Limits, functions, generate, with_each_result};
pub use inputs::{Inputs, SPECIAL, inputs};
pub use source::source;
pub use text::parse;
