//! `mean` and `variance`.
//!
//! The variance reads memory once: a block that fits the first-level cache is
//! copied, less its first element, which makes a constant exactly zero; then
//! come the block's mean and the squares around it. Blocks and chunks are joined
//! by the formula of Chan, Golub and LeVeque (1983). No square is taken of
//! anything but a deviation, so that a large mean does not drown the variance.

use super::sum;
use crate::lanes::load_padded;
use allcores_memory::{Element, Racy};
use allcores_parallel::{Cancelled, Context, Plan};
use allcores_simd::{Op, dispatch};

/// Bytes per chunk: about ten times what it takes to wake a thread.
const GRAIN_BYTES: usize = 1 << 19;
const LANES: usize = 16;
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
    Ok(all.squares / (x.len() as f64 - ddof).max(0.0))
}

/// Of some elements: how many, their mean, and the sum of squared deviations from it.
#[derive(Clone, Copy, Default)]
struct Moments {
    count: f64,
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
        let apart = other.mean - self.mean;
        Moments {
            count,
            mean: self.mean + apart * (other.count / count),
            squares: self.squares + other.squares + apart * apart * (self.count * other.count / count),
        }
    }

    #[inline(always)]
    fn of_block<T: Element>(x: Racy<'_, T>) -> Moments {
        let count = x.len() as f64;
        let steps = x.len().div_ceil(LANES);
        let whole = x.len() / LANES;
        let first = x.get(0);
        let pivot = first.to_f64();
        let mut block = [[0.0; LANES]; STEPS];
        let mut total = [0.0; LANES];
        for (i, shifted) in block.iter_mut().enumerate().take(steps) {
            let elements: [T; LANES] = if i < whole { x.load(i * LANES) } else { load_padded(x, i * LANES, first) };
            for lane in 0..LANES {
                shifted[lane] = elements[lane].to_f64() - pivot;
                total[lane] += shifted[lane];
            }
        }
        let mean = total.into_iter().sum::<f64>() / count;
        for padding in &mut block.as_flattened_mut()[x.len()..steps * LANES] {
            *padding = mean;
        }
        let mut squares = [0.0; LANES];
        let mut rest = [0.0; LANES];
        for shifted in &block[..steps] {
            for lane in 0..LANES {
                let deviation = shifted[lane] - mean;
                squares[lane] += deviation * deviation;
                rest[lane] += deviation;
            }
        }
        // What rounding left of the mean's error, which would count in every square.
        let rest = rest.into_iter().sum::<f64>();
        Moments { count, mean: pivot + mean, squares: squares.into_iter().sum::<f64>() - rest * rest / count }
    }
}

struct Chunk<'a, T>(Racy<'a, T>);

impl<T: Element> Op for Chunk<'_, T> {
    type Output = Moments;
    #[inline(always)]
    fn run<const FMA: bool>(self) -> Moments {
        let blocks = Plan::new(self.0.len(), BLOCK);
        let mut all = Moments::default();
        for i in 0..blocks.chunks() {
            all = all.plus(Moments::of_block(self.0.slice(blocks.range(i))));
        }
        all
    }
}
