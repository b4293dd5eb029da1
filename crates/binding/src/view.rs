//! Where a JavaScript buffer becomes memory: the one place that reads its address.
//!
//! A [`View`] is taken from a typed array of any kind: over an ArrayBuffer, a
//! resizable one, a SharedArrayBuffer, fixed or length-tracking. What it says
//! holds until JavaScript next runs, because JavaScript may detach, resize or
//! transfer the buffer; so a synchronous call takes its views last and runs
//! none before it returns. Work that goes on after the call may use the address
//! only where nothing can take the memory away, which is true of a
//! SharedArrayBuffer that is held alive; everything else is copied
//! ([`Source::copy`]).

use crate::failure::Failure;
use crate::node_api::Js;
use allcores_memory::{Dtype, Element, Racy, RacyMut};
use allcores_parallel::{Context, Plan};
use napi::bindgen_prelude::{FromNapiValue, TypeName, ValidateNapiValue};
use napi::{ValueType, sys};
use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ptr::null_mut;
use std::sync::Arc;

/// A value, not looked at yet: more arguments follow, and to fetch them may run JavaScript.
pub struct Unread(sys::napi_value);

impl FromNapiValue for Unread {
    unsafe fn from_napi_value(_: sys::napi_env, value: sys::napi_value) -> napi::Result<Unread> {
        Ok(Unread(value))
    }
}

impl Unread {
    /// The value itself.
    pub const fn value(&self) -> sys::napi_value {
        self.0
    }

    /// The typed array, as it is now.
    pub fn view(self, js: Js) -> Result<View, Failure> {
        View::new(js, self.0)
    }
}

/// A typed array, as it is at this moment.
pub struct View {
    js: Js,
    value: sys::napi_value,
    buffer: sys::napi_value,
    dtype: Dtype,
    ptr: *mut u8,
    len: usize,
}

impl TypeName for View {
    fn type_name() -> &'static str {
        "TypedArray"
    }
    fn value_type() -> ValueType {
        ValueType::Object
    }
}

impl ValidateNapiValue for View {}

impl FromNapiValue for View {
    unsafe fn from_napi_value(env: sys::napi_env, value: sys::napi_value) -> napi::Result<View> {
        // SAFETY: napi-rs converts arguments inside the callback from `env`, on its thread.
        let js = unsafe { Js::new(env) };
        View::new(js, value).map_err(|failure| js.throw(&failure))
    }
}

impl View {
    /// The typed array `value`.
    pub fn new(js: Js, value: sys::napi_value) -> Result<View, Failure> {
        /// Not a type that Node-API knows. A runtime whose Node-API predates Float16Array
        /// accepts one, but leaves the type unwritten.
        const UNWRITTEN: sys::napi_typedarray_type = -1;
        let (mut kind, mut len, mut data, mut buffer, mut offset) = (UNWRITTEN, 0, null_mut(), null_mut(), 0);
        // SAFETY: by the invariant of `Js`; a value that is not a typed array is refused by status.
        let status = unsafe {
            sys::napi_get_typedarray_info(js.env(), value, &mut kind, &mut len, &mut data, &mut buffer, &mut offset)
        };
        if status != sys::Status::napi_ok {
            return Err(Failure::of_type("INVALID_TYPE", "the argument is not a typed array"));
        }
        let dtype = match usize::try_from(kind) {
            Ok(kind) => *Dtype::ALL.get(kind).ok_or_else(|| Failure::internal(format!("typed array kind {kind}")))?,
            Err(_) => Dtype::Float16,
        };
        let view = View { js, value, buffer, dtype, ptr: data.cast(), len };
        if len == 0 && view.is_detached() {
            return Err(Failure::of_type("DETACHED", "the buffer of the argument is detached"));
        }
        Ok(view)
    }

    /// The same memory under another element type of the same size.
    pub fn with_dtype(self, dtype: Dtype) -> View {
        assert_eq!(self.dtype.size(), dtype.size());
        View { dtype, ..self }
    }

    /// The typed array itself.
    pub const fn value(&self) -> sys::napi_value {
        self.value
    }

    /// Its element type.
    pub const fn dtype(&self) -> Dtype {
        self.dtype
    }

    /// Its number of elements.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether its memory is a SharedArrayBuffer's, which nothing can detach or shrink.
    pub fn is_shared(&self) -> bool {
        let mut detachable = true;
        // SAFETY: by the invariant of `Js`; `buffer` came from the same callback.
        let status = unsafe { sys::napi_is_arraybuffer(self.js.env(), self.buffer, &mut detachable) };
        status == sys::Status::napi_ok && !detachable
    }

    /// The address of its first element.
    pub const fn as_ptr(&self) -> *mut u8 {
        self.ptr
    }

    /// A copy of the elements, which must be of type `T`.
    pub fn to_vec<T: Element>(&self) -> Result<Vec<T>, Failure> {
        if self.dtype.size() != size_of::<T>() {
            return Err(Failure::of_type("INVALID_TYPE", format!("the argument is {:?}", self.dtype)));
        }
        Ok(Memory::borrowed(self).elements::<T>().read().to_vec())
    }

    fn is_detached(&self) -> bool {
        let mut detached = false;
        // SAFETY: as above; for a SharedArrayBuffer the call answers false.
        let status = unsafe { sys::napi_is_detached_arraybuffer(self.js.env(), self.buffer, &mut detached) };
        status == sys::Status::napi_ok && detached
    }

    const fn bytes(&self) -> usize {
        self.len * self.dtype.size()
    }

