//! The lock: one word, taken and given back by one compare and swap each while nobody waits.
//!
//! The word holds the token of its owner, so that an owner that died is seen by
//! whoever looks. Who finds it taken sets WAITING and sleeps until the word
//! changes; who gives back a word with WAITING wakes one. That one competes with
//! newcomers, which keeps a busy lock fast; when it has lost for too long it sets
//! FAIR, and then the lock, given back, is left to those who have slept.
//!
//! A wake-up that went to somebody who gave up is passed on
//! ([`Lock::abandon`]); after the end of any member everyone looks again.

use crate::Step;
use crate::atomic::{AtomicU32, Ordering};
use crate::members::{Members, Token};

/// Somebody may sleep.
const WAITING: u32 = 1 << 31;
/// Newcomers are to wait.
const FAIR: u32 = 1 << 30;
const OWNER: u32 = FAIR - 1;

/// How long somebody has waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Not yet.
    New,
    /// It slept and was woken.
    Woken,
    /// It was woken, and came too late, for long enough.
    Starved,
}

/// Whoever gives back what it does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOwner;

/// The lock in a word.
#[derive(Clone, Copy)]
pub struct Lock<'a> {
    word: &'a AtomicU32,
    members: Members<'a>,
}

impl<'a> Lock<'a> {
    /// The lock in `word`, which begins as 0, between these members.
    pub const fn new(word: &'a AtomicU32, members: Members<'a>) -> Lock<'a> {
        Lock { word, members }
    }

    /// Takes the lock if that is possible now. With `repair` also from an owner that died.
    pub fn attempt(self, me: Token, turn: Turn, repair: bool) -> Step {
        let waiting = if turn == Turn::New { 0 } else { WAITING };
        // Who sees a token has to see the row that it names as well, or would take its owner for dead.
        let mut word = self.word.load(Ordering::Acquire);
        loop {
            let (next, step) = match Token::from_bits(word & OWNER) {
                None if word & FAIR != 0 && turn == Turn::New => return Step::WaitBriefly(word),
                // One who slept cannot know whether it was the only one.
                None => (me.bits() | waiting, Step::Done),
                Some(owner) if self.members.is_live(owner) => {
                    let next = word | WAITING | if turn == Turn::Starved { FAIR } else { 0 };
                    (next, Step::Wait(next))
                }
                Some(_) if repair => (me.bits() | word & WAITING | waiting, Step::Repaired),
                Some(_) => return Step::OwnerDied,
            };
            if next == word {
                return step;
            }
            match self.word.compare_exchange_weak(word, next, Ordering::SeqCst, Ordering::Acquire) {
                Ok(_) => return step,
                Err(now) => word = now,
            }
        }
    }

    /// Gives the lock back; whether one has to be woken.
    pub fn release(self, me: Token) -> Result<bool, NotOwner> {
        let mut word = self.word.load(Ordering::Relaxed);
        loop {
            if word & OWNER != me.bits() {
                return Err(NotOwner);
            }
            let next = if word & FAIR != 0 { FAIR | WAITING } else { 0 };
            match self.word.compare_exchange_weak(word, next, Ordering::SeqCst, Ordering::Acquire) {
                Ok(_) => return Ok(word & WAITING != 0),
                Err(now) => word = now,
            }
        }
    }

    /// Gives up after a sleep; whether one has to be woken in its place.
    pub fn abandon(self) -> bool {
        let mut word = self.word.load(Ordering::Relaxed);
        loop {
            if word & OWNER == 0 {
                return true;
            }
            if word & WAITING != 0 {
                return false;
            }
            match self.word.compare_exchange_weak(word, word | WAITING, Ordering::SeqCst, Ordering::Acquire) {
                Ok(_) => return false,
                Err(now) => word = now,
            }
        }
    }

    /// Whether somebody has it.
    pub fn is_held(self) -> bool {
        self.word.load(Ordering::Acquire) & OWNER != 0
    }

    /// Whether `me` has it.
    pub fn is_held_by(self, me: Token) -> bool {
        self.word.load(Ordering::Acquire) & OWNER == me.bits()
    }
}
