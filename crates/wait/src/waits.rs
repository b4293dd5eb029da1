//! Sleeping, parking and waking: what blocks a thread or settles a promise when a word changes.
//!
//! A thread sleeps in the system's futex. A promise has no thread, so its word
//! and what to do are kept here, in a list of this process; whoever wakes the
//! word in this process runs it. Both are also known by their address, because
//! after the end of a member everyone has to look again ([`wake_everyone`]).
//!
//! No wake-up is lost: a waiter is in the list before it compares the word, and
//! a waker looks into the list after it has changed the word. What else could be
//! missed, the end of a member between an attempt and the wait that follows, is
//! told by the [`epoch`].

use crate::system;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering, fence};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What is done when a parked word is woken. It may be done without a reason.
type Wake = Box<dyn FnOnce() + Send>;

struct Parked {
    by: usize,
    wake: Wake,
}

static PARKED: Mutex<BTreeMap<usize, Vec<Parked>>> = Mutex::new(BTreeMap::new());
static PARKED_COUNT: AtomicUsize = AtomicUsize::new(0);
/// The addresses at which threads sleep, one for each thread.
static SLEEPING: Mutex<Vec<usize>> = Mutex::new(Vec::new());
static EPOCH: AtomicU32 = AtomicU32::new(0);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Changes when everyone is woken. To be read before the attempt after which one waits.
pub fn epoch() -> u32 {
    EPOCH.load(Ordering::SeqCst)
}

/// Blocks until the word is woken or not `expected`, everyone was woken since `epoch`, or for so long; or for no reason.
pub fn sleep(word: &AtomicU32, expected: u32, epoch: u32, time: Duration) {
    let address = word.as_ptr().addr();
    lock(&SLEEPING).push(address);
    if self::epoch() == epoch {
        system::wait(word, expected, time);
    }
    let mut sleeping = lock(&SLEEPING);
    if let Some(mine) = sleeping.iter().position(|&other| other == address) {
        sleeping.swap_remove(mine);
    }
}

/// Runs `wake` once: when the word is woken, or everyone; at once if the word is not `expected` any more, or everyone
/// was woken since `epoch`. `by` is for [`unpark`].
pub fn park(word: &AtomicU32, expected: u32, epoch: u32, by: usize, wake: impl FnOnce() + Send + 'static) {
    let mut parked = lock(&PARKED);
    PARKED_COUNT.fetch_add(1, Ordering::SeqCst);
    fence(Ordering::SeqCst);
    if word.load(Ordering::SeqCst) != expected || self::epoch() != epoch {
        PARKED_COUNT.fetch_sub(1, Ordering::SeqCst);
        drop(parked);
        return wake();
    }
    parked.entry(word.as_ptr().addr()).or_default().push(Parked { by, wake: Box::new(wake) });
}

/// Runs now what `by` parked at this address.
pub fn unpark(address: usize, by: usize) {
    run(take(address, |parked| parked.extract_if(.., |parked| parked.by == by).collect()));
}

/// Wakes up to `count` of those who sleep, and as many of those who are parked. To be called after the word was changed.
pub fn wake(word: &AtomicU32, count: u32) {
    let address = word.as_ptr().addr();
    system::wake(address, count);
    fence(Ordering::SeqCst);
    if PARKED_COUNT.load(Ordering::SeqCst) > 0 {
        run(take(address, |parked| parked.drain(..parked.len().min(count as usize)).collect()));
    }
}

fn take(address: usize, some: impl FnOnce(&mut Vec<Parked>) -> Vec<Parked>) -> Vec<Parked> {
    let mut all = lock(&PARKED);
    let Some(parked) = all.get_mut(&address) else { return Vec::new() };
    let taken = some(parked);
    if parked.is_empty() {
        all.remove(&address);
    }
    PARKED_COUNT.fetch_sub(taken.len(), Ordering::SeqCst);
    taken
}

/// Outside of the lock: what runs may wake and park.
fn run(parked: Vec<Parked>) {
    for parked in parked {
        (parked.wake)();
    }
}

/// Makes all who wait in this process look again.
pub fn wake_everyone() {
    EPOCH.fetch_add(1, Ordering::SeqCst);
    wake_parked();
    for &address in &*lock(&SLEEPING) {
        system::wake(address, u32::MAX);
    }
}

/// Makes all who are parked in this process look again.
pub fn wake_parked() {
    let all = std::mem::take(&mut *lock(&PARKED));
    let all: Vec<_> = all.into_values().flatten().collect();
    PARKED_COUNT.fetch_sub(all.len(), Ordering::SeqCst);
    run(all);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::thread;

    #[test]
    fn a_sleeper_is_woken_by_a_change_or_does_not_sleep() {
        let word = Arc::new(AtomicU32::new(0));
        let sleeper = thread::spawn({
            let word = Arc::clone(&word);
            move || {
                while word.load(Ordering::SeqCst) == 0 {
                    sleep(&word, 0, epoch(), Duration::from_secs(60));
                }
            }
        });
        word.store(1, Ordering::SeqCst);
        wake(&word, 1);
        sleeper.join().unwrap();
    }

    #[test]
    fn everyone_wakes_whoever_sleeps_and_whoever_is_parked() {
        let word = Arc::new(AtomicU32::new(0));
        let done = Arc::new(AtomicU32::new(0));
        let sleeper = thread::spawn({
            let (word, done) = (Arc::clone(&word), Arc::clone(&done));
            move || {
                let before = epoch();
                while epoch() == before {
                    sleep(&word, 0, before, Duration::from_secs(60));
                }
                done.fetch_add(1, Ordering::SeqCst);
            }
        });
        let before = epoch();
        while done.load(Ordering::SeqCst) == 0 {
            wake_everyone();
        }
        sleeper.join().unwrap();
        let count = || {
            let done = Arc::clone(&done);
            move || {
                done.fetch_add(1, Ordering::SeqCst);
            }
        };
        park(&word, 0, before, 0, count());
        assert_eq!(done.load(Ordering::SeqCst), 2, "everyone was woken since");
        park(&word, 1, epoch(), 0, count());
        assert_eq!(done.load(Ordering::SeqCst), 3, "the word is another");
        park(&word, 0, epoch(), 0, count());
        wake_parked();
        assert_eq!(done.load(Ordering::SeqCst), 4);
    }
}
