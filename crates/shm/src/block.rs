//! A handle of a block: made, attached to by name, or a file's.

use crate::mapping::{Claim, Lease};
use crate::system::{self, Object};
use crate::{Access, Error, Name, owner};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// An open handle. Dropping it closes it once no lease of it is out.
pub struct Block {
    claim: Arc<Claim>,
    name: Option<Name>,
    size: usize,
}

impl Block {
    /// A new block of zeros, which this process owns: its name goes when the process ends.
    pub fn create(name: &Name, size: usize) -> Result<Block, Error> {
        let object = system::create(name, size)?;
        let made = object.try_clone().and_then(|own| {
            let block = Block::new(Claim::on(object, size)?, Some(name), size);
            owner::own(name, own);
            Ok(block)
        });
        if made.is_err() {
            system::unlink(name)?;
        }
        made
    }

    /// The block `name`: its first `size` bytes, or all of it. One that is just being made is waited for.
    pub fn attach(name: &Name, size: Option<usize>) -> Result<Block, Error> {
        /// How long one may take that gets its size in the next instant.
        const PATIENCE: Duration = Duration::from_secs(1);
        let object = system::open(name)?;
        let started = Instant::now();
        let mut found = object.size()?;
        while found == 0 && started.elapsed() < PATIENCE {
            sleep(Duration::from_millis(1));
            found = object.size()?;
        }
        let refuse = |reason| Err(Error::unusable(format!("shared memory '{name}'"), reason));
        if found == 0 {
            return refuse("it has no size: whoever makes it was interrupted, or is still at work".into());
        }
        let size = size.unwrap_or(found);
        if found < size {
            return refuse(format!("it has {found} bytes, and {size} were wanted"));
        }
        Ok(Block::new(Claim::on(object, found)?, Some(name), size))
    }

    /// The memory of a file, which is all of it as it is now.
    pub fn of_file(path: &Path, access: Access) -> Result<Block, Error> {
        let shown = path.display();
        let opened = File::options().read(true).write(access == Access::Shared).open(path);
        let file = opened.map_err(|error| Error::system(format!("opening {shown}"), error))?;
        let metadata = file.metadata().map_err(|error| Error::system(format!("reading {shown}"), error))?;
        if !metadata.is_file() {
            return Err(Error::unusable(&shown, "it is not a regular file"));
        }
        let size = usize::try_from(metadata.len()).map_err(|_| Error::unusable(&shown, "it is too large"))?;
        if size == 0 {
            return Err(Error::unusable(&shown, "it is empty"));
        }
        Ok(Block::new(Claim::alone(Object::of_file(file, access)?, size, access)?, None, size))
    }

    fn new(claim: Claim, name: Option<&Name>, size: usize) -> Block {
        Block { claim: Arc::new(claim), name: name.cloned(), size }
    }

    /// Bytes that can be used.
    pub const fn size(&self) -> usize {
        self.size
    }

    /// The memory; none after `close`. It is an error when someone has cut the block short.
    pub fn lease(&self) -> Result<Option<Lease>, Error> {
        if !self.claim.is_open() {
            return Ok(None);
        }
        let found = self.claim.object().size()?;
        if found < self.size {
            let what = self.name.as_ref().map_or("the file".into(), |name| format!("shared memory '{name}'"));
            return Err(Error::unusable(what, format!("it was cut from {} to {found} bytes", self.size)));
        }
        Ok(Some(Lease::of(&self.claim, self.size)))
    }

    /// Closes the handle; with the last one of this process, leases read zeros.
    pub fn close(&self) {
        self.claim.close();
    }

    /// Takes the name away, if it is still this block's. The memory stays for those who have it.
    pub fn unlink(&self) -> Result<(), Error> {
        self.name.as_ref().map_or(Ok(()), |name| owner::unlink(name, self.claim.object()))
    }
}
