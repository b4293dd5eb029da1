//! An angle as a multiple of π/2 and a rest of twice a double's precision: what sin, cos and tan start with.
//!
//! Up to 2^19 · π/2 the multiple is subtracted in up to three pieces of π/2, as
//! many as cancellation asks for. Beyond, 2/π is needed to as many digits as
//! the angle has, and the lanes are reduced one by one; angles so large are
//! rare, and their digits cannot be shared.
//!
//! After fdlibm, as V8 has it:
//!
//! > Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//! >
//! > Developed at SunSoft, a Sun Microsystems, Inc. business.
//! > Permission to use, copy, modify, and distribute this
//! > software is freely granted, provided that this notice
//! > is preserved.

use super::words::{head, upper};
use crate::{F64x8, I64x8, Mask8, Vectors};
use core::f64::consts::{FRAC_2_PI, FRAC_PI_2};

/// Angles below need no reduction. It is a little more than π/4.
pub(super) const QUARTER: f64 = upper(0x3FE9_21FC);
/// Angles from here on are reduced one by one.
const LARGE: f64 = upper(0x4139_21FC);

/// π/2 in pieces of 33 bits, each with what it leaves.
const PIECE_1: f64 = 1.5707963267341256;
const REST_1: f64 = 6.077100506506192e-11;
const PIECE_2: f64 = 6.077100506303966e-11;
const REST_2: f64 = 2.0222662487959506e-21;
const PIECE_3: f64 = 2.0222662487111665e-21;
const REST_3: f64 = 8.4784276603689e-32;

/// An angle without its multiple of π/2.
pub(super) struct Reduced<V: Vectors> {
    /// The multiple, of which the two lowest bits matter.
    pub multiple: V::I64,
    /// The rest.
    pub rest: V::F64,
    /// What `rest` lacks.
    pub tail: V::F64,
}

/// Reduces `x`, which must not be negative; NaN and Infinity leave NaN.
#[inline(always)]
pub(super) fn reduce<V: Vectors>(x: V::F64) -> Reduced<V> {
    let c = V::F64::splat;
    let n = (x * c(FRAC_2_PI) + c(0.5)).trunc();
    let n = x.lt(c(QUARTER)).select_f64(c(0.0), n);
    let mut high = x - n * c(PIECE_1);
    let mut low = n * c(REST_1);
    let mut rest = high - low;

    // Below 32 · π/2 the next piece is needed only where the upper half is that of the multiple itself.
    let near = n.ge(c(32.0)) | head::<V>(x).eq(head::<V>(n * c(FRAC_PI_2)));
    let second = near & lost_bits::<V>(x, rest).gt(V::I64::splat(16));
    if second.any() {
        let (next, next_low) = subtract::<V>(high, n, PIECE_2, REST_2);
        high = second.select_f64(next, high);
        low = second.select_f64(next_low, low);
        rest = high - low;
        let third = second & n.ne(c(1.0)) & lost_bits::<V>(x, rest).gt(V::I64::splat(49));
        if third.any() {
            let (next, next_low) = subtract::<V>(high, n, PIECE_3, REST_3);
            high = third.select_f64(next, high);
            low = third.select_f64(next_low, low);
            rest = high - low;
        }
    }
    let reduced = Reduced { multiple: n.trunc_i64(), rest, tail: (high - rest) - low };

    let large = x.ge(c(LARGE)) & x.lt(c(f64::INFINITY));
    if large.any() { one_by_one::<V>(x, large, reduced) } else { reduced }
}

/// How much smaller the exponent of `rest` is than that of `x`.
#[inline(always)]
fn lost_bits<V: Vectors>(x: V::F64, rest: V::F64) -> V::I64 {
    x.bits().shr::<52>() - rest.abs().bits().shr::<52>()
}

/// Subtracts `n` times the next piece from `high`; gives the difference, and what is to be subtracted still.
#[inline(always)]
fn subtract<V: Vectors>(high: V::F64, n: V::F64, piece: f64, rest: f64) -> (V::F64, V::F64) {
    let product = n * V::F64::splat(piece);
    let difference = high - product;
    (difference, n * V::F64::splat(rest) - ((high - difference) - product))
}

#[inline(always)]
fn one_by_one<V: Vectors>(x: V::F64, lanes: V::Mask, reduced: Reduced<V>) -> Reduced<V> {
    let (x, lanes) = (x.lanes(), lanes.bits());
    let (mut multiple, mut rest, mut tail) = (reduced.multiple.lanes(), reduced.rest.lanes(), reduced.tail.lanes());
    let mut lane = 0;
    while lane < 8 {
        if lanes >> lane & 1 == 1 {
            (multiple[lane], rest[lane], tail[lane]) = reduce_large(x[lane]);
        }
        lane += 1;
    }
    Reduced { multiple: V::I64::of(multiple), rest: V::F64::of(rest), tail: V::F64::of(tail) }
}

