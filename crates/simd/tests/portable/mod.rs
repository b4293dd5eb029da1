//! Every portable function with what it is tested against, and where.
//!
//! The reference is `pxfm`, another's correctly rounded library. Where a result differs from it, the
//! true value comes from `astro-float` with 200 bits, and the error is
//! measured against that: a neighbour of the rounded value may be within one ulp or not.

#![allow(dead_code, reason = "no test uses all of it")]

use allcores_simd::math::portable;
use allcores_simd::{F64x8, Isa, Op, Vectors, dispatch_on};
use astro_float_num::{BigFloat, Consts, RoundingMode};
use core::f64::consts::{FRAC_1_SQRT_2, FRAC_PI_2, FRAC_PI_4, PI, SQRT_2};

/// Bits of the true value.
const BITS: usize = 200;
/// To nearest, ties to even.
const NEAREST: RoundingMode = RoundingMode::ToEven;

/// A true value from an argument or two.
type Exact = fn(&BigFloat, &BigFloat, &mut Consts) -> BigFloat;

/// A function under test.
pub struct Function {
    /// As in `Math`.
    pub name: &'static str,
    /// How many arguments it has.
    pub arity: usize,
    /// Ours, on an instruction set, of as many elements as the shortest.
    pub map: fn(Isa, &[f64], &[f64], &mut [f64]),
    /// The correctly rounded value.
    pub reference: fn(f64, f64) -> f64,
    exact: Exact,
    /// Where arguments are drawn evenly.
    spans: &'static [(f64, f64)],
    /// Around which they are drawn within a few ulps.
    points: &'static [f64],
}

trait Lanewise {
    fn of<V: Vectors>(x: V::F64, y: V::F64) -> V::F64;
}

struct Map<'a, F> {
    x: &'a [f64],
    y: &'a [f64],
    out: &'a mut [f64],
    function: F,
}

impl<F: Lanewise> Op for Map<'_, F> {
    type Output = F;
    #[inline(always)]
    fn run<V: Vectors>(self) -> F {
        let (x, y) = (self.x.as_chunks::<8>().0, self.y.as_chunks::<8>().0);
        let out = self.out.as_chunks_mut::<8>().0;
        let mut index = 0;
        while index < x.len() && index < y.len() && index < out.len() {
            out[index] = F::of::<V>(V::F64::of(x[index]), V::F64::of(y[index])).lanes();
            index += 1;
        }
        self.function
    }
}

macro_rules! functions {
    ($($name:ident($x:ident $(, $y:ident)?) = $reference:expr, $exact:expr, $spans:expr, $points:expr;)*) => {
        /// All of them.
        pub const FUNCTIONS: &[Function] = &[$({
            struct This;
            impl Lanewise for This {
                #[inline(always)]
                fn of<V: Vectors>($x: V::F64, _second: V::F64) -> V::F64 {
                    $(let $y = _second;)?
                    portable::$name::<V>($x $(, $y)?)
                }
            }
            Function {
                name: stringify!($name),
                arity: 1 $(+ { let _ = stringify!($y); 1 })?,
                map: |isa, x, y, out| {
                    dispatch_on(isa, Map { x, y, out, function: This });
                },
                reference: $reference,
                exact: $exact,
                spans: $spans,
                points: $points,
            }
        }),*];
    };
}

/// Quadrants and octants, the last angle of one reduction, and the double nearest to a multiple of `π/2`.
const ANGLES: &[f64] = &[FRAC_PI_4, FRAC_PI_2, PI, 1_647_099.0, 5.319372648326541e255];

/// Many more bits, for intermediate values that cancel.
const MORE: usize = 2400;

fn one() -> BigFloat {
    BigFloat::from_f64(1.0, BITS)
}

