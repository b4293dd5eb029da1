//! Each operation of the reference against what ECMAScript says of it, by value.

use allcores_compiler::MathMode::Host;
use allcores_compiler::interpret::{Number, OutOfFuel, binary, compare, compare_i32, interpret, trace, unary};
use allcores_compiler::ir::{Binary, Block, Compare, Exit, Function, If, Loop, Merge, Op, Param, Stmt, Type, Unary};
use allcores_compiler::{Arguments, Array};
use allcores_memory::{Racy, f16};

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

fn one(op: Unary, cases: &[(f64, f64)]) {
    for &(input, want) in cases {
        let got = unary(op, Number::F64(input), Host);
        assert!(got.same(Number::F64(want)), "{op:?} of {input:?} is {got:?}, not {want:?}");
    }
}

fn two(op: Binary, cases: &[(f64, f64, f64)]) {
    for &(a, b, want) in cases {
        let got = binary(op, Number::F64(a), Number::F64(b), Host);
        assert!(got.same(Number::F64(want)), "{op:?} of {a:?} and {b:?} is {got:?}, not {want:?}");
    }
}

fn of_i32(op: Binary, a: i32, b: i32) -> i32 {
    binary(op, Number::I32(a), Number::I32(b), Host).i32()
}

#[test]
fn round_takes_halves_upwards_and_keeps_the_sign_of_zero() {
    one(
        Unary::Round,
        &[
            (0.5, 1.0),
            (-0.5, -0.0),
            (0.49999999999999994, 0.0),
            (-0.49999999999999994, -0.0),
            (-0.5000000000000001, -1.0),
            (2.5, 3.0),
            (-2.5, -2.0),
            (-0.2, -0.0),
            (-5e-324, -0.0),
            (5e-324, 0.0),
            (4503599627370495.5, 4503599627370496.0),
            (4503599627370497.0, 4503599627370497.0),
            (9007199254740991.0, 9007199254740991.0),
            (0.0, 0.0),
            (-0.0, -0.0),
            (INF, INF),
            (-INF, -INF),
            (NAN, NAN),
        ],
    );
}

#[test]
fn sign_and_rounding_to_narrower_floats() {
    one(Unary::Sign, &[(3.0, 1.0), (-5e-324, -1.0), (0.0, 0.0), (-0.0, -0.0), (-INF, -1.0), (NAN, NAN)]);
    one(Unary::Fround, &[(0.1, 0.10000000149011612), (1e40, INF), (-1e-50, -0.0), (NAN, NAN)]);
    one(Unary::F16round, &[(0.1, 0.0999755859375), (65519.99, 65504.0), (65520.0, INF), (1e-9, 0.0), (NAN, NAN)]);
    one(Unary::Trunc, &[(-0.9, -0.0), (1.9, 1.0)]);
    one(Unary::Ceil, &[(-0.9, -0.0)]);
}

#[test]
fn min_and_max_propagate_nan_and_order_the_zeros() {
    two(Binary::Min, &[(0.0, -0.0, -0.0), (-0.0, 0.0, -0.0), (1.0, NAN, NAN), (NAN, 1.0, NAN), (-INF, 3.0, -INF)]);
    two(Binary::Max, &[(0.0, -0.0, 0.0), (-0.0, 0.0, 0.0), (-0.0, -0.0, -0.0), (NAN, INF, NAN), (INF, 3.0, INF)]);
}

#[test]
fn remainder_has_the_sign_of_the_dividend() {
    two(
        Binary::Rem,
        &[
            (5.5, 2.0, 1.5),
            (-5.5, 2.0, -1.5),
            (5.5, -2.0, 1.5),
            (-4.0, 2.0, -0.0),
            (-0.0, 3.0, -0.0),
            (3.0, INF, 3.0),
            (INF, 3.0, NAN),
            (3.0, 0.0, NAN),
            (1e308, 5e-324, 0.0),
            (1e300, 7.0, 1.0),
        ],
    );
}

