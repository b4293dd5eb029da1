//! Node-API, made safe to call: every raw call that creates or settles a value is here.
//!
//! A [`Js`] exists only on the JavaScript thread of a live environment, inside a
//! callback from it; that is the one invariant that all of these calls need. It
//! is not `Send`, so it cannot leave. A call that fails does so because the
//! environment is going away or is out of memory; it is then `None`, and the
//! caller gives up on telling JavaScript anything.

use crate::failure::{Failure, Kind};
use allcores_memory::Dtype;
use napi::sys;
use std::ffi::c_void;
use std::ptr::null_mut;

/// The right to call into JavaScript, here and now.
#[derive(Clone, Copy)]
pub struct Js {
    env: sys::napi_env,
}

/// A value held alive past the callback that it came from. Opaque off the JavaScript thread.
pub struct Reference(sys::napi_ref);

// SAFETY: only `Js` can use one, and a `Js` stays on the thread of its environment;
// elsewhere it is an address that nothing reads.
unsafe impl Send for Reference {}

/// The settling half of a promise. Opaque off the JavaScript thread.
pub struct Deferred(sys::napi_deferred);

// SAFETY: as for `Reference`.
unsafe impl Send for Deferred {}

fn made(status: sys::napi_status, value: sys::napi_value) -> Option<sys::napi_value> {
    (status == sys::Status::napi_ok && !value.is_null()).then_some(value)
}

impl Js {
    /// # Safety
    /// `env` must be live and the caller on its JavaScript thread, in a callback from it,
    /// for as long as the result and its copies are used.
    pub const unsafe fn new(env: sys::napi_env) -> Js {
        Js { env }
    }

    /// That of the callback that `env` was given to.
    pub fn of(env: &napi::Env) -> Js {
        // SAFETY: napi-rs gives an `Env` to callbacks only, on the thread of the environment.
        // A `Js` is neither stored nor sent: where work outlives a callback, it takes a new one.
        unsafe { Js::new(env.raw()) }
    }

    /// The raw environment, for the files that make raw calls of their own.
    pub const fn env(self) -> sys::napi_env {
        self.env
    }

    /// A number.
    pub fn number(self, value: f64) -> Option<sys::napi_value> {
        let mut result = null_mut();
        // SAFETY: by the invariant of `Js`; `result` is written only on success.
        made(unsafe { sys::napi_create_double(self.env, value, &mut result) }, result)
    }

    /// `null`.
    pub fn null(self) -> Option<sys::napi_value> {
        let mut result = null_mut();
        // SAFETY: as above.
        made(unsafe { sys::napi_get_null(self.env, &mut result) }, result)
    }

    /// `undefined`.
    pub fn undefined(self) -> Option<sys::napi_value> {
        let mut result = null_mut();
        // SAFETY: as above.
        made(unsafe { sys::napi_get_undefined(self.env, &mut result) }, result)
    }

    /// What a function gives for these arguments; none if it throws. Any JavaScript may run.
    pub fn call(self, function: sys::napi_value, arguments: &[sys::napi_value]) -> Option<sys::napi_value> {
        let (mut this, mut result) = (null_mut(), null_mut());
        // SAFETY: by the invariant of `Js`; a value that is not a function is refused by status.
        let status = unsafe {
            sys::napi_get_undefined(self.env, &mut this);
            sys::napi_call_function(self.env, this, function, arguments.len(), arguments.as_ptr(), &mut result)
        };
        let result = made(status, result);
        if result.is_none() {
            self.clear_exception();
        }
        result
    }

    /// A bigint from its magnitude, lowest word first.
    pub fn bigint(self, negative: bool, words: &[u64]) -> Option<sys::napi_value> {
        let mut result = null_mut();
        // SAFETY: as above; `words` is read during the call only.
        let status = unsafe {
            sys::napi_create_bigint_words(self.env, negative.into(), words.len(), words.as_ptr(), &mut result)
        };
        made(status, result)
    }

    /// A string.
    pub fn string(self, text: &str) -> Option<sys::napi_value> {
        let mut result = null_mut();
        // SAFETY: as above; `text` is read during the call only.
        let status =
            unsafe { sys::napi_create_string_utf8(self.env, text.as_ptr().cast(), text.len() as isize, &mut result) };
        made(status, result)
    }

    /// An array of values.
    pub fn array(self, values: &[sys::napi_value]) -> Option<sys::napi_value> {
        let mut result = null_mut();
        // SAFETY: as above.
        let array = made(unsafe { sys::napi_create_array_with_length(self.env, values.len(), &mut result) }, result)?;
        for (i, &value) in values.iter().enumerate() {
            // SAFETY: as above; both values are of this callback.
            let status = unsafe { sys::napi_set_element(self.env, array, i as u32, value) };
            if status != sys::Status::napi_ok {
                return None;
            }
        }
        Some(array)
    }

