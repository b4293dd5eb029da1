//! Why a call failed, as JavaScript will see it: kind of error, stable code, message.

use allcores_parallel::Cancelled;

/// Which built-in error class it becomes.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// `Error`
    Plain,
    /// `TypeError`
    Type,
    /// `RangeError`
    Range,
}

/// A failed call.
#[derive(Debug)]
pub struct Failure {
    /// The class.
    pub kind: Kind,
    /// One of the codes of `src/errors.ts`.
    pub code: &'static str,
    /// The text.
    pub message: String,
}

impl Failure {
    /// A `TypeError`.
    pub fn of_type(code: &'static str, message: impl Into<String>) -> Failure {
        Failure { kind: Kind::Type, code, message: message.into() }
    }

    /// A `RangeError`.
    pub fn of_range(code: &'static str, message: impl Into<String>) -> Failure {
        Failure { kind: Kind::Range, code, message: message.into() }
    }

    /// A plain `Error`: nothing is wrong with the call.
    pub fn plain(code: &'static str, message: impl Into<String>) -> Failure {
        Failure { kind: Kind::Plain, code, message: message.into() }
    }

    /// A defect of allcores itself.
    pub fn internal(message: impl Into<String>) -> Failure {
        let message = format!("{}; this is a defect of allcores, please report it", message.into());
        Failure::plain("INTERNAL", message)
    }

    /// What a panic said.
    pub fn of_panic(panic: &(dyn std::any::Any + Send)) -> Failure {
        let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        Failure::internal(format!("a kernel panicked: {}", said.unwrap_or("no message")))
    }
}

impl From<Cancelled> for Failure {
    fn from(_: Cancelled) -> Failure {
        Failure::plain("ABORTED", "the call was aborted")
    }
}
