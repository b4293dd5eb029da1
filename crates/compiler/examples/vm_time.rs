//! How long the machine takes for an element, on each instruction set and one thread.
//!
//! Run with `cargo run --release -p allcores-compiler --example vm_time [-- part of a name [instruction set]]`.

#[path = "../tests/common/mod.rs"]
mod common;

use allcores_compiler::passes::{Analysis, optimise};
use allcores_compiler::vm::{Code, Machine, Sink};
use allcores_compiler::{Arguments, Array, ArrayMut, MathMode};
use allcores_memory::{Racy, RacyMut};
use allcores_parallel::Cancel;
use allcores_simd::Isa;
use std::time::{Duration, Instant};

const MANDELBROT: &str = "
    cx = element(0)
    cy = element(1)
    loop x = 0.0, y = 0.0, i = 0.0 {
        x2 = mul(x, x)
        y2 = mul(y, y)
    } while maskand(le(add(x2, y2), 4.0), lt(i, 200.0)) {
        next add(sub(x2, y2), cx), add(mul(mul(2.0, x), y), cy), add(i, 1.0)
    } exit i as rounds
    return rounds";

const SQUARES: &str = "
    n = mul(element(0), 1000.0)
    loop i = 0.0, s = 0.0 { } while lt(i, n) { next add(i, 1.0), add(s, mul(i, i)) } exit s as sum
    return sum";

fn polynomial() -> String {
    let horner = (0..10).fold("0.5".to_owned(), |inner, k| format!("add(mul({inner}, x), {:?})", 1.25 + f64::from(k)));
    format!("x = element(0)\nreturn {horner}")
}

fn main() {
    let few = 16_384;
    let many = 1_000_000;
    let ramp = |n: usize, from: f64, to: f64| -> Vec<f64> {
        (0..n).map(|i| from + (to - from) * (i as f64 + 0.5) / n as f64).collect()
    };
    let noise = |n: usize| -> Vec<f64> { (0..n).map(|i| (i as f64 * 0.618_033_988_75).fract() * 4.0).collect() };
    let side = 64;
    let (re, im) = (ramp(side, -2.0, 0.5), ramp(side, -1.25, 1.25));
    let cx: Vec<f64> = (0..side * side).map(|i| re[i % side]).collect();
    let cy: Vec<f64> = (0..side * side).map(|i| im[i / side]).collect();
    let counts: Vec<f64> = (0..200).map(f64::from).collect();

    let madd = "return add(mul(element(0), element(1)), element(2))";
    let distance = "x = element(0) y = element(1)
        return mul(sqrt(add(mul(x, x), mul(y, y))), exp(neg(x)))";
    time("a*b+c, in cache", madd, &[noise(few), noise(few), noise(few)]);
    time("a*b+c, 1e6", madd, &[noise(many), noise(many), noise(many)]);
    time("x*2, 1e6", "return mul(element(0), 2.0)", &[noise(many)]);
    time("polynomial of degree 10, in cache", &polynomial(), &[noise(few)]);
    time("polynomial of degree 10, 1e6", &polynomial(), &[noise(many)]);
    time("sqrt(x*x+y*y)*exp(-x), in cache", distance, &[noise(few), noise(few)]);
    time("mandelbrot, 64 x 64", MANDELBROT, &[cx, cy]);
    time("sum of squares to x*1000, 200 elements", SQUARES, &[counts]);
}

fn time(name: &str, source: &str, inputs: &[Vec<f64>]) {
    if std::env::args().nth(1).is_some_and(|wanted| !name.contains(&wanted)) {
        return;
    }
    let mut function = common::parse(source);
    optimise(&mut function);
    let code = Code::new(&function, &Analysis::of(&function), MathMode::Host);
    let len = inputs[0].len();
    let arguments =
        Arguments { arrays: inputs.iter().map(|x| Array::Float64(Racy::of(x))).collect(), ..Arguments::default() };
    let mut out = vec![0.0; len];
    println!("{name}: {:?}", code.facts());
    for &isa in Isa::available() {
        if std::env::args().nth(2).is_some_and(|wanted| wanted != isa.name()) {
            continue;
        }
        let mut machine = Machine::default();
        let mut best = Duration::MAX;
        let begin = Instant::now();
        while begin.elapsed() < Duration::from_millis(300) {
            let sink = Sink::Store(ArrayMut::Float64(RacyMut::of(&mut out)));
            let start = Instant::now();
            code.run_on(isa, &mut machine, &arguments, 0..len, sink, &Cancel::default()).expect("nobody stops it");
            best = best.min(start.elapsed());
        }
        let each = best.as_secs_f64() * 1e9 / len as f64;
        println!("  {:9} {each:9.3} ns per element, {:9.3} ms", isa.name(), best.as_secs_f64() * 1e3);
    }
}
