//! Names that no other test has.

use allcores_shm::Name;
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A name that nothing has.
pub fn fresh() -> Name {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    Name::new(&format!("test-{}-{count}", process::id())).expect("a name of allowed characters")
}
