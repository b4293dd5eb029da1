//! What is done to a function between the front end and what executes it.
//!
//! No pass changes a bit of any result: they use what is exact for every number,
//! NaN, infinities and both zeros among them, and nothing else. [`Analysis`] then
//! says what a backend wants to know and would not change.

mod analysis;
mod branch;
mod cost;
mod cse;
mod dce;
mod fold;
mod licm;
mod merges;
mod narrow;
mod number;
mod uses;

pub use analysis::{Analysis, LoopClass, LoopFacts};
pub use cost::Cost;

use crate::ir::{Function, verify};

/// How often the passes run at most. Each time they find what the last one uncovered; most functions
/// are done after three.
const TURNS: usize = 12;

/// Says the same with less.
pub fn optimise(function: &mut Function) {
    type Pass = fn(&mut Function) -> bool;
    let passes: [(&str, Pass); 7] = [
        ("fold", fold::fold),
        ("merges", merges::unite),
        ("narrow", narrow::narrow),
        ("cse", cse::share),
        ("licm", licm::hoist),
        ("branch", branch::convert),
        ("dce", dce::sweep),
    ];
    for _ in 0..TURNS {
        let mut changed = false;
        for (name, pass) in passes {
            changed |= pass(function);
            debug_assert_eq!(verify(function), Ok(()), "after {name}:\n{function}");
        }
        if !changed {
            break;
        }
    }
    number::renumber(function);
    debug_assert_eq!(verify(function), Ok(()), "after renumber:\n{function}");
}
