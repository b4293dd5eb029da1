//! The operator `%` on lanes: a long loop, compiled apart from the tapes, whose vector registers it would take.

use allcores_simd::math::exact;
use allcores_simd::{F64x8, Op, Vectors};

/// Replaces `lanes` by what their neighbours in `second`, of the same length, leave of them.
pub struct Remainder<'a> {
    /// The dividends.
    pub lanes: &'a mut [[f64; 8]],
    /// The divisors.
    pub second: &'a [[f64; 8]],
}

impl Op for Remainder<'_> {
    type Output = ();
    #[inline(always)]
    fn run<V: Vectors>(self) {
        let mut k = 0;
        while k < self.lanes.len() {
            let rest = exact::rem::<V>(V::F64::of(self.lanes[k]), V::F64::of(self.second[k]));
            self.lanes[k] = rest.lanes();
            k += 1;
        }
    }
}
