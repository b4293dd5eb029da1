//! What the passes leave gives what they were given, bit for bit, for every element.

mod common;

use allcores_compiler::MathMode::Host;
use allcores_compiler::interpret::interpret;
use allcores_compiler::ir::{Function, verify};
use allcores_compiler::passes::optimise;
use common::{Inputs, Limits, functions, inputs, with_each_result};
use proptest::prelude::*;

const FUEL: u64 = 1_000_000;

fn check(before: &Function, inputs: &Inputs) -> Result<(), TestCaseError> {
    let mut after = before.clone();
    optimise(&mut after);
    prop_assert_eq!(verify(&after), Ok(()));
    for index in 0..inputs.len() {
        let run = |function| interpret(function, &inputs.arguments(), index, Host, &mut { FUEL }).expect("loops end");
        let (want, got) = (run(before), run(&after));
        prop_assert!(got.same(want), "element {index} gives {got:?}, not {want:?}:\n{before}\nbecame\n{after}");
    }
    let mut again = after.clone();
    optimise(&mut again);
    prop_assert_eq!(after.to_string(), again.to_string(), "not done the first time:\n{}", before);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn of_random_functions(function in functions(Limits::default()), inputs in inputs(12)) {
        for function in with_each_result(&function) {
            check(&function, &inputs)?;
        }
    }

    #[test]
    fn of_small_functions(function in functions(Limits { choices: 60, ..Limits::default() }), inputs in inputs(24)) {
        for function in with_each_result(&function) {
            check(&function, &inputs)?;
        }
    }
}
