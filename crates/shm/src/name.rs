//! Names that every system takes: no directory can be reached by one, and macOS's limit holds everywhere.

use crate::Error;
use std::fmt;

/// The name of a block: 1 to 30 of `A-Z a-z 0-9 . _ -`, and not only dots.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    /// The longest name, in bytes: macOS allows 31, of which the slash is one.
    pub const LONGEST: usize = 30;

    /// Checks a name.
    pub fn new(name: &str) -> Result<Name, Error> {
        let refuse = |reason: String| Err(Error::Name { name: name.into(), reason });
        if name.is_empty() {
            return refuse("is empty".into());
        }
        if let Some(wrong) = name.chars().find(|c| !c.is_ascii_alphanumeric() && !"._-".contains(*c)) {
            return refuse(format!("has {wrong:?} in it"));
        }
        if name.len() > Name::LONGEST {
            return refuse(format!("has {} bytes", name.len()));
        }
        if name.bytes().all(|byte| byte == b'.') {
            return refuse("is made of dots only".into());
        }
        Ok(Name(name.into()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
