//! The number of threads and the instruction set do not show in any bit of any answer.

mod common;

use allcores_kernels::{
    argmax, argmin, cumsum, dot, finite_range, histogram, linspace_edges, max, mean, min, sum, variance,
};
use allcores_memory::{Element, Racy, RacyMut, RadixKey};
use allcores_parallel::{Cancel, Cancelled, Context, Threads};
use allcores_simd::Isa;
use common::{Sample, on, tame_values};
use std::hash::{DefaultHasher, Hash, Hasher};

/// All answers of all kernels for elements of one type, as one number.
fn digest<T: Sample>(ctx: Context<'_>, len: usize) -> Result<u64, Cancelled> {
    let (x, y) = (tame_values::<T>(len, 1), tame_values::<T>(len, 2));
    // Divided by three so that doubles have all their digits.
    let thirds: Vec<f64> = x.iter().map(|x| x.to_f64() / 3.0).collect();
    let mut sums = vec![T::Cumulative::default(); len];
    let mut sums_of_thirds = vec![0.0; len];
    let (x, y, thirds) = (Racy::of(&x), Racy::of(&y), Racy::of(&thirds));
    cumsum(ctx, x, RacyMut::of(&mut sums))?;
    cumsum(ctx, thirds, RacyMut::of(&mut sums_of_thirds))?;
    let mut hasher = DefaultHasher::new();
    let mut add = |value: f64| value.to_bits().hash(&mut hasher);
    for value in [sum(ctx, x)?, dot(ctx, x, y)?, sum(ctx, thirds)?, dot(ctx, thirds, thirds)?] {
        add(value.to_f64());
    }
    for value in [mean(ctx, x)?, variance(ctx, x, 1.0)?, mean(ctx, thirds)?, variance(ctx, thirds, 1.0)?] {
        add(value);
    }
    sums_of_thirds.into_iter().for_each(&mut add);
    let extremes = [min(ctx, x)?, max(ctx, x)?].map(|value| value.map(|value| value.to_key().to_u64()));
    (extremes, argmin(ctx, x)?, argmax(ctx, x)?).hash(&mut hasher);
    finite_range(ctx, x)?.map(|range| (range.0.to_bits(), range.1.to_bits())).hash(&mut hasher);
    histogram(ctx, x, &linspace_edges(-100.0, 100.0, 17))?.hash(&mut hasher);
    histogram(ctx, thirds, &[-30.0, 1.0, 20.5])?.hash(&mut hasher);
    sums.iter().for_each(|sum| sum.to_key().to_u64().hash(&mut hasher));
    Ok(hasher.finish())
}

fn digests(threads: usize) -> Vec<u64> {
    let mut digests = Vec::new();
    on(threads, |ctx| {
        for len in [0, 1, 100, 2049, 200_003] {
            for_each_type!(T => digests.push(digest::<T>(ctx, len).unwrap()));
        }
    });
    digests
}

#[test]
fn on_any_number_of_threads() {
    let alone = digests(1);
    for threads in [2, 3, 8] {
        assert_eq!(digests(threads), alone, "{threads} threads");
    }
}

/// The instruction set is chosen once per process, so each one is asked in a process of its own.
#[test]
fn on_any_instruction_set() {
    const ANSWER: &str = "digests: ";
    if std::env::var_os("ANSWER_DIGESTS").is_some() {
        println!("\n{ANSWER}{:?}", digests(2));
        return;
    }
    let answers: Vec<String> = Isa::available()
        .iter()
        .map(|isa| {
            let output = std::process::Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "on_any_instruction_set", "--nocapture"])
                .env("ANSWER_DIGESTS", "1")
                .env("ALLCORES_ISA", isa.name())
                .output()
                .unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            text.lines().find_map(|line| line.strip_prefix(ANSWER)).expect("an answer").to_owned()
        })
        .collect();
    for (isa, answer) in Isa::available().iter().zip(&answers) {
        assert_eq!(answer, &answers[0], "{}", isa.name());
    }
}

#[test]
fn a_cancelled_call_says_so() {
    let cancel = Cancel::default();
    cancel.cancel();
    for count in [1, 2] {
        let threads = Threads::new(count);
        let ctx = Context::new(&threads, &cancel);
        for_each_type!(T => assert_eq!(digest::<T>(ctx, 100_000), Err(Cancelled)));
        let x = [1.0; 10];
        let x = Racy::of(&x);
        assert_eq!(sum(ctx, x), Err(Cancelled));
        assert_eq!(min(ctx, x), Err(Cancelled));
        assert_eq!(argmin(ctx, x), Err(Cancelled));
        assert_eq!(finite_range(ctx, x), Err(Cancelled));
        assert_eq!(variance(ctx, x, 0.0), Err(Cancelled));
        assert_eq!(histogram(ctx, x, &[0.0, 1.0]), Err(Cancelled));
        assert_eq!(cumsum(ctx, x, RacyMut::of(&mut [0.0; 10])), Err(Cancelled));
    }
}
