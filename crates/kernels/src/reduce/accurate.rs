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
use allcores_simd::{Op, dispatch};

const LANES: usize = 16;

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

/// The rounded product, and what the rounding cut off.
#[inline(always)]
fn two_product<const FMA: bool>(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    let error = if FMA {
        a.mul_add(b, -product)
    } else {
        let ((ah, al), (bh, bl)) = (halves(a), halves(b));
        ((ah * bh - product) + ah * bl + al * bh) + al * bl
    };
    (product, error)
}

/// A double as the sum of two of 26 bits (Dekker's split, by rounding the bits,
/// which unlike the multiplication of his overflows only next to the largest double).
#[inline(always)]
fn halves(a: f64) -> (f64, f64) {
    let high = f64::from_bits((a.to_bits() + (1 << 26)) & !((1 << 27) - 1));
    (high, a - high)
}

/// How terms of `N` factors are taken: as they are, or so small that no sum of them overflows.
struct Terms<const N: usize, const SCALED: bool>;

impl<const N: usize, const SCALED: bool> Terms<N, SCALED> {
    /// Goes with every factor; 2^60 terms of the largest then stay finite.
    const SCALE: f64 = f64::from_bits((1023 - if N == 1 { 60 } else { 544 }) << 52);

    /// The product of the factors, and its error.
    #[inline(always)]
    fn term<const FMA: bool, T: Element>(elements: [T; N]) -> (f64, f64) {
        let factors = elements.map(T::to_f64);
        if SCALED {
            let product = |factors: [f64; N]| factors.into_iter().fold(1.0, |product, factor| product * factor);
            let finite = factors.iter().all(|factor| factor.is_finite());
            (product(if finite { factors.map(|factor| factor * Self::SCALE) } else { factors }), 0.0)
        } else if N == 1 {
            (factors[0], 0.0)
        } else if T::Key::BITS == 64 {
            two_product::<FMA>(factors[0], factors[N - 1])
        } else {
            (factors[0] * factors[N - 1], 0.0)
        }
    }

    fn unscaled(value: f64) -> f64 {
        (0..N).fold(value, |value, _| if SCALED { value / Self::SCALE } else { value })
    }
}

#[derive(Clone, Copy)]
struct CompensatedLanes<const SCALED: bool> {
    sum: [f64; LANES],
    error: [f64; LANES],
}

impl<T: Element, const N: usize, const SCALED: bool> Lanes<T, N, LANES> for CompensatedLanes<SCALED> {
    #[inline(always)]
    fn step<const FMA: bool>(&mut self, elements: [[T; LANES]; N]) {
        for lane in 0..LANES {
            let (term, product_error) = Terms::<N, SCALED>::term::<FMA, T>(elements.map(|input| input[lane]));
            let (sum, error) = two_sum(self.sum[lane], term);
            self.sum[lane] = sum;
            self.error[lane] += error + product_error;
        }
    }
}

struct Chunk<'a, T, const N: usize, const SCALED: bool>([Racy<'a, T>; N]);

impl<T: Element, const N: usize, const SCALED: bool> Op for Chunk<'_, T, N, SCALED> {
    type Output = Compensated;
    #[inline(always)]
    fn run<const FMA: bool>(self) -> Compensated {
        let zero = CompensatedLanes::<SCALED> { sum: [0.0; LANES], error: [0.0; LANES] };
        let lanes = fold::<FMA, T, _, N, LANES>(self.0, T::default(), zero);
        let pairs = lanes.sum.into_iter().zip(lanes.error);
        pairs.fold(Compensated::default(), |all, (sum, error)| all.plus(sum, error))
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
    let chunks = ctx.run(plan.chunks(), |i| dispatch(Chunk::<T, N, SCALED>(x.map(|x| x.slice(plan.range(i))))))?;
    let total = chunks.into_iter().fold(Compensated::default(), |all, chunk| all.plus(chunk.sum, chunk.error));
    // The error of a sum that is not finite is NaN, and so may be that of a split next to the largest double.
    let corrected = total.sum + total.error;
    let value = if total.sum.is_finite() && !total.error.is_finite() { total.sum } else { corrected };
    Ok(Terms::<N, SCALED>::unscaled(if total.sum.is_finite() { value } else { total.sum }))
}
