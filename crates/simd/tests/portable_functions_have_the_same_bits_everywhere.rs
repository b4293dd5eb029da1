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

/// A digest of what each function gives on its first points, taken once.
///
/// They change with the algorithms alone: a CPU or a compiler that gives others breaks the promise.
const DIGESTS: &[(&str, u64)] = &[
    ("sin", 0x81dd_cfb9_a161_d572),
    ("cos", 0x7889_2d84_b5cd_a29f),
    ("tan", 0x52dd_279e_8402_8fe0),
    ("asin", 0xfa0f_19d8_761f_727e),
    ("acos", 0xfbe1_02fa_dbcf_0192),
    ("atan", 0xf934_57f5_be16_0f73),
    ("sinh", 0xd8f9_da6b_844f_a63b),
    ("cosh", 0x5523_7eb0_bfaa_d794),
    ("tanh", 0xfcdd_9856_69e7_c46a),
    ("asinh", 0xb210_c994_e89a_3bc7),
    ("acosh", 0xf1b4_ba0e_3648_c13d),
    ("atanh", 0x304e_d3f3_f31c_1707),
    ("exp", 0x1862_934d_606b_c889),
    ("expm1", 0xec20_aa58_58bd_3c27),
    ("log", 0x9fa1_6a61_3625_12fc),
    ("log1p", 0x6ee9_372b_00c3_80d0),
    ("log2", 0x26ec_5a6a_e09e_0cec),
    ("log10", 0x1093_5d4f_85ad_adaa),
    ("cbrt", 0x77e4_fb19_6179_709c),
    ("atan2", 0x299b_1502_a355_fa5d),
    ("pow", 0xfbc3_5a03_14b6_26c1),
    ("hypot", 0x858c_85bc_8f55_1748),
];

#[test]
fn every_cpu_gives_the_recorded_bits() {
    for function in FUNCTIONS {
        let mut random = Random(4);
        let (x, y): (Vec<_>, Vec<_>) = (0..POINTS).map(|_| function.arguments(&mut random)).unzip();
        let mut found = vec![0.0; POINTS];
        (function.map)(Isa::Baseline, &x, &y, &mut found);
        let mut digest = 0xcbf2_9ce4_8422_2325;
        for value in found {
            digest = (digest ^ bits(value)).wrapping_mul(0x100_0000_01b3).rotate_left(29);
        }
        let recorded = DIGESTS.iter().find(|(name, _)| *name == function.name).map(|(_, digest)| *digest);
        assert_eq!(recorded, Some(digest), "{}: {digest:#018x}", function.name);
    }
}
