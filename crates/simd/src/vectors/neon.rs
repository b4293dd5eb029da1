//! Vectors with NEON, which every AArch64 has: four registers of two, and masks of all ones or all zeros.

use super::{F64x8, I32x8, I64x8, Mask8, Vectors};
use core::arch::aarch64::*;

/// NEON.
pub(crate) struct Neon;

impl Vectors for Neon {
    const FMA: bool = true;
    type F64 = F64;
    type I64 = I64;
    type I32 = I32;
    type Mask = Mask;
}

/// Eight doubles.
#[derive(Clone, Copy)]
pub(crate) struct F64([float64x2_t; 4]);
/// Eight 64-bit integers.
#[derive(Clone, Copy)]
pub(crate) struct I64([int64x2_t; 4]);
/// Eight 32-bit integers.
#[derive(Clone, Copy)]
pub(crate) struct I32([int32x4_t; 2]);
/// Eight truths, as 64-bit lanes of ones or zeros.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Mask([uint64x2_t; 4]);

/// The intrinsic on each of the four registers of its arguments.
macro_rules! four {
    ($Type:ident: $intrinsic:ident($($arg:ident),*)) => {
        $Type([
            $intrinsic($($arg.0[0]),*),
            $intrinsic($($arg.0[1]),*),
            $intrinsic($($arg.0[2]),*),
            $intrinsic($($arg.0[3]),*),
        ])
    };
}

/// The intrinsic on both registers of its arguments.
macro_rules! both {
    ($Type:ident: $intrinsic:ident($($arg:ident),*)) => {
        $Type([$intrinsic($($arg.0[0]),*), $intrinsic($($arg.0[1]),*)])
    };
}

operators! {
    Add add for F64: (self, other) => four!(F64: vaddq_f64(self, other));
    Sub sub for F64: (self, other) => four!(F64: vsubq_f64(self, other));
    Mul mul for F64: (self, other) => four!(F64: vmulq_f64(self, other));
    Div div for F64: (self, other) => four!(F64: vdivq_f64(self, other));
    Neg neg for F64: (self) => four!(F64: vnegq_f64(self));
    Add add for I64: (self, other) => four!(I64: vaddq_s64(self, other));
    Sub sub for I64: (self, other) => four!(I64: vsubq_s64(self, other));
    BitAnd bitand for I64: (self, other) => four!(I64: vandq_s64(self, other));
    BitOr bitor for I64: (self, other) => four!(I64: vorrq_s64(self, other));
    BitXor bitxor for I64: (self, other) => four!(I64: veorq_s64(self, other));
    Not not for I64: (self) => self ^ I64::splat(-1);
    Add add for I32: (self, other) => both!(I32: vaddq_s32(self, other));
    Sub sub for I32: (self, other) => both!(I32: vsubq_s32(self, other));
    Mul mul for I32: (self, other) => both!(I32: vmulq_s32(self, other));
    BitAnd bitand for I32: (self, other) => both!(I32: vandq_s32(self, other));
    BitOr bitor for I32: (self, other) => both!(I32: vorrq_s32(self, other));
    BitXor bitxor for I32: (self, other) => both!(I32: veorq_s32(self, other));
    Not not for I32: (self) => both!(I32: vmvnq_s32(self));
    BitAnd bitand for Mask: (self, other) => four!(Mask: vandq_u64(self, other));
    BitOr bitor for Mask: (self, other) => four!(Mask: vorrq_u64(self, other));
    BitXor bitxor for Mask: (self, other) => four!(Mask: veorq_u64(self, other));
    Not not for Mask: (self) => self ^ Mask::TRUE;
}

