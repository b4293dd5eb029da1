//! The elements that sorting would put at given places, without sorting.
//!
//! A sample tells roughly where the wanted ranks lie (as in Floyd and Rivest,
//! 1975). One pass counts how many keys fall into each of the narrow [`Prefix`]
//! intervals there, which tells the intervals that hold the ranks; a second
//! pass gathers these intervals alone, and the same is done with what was
//! gathered until it is small. The memory may change between the passes: then an interval has more
//! or fewer keys than was counted, and the rank is clamped to those there are.

use crate::prefix::{Prefix, random_places};
use crate::tally::tally;
use allcores_memory::{Element, Racy, RadixKey};
use allcores_parallel::{Cancelled, Context, Plan};
use std::ops::Range;

/// Up to here one thread selects by comparing.
const FEW: usize = 1 << 15;
/// Keys looked at to place the intervals.
const SAMPLE: usize = 1 << 11;
/// How far a key's place in the sample may be from the expected one: four standard deviations at the median.
const MARGIN: usize = 90;
/// Intervals, as a power of two: their counters stay in cache.
const INTERVAL_BITS: u32 = 14;
/// Elements per task of the second pass.
const GRAIN: usize = 1 << 16;

/// What was found in one look at all elements.
pub(crate) struct Selected<K> {
    /// The keys at the ranks that were asked for.
    pub(crate) keys: Vec<K>,
    /// The last key of all, by which NaN is noticed.
    pub(crate) highest: K,
}

/// The keys at `ranks`, which ascend and are below the length of `x`; there is at least one.
pub(crate) fn select<T: Element>(ctx: Context, x: Racy<T>, ranks: &[usize]) -> Result<Selected<T::Key>, Cancelled> {
    if x.len() <= FEW {
        ctx.check()?;
        let mut keys: Vec<T::Key> = (0..x.len()).map(|i| x.get(i).to_key()).collect();
        let highest = keys.iter().copied().max().unwrap_or_default();
        return Ok(Selected { keys: select_in_place(&mut keys, ranks), highest });
    }
    let prefix = around(x, ranks);
    let (counts, highest) = tally(ctx, x, prefix.count(), |key| prefix.of(key))?;

    let mut found = vec![T::Key::default(); ranks.len()];
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut before = 0;
    let mut next = 0;
    for (interval, &count) in counts.iter().enumerate() {
        let here = ranks[next..].iter().take_while(|&&rank| rank < before + count).count();
        if here > 0 {
            let places = next..next + here;
            // The answer, or what stands for it should nobody find the interval's keys any more.
            found[places.clone()].fill(T::Key::from_u64(*prefix.keys(interval).start()));
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
        if keys.is_empty() || keys.len() > FEW {
            None
        } else {
            Some(select_in_place(&mut keys.clone(), &ranks_in(group)))
        }
    })?;
    for (group, small) in small.into_iter().enumerate() {
        let keys = match small {
            Some(keys) => keys,
            None if gathered[group].is_empty() => continue,
            None => select_part(ctx, &gathered[group], &ranks_in(group))?,
        };
        found[wanted[group].places.clone()].copy_from_slice(&keys);
    }
    Ok(Selected { keys: found, highest })
}

/// Intervals that are narrow where a sample says that the keys at `ranks` are, so that they hold little else.
fn around<T: Element>(x: Racy<T>, ranks: &[usize]) -> Prefix {
    let mut sample: Vec<u64> = random_places(x.len(), SAMPLE).map(|place| x.get(place).to_key().to_u64()).collect();
    sample.sort_unstable();
    let place = |rank: usize| (rank as u128 * SAMPLE as u128 / x.len() as u128) as usize;
    let low = ranks.first().map_or(0, |&rank| place(rank).saturating_sub(MARGIN));
    let high = ranks.last().map_or(0, |&rank| place(rank) + MARGIN).min(SAMPLE - 1);
    // Keys of 16 bits get an interval each.
    let bits = if T::Key::BITS <= 16 { T::Key::BITS } else { INTERVAL_BITS };
    Prefix::covering(&sample[low..=high], bits)
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
    Ok(select(ctx, Racy::of(keys), ranks)?.keys)
}

/// The keys of each wanted interval.
fn gather<T: Element>(
    ctx: Context,
    x: Racy<T>,
    prefix: Prefix,
    wanted: &[Wanted],
) -> Result<Vec<Vec<T::Key>>, Cancelled> {
    let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else { return Ok(Vec::new()) };
    let low = *prefix.keys(first.interval).start();
    let span = prefix.keys(last.interval).end() - low;
    const NO_GROUP: u16 = u16::MAX;
    const BLOCK: usize = 512;
    let mut group_of = vec![NO_GROUP; prefix.count()];
    for (group, wanted) in wanted.iter().enumerate() {
        group_of[wanted.interval] = group as u16;
    }
    let plan = Plan::new(x.len(), GRAIN);
    let parts = ctx.run(plan.chunks(), |chunk| {
        let part = x.slice(plan.range(chunk));
        let mut groups = vec![Vec::new(); wanted.len()];
        let mut block = [T::Key::default(); BLOCK];
        for start in (0..part.len()).step_by(BLOCK) {
            // Each key is stored and only those in the span are kept: a branch would be mispredicted too often.
            let mut kept = 0;
            for i in start..part.len().min(start + BLOCK) {
                let key = part.get(i).to_key();
                block[kept] = key;
                kept += usize::from(key.to_u64().wrapping_sub(low) <= span);
            }
            for key in &block[..kept] {
                if let Some(group) = groups.get_mut(group_of[prefix.of(key.to_u64())] as usize) {
                    group.push(*key);
                }
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
    if ranks.is_empty() {
        return;
    }
    let middle = ranks.len() / 2;
    let rank = ranks[middle] - before;
    let (lower, &mut key, upper) = keys.select_nth_unstable(rank);
    // Ranks repeat where they were clamped to what was gathered.
    let first = ranks.partition_point(|&other| other < ranks[middle]);
    let end = ranks.partition_point(|&other| other <= ranks[middle]);
    found[first..end].fill(key);
    split(lower, &ranks[..first], before, &mut found[..first]);
    split(upper, &ranks[end..], before + rank + 1, &mut found[end..]);
}
