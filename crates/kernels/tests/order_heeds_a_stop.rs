//! A stop that is asked for while the work is going on ends it, and one that was asked for before keeps it from starting.

mod ordering;

use allcores_kernels::{Method, argsort, median, quantile, sort};
use allcores_memory::{Element, Racy, RacyMut};
use allcores_parallel::{Cancel, Cancelled, Context, Threads};
use ordering::random;
use std::sync::atomic::{AtomicU64, Ordering};

const N: usize = 2_000_000;

#[test]
fn nothing_starts_after_a_stop() {
    let threads = Threads::new(2);
    let cancel = Cancel::default();
    cancel.cancel();
    let ctx = Context::new(&threads, &cancel);
    for n in [1, 100, 100_000] {
        let x = vec![1.5f64; n];
        let mut out = vec![7.0f64; n];
        let mut indices = vec![7; n];
        assert_eq!(sort(ctx, Racy::of(&x), RacyMut::of(&mut out)), Err(Cancelled));
        assert_eq!(argsort(ctx, Racy::of(&x), RacyMut::of(&mut indices)), Err(Cancelled));
        assert!(out.iter().all(|&value| value == 7.0) && indices.iter().all(|&index| index == 7));
        assert_eq!(quantile(ctx, Racy::of(&x), &[0.5], Method::Linear, &mut [0.0]), Err(Cancelled));
        assert_eq!(median(ctx, Racy::of(&x)), Err(Cancelled));
    }
}

/// Sorts with a watcher that asks for a stop as soon as it sees output; gives the result and how much was not written.
fn stopped_at_first_output<T: Element>(
    call: impl Fn(Context, RacyMut<T>) -> Result<(), Cancelled>,
) -> (Result<(), Cancelled>, usize) {
    let threads = Threads::new(2);
    let cancel = Cancel::default();
    // Indices below 2^31 and finite doubles never look so.
    let memory: Vec<AtomicU64> = (0..N * size_of::<T>() / 8).map(|_| AtomicU64::new(u64::MAX)).collect();
    let untouched = |word: &AtomicU64| word.load(Ordering::Relaxed) == u64::MAX;
    // SAFETY: the atomics own the bytes of N elements, may be written through a shared reference, and
    // outlive the view.
    let out = unsafe { RacyMut::<T>::new(memory.as_ptr().cast_mut().cast(), N) };
    let result = std::thread::scope(|scope| {
        scope.spawn(|| {
            while memory.iter().step_by(500).all(untouched) {}
            cancel.cancel();
        });
        call(Context::new(&threads, &cancel), out)
    });
    (result, memory.iter().filter(|word| untouched(word)).count())
}

/// The watcher may come too late on a busy machine; it must not always.
fn stops_midway(attempt: impl Fn() -> (Result<(), Cancelled>, usize)) -> bool {
    (0..50).any(|_| matches!(attempt(), (Err(Cancelled), left) if left > 0))
}

#[test]
fn a_sort_stops_before_its_end() {
    let x: Vec<f64> = random(1).take(N).map(|bits| (bits >> 11) as f64).collect();
    assert!(stops_midway(|| stopped_at_first_output(|ctx, out| sort(ctx, Racy::of(&x), out))));
}

#[test]
fn an_argsort_stops_before_its_end() {
    let x: Vec<f64> = random(1).take(N).map(|bits| (bits >> 11) as f64).collect();
    assert!(stops_midway(|| stopped_at_first_output(|ctx, out| argsort(ctx, Racy::of(&x), out))));
}

#[test]
fn a_selection_stops_at_whatever_moment() {
    let x: Vec<f64> = random(1).take(N / 10).map(|bits| (bits >> 11) as f64).collect();
    let threads = Threads::new(2);
    for delay in 0..20 {
        let cancel = Cancel::default();
        let ctx = Context::new(&threads, &cancel);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(std::time::Duration::from_micros(500 * delay));
                cancel.cancel();
            });
            while median(ctx, Racy::of(&x)).is_ok() {}
            assert_eq!(quantile(ctx, Racy::of(&x), &[0.1], Method::Linear, &mut [0.0]), Err(Cancelled));
        });
    }
}