impl F64x8<Neon> for F64 {
    intrinsics! {
        fn splat(value: f64) -> Self { F64([vdupq_n_f64(value); 4]) }
        fn of(lanes: [f64; 8]) -> Self {
            let lanes = lanes.as_ptr();
            F64([vld1q_f64(lanes), vld1q_f64(lanes.add(2)), vld1q_f64(lanes.add(4)), vld1q_f64(lanes.add(6))])
        }
        fn lanes(self) -> [f64; 8] {
            let mut lanes = [0.0; 8];
            vst1q_f64(lanes.as_mut_ptr(), self.0[0]);
            vst1q_f64(lanes.as_mut_ptr().add(2), self.0[1]);
            vst1q_f64(lanes.as_mut_ptr().add(4), self.0[2]);
            vst1q_f64(lanes.as_mut_ptr().add(6), self.0[3]);
            lanes
        }
        fn of_f32(lanes: [f32; 8]) -> Self {
            let (low, high) = (vld1q_f32(lanes.as_ptr()), vld1q_f32(lanes.as_ptr().add(4)));
            F64([
                vcvt_f64_f32(vget_low_f32(low)),
                vcvt_high_f64_f32(low),
                vcvt_f64_f32(vget_low_f32(high)),
                vcvt_high_f64_f32(high),
            ])
        }
        fn to_f32(self) -> [f32; 8] {
            let [a, b, c, d] = self.0;
            let mut lanes = [0.0; 8];
            vst1q_f32(lanes.as_mut_ptr(), vcvt_high_f32_f64(vcvt_f32_f64(a), b));
            vst1q_f32(lanes.as_mut_ptr().add(4), vcvt_high_f32_f64(vcvt_f32_f64(c), d));
            lanes
        }
        fn gather<const N: usize>(table: &[f64; N], index: I64) -> Self {
            const { assert!(N.is_power_of_two()) };
            let index = index.lanes();
            let mut lanes = [0.0; 8];
            let mut lane = 0;
            while lane < 8 {
                lanes[lane] = table[index[lane] as usize & (N - 1)];
                lane += 1;
            }
            Self::of(lanes)
        }

        fn abs(self) -> Self { four!(F64: vabsq_f64(self)) }
        fn sqrt(self) -> Self { four!(F64: vsqrtq_f64(self)) }
        fn floor(self) -> Self { four!(F64: vrndmq_f64(self)) }
        fn ceil(self) -> Self { four!(F64: vrndpq_f64(self)) }
        fn trunc(self) -> Self { four!(F64: vrndq_f64(self)) }
        fn round_even(self) -> Self { four!(F64: vrndnq_f64(self)) }
        // The instruction adds a product to its first operand.
        fn mul_add(self, factor: Self, term: Self) -> Self { four!(F64: vfmaq_f64(term, self, factor)) }
        fn mul_sub(self, factor: Self, term: Self) -> Self { self.mul_add(factor, -term) }
        fn copysign(self, sign: Self) -> Self {
            let bit = I64::splat(i64::MIN);
            (self.bits() & !bit | sign.bits() & bit).float()
        }
        // These two know NaN and the signs of zeros as JavaScript does.
        fn min_js(self, other: Self) -> Self { four!(F64: vminq_f64(self, other)) }
        fn max_js(self, other: Self) -> Self { four!(F64: vmaxq_f64(self, other)) }

        fn lt(self, other: Self) -> Mask { four!(Mask: vcltq_f64(self, other)) }
        fn le(self, other: Self) -> Mask { four!(Mask: vcleq_f64(self, other)) }
        fn gt(self, other: Self) -> Mask { four!(Mask: vcgtq_f64(self, other)) }
        fn ge(self, other: Self) -> Mask { four!(Mask: vcgeq_f64(self, other)) }
        fn eq(self, other: Self) -> Mask { four!(Mask: vceqq_f64(self, other)) }
        fn ne(self, other: Self) -> Mask { !self.eq(other) }

        fn bits(self) -> I64 { four!(I64: vreinterpretq_s64_f64(self)) }
        fn to_i32(self) -> I32 {
            // Exact modulo 2^32 first. NaN, also from infinities, becomes zero.
            let (wrap, unwrap) = (Self::splat(4_294_967_296.0), Self::splat(1.0 / 4_294_967_296.0));
            let wraps = (self * unwrap).trunc();
            (-wraps).mul_add(wrap, self).trunc_i64().low_halves()
        }
        fn trunc_i64(self) -> I64 { four!(I64: vcvtq_s64_f64(self)) }
    }
}

