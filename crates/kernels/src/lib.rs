//! The array functions: reductions, scans, sorting, selection, histograms.

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
pub use reduce::{argmax, argmin, dot, finite_range, max, mean, min, sum, variance};
pub use scan::{Cumulate, cumsum};
pub use sort::{argsort, sort};
