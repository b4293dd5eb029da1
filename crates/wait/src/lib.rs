//! Waiting for words of shared memory, and what is built of them.
//!
//! # The layer of wait words
//!
//! A *wait word* is a 32-bit word that threads and processes share. Its state
//! is in the word alone; waiting and waking are hints, as with a futex:
//!
//! - [`sleep`](waits::sleep): blocks until the word is no longer `expected`, it
//!   was woken, or the time is up;
//! - [`park`](waits::park): the same without blocking: a closure runs instead;
//! - [`wake`](waits::wake): after the word was changed.
//!
//! Whoever returns looks at the word again. So a wake-up too many does no harm,
//! and what must not happen is one too few: a waiter that gives up after it was
//! woken wakes another, and after the end of a member ([`members`]) all are
//! woken that could wait for it.
//!
//! An algorithm over wait words is a function that does what is possible now
//! and says what else is to be waited for, a [`Step`]. It neither sleeps nor
//! knows who waits, which is what lets one algorithm serve threads that block
//! and promises, and lets a model checker drive it (`tests/loom.rs`).

pub mod atomic;
pub mod barrier;
#[cfg(not(loom))]
pub mod bell;
pub mod condition;
pub mod lock;
pub mod members;
pub mod record;
pub mod semaphore;
#[cfg(not(loom))]
mod system;
#[cfg(not(loom))]
pub mod waits;

pub use atomic::AtomicU32;
#[cfg(not(loom))]
pub use system::this_process;

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It succeeded.
    Done,
    /// It succeeded, and what it took was held by one who died.
    Repaired,
    /// It cannot succeed, because a holder died.
    OwnerDied,
    /// It cannot succeed, because what it waited for was broken.
    Broken,
    /// It is to be tried again when the word is no longer this.
    Wait(u32),
    /// The same, or after a moment: it is the turn of somebody who may have gone.
    WaitBriefly(u32),
}