impl I64 {
    intrinsics! {
        /// The low halves of the lanes.
        fn low_halves(self) -> I32 {
            let [a, b, c, d] = self.0;
            I32([vmovn_high_s64(vmovn_s64(a), b), vmovn_high_s64(vmovn_s64(c), d)])
        }
    }
}

impl I64x8<Neon> for I64 {
    intrinsics! {
        fn splat(value: i64) -> Self { I64([vdupq_n_s64(value); 4]) }
        fn of(lanes: [i64; 8]) -> Self {
            let lanes = lanes.as_ptr();
            I64([vld1q_s64(lanes), vld1q_s64(lanes.add(2)), vld1q_s64(lanes.add(4)), vld1q_s64(lanes.add(6))])
        }
        fn lanes(self) -> [i64; 8] {
            let mut lanes = [0; 8];
            vst1q_s64(lanes.as_mut_ptr(), self.0[0]);
            vst1q_s64(lanes.as_mut_ptr().add(2), self.0[1]);
            vst1q_s64(lanes.as_mut_ptr().add(4), self.0[2]);
            vst1q_s64(lanes.as_mut_ptr().add(6), self.0[3]);
            lanes
        }
        fn gather<const N: usize>(table: &[i64; N], index: Self) -> Self {
            const { assert!(N.is_power_of_two()) };
            let index = index.lanes();
            let mut lanes = [0; 8];
            let mut lane = 0;
            while lane < 8 {
                lanes[lane] = table[index[lane] as usize & (N - 1)];
                lane += 1;
            }
            Self::of(lanes)
        }

        fn shl<const K: u32>(self) -> Self { self.shl_by(Self::splat(i64::from(K))) }
        fn shr<const K: u32>(self) -> Self { self.shr_by(Self::splat(i64::from(K))) }
        fn sra<const K: u32>(self) -> Self { self.sra_by(Self::splat(i64::from(K))) }
        // The instruction shifts right by a negative number.
        fn shl_by(self, by: Self) -> Self { four!(I64: vshlq_s64(self, by)) }
        fn shr_by(self, by: Self) -> Self {
            let (bits, by) = (four!(Mask: vreinterpretq_u64_s64(self)), four!(I64: vnegq_s64(by)));
            let bits = four!(Mask: vshlq_u64(bits, by));
            four!(I64: vreinterpretq_s64_u64(bits))
        }
        fn sra_by(self, by: Self) -> Self {
            let by = four!(I64: vnegq_s64(by));
            four!(I64: vshlq_s64(self, by))
        }

        fn eq(self, other: Self) -> Mask { four!(Mask: vceqq_s64(self, other)) }
        fn lt(self, other: Self) -> Mask { four!(Mask: vcltq_s64(self, other)) }

        fn float(self) -> F64 { four!(F64: vreinterpretq_f64_s64(self)) }
        fn to_f64(self) -> F64 { four!(F64: vcvtq_f64_s64(self)) }
    }
}

