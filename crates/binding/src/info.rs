//! What the addon says about itself, and the one setting that it has.

use crate::threads;
use napi_derive::napi;

/// Version, instruction set and threads of the native part.
#[napi(object)]
pub struct NativeInfo {
    /// Version of the addon.
    pub version: String,
    /// Instruction set in use.
    pub isa: String,
    /// Threads in use.
    pub threads: u32,
}

/// Describes the native part.
#[napi]
pub fn info() -> NativeInfo {
    NativeInfo {
        version: env!("CARGO_PKG_VERSION").into(),
        isa: allcores_simd::isa().name().into(),
        threads: threads::count() as u32,
    }
}

/// Cores that this process may use.
#[napi]
pub fn available_parallelism() -> u32 {
    threads::available() as u32
}

/// Uses `count` threads from now on; 1 to 1024.
#[napi]
pub fn set_threads(count: u32) -> napi::Result<()> {
    if count == 0 || count as usize > threads::MOST {
        return Err(napi::Error::new(
            napi::Status::InvalidArg,
            format!("count is {count}, wanted 1 to {}", threads::MOST),
        ));
    }
    threads::set(count as usize);
    Ok(())
}
