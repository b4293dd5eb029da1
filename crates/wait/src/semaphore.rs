//! The semaphore: permits, and who has them.
//!
//! A permit belongs to the member that acquired it, until somebody gives it
//! back, so that those of a member that ended are found and can be had again. A
//! member may give back a permit that another acquired, as Python has it: it is
//! then the other's no more.
//!
//! Newcomers may overtake those who sleep, until one of these has been woken in
//! vain for too long; then they wait until one who slept has been served.

use crate::Step;
use crate::lock::Turn;
use crate::members::{ROWS, Token};
use crate::record::{Change, Record};

/// Changes when there is something to be had.
pub const CHANGES: usize = 0;
const COUNT: usize = 1;
/// The most permits there can be, or 0.
const BOUND: usize = 2;
const WAITERS: usize = 3;
const FAIR: usize = 4;
/// The `ends` of the members up to which all permits are known to have living owners.
const ENDS: usize = 5;
/// For each row of the members its token, and how many permits it has.
const LEDGER: usize = 6;
/// Words of its own.
pub const WORDS: usize = LEDGER + 2 * ROWS;
/// The most permits.
pub const MOST: u32 = i32::MAX as u32;

/// More permits given back than there can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AboveBound;

/// The semaphore in a record.
#[derive(Clone, Copy)]
pub struct Semaphore<'a>(pub Record<'a>);

impl Semaphore<'_> {
    /// Gives it its permits, before anybody uses it.
    pub fn prepare(&self, me: Token, count: u32, bound: u32) {
        let ends = self.0.members().ends();
        self.0.update(me, |change| {
            change.set(COUNT, count);
            change.set(BOUND, bound);
            change.set(ENDS, ends);
        });
    }

    /// Takes a permit if that is possible now. With `repair` also when one who had some has died; theirs are then
    /// there again. Whoever does not `wait` must not be told to.
    pub fn attempt(&self, me: Token, turn: Turn, repair: bool, wait: bool) -> Step {
        let mut repaired = false;
        loop {
            let step = self.0.update(me, |change| {
                let step = self.take(change, me, turn, repair)?;
                match step {
                    Step::Wait(_) | Step::WaitBriefly(_) if turn == Turn::New && wait => drop(change.add(WAITERS, 1)),
                    Step::Wait(_) | Step::WaitBriefly(_) => {}
                    _ if turn != Turn::New => {
                        leave(change);
                        change.set(FAIR, 0);
                    }
                    _ => {}
                }
                Some(step)
            });
            match step {
                None => repaired = true,
                Some(Step::Done) if repaired => return Step::Repaired,
                Some(step) => return step,
            }
        }
    }

    /// None where something was repaired and it has to be looked at again.
    fn take(&self, change: &mut Change<'_>, me: Token, turn: Turn, repair: bool) -> Option<Step> {
        let ends = self.0.members().ends();
        if change.get(ENDS) != ends {
            if let Some(row) = self.lost(change) {
                if !repair {
                    return Some(Step::OwnerDied);
                }
                let permits = change.get(LEDGER + 2 * row + 1);
                change.set(LEDGER + 2 * row + 1, 0);
                change.add(COUNT, permits);
                return None;
            }
            change.set(ENDS, ends);
        }
        let (count, changes) = (change.get(COUNT), change.get(CHANGES));
        if turn == Turn::New && count > 0 && change.get(FAIR) != 0 {
            return Some(Step::WaitBriefly(changes));
        }
        if count == 0 {
            if turn == Turn::Starved {
                change.set(FAIR, 1);
            }
            return Some(Step::Wait(changes));
        }
        let entry = LEDGER + 2 * me.row();
        if change.get(entry) != me.bits() {
            change.set(entry, me.bits());
            change.set(entry + 1, 0);
        }
        change.add(entry + 1, 1);
        change.set(COUNT, count - 1);
        Some(Step::Done)
    }

    /// The row of one who has permits and is gone.
    fn lost(&self, change: &Change<'_>) -> Option<usize> {
        (0..ROWS).find(|row| {
            let owner = Token::from_bits(change.get(LEDGER + 2 * row));
            change.get(LEDGER + 2 * row + 1) > 0 && owner.is_none_or(|owner| !self.0.members().is_live(owner))
        })
    }

    /// Gives permits back; whether that many have to be woken.
    pub fn release(&self, me: Token, permits: u32) -> Result<bool, AboveBound> {
        self.0.update(me, |change| {
            let bound = if change.get(BOUND) == 0 { MOST } else { change.get(BOUND) };
            let count = change.get(COUNT).checked_add(permits).filter(|&count| count <= bound).ok_or(AboveBound)?;
            change.set(COUNT, count);
            change.add(CHANGES, 1);
            let mine = Some(me.row()).filter(|row| change.get(LEDGER + 2 * row) == me.bits());
            let mut left = permits;
            for row in mine.into_iter().chain(0..ROWS) {
                // A change has room for some entries. Who has permits beyond them is thought to have them still.
                if left == 0 || !change.has_room() {
                    break;
                }
                let given = change.get(LEDGER + 2 * row + 1).min(left);
                if given > 0 {
                    change.add(LEDGER + 2 * row + 1, given.wrapping_neg());
                    left -= given;
                }
            }
            Ok(change.get(WAITERS) > 0)
        })
    }

    /// Gives up after a wait; whether one has to be woken in its place.
    pub fn abandon(&self, me: Token) -> bool {
        self.0.update(me, |change| {
            leave(change);
            let wake = change.get(COUNT) > 0 && change.get(WAITERS) > 0;
            if wake {
                change.add(CHANGES, 1);
            }
            wake
        })
    }

    /// Permits that are to be had.
    pub fn count(&self, me: Token) -> u32 {
        self.0.update(me, |change| change.get(COUNT))
    }
}

fn leave(change: &mut Change<'_>) {
    let waiters = change.get(WAITERS);
    change.set(WAITERS, waiters.saturating_sub(1));
}
