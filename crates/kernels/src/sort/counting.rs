//! Counting sort for 8 and 16 bits: a table of how often each value occurs says it all.

use allcores_memory::{Element, Racy, RacyMut, RadixKey};
use allcores_parallel::{Cancelled, Context, Plan};

/// Elements per task: a table of 16-bit keys is small beside it.
const GRAIN: usize = 1 << 18;

/// Whether counting `len` elements of type `T` beats moving them.
pub(crate) fn pays<T: Element>(len: usize) -> bool {
    T::Key::BITS <= 16 && len >= 1 << (T::Key::BITS - 2)
}

/// Sorts by counting; `out` may be the memory of `x`.
pub(crate) fn sort_by_counting<T: Element>(ctx: Context, x: Racy<T>, out: RacyMut<T>) -> Result<(), Cancelled> {
    let plan = Plan::new(x.len(), GRAIN);
    let keys = 1usize << T::Key::BITS;
    let tables = ctx.run(plan.chunks(), |chunk| {
        let part = x.slice(plan.range(chunk));
        // Two tables, so that equal neighbours do not wait for each other's store.
        let (mut even, mut odd) = (vec![0usize; keys], vec![0usize; keys]);
        let key = |i: usize| part.get(i).to_key().to_u64() as usize;
        for i in 0..part.len() / 2 {
            even[key(2 * i)] += 1;
            odd[key(2 * i + 1)] += 1;
        }
        if part.len() % 2 == 1 {
            even[key(part.len() - 1)] += 1;
        }
        even.iter_mut().zip(&odd).for_each(|(sum, count)| *sum += count);
        even
    })?;
    let mut ends = vec![0; keys];
    for table in &tables {
        ends.iter_mut().zip(table).for_each(|(sum, count)| *sum += count);
    }
    let mut end = 0;
    for count in &mut ends {
        end += *count;
        *count = end;
    }
    ctx.run(plan.chunks(), |chunk| {
        let range = plan.range(chunk);
        let mut place = range.start;
        let mut key = ends.partition_point(|&end| end <= place);
        while place < range.end {
            let end = ends[key].min(range.end);
            fill(out.slice(place..end), T::from_key(T::Key::from_u64(key as u64)));
            place = end;
            key += 1;
        }
    })?;
    Ok(())
}

fn fill<T: Element>(out: RacyMut<T>, value: T) {
    const LANES: usize = 16;
    let whole = out.len() / LANES * LANES;
    for i in (0..whole).step_by(LANES) {
        out.store(i, [value; LANES]);
    }
    for i in whole..out.len() {
        out.set(i, value);
    }
}
