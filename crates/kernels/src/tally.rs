//! How often each class of key occurs: the first step of counting sort and of selection.

use allcores_memory::{Element, Racy, RadixKey};
use allcores_parallel::{Cancelled, Context, Plan};

/// Elements per task at least: the tables are small beside them.
const GRAIN: usize = 1 << 17;
/// Tasks at most, because each has a table.
const MOST_TASKS: usize = 256;

/// The number of keys of `x` in each of `classes`.
pub(crate) fn tally<T: Element>(
    ctx: Context,
    x: Racy<T>,
    classes: usize,
    class: impl Fn(u64) -> usize + Sync,
) -> Result<Vec<usize>, Cancelled> {
    let plan = Plan::new(x.len(), GRAIN.max(x.len().div_ceil(MOST_TASKS)));
    let tables = ctx.run(plan.chunks(), |chunk| {
        let part = x.slice(plan.range(chunk));
        // Two tables, so that equal neighbours do not wait for each other's store.
        let (mut even, mut odd) = (vec![0u32; classes], vec![0u32; classes]);
        let class = |key: T::Key| class(key.to_u64());
        for i in 0..part.len() / 2 {
            let [first, second] = part.load(2 * i).map(T::to_key);
            even[class(first)] += 1;
            odd[class(second)] += 1;
        }
        if part.len() % 2 == 1 {
            even[class(part.get(part.len() - 1).to_key())] += 1;
        }
        even.iter_mut().zip(&odd).for_each(|(sum, count)| *sum += count);
        even
    })?;
    let mut counts = vec![0; classes];
    for table in &tables {
        counts.iter_mut().zip(table).for_each(|(sum, &count)| *sum += count as usize);
    }
    Ok(counts)
}
