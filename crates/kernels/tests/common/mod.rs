//! What the tests of ordering share: contexts, every dtype from bits, data that is hard, and the order itself.
#![allow(dead_code, reason = "each test file uses its own part")]

use allcores_memory::{Element, f16};
use allcores_parallel::{Cancel, Context, Threads};
use std::cmp::Ordering;

/// Runs `call` with a context of `count` threads that nobody cancels.
pub fn on<R>(count: usize, call: impl FnOnce(Context) -> R) -> R {
    let threads = Threads::new(count).unwrap();
    let cancel = Cancel::default();
    call(Context::new(&threads, &cancel))
}

/// A value from any bits.
pub trait FromBits: Element {
    fn from_any_bits(bits: u64) -> Self;
    fn from_number(number: f64) -> Self;
}
macro_rules! from_bits {
    ($($T:ty, $bits:ident => $from:expr, $number:ident => $convert:expr);* $(;)?) => {$(
        impl FromBits for $T {
            fn from_any_bits($bits: u64) -> Self {
                $from
            }
            fn from_number($number: f64) -> Self {
                $convert
            }
        }
    )*};
}
from_bits! {
    i8, b => b as i8, n => n as i8;
    u8, b => b as u8, n => n as u8;
    i16, b => b as i16, n => n as i16;
    u16, b => b as u16, n => n as u16;
    i32, b => b as i32, n => n as i32;
    u32, b => b as u32, n => n as u32;
    i64, b => b as i64, n => n as i64;
    u64, b => b, n => n as u64;
    f16, b => f16::from_bits(b as u16), n => f16::from_f64(n);
    f32, b => f32::from_bits(b as u32), n => n as f32;
    f64, b => f64::from_bits(b), n => n;
}

/// Runs a generic test function for each element type.
#[macro_export]
macro_rules! for_every_dtype {
    ($test:ident($($argument:expr),*)) => {
        $test::<i8>($($argument),*);
        $test::<u8>($($argument),*);
        $test::<i16>($($argument),*);
        $test::<u16>($($argument),*);
        $test::<i32>($($argument),*);
        $test::<u32>($($argument),*);
        $test::<i64>($($argument),*);
        $test::<u64>($($argument),*);
        $test::<allcores_memory::f16>($($argument),*);
        $test::<f32>($($argument),*);
        $test::<f64>($($argument),*);
    };
}

/// -∞ … -0, +0 … +∞, and all NaNs last and alike.
pub fn total_order<T: Element>(a: T, b: T) -> Ordering {
    let one_nan = |value: f64| if value.is_nan() { f64::NAN } else { value };
    if T::IS_FLOAT {
        one_nan(a.to_f64()).total_cmp(&one_nan(b.to_f64()))
    } else {
        a.to_i128().cmp(&b.to_i128())
    }
}

/// As [`total_order`], with both zeros equal.
pub fn numeric_order<T: Element>(a: T, b: T) -> Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

/// The same place in the order.
pub fn same<T: Element>(a: &[T], b: &[T]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(&a, &b)| total_order(a, b).is_eq())
}

/// Bits without a pattern (SplitMix64).
pub fn random(seed: u64) -> impl Iterator<Item = u64> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

/// Data of `n` elements that sorting algorithms stumble over, by name.
pub fn patterns<T: FromBits>(n: usize) -> Vec<(&'static str, Vec<T>)> {
    let bits = || random(n as u64).take(n);
    let mut ascending: Vec<T> = bits().map(T::from_any_bits).collect();
    ascending.sort_by(|&a, &b| total_order(a, b));
    let mut descending = ascending.clone();
    descending.reverse();
    let mut outlier = vec![T::from_number(1.0); n];
    if let Some(last) = outlier.last_mut() {
        *last = T::from_any_bits(0x7bff_7bff_7bff_7bff);
    }
    let unit = |bits: u64| (bits >> 11) as f64 / (1u64 << 53) as f64;
    vec![
        ("any bits", bits().map(T::from_any_bits).collect()),
        ("equal", vec![T::from_number(3.0); n]),
        ("few values", bits().map(|b| T::from_number((b % 7) as f64)).collect()),
        ("small numbers", bits().map(|b| T::from_number(unit(b) * 100.0)).collect()),
        ("one outlier", outlier),
        ("two far clusters", bits().map(|b| T::from_any_bits((b % 2) << 61 | (b % 2) << 14 | (b >> 60))).collect()),
        ("mostly one value", bits().map(|b| T::from_any_bits(if b % 10 == 0 { b } else { 5 })).collect()),
        ("geometric", bits().map(|b| T::from_any_bits(b >> (b % 64))).collect()),
        ("zeros of both signs", bits().map(|b| T::from_number(if b % 2 == 0 { 0.0 } else { -0.0 })).collect()),
        ("some NaN", bits().map(|b| T::from_number(if b % 5 == 0 { f64::NAN } else { unit(b) - 0.5 })).collect()),
        ("organ pipe", (0..n).map(|i| T::from_number(i.min(n - i) as f64)).collect()),
        ("ascending", ascending),
        ("descending", descending),
    ]
}
