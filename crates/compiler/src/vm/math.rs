//! Functions of `Math` and the remainder, on lanes: compiled apart from the tapes, whose vector registers they
//! would take, and for each instruction set.

use crate::MathMode;
use crate::interpret::{Number, binary, unary};
use crate::ir::{Binary, Unary};
use allcores_simd::math::{Function, exact};
use allcores_simd::{F64x8, Op, Vectors};

/// A function of one parameter, in place.
pub struct Apply1<'a> {
    /// Which one.
    pub function: Function,
    /// Which bits it gives.
    pub mode: MathMode,
    /// The parameters, which become the results.
    pub lanes: &'a mut [[f64; 8]],
}

/// A function of two parameters.
pub struct Apply2<'a> {
    /// Which one.
    pub function: Function,
    /// Which bits it gives.
    pub mode: MathMode,
    /// The first parameters, which become the results.
    pub lanes: &'a mut [[f64; 8]],
    /// The second parameters.
    pub second: &'a [[f64; 8]],
}

/// The operator `%`.
pub struct Remainder<'a> {
    /// The dividends, which become the results.
    pub lanes: &'a mut [[f64; 8]],
    /// The divisors.
    pub second: &'a [[f64; 8]],
}

impl Op for Apply1<'_> {
    type Output = ();
    #[inline(always)]
    fn run<V: Vectors>(self) {
        for lane in self.lanes.as_flattened_mut() {
            *lane = unary(Unary::Math(self.function), Number::F64(*lane), self.mode).f64();
        }
    }
}

impl Op for Apply2<'_> {
    type Output = ();
    #[inline(always)]
    fn run<V: Vectors>(self) {
        for (lane, second) in self.lanes.as_flattened_mut().iter_mut().zip(self.second.as_flattened()) {
            *lane = binary(Binary::Math(self.function), Number::F64(*lane), Number::F64(*second), self.mode).f64();
        }
    }
}

impl Op for Remainder<'_> {
    type Output = ();
    #[inline(always)]
    fn run<V: Vectors>(self) {
        let mut k = 0;
        while k < self.lanes.len() && k < self.second.len() {
            let rest = exact::rem::<V>(V::F64::of(self.lanes[k]), V::F64::of(self.second[k]));
            self.lanes[k] = rest.lanes();
            k += 1;
        }
    }
}
