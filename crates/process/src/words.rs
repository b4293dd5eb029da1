//! A few words of memory that two processes have in common, with no name that could be left behind: on Unix the child
//! inherits an open file that has none, on Windows a section goes with its last handle.
//!
//! Only the address leaves this file. Both sides use it with atomic operations alone.

#[cfg(unix)]
use std::io::{Error, Result};
use std::ptr::NonNull;

/// The size of the block, in bytes: a page, which is the least that can be had.
pub const SIZE: usize = 4096;

/// The block, as mapped into this process until it is dropped.
pub struct Words {
    address: NonNull<u8>,
    /// Open for as long, because the name of a section goes with its last handle.
    #[cfg(windows)]
    section: windows_sys::Win32::Foundation::HANDLE,
}

// SAFETY: it is an address that `drop` alone uses, which may be called on any thread.
unsafe impl Send for Words {}

impl Words {
    /// Where the block is: `SIZE` bytes, aligned to a page, for as long as this lives.
    pub fn address(&self) -> *mut u8 {
        self.address.as_ptr()
    }
}

#[cfg(unix)]
impl Words {
    /// A new block of zeros, and the file behind it, which a child can inherit. The caller closes it once the child is
    /// spawned: the block does not need it.
    pub fn create() -> Result<(Words, i32)> {
        use std::os::fd::{AsRawFd, IntoRawFd};
        let file = nameless()?;
        file.set_len(SIZE as u64)?;
        let words = Words { address: map(file.as_raw_fd())? };
        Ok((words, file.into_raw_fd()))
    }

    /// The block behind a file that was inherited; an error if that is none.
    pub fn open(fd: i32) -> Result<Words> {
        // To touch memory that a file has no bytes for would end the process.
        if size(fd)? < SIZE as u64 {
            return Err(std::io::ErrorKind::InvalidInput.into());
        }
        Ok(Words { address: map(fd)? })
    }
}

#[cfg(unix)]
fn map(fd: i32) -> Result<NonNull<u8>> {
    let access = libc::PROT_READ | libc::PROT_WRITE;
    // SAFETY: the kernel chooses the place, so that nothing that is mapped is replaced; what is no file is an error.
    let address = unsafe { libc::mmap(std::ptr::null_mut(), SIZE, access, libc::MAP_SHARED, fd, 0) };
    if address == libc::MAP_FAILED {
        return Err(Error::last_os_error());
    }
    NonNull::new(address.cast()).ok_or_else(Error::last_os_error)
}

#[cfg(unix)]
fn size(fd: i32) -> Result<u64> {
    let mut stat = std::mem::MaybeUninit::<libc::stat>::zeroed();
    // SAFETY: what is written is of this type; what is no file is an error. Zeros are values of all its fields.
    let (status, stat) = unsafe { (libc::fstat(fd, stat.as_mut_ptr()), stat.assume_init()) };
    if status == 0 { Ok(u64::try_from(stat.st_size).unwrap_or(0)) } else { Err(Error::last_os_error()) }
}

#[cfg(unix)]
impl Drop for Words {
    fn drop(&mut self) {
        // SAFETY: `map` mapped these bytes, and whoever has the address has given it up with `self`.
        unsafe { libc::munmap(self.address.as_ptr().cast(), SIZE) };
    }
}

