//! Vectors with AVX2 and FMA: two registers of four, and masks of all ones or all zeros.
//!
//! What the set lacks between doubles and 64-bit integers is done by adding
//! [`SHIFT`], which leaves an integer in the low bits of a double.

use super::{F64x8, I32x8, I64x8, Mask8, SHIFT, Vectors};
use core::arch::x86_64::*;

/// AVX2 with FMA. Only `dispatch` names it, after it asked the CPU.
pub(crate) struct Avx2;

impl Vectors for Avx2 {
    const FMA: bool = true;
    type F64 = F64;
    type I64 = I64;
    type I32 = I32;
    type Mask = Mask;
}

/// Eight doubles.
#[derive(Clone, Copy)]
pub(crate) struct F64(__m256d, __m256d);
/// Eight 64-bit integers.
#[derive(Clone, Copy)]
pub(crate) struct I64(__m256i, __m256i);
/// Eight 32-bit integers.
#[derive(Clone, Copy)]
pub(crate) struct I32(__m256i);
/// Eight truths, as 64-bit lanes of ones or zeros.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Mask(__m256i, __m256i);

/// The intrinsic on both registers of its arguments.
macro_rules! both {
    ($Type:ident: $intrinsic:ident $(::<{ $constant:expr }>)? ($($arg:ident),*)) => {
        $Type($intrinsic $(::<{ $constant }>)? ($($arg.0),*), $intrinsic $(::<{ $constant }>)? ($($arg.1),*))
    };
}

operators! {
    Add add for F64: (self, other) => both!(F64: _mm256_add_pd(self, other));
    Sub sub for F64: (self, other) => both!(F64: _mm256_sub_pd(self, other));
    Mul mul for F64: (self, other) => both!(F64: _mm256_mul_pd(self, other));
    Div div for F64: (self, other) => both!(F64: _mm256_div_pd(self, other));
    Neg neg for F64: (self) => {
        let sign = F64::splat(-0.0);
        both!(F64: _mm256_xor_pd(self, sign))
    };
    Add add for I64: (self, other) => both!(I64: _mm256_add_epi64(self, other));
    Sub sub for I64: (self, other) => both!(I64: _mm256_sub_epi64(self, other));
    BitAnd bitand for I64: (self, other) => both!(I64: _mm256_and_si256(self, other));
    BitOr bitor for I64: (self, other) => both!(I64: _mm256_or_si256(self, other));
    BitXor bitxor for I64: (self, other) => both!(I64: _mm256_xor_si256(self, other));
    Not not for I64: (self) => self ^ I64::splat(-1);
    Add add for I32: (self, other) => I32(_mm256_add_epi32(self.0, other.0));
    Sub sub for I32: (self, other) => I32(_mm256_sub_epi32(self.0, other.0));
    Mul mul for I32: (self, other) => I32(_mm256_mullo_epi32(self.0, other.0));
    BitAnd bitand for I32: (self, other) => I32(_mm256_and_si256(self.0, other.0));
    BitOr bitor for I32: (self, other) => I32(_mm256_or_si256(self.0, other.0));
    BitXor bitxor for I32: (self, other) => I32(_mm256_xor_si256(self.0, other.0));
    Not not for I32: (self) => self ^ I32::splat(-1);
    BitAnd bitand for Mask: (self, other) => both!(Mask: _mm256_and_si256(self, other));
    BitOr bitor for Mask: (self, other) => both!(Mask: _mm256_or_si256(self, other));
    BitXor bitxor for Mask: (self, other) => both!(Mask: _mm256_xor_si256(self, other));
    Not not for Mask: (self) => self ^ Mask::TRUE;
}

/// Comparisons of doubles.
macro_rules! compare {
    ($($method:ident $predicate:ident),*) => {$(
        intrinsics! {
            fn $method(self, other: Self) -> Mask {
                let F64(low, high) = both!(F64: _mm256_cmp_pd::<{ $predicate }>(self, other));
                Mask(_mm256_castpd_si256(low), _mm256_castpd_si256(high))
            }
        }
    )*};
}

impl F64 {
    intrinsics! {
        /// What is left of `self` modulo 2^32: exactly, and NaN for infinities.
        fn modulo_2_32(self) -> Self {
            let (wrap, unwrap) = (Self::splat(4_294_967_296.0), Self::splat(1.0 / 4_294_967_296.0));
            let wraps = (self * unwrap).trunc();
            both!(F64: _mm256_fnmadd_pd(wraps, wrap, self))
        }
    }
}

