//! Numbers of twice the precision, as unevaluated sums.
//!
//! A result within one ulp needs its leading terms to more than 53 bits; the
//! errors of sums and products are doubles themselves, and are kept. A product's error
//! comes from one fused operation where the CPU has it and from Dekker's splitting
//! elsewhere: both give the exact error, hence the same bits.

use crate::vectors::{F64x8, Mask8, Vectors};

/// `hi + lo`, where `lo` is small against `hi`.
pub(super) struct Double<V: Vectors> {
    pub hi: V::F64,
    pub lo: V::F64,
}

impl<V: Vectors> Clone for Double<V> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<V: Vectors> Copy for Double<V> {}

/// A constant.
#[inline(always)]
pub(super) fn lit<V: Vectors>(value: f64) -> V::F64 {
    V::F64::splat(value)
}

/// The lanes of `a` where `mask` is true, of `b` elsewhere.
#[inline(always)]
pub(super) fn select<V: Vectors>(mask: V::Mask, a: Double<V>, b: Double<V>) -> Double<V> {
    Double { hi: mask.select_f64(a.hi, b.hi), lo: mask.select_f64(a.lo, b.lo) }
}

/// `a + b` exactly.
#[inline(always)]
pub(super) fn sum<V: Vectors>(a: V::F64, b: V::F64) -> Double<V> {
    let hi = a + b;
    let part = hi - a;
    Double { hi, lo: (a - (hi - part)) + (b - part) }
}

/// `a + b` exactly, where `a` is zero or its exponent is not below that of `b`.
#[inline(always)]
pub(super) fn ordered_sum<V: Vectors>(a: V::F64, b: V::F64) -> Double<V> {
    let hi = a + b;
    Double { hi, lo: b - (hi - a) }
}

/// `a * b` exactly, where no part of it overflows or underflows.
#[inline(always)]
pub(super) fn product<V: Vectors>(a: V::F64, b: V::F64) -> Double<V> {
    let hi = a * b;
    if V::FMA {
        return Double { hi, lo: a.mul_sub(b, hi) };
    }
    let (a, b) = (halves::<V>(a), halves::<V>(b));
    let lo = ((a.hi * b.hi - hi) + a.hi * b.lo + a.lo * b.hi) + a.lo * b.lo;
    Double { hi, lo }
}

/// The upper 26 bits and the rest, by Veltkamp's splitting.
#[inline(always)]
fn halves<V: Vectors>(a: V::F64) -> Double<V> {
    let scaled = a * lit::<V>(134_217_729.0);
    let hi = scaled - (scaled - a);
    Double { hi, lo: a - hi }
}

/// `n - a * b`, rounded once, where the product is within a factor of two of `n`.
#[inline(always)]
pub(super) fn remainder<V: Vectors>(n: V::F64, a: V::F64, b: V::F64) -> V::F64 {
    let near = product::<V>(a, b);
    (n - near.hi) - near.lo
}

impl<V: Vectors> Double<V> {
    /// `self + other`, where `self` is zero or its exponent is not below that of `other`.
    #[inline(always)]
    pub fn plus(self, other: Self) -> Self {
        let near = ordered_sum::<V>(self.hi, other.hi);
        near.and(self.lo + other.lo)
    }

    /// `self + rest`, where `rest` is as small as `lo`.
    #[inline(always)]
    pub fn and(self, rest: V::F64) -> Self {
        Double { hi: self.hi, lo: self.lo + rest }
    }

    /// `self * other` to about 2^-104.
    #[inline(always)]
    pub fn times(self, other: Self) -> Self {
        let near = product::<V>(self.hi, other.hi);
        near.and(self.hi * other.lo + self.lo * other.hi)
    }

    /// `self / other` to about 2^-100.
    #[inline(always)]
    pub fn over(self, other: Self) -> Self {
        let inverse = lit::<V>(1.0) / other.hi;
        let near = self.hi * inverse;
        let rest = remainder::<V>(self.hi, near, other.hi) + (self.lo - near * other.lo);
        ordered_sum::<V>(near, rest * inverse)
    }

    /// The square root to about 2^-100; zero for zero.
    #[inline(always)]
    pub fn sqrt(self) -> Self {
        let near = self.hi.sqrt();
        let rest = remainder::<V>(self.hi, near, near) + self.lo;
        ordered_sum::<V>(near, rest / (near + near + lit::<V>(f64::MIN_POSITIVE)))
    }

    /// Rounded to one double.
    #[inline(always)]
    pub fn rounded(self) -> V::F64 {
        self.hi + self.lo
    }
}
