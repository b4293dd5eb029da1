//! The chunk plan: where an input is cut, decided by its length alone.
//!
//! Nothing about the machine goes in, neither cores nor caches: that is what
//! makes a floating-point result the same everywhere. A kernel gives its grain,
//! the number of elements below which a second thread does not pay.

use std::ops::Range;

/// More chunks than this only cost: it balances load on 256 cores.
const MOST_CHUNKS: usize = 2048;

/// A cut of `0..len` into chunks of equal size, the last one shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    len: usize,
    chunk: usize,
}

impl Plan {
    /// Chunks of `grain` elements, or of a multiple of it where that would be too many.
    pub const fn new(len: usize, grain: usize) -> Plan {
        assert!(grain > 0);
        let chunk = grain * len.div_ceil(grain).div_ceil(MOST_CHUNKS);
        Plan { len, chunk: if chunk == 0 { grain } else { chunk } }
    }

    /// Blocks of exactly `block` elements, however many that gives: for a loop within a chunk.
    pub const fn blocks(len: usize, block: usize) -> Plan {
        assert!(block > 0);
        Plan { len, chunk: block }
    }

    /// Number of chunks; 0 for an empty input.
    pub const fn chunks(&self) -> usize {
        self.len.div_ceil(self.chunk)
    }

    /// Elements of chunk `i`.
    pub fn range(&self, i: usize) -> Range<usize> {
        let start = i * self.chunk;
        start..self.len.min(start + self.chunk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_cover_the_input_once_and_in_order() {
        for len in [0, 1, 7, 8, 9, 1000, 8 * 2048, 8 * 2048 + 1, 1 << 20] {
            let plan = Plan::new(len, 8);
            let mut next = 0;
            for i in 0..plan.chunks() {
                let range = plan.range(i);
                assert_eq!(range.start, next);
                assert!(!range.is_empty());
                next = range.end;
            }
            assert_eq!(next, len);
            assert!(plan.chunks() <= MOST_CHUNKS);
        }
    }
}
