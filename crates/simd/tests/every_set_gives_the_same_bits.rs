//! Operations on vectors: those of plain doubles, lane by lane, on every instruction set of this CPU.

use allcores_simd::{F64x8, Isa, Op, Vectors, dispatch_on};

/// All operations on each pair of values, as bits.
struct All<'a>(&'a [f64]);

impl Op for All<'_> {
    type Output = Vec<u64>;
    #[inline(always)]
    fn run<V: Vectors>(self) -> Vec<u64> {
        let mut bits = Vec::new();
        for a in self.0.chunks_exact(8) {
            for &b in self.0 {
                let a = V::F64::of(a.try_into().expect("eight"));
                let b = V::F64::of([b, b + 1.0, -b, b * 3.0, 0.5 * b, b, 1.0, b - 2.0]);
                for result in [a + b, a - b, a * b, a.mul_sub(b, a * b)] {
                    bits.extend(result.lanes().map(canonical));
                }
            }
        }
        bits
    }
}

/// NaN has many bit patterns, of which the operations may give any.
fn canonical(value: f64) -> u64 {
    if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }
}

fn expected(values: &[f64]) -> Vec<u64> {
    let mut bits = Vec::new();
    for a in values.chunks_exact(8) {
        for &b in values {
            let b = [b, b + 1.0, -b, b * 3.0, 0.5 * b, b, 1.0, b - 2.0];
            let operations: [fn(f64, f64) -> f64; 4] =
                [|a, b| a + b, |a, b| a - b, |a, b| a * b, |a, b| a.mul_add(b, -(a * b))];
            for operation in operations {
                bits.extend((0..8).map(|lane| canonical(operation(a[lane], b[lane]))));
            }
        }
    }
    bits
}

#[test]
fn operations_are_those_of_doubles_on_every_instruction_set() {
    let special =
        [0.0, -0.0, 1.0, -1.5, 5e-324, -2.2e-308, f64::MAX, f64::MIN, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
    let ordinary = (0..21).map(|i| (f64::from(i) * 0.7312).exp() * if i % 3 == 0 { -1e-5 } else { 1e3 });
    let values: Vec<f64> = special.into_iter().chain(ordinary).collect();
    for &isa in Isa::available() {
        assert_eq!(dispatch_on(isa, All(&values)), expected(&values), "{}", isa.name());
    }
}

#[test]
fn the_levels_are_in_order_and_begin_with_the_baseline() {
    assert_eq!(Isa::available()[0], Isa::Baseline);
    assert!(Isa::available().windows(2).all(|pair| pair[0] < pair[1]));
}
