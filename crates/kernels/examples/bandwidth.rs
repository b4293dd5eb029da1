//! The machine's memory bandwidth, as one line of JSON: `bandwidth [doubles] [threads] [repeats]`.
//!
//! It is the yardstick for the kernels that should be bound by memory, so it
//! shares no code with them but the choice of vector instructions: plain
//! threads, each on its own part of the memory that it touched first, reading
//! (an XOR of all words, the cheapest use that cannot be dropped) or copying.
//! A copy of n doubles counts n read and n written. Medians over the repeats.

use allcores_simd::{Op, Vectors, dispatch};
use std::hint::black_box;
use std::sync::Barrier;
use std::time::Instant;

const LANES: usize = 32;

struct Read<'a>(&'a [u64]);

impl Op for Read<'_> {
    type Output = u64;
    #[inline(always)]
    fn run<V: Vectors>(self) -> u64 {
        let mut lanes = [0; LANES];
        let (whole, rest) = self.0.as_chunks::<LANES>();
        for words in whole {
            for (lane, word) in lanes.iter_mut().zip(words) {
                *lane ^= word;
            }
        }
        lanes.iter().chain(rest).fold(0, |all, word| all ^ word)
    }
}

struct Copy<'a>(&'a [u64], &'a mut [u64]);

impl Op for Copy<'_> {
    type Output = ();
    #[inline(always)]
    fn run<V: Vectors>(self) {
        let (from, rest) = self.0.as_chunks::<LANES>();
        let (to, to_rest) = self.1.as_chunks_mut::<LANES>();
        for (from, to) in from.iter().zip(to) {
            *to = *from;
        }
        to_rest.copy_from_slice(rest);
    }
}

/// Runs `job` on one of several threads when all are ready, and gives its start and end.
fn timed(ready: &Barrier, job: impl FnOnce()) -> [Instant; 2] {
    ready.wait();
    let start = Instant::now();
    job();
    [start, Instant::now()]
}

/// Seconds of the middle repeat, each from the first thread's start to the last one's end.
fn median(of_threads: &[Vec<[Instant; 2]>]) -> f64 {
    let mut seconds: Vec<f64> = (0..of_threads[0].len())
        .map(|repeat| {
            let start = of_threads.iter().map(|times| times[repeat][0]).min().expect("a thread");
            let end = of_threads.iter().map(|times| times[repeat][1]).max().expect("a thread");
            (end - start).as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

/// Seconds to read, and to copy, `len` words.
fn measure(len: usize, threads: usize, repeats: usize) -> [f64; 2] {
    let ready = Barrier::new(threads);
    let share = len.div_ceil(threads);
    let worker = || {
        let from: Vec<u64> = (0..share as u64).collect();
        let mut to = vec![1; share];
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..repeats {
            times[0].push(timed(&ready, || {
                black_box(dispatch(Read(black_box(&from))));
            }));
            times[1].push(timed(&ready, || dispatch(Copy(black_box(&from), black_box(&mut to)))));
        }
        times
    };
    let (reads, copies): (Vec<_>, Vec<_>) = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers
            .into_iter()
            .map(|worker| worker.join().expect("no panic").into())
            .collect::<Vec<(_, _)>>()
            .into_iter()
            .unzip()
    });
    [median(&reads), median(&copies)]
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default: usize| match arguments.next() {
        Some(text) => text.parse::<usize>().ok().filter(|&n| n > 0).expect("arguments are positive integers"),
        None => default,
    };
    let len = number(10_000_000);
    let threads = number(std::thread::available_parallelism().map_or(1, usize::from));
    let repeats = number(15);
    let [read, copy] = measure(len, threads, repeats);
    let bytes = (len * size_of::<f64>()) as f64;
    println!(
        r#"{{"doubles":{len},"threads":{threads},"read_gb_s":{:.2},"copy_gb_s":{:.2}}}"#,
        bytes / read / 1e9,
        2.0 * bytes / copy / 1e9
    );
}
