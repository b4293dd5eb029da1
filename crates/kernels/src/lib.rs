//! The array functions: reductions, scans, sorting, selection, histograms.
#![allow(
    clippy::needless_range_loop,
    reason = "lanes are an index into several arrays; iterators and closures may stay calls, compiled for the baseline"
)]

mod histogram;
mod lanes;
mod number;
mod reduce;
mod scan;

pub use histogram::{histogram, linspace_edges};
pub use number::{Number, Wide};
pub use reduce::{argmax, argmin, dot, finite_range, max, mean, min, sum, variance};
pub use scan::{Cumulate, cumsum};
