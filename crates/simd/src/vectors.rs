//! Eight doubles at a time, as registers: written once for each instruction set.
//!
//! Loops over small arrays of lanes are left to the compiler where it makes
//! vectors of them reliably. Chains of floating-point operations that feed each
//! other, such as compensated sums, are not among them: there it falls back to
//! scalars depending on what else is inlined. Those are written with these
//! types. The width is the kernel's and not the CPU's, so that every set gives the
//! same bits: one register with AVX-512, two with AVX2, an array elsewhere.
//! All `unsafe` of intrinsics is in this file.

/// Eight doubles. Each operation is that of IEEE 754 on each lane.
pub trait F64x8: Copy {
    /// The lanes of an array.
    fn of(lanes: [f64; 8]) -> Self;
    /// The lanes as an array.
    fn lanes(self) -> [f64; 8];
    /// Lane by lane.
    fn plus(self, other: Self) -> Self;
    /// Lane by lane.
    fn minus(self, other: Self) -> Self;
    /// Lane by lane.
    fn times(self, other: Self) -> Self;
    /// `self * factor - product`, rounded once where that is an instruction.
    fn times_minus(self, factor: Self, product: Self) -> Self;
}

/// What an instruction set offers to a kernel.
pub trait Vectors {
    /// Whether `f64::mul_add` is one instruction.
    const FMA: bool;
    /// Its registers.
    type F64x8: F64x8;
}

/// What the target guarantees. On AArch64 that includes FMA.
pub(crate) struct Baseline;

impl Vectors for Baseline {
    const FMA: bool = cfg!(target_arch = "aarch64");
    type F64x8 = [f64; 8];
}

macro_rules! lane_by_lane {
    ($a:ident, $b:ident, $operation:tt) => {{
        let mut result = $a;
        let mut lane = 0;
        while lane < 8 {
            result[lane] = $a[lane] $operation $b[lane];
            lane += 1;
        }
        result
    }};
}

impl F64x8 for [f64; 8] {
    #[inline(always)]
    fn of(lanes: [f64; 8]) -> Self {
        lanes
    }
    #[inline(always)]
    fn lanes(self) -> [f64; 8] {
        self
    }
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        lane_by_lane!(self, other, +)
    }
    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        lane_by_lane!(self, other, -)
    }
    #[inline(always)]
    fn times(self, other: Self) -> Self {
        lane_by_lane!(self, other, *)
    }
    #[inline(always)]
    fn times_minus(self, factor: Self, product: Self) -> Self {
        let mut result = self;
        let mut lane = 0;
        while lane < 8 {
            result[lane] = self[lane].mul_add(factor[lane], -product[lane]);
            lane += 1;
        }
        result
    }
}

#[cfg(target_arch = "x86_64")]
pub(crate) use x86_64::{Avx2, Avx512};

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use super::{F64x8, Vectors};
    use core::arch::x86_64::*;

    /// AVX2 with FMA. Only `dispatch` names it, after it asked the CPU.
    pub(crate) struct Avx2;
    /// AVX-512. Only `dispatch` names it, after it asked the CPU.
    pub(crate) struct Avx512;

    impl Vectors for Avx2 {
        const FMA: bool = true;
        type F64x8 = Pair;
    }

    impl Vectors for Avx512 {
        const FMA: bool = true;
        type F64x8 = One;
    }

    /// Two registers of four.
    #[derive(Clone, Copy)]
    pub(crate) struct Pair(__m256d, __m256d);
    /// One register of eight.
    #[derive(Clone, Copy)]
    pub(crate) struct One(__m512d);

    // SAFETY of all blocks below: these types are reached through `Vectors` of `Avx2` and `Avx512`
    // only, which no one but `dispatch` can name; it does so on a CPU that has the instructions,
    // inside a function compiled for them, into which everything here is inlined. Loads and stores
    // go to arrays of the right size, and assume no alignment.
    impl F64x8 for Pair {
        #[inline(always)]
        fn of(lanes: [f64; 8]) -> Self {
            // SAFETY: as said above.
            unsafe { Pair(_mm256_loadu_pd(lanes.as_ptr()), _mm256_loadu_pd(lanes.as_ptr().add(4))) }
        }
        #[inline(always)]
        fn lanes(self) -> [f64; 8] {
            let mut lanes = [0.0; 8];
            // SAFETY: as said above.
            unsafe {
                _mm256_storeu_pd(lanes.as_mut_ptr(), self.0);
                _mm256_storeu_pd(lanes.as_mut_ptr().add(4), self.1);
            }
            lanes
        }
        #[inline(always)]
        fn plus(self, other: Self) -> Self {
            // SAFETY: as said above.
            unsafe { Pair(_mm256_add_pd(self.0, other.0), _mm256_add_pd(self.1, other.1)) }
        }
        #[inline(always)]
        fn minus(self, other: Self) -> Self {
            // SAFETY: as said above.
            unsafe { Pair(_mm256_sub_pd(self.0, other.0), _mm256_sub_pd(self.1, other.1)) }
        }
        #[inline(always)]
        fn times(self, other: Self) -> Self {
            // SAFETY: as said above.
            unsafe { Pair(_mm256_mul_pd(self.0, other.0), _mm256_mul_pd(self.1, other.1)) }
        }
        #[inline(always)]
        fn times_minus(self, factor: Self, product: Self) -> Self {
            // SAFETY: as said above.
            unsafe { Pair(_mm256_fmsub_pd(self.0, factor.0, product.0), _mm256_fmsub_pd(self.1, factor.1, product.1)) }
        }
    }

    impl F64x8 for One {
        #[inline(always)]
        fn of(lanes: [f64; 8]) -> Self {
            // SAFETY: as said above.
            unsafe { One(_mm512_loadu_pd(lanes.as_ptr())) }
        }
        #[inline(always)]
        fn lanes(self) -> [f64; 8] {
            let mut lanes = [0.0; 8];
            // SAFETY: as said above.
            unsafe { _mm512_storeu_pd(lanes.as_mut_ptr(), self.0) };
            lanes
        }
        #[inline(always)]
        fn plus(self, other: Self) -> Self {
            // SAFETY: as said above.
            unsafe { One(_mm512_add_pd(self.0, other.0)) }
        }
        #[inline(always)]
        fn minus(self, other: Self) -> Self {
            // SAFETY: as said above.
            unsafe { One(_mm512_sub_pd(self.0, other.0)) }
        }
        #[inline(always)]
        fn times(self, other: Self) -> Self {
            // SAFETY: as said above.
            unsafe { One(_mm512_mul_pd(self.0, other.0)) }
        }
        #[inline(always)]
        fn times_minus(self, factor: Self, product: Self) -> Self {
            // SAFETY: as said above.
            unsafe { One(_mm512_fmsub_pd(self.0, factor.0, product.0)) }
        }
    }
}
