//! Memory that another thread writes during a call gives some answer, and an index inside the array.

mod common;

use allcores_kernels::{argmax, argmin, cumsum, finite_range, histogram, linspace_edges, max, sum, variance};
use allcores_memory::{Racy, RacyMut};
use common::{any_values, on};
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn while_every_kernel_runs_another_thread_writes() {
    const LEN: usize = 150_000;
    let mut memory = vec![0.0f64; LEN];
    let x = RacyMut::of(&mut memory);
    let values = any_values::<f64>(LEN, 9);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                x.copy_from(&values);
                x.copy_from(&vec![1.0; LEN]);
            }
        });
        let even = linspace_edges(-1e300, 1e300, 50);
        let mut out = vec![0.0; LEN];
        on(2, |ctx| {
            for _ in 0..50 {
                assert!(argmin(ctx, x.read()).unwrap().unwrap() < LEN);
                assert!(argmax(ctx, x.read()).unwrap().unwrap() < LEN);
                for edges in [&even, &vec![-1e300, 0.0, 1e10]] {
                    assert!(histogram(ctx, x.read(), edges).unwrap().iter().sum::<u64>() <= LEN as u64);
                }
                assert!(max(ctx, x.read()).unwrap().is_some() && finite_range(ctx, x.read()).unwrap().is_some());
                sum(ctx, x.read()).and(variance(ctx, x.read(), 0.0)).unwrap();
                cumsum(ctx, x.read(), RacyMut::of(&mut out)).unwrap();
            }
        });
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(Racy::of(&memory).len(), LEN);
}