functions! {
    sin(x) = |x, _| pxfm::f_sin(x), |x, _, c| x.sin(BITS, NEAREST, c),
        &[(-0.8, 0.8), (-7.0, 7.0), (-1e3, 1e3), (-2e6, 2e6)],
        ANGLES;
    cos(x) = |x, _| pxfm::f_cos(x), |x, _, c| x.cos(BITS, NEAREST, c),
        &[(-0.8, 0.8), (-7.0, 7.0), (-1e3, 1e3), (-2e6, 2e6)],
        ANGLES;
    tan(x) = |x, _| pxfm::f_tan(x), |x, _, c| x.tan(BITS, NEAREST, c),
        &[(-0.8, 0.8), (-7.0, 7.0), (-1e3, 1e3), (-2e6, 2e6)],
        ANGLES;
    asin(x) = |x, _| pxfm::f_asin(x), |x, _, c| x.asin(BITS, NEAREST, c),
        &[(-1.0, 1.0), (0.9, 1.0)], &[0.5, -0.5, 1.0, -1.0];
    acos(x) = |x, _| pxfm::f_acos(x), |x, _, c| x.acos(BITS, NEAREST, c),
        &[(-1.0, 1.0), (0.9, 1.0)], &[0.5, -0.5, 1.0, -1.0];
    atan(x) = |x, _| pxfm::f_atan(x), |x, _, c| x.atan(BITS, NEAREST, c),
        &[(-1.0, 1.0), (-10.0, 10.0), (0.41, 0.42)], &[0.41421356237309503, 1.0, 2.414213562373095, -1.0];
    sinh(x) = |x, _| pxfm::f_sinh(x), |x, _, c| x.sinh(BITS, NEAREST, c),
        &[(-1.0, 1.0), (-40.0, 40.0), (-711.0, 711.0)], &[0.34657359027997264, 18.7, 710.4758600739439];
    cosh(x) = |x, _| pxfm::f_cosh(x), |x, _, c| x.cosh(BITS, NEAREST, c),
        &[(-1.0, 1.0), (-40.0, 40.0), (-711.0, 711.0)], &[0.34657359027997264, 18.7, 710.4758600739439];
    tanh(x) = |x, _| pxfm::f_tanh(x), |x, _, c| x.tanh(BITS, NEAREST, c),
        &[(-1.0, 1.0), (-20.0, 20.0)], &[0.34657359027997264, 19.06, 1.0];
    asinh(x) = |x, _| pxfm::f_asinh(x), |x, _, c| x.asinh(BITS, NEAREST, c),
        &[(-1.0, 1.0), (-10.0, 10.0), (-1e10, 1e10)], &[0.35355339059327373, 1e-9, 1073741824.0];
    acosh(x) = |x, _| pxfm::f_acosh(x), |x, _, c| x.acosh(BITS, NEAREST, c),
        &[(1.0, 1.1), (1.0, 10.0), (1.0, 1e10)], &[1.0, 1.0606601717798212, 1073741824.0];
    atanh(x) = |x, _| pxfm::f_atanh(x), |x, _, c| x.atanh(BITS, NEAREST, c),
        &[(-1.0, 1.0), (0.9, 1.0), (-0.2, 0.2)], &[0.1715728752538099, 1.0, -1.0, 1e-9];
    exp(x) = |x, _| pxfm::f_exp(x), |x, _, c| x.exp(BITS, NEAREST, c),
        &[(-1.0, 1.0), (-746.0, 710.0), (-746.0, -707.0)],
        &[0.34657359027997264, -0.34657359027997264, 709.782712893384, -708.3964185322641, -745.1332191019411];
    expm1(x) = |x, _| pxfm::f_expm1(x), |x, _, c| x.exp(MORE, NEAREST, c).sub(&one(), BITS, NEAREST),
        &[(-1.0, 1.0), (-40.0, 40.0), (-40.0, 710.0)],
        &[0.34657359027997264, -0.34657359027997264, 709.782712893384, 37.43, -37.43, -36.7, 36.7];
    log(x) = |x, _| pxfm::f_log(x), |x, _, c| x.ln(BITS, NEAREST, c),
        &[(0.5, 2.0), (0.99, 1.01), (0.0, 1e3)], &[1.0, FRAC_1_SQRT_2, SQRT_2];
    log1p(x) = |x, _| pxfm::f_log1p(x), |x, _, c| one().add(x, MORE, NEAREST).ln(BITS, NEAREST, c),
        &[(-1.0, 1.0), (-0.01, 0.01), (0.0, 1e3)], &[-1.0, -0.2928932188134524, 0.41421356237309515, 9007199254740992.0];
    log2(x) = |x, _| pxfm::f_log2(x), |x, _, c| x.log2(BITS, NEAREST, c),
        &[(0.5, 2.0), (0.99, 1.01), (0.0, 1e3)], &[1.0, FRAC_1_SQRT_2, SQRT_2, 8.0];
    log10(x) = |x, _| pxfm::f_log10(x), |x, _, c| x.log10(BITS, NEAREST, c),
        &[(0.5, 2.0), (0.99, 1.01), (0.0, 1e3)], &[1.0, FRAC_1_SQRT_2, SQRT_2, 1000.0];
    cbrt(x) = |x, _| pxfm::f_cbrt(x), |x, _, _| x.cbrt(BITS, NEAREST),
        &[(-1.0, 1.0), (-1e3, 1e3), (1.0, 8.0)], &[1.0, 2.0, 4.0, 8.0, 27.0, 2.2250738585072014e-308];
    atan2(y, x) = pxfm::f_atan2, exact_atan2,
        &[(-1.0, 1.0), (-1e3, 1e3)], &[1.0, -1.0, 0.41421356237309503, 2.414213562373095, 1e-300, 1e300];
    pow(x, y) = ecmascript_pow, exact_pow,
        &[(0.0, 2.0), (0.0, 100.0)], &[1.0, FRAC_1_SQRT_2, SQRT_2, 0.5, 2.0, 3.0];
    hypot(x, y) = pxfm::f_hypot, |x, y, _| {
            x.mul(x, MORE, NEAREST).add(&y.mul(y, MORE, NEAREST), MORE, NEAREST).sqrt(BITS, NEAREST)
        },
        &[(-1.0, 1.0), (-1e3, 1e3)], &[1.0, 3.0, 4.0, 1e-300, 1e300, 1e150, 1e-150];
}

