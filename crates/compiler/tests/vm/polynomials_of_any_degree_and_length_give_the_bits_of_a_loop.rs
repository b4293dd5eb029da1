//! Horner's scheme has a loop of its own in the machine, with tiles of several sizes: here it is held against a plain
//! loop, for lengths around the sizes of tiles and blocks, wherever the elements begin, into another array and in place,
//! on a machine that runs other functions in between.

use super::common::parse;
use super::same;
use allcores_compiler::passes::{Analysis, optimise};
use allcores_compiler::vm::{Code, Machine, Sink};
use allcores_compiler::{Arguments, Array, ArrayMut, MathMode};
use allcores_memory::{Racy, RacyMut};
use allcores_parallel::Cancel;
use allcores_simd::Isa;

const LENGTHS: [usize; 21] =
    [0, 1, 7, 8, 9, 24, 31, 48, 63, 64, 65, 96, 100, 128, 192, 200, 1152, 1153, 1250, 2500, 10_000];

/// Blocks of another size than polynomials have.
const LOOP: &str = "loop x = element(0) { } while lt(x, 9.0) { next add(mul(x, x), 1.0) } exit x as last
    return last";

fn code(text: &str) -> Code {
    let mut function = parse(text);
    optimise(&mut function);
    Code::new(&function, &Analysis::of(&function), MathMode::Host)
}

fn coefficient(k: usize) -> f64 {
    [1.25, -0.75, 3.0, 0.1, -2.0][k % 5] / (1 + k) as f64
}

/// What a polynomial begins with: as text, and from elements x and y.
type Beginning = (&'static str, fn(f64, f64) -> f64);

fn beginnings() -> [Beginning; 4] {
    [("0.5", |_, _| 0.5), ("x", |x, _| x), ("y", |_, y| y), ("sqrt(y)", |_, y| y.sqrt())]
}

fn run(code: &Code, isa: Isa, machine: &mut Machine, x: Racy<'_, f64>, y: &[f64], start: usize, out: RacyMut<'_, f64>) {
    let arguments = Arguments { arrays: vec![Array::Float64(x), Array::Float64(Racy::of(y))], ..Arguments::default() };
    let sink = Sink::Store(ArrayMut::Float64(out));
    code.run_on(isa, machine, &arguments, start..x.len(), sink, &Cancel::default()).expect("nobody stops it");
}

#[test]
fn polynomials_are_those_of_a_loop() {
    let other = code(LOOP);
    for (begin, first) in beginnings() {
        for degree in [1, 2, 3, 10] {
            let horner =
                (0..degree).fold(begin.to_owned(), |inner, k| format!("add(mul({inner}, x), {:?})", coefficient(k)));
            let polynomial = code(&format!("x = element(0) y = element(1)\nreturn {horner}"));
            for len in LENGTHS {
                let start = len.min(3) * (degree % 2);
                let x: Vec<f64> = (0..len).map(|i| (i as f64 * 0.618_033_988_75).fract() * 4.0 - 2.0).collect();
                let y: Vec<f64> = x.iter().map(|x| x + 2.5).collect();
                let want: Vec<f64> = (0..len)
                    .map(|i| (0..degree).fold(first(x[i], y[i]), |inner, k| inner * x[i] + coefficient(k)))
                    .collect();
                for &isa in Isa::available() {
                    let mut machine = Machine::default();
                    let (mut apart, mut place) = (vec![-1.0; len], x.clone());
                    run(&polynomial, isa, &mut machine, Racy::of(&x), &y, start, RacyMut::of(&mut apart));
                    run(&other, isa, &mut machine, Racy::of(&x), &y, start, RacyMut::of(&mut vec![0.0; len]));
                    let out = RacyMut::of(&mut place);
                    run(&polynomial, isa, &mut machine, out.read(), &y, start, out);
                    for i in 0..len {
                        let (apart_at, place_at) = if i < start { (-1.0, x[i]) } else { (want[i], want[i]) };
                        assert!(
                            same(apart[i], apart_at) && same(place[i], place_at),
                            "{begin} of degree {degree}, element {i} of {len} on {}: {} and {} for {}",
                            isa.name(),
                            apart[i],
                            place[i],
                            want[i],
                        );
                    }
                }
            }
        }
    }
}
