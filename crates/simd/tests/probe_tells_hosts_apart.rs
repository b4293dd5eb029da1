//! `math::host::probe` recognises a host by its results, and rejects one that differs in anything.

use allcores_simd::isa;
use allcores_simd::math::Function;
use allcores_simd::math::host::{Variant, apply_binary, apply_unary, platform, probe};

/// What a host with this variant gives at the points.
fn results(function: Function, variant: Variant) -> Vec<f64> {
    let points = probe::points(function);
    let one = |[x, y]: &[f64; 2]| {
        let mut lanes = [[*x; 8]];
        match function.arity() {
            1 => apply_unary(isa(), function, variant, &mut lanes),
            _ => apply_binary(isa(), function, variant, &mut lanes, &[[*y; 8]]),
        }
        lanes[0][0]
    };
    points.iter().map(one).collect()
}

#[test]
fn a_host_with_fdlibm_is_recognised() {
    for function in Function::ALL {
        assert_eq!(probe::choose(function, &results(function, Variant::Fdlibm)), Some(Variant::Fdlibm), "{function:?}");
    }
}

#[test]
fn a_host_with_the_c_librarys_pow_is_recognised_unless_it_is_fdlibms() {
    let (own, library) = (results(Function::Pow, Variant::Fdlibm), results(Function::Pow, Variant::Platform));
    let same = own.iter().zip(&library).all(|(a, b)| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan());
    let expected = if same { Variant::Fdlibm } else { Variant::Platform };
    assert_eq!(probe::choose(Function::Pow, &library), Some(expected));
}

#[test]
fn a_host_that_differs_in_one_bit_is_rejected() {
    for function in Function::ALL {
        let good = results(function, Variant::Fdlibm);
        for i in (0..good.len()).step_by(1999).filter(|i| !good[*i].is_nan()) {
            let mut results = good.clone();
            results[i] = f64::from_bits(results[i].to_bits() ^ 1);
            assert_ne!(probe::choose(function, &results), Some(Variant::Fdlibm), "{function:?} at {i}");
        }
        assert_eq!(probe::choose(function, &good[1..]), None);
    }
}

/// fdlibm's exp in its middle range, compiled as clang does by default where multiplication and addition are one
/// instruction.
fn contracted_exp(x: f64) -> f64 {
    let k = std::f64::consts::LOG2_E.mul_add(x, 0.5f64.copysign(x)).trunc();
    let (high, low) = (k.mul_add(-0.6931471803691238, x), k * 1.9082149292705877e-10);
    let r = high - low;
    let t = r * r;
    let p = [4.1381367970572385e-08, -1.6533902205465252e-06, 6.613756321437934e-05, -0.0027777777777015593];
    let p = p.into_iter().fold(0.0, |sum: f64, coefficient| t.mul_add(sum, coefficient));
    let p = t.mul_add(p, 0.16666666666666602);
    let d = t.mul_add(-p, r);
    (1.0 - ((low - r * d / (2.0 - d)) - high)) * k.exp2()
}

/// The same of sin without reduction.
fn contracted_sin(x: f64) -> f64 {
    let z = x * x;
    let p = [1.58969099521155e-10, -2.5050760253406863e-08, 2.7557313707070068e-06, -0.0001984126982985795];
    let p = p.into_iter().fold(0.0, |sum: f64, coefficient| z.mul_add(sum, coefficient));
    let p = z.mul_add(p, 0.00833333333332249);
    (z * x).mul_add(z.mul_add(p, -0.16666666666666632), x)
}

#[test]
fn a_host_with_contracted_arithmetic_is_rejected() {
    for (function, from, to) in [(Function::Exp, 1.1, 6.0), (Function::Sin, 0.01, 0.7)] {
        let contracted = if function == Function::Exp { contracted_exp } else { contracted_sin };
        let mut results = results(function, Variant::Fdlibm);
        let points = probe::points(function);
        let mut different = 0;
        for ([x, _], result) in points.iter().zip(&mut results).filter(|([x, _], _)| (from..to).contains(&x.abs())) {
            let other = contracted(*x);
            assert!((other - *result).abs() <= 2.0 * f64::EPSILON * result.abs(), "{function:?}({x:e})");
            different += usize::from(other.to_bits() != result.to_bits());
            *result = other;
        }
        assert!(different > 4, "{function:?} differs at {different} points");
        assert_eq!(probe::choose(function, &results), None, "{function:?}");
    }
}

#[test]
fn pow_of_the_c_library_is_javascripts_where_they_differ() {
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    for (x, y) in [(1.0, inf), (-1.0, inf), (1.0, -inf), (-1.0, -inf), (1.0, nan), (nan, nan), (nan, 1.0)] {
        assert!(platform::pow(x, y).is_nan(), "{x} ** {y}");
    }
    for (x, y, power) in [(nan, 0.0, 1.0), (nan, -0.0, 1.0), (-inf, 0.5, inf), (-0.0, 0.5, 0.0), (-0.0, -3.0, -inf)] {
        assert_eq!(platform::pow(x, y).to_bits(), f64::to_bits(power), "{x} ** {y}");
    }
}
