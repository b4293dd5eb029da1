//! `histogram`: how many elements lie between each two edges.
//!
//! Edges that are evenly spaced to the last bit, as [`linspace_edges`] gives
//! them, are not looked up: the nearest edge is guessed by one multiplication,
//! and the value compared with it, the edge being computed from its number as
//! it was when it was made. That an edge is its own guess is checked for every
//! one beforehand, so that no guess is off by more than that. All other
//! edges are searched. Either way the bins of a batch are first written down
//! and then counted, into four tables in turn, because a counter that was just
//! stored cannot be loaded at once; a bin that is written down is never computed
//! again, so that memory that changes meanwhile cannot lead astray.

use crate::lanes::load_padded;
use allcores_memory::{Element, Racy};
use allcores_parallel::{Cancelled, Context, Plan};
use allcores_simd::{Op, Vectors, dispatch};

/// Elements per chunk; more where that is needed to make up for a chunk's tables.
const GRAIN: usize = 1 << 16;
const LANES: usize = 16;
const BATCH: usize = 16 * LANES;
const TABLES: usize = 4;
/// 1.5 · 2^52: added to a double below 2^31, it leaves the nearest integer in the low bits.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// The `bins + 1` edges of as many bins of equal width from `lo` to `hi`, as `numpy.linspace(lo, hi, bins + 1)`.
pub fn linspace_edges(lo: f64, hi: f64, bins: usize) -> Vec<f64> {
    let spacing = Spacing { lo, hi, bins: bins as f64 };
    let step = spacing.step();
    let edge = |i: usize| {
        // A step that is too small for a double is divided up later.
        if step == 0.0 { i as f64 / bins as f64 * (hi - lo) + lo } else { spacing.edge(i as f64, step) }
    };
    (0..bins).map(edge).chain([hi]).collect()
}

/// Counts the elements in each bin between two neighbouring `edges`.
///
/// `edges` do not descend, and there are at least two. A bin holds its lower edge and not its
/// upper one, except for the last, which holds both. What lies outside, and NaN, is not counted.
/// 64-bit integers are taken as the nearest doubles. NumPy: `numpy.histogram(x, edges)`.
pub fn histogram<T: Element>(ctx: Context<'_>, x: Racy<'_, T>, edges: &[f64]) -> Result<Vec<u64>, Cancelled> {
    assert!(edges.len() >= 2, "one bin has two edges");
    let bins = edges.len() - 1;
    let spacing = Spacing::of(edges);
    // What the chunks give, taken together, is then at most one byte per element.
    let plan = Plan::new(x.len(), GRAIN.max(2 * TABLES * bins));
    let tables = ctx.run(plan.chunks(), |i| {
        let x = x.slice(plan.range(i));
        match spacing {
            Some(spacing) => dispatch(Count { ctx, x, bins, binning: spacing }),
            None => dispatch(Count { ctx, x, bins, binning: Edges(edges) }),
        }
    })?;
    let mut counts = vec![0; bins];
    for table in tables {
        for (count, more) in counts.iter_mut().zip(table) {
            *count += more;
        }
    }
    Ok(counts)
}

/// A way to find bins. What is in none gets the number of bins.
trait Binning: Copy {
    fn bins(self, values: [f64; LANES]) -> [u32; LANES];
}

/// Edges `i · step + lo`, the last one `hi`.
#[derive(Clone, Copy)]
struct Spacing {
    lo: f64,
    hi: f64,
    bins: f64,
}

impl Spacing {
    #[inline(always)]
    fn step(self) -> f64 {
        (self.hi - self.lo) / self.bins
    }

    #[inline(always)]
    fn edge(self, bin: f64, step: f64) -> f64 {
        bin * step + self.lo
    }

    /// A bin for a value between the outer edges; never falls where the value rises.
    #[inline(always)]
    fn guess(self, value: f64, per_width: f64) -> f64 {
        let guess = (value - self.lo) * per_width;
        let guess = if guess < self.bins - 1.0 { guess } else { self.bins - 1.0 };
        (guess + ROUND) - ROUND
    }

