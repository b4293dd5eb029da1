//! Prints the form of the function in a file: `cargo run --example ir -- file.js [parameters [optimised]]`,
//! before or after the passes, where each letter of `parameters` is `e` for an element of a Float64Array, `i` of an Int32Array, `u` of a
//! Uint32Array, or `s` for a scalar; `e` if left out. The index, which follows them, needs no letter.

use allcores_compiler::{MathMode, Param, Purpose, Signature, front, ir, passes};
use allcores_memory::Dtype;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(file) = arguments.next() else {
        eprintln!("usage: ir file.js [parameters [optimised]]");
        return ExitCode::FAILURE;
    };
    let source = match std::fs::read_to_string(&file) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let params = arguments.next().unwrap_or_else(|| "e".to_owned());
    let optimised = arguments.next().is_some_and(|word| word == "optimised");
    let params = params
        .chars()
        .map(|letter| match letter {
            's' => Param::Scalar,
            'i' => Param::Element(Dtype::Int32),
            'u' => Param::Element(Dtype::Uint32),
            _ => Param::Element(Dtype::Float64),
        })
        .collect();
    let signature = Signature { params, consts: Vec::new(), purpose: Purpose::Number, math: MathMode::Host };
    match front::lower(source.trim(), &signature) {
        Ok(mut function) => {
            if optimised {
                passes::optimise(&mut function);
            }
            print!("{function}");
            if let Err(flaw) = ir::verify(&function) {
                eprintln!("not well formed: {flaw:?}");
                return ExitCode::FAILURE;
            }
            ExitCode::SUCCESS
        }
        Err(refusal) => {
            eprintln!("{refusal}");
            ExitCode::FAILURE
        }
    }
}
