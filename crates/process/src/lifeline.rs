//! Ending with the parent. A worker that is stuck in a loop handles no event, and a parent that was killed sends none: so
//! a thread of its own waits, in the kernel, for the parent's end. On Unix for the end of a pipe whose other end only the
//! parent has, because that holds for a parent that is a thread among many, survives no `exec`, and needs no id that could
//! be in use again; on Windows for the parent's process itself.

/// Ends this process as soon as the other end of the pipe `fd` is closed; `fd` has to block, and to stay open.
#[cfg(unix)]
pub fn end_with(fd: i32) -> std::io::Result<()> {
    watch(move || {
        let mut byte = 0u8;
        loop {
            // SAFETY: one byte of this frame is written at most. A number that is no open file is an error.
            let read = unsafe { libc::read(fd, (&raw mut byte).cast(), 1) };
            if read == 0 {
                // SAFETY: takes no pointer. No handler of `exit` runs: the threads that they would tidy up for still do.
                unsafe { libc::_exit(1) };
            }
            if read < 0 && std::io::Error::last_os_error().kind() != std::io::ErrorKind::Interrupted {
                return;
            }
        }
    })
}

/// Ends this process as soon as the process `parent` ends.
#[cfg(windows)]
pub fn end_with(parent: i32) -> std::io::Result<()> {
    use windows_sys::Win32::System::Threading::{
        GetCurrentProcess, INFINITE, OpenProcess, PROCESS_SYNCHRONIZE, TerminateProcess, WaitForSingleObject,
    };
    watch(move || {
        // SAFETY: plain calls; a null handle, for a parent that is gone already, ends the wait at once.
        unsafe {
            let process = OpenProcess(PROCESS_SYNCHRONIZE, 0, parent as u32);
            WaitForSingleObject(process, INFINITE);
            TerminateProcess(GetCurrentProcess(), 1);
        }
    })
}

/// The thread has next to no stack: there is one in every worker.
fn watch(wait: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    std::thread::Builder::new().name("allcores-lifeline".into()).stack_size(64 << 10).spawn(wait).map(drop)
}
