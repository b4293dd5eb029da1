//! The array functions: reductions, scans, sorting, selection, histograms.
#![allow(
    clippy::needless_range_loop,
    reason = "lanes are an index into several arrays; iterators and closures may stay calls, compiled for the baseline"
)]

mod histogram;
mod lanes;
mod number;
mod prefix;
mod quantile;
mod reduce;
mod scan;
mod select;
mod sort;
mod tally;

pub use histogram::{histogram, linspace_edges};
pub use number::{Number, Wide};
pub use quantile::{Method, median, quantile};
pub use reduce::{argmax, argmin, dot, finite_range, max, mean, min, sum, sum_of, variance};
pub use scan::{Cumulate, cumsum};
pub use sort::{argsort, sort};
