//! The functions of `Math`, as both ways to run a function call them.
//!
//! On blocks of lanes and out of line: inlined into a machine's own loops they
//! would take the vector registers that those need.

use crate::MathMode;
use allcores_simd::math::host::{apply_binary, apply_unary, variant};
use allcores_simd::math::{Function, exact, portable};
use allcores_simd::{F64x8, Isa, Op, Vectors, dispatch_on};

/// An operation on blocks of lanes, in place: `x`, and its neighbour `y` in `second`, become the expression.
macro_rules! block {
    ($isa:expr, $lanes:expr, $x:ident $(, $y:ident in $second:expr)? => $function:ident::$name:ident) => {{
        struct Block<'a> {
            lanes: &'a mut [[f64; 8]],
            $($y: &'a [[f64; 8]],)?
        }
        impl Op for Block<'_> {
            type Output = ();
            #[inline(always)]
            fn run<V: Vectors>(self) {
                let mut k = 0;
                while k < self.lanes.len() {
                    let $x = V::F64::of(self.lanes[k]);
                    $(let $y = V::F64::of(self.$y[k]);)?
                    self.lanes[k] = $function::$name::<V>($x $(, $y)?).lanes();
                    k += 1;
                }
            }
        }
        dispatch_on($isa, Block { lanes: $lanes $(, $y: $second)? })
    }};
}

/// Replaces `lanes` by `function` of them, which must be of one parameter.
pub fn of_one(isa: Isa, function: Function, mode: MathMode, lanes: &mut [[f64; 8]]) {
    if mode == MathMode::Host {
        return apply_unary(isa, function, variant(function), lanes);
    }
    match function {
        Function::Sin => block!(isa, lanes, x => portable::sin),
        Function::Cos => block!(isa, lanes, x => portable::cos),
        Function::Tan => block!(isa, lanes, x => portable::tan),
        Function::Asin => block!(isa, lanes, x => portable::asin),
        Function::Acos => block!(isa, lanes, x => portable::acos),
        Function::Atan => block!(isa, lanes, x => portable::atan),
        Function::Sinh => block!(isa, lanes, x => portable::sinh),
        Function::Cosh => block!(isa, lanes, x => portable::cosh),
        Function::Tanh => block!(isa, lanes, x => portable::tanh),
        Function::Asinh => block!(isa, lanes, x => portable::asinh),
        Function::Acosh => block!(isa, lanes, x => portable::acosh),
        Function::Atanh => block!(isa, lanes, x => portable::atanh),
        Function::Exp => block!(isa, lanes, x => portable::exp),
        Function::Expm1 => block!(isa, lanes, x => portable::expm1),
        Function::Log => block!(isa, lanes, x => portable::log),
        Function::Log1p => block!(isa, lanes, x => portable::log1p),
        Function::Log2 => block!(isa, lanes, x => portable::log2),
        Function::Log10 => block!(isa, lanes, x => portable::log10),
        Function::Cbrt => block!(isa, lanes, x => portable::cbrt),
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
        Function::Atan2 => block!(isa, lanes, x, y in second => portable::atan2),
        Function::Pow => block!(isa, lanes, x, y in second => portable::pow),
        _ => panic!("{} has one parameter", function.name()),
    }
}

/// Replaces `lanes` by what they leave modulo `second`.
pub fn remainder(isa: Isa, lanes: &mut [[f64; 8]], second: &[[f64; 8]]) {
    assert_eq!(lanes.len(), second.len());
    block!(isa, lanes, x, y in second => exact::rem);
}
