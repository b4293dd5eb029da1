//! The array functions: reductions, scans, sorting, selection, histograms.

mod histogram;
mod lanes;
mod number;
mod reduce;
mod scan;

pub use histogram::{histogram, linspace_edges};
pub use number::{Number, Wide};
pub use reduce::{argmax, argmin, dot, finite_range, max, mean, min, sum, variance};
pub use scan::{Cumulate, cumsum};
