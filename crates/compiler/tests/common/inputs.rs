//! Arguments of every dtype: a float, an integer and a table of each kind, full of special values.

use allcores_compiler::{Arguments, Array};
use allcores_memory::{Racy, f16, nearest_half};
use proptest::prelude::*;

/// Numbers at which something happens.
pub const SPECIAL: [f64; 32] = [
    0.0,
    1.0,
    -0.0,
    2.0,
    f64::NAN,
    f64::INFINITY,
    -1.0,
    f64::NEG_INFINITY,
    0.5,
    -0.5,
    3.0,
    5e-324,
    -5e-324,
    2.2250738585072014e-308,
    0.49999999999999994,
    1.5,
    -2.5,
    10.0,
    1e308,
    -1e308,
    2147483647.0,
    2147483648.0,
    -2147483648.0,
    -2147483649.0,
    4294967295.0,
    4294967296.0,
    9007199254740993.0,
    4503599627370495.5,
    1e-310,
    0.1,
    65520.0,
    3.4028235677973366e38,
];

/// What a function of [`super::generate`] is called with.
#[derive(Clone, Debug)]
pub struct Inputs {
    doubles: Vec<f64>,
    floats: Vec<f32>,
    halves: Vec<f16>,
    integers: Vec<i32>,
    words: Vec<u32>,
    bytes: Vec<i8>,
    scalars: Vec<f64>,
    table: Vec<f64>,
    counts: Vec<u32>,
}

impl Inputs {
    /// Which arrays hold floats, so that their elements are `f64`; the others hold integers.
    pub const FLOATS: [bool; 6] = [true, true, true, false, false, false];
    /// How many scalars there are.
    pub const SCALARS: usize = 3;
    /// How many tables there are. The last one is empty.
    pub const TABLES: usize = 3;

    /// Each special number with each other one, element by element.
    pub fn special() -> Inputs {
        let pairs = || SPECIAL.iter().flat_map(|&a| SPECIAL.iter().map(move |&b| (a, b)));
        let integer = |x: f64| x as i64 as i32;
        Inputs {
            doubles: pairs().map(|(a, _)| a).collect(),
            floats: pairs().map(|(_, b)| b as f32).collect(),
            halves: pairs().map(|(a, b)| nearest_half(a + b)).collect(),
            integers: pairs().map(|(a, _)| integer(a)).collect(),
            words: pairs().map(|(_, b)| integer(b) as u32).collect(),
            bytes: pairs().map(|(a, b)| integer(a).wrapping_sub(integer(b)) as i8).collect(),
            scalars: vec![0.5, -0.0, f64::NAN],
            table: vec![1.5, -0.0, f64::NAN, 3.0],
            counts: vec![3, u32::MAX],
        }
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.doubles.len()
    }

    /// Borrowed, as a run takes them.
    pub fn arguments(&self) -> Arguments<'_> {
        Arguments {
            arrays: vec![
                Array::Float64(Racy::of(&self.doubles)),
                Array::Float32(Racy::of(&self.floats)),
                Array::Float16(Racy::of(&self.halves)),
                Array::Int32(Racy::of(&self.integers)),
                Array::Uint32(Racy::of(&self.words)),
                Array::Int8(Racy::of(&self.bytes)),
            ],
            scalars: self.scalars.clone(),
            tables: vec![
                Array::Float64(Racy::of(&self.table)),
                Array::Uint32(Racy::of(&self.counts)),
                Array::Float32(Racy::of(&[])),
            ],
        }
    }
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        3 => prop::sample::select(&SPECIAL[..]),
        3 => (-8i32..40).prop_map(f64::from),
        2 => -100.0..100.0f64,
        1 => any::<u64>().prop_map(f64::from_bits),
    ]
}

fn integer() -> impl Strategy<Value = i32> {
    prop_oneof![
        3 => -4i32..12,
        1 => prop::sample::select(&[i32::MIN, i32::MAX, i32::MIN + 1, 1 << 30, -256, 65535][..]),
        1 => any::<i32>(),
    ]
}

/// Inputs of this many elements.
pub fn inputs(len: usize) -> impl Strategy<Value = Inputs> {
    let doubles = |len| prop::collection::vec(number(), len);
    let integers = |len| prop::collection::vec(integer(), len);
    (doubles(len), doubles(len), doubles(len), integers(len), integers(len), doubles(Inputs::SCALARS), doubles(7))
        .prop_map(|(doubles, floats, halves, integers, words, scalars, table)| Inputs {
            floats: floats.iter().map(|&x| x as f32).collect(),
            halves: halves.iter().map(|&x| nearest_half(x)).collect(),
            bytes: words.iter().rev().map(|&x| x as i8).collect(),
            words: words.iter().map(|&x| x as u32).collect(),
            counts: vec![3, u32::MAX, 0, 1],
            doubles,
            integers,
            scalars,
            table,
        })
}
