//! A source, compiled and run on each instruction set, held against the reference.

use allcores_compiler::interpret::{Number, OutOfFuel, interpret};
use allcores_compiler::passes::{Analysis, optimise};
use allcores_compiler::vm::{Code, Machine, Sink};
use allcores_compiler::{Arguments, Array, ArrayMut, Const, MathMode, Param, Purpose, Signature, front, ir};
use allcores_memory::{Dtype, Racy, RacyMut};
use allcores_parallel::Cancel;
use allcores_simd::Isa;
use std::time::{Duration, Instant};

/// Numbers at which something happens, and small ones.
const NUMBERS: [f64; 23] = [
    0.0,
    1.0,
    -0.0,
    2.0,
    f64::NAN,
    f64::INFINITY,
    -1.0,
    3.5,
    0.5,
    5e-324,
    7.0,
    -2.5,
    f64::NEG_INFINITY,
    1e308,
    2147483648.0,
    4294967297.0,
    0.1,
    12.0,
    -8.0,
    9007199254740993.0,
    6.0,
    65520.0,
    1e-310,
];

/// Rounds of loops that the reference makes for all elements of a source.
const FUEL: u64 = 200_000;

/// What functions of [`source`](super::source) are compiled for.
pub fn signature() -> Signature {
    Signature {
        params: vec![Param::Element(Dtype::Float64), Param::Element(Dtype::Int32), Param::Scalar],
        consts: vec![("rate".into(), Const::Number), ("table".into(), Const::Table(Dtype::Float64))],
        purpose: Purpose::Map(Dtype::Float64),
        math: MathMode::Portable,
    }
}

/// The first difference between the machine and the reference for this many elements; also whether it was compiled
/// and ended at all.
pub fn disagreement(source: &str, len: usize) -> (bool, Option<String>) {
    let Ok(mut function) = front::lower(source, &signature()) else { return (false, None) };
    assert_eq!(ir::verify(&function), Ok(()), "{source}");
    let x: Vec<f64> = (0..len).map(|i| NUMBERS[i * 7 % NUMBERS.len()] + (i / 161) as f64).collect();
    let n: Vec<i32> = (0..len).map(|i| [3, 0, -1, i32::MAX, 9, i32::MIN, 1, 30][i * 3 % 8]).collect();
    let table = [1.5, -0.0, f64::NAN, 3.0, 2.0];
    let math = MathMode::Portable;
    let mut fuel = FUEL;
    let given = arguments(Racy::of(&x), &n, &table);
    let want: Result<Vec<f64>, OutOfFuel> = (0..len)
        .map(|i| interpret(&function, &given, i, math, &mut fuel))
        .map(|result| {
            Ok(match result? {
                Number::F64(value) => value,
                Number::I32(value) => value.into(),
                Number::Mask(value) => value.into(),
            })
        })
        .collect();
    optimise(&mut function);
    assert_eq!(ir::verify(&function), Ok(()), "{source}");
    let code = Code::new(&function, &Analysis::of(&function), math);
    let mut machine = Machine::default();
    for &isa in Isa::available() {
        let mut numbers = vec![-1.0; len];
        let soon = Instant::now() + Duration::from_millis(if want.is_ok() { 60_000 } else { 20 });
        let cancel = Cancel::default().with_deadline(soon);
        let ended = code.run_on(isa, &mut machine, &given, 0..len, Sink::Numbers(&mut numbers), &cancel);
        // Again, with the results in place of an input.
        let mut place = x.clone();
        let out = RacyMut::of(&mut place);
        let in_place = arguments(out.read(), &n, &table);
        let sink = Sink::Store(ArrayMut::Float64(out));
        let ended_too = code.run_on(isa, &mut machine, &in_place, 0..len, sink, &cancel);
        let Ok(want) = &want else { continue };
        assert!(ended.is_ok() && ended_too.is_ok(), "it ends after {} rounds\n{source}", FUEL - fuel);
        for (how, got) in [("apart", &numbers), ("in place", &place)] {
            if let Some(i) =
                (0..len).find(|&i| got[i].to_bits() != want[i].to_bits() && !(got[i].is_nan() && want[i].is_nan()))
            {
                let (got, want, name) = (got[i], want[i], isa.name());
                return (true, Some(format!("element {i} of {len}, {how}, on {name}: {got:e} for {want:e}\n{source}")));
            }
        }
    }
    (want.is_ok(), None)
}

fn arguments<'a>(x: Racy<'a, f64>, n: &'a [i32], table: &'a [f64]) -> Arguments<'a> {
    Arguments {
        arrays: vec![Array::Float64(x), Array::Int32(Racy::of(n))],
        scalars: vec![0.5, 4.0],
        tables: vec![Array::Float64(Racy::of(table))],
    }
}
