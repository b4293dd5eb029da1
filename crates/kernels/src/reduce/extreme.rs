//! `min`, `max`, `argmin`, `argmax` and the range of an array.
//!
//! One comparison serves all: each element gets a rank, an unsigned integer,
//! and the least rank wins. The rank is the sort key, flipped for a maximum, and
//! moved so that NaN has rank 0; -0 and +0 have ranks of their own. The position
//! is not carried through the loop: it costs more than to remember the best
//! block and to look through that block once more at the end.

use crate::lanes::{Lanes, fold};
use allcores_memory::{Element, Racy, RadixKey};
use allcores_parallel::{Cancelled, Context, Plan};
use allcores_simd::{Op, Vectors, dispatch};

/// Bytes per chunk: about ten times what it takes to wake a thread.
const GRAIN_BYTES: usize = 1 << 19;
/// Elements that are looked through again when the extreme is among them.
const BLOCK: usize = 2048;

#[inline(always)]
fn rank<T: Element, const MAX: bool>(value: T) -> T::Key {
    let key = value.to_key().to_u64();
    T::Key::from_u64(if MAX {
        !key
    } else if T::IS_FLOAT {
        key.wrapping_add(1)
    } else {
        key
    })
}

#[inline(always)]
fn value_of_rank<T: Element, const MAX: bool>(rank: T::Key) -> T {
    let rank = rank.to_u64();
    T::from_key(T::Key::from_u64(if MAX {
        !rank
    } else if T::IS_FLOAT {
        rank.wrapping_sub(1)
    } else {
        rank
    }))
}

struct LeastRank<T: Element, const MAX: bool, const L: usize>([T::Key; L]);

impl<T: Element, const MAX: bool, const L: usize> LeastRank<T, MAX, L> {
    #[inline(always)]
    fn all(value: T) -> Self {
        LeastRank([rank::<T, MAX>(value); L])
    }

    #[inline(always)]
    fn least(self) -> T::Key {
        let mut ranks = self.0;
        let mut width = L / 2;
        while width > 0 {
            for lane in 0..width {
                ranks[lane] = ranks[lane].min(ranks[lane + width]);
            }
            width /= 2;
        }
        ranks[0]
    }
}

impl<T: Element, const MAX: bool, const L: usize> Lanes<T, 1, L> for LeastRank<T, MAX, L> {
    #[inline(always)]
    fn step(&mut self, [elements]: [[T; L]; 1]) {
        for lane in 0..L {
            let rank = rank::<T, MAX>(elements[lane]);
            self.0[lane] = if rank < self.0[lane] { rank } else { self.0[lane] };
        }
    }
}

/// The least rank in a part that is not empty.
struct Least<'a, T, const MAX: bool>(Racy<'a, T>);

impl<T: Element, const MAX: bool> Least<'_, T, MAX> {
    #[inline(always)]
    fn run_in_lanes<const L: usize>(self) -> T::Key {
        let first = self.0.get(0);
        fold::<T, _, 1, L>([self.0], first, LeastRank::<T, MAX, L>::all(first)).least()
    }
}

impl<T: Element, const MAX: bool> Op for Least<'_, T, MAX> {
    type Output = T::Key;
    #[inline(always)]
    fn run<V: Vectors>(self) -> T::Key {
        match size_of::<T>() {
            1 => self.run_in_lanes::<64>(),
            2 => self.run_in_lanes::<64>(),
            4 => self.run_in_lanes::<32>(),
            _ => self.run_in_lanes::<16>(),
        }
    }
}

/// Both ends at once: the least rank of either kind.
struct Ends<'a, T>(Racy<'a, T>);

impl<T: Element> Op for Ends<'_, T> {
    type Output = (T::Key, T::Key);
    #[inline(always)]
    fn run<V: Vectors>(self) -> (T::Key, T::Key) {
        let blocks = Plan::blocks(self.0.len(), BLOCK);
        let first = self.0.get(0);
        let mut ends = (rank::<T, false>(first), rank::<T, true>(first));
        for i in 0..blocks.chunks() {
            let block = self.0.slice(blocks.range(i));
            ends.0 = ends.0.min(Least::<T, false>(block).run::<V>());
            ends.1 = ends.1.min(Least::<T, true>(block).run::<V>());
        }
        ends
    }
}

/// The least element; `None` when there are none.
///
/// NaN when any is NaN, and -0 is less than +0. JavaScript: `Math.min`, NumPy: `numpy.min`.
pub fn min<T: Element>(ctx: Context<'_>, x: Racy<'_, T>) -> Result<Option<T>, Cancelled> {
    extreme::<T, false>(ctx, x)
}

