//! The functions of `Math`, as both ways to run a function call them.
//!
//! On blocks of lanes and out of line: inlined into a machine's own loops they
//! would take the vector registers that those need.

use crate::MathMode;
use allcores_simd::math::host::{apply_binary, apply_unary, variant};
use allcores_simd::math::{Function, exact, portable};
use allcores_simd::{F64x8, Isa, Op, Vectors, dispatch_on};

/// Replaces each lane by a function of it, and of its neighbour in `second`.
macro_rules! block {
    ($isa:expr, $function:path, $lanes:expr $(, $second:expr)?) => {{
        struct Block<'a>(&'a mut [[f64; 8]], &'a [[f64; 8]]);
        impl Op for Block<'_> {
            type Output = ();
            #[inline(always)]
            fn run<V: Vectors>(self) {
                let mut k = 0;
                while k < self.0.len() {
                    let x = V::F64::of(self.0[k]);
                    self.0[k] = block!(@call self, k, x, $function $(, $second)?).lanes();
                    k += 1;
                }
            }
        }
        dispatch_on($isa, block!(@new $lanes $(, $second)?))
    }};
    (@call $self:ident, $k:ident, $x:ident, $function:path) => { { use $function as function; function::<V>($x) } };
    (@call $self:ident, $k:ident, $x:ident, $function:path, $second:expr) => {
        { use $function as function; function::<V>($x, V::F64::of($self.1[$k])) }
    };
    (@new $lanes:expr) => { Block($lanes, &[]) };
    (@new $lanes:expr, $second:expr) => { Block($lanes, $second) };
}

/// Replaces `lanes` by `function` of them, which must be of one parameter.
pub fn of_one(isa: Isa, function: Function, mode: MathMode, lanes: &mut [[f64; 8]]) {
    if mode == MathMode::Host {
        return apply_unary(isa, function, variant(function), lanes);
    }
    match function {
        Function::Sin => block!(isa, portable::sin, lanes),
        Function::Cos => block!(isa, portable::cos, lanes),
        Function::Tan => block!(isa, portable::tan, lanes),
        Function::Asin => block!(isa, portable::asin, lanes),
        Function::Acos => block!(isa, portable::acos, lanes),
        Function::Atan => block!(isa, portable::atan, lanes),
        Function::Sinh => block!(isa, portable::sinh, lanes),
        Function::Cosh => block!(isa, portable::cosh, lanes),
        Function::Tanh => block!(isa, portable::tanh, lanes),
        Function::Asinh => block!(isa, portable::asinh, lanes),
        Function::Acosh => block!(isa, portable::acosh, lanes),
        Function::Atanh => block!(isa, portable::atanh, lanes),
        Function::Exp => block!(isa, portable::exp, lanes),
        Function::Expm1 => block!(isa, portable::expm1, lanes),
        Function::Log => block!(isa, portable::log, lanes),
        Function::Log1p => block!(isa, portable::log1p, lanes),
        Function::Log2 => block!(isa, portable::log2, lanes),
        Function::Log10 => block!(isa, portable::log10, lanes),
        Function::Cbrt => block!(isa, portable::cbrt, lanes),
        Function::Atan2 | Function::Pow => panic!("{} has two parameters", function.name()),
    }
}

/// Replaces `lanes` by `function` of them and of `second`; it must be of two parameters.
pub fn of_two(isa: Isa, function: Function, mode: MathMode, lanes: &mut [[f64; 8]], second: &[[f64; 8]]) {
    assert_eq!(lanes.len(), second.len());
    if mode == MathMode::Host {
        return apply_binary(isa, function, variant(function), lanes, second);
    }
    match function {
        Function::Atan2 => block!(isa, portable::atan2, lanes, second),
        Function::Pow => block!(isa, portable::pow, lanes, second),
        _ => panic!("{} has one parameter", function.name()),
    }
}

/// Replaces `lanes` by what they leave modulo `second`.
pub fn remainder(isa: Isa, lanes: &mut [[f64; 8]], second: &[[f64; 8]]) {
    assert_eq!(lanes.len(), second.len());
    block!(isa, exact::rem, lanes, second);
}
