//! Elements enter as what their array holds, results leave as what becomes of them.

use super::run::{Compiled, lower};
use allcores_compiler::interpret::Number;
use allcores_compiler::{Arguments, Array, MathMode, Param, Purpose, Signature};
use allcores_memory::{Dtype, Racy};

fn signature(params: Vec<Param>, purpose: Purpose) -> Signature {
    Signature { params, consts: Vec::new(), purpose, math: MathMode::Host }
}

fn call(source: &str, params: Vec<Param>, arguments: &Arguments<'_>, index: usize) -> Number {
    Compiled::new(source, &signature(params, Purpose::Number)).expect("in the subset").call(arguments, index)
}

#[test]
fn integers_are_numbers_with_their_sign() {
    let (signed, unsigned, bytes) = ([-1, i32::MIN], [u32::MAX, 7], [200_u8, 3]);
    let arguments = Arguments {
        arrays: vec![
            Array::Int32(Racy::of(&signed)),
            Array::Uint32(Racy::of(&unsigned)),
            Array::Uint8(Racy::of(&bytes)),
        ],
        scalars: vec![0.5],
        tables: Vec::new(),
    };
    let params = || {
        vec![Param::Element(Dtype::Int32), Param::Scalar, Param::Element(Dtype::Uint32), Param::Element(Dtype::Uint8)]
    };
    let number = |source: &str, index| call(source, params(), &arguments, index).f64();
    assert_eq!(number("(a, s, b, c) => a + b + c + s", 0), -1.0 + 4294967295.0 + 200.0 + 0.5);
    assert_eq!(number("(a, s, b, c) => -a", 1), 2147483648.0);
    assert_eq!(number("(a, s, b, c) => a === b", 0), 0.0, "not the same number although the same bits");
    assert_eq!(number("(a, s, b, c) => (a >>> 0) === b", 0), 1.0);
    assert_eq!(number("(a, s, b, c) => b > 5", 0), 1.0, "unsigned");
    assert_eq!(number("(a, s, b, c, i) => i", 1), 1.0, "the index follows the parameters");
    assert_eq!(number("(a, s, b, c, i, more) => more === undefined", 1), 1.0);
    assert!(number("(a) => -(a - a)", 0).is_sign_negative(), "-0 of integers");
}

#[test]
fn a_test_gives_a_truth_value() {
    let numbers = [0.0, -0.0, f64::NAN, 3.0];
    let arguments = Arguments { arrays: vec![Array::Float64(Racy::of(&numbers))], ..Arguments::default() };
    let element = || vec![Param::Element(Dtype::Float64)];
    for (source, wanted) in [
        ("x => x", [false, false, false, true]),
        ("x => x === 0", [true, true, false, false]),
        ("x => undefined", [false; 4]),
        ("x => { if (x) return true }", [false, false, false, true]),
        ("x => x | 0", [false, false, false, true]),
        ("x => 5", [true; 4]),
    ] {
        let compiled = Compiled::new(source, &signature(element(), Purpose::Test)).expect("in the subset");
        for (index, wanted) in wanted.into_iter().enumerate() {
            assert_eq!(compiled.call(&arguments, index), Number::Mask(wanted), "{source} of {}", numbers[index]);
        }
    }
}

#[test]
fn loops_over_integers_stay_integers() {
    let hash = "(x, n) => { let h = 0; for (let i = 0; i < n; i = (i + 1) | 0) h = (h ^ x) << 1; return h }";
    let function = lower(hash, &signature(vec![Param::Element(Dtype::Int32), Param::Scalar], Purpose::Number));
    let text = function.expect("in the subset").to_string();
    let body = text.split_once("loop {").and_then(|(_, rest)| rest.split_once("exit")).expect("a loop").0;
    assert!(!body.contains("I32FromF64, %4"), "{text}");
    assert!(body.contains("Shl"), "{text}");
}