/// C has 1 to any power be 1, and `pxfm` 0.1.30 has NaN for large numbers to the power -½.
fn ecmascript_pow(x: f64, y: f64) -> f64 {
    if y.is_nan() || (x.abs() == 1.0 && y.is_infinite()) {
        return f64::NAN;
    }
    if y == -0.5 && x > 1e300 { pxfm::f_pow(x / 2f64.powi(200), y) / 2f64.powi(100) } else { pxfm::f_pow(x, y) }
}

/// By way of the logarithm: the library's own takes forever where the result is nearly a short number.
fn exact_pow(x: &BigFloat, y: &BigFloat, c: &mut Consts) -> BigFloat {
    let exponent = x.abs().ln(2 * BITS, NEAREST, c).mul(y, 2 * BITS, NEAREST);
    let power = exponent.exp(BITS, NEAREST, c);
    let odd = y.is_int() && !y.div(&big(2.0), MORE, NEAREST).is_int();
    if x.is_negative() && odd { power.neg() } else { power }
}

fn exact_atan2(y: &BigFloat, x: &BigFloat, c: &mut Consts) -> BigFloat {
    let angle = y.abs().div(&x.abs(), MORE, NEAREST).atan(BITS, NEAREST, c);
    let angle = if x.is_negative() { c.pi(BITS, NEAREST).sub(&angle, BITS, NEAREST) } else { angle };
    if y.is_negative() { angle.neg() } else { angle }
}

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// From 0 to 1, without 1.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }
    fn within(&mut self, (from, to): (f64, f64)) -> f64 {
        from + (to - from) * self.unit()
    }
    fn below(&mut self, count: usize) -> usize {
        (self.bits() % count as u64) as usize
    }
    /// Any sign and fraction, an exponent within `reach` of 1.
    fn about_one(&mut self, reach: u64) -> f64 {
        let bits = self.bits();
        let exponent = 1023 - reach + self.bits() % (2 * reach);
        f64::from_bits(bits & 0x800f_ffff_ffff_ffff | exponent << 52)
    }
}