impl F64x8<Avx2> for F64 {
    compare!(lt _CMP_LT_OQ, le _CMP_LE_OQ, gt _CMP_GT_OQ, ge _CMP_GE_OQ, eq _CMP_EQ_OQ, ne _CMP_NEQ_UQ);
    intrinsics! {
        fn splat(value: f64) -> Self { F64(_mm256_set1_pd(value), _mm256_set1_pd(value)) }
        fn of(lanes: [f64; 8]) -> Self {
            F64(_mm256_loadu_pd(lanes.as_ptr()), _mm256_loadu_pd(lanes.as_ptr().add(4)))
        }
        fn lanes(self) -> [f64; 8] {
            let mut lanes = [0.0; 8];
            _mm256_storeu_pd(lanes.as_mut_ptr(), self.0);
            _mm256_storeu_pd(lanes.as_mut_ptr().add(4), self.1);
            lanes
        }
        fn of_f32(lanes: [f32; 8]) -> Self {
            let (low, high) = (_mm_loadu_ps(lanes.as_ptr()), _mm_loadu_ps(lanes.as_ptr().add(4)));
            F64(_mm256_cvtps_pd(low), _mm256_cvtps_pd(high))
        }
        fn to_f32(self) -> [f32; 8] {
            let mut lanes = [0.0; 8];
            _mm_storeu_ps(lanes.as_mut_ptr(), _mm256_cvtpd_ps(self.0));
            _mm_storeu_ps(lanes.as_mut_ptr().add(4), _mm256_cvtpd_ps(self.1));
            lanes
        }
        fn gather<const N: usize>(table: &[f64; N], index: I64) -> Self {
            const { assert!(N.is_power_of_two()) };
            let index = index & I64::splat(N as i64 - 1);
            let table = table.as_ptr();
            F64(_mm256_i64gather_pd::<8>(table, index.0), _mm256_i64gather_pd::<8>(table, index.1))
        }

        fn abs(self) -> Self {
            let sign = Self::splat(-0.0);
            both!(F64: _mm256_andnot_pd(sign, self))
        }
        fn sqrt(self) -> Self { both!(F64: _mm256_sqrt_pd(self)) }
        fn floor(self) -> Self { both!(F64: _mm256_floor_pd(self)) }
        fn ceil(self) -> Self { both!(F64: _mm256_ceil_pd(self)) }
        fn trunc(self) -> Self { both!(F64: _mm256_round_pd::<{ _MM_FROUND_NO_EXC | _MM_FROUND_TO_ZERO }>(self)) }
        fn round_even(self) -> Self {
            both!(F64: _mm256_round_pd::<{ _MM_FROUND_NO_EXC | _MM_FROUND_TO_NEAREST_INT }>(self))
        }
        fn mul_add(self, factor: Self, term: Self) -> Self { both!(F64: _mm256_fmadd_pd(self, factor, term)) }
        fn mul_sub(self, factor: Self, term: Self) -> Self { both!(F64: _mm256_fmsub_pd(self, factor, term)) }
        fn copysign(self, sign: Self) -> Self {
            let bit = Self::splat(-0.0);
            let (value, sign) = (both!(F64: _mm256_andnot_pd(bit, self)), both!(F64: _mm256_and_pd(bit, sign)));
            both!(F64: _mm256_or_pd(value, sign))
        }
        fn min_js(self, other: Self) -> Self {
            // Of zeros, and where either is NaN, the instruction gives its second operand: once each.
            let (one, two) = (both!(F64: _mm256_min_pd(self, other)), both!(F64: _mm256_min_pd(other, self)));
            both!(F64: _mm256_or_pd(one, two))
        }
        fn max_js(self, other: Self) -> Self {
            let (one, two) = (both!(F64: _mm256_max_pd(self, other)), both!(F64: _mm256_max_pd(other, self)));
            let greater = both!(F64: _mm256_and_pd(one, two));
            // All ones are a NaN.
            let unordered = both!(F64: _mm256_cmp_pd::<{ _CMP_UNORD_Q }>(self, other));
            both!(F64: _mm256_or_pd(greater, unordered))
        }

        fn bits(self) -> I64 { both!(I64: _mm256_castpd_si256(self)) }
        fn to_i32(self) -> I32 {
            // What does not fit becomes the least integer. It is seldom meant.
            let near = I32(_mm256_set_m128i(_mm256_cvttpd_epi32(self.1), _mm256_cvttpd_epi32(self.0)));
            let unfit = _mm256_cmpeq_epi32(near.0, _mm256_set1_epi32(i32::MIN));
            if _mm256_testz_si256(unfit, unfit) == 1 {
                return near;
            }
            let rest = self.modulo_2_32().trunc();
            let number = rest.eq(rest).select_f64(rest, Self::splat(0.0));
            let bits = (number + Self::splat(SHIFT)).bits();
            I32(low_halves(bits.0, bits.1))
        }
        fn trunc_i64(self) -> I64 { (self.trunc() + Self::splat(SHIFT)).bits() - Self::splat(SHIFT).bits() }
    }
}