#[test]
fn numbers_become_integers_modulo_two_to_the_32() {
    for (input, want) in [
        (0.0, 0),
        (-0.0, 0),
        (NAN, 0),
        (INF, 0),
        (-INF, 0),
        (1.9, 1),
        (-1.9, -1),
        (2147483647.0, i32::MAX),
        (2147483648.0, i32::MIN),
        (-2147483648.0, i32::MIN),
        (-2147483649.0, i32::MAX),
        (4294967295.9, -1),
        (4294967296.0, 0),
        (-4294967297.0, -1),
        (9007199254740991.0, -1),
        (1.8446744073709552e19, 0),
        (1e300, 0),
        (4503599627370497.0, 1),
    ] {
        let got = unary(Unary::I32FromF64, Number::F64(input), Host).i32();
        assert_eq!(got, want, "{input:?}");
    }
    assert_eq!(unary(Unary::F64FromU32, Number::I32(-1), Host), Number::F64(4294967295.0));
    assert_eq!(unary(Unary::F64FromI32, Number::I32(-1), Host), Number::F64(-1.0));
}

#[test]
fn integer_operations_wrap_and_shifts_take_five_bits() {
    assert_eq!(of_i32(Binary::AddI32, i32::MAX, 1), i32::MIN);
    assert_eq!(of_i32(Binary::SubI32, i32::MIN, 1), i32::MAX);
    assert_eq!(of_i32(Binary::MulI32, 0x7fff_ffff, 3), 0x7ffffffd);
    assert_eq!(of_i32(Binary::Shl, 1, 33), 2);
    assert_eq!(of_i32(Binary::Shl, 1, -1), i32::MIN);
    assert_eq!(of_i32(Binary::Sar, -8, 1), -4);
    assert_eq!(of_i32(Binary::Shr, -8, 1), 0x7fff_fffc);
    assert_eq!(unary(Unary::LeadingZeros, Number::I32(0), Host), Number::I32(32));
    assert_eq!(unary(Unary::LeadingZeros, Number::I32(-1), Host), Number::I32(0));
}

#[test]
fn only_unequal_is_true_of_nan() {
    use Compare::{Eq, Ge, Gt, Le, Lt, Ne};
    for op in [Eq, Ne, Lt, Le, Gt, Ge] {
        assert_eq!(compare(op, NAN, 1.0), op == Ne);
        assert_eq!(compare(op, 1.0, NAN), op == Ne);
        assert_eq!(compare(op, NAN, NAN), op == Ne);
        assert_eq!(compare(op, -0.0, 0.0), matches!(op, Eq | Le | Ge));
        assert_eq!(compare_i32(op, -1, 1), matches!(op, Ne | Lt | Le));
    }
    for (input, want) in [(NAN, false), (0.0, false), (-0.0, false), (5e-324, true), (-INF, true)] {
        assert_eq!(unary(Unary::Truthy, Number::F64(input), Host), Number::Mask(want));
    }
}

/// A function of this type whose result is the value of `ops`' last one.
fn function(ty: Type, build: impl FnOnce(&mut Function) -> Op) -> Function {
    let mut function = Function::new();
    let op = build(&mut function);
    function.result = function.value(ty);
    function.body.push(Stmt::Let(function.result, op));
    function
}

fn run(function: &Function, arguments: &Arguments<'_>, index: usize) -> Number {
    interpret(function, arguments, index, Host, &mut 1000).expect("little is needed")
}

#[test]
fn a_lookup_finds_what_stands_there_and_nothing_elsewhere() {
    let words = [7u32, u32::MAX];
    let arguments = Arguments { tables: vec![Array::Uint32(Racy::of(&words))], ..Arguments::default() };
    let cases =
        [(0.0, 7.0), (-0.0, 7.0), (1.0, 4294967295.0), (2.0, NAN), (-1.0, NAN), (0.5, NAN), (NAN, NAN), (INF, NAN)];
    for (index, want) in cases {
        let at = |within| {
            move |function: &mut Function| {
                let place = function.value(Type::F64);
                function.body.push(Stmt::Let(place, Op::F64(index)));
                let table = 0;
                if within { Op::Within { table, index: place } } else { Op::Lookup { table, index: place } }
            }
        };
        let got = run(&function(Type::F64, at(false)), &arguments, 0);
        assert!(got.same(Number::F64(want)), "{index:?} gives {got:?}");
        assert_eq!(run(&function(Type::Mask, at(true)), &arguments, 0), Number::Mask(!want.is_nan()), "{index:?}");
    }
    assert_eq!(run(&function(Type::F64, |_| Op::Length(0)), &arguments, 0), Number::F64(2.0));
}

