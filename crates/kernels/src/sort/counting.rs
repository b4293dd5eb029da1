//! Counting sort for 8 and 16 bits: a table of how often each value occurs says it all.

use crate::tally::tally;
use allcores_memory::{Element, Racy, RacyMut, RadixKey};
use allcores_parallel::{Cancelled, Context, Plan};

/// Elements that a task writes.
const GRAIN: usize = 1 << 16;

/// Whether counting `len` elements of type `T` beats moving them.
pub(crate) fn pays<T: Element>(len: usize) -> bool {
    T::Key::BITS <= 16 && len >= 1 << (T::Key::BITS - 2)
}

/// Sorts by counting; `out` may be the memory of `x`.
pub(crate) fn sort_by_counting<T: Element>(ctx: Context, x: Racy<T>, out: RacyMut<T>) -> Result<(), Cancelled> {
    let mut ends = tally(ctx, x, 1 << T::Key::BITS, |key| key as usize)?;
    let mut end = 0;
    for count in &mut ends {
        end += *count;
        *count = end;
    }
    let plan = Plan::new(x.len(), GRAIN);
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
