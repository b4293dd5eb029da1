//! Vectors with AVX-512 F, DQ, BW and VL: one register, and masks of their own.

use super::{F64x8, I32x8, I64x8, Mask8, Vectors};
use core::arch::x86_64::*;

/// AVX-512. Only `dispatch` names it, after it asked the CPU.
pub(crate) struct Avx512;

impl Vectors for Avx512 {
    const FMA: bool = true;
    type F64 = F64;
    type I64 = I64;
    type I32 = I32;
    type Mask = Mask;
}

/// Eight doubles.
#[derive(Clone, Copy)]
pub(crate) struct F64(__m512d);
/// Eight 64-bit integers.
#[derive(Clone, Copy)]
pub(crate) struct I64(__m512i);
/// Eight 32-bit integers.
#[derive(Clone, Copy)]
pub(crate) struct I32(__m256i);
/// Eight truths.
#[derive(Clone, Copy)]
pub(crate) struct Mask(__mmask8);

/// `_mm512_roundscale_pd` to integers, without a floating-point exception; plus the direction.
const TO_INTEGER: i32 = _MM_FROUND_NO_EXC;
/// `_mm512_range_pd`: the greater, with the sign that it has.
const GREATER: i32 = 0b0101;

operators! {
    Add add for F64: (self, other) => F64(_mm512_add_pd(self.0, other.0));
    Sub sub for F64: (self, other) => F64(_mm512_sub_pd(self.0, other.0));
    Mul mul for F64: (self, other) => F64(_mm512_mul_pd(self.0, other.0));
    Div div for F64: (self, other) => F64(_mm512_div_pd(self.0, other.0));
    Neg neg for F64: (self) => F64(_mm512_xor_pd(self.0, _mm512_set1_pd(-0.0)));
    Add add for I64: (self, other) => I64(_mm512_add_epi64(self.0, other.0));
    Sub sub for I64: (self, other) => I64(_mm512_sub_epi64(self.0, other.0));
    BitAnd bitand for I64: (self, other) => I64(_mm512_and_si512(self.0, other.0));
    BitOr bitor for I64: (self, other) => I64(_mm512_or_si512(self.0, other.0));
    BitXor bitxor for I64: (self, other) => I64(_mm512_xor_si512(self.0, other.0));
    Not not for I64: (self) => I64(_mm512_xor_si512(self.0, _mm512_set1_epi64(-1)));
    Add add for I32: (self, other) => I32(_mm256_add_epi32(self.0, other.0));
    Sub sub for I32: (self, other) => I32(_mm256_sub_epi32(self.0, other.0));
    Mul mul for I32: (self, other) => I32(_mm256_mullo_epi32(self.0, other.0));
    BitAnd bitand for I32: (self, other) => I32(_mm256_and_si256(self.0, other.0));
    BitOr bitor for I32: (self, other) => I32(_mm256_or_si256(self.0, other.0));
    BitXor bitxor for I32: (self, other) => I32(_mm256_xor_si256(self.0, other.0));
    Not not for I32: (self) => I32(_mm256_xor_si256(self.0, _mm256_set1_epi32(-1)));
    BitAnd bitand for Mask: (self, other) => Mask(self.0 & other.0);
    BitOr bitor for Mask: (self, other) => Mask(self.0 | other.0);
    BitXor bitxor for Mask: (self, other) => Mask(self.0 ^ other.0);
    Not not for Mask: (self) => Mask(!self.0);
}

