//! Takes the names of this process's blocks away when it ends.
//!
//! Node runs the hooks of its environments when they are torn down, and
//! `process.exit()` tears nothing down. The C library runs its own on every way
//! out that is not a signal: the last line of a program, `process.exit()`, an
//! uncaught error; whichever thread made the blocks.

#[cfg(unix)]
use std::sync::Once;

/// Sees to it. More than once does no harm.
#[cfg(unix)]
pub fn unlink() {
    static ONCE: Once = Once::new();
    // SAFETY: the function is of this library, which stays mapped (see `retain`).
    ONCE.call_once(|| unsafe {
        libc::atexit(unlink_owned);
    });
}

/// Sees to it. More than once does no harm.
#[cfg(not(unix))]
pub const fn unlink() {}

#[cfg(unix)]
extern "C" fn unlink_owned() {
    // A panic must not cross into the C library, and there is nobody to be told.
    let _ = std::panic::catch_unwind(allcores_shm::unlink_owned);
}
