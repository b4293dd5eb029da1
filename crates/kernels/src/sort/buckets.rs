//! Cuts of key space into buckets that hold about equally many items.
//!
//! A table over [`Prefix`] intervals gives an item's bucket in one load, with
//! no comparison to mispredict. An interval that holds a bucket's worth of the
//! sample by itself, as a value that occurs often does, is a bucket alone.

use super::item::Source;
use crate::prefix::{Prefix, random_places};

/// Items of the sample per bucket: a bucket is seldom twice the mean then.
const OVERSAMPLING: usize = 16;
/// Intervals per bucket, as a power of two, and the most of them: their table stays in L2.
const INTERVAL_BITS: u32 = 8;
const MOST_INTERVAL_BITS: u32 = 16;

/// A monotone map from keys to buckets.
pub(crate) struct Buckets {
    prefix: Prefix,
    table: Vec<u16>,
    /// Buckets that can hold one key only.
    uniform: Vec<bool>,
}

impl Buckets {
    /// About `wanted` buckets for what `source` holds; at most three times as many.
    pub(crate) fn sample(source: &impl Source, wanted: usize) -> Buckets {
        let places = random_places(source.len(), wanted * OVERSAMPLING);
        let sample: Vec<u64> = places.map(|place| source.key(place)).collect();
        let prefix = Prefix::covering(&sample, (wanted.ilog2() + INTERVAL_BITS).min(MOST_INTERVAL_BITS));
        let mut weights = vec![0u32; prefix.count()];
        for &key in &sample {
            weights[prefix.of(key)] += 1;
        }
        let mut table = vec![0u16; prefix.count()];
        let mut uniform = vec![false];
        let mut filled = 0;
        for (interval, &weight) in weights.iter().enumerate() {
            let alone = weight as usize >= OVERSAMPLING;
            if interval > 0 && (alone || filled >= OVERSAMPLING) {
                uniform.push(false);
                filled = 0;
            }
            table[interval] = (uniform.len() - 1) as u16;
            filled += weight as usize;
            if alone {
                *uniform.last_mut().expect("there is a first bucket") = prefix.is_one_key(interval);
            }
        }
        Buckets { prefix, table, uniform }
    }

    /// Number of buckets.
    pub(crate) const fn count(&self) -> usize {
        self.uniform.len()
    }

    /// The bucket that `key` belongs in.
    #[inline(always)]
    pub(crate) fn of(&self, key: u64) -> u16 {
        self.table[self.prefix.of(key)]
    }

    /// Whether all items in `bucket` have the same key.
    pub(crate) fn is_uniform(&self, bucket: usize) -> bool {
        self.uniform[bucket]
    }
}
