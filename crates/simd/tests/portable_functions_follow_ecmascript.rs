//! Where ECMAScript prescribes a value of `Math`, the portable functions give it: infinities, zeros with their sign, NaN.

mod portable;

use allcores_simd::{F64x8, Isa, Op, Vectors, dispatch_on, math};
use portable::FUNCTIONS;

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;
const PI: f64 = core::f64::consts::PI;
const HALF_PI: f64 = core::f64::consts::FRAC_PI_2;
const QUARTER_PI: f64 = core::f64::consts::FRAC_PI_4;

/// A function, and what the specification lists for it.
type Listed<Case> = (&'static str, &'static [Case]);

/// Argument and value.
const OF_ONE: &[Listed<(f64, f64)>] = &[
    ("sin", &[(NAN, NAN), (INF, NAN), (-INF, NAN), (0.0, 0.0), (-0.0, -0.0)]),
    ("cos", &[(NAN, NAN), (INF, NAN), (-INF, NAN), (0.0, 1.0), (-0.0, 1.0)]),
    ("tan", &[(NAN, NAN), (INF, NAN), (-INF, NAN), (0.0, 0.0), (-0.0, -0.0)]),
    ("asin", &[(NAN, NAN), (1.5, NAN), (-1.5, NAN), (INF, NAN), (-INF, NAN), (0.0, 0.0), (-0.0, -0.0), (1.0, HALF_PI)]),
    ("acos", &[(NAN, NAN), (1.5, NAN), (-1.5, NAN), (INF, NAN), (-INF, NAN), (1.0, 0.0), (-1.0, PI), (0.0, HALF_PI)]),
    ("atan", &[(NAN, NAN), (INF, HALF_PI), (-INF, -HALF_PI), (0.0, 0.0), (-0.0, -0.0), (1.0, QUARTER_PI)]),
    ("sinh", &[(NAN, NAN), (INF, INF), (-INF, -INF), (0.0, 0.0), (-0.0, -0.0), (800.0, INF), (-800.0, -INF)]),
    ("cosh", &[(NAN, NAN), (INF, INF), (-INF, INF), (0.0, 1.0), (-0.0, 1.0), (800.0, INF)]),
    ("tanh", &[(NAN, NAN), (INF, 1.0), (-INF, -1.0), (0.0, 0.0), (-0.0, -0.0)]),
    ("asinh", &[(NAN, NAN), (INF, INF), (-INF, -INF), (0.0, 0.0), (-0.0, -0.0)]),
    ("acosh", &[(NAN, NAN), (INF, INF), (-INF, NAN), (1.0, 0.0), (0.5, NAN), (-1.0, NAN), (0.0, NAN)]),
    ("atanh", &[(NAN, NAN), (1.0, INF), (-1.0, -INF), (1.5, NAN), (-1.5, NAN), (INF, NAN), (0.0, 0.0), (-0.0, -0.0)]),
    ("exp", &[(NAN, NAN), (INF, INF), (-INF, 0.0), (0.0, 1.0), (-0.0, 1.0), (710.0, INF), (-746.0, 0.0)]),
    ("expm1", &[(NAN, NAN), (INF, INF), (-INF, -1.0), (0.0, 0.0), (-0.0, -0.0), (710.0, INF), (-746.0, -1.0)]),
    ("log", &[(NAN, NAN), (INF, INF), (-INF, NAN), (1.0, 0.0), (0.0, -INF), (-0.0, -INF), (-1.0, NAN)]),
    ("log1p", &[(NAN, NAN), (INF, INF), (-INF, NAN), (0.0, 0.0), (-0.0, -0.0), (-1.0, -INF), (-2.0, NAN)]),
    ("log2", &[(NAN, NAN), (INF, INF), (-INF, NAN), (1.0, 0.0), (0.0, -INF), (-0.0, -INF), (-1.0, NAN), (8.0, 3.0)]),
    ("log10", &[(NAN, NAN), (INF, INF), (-INF, NAN), (1.0, 0.0), (0.0, -INF), (-0.0, -INF), (-1.0, NAN), (1e3, 3.0)]),
    ("cbrt", &[(NAN, NAN), (INF, INF), (-INF, -INF), (0.0, 0.0), (-0.0, -0.0), (27.0, 3.0), (-8.0, -2.0)]),
];

