//! Windows: waiting on an address, which the system offers within a process only. Waiters of
//! other processes are woken by the bell of theirs.

use std::sync::atomic::AtomicU32;
use std::time::Duration;
use windows_sys::Win32::System::Threading::{WaitOnAddress, WakeByAddressAll, WakeByAddressSingle};

/// Blocks until the word is woken, or is not `expected`, or for so long; or for no reason.
pub fn wait(word: &AtomicU32, expected: u32, time: Duration) {
    let milliseconds = time.as_millis().clamp(1, 1 << 30) as u32;
    // SAFETY: the word and what it is compared with are valid for the call.
    unsafe { WaitOnAddress(word.as_ptr().cast(), (&raw const expected).cast(), 4, milliseconds) };
}

/// Wakes one, or all where more are meant, of those who wait at this address. It is not read.
pub fn wake(address: usize, count: u32) {
    // SAFETY: the address is only compared with those that are waited for.
    unsafe {
        if count == 1 {
            WakeByAddressSingle(address as *const _);
        } else {
            WakeByAddressAll(address as *const _);
        }
    }
}
