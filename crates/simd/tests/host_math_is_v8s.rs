//! `math::host` gives V8's bits, on every set of instructions. What V8 gives is in math_of_v8.txt, by math_of_v8.mjs.

use allcores_simd::math::Function;
use allcores_simd::math::host::{Variant, apply_binary, apply_unary, hypot};
use allcores_simd::{F64x8, Isa, Op, Vectors, dispatch_on};

/// A line of the table: a name, arguments, and the result as the last.
fn lines() -> impl Iterator<Item = (&'static str, Vec<f64>)> {
    include_str!("math_of_v8.txt").lines().map(|line| {
        let mut words = line.split(' ');
        let name = words.next().expect("a line has a name");
        let number = |word: &str| u64::from_str_radix(word, 16).map_or(f64::NAN, f64::from_bits);
        (name, words.map(number).collect())
    })
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
}

/// The result for the same arguments in every lane, which must be the same.
fn only(lanes: [f64; 8]) -> f64 {
    assert!(lanes.iter().all(|lane| same(*lane, lanes[0])), "{lanes:?}");
    lanes[0]
}

#[test]
fn alone_in_a_block() {
    for function in Function::ALL {
        let mut count = 0;
        for (_, numbers) in lines().filter(|(name, _)| *name == function.name()) {
            for isa in Isa::available() {
                let mut lanes = [[numbers[0]; 8]];
                match numbers.len() {
                    2 => apply_unary(*isa, function, Variant::Fdlibm, &mut lanes),
                    _ => apply_binary(*isa, function, Variant::Fdlibm, &mut lanes, &[[numbers[1]; 8]]),
                }
                let (own, expected) = (only(lanes[0]), numbers[numbers.len() - 1]);
                assert!(same(own, expected), "{} of {numbers:?} on {}: {own:e}", function.name(), isa.name());
            }
            count += 1;
        }
        assert!(count > 200, "{} is not in the table", function.name());
    }
}

#[test]
fn among_others_in_a_block() {
    for function in Function::ALL {
        let rows: Vec<Vec<f64>> = lines().filter(|(name, _)| *name == function.name()).map(|line| line.1).collect();
        for isa in Isa::available() {
            let mut lanes = vec![[0.5; 8]; rows.len().div_ceil(8)];
            let mut second = lanes.clone();
            for (i, row) in rows.iter().enumerate() {
                lanes.as_flattened_mut()[i] = row[0];
                second.as_flattened_mut()[i] = row[1];
            }
            match function.arity() {
                1 => apply_unary(*isa, function, Variant::Fdlibm, &mut lanes),
                _ => apply_binary(*isa, function, Variant::Fdlibm, &mut lanes, &second),
            }
            for (row, own) in rows.iter().zip(lanes.as_flattened()) {
                let expected = row[row.len() - 1];
                assert!(same(*own, expected), "{} of {row:?} on {}: {own:e}", function.name(), isa.name());
            }
        }
    }
}

#[test]
fn hypot_of_any_number_of_arguments() {
    struct Hypot<'a>(&'a [f64]);
    impl Op for Hypot<'_> {
        type Output = [f64; 8];
        #[inline(always)]
        fn run<V: Vectors>(self) -> [f64; 8] {
            let arguments: Vec<V::F64> = self.0.iter().map(|value| V::F64::splat(*value)).collect();
            hypot::<V>(&arguments).lanes()
        }
    }
    let mut arities = [0; 5];
    for (_, numbers) in lines().filter(|(name, _)| *name == "hypot") {
        let (expected, arguments) = numbers.split_last().expect("a line has a result");
        arities[arguments.len()] += 1;
        for isa in Isa::available() {
            let own = only(dispatch_on(*isa, Hypot(arguments)));
            assert!(same(own, *expected), "{arguments:?} on {}: {own:e}, not {expected:e}", isa.name());
        }
    }
    assert!(arities[1..].iter().all(|count| *count > 200), "{arities:?}");
    for isa in Isa::available() {
        assert!(same(only(dispatch_on(*isa, Hypot(&[]))), 0.0));
    }
}
