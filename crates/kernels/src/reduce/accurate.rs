//! Sums of floats and of products of floats, with their rounding errors carried along.
//!
//! Every addition and multiplication is error-free: the part that rounding cut
//! off is summed beside the sum. That makes the order of summation, which the
//! lanes and chunks change, invisible but for the last bit. Intermediate sums
//! can overflow where the true sum does not; that is seen by the result not
//! being finite, and the sum is then taken once more over scaled terms.
//!
//! Where a product falls below 2^-969 its error is no double: there, and
//! nowhere else, the last bits of `dot` may differ with and without FMA.

use crate::lanes::{Lanes, fold};
use allcores_memory::{Element, Racy, RadixKey};
use allcores_parallel::{Cancelled, Context, Plan};
use allcores_simd::{F64x8, Op, Vectors, dispatch};
use std::ops::Range;

/// Lanes enough to hide the latency of an addition that the next one waits for.
const VECTORS: usize = 4;
const LANES: usize = 8 * VECTORS;

/// A sum and what its rounding lost.
#[derive(Clone, Copy, Default)]
struct Compensated {
    sum: f64,
    error: f64,
}

impl Compensated {
    #[inline(always)]
    fn plus(self, sum: f64, error: f64) -> Compensated {
        let (sum, lost) = two_sum(self.sum, sum);
        Compensated { sum, error: self.error + (lost + error) }
    }
}

/// The rounded sum, and what the rounding cut off (Knuth's TwoSum).
#[inline(always)]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let b_part = sum - a;
    (sum, (a - (sum - b_part)) + (b - b_part))
}

/// A double as the sum of two of 26 bits (Dekker's split, by rounding the bits,
/// which unlike the multiplication of his overflows only next to the largest double).
#[inline(always)]
fn halves(a: f64) -> (f64, f64) {
    let high = f64::from_bits(a.to_bits().wrapping_add(1 << 26) & !((1 << 27) - 1));
    (high, a - high)
}

/// How terms of `N` factors are taken: as they are, or so small that no sum of them overflows.
struct Terms<const N: usize, const SCALED: bool>;

impl<const N: usize, const SCALED: bool> Terms<N, SCALED> {
    /// Goes with every factor; 2^60 terms of the largest then stay finite.
    const SCALE: f64 = f64::from_bits((1023 - if N == 1 { 60 } else { 544 }) << 52);

    /// A term in scale; infinities and NaN are as they are without it.
    #[inline(always)]
    fn scaled(a: f64, b: f64) -> f64 {
        let b_scale = if N == 1 { 1.0 } else { Self::SCALE };
        if a.is_finite() && b.is_finite() { (a * Self::SCALE) * (b * b_scale) } else { a * b }
    }

    fn unscaled(value: f64) -> f64 {
        (0..N).fold(value, |value, _| if SCALED { value / Self::SCALE } else { value })
    }
}

/// What rounding cut off the products of eight doubles.
#[inline(always)]
fn product_errors<V: Vectors>(a: [f64; 8], b: [f64; 8], products: V::F64) -> V::F64 {
    if V::FMA {
        return V::F64::of(a).mul_sub(V::F64::of(b), products);
    }
    let products = products.lanes();
    let mut errors = [0.0; 8];
    for lane in 0..8 {
        let ((ah, al), (bh, bl)) = (halves(a[lane]), halves(b[lane]));
        errors[lane] = ((ah * bh - products[lane]) + ah * bl + al * bh) + al * bl;
    }
    V::F64::of(errors)
}

/// The rounded sums, and what the rounding cut off (Knuth's TwoSum).
#[inline(always)]
fn two_sums<V: Vectors>(a: V::F64, b: V::F64) -> (V::F64, V::F64) {
    let sum = a + b;
    let b_part = sum - a;
    (sum, (a - (sum - b_part)) + (b - b_part))
}

struct CompensatedLanes<V: Vectors, const SCALED: bool> {
    sum: [V::F64; VECTORS],
    error: [V::F64; VECTORS],
}

impl<T: Element, V: Vectors, const N: usize, const SCALED: bool> Lanes<T, N, LANES> for CompensatedLanes<V, SCALED> {
    #[inline(always)]
    fn step(&mut self, elements: [[T; LANES]; N]) {
        for vector in 0..VECTORS {
            let mut factors = [[1.0; 8]; 2];
            for input in 0..N {
                for lane in 0..8 {
                    factors[input][lane] = elements[input][vector * 8 + lane].to_f64();
                }
            }
            let [a, b] = factors;
            let mut terms = V::F64::of(a);
            if SCALED {
                let mut scaled = a;
                for lane in 0..8 {
                    scaled[lane] = Terms::<N, SCALED>::scaled(a[lane], b[lane]);
                }
                terms = V::F64::of(scaled);
            } else if N == 2 {
                terms = terms * V::F64::of(b);
            }
            let (sum, mut error) = two_sums::<V>(self.sum[vector], terms);
            // Products of narrower floats are doubles.
            if N == 2 && !SCALED && T::Key::BITS == 64 {
                error = error + product_errors::<V>(a, b, terms);
            }
            self.sum[vector] = sum;
            self.error[vector] = self.error[vector] + error;
        }
    }
}

