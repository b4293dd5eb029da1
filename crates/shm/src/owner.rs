//! Who a block belongs to: the process that created it, which takes its name away when it ends.
//!
//! The owner keeps each of its blocks open and locked. The system gives the
//! lock up when the process ends, in whatever way; so a block that carries the
//! mark of an owner, and that can be locked, is one that a killed process left
//! behind. A process id would say less: it is given anew to others, and means
//! something else in another container.

use crate::mapping::lock;
use crate::system::{self, Object};
use crate::{Error, Name};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// The blocks that this process created and that have their names.
static OWNED: Mutex<BTreeMap<Name, Object>> = Mutex::new(BTreeMap::new());

pub(crate) fn own(name: &Name, object: Object) {
    lock(&OWNED).insert(name.clone(), object);
}

/// Takes the name from `object`, unless something else has it by now.
pub(crate) fn unlink(name: &Name, object: &Object) -> Result<(), Error> {
    let mut owned = lock(&OWNED);
    if owned.get(name).is_some_and(|own| own.is(object)) {
        owned.remove(name);
    }
    if system::names(name, object) { system::unlink(name) } else { Ok(()) }
}

/// Takes the names of all blocks that this process owns away: what is to happen when it ends.
pub fn unlink_owned() {
    for (name, object) in std::mem::take(&mut *lock(&OWNED)) {
        if system::names(&name, &object) {
            // Nobody is left to be told.
            let _ = system::unlink(&name);
        }
    }
}

/// Removes the blocks whose names begin with `prefix` and whose owners are gone; gives their names.
pub fn clean(prefix: &str) -> Result<Vec<Name>, Error> {
    let mut cleaned = Vec::new();
    for name in system::all_names()?.into_iter().filter(|name| name.as_str().starts_with(prefix)) {
        // One that cannot be opened is not ours to remove, or gone already.
        let Ok(object) = system::open(&name) else { continue };
        if object.is_stale() && system::names(&name, &object) {
            system::unlink(&name)?;
            cleaned.push(name);
        }
    }
    Ok(cleaned)
}
