//! Polynomials with constant coefficients.
//!
//! Two interleaved chains in `z²`, half as long as Horner's: short enough for their latency to
//! hide behind the lanes before and after, with few registers. The order is part of the result.

use super::double::lit;
use crate::vectors::Vectors;

/// `coefficients[0] + coefficients[1] z + …`.
#[inline(always)]
pub(super) fn polynomial<V: Vectors, const N: usize>(z: V::F64, coefficients: [f64; N]) -> V::F64 {
    let square = z * z;
    let mut upper = lit::<V>(coefficients[N - 1]);
    let mut lower = lit::<V>(coefficients[N - 2]);
    let mut left = N - 2;
    while left >= 2 {
        upper = upper * square + lit::<V>(coefficients[left - 1]);
        lower = lower * square + lit::<V>(coefficients[left - 2]);
        left -= 2;
    }
    let both = upper * z + lower;
    if left == 1 { both * z + lit::<V>(coefficients[0]) } else { both }
}
