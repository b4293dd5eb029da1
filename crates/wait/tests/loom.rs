//! Every order in which threads can meet in these algorithms, tried by a model checker:
//! `RUSTFLAGS="--cfg loom" cargo test -p allcores-wait --release --test loom`.
//!
//! The system's futex is modelled by a mutex and a condition variable. A wake-up
//! that is lost shows as a deadlock, which the checker reports.
#![cfg(loom)]

use allcores_wait::condition::{self, Condition};
use allcores_wait::lock::{Lock, Turn};
use allcores_wait::members::{self, Members, Process, Token};
use allcores_wait::record::{self, Record};
use allcores_wait::semaphore::{self, Semaphore};
use allcores_wait::{AtomicU32, Step};
use loom::model::Builder;
use loom::sync::atomic::Ordering;
use loom::sync::{Arc, Condvar, Mutex};
use loom::thread;

/// Shared words and a futex for one of them.
struct Memory {
    table: Vec<AtomicU32>,
    words: Vec<AtomicU32>,
    /// How often everyone was woken.
    epoch: Mutex<u32>,
    woken: Condvar,
    /// What is guarded, to see that only one is at it.
    inside: AtomicU32,
}

impl Memory {
    fn new(words: usize) -> Arc<Memory> {
        let zeros = |count| (0..count).map(|_| AtomicU32::new(0)).collect();
        Arc::new(Memory {
            table: zeros(members::WORDS),
            words: zeros(words),
            epoch: Mutex::new(0),
            woken: Condvar::new(),
            inside: AtomicU32::new(0),
        })
    }

    fn members(&self) -> Members<'_> {
        Members::new(&self.table)
    }

    fn join(&self) -> Token {
        self.members().join(Process { id: 1, started: 1 }).unwrap()
    }

    fn lock(&self) -> Lock<'_> {
        Lock::new(&self.words[0], self.members())
    }

    fn epoch(&self) -> u32 {
        *self.epoch.lock().unwrap()
    }

    fn sleep(&self, word: &AtomicU32, expected: u32, epoch: u32) {
        let guard = self.epoch.lock().unwrap();
        if *guard == epoch && word.load(Ordering::SeqCst) == expected {
            drop(self.woken.wait(guard).unwrap());
        }
    }

    fn wake(&self, all: bool) {
        let _guard = self.epoch.lock().unwrap();
        if all { self.woken.notify_all() } else { self.woken.notify_one() }
    }

    fn end(&self, member: Token) {
        self.members().end(member, true);
        *self.epoch.lock().unwrap() += 1;
        self.woken.notify_all();
    }

    /// Tries until it works, as a thread does.
    fn wait(&self, word: &AtomicU32, mut attempt: impl FnMut(Turn) -> Step) -> Step {
        let mut turn = Turn::New;
        loop {
            let epoch = self.epoch();
            match attempt(turn) {
                Step::Wait(expected) => self.sleep(word, expected, epoch),
                // The moment is over at once.
                Step::WaitBriefly(_) => thread::yield_now(),
                step => return step,
            }
            turn = if turn == Turn::New { Turn::Woken } else { Turn::Starved };
        }
    }

    fn locked(&self, me: Token, body: impl FnOnce()) {
        let step = self.wait(&self.words[0], |turn| self.lock().attempt(me, turn, false));
        assert_eq!(step, Step::Done);
        assert_eq!(self.inside.fetch_add(1, Ordering::Relaxed), 0, "two hold the lock");
        body();
        self.inside.fetch_sub(1, Ordering::Relaxed);
        if self.lock().release(me).unwrap() {
            self.wake(false);
        }
    }
}

fn check(model: impl Fn() + Sync + Send + 'static) {
    let mut builder = Builder::new();
    // More are tried in minutes, fewer find nothing.
    builder.preemption_bound = Some(2);
    builder.max_branches = 20_000;
    builder.check(model);
}

#[test]
fn a_lock_has_one_holder_and_wakes_whoever_waits() {
    check(|| {
        let memory = Memory::new(1);
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let (memory, me) = (Arc::clone(&memory), memory.join());
                thread::spawn(move || (0..2).for_each(|_| memory.locked(me, || ())))
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert!(!memory.lock().is_held());
    });
}

