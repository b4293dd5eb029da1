//! What is done to a function between the front end and what executes it.
//!
//! No pass changes a bit of any result: they use what is exact for every number,
//! NaN, infinities and both zeros among them, and nothing else. [`Analysis`] then
//! says what a backend wants to know and would not change.

mod analysis;
mod cost;

pub use analysis::{Analysis, LoopClass, LoopFacts};
pub use cost::Cost;
