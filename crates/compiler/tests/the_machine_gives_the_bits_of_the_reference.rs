//! Whatever the function, the instruction set and the number of elements: the machine gives what one
//! element after the other gives.

mod common;

use allcores_compiler::interpret::{Number, interpret};
use allcores_compiler::ir::{Function, Type};
use allcores_compiler::passes::{Analysis, optimise};
use allcores_compiler::vm::{Code, Machine, Sink};
use allcores_compiler::{Arguments, MathMode};
use allcores_parallel::Cancel;
use allcores_simd::Isa;
use common::{Limits, functions, inputs};
use proptest::prelude::*;

const FUEL: u64 = 1_000_000;

/// The result of each element as a number.
fn expected(function: &Function, arguments: &Arguments<'_>, len: usize) -> Vec<f64> {
    let of = |index| interpret(function, arguments, index, MathMode::Host, &mut FUEL.clone()).expect("it ends");
    (0..len)
        .map(|index| match of(index) {
            Number::F64(value) => value,
            Number::I32(value) => value.into(),
            Number::Mask(value) => value.into(),
        })
        .collect()
}

fn same(function: &Function, arguments: &Arguments<'_>, len: usize, machine: &mut Machine) -> Result<(), TestCaseError> {
    let want = expected(function, arguments, len);
    let code = Code::new(function, &Analysis::of(function), MathMode::Host);
    for &isa in Isa::available() {
        let mut got = vec![f64::NAN; len];
        code.run_on(isa, machine, arguments, 0..len, Sink::Numbers(&mut got), &Cancel::default()).expect("no one stops it");
        for (i, (&got, &want)) in got.iter().zip(&want).enumerate() {
            let same = got.to_bits() == want.to_bits() || got.is_nan() && want.is_nan();
            prop_assert!(same, "element {i} on {}: {got:e} for {want:e}\n{function}", isa.name());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 4000, ..ProptestConfig::default() })]

    #[test]
    fn of_any_function(function in functions(Limits::default()), inputs in inputs(70)) {
        let mut machine = Machine::default();
        same(&function, &inputs.arguments(), inputs.len(), &mut machine)?;
    }

    #[test]
    fn of_any_function_after_the_passes(mut function in functions(Limits::default()), inputs in inputs(70)) {
        optimise(&mut function);
        let mut machine = Machine::default();
        same(&function, &inputs.arguments(), inputs.len(), &mut machine)?;
    }
}

#[test]
fn of_no_function_at_all() {
    let mut function = Function::new();
    function.result = function.value(Type::F64);
    function.body.push(allcores_compiler::ir::Stmt::Let(function.result, allcores_compiler::ir::Op::F64(2.5)));
    let inputs = common::Inputs::special();
    same(&function, &inputs.arguments(), inputs.len(), &mut Machine::default()).unwrap();
}
