//! `mean` and `variance`.
//!
//! The variance reads memory once: a block that fits the first-level cache is
//! copied, less its first element, which makes a constant exactly zero; then
//! come the block's mean and the squares around it. Blocks and chunks are joined
//! by the formula of Chan, Golub and LeVeque (1983). No square is taken of
//! anything but a deviation, so that a large mean does not drown the variance.

use super::{finite_range, sum};
use crate::lanes::load_padded;
use allcores_memory::{Element, Racy};
use allcores_parallel::{Cancelled, Context, Plan};
use allcores_simd::{F64x8, Op, Vectors, dispatch};

/// Bytes per chunk: about ten times what it takes to wake a thread.
const GRAIN_BYTES: usize = 1 << 19;
const VECTORS: usize = 4;
const LANES: usize = 8 * VECTORS;
const STEPS: usize = 32;
const BLOCK: usize = LANES * STEPS;

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

    #[inline(always)]
    fn of_block<V: Vectors, T: Element>(x: Racy<'_, T>) -> Moments {
        let count = x.len() as f64;
        let whole = x.len() / LANES;
        let first = x.get(0);
        let pivot = first.to_f64();
        let pivots = V::F64x8::of([pivot; 8]);
        let zero = V::F64x8::of([0.0; 8]);
        let mut block = [[zero; VECTORS]; STEPS];
        let mut totals = [zero; VECTORS];
        for step in 0..whole {
            let elements = x.load::<LANES>(step * LANES);
            shift::<V, T>(elements, pivots, &mut block[step], &mut totals);
        }
        if whole * LANES < x.len() {
            let elements = load_padded(x, whole * LANES, first);
            shift::<V, T>(elements, pivots, &mut block[whole], &mut totals);
        }
        let mean = total::<V>(totals) / count;
        let means = V::F64x8::of([mean; 8]);
        let mut squares = [zero; VECTORS];
        let mut rests = [zero; VECTORS];
        for step in 0..whole {
            for vector in 0..VECTORS {
                let deviations = block[step][vector].minus(means);
                squares[vector] = squares[vector].plus(deviations.times(deviations));
                rests[vector] = rests[vector].plus(deviations);
            }
        }
        let (mut squares, mut rest) = (total::<V>(squares), total::<V>(rests));
        let mut last = block[whole.min(STEPS - 1)].into_iter();
        for at in (whole * LANES..x.len()).step_by(8) {
            let shifted = last.next().map_or([0.0; 8], F64x8::lanes);
            for &value in &shifted[..8.min(x.len() - at)] {
                squares += (value - mean) * (value - mean);
                rest += value - mean;
            }
        }
        // What rounding left of the mean's error, which would count in every square.
        Moments { count, pivot, mean, squares: squares - rest * rest / count }
    }
}

/// The sum over all lanes.
#[inline(always)]
fn total<V: Vectors>(vectors: [V::F64x8; VECTORS]) -> f64 {
    let mut lanes = vectors[0];
    for vector in &vectors[1..] {
        lanes = lanes.plus(*vector);
    }
    let [a, b, c, d, e, f, g, h] = lanes.lanes();
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

/// Takes `pivot` from `elements`, and adds what is left to `total`.
#[inline(always)]
fn shift<V: Vectors, T: Element>(
    elements: [T; LANES],
    pivot: V::F64x8,
    shifted: &mut [V::F64x8; VECTORS],
    total: &mut [V::F64x8; VECTORS],
) {
    for vector in 0..VECTORS {
        let mut values = [0.0; 8];
        for lane in 0..8 {
            values[lane] = elements[vector * 8 + lane].to_f64();
        }
        let values = V::F64x8::of(values).minus(pivot);
        shifted[vector] = values;
        total[vector] = total[vector].plus(values);
    }
}

struct Chunk<'a, T>(Racy<'a, T>);

impl<T: Element> Op for Chunk<'_, T> {
    type Output = Moments;
    #[inline(always)]
    fn run<V: Vectors>(self) -> Moments {
        let blocks = Plan::new(self.0.len(), BLOCK);
        let mut all = Moments::default();
        for i in 0..blocks.chunks() {
            all = all.plus(Moments::of_block::<V, T>(self.0.slice(blocks.range(i))));
        }
        all
    }
}
