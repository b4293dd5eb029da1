//! What an array is to allcores: a dtype, and memory that others may be writing.
//!
//! Every core crate takes its input as [`Racy`] and gives its output through
//! [`RacyMut`], because the memory belongs to a language whose other threads
//! can write it at any moment. The dtypes stand here and nowhere else.

mod element;
mod racy;

pub use element::{Dtype, Element, RadixKey, nearest_half};
pub use half::f16;
pub use racy::{Racy, RacyMut};
