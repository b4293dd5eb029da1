//! Which vector instructions this CPU has, and how a kernel is compiled for each of them.
//!
//! A kernel is written once, as an [`Op`] whose `run` is `#[inline(always)]`
//! over small arrays of lanes; [`dispatch`] instantiates it inside a function
//! per instruction set, where the compiler turns the lanes into registers.

mod dispatch;
mod isa;

pub use dispatch::{Op, dispatch, dispatch_on};
pub use isa::{Isa, isa};
