//! `Math` with the very bits that the host's JavaScript engine gives.
//!
//! V8 has all but pow from fdlibm, compiled in; pow came from there too, and
//! comes from the platform's C library since V8 13. The algorithms are fixed by
//! their order of operations: no step here may be contracted, reassociated or
//! replaced by a more accurate one. Branches become blends of lanes, and what
//! few arguments need is computed where any lane needs it.
//!
//! Whether a host is what is expected, [`probe`] finds out.

mod cube_root;
mod exponential;
mod hyperbolic;
mod hypotenuse;
mod inverse;
mod logarithmic;
pub mod platform;
mod power;
mod reduction;
mod trigonometric;
mod words;

pub use cube_root::cbrt;
pub use exponential::{exp, expm1};
pub use hyperbolic::{acosh, asinh, atanh, cosh, sinh, tanh};
pub use hypotenuse::hypot;
pub use inverse::{acos, asin, atan, atan2};
pub use logarithmic::{log, log1p, log2, log10};
pub use power::pow;
pub use trigonometric::{cos, sin, tan};

use super::Function;
use crate::Vectors;

/// Where an engine has a function from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// From fdlibm: the functions of this module.
    Fdlibm,
    /// From the C library: those of [`platform`].
    Platform,
}

/// `function` of `x`, and of `y` where it has two parameters.
#[inline(always)]
pub fn evaluate<V: Vectors>(function: Function, variant: Variant, x: V::F64, y: V::F64) -> V::F64 {
    if variant == Variant::Platform {
        return platform::evaluate::<V>(function, x, y);
    }
    match function {
        Function::Sin => sin::<V>(x),
        Function::Cos => cos::<V>(x),
        Function::Tan => tan::<V>(x),
        Function::Asin => asin::<V>(x),
        Function::Acos => acos::<V>(x),
        Function::Atan => atan::<V>(x),
        Function::Atan2 => atan2::<V>(x, y),
        Function::Sinh => sinh::<V>(x),
        Function::Cosh => cosh::<V>(x),
        Function::Tanh => tanh::<V>(x),
        Function::Asinh => asinh::<V>(x),
        Function::Acosh => acosh::<V>(x),
        Function::Atanh => atanh::<V>(x),
        Function::Exp => exp::<V>(x),
        Function::Expm1 => expm1::<V>(x),
        Function::Log => log::<V>(x),
        Function::Log1p => log1p::<V>(x),
        Function::Log2 => log2::<V>(x),
        Function::Log10 => log10::<V>(x),
        Function::Cbrt => cbrt::<V>(x),
        Function::Pow => pow::<V>(x, y),
    }
}