impl I32x8<Neon> for I32 {
    intrinsics! {
        fn splat(value: i32) -> Self { I32([vdupq_n_s32(value); 2]) }
        fn of(lanes: [i32; 8]) -> Self { I32([vld1q_s32(lanes.as_ptr()), vld1q_s32(lanes.as_ptr().add(4))]) }
        fn lanes(self) -> [i32; 8] {
            let mut lanes = [0; 8];
            vst1q_s32(lanes.as_mut_ptr(), self.0[0]);
            vst1q_s32(lanes.as_mut_ptr().add(4), self.0[1]);
            lanes
        }

        fn shl(self, by: Self) -> Self {
            let by = by & Self::splat(31);
            both!(I32: vshlq_s32(self, by))
        }
        fn shr(self, by: Self) -> Self {
            let by = by & Self::splat(31);
            let (by, [low, high]) = (both!(I32: vnegq_s32(by)), self.0);
            I32([
                vreinterpretq_s32_u32(vshlq_u32(vreinterpretq_u32_s32(low), by.0[0])),
                vreinterpretq_s32_u32(vshlq_u32(vreinterpretq_u32_s32(high), by.0[1])),
            ])
        }
        fn sra(self, by: Self) -> Self {
            let by = by & Self::splat(31);
            let by = both!(I32: vnegq_s32(by));
            both!(I32: vshlq_s32(self, by))
        }
        fn leading_zeros(self) -> Self { both!(I32: vclzq_s32(self)) }

        fn eq(self, other: Self) -> Mask {
            widened([vceqq_s32(self.0[0], other.0[0]), vceqq_s32(self.0[1], other.0[1])])
        }
        fn lt(self, other: Self) -> Mask {
            widened([vcltq_s32(self.0[0], other.0[0]), vcltq_s32(self.0[1], other.0[1])])
        }

        fn to_f64(self) -> F64 {
            let [low, high] = self.0;
            let wide = I64([
                vmovl_s32(vget_low_s32(low)),
                vmovl_high_s32(low),
                vmovl_s32(vget_low_s32(high)),
                vmovl_high_s32(high),
            ]);
            wide.to_f64()
        }
        fn to_f64_unsigned(self) -> F64 {
            let (low, high) = (vreinterpretq_u32_s32(self.0[0]), vreinterpretq_u32_s32(self.0[1]));
            F64([
                vcvtq_f64_u64(vmovl_u32(vget_low_u32(low))),
                vcvtq_f64_u64(vmovl_high_u32(low)),
                vcvtq_f64_u64(vmovl_u32(vget_low_u32(high))),
                vcvtq_f64_u64(vmovl_high_u32(high)),
            ])
        }
    }
}

impl Mask8<Neon> for Mask {
    // SAFETY: arrays and registers of the same size, of which every bit pattern is a value.
    const TRUE: Self = unsafe { core::mem::transmute([u64::MAX; 8]) };
    // SAFETY: as above.
    const FALSE: Self = unsafe { core::mem::transmute([0u64; 8]) };
    intrinsics! {
        fn of_bits(bits: u8) -> Self {
            let (lanes, own) = (I64::splat(i64::from(bits)), I64::of([1, 2, 4, 8, 16, 32, 64, 128]));
            (lanes & own).eq(own)
        }
        fn bits(self) -> u8 {
            // Every lane keeps the bit that is its own, and they are summed.
            let own = I64::of([1, 2, 4, 8, 16, 32, 64, 128]);
            let own = self.select_i64(own, I64::splat(0));
            let [a, b, c, d] = own.0;
            vaddvq_s64(vaddq_s64(vaddq_s64(a, b), vaddq_s64(c, d))) as u8
        }
        fn all(self) -> bool {
            let [a, b, c, d] = self.0;
            vminvq_u32(vreinterpretq_u32_u64(vandq_u64(vandq_u64(a, b), vandq_u64(c, d)))) != 0
        }
        fn any(self) -> bool {
            let [a, b, c, d] = self.0;
            vmaxvq_u32(vreinterpretq_u32_u64(vorrq_u64(vorrq_u64(a, b), vorrq_u64(c, d)))) != 0
        }
        fn select_f64(self, a: F64, b: F64) -> F64 { four!(F64: vbslq_f64(self, a, b)) }
        fn select_i64(self, a: I64, b: I64) -> I64 { four!(I64: vbslq_s64(self, a, b)) }
        fn select_i32(self, a: I32, b: I32) -> I32 {
            let [p, q, r, s] = self.0;
            I32([
                vbslq_s32(vmovn_high_u64(vmovn_u64(p), q), a.0[0], b.0[0]),
                vbslq_s32(vmovn_high_u64(vmovn_u64(r), s), a.0[1], b.0[1]),
            ])
        }
    }
}

intrinsics! {
    /// The mask whose 64-bit lanes are these 32-bit ones.
    fn widened(mask: [uint32x4_t; 2]) -> Mask {
        let (low, high) = (vreinterpretq_s32_u32(mask[0]), vreinterpretq_s32_u32(mask[1]));
        Mask([
            vreinterpretq_u64_s64(vmovl_s32(vget_low_s32(low))),
            vreinterpretq_u64_s64(vmovl_high_s32(low)),
            vreinterpretq_u64_s64(vmovl_s32(vget_low_s32(high))),
            vreinterpretq_u64_s64(vmovl_high_s32(high)),
        ])
    }
}
