//! The array functions: reductions, scans, sorting, selection, histograms.

mod prefix;
mod quantile;
mod select;
mod sort;
mod tally;

pub use quantile::{Method, median, quantile};
pub use sort::{argsort, sort};
