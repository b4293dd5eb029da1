//! The functions of `Math` for one number.

use crate::MathMode;
use allcores_simd::math::Function;

/// A function of one parameter.
pub(super) fn of_one(function: Function, x: f64, _: MathMode) -> f64 {
    match function {
        Function::Sin => x.sin(),
        Function::Cos => x.cos(),
        Function::Tan => x.tan(),
        Function::Asin => x.asin(),
        Function::Acos => x.acos(),
        Function::Atan => x.atan(),
        Function::Sinh => x.sinh(),
        Function::Cosh => x.cosh(),
        Function::Tanh => x.tanh(),
        Function::Asinh => x.asinh(),
        Function::Acosh => x.acosh(),
        Function::Atanh => x.atanh(),
        Function::Exp => x.exp(),
        Function::Expm1 => x.exp_m1(),
        Function::Log => x.ln(),
        Function::Log1p => x.ln_1p(),
        Function::Log2 => x.log2(),
        Function::Log10 => x.log10(),
        Function::Cbrt => x.cbrt(),
        Function::Atan2 | Function::Pow => panic!("{function:?} has two parameters"),
    }
}

/// A function of two parameters.
pub(super) fn of_two(function: Function, x: f64, y: f64, _: MathMode) -> f64 {
    match function {
        Function::Atan2 => x.atan2(y),
        // In ECMAScript, and not in C, these are NaN.
        Function::Pow if y.is_nan() || (x.abs() == 1.0 && y.is_infinite()) => f64::NAN,
        Function::Pow => x.powf(y),
        _ => panic!("{function:?} has one parameter"),
    }
}
