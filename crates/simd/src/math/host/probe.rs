//! Which variant of a function the host has: asked by values, because no version number says how it was built.
//!
//! An engine can be compiled with multiplications and additions contracted, as
//! is usual on AArch64, or with other algorithms. The points are those at which
//! algorithms branch, those at which such builds are known to differ, and
//! arbitrary ones in such a number that a change is not missed that shows in no
//! more than one result of a thousand.

use super::{Variant, apply_binary, apply_unary, contracted};
use crate::isa;
use crate::math::Function;

/// Upper halves of doubles at which fdlibm branches.
const BOUNDS: [u32; 44] = [
    0x0000_0000,
    0x0010_0000,
    0x3C60_0000,
    0x3C80_0000,
    0x3C90_0000,
    0x3E20_0000,
    0x3E30_0000,
    0x3E40_0000,
    0x3FD2_BEC5,
    0x3FD3_3333,
    0x3FD6_2E43,
    0x3FDA_827A,
    0x3FDC_0000,
    0x3FE0_0000,
    0x3FE5_9428,
    0x3FE6_0000,
    0x3FE9_0001,
    0x3FE9_21FC,
    0x3FEF_3333,
    0x3FF0_0000,
    0x3FF0_A2B2,
    0x3FF3_0000,
    0x3FF3_988F,
    0x3FF6_147A,
    0x3FF6_A09E,
    0x3FF6_B852,
    0x3FF9_21FB,
    0x3FFB_B67A,
    0x4000_0000,
    0x4002_D97C,
    0x4003_8000,
    0x4036_0000,
    0x4043_687A,
    0x4086_2E42,
    0x4086_33CE,
    0x4087_4911,
    0x4139_21FC,
    0x41B0_0000,
    0x41E0_0001,
    0x4340_0000,
    0x43F0_0001,
    0x4410_0000,
    0x7FE0_0000,
    0x7FF0_0000,
];
/// What decides in pow and atan2, beside the bounds.
const SECOND: [f64; 12] =
    [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 3.0, -1.5, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 4294967297.0];
/// How many arbitrary points there are.
const ARBITRARY: usize = 8192;

/// The arguments at which to ask the host; the second is for functions of two parameters.
pub fn points(function: Function) -> Vec<[f64; 2]> {
    let mut points = Vec::new();
    for bound in BOUNDS {
        let bits = u64::from(bound) << 32;
        for bits in [bits.saturating_sub(1), bits, bits + 1, bits | 0x5444_2D18] {
            let x = f64::from_bits(bits);
            points.extend([[x, 1.75], [-x, 1.75]]);
        }
    }
    if function.arity() == 2 {
        let values = [0.0, 0.5, 1.0, 3.0, f64::INFINITY, f64::NAN, 1e-310, 1.0 - f64::EPSILON];
        for x in values.into_iter().flat_map(|x| [x, -x]) {
            points.extend(SECOND.map(|y| [x, y]));
        }
    }
    let mut state = 1;
    points.extend(contracted::points(function));
    points.extend((0..ARBITRARY).map(|_| arbitrary(function, &mut state)));
    points
}

/// The variant that gives all that the host gave at the points of `function`; NaNs are all the same.
pub fn choose(function: Function, host_results: &[f64]) -> Option<Variant> {
    let points = points(function);
    if points.len() != host_results.len() {
        return None;
    }
    [Variant::Fdlibm, Variant::Platform].into_iter().find(|variant| {
        let own = results(function, *variant, &points);
        own.iter().zip(host_results).all(|(own, host)| own.to_bits() == host.to_bits() || own.is_nan() && host.is_nan())
    })
}

fn results(function: Function, variant: Variant, points: &[[f64; 2]]) -> Vec<f64> {
    let mut lanes = vec![[0.0; 8]; points.len().div_ceil(8)];
    let mut second = lanes.clone();
    for (point, (x, y)) in points.iter().zip(lanes.as_flattened_mut().iter_mut().zip(second.as_flattened_mut())) {
        [*x, *y] = *point;
    }
    if function.arity() == 1 {
        apply_unary(isa(), function, variant, &mut lanes);
    } else {
        apply_binary(isa(), function, variant, &mut lanes, &second);
    }
    lanes.as_flattened()[..points.len()].to_vec()
}

/// A point where the function is neither trivial nor undefined.
fn arbitrary(function: Function, state: &mut u64) -> [f64; 2] {
    let (u, v) = (unit(state), unit(state));
    match function {
        Function::Sin | Function::Cos | Function::Tan => [u * if v < 0.0 { 4.0 } else { 1e6 }, 0.0],
        Function::Asin | Function::Acos | Function::Atanh => [u, 0.0],
        Function::Acosh => [1.0 + u.abs() * 8.0, 0.0],
        Function::Log | Function::Log2 | Function::Log10 | Function::Cbrt => [u.abs() * (v * 20.0).exp2(), 0.0],
        Function::Log1p => [u.abs() * 4.0 - 0.9, 0.0],
        Function::Pow => [u.abs() * 10.0, v * 30.0],
        Function::Atan2 => [u, v],
        _ => [u * 6.0, 0.0],
    }
}

/// The next number of a sequence from -1 to 1 (SplitMix64).
fn unit(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    (z ^ z >> 31) as i64 as f64 / (1u64 << 63) as f64
}
