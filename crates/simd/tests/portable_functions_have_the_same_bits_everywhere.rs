//! The promise of `math: 'portable'`: the same bits on every instruction set, and on every CPU.

mod portable;

use allcores_simd::Isa;
use portable::{FUNCTIONS, Random};

const POINTS: usize = 1 << 15;

/// One NaN for all of them.
fn bits(value: f64) -> u64 {
    if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }
}

#[test]
fn every_instruction_set_gives_the_same_bits() {
    for function in FUNCTIONS {
        let mut random = Random(2);
        let (x, y): (Vec<_>, Vec<_>) = (0..POINTS).map(|_| function.arguments(&mut random)).unzip();
        let mut expected = vec![0.0; POINTS];
        (function.map)(Isa::Baseline, &x, &y, &mut expected);
        for &isa in Isa::available() {
            let mut found = vec![0.0; POINTS];
            (function.map)(isa, &x, &y, &mut found);
            for index in 0..POINTS {
                assert_eq!(
                    bits(found[index]),
                    bits(expected[index]),
                    "{}({:e}, {:e}) on {}: {:e}, on the baseline {:e}",
                    function.name,
                    x[index],
                    y[index],
                    isa.name(),
                    found[index],
                    expected[index]
                );
            }
        }
    }
}