    /// Whether both have a byte in common.
    pub fn overlaps(&self, other: &View) -> bool {
        let (a, b) = (self.ptr.addr(), other.ptr.addr());
        self.len > 0 && other.len > 0 && a < b + other.bytes() && b < a + self.bytes()
    }

    /// Whether both are the same elements of the same type.
    pub fn is_same(&self, other: &View) -> bool {
        self.ptr == other.ptr && self.len == other.len && self.dtype == other.dtype
    }
}

/// Memory that a kernel may use on any thread.
#[derive(Clone)]
struct Memory {
    dtype: Dtype,
    ptr: *mut u8,
    len: usize,
    /// What keeps it alive, when it is ours.
    _owned: Option<Arc<Private>>,
}

// SAFETY: the memory is plain bytes, reached through `Racy` and `RacyMut` only. It outlives
// its uses: `_owned` keeps it alive; or the work ends within the call, during which no
// JavaScript runs; or it is held by a reference that is released only after the work has
// ended, and cannot be detached because it is shared or nobody was given it yet.
unsafe impl Send for Memory {}
// SAFETY: as above.
unsafe impl Sync for Memory {}

/// Bytes of our own. Writers race on them as on any other.
struct Private {
    ptr: *mut u8,
    layout: Layout,
}

// SAFETY: it owns the memory, which is plain bytes.
unsafe impl Send for Private {}
// SAFETY: as above; reached through `Racy` and `RacyMut` only.
unsafe impl Sync for Private {}

impl Private {
    /// Zeros; an error where the system has no memory, which must not end the process.
    fn new(bytes: usize) -> Result<Private, Failure> {
        let no_memory = || Failure::of_range("OUT_OF_MEMORY", format!("no memory for a copy of {bytes} bytes"));
        let layout = Layout::from_size_align(bytes.max(1), 8).map_err(|_| no_memory())?;
        // SAFETY: the layout is not of size 0.
        let ptr = unsafe { alloc_zeroed(layout) };
        if ptr.is_null() { Err(no_memory()) } else { Ok(Private { ptr, layout }) }
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        // SAFETY: `new` allocated it with this layout; it is dropped once, by its last owner.
        unsafe { dealloc(self.ptr, self.layout) };
    }
}

impl Memory {
    fn borrowed(view: &View) -> Memory {
        Memory { dtype: view.dtype, ptr: view.ptr, len: view.len, _owned: None }
    }

    fn private(dtype: Dtype, len: usize) -> Result<Memory, Failure> {
        let owned = Arc::new(Private::new(len * dtype.size())?);
        Ok(Memory { dtype, ptr: owned.ptr, len, _owned: Some(owned) })
    }

    fn elements<T: Element>(&self) -> RacyMut<'_, T> {
        assert_eq!(size_of::<T>(), self.dtype.size());
        // SAFETY: `ptr` is valid for `len` elements of that size for as long as `self` is
        // used (see Send); every bit pattern is a valid element.
        unsafe { RacyMut::new(self.ptr.cast(), self.len) }
    }

    fn copy_from(&self, source: &Memory, context: Context) -> Result<(), Failure> {
        /// Bytes below which a second thread does not pay.
        const GRAIN: usize = 1 << 20;
        let bytes =
            |memory: &Memory| Memory { dtype: Dtype::Uint8, len: memory.len * memory.dtype.size(), ..memory.clone() };
        let (from, to) = (bytes(source), bytes(self));
        let plan = Plan::new(from.len.min(to.len), GRAIN);
        context.run(plan.chunks(), |i| {
            let range = plan.range(i);
            to.elements::<u8>().slice(range.clone()).copy_racy(from.elements::<u8>().read().slice(range));
        })?;
        Ok(())
    }
}

/// An input of a kernel.
pub struct Source(Memory);

impl Source {
    /// The memory of the view itself.
    pub fn borrow(view: &View) -> Source {
        Source(Memory::borrowed(view))
    }

    /// A private copy of it.
    pub fn copy(view: &View, context: Context) -> Result<Source, Failure> {
        let copy = Memory::private(view.dtype, view.len)?;
        copy.copy_from(&Memory::borrowed(view), context)?;
        Ok(Source(copy))
    }

    /// Element type.
    pub const fn dtype(&self) -> Dtype {
        self.0.dtype
    }

    /// The elements, as the type that `dtype` names.
    pub fn elements<T: Element>(&self) -> Racy<'_, T> {
        self.0.elements().read()
    }
}

/// An output of a kernel.
#[derive(Clone)]
pub struct Target(Memory);

impl Target {
    /// The memory of the view itself.
    pub fn borrow(view: &View) -> Target {
        Target(Memory::borrowed(view))
    }

    /// Private memory of the same size, to be copied out at the end.
    pub fn buffer(view: &View) -> Result<Target, Failure> {
        Ok(Target(Memory::private(view.dtype, view.len)?))
    }

    /// Copies all elements of `other`, which has as many of the same type.
    pub fn copy_from(&self, other: &Target, context: Context) -> Result<(), Failure> {
        self.0.copy_from(&other.0, context)
    }

    /// Number of elements.
    pub const fn len(&self) -> usize {
        self.0.len
    }

    /// Private memory for an array that does not exist yet.
    pub fn new(dtype: Dtype, len: usize) -> Result<Target, Failure> {
        Ok(Target(Memory::private(dtype, len)?))
    }

    /// Element type.
    pub const fn dtype(&self) -> Dtype {
        self.0.dtype
    }

    /// The elements, as the type that the dtype names.
    pub fn elements<T: Element>(&self) -> RacyMut<'_, T> {
        self.0.elements()
    }
}
