//! Linux: futexes, shared ones, because the same word may be mapped by another process; a datagram
//! socket without a file as the bell; and descriptors of processes, which become readable with their end.

use super::bell_name;
use crate::members::Process;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::sync::OnceLock;
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

/// When a process started, in ticks since the system did; none if there is no such process.
pub fn started(id: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The second field is the program's name, in parentheses, and can hold anything.
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
    // One that has ended and whose parent has not looked yet.
    if matches!(fields.next()?, "Z" | "X") {
        return None;
    }
    fields.nth(18)?.parse().ok()
}

/// What other processes ring to have this one look at its words.
pub struct Bell(UnixDatagram);

impl Bell {
    /// That of this process.
    pub fn open(process: Process) -> io::Result<Bell> {
        let socket = UnixDatagram::bind_addr(&SocketAddr::from_abstract_name(bell_name(process))?)?;
        socket.set_nonblocking(true)?;
        Ok(Bell(socket))
    }

    /// Rings that of another. One that has none, or has been rung and did not look yet, needs no more.
    pub fn ring(process: Process) {
        static SENDER: OnceLock<Option<UnixDatagram>> = OnceLock::new();
        let sender = SENDER.get_or_init(|| {
            let socket = UnixDatagram::unbound().ok()?;
            socket.set_nonblocking(true).ok()?;
            Some(socket)
        });
        if let (Some(sender), Ok(address)) = (sender, SocketAddr::from_abstract_name(bell_name(process))) {
            let _ = sender.send_to_addr(&[1], &address);
        }
    }

    /// Blocks until it is rung or a watched process ends; which of them have.
    pub fn wait(&self, watches: &[Watch]) -> Vec<usize> {
        /// How often one looks where the system does not tell.
        const LOOK: i32 = 200;
        let fds = std::iter::once(self.0.as_raw_fd()).chain(watches.iter().map(Watch::fd));
        let mut polls: Vec<_> = fds.map(|fd| libc::pollfd { fd, events: libc::POLLIN, revents: 0 }).collect();
        let timeout = if watches.iter().any(|watch| watch.fd.is_none()) { LOOK } else { -1 };
        // SAFETY: the list is valid for the call, and has as many entries.
        unsafe { libc::poll(polls.as_mut_ptr(), polls.len() as _, timeout) };
        while self.0.recv(&mut [0]).is_ok() {}
        let ended = watches.iter().zip(&polls[1..]).enumerate();
        ended.filter(|(_, (watch, poll))| poll.revents != 0 || watch.is_over()).map(|(index, _)| index).collect()
    }
}

/// A process whose end is waited for.
pub struct Watch {
    process: Process,
    /// None where the system has no such descriptors, or does not allow them.
    fd: Option<OwnedFd>,
}

impl Watch {
    /// Watches a process; none if it has ended.
    pub fn on(process: Process) -> Option<Watch> {
        // SAFETY: the call takes two numbers and gives a new descriptor, or none.
        let fd = unsafe {
            let fd = libc::syscall(libc::SYS_pidfd_open, process.id, 0) as RawFd;
            (fd >= 0).then(|| OwnedFd::from_raw_fd(fd))
        };
        // Looked at after it was opened: now the number is this process's, or another's for good.
        (started(process.id) == Some(process.started)).then_some(Watch { process, fd })
    }

    fn fd(&self) -> RawFd {
        self.fd.as_ref().map_or(-1, AsRawFd::as_raw_fd)
    }

    fn is_over(&self) -> bool {
        self.fd.is_none() && started(self.process.id) != Some(self.process.started)
    }
}
