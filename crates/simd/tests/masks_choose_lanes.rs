//! Masks: their bits, their logic, and what they choose, on every set.

#[macro_use]
mod common;

use allcores_simd::{F64x8, I32x8, I64x8, Mask8};
use common::{assert_lanes, double, eight, for_all, int, long, truths};
use proptest::prelude::*;

#[test]
fn bits_are_the_lanes() {
    let got = on_every_set!(|bits: u8| -> (u8, [bool; 2]) {
        let mask = V::Mask::of_bits(bits);
        (mask.bits(), [mask.all(), mask.any()])
    });
    for bits in 0..=255 {
        for (isa, result) in got(bits) {
            assert_eq!(result, (bits, [bits == 255, bits != 0]), "{}", isa.name());
        }
    }
}

#[test]
fn constants_are_all_and_none() {
    let got = on_every_set!(|bits: u8| -> [u8; 4] {
        let (mask, all, none) = (V::Mask::of_bits(bits), V::Mask::TRUE, V::Mask::FALSE);
        [all.bits(), none.bits(), (mask | all).bits(), (mask & none).bits()]
    });
    for bits in 0..=255 {
        for (isa, result) in got(bits) {
            assert_eq!(result, [255, 0, 255, 0], "{}", isa.name());
        }
    }
}

#[test]
fn logic_is_that_of_the_bits() {
    let got = on_every_set!(|a: u8, b: u8| -> [u8; 4] {
        let (a, b) = (V::Mask::of_bits(a), V::Mask::of_bits(b));
        [(a & b).bits(), (a | b).bits(), (a ^ b).bits(), (!a).bits()]
    });
    for a in 0..=255 {
        for b in [0, 1, 0x35, 0x80, 0xca, 0xff] {
            for (isa, bits) in got(a, b) {
                assert_eq!(bits, [a & b, a | b, a ^ b, !a], "{}", isa.name());
            }
        }
    }
}

macro_rules! choice {
    ($($name:ident: $strategy:ident $T:ty, $Vector:ident $select:ident;)*) => {$(
        #[test]
        fn $name() {
            let got = on_every_set!(|mask: u8, a: [$T; 8], b: [$T; 8]| -> [$T; 8] {
                V::Mask::of_bits(mask).$select(V::$Vector::of(a), V::$Vector::of(b)).lanes()
            });
            for_all((any::<u8>(), eight($strategy()), eight($strategy())), |(mask, a, b)| {
                assert_lanes(got(mask, a, b), |lane| if truths(mask)[lane] { a[lane] } else { b[lane] }, (mask, a, b));
            });
        }
    )*};
}

choice! {
    doubles_are_chosen: double f64, F64 select_f64;
    long_integers_are_chosen: long i64, I64 select_i64;
    short_integers_are_chosen: int i32, I32 select_i32;
}

#[test]
fn a_comparison_of_one_kind_chooses_lanes_of_another() {
    let got = on_every_set!(|a: [f64; 8], b: [i32; 8], c: [i64; 8]| -> [[i64; 8]; 2] {
        let zero = (V::F64::splat(0.0), V::I32::splat(0), V::I64::splat(0));
        let by_double = V::F64::of(a).lt(zero.0).select_i32(V::I32::of(b), zero.1);
        let by_int = V::I32::of(b).lt(zero.1).select_i64(V::I64::of(c), zero.2);
        [by_double.lanes().map(i64::from), by_int.lanes()]
    });
    for_all((eight(double()), eight(int()), eight(long())), |(a, b, c)| {
        for (isa, [by_double, by_int]) in got(a, b, c) {
            assert_lanes(vec![(isa, by_double)], |lane| if a[lane] < 0.0 { b[lane].into() } else { 0 }, (a, b));
            assert_lanes(vec![(isa, by_int)], |lane| if b[lane] < 0 { c[lane] } else { 0 }, (b, c));
        }
    });
}
