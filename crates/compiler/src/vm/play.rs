//! What it takes to run a tape, and which code runs it.

use super::code::{Move, Tape};
use super::horner::{Horner, is_row};
use super::registers::Bound;
use super::series::{Series, is_series};
use crate::{Array, MathMode};
use allcores_simd::{Isa, dispatch_on};
use std::ops::Range;

/// What all tapes of a run share.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The instructions to use.
    pub isa: Isa,
    /// Which bits the functions of `Math` give.
    pub math: MathMode,
    /// The tables.
    pub tables: &'a [Array<'a>],
}

/// A tape to run.
pub struct Play<'p> {
    /// What all tapes share.
    pub scene: Scene<'p>,
    /// The steps.
    pub tape: &'p Tape,
    /// The registers that it works on.
    pub bank: &'p Bound<'p, 'p>,
    /// The registers of which it uses one lane at a time.
    pub uniform: &'p Bound<'p, 'p>,
    /// How many lanes of the bank matter.
    pub lanes: usize,
    /// The lane of the uniform bank, in the first round.
    pub lane: usize,
    /// For how long.
    pub stay: Stay<'p>,
}

/// How long a tile stays in a tape.
#[derive(Clone, Copy, Debug)]
pub struct Stay<'p> {
    /// The steps that are repeated.
    pub round: &'p Range<usize>,
    /// How often they are run, at most.
    pub rounds: usize,
    /// Whether the next round has the next lane of the uniform bank.
    pub counts: bool,
    /// What lanes that leave a loop leave behind.
    pub exits: &'p [Move],
    /// Where they came from.
    pub ids: &'p [u16],
}

impl Stay<'_> {
    /// One round.
    pub const ONCE: Self = Stay { round: &(0..0), rounds: 1, counts: false, exits: &[], ids: &[] };
}

impl Play<'_> {
    /// Runs it.
    pub fn play(self) {
        if is_series(&self) {
            dispatch_on(self.scene.isa, Series(self));
        } else if self.lanes > 8 && is_row(self.tape) {
            dispatch_on(self.scene.isa, Horner(self));
        } else {
            dispatch_on(self.scene.isa, self);
        }
    }
}
