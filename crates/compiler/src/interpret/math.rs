//! The functions of `Math` for one number: a lane of the vector functions, as the baseline computes them.

use crate::{MathMode, math};
use allcores_simd::Isa;
use allcores_simd::math::Function;

/// A function of one parameter.
pub(super) fn of_one(function: Function, x: f64, mode: MathMode) -> f64 {
    let mut lanes = [[x; 8]];
    math::apply_unary(Isa::Baseline, function, mode, &mut lanes);
    lanes[0][0]
}

/// A function of two parameters.
pub(super) fn of_two(function: Function, x: f64, y: f64, mode: MathMode) -> f64 {
    let mut lanes = [[x; 8]];
    math::apply_binary(Isa::Baseline, function, mode, &mut lanes, &[[y; 8]]);
    lanes[0][0]
}