/// The greatest element; `None` when there are none.
///
/// NaN when any is NaN, and +0 is greater than -0. JavaScript: `Math.max`, NumPy: `numpy.max`.
pub fn max<T: Element>(ctx: Context<'_>, x: Racy<'_, T>) -> Result<Option<T>, Cancelled> {
    extreme::<T, true>(ctx, x)
}

fn extreme<T: Element, const MAX: bool>(ctx: Context<'_>, x: Racy<'_, T>) -> Result<Option<T>, Cancelled> {
    let plan = Plan::new(x.len(), GRAIN_BYTES / size_of::<T>());
    let ranks = ctx.run(plan.chunks(), |i| dispatch(Least::<T, MAX>(x.slice(plan.range(i)))))?;
    Ok(ranks.into_iter().min().map(value_of_rank::<T, MAX>))
}

/// The least and the greatest element as doubles, in one pass; `None` when there are none.
///
/// A bound that is infinite or NaN says that elements are.
pub fn finite_range<T: Element>(ctx: Context<'_>, x: Racy<'_, T>) -> Result<Option<(f64, f64)>, Cancelled> {
    let plan = Plan::new(x.len(), GRAIN_BYTES / size_of::<T>());
    let ends = ctx.run(plan.chunks(), |i| dispatch(Ends(x.slice(plan.range(i)))))?;
    let ends = ends.into_iter().reduce(|a, b| (a.0.min(b.0), a.1.min(b.1)));
    Ok(ends.map(|(low, high)| (value_of_rank::<T, false>(low).to_f64(), value_of_rank::<T, true>(high).to_f64())))
}

/// The index of the first least element, or of the first NaN if there is one; `None` when there are no elements.
///
/// -0 and +0 are equal. NumPy: `numpy.argmin`.
pub fn argmin<T: Element>(ctx: Context<'_>, x: Racy<'_, T>) -> Result<Option<usize>, Cancelled> {
    position::<T, false>(ctx, x)
}

/// The index of the first greatest element, or of the first NaN if there is one; `None` when there are no elements.
///
/// -0 and +0 are equal. NumPy: `numpy.argmax`.
pub fn argmax<T: Element>(ctx: Context<'_>, x: Racy<'_, T>) -> Result<Option<usize>, Cancelled> {
    position::<T, true>(ctx, x)
}

/// A block, by its first index, and the extreme value in it.
type Candidate<T> = (usize, T);

/// The better of two candidates, the first where they are equal.
#[inline(always)]
fn better<T: Element, const MAX: bool>(first: Candidate<T>, second: Candidate<T>) -> Candidate<T> {
    let (a, b) = (first.1, second.1);
    let second_wins = !a.is_nan() && (b.is_nan() || if MAX { b > a } else { b < a });
    if second_wins { second } else { first }
}

struct BestBlock<'a, T, const MAX: bool> {
    x: Racy<'a, T>,
    start: usize,
}

impl<T: Element, const MAX: bool> Op for BestBlock<'_, T, MAX> {
    type Output = Candidate<T>;
    #[inline(always)]
    fn run<V: Vectors>(self) -> Candidate<T> {
        let blocks = Plan::blocks(self.x.len(), BLOCK);
        let mut best = (self.start, self.x.get(0));
        for i in 0..blocks.chunks() {
            let range = blocks.range(i);
            let least = Least::<T, MAX>(self.x.slice(range.clone())).run::<V>();
            best = better::<T, MAX>(best, (self.start + range.start, value_of_rank::<T, MAX>(least)));
        }
        best
    }
}

fn position<T: Element, const MAX: bool>(ctx: Context<'_>, x: Racy<'_, T>) -> Result<Option<usize>, Cancelled> {
    let plan = Plan::new(x.len(), GRAIN_BYTES / size_of::<T>());
    let candidates = ctx.run(plan.chunks(), |i| {
        let range = plan.range(i);
        dispatch(BestBlock::<T, MAX> { x: x.slice(range.clone()), start: range.start })
    })?;
    Ok(candidates.into_iter().reduce(better::<T, MAX>).map(|(start, best)| {
        let is_best = |value: T| value == best || value.is_nan() && best.is_nan();
        let block = start..x.len().min(start + BLOCK);
        // Not found if the memory changed meanwhile: then any index is as right as another.
        block.clone().find(|&i| is_best(x.get(i))).unwrap_or(start)
    }))
}
