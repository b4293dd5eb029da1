//! Reductions: many elements, one answer.
//!
//! Each runs a lane kernel on every chunk of a fixed plan and combines the
//! chunks' answers in order, so that neither the number of threads nor the
//! instruction set shows in the result.

mod accurate;
mod exact;
mod extreme;
mod moments;
mod sum;

pub use extreme::{argmax, argmin, finite_range, max, min};
pub use moments::{mean, variance};
pub use sum::{dot, sum, sum_of};