impl F64x8<Avx512> for F64 {
    intrinsics! {
        fn splat(value: f64) -> Self { F64(_mm512_set1_pd(value)) }
        fn of(lanes: [f64; 8]) -> Self { F64(_mm512_loadu_pd(lanes.as_ptr())) }
        fn lanes(self) -> [f64; 8] {
            let mut lanes = [0.0; 8];
            _mm512_storeu_pd(lanes.as_mut_ptr(), self.0);
            lanes
        }
        fn of_f32(lanes: [f32; 8]) -> Self { F64(_mm512_cvtps_pd(_mm256_loadu_ps(lanes.as_ptr()))) }
        fn to_f32(self) -> [f32; 8] {
            let mut lanes = [0.0; 8];
            _mm256_storeu_ps(lanes.as_mut_ptr(), _mm512_cvtpd_ps(self.0));
            lanes
        }
        fn gather<const N: usize>(table: &[f64; N], index: I64) -> Self {
            const { assert!(N.is_power_of_two()) };
            let table = table.as_ptr();
            // Small tables are registers, and permutations heed no more bits of the index than they need.
            F64(match N {
                8 => _mm512_permutexvar_pd(index.0, _mm512_loadu_pd(table)),
                16 => _mm512_permutex2var_pd(_mm512_loadu_pd(table), index.0, _mm512_loadu_pd(table.add(8))),
                _ => _mm512_i64gather_pd::<8>((index & I64::splat(N as i64 - 1)).0, table.cast()),
            })
        }

        fn abs(self) -> Self { F64(_mm512_abs_pd(self.0)) }
        fn sqrt(self) -> Self { F64(_mm512_sqrt_pd(self.0)) }
        fn floor(self) -> Self { F64(_mm512_roundscale_pd::<{ TO_INTEGER | _MM_FROUND_TO_NEG_INF }>(self.0)) }
        fn ceil(self) -> Self { F64(_mm512_roundscale_pd::<{ TO_INTEGER | _MM_FROUND_TO_POS_INF }>(self.0)) }
        fn trunc(self) -> Self { F64(_mm512_roundscale_pd::<{ TO_INTEGER | _MM_FROUND_TO_ZERO }>(self.0)) }
        fn round_even(self) -> Self { F64(_mm512_roundscale_pd::<{ TO_INTEGER | _MM_FROUND_TO_NEAREST_INT }>(self.0)) }
        fn mul_add(self, factor: Self, term: Self) -> Self { F64(_mm512_fmadd_pd(self.0, factor.0, term.0)) }
        fn mul_sub(self, factor: Self, term: Self) -> Self { F64(_mm512_fmsub_pd(self.0, factor.0, term.0)) }
        fn copysign(self, sign: Self) -> Self {
            let bit = _mm512_set1_pd(-0.0);
            F64(_mm512_or_pd(_mm512_andnot_pd(bit, self.0), _mm512_and_pd(bit, sign.0)))
        }
        fn min_js(self, other: Self) -> Self {
            // Of zeros, and where either is NaN, the instruction gives its second operand: once each.
            F64(_mm512_or_pd(_mm512_min_pd(self.0, other.0), _mm512_min_pd(other.0, self.0)))
        }
        fn max_js(self, other: Self) -> Self {
            // Knows the signs of zeros, but ignores NaN.
            let greater = F64(_mm512_range_pd::<GREATER>(self.0, other.0));
            let unordered = _mm512_cmp_pd_mask::<_CMP_UNORD_Q>(self.0, other.0);
            Mask(unordered).select_f64(Self::splat(f64::NAN), greater)
        }

        fn lt(self, other: Self) -> Mask { Mask(_mm512_cmp_pd_mask::<_CMP_LT_OQ>(self.0, other.0)) }
        fn le(self, other: Self) -> Mask { Mask(_mm512_cmp_pd_mask::<_CMP_LE_OQ>(self.0, other.0)) }
        fn gt(self, other: Self) -> Mask { Mask(_mm512_cmp_pd_mask::<_CMP_GT_OQ>(self.0, other.0)) }
        fn ge(self, other: Self) -> Mask { Mask(_mm512_cmp_pd_mask::<_CMP_GE_OQ>(self.0, other.0)) }
        fn eq(self, other: Self) -> Mask { Mask(_mm512_cmp_pd_mask::<_CMP_EQ_OQ>(self.0, other.0)) }
        fn ne(self, other: Self) -> Mask { Mask(_mm512_cmp_pd_mask::<_CMP_NEQ_UQ>(self.0, other.0)) }

        fn bits(self) -> I64 { I64(_mm512_castpd_si512(self.0)) }
        fn to_i32(self) -> I32 {
            // Exact modulo 2^32 first. NaN, also from infinities, becomes 2^63, whose low bits are zero.
            let (wrap, unwrap) = (_mm512_set1_pd(4_294_967_296.0), _mm512_set1_pd(1.0 / 4_294_967_296.0));
            let wraps = F64(_mm512_mul_pd(self.0, unwrap)).trunc();
            let rest = _mm512_fnmadd_pd(wraps.0, wrap, self.0);
            I32(_mm512_cvtepi64_epi32(_mm512_cvttpd_epi64(rest)))
        }
        fn trunc_i64(self) -> I64 { I64(_mm512_cvttpd_epi64(self.0)) }
    }
}

