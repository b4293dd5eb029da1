//! How work is spread over cores: a fixed plan, threads that can be joined, and a way to stop.
//!
//! The plan ([`Plan`]) depends on the length of the input alone, and results
//! come back in plan order, so that an answer has the same bits on one thread
//! as on 128. [`Context::run`] is the only parallel primitive that kernels use.

mod context;
mod fork;
mod plan;
mod threads;

pub use context::{Cancel, Cancelled, Context};
pub use plan::Plan;
pub use threads::Threads;
