//! Between the registers and the memory of arguments: elements in, results out, of any dtype.
//!
//! Doubles and 32-bit integers are not copied where a whole block of them is
//! there: the registers are bound to the memory itself. The rest is converted, as
//! reading and assigning elements of typed arrays does it.

use super::code::Input;
use super::registers::Bound;
use crate::ir::Type;
use crate::{Array, ArrayMut};
use allcores_memory::{Element, Racy, RacyMut};
use allcores_simd::math::exact;
use allcores_simd::{F64x8, I32x8, Mask8, Op, Vectors};
use half::f16;

/// Elements `start..start + lanes` of an input, in a register.
pub struct Fetch<'p, 'b, 'a> {
    /// The registers.
    pub bank: &'p mut Bound<'b, 'a>,
    /// Which input.
    pub input: Input,
    /// All arrays.
    pub arrays: &'p [Array<'a>],
    /// The register.
    pub register: u32,
    /// The first element.
    pub start: usize,
    /// How many there are.
    pub lanes: usize,
}

impl Op for Fetch<'_, '_, '_> {
    type Output = ();
    #[inline(always)]
    fn run<V: Vectors>(self) {
        let Fetch { bank, input, arrays, register, start, lanes } = self;
        let whole = lanes == bank.lanes();
        let array = match input {
            Input::Element(k) => arrays[k as usize],
            Input::Index => {
                let mut k = 0;
                while k * 8 < lanes {
                    let mut index = [0.0; 8];
                    let mut lane = 0;
                    while lane < 8 {
                        index[lane] = (start + 8 * k + lane) as f64;
                        lane += 1;
                    }
                    bank.tile::<1>(k).f64_mut(register).set(0, index);
                    k += 1;
                }
                return;
            }
        };
        match array {
            Array::Float64(racy) if whole => bank.read_f64(register, Some(racy.slice(start..start + lanes))),
            Array::Int32(racy) if whole => bank.read_i32(register, Some(racy.slice(start..start + lanes))),
            Array::Float64(racy) => {
                bank.read_f64(register, None);
                doubles::<f64>(bank, register, racy.slice(start..start + lanes), |lanes| lanes);
            }
            Array::Float32(racy) => {
                doubles::<f32>(bank, register, racy.slice(start..start + lanes), |lanes| V::F64::of_f32(lanes).lanes());
            }
            Array::Float16(racy) => {
                doubles::<f16>(bank, register, racy.slice(start..start + lanes), |lanes| lanes.map(Element::to_f64));
            }
            Array::Int32(racy) => {
                bank.read_i32(register, None);
                integers::<i32>(bank, register, racy.slice(start..start + lanes), |element| element);
            }
            Array::Uint32(racy) => {
                integers::<u32>(bank, register, racy.slice(start..start + lanes), |element| element as i32);
            }
            Array::Int8(racy) => integers::<i8>(bank, register, racy.slice(start..start + lanes), i32::from),
            Array::Uint8(racy) | Array::Uint8Clamped(racy) => {
                integers::<u8>(bank, register, racy.slice(start..start + lanes), i32::from);
            }
            Array::Int16(racy) => integers::<i16>(bank, register, racy.slice(start..start + lanes), i32::from),
            Array::Uint16(racy) => integers::<u16>(bank, register, racy.slice(start..start + lanes), i32::from),
        }
    }
}

/// Eight elements from `at` on, or those that are left.
#[inline(always)]
fn eight<T: Element>(from: Racy<'_, T>, at: usize) -> [T; 8] {
    if from.len() - at >= 8 {
        return from.load(at);
    }
    let mut lanes = [T::default(); 8];
    let mut lane = 0;
    while at + lane < from.len() {
        lanes[lane] = from.get(at + lane);
        lane += 1;
    }
    lanes
}

#[inline(always)]
fn doubles<T: Element>(bank: &Bound<'_, '_>, register: u32, from: Racy<'_, T>, widen: impl Fn([T; 8]) -> [f64; 8]) {
    let mut at = 0;
    while at < from.len() {
        bank.tile::<1>(at / 8).f64_mut(register).set(0, widen(eight(from, at)));
        at += 8;
    }
}

