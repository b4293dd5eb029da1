//! What the algorithms share: the halves of a double's bits, polynomials, and powers of two.
//!
//! fdlibm compares and cuts doubles by the upper 32 of their 64 bits. Here a
//! comparison of upper halves becomes one of doubles, against the double whose
//! upper half is the bound and whose lower half is zero.

use crate::{F64x8, I64x8, Vectors};

/// The double whose upper half is `high` and whose lower half is zero.
pub(super) const fn upper(high: u32) -> f64 {
    f64::from_bits((high as u64) << 32)
}

/// `x` with its lower half made zero.
#[inline(always)]
pub(super) fn head<V: Vectors>(x: V::F64) -> V::F64 {
    (x.bits() & V::I64::splat(!0xffff_ffff)).float()
}

/// The bits of the sign, and nothing else.
#[inline(always)]
pub(super) fn sign<V: Vectors>(x: V::F64) -> V::I64 {
    x.bits() & V::I64::splat(i64::MIN)
}

/// `x`, negated where `sign` has the bit of the sign.
#[inline(always)]
pub(super) fn flip<V: Vectors>(x: V::F64, sign: V::I64) -> V::F64 {
    (x.bits() ^ sign).float()
}

/// `c[0] + z * (c[1] + z * (c[2] + …))`, rounded at every step.
#[inline(always)]
pub(super) fn polynomial<V: Vectors, const N: usize>(z: V::F64, c: [f64; N]) -> V::F64 {
    let mut sum = V::F64::splat(c[N - 1]);
    let mut power = N - 1;
    while power > 0 {
        power -= 1;
        sum = V::F64::splat(c[power]) + z * sum;
    }
    sum
}

/// Two to the power of `exponent`, which must be an integer of a normal double: -1022 to 1023.
#[inline(always)]
pub(super) fn power_of_two<V: Vectors>(exponent: V::I64) -> V::F64 {
    (exponent + V::I64::splat(1023)).shl::<52>().float()
}

/// `x * 2^exponent` rounded once, for an `x` near one: in two steps of which the first is exact.
#[inline(always)]
pub(super) fn scale<V: Vectors>(x: V::F64, exponent: V::I64) -> V::F64 {
    let half = exponent.sra::<1>();
    x * power_of_two::<V>(half) * power_of_two::<V>(exponent - half)
}
