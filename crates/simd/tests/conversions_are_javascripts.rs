//! Conversions between doubles, integers and floats, on every set.

#[macro_use]
mod common;

use allcores_simd::{F64x8, I32x8, I64x8};
use common::{assert_lanes, check_unary, eight, for_all, int};
use proptest::prelude::*;

/// ECMAScript's ToInt32, by the digits of the number.
fn to_int32(x: f64) -> i32 {
    let exponent = (x.to_bits() >> 52 & 0x7ff) as i32 - 1075;
    let digits = x.to_bits() & ((1 << 52) - 1) | 1 << 52;
    let modulo = match exponent {
        -63..=-1 => digits >> -exponent,
        0..32 => digits << exponent,
        _ => 0,
    } as i32;
    if x < 0.0 { modulo.wrapping_neg() } else { modulo }
}

#[test]
fn to_int32_is_the_one_of_the_specification() {
    let got = on_every_set!(|x: [f64; 8]| -> [i32; 8] { V::F64::of(x).to_i32().lanes() });
    check_unary(got, to_int32);
    let lanes = any::<(i64, u8)>().prop_map(|(digits, power)| digits as f64 * 2f64.powi(i32::from(power % 48) - 8));
    for_all(eight(lanes), |x| assert_lanes(got(x), |lane| to_int32(x[lane]), x));
}

#[test]
fn one_lane_out_of_range_leaves_the_others_as_they_are() {
    let got = on_every_set!(|x: [f64; 8]| -> [i32; 8] { V::F64::of(x).to_i32().lanes() });
    for value in common::special_doubles() {
        for place in 0..8 {
            let mut x = [-7.9; 8];
            x[place] = value;
            assert_lanes(got(x), |lane| if lane == place { to_int32(value) } else { -7 }, x);
        }
    }
}

#[test]
fn doubles_become_the_integers_that_they_contain() {
    let got = on_every_set!(|x: [f64; 8]| -> [i64; 8] { V::F64::of(x).trunc_i64().lanes() });
    let small = |x: f64| if x.abs() < 2f64.powi(51) { x } else { 0.25 };
    check_unary(|x| got(x.map(small)), |x| small(x) as i64);
}

#[test]
fn integers_become_the_same_doubles() {
    let got = on_every_set!(|x: [i64; 8]| -> [f64; 8] { V::I64::of(x).to_f64().lanes() });
    let ends = [0, 1, -1, (1 << 51) - 1, 1 - (1 << 51), 1 << 50, -(1 << 50), 42];
    assert_lanes(got(ends), |lane| ends[lane] as f64, ends);
    for_all(eight(common::long()), |x| {
        let x = x.map(|x| x % (1 << 51));
        assert_lanes(got(x), |lane| x[lane] as f64, x);
    });
}

#[test]
fn short_integers_become_the_same_doubles_with_and_without_a_sign() {
    let signed = on_every_set!(|x: [i32; 8]| -> [f64; 8] { V::I32::of(x).to_f64().lanes() });
    let unsigned = on_every_set!(|x: [i32; 8]| -> [f64; 8] { V::I32::of(x).to_f64_unsigned().lanes() });
    for_all(eight(int()), |x| {
        assert_lanes(signed(x), |lane| f64::from(x[lane]), x);
        assert_lanes(unsigned(x), |lane| f64::from(x[lane] as u32), x);
    });
}

#[test]
fn doubles_become_the_nearest_floats() {
    check_unary(on_every_set!(|x: [f64; 8]| -> [f32; 8] { V::F64::of(x).to_f32() }), |x| x as f32);
}

#[test]
fn floats_become_the_same_doubles() {
    let got = on_every_set!(|x: [f32; 8]| -> [f64; 8] { V::F64::of_f32(x).lanes() });
    for_all(eight(any::<u32>().prop_map(f32::from_bits)), |x| assert_lanes(got(x), |lane| f64::from(x[lane]), x));
    let special = [0.0, -0.0, 1e-45, f32::MIN_POSITIVE, f32::MAX, f32::INFINITY, f32::NEG_INFINITY, f32::NAN];
    assert_lanes(got(special), |lane| f64::from(special[lane]), special);
}
