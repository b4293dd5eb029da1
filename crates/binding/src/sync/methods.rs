//! The attempts of all that is kept in a record: semaphore, condition, barrier; and the event, which is one word.
//!
//! `at` is the first word of each. Where the words are closed, nothing can be had and nobody waits.

use super::{Words, turn_of};
use crate::sync::memory::{FIRST, Shared};
use allcores_wait::barrier::{self, Arrival, Barrier};
use allcores_wait::condition::{self, Condition, Ticket};
use allcores_wait::members::Token;
use allcores_wait::record::{self, Record};
use allcores_wait::semaphore::{self, Semaphore};
use allcores_wait::{Step, atomic::Ordering};
use napi_derive::napi;

/// How many words each takes, and which of them is waited for.
#[napi(object)]
pub struct Layout {
    /// Words at the head of a block, before those of the instance.
    pub head: u32,
    /// Of a semaphore.
    pub semaphore: u32,
    /// Of a condition.
    pub condition: u32,
    /// Of a barrier, without its parties.
    pub barrier: u32,
    /// Of a barrier, for each party.
    pub party: u32,
    /// Where the word that is waited for is, in each of them.
    pub wait: u32,
}

/// Describes the layout.
#[napi]
pub fn sync_layout() -> Layout {
    // Otherwise each would have to say which it is.
    const { assert!(semaphore::CHANGES == 0 && condition::CALLED == 0 && barrier::CHANGES == 0) };
    let words = |own: usize| (record::WORDS + own) as u32;
    Layout {
        head: FIRST as u32,
        semaphore: words(semaphore::WORDS),
        condition: words(condition::WORDS),
        barrier: words(barrier::words(0)),
        party: (barrier::words(1) - barrier::words(0)) as u32,
        wait: record::WORDS as u32,
    }
}

/// A ticket is one number to JavaScript: these bits of `deaths` are enough to see that it changed.
const DEATHS: u32 = (1 << 20) - 1;

fn ticket_of(number: f64, deaths: u32) -> Ticket {
    let bits = number as u64;
    let before = (bits >> 32) as u32;
    Ticket { number: bits as u32, deaths: if before == deaths & DEATHS { deaths } else { !deaths } }
}

#[napi]
impl Words {
    /// Gives a new semaphore its permits; `bound` is 0 where there is none.
    #[napi]
    pub fn semaphore_prepare(&self, at: u32, count: u32, bound: u32) {
        self.with(at, semaphore::WORDS, |record, me| Semaphore(record).prepare(me, count, bound));
    }

    /// Tries to take a permit. Who does not `wait` will not try again.
    #[napi]
    pub fn semaphore_attempt(&self, at: u32, turn: u32, repair: bool, wait: bool) -> f64 {
        self.attempt(at, semaphore::WORDS, |record, me| {
            (Semaphore(record).attempt(me, turn_of(turn), repair, wait), false)
        })
    }

    /// Gives permits back; false where there would be more than there can be.
    #[napi]
    pub fn semaphore_release(&self, at: u32, permits: u32) -> bool {
        let released = self.with(at, semaphore::WORDS, |record, me| Semaphore(record).release(me, permits));
        if released == Some(Ok(true)) {
            self.wake(at + record::WORDS as u32, permits);
        }
        matches!(released, None | Some(Ok(_)))
    }

    /// To be called by one who waited and does not try again.
    #[napi]
    pub fn semaphore_abandon(&self, at: u32) {
        if self.with(at, semaphore::WORDS, |record, me| Semaphore(record).abandon(me)) == Some(true) {
            self.wake(at + record::WORDS as u32, 1);
        }
    }

    /// Permits that are to be had.
    #[napi]
    pub fn semaphore_count(&self, at: u32) -> u32 {
        self.with(at, semaphore::WORDS, |record, me| Semaphore(record).count(me)).unwrap_or(0)
    }

    /// A ticket of the condition.
    #[napi]
    pub fn condition_draw(&self, at: u32) -> f64 {
        let ticket = self.with(at, condition::WORDS, |record, me| Condition(record).draw(me));
        ticket.map_or(0.0, |ticket| (u64::from(ticket.deaths & DEATHS) << 32 | u64::from(ticket.number)) as f64)
    }

    /// Whether a ticket was called.
    #[napi]
    pub fn condition_attempt(&self, at: u32, ticket: f64) -> f64 {
        self.attempt(at, condition::WORDS, |record, me| {
            (Condition(record).attempt(me, ticket_of(ticket, record.members().deaths())), false)
        })
    }