impl I64x8<Avx512> for I64 {
    intrinsics! {
        fn splat(value: i64) -> Self { I64(_mm512_set1_epi64(value)) }
        fn of(lanes: [i64; 8]) -> Self { I64(_mm512_loadu_epi64(lanes.as_ptr())) }
        fn lanes(self) -> [i64; 8] {
            let mut lanes = [0; 8];
            _mm512_storeu_epi64(lanes.as_mut_ptr(), self.0);
            lanes
        }
        fn gather<const N: usize>(table: &[i64; N], index: Self) -> Self {
            const { assert!(N.is_power_of_two()) };
            let table = table.as_ptr();
            I64(match N {
                8 => _mm512_permutexvar_epi64(index.0, _mm512_loadu_epi64(table)),
                16 => _mm512_permutex2var_epi64(_mm512_loadu_epi64(table), index.0, _mm512_loadu_epi64(table.add(8))),
                _ => _mm512_i64gather_epi64::<8>((index & Self::splat(N as i64 - 1)).0, table.cast()),
            })
        }

        fn shl<const K: u32>(self) -> Self { I64(_mm512_slli_epi64::<K>(self.0)) }
        fn shr<const K: u32>(self) -> Self { I64(_mm512_srli_epi64::<K>(self.0)) }
        fn sra<const K: u32>(self) -> Self { I64(_mm512_srai_epi64::<K>(self.0)) }
        fn shl_by(self, by: Self) -> Self { I64(_mm512_sllv_epi64(self.0, by.0)) }
        fn shr_by(self, by: Self) -> Self { I64(_mm512_srlv_epi64(self.0, by.0)) }
        fn sra_by(self, by: Self) -> Self { I64(_mm512_srav_epi64(self.0, by.0)) }

        fn eq(self, other: Self) -> Mask { Mask(_mm512_cmpeq_epi64_mask(self.0, other.0)) }
        fn lt(self, other: Self) -> Mask { Mask(_mm512_cmplt_epi64_mask(self.0, other.0)) }

        fn float(self) -> F64 { F64(_mm512_castsi512_pd(self.0)) }
        fn to_f64(self) -> F64 { F64(_mm512_cvtepi64_pd(self.0)) }
    }
}

impl I32x8<Avx512> for I32 {
    intrinsics! {
        fn splat(value: i32) -> Self { I32(_mm256_set1_epi32(value)) }
        fn of(lanes: [i32; 8]) -> Self { I32(_mm256_loadu_epi32(lanes.as_ptr())) }
        fn lanes(self) -> [i32; 8] {
            let mut lanes = [0; 8];
            _mm256_storeu_epi32(lanes.as_mut_ptr(), self.0);
            lanes
        }

        fn shl(self, by: Self) -> Self { I32(_mm256_sllv_epi32(self.0, (by & Self::splat(31)).0)) }
        fn shr(self, by: Self) -> Self { I32(_mm256_srlv_epi32(self.0, (by & Self::splat(31)).0)) }
        fn sra(self, by: Self) -> Self { I32(_mm256_srav_epi32(self.0, (by & Self::splat(31)).0)) }
        fn leading_zeros(self) -> Self { I32(super::avx2::leading_zeros(self.0)) }

        fn eq(self, other: Self) -> Mask { Mask(_mm256_cmpeq_epi32_mask(self.0, other.0)) }
        fn lt(self, other: Self) -> Mask { Mask(_mm256_cmplt_epi32_mask(self.0, other.0)) }

        fn to_f64(self) -> F64 { F64(_mm512_cvtepi32_pd(self.0)) }
        fn to_f64_unsigned(self) -> F64 { F64(_mm512_cvtepu32_pd(self.0)) }
    }
}

impl Mask8<Avx512> for Mask {
    const TRUE: Self = Mask(0xff);
    const FALSE: Self = Mask(0);
    intrinsics! {
        fn of_bits(bits: u8) -> Self { Mask(bits) }
        fn bits(self) -> u8 { self.0 }
        fn select_f64(self, a: F64, b: F64) -> F64 { F64(_mm512_mask_blend_pd(self.0, b.0, a.0)) }
        fn select_i64(self, a: I64, b: I64) -> I64 { I64(_mm512_mask_blend_epi64(self.0, b.0, a.0)) }
        fn select_i32(self, a: I32, b: I32) -> I32 { I32(_mm256_mask_blend_epi32(self.0, b.0, a.0)) }
    }
}
