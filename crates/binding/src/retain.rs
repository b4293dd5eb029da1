//! Keeps this library mapped for the life of the process.
//!
//! Node unloads an addon with the last worker that loaded it. Threads, their
//! destructors and the hooks of other environments may still have code of ours
//! ahead of them then, so the library takes a reference to itself that nobody
//! gives back.

/// Takes the reference. Called once per environment; more than once does no harm.
#[cfg(unix)]
pub fn retain() {
    // SAFETY: `info` is written by dladdr before it is read; the address is of a function
    // of this library; the path that dladdr gives is NUL-terminated and lives as long as
    // the library does. NOLOAD only takes a reference to what is loaded already.
    unsafe {
        let mut info: libc::Dl_info = std::mem::zeroed();
        if libc::dladdr(retain as *const () as *const libc::c_void, &mut info) != 0 && !info.dli_fname.is_null() {
            libc::dlopen(info.dli_fname, libc::RTLD_LAZY | libc::RTLD_NOLOAD | libc::RTLD_NODELETE);
        }
    }
}

/// Takes the reference. Called once per environment; more than once does no harm.
#[cfg(windows)]
pub fn retain() {
    use windows_sys::Win32::System::LibraryLoader::{
        GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, GET_MODULE_HANDLE_EX_FLAG_PIN, GetModuleHandleExW,
    };
    let mut module = std::ptr::null_mut();
    // SAFETY: with FROM_ADDRESS the name is an address, of a function of this library.
    unsafe {
        GetModuleHandleExW(
            GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
            retain as *const () as *const u16,
            &mut module,
        );
    }
}
