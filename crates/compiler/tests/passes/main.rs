//! What each pass is for, shown: a function before and after.

#[path = "../common/mod.rs"]
mod common;

mod branch;
mod cse;
mod dce;
mod fold;
mod licm;
mod merges;
mod narrow;

use allcores_compiler::MathMode;
use allcores_compiler::interpret::interpret;
use allcores_compiler::passes::optimise;
use common::{Inputs, parse};

/// Asserts that the optimiser makes one text of the other, and that both give the same for special numbers.
fn becomes(before: &str, after: &str) {
    let (function, want) = (parse(before), parse(after));
    let mut got = function.clone();
    optimise(&mut got);
    assert_eq!(got.to_string(), want.to_string(), "{before}");
    let inputs = Inputs::special();
    // Only of pow is something known in every mode; nothing else depends on it.
    let modes = if before.contains("pow") { &[MathMode::Host, MathMode::Portable][..] } else { &[MathMode::Host] };
    for index in 0..inputs.len() {
        for &mode in modes {
            let run = |function| interpret(function, &inputs.arguments(), index, mode, &mut 1000);
            let same = match (run(&function), run(&got)) {
                (Ok(want), Ok(got)) => got.same(want),
                // Some special numbers keep a loop going; then it does so still.
                (want, got) => want == got,
            };
            assert!(same, "{before}: element {index} gives {:?}, and then {:?}", run(&function), run(&got));
        }
    }
}

/// Asserts that the optimiser leaves a text as it is.
fn stays(text: &str) {
    becomes(text, text);
}
