//! `Math` with the very bits that the host's JavaScript engine gives.
//!
//! V8 has all but pow from fdlibm, compiled in; pow came from there too, and
//! comes from the platform's C library since V8 13. The algorithms are fixed by
//! their order of operations: no step here may be contracted, reassociated or
//! replaced by a more accurate one. Branches become blends of lanes, and what
//! few arguments need is computed where any lane needs it.
//!
//! Whether a host is what is expected, [`probe`] finds out.

mod contracted;
mod cube_root;
mod exponential;
mod hyperbolic;
mod hypotenuse;
mod inverse;
mod logarithmic;
pub mod platform;
mod power;
pub mod probe;
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
use crate::{F64x8, Isa, Op, Vectors, dispatch_on};

/// Where an engine has a function from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// From fdlibm: the functions of this module.
    Fdlibm,
    /// From the C library: those of [`platform`].
    Platform,
}

/// An operation on a block of lanes, in place: each becomes a function of itself, and of its neighbour in `second`.
///
/// A function is compiled for itself, and called for a block: inlined into one
/// loop that can do them all, they would be more than a compiler can optimize.
macro_rules! block {
    ($lanes:expr, $isa:expr, $function:ident($x:ident $(, $y:ident = $second:expr)?)) => {{
        struct Block<'a> {
            lanes: &'a mut [[f64; 8]],
            $($y: &'a [[f64; 8]],)?
        }
        impl Op for Block<'_> {
            type Output = ();
            #[inline(always)]
            fn run<V: Vectors>(self) {
                let mut i = 0;
                while i < self.lanes.len() {
                    let $x = V::F64::of(self.lanes[i]);
                    $(let $y = V::F64::of(self.$y[i]);)?
                    self.lanes[i] = $function::<V>($x $(, $y)?).lanes();
                    i += 1;
                }
            }
        }
        dispatch_on($isa, Block { lanes: $lanes $(, $y: $second)? })
    }};
}

/// Replaces `lanes` by `function` of them, which must be of one parameter.
pub fn apply_unary(isa: Isa, function: Function, variant: Variant, lanes: &mut [[f64; 8]]) {
    if variant == Variant::Platform {
        return platform::apply_unary(function, lanes);
    }
    match function {
        Function::Sin => block!(lanes, isa, sin(x)),
        Function::Cos => block!(lanes, isa, cos(x)),
        Function::Tan => block!(lanes, isa, tan(x)),
        Function::Asin => block!(lanes, isa, asin(x)),
        Function::Acos => block!(lanes, isa, acos(x)),
        Function::Atan => block!(lanes, isa, atan(x)),
        Function::Sinh => block!(lanes, isa, sinh(x)),
        Function::Cosh => block!(lanes, isa, cosh(x)),
        Function::Tanh => block!(lanes, isa, tanh(x)),
        Function::Asinh => block!(lanes, isa, asinh(x)),
        Function::Acosh => block!(lanes, isa, acosh(x)),
        Function::Atanh => block!(lanes, isa, atanh(x)),
        Function::Exp => block!(lanes, isa, exp(x)),
        Function::Expm1 => block!(lanes, isa, expm1(x)),
        Function::Log => block!(lanes, isa, log(x)),
        Function::Log1p => block!(lanes, isa, log1p(x)),
        Function::Log2 => block!(lanes, isa, log2(x)),
        Function::Log10 => block!(lanes, isa, log10(x)),
        Function::Cbrt => block!(lanes, isa, cbrt(x)),
        Function::Atan2 | Function::Pow => panic!("{} has two parameters", function.name()),
    }
}

/// Replaces `lanes` by `function` of them and of `second`, of the same length; it must be of two parameters.
pub fn apply_binary(isa: Isa, function: Function, variant: Variant, lanes: &mut [[f64; 8]], second: &[[f64; 8]]) {
    assert_eq!(lanes.len(), second.len());
    if variant == Variant::Platform {
        return platform::apply_binary(function, lanes, second);
    }
    match function {
        Function::Atan2 => block!(lanes, isa, atan2(x, y = second)),
        Function::Pow => block!(lanes, isa, pow(x, y = second)),
        _ => panic!("{} has one parameter", function.name()),
    }
}