    /// A new typed array of zeros, made without running any JavaScript.
    ///
    /// Not every runtime can make a Float16Array from here: those come as a
    /// Uint16Array, and the wrapper changes the class.
    pub fn typed_array(self, dtype: Dtype, len: usize) -> Option<sys::napi_value> {
        let kind = if dtype == Dtype::Float16 { Dtype::Uint16 } else { dtype } as sys::napi_typedarray_type;
        let bytes = len.checked_mul(dtype.size())?;
        // The engine ends the process when it finds no memory for a buffer: ask the system first.
        Vec::<u8>::new().try_reserve_exact(bytes).ok()?;
        let (mut data, mut buffer, mut array) = (null_mut(), null_mut(), null_mut());
        // SAFETY: as above.
        let status = unsafe { sys::napi_create_arraybuffer(self.env, bytes, &mut data, &mut buffer) };
        let buffer = made(status, buffer)?;
        // SAFETY: as above; the buffer holds `len` elements from byte 0 on.
        let status = unsafe { sys::napi_create_typedarray(self.env, kind, len, buffer, 0, &mut array) };
        made(status, array)
    }

    /// An ArrayBuffer over memory that is not JavaScript's. The owner lives for as long as the buffer does.
    ///
    /// # Safety
    /// The `size` bytes at `data` must be there, to read and write, for as long as `owner` lives.
    pub unsafe fn external_buffer<T>(self, data: *mut u8, size: usize, owner: T) -> Option<sys::napi_value> {
        let owner = Box::into_raw(Box::new(owner)).cast::<c_void>();
        let mut result = null_mut();
        // SAFETY: by the invariant of `Js`, and as the caller says. `drop_owner` gets its box once: from the
        // engine, or from here with the answer that says that it took nothing. With any other it may have, or
        // may yet: then the owner is left to it.
        unsafe {
            let finalize = Some(drop_owner::<T> as unsafe extern "C" fn(_, _, _));
            let status =
                sys::napi_create_external_arraybuffer(self.env, data.cast(), size, finalize, owner, &mut result);
            if status == sys::Status::napi_no_external_buffers_allowed {
                drop_owner::<T>(self.env, null_mut(), owner);
            }
            made(status, result)
        }
    }

    /// An error object.
    pub fn error(self, failure: &Failure) -> Option<sys::napi_value> {
        let code = self.string(failure.code)?;
        let message = self.string(&failure.message)?;
        let mut result = null_mut();
        // SAFETY: as above.
        let status = unsafe {
            match failure.kind {
                Kind::Plain => sys::napi_create_error(self.env, code, message, &mut result),
                Kind::Type => sys::napi_create_type_error(self.env, code, message, &mut result),
                Kind::Range => sys::napi_create_range_error(self.env, code, message, &mut result),
            }
        };
        made(status, result)
    }

    /// Throws; the error that comes back tells napi-rs that it is done.
    pub fn throw(self, failure: &Failure) -> napi::Error {
        self.clear_exception();
        if let Some(error) = self.error(failure) {
            // SAFETY: as above.
            unsafe { sys::napi_throw(self.env, error) };
        }
        napi::Error::new(napi::Status::PendingException, failure.message.clone())
    }

    /// Takes back an exception that a failed call left behind (an allocation that was refused).
    pub fn clear_exception(self) {
        let mut pending = false;
        let mut error = null_mut();
        // SAFETY: as above.
        unsafe {
            if sys::napi_is_exception_pending(self.env, &mut pending) == sys::Status::napi_ok && pending {
                sys::napi_get_and_clear_last_exception(self.env, &mut error);
            }
        }
    }

    /// A promise and what settles it.
    pub fn promise(self) -> Option<(Deferred, sys::napi_value)> {
        let (mut deferred, mut promise) = (null_mut(), null_mut());
        // SAFETY: as above.
        let status = unsafe { sys::napi_create_promise(self.env, &mut deferred, &mut promise) };
        Some((Deferred(deferred), made(status, promise)?))
    }

    /// Settles a promise. Each deferred is settled once: this takes it.
    pub fn settle(self, deferred: Deferred, outcome: Result<sys::napi_value, sys::napi_value>) {
        // SAFETY: as above; the deferred came from `promise` and was not used before. When
        // the environment is stopping the call fails, and nobody is left to be told.
        unsafe {
            match outcome {
                Ok(value) => sys::napi_resolve_deferred(self.env, deferred.0, value),
                Err(error) => sys::napi_reject_deferred(self.env, deferred.0, error),
            }
        };
    }

    /// Holds a value alive.
    pub fn hold(self, value: sys::napi_value) -> Option<Reference> {
        let mut reference = null_mut();
        // SAFETY: as above.
        let status = unsafe { sys::napi_create_reference(self.env, value, 1, &mut reference) };
        (status == sys::Status::napi_ok).then_some(Reference(reference))
    }

    /// Gives a held value back, and its hold up.
    pub fn release(self, reference: Reference) -> Option<sys::napi_value> {
        let mut value = null_mut();
        // SAFETY: as above; the reference came from `hold` of this environment and is taken here.
        unsafe {
            let status = sys::napi_get_reference_value(self.env, reference.0, &mut value);
            sys::napi_delete_reference(self.env, reference.0);
            made(status, value)
        }
    }
}

/// Frees the owner of an external buffer.
///
/// # Safety
/// Called once, with the owner that `external_buffer` made a box of.
unsafe extern "C" fn drop_owner<T>(_: sys::napi_env, _: *mut c_void, owner: *mut c_void) {
    // SAFETY: as said above.
    drop(unsafe { Box::from_raw(owner.cast::<T>()) });
}