#[test]
fn elements_arrive_as_integers_and_as_floats() {
    let (bytes, words, halves) = ([-3i8, 4], [u32::MAX, 1], [f16::from_f64(0.5), f16::NAN]);
    let arguments = Arguments {
        arrays: vec![Array::Int8(Racy::of(&bytes)), Array::Uint32(Racy::of(&words)), Array::Float16(Racy::of(&halves))],
        scalars: vec![2.5],
        ..Arguments::default()
    };
    assert_eq!(run(&function(Type::I32, |_| Op::Element(0)), &arguments, 0), Number::I32(-3));
    assert_eq!(run(&function(Type::I32, |_| Op::Element(1)), &arguments, 0), Number::I32(-1));
    assert_eq!(run(&function(Type::F64, |_| Op::Element(2)), &arguments, 0), Number::F64(0.5));
    assert_eq!(run(&function(Type::F64, |_| Op::Scalar(0)), &arguments, 0), Number::F64(2.5));
    assert_eq!(run(&function(Type::F64, |_| Op::Index), &arguments, 1), Number::F64(1.0));
}

/// `let a = 0, b = 1; for (let i = 0; i < index; i++) [a, b] = [b, a + b]; return i > 2 ? a : -a`
fn fibonacci() -> Function {
    let mut f = Function::new();
    let [zero, one, two, index] = [Op::F64(0.0), Op::F64(1.0), Op::F64(2.0), Op::Index].map(|op| {
        let value = f.value(Type::F64);
        f.body.push(Stmt::Let(value, op));
        value
    });
    let [i, a, b, next_i, next_b, last_i, last_a, negative, result] = [(); 9].map(|()| f.value(Type::F64));
    let (going, many) = (f.value(Type::Mask), f.value(Type::Mask));
    f.body.push(Stmt::Loop(Loop {
        params: vec![
            Param { value: i, init: zero, next: next_i },
            // Parallel, not one after the other: a takes the b of the round before.
            Param { value: a, init: zero, next: b },
            Param { value: b, init: one, next: next_b },
        ],
        head: vec![Stmt::Let(going, Op::Compare(Compare::Lt, i, index))],
        going,
        body: vec![
            Stmt::Let(next_i, Op::Binary(Binary::Add, i, one)),
            Stmt::Let(next_b, Op::Binary(Binary::Add, a, b)),
        ],
        results: vec![Exit { value: last_i, last: i }, Exit { value: last_a, last: a }],
    }));
    f.body.push(Stmt::Let(many, Op::Compare(Compare::Gt, last_i, two)));
    f.body.push(Stmt::If(If {
        cond: many,
        then: Block::new(),
        otherwise: vec![Stmt::Let(negative, Op::Unary(Unary::Neg, last_a))],
        results: vec![Merge { value: result, then: last_a, otherwise: negative }],
    }));
    f.result = result;
    f
}

#[test]
fn loops_and_branches_merge_values() {
    for (index, want) in [(0, -0.0), (1, -1.0), (2, -1.0), (3, 2.0), (4, 3.0), (10, 55.0)] {
        let got = run(&fibonacci(), &Arguments::default(), index);
        assert!(got.same(Number::F64(want)), "{index} gives {got:?}");
    }
}

#[test]
fn each_round_costs_one_of_the_fuel() {
    let run = |mut fuel: u64| interpret(&fibonacci(), &Arguments::default(), 10, Host, &mut fuel).map(|_| fuel);
    assert_eq!(run(10), Err(OutOfFuel));
    assert_eq!(run(11), Ok(0));
    assert_eq!(run(20), Ok(9));
}

#[test]
fn a_trace_tells_the_rounds() {
    let mut seen = Vec::new();
    let f = fibonacci();
    let Some(Stmt::Loop(repeat)) = f.body.get(4) else { panic!("the loop") };
    let a = repeat.params[1].value;
    trace(&f, &Arguments::default(), 4, Host, &mut 100, &mut |value, number, rounds| {
        if value == a {
            seen.push((number.f64(), rounds.to_vec()));
        }
    })
    .expect("five rounds");
    let want = [0.0, 1.0, 1.0, 2.0, 3.0].into_iter().zip((0..5).map(|round| vec![round]));
    assert_eq!(seen, want.collect::<Vec<_>>());
}
