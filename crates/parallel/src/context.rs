//! What a kernel gets to run on: threads, and a flag that tells it to stop.
//!
//! The calling thread takes chunks like any other, from one counter, so that
//! a call that finds the helpers asleep or busy simply does more of the work
//! itself; nobody waits for a hand-over. A kernel that was cancelled returns
//! within the time of the chunks in progress.

use crate::Threads;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

/// A flag, shared by those who may ask for a stop and those who heed it.
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    flag: Arc<AtomicBool>,
    deadline: Option<Instant>,
}

impl Cancel {
    /// The same flag, for work that is to stop at `deadline` without being asked.
    pub fn with_deadline(self, deadline: Instant) -> Cancel {
        Cancel { deadline: Some(deadline), ..self }
    }

    /// Asks for a stop.
    pub fn cancel(&self) {
        self.flag.store(true, Ordering::Relaxed);
    }

    /// Whether both are the same flag.
    pub fn is(&self, other: &Cancel) -> bool {
        Arc::ptr_eq(&self.flag, &other.flag)
    }

    /// Whether a stop was asked for, or the deadline has passed.
    pub fn is_cancelled(&self) -> bool {
        self.flag.load(Ordering::Relaxed) || self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }
}

/// The work was stopped before its end; outputs hold no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// Where and how long a kernel may run.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    threads: &'a Threads,
    cancel: &'a Cancel,
}

impl<'a> Context<'a> {
    /// A context on `threads` that heeds `cancel`.
    pub const fn new(threads: &'a Threads, cancel: &'a Cancel) -> Self {
        Context { threads, cancel }
    }

    /// Number of threads that work at the same time, the caller included.
    pub fn threads(&self) -> usize {
        self.threads.count()
    }

    /// What tells the work to stop.
    pub const fn cancel(&self) -> &'a Cancel {
        self.cancel
    }

    /// Fails when a stop was asked for. Long sequential parts call it now and then.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.cancel.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }

    /// Runs `task(i)` for each `i` below `tasks`, on all threads, and gives the results in order.
    pub fn run<R: Send + Sync>(&self, tasks: usize, task: impl Fn(usize) -> R + Sync) -> Result<Vec<R>, Cancelled> {
        let helpers = self.threads.count().min(tasks).saturating_sub(1);
        if helpers == 0 {
            let results = (0..tasks).map(|i| self.check().map(|()| task(i))).collect::<Result<_, _>>()?;
            // A task may have heeded the stop, and its result be none.
            return self.check().map(|()| results);
        }
        let results: Vec<OnceLock<R>> = (0..tasks).map(|_| OnceLock::new()).collect();
        let next = AtomicUsize::new(0);
        let work = || {
            while !self.cancel.is_cancelled() {
                let i = next.fetch_add(1, Ordering::Relaxed);
                let Some(slot) = results.get(i) else { break };
                // Each index is taken once, so the slot is empty.
                let _ = slot.set(task(i));
            }
        };
        self.threads.with_helpers(helpers, &work);
        self.check()?;
        results.into_iter().map(|slot| slot.into_inner().ok_or(Cancelled)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn results_come_in_order_on_any_number_of_threads() {
        for count in [1, 2, 3, 8] {
            let threads = Threads::new(count);
            let cancel = Cancel::default();
            for tasks in [0, 1, 2, 1000] {
                let got = Context::new(&threads, &cancel).run(tasks, |i| i * i).unwrap();
                assert_eq!(got, (0..tasks).map(|i| i * i).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_cancelled_run_says_so_and_starts_no_further_task() {
        let threads = Threads::new(2);
        let cancel = Cancel::default();
        let started = AtomicUsize::new(0);
        let result = Context::new(&threads, &cancel).run(1000, |i| {
            started.fetch_add(1, Ordering::Relaxed);
            if i == 3 {
                cancel.cancel();
            }
        });
        assert_eq!(result, Err(Cancelled));
        assert!(started.into_inner() < 1000);
    }

    #[test]
    fn a_deadline_stops_work_and_does_not_set_the_flag_for_others() {
        let threads = Threads::new(2);
        let cancel = Cancel::default();
        let late = cancel.clone().with_deadline(Instant::now());
        assert!(late.is(&cancel));
        assert_eq!(Context::new(&threads, &late).run(10, |i| i), Err(Cancelled));
        assert_eq!(Context::new(&threads, &cancel).run(2, |i| i), Ok(vec![0, 1]));
    }

    #[test]
    fn a_stop_in_the_last_task_leaves_no_result() {
        for count in [1, 3] {
            let threads = Threads::new(count);
            let cancel = Cancel::default();
            let result = Context::new(&threads, &cancel).run(4, |i| {
                if i == 3 {
                    cancel.cancel()
                }
            });
            assert_eq!(result, Err(Cancelled));
        }
    }

    #[test]
    fn a_deadline_stops_work_once_it_has_passed() {
        let threads = Threads::new(2);
        let now = Instant::now();
        let passed = Cancel::default().with_deadline(now);
        assert!(passed.is_cancelled());
        assert_eq!(Context::new(&threads, &passed).run(2, |i| i), Err(Cancelled));
        let far = Cancel::default().with_deadline(now + Duration::from_secs(3600));
        assert!(!far.is_cancelled());
        assert_eq!(Context::new(&threads, &far).run(2, |i| i), Ok(vec![0, 1]));
        far.cancel();
        assert!(far.is_cancelled());
        let soon = Cancel::default().with_deadline(Instant::now() + Duration::from_millis(5));
        let result = Context::new(&threads, &soon).run(usize::from(u16::MAX), |_| while !soon.is_cancelled() {});
        assert_eq!(result, Err(Cancelled));
    }

    #[test]
    fn a_panic_in_a_task_reaches_the_caller_and_the_threads_go_on() {
        let threads = Threads::new(2);
        let cancel = Cancel::default();
        let context = Context::new(&threads, &cancel);
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| context.run(100, |i| assert!(i != 57))));
        assert!(caught.is_err());
        assert_eq!(context.run(3, |i| i), Ok(vec![0, 1, 2]));
    }
}
