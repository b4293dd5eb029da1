//! Memory that another thread writes during the call: values may be any, but nothing panics and the shape holds.

mod ordering;

use allcores_kernels::{Method, argsort, median, quantile, sort};
use allcores_memory::{Racy, RacyMut};
use allcores_parallel::{Cancel, Context, Threads};
use ordering::{FromBits, random, total_order};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Calls `reader` `rounds` times with memory into which another thread writes one kind of data after the other.
fn while_another_thread_writes<T: FromBits>(n: usize, rounds: usize, reader: impl Fn(Context, RacyMut<T>)) {
    let memory: Vec<AtomicU64> = random(n as u64).take(n).map(AtomicU64::new).collect();
    // SAFETY: the atomics own at least n elements' worth of bytes and may be written through a shared
    // reference; they live until both threads are done.
    let view = unsafe { RacyMut::<T>::new(memory.as_ptr().cast_mut().cast(), n) };
    let done = AtomicBool::new(false);
    let threads = Threads::new(2);
    let cancel = Cancel::default();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut bits = random(7);
            while !done.load(Ordering::Relaxed) {
                let kind = bits.next().unwrap() % 5;
                let stride = 1 + bits.next().unwrap() as usize % 3;
                for i in (0..n).step_by(stride) {
                    view.set(
                        i,
                        match kind {
                            0 => T::from_any_bits(bits.next().unwrap()),
                            1 => T::from_number(1.0),
                            2 => T::from_number((i % 100) as f64),
                            3 => T::from_any_bits(bits.next().unwrap() >> (i % 64)),
                            _ => T::from_any_bits(u64::MAX),
                        },
                    );
                }
            }
        });
        // So that the writer ends even when the reader panics, and the test fails instead of hanging.
        struct Done<'a>(&'a AtomicBool);
        impl Drop for Done<'_> {
            fn drop(&mut self) {
                self.0.store(true, Ordering::Relaxed);
            }
        }
        let _done = Done(&done);
        for _ in 0..rounds {
            reader(Context::new(&threads, &cancel), view);
        }
    });
}

fn is_sorted<T: FromBits>(x: &[T]) -> bool {
    x.is_sorted_by(|&a, &b| total_order(a, b).is_le())
}

fn sorts<T: FromBits>(n: usize, rounds: usize) {
    while_another_thread_writes::<T>(n, rounds, |ctx, memory| {
        let mut out = vec![T::default(); n];
        sort(ctx, memory.read(), RacyMut::of(&mut out)).unwrap();
        assert!(is_sorted(&out));
    });
}

#[test]
fn sort_gives_sorted_values() {
    sorts::<f64>(500, 2000);
    sorts::<f64>(20_000, 100);
    sorts::<i32>(20_000, 100);
    sorts::<u8>(20_000, 200);
    sorts::<i16>(20_000, 60);
}

#[test]
fn sort_in_place_goes_to_its_end() {
    while_another_thread_writes::<f64>(500, 2000, |ctx, memory| sort(ctx, memory.read(), memory).unwrap());
    while_another_thread_writes::<f64>(20_000, 100, |ctx, memory| sort(ctx, memory.read(), memory).unwrap());
}

fn argsorts<T: FromBits>(n: usize, rounds: usize) {
    while_another_thread_writes::<T>(n, rounds, |ctx, memory| {
        let mut out = vec![u32::MAX; n];
        argsort(ctx, memory.read(), RacyMut::of(&mut out)).unwrap();
        out.sort_unstable();
        assert!(out.into_iter().eq(0..n as u32));
    });
}

#[test]
fn argsort_gives_each_index_once() {
    argsorts::<f64>(500, 2000);
    argsorts::<f64>(20_000, 100);
    argsorts::<u16>(20_000, 60);
}

fn selects<T: FromBits>(n: usize, rounds: usize) {
    let qs: Vec<f64> = (0..=20).map(|i| f64::from(i) / 20.0).collect();
    while_another_thread_writes::<T>(n, rounds, |ctx, memory| {
        let x: Racy<T> = memory.read();
        let mut out = vec![0.0; qs.len()];
        quantile(ctx, x, &qs, Method::Linear, &mut out).unwrap();
        quantile(ctx, x, &[0.5], Method::Nearest, &mut out[..1]).unwrap();
        median(ctx, x).unwrap();
    });
}

#[test]
fn quantile_and_median_go_to_their_end() {
    selects::<f64>(500, 2000);
    selects::<f64>(40_000, 200);
    selects::<i64>(40_000, 60);
    selects::<f32>(40_000, 60);
    selects::<i16>(40_000, 20);
}
