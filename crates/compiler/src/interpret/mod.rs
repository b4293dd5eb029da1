//! The reference: a function run for one element, statement by statement.
//!
//! What any faster execution must give is defined here, so this is written to be
//! read and not to be fast: one element, one value at a time, the operations as
//! ECMAScript states them. Tests hold everything else against it. The passes
//! evaluate constants with its operations, so that there is one definition.

mod evaluate;
mod math;
mod number;

pub use evaluate::{binary, compare, compare_i32, unary};
pub use number::{Number, to_int32};

use crate::ir::{Block, Function, If, Loop, Op, Stmt, Value};
use crate::{Arguments, MathMode};

/// More rounds of loops were wanted than allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfFuel;

/// What the function gives for element `index`. Each round of a loop takes one from `fuel`.
pub fn interpret(
    function: &Function,
    arguments: &Arguments<'_>,
    index: usize,
    math: MathMode,
    fuel: &mut u64,
) -> Result<Number, OutOfFuel> {
    trace(function, arguments, index, math, fuel, &mut |_, _, _| {})
}

/// As [`interpret`], and tells `see` each value when it is defined, with the round (from 0) of each
/// loop around it, the outermost first: for tests of what an analysis claims.
pub fn trace(
    function: &Function,
    arguments: &Arguments<'_>,
    index: usize,
    math: MathMode,
    fuel: &mut u64,
    see: &mut dyn FnMut(Value, Number, &[u64]),
) -> Result<Number, OutOfFuel> {
    let values = vec![Number::F64(f64::NAN); function.values()];
    let mut run = Run { function, arguments, index, math, fuel, see, rounds: Vec::new(), values };
    run.block(&function.body)?;
    Ok(run.get(function.result))
}

struct Run<'a> {
    function: &'a Function,
    arguments: &'a Arguments<'a>,
    index: usize,
    math: MathMode,
    fuel: &'a mut u64,
    see: &'a mut dyn FnMut(Value, Number, &[u64]),
    rounds: Vec<u64>,
    values: Vec<Number>,
}

impl Run<'_> {
    fn get(&self, value: Value) -> Number {
        self.values[value.index()]
    }

    fn set(&mut self, value: Value, number: Number) {
        debug_assert_eq!(number.ty(), self.function.ty(value), "the type of {value}");
        self.values[value.index()] = number;
        (self.see)(value, number, &self.rounds);
    }

    fn block(&mut self, block: &Block) -> Result<(), OutOfFuel> {
        for stmt in block {
            match stmt {
                Stmt::Let(value, op) => {
                    let number = self.op(*op);
                    self.set(*value, number);
                }
                Stmt::If(choice) => self.choose(choice)?,
                Stmt::Loop(repeat) => self.repeat(repeat)?,
            }
        }
        Ok(())
    }

    fn choose(&mut self, choice: &If) -> Result<(), OutOfFuel> {
        let cond = self.get(choice.cond).mask();
        self.block(if cond { &choice.then } else { &choice.otherwise })?;
        for merge in &choice.results {
            let number = self.get(if cond { merge.then } else { merge.otherwise });
            self.set(merge.value, number);
        }
        Ok(())
    }

    fn repeat(&mut self, repeat: &Loop) -> Result<(), OutOfFuel> {
        let mut params: Vec<Number> = repeat.params.iter().map(|param| self.get(param.init)).collect();
        self.rounds.push(0);
        loop {
            *self.fuel = self.fuel.checked_sub(1).ok_or(OutOfFuel)?;
            for (param, number) in repeat.params.iter().zip(params) {
                self.set(param.value, number);
            }
            self.block(&repeat.head)?;
            if !self.get(repeat.going).mask() {
                break;
            }
            self.block(&repeat.body)?;
            params = repeat.params.iter().map(|param| self.get(param.next)).collect();
            *self.rounds.last_mut().expect("pushed above") += 1;
        }
        self.rounds.pop();
        for exit in &repeat.results {
            let number = self.get(exit.last);
            self.set(exit.value, number);
        }
        Ok(())
    }

    fn op(&self, op: Op) -> Number {
        match op {
            Op::F64(value) => Number::F64(value),
            Op::I32(value) => Number::I32(value),
            Op::Mask(value) => Number::Mask(value),
            Op::Element(array) => Number::element(self.arguments.arrays[array as usize], self.index),
            Op::Scalar(scalar) => Number::F64(self.arguments.scalars[scalar as usize]),
            Op::Index => Number::F64(self.index as f64),
            Op::Lookup { table, index } => Number::F64(match self.place(table, index) {
                Some(place) => Number::table(self.arguments.tables[table as usize], place),
                None => f64::NAN,
            }),
            Op::Within { table, index } => Number::Mask(self.place(table, index).is_some()),
            Op::Length(table) => Number::F64(self.arguments.tables[table as usize].len() as f64),
            Op::Unary(op, a) => unary(op, self.get(a), self.math),
            Op::Binary(op, a, b) => binary(op, self.get(a), self.get(b), self.math),
            Op::Compare(op, a, b) => Number::Mask(compare(op, self.get(a).f64(), self.get(b).f64())),
            Op::CompareI32(op, a, b) => Number::Mask(compare_i32(op, self.get(a).i32(), self.get(b).i32())),
            Op::Select(cond, a, b) => self.get(if self.get(cond).mask() { a } else { b }),
        }
    }

    /// Where in the table element `index` is, if there is one.
    fn place(&self, table: u32, index: Value) -> Option<usize> {
        let index = self.get(index).f64();
        let len = self.arguments.tables[table as usize].len() as f64;
        (index >= 0.0 && index < len && index.fract() == 0.0).then_some(index as usize)
    }
}
