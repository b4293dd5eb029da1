//! Between processes: who rings whom, and who finds out that somebody died.
//!
//! A process that waits for words that others share runs one thread, which
//! sleeps until its bell is rung or one of the others ends. It is rung by those
//! who wake a word while promises wait in this process, and by those who come or
//! go. It does not ask which word: everyone who waits here looks again. While
//! nobody rings, nothing runs.
//!
//! A member that ended without a word is struck off the table by every process
//! that watches it: the first does it, and each wakes its own.

use crate::members::{Mark, Members, Process, Token};
use crate::system::{Bell, Watch, this_process};
use crate::waits;
use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Shared words that stay mapped for as long as this exists.
pub trait Mapped: Send + Sync {
    /// The table in them.
    fn table(&self) -> &[AtomicU32];
}

/// A place at a table of members, which is given up when this is dropped.
pub struct Seat<M: Mapped + 'static> {
    mapped: Arc<M>,
    me: Token,
    parked: Mutex<usize>,
}

struct Watched {
    mapped: Arc<dyn Mapped>,
    seats: usize,
}

/// The tables that this process watches, by address; none while there is no thread.
static TABLES: Mutex<BTreeMap<usize, Watched>> = Mutex::new(BTreeMap::new());
static THREAD: Mutex<bool> = Mutex::new(false);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Why there is no seat.
#[derive(Debug)]
pub enum Refused {
    /// All seats are taken.
    Full,
    /// The system has no bell or thread for us.
    System(io::Error),
}

impl<M: Mapped + 'static> Seat<M> {
    /// Takes a seat.
    pub fn take(mapped: Arc<M>) -> Result<Seat<M>, Refused> {
        start().map_err(Refused::System)?;
        let me = Members::new(mapped.table()).join(this_process()).ok_or(Refused::Full)?;
        let seat = Seat { mapped, me, parked: Mutex::new(0) };
        seat.members().mark(me, Mark::Watching, true);
        let address = seat.mapped.table().as_ptr().addr();
        let shared = Arc::clone(&seat.mapped);
        lock(&TABLES).entry(address).or_insert_with(|| Watched { mapped: shared, seats: 0 }).seats += 1;
        // This process has to watch the others from now on, and they this one.
        ring(seat.members(), Mark::Watching);
        Bell::ring(this_process());
        Ok(seat)
    }

    /// What it signs with.
    pub const fn token(&self) -> Token {
        self.me
    }

    /// The table.
    pub fn members(&self) -> Members<'_> {
        Members::new(self.mapped.table())
    }

    /// The words.
    pub fn mapped(&self) -> &M {
        &self.mapped
    }

    /// Gives the seat up, in mid-work or not; those who wait for this member see that it is gone.
    pub fn leave(&self, unexpectedly: bool) {
        if self.members().end(self.me, unexpectedly) {
            ring(self.members(), Mark::Watching);
            waits::wake_everyone();
        }
    }

    /// As [`waits::park`], and others are asked to ring.
    pub fn park(
        self: &Arc<Self>,
        word: &AtomicU32,
        expected: u32,
        epoch: u32,
        by: usize,
        wake: impl FnOnce() + Send + 'static,
    ) {
        self.count(1);
        let seat = Arc::clone(self);
        waits::park(word, expected, epoch, by, move || {
            seat.count(-1);
            wake();
        });
    }

    fn count(&self, change: isize) {
        let mut parked = lock(&self.parked);
        *parked = parked.wrapping_add_signed(change);
        if (*parked == 0) == (change < 0) {
            self.members().mark(self.me, Mark::Parked, change > 0);
        }
    }

    /// As [`waits::wake`], in all processes.
    pub fn wake(&self, word: &AtomicU32, count: u32) {
        waits::wake(word, count);
        ring(self.members(), Mark::Parked);
    }
}

impl<M: Mapped + 'static> Drop for Seat<M> {
    fn drop(&mut self) {
        self.leave(false);
        let address = self.mapped.table().as_ptr().addr();
        let mut tables = lock(&TABLES);
        if let Some(watched) = tables.get_mut(&address) {
            watched.seats -= 1;
            if watched.seats == 0 {
                tables.remove(&address);
            }
        }
    }
}

/// Rings the bells of those with the mark, but not our own.
fn ring(members: Members<'_>, mark: Mark) {
    let mut last = this_process();
    for process in members.marked(mark) {
        if process != last && process != this_process() {
            Bell::ring(process);
            last = process;
        }
    }
}

/// Starts the thread, if there is none yet. It runs for as long as the process does.
fn start() -> io::Result<()> {
    let mut running = lock(&THREAD);
    if !*running {
        let bell = Bell::open(this_process())?;
        std::thread::Builder::new().name("allcores bell".into()).spawn(move || listen(&bell))?;
        *running = true;
    }
    Ok(())
}

fn listen(bell: &Bell) {
    let mut watches = BTreeMap::new();
    let mut seen = BTreeMap::new();
    loop {
        let mut dead = update(&mut watches);
        if dead.is_empty() {
            let (processes, open): (Vec<Process>, Vec<Watch>) = std::mem::take(&mut watches).into_iter().unzip();
            dead = bell.wait(&open).into_iter().map(|index| processes[index]).collect();
            watches = processes.into_iter().zip(open).filter(|(process, _)| !dead.contains(process)).collect();
        }
        let mut changed = false;
        let tables = lock(&TABLES);
        seen.retain(|address, _| tables.contains_key(address));
        for (&address, watched) in &*tables {
            let members = Members::new(watched.mapped.table());
            for member in members.live().filter(|member| dead.contains(&member.process)) {
                members.end(member.token, true);
            }
            let ends = members.ends();
            changed |= seen.insert(address, ends) != Some(ends);
        }
        drop(tables);
        if changed {
            waits::wake_everyone();
        } else {
            waits::wake_parked();
        }
    }
}

/// Watches the processes that have a seat at one of our tables, and no others; those that have ended already.
fn update(watches: &mut BTreeMap<Process, Watch>) -> Vec<Process> {
    let tables = lock(&TABLES);
    let all = tables.values().flat_map(|watched| Members::new(watched.mapped.table()).live());
    let mut needed: Vec<_> = all.map(|member| member.process).filter(|&process| process != this_process()).collect();
    needed.sort_unstable();
    needed.dedup();
    watches.retain(|process, _| needed.binary_search(process).is_ok());
    needed.retain(|process| !watches.contains_key(process));
    let mut dead = Vec::new();
    for process in needed {
        match Watch::on(process) {
            Some(watch) => drop(watches.insert(process, watch)),
            None => dead.push(process),
        }
    }
    dead
}
