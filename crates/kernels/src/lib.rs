//! The array functions: reductions, scans, sorting, selection, histograms.

mod prefix;

mod sort;


pub use sort::{argsort, sort};
