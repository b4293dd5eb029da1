//! The barrier: a number of parties that wait for each other, again and again.
//!
//! A phase begins with the first to arrive and ends when the last one opens the
//! barrier. A party that ends in mid-phase, or died since the last one, would be
//! waited for in vain: whoever notices breaks the barrier.

use crate::Step;
use crate::members::Token;
use crate::record::{Change, Record};

/// Changes when somebody may go on.
pub const CHANGES: usize = 0;
const PHASE: usize = 1;
const COUNT: usize = 2;
const PARTIES: usize = 3;
const BROKEN: usize = 4;
/// The phase after the latest that ended by a reset.
const RESET: usize = 5;
/// The first phase since the latest reset.
const SINCE: usize = 6;
/// Who arrived, in even and in odd phases.
const ARRIVED: usize = 7;

/// Words of its own for so many parties.
pub const fn words(parties: usize) -> usize {
    ARRIVED + 2 * parties
}

/// What became of one who arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It is the `index`-th of the phase, and waits.
    Waits {
        /// From 0.
        index: u32,
        /// To be waited for.
        phase: u32,
    },
    /// It is the last of the phase, and has to open the barrier.
    Last,
    /// The phase before is complete, and about to be opened: when the word is no longer this.
    Full(u32),
    /// The barrier is broken.
    Broken,
}

/// The barrier in a record.
#[derive(Clone, Copy)]
pub struct Barrier<'a>(pub Record<'a>);

impl Barrier<'_> {
    /// Gives it its number of parties, before anybody uses it.
    pub fn prepare(&self, me: Token, parties: u32) {
        self.0.update(me, |change| change.set(PARTIES, parties));
    }

    /// Arrives. Where somebody died, all have to be woken.
    pub fn arrive(&self, me: Token) -> (Arrival, bool) {
        self.0.update(me, |change| {
            let (count, parties, phase) = (change.get(COUNT), parties(change), change.get(PHASE));
            let wake = self.check(change);
            if change.get(BROKEN) != 0 {
                return (Arrival::Broken, wake);
            }
            if count >= parties {
                return (Arrival::Full(change.get(CHANGES)), false);
            }
            change.set(arrived(phase, parties, count), me.bits());
            change.set(COUNT, count + 1);
            let last = count + 1 == parties;
            (if last { Arrival::Last } else { Arrival::Waits { index: count, phase } }, false)
        })
    }

    /// Whether the phase has ended, and how. Where somebody died, all have to be woken.
    pub fn attempt(&self, me: Token, phase: u32) -> (Step, bool) {
        self.0.update(me, |change| {
            if change.get(PHASE) != phase {
                let reset = change.get(RESET) == phase.wrapping_add(1);
                return (if reset { Step::Broken } else { Step::Done }, false);
            }
            let wake = self.check(change);
            let broken = change.get(BROKEN) != 0;
            (if broken { Step::Broken } else { Step::Wait(change.get(CHANGES)) }, wake)
        })
    }

    /// Lets all go on; all have to be woken. Not if the barrier was broken or reset since the last one arrived.
    pub fn open(&self, me: Token) -> bool {
        self.0.update(me, |change| {
            let opens = change.get(BROKEN) == 0 && change.get(COUNT) == parties(change);
            if opens {
                change.set(COUNT, 0);
                change.add(PHASE, 1);
                change.add(CHANGES, 1);
            }
            opens
        })
    }

    /// Breaks it; all have to be woken.
    pub fn abort(&self, me: Token) {
        self.0.update(me, |change| {
            change.set(BROKEN, 1);
            change.add(CHANGES, 1);
        });
    }

    /// Makes it as new. Those who wait find it broken; all have to be woken.
    pub fn reset(&self, me: Token) {
        self.0.update(me, |change| {
            let next = change.add(PHASE, 1);
            if change.get(COUNT) > 0 {
                change.set(RESET, next);
            }
            change.set(SINCE, next);
            change.set(COUNT, 0);
            change.set(BROKEN, 0);
            change.add(CHANGES, 1);
        });
    }

    /// Parties, those that wait, and whether it is broken.
    pub fn state(&self, me: Token) -> (u32, u32, bool) {
        self.0.update(me, |change| (change.get(PARTIES), change.get(COUNT), change.get(BROKEN) != 0))
    }

    /// Breaks the barrier if a party is gone; whether it did.
    fn check(&self, change: &mut Change<'_>) -> bool {
        let (phase, parties) = (change.get(PHASE), parties(change));
        let count = change.get(COUNT).min(parties);
        let who = |phase, index| Token::from_bits(change.get(arrived(phase, parties, index)));
        let members = self.0.members();
        let gone = (0..count).filter_map(|index| who(phase, index)).any(|token| !members.is_live(token));
        let before = if phase == change.get(SINCE) { 0 } else { parties };
        let died =
            (0..before).filter_map(|index| who(phase.wrapping_sub(1), index)).any(|token| members.has_died(token));
        let breaks = change.get(BROKEN) == 0 && (gone || died);
        if breaks {
            change.set(BROKEN, 1);
            change.add(CHANGES, 1);
        }
        breaks
    }
}

/// The parties, and no more than there is room for: the word may have been overwritten.
fn parties(change: &Change<'_>) -> u32 {
    change.get(PARTIES).min((change.words().saturating_sub(ARRIVED) / 2) as u32)
}

const fn arrived(phase: u32, parties: u32, index: u32) -> usize {
    ARRIVED + ((phase & 1) * parties + index) as usize
}
