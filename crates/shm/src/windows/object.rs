//! A section as the system knows it.
//!
//! There is nothing to take away and nothing to clean up: the name of a section
//! goes with the last handle, in whatever way its process ends. The owner's
//! handle keeps it from going earlier.

use super::pages::section_size;
use crate::{Access, Error, Name};
use std::fs::File;
use std::io;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::ptr::{null, null_mut};
use windows_sys::Win32::Foundation::{
    ERROR_ALREADY_EXISTS, ERROR_COMMITMENT_LIMIT, ERROR_FILE_NOT_FOUND, ERROR_NOT_ENOUGH_MEMORY, GetLastError, HANDLE,
    INVALID_HANDLE_VALUE,
};
use windows_sys::Win32::System::Memory::{
    CreateFileMappingW, FILE_MAP_ALL_ACCESS, OpenFileMappingW, PAGE_READWRITE, PAGE_WRITECOPY,
};

/// Sections have no number.
pub(crate) type Identity = (u64, u64);

pub(crate) struct Object {
    handle: OwnedHandle,
}

/// Makes a section of zeros.
pub(crate) fn create(name: &Name, size: usize) -> Result<Object, Error> {
    let (high, low) = ((size as u64 >> 32) as u32, size as u32);
    // SAFETY: the name is terminated by a zero and read during the call only; what comes back
    // is a handle of ours or null.
    let (handle, error) = unsafe {
        let handle = CreateFileMappingW(INVALID_HANDLE_VALUE, null(), PAGE_READWRITE, high, low, wide(name).as_ptr());
        (owned(handle), GetLastError())
    };
    match (handle, error) {
        (Some(_), ERROR_ALREADY_EXISTS) => Err(Error::Exists { name: name.clone(), stale: false }),
        (Some(handle), _) => Ok(Object { handle }),
        (None, ERROR_COMMITMENT_LIMIT | ERROR_NOT_ENOUGH_MEMORY) => Err(Error::Space { size, free: None }),
        (None, error) => Err(system(format!("creating shared memory '{name}'"), error)),
    }
}

/// Opens a section.
pub(crate) fn open(name: &Name) -> Result<Object, Error> {
    // SAFETY: as in `create`.
    let (handle, error) = unsafe {
        let handle = OpenFileMappingW(FILE_MAP_ALL_ACCESS, 0, wide(name).as_ptr());
        (owned(handle), GetLastError())
    };
    match (handle, error) {
        (Some(handle), _) => Ok(Object { handle }),
        (None, ERROR_FILE_NOT_FOUND) => Err(Error::Missing { name: name.clone() }),
        (None, error) => Err(system(format!("opening shared memory '{name}'"), error)),
    }
}

/// Does nothing: the name goes with the last handle.
pub(crate) fn unlink(_: &Name) -> Result<(), Error> {
    Ok(())
}

/// Whether the name stands for this object: nothing has to be known here.
pub(crate) fn names(_: &Name, _: &Object) -> bool {
    false
}

/// The names of all blocks, where the system tells: here it does not.
pub(crate) fn all_names() -> Result<Vec<Name>, Error> {
    Ok(Vec::new())
}

fn wide(name: &Name) -> Vec<u16> {
    name.as_str().encode_utf16().chain([0]).collect()
}

fn system(doing: String, error: u32) -> Error {
    Error::system(doing, io::Error::from_raw_os_error(error as i32))
}

/// # Safety
/// `handle` is null, or one that nobody else closes.
unsafe fn owned(handle: HANDLE) -> Option<OwnedHandle> {
    // SAFETY: by the promise of the caller.
    (!handle.is_null()).then(|| unsafe { OwnedHandle::from_raw_handle(handle) })
}

impl Object {
    pub(crate) fn of_file(file: File, access: Access) -> Result<Object, Error> {
        let protection = match access {
            Access::Shared => PAGE_READWRITE,
            Access::Private => PAGE_WRITECOPY,
        };
        // SAFETY: the file is open during the call, and the section holds it from then on.
        let (handle, error) = unsafe {
            let handle = CreateFileMappingW(file.as_raw_handle(), null_mut(), protection, 0, 0, null());
            (owned(handle), GetLastError())
        };
        handle.map(|handle| Object { handle }).ok_or_else(|| system("mapping the file".into(), error))
    }

    pub(crate) fn try_clone(&self) -> Result<Object, Error> {
        let again = self.handle.try_clone().map_err(|error| Error::system("opening shared memory again", error))?;
        Ok(Object { handle: again })
    }

    /// Its size, in whole pages: a section cannot change it.
    pub(crate) fn size(&self) -> Result<usize, Error> {
        section_size(self)
    }

    pub(crate) fn identity(&self) -> Option<Identity> {
        None
    }

    pub(crate) fn is(&self, _: &Object) -> bool {
        true
    }

    pub(crate) fn is_stale(&self) -> bool {
        false
    }

    pub(super) fn raw(&self) -> HANDLE {
        self.handle.as_raw_handle()
    }
}
