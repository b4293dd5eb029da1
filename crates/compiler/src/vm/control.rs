//! The nodes, run: which tape is next, for how many lanes, and until when.
//!
//! Lanes are never masked. Elements that left a loop run along, for nothing, until
//! it pays that those that are left move together; until then, tiles stay in the loop by themselves if it is one tape.
//! In a loop counted against a bound of each element they are sorted by it, so that those that are left are together
//! anyway.

use super::code::{Bank, Batch, Branch, Diverge, Kind, Move, Node, Repeat, Tape, Test};
use super::lanes::{Count, enter, first_lanes, gather, leave, leave_some, recount, set_lanes, spread};
use super::play::{Play, Scene, Stay};
use super::registers::{Bound, WORD};
use crate::interpret;
use crate::ir::{Compare, Type};
use allcores_parallel::{Cancel, Cancelled};
use allcores_simd::dispatch_on;
use std::ops::Range;

/// Whether `left` of `lanes` elements should move together: work is by the tile, and moving is work too.
fn pays(lanes: usize, left: usize) -> bool {
    let tiles = |lanes: usize| lanes.div_ceil(WORD / 2);
    (tiles(left) < tiles(lanes) && left * 8 <= lanes * 7) || (left <= 8 && lanes > 8)
}

/// Work between two looks at the flag, in steps for a lane: microseconds of additions, and milliseconds of the
/// slowest functions of `Math`.
const PATIENCE: usize = 1 << 18;

/// What a round is beside its steps, in the same unit.
const ROUND: usize = 512;

/// For how many rounds there is patience, at least one.
fn patient(tape: &Tape, lanes: usize) -> usize {
    (PATIENCE / (tape.steps.len() * lanes).max(1)).max(1)
}

/// A run of a program.
pub struct Run<'r> {
    /// What the tapes share.
    pub scene: Scene<'r>,
    /// The uniform bank.
    pub uniform: Bound<'r, 'r>,
    /// The varying bank.
    pub varying: Bound<'r, 'r>,
    /// The flag.
    pub cancel: &'r Cancel,
    /// Work until the next look at the flag.
    pub patience: usize,
    /// The lane of the uniform bank that is this round's; 0 where rounds are not computed many at once.
    pub lane: usize,
    /// Lists of lanes that are not in use.
    pub spare: Vec<Vec<u16>>,
}

