//! Addresses with a block's memory behind them: all `unsafe` of the mapping is here.
//!
//! The range belongs to its `Pages` from `map` to `drop`. What lies behind it
//! may change in between, from the block to zeros, by one call that leaves no
//! instant in which a reader would find nothing.

use super::Object;
use crate::{Access, Error};
use allcores_memory::RacyMut;
use rustix::mm::{MapFlags, ProtFlags, mmap, mmap_anonymous, munmap};
use std::ptr::null_mut;

pub(crate) struct Pages {
    ptr: *mut u8,
    len: usize,
}

// SAFETY: it owns a range of addresses, which mean the same to every thread.
unsafe impl Send for Pages {}
// SAFETY: the bytes behind it are reached through `RacyMut` only.
unsafe impl Sync for Pages {}

const READ_WRITE: ProtFlags = ProtFlags::READ.union(ProtFlags::WRITE);

impl Pages {
    /// Maps the first `len` bytes of `object`, which has as many, and `len` is not 0.
    pub(crate) fn map(object: &Object, len: usize, access: Access) -> Result<Pages, Error> {
        let flags = match access {
            Access::Shared => MapFlags::SHARED,
            Access::Private => MapFlags::PRIVATE | MapFlags::NORESERVE,
        };
        // SAFETY: the system chooses addresses that nothing has.
        let mapped = unsafe { mmap(null_mut(), len, READ_WRITE, flags, object.fd(), 0) };
        let ptr = mapped.map_err(|error| Error::system(format!("mapping {len} bytes"), error))?.cast();
        Ok(Pages { ptr, len })
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    pub(crate) const fn as_ptr(&self) -> *mut u8 {
        self.ptr
    }

    /// The first `len` bytes.
    pub(crate) fn bytes(&self, len: usize) -> RacyMut<'_, u8> {
        assert!(len <= self.len);
        // SAFETY: the range is mapped for reading and writing as long as `self` exists.
        unsafe { RacyMut::new(self.ptr, len) }
    }

    /// Puts zeros in the place of the block. Should the system have no memory for that, the block stays.
    pub(crate) fn blank(&self) {
        let flags = MapFlags::PRIVATE | MapFlags::FIXED | MapFlags::NORESERVE;
        // SAFETY: it replaces pages of our own range, for readers in one step; nobody holds a
        // Rust reference into it.
        let _ = unsafe { mmap_anonymous(self.ptr.cast(), self.len, READ_WRITE, flags) };
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // SAFETY: `map` got the range, and whoever looks at it holds a claim on this.
        let _ = unsafe { munmap(self.ptr.cast(), self.len) };
    }
}
