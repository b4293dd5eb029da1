//! Stands in for the block interpreter: the reference, element by element.

use crate::interpret::{Number, interpret, to_int32};
use crate::ir::Function;
use crate::passes::Analysis;
use crate::{Arguments, ArrayMut, MathMode};
use allcores_memory::nearest_half;
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
pub struct Code(Function, MathMode);

impl Code {
    /// Code of a function.
    pub fn new(function: &Function, _: &Analysis, math: MathMode) -> Code {
        Code(function.clone(), math)
    }

    /// Runs the elements of `range`.
    pub fn run(
        &self,
        _: &mut Machine,
        arguments: &Arguments<'_>,
        range: Range<usize>,
        mut sink: Sink<'_>,
        cancel: &Cancel,
    ) -> Result<(), Cancelled> {
        for i in range.clone() {
            let mut limit = 1000u64;
            let number = loop {
                match interpret(&self.0, arguments, i, self.1, &mut limit.clone()) {
                    Ok(number) => break number,
                    Err(_) if cancel.is_cancelled() => return Err(Cancelled),
                    Err(_) => limit *= 4,
                }
            };
            let number = match number {
                Number::F64(value) => value,
                Number::I32(value) => value.into(),
                Number::Mask(value) => f64::from(u8::from(value)),
            };
            match &mut sink {
                Sink::Numbers(out) => out[i - range.start] = number,
                Sink::Bits(bits) => {
                    let place = i - range.start;
                    bits[place / 64] |= u64::from(number != 0.0 && !number.is_nan()) << (place % 64);
                }
                Sink::Store(out) => match *out {
                    ArrayMut::Int8(out) => out.set(i, to_int32(number) as i8),
                    ArrayMut::Uint8(out) => out.set(i, to_int32(number) as u8),
                    ArrayMut::Uint8Clamped(out) => out.set(i, number.round_ties_even() as u8),
                    ArrayMut::Int16(out) => out.set(i, to_int32(number) as i16),
                    ArrayMut::Uint16(out) => out.set(i, to_int32(number) as u16),
                    ArrayMut::Int32(out) => out.set(i, to_int32(number)),
                    ArrayMut::Uint32(out) => out.set(i, to_int32(number) as u32),
                    ArrayMut::Float16(out) => out.set(i, nearest_half(number)),
                    ArrayMut::Float32(out) => out.set(i, number as f32),
                    ArrayMut::Float64(out) => out.set(i, number),
                },
            }
        }
        Ok(())
    }
}
