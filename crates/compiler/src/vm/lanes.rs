//! Values that change lanes: into a frame, together within it, and out of it again.
//!
//! A frame's lanes are named by where they came from. Lanes are only ever moved
//! forward within a register, so that it can be done in place.

use super::code::{Kind, Move};
use super::registers::{Bound, WORD};
use crate::ir::Type;

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

/// An element in lane `lane` of a frame leaves a value behind, in lane `id` of the frame around.
pub fn leave(varying: &Bound<'_, '_>, uniform: &Bound<'_, '_>, one: Move, lane: usize, id: usize) {
    let (from, to) = (if one.kind == Kind::Uniform { uniform.cell(0) } else { varying.cell(lane) }, varying.cell(id));
    match one.ty {
        Type::F64 => to.set_f64(one.to, from.f64(one.from)),
        Type::I32 => to.set_i32(one.to, from.i32(one.from)),
        Type::Mask => to.set_mask(one.to, from.mask(one.from) != 0),
    }
}
