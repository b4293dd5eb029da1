//! A coarse, monotone view of key space: a few thousand equal intervals around a sample.
//!
//! Sorting and selection both begin by cutting the data into classes that are
//! in order among themselves. A sample decides where the cuts are, and decides
//! nothing else: the map from key to interval is monotone whatever the sample
//! was, so a bad one, or one from memory that has changed since, costs time
//! and never the right answer. The keys of floats are roughly logarithmic,
//! which is why equal intervals of *keys* serve normal and skewed data alike.

use std::hash::{BuildHasher, RandomState};
use std::hint::select_unpredictable;
use std::ops::RangeInclusive;

/// Intervals of equal width, with one more below and one above them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prefix {
    base: u64,
    shift: u32,
    inside: u64,
}

impl Prefix {
    /// At most `2^bits` intervals that cover `keys`, of which there is at least one.
    pub(crate) fn covering(keys: &[u64], bits: u32) -> Prefix {
        let (low, high) = keys.iter().fold((u64::MAX, 0), |(low, high), &key| (low.min(key), high.max(key)));
        let range = high - low;
        let shift = (u64::BITS - range.leading_zeros()).saturating_sub(bits);
        Prefix { base: low, shift, inside: (range >> shift) + 1 }
    }

    /// Number of intervals, the outer two included.
    pub(crate) const fn count(self) -> usize {
        self.inside as usize + 2
    }

    /// The interval that holds `key`.
    #[inline(always)]
    pub(crate) fn of(self, key: u64) -> usize {
        let inner = key.wrapping_sub(self.base) >> self.shift;
        // No branches: around a median, half of the keys are below and half above.
        let not_below = select_unpredictable(inner < self.inside, inner, self.inside) as usize + 1;
        select_unpredictable(key < self.base, 0, not_below)
    }

    /// The keys of an interval.
    pub(crate) fn keys(self, interval: usize) -> RangeInclusive<u64> {
        let start = |inner: u64| self.base.saturating_add(inner << self.shift);
        match interval as u64 {
            0 => 0..=self.base.saturating_sub(1),
            inner if inner <= self.inside => start(inner - 1)..=start(inner - 1).saturating_add((1 << self.shift) - 1),
            _ => start(self.inside)..=u64::MAX,
        }
    }

    /// Whether an interval can hold one key only.
    pub(crate) const fn is_one_key(self, interval: usize) -> bool {
        self.shift == 0 && 1 <= interval && interval as u64 <= self.inside
    }
}

/// `count` places below `len`, drawn anew at each call so that no input can be made to defeat the sample.
pub(crate) fn random_places(len: usize, count: usize) -> impl Iterator<Item = usize> {
    let mut state = RandomState::new().hash_one(len);
    std::iter::repeat_with(move || {
        // SplitMix64 (Steele, Lea and Flood, 2014).
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(z ^ (z >> 31)) * len as u128) >> 64) as usize
    })
    .take(count)
}