#[inline(always)]
fn integers<T: Element>(bank: &Bound<'_, '_>, register: u32, from: Racy<'_, T>, widen: impl Fn(T) -> i32) {
    let mut at = 0;
    while at < from.len() {
        let elements = eight(from, at);
        let mut lanes = [0; 8];
        let mut lane = 0;
        while lane < 8 {
            lanes[lane] = widen(elements[lane]);
            lane += 1;
        }
        bank.tile::<1>(at / 8).i32_mut(register).set(0, lanes);
        at += 8;
    }
}

/// Where the results of a run go.
pub enum Target<'t, 'a> {
    /// To elements.
    Elements(ArrayMut<'a>),
    /// To bits.
    Bits(&'t mut [u64]),
}

/// The results of a block, from a register to where they go.
pub struct Deliver<'p, 'b, 'a, 't> {
    /// The registers.
    pub bank: &'p Bound<'b, 'a>,
    /// Their type.
    pub ty: Type,
    /// The register.
    pub register: u32,
    /// Where they go.
    pub target: &'p mut Target<'t, 'a>,
    /// The place there of the first one.
    pub place: usize,
    /// How many there are.
    pub lanes: usize,
}

impl Op for Deliver<'_, '_, '_, '_> {
    type Output = ();
    #[inline(always)]
    fn run<V: Vectors>(self) {
        let Deliver { bank, ty, register, target, place, lanes } = self;
        let mut k = 0;
        while k * 8 < lanes {
            let results = Eight::<V>::of(bank, ty, register, k);
            let at = place + 8 * k;
            let count = (lanes - 8 * k).min(8);
            k += 1;
            match target {
                Target::Bits(words) => {
                    // A block starts at a word.
                    let keep = !(!0u64 << count);
                    let (word, shift) = (&mut words[at / 64], at % 64);
                    *word = *word & !(keep << shift) | (u64::from(results.truth.bits()) & keep) << shift;
                }
                Target::Elements(array) => {
                    let Eight { double, integer, .. } = results;
                    match array {
                        ArrayMut::Float64(out) => put(*out, at, count, double.lanes()),
                        ArrayMut::Float32(out) => put(*out, at, count, double.to_f32()),
                        ArrayMut::Float16(out) => {
                            put(*out, at, count, exact::to_f16::<V>(double).map(f16::from_bits));
                        }
                        ArrayMut::Uint8Clamped(out) => put(*out, at, count, exact::to_u8_clamped::<V>(double)),
                        ArrayMut::Int8(out) => put(*out, at, count, integer.lanes().map(|x| x as i8)),
                        ArrayMut::Uint8(out) => put(*out, at, count, integer.lanes().map(|x| x as u8)),
                        ArrayMut::Int16(out) => put(*out, at, count, integer.lanes().map(|x| x as i16)),
                        ArrayMut::Uint16(out) => put(*out, at, count, integer.lanes().map(|x| x as u16)),
                        ArrayMut::Int32(out) => put(*out, at, count, integer.lanes()),
                        ArrayMut::Uint32(out) => put(*out, at, count, integer.lanes().map(|x| x as u32)),
                    }
                }
            }
        }
    }
}

/// Eight results, as whatever they are stored as.
struct Eight<V: Vectors> {
    double: V::F64,
    /// ToInt32 of it.
    integer: V::I32,
    truth: V::Mask,
}

impl<V: Vectors> Eight<V> {
    #[inline(always)]
    fn of(bank: &Bound<'_, '_>, ty: Type, register: u32, k: usize) -> Eight<V> {
        let tile = bank.tile::<1>(k);
        match ty {
            Type::F64 => {
                let double = V::F64::of(tile.f64(register).get(0));
                Eight { double, integer: double.to_i32(), truth: double.abs().gt(V::F64::splat(0.0)) }
            }
            Type::I32 => {
                let integer = V::I32::of(tile.i32(register).get(0));
                Eight { double: integer.to_f64(), integer, truth: !integer.eq(V::I32::splat(0)) }
            }
            Type::Mask => {
                let truth = V::Mask::of_bits(tile.mask(register) as u8);
                let integer = truth.select_i32(V::I32::splat(1), V::I32::splat(0));
                Eight { double: integer.to_f64(), integer, truth }
            }
        }
    }
}

#[inline(always)]
fn put<T: Element>(out: RacyMut<'_, T>, at: usize, count: usize, values: [T; 8]) {
    if count == 8 {
        return out.store(at, values);
    }
    let mut lane = 0;
    while lane < count {
        out.set(at + lane, values[lane]);
        lane += 1;
    }
}
