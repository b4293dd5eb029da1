//! The threads that kernels run on: as many as were asked for, shared by all environments.
//!
//! There are two pools, so that a synchronous call never queues behind work in
//! the background; the system's scheduler divides the cores between them. They
//! start when first used and are joined when the last environment (the main
//! thread's or a worker's) goes. A pool that `setThreads` replaces is joined then
//! too, not earlier: work may still be running on it, and might hold its last
//! count on one of its own threads. Or it is joined by a later `setThreads` that finds it idle.

use allcores_parallel::Threads;
use std::sync::{Arc, Mutex, MutexGuard};

struct State {
    environments: usize,
    count: usize,
    foreground: Option<Arc<Threads>>,
    background: Option<Arc<Threads>>,
    retired: Vec<Arc<Threads>>,
}

static STATE: Mutex<State> =
    Mutex::new(State { environments: 0, count: 0, foreground: None, background: None, retired: Vec::new() });

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Cores that this process may use: affinity and cgroup quota are respected.
pub fn available() -> usize {
    std::thread::available_parallelism().map_or(1, Into::into)
}

/// The number of threads in use: what was set, else `ALLCORES_THREADS`, else what is available.
pub fn count() -> usize {
    count_of(&mut state())
}

fn count_of(state: &mut State) -> usize {
    if state.count == 0 {
        let wanted = std::env::var("ALLCORES_THREADS").ok().and_then(|text| text.trim().parse().ok());
        state.count = wanted.filter(|&n| n > 0).unwrap_or_else(available).min(MOST);
    }
    state.count
}

/// More threads than this are a mistake.
pub const MOST: usize = 1024;

/// Uses `count` threads from now on.
pub fn set(count: usize) {
    let mut state = state();
    if count != count_of(&mut state) {
        let replaced = [state.foreground.take(), state.background.take()];
        state.retired.extend(replaced.into_iter().flatten());
        state.count = count;
        // Those that nobody works on any more; new counts are taken of the two in use only.
        let idle: Vec<_> = state.retired.extract_if(.., |threads| Arc::strong_count(threads) == 1).collect();
        drop(state);
        drop(idle);
    }
}

/// The threads for synchronous calls.
pub fn foreground() -> Arc<Threads> {
    let mut state = state();
    let count = count_of(&mut state);
    Arc::clone(state.foreground.get_or_insert_with(|| Arc::new(Threads::new(count))))
}

/// The threads for work in the background.
pub fn background() -> Arc<Threads> {
    let mut state = state();
    let count = count_of(&mut state);
    Arc::clone(state.background.get_or_insert_with(|| Arc::new(Threads::for_background(count))))
}

/// An environment came.
pub fn enter() {
    state().environments += 1;
}

/// An environment went; all of its work has ended. The last one joins all threads.
pub fn leave() {
    let mut state = state();
    state.environments -= 1;
    if state.environments == 0 {
        let last = (state.foreground.take(), state.background.take(), std::mem::take(&mut state.retired));
        drop(state);
        drop(last);
    }
}
