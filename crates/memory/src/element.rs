//! The dtypes, and what a kernel may ask of an element.
//!
//! [`Dtype`] is the run-time name, [`Element`] the compile-time type of the
//! same thing; [`with_dtype!`](crate::with_dtype) goes from the first to the
//! second. Sorting never compares floats: it works on [`Element::Key`], an
//! unsigned integer in the total order -∞ < … < -0 < +0 < … < +∞ < NaN.

use half::f16;

/// The name of an element type at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Dtype {
    /// 8-bit signed integer.
    Int8,
    /// 8-bit unsigned integer.
    Uint8,
    /// 8-bit unsigned integer whose stores clamp.
    Uint8Clamped,
    /// 16-bit signed integer.
    Int16,
    /// 16-bit unsigned integer.
    Uint16,
    /// 32-bit signed integer.
    Int32,
    /// 32-bit unsigned integer.
    Uint32,
    /// IEEE 754 binary32.
    Float32,
    /// IEEE 754 binary64.
    Float64,
    /// 64-bit signed integer.
    BigInt64,
    /// 64-bit unsigned integer.
    BigUint64,
    /// IEEE 754 binary16.
    Float16,
}

impl Dtype {
    /// Every dtype.
    pub const ALL: [Dtype; 12] = [
        Dtype::Int8,
        Dtype::Uint8,
        Dtype::Uint8Clamped,
        Dtype::Int16,
        Dtype::Uint16,
        Dtype::Int32,
        Dtype::Uint32,
        Dtype::Float32,
        Dtype::Float64,
        Dtype::BigInt64,
        Dtype::BigUint64,
        Dtype::Float16,
    ];

    /// Bytes per element.
    pub const fn size(self) -> usize {
        match self {
            Dtype::Int8 | Dtype::Uint8 | Dtype::Uint8Clamped => 1,
            Dtype::Int16 | Dtype::Uint16 | Dtype::Float16 => 2,
            Dtype::Int32 | Dtype::Uint32 | Dtype::Float32 => 4,
            Dtype::Float64 | Dtype::BigInt64 | Dtype::BigUint64 => 8,
        }
    }

    /// Whether the values are 64-bit integers, which a double cannot hold.
    pub const fn is_big(self) -> bool {
        matches!(self, Dtype::BigInt64 | Dtype::BigUint64)
    }
}

/// Runs `$body` with `$T` bound to the element type of `$dtype`.
#[macro_export]
macro_rules! with_dtype {
    ($dtype:expr, $T:ident => $body:expr) => {
        match $dtype {
            $crate::Dtype::Int8 => {
                type $T = i8;
                $body
            }
            $crate::Dtype::Uint8 | $crate::Dtype::Uint8Clamped => {
                type $T = u8;
                $body
            }
            $crate::Dtype::Int16 => {
                type $T = i16;
                $body
            }
            $crate::Dtype::Uint16 => {
                type $T = u16;
                $body
            }
            $crate::Dtype::Int32 => {
                type $T = i32;
                $body
            }
            $crate::Dtype::Uint32 => {
                type $T = u32;
                $body
            }
            $crate::Dtype::Float32 => {
                type $T = f32;
                $body
            }
            $crate::Dtype::Float64 => {
                type $T = f64;
                $body
            }
            $crate::Dtype::BigInt64 => {
                type $T = i64;
                $body
            }
            $crate::Dtype::BigUint64 => {
                type $T = u64;
                $body
            }
            $crate::Dtype::Float16 => {
                type $T = $crate::f16;
                $body
            }
        }
    };
}

/// An unsigned integer that sorts as the element it stands for.
pub trait RadixKey: Copy + Ord + Send + Sync + Default + 'static {
    /// Width in bits.
    const BITS: u32;
    /// The key, widened.
    fn to_u64(self) -> u64;
    /// The key from its low bits.
    fn from_u64(bits: u64) -> Self;
}

macro_rules! radix_key {
    ($($T:ty),*) => {$(
        impl RadixKey for $T {
            const BITS: u32 = <$T>::BITS;
            #[inline(always)]
            fn to_u64(self) -> u64 {
                self as u64
            }
            #[inline(always)]
            fn from_u64(bits: u64) -> Self {
                bits as $T
            }
        }
    )*};
}
radix_key!(u8, u16, u32, u64);

