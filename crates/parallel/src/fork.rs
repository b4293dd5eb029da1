//! Work that several threads do together, and that the caller waits for: all of this crate's `unsafe` is here.
//!
//! rayon's scopes end when every job that was handed over has been picked up,
//! even when there is nothing left to do for it; beside a long call of another
//! thread that is the whole length of that call. And a pool thread that waits in
//! one picks up other calls meanwhile. Here a helper that comes too late finds the
//! work closed and leaves, and the caller waits for those only that are at it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long the caller looks for the others' end before it sleeps: mostly all end together, and being woken takes
/// longer.
const AWAKE: Duration = Duration::from_micros(50);

/// Work that is open to helpers until the caller has ended.
struct Fork {
    /// Valid while the fork is open or a helper is at it.
    work: *const (dyn Fn() + Sync),
    state: Mutex<State>,
    left: Condvar,
}

#[derive(Default)]
struct State {
    closed: bool,
    helpers: usize,
    panic: Option<Box<dyn Any + Send>>,
}

// SAFETY: `work` points to something Sync, and is used by `help` only, as said there.
unsafe impl Send for Fork {}
// SAFETY: as above.
unsafe impl Sync for Fork {}

impl Fork {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn help(&self) {
        {
            let mut state = self.state();
            if state.closed {
                return;
            }
            state.helpers += 1;
        }
        // SAFETY: the fork was open when this helper was counted, and `together` does not return,
        // nor unwind, before the count has gone back to zero: the work is still borrowed there.
        let result = catch_unwind(AssertUnwindSafe(|| unsafe { (*self.work)() }));
        let mut state = self.state();
        state.helpers -= 1;
        if let Err(panic) = result {
            state.panic = Some(panic);
        }
        self.left.notify_all();
    }
}

/// Runs `work` here and on the threads that take up what `spawn` is given, and returns when none is at it any more.
///
/// A panic of any of them goes on here.
pub(crate) fn together(work: &(dyn Fn() + Sync), helpers: usize, spawn: impl Fn(Box<dyn FnOnce() + Send>)) {
    // SAFETY: only the lifetime changes; `help` says why it is kept.
    let erased = unsafe { std::mem::transmute::<&(dyn Fn() + Sync), &'static (dyn Fn() + Sync)>(work) };
    let fork = Arc::new(Fork { work: erased, state: Mutex::default(), left: Condvar::new() });
    let own = catch_unwind(AssertUnwindSafe(|| {
        for _ in 0..helpers {
            let fork = Arc::clone(&fork);
            spawn(Box::new(move || fork.help()));
        }
        work();
    }));
    let mut state = fork.state();
    state.closed = true;
    let mut until = None;
    while state.helpers > 0 {
        if *until.get_or_insert_with(|| Instant::now() + AWAKE) < Instant::now() {
            state = fork.left.wait(state).unwrap_or_else(PoisonError::into_inner);
        } else {
            drop(state);
            (0..16).for_each(|_| std::hint::spin_loop());
            state = fork.state();
        }
    }
    let theirs = state.panic.take();
    drop(state);
    if let Some(panic) = own.err().or(theirs) {
        resume_unwind(panic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_helper_that_comes_too_late_is_not_waited_for_and_does_nothing() {
        let late = Mutex::new(Vec::new());
        let calls = AtomicUsize::new(0);
        together(&|| _ = calls.fetch_add(1, Ordering::Relaxed), 3, |help| late.lock().unwrap().push(help));
        assert_eq!(calls.load(Ordering::Relaxed), 1);
        for help in late.into_inner().unwrap() {
            help();
        }
        assert_eq!(calls.into_inner(), 1);
    }

    #[test]
    fn a_spawn_that_panics_leaves_no_helper_behind_that_could_begin() {
        let spawned = Mutex::new(Vec::new());
        let calls = AtomicUsize::new(0);
        let result = catch_unwind(AssertUnwindSafe(|| {
            together(&|| _ = calls.fetch_add(1, Ordering::Relaxed), 2, |help| {
                let mut spawned = spawned.lock().unwrap();
                assert!(spawned.is_empty(), "no thread for the second");
                spawned.push(help);
            });
        }));
        assert!(result.is_err());
        for help in spawned.into_inner().unwrap_or_else(PoisonError::into_inner) {
            help();
        }
        assert_eq!(calls.into_inner(), 0);
    }

    #[test]
    fn helpers_at_work_are_waited_for() {
        let ended = AtomicUsize::new(0);
        let begun = AtomicUsize::new(0);
        let work = || {
            begun.fetch_add(1, Ordering::SeqCst);
            while begun.load(Ordering::SeqCst) < 3 {
                std::thread::yield_now();
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
            ended.fetch_add(1, Ordering::SeqCst);
        };
        together(&work, 2, |help| drop(std::thread::spawn(help)));
        assert_eq!(ended.into_inner(), 3);
    }
}
