//! Windows: waiting on an address, which the system offers within a process only, so that who sleeps
//! also looks from time to time; a named event as the bell; and handles of processes.

use super::bell_name;
use crate::members::Process;
use std::io;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::ptr::null;
use std::sync::atomic::AtomicU32;
use std::time::Duration;
use windows_sys::Win32::Foundation::{FILETIME, HANDLE, WAIT_OBJECT_0, WAIT_TIMEOUT};
use windows_sys::Win32::System::Threading::{
    CreateEventW, EVENT_MODIFY_STATE, GetProcessTimes, INFINITE, OpenEventW, OpenProcess,
    PROCESS_QUERY_LIMITED_INFORMATION, PROCESS_SYNCHRONIZE, SetEvent, WaitForMultipleObjects, WaitForSingleObject,
    WaitOnAddress, WakeByAddressAll, WakeByAddressSingle,
};

/// How long who sleeps can miss that another process woke the word.
const LOOK: Duration = Duration::from_millis(5);

/// Blocks until the word is woken, or is not `expected`, or for so long; or for no reason.
pub fn wait(word: &AtomicU32, expected: u32, time: Duration) {
    let milliseconds = time.min(LOOK).as_millis().max(1) as u32;
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

fn owned(handle: HANDLE) -> Option<OwnedHandle> {
    // SAFETY: the handle is new, and nobody else's.
    (!handle.is_null()).then(|| unsafe { OwnedHandle::from_raw_handle(handle) })
}

fn open(id: u32) -> Option<OwnedHandle> {
    // SAFETY: the call takes numbers and gives a new handle, or none.
    owned(unsafe { OpenProcess(PROCESS_SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION, 0, id) })
}

fn is_over(process: &OwnedHandle) -> bool {
    // SAFETY: the handle is valid for the call.
    unsafe { WaitForSingleObject(process.as_raw_handle(), 0) == WAIT_OBJECT_0 }
}

fn started_of(process: &OwnedHandle) -> Option<u64> {
    let mut times = [FILETIME { dwLowDateTime: 0, dwHighDateTime: 0 }; 4];
    let [created, exited, kernel, user] = &mut times;
    // SAFETY: the handle and all four places are valid for the call.
    let found = unsafe { GetProcessTimes(process.as_raw_handle(), created, exited, kernel, user) };
    (found != 0).then(|| u64::from(times[0].dwHighDateTime) << 32 | u64::from(times[0].dwLowDateTime))
}

/// When a process started, in units of 100 ns; none if there is no such process.
pub fn started(id: u32) -> Option<u64> {
    open(id).filter(|process| !is_over(process)).and_then(|process| started_of(&process))
}

fn name(process: Process) -> Vec<u16> {
    format!("Local\\{}\0", bell_name(process)).encode_utf16().collect()
}

/// What other processes ring to have this one look at its words.
pub struct Bell(OwnedHandle);

impl Bell {
    /// That of this process.
    pub fn open(process: Process) -> io::Result<Bell> {
        // SAFETY: the name is terminated by a zero and read during the call only.
        let event = unsafe { CreateEventW(null(), 0, 0, name(process).as_ptr()) };
        owned(event).map(Bell).ok_or_else(io::Error::last_os_error)
    }

    /// Rings that of another. One that has none needs no more.
    pub fn ring(process: Process) {
        // SAFETY: the name is terminated by a zero and read during the call only; the handle is valid for its call.
        unsafe {
            if let Some(event) = owned(OpenEventW(EVENT_MODIFY_STATE, 0, name(process).as_ptr())) {
                SetEvent(event.as_raw_handle());
            }
        }
    }

    /// Blocks until it is rung or a watched process ends; which of them have.
    pub fn wait(&self, watches: &[Watch]) -> Vec<usize> {
        /// What the system can wait for at once; beyond that one looks from time to time, ms.
        const MOST: usize = 64;
        const LOOK: u32 = 200;
        let handles: Vec<_> = std::iter::once(&self.0).chain(watches.iter().map(|watch| &watch.0)).collect();
        let raw: Vec<_> = handles.iter().take(MOST).map(|handle| handle.as_raw_handle()).collect();
        let timeout = if handles.len() > MOST { LOOK } else { INFINITE };
        // SAFETY: the handles are valid for the call, and as many as it says.
        let found = unsafe { WaitForMultipleObjects(raw.len() as u32, raw.as_ptr(), 0, timeout) };
        debug_assert!(found < WAIT_OBJECT_0 + MOST as u32 || found == WAIT_TIMEOUT);
        (0..watches.len()).filter(|&index| is_over(&watches[index].0)).collect()
    }
}

/// A process whose end is waited for.
pub struct Watch(OwnedHandle);

impl Watch {
    /// Watches a process; none if it has ended.
    pub fn on(process: Process) -> Option<Watch> {
        let handle = open(process.id)?;
        (started_of(&handle) == Some(process.started) && !is_over(&handle)).then_some(Watch(handle))
    }
}
