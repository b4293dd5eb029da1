//! Exact sums of integers and of products of integers.
//!
//! The width of a term is that of its factors together, and decides what it is
//! summed in: up to 16 bits in 32-bit lanes, 32 bits in 64-bit lanes, and
//! wider terms as two halves, each in lanes of the term's width, so that
//! no lane overflows within a block and no carry is passed on inside the loop.
//! Signed wide terms are moved up by half their range first, which makes both
//! halves unsigned and saves an arithmetic shift that most CPUs lack.

use crate::Wide;
use crate::lanes::{Lanes, fold};
use allcores_memory::{Element, Racy, RadixKey};
use allcores_parallel::{Cancelled, Context, Plan};
use allcores_simd::{Op, Vectors, dispatch};

/// Elements after which lanes are emptied: 2^15 terms of 16 bits fit into a signed lane of 32.
const BLOCK: usize = 1 << 20;

/// The product of the inputs' elements in `lane`, modulo 2^64.
#[inline(always)]
fn term<T: Element, const N: usize, const L: usize>(elements: &[[T; L]; N], lane: usize) -> i64 {
    let first = elements[0][lane].to_i128() as i64;
    if N == 2 { first.wrapping_mul(elements[N - 1][lane].to_i128() as i64) } else { first }
}

/// What moves signed terms of `bits` up to where unsigned ones are.
#[inline(always)]
fn offset<T: Element>(bits: u32) -> u128 {
    if T::from_key(T::Key::default()).to_i128() < 0 { 1 << (bits - 1) } else { 0 }
}

struct Lanes32<const L: usize>([i32; L]);
struct Lanes64<const L: usize>([i64; L]);
struct Halves64<const L: usize> {
    low: [u64; L],
    high: [u64; L],
}
struct Halves128<const L: usize> {
    low: [u128; L],
    high: [u128; L],
}

impl<T: Element, const N: usize, const L: usize> Lanes<T, N, L> for Lanes32<L> {
    #[inline(always)]
    fn step(&mut self, elements: [[T; L]; N]) {
        for lane in 0..L {
            self.0[lane] = self.0[lane].wrapping_add(term(&elements, lane) as i32);
        }
    }
}

impl<T: Element, const N: usize, const L: usize> Lanes<T, N, L> for Lanes64<L> {
    #[inline(always)]
    fn step(&mut self, elements: [[T; L]; N]) {
        for lane in 0..L {
            self.0[lane] = self.0[lane].wrapping_add(term(&elements, lane));
        }
    }
}

impl<T: Element, const N: usize, const L: usize> Lanes<T, N, L> for Halves64<L> {
    #[inline(always)]
    fn step(&mut self, elements: [[T; L]; N]) {
        for lane in 0..L {
            let term = term(&elements, lane) as u64 ^ offset::<T>(64) as u64;
            self.low[lane] = self.low[lane].wrapping_add(term & 0xffff_ffff);
            self.high[lane] = self.high[lane].wrapping_add(term >> 32);
        }
    }
}

impl<T: Element, const N: usize, const L: usize> Lanes<T, N, L> for Halves128<L> {
    #[inline(always)]
    fn step(&mut self, elements: [[T; L]; N]) {
        for lane in 0..L {
            let term = elements[0][lane].to_i128().wrapping_mul(elements[N - 1][lane].to_i128());
            let term = term as u128 ^ offset::<T>(128);
            self.low[lane] = self.low[lane].wrapping_add(term & u128::from(u64::MAX));
            self.high[lane] = self.high[lane].wrapping_add(term >> 64);
        }
    }
}

struct Block<'a, T, const N: usize>([Racy<'a, T>; N]);

impl<T: Element, const N: usize> Op for Block<'_, T, N> {
    type Output = Wide;
    #[inline(always)]
    fn run<V: Vectors>(self) -> Wide {
        let zero = T::default();
        // Padding counts as a term: its zero is moved up like any other.
        let terms = |lanes: usize| self.0[0].len().next_multiple_of(lanes) as i128;
        match N as u32 * T::Key::BITS {
            ..=16 => {
                let lanes = fold::<T, _, N, 32>(self.0, zero, Lanes32([0; 32])).0;
                Wide::from(lanes.into_iter().map(i128::from).sum::<i128>())
            }
            32 => {
                let lanes = fold::<T, _, N, 32>(self.0, zero, Lanes64([0; 32])).0;
                Wide::from(lanes.into_iter().map(i128::from).sum::<i128>())
            }
            64 => {
                let Halves64 { low, high } =
                    fold::<T, _, N, 16>(self.0, zero, Halves64 { low: [0; 16], high: [0; 16] });
                let [low, high] = [low, high].map(|half| half.into_iter().map(i128::from).sum::<i128>());
                Wide::from(low + (high << 32) - terms(16) * offset::<T>(64) as i128)
            }
            _ => {
                let Halves128 { low, high } = fold::<T, _, N, 4>(self.0, zero, Halves128 { low: [0; 4], high: [0; 4] });
                let [low, high] = [low, high].map(|half| half.into_iter().sum::<u128>() as i128);
                Wide::new(high - terms(4) * (offset::<T>(128) >> 64) as i128, low)
            }
        }
    }
}

/// The sum over i of the product of the inputs' elements `i`.
pub(super) fn sum<T: Element, const N: usize>(
    ctx: Context<'_>,
    x: [Racy<'_, T>; N],
    grain: usize,
) -> Result<Wide, Cancelled> {
    let plan = Plan::new(x[0].len(), grain);
    let chunks = ctx.run(plan.chunks(), |i| {
        let x = x.map(|x| x.slice(plan.range(i)));
        let blocks = Plan::blocks(x[0].len(), BLOCK);
        (0..blocks.chunks())
            .fold(Wide::default(), |all, i| all.plus(dispatch(Block(x.map(|x| x.slice(blocks.range(i)))))))
    })?;
    Ok(chunks.into_iter().fold(Wide::default(), Wide::plus))
}
