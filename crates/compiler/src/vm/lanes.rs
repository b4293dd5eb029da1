//! Values that change lanes: into a frame, together within it, and out of it again.
//!
//! A frame's lanes are named by where they came from. Lanes are only ever moved
//! forward within a register, so that it can be done in place.

use super::code::{Counter, Kind, Move};
use super::registers::{Bound, Cell, WORD};
use crate::ir::Type;
use allcores_simd::{F64x8, I32x8, Mask8, Op, Vectors};

/// The lanes that are set in the first `lanes` of a mask, in order.
pub fn set_lanes(bank: &Bound<'_, '_>, mask: u32, lanes: usize, into: &mut Vec<u16>) {
    into.clear();
    for word in 0..lanes.div_ceil(WORD) {
        let mut bits = bank.tile::<8>(word).mask(mask);
        while bits != 0 {
            into.push((word * WORD) as u16 + bits.trailing_zeros() as u16);
            bits &= bits - 1;
        }
    }
}

/// Sets the first `lanes` lanes of a mask, and clears the others of the last word.
pub fn first_lanes(bank: &Bound<'_, '_>, mask: u32, lanes: usize) {
    for word in 0..lanes.div_ceil(WORD) {
        let left = lanes - word * WORD;
        bank.tile::<8>(word).set_mask(mask, if left >= WORD { !0 } else { !(!0 << left) });
    }
}

/// Moves a value into the first lanes of a frame: that of lane `ids[j]` to lane `j`.
pub fn enter(varying: &Bound<'_, '_>, uniform: &Bound<'_, '_>, one: Move, ids: &[u16]) {
    let cell = uniform.cell(0);
    match (one.kind, one.ty) {
        (Kind::Uniform, Type::F64) => varying.fill_f64(one.to, ids.len(), cell.f64(one.from)),
        (Kind::Uniform, Type::I32) => varying.fill_i32(one.to, ids.len(), cell.i32(one.from)),
        (Kind::Uniform, Type::Mask) => {
            for word in 0..ids.len().div_ceil(WORD) {
                varying.tile::<8>(word).set_mask(one.to, cell.mask(one.from));
            }
        }
        (_, ty) => gather(varying, ty, one.from, one.to, ids),
    }
}

/// Lane `j` of `to` becomes lane `ids[j]` of `from`. They may be the same if no `ids[j]` is below `j`.
pub fn gather(bank: &Bound<'_, '_>, ty: Type, from: u32, to: u32, ids: &[u16]) {
    match ty {
        Type::F64 => bank.gather_f64(from, to, ids),
        Type::I32 => bank.gather_i32(from, to, ids),
        Type::Mask => {
            for (word, ids) in ids.chunks(WORD).enumerate() {
                let mut bits = 0;
                for (j, &id) in ids.iter().enumerate() {
                    let source = bank.tile::<8>(usize::from(id) / WORD).mask(from);
                    bits |= (source >> (usize::from(id) % WORD) & 1) << j;
                }
                bank.tile::<8>(word).set_mask(to, bits);
            }
        }
    }
}

/// A value moves from a lane of one bank, or of a frame, to lane `id` of the frame around.
#[inline(always)]
pub fn leave(varying: &Bound<'_, '_>, from: Cell<'_>, one: Move, id: usize) {
    let to = varying.cell(id);
    match one.ty {
        Type::F64 => to.set_f64(one.to, from.f64(one.from)),
        Type::I32 => to.set_i32(one.to, from.i32(one.from)),
        Type::Mask => to.set_mask(one.to, from.mask(one.from) != 0),
    }
}

/// Lanes `first + i`, for the bits `i` that are set in `leaving`, leave a frame: what they leave behind moves to the lanes
/// around it that they came from.
pub fn leave_some(varying: &Bound<'_, '_>, round: Cell<'_>, exits: &[Move], ids: &[u16], first: usize, leaving: u64) {
    for exit in exits {
        let mut leaving = leaving;
        while leaving != 0 {
            let lane = first + leaving.trailing_zeros() as usize;
            leaving &= leaving - 1;
            let from = if exit.kind == Kind::Uniform { round } else { varying.cell(lane) };
            leave(varying, from, *exit, usize::from(ids[lane]));
        }
    }
}

/// All lanes of a uniform register become the first one.
pub fn spread(uniform: &Bound<'_, '_>, ty: Type, register: u32) {
    let cell = uniform.cell(0);
    match ty {
        Type::F64 => uniform.fill_f64(register, WORD, cell.f64(register)),
        Type::I32 => uniform.fill_i32(register, WORD, cell.i32(register)),
        Type::Mask => uniform.tile::<8>(0).set_mask(register, cell.mask(register)),
    }
}

/// The lanes of a counter become its values in the rounds from that of the first lane on.
pub struct Count<'p> {
    /// The uniform bank.
    pub uniform: &'p Bound<'p, 'p>,
    /// The counter.
    pub counter: Counter,
}

impl Op for Count<'_> {
    type Output = ();
    #[inline(always)]
    fn run<V: Vectors>(self) {
        let Count { uniform, counter: Counter { ty, value, by, down } } = self;
        let cell = uniform.cell(0);
        let tile = uniform.tile::<{ WORD / 8 }>(0);
        let mut k = 0;
        if ty == Type::I32 {
            let by = if down { cell.i32(by).wrapping_neg() } else { cell.i32(by) };
            let (first, by) = (V::I32::splat(cell.i32(value)), V::I32::splat(by));
            while k < WORD / 8 {
                let rounds = V::I32::of([0, 1, 2, 3, 4, 5, 6, 7]) + V::I32::splat(8 * k as i32);
                tile.i32_mut(value).set(k, (first + by * rounds).lanes());
                k += 1;
            }
            return;
        }
        // Subtracting is adding the negative.
        let by = if down { -cell.f64(by) } else { cell.f64(by) };
        let first = cell.f64(value);
        // Of whole numbers that stay below 2^53 every sum is exact, in any order.
        let both = V::F64::of([first, by, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        let exact = (both.trunc().eq(both) & both.abs().lt(V::F64::splat((1u64 << 46) as f64))).all();
        let mut now = first;
        while k < WORD / 8 {
            let lanes = if exact {
                let rounds = V::F64::of([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]) + V::F64::splat((8 * k) as f64);
                (V::F64::splat(first) + rounds * V::F64::splat(by)).lanes()
            } else {
                let mut lanes = [0.0; 8];
                let mut lane = 0;
                while lane < 8 {
                    lanes[lane] = now;
                    now += by;
                    lane += 1;
                }
                lanes
            };
            tile.f64_mut(value).set(k, lanes);
            k += 1;
        }
        // Nothing was added to it, not even a zero, which has a sign.
        cell.set_f64(value, first);
    }
}

/// The first lane of a counter becomes its value in the round after that of the last lane.
pub fn recount(uniform: &Bound<'_, '_>, &Counter { ty, value, by, down }: &Counter) {
    let (first, last) = (uniform.cell(0), uniform.cell(WORD - 1));
    if ty == Type::I32 {
        let (now, by) = (last.i32(value), first.i32(by));
        first.set_i32(value, if down { now.wrapping_sub(by) } else { now.wrapping_add(by) });
    } else {
        let (now, by) = (last.f64(value), first.f64(by));
        first.set_f64(value, if down { now - by } else { now + by });
    }
}
