//! macOS: the wait on an address that its own C++ library is built on, between processes.

use std::ffi::c_void;
use std::sync::atomic::AtomicU32;
use std::time::Duration;

const COMPARE_AND_WAIT_SHARED: u32 = 3;
const WAKE_ALL: u32 = 0x100;
const NO_ERRNO: u32 = 0x0100_0000;

unsafe extern "C" {
    fn __ulock_wait(operation: u32, address: *mut c_void, value: u64, microseconds: u32) -> i32;
    fn __ulock_wake(operation: u32, address: *mut c_void, value: u64) -> i32;
}

/// Blocks until the word is woken, or is not `expected`, or for so long; or for no reason.
pub fn wait(word: &AtomicU32, expected: u32, time: Duration) {
    // 0 would be for ever.
    let microseconds = time.as_micros().clamp(1, u32::MAX.into()) as u32;
    // SAFETY: the word is valid for the call.
    unsafe { __ulock_wait(COMPARE_AND_WAIT_SHARED | NO_ERRNO, word.as_ptr().cast(), expected.into(), microseconds) };
}

/// Wakes one, or all where more are meant, of those who wait at this address. It is not read.
pub fn wake(address: usize, count: u32) {
    let all = if count > 1 { WAKE_ALL } else { 0 };
    // SAFETY: an address at which nobody waits is refused by the system.
    unsafe { __ulock_wake(COMPARE_AND_WAIT_SHARED | NO_ERRNO | all, address as *mut c_void, 0) };
}