    #[inline(always)]
    fn per_width(self) -> f64 {
        self.bins / (self.hi - self.lo)
    }

    /// The spacing of `edges`, if they have one and it finds their bins.
    fn of(edges: &[f64]) -> Option<Spacing> {
        let (lo, hi, bins) = (edges[0], edges[edges.len() - 1], edges.len() - 1);
        let spacing = Spacing { lo, hi, bins: bins as f64 };
        let (step, per_width) = (spacing.step(), spacing.per_width());
        let usable = bins < 1 << 31 && step > 0.0 && per_width.is_finite();
        let matches = |i: usize| {
            let edge = i as f64;
            let guess = spacing.guess(edges[i], per_width);
            // Then a value between edges i and i + 1 is guessed to be in bin i or i + 1.
            edges[i] == spacing.edge(edge, step) && guess == edge
        };
        (usable && (0..bins).all(matches)).then_some(spacing)
    }
}

impl Binning for Spacing {
    #[inline(always)]
    fn bins(self, values: [f64; LANES]) -> [u32; LANES] {
        let (step, per_width) = (self.step(), self.per_width());
        let mut found = [0; LANES];
        for (bin, value) in found.iter_mut().zip(values) {
            let guess = self.guess(value, per_width);
            let below = value < self.edge(guess, step);
            let guess = if below { guess - 1.0 } else { guess };
            let inside = value >= self.lo && value <= self.hi;
            *bin = (if inside { guess } else { self.bins } + ROUND).to_bits() as u32;
        }
        found
    }
}

/// Any edges.
#[derive(Clone, Copy)]
struct Edges<'a>(&'a [f64]);

impl Binning for Edges<'_> {
    #[inline(always)]
    fn bins(self, values: [f64; LANES]) -> [u32; LANES] {
        let bins = self.0.len() - 1;
        values.map(|value| {
            let at_or_below = self.0.partition_point(|&edge| edge <= value);
            let bin = if value == self.0[bins] { bins - 1 } else { at_or_below.wrapping_sub(1) };
            bin.min(bins) as u32
        })
    }
}

struct Count<'a, T, B> {
    ctx: Context<'a>,
    x: Racy<'a, T>,
    bins: usize,
    binning: B,
}

impl<T: Element, B: Binning> Op for Count<'_, T, B> {
    type Output = Vec<u64>;
    #[inline(always)]
    fn run<V: Vectors>(self) -> Vec<u64> {
        let Count { ctx, x, bins, binning } = self;
        // One counter more, for what is in no bin.
        let width = bins + 1;
        let mut tables = vec![0u64; TABLES * width];
        let mut batch = [0u32; BATCH];
        for start in (0..x.len()).step_by(BATCH) {
            // A chunk is long when there are many bins. What is counted of a stopped call is thrown away.
            if ctx.check().is_err() {
                break;
            }
            let x = x.slice(start..x.len().min(start + BATCH));
            for (i, found) in batch.as_chunks_mut::<LANES>().0.iter_mut().enumerate().take(x.len().div_ceil(LANES)) {
                let i = i * LANES;
                let elements: [T; LANES] =
                    if x.len() - i >= LANES { x.load(i) } else { load_padded(x, i, T::default()) };
                let mut values = [0.0; LANES];
                for (value, element) in values.iter_mut().zip(elements) {
                    *value = element.to_f64();
                }
                *found = binning.bins(values);
            }
            let (first, rest) = tables.split_at_mut(width);
            let (second, rest) = rest.split_at_mut(width);
            let (third, fourth) = rest.split_at_mut(width);
            let (fours, last) = batch[..x.len()].as_chunks::<TABLES>();
            for bins in fours {
                first[bins[0] as usize] += 1;
                second[bins[1] as usize] += 1;
                third[bins[2] as usize] += 1;
                fourth[bins[3] as usize] += 1;
            }
            for &bin in last {
                first[bin as usize] += 1;
            }
        }
        (0..bins).map(|bin| (0..TABLES).map(|table| tables[table * width + bin]).sum()).collect()
    }
}
