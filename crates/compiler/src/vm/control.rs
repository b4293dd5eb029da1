//! The nodes, run: which tape is next, for how many lanes, and until when.
//!
//! Lanes are never masked. Elements that left a loop run along, for nothing, until
//! they are a quarter of its lanes; then those that are left move together. In a
//! loop counted against a bound of each element they are sorted by it, so that
//! those that are left are together anyway.

use super::code::{Bank, Branch, Diverge, Node, Repeat, Test};
use super::lanes::{enter, first_lanes, gather, leave, set_lanes};
use super::registers::{Bound, WORD};
use super::tape::{Play, Scene};
use crate::interpret;
use crate::ir::{Compare, Type};
use allcores_parallel::{Cancel, Cancelled};

/// Rounds between two looks at the flag.
const PATIENCE: u32 = 512;

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
    /// Rounds until the next look at the flag.
    pub patience: u32,
    /// Lists of lanes that are not in use.
    pub spare: Vec<Vec<u16>>,
}

impl Run<'_> {
    /// Runs nodes on the first `lanes` lanes.
    pub fn nodes(&mut self, nodes: &[Node], lanes: usize) -> Result<(), Cancelled> {
        for node in nodes {
            match node {
                Node::Tape(bank, steps) => {
                    let (bank, lanes) = match bank {
                        Bank::Uniform => (&self.uniform, 1),
                        Bank::Varying => (&self.varying, lanes),
                    };
                    let round = steps.len()..steps.len();
                    Play { scene: self.scene, steps, bank, uniform: &self.uniform, lanes, round, rounds: 0..1 }.play();
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

    /// A uniform mask.
    fn truth(&self, mask: u32) -> bool {
        self.uniform.cell(0).mask(mask) != 0
    }

    fn round(&mut self) -> Result<(), Cancelled> {
        self.patience -= 1;
        if self.patience == 0 {
            self.patience = PATIENCE;
            if self.cancel.is_cancelled() {
                return Err(Cancelled);
            }
        }
        Ok(())
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
        loop {
            self.nodes(&repeat.head, lanes)?;
            if !self.truth(repeat.going) {
                return Ok(());
            }
            self.nodes(&repeat.body, lanes)?;
            self.round()?;
        }
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
            leave(&self.varying, &self.uniform, *exit, lane, usize::from(id));
        }
    }

    fn until_none(&mut self, diverge: &Diverge, going: u32, ids: &mut Vec<u16>) -> Result<(), Cancelled> {
        self.enter(diverge, ids);
        let mut places = self.spare.pop().unwrap_or_default();
        loop {
            self.nodes(&diverge.head, ids.len())?;
            let mut left = 0;
            for word in 0..ids.len().div_ceil(WORD) {
                let tile = self.varying.tile::<8>(word);
                let (inside, going) = (tile.mask(diverge.inside), tile.mask(going));
                let mut leaving = inside & !going;
                left += (inside & going).count_ones() as usize;
                if leaving == 0 {
                    continue;
                }
                tile.set_mask(diverge.inside, inside & going);
                while leaving != 0 {
                    let lane = word * WORD + leaving.trailing_zeros() as usize;
                    leaving &= leaving - 1;
                    self.leave(diverge, lane, ids[lane]);
                }
            }
            if left == 0 {
                break;
            }
            if left * 4 <= ids.len() * 3 {
                set_lanes(&self.varying, diverge.inside, ids.len(), &mut places);
                for &(ty, register) in &diverge.carried {
                    gather(&self.varying, ty, register, register, &places);
                }
                for (j, &place) in places.iter().enumerate() {
                    ids[j] = ids[usize::from(place)];
                }
                ids.truncate(left);
                first_lanes(&self.varying, diverge.inside, left);
            }
            self.nodes(&diverge.body, ids.len())?;
            self.round()?;
        }
        self.spare.push(places);
        Ok(())
    }

    /// Sorts lanes so that those that go on are the first ones, and gives their bounds in this order.
    fn sort(&self, compare: Compare, ty: Type, bound: u32, ids: &mut [u16]) -> Vec<f64> {
        let of = |id: u16| {
            let cell = self.varying.cell(usize::from(id));
            if ty == Type::I32 { cell.i32(bound).into() } else { cell.f64(bound) }
        };
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
        if !ids.is_sorted_by(|&a, &b| !before(of(b), of(a))) {
            ids.sort_unstable_by(|&a, &b| order(of(a), of(b)));
        }
        ids.iter().map(|&id| of(id)).collect()
    }

    fn while_bound(
        &mut self,
        diverge: &Diverge,
        (compare, ty, counter): (Compare, Type, u32),
        bounds: &[f64],
        ids: &[u16],
    ) -> Result<(), Cancelled> {
        self.enter(diverge, ids);
        let mut left = ids.len();
        loop {
            self.nodes(&diverge.head, left)?;
            let cell = self.uniform.cell(0);
            let count = if ty == Type::I32 { cell.i32(counter).into() } else { cell.f64(counter) };
            let before = left;
            while left > 0 && !interpret::compare(compare, count, bounds[left - 1]) {
                left -= 1;
                self.leave(diverge, left, ids[left]);
            }
            if left == 0 {
                return Ok(());
            }
            if left < before {
                first_lanes(&self.varying, diverge.inside, left);
            }
            self.nodes(&diverge.body, left)?;
            self.round()?;
        }
    }
}
