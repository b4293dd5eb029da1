//! macOS: the wait on an address that its own C++ library is built on, between processes; a datagram
//! socket in the user's temporary folder as the bell; and a queue that tells the end of processes.

use super::bell_name;
use crate::members::Process;
use std::ffi::c_void;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::net::UnixDatagram;
use std::path::PathBuf;
use std::ptr::{null, null_mut};
use std::sync::OnceLock;
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

/// When a process started, in microseconds; none if there is no such process.
pub fn started(id: u32) -> Option<u64> {
    let mut info = std::mem::MaybeUninit::<libc::proc_bsdinfo>::zeroed();
    let size = size_of::<libc::proc_bsdinfo>() as i32;
    // SAFETY: what is written is of this size and made of integers, for which zeros are values.
    let info = unsafe {
        let written = libc::proc_pidinfo(id as i32, libc::PROC_PIDTBSDINFO, 0, info.as_mut_ptr().cast(), size);
        (written == size).then(|| info.assume_init())?
    };
    Some(info.pbi_start_tvsec * 1_000_000 + info.pbi_start_tvusec)
}

fn path(process: Process) -> PathBuf {
    std::env::temp_dir().join(bell_name(process))
}

/// What other processes ring to have this one look at its words.
pub struct Bell {
    socket: UnixDatagram,
    queue: OwnedFd,
}

impl Bell {
    /// That of this process.
    pub fn open(process: Process) -> io::Result<Bell> {
        let socket = UnixDatagram::bind(path(process))?;
        socket.set_nonblocking(true)?;
        // SAFETY: the call gives a new descriptor, or an error.
        let queue = unsafe {
            let queue = libc::kqueue();
            if queue < 0 {
                return Err(io::Error::last_os_error());
            }
            OwnedFd::from_raw_fd(queue)
        };
        Ok(Bell { socket, queue })
    }

    /// Rings that of another. One that has none, or has been rung and did not look yet, needs no more.
    pub fn ring(process: Process) {
        static SENDER: OnceLock<Option<UnixDatagram>> = OnceLock::new();
        let sender = SENDER.get_or_init(|| {
            let socket = UnixDatagram::unbound().ok()?;
            socket.set_nonblocking(true).ok()?;
            Some(socket)
        });
        if let Some(sender) = sender {
            let _ = sender.send_to(&[1], path(process));
        }
    }

    /// Blocks until it is rung or a watched process ends; which of them have.
    pub fn wait(&self, watches: &[Watch]) -> Vec<usize> {
        let event = |ident, filter, flags| libc::kevent {
            ident,
            filter,
            flags: libc::EV_ADD | libc::EV_ONESHOT,
            fflags: flags,
            data: 0,
            udata: null_mut(),
        };
        let bell = event(self.socket.as_raw_fd() as usize, libc::EVFILT_READ, 0);
        let ends = watches.iter().map(|watch| event(watch.0.id as usize, libc::EVFILT_PROC, libc::NOTE_EXIT));
        let changes: Vec<_> = std::iter::once(bell).chain(ends).collect();
        let mut found = changes.clone();
        // SAFETY: both lists are valid for the call, and have as many entries. One for a process
        // that is gone comes back as an error.
        let count = unsafe {
            let (len, queue) = (changes.len() as i32, self.queue.as_raw_fd());
            libc::kevent(queue, changes.as_ptr(), len, found.as_mut_ptr(), len, null())
        };
        while self.socket.recv(&mut [0]).is_ok() {}
        let found = &found[..usize::try_from(count).unwrap_or(0)];
        let ended = |watch: &Watch| {
            found.iter().any(|event| event.filter == libc::EVFILT_PROC && event.ident == watch.0.id as usize)
                || started(watch.0.id) != Some(watch.0.started)
        };
        (0..watches.len()).filter(|&index| ended(&watches[index])).collect()
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(path(super::this_process()));
    }
}

/// A process whose end is waited for.
pub struct Watch(Process);

impl Watch {
    /// Watches a process; none if it has ended.
    pub fn on(process: Process) -> Option<Watch> {
        (started(process.id) == Some(process.started)).then_some(Watch(process))
    }
}
