//! Eight lanes at a time, as registers: one trait per kind of lane, implemented once per instruction set.
//!
//! Loops over small arrays of lanes are left to the compiler where it makes
//! vectors of them reliably. Chains of floating-point operations that feed each
//! other are not among them: there it falls back to scalars depending on what
//! else is inlined. Those are written with these types. The width is eight
//! whatever the CPU has, so that every set gives the same bits: one register
//! with AVX-512, two of four with AVX2, four of two with NEON, arrays elsewhere.
//! Nothing is contracted, reassociated or approximated. Memory is not reached
//! from here: lanes come and go as arrays.

#[macro_use]
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
mod intrinsics;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(not(target_arch = "aarch64"))]
mod lanes;
#[cfg(target_arch = "aarch64")]
mod neon;

#[cfg(target_arch = "x86_64")]
pub(crate) use avx2::Avx2;
#[cfg(target_arch = "x86_64")]
pub(crate) use avx512::Avx512;
use core::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};
#[cfg(not(target_arch = "aarch64"))]
pub(crate) use lanes::Baseline;
#[cfg(target_arch = "aarch64")]
pub(crate) use neon::Neon as Baseline;

/// With this much added, an integer of less than 2^51 in magnitude is the low bits of the double.
#[cfg(not(target_arch = "aarch64"))]
const SHIFT: f64 = 1.5 * (1u64 << 52) as f64;

/// An instruction set, as the vectors of eight that it offers to a kernel.
pub trait Vectors: Sized + 'static {
    /// Whether [`F64x8::mul_add`] is one instruction; where not, it is a slow function.
    const FMA: bool;
    /// Eight doubles.
    type F64: F64x8<Self>;
    /// Eight 64-bit integers: numbers, or the bits of doubles.
    type I64: I64x8<Self>;
    /// Eight 32-bit integers.
    type I32: I32x8<Self>;
    /// Eight answers to a comparison.
    type Mask: Mask8<Self>;
}

/// Eight doubles. Each operation is that of IEEE 754 on each lane.
pub trait F64x8<V: Vectors>:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// The same value in every lane.
    fn splat(value: f64) -> Self;
    /// The lanes of an array.
    fn of(lanes: [f64; 8]) -> Self;
    /// The lanes as an array.
    fn lanes(self) -> [f64; 8];
    /// The lanes of an array of floats, which are all doubles.
    fn of_f32(lanes: [f32; 8]) -> Self;
    /// The nearest floats, ties to even.
    fn to_f32(self) -> [f32; 8];
    /// For each lane the element of `table` at `index` modulo `N`, which must be a power of two.
    fn gather<const N: usize>(table: &[f64; N], index: V::I64) -> Self;

    /// Without the sign.
    fn abs(self) -> Self;
    /// The square root, correctly rounded.
    fn sqrt(self) -> Self;
    /// The nearest integer that is not greater. -0 stays, as in the other three.
    fn floor(self) -> Self;
    /// The nearest integer that is not less; -0 from above -1.
    fn ceil(self) -> Self;
    /// The nearest integer towards zero, with the sign of the lane.
    fn trunc(self) -> Self;
    /// The nearest integer, ties to even, with the sign of the lane.
    fn round_even(self) -> Self;
    /// `self * factor + term`, rounded once.
    fn mul_add(self, factor: Self, term: Self) -> Self;
    /// `self * factor - term`, rounded once.
    fn mul_sub(self, factor: Self, term: Self) -> Self;
    /// With the sign of `sign`.
    fn copysign(self, sign: Self) -> Self;
    /// `Math.min`: NaN when either is NaN, and -0 is less than +0.
    fn min_js(self, other: Self) -> Self;
    /// `Math.max`: NaN when either is NaN, and +0 is greater than -0.
    fn max_js(self, other: Self) -> Self;

    /// `<`, false for NaN.
    fn lt(self, other: Self) -> V::Mask;
    /// `<=`, false for NaN.
    fn le(self, other: Self) -> V::Mask;
    /// `>`, false for NaN.
    fn gt(self, other: Self) -> V::Mask;
    /// `>=`, false for NaN.
    fn ge(self, other: Self) -> V::Mask;
    /// `==`, false for NaN.
    fn eq(self, other: Self) -> V::Mask;
    /// `!=`, true for NaN.
    fn ne(self, other: Self) -> V::Mask;
    /// Whether the lane is NaN.
    #[inline(always)]
    fn is_nan(self) -> V::Mask {
        self.ne(self)
    }

    /// The bits of the lanes.
    fn bits(self) -> V::I64;
    /// JavaScript's ToInt32: towards zero, modulo 2^32; 0 for NaN and infinities.
    fn to_i32(self) -> V::I32;
    /// Towards zero. Lanes of 2^51 or more in magnitude, and NaN, give any value.
    fn trunc_i64(self) -> V::I64;
}

