//! What a block costs, roughly: enough to choose between two ways to run it.
//!
//! The unit is a cycle per element of the block interpreter with AVX-512, where
//! a simple operation is bound by its loads and stores. Only ratios matter.

use crate::ir::{Binary, Block, Op, Stmt, Unary};
use allcores_simd::math::Function as Math;
use std::ops::AddAssign;

/// What it costs to run something for one element.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// Cycles, with one round of each loop and both blocks of each `If`.
    pub cycles: f64,
    /// Whether there is a loop, so that the cycles are a lower bound.
    pub loops: bool,
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Cost) {
        self.cycles += other.cycles;
        self.loops |= other.loops;
    }
}

impl Cost {
    /// The cost of a block and all blocks inside.
    pub fn of(block: &Block) -> Cost {
        let mut sum = Cost::default();
        for stmt in block {
            match stmt {
                Stmt::Let(_, op) => sum.cycles += cycles(*op),
                Stmt::If(choice) => {
                    sum += Cost::of(&choice.then);
                    sum += Cost::of(&choice.otherwise);
                    sum.cycles += choice.results.len() as f64 * SIMPLE;
                }
                Stmt::Loop(repeat) => {
                    sum += Cost::of(&repeat.head);
                    sum += Cost::of(&repeat.body);
                    sum.loops = true;
                }
            }
        }
        sum
    }
}

/// An operation that is one instruction.
pub(super) const SIMPLE: f64 = 0.5;

/// Cycles of an operation for one element.
pub(super) fn cycles(op: Op) -> f64 {
    match op {
        Op::F64(_) | Op::I32(_) | Op::Mask(_) | Op::Scalar(_) | Op::Length(_) => 0.0,
        Op::Lookup { .. } => 3.0,
        Op::Within { .. } => 1.5,
        Op::Unary(Unary::Math(function), _) | Op::Binary(Binary::Math(function), ..) => match function {
            Math::Exp | Math::Log | Math::Atan => 6.0,
            Math::Pow | Math::Tan | Math::Sinh | Math::Cosh => 20.0,
            _ => 10.0,
        },
        Op::Unary(Unary::Sqrt, _) | Op::Binary(Binary::Div, ..) => 2.0,
        Op::Unary(Unary::F16round | Unary::I32FromF64, _) => 1.5,
        Op::Unary(Unary::Round | Unary::Sign, _) | Op::Binary(Binary::Min | Binary::Max, ..) => 1.0,
        Op::Binary(Binary::Rem, ..) => 5.0,
        _ => SIMPLE,
    }
}
