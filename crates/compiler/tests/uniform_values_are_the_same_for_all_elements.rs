//! What the analysis calls uniform is, in every run, and what it says of counted loops holds.

mod common;

use allcores_compiler::MathMode::Host;
use allcores_compiler::interpret::{Number, trace};
use allcores_compiler::ir::{Block, Compare, Function, Loop, Stmt, Value};
use allcores_compiler::passes::{Analysis, LoopClass, optimise};
use common::{Inputs, Limits, functions, inputs};
use proptest::prelude::*;
use std::collections::HashMap;

const FUEL: u64 = 1_000_000;

/// Each value of each round, of one element.
fn traced(function: &Function, inputs: &Inputs, index: usize) -> Vec<(Value, Vec<u64>, Number)> {
    let mut seen = Vec::new();
    trace(function, &inputs.arguments(), index, Host, &mut { FUEL }, &mut |value, number, rounds| {
        seen.push((value, rounds.to_vec(), number));
    })
    .expect("generated loops end");
    seen
}

fn loops<'a>(block: &'a Block, found: &mut Vec<&'a Loop>) {
    for stmt in block {
        match stmt {
            Stmt::Let(..) => {}
            Stmt::If(choice) => {
                loops(&choice.then, found);
                loops(&choice.otherwise, found);
            }
            Stmt::Loop(repeat) => {
                found.push(repeat);
                loops(&repeat.head, found);
                loops(&repeat.body, found);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn uniform_values_agree_in_each_round(
        mut function in functions(Limits::default()),
        optimised: bool,
        inputs in inputs(9),
    ) {
        if optimised {
            optimise(&mut function);
        }
        let analysis = Analysis::of(&function);
        let mut known: HashMap<(Value, Vec<u64>), Number> = HashMap::new();
        for index in 0..inputs.len() {
            for (value, rounds, number) in traced(&function, &inputs, index) {
                if analysis.is_uniform(value) {
                    let first = *known.entry((value, rounds)).or_insert(number);
                    prop_assert!(first.same(number), "{value} is {first:?} and {number:?} in\n{function}");
                }
            }
        }
    }

    #[test]
    fn elements_leave_a_counted_loop_in_the_order_of_their_bounds(
        function in functions(Limits { depth: 1, ..Limits::default() }),
        inputs in inputs(9),
    ) {
        let analysis = Analysis::of(&function);
        let mut all = Vec::new();
        loops(&function.body, &mut all);
        prop_assert_eq!(all.len(), analysis.loops.len());
        for (repeat, facts) in all.into_iter().zip(&analysis.loops) {
            let LoopClass::Counted { compare, bound, .. } = facts.class else { continue };
            let mut trips = Vec::new();
            for index in 0..inputs.len() {
                let seen = traced(&function, &inputs, index);
                let rounds = seen.iter().filter(|(value, ..)| *value == repeat.going).count();
                let bound = seen.iter().find(|(value, ..)| *value == bound).map(|(.., number)| match number {
                    Number::F64(bound) => *bound,
                    Number::I32(bound) => (*bound).into(),
                    Number::Mask(_) => unreachable!("masks are not compared"),
                });
                // Where a branch was not taken there are no rounds.
                if let (Some(bound), 1..) = (bound, rounds) {
                    trips.push((bound, rounds));
                }
            }
            let upwards = matches!(compare, Compare::Lt | Compare::Le);
            prop_assert!(upwards || matches!(compare, Compare::Gt | Compare::Ge));
            for &(a, rounds_a) in &trips {
                prop_assert!(!a.is_nan() || rounds_a == 1);
                for &(b, rounds_b) in &trips {
                    if a.is_nan() || (if upwards { a <= b } else { a >= b }) {
                        prop_assert!(rounds_a <= rounds_b, "{a}: {rounds_a}, {b}: {rounds_b} in\n{function}");
                    }
                }
            }
        }
    }
}
