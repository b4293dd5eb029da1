//! Why a function was not compiled: what stands where, and what to do about it.
//!
//! A refusal is no failure: the caller runs the function as JavaScript instead, or tells
//! the user. So it is precise: one construct, its place in the source, one remedy.

use std::fmt;

/// The kind of a refusal, for those who act on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The source does not parse, or is none (native and bound functions).
    Syntax,
    /// A variable of the surroundings, which the source alone does not bring along.
    Captured(String),
    /// Valid JavaScript outside of the subset.
    Unsupported,
    /// The source, or what it would become, is too large.
    TooLarge,
}

/// A function outside of the subset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of refusal it is.
    pub reason: Reason,
    /// The construct, as a user would call it: "an array literal", "the variable rate".
    pub construct: String,
    /// Line in the source of the function, from 1.
    pub line: u32,
    /// Column in that line, from 1, in UTF-16 units as editors count.
    pub column: u32,
    /// What to do instead.
    pub remedy: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at line {}, column {}: {}", self.construct, self.line, self.column, self.remedy)
    }
}

impl std::error::Error for Refusal {}
