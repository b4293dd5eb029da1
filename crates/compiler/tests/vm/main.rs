//! The virtual machine, held against the reference.

#[path = "../common/mod.rs"]
mod common;

mod any_source_gives_the_bits_of_the_reference;
mod it_reads_and_writes_any_dtype;
mod it_stops_when_told;
mod it_survives_other_writers;
mod polynomials_of_any_degree_and_length_give_the_bits_of_a_loop;
mod the_machine_gives_the_bits_of_the_reference;

use allcores_compiler::interpret::{Number, interpret};
use allcores_compiler::ir::Function;
use allcores_compiler::{Arguments, MathMode};

/// More rounds than any function here has.
const FUEL: u64 = 10_000_000;

/// What the reference gives for each element, as a number.
fn expected(function: &Function, arguments: &Arguments<'_>, len: usize, math: MathMode) -> Vec<f64> {
    let of = |index| interpret(function, arguments, index, math, &mut FUEL.clone()).expect("it ends");
    (0..len)
        .map(|index| match of(index) {
            Number::F64(value) => value,
            Number::I32(value) => value.into(),
            Number::Mask(value) => value.into(),
        })
        .collect()
}

/// Whether JavaScript could not tell them apart.
fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
}
