//! hypot, which V8 has of its own: squares of quotients by the greatest, summed with compensation.

use crate::{F64x8, Mask8, Vectors};

/// `Math.hypot` of the arguments in the order they have.
#[inline(always)]
pub fn hypot<V: Vectors>(arguments: &[V::F64]) -> V::F64 {
    let c = V::F64::splat;
    let zero = c(0.0);
    let mut greatest = zero;
    let mut nan = V::Mask::FALSE;
    let mut i = 0;
    while i < arguments.len() {
        let a = arguments[i].abs();
        greatest = a.gt(greatest).select_f64(a, greatest);
        nan = nan | a.is_nan();
        i += 1;
    }
    let mut sum = zero;
    let mut compensation = zero;
    i = 0;
    while i < arguments.len() {
        let quotient = arguments[i].abs() / greatest;
        let summand = quotient * quotient - compensation;
        let next = sum + summand;
        compensation = (next - sum) - summand;
        sum = next;
        i += 1;
    }
    let result = nan.select_f64(c(f64::NAN), sum.sqrt() * greatest);
    let result = (greatest.eq(zero) & !nan).select_f64(zero, result);
    greatest.eq(c(f64::INFINITY)).select_f64(greatest, result)
}