impl I64x8<Avx2> for I64 {
    intrinsics! {
        fn splat(value: i64) -> Self { I64(_mm256_set1_epi64x(value), _mm256_set1_epi64x(value)) }
        fn of(lanes: [i64; 8]) -> Self {
            let lanes = lanes.as_ptr().cast::<__m256i>();
            I64(_mm256_loadu_si256(lanes), _mm256_loadu_si256(lanes.add(1)))
        }
        fn lanes(self) -> [i64; 8] {
            let mut lanes = [0; 8];
            _mm256_storeu_si256(lanes.as_mut_ptr().cast(), self.0);
            _mm256_storeu_si256(lanes.as_mut_ptr().add(4).cast(), self.1);
            lanes
        }
        fn gather<const N: usize>(table: &[i64; N], index: Self) -> Self {
            const { assert!(N.is_power_of_two()) };
            let index = index & Self::splat(N as i64 - 1);
            let table = table.as_ptr();
            I64(_mm256_i64gather_epi64::<8>(table, index.0), _mm256_i64gather_epi64::<8>(table, index.1))
        }

        fn shl<const K: u32>(self) -> Self {
            let count = _mm_cvtsi32_si128(K as i32);
            I64(_mm256_sll_epi64(self.0, count), _mm256_sll_epi64(self.1, count))
        }
        fn shr<const K: u32>(self) -> Self {
            let count = _mm_cvtsi32_si128(K as i32);
            I64(_mm256_srl_epi64(self.0, count), _mm256_srl_epi64(self.1, count))
        }
        fn sra<const K: u32>(self) -> Self {
            // The sign, where it got to, decides whether ones are above it.
            let sign = Self::splat(i64::MIN).shr::<K>();
            (self.shr::<K>() ^ sign) - sign
        }
        fn shl_by(self, by: Self) -> Self { both!(I64: _mm256_sllv_epi64(self, by)) }
        fn shr_by(self, by: Self) -> Self { both!(I64: _mm256_srlv_epi64(self, by)) }
        fn sra_by(self, by: Self) -> Self {
            let sign = Self::splat(i64::MIN).shr_by(by);
            (self.shr_by(by) ^ sign) - sign
        }

        fn eq(self, other: Self) -> Mask { both!(Mask: _mm256_cmpeq_epi64(self, other)) }
        fn lt(self, other: Self) -> Mask { both!(Mask: _mm256_cmpgt_epi64(other, self)) }

        fn float(self) -> F64 { both!(F64: _mm256_castsi256_pd(self)) }
        fn to_f64(self) -> F64 { (self + F64::splat(SHIFT).bits()).float() - F64::splat(SHIFT) }
    }
}

