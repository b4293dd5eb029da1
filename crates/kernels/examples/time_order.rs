//! Times sort, argsort, quantile and median on patterns that tell fast from slow, beside the standard library.

use allcores_kernels::{argsort, sort};
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
    let s = best(n, || sort(ctx, Racy::of(x), RacyMut::of(&mut out)).unwrap());
    let a = best(n, || argsort(ctx, Racy::of(x), RacyMut::of(&mut index)).unwrap());
    let keys: Vec<T::Key> = x.iter().map(|v| v.to_key()).collect();
    let mut copy = keys.clone();
    let std = best(n, || {
        copy.copy_from_slice(&keys);
        copy.sort_unstable();
    });
    println!("{name:<24} n={n:<9} sort {s:7.2}  std {std:7.2}  argsort {a:7.2}");
}
fn main() {
    let count: usize = std::env::args().nth(1).map_or(2, |text| text.parse().unwrap());
    let threads = Threads::new(count).unwrap();
    let cancel = Cancel::default();
    let ctx = Context::new(&threads, &cancel);
    println!("ns/element, {count} threads");
    for n in [100, 1000, 10_000, 100_000, 1_000_000, 10_000_000] {
        row(ctx, "uniform f64", &random(n).map(unit).collect::<Vec<f64>>());
    }
}