/// Eight 64-bit integers, two's complement, wrapping. Comparisons are signed.
pub trait I64x8<V: Vectors>:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + BitXor<Output = Self>
    + Not<Output = Self>
{
    /// The same value in every lane.
    fn splat(value: i64) -> Self;
    /// The lanes of an array.
    fn of(lanes: [i64; 8]) -> Self;
    /// The lanes as an array.
    fn lanes(self) -> [i64; 8];
    /// For each lane the element of `table` at `index` modulo `N`, which must be a power of two.
    fn gather<const N: usize>(table: &[i64; N], index: Self) -> Self;

    /// `<< K`, for `K` below 64.
    fn shl<const K: u32>(self) -> Self;
    /// `>> K` with zeros coming in, for `K` below 64.
    fn shr<const K: u32>(self) -> Self;
    /// `>> K` with copies of the sign coming in, for `K` below 64.
    fn sra<const K: u32>(self) -> Self;
    /// `<<` by the lanes of `by`. Lanes that are not 0 to 63 give any value, as in the other two.
    fn shl_by(self, by: Self) -> Self;
    /// `>>` by the lanes of `by`, with zeros coming in.
    fn shr_by(self, by: Self) -> Self;
    /// `>>` by the lanes of `by`, with copies of the sign coming in.
    fn sra_by(self, by: Self) -> Self;

    /// `==`.
    fn eq(self, other: Self) -> V::Mask;
    /// `<`.
    fn lt(self, other: Self) -> V::Mask;
    /// `>`.
    #[inline(always)]
    fn gt(self, other: Self) -> V::Mask {
        other.lt(self)
    }

    /// The doubles that have these bits.
    fn float(self) -> V::F64;
    /// The same numbers as doubles. Lanes of 2^51 or more in magnitude give any value.
    fn to_f64(self) -> V::F64;
}

/// Eight 32-bit integers, two's complement, wrapping. Comparisons are signed.
pub trait I32x8<V: Vectors>:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + BitXor<Output = Self>
    + Not<Output = Self>
{
    /// The same value in every lane.
    fn splat(value: i32) -> Self;
    /// The lanes of an array.
    fn of(lanes: [i32; 8]) -> Self;
    /// The lanes as an array.
    fn lanes(self) -> [i32; 8];

    /// `<<` by the lanes of `by` modulo 32, as in JavaScript.
    fn shl(self, by: Self) -> Self;
    /// `>>>` by the lanes of `by` modulo 32: zeros come in.
    fn shr(self, by: Self) -> Self;
    /// `>>` by the lanes of `by` modulo 32: copies of the sign come in.
    fn sra(self, by: Self) -> Self;
    /// How many zeros are above the highest one; 32 for zero.
    fn leading_zeros(self) -> Self;

    /// `==`.
    fn eq(self, other: Self) -> V::Mask;
    /// `<`.
    fn lt(self, other: Self) -> V::Mask;
    /// `>`.
    #[inline(always)]
    fn gt(self, other: Self) -> V::Mask {
        other.lt(self)
    }

    /// The same numbers as doubles.
    fn to_f64(self) -> V::F64;
    /// The same numbers as doubles, with the bits taken as unsigned.
    fn to_f64_unsigned(self) -> V::F64;
}

/// Eight lanes of true or false.
pub trait Mask8<V: Vectors>:
    Copy + BitAnd<Output = Self> + BitOr<Output = Self> + BitXor<Output = Self> + Not<Output = Self>
{
    /// True in every lane.
    const TRUE: Self;
    /// False in every lane.
    const FALSE: Self;

    /// Lane `i` is bit `i`.
    fn of_bits(bits: u8) -> Self;
    /// Bit `i` is lane `i`.
    fn bits(self) -> u8;
    /// Whether every lane is true.
    #[inline(always)]
    fn all(self) -> bool {
        self.bits() == 0xff
    }
    /// Whether any lane is true.
    #[inline(always)]
    fn any(self) -> bool {
        self.bits() != 0
    }

    /// The lanes of `a` where true, of `b` where false.
    fn select_f64(self, a: V::F64, b: V::F64) -> V::F64;
    /// The lanes of `a` where true, of `b` where false.
    fn select_i64(self, a: V::I64, b: V::I64) -> V::I64;
    /// The lanes of `a` where true, of `b` where false.
    fn select_i32(self, a: V::I32, b: V::I32) -> V::I32;
}
