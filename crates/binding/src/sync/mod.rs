//! Wait words and what is built of them, as JavaScript sees them.
//!
//! A [`Words`] is some shared memory and the thread that uses it. Its methods
//! make one attempt each and answer with a number: a [`Step`] as [`encode`] puts
//! it. What to do about a wait, to sleep or to park, is up to the wrapper, so
//! that a thread that is to be terminated returns to JavaScript, and one
//! algorithm serves both.

mod memory;
mod methods;

use crate::call::Returned;
use crate::environment::Environment;
use crate::failure::Failure;
use crate::node_api::Js;
use crate::shm::SharedBlock;
use crate::view::View;
use allcores_parallel::Cancel;
use allcores_wait::lock::{Lock, Turn};
use allcores_wait::{AtomicU32, Step, waits};
pub use memory::Block;
use memory::Shared;
use napi::bindgen_prelude::ObjectFinalize;
use napi::{Env, sys};
use napi_derive::napi;
use std::cell::Cell;
use std::time::Duration;

/// Shared memory, and the thread that uses it.
#[napi(custom_finalize)]
pub struct Words {
    shared: Option<Shared>,
    /// That of the latest attempt.
    epoch: Cell<u32>,
}

/// Says that the thread is about to end, and that nothing is wrong with that.
#[napi]
pub fn announce_end(env: Env) -> napi::Result<()> {
    let js = Js::of(&env);
    Environment::of(js).map(Environment::announce_end).map_err(|failure| js.throw(&failure))
}

/// The answer of words that were closed.
const CLOSED: f64 = -4.0;

/// A step as a number: what is not to be waited for is below zero, and a word to be waited for as it is,
/// 2^32 more where it is to be waited for briefly.
fn encode(step: Step) -> f64 {
    match step {
        Step::Done => -1.0,
        Step::Repaired => -2.0,
        Step::OwnerDied => -3.0,
        Step::Broken => -5.0,
        Step::Wait(word) => f64::from(word),
        Step::WaitBriefly(word) => f64::from(word) + 4_294_967_296.0,
    }
}

#[napi]
impl Words {
    /// The words of an Int32Array over a SharedArrayBuffer, between the threads of this process.
    #[napi(constructor, ts_args_type = "words: Int32Array")]
    pub fn new(env: Env, words: View) -> napi::Result<Words> {
        let js = Js::of(&env);
        Words::made(js, Shared::of_array(js, &words))
    }

    /// The words of a block, between processes.
    #[napi(factory)]
    pub fn of_block(env: Env, block: &SharedBlock) -> napi::Result<Words> {
        let js = Js::of(&env);
        Words::made(js, block.lease().and_then(|lease| Shared::of_block(js, lease)))
    }

    fn made(js: Js, shared: Result<Shared, Failure>) -> napi::Result<Words> {
        let words = shared.map(|shared| Words { shared: Some(shared), epoch: Cell::new(0) });
        words.map_err(|failure| js.throw(&failure))
    }

    /// What this thread signs with.
    #[napi(getter)]
    pub fn token(&self) -> u32 {
        self.shared.as_ref().map_or(0, |shared| shared.me().bits())
    }

    /// Index of the first word that is free for use.
    #[napi(getter)]
    pub fn first(&self) -> u32 {
        self.shared.as_ref().map_or(0, |shared| shared.first() as u32)
    }

    /// Gives up the place among those who share the words. Afterwards there are none.
    #[napi]
    pub fn close(&mut self, env: Env) {
        if let Some(shared) = self.shared.take() {
            shared.release(Js::of(&env));
        }
    }

    /// Tries to take the lock. `turn` is 0 for a newcomer, 1 for one who was woken, 2 for one who was too often.
    #[napi]
    pub fn lock_attempt(&self, at: u32, turn: u32, repair: bool) -> f64 {
        self.step(|shared| Some(lock(shared, at)?.attempt(shared.me(), turn_of(turn), repair)))
    }

    /// Gives the lock back; false where this thread does not hold it.
    #[napi]
    pub fn lock_release(&self, at: u32) -> bool {
        let released = self.shared.as_ref().and_then(|shared| Some(lock(shared, at)?.release(shared.me())));
        if released == Some(Ok(true)) {
            self.wake(at, 1);
        }
        matches!(released, Some(Ok(_)))
    }

    /// To be called by one who was woken and does not try again.
    #[napi]
    pub fn lock_abandon(&self, at: u32) {
        if self.shared.as_ref().and_then(|shared| lock(shared, at)).is_some_and(Lock::abandon) {
            self.wake(at, 1);
        }
    }

    /// Blocks until the word is woken, or is not `expected`, or for so many milliseconds; or for no reason.
    #[napi]
    pub fn sleep(&self, at: u32, expected: u32, milliseconds: f64) {
        let time = Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default();
        if let Some(word) = self.word(at) {
            waits::sleep(word, expected, self.epoch.get(), time);
        }
    }

    /// A promise that is settled when the word is woken, soon if it is not `expected` any more; or for no reason.
    #[napi(ts_return_type = "Promise<void>")]
    pub fn park(&self, env: Env, at: u32, expected: u32) -> napi::Result<Returned> {
        let js = Js::of(&env);
        self.parked(js, at, expected).map(Returned::new).map_err(|failure| js.throw(&failure))
    }

    /// Settles the promises that were parked at this word through this object.
    #[napi]
    pub fn unpark(&self, at: u32) {
        if let Some(word) = self.word(at) {
            waits::unpark(word.as_ptr().addr(), self.identity());
        }
    }

    /// Wakes up to `count` of those who wait for the word, which was changed.
    #[napi]
    pub fn wake(&self, at: u32, count: u32) {
        if let (Some(shared), Some(word)) = (&self.shared, self.word(at)) {
            shared.wake(word, count);
        }
    }

    fn parked(&self, js: Js, at: u32, expected: u32) -> Result<sys::napi_value, Failure> {
        let (deferred, promise) = js.promise().ok_or_else(|| Failure::internal("no promise"))?;
        let in_flight = Environment::of(js)?.start(js, Cancel::default());
        let settle = move || {
            in_flight.complete(move |js| {
                if let Some(undefined) = js.undefined() {
                    js.settle(deferred, Ok(undefined));
                }
            });
        };
        match (&self.shared, self.word(at)) {
            (Some(shared), Some(word)) => shared.park(word, expected, self.epoch.get(), self.identity(), settle),
            _ => settle(),
        }
        Ok(promise)
    }

    const fn shared(&self) -> Option<&Shared> {
        self.shared.as_ref()
    }

    fn identity(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    fn word(&self, at: u32) -> Option<&AtomicU32> {
        self.shared.as_ref()?.words().get(at as usize)
    }

    /// One attempt. Where the words are closed or too few, nothing can be had and nobody waits.
    fn step(&self, attempt: impl FnOnce(&Shared) -> Option<Step>) -> f64 {
        self.epoch.set(waits::epoch());
        self.shared.as_ref().and_then(attempt).map_or(CLOSED, encode)
    }
}

fn turn_of(turn: u32) -> Turn {
    [Turn::New, Turn::Woken, Turn::Starved][turn.min(2) as usize]
}

fn lock(shared: &Shared, at: u32) -> Option<Lock<'_>> {
    Some(Lock::new(shared.words().get(at as usize)?, shared.members()))
}

impl ObjectFinalize for Words {
    fn finalize(mut self, env: Env) -> napi::Result<()> {
        self.close(env);
        Ok(())
    }
}
