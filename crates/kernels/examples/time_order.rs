//! Times sort, argsort, quantile and median on patterns that tell fast from slow, beside the standard library.

use allcores_kernels::{Method, argsort, median, quantile, sort};
use allcores_memory::{Element, Racy, RacyMut};
use allcores_parallel::{Cancel, Context, Threads};
use std::time::Instant;

fn best(elements: usize, mut call: impl FnMut()) -> f64 {
    let rounds = (40_000_000 / elements.max(1)).clamp(5, 200_000);
    let seconds = (0..rounds).map(|_| {
        let start = Instant::now();
        call();
        start.elapsed().as_secs_f64()
    });
    seconds.fold(f64::INFINITY, f64::min) * 1e9 / elements as f64
}

fn random(n: usize) -> impl Iterator<Item = u64> {
    let mut state = 1u64;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let z = (state ^ (state >> 33)).wrapping_mul(0xff51afd7ed558ccd);
        z ^ (z >> 33)
    })
    .take(n)
}

fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1u64 << 53) as f64
}

fn row<T: Element>(ctx: Context, name: &str, x: &[T]) {
    let n = x.len();
    let mut out = x.to_vec();
    let mut index = vec![0u32; n];
    let mut one = [0.0; 3];
    let sort_time = best(n, || sort(ctx, Racy::of(x), RacyMut::of(&mut out)).unwrap());
    let argsort_time = best(n, || argsort(ctx, Racy::of(x), RacyMut::of(&mut index)).unwrap());
    let median_time = best(n, || _ = std::hint::black_box(median(ctx, Racy::of(x))));
    let quantile_time = best(n, || quantile(ctx, Racy::of(x), &[0.5, 0.95, 0.99], Method::Linear, &mut one).unwrap());
    let keys: Vec<T::Key> = x.iter().map(|v| v.to_key()).collect();
    let mut copy = keys.clone();
    let std_time = best(n, || {
        copy.copy_from_slice(&keys);
        copy.sort_unstable();
    });
    println!(
        "{name:<20} {n:>9}  sort {sort_time:7.2}  std {std_time:7.2}  argsort {argsort_time:7.2}  \
         median {median_time:6.2}  three quantiles {quantile_time:6.2}"
    );
}

fn main() {
    let count: usize = std::env::args().nth(1).map_or(2, |text| text.parse().unwrap());
    let threads = Threads::new(count);
    let cancel = Cancel::default();
    let ctx = Context::new(&threads, &cancel);
    println!("ns/element, {count} threads; std is slice::sort_unstable of the keys on one thread");
    for n in [100, 1000, 10_000, 30_000, 100_000, 1_000_000, 10_000_000] {
        row(ctx, "uniform f64", &random(n).map(unit).collect::<Vec<f64>>());
    }
    let n = 1_000_000;
    let normal = |bits: u64| {
        let (u, v) = (unit(bits) + 1e-18, unit(bits.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    };
    row(ctx, "normal f64", &random(n).map(normal).collect::<Vec<_>>());
    let mut outlier: Vec<f64> = random(n).map(|b| 1.0 + unit(b) * 1e-6).collect();
    outlier[n / 3] = 1e300;
    row(ctx, "outlier f64", &outlier);
    outlier[n / 3] = f64::NAN;
    row(ctx, "NaN f64", &outlier);
    row(ctx, "sorted f64", &(0..n).map(|i| i as f64).collect::<Vec<_>>());
    row(ctx, "reversed f64", &(0..n).map(|i| -(i as f64)).collect::<Vec<_>>());
    row(ctx, "organ pipe f64", &(0..n).map(|i| i.min(n - i) as f64).collect::<Vec<_>>());
    row(ctx, "equal f64", &vec![1.0; n]);
    row(ctx, "10 values f64", &random(n).map(|b| (b % 10) as f64).collect::<Vec<_>>());
    row(ctx, "1000 values f64", &random(n).map(|b| (b % 1000) as f64).collect::<Vec<_>>());
    row(ctx, "geometric u64", &random(n).map(|b| b >> (b % 64)).collect::<Vec<_>>());
    row(ctx, "any bits u64", &random(n).collect::<Vec<_>>());
    row(ctx, "any bits f32", &random(n).map(|b| f32::from_bits(b as u32)).collect::<Vec<_>>());
    row(ctx, "any bits i32", &random(n).map(|b| b as i32).collect::<Vec<_>>());
    row(ctx, "any bits u16", &random(n).map(|b| b as u16).collect::<Vec<_>>());
    row(ctx, "any bits u8", &random(n).map(|b| b as u8).collect::<Vec<_>>());
    row(ctx, "equal u8", &vec![7u8; n]);
}