impl Function {
    fn argument(&self, random: &mut Random) -> f64 {
        match random.below(8) {
            0 => f64::from_bits(random.bits()),
            1 => random.about_one(70),
            2 => {
                let point = self.points[random.below(self.points.len())];
                f64::from_bits(point.to_bits().wrapping_add(random.bits() % 41).wrapping_sub(20))
            }
            3 if matches!(self.name, "sin" | "cos" | "tan") => {
                let near = (random.bits() % (1 << 22)) as f64 * FRAC_PI_2;
                f64::from_bits(near.to_bits().wrapping_add(random.bits() % 5).wrapping_sub(2))
            }
            _ => {
                let span = self.spans[random.below(self.spans.len())];
                random.within(span)
            }
        }
    }

    /// A random argument, or two.
    pub fn arguments(&self, random: &mut Random) -> (f64, f64) {
        let x = self.argument(random);
        let y = match (self.name, random.below(8)) {
            (_, 0) => f64::from_bits(random.bits()),
            ("pow", 1) => (random.below(41) as f64 - 20.0) / 2.0,
            ("pow", 2) => random.within((-2.0, 2.0)),
            ("pow", 3) => random.about_one(70),
            ("pow", _) => random.within((-746.0, 710.0)) / pxfm::f_log(x.abs()),
            (_, 1 | 2) => x * random.within((0.3, 3.0)),
            (_, 3) => x * random.about_one(70),
            _ => self.argument(random),
        };
        (x, y)
    }

    /// How far `value` is from the true value of the function, in units of the last place of the true one.
    ///
    /// At most one half, and not measured closer, where it is the reference.
    pub fn error(&self, x: f64, y: f64, value: f64, consts: &mut Consts) -> f64 {
        let rounded = (self.reference)(x, y);
        // That of hypot is not always correctly rounded.
        if (value == rounded && self.name != "hypot") || (value.is_nan() && rounded.is_nan()) {
            return 0.5;
        }
        if value.is_nan() || rounded.is_nan() {
            return f64::INFINITY;
        }
        let truth = (self.exact)(&big(x), &big(y), consts);
        let Some(exponent) = truth.exponent().filter(|exponent| *exponent <= 1024) else {
            return if value == rounded { 0.5 } else { f64::INFINITY };
        };
        if value.is_infinite() {
            let limit = big(f64::MAX).add(&big(2f64.powi(969)), BITS, NEAREST);
            return if truth.abs().cmp(&limit) > Some(0) { 0.5 } else { f64::INFINITY };
        }
        let ulp = (exponent - 53).max(-1074);
        let error = truth.sub(&big(value), BITS, NEAREST);
        error.exponent().map_or(0.0, |_| to_double(&error, -ulp).abs())
    }
}

/// Exactly. The library's own conversion does not take subnormal numbers.
fn big(number: f64) -> BigFloat {
    const NORMAL: f64 = (1u64 << 60) as f64;
    if number.is_normal() {
        return BigFloat::from_f64(number, BITS);
    }
    BigFloat::from_f64(number * NORMAL, BITS).mul(&BigFloat::from_f64(1.0 / NORMAL, BITS), BITS, NEAREST)
}

/// Nearly, times a power of two.
fn to_double(number: &BigFloat, power: i32) -> f64 {
    match number.as_raw_parts() {
        Some((words, _, _, exponent, _)) if !number.is_zero() => {
            *words.last().expect("a mantissa") as f64 / 2f64.powi(64) * 2f64.powi(exponent + power)
        }
        _ => 0.0,
    }
}
