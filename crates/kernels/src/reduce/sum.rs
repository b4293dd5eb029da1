//! `sum` and `dot`: the same reduction of one input and of two.
//!
//! A term is an element, or the product of two. Terms of floats are summed
//! with the rounding errors carried along, those of integers exactly.

use super::{accurate, exact};
use crate::Number;
use allcores_memory::{Element, Racy};
use allcores_parallel::{Cancelled, Context};
use std::ops::Range;

/// Bytes per chunk: about ten times what it takes to wake a thread.
const GRAIN_BYTES: usize = 1 << 19;

/// The sum of all elements; 0 when there are none.
///
/// Integers give the exact sum. Floats are widened to doubles and summed with
/// compensation, as if in twice the precision: the error is below 1 ulp of the
/// result plus about n²·2^-106 of the sum of magnitudes. The result overflows
/// only where the sum itself does; NaN, and infinities of both signs, give NaN.
/// Python: `math.fsum` up to the last bit, NumPy: `numpy.sum` with more care.
///
/// Source: Ogita, Rump, Oishi, "Accurate sum and dot product" (2005), Sum2.
pub fn sum<T: Element>(ctx: Context<'_>, x: Racy<'_, T>) -> Result<Number, Cancelled> {
    sum_of_products(ctx, [x])
}

/// The sum of `x[i] * y[i]`; both have the same length.
///
/// Integers give the exact sum of the exact products. Products of doubles keep
/// their rounding errors, products of narrower floats are exact, and the sum is
/// that of [`sum`]. NumPy: `numpy.dot`.
///
/// Source: as for [`sum`], Dot2.
pub fn dot<T: Element>(ctx: Context<'_>, x: Racy<'_, T>, y: Racy<'_, T>) -> Result<Number, Cancelled> {
    assert_eq!(x.len(), y.len(), "both arrays have the same length");
    sum_of_products(ctx, [x, y])
}

/// [`sum`] of `len` doubles that `write` makes as they are needed: bit for bit what an array of them would give.
///
/// It is given a range, room for it, and what `scratch` made for the thread. Where the sum overflows they are made twice.
pub fn sum_of<S>(
    ctx: Context<'_>,
    len: usize,
    scratch: impl Fn() -> S + Sync,
    write: impl Fn(&mut S, Range<usize>, &mut [f64]) -> Result<(), Cancelled> + Sync,
) -> Result<f64, Cancelled> {
    accurate::sum_of(ctx, len, GRAIN_BYTES / size_of::<f64>(), scratch, write)
}

fn sum_of_products<T: Element, const N: usize>(ctx: Context<'_>, x: [Racy<'_, T>; N]) -> Result<Number, Cancelled> {
    let grain = GRAIN_BYTES / size_of::<T>();
    if T::IS_FLOAT {
        accurate::sum(ctx, x, grain).map(Number::Float)
    } else {
        exact::sum(ctx, x, grain).map(Number::Integer)
    }
}
