//! The functions of `math::exact` give, on every set, what ECMAScript defines for each number.

#[macro_use]
mod common;

use allcores_simd::F64x8;
use allcores_simd::math::exact;
use common::{assert_lanes, check_binary, check_unary, eight, for_all};
use half::f16;
use proptest::prelude::*;

/// The floor of `x` and a half, in integers of 128 bits.
fn rounded(x: f64) -> f64 {
    let exponent = (x.to_bits() >> 52 & 0x7ff) as i32 - 1075;
    let digits = i128::from(x.to_bits() & ((1 << 52) - 1) | 1 << 52) * if x < 0.0 { -1 } else { 1 };
    match exponent {
        0.. => x,
        -60..0 => (((2 * digits + (1 << -exponent)) >> (1 - exponent)) as f64).copysign(x),
        _ => 0f64.copysign(x),
    }
}

#[test]
fn round_takes_ties_upwards() {
    check_unary(on_every_set!(|x: [f64; 8]| -> [f64; 8] { exact::round::<V>(V::F64::of(x)).lanes() }), rounded);
    assert_eq!(rounded(0.499_999_999_999_999_94), 0.0);
    assert_eq!(rounded(-2.5), -2.0);
    assert_eq!(rounded(2.5), 3.0);
}

#[test]
fn sign_keeps_zeros_and_nan() {
    let got = on_every_set!(|x: [f64; 8]| -> [f64; 8] { exact::sign::<V>(V::F64::of(x)).lanes() });
    check_unary(got, |x| if x == 0.0 || x.is_nan() { x } else { x.signum() });
}

#[test]
fn fround_gives_the_nearest_float() {
    let got = on_every_set!(|x: [f64; 8]| -> [f64; 8] { exact::fround::<V>(V::F64::of(x)).lanes() });
    check_unary(got, |x| f64::from(x as f32));
}

/// The nearest half, by a search among all of them.
fn nearest_half(x: f64) -> f16 {
    let value = |bits: u16| if bits == 0x7c00 { 65536.0 } else { f16::from_bits(bits).to_f64() };
    let magnitude = x.abs().min(65536.0);
    let bits = if x.is_nan() {
        0x7e00
    } else {
        let (mut low, mut high) = (0, 0x7c00);
        while high - low > 1 {
            let middle = (low + high) / 2;
            if value(middle) <= magnitude { low = middle } else { high = middle }
        }
        let (below, above) = (magnitude - value(low), value(high) - magnitude);
        if above < below || above == below && low % 2 == 1 { high } else { low }
    };
    f16::from_bits(bits | if x.is_sign_negative() { 0x8000 } else { 0 })
}

/// Doubles of the size of halves: halves, what is between two, and what is next to these.
fn near_a_half() -> impl Strategy<Value = f64> {
    (0..0x7c00u16, 0..4u8, -1..=1i64, any::<bool>()).prop_map(|(bits, quarters, near, negative)| {
        let (this, next) = (f16::from_bits(bits).to_f64(), f16::from_bits(bits + 1).to_f64());
        let next = if next.is_finite() { next } else { 65536.0 };
        let value = this + (next - this) * f64::from(quarters) / 4.0;
        let value = f64::from_bits(value.to_bits().saturating_add_signed(near));
        if negative { -value } else { value }
    })
}

#[test]
fn f16round_gives_the_nearest_half() {
    let got = on_every_set!(|x: [f64; 8]| -> [f64; 8] { exact::f16round::<V>(V::F64::of(x)).lanes() });
    check_unary(got, |x| nearest_half(x).to_f64());
    for_all(eight(near_a_half()), |x| assert_lanes(got(x), |lane| nearest_half(x[lane]).to_f64(), x));
}

#[test]
fn a_float16_array_stores_the_nearest_half() {
    let got = on_every_set!(|x: [f64; 8]| -> [u16; 8] { exact::to_f16::<V>(V::F64::of(x)) });
    let want = |x: f64| nearest_half(x).to_bits();
    check_unary(got, want);
    for_all(eight(near_a_half()), |x| assert_lanes(got(x), |lane| want(x[lane]), x));
}

#[test]
fn a_clamped_array_stores_the_nearest_byte() {
    let got = on_every_set!(|x: [f64; 8]| -> [u8; 8] { exact::to_u8_clamped::<V>(V::F64::of(x)) });
    let want = |x: f64| x.clamp(0.0, 255.0).round_ties_even() as u8;
    check_unary(got, want);
    let halves = (-10..600i32).prop_map(|i| f64::from(i) / 2.0);
    for_all(eight(halves), |x| assert_lanes(got(x), |lane| want(x[lane]), x));
}

#[test]
fn remainders_are_exact() {
    let got =
        on_every_set!(|a: [f64; 8], b: [f64; 8]| -> [f64; 8] { exact::rem::<V>(V::F64::of(a), V::F64::of(b)).lanes() });
    check_binary(got, |a, b| a % b);
}

#[test]
fn remainders_next_to_a_multiple_are_exact() {
    let got =
        on_every_set!(|a: [f64; 8], b: [f64; 8]| -> [f64; 8] { exact::rem::<V>(V::F64::of(a), V::F64::of(b)).lanes() });
    let ordinary = (common::double(), -1000..1000i32).prop_map(|(b, power)| {
        let digits = f64::from_bits(b.to_bits() & !(0x7ff << 52) | 0x3ff << 52);
        digits * 2f64.powi(power)
    });
    let near_multiple = (ordinary, 0..60u32, any::<u64>(), -2..=2i64).prop_map(|(b, bits, factor, near)| {
        let multiple = b * (factor >> (63 - bits)) as f64;
        (f64::from_bits(multiple.to_bits().wrapping_add_signed(near)), b)
    });
    for_all(eight(near_multiple), |pairs| {
        let (a, b) = (pairs.map(|pair| pair.0), pairs.map(|pair| pair.1));
        assert_lanes(got(a, b), |lane| a[lane] % b[lane], (a, b));
    });
}

#[test]
fn remainders_of_the_largest_number_are_exact() {
    let got =
        on_every_set!(|a: f64, b: f64| -> [f64; 8] { exact::rem::<V>(V::F64::splat(a), V::F64::splat(b)).lanes() });
    for count in 1..5000 {
        let part = f64::MAX / f64::from(count);
        for b in [part.next_down(), part, part.next_up()] {
            assert_lanes(got(f64::MAX, b), |_| f64::MAX % b, b);
        }
    }
}
