//! The promise of `math: 'portable'`: the same bits on every instruction set, and on every CPU.

mod portable;

use allcores_simd::Isa;
use portable::{FUNCTIONS, Random};

const POINTS: usize = 1 << 14;

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
    ("sin", 0x039e_2f0d_ea09_e73e),
    ("cos", 0xa96f_6fa2_c5b0_fa22),
    ("tan", 0x4661_70ff_8d2f_f364),
    ("asin", 0x96f3_563f_1e67_a32c),
    ("acos", 0xbc2d_7ee3_00dd_b726),
    ("atan", 0xd2a3_e942_5dbb_d6f2),
    ("sinh", 0x8883_dfa5_cce4_563e),
    ("cosh", 0xd4ec_8b84_5a23_73aa),
    ("tanh", 0x5541_18ce_15eb_98e8),
    ("asinh", 0x4a62_f2ed_2613_dc5e),
    ("acosh", 0x0d2c_ab65_ac1e_6689),
    ("atanh", 0x3d8c_3262_bc9b_2341),
    ("exp", 0xf701_e2f2_7270_4403),
    ("expm1", 0x309c_a4f0_9620_1a44),
    ("log", 0x837d_eab4_f205_9080),
    ("log1p", 0xa2dc_30d0_42e5_c9b3),
    ("log2", 0x2b93_f346_f76c_f0a1),
    ("log10", 0x004e_bb82_9a90_b90c),
    ("cbrt", 0x5cf1_a333_12e2_e704),
    ("atan2", 0x8d38_2c8d_a2b5_12eb),
    ("pow", 0x23fe_c715_8776_5a41),
    ("hypot", 0xb4d5_a8c7_f3d9_14d3),
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
