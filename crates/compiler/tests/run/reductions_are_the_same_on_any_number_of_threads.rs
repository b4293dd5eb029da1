use crate::functions::{Builder, LENGTHS, THREADS, affine, identity, noise, on, same, squares};
use allcores_compiler::ir::{Binary, Op, Type};
use allcores_compiler::{Arguments, Array, Program, Purpose, Reducer};
use allcores_kernels::sum;
use allcores_memory::{Dtype, Racy};

fn array(x: &[f64]) -> Array<'_> {
    Array::Float64(Racy::of(x))
}

fn arguments(x: &[f64]) -> Arguments<'_> {
    Arguments { arrays: vec![array(x)], ..Arguments::default() }
}

/// Neighbours in pairs, the results in pairs, until one is left.
fn tree(x: &[f64], f: impl Fn(f64, f64) -> f64) -> Option<f64> {
    let mut level = x.to_vec();
    while level.len() > 1 {
        level = level.chunks(2).map(|pair| if let [a, b] = pair { f(*a, *b) } else { pair[0] }).collect();
    }
    level.first().copied()
}

fn pairs(f: impl FnOnce(&mut Builder, [allcores_compiler::ir::Value; 2]) -> allcores_compiler::ir::Value) -> Reducer {
    let mut builder = Builder::default();
    let operands = [0, 1].map(|k| builder.element(k, Dtype::Float64));
    let result = f(&mut builder, operands);
    Reducer::of(builder.program(result, &[Dtype::Float64; 2], Purpose::Number))
}

#[test]
fn a_function_combines_neighbours_in_pairs() {
    // Rounding shows the grouping.
    let add = pairs(|f, [a, b]| f.binary(Binary::Add, a, b));
    // The first of both that is not 0: associative, not commutative.
    let first = pairs(|f, [a, b]| {
        let there = f.emit(Type::Mask, Op::Unary(allcores_compiler::ir::Unary::Truthy, a));
        f.emit(Type::F64, Op::Select(there, a, b))
    });
    let program = affine(Dtype::Float64, Purpose::Number);
    for len in LENGTHS {
        let mut x = noise(len);
        let mapped: Vec<f64> = x.iter().enumerate().map(|(i, x)| x * 3.0 + i as f64).collect();
        let wanted = [tree(&x, |a, b| a + b), tree(&mapped, |a, b| a + b)];
        for threads in THREADS {
            let none = Arguments::default();
            let got = on(threads, |context| {
                [add.reduce(context, &none, array(&x)), program.map_reduce(context, &arguments(&x), &add, &none)]
            });
            assert_eq!(got, wanted.map(Ok), "{len} on {threads} threads");
        }
        x[..len / 2].fill(0.0);
        for threads in THREADS {
            let got = on(threads, |context| first.reduce(context, &Arguments::default(), array(&x)));
            assert_eq!(got, Ok(x.iter().copied().find(|x| *x != 0.0).or(x.first().copied())), "{len}");
        }
    }
}

#[test]
fn a_mapped_sum_is_the_sum_of_the_mapped_array_to_the_last_bit() {
    let (itself, reducer) = (identity(Dtype::Float64, Purpose::Number), Reducer::named("sum").unwrap());
    for len in LENGTHS {
        for scale in [1.0, 1e308] {
            let x: Vec<f64> = noise(len).iter().map(|x| x * scale).collect();
            let wanted = on(1, |context| sum(context, Racy::of(&x))).unwrap().to_f64();
            for threads in THREADS {
                let none = Arguments::default();
                let got = on(threads, |context| itself.map_reduce(context, &arguments(&x), &reducer, &none));
                assert!(same(got.unwrap().unwrap(), wanted), "{len} on {threads} threads");
                let got = on(threads, |context| reducer.reduce(context, &none, array(&x)));
                assert!(same(got.unwrap().unwrap(), wanted), "{len} on {threads} threads");
            }
        }
    }
}

#[test]
fn named_reducers_are_those_of_math() {
    let itself = identity(Dtype::Float64, Purpose::Number);
    let reduce = |name: &str, x: &[f64]| {
        let (reducer, none) = (Reducer::named(name).unwrap(), Arguments::default());
        let [whole, mapped] = on(2, |context| {
            [reducer.reduce(context, &none, array(x)), itself.map_reduce(context, &arguments(x), &reducer, &none)]
        });
        assert!(
            whole == mapped || same(whole.unwrap().unwrap(), mapped.unwrap().unwrap()),
            "{name} {whole:?} {mapped:?}"
        );
        mapped.unwrap()
    };
    assert_eq!(reduce("min", &[2.0, -1.0, 3.0]), Some(-1.0));
    assert_eq!(reduce("max", &[2.0, -1.0, 3.0]), Some(3.0));
    assert!(same(reduce("min", &[0.0, -0.0]).unwrap(), -0.0));
    assert!(same(reduce("max", &[-0.0, 0.0]).unwrap(), 0.0));
    assert!(reduce("min", &[1.0, f64::NAN]).unwrap().is_nan());
    assert_eq!(reduce("product", &[2.0, -1.0, 3.0]), Some(-6.0));
    assert_eq!(["sum", "product", "min", "max"].map(|name| reduce(name, &[])), [Some(0.0), Some(1.0), None, None]);
    assert!(Reducer::named("mean").is_none());
}

#[test]
fn a_few_elements_of_long_work_give_the_same_as_many() {
    let program: Program = squares(Purpose::Number);
    let add = pairs(|f, [a, b]| f.binary(Binary::Add, a, b));
    let x: Vec<f64> = (0..300).map(f64::from).collect();
    let total: f64 = x.iter().map(|x| (0..*x as u32).map(|i| f64::from(i * i)).sum::<f64>()).sum();
    for threads in THREADS {
        for reducer in [&add, &Reducer::named("sum").unwrap()] {
            let none = Arguments::default();
            let got = on(threads, |context| program.map_reduce(context, &arguments(&x), reducer, &none));
            assert_eq!(got, Ok(Some(total)));
        }
    }
}

#[test]
fn elements_of_every_type_are_numbers_to_a_reducer() {
    let max = pairs(|f, [a, b]| f.binary(Binary::Max, a, b));
    let x = [0u32, 7, u32::MAX, 3];
    let got = on(1, |context| max.reduce(context, &Arguments::default(), Array::Uint32(Racy::of(&x))));
    assert_eq!(got, Ok(Some(4294967295.0)));
}

#[test]
fn a_reducer_may_have_constants() {
    let scaled = pairs(|f, [a, b]| {
        let k = f.emit(Type::F64, Op::Scalar(0));
        let product = f.binary(Binary::Mul, a, b);
        f.binary(Binary::Mul, product, k)
    });
    let consts = Arguments { scalars: vec![0.5], ..Arguments::default() };
    assert_eq!(on(1, |context| scaled.reduce(context, &consts, array(&[2.0, 3.0, 4.0]))), Ok(Some(6.0)));
    assert_eq!(on(1, |context| scaled.combine(context, &consts, 8.0, 2.0)), Ok(8.0));
}
