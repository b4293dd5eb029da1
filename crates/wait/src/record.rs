//! Words that change together, or not at all, whoever dies in the middle.
//!
//! What is not one word is kept in a record: its words change under a lock of
//! their own, which is held for some nanoseconds and never while anybody waits
//! or JavaScript runs. A change of several words is written to a journal first;
//! whoever finds the lock with an owner that died applies the journal again and
//! goes on. So an algorithm over a record is plain sequential code.

use crate::atomic::{AtomicU32, Ordering};
use crate::members::{Members, Token};

/// Words that one change may write.
const MOST: usize = 8;
const LOCK: usize = 0;
/// How many entries the journal has, while they count.
const LENGTH: usize = 1;
const JOURNAL: usize = 2;
/// Words that a record takes before its own.
pub const WORDS: usize = JOURNAL + 2 * MOST;

/// The record in some words, which begin as zeros, between these members.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    words: &'a [AtomicU32],
    members: Members<'a>,
}

/// A change that is being made.
pub struct Change<'a> {
    data: &'a [AtomicU32],
    writes: [(usize, u32); MOST],
    count: usize,
}

impl<'a> Record<'a> {
    /// The record in `words`; none if they are fewer than `data` of its own.
    pub fn new(words: &'a [AtomicU32], data: usize, members: Members<'a>) -> Option<Record<'a>> {
        Some(Record { words: words.get(..WORDS + data)?, members })
    }

    /// Who shares it.
    pub const fn members(&self) -> Members<'a> {
        self.members
    }

    /// A word of its own, to be waited for.
    pub fn word(&self, index: usize) -> &'a AtomicU32 {
        &self.words[WORDS + index]
    }

    /// Makes a change.
    pub fn update<R>(&self, me: Token, change: impl FnOnce(&mut Change<'_>) -> R) -> R {
        self.lock(me);
        let mut made = Change { data: &self.words[WORDS..], writes: [(0, 0); MOST], count: 0 };
        let result = change(&mut made);
        if made.count > 1 {
            for (at, &(index, value)) in made.writes[..made.count].iter().enumerate() {
                self.words[JOURNAL + 2 * at].store(index as u32, Ordering::Relaxed);
                self.words[JOURNAL + 2 * at + 1].store(value, Ordering::Relaxed);
            }
            self.words[LENGTH].store(made.count as u32, Ordering::Release);
        }
        for &(index, value) in &made.writes[..made.count] {
            made.data[index].store(value, Ordering::Release);
        }
        self.words[LENGTH].store(0, Ordering::Release);
        self.words[LOCK].store(0, Ordering::Release);
        result
    }

    fn lock(&self, me: Token) {
        let lock = &self.words[LOCK];
        for tries in 0.. {
            // Who sees a token has to see the row that it names as well, or would take its owner for dead.
            let found = lock.load(Ordering::Acquire);
            let owner = Token::from_bits(found);
            // A change is never made within another: our own token was left there by a change that panicked, or never ours.
            if owner.is_none_or(|owner| owner == me || !self.members.is_live(owner)) {
                if lock.compare_exchange(found, me.bits(), Ordering::AcqRel, Ordering::Relaxed).is_ok() {
                    return self.replay();
                }
            } else {
                relax(tries);
            }
        }
    }

    /// Finishes what an owner that died had begun.
    fn replay(&self) {
        let length = self.words[LENGTH].load(Ordering::Acquire) as usize;
        for at in 0..length.min(MOST) {
            let index = self.words[JOURNAL + 2 * at].load(Ordering::Relaxed) as usize;
            let value = self.words[JOURNAL + 2 * at + 1].load(Ordering::Relaxed);
            if let Some(word) = self.words.get(WORDS + index) {
                word.store(value, Ordering::Release);
            }
        }
        if length > 0 {
            self.words[LENGTH].store(0, Ordering::Release);
        }
    }
}

impl Change<'_> {
    /// The word `index`, with what was set.
    pub fn get(&self, index: usize) -> u32 {
        let set = self.writes[..self.count].iter().find(|write| write.0 == index);
        // An index that was computed from words that others can write may be any.
        let load = || self.data.get(index).map_or(0, |word| word.load(Ordering::Acquire));
        set.map_or_else(load, |write| write.1)
    }

    /// How many words there are.
    pub const fn words(&self) -> usize {
        self.data.len()
    }

    /// Sets the word `index`.
    pub fn set(&mut self, index: usize, value: u32) {
        match self.writes[..self.count].iter_mut().find(|write| write.0 == index) {
            Some(write) => write.1 = value,
            None if index >= self.data.len() => {}
            None => {
                self.writes[self.count] = (index, value);
                self.count += 1;
            }
        }
    }

    /// Whether one more word can be set.
    pub const fn has_room(&self) -> bool {
        self.count < MOST
    }

    /// Adds to the word `index`.
    pub fn add(&mut self, index: usize, by: u32) -> u32 {
        let value = self.get(index).wrapping_add(by);
        self.set(index, value);
        value
    }
}

#[cfg(loom)]
fn relax(_: u32) {
    loom::thread::yield_now();
}

/// The owner is done in a moment, unless it was interrupted.
#[cfg(not(loom))]
fn relax(tries: u32) {
    match tries {
        0..64 => std::hint::spin_loop(),
        64..256 => std::thread::yield_now(),
        _ => std::thread::sleep(std::time::Duration::from_millis(1)),
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use crate::members::{self, Process};

    #[test]
    fn a_change_whose_author_died_is_made_by_the_next_or_not_at_all() {
        let table: Vec<_> = (0..members::WORDS).map(|_| AtomicU32::new(0)).collect();
        let members = Members::new(&table);
        let process = Process { id: 1, started: 1 };
        let (dead, me) = (members.join(process).unwrap(), members.join(process).unwrap());
        // What is in memory after each of the stores of a change from (1, 2) to (3, 4).
        let stores = [(LOCK, dead.bits()), (2, 0), (3, 3), (4, 1), (5, 4), (LENGTH, 2), (WORDS, 3), (WORDS + 1, 4)];
        members.end(dead, true);
        for made in 1..=stores.len() {
            let words: Vec<_> = (0..WORDS + 2).map(|_| AtomicU32::new(0)).collect();
            words[WORDS].store(1, Ordering::Relaxed);
            words[WORDS + 1].store(2, Ordering::Relaxed);
            for &(index, value) in &stores[..made] {
                words[index].store(value, Ordering::Relaxed);
            }
            let record = Record::new(&words, 2, members).unwrap();
            let found = record.update(me, |change| (change.get(0), change.get(1)));
            assert_eq!(found, if made < 6 { (1, 2) } else { (3, 4) }, "after {made} stores");
        }
    }
}
