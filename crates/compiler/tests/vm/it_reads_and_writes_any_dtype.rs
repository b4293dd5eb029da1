//! Elements of every dtype come in as their numbers, and results go out as an assignment would store them.

use super::common::{Inputs, parse};
use super::{expected, same};
use allcores_compiler::interpret::to_int32;
use allcores_compiler::passes::Analysis;
use allcores_compiler::vm::{Code, Machine, Sink};
use allcores_compiler::{Arguments, Array, ArrayMut, MathMode};
use allcores_memory::{Element, Racy, RacyMut, f16, nearest_half};
use allcores_parallel::Cancel;
use allcores_simd::Isa;

/// A function of a double and a float, whose results are of all kinds.
const FUNCTION: &str = "return add(mul(element(0), 3.5), element(1))";

macro_rules! stored {
    ($T:ty, $dtype:ident, $convert:expr) => {{
        let convert: fn(f64) -> $T = $convert;
        let inputs = Inputs::special();
        let function = parse(FUNCTION);
        let code = Code::new(&function, &Analysis::of(&function), MathMode::Host);
        let want = expected(&function, &inputs.arguments(), inputs.len(), MathMode::Host);
        for &isa in Isa::available() {
            // The elements around the range are not touched.
            let mut out = vec![<$T>::default(); inputs.len()];
            let range = 3..inputs.len() - 5;
            let sink = Sink::Store(ArrayMut::$dtype(RacyMut::of(&mut out)));
            code.run_on(isa, &mut Machine::default(), &inputs.arguments(), range.clone(), sink, &Cancel::default())
                .expect("no one stops it");
            for (i, (got, want)) in out.iter().zip(&want).enumerate() {
                let want = if range.contains(&i) { convert(*want) } else { <$T>::default() };
                assert!(same(got.to_f64(), want.to_f64()), "{i}: {got:?} for {want:?} on {}", isa.name());
            }
        }
    }};
}

#[test]
fn results_are_stored_as_an_assignment_does() {
    stored!(i8, Int8, |x| to_int32(x) as i8);
    stored!(u8, Uint8, |x| to_int32(x) as u8);
    stored!(u8, Uint8Clamped, |x| x.clamp(0.0, 255.0).round_ties_even() as u8);
    stored!(i16, Int16, |x| to_int32(x) as i16);
    stored!(u16, Uint16, |x| to_int32(x) as u16);
    stored!(i32, Int32, to_int32);
    stored!(u32, Uint32, |x| to_int32(x) as u32);
    stored!(f16, Float16, nearest_half);
    stored!(f32, Float32, |x| x as f32);
    stored!(f64, Float64, |x| x);
}

#[test]
fn truths_are_bits() {
    let inputs = Inputs::special();
    for text in [FUNCTION, "return lt(element(0), 1.0)", "return and(element(3), 5)"] {
        let function = parse(text);
        let code = Code::new(&function, &Analysis::of(&function), MathMode::Host);
        let want = expected(&function, &inputs.arguments(), inputs.len(), MathMode::Host);
        for &isa in Isa::available() {
            let range = 3..inputs.len() - 5;
            let mut bits = vec![0; range.len().div_ceil(64)];
            let (sink, cancel) = (Sink::Bits(&mut bits), Cancel::default());
            code.run_on(isa, &mut Machine::default(), &inputs.arguments(), range.clone(), sink, &cancel)
                .expect("no one stops it");
            for i in range.clone() {
                let place = i - range.start;
                let truth = want[i] != 0.0 && !want[i].is_nan();
                assert_eq!(bits[place / 64] >> (place % 64) & 1 == 1, truth, "{text}, element {i} on {}", isa.name());
            }
        }
    }
}

/// One array of each dtype, with the number that each element is.
#[test]
fn elements_and_tables_are_their_numbers() {
    let bytes: Vec<u8> = (0..=255).collect();
    let signed: Vec<i8> = bytes.iter().map(|&x| x as i8).collect();
    let words: Vec<u16> = bytes.iter().map(|&x| u16::from(x) * 257).collect();
    let shorts: Vec<i16> = words.iter().map(|&x| x as i16).collect();
    let longs: Vec<u32> = words.iter().map(|&x| u32::from(x) * 65537).collect();
    let integers: Vec<i32> = longs.iter().map(|&x| x as i32).collect();
    let halves: Vec<f16> = words.iter().map(|&x| f16::from_bits(x)).collect();
    let floats: Vec<f32> = longs.iter().map(|&x| f32::from_bits(x)).collect();
    let doubles: Vec<f64> = floats.iter().map(|&x| f64::from(x) / 3.0).collect();
    let of_integers = [
        Array::Int8(Racy::of(&signed)),
        Array::Uint8(Racy::of(&bytes)),
        Array::Uint8Clamped(Racy::of(&bytes)),
        Array::Int16(Racy::of(&shorts)),
        Array::Uint16(Racy::of(&words)),
        Array::Int32(Racy::of(&integers)),
        Array::Uint32(Racy::of(&longs)),
    ];
    let of_floats =
        [Array::Float16(Racy::of(&halves)), Array::Float32(Racy::of(&floats)), Array::Float64(Racy::of(&doubles))];
    let text = |k: usize| format!("return element({k})");
    let all = of_integers.iter().map(|&array| (array, text(3))).chain(of_floats.iter().map(|&array| (array, text(0))));
    for (array, text) in all {
        for text in [text, "return lookup(0, sub(mul(element(5), 1.0), 1.0))".replace("element(5)", "index()")] {
            let function = parse(&text);
            let arguments = Arguments { arrays: vec![array; 4], tables: vec![array], ..Arguments::default() };
            let code = Code::new(&function, &Analysis::of(&function), MathMode::Host);
            let want = expected(&function, &arguments, array.len(), MathMode::Host);
            for &isa in Isa::available() {
                let mut got = vec![0.0; array.len()];
                let (sink, cancel) = (Sink::Numbers(&mut got), Cancel::default());
                code.run_on(isa, &mut Machine::default(), &arguments, 0..array.len(), sink, &cancel)
                    .expect("no one stops it");
                for i in 0..got.len() {
                    assert!(same(got[i], want[i]), "{text}, element {i} of {:?} on {}", array.dtype(), isa.name());
                }
            }
        }
    }
}

#[test]
fn the_output_may_be_an_input_and_is_written_in_the_range_alone() {
    let function = parse("x = element(0) return add(mul(x, x), element(0))");
    let code = Code::new(&function, &Analysis::of(&function), MathMode::Host);
    for &isa in Isa::available() {
        for range in [0..1300, 3..1299, 0..20_000, 5..19_990] {
            let mut x: Vec<f64> = (0..20_000).map(f64::from).collect();
            let both = RacyMut::of(&mut x);
            let arguments = Arguments { arrays: vec![Array::Float64(both.read())], ..Arguments::default() };
            let (sink, cancel) = (Sink::Store(ArrayMut::Float64(both)), Cancel::default());
            code.run_on(isa, &mut Machine::default(), &arguments, range.clone(), sink, &cancel)
                .expect("no one stops it");
            for (i, &y) in x.iter().enumerate() {
                let want = if range.contains(&i) { i * i + i } else { i };
                assert_eq!(y, want as f64, "element {i} of {range:?} on {}", isa.name());
            }
        }
    }
}
