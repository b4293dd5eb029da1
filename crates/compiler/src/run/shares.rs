//! Which elements a thread takes next, for work whose cut does not show in the result.
//!
//! A share is a part of what is left, so that the first ones are large and the last ones
//! small: threads end together although one element may cost a thousand times another
//! (guided self-scheduling, Polychronopoulos and Kuck, 1987). What is too little for a second
//! thread stays on the calling one; how much that is follows from what an element is thought to
//! cost.

use crate::Program;
use crate::vm::Machine;
use allcores_parallel::{Cancelled, Context};
use std::cell::Cell;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Nanoseconds of work below which waking a thread does not pay.
const LEAST_WORK: f64 = 25_000.0;
/// Elements of a function come in multiples of this: fewer would leave vector instructions idle.
const FEW: usize = 16;
/// Units in the least share of unknown work, where that leaves no thread without one: a loop costs something per round
/// and share, however few elements are in it.
const MANY: usize = 4;
/// Shares per thread, if all were as large as the first.
pub(super) const PER_THREAD: usize = 4;

/// Runs `work` with the machine of this thread, whose registers are there from the last run on.
pub(super) fn with_machine<R>(work: impl FnOnce(&mut Machine) -> R) -> R {
    thread_local!(static MACHINE: Cell<Machine> = Cell::default());
    // Taken, and not borrowed: should work run within work, the inner one gets a new machine.
    let mut machine = MACHINE.take();
    let result = work(&mut machine);
    MACHINE.set(machine);
    result
}

/// How work is cut into shares.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shares {
    len: usize,
    /// Shares are multiples of it.
    unit: usize,
    /// Where it is not known, it follows from the number of threads.
    least: Option<usize>,
    most: usize,
}

impl Shares {
    /// Of `len` things of `cost` nanoseconds each, or of unknown cost.
    pub(super) fn new(len: usize, unit: usize, cost: Option<f64>) -> Shares {
        // A function may cost nothing.
        let least = cost.map(|cost| ((LEAST_WORK / cost) as usize).clamp(1, len.max(1)).next_multiple_of(unit));
        Shares { len, unit, least, most: usize::MAX }
    }

    /// Of `len` elements of the function.
    pub(super) fn of(program: &Program, len: usize) -> Shares {
        Shares::new(len, FEW, program.cost())
    }

    /// None larger than this.
    pub(super) fn at_most(self, most: usize) -> Shares {
        Shares { most, ..self }
    }

    /// Runs `work` on all of them: they are taken in order, by all threads.
    pub(super) fn spread(
        self,
        context: Context<'_>,
        work: impl Fn(&mut Machine, Range<usize>) -> Result<(), Cancelled> + Sync,
    ) -> Result<(), Cancelled> {
        let least = self.least.unwrap_or_else(|| {
            let even = self.len / (2 * context.threads());
            even.next_multiple_of(self.unit).clamp(self.unit, MANY * self.unit)
        });
        let workers = self.len.div_ceil(least).min(context.threads());
        let parts = if workers > 1 { PER_THREAD * workers } else { 1 };
        let taken = AtomicUsize::new(0);
        let done = context.run(workers, |_| {
            with_machine(|machine| {
                while let Some(share) = self.take(&taken, least, parts) {
                    context.check()?;
                    work(machine, share)?;
                }
                Ok(())
            })
        })?;
        done.into_iter().collect()
    }

    /// The next share, about one of `parts` of what is left.
    fn take(self, taken: &AtomicUsize, least: usize, parts: usize) -> Option<Range<usize>> {
        let mut start = taken.load(Ordering::Relaxed);
        while start < self.len {
            let left = self.len - start;
            let mut share = (left / parts).next_multiple_of(self.unit).min(self.most).max(least);
            if self.least.is_none() {
                // A few elements that stay in a loop for long may take as long as many. So what is odd is
                // not left for the end, where nothing could be done beside it.
                let odd = (left % least).next_multiple_of(self.unit);
                share -= (share - odd) % least;
            }
            let end = start + share.min(left);
            match taken.compare_exchange_weak(start, end, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return Some(start..end),
                Err(now) => start = now,
            }
        }
        None
    }
}
