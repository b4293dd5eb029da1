//! A block as the system knows it: its name, its size, its owner.
//!
//! The mark of an owner is the sticky bit, which means nothing for the file
//! that a block is; Python sets none and looks at none. It is set after the lock
//! is taken, and the size after that: so whoever sees the mark finds the lock
//! taken if the owner lives, and whoever sees a size finds memory behind it.

use crate::{Access, Error, Name};
use rustix::fs::{FlockOperation, Mode, Stat, fchmod, flock, fstat};
use rustix::io::{Errno, retry_on_intr};
use rustix::process::geteuid;
use rustix::shm::{self, OFlags};
use std::fs::File;
use std::os::fd::OwnedFd;

/// The system's own name for what a name stands for: device and number.
pub(crate) type Identity = (u64, u64);

pub(crate) struct Object {
    fd: OwnedFd,
}

const MARKED: Mode = Mode::RUSR.union(Mode::WUSR).union(Mode::SVTX);

/// Makes a block of zeros, all of them with memory behind.
pub(crate) fn create(name: &Name, size: usize) -> Result<Object, Error> {
    let fd = match shm::open(path(name), OFlags::CREATE | OFlags::EXCL | OFlags::RDWR, Mode::RUSR | Mode::WUSR) {
        Ok(fd) => fd,
        Err(Errno::EXIST) => {
            let stale = open(name).is_ok_and(|object| object.is_stale());
            return Err(Error::Exists { name: name.clone(), stale });
        }
        Err(error) => return Err(Error::system(format!("creating shared memory '{name}'"), error)),
    };
    // Where these are not known for blocks (macOS), no block is ever taken for stale.
    let _ = flock(&fd, FlockOperation::NonBlockingLockShared).and_then(|()| fchmod(&fd, MARKED));
    reserve(&fd, size).map_err(|error| {
        let free = free(&fd);
        // The name is ours alone yet; that it could not be had matters more than that it stays.
        let _ = unlink(name);
        match error {
            Errno::NOSPC | Errno::NOMEM | Errno::FBIG => Error::Space { size, free },
            error => Error::system(format!("reserving {size} bytes for shared memory '{name}'"), error),
        }
    })?;
    Ok(Object { fd })
}

/// Reserves the memory, so that writing to it cannot end the process later.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd"))]
fn reserve(fd: &OwnedFd, size: usize) -> Result<(), Errno> {
    use rustix::fs::{FallocateFlags, fallocate};
    retry_on_intr(|| fallocate(fd, FallocateFlags::empty(), 0, size as u64))
}

/// Sets the size. What lies behind it is taken from the swap file, which grows.
#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "freebsd")))]
fn reserve(fd: &OwnedFd, size: usize) -> Result<(), Errno> {
    retry_on_intr(|| rustix::fs::ftruncate(fd, size as u64))
}

fn free(fd: &OwnedFd) -> Option<u64> {
    let system = rustix::fs::fstatvfs(fd).ok()?;
    Some(system.f_bavail * system.f_frsize)
}

/// Opens a block, if this user made it.
pub(crate) fn open(name: &Name) -> Result<Object, Error> {
    let refuse = |reason: &str| Err(Error::unusable(format!("shared memory '{name}'"), reason));
    let object = match shm::open(path(name), OFlags::RDWR, Mode::empty()) {
        Ok(fd) => Object { fd },
        Err(Errno::NOENT) => return Err(Error::Missing { name: name.clone() }),
        Err(Errno::ACCESS | Errno::PERM) => return refuse("it belongs to another user"),
        Err(Errno::LOOP | Errno::ISDIR | Errno::NXIO) => return refuse("it is not shared memory"),
        Err(error) => return Err(Error::system(format!("opening shared memory '{name}'"), error)),
    };
    let stat = object.stat()?;
    if stat.st_uid != geteuid().as_raw() {
        return refuse("it belongs to another user");
    }
    #[cfg(target_os = "linux")]
    if rustix::fs::FileType::from_raw_mode(stat.st_mode) != rustix::fs::FileType::RegularFile {
        return refuse("it is not shared memory");
    }
    Ok(object)
}

/// Takes the name away, if anything has it.
pub(crate) fn unlink(name: &Name) -> Result<(), Error> {
    match shm::unlink(path(name)) {
        Ok(()) | Err(Errno::NOENT) => Ok(()),
        Err(error) => Err(Error::system(format!("unlinking shared memory '{name}'"), error)),
    }
}

/// Whether the name stands for this object.
pub(crate) fn names(name: &Name, object: &Object) -> bool {
    open(name).is_ok_and(|named| named.is(object))
}

/// The names of all blocks, where the system tells.
#[cfg(target_os = "linux")]
pub(crate) fn all_names() -> Result<Vec<Name>, Error> {
    let entries = std::fs::read_dir("/dev/shm").map_err(|error| Error::system("reading /dev/shm", error))?;
    let names = entries.filter_map(|entry| Name::new(entry.ok()?.file_name().to_str()?).ok());
    Ok(names.collect())
}

/// The names of all blocks, where the system tells: here it does not.
#[cfg(not(target_os = "linux"))]
pub(crate) fn all_names() -> Result<Vec<Name>, Error> {
    Ok(Vec::new())
}

fn path(name: &Name) -> String {
    format!("/{name}")
}

impl Object {
    pub(crate) fn of_file(file: File, _: Access) -> Result<Object, Error> {
        Ok(Object { fd: file.into() })
    }

    pub(crate) fn try_clone(&self) -> Result<Object, Error> {
        self.fd.try_clone().map(|fd| Object { fd }).map_err(|error| Error::system("opening shared memory again", error))
    }

    fn stat(&self) -> Result<Stat, Error> {
        fstat(&self.fd).map_err(|error| Error::system("looking at shared memory", error))
    }

    /// Its size, as it is now.
    pub(crate) fn size(&self) -> Result<usize, Error> {
        Ok(usize::try_from(self.stat()?.st_size).unwrap_or(0))
    }

    /// What tells it from all others; none where the system does not number blocks.
    #[allow(clippy::unnecessary_cast, reason = "the types of these fields differ between systems")]
    pub(crate) fn identity(&self) -> Option<Identity> {
        let stat = self.stat().ok()?;
        (stat.st_ino != 0).then_some((stat.st_dev as u64, stat.st_ino as u64))
    }

    /// Whether both are the same block, as far as the system tells.
    pub(crate) fn is(&self, other: &Object) -> bool {
        self.identity() == other.identity()
    }

    /// Whether its owner is gone. From a yes on, and until this object is dropped, nobody else gets a yes.
    pub(crate) fn is_stale(&self) -> bool {
        let marked = self.stat().is_ok_and(|stat| Mode::from_raw_mode(stat.st_mode).contains(Mode::SVTX));
        marked && flock(&self.fd, FlockOperation::NonBlockingLockExclusive).is_ok()
    }

    pub(super) const fn fd(&self) -> &OwnedFd {
        &self.fd
    }
}
