//! Source to result, by way of the reference interpreter, before and after the passes.

use allcores_compiler::interpret::{Number, interpret};
use allcores_compiler::{Arguments, Array, Const, MathMode, Param, Purpose, Refusal, Signature, front, ir, passes};
use allcores_memory::{Dtype, Racy};

/// Rounds of loops, at most.
const FUEL: u64 = 100_000;

/// A function of numbers, with the constants of the tests in scope.
pub struct Compiled {
    plain: ir::Function,
    optimised: ir::Function,
}

/// How the tests call: each parameter a number, `rate` a number and `table` a table.
pub fn signature(params: usize) -> Signature {
    Signature {
        params: vec![Param::Scalar; params],
        consts: vec![("rate".to_owned(), Const::Number), ("table".to_owned(), Const::Table(Dtype::Float64))],
        purpose: Purpose::Number,
        math: MathMode::Host,
    }
}

pub fn lower(source: &str, signature: &Signature) -> Result<ir::Function, Refusal> {
    let function = front::lower(source, signature)?;
    assert_eq!(ir::verify(&function), Ok(()), "{source}\n{function}");
    Ok(function)
}

impl Compiled {
    pub fn new(source: &str, signature: &Signature) -> Result<Compiled, Refusal> {
        let plain = lower(source, signature)?;
        let mut optimised = plain.clone();
        passes::optimise(&mut optimised);
        Ok(Compiled { plain, optimised })
    }

    /// The result for element `index`.
    pub fn call(&self, arguments: &Arguments<'_>, index: usize) -> Number {
        let run = |function| interpret(function, arguments, index, MathMode::Host, &mut FUEL.clone());
        let plain = run(&self.plain).expect("an end");
        let optimised = run(&self.optimised).expect("an end");
        assert!(plain.same(optimised), "{plain:?} before the passes, {optimised:?} after\n{}", self.optimised);
        plain
    }

    /// The result for these numbers, with `rate` and `table` as the cases have them.
    pub fn of_numbers(&self, numbers: &[f64], index: usize) -> f64 {
        let table = [1.5, -0.0, f64::NAN, 3.0];
        let mut scalars = numbers.to_vec();
        scalars.push(0.25);
        let tables = vec![Array::Float64(Racy::of(&table))];
        self.call(&Arguments { arrays: Vec::new(), scalars, tables }, index).f64()
    }
}

/// Why a function of two numbers is refused.
pub fn refusal(source: &str) -> Refusal {
    match lower(source, &signature(2)) {
        Ok(function) => panic!("accepted: {source}\n{function}"),
        Err(refusal) => refusal,
    }
}
