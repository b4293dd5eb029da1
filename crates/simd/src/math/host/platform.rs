//! `Math` from the platform's C library, lane by lane: what V8 has pow from since version 13.
//!
//! The library is the process's own, so its bits are those that the engine gets,
//! whatever the library is, unless the engine was linked with one of its own.

use crate::math::Function;

/// Replaces `lanes` by `function` of them, which must be of one parameter.
pub(super) fn apply_unary(function: Function, lanes: &mut [[f64; 8]]) {
    let of: fn(f64) -> f64 = match function {
        Function::Sin => f64::sin,
        Function::Cos => f64::cos,
        Function::Tan => f64::tan,
        Function::Asin => f64::asin,
        Function::Acos => f64::acos,
        Function::Atan => f64::atan,
        Function::Sinh => f64::sinh,
        Function::Cosh => f64::cosh,
        Function::Tanh => f64::tanh,
        Function::Asinh => f64::asinh,
        Function::Acosh => f64::acosh,
        Function::Atanh => f64::atanh,
        Function::Exp => f64::exp,
        Function::Expm1 => f64::exp_m1,
        Function::Log => f64::ln,
        Function::Log1p => f64::ln_1p,
        Function::Log2 => f64::log2,
        Function::Log10 => f64::log10,
        Function::Cbrt => f64::cbrt,
        Function::Atan2 | Function::Pow => panic!("{} has two parameters", function.name()),
    };
    for lane in lanes.as_flattened_mut() {
        *lane = of(*lane);
    }
}

/// Replaces `lanes` by `function` of them and of `second`; it must be of two parameters.
pub(super) fn apply_binary(function: Function, lanes: &mut [[f64; 8]], second: &[[f64; 8]]) {
    let of: fn(f64, f64) -> f64 = match function {
        Function::Atan2 => f64::atan2,
        Function::Pow => pow,
        _ => panic!("{} has one parameter", function.name()),
    };
    for (lane, second) in lanes.as_flattened_mut().iter_mut().zip(second.as_flattened()) {
        *lane = of(*lane, *second);
    }
}

/// `Math.pow` by the C library. V8 takes squares and roots out, as its optimizing compilers do, and what C defines
/// otherwise than JavaScript.
pub fn pow(x: f64, y: f64) -> f64 {
    if y.is_nan() || y.is_infinite() && x.abs() == 1.0 {
        f64::NAN
    } else if y == 2.0 {
        x * x
    } else if y == 0.5 {
        if x.is_infinite() { f64::INFINITY } else { (x + 0.0).sqrt() }
    } else {
        x.powf(y)
    }
}
