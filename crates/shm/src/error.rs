//! Why memory could not be had, in words for the person who asked.

use crate::Name;
use std::fmt;
use std::io;

/// Why memory could not be had.
#[derive(Debug)]
pub enum Error {
    /// A name that no block can have.
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The name is taken.
    Exists {
        /// The name.
        name: Name,
        /// Whether a process that is gone left the block behind.
        stale: bool,
    },
    /// Nothing has the name.
    Missing {
        /// The name.
        name: Name,
    },
    /// The system has no room for it.
    Space {
        /// Bytes wanted.
        size: usize,
        /// Bytes that were free.
        free: Option<u64>,
    },
    /// There is something, and to use it would not be safe.
    Unusable {
        /// What.
        what: String,
        /// Why not.
        reason: String,
    },
    /// Anything else that the system refused.
    System {
        /// What was tried.
        doing: String,
        /// What the system said.
        error: io::Error,
    },
}

impl Error {
    pub(crate) fn unusable(what: impl fmt::Display, reason: impl Into<String>) -> Error {
        Error::Unusable { what: what.to_string(), reason: reason.into() }
    }

    pub(crate) fn system(doing: impl Into<String>, error: impl Into<io::Error>) -> Error {
        Error::System { doing: doing.into(), error: error.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Name { name, reason } => write!(
                f,
                "name {name:?} {reason}; a name is 1 to {} characters of A-Z a-z 0-9 . _ - and not only dots",
                Name::LONGEST
            ),
            Error::Exists { name, stale: false } => {
                write!(f, "there is shared memory '{name}' already; attach to it, or take another name")
            }
            Error::Exists { name, stale: true } => write!(
                f,
                "there is shared memory '{name}' already, left behind by a process that is gone; \
                 SharedMemory.clean('{name}') removes it"
            ),
            Error::Missing { name } => {
                write!(
                    f,
                    "there is no shared memory '{name}'; its creator has unlinked it, has ended, or is yet to start"
                )
            }
            Error::Space { size, free } => {
                write!(f, "no room for {size} bytes of shared memory (ENOSPC)")?;
                if let Some(free) = free {
                    write!(f, ": {free} are free")?;
                }
                write!(f, "; in a Docker container /dev/shm has 64 MiB unless it is run with --shm-size")
            }
            Error::Unusable { what, reason } => write!(f, "{what} cannot be used: {reason}"),
            Error::System { doing, error } => write!(f, "{doing}: {error}"),
        }
    }
}

impl std::error::Error for Error {}
