//! How often each class of key occurs: the first step of counting sort and of selection.

use allcores_memory::{Element, Racy, RadixKey};
use allcores_parallel::{Cancelled, Context, Plan};

/// Elements per task at least: the tables are small beside them.
const GRAIN: usize = 1 << 17;
/// Tasks at most, because each has a table.
const MOST_TASKS: usize = 256;

/// Tables per task.
const LANES: usize = 4;

/// The number of keys of `x` in each of `classes`, and the highest key.
pub(crate) fn tally<T: Element>(
    ctx: Context,
    x: Racy<T>,
    classes: usize,
    class: impl Fn(u64) -> usize + Sync,
) -> Result<(Vec<usize>, T::Key), Cancelled> {
    let plan = Plan::new(x.len(), GRAIN.max(x.len().div_ceil(MOST_TASKS)));
    let tables = ctx.run(plan.chunks(), |chunk| {
        let part = x.slice(plan.range(chunk));
        // Several tables, so that equal neighbours do not wait for each other's store.
        let mut tables: [Vec<u32>; LANES] = std::array::from_fn(|_| vec![0; classes]);
        let mut highest = T::Key::default();
        let mut count = |lane: usize, element: T| {
            let key = element.to_key();
            highest = highest.max(key);
            tables[lane][class(key.to_u64())] += 1;
        };
        let whole = part.len() / LANES * LANES;
        for i in (0..whole).step_by(LANES) {
            for (lane, element) in part.load::<LANES>(i).into_iter().enumerate() {
                count(lane, element);
            }
        }
        for i in whole..part.len() {
            count(0, part.get(i));
        }
        let [mut first, rest @ ..] = tables;
        for table in rest {
            first.iter_mut().zip(table).for_each(|(sum, count)| *sum += count);
        }
        (first, highest)
    })?;
    let mut counts = vec![0; classes];
    let mut highest = T::Key::default();
    for (table, high) in &tables {
        highest = highest.max(*high);
        counts.iter_mut().zip(table).for_each(|(sum, &count)| *sum += count as usize);
    }
    Ok((counts, highest))
}