impl Run<'_> {
    /// Runs nodes on the first `lanes` lanes.
    pub fn nodes(&mut self, nodes: &[Node], lanes: usize) -> Result<(), Cancelled> {
        for node in nodes {
            match node {
                Node::Tape(bank, tape) => {
                    let lanes = if *bank == Bank::Uniform { 1 } else { lanes };
                    self.play(*bank, tape, lanes, Stay::ONCE);
                }
                Node::Choose(cond, then, otherwise) => {
                    let chosen = if self.truth(*cond) { then } else { otherwise };
                    self.nodes(chosen, lanes)?;
                }
                Node::Branch(branch) => self.branch(branch, lanes)?,
                Node::Repeat(repeat) => self.repeat(repeat, lanes)?,
                Node::Diverge(diverge) => self.diverge(diverge, lanes)?,
            }
        }
        Ok(())
    }

    /// Runs a tape, part of it in each of several rounds.
    fn play(&mut self, bank: Bank, tape: &Tape, lanes: usize, stay: Stay<'_>) {
        self.patience = self.patience.saturating_sub(tape.steps.len() * lanes * stay.rounds);
        let bank = if bank == Bank::Uniform { &self.uniform } else { &self.varying };
        Play { scene: self.scene, tape, bank, uniform: &self.uniform, lanes, lane: self.lane, stay }.play();
    }

    /// A uniform mask.
    fn truth(&self, mask: u32) -> bool {
        self.uniform.cell(self.lane).mask(mask) != 0
    }

    /// Runs the tape of a loop's body, if there is one, for several rounds: as many as these, or as there is patience
    /// for. Gives how many.
    fn rounds(&mut self, body: &[Node], lanes: usize, round: &Range<usize>, rounds: usize) -> usize {
        let [Node::Tape(bank, tape)] = body else { return rounds };
        let rounds = rounds.min(patient(tape, lanes));
        self.play(*bank, tape, lanes, Stay { round, rounds, counts: true, ..Stay::ONCE });
        rounds
    }

    fn first_round(&mut self, batch: Option<&Batch>) {
        if let Some(batch) = batch {
            for &(ty, register) in &batch.constants {
                spread(&self.uniform, ty, register);
            }
            self.fill(batch);
        }
    }

    /// Computes the uniform values of as many rounds as there are lanes, the first of which has its counters.
    fn fill(&mut self, batch: &Batch) {
        for counter in &batch.counters {
            dispatch_on(self.scene.isa, Count { uniform: &self.uniform, counter: *counter });
        }
        self.play(Bank::Uniform, &batch.tape, WORD, Stay::ONCE);
    }

    /// After a round, or several that needed no look.
    fn next_round(&mut self, batch: Option<&Batch>, rounds: usize) -> Result<(), Cancelled> {
        if let Some(batch) = batch {
            self.lane += rounds;
            if self.lane == WORD {
                self.lane = 0;
                for counter in &batch.counters {
                    recount(&self.uniform, counter);
                }
                self.fill(batch);
            }
        }
        self.patience = self.patience.saturating_sub(ROUND);
        if self.patience == 0 {
            self.patience = PATIENCE;
            if self.cancel.is_cancelled() {
                return Err(Cancelled);
            }
        }
        Ok(())
    }

    /// What is needed after the loop goes to where it is looked for.
    fn last_round(&mut self, batch: Option<&Batch>) {
        if let Some(batch) = batch {
            for &(ty, register) in &batch.results {
                let one = Move { ty, kind: Kind::Lanes, from: register, to: register };
                leave(&self.uniform, self.uniform.cell(self.lane), one, 0);
            }
            self.lane = 0;
        }
    }

    fn branch(&mut self, branch: &Branch, lanes: usize) -> Result<(), Cancelled> {
        let (mut any_then, mut any_otherwise) = (0, 0);
        for word in 0..lanes.div_ceil(WORD) {
            let tile = self.varying.tile::<8>(word);
            let (cond, live) = (tile.mask(branch.cond), tile.mask(branch.live));
            tile.set_mask(branch.inside[0], live & cond);
            tile.set_mask(branch.inside[1], live & !cond);
            any_then |= live & cond;
            any_otherwise |= live & !cond;
        }
        if any_then != 0 {
            self.nodes(&branch.then, lanes)?;
        }
        if any_otherwise != 0 {
            self.nodes(&branch.otherwise, lanes)?;
        }
        Ok(())
    }

    fn repeat(&mut self, repeat: &Repeat, lanes: usize) -> Result<(), Cancelled> {
        self.first_round(repeat.batch.as_ref());
        loop {
            self.nodes(&repeat.head, lanes)?;
            if !self.truth(repeat.going) {
                break;
            }
            let rounds = match &repeat.batch {
                Some(Batch { round: Some(round), .. }) => {
                    let rounds = (self.uniform.tile::<8>(0).mask(repeat.going) >> self.lane).trailing_ones() as usize;
                    self.rounds(&repeat.body, lanes, round, rounds)
                }
                _ => {
                    self.nodes(&repeat.body, lanes)?;
                    1
                }
            };
            self.next_round(repeat.batch.as_ref(), rounds)?;
        }
        self.last_round(repeat.batch.as_ref());
        Ok(())
    }

    fn diverge(&mut self, diverge: &Diverge, lanes: usize) -> Result<(), Cancelled> {
        let mut ids = self.spare.pop().unwrap_or_default();
        set_lanes(&self.varying, diverge.live, lanes, &mut ids);
        let result = match diverge.test {
            Test::Mask(mask) => self.until_none(diverge, mask, &mut ids),
            Test::Bound { compare, ty, counter, bound } => {
                let bounds = self.sort(compare, ty, bound, &mut ids);
                self.while_bound(diverge, (compare, ty, counter), &bounds, &ids)
            }
        };
        self.last_round(diverge.batch.as_ref());
        self.spare.push(ids);
        result
    }

    fn enter(&self, diverge: &Diverge, ids: &[u16]) {
        for entry in &diverge.entries {
            enter(&self.varying, &self.uniform, *entry, ids);
        }
        first_lanes(&self.varying, diverge.inside, ids.len());
    }

    fn leave(&self, diverge: &Diverge, lane: usize, id: u16) {
        for exit in &diverge.exits {
            let from = if exit.kind == Kind::Uniform { self.uniform.cell(self.lane) } else { self.varying.cell(lane) };
            leave(&self.varying, from, *exit, usize::from(id));
        }
    }

    fn until_none(&mut self, diverge: &Diverge, going: u32, ids: &mut Vec<u16>) -> Result<(), Cancelled> {
        self.enter(diverge, ids);
        self.first_round(diverge.batch.as_ref());
        let mut places = self.spare.pop().unwrap_or_default();
        // Rounds until the next look at who is left: fewer after one that paid, more after one that did not.
        let mut stay = 1;
        loop {
            let rounds = match (&diverge.body[..], &diverge.round) {
                ([Node::Tape(bank, tape)], Some(round)) => {
                    let counts = diverge.batch.is_some();
                    let rounds = stay.min(WORD - self.lane).min(patient(tape, ids.len()));
                    let stay = Stay { round, rounds, counts, exits: &diverge.exits, ids };
                    self.play(*bank, tape, ids.len(), stay);
                    rounds
                }
                _ => {
                    self.nodes(&diverge.head, ids.len())?;
                    if !self.test(diverge, going, ids) {
                        break;
                    }
                    self.nodes(&diverge.body, ids.len())?;
                    1
                }
            };
            let words = 0..ids.len().div_ceil(WORD);
            let inside = |word: usize| self.varying.tile::<8>(word).mask(diverge.inside);
            let left = words.map(|word| inside(word).count_ones() as usize).sum();
            if left == 0 {
                break;
            }
            if pays(ids.len(), left) {
                set_lanes(&self.varying, diverge.inside, ids.len(), &mut places);
                for &(ty, register) in &diverge.carried {
                    gather(&self.varying, ty, register, register, &places);
                }
                for (j, &place) in places.iter().enumerate() {
                    ids[j] = ids[usize::from(place)];
                }
                ids.truncate(left);
                first_lanes(&self.varying, diverge.inside, left);
                stay = (stay / 2).max(1);
            } else {
                stay = (stay * 2).min(WORD);
            }
            self.next_round(diverge.batch.as_ref(), rounds)?;
        }
        self.spare.push(places);
        Ok(())
    }

    /// Lanes leave where `going` is false. Gives whether any are left.
    fn test(&self, diverge: &Diverge, going: u32, ids: &[u16]) -> bool {
        let mut any = false;
        for word in 0..ids.len().div_ceil(WORD) {
            let tile = self.varying.tile::<8>(word);
            let (inside, going) = (tile.mask(diverge.inside), tile.mask(going));
            any |= inside & going != 0;
            if inside & !going != 0 {
                tile.set_mask(diverge.inside, inside & going);
                let round = self.uniform.cell(self.lane);
                leave_some(&self.varying, round, &diverge.exits, ids, word * WORD, inside & !going);
            }
        }
        any
    }

    /// Sorts lanes so that those that go on are the first ones, and gives their bounds in this order.
    fn sort(&self, compare: Compare, ty: Type, bound: u32, ids: &mut [u16]) -> Vec<f64> {
        let of = |id: u16| {
            let cell = self.varying.cell(usize::from(id));
            if ty == Type::I32 { cell.i32(bound).into() } else { cell.f64(bound) }
        };
        // Each is read once: it may be memory that another thread writes, and there is no sorting by that.
        let mut bounds: Vec<(f64, u16)> = ids.iter().map(|&id| (of(id), id)).collect();
        // Elements with the first bounds leave last, and those with NaN at once.
        let before = |a: f64, b: f64| match compare {
            Compare::Lt | Compare::Le => a > b || (b.is_nan() && !a.is_nan()),
            _ => a < b || (b.is_nan() && !a.is_nan()),
        };
        let order = |a: f64, b: f64| {
            if before(a, b) {
                std::cmp::Ordering::Less
            } else if before(b, a) {
                std::cmp::Ordering::Greater
            } else {
                std::cmp::Ordering::Equal
            }
        };
        if !bounds.is_sorted_by(|a, b| !before(b.0, a.0)) {
            bounds.sort_unstable_by(|a, b| order(a.0, b.0));
            ids.iter_mut().zip(&bounds).for_each(|(id, bound)| *id = bound.1);
        }
        bounds.into_iter().map(|(bound, _)| bound).collect()
    }

    fn while_bound(
        &mut self,
        diverge: &Diverge,
        (compare, ty, counter): (Compare, Type, u32),
        bounds: &[f64],
        ids: &[u16],
    ) -> Result<(), Cancelled> {
        self.enter(diverge, ids);
        self.first_round(diverge.batch.as_ref());
        let count = |run: &Self, lane: usize| {
            let cell = run.uniform.cell(lane);
            if ty == Type::I32 { cell.i32(counter).into() } else { cell.f64(counter) }
        };
        let mut left = ids.len();
        loop {
            self.nodes(&diverge.head, left)?;
            let now = count(self, self.lane);
            let before = left;
            while left > 0 && !interpret::compare(compare, now, bounds[left - 1]) {
                left -= 1;
                self.leave(diverge, left, ids[left]);
            }
            if left == 0 {
                return Ok(());
            }
            if left < before {
                first_lanes(&self.varying, diverge.inside, left);
            }
            let rounds = match &diverge.batch {
                Some(Batch { round: Some(round), counters, .. }) => {
                    // Until the next one leaves. What only goes up or down passes its bound once.
                    let going = |lane| interpret::compare(compare, count(self, lane), bounds[left - 1]);
                    let plain = counters.iter().any(|of| of.ty == ty && of.value == counter);
                    let rounds = if plain && going(WORD - 1) {
                        WORD - self.lane
                    } else {
                        (self.lane + 1..WORD).take_while(|&lane| going(lane)).count() + 1
                    };
                    self.rounds(&diverge.body, left, round, rounds)
                }
                _ => {
                    self.nodes(&diverge.body, left)?;
                    1
                }
            };
            self.next_round(diverge.batch.as_ref(), rounds)?;
        }
    }
}
