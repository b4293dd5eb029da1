//! Memory with a name, which other processes and other languages open too.
//!
//! A [`Block`] is what Python calls a `SharedMemory`: plain bytes from offset 0
//! on, under a name of the system's. Three things make it fit for a language
//! that collects garbage. A process maps a block once, however many handles it
//! opens. A handle that is closed leaves its addresses in place, with zeros
//! behind them, for as long as a [`Lease`] is out: whoever still looks reads
//! nothing, and never crashes. And a block knows whether its creator lives, by
//! a lock that the system gives up with the process, so that what a killed
//! process left behind is told from what is in use.

mod block;
mod error;
mod mapping;
mod name;
mod owner;
#[cfg(unix)]
mod posix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use posix as system;
#[cfg(windows)]
use windows as system;

pub use block::Block;
pub use error::Error;
pub use mapping::Lease;
pub use name::Name;
pub use owner::{clean, unlink_owned};

/// What is done to the memory of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// What is written goes to the file, and all that map it see it.
    Shared,
    /// What is written stays in this mapping: the file is only read.
    Private,
}
