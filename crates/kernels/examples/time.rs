//! The time of every kernel: `time [elements] [threads] [repeats]`.
//!
//! Nanoseconds per element, the median of the repeats, and the bytes of input
//! per second; `bandwidth`, run just before or after, says what the memory can do.

use allcores_kernels as kernels;
use allcores_memory::{Element, Racy, RacyMut, f16};
use allcores_parallel::{Cancel, Context, Threads};
use std::hint::black_box;
use std::time::Instant;

struct Timer {
    len: usize,
    repeats: usize,
}

impl Timer {
    fn time<T, R>(&self, name: &str, mut job: impl FnMut() -> R) {
        // A sample lasts long enough for the clock.
        let calls = (20_000 / self.len).max(1);
        let mut seconds: Vec<f64> = (0..self.repeats)
            .map(|_| {
                let start = Instant::now();
                for _ in 0..calls {
                    black_box(job());
                }
                start.elapsed().as_secs_f64() / calls as f64
            })
            .collect();
        seconds.sort_by(f64::total_cmp);
        let median = seconds[seconds.len() / 2];
        let per_element = median * 1e9 / self.len as f64;
        let rate = size_of::<T>() as f64 / per_element;
        let dtype = std::any::type_name::<T>().rsplit(':').next().unwrap_or_default();
        println!("{name:>12} {dtype:>4} {:>12.0} ns {per_element:>8.3} ns/element {rate:>8.2} GB/s", median * 1e9);
    }

    fn all<T: kernels::Cumulate>(&self, ctx: Context<'_>, of: impl Fn(f64) -> T) {
        let mut state = 1u64;
        let values: Vec<T> = (0..self.len)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                of((state >> 40) as f64 / (1u64 << 24) as f64 * 100.0)
            })
            .collect();
        let other = values.clone();
        let (x, y) = (Racy::of(&values), Racy::of(&other));
        let mut sums = vec![<T::Cumulative>::default(); self.len];
        self.time::<T, _>("sum", || kernels::sum(ctx, x));
        self.time::<[T; 2], _>("dot", || kernels::dot(ctx, x, y));
        self.time::<T, _>("min", || kernels::min(ctx, x));
        self.time::<T, _>("argmin", || kernels::argmin(ctx, x));
        self.time::<T, _>("range", || kernels::finite_range(ctx, x));
        self.time::<T, _>("variance", || kernels::variance(ctx, x, 0.0));
        self.time::<T, _>("cumsum", || kernels::cumsum(ctx, x, RacyMut::of(&mut sums)));
        let even = kernels::linspace_edges(0.0, 100.0, 100);
        self.time::<T, _>("histogram", || kernels::histogram(ctx, x, &even));
        let uneven: Vec<f64> = (0..=100).map(|i| f64::from(i * i) / 100.0).collect();
        self.time::<T, _>("by edges", || kernels::histogram(ctx, x, &uneven));
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default: usize| match arguments.next() {
        Some(text) => text.parse::<usize>().ok().filter(|&n| n > 0).expect("arguments are positive integers"),
        None => default,
    };
    let timer = Timer { len: number(10_000_000), repeats: 0 };
    let threads = Threads::new(number(std::thread::available_parallelism().map_or(1, usize::from))).expect("threads");
    let timer = Timer { repeats: number(15), ..timer };
    let cancel = Cancel::default();
    let ctx = Context::new(&threads, &cancel);
    timer.all::<f64>(ctx, |value| value);
    timer.all::<f32>(ctx, |value| value as f32);
    timer.all::<f16>(ctx, f16::from_f64);
    timer.all::<u8>(ctx, |value| value as u8);
    timer.all::<i16>(ctx, |value| value as i16);
    timer.all::<i32>(ctx, |value| value as i32);
    timer.all::<i64>(ctx, |value| value as i64);
}
