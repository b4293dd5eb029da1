//! Named memory, as JavaScript sees it: a handle, and one buffer over all of it.
//!
//! The handle reads and writes copies, which works everywhere; the buffer is
//! the memory itself, where the runtime can show it ([`buffer`]).

mod at_exit;
mod buffer;

use crate::call::Returned;
use crate::failure::{Failure, Kind};
use crate::node_api::Js;
use crate::view::{Source, Target, View};
use allcores_memory::Dtype;
use allcores_shm::{Access, Block, Error, Lease, Name, clean};
use napi::Env;
use napi::bindgen_prelude::ObjectFinalize;
use napi_derive::napi;
use std::ops::Range;
use std::path::Path;

/// A handle of shared memory.
#[napi(custom_finalize)]
pub struct SharedBlock {
    block: Block,
    /// What the garbage collector was told that this holds.
    told: i64,
}

/// A block of zeros; this process owns it.
#[napi]
pub fn create_block(env: Env, name: String, size: f64) -> napi::Result<SharedBlock> {
    opened(env, || {
        at_exit::unlink();
        Ok(Block::create(&Name::new(&name)?, bytes("size", size)?)?)
    })
}

/// The block of this name: its first `size` bytes, or all of it.
#[napi]
pub fn attach_block(env: Env, name: String, size: Option<f64>) -> napi::Result<SharedBlock> {
    opened(env, || {
        let size = size.map(|size| bytes("size", size)).transpose()?;
        Ok(Block::attach(&Name::new(&name)?, size)?)
    })
}

/// The memory of a file. What is written goes to the file, if it is `writable`.
#[napi]
pub fn map_file(env: Env, path: String, writable: bool) -> napi::Result<SharedBlock> {
    let access = if writable { Access::Shared } else { Access::Private };
    opened(env, || Ok(Block::of_file(Path::new(&path), access)?))
}

/// Removes the blocks whose names begin so and whose owners are gone; gives their names.
#[napi]
pub fn clean_blocks(env: Env, prefix: String) -> napi::Result<Vec<String>> {
    let cleaned = clean(&prefix).map_err(|error| Js::of(&env).throw(&error.into()))?;
    Ok(cleaned.iter().map(|name| name.as_str().into()).collect())
}

fn opened(env: Env, open: impl FnOnce() -> Result<Block, Failure>) -> napi::Result<SharedBlock> {
    let js = Js::of(&env);
    let block = open().map_err(|failure| js.throw(&failure))?;
    let told = block.size() as i64;
    buffer::adjust(js, told);
    Ok(SharedBlock { block, told })
}

fn bytes(name: &str, value: f64) -> Result<usize, Failure> {
    /// 2^53, the largest length that JavaScript can name.
    const MOST: f64 = 9_007_199_254_740_992.0;
    if value.fract() != 0.0 || !(1.0..=MOST).contains(&value) {
        return Err(Failure::of_range("OUT_OF_RANGE", format!("{name} is {value}, wanted a positive integer")));
    }
    Ok(value as usize)
}

#[napi]
impl SharedBlock {
    /// Bytes.
    #[napi(getter)]
    pub fn size(&self) -> f64 {
        self.block.size() as f64
    }

    /// A buffer over the memory itself: a SharedArrayBuffer, or an ArrayBuffer where the runtime has no way to make
    /// one, or null where it shows no memory but its own.
    #[napi(ts_return_type = "SharedArrayBuffer | ArrayBuffer | null")]
    pub fn buffer(&mut self, env: Env) -> napi::Result<Returned> {
        let js = Js::of(&env);
        let made = self.lease().and_then(|lease| buffer::over(js, lease));
        let made = made.map_err(|failure| js.throw(&failure))?;
        if made.counted {
            self.untell(js);
        }
        Ok(Returned::new(made.value))
    }

    /// Copies bytes from `offset` on into a Uint8Array, which they fill.
    #[napi(ts_args_type = "into: Uint8Array, offset: number")]
    pub fn read(&self, env: Env, into: View, offset: f64) -> napi::Result<()> {
        self.copy(env, &into, offset, |lease, range| {
            Target::borrow(&into).elements::<u8>().copy_racy(lease.bytes().read().slice(range));
        })
    }

    /// Copies a Uint8Array to `offset`.
    #[napi(ts_args_type = "from: Uint8Array, offset: number")]
    pub fn write(&self, env: Env, from: View, offset: f64) -> napi::Result<()> {
        self.copy(env, &from, offset, |lease, range| {
            lease.bytes().slice(range).copy_racy(Source::borrow(&from).elements::<u8>());
        })
    }

    /// Closes the handle; with the last one of this process, all buffers read zeros.
    #[napi]
    pub fn close(&mut self, env: Env) {
        self.block.close();
        self.untell(Js::of(&env));
    }

    /// Takes the name away.
    #[napi]
    pub fn unlink(&self, env: Env) -> napi::Result<()> {
        self.block.unlink().map_err(|error| Js::of(&env).throw(&error.into()))
    }

    /// The memory.
    pub fn lease(&self) -> Result<Lease, Failure> {
        let closed = || Failure::plain("MEMORY_CLOSED", "the shared memory was closed");
        self.block.lease()?.ok_or_else(closed)
    }

    fn copy(&self, env: Env, view: &View, offset: f64, copy: impl FnOnce(&Lease, Range<usize>)) -> napi::Result<()> {
        let checked = || {
            if view.dtype() != Dtype::Uint8 {
                return Err(Failure::of_type("INVALID_TYPE", "bytes must be a Uint8Array"));
            }
            let lease = self.lease()?;
            let (len, size) = (view.len(), self.block.size());
            if offset.fract() != 0.0 || !(0.0..=size as f64).contains(&offset) || size - (offset as usize) < len {
                let message = format!("{len} bytes from offset {offset} on are not within the {size} that there are");
                return Err(Failure::of_range("OUT_OF_RANGE", message));
            }
            copy(&lease, offset as usize..offset as usize + len);
            Ok(())
        };
        checked().map_err(|failure| Js::of(&env).throw(&failure))
    }

    /// The garbage collector need not count this any more.
    fn untell(&mut self, js: Js) {
        buffer::adjust(js, -std::mem::take(&mut self.told));
    }
}

impl ObjectFinalize for SharedBlock {
    fn finalize(mut self, env: Env) -> napi::Result<()> {
        self.untell(Js::of(&env));
        Ok(())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        let (kind, code) = match error {
            Error::Name { .. } => (Kind::Range, "INVALID_NAME"),
            Error::Exists { .. } => (Kind::Plain, "NAME_EXISTS"),
            Error::Missing { .. } => (Kind::Plain, "NAME_NOT_FOUND"),
            Error::Space { .. } => (Kind::Plain, "NO_SPACE"),
            Error::Unusable { .. } => (Kind::Plain, "UNUSABLE_MEMORY"),
            Error::System { .. } => (Kind::Plain, "SYSTEM_ERROR"),
        };
        Failure { kind, code, message: error.to_string() }
    }
}
