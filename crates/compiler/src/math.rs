//! The functions of `Math` as a mode says, on blocks of lanes: for what executes functions, and for the reference.
//!
//! Each is compiled for itself, and called for a block, so that the vector
//! registers of whoever calls it are not its concern.

use crate::MathMode;
use allcores_simd::math::host::{self, variant};
use allcores_simd::math::{Function, portable};
use allcores_simd::{F64x8, Isa, Op, Vectors, dispatch_on};

/// Replaces `lanes` by a function of them and, if it has two parameters, of their neighbours in `second`.
macro_rules! portable {
    ($isa:expr, $lanes:expr, $function:ident $(, $second:ident)?) => {{
        struct Block<'a> {
            lanes: &'a mut [[f64; 8]],
            $($second: &'a [[f64; 8]],)?
        }
        impl Op for Block<'_> {
            type Output = ();
            #[inline(always)]
            fn run<V: Vectors>(self) {
                let mut i = 0;
                while i < self.lanes.len() {
                    let x = V::F64::of(self.lanes[i]);
                    self.lanes[i] = portable::$function::<V>(x $(, V::F64::of(self.$second[i]))?).lanes();
                    i += 1;
                }
            }
        }
        dispatch_on($isa, Block { lanes: $lanes $(, $second)? })
    }};
}

/// Replaces `lanes` by `function` of them, which has one parameter.
pub(crate) fn apply_unary(isa: Isa, function: Function, mode: MathMode, lanes: &mut [[f64; 8]]) {
    if mode == MathMode::Host {
        return host::apply_unary(isa, function, variant(function), lanes);
    }
    match function {
        Function::Sin => portable!(isa, lanes, sin),
        Function::Cos => portable!(isa, lanes, cos),
        Function::Tan => portable!(isa, lanes, tan),
        Function::Asin => portable!(isa, lanes, asin),
        Function::Acos => portable!(isa, lanes, acos),
        Function::Atan => portable!(isa, lanes, atan),
        Function::Sinh => portable!(isa, lanes, sinh),
        Function::Cosh => portable!(isa, lanes, cosh),
        Function::Tanh => portable!(isa, lanes, tanh),
        Function::Asinh => portable!(isa, lanes, asinh),
        Function::Acosh => portable!(isa, lanes, acosh),
        Function::Atanh => portable!(isa, lanes, atanh),
        Function::Exp => portable!(isa, lanes, exp),
        Function::Expm1 => portable!(isa, lanes, expm1),
        Function::Log => portable!(isa, lanes, log),
        Function::Log1p => portable!(isa, lanes, log1p),
        Function::Log2 => portable!(isa, lanes, log2),
        Function::Log10 => portable!(isa, lanes, log10),
        Function::Cbrt => portable!(isa, lanes, cbrt),
        Function::Atan2 | Function::Pow => panic!("{} has two parameters", function.name()),
    }
}

/// Replaces `lanes` by `function`, which has two parameters, of them and of `second`.
pub(crate) fn apply_binary(isa: Isa, function: Function, mode: MathMode, lanes: &mut [[f64; 8]], second: &[[f64; 8]]) {
    if mode == MathMode::Host {
        return host::apply_binary(isa, function, variant(function), lanes, second);
    }
    match function {
        Function::Atan2 => portable!(isa, lanes, atan2, second),
        Function::Pow => portable!(isa, lanes, pow, second),
        _ => panic!("{} has one parameter", function.name()),
    }
}
