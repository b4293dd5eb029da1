//! `cumsum`: a blocked scan.
//!
//! A chunk is summed first and scanned after, when what comes before it is
//! known. One thread does both while the chunk is in its cache, several sum all
//! chunks and then scan all; the arithmetic is the same. Inside, eight elements are
//! scanned by three shifted additions, so that only one addition in eight waits
//! for the one before it.
//!
//! A scan in another order than the sequential one overflows elsewhere. So
//! the magnitudes are summed too, and from the chunk on where any partial sum
//! could overflow the scan goes element by element.

use crate::lanes::{Lanes, fold, load_padded};
use allcores_memory::{Element, Racy, RacyMut, RadixKey, f16, nearest_half};
use allcores_parallel::{Cancelled, Context, Plan};
use allcores_simd::{Op, Vectors, dispatch};
use std::convert::identity;

/// Elements per chunk: two passes over one stay in a second-level cache.
const GRAIN: usize = 1 << 15;
const LANES: usize = 16;
const SCANNED: usize = 8;

/// What a running sum is kept in.
pub trait Running: Copy + Default + Send + Sync {
    /// The sum.
    fn plus(self, other: Self) -> Self;
}

impl Running for f64 {
    #[inline(always)]
    fn plus(self, other: f64) -> f64 {
        self + other
    }
}

macro_rules! wrapping {
    ($($T:ty),*) => {$(
        impl Running for $T {
            #[inline(always)]
            fn plus(self, other: $T) -> $T {
                self.wrapping_add(other)
            }
        }
    )*};
}
wrapping!(i64, u64);

/// An element whose cumulative sums can be taken.
pub trait Cumulate: Element {
    /// What the sums are stored as: the type itself, and a double for integers of up to 32 bits.
    type Cumulative: Element;
    /// What they are kept in on the way.
    type Running: Running;
    /// The element, to add.
    fn to_running(self) -> Self::Running;
    /// The sum, to store.
    fn to_cumulative(sum: Self::Running) -> Self::Cumulative;
}

macro_rules! cumulate {
    ($($T:ty => $C:ty, $R:ty, $to_running:expr, $to_cumulative:expr);* $(;)?) => {$(
        impl Cumulate for $T {
            type Cumulative = $C;
            type Running = $R;
            #[inline(always)]
            fn to_running(self) -> $R {
                $to_running(self)
            }
            #[inline(always)]
            fn to_cumulative(sum: $R) -> $C {
                $to_cumulative(sum)
            }
        }
    )*};
}
cumulate! {
    i8 => f64, f64, f64::from, identity;
    u8 => f64, f64, f64::from, identity;
    i16 => f64, f64, f64::from, identity;
    u16 => f64, f64, f64::from, identity;
    i32 => f64, f64, f64::from, identity;
    u32 => f64, f64, f64::from, identity;
    i64 => i64, i64, identity, identity;
    u64 => u64, u64, identity, identity;
    f16 => f16, f64, Element::to_f64, nearest_half;
    f32 => f32, f64, f64::from, |sum| sum as f32;
    f64 => f64, f64, identity, identity;
}

/// Stores into `out[i]` the sum of `x[0]` to `x[i]`; both have the same length, and may be the same memory.
///
/// Integers of up to 32 bits are summed in doubles, exactly below 2^53, 64-bit ones
/// modulo 2^64. Floats are summed in doubles and rounded as they are stored.
/// Infinity and NaN go on as in a loop. NumPy: `numpy.cumsum`.
pub fn cumsum<T: Cumulate>(ctx: Context<'_>, x: Racy<'_, T>, out: RacyMut<'_, T::Cumulative>) -> Result<(), Cancelled> {
    assert_eq!(x.len(), out.len(), "both arrays have the same length");
    let plan = Plan::new(x.len(), GRAIN);
    let total = |i| dispatch(Summed(x.slice(plan.range(i))));
    let scan = |i, before| dispatch(Scan { x: x.slice(plan.range(i)), out: out.slice(plan.range(i)), before });
    let mut before = Total::<T>::default();
    let mut done = 0;
    if ctx.threads() == 1 || plan.chunks() <= 1 {
        while done < plan.chunks() {
            ctx.check()?;
            let after = before.plus(total(done));
            if after.may_overflow() {
                break;
            }
            scan(done, before.sum);
            before = after;
            done += 1;
        }
    } else {
        let totals = ctx.run(plan.chunks(), total)?;
        let mut sums = Vec::with_capacity(totals.len());
        for total in totals {
            let after = before.plus(total);
            if after.may_overflow() {
                break;
            }
            sums.push(before.sum);
            before = after;
        }
        done = sums.len();
        ctx.run(done, |i| scan(i, sums[i]))?;
    }
    let mut sum = before.sum;
    for i in done..plan.chunks() {
        ctx.check()?;
        for i in plan.range(i) {
            sum = sum.plus(x.get(i).to_running());
            out.set(i, T::to_cumulative(sum));
        }
    }
    Ok(())
}

