//! `Math` from the platform's C library, lane by lane: what V8 has pow from since version 13.
//!
//! The library is the process's own, so its bits are those that the engine gets,
//! whatever the library is, unless the engine was linked with one of its own.

use crate::math::Function;
use crate::{F64x8, Vectors};

/// `function` of `x`, and of `y` where it has two parameters.
#[inline(always)]
pub fn evaluate<V: Vectors>(function: Function, x: V::F64, y: V::F64) -> V::F64 {
    let (mut x, y) = (x.lanes(), y.lanes());
    each_lane(function, &mut x, &y);
    V::F64::of(x)
}

/// `Math.pow`.
#[inline(always)]
pub fn pow<V: Vectors>(x: V::F64, y: V::F64) -> V::F64 {
    evaluate::<V>(Function::Pow, x, y)
}

/// Not inlined: calls leave no register as it was, so that nothing is gained by it.
#[inline(never)]
fn each_lane(function: Function, x: &mut [f64; 8], y: &[f64; 8]) {
    for (x, y) in x.iter_mut().zip(y) {
        *x = match function {
            Function::Sin => x.sin(),
            Function::Cos => x.cos(),
            Function::Tan => x.tan(),
            Function::Asin => x.asin(),
            Function::Acos => x.acos(),
            Function::Atan => x.atan(),
            Function::Atan2 => x.atan2(*y),
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
            Function::Pow => power(*x, *y),
        };
    }
}

/// V8 takes squares and roots out, as its optimizing compilers do, and what C defines otherwise than JavaScript.
#[inline(always)]
fn power(x: f64, y: f64) -> f64 {
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
