//! Elements of tables by index.
//!
//! The index is in a register of its own by then: it is loaded once, compared
//! with the length, and used. A table that another thread writes, an index among
//! it, gives wrong values and never a place outside.

use crate::Array;
use allcores_memory::{Element, Racy};

/// Replaces each index by the element of `table` there, or NaN where there is none.
pub fn gather(table: Array<'_>, lanes: &mut [[f64; 8]]) {
    match table {
        Array::Int8(racy) => each(racy, lanes, f64::from),
        Array::Uint8(racy) | Array::Uint8Clamped(racy) => each(racy, lanes, f64::from),
        Array::Int16(racy) => each(racy, lanes, f64::from),
        Array::Uint16(racy) => each(racy, lanes, f64::from),
        Array::Int32(racy) => each(racy, lanes, f64::from),
        Array::Uint32(racy) => each(racy, lanes, f64::from),
        Array::Float16(racy) => each(racy, lanes, |half| half.to_f64()),
        Array::Float32(racy) => each(racy, lanes, f64::from),
        Array::Float64(racy) => each(racy, lanes, |double| double),
    }
}

#[inline(always)]
fn each<T: Element>(table: Racy<'_, T>, lanes: &mut [[f64; 8]], number: impl Fn(T) -> f64) {
    for lane in lanes.as_flattened_mut() {
        let index = *lane;
        let place = index as usize;
        // `as` saturates, and NaN becomes 0: only a whole number in range comes back as it was.
        *lane = if place as f64 == index && place < table.len() { number(table.get(place)) } else { f64::NAN };
    }
}