/// Of some elements: the sum, and that of the magnitudes.
struct Total<T: Cumulate> {
    sum: T::Running,
    magnitude: f64,
}

impl<T: Cumulate> Default for Total<T> {
    fn default() -> Self {
        Total { sum: T::Running::default(), magnitude: 0.0 }
    }
}

impl<T: Cumulate> Total<T> {
    /// Only doubles have sums that leave their own range.
    const OVERFLOWS: bool = T::IS_FLOAT && T::Key::BITS == 64;

    fn plus(&self, other: Total<T>) -> Total<T> {
        Total { sum: self.sum.plus(other.sum), magnitude: self.magnitude + other.magnitude }
    }

    /// Half of the range is left for the rounding of the magnitudes.
    fn may_overflow(&self) -> bool {
        Self::OVERFLOWS && (self.magnitude.is_nan() || self.magnitude > f64::MAX / 2.0)
    }
}

/// The total of a chunk.
struct Summed<'a, T>(Racy<'a, T>);

struct SumLanes<T: Cumulate> {
    sum: [T::Running; LANES],
    magnitude: [f64; LANES],
}

impl<T: Cumulate> Lanes<T, 1, LANES> for SumLanes<T> {
    #[inline(always)]
    fn step(&mut self, [elements]: [[T; LANES]; 1]) {
        for lane in 0..LANES {
            self.sum[lane] = self.sum[lane].plus(elements[lane].to_running());
            if Total::<T>::OVERFLOWS {
                self.magnitude[lane] += elements[lane].to_f64().abs();
            }
        }
    }
}

impl<T: Cumulate> Op for Summed<'_, T> {
    type Output = Total<T>;
    #[inline(always)]
    fn run<V: Vectors>(self) -> Total<T> {
        let zero = SumLanes::<T> { sum: [T::Running::default(); LANES], magnitude: [0.0; LANES] };
        let lanes = fold::<T, _, 1, LANES>([self.0], T::default(), zero);
        Total {
            sum: lanes.sum.into_iter().fold(T::Running::default(), T::Running::plus),
            magnitude: lanes.magnitude.into_iter().sum(),
        }
    }
}

/// The scan of a chunk, `before` being the sum of what lies before it.
struct Scan<'a, T: Cumulate> {
    x: Racy<'a, T>,
    out: RacyMut<'a, T::Cumulative>,
    before: T::Running,
}

/// The scan of `SCANNED` elements by themselves.
#[inline(always)]
fn scan_group<T: Cumulate>(elements: [T; SCANNED]) -> [T::Running; SCANNED] {
    let mut sums = [T::Running::default(); SCANNED];
    for (sum, element) in sums.iter_mut().zip(elements) {
        *sum = element.to_running();
    }
    let mut distance = 1;
    while distance < SCANNED {
        let shorter = sums;
        for lane in distance..SCANNED {
            sums[lane] = shorter[lane - distance].plus(shorter[lane]);
        }
        distance *= 2;
    }
    sums
}

impl<T: Cumulate> Op for Scan<'_, T> {
    type Output = ();
    #[inline(always)]
    fn run<V: Vectors>(self) {
        let Scan { x, out, mut before } = self;
        // Shows the compiler that one bound is good for both.
        let out = out.slice(0..x.len());
        let mut i = 0;
        while x.len() - i >= SCANNED {
            let sums = scan_group(x.load::<SCANNED>(i));
            let mut stored = [T::Cumulative::default(); SCANNED];
            for (stored, sum) in stored.iter_mut().zip(sums) {
                *stored = T::to_cumulative(before.plus(sum));
            }
            out.store(i, stored);
            before = before.plus(sums[SCANNED - 1]);
            i += SCANNED;
        }
        if i < x.len() {
            let sums = scan_group(load_padded::<T, SCANNED>(x, i, T::default()));
            for (i, sum) in (i..x.len()).zip(sums) {
                out.set(i, T::to_cumulative(before.plus(sum)));
            }
        }
    }
}