/// Both arguments and the value.
const OF_TWO: &[Listed<(f64, f64, f64)>] = &[
    (
        "atan2",
        &[
            (NAN, 1.0, NAN),
            (1.0, NAN, NAN),
            (NAN, INF, NAN),
            (INF, INF, QUARTER_PI),
            (INF, -INF, 3.0 * QUARTER_PI),
            (-INF, INF, -QUARTER_PI),
            (-INF, -INF, -3.0 * QUARTER_PI),
            (INF, 1.0, HALF_PI),
            (INF, -0.0, HALF_PI),
            (-INF, 1.0, -HALF_PI),
            (0.0, INF, 0.0),
            (0.0, 1.0, 0.0),
            (0.0, 0.0, 0.0),
            (0.0, -0.0, PI),
            (0.0, -1.0, PI),
            (0.0, -INF, PI),
            (-0.0, INF, -0.0),
            (-0.0, 1.0, -0.0),
            (-0.0, 0.0, -0.0),
            (-0.0, -0.0, -PI),
            (-0.0, -1.0, -PI),
            (-0.0, -INF, -PI),
            (1.0, INF, 0.0),
            (1.0, -INF, PI),
            (1.0, 0.0, HALF_PI),
            (1.0, -0.0, HALF_PI),
            (-1.0, INF, -0.0),
            (-1.0, -INF, -PI),
            (-1.0, 0.0, -HALF_PI),
            (-1.0, -0.0, -HALF_PI),
        ],
    ),
    (
        "pow",
        &[
            (1.0, NAN, NAN),
            (NAN, NAN, NAN),
            (NAN, 0.0, 1.0),
            (NAN, -0.0, 1.0),
            (INF, 0.0, 1.0),
            (0.0, 0.0, 1.0),
            (0.0, -0.0, 1.0),
            (NAN, 1.0, NAN),
            (INF, 0.5, INF),
            (INF, -0.5, 0.0),
            (INF, INF, INF),
            (INF, -INF, 0.0),
            (-INF, 3.0, -INF),
            (-INF, 2.0, INF),
            (-INF, 0.5, INF),
            (-INF, INF, INF),
            (-INF, -3.0, -0.0),
            (-INF, -2.0, 0.0),
            (-INF, -0.5, 0.0),
            (-INF, -INF, 0.0),
            (0.0, 0.5, 0.0),
            (0.0, INF, 0.0),
            (0.0, -0.5, INF),
            (0.0, -INF, INF),
            (-0.0, 3.0, -0.0),
            (-0.0, 2.0, 0.0),
            (-0.0, 0.5, 0.0),
            (-0.0, -3.0, -INF),
            (-0.0, -2.0, INF),
            (-0.0, -0.5, INF),
            (1.5, INF, INF),
            (-1.5, INF, INF),
            (1.5, -INF, 0.0),
            (-1.5, -INF, 0.0),
            (1.0, INF, NAN),
            (-1.0, INF, NAN),
            (1.0, -INF, NAN),
            (-1.0, -INF, NAN),
            (0.5, INF, 0.0),
            (-0.5, INF, 0.0),
            (0.5, -INF, INF),
            (-0.5, -INF, INF),
            (-8.0, 1.0 / 3.0, NAN),
            (-2.0, 3.0, -8.0),
            (-2.0, 4_503_599_627_370_497.0, -INF),
            (-2.0, 9_007_199_254_740_994.0, INF),
            (-1.0, 4_503_599_627_370_497.0, -1.0),
            (1.0, 1e300, 1.0),
            (2.0, 1023.0, 8.98846567431158e307),
            (2.0, -1074.0, 5e-324),
        ],
    ),
    (
        "hypot",
        &[
            (INF, NAN, INF),
            (NAN, -INF, INF),
            (NAN, 1.0, NAN),
            (0.0, NAN, NAN),
            (0.0, -0.0, 0.0),
            (-0.0, -0.0, 0.0),
            (3.0, 4.0, 5.0),
            (-1e308, 0.0, 1e308),
            (5e-324, 0.0, 5e-324),
        ],
    ),
];

fn check(name: &str, x: f64, y: f64, expected: f64) {
    let function = FUNCTIONS.iter().find(|function| function.name == name).expect("a function of that name");
    for &isa in Isa::available() {
        let mut out = [0.0; 8];
        (function.map)(isa, &[x; 8], &[y; 8], &mut out);
        for found in out {
            let same = found.to_bits() == expected.to_bits() || (found.is_nan() && expected.is_nan());
            assert!(same, "{name}({x:?}, {y:?}) on {} gives {found:?} and not {expected:?}", isa.name());
        }
    }
}

#[test]
fn every_listed_value_of_one_argument_is_given() {
    for (name, values) in OF_ONE {
        for &(x, expected) in *values {
            check(name, x, 0.0, expected);
        }
    }
}

#[test]
fn every_listed_value_of_two_arguments_is_given() {
    for (name, values) in OF_TWO {
        for &(x, y, expected) in *values {
            check(name, x, y, expected);
        }
    }
}

#[test]
fn every_function_is_in_a_list() {
    for function in FUNCTIONS {
        let listed = if function.arity == 1 {
            OF_ONE.iter().any(|(name, _)| *name == function.name)
        } else {
            OF_TWO.iter().any(|(name, _)| *name == function.name)
        };
        assert!(listed, "{} has no special values here", function.name);
    }
    for function in math::Function::ALL {
        assert!(FUNCTIONS.iter().any(|tested| tested.name == function.name()), "{} is not tested", function.name());
    }
}

struct HypotOf<'a>(&'a [f64]);

impl Op for HypotOf<'_> {
    type Output = [f64; 8];
    #[inline(always)]
    fn run<V: Vectors>(self) -> [f64; 8] {
        let mut values = [V::F64::splat(0.0); 5];
        let mut index = 0;
        while index < self.0.len() {
            values[index] = V::F64::splat(self.0[index]);
            index += 1;
        }
        math::portable::hypot_of::<V>(&values[..self.0.len()]).lanes()
    }
}

#[test]
fn hypot_takes_any_number_of_values() {
    let cases: [(&[f64], f64); 7] = [
        (&[], 0.0),
        (&[-7.0], 7.0),
        (&[2.0, 3.0, 6.0], 7.0),
        (&[1e200, 1e200, 1e200, 1e200], 2e200),
        (&[1e-200, 1e-200, 1e-200, -1e-200], 2e-200),
        (&[NAN, 1.0, -INF], INF),
        (&[1.0, 2.0, 4.0, 10.0, NAN], NAN),
    ];
    for (values, expected) in cases {
        for &isa in Isa::available() {
            for found in dispatch_on(isa, HypotOf(values)) {
                let same = found == expected || (found.is_nan() && expected.is_nan());
                assert!(same, "hypot of {values:?} on {} gives {found} and not {expected}", isa.name());
            }
        }
    }
}