/// The lanes between two runs of the kernel.
#[derive(Clone, Copy, Default)]
struct State {
    sum: [[f64; 8]; VECTORS],
    error: [[f64; 8]; VECTORS],
}

impl State {
    fn total(self) -> Compensated {
        let mut all = Compensated::default();
        for vector in 0..VECTORS {
            for lane in 0..8 {
                all = all.plus(self.sum[vector][lane], self.error[vector][lane]);
            }
        }
        all
    }
}

/// Adds terms to the lanes.
struct Add<'a, T, const N: usize, const SCALED: bool>(State, [Racy<'a, T>; N]);

impl<T: Element, const N: usize, const SCALED: bool> Op for Add<'_, T, N, SCALED> {
    type Output = State;
    #[inline(always)]
    fn run<V: Vectors>(self) -> State {
        let Add(mut state, x) = self;
        let mut lanes =
            CompensatedLanes::<V, SCALED> { sum: [V::F64::splat(0.0); VECTORS], error: [V::F64::splat(0.0); VECTORS] };
        for vector in 0..VECTORS {
            lanes.sum[vector] = V::F64::of(state.sum[vector]);
            lanes.error[vector] = V::F64::of(state.error[vector]);
        }
        let lanes = fold::<T, _, N, LANES>(x, T::default(), lanes);
        for vector in 0..VECTORS {
            state.sum[vector] = lanes.sum[vector].lanes();
            state.error[vector] = lanes.error[vector].lanes();
        }
        state
    }
}

/// The sum over i of the product of the inputs' elements `i`.
pub(super) fn sum<T: Element, const N: usize>(
    ctx: Context<'_>,
    x: [Racy<'_, T>; N],
    grain: usize,
) -> Result<f64, Cancelled> {
    let sum = pass::<T, N, false>(ctx, x, grain)?;
    if sum.is_finite() { Ok(sum) } else { pass::<T, N, true>(ctx, x, grain) }
}

fn pass<T: Element, const N: usize, const SCALED: bool>(
    ctx: Context<'_>,
    x: [Racy<'_, T>; N],
    grain: usize,
) -> Result<f64, Cancelled> {
    let plan = Plan::new(x[0].len(), grain);
    let chunk = |i| dispatch(Add::<T, N, SCALED>(State::default(), x.map(|x| x.slice(plan.range(i))))).total();
    Ok(combined::<N, SCALED>(ctx.run(plan.chunks(), chunk)?))
}

/// The sum of all chunks.
fn combined<const N: usize, const SCALED: bool>(chunks: Vec<Compensated>) -> f64 {
    let total = chunks.into_iter().fold(Compensated::default(), |all, chunk| all.plus(chunk.sum, chunk.error));
    // The error of a sum that is not finite is NaN, and so may be that of a split next to the largest double.
    let corrected = total.sum + total.error;
    let value = if total.sum.is_finite() && !total.error.is_finite() { total.sum } else { corrected };
    Terms::<N, SCALED>::unscaled(if total.sum.is_finite() { value } else { total.sum })
}

/// The sum of `len` doubles that `write` makes as they are needed, and that are therefore made twice where it overflows.
pub(super) fn sum_of<S>(
    ctx: Context<'_>,
    len: usize,
    grain: usize,
    scratch: impl Fn() -> S + Sync,
    write: impl Fn(&mut S, Range<usize>, &mut [f64]) -> Result<(), Cancelled> + Sync,
) -> Result<f64, Cancelled> {
    let sum = pass_of::<S, false>(ctx, len, grain, &scratch, &write)?;
    if sum.is_finite() { Ok(sum) } else { pass_of::<S, true>(ctx, len, grain, &scratch, &write) }
}

fn pass_of<S, const SCALED: bool>(
    ctx: Context<'_>,
    len: usize,
    grain: usize,
    scratch: &(impl Fn() -> S + Sync),
    write: &(impl Fn(&mut S, Range<usize>, &mut [f64]) -> Result<(), Cancelled> + Sync),
) -> Result<f64, Cancelled> {
    /// Doubles at a time: they stay in the first cache, and fill all lanes.
    const BLOCK: usize = 32 * LANES;
    let plan = Plan::new(len, grain);
    let chunks = ctx.run(plan.chunks(), |i| {
        let mut scratch = scratch();
        let mut state = State::default();
        let mut block = [0.0; BLOCK];
        let chunk = plan.range(i);
        for start in chunk.clone().step_by(BLOCK) {
            let range = start..chunk.end.min(start + BLOCK);
            let block = &mut block[..range.len()];
            write(&mut scratch, range, block)?;
            state = dispatch(Add::<f64, 1, SCALED>(state, [Racy::of(block)]));
        }
        Ok(state.total())
    })?;
    Ok(combined::<1, SCALED>(chunks.into_iter().collect::<Result<_, _>>()?))
}
