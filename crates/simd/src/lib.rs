//! Which vector instructions this CPU has, and how a kernel is compiled for each of them.
//!
//! A kernel is written once, as an [`Op`] whose `run` is `#[inline(always)]`
//! over small arrays of lanes, or over the vectors of [`Vectors`]; [`dispatch`]
//! instantiates it inside a function per instruction set, where the lanes become registers.

mod dispatch;
mod isa;
pub mod math;
mod vectors;

pub use dispatch::{Op, dispatch, dispatch_on};
pub use isa::{Isa, forced, isa};
pub use vectors::{F64x8, I32x8, I64x8, Mask8, Vectors};