/// A number that a typed array can hold.
///
/// Every bit pattern of an implementor is a valid value: that is what lets
/// memory of unknown content be read as one.
pub trait Element: Copy + Send + Sync + Default + PartialOrd + std::fmt::Debug + 'static {
    /// The unsigned integer that sorts as this type does; it is an element itself, with itself as key.
    type Key: RadixKey + Element<Key = Self::Key>;
    /// Whether NaN, -0 and ±∞ exist.
    const IS_FLOAT: bool;
    /// The value as a double: exact, except for 64-bit integers, which round to nearest.
    fn to_f64(self) -> f64;
    /// The value as an integer; exact for integer types, truncated for floats.
    fn to_i128(self) -> i128;
    /// Whether the value is NaN.
    fn is_nan(self) -> bool;
    /// The place in the total order, all NaN alike and last.
    fn to_key(self) -> Self::Key;
    /// The value at a place in the total order.
    fn from_key(key: Self::Key) -> Self;
}

macro_rules! integer {
    ($($T:ty => $K:ty, $flip:expr);* $(;)?) => {$(
        impl Element for $T {
            type Key = $K;
            const IS_FLOAT: bool = false;
            #[inline(always)]
            fn to_f64(self) -> f64 {
                self as f64
            }
            #[inline(always)]
            fn to_i128(self) -> i128 {
                self as i128
            }
            #[inline(always)]
            fn is_nan(self) -> bool {
                false
            }
            #[inline(always)]
            fn to_key(self) -> $K {
                (self as $K) ^ $flip
            }
            #[inline(always)]
            fn from_key(key: $K) -> Self {
                (key ^ $flip) as $T
            }
        }
    )*};
}
integer! {
    i8 => u8, 1 << 7;
    u8 => u8, 0;
    i16 => u16, 1 << 15;
    u16 => u16, 0;
    i32 => u32, 1 << 31;
    u32 => u32, 0;
    i64 => u64, 1 << 63;
    u64 => u64, 0;
}

macro_rules! float {
    ($($T:ty => $K:ty, $S:ty, $to_f64:expr);* $(;)?) => {$(
        impl Element for $T {
            type Key = $K;
            const IS_FLOAT: bool = true;
            #[inline(always)]
            fn to_f64(self) -> f64 {
                $to_f64(self)
            }
            #[inline(always)]
            fn to_i128(self) -> i128 {
                self.to_f64() as i128
            }
            #[inline(always)]
            fn is_nan(self) -> bool {
                <$T>::is_nan(self)
            }
            #[inline(always)]
            fn to_key(self) -> $K {
                const SIGN: $K = 1 << (<$K>::BITS - 1);
                let bits = self.to_bits();
                // Negative: flip all bits; positive: flip the sign.
                let mask = ((bits as $S) >> (<$K>::BITS - 1)) as $K | SIGN;
                if <$T>::is_nan(self) { <$K>::MAX } else { bits ^ mask }
            }
            #[inline(always)]
            fn from_key(key: $K) -> Self {
                const SIGN: $K = 1 << (<$K>::BITS - 1);
                let mask = (((!key) as $S) >> (<$K>::BITS - 1)) as $K | SIGN;
                // MAX decodes to the quiet NaN with every bit of its payload set.
                <$T>::from_bits(key ^ mask)
            }
        }
    )*};
}
float! {
    f16 => u16, i16, widen_half;
    f32 => u32, i32, f64::from;
    f64 => u64, i64, std::convert::identity;
}

/// A half as a double, without a branch or a table, so that it vectorises.
#[inline(always)]
fn widen_half(half: f16) -> f64 {
    let bits = u32::from(half.to_bits());
    let (exponent, fraction) = (bits >> 10 & 31, bits & 1023);
    let bias = if exponent == 31 { 255 - 31 } else { 127 - 15 };
    let normal = f32::from_bits((exponent + bias) << 23 | fraction << 13);
    let subnormal = fraction as i32 as f32 * (1.0 / 16_777_216.0);
    let magnitude = if exponent == 0 { subnormal } else { normal };
    f64::from(f32::from_bits(magnitude.to_bits() | (bits & 0x8000) << 16))
}

