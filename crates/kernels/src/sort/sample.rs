//! Sorting what does not fit in a cache: sample sort, with no memory shared for writing.
//!
//! A sample cuts key space into buckets ([`Buckets`]). Each chunk of the input
//! is partitioned by them inside the cache of one core, into memory of its own;
//! then each bucket collects its runs from all chunks, sorts them in cache and
//! writes them to their place in the output. Every element thus crosses main
//! memory twice, in long stretches, instead of being scattered over all of it.
//! A bucket that is still too large for a cache is sorted in the same way,
//! with a sample of its own. Sample sort: Frazer and McKellar, 1970.

use super::buckets::Buckets;
use super::item::{Item, Runs, Source};
use super::local::{sort_local, sums_before};
use allcores_parallel::{Cancelled, Context, Plan};
use std::ops::Range;

/// Fewer items are sorted on the calling thread: a second one would come late.
const FEW: usize = 1 << 14;
/// Items of a chunk: two copies of them and the bucket table stay in L2.
const CHUNK: usize = 1 << 15;
/// Items that a bucket should have: two copies stay in L2.
const BUCKET: usize = 1 << 13;
/// More buckets would leave too short a run of each in a chunk.
const MOST_BUCKETS: usize = 1 << 11;
/// A bucket with more items than this, or with more than its share, is cut again.
const LARGE_BUCKET: Range<usize> = 1 << 15..1 << 18;

/// Sorts what `source` holds and gives it to `write`, piece by piece with the place of each.
pub(crate) fn sort_source<S: Source>(
    ctx: Context,
    source: &S,
    write: &(impl Fn(usize, &[S::Item]) + Sync),
) -> Result<(), Cancelled> {
    let len = source.len();
    if len < FEW {
        ctx.check()?;
        let mut items = Vec::with_capacity(len);
        source.read(0..len, &mut items);
        sort_in_cache(&mut items);
        write(0, &items);
        return Ok(());
    }

    let buckets = Buckets::sample(source, (len / BUCKET).clamp(8, MOST_BUCKETS));
    let plan = Plan::new(len, CHUNK);
    let parts = ctx.run(plan.chunks(), |chunk| Part::new(source, plan.range(chunk), &buckets))?;

    let mut starts = vec![0; buckets.count() + 1];
    for bucket in 0..buckets.count() {
        starts[bucket + 1] = starts[bucket] + parts.iter().map(|part| part.run(bucket).len()).sum::<usize>();
    }
    let most = (len / (4 * ctx.threads())).clamp(LARGE_BUCKET.start, LARGE_BUCKET.end);
    let is_large = |bucket: usize| starts[bucket + 1] - starts[bucket] > most;
    ctx.run(buckets.count(), |bucket| {
        if is_large(bucket) {
            return;
        }
        let mut items = Vec::with_capacity(starts[bucket + 1] - starts[bucket]);
        for part in &parts {
            items.extend_from_slice(part.run(bucket));
        }
        sort_in_cache(&mut items);
        write(starts[bucket], &items);
    })?;

    for bucket in (0..buckets.count()).filter(|&bucket| is_large(bucket)) {
        let runs = Runs::new(parts.iter().map(|part| part.run(bucket)).collect());
        if buckets.is_uniform(bucket) {
            let plan = Plan::new(runs.len(), CHUNK);
            ctx.run(plan.chunks(), |chunk| {
                let mut items = Vec::new();
                runs.read(plan.range(chunk), &mut items);
                write(starts[bucket] + plan.range(chunk).start, &items);
            })?;
        } else {
            sort_runs(ctx, &runs, &|place, items| write(starts[bucket] + place, items))?;
        }
    }
    Ok(())
}

/// [`sort_source`] of a bucket; its writer is dynamic, for else each level would be a type of its own.
fn sort_runs<I: Item>(
    ctx: Context,
    runs: &Runs<I>,
    write: &(dyn Fn(usize, &[I]) + Sync),
) -> Result<(), Cancelled> {
    sort_source(ctx, runs, &|place, items: &[I]| write(place, items))
}

fn sort_in_cache<I: Item>(items: &mut [I]) {
    let mut scratch = vec![I::default(); items.len()];
    sort_local(items, &mut scratch);
}

/// A chunk of the input, in the order of its buckets.
struct Part<I> {
    items: Vec<I>,
    /// Where each bucket ends.
    ends: Vec<u32>,
}

impl<I: Item> Part<I> {
    fn new(source: &impl Source<Item = I>, range: Range<usize>, buckets: &Buckets) -> Self {
        let mut unordered = Vec::with_capacity(range.len());
        source.read(range, &mut unordered);
        let mut places = vec![0u32; buckets.count()];
        let bucket_of: Vec<u16> = unordered
            .iter()
            .map(|item| {
                let bucket = buckets.of(item.key());
                places[bucket as usize] += 1;
                bucket
            })
            .collect();
        sums_before(&mut places);
        let mut items = vec![I::default(); unordered.len()];
        for (&item, &bucket) in unordered.iter().zip(&bucket_of) {
            let place = &mut places[bucket as usize];
            items[*place as usize] = item;
            *place += 1;
        }
        // Each bucket's place has moved from its start to its end.
        Part { items, ends: places }
    }

    fn run(&self, bucket: usize) -> &[I] {
        let start = if bucket == 0 { 0 } else { self.ends[bucket - 1] };
        &self.items[start as usize..self.ends[bucket] as usize]
    }
}