/// 2/π in digits of 24 bits, the first one after the binary point.
const TWO_OVER_PI: [u64; 66] = [
    0xA2F983, 0x6E4E44, 0x1529FC, 0x2757D1, 0xF534DD, 0xC0DB62, 0x95993C, 0x439041, 0xFE5163, 0xABDEBB, 0xC561B7,
    0x246E3A, 0x424DD2, 0xE00649, 0x2EEA09, 0xD1921C, 0xFE1DEB, 0x1CB129, 0xA73EE8, 0x8235F5, 0x2EBB44, 0x84E99C,
    0x7026B4, 0x5F7E41, 0x3991D6, 0x398353, 0x39F49C, 0x845F8B, 0xBDF928, 0x3B1FF8, 0x97FFDE, 0x05980F, 0xEF2F11,
    0x8B5A0A, 0x6D1F6D, 0x367ECF, 0x27CB09, 0xB74F46, 0x3F669E, 0x5FEA2D, 0x7527BA, 0xC7EBE5, 0xF17B3D, 0x0739F7,
    0x8A5292, 0xEA6BFB, 0x5FB11F, 0x8D5D08, 0x560330, 0x46FC7B, 0x6BABF0, 0xCFBC20, 0x9AF436, 0x1DA9E3, 0x91615E,
    0xE61B08, 0x659985, 0x5F14A0, 0x68408D, 0xFFD880, 0x4D7327, 0x310606, 0x1556CA, 0x73A8C9, 0x60E27B, 0xC08C6B,
];
/// π/2 in pieces of 24 bits.
const HALF_PI: [f64; 5] =
    [1.570796251296997, 7.549789415861596e-08, 5.390302529957765e-15, 3.282003415807913e-22, 1.270655753080676e-29];
/// How many digits of the product are looked at first.
const DIGITS: usize = 4;
const DIGIT: u64 = 0xff_ffff;

/// Two to the power of `exponent`, of a normal double.
fn two_to(exponent: i32) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}

/// Multiplies by 2/π as much of it as decides, from the digit at which the product is no multiple of 8.
#[cold]
#[inline(never)]
fn reduce_large(x: f64) -> (i64, f64, f64) {
    let mantissa = x.to_bits() & ((1 << 52) - 1) | 1 << 52;
    let x_digits = [mantissa >> 29, mantissa >> 5 & DIGIT, (mantissa & 31) << 19];
    let exponent = (x.to_bits() >> 52) as i32 - 1046;
    let first = (exponent - 3).max(0) / 24;
    let mut unit = exponent - 24 * (first + 1);
    let product = |digit: usize| {
        let term = |j: usize| (first as usize + digit).checked_sub(j).map_or(0, |at| x_digits[j] * TWO_OVER_PI[at]);
        term(0) + term(1) + term(2)
    };

    // The digits below `z`, the lowest one first.
    let mut digits = [0u64; 20];
    let mut count = DIGITS;
    let (mut n, mut z, mut negative);
    loop {
        let mut carry = product(count);
        for (i, digit) in digits.iter_mut().enumerate().take(count) {
            *digit = carry & DIGIT;
            carry = product(count - 1 - i) + (carry >> 24);
        }
        z = carry as f64 * two_to(unit);
        z -= 8.0 * (z * 0.125).floor();
        n = z as i64;
        z -= n as f64;

        let top = &mut digits[count - 1];
        if unit > 0 {
            n += (*top >> (24 - unit)) as i64;
            *top &= DIGIT >> unit;
            negative = *top >> (23 - unit) > 0;
        } else if unit == 0 {
            negative = *top >> 23 > 0;
        } else {
            negative = z >= 0.5;
        }
        if negative {
            n += 1;
            let lowest = digits[..count].iter().position(|digit| *digit != 0);
            if let Some(lowest) = lowest {
                digits[lowest] = (1 << 24) - digits[lowest];
                digits[lowest + 1..count].iter_mut().for_each(|digit| *digit = DIGIT - *digit);
            }
            if unit > 0 {
                digits[count - 1] &= DIGIT >> unit;
            } else if unit < 0 {
                z = 1.0 - z;
                if lowest.is_some() {
                    z -= two_to(unit);
                }
            }
        }
        if z != 0.0 || digits[DIGITS..count].iter().any(|digit| *digit != 0) {
            break;
        }
        // Everything that was looked at has cancelled.
        let zeros = digits[..DIGITS].iter().rev().take_while(|digit| **digit == 0).count();
        count += zeros + 1;
    }

    let mut last = count;
    if z == 0.0 {
        last -= 1;
        unit -= 24;
        while digits[last] == 0 {
            last -= 1;
            unit -= 24;
        }
    } else {
        let whole = (z * two_to(-unit)) as u64;
        digits[last] = whole & DIGIT;
        if whole >> 24 > 0 {
            last += 1;
            unit += 24;
            digits[last] = whole >> 24;
        }
    }

    let mut values = [0.0; 20];
    let mut weight = two_to(unit);
    for i in (0..=last).rev() {
        values[i] = weight * digits[i] as f64;
        weight *= 1.0 / (1u64 << 24) as f64;
    }
    // Multiplied by π/2 again, the most significant sum first.
    let mut sums = [0.0; 20];
    for i in (0..=last).rev() {
        let mut sum = 0.0;
        for (k, piece) in HALF_PI.iter().enumerate().take(last - i + 1) {
            sum += piece * values[i + k];
        }
        sums[last - i] = sum;
    }
    let mut rest = 0.0;
    for sum in sums[..=last].iter().rev() {
        rest += sum;
    }
    let mut tail = sums[0] - rest;
    for sum in &sums[1..=last] {
        tail += sum;
    }
    if negative { (n, -rest, -tail) } else { (n, rest, tail) }
}