/// The half nearest to a double, ties to even: one rounding, no branch.
///
/// `half`'s own conversion goes through a float on x86 and so rounds twice.
#[inline(always)]
pub fn nearest_half(value: f64) -> f16 {
    let magnitude = value.abs();
    // Adding 1.5·2^52 units of the half's last place leaves no bits below that place.
    let exponent = (magnitude.to_bits() >> 52).clamp(1023 - 14, 1023 + 16);
    let unit = f64::from_bits((exponent + 42) << 52) * 1.5;
    let rounded = ((magnitude + unit) - unit) as f32;
    let subnormal = (rounded * 16_777_216.0) as u32;
    let normal = (rounded.to_bits() >> 13).wrapping_sub((127 - 15) << 10);
    let finite = if rounded < 1.0 / 16384.0 { subnormal } else { normal };
    let bits = if magnitude.is_nan() {
        0x7e00
    } else if rounded >= 65536.0 || magnitude == f64::INFINITY {
        0x7c00
    } else {
        finite
    };
    f16::from_bits((bits as u16) | ((value.to_bits() >> 48) as u16 & 0x8000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_widens_to_its_value() {
        for bits in 0..=u16::MAX {
            let half = f16::from_bits(bits);
            let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
            let magnitude = match exponent {
                0 => fraction * 2f64.powi(-24),
                31 if fraction == 0.0 => f64::INFINITY,
                31 => f64::NAN,
                _ => (1024.0 + fraction) * 2f64.powi(exponent - 25),
            };
            let value = if bits >> 15 == 0 { magnitude } else { -magnitude };
            assert!(half.to_f64().is_nan() && value.is_nan() || half.to_f64().to_bits() == value.to_bits(), "{bits:04x}");
        }
    }

    #[test]
    fn the_nearest_half_is_rounded_once_and_ties_go_to_even() {
        for bits in 0..0x7c00u16 {
            // The largest finite half rounds up to what 65536 would be.
            let above = if bits == 0x7bff { 65536.0 } else { f16::from_bits(bits + 1).to_f64() };
            let value = f16::from_bits(bits).to_f64();
            let tie = value + (above - value) / 2.0;
            let even = bits + (bits & 1);
            for (input, want) in [(value, bits), (tie.next_down(), bits), (tie, even), (tie.next_up(), bits + 1)] {
                assert_eq!(nearest_half(input).to_bits(), want, "{input:e}");
                assert_eq!(nearest_half(-input).to_bits(), want | 0x8000, "-{input:e}");
            }
        }
        assert!(nearest_half(f64::NAN).is_nan());
        for exponent in 16..1024 {
            assert_eq!(nearest_half(2f64.powi(exponent)), f16::INFINITY, "2^{exponent}");
        }
        for (input, want) in [(1e308, 0x7c00), (f64::INFINITY, 0x7c00), (5e-324, 0), (-5e-324, 0x8000), (-1e9, 0xfc00)] {
            assert_eq!(nearest_half(input).to_bits(), want, "{input:e}");
        }
    }

    fn keys_are_a_total_order<T: Element>(ascending: &[T]) {
        for pair in ascending.windows(2) {
            assert!(pair[0].to_key() < pair[1].to_key(), "{pair:?}");
        }
        for &value in ascending {
            let back = T::from_key(value.to_key());
            assert!(back.to_key() == value.to_key());
            assert!(back == value || back.is_nan() && value.is_nan());
        }
    }

    #[test]
    fn a_key_sorts_as_its_element_and_comes_back() {
        keys_are_a_total_order(&[f64::NEG_INFINITY, -1.5, -5e-324, -0.0, 0.0, 5e-324, 1.5, f64::INFINITY, f64::NAN]);
        keys_are_a_total_order(&[f32::NEG_INFINITY, -1.5, -1e-45, -0.0, 0.0, 1e-45, 1.5, f32::INFINITY, f32::NAN]);
        keys_are_a_total_order(&[
            f16::NEG_INFINITY,
            f16::NEG_ONE,
            f16::NEG_ZERO,
            f16::ZERO,
            f16::ONE,
            f16::INFINITY,
            f16::NAN,
        ]);
        keys_are_a_total_order(&[i8::MIN, -1, 0, 1, i8::MAX]);
        keys_are_a_total_order(&[i64::MIN, -1, 0, 1, i64::MAX]);
        keys_are_a_total_order(&[0, 1, u64::MAX]);
    }

    #[test]
    fn every_nan_has_the_last_key() {
        for bits in [0x7ff0_0000_0000_0001, 0xfff0_0000_0000_0001, 0xffff_ffff_ffff_ffff, 0x7ff8_0000_0000_0000] {
            assert_eq!(f64::from_bits(bits).to_key(), u64::MAX);
        }
    }

    #[test]
    fn with_dtype_gives_the_type_of_that_size() {
        for dtype in Dtype::ALL {
            assert_eq!(with_dtype!(dtype, T => size_of::<T>()), dtype.size());
        }
    }
}
