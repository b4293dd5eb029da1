//! Addresses with a section's memory behind them.
//!
//! What lies behind a range cannot be replaced in one step here, so that the
//! section stays behind it until nothing looks at it any more: buffers of a
//! closed block read the old data.

use super::Object;
use crate::{Access, Error};
use allcores_memory::RacyMut;
use std::io;
use std::mem::zeroed;
use windows_sys::Win32::System::Memory::{
    FILE_MAP_COPY, FILE_MAP_READ, FILE_MAP_WRITE, MEMORY_BASIC_INFORMATION, MEMORY_MAPPED_VIEW_ADDRESS, MapViewOfFile,
    UnmapViewOfFile, VirtualQuery,
};

pub(crate) struct Pages {
    view: MEMORY_MAPPED_VIEW_ADDRESS,
    len: usize,
}

// SAFETY: it owns a range of addresses, which mean the same to every thread.
unsafe impl Send for Pages {}
// SAFETY: the bytes behind it are reached through `RacyMut` only.
unsafe impl Sync for Pages {}

/// The size of a section, which only a mapping of it tells. A file's may be asked for before it is mapped: it is
/// mapped for reading here.
pub(super) fn section_size(object: &Object) -> Result<usize, Error> {
    let view = map(object, 0, FILE_MAP_READ)?;
    // SAFETY: the view was mapped above and is unmapped here, once; `info` is plain data.
    unsafe {
        let mut info: MEMORY_BASIC_INFORMATION = zeroed();
        VirtualQuery(view.Value, &mut info, size_of::<MEMORY_BASIC_INFORMATION>());
        UnmapViewOfFile(view);
        Ok(info.RegionSize)
    }
}

fn map(object: &Object, len: usize, access: u32) -> Result<MEMORY_MAPPED_VIEW_ADDRESS, Error> {
    // SAFETY: the handle is open during the call; the system chooses the addresses.
    let view = unsafe { MapViewOfFile(object.raw(), access, 0, 0, len) };
    if view.Value.is_null() {
        return Err(Error::system("mapping shared memory", io::Error::last_os_error()));
    }
    Ok(view)
}

impl Pages {
    /// Maps the first `len` bytes of `object`, which has as many.
    pub(crate) fn map(object: &Object, len: usize, access: Access) -> Result<Pages, Error> {
        let access = match access {
            Access::Shared => FILE_MAP_READ | FILE_MAP_WRITE,
            Access::Private => FILE_MAP_COPY,
        };
        Ok(Pages { view: map(object, len, access)?, len })
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    pub(crate) const fn as_ptr(&self) -> *mut u8 {
        self.view.Value.cast()
    }

    /// The first `len` bytes.
    pub(crate) fn bytes(&self, len: usize) -> RacyMut<'_, u8> {
        assert!(len <= self.len);
        // SAFETY: the range is mapped for reading and writing as long as `self` exists.
        unsafe { RacyMut::new(self.as_ptr(), len) }
    }

    /// Leaves the section where it is: see above.
    pub(crate) fn blank(&self) {}
}

impl Drop for Pages {
    fn drop(&mut self) {
        // SAFETY: `map` mapped it, and whoever looks at it holds a claim on this.
        unsafe { UnmapViewOfFile(self.view) };
    }
}
