//! Where the memory of a SharedArrayBuffer becomes atomic words.

use crate::failure::Failure;
use crate::node_api::{Js, Reference};
use crate::view::View;
use allcores_memory::Dtype;
use allcores_wait::AtomicU32;
use std::ptr::NonNull;

/// Words that stay where they are for as long as this exists.
pub struct Memory {
    words: NonNull<AtomicU32>,
    len: usize,
    held: Reference,
}

impl Memory {
    /// The words of an Int32Array over a SharedArrayBuffer.
    pub fn of(js: Js, view: &View) -> Result<Memory, Failure> {
        if view.dtype() != Dtype::Int32 || !view.is_shared() {
            return Err(Failure::of_type("INVALID_TYPE", "the words are not an Int32Array over a SharedArrayBuffer"));
        }
        let words = NonNull::new(view.as_ptr().cast()).ok_or_else(|| Failure::internal("no words"))?;
        let held = js.hold(view.value()).ok_or_else(|| Failure::internal("no reference"))?;
        Ok(Memory { words, len: view.len(), held })
    }

    /// The words.
    pub fn words(&self) -> &[AtomicU32] {
        // SAFETY: the memory cannot be detached, because it is a SharedArrayBuffer's, and is
        // held alive by the reference; an Int32Array is aligned. JavaScript writes it through
        // Atomics; if a program wrote these words in another way, each is still one access.
        unsafe { std::slice::from_raw_parts(self.words.as_ptr(), self.len) }
    }

    /// Lets go of the memory.
    pub fn release(self, js: Js) {
        js.release(self.held);
    }
}
