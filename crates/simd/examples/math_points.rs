//! Evaluates a function of `Math` at the points of the standard input, and prints how long that took.
//!
//! `math_points FUNCTION VARIANT SET`: doubles come and go as bytes, in pairs where
//! the function has two parameters. `math_points.mjs` compares them with those of
//! the engine that runs it. The variant is `fdlibm` or `platform`; the set is a
//! name that `ALLCORES_ISA` takes. `hypot2` to `hypot4` are functions here.

use allcores_simd::math::host::{Variant, evaluate, hypot};
use allcores_simd::math::Function;
use allcores_simd::{F64x8, Isa, Op, Vectors, dispatch_on};
use std::io::{Read, Write};
use std::time::Instant;

#[derive(Clone, Copy)]
enum What {
    Of(Function, Variant),
    Hypot,
}

struct Evaluate<'a> {
    what: What,
    arity: usize,
    columns: &'a [Vec<[f64; 8]>],
    output: &'a mut [[f64; 8]],
}

impl Op for Evaluate<'_> {
    type Output = ();
    #[inline(always)]
    fn run<V: Vectors>(self) {
        let mut arguments = [V::F64::splat(0.0); 4];
        let mut i = 0;
        while i < self.output.len() {
            let mut k = 0;
            while k < self.arity {
                arguments[k] = V::F64::of(self.columns[k][i]);
                k += 1;
            }
            self.output[i] = match self.what {
                What::Of(function, variant) => evaluate::<V>(function, variant, arguments[0], arguments[1]),
                What::Hypot => hypot::<V>(&arguments[..self.arity]),
            }
            .lanes();
            i += 1;
        }
    }
}

fn main() {
    let usage = "math_points FUNCTION VARIANT SET < arguments > results";
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [function, variant, set] = &arguments[..] else { panic!("{usage}") };
    let variant = if variant == "platform" { Variant::Platform } else { Variant::Fdlibm };
    let isa = *Isa::available().iter().find(|isa| isa.name() == set).expect(usage);
    let (what, arity) = match function.strip_prefix("hypot") {
        Some(arity) => (What::Hypot, arity.parse().expect(usage)),
        None => {
            let function = *Function::ALL.iter().find(|known| known.name() == function).expect(usage);
            (What::Of(function, variant), function.arity())
        }
    };

    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).expect("the arguments can be read");
    let values: Vec<f64> = bytes.chunks_exact(8).map(|b| f64::from_le_bytes(b.try_into().unwrap())).collect();
    let count = values.len() / arity;
    let mut columns = vec![vec![[1.0; 8]; count.div_ceil(8)]; arity];
    for (i, value) in values.iter().enumerate() {
        let at = i / arity;
        columns[i % arity][at / 8][at % 8] = *value;
    }
    let mut output = vec![[0.0; 8]; count.div_ceil(8)];
    let start = Instant::now();
    dispatch_on(isa, Evaluate { what, arity, columns: &columns, output: &mut output });
    let nanoseconds = start.elapsed().as_nanos() as f64 / count as f64;
    eprintln!("{nanoseconds}");
    let results: Vec<u8> = output.iter().flatten().take(count).flat_map(|value| value.to_le_bytes()).collect();
    std::io::stdout().write_all(&results).expect("the results can be written");
}
