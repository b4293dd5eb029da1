//! Where shared memory becomes a JavaScript buffer: the calls that give an address away.
//!
//! Every buffer holds a lease, which its finalizer gives back. A SharedArrayBuffer
//! can outlive the environment that made it, so its finalizer runs on any thread
//! and touches nothing of the environment's; the lease allows that. Runtimes that
//! cannot make one over memory of ours (the symbol is looked up when it is
//! needed) make an ArrayBuffer, which Node marks so that it is not transferred to
//! another thread.

use crate::failure::Failure;
use crate::node_api::Js;
use allcores_shm::Lease;
use napi::sys;
use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::OnceLock;

type Finalize = unsafe extern "C" fn(*mut c_void, *mut c_void);
type CreateShared = unsafe extern "C" fn(
    sys::napi_env,
    *mut c_void,
    usize,
    Option<Finalize>,
    *mut c_void,
    *mut sys::napi_value,
) -> sys::napi_status;

/// What was made.
pub struct Made {
    /// The buffer, or null.
    pub value: sys::napi_value,
    /// Whether the garbage collector counts its bytes by itself: it does not count those of a SharedArrayBuffer.
    pub counted: bool,
}

/// A buffer over all of the memory.
pub fn over(js: Js, lease: Lease) -> Result<Made, Failure> {
    let (ptr, len) = (lease.as_ptr().cast(), lease.bytes().len());
    let hint = Box::into_raw(Box::new(lease)).cast();
    let shared = create_shared();
    let mut value = null_mut();
    // SAFETY: by the invariant of `Js`; the memory stays mapped until the lease, which the
    // finalizer gets as its hint, is dropped.
    let status = unsafe {
        match shared {
            Some(create) => create(js.env(), ptr, len, Some(finalize_shared), hint, &mut value),
            None => sys::napi_create_external_arraybuffer(js.env(), ptr, len, Some(finalize), hint, &mut value),
        }
    };
    match status {
        sys::Status::napi_ok => Ok(Made { value, counted: shared.is_none() }),
        sys::Status::napi_no_external_buffers_allowed => {
            // SAFETY: with this answer the runtime took nothing, so that the hint is still ours.
            drop(unsafe { Box::from_raw(hint.cast::<Lease>()) });
            Ok(Made { value: js.null().ok_or_else(|| Failure::internal("no null"))?, counted: false })
        }
        // The runtime may or may not finalize what it failed to make: then the lease is left to it.
        _ => {
            js.clear_exception();
            let message =
                format!("this runtime has no buffers of {len} bytes over shared memory; read() and write() copy");
            Err(Failure::of_range("OUT_OF_RANGE", message))
        }
    }
}

/// Tells the garbage collector of bytes that it does not see.
pub fn adjust(js: Js, bytes: i64) {
    let mut total = 0;
    if bytes != 0 {
        // SAFETY: by the invariant of `Js`; `total` is written during the call only.
        unsafe { sys::napi_adjust_external_memory(js.env(), bytes, &mut total) };
    }
}

/// # Safety
/// Called by the runtime, once, with the hint that `over` gave it.
unsafe extern "C" fn finalize_shared(_: *mut c_void, hint: *mut c_void) {
    // SAFETY: as said above.
    drop(unsafe { Box::from_raw(hint.cast::<Lease>()) });
}

/// # Safety
/// As `finalize_shared`.
unsafe extern "C" fn finalize(_: sys::napi_env, data: *mut c_void, hint: *mut c_void) {
    // SAFETY: as said above.
    unsafe { finalize_shared(data, hint) };
}

/// `node_api_create_external_sharedarraybuffer`, of runtimes that have it.
fn create_shared() -> Option<CreateShared> {
    static FOUND: OnceLock<Option<CreateShared>> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let symbol = symbol(c"node_api_create_external_sharedarraybuffer");
        // SAFETY: the runtime has a function of this type under this name, as its documentation says.
        (!symbol.is_null()).then(|| unsafe { std::mem::transmute::<*mut c_void, CreateShared>(symbol) })
    })
}

#[cfg(unix)]
fn symbol(name: &std::ffi::CStr) -> *mut c_void {
    // SAFETY: the name is terminated by a zero and read during the call only.
    unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) }
}

#[cfg(windows)]
fn symbol(name: &std::ffi::CStr) -> *mut c_void {
    use windows_sys::Win32::System::LibraryLoader::{GetModuleHandleW, GetProcAddress};
    // SAFETY: as above; null names the program itself.
    let found = unsafe { GetProcAddress(GetModuleHandleW(std::ptr::null()), name.as_ptr().cast()) };
    found.map_or(null_mut(), |function| function as *mut c_void)
}
