//! The reduction of an angle to `|r| ≤ π/4` and a quadrant.
//!
//! Up to 2^20 quadrants `π/2` is subtracted in four parts, the first three with
//! 33 bits so that their products are exact (Cody and Waite): 150 bits, enough for the
//! doubles nearest to a multiple of `π/2`. Larger angles are rare: each such lane
//! is multiplied as an integer by the bits of `2/π` that matter to it (Payne and Hanek).

use super::binary::nearest;
use super::double::{Double, lit, ordered_sum, sum};
use crate::vectors::{F64x8, I64x8, Mask8, Vectors};
use core::f64::consts::FRAC_2_PI;

/// `π/2`.
const PARTS: [f64; 4] = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32];

/// 2^20 quadrants.
const LARGE: f64 = 1_647_099.0;

/// `x = quadrant · π/2 + r`.
pub(super) struct Reduced<V: Vectors> {
    /// Modulo 4 in its lowest bits; the others are any.
    pub quadrant: V::I64,
    pub r: Double<V>,
}

/// Of any `x`; `r` is NaN where `x` is infinite or NaN.
#[inline(always)]
pub(super) fn reduce<V: Vectors>(x: V::F64) -> Reduced<V> {
    let count = nearest::<V>(x * lit::<V>(FRAC_2_PI));
    let first = x - count.value * lit::<V>(PARTS[0]);
    let second = sum::<V>(first, -(count.value * lit::<V>(PARTS[1])));
    let third = sum::<V>(second.hi, -(count.value * lit::<V>(PARTS[2])));
    let rest = second.lo + (third.lo - count.value * lit::<V>(PARTS[3]));
    let reduced = Reduced { quadrant: count.bits, r: ordered_sum::<V>(third.hi, rest) };
    let small = x.abs().le(lit::<V>(LARGE));
    if small.all() { reduced } else { reduce_each::<V>(x, reduced) }
}

/// `reduced`, with the large lanes of `x` replaced.
#[inline(always)]
fn reduce_each<V: Vectors>(x: V::F64, reduced: Reduced<V>) -> Reduced<V> {
    let x = x.lanes();
    let mut quadrant = reduced.quadrant.lanes();
    let (mut hi, mut lo) = (reduced.r.hi.lanes(), reduced.r.lo.lanes());
    let mut lane = 0;
    while lane < 8 {
        if x[lane].abs() > LARGE || x[lane].is_nan() {
            (quadrant[lane], hi[lane], lo[lane]) = reduce_large(x[lane]);
        }
        lane += 1;
    }
    Reduced { quadrant: V::I64::of(quadrant), r: Double { hi: V::F64::of(hi), lo: V::F64::of(lo) } }
}

/// The bits of `2/π` after the point, with 64 zeros before them.
const TWO_OVER_PI: [u64; 20] = [
    0x0000_0000_0000_0000,
    0xa2f9_836e_4e44_1529,
    0xfc27_57d1_f534_ddc0,
    0xdb62_9599_3c43_9041,
    0xfe51_63ab_debb_c561,
    0xb724_6e3a_424d_d2e0,
    0x0649_2eea_09d1_921c,
    0xfe1d_eb1c_b129_a73e,
    0xe882_35f5_2ebb_4484,
    0xe99c_7026_b45f_7e41,
    0x3991_d639_8353_39f4,
    0x9c84_5f8b_bdf9_283b,
    0x1ff8_97ff_de05_980f,
    0xef2f_118b_5a0a_6d1f,
    0x6d36_7ecf_27cb_09b7,
    0x4f46_3f66_9e5f_ea2d,
    0x7527_bac7_ebe5_f17b,
    0x3d07_39f7_8a52_92ea,
    0x6bfb_5fb1_1f8d_5d08,
    0x5603_3046_fc7b_6bab,
];

/// The quadrant and `r` of one angle from `LARGE` on.
///
/// Of `x = m · 2^e` with 53 bits of `m`, the bits of `2/π` above place `e - 1` give whole
/// turns. The product of `m` and the 192 bits from there on, modulo 2^192, has
/// the quadrant in its top two bits and then 190 of the fraction.
#[cold]
#[inline(never)]
fn reduce_large(x: f64) -> (i64, f64, f64) {
    if !x.is_finite() {
        return (0, f64::NAN, f64::NAN);
    }
    let bits = x.abs().to_bits();
    let m = (bits & ((1 << 52) - 1)) | (1 << 52);
    let first = (bits >> 52) as usize - 1013;
    let (word, shift) = (first / 64, first % 64);
    let window = |index: usize| {
        let pair = u128::from(TWO_OVER_PI[word + index]) << 64 | u128::from(TWO_OVER_PI[word + index + 1]);
        (pair >> (64 - shift)) as u64
    };
    let low = u128::from(m) * u128::from(window(2));
    let middle = u128::from(m) * u128::from(window(1)) + (low >> 64);
    let high = m.wrapping_mul(window(0)).wrapping_add((middle >> 64) as u64);
    let (mut fraction, mut rest) = (
        u128::from(high) << 66 | u128::from(middle as u64) << 2 | u128::from(low as u64 >> 62),
        u128::from(low as u64) << 2 & u128::from(u64::MAX),
    );
    let mut quadrant = (high >> 62) as i64;

    // Where half a quadrant or more is left, what is missing to the next one counts.
    let up = fraction >> 127 == 1;
    if up {
        (fraction, rest) = (!fraction, !rest & u128::from(u64::MAX));
        quadrant += 1;
    }
    let zeros = fraction.leading_zeros();
    let angle = upper_product(fraction << zeros | rest << zeros >> 64, HALF_PI);
    let unit = f64::from_bits(u64::from(1023 - 127 - zeros) << 52);
    let (hi, lo) = ((angle >> 75 << 75) as f64 * unit, (angle & ((1 << 75) - 1)) as f64 * unit);
    let near = hi + lo;
    let lo = lo - (near - hi);
    let (hi, lo) = if up { (-near, -lo) } else { (near, lo) };
    if x < 0.0 { (-quadrant, -hi, -lo) } else { (quadrant, hi, lo) }
}

/// `π/2 · 2^127`.
const HALF_PI: u128 = 0xc90f_daa2_2168_c234_c4c6_628b_80dc_1cd1;

/// The upper 128 bits of the product, without the carry from the lower ones.
fn upper_product(a: u128, b: u128) -> u128 {
    let (a, above) = (a as u64, (a >> 64) as u64);
    let (b, beyond) = (b as u64, (b >> 64) as u64);
    let wide = |x: u64, y: u64| u128::from(x) * u128::from(y);
    wide(above, beyond) + (wide(above, b) >> 64) + (wide(a, beyond) >> 64)
}
