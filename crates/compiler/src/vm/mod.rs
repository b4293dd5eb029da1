//! Placeholder of the block interpreter, with its contract.

use crate::{Arguments, ArrayMut};
use allcores_parallel::{Cancel, Cancelled};
use std::ops::Range;

/// Scratch of one thread.
#[derive(Debug, Default)]
pub struct Machine;

/// Where results go.
#[derive(Debug)]
pub enum Sink<'a> {
    /// out[i] for i in range, converted as a store into that dtype does.
    Store(ArrayMut<'a>),
    /// One per element of the range.
    Numbers(&'a mut [f64]),
    /// Bit i - range.start.
    Bits(&'a mut [u64]),
}

/// A program for a [`Machine`].
#[derive(Debug)]
pub struct Code;

impl Code {
    /// Runs the elements of `range`.
    pub fn run(
        &self,
        _: &mut Machine,
        _: &Arguments<'_>,
        _: Range<usize>,
        _: Sink<'_>,
        _: &Cancel,
    ) -> Result<(), Cancelled> {
        Err(Cancelled)
    }
}