    /// Gives a ticket back; whether it had been called.
    #[napi]
    pub fn condition_cancel(&self, at: u32, ticket: f64) -> bool {
        let cancelled =
            self.with(at, condition::WORDS, |record, me| Condition(record).cancel(me, ticket_of(ticket, 0)));
        cancelled.unwrap_or(true)
    }

    /// Calls so many tickets.
    #[napi]
    pub fn condition_notify(&self, at: u32, count: u32) {
        if self.with(at, condition::WORDS, |record, me| Condition(record).notify(me, count)) == Some(true) {
            self.wake_all(at);
        }
    }

    /// Gives a new barrier its parties.
    #[napi]
    pub fn barrier_prepare(&self, at: u32, parties: u32) {
        self.with(at, barrier::words(parties as usize), |record, me| Barrier(record).prepare(me, parties));
    }

    /// Arrives: an answer, the index, the phase. The answer is that of an attempt, -1 for the last one and -2 for the
    /// others; what is to be waited for is the end of the phase before.
    #[napi]
    pub fn barrier_arrive(&self, at: u32, parties: u32) -> Vec<f64> {
        let mut place = (parties.saturating_sub(1), 0);
        let step = self.attempt(at, barrier::words(parties as usize), |record, me| {
            let (arrival, wake) = Barrier(record).arrive(me);
            let step = match arrival {
                Arrival::Waits { index, phase } => {
                    place = (index, phase);
                    Step::Repaired
                }
                Arrival::Last => Step::Done,
                Arrival::Full(changes) => Step::Wait(changes),
                Arrival::Broken => Step::Broken,
            };
            (step, wake)
        });
        vec![step, place.0.into(), place.1.into()]
    }

    /// Whether the phase has ended.
    #[napi]
    pub fn barrier_attempt(&self, at: u32, parties: u32, phase: u32) -> f64 {
        self.attempt(at, barrier::words(parties as usize), |record, me| Barrier(record).attempt(me, phase))
    }

    /// Ends the phase; false where the barrier was broken meanwhile.
    #[napi]
    pub fn barrier_open(&self, at: u32, parties: u32) -> bool {
        let opened = self.with(at, barrier::words(parties as usize), |record, me| Barrier(record).open(me));
        if opened == Some(true) {
            self.wake_all(at);
        }
        opened == Some(true)
    }

    /// Breaks the barrier.
    #[napi]
    pub fn barrier_abort(&self, at: u32, parties: u32) {
        self.with(at, barrier::words(parties as usize), |record, me| Barrier(record).abort(me));
        self.wake_all(at);
    }

    /// Makes the barrier as new.
    #[napi]
    pub fn barrier_reset(&self, at: u32, parties: u32) {
        self.with(at, barrier::words(parties as usize), |record, me| Barrier(record).reset(me));
        self.wake_all(at);
    }

    /// Its parties, how many wait, and whether it is broken.
    #[napi]
    pub fn barrier_state(&self, at: u32) -> Vec<u32> {
        let state = self.with(at, barrier::words(0), |record, me| Barrier(record).state(me));
        let (parties, waiting, broken) = state.unwrap_or((0, 0, true));
        vec![parties, waiting, broken.into()]
    }

    /// Whether the event is set.
    #[napi]
    pub fn event_attempt(&self, at: u32) -> f64 {
        self.step(|shared| {
            let is_set = shared.words().get(at as usize)?.load(Ordering::SeqCst);
            Some(if is_set == 0 { Step::Wait(0) } else { Step::Done })
        })
    }

    /// Sets the event, or clears it.
    #[napi]
    pub fn event_set(&self, at: u32, is_set: bool) {
        if let Some(word) = self.shared().and_then(|shared| shared.words().get(at as usize)) {
            word.store(is_set.into(), Ordering::SeqCst);
            if is_set {
                self.wake(at, u32::MAX);
            }
        }
    }

    fn with<R>(&self, at: u32, own: usize, run: impl FnOnce(Record<'_>, Token) -> R) -> Option<R> {
        let shared = self.shared()?;
        Some(run(record_of(shared, at, own)?, shared.me()))
    }

    fn attempt(&self, at: u32, own: usize, run: impl FnOnce(Record<'_>, Token) -> (Step, bool)) -> f64 {
        let mut wake = false;
        let step = self.step(|shared| {
            let (step, others) = run(record_of(shared, at, own)?, shared.me());
            wake = others;
            Some(step)
        });
        if wake {
            self.wake_all(at);
        }
        step
    }

    fn wake_all(&self, at: u32) {
        self.wake(at + record::WORDS as u32, u32::MAX);
    }
}

fn record_of(shared: &Shared, at: u32, own: usize) -> Option<Record<'_>> {
    Record::new(shared.words().get(at as usize..)?, own, shared.members())
}
