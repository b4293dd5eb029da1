//! Memory that another thread may write while it is read: all its `unsafe` is here.
//!
//! A Rust slice promises that nobody writes behind it; the memory of a
//! SharedArrayBuffer keeps no such promise, and neither does any buffer whose
//! owner is another language. `Racy` therefore only ever hands out copies, one
//! element or one small array at a time. Each element is loaded once per call,
//! so a racing writer gives a stale or torn *value* and never a second opinion
//! about an index. The loads are plain ones, so that they vectorise: a caller
//! whose control flow depends on a value must use the copy that it got and not
//! load the element again. No alignment is assumed.

use crate::Element;
use std::marker::PhantomData;
use std::ops::Range;

/// Elements to read.
#[derive(Debug)]
pub struct Racy<'a, T> {
    ptr: *const T,
    len: usize,
    life: PhantomData<&'a ()>,
}

/// Elements to read and write, by several threads at once if they like.
#[derive(Debug)]
pub struct RacyMut<'a, T> {
    ptr: *mut T,
    len: usize,
    life: PhantomData<&'a ()>,
}

impl<T> Clone for Racy<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Racy<'_, T> {}
impl<T> Clone for RacyMut<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for RacyMut<'_, T> {}

// SAFETY: the memory is valid for reads from any thread for 'a (the promise of
// `Racy::new`), elements are plain numbers, and only copies are handed out.
unsafe impl<T: Element> Send for Racy<'_, T> {}
// SAFETY: as for Send; sharing the view shares nothing but reads.
unsafe impl<T: Element> Sync for Racy<'_, T> {}
// SAFETY: as for `Racy`; writes are of plain numbers, of which every bit
// pattern is valid, so that two writers can spoil values only.
unsafe impl<T: Element> Send for RacyMut<'_, T> {}
// SAFETY: as for Send.
unsafe impl<T: Element> Sync for RacyMut<'_, T> {}

impl<'a, T: Element> Racy<'a, T> {
    /// A view of `len` elements at `ptr`.
    ///
    /// # Safety
    /// `ptr` must be valid for reads of `len` elements for all of `'a`, from any
    /// thread. It may be unaligned, and null or dangling when `len` is 0.
    pub const unsafe fn new(ptr: *const T, len: usize) -> Self {
        Racy { ptr, len, life: PhantomData }
    }

    /// A view of a slice, which by its type nobody writes.
    pub const fn of(slice: &'a [T]) -> Self {
        Racy { ptr: slice.as_ptr(), len: slice.len(), life: PhantomData }
    }

    /// Number of elements.
    pub const fn len(self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }

    /// A copy of element `i`.
    #[inline(always)]
    pub fn get(self, i: usize) -> T {
        assert!(i < self.len);
        // SAFETY: i < len, and the memory is valid for reads by the promise of `new`.
        unsafe { self.ptr.add(i).read_unaligned() }
    }

    /// A copy of the `N` elements from `i` on.
    #[inline(always)]
    pub fn load<const N: usize>(self, i: usize) -> [T; N] {
        assert!(i <= self.len && N <= self.len - i);
        // SAFETY: i + N <= len, valid for reads by the promise of `new`; [T; N] has T's layout.
        unsafe { self.ptr.add(i).cast::<[T; N]>().read_unaligned() }
    }

    /// Where the elements are.
    pub const fn as_ptr(self) -> *const T {
        self.ptr
    }

    /// The part of the view in `range`.
    #[inline(always)]
    pub fn slice(self, range: Range<usize>) -> Self {
        assert!(range.start <= range.end && range.end <= self.len);
        // SAFETY: start <= len, so the pointer stays inside or one past the memory.
        Racy { ptr: unsafe { self.ptr.add(range.start) }, len: range.end - range.start, life: PhantomData }
    }

    /// Copies all elements into `out`, which has the same length.
    pub fn copy_to(self, out: &mut [T]) {
        assert_eq!(self.len, out.len());
        if self.len == 0 {
            return;
        }
        // SAFETY: both are valid for len elements; `out` is exclusive, so they cannot
        // overlap; bytes are copied because the source may be unaligned.
        unsafe {
            std::ptr::copy_nonoverlapping(
                self.ptr.cast::<u8>(),
                out.as_mut_ptr().cast::<u8>(),
                self.len * size_of::<T>(),
            )
        }
    }

    /// A private copy of all elements.
    pub fn to_vec(self) -> Vec<T> {
        let mut out = vec![T::default(); self.len];
        self.copy_to(&mut out);
        out
    }

