//! Whatever another process has written into the words, nothing here panics, hangs or reaches beyond its own record.
#![cfg(not(loom))]

use allcores_wait::barrier::{self, Barrier};
use allcores_wait::condition::{self, Condition, Ticket};
use allcores_wait::lock::{Lock, Turn};
use allcores_wait::members::{self, Mark, Members, Process, Token};
use allcores_wait::record::{self, Record};
use allcores_wait::semaphore::{self, Semaphore};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

const PARTIES: usize = 3;
/// What follows a record, and is somebody else's.
const BEYOND: usize = 64;

/// A generator of 64 bits (SplitMix64).
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// Any word, the small and the largest ones often.
    fn word(&mut self) -> u32 {
        let bits = self.next();
        match bits >> 32 & 3 {
            0 => bits as u32 & 7,
            1 => u32::MAX - (bits as u32 & 7),
            2 => 1 << (bits & 31),
            _ => bits as u32,
        }
    }

    fn fill(&mut self, words: &[AtomicU32]) {
        words.iter().for_each(|word| word.store(self.word(), Ordering::Relaxed));
    }
}

fn zeros(count: usize) -> Vec<AtomicU32> {
    (0..count).map(|_| AtomicU32::new(0)).collect()
}

/// Calls `attempt` with a member of a table of noise and a record of noise, many times.
fn with_noise<R>(own: usize, attempt: impl Fn(Record<'_>, Token, &mut Noise) -> R) {
    let started = Instant::now();
    let mut noise = Noise(own as u64);
    for _ in 0..100 {
        let (table, words) = (zeros(members::WORDS), zeros(record::WORDS + own + BEYOND));
        noise.fill(&words);
        let members = Members::new(&table);
        let me = members.join(Process { id: 1, started: 1 }).unwrap();
        let beyond = |words: &[AtomicU32]| -> Vec<u32> {
            words[record::WORDS + own..].iter().map(|word| word.load(Ordering::Relaxed)).collect()
        };
        let before = beyond(&words);
        attempt(Record::new(&words, own, members).unwrap(), me, &mut noise);
        assert_eq!(beyond(&words), before, "what follows the record is as it was");
    }
    assert!(started.elapsed() < Duration::from_secs(60), "no count is taken at its word");
}

#[test]
fn of_a_barrier() {
    let own = barrier::words(PARTIES);
    with_noise(own, |record, me, _| Barrier(record).arrive(me));
    with_noise(own, |record, me, noise| Barrier(record).attempt(me, noise.word()));
    with_noise(own, |record, me, _| Barrier(record).open(me));
    with_noise(own, |record, me, _| Barrier(record).abort(me));
    with_noise(own, |record, me, _| Barrier(record).reset(me));
    with_noise(own, |record, me, _| Barrier(record).state(me));
}

#[test]
fn of_a_semaphore() {
    let turns = [Turn::New, Turn::Woken, Turn::Starved];
    for (turn, repair) in turns.into_iter().flat_map(|turn| [(turn, false), (turn, true)]) {
        with_noise(semaphore::WORDS, |record, me, _| Semaphore(record).attempt(me, turn, repair, true));
    }
    with_noise(semaphore::WORDS, |record, me, noise| Semaphore(record).release(me, noise.word()));
    with_noise(semaphore::WORDS, |record, me, _| Semaphore(record).abandon(me));
    with_noise(semaphore::WORDS, |record, me, _| Semaphore(record).count(me));
}

#[test]
fn of_a_condition() {
    with_noise(condition::WORDS, |record, me, _| Condition(record).draw(me));
    with_noise(condition::WORDS, |record, me, noise| Condition(record).notify(me, noise.word()));
    let ticket = |noise: &mut Noise| Ticket { number: noise.word(), deaths: noise.word() };
    with_noise(condition::WORDS, |record, me, noise| Condition(record).attempt(me, ticket(noise)));
    with_noise(condition::WORDS, |record, me, noise| Condition(record).cancel(me, ticket(noise)));
}

#[test]
fn of_a_lock_and_of_the_table_itself() {
    let mut noise = Noise(1);
    for _ in 0..2000 {
        let (table, word) = (zeros(members::WORDS), AtomicU32::new(noise.word()));
        noise.fill(&table);
        let members = Members::new(&table);
        let _ = [Mark::Parked, Mark::Watching].map(|mark| members.marked(mark).count());
        for member in members.live() {
            members.mark(member.token, Mark::Parked, true);
            members.end(member.token, true);
        }
        assert_eq!(members.live().count(), 0, "those who are said to live can be ended");
        let Some(me) = members.join(Process { id: 1, started: 1 }) else { continue };
        assert!(members.is_live(me));
        for turn in [Turn::New, Turn::Woken, Turn::Starved] {
            let lock = Lock::new(&word, members);
            let _ = (lock.attempt(me, turn, false), lock.attempt(me, turn, true), lock.release(me), lock.abandon());
            word.store(noise.word(), Ordering::Relaxed);
            if let Some(token) = Token::from_bits(noise.word()) {
                let _ = (members.is_live(token), members.has_died(token), members.end(token, true));
            }
        }
    }
}