impl I32x8<Avx2> for I32 {
    intrinsics! {
        fn splat(value: i32) -> Self { I32(_mm256_set1_epi32(value)) }
        fn of(lanes: [i32; 8]) -> Self { I32(_mm256_loadu_si256(lanes.as_ptr().cast())) }
        fn lanes(self) -> [i32; 8] {
            let mut lanes = [0; 8];
            _mm256_storeu_si256(lanes.as_mut_ptr().cast(), self.0);
            lanes
        }

        fn shl(self, by: Self) -> Self { I32(_mm256_sllv_epi32(self.0, (by & Self::splat(31)).0)) }
        fn shr(self, by: Self) -> Self { I32(_mm256_srlv_epi32(self.0, (by & Self::splat(31)).0)) }
        fn sra(self, by: Self) -> Self { I32(_mm256_srav_epi32(self.0, (by & Self::splat(31)).0)) }
        fn leading_zeros(self) -> Self { I32(leading_zeros(self.0)) }

        fn eq(self, other: Self) -> Mask { widened(_mm256_cmpeq_epi32(self.0, other.0)) }
        fn lt(self, other: Self) -> Mask { widened(_mm256_cmpgt_epi32(other.0, self.0)) }

        fn to_f64(self) -> F64 {
            F64(
                _mm256_cvtepi32_pd(_mm256_castsi256_si128(self.0)),
                _mm256_cvtepi32_pd(_mm256_extracti128_si256::<1>(self.0)),
            )
        }
        fn to_f64_unsigned(self) -> F64 {
            I64(
                _mm256_cvtepu32_epi64(_mm256_castsi256_si128(self.0)),
                _mm256_cvtepu32_epi64(_mm256_extracti128_si256::<1>(self.0)),
            )
            .to_f64()
        }
    }
}

impl Mask8<Avx2> for Mask {
    // SAFETY: arrays and registers of the same size, of which every bit pattern is a value.
    const TRUE: Self = unsafe { core::mem::transmute([-1i64; 8]) };
    // SAFETY: as above.
    const FALSE: Self = unsafe { core::mem::transmute([0i64; 8]) };
    intrinsics! {
        fn of_bits(bits: u8) -> Self {
            let (lanes, own) = (I64::splat(i64::from(bits)), I64::of([1, 2, 4, 8, 16, 32, 64, 128]));
            (lanes & own).eq(own)
        }
        fn bits(self) -> u8 {
            let low = _mm256_movemask_pd(_mm256_castsi256_pd(self.0));
            let high = _mm256_movemask_pd(_mm256_castsi256_pd(self.1));
            (low | high << 4) as u8
        }
        fn all(self) -> bool { _mm256_movemask_epi8(_mm256_and_si256(self.0, self.1)) == -1 }
        fn any(self) -> bool { _mm256_movemask_epi8(_mm256_or_si256(self.0, self.1)) != 0 }
        fn select_f64(self, a: F64, b: F64) -> F64 {
            let mask = I64(self.0, self.1).float();
            both!(F64: _mm256_blendv_pd(b, a, mask))
        }
        fn select_i64(self, a: I64, b: I64) -> I64 { both!(I64: _mm256_blendv_epi8(b, a, self)) }
        fn select_i32(self, a: I32, b: I32) -> I32 {
            I32(_mm256_blendv_epi8(b.0, a.0, low_halves(self.0, self.1)))
        }
    }
}

intrinsics! {
    /// The low halves of eight 64-bit lanes.
    fn low_halves(low: __m256i, high: __m256i) -> __m256i {
        let (low, high) = (_mm256_castsi256_ps(low), _mm256_castsi256_ps(high));
        // Which takes two of `low` and two of `high` in turn.
        let mixed = _mm256_castps_si256(_mm256_shuffle_ps::<0b10_00_10_00>(low, high));
        _mm256_permute4x64_epi64::<0b11_01_10_00>(mixed)
    }

    /// How many zeros are above the highest one in 32-bit lanes.
    pub(super) fn leading_zeros(lanes: __m256i) -> __m256i {
        // The exponent of the number as a float, of which rounding up is prevented. Negative numbers
        // get a sign bit above their exponent and so, saturating, zero; zero gets more than there are.
        let near = _mm256_andnot_si256(_mm256_srli_epi32::<8>(lanes), lanes);
        let exponent = _mm256_srli_epi32::<23>(_mm256_castps_si256(_mm256_cvtepi32_ps(near)));
        let above = _mm256_subs_epu16(_mm256_set1_epi32(127 + 31), exponent);
        _mm256_min_epi16(above, _mm256_set1_epi32(32))
    }

    /// The mask whose 64-bit lanes are these 32-bit ones.
    fn widened(mask: __m256i) -> Mask {
        Mask(
            _mm256_cvtepi32_epi64(_mm256_castsi256_si128(mask)),
            _mm256_cvtepi32_epi64(_mm256_extracti128_si256::<1>(mask)),
        )
    }
}
