//! Prints what each portable function takes per element on each instruction set, in ns, on one core:
//! `cargo run --release -p allcores-simd --example time_portable [function]`.

#[path = "../tests/portable/mod.rs"]
mod portable;

use allcores_simd::Isa;
use portable::{FUNCTIONS, Random};
use std::time::Instant;

/// Elements, few enough to stay in cache.
const LENGTH: usize = 2048;

fn main() {
    let only = std::env::args().nth(1);
    let sets = Isa::available();
    let names: Vec<_> = sets.iter().map(|isa| isa.name()).collect();
    println!("| function | {} |", names.join(" | "));
    println!("| --- |{}", " --: |".repeat(sets.len()));
    for function in FUNCTIONS.iter().filter(|function| only.as_ref().is_none_or(|name| name == function.name)) {
        let mut random = Random(1);
        let from = if function.name == "acosh" { 1.0 } else { 0.0 };
        let draw = |random: &mut Random| (0..LENGTH).map(|_| from + random.unit()).collect::<Vec<_>>();
        let (x, y, mut out) = (draw(&mut random), draw(&mut random), vec![0.0; LENGTH]);
        let times = sets.iter().map(|&isa| {
            let best = (0..30)
                .map(|_| {
                    let start = Instant::now();
                    for _ in 0..20 {
                        (function.map)(isa, &x, &y, &mut out);
                    }
                    start.elapsed()
                })
                .min();
            format!("{:.2}", best.expect("some runs").as_secs_f64() * 1e9 / (20 * LENGTH) as f64)
        });
        println!("| {} | {} |", function.name, times.collect::<Vec<_>>().join(" | "));
    }
}
