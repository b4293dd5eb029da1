//! Evaluates a function of `Math` at the points of the standard input, and prints how long that took.
//!
//! `math_points FUNCTION VARIANT SET`: doubles come and go as bytes, in pairs where
//! the function has two parameters. `math_points.mjs` compares them with those of
//! the engine that runs it. The variant is `fdlibm` or `platform`; the set is a
//! name that `ALLCORES_ISA` takes. `hypot1` to `hypot4` are functions here.

use allcores_simd::math::Function;
use allcores_simd::math::host::{Variant, apply_binary, apply_unary, hypot};
use allcores_simd::{F64x8, Isa, Op, Vectors, dispatch_on};
use std::io::{Read, Write};
use std::time::Instant;

/// Lanes as many as a block of a compiled function has, so that time is not that of memory.
const BLOCK: usize = 32;

struct Hypot<'a>(&'a mut [Vec<[f64; 8]>]);

impl Op for Hypot<'_> {
    type Output = ();
    #[inline(always)]
    fn run<V: Vectors>(self) {
        let mut arguments = [V::F64::splat(0.0); 4];
        let mut i = 0;
        while i < self.0[0].len() {
            let mut k = 0;
            while k < self.0.len() {
                arguments[k] = V::F64::of(self.0[k][i]);
                k += 1;
            }
            self.0[0][i] = hypot::<V>(&arguments[..k]).lanes();
            i += 1;
        }
    }
}

fn main() {
    let usage = "math_points FUNCTION VARIANT SET < arguments > results";
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, variant, set] = &arguments[..] else { panic!("{usage}") };
    let variant = if variant == "platform" { Variant::Platform } else { Variant::Fdlibm };
    let isa = *Isa::available().iter().find(|isa| isa.name() == set).expect(usage);
    let function = Function::ALL.iter().find(|known| known.name() == name);
    let arity = match function {
        Some(function) => function.arity(),
        None => name.strip_prefix("hypot").and_then(|arity| arity.parse().ok()).expect(usage),
    };

    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).expect("the arguments can be read");
    let values: Vec<f64> = bytes.chunks_exact(8).map(|b| f64::from_le_bytes(b.try_into().unwrap())).collect();
    let count = values.len() / arity;
    let mut columns = vec![vec![[1.0; 8]; count.div_ceil(8)]; arity];
    for (i, value) in values.iter().enumerate() {
        columns[i % arity][i / arity / 8][i / arity % 8] = *value;
    }
    let start = Instant::now();
    match (function, &mut columns[..]) {
        (Some(function), [x]) => x.chunks_mut(BLOCK).for_each(|x| apply_unary(isa, *function, variant, x)),
        (Some(function), [x, y]) => {
            x.chunks_mut(BLOCK).zip(y.chunks(BLOCK)).for_each(|(x, y)| apply_binary(isa, *function, variant, x, y));
        }
        (_, columns) => dispatch_on(isa, Hypot(columns)),
    }
    eprintln!("{}", start.elapsed().as_nanos() as f64 / count as f64);
    let results: Vec<u8> = columns[0].as_flattened()[..count].iter().flat_map(|value| value.to_le_bytes()).collect();
    std::io::stdout().write_all(&results).expect("the results can be written");
}