    /// Whether both views start at the same address and have the same length.
    pub fn same(self, other: RacyMut<'_, T>) -> bool {
        self.ptr == other.ptr.cast_const() && self.len == other.len
    }
}

impl<'a, T: Element> RacyMut<'a, T> {
    /// A view of `len` elements at `ptr`.
    ///
    /// # Safety
    /// `ptr` must be valid for reads and writes of `len` elements for all of `'a`,
    /// from any thread. It may be unaligned, and null or dangling when `len` is 0.
    pub const unsafe fn new(ptr: *mut T, len: usize) -> Self {
        RacyMut { ptr, len, life: PhantomData }
    }

    /// A view of a slice.
    pub const fn of(slice: &'a mut [T]) -> Self {
        RacyMut { ptr: slice.as_mut_ptr(), len: slice.len(), life: PhantomData }
    }

    /// Number of elements.
    pub const fn len(self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }

    /// The same memory, to read.
    #[inline(always)]
    pub const fn read(self) -> Racy<'a, T> {
        Racy { ptr: self.ptr, len: self.len, life: PhantomData }
    }

    /// Stores element `i`.
    #[inline(always)]
    pub fn set(self, i: usize, value: T) {
        assert!(i < self.len);
        // SAFETY: i < len, and the memory is valid for writes by the promise of `new`.
        unsafe { self.ptr.add(i).write_unaligned(value) }
    }

    /// Stores `N` elements from `i` on.
    #[inline(always)]
    pub fn store<const N: usize>(self, i: usize, values: [T; N]) {
        assert!(i <= self.len && N <= self.len - i);
        // SAFETY: i + N <= len, valid for writes by the promise of `new`.
        unsafe { self.ptr.add(i).cast::<[T; N]>().write_unaligned(values) }
    }

    /// Where the elements are.
    pub const fn as_ptr(self) -> *mut T {
        self.ptr
    }

    /// The part of the view in `range`.
    #[inline(always)]
    pub fn slice(self, range: Range<usize>) -> Self {
        assert!(range.start <= range.end && range.end <= self.len);
        // SAFETY: start <= len, so the pointer stays inside or one past the memory.
        RacyMut { ptr: unsafe { self.ptr.add(range.start) }, len: range.end - range.start, life: PhantomData }
    }

    /// Copies all of `source`, which has the same length and may overlap.
    pub fn copy_racy(self, source: Racy<'_, T>) {
        assert_eq!(self.len, source.len);
        if self.len == 0 {
            return;
        }
        // SAFETY: both are valid for len elements by the promises of `new`; bytes are copied
        // because either may be unaligned.
        unsafe { std::ptr::copy(source.ptr.cast::<u8>(), self.ptr.cast::<u8>(), self.len * size_of::<T>()) }
    }

    /// Stores all of `values`, which has the same length.
    pub fn copy_from(self, values: &[T]) {
        assert_eq!(self.len, values.len());
        if self.len == 0 {
            return;
        }
        // SAFETY: both are valid for len elements; `values` is borrowed, so nothing of
        // ours writes it; bytes are copied because the target may be unaligned.
        unsafe {
            std::ptr::copy_nonoverlapping(
                values.as_ptr().cast::<u8>(),
                self.ptr.cast::<u8>(),
                self.len * size_of::<T>(),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unaligned_memory_reads_and_writes_right() {
        let mut bytes = [0u8; 33];
        // SAFETY: 33 bytes hold four doubles from byte 1 on.
        let view = unsafe { RacyMut::<f64>::new(bytes.as_mut_ptr().add(1).cast(), 4) };
        view.store(0, [1.0, 2.0, 3.0]);
        view.set(3, 4.0);
        assert_eq!(view.read().load::<4>(0), [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(view.read().slice(1..3).to_vec(), [2.0, 3.0]);
        assert_eq!(view.read().get(3), 4.0);
    }

    #[test]
    fn a_null_view_of_nothing_is_fine() {
        // SAFETY: of length 0.
        let view = unsafe { Racy::<f64>::new(std::ptr::null(), 0) };
        assert!(view.is_empty() && view.to_vec().is_empty());
        assert!(view.slice(0..0).is_empty());
    }

    #[test]
    #[should_panic]
    fn a_load_past_the_end_panics() {
        Racy::of(&[1.0, 2.0]).load::<2>(1);
    }
}
