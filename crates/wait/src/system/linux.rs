//! Linux: futexes, shared ones, because the same word may be mapped by another process.

use std::sync::atomic::AtomicU32;
use std::time::Duration;

/// Blocks until the word is woken, or is not `expected`, or for so long; or for no reason.
pub fn wait(word: &AtomicU32, expected: u32, time: Duration) {
    let time = libc::timespec { tv_sec: time.as_secs() as _, tv_nsec: time.subsec_nanos() as _ };
    // SAFETY: the word is valid for the call, and the time is read during it only.
    unsafe { libc::syscall(libc::SYS_futex, word.as_ptr(), libc::FUTEX_WAIT, expected, &raw const time) };
}

/// Wakes up to `count` of those who wait at this address. It is not read.
pub fn wake(address: usize, count: u32) {
    let count = count.min(i32::MAX as u32);
    // SAFETY: an address that is not mapped is refused by the system.
    unsafe { libc::syscall(libc::SYS_futex, address, libc::FUTEX_WAKE, count) };
}
