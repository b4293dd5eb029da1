//! The elements that sorting would put at given places, without sorting.
//!
//! One pass counts how many keys fall into each [`Prefix`] interval, which
//! tells the intervals that hold the wanted ranks; a second pass gathers these
//! intervals alone, and the same is done with what was gathered until it is
//! small. The memory may change between the passes: then an interval has more
//! or fewer keys than was counted, and the rank is clamped to those there are.

use crate::prefix::{Prefix, random_places};
use crate::tally::tally;
use allcores_memory::{Element, Racy, RadixKey};
use allcores_parallel::{Cancelled, Context, Plan};
use std::ops::Range;

/// Up to here one thread selects by comparing.
const FEW: usize = 1 << 15;
/// Keys looked at to place the intervals; only their extremes matter.
const SAMPLE: usize = 1 << 11;
/// Intervals, as a power of two: their counters stay in cache.
const INTERVAL_BITS: u32 = 14;
/// Elements per task of the second pass.
const GRAIN: usize = 1 << 16;

/// The keys at `ranks`, which ascend and are below the length of `x`.
pub(crate) fn select<T: Element>(ctx: Context, x: Racy<T>, ranks: &[usize]) -> Result<Vec<T::Key>, Cancelled> {
    if x.len() <= FEW {
        ctx.check()?;
        let mut keys: Vec<T::Key> = (0..x.len()).map(|i| x.get(i).to_key()).collect();
        return Ok(select_in_place(&mut keys, ranks));
    }
    let sample: Vec<u64> = random_places(x.len(), SAMPLE).map(|place| x.get(place).to_key().to_u64()).collect();
    // Keys of 16 bits get an interval each.
    let bits = if T::Key::BITS <= 16 { T::Key::BITS } else { INTERVAL_BITS };
    let prefix = Prefix::covering(&sample, bits);
    let counts = tally(ctx, x, prefix.count(), |key| prefix.of(key))?;

    let mut found = vec![T::Key::default(); ranks.len()];
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut before = 0;
    let mut next = 0;
    for (interval, &count) in counts.iter().enumerate() {
        let here = ranks[next..].iter().take_while(|&&rank| rank < before + count).count();
        if here > 0 {
            let places = next..next + here;
            // The answer, or what stands for it should nobody find the interval's keys any more.
            found[places.clone()].fill(T::Key::from_u64(prefix.first_key(interval)));
            if !prefix.is_one_key(interval) {
                wanted.push(Wanted { interval, before, places });
            }
            next += here;
        }
        before += count;
    }

    let gathered = gather(ctx, x, prefix, &wanted)?;
    let ranks_in = |group: usize| -> Vec<usize> {
        let Wanted { before, places, .. } = &wanted[group];
        let last = gathered[group].len() - 1;
        ranks[places.clone()].iter().map(|rank| (rank - before).min(last)).collect()
    };
    let small = ctx.run(wanted.len(), |group| {
        let keys = &gathered[group];
        if keys.is_empty() || keys.len() > FEW { None } else { Some(select_in_place(&mut keys.clone(), &ranks_in(group))) }
    })?;
    for (group, small) in small.into_iter().enumerate() {
        let keys = match small {
            Some(keys) => keys,
            None if gathered[group].is_empty() => continue,
            None => select_part(ctx, &gathered[group], &ranks_in(group))?,
        };
        found[wanted[group].places.clone()].copy_from_slice(&keys);
    }
    Ok(found)
}

/// An interval that holds ranks that are asked for.
struct Wanted {
    interval: usize,
    /// Elements in the intervals before it.
    before: usize,
    /// Which of the ranks it holds.
    places: Range<usize>,
}

/// [`select`] among keys, which are elements themselves.
fn select_part<K: RadixKey + Element<Key = K>>(ctx: Context, keys: &[K], ranks: &[usize]) -> Result<Vec<K>, Cancelled> {
    select(ctx, Racy::of(keys), ranks)
}

/// The keys of each wanted interval.
fn gather<T: Element>(
    ctx: Context,
    x: Racy<T>,
    prefix: Prefix,
    wanted: &[Wanted],
) -> Result<Vec<Vec<T::Key>>, Cancelled> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    // The place in `wanted` of each interval, or one that no group has.
    let mut group_of = vec![u16::MAX; prefix.count()];
    for (group, wanted) in wanted.iter().enumerate() {
        group_of[wanted.interval] = group as u16;
    }
    let plan = Plan::new(x.len(), GRAIN);
    let parts = ctx.run(plan.chunks(), |chunk| {
        let part = x.slice(plan.range(chunk));
        let mut groups = vec![Vec::new(); wanted.len()];
        for i in 0..part.len() {
            let key = part.get(i).to_key();
            if let Some(group) = groups.get_mut(group_of[prefix.of(key.to_u64())] as usize) {
                group.push(key);
            }
        }
        groups
    })?;
    ctx.run(wanted.len(), |group| {
        let runs = parts.iter().map(|groups| groups[group].as_slice());
        runs.collect::<Vec<_>>().concat()
    })
}

/// The keys at `ranks` by quickselect, of which each splits the work for the others.
fn select_in_place<K: RadixKey>(keys: &mut [K], ranks: &[usize]) -> Vec<K> {
    let mut found = vec![K::default(); ranks.len()];
    split(keys, ranks, 0, &mut found);
    found
}

fn split<K: RadixKey>(keys: &mut [K], ranks: &[usize], before: usize, found: &mut [K]) {
    if ranks.is_empty() || keys.is_empty() {
        return;
    }
    let middle = ranks.len() / 2;
    let rank = (ranks[middle] - before).min(keys.len() - 1);
    let (lower, &mut key, upper) = keys.select_nth_unstable(rank);
    // Ranks may repeat where they were clamped.
    let first = ranks.partition_point(|&other| other < ranks[middle]);
    let end = ranks.partition_point(|&other| other <= ranks[middle]);
    found[first..end].fill(key);
    split(lower, &ranks[..first], before, &mut found[..first]);
    split(upper, &ranks[end..], before + rank + 1, &mut found[end..]);
}
