//! What the tests share: contexts, memory off its alignment, and input that stresses borders.
#![allow(dead_code, reason = "each test file uses its own part")]

use allcores_kernels::Cumulate;
use allcores_memory::{Element, Racy, RacyMut, f16};
use allcores_parallel::{Cancel, Context, Threads};
use proptest::prelude::*;

/// Runs `job` with a context of `threads` threads.
pub fn on<R>(threads: usize, job: impl FnOnce(Context<'_>) -> R) -> R {
    let threads = Threads::new(threads);
    job(Context::new(&threads, &Cancel::default()))
}

/// Runs `job` on the calling thread alone.
pub fn alone<R>(job: impl FnOnce(Context<'_>) -> R) -> R {
    on(1, job)
}

/// Elements at an odd address.
pub struct Unaligned {
    bytes: Vec<u8>,
    len: usize,
}

impl Unaligned {
    pub fn of<T: Element>(values: &[T]) -> Unaligned {
        let mut memory = Unaligned { bytes: vec![0; (values.len() + 1) * size_of::<T>() + 1], len: values.len() };
        memory.write().copy_from(values);
        memory
    }

    fn offset(&self) -> usize {
        1 - self.bytes.as_ptr() as usize % 2
    }

    pub fn read<T: Element>(&self) -> Racy<'_, T> {
        // SAFETY: `of` made room for `len` elements from byte 1 on, and every bit pattern is an element.
        unsafe { Racy::new(self.bytes.as_ptr().add(self.offset()).cast(), self.len) }
    }

    pub fn write<T: Element>(&mut self) -> RacyMut<'_, T> {
        let offset = self.offset();
        // SAFETY: as for `read`, and the borrow is exclusive.
        unsafe { RacyMut::new(self.bytes.as_mut_ptr().add(offset).cast(), self.len) }
    }
}

/// An element that tests can make from 64 random bits.
pub trait Sample: Cumulate {
    /// Every bit pattern, the special values among them more often than by chance.
    fn any(bits: u64) -> Self;
    /// A number of moderate size.
    fn tame(bits: u64) -> Self;
}

macro_rules! sample_integer {
    ($($T:ty),*) => {$(
        impl Sample for $T {
            fn any(bits: u64) -> Self {
                match bits >> 61 {
                    0 => <$T>::MAX,
                    1 => <$T>::MIN,
                    _ => bits as $T,
                }
            }
            fn tame(bits: u64) -> Self {
                (bits % 100) as $T
            }
        }
    )*};
}
sample_integer!(i8, u8, i16, u16, i32, u32, i64, u64);

macro_rules! sample_float {
    ($($T:ty, $K:ty, $from_f64:expr);*) => {$(
        impl Sample for $T {
            fn any(bits: u64) -> Self {
                const SIGN: $K = 1 << (<$K>::BITS - 1);
                let sign = bits as $K & SIGN;
                match bits >> 59 {
                    0 => <$T>::from_bits(sign),
                    1 => <$T>::from_bits(<$T>::INFINITY.to_bits() | sign),
                    2 => <$T>::from_bits(<$T>::NAN.to_bits() | sign),
                    3 => <$T>::from_bits(<$T>::MAX.to_bits() | sign),
                    4 => <$T>::from_bits(1 | sign),
                    _ => <$T>::from_bits(bits as $K),
                }
            }
            fn tame(bits: u64) -> Self {
                $from_f64((bits % 2001) as f64 / 8.0 - 125.0)
            }
        }
    )*};
}
sample_float!(f16, u16, f16::from_f64; f32, u32, |value| value as f32; f64, u64, |value| value);

/// Pseudo-random bits.
pub fn bits(seed: u64) -> impl Iterator<Item = u64> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        // SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    })
}

pub fn any_values<T: Sample>(len: usize, seed: u64) -> Vec<T> {
    bits(seed).map(T::any).take(len).collect()
}

pub fn tame_values<T: Sample>(len: usize, seed: u64) -> Vec<T> {
    bits(seed).map(T::tame).take(len).collect()
}

/// Lengths: short ones, and those around steps, blocks and chunks.
pub fn length() -> impl Strategy<Value = usize> {
    let border = prop::sample::select(vec![8usize, 16, 32, 64, 128, 256, 512, 2048, 1 << 15, 1 << 16]);
    prop_oneof![4 => 0..300usize, 2 => (border, 1..4usize, 0..3usize).prop_map(|(b, times, off)| (b * times + off - 1).min(200_000))]
}

/// Expands `$body` once for each element type, as `$T`.
#[macro_export]
macro_rules! for_each_type {
    ($T:ident in [$($type:ty),*] => $body:expr) => {$({ type $T = $type; $body })*};
    ($T:ident => $body:expr) => {
        $crate::for_each_type!($T in [i8, u8, i16, u16, i32, u32, i64, u64, allcores_memory::f16, f32, f64] => $body)
    };
}
