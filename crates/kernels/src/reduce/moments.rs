//! `mean` and `variance`.
//!
//! The variance reads memory once. In each chunk the mean of the first block is
//! the pivot: its distance from every element is summed, and the square of it.
//! A block that makes up the share f of a chunk lies within sqrt(variance / f) of
//! the chunk's mean, so that what the final subtraction cancels is bounded
//! whatever the data is: here by seven bits, and for most data it is none. A
//! constant array gives exactly zero. Chunks are joined by the formula of Chan,
//! Golub and LeVeque (1983).

use super::{finite_range, sum};
use crate::lanes::{Lanes, fold};
use allcores_memory::{Element, Racy};
use allcores_parallel::{Cancelled, Context, Plan};
use allcores_simd::{F64x8, Op, Vectors, dispatch};

/// Bytes per chunk: about ten times what it takes to wake a thread.
const GRAIN_BYTES: usize = 1 << 19;
const VECTORS: usize = 4;
const LANES: usize = 8 * VECTORS;
/// Elements whose sums are taken in lanes before they join the chunk's.
const BLOCK: usize = 16 * LANES;

/// The arithmetic mean, from the accurate or exact sum; NaN when there are no elements. NumPy: `numpy.mean`.
pub fn mean<T: Element>(ctx: Context<'_>, x: Racy<'_, T>) -> Result<f64, Cancelled> {
    Ok(sum(ctx, x)?.to_f64() / x.len() as f64)
}

/// The sum of squared deviations from the mean, over the length less `ddof`.
///
/// `ddof` 0 is the variance of the elements, 1 the unbiased estimate for what they
/// are a sample of. Not finite where nothing is left to divide by: NaN for no
/// deviation, else infinite. NaN and infinities in the input give NaN. 64-bit
/// integers are taken as the nearest doubles. NumPy: `numpy.var`.
pub fn variance<T: Element>(ctx: Context<'_>, x: Racy<'_, T>, ddof: f64) -> Result<f64, Cancelled> {
    let plan = Plan::new(x.len(), GRAIN_BYTES / size_of::<T>());
    let chunks = ctx.run(plan.chunks(), |i| dispatch(Chunk(x.slice(plan.range(i)))))?;
    let all = chunks.into_iter().fold(Moments::default(), Moments::plus);
    if all.squares.is_nan() && finite_range(ctx, x)?.is_some_and(|(lo, hi)| lo.is_finite() && hi.is_finite()) {
        // Deviations overflowed, and infinite ones met.
        return Ok(f64::INFINITY);
    }
    Ok(all.squares / (x.len() as f64 - ddof).max(0.0))
}

/// Of some elements: how many, their mean, and the sum of squared deviations from it.
///
/// The mean is `pivot + mean`, left in two parts: of a large mean the sum would
/// lose the digits that tell two blocks apart.
#[derive(Clone, Copy, Default)]
struct Moments {
    count: f64,
    pivot: f64,
    mean: f64,
    squares: f64,
}

impl Moments {
    #[inline(always)]
    fn plus(self, other: Moments) -> Moments {
        if self.count == 0.0 {
            return other;
        }
        let count = self.count + other.count;
        let apart = (other.pivot - self.pivot) + (other.mean - self.mean);
        Moments {
            count,
            pivot: self.pivot,
            mean: self.mean + apart * (other.count / count),
            squares: self.squares + other.squares + apart * apart * (self.count * other.count / count),
        }
    }
}

/// Sums over some elements of their distance from a pivot, and of its square.
#[derive(Clone, Copy, Default)]
struct Distances {
    sum: f64,
    squares: f64,
}

/// The sums over all lanes.
struct DistanceLanes<V: Vectors> {
    pivot: V::F64,
    sum: [V::F64; VECTORS],
    squares: [V::F64; VECTORS],
}

impl<V: Vectors, T: Element> Lanes<T, 1, LANES> for DistanceLanes<V> {
    #[inline(always)]
    fn step(&mut self, [elements]: [[T; LANES]; 1]) {
        for vector in 0..VECTORS {
            let mut values = [0.0; 8];
            for lane in 0..8 {
                values[lane] = elements[vector * 8 + lane].to_f64();
            }
            let distance = V::F64::of(values) - self.pivot;
            self.sum[vector] = self.sum[vector] + distance;
            self.squares[vector] = self.squares[vector] + distance * distance;
        }
    }
}

impl Distances {
    /// Of the elements of `x`; what is left over after whole steps comes one by one.
    #[inline(always)]
    fn from<V: Vectors, T: Element>(pivot: f64, x: Racy<'_, T>) -> Distances {
        let zero = [V::F64::splat(0.0); VECTORS];
        let lanes = DistanceLanes::<V> { pivot: V::F64::splat(pivot), sum: zero, squares: zero };
        let whole = x.len() / LANES * LANES;
        let lanes = fold::<T, _, 1, LANES>([x.slice(0..whole)], T::default(), lanes);
        let mut all = Distances { sum: total::<V>(lanes.sum), squares: total::<V>(lanes.squares) };
        for i in whole..x.len() {
            let distance = x.get(i).to_f64() - pivot;
            all = all.plus(Distances { sum: distance, squares: distance * distance });
        }
        all
    }

    #[inline(always)]
    fn plus(self, other: Distances) -> Distances {
        Distances { sum: self.sum + other.sum, squares: self.squares + other.squares }
    }
}

/// The sum over all lanes.
#[inline(always)]
fn total<V: Vectors>(vectors: [V::F64; VECTORS]) -> f64 {
    let mut lanes = vectors[0];
    for vector in &vectors[1..] {
        lanes = lanes + *vector;
    }
    let [a, b, c, d, e, f, g, h] = lanes.lanes();
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

struct Chunk<'a, T>(Racy<'a, T>);

impl<T: Element> Op for Chunk<'_, T> {
    type Output = Moments;
    #[inline(always)]
    fn run<V: Vectors>(self) -> Moments {
        let Chunk(x) = self;
        let blocks = Plan::blocks(x.len(), BLOCK);
        let block = |i: usize| x.slice(blocks.range(i));
        // From the first element, for which any other would do, to the mean of the first block.
        let first = x.get(0).to_f64();
        let pivot = first + Distances::from::<V, T>(first, block(0)).sum / block(0).len() as f64;
        let mut all = Distances::default();
        for i in 0..blocks.chunks() {
            all = all.plus(Distances::from::<V, T>(pivot, block(i)));
        }
        let count = x.len() as f64;
        let mean = all.sum / count;
        let squares = all.squares - all.sum * mean;
        // Rounding may leave less than nothing; NaN stays.
        Moments { count, pivot, mean, squares: if squares < 0.0 { 0.0 } else { squares } }
    }
}