#[cfg(target_os = "linux")]
fn nameless() -> Result<std::fs::File> {
    use std::os::fd::FromRawFd;
    // SAFETY: the name is a string with an end.
    let fd = unsafe { libc::memfd_create(c"allcores".as_ptr(), libc::MFD_CLOEXEC) };
    // SAFETY: the file is new, so nobody else closes it.
    if fd < 0 { Err(Error::last_os_error()) } else { Ok(unsafe { std::fs::File::from_raw_fd(fd) }) }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn nameless() -> Result<std::fs::File> {
    use std::os::fd::FromRawFd;
    use std::sync::atomic::{AtomicU32, Ordering};
    static MADE: AtomicU32 = AtomicU32::new(0);
    let made = MADE.fetch_add(1, Ordering::Relaxed);
    let name = std::ffi::CString::new(format!("/allcores-{}-{made}", std::process::id()))?;
    let flags = libc::O_CREAT | libc::O_EXCL | libc::O_RDWR;
    // SAFETY: the name is a string with an end. It is taken away at once; the file stays.
    let fd = unsafe {
        let fd = libc::shm_open(name.as_ptr(), flags, 0o600 as libc::c_uint);
        libc::shm_unlink(name.as_ptr());
        fd
    };
    // SAFETY: the file is new, so nobody else closes it.
    if fd < 0 { Err(Error::last_os_error()) } else { Ok(unsafe { std::fs::File::from_raw_fd(fd) }) }
}

#[cfg(windows)]
mod section {
    use super::{NonNull, SIZE, Words};
    use std::io::{Error, Result};
    use std::sync::atomic::{AtomicI32, Ordering};
    use windows_sys::Win32::Foundation::{CloseHandle, HANDLE, INVALID_HANDLE_VALUE};
    use windows_sys::Win32::System::Memory::{
        CreateFileMappingW, FILE_MAP_ALL_ACCESS, MEMORY_MAPPED_VIEW_ADDRESS, MapViewOfFile, OpenFileMappingW,
        PAGE_READWRITE, UnmapViewOfFile,
    };

    fn name(parent: u32, block: i32) -> Vec<u16> {
        format!("Local\\allcores-{parent}-{block}\0").encode_utf16().collect()
    }

    fn mapped(section: HANDLE) -> Result<Words> {
        if section.is_null() {
            return Err(Error::last_os_error());
        }
        // SAFETY: the section is open, and the system chooses the place.
        let view = unsafe { MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, SIZE) };
        match NonNull::new(view.Value.cast()) {
            Some(address) => Ok(Words { address, section }),
            None => {
                let error = Error::last_os_error();
                // SAFETY: it is open, and nobody else has it.
                unsafe { CloseHandle(section) };
                Err(error)
            }
        }
    }

    impl Words {
        /// A new block of zeros, and its number among those of this process.
        pub fn create() -> Result<(Words, i32)> {
            static MADE: AtomicI32 = AtomicI32::new(0);
            let block = MADE.fetch_add(1, Ordering::Relaxed);
            let name = name(std::process::id(), block);
            // SAFETY: the name is a string with an end; without attributes the default applies.
            let section = unsafe {
                CreateFileMappingW(
                    INVALID_HANDLE_VALUE,
                    std::ptr::null(),
                    PAGE_READWRITE,
                    0,
                    SIZE as u32,
                    name.as_ptr(),
                )
            };
            Ok((mapped(section)?, block))
        }

        /// The block of this number of the process `parent`.
        pub fn open(parent: u32, block: i32) -> Result<Words> {
            let name = name(parent, block);
            // SAFETY: the name is a string with an end.
            mapped(unsafe { OpenFileMappingW(FILE_MAP_ALL_ACCESS, 0, name.as_ptr()) })
        }
    }

    impl Drop for Words {
        fn drop(&mut self) {
            // SAFETY: `mapped` mapped it, and whoever has the address has given it up with `self`.
            unsafe {
                UnmapViewOfFile(MEMORY_MAPPED_VIEW_ADDRESS { Value: self.address.as_ptr().cast() });
                CloseHandle(self.section);
            }
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::File;
    use std::os::fd::AsRawFd;

    #[test]
    fn what_one_writes_the_other_reads() {
        let (words, fd) = Words::create().unwrap();
        let same = Words::open(fd).unwrap();
        // SAFETY: both blocks are mapped, and nobody else has them.
        let read = unsafe {
            words.address().add(SIZE - 1).write_volatile(7);
            libc::close(fd);
            same.address().add(SIZE - 1).read_volatile()
        };
        assert_eq!(read, 7);
    }

    #[test]
    fn a_file_with_too_few_bytes_is_refused() {
        let path = std::env::temp_dir().join(format!("allcores-words-{}", std::process::id()));
        let file = File::options().read(true).write(true).create_new(true).open(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        file.set_len(SIZE as u64 - 1).unwrap();
        assert!(Words::open(file.as_raw_fd()).is_err());
        assert!(Words::open(-1).is_err());
    }
}