#[test]
fn who_gives_up_passes_its_wake_up_on() {
    check(|| {
        let memory = Memory::new(1);
        let (me, patient, hasty) = (memory.join(), memory.join(), memory.join());
        assert_eq!(memory.lock().attempt(me, Turn::New, false), Step::Done);
        let waits = thread::spawn({
            let memory = Arc::clone(&memory);
            move || memory.locked(patient, || ())
        });
        let gives_up = thread::spawn({
            let memory = Arc::clone(&memory);
            move || {
                let epoch = memory.epoch();
                if let Step::Wait(expected) = memory.lock().attempt(hasty, Turn::New, false) {
                    memory.sleep(&memory.words[0], expected, epoch);
                    if memory.lock().abandon() {
                        memory.wake(false);
                    }
                } else if memory.lock().release(hasty).unwrap() {
                    memory.wake(false);
                }
            }
        });
        if memory.lock().release(me).unwrap() {
            memory.wake(false);
        }
        waits.join().unwrap();
        // Whoever gave up may sleep on where nobody has the lock any more: nobody has to wake it.
        memory.wake(true);
        gives_up.join().unwrap();
    });
}

#[test]
fn the_death_of_the_holder_reaches_whoever_waits() {
    check(|| {
        let memory = Memory::new(1);
        let (dying, me) = (memory.join(), memory.join());
        assert_eq!(memory.lock().attempt(dying, Turn::New, false), Step::Done);
        let dies = thread::spawn({
            let memory = Arc::clone(&memory);
            move || memory.end(dying)
        });
        let word = &memory.words[0];
        assert_eq!(memory.wait(word, |turn| memory.lock().attempt(me, turn, false)), Step::OwnerDied);
        assert_eq!(memory.wait(word, |turn| memory.lock().attempt(me, turn, true)), Step::Repaired);
        assert!(memory.lock().release(me).is_ok());
        dies.join().unwrap();
    });
}

#[test]
fn a_semaphore_gives_out_no_more_than_it_has_and_wakes_whoever_waits() {
    check(|| {
        let memory = Memory::new(record::WORDS + semaphore::WORDS);
        let (me, other) = (memory.join(), memory.join());
        let takes = |memory: &Memory, me: Token| {
            let record = Record::new(&memory.words, semaphore::WORDS, memory.members()).unwrap();
            let semaphore = Semaphore(record);
            let step = memory.wait(record.word(semaphore::CHANGES), |turn| semaphore.attempt(me, turn, false, true));
            assert_eq!(step, Step::Done);
            assert_eq!(memory.inside.fetch_add(1, Ordering::Relaxed), 0, "more permits than there are");
            memory.inside.fetch_sub(1, Ordering::Relaxed);
            gives(memory, me);
        };
        let thread = thread::spawn({
            let memory = Arc::clone(&memory);
            move || takes(&memory, other)
        });
        gives(&memory, me);
        takes(&memory, me);
        thread.join().unwrap();
    });
}

fn gives(memory: &Memory, me: Token) {
    let record = Record::new(&memory.words, semaphore::WORDS, memory.members()).unwrap();
    if Semaphore(record).release(me, 1).unwrap() {
        memory.wake(false);
    }
}

#[test]
fn a_condition_loses_no_notification() {
    check(|| {
        let memory = Memory::new(record::WORDS + condition::WORDS);
        let (me, other) = (memory.join(), memory.join());
        let ready = Arc::new(Mutex::new(false));
        let waits = thread::spawn({
            let (memory, ready) = (Arc::clone(&memory), Arc::clone(&ready));
            move || {
                let record = Record::new(&memory.words, condition::WORDS, memory.members()).unwrap();
                let condition = Condition(record);
                let mut guard = ready.lock().unwrap();
                while !*guard {
                    let ticket = condition.draw(me);
                    drop(guard);
                    memory.wait(record.word(condition::CALLED), |_| condition.attempt(me, ticket));
                    guard = ready.lock().unwrap();
                }
            }
        });
        let record = Record::new(&memory.words, condition::WORDS, memory.members()).unwrap();
        let mut guard = ready.lock().unwrap();
        *guard = true;
        if Condition(record).notify(other, 1) {
            memory.wake(true);
        }
        drop(guard);
        waits.join().unwrap();
    });
}
