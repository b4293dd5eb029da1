//! One per JavaScript environment: how finished work gets back to its thread, and what happens when that thread goes.
//!
//! Node-API's own thread-safe functions and async work have crashed processes
//! whose workers were terminated with work in flight: a completion that arrives
//! during or after teardown touches a freed loop. Three rules keep that from
//! happening here. A completion takes the lock around the thread-safe function
//! and finds either a live one or none. The cleanup hook, registered after the
//! function and therefore run before the function's own, first stops all work of
//! this environment (what has begun it waits for: kernels heed a stop between
//! chunks; what still waits for a thread will find that it may not begin), and
//! then takes the function away. And whatever is still queued is dropped without
//! a call into JavaScript.

use crate::failure::Failure;
use crate::node_api::Js;
use crate::sync::Block;
use crate::{retain, threads};
use allcores_parallel::Cancel;
use allcores_wait::bell::Seat;
use allcores_wait::members::Token;
use napi::sys;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};

/// What happens on the JavaScript thread when a piece of work has ended.
type Completion = Box<dyn FnOnce(Js) + Send>;

/// The environment, as its own thread sees it.
pub struct Environment {
    gate: Arc<Gate>,
    /// Completions that have not run yet; while there are any, the event loop stays alive.
    pending: Cell<usize>,
    /// As which member of the threads of this process it signs.
    member: Cell<Option<Token>>,
}

/// The environment, as other threads see it.
struct Gate {
    function: Mutex<Option<Function>>,
    work: Mutex<Vec<Work>>,
    none_left: Condvar,
    leaving: Mutex<Option<Leaving>>,
    /// The places that it has at tables of members between processes, by address.
    seats: Mutex<BTreeMap<usize, Weak<Seat<Block>>>>,
    announced: AtomicBool,
}

/// What is to be done when the environment goes, given whether it ends well.
type Leaving = Box<dyn FnOnce(bool) + Send>;

/// Work that was started here.
struct Work {
    cancel: Cancel,
    begun: bool,
}

struct Function(sys::napi_threadsafe_function);

// SAFETY: a thread-safe function may be called from any thread; `Gate` sees to it that
// nobody does after it was released.
unsafe impl Send for Function {}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Work in flight. Dropping it says that the work no longer touches anything of the environment's.
pub struct InFlight {
    gate: Arc<Gate>,
    cancel: Cancel,
}

impl InFlight {
    /// Whether the work may begin. Not when its environment went while it waited for a thread:
    /// then nothing of the environment's may be touched, and nobody waits for the answer.
    pub fn begin(&self) -> bool {
        let mut work = lock(&self.gate.work);
        let mine = work.iter_mut().find(|other| other.cancel.is(&self.cancel));
        mine.map(|work| work.begun = true).is_some()
    }

    /// Ends the work: `completion` runs on the JavaScript thread, if there still is one.
    pub fn complete(self, completion: impl FnOnce(Js) + Send + 'static) {
        let function = lock(&self.gate.function);
        if let Some(function) = &*function {
            let data: *mut Completion = Box::into_raw(Box::new(Box::new(completion)));
            // SAFETY: the function is live while the lock is held. `data` goes to `deliver`,
            // or comes back here when the queue refuses it.
            unsafe {
                let mode = sys::ThreadsafeFunctionCallMode::nonblocking;
                if sys::napi_call_threadsafe_function(function.0, data.cast(), mode) != sys::Status::napi_ok {
                    drop(Box::from_raw(data));
                }
            }
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let mut work = lock(&self.gate.work);
        if let Some(mine) = work.iter().position(|other| other.cancel.is(&self.cancel)) {
            work.swap_remove(mine);
        }
        self.gate.none_left.notify_all();
    }
}

impl Environment {
    /// Prepares the environment of `js`: called once, when the addon is loaded into it.
    pub fn enter(js: Js) -> Result<(), Failure> {
        retain::retain();
        let gate = Arc::new(Gate {
            function: Mutex::new(None),
            work: Mutex::default(),
            none_left: Condvar::new(),
            leaving: Mutex::default(),
            seats: Mutex::default(),
            announced: AtomicBool::new(false),
        });
        let environment = Box::into_raw(Box::new(Environment {
            gate: Arc::clone(&gate),
            pending: Cell::new(0),
            member: Cell::new(None),
        }));
        // SAFETY: by the invariant of `Js`. The environment's box is freed by its finalizer, which
        // runs after all hooks; `leave` gets a count of the gate of its own. The order matters:
        // hooks run in reverse order of registration, so `leave` comes before the function's own.
        unsafe {
            let name = js.string("allcores").ok_or_else(|| Failure::internal("no memory"))?;
            let mut function = null_mut();
            let created = sys::napi_create_threadsafe_function(
                js.env(),
                null_mut(),
                null_mut(),
                name,
                0,
                1,
                null_mut(),
                None,
                environment.cast(),
                Some(deliver),
                &mut function,
            );
            if created != sys::Status::napi_ok {
                return Err(Failure::internal("no thread-safe function"));
            }
            sys::napi_unref_threadsafe_function(js.env(), function);
            *lock(&gate.function) = Some(Function(function));
            let data = sys::napi_set_instance_data(js.env(), environment.cast(), Some(finalize), null_mut());
            if data != sys::Status::napi_ok {
                return Err(Failure::internal("no instance data"));
            }
            threads::enter();
            let hook = sys::napi_add_env_cleanup_hook(js.env(), Some(leave), Arc::into_raw(gate).cast_mut().cast());
            if hook != sys::Status::napi_ok {
                threads::leave();
                return Err(Failure::internal("no cleanup hook"));
            }
        }
        Ok(())
    }

    /// The environment of `js`.
    pub fn of<'a>(js: Js) -> Result<&'a Environment, Failure> {
        let mut data = null_mut();
        // SAFETY: by the invariant of `Js`; the data was set by `enter` and lives as long as
        // JavaScript can run in the environment, which is longer than any use of the result.
        let environment = unsafe {
            sys::napi_get_instance_data(js.env(), &mut data);
            data.cast::<Environment>().as_ref()
        };
        environment.ok_or_else(|| Failure::internal("the environment was not prepared"))
    }

    /// Says that work starts, which `cancel` stops. Its completion must be given to `complete`.
    pub fn start(&self, js: Js, cancel: Cancel) -> InFlight {
        lock(&self.gate.work).push(Work { cancel: cancel.clone(), begun: false });
        self.pending.set(self.pending.get() + 1);
        if self.pending.get() == 1 {
            self.keep_alive(js, true);
        }
        InFlight { gate: Arc::clone(&self.gate), cancel }
    }

    /// As which member of the threads of this process it signs. `join` makes it one, and says what is to be done when it
    /// goes, after its last JavaScript, given whether it ends well.
    pub fn member(&self, join: impl FnOnce() -> Result<(Token, Leaving), Failure>) -> Result<Token, Failure> {
        if let Some(member) = self.member.get() {
            return Ok(member);
        }
        let (member, leaving) = join()?;
        *lock(&self.gate.leaving) = Some(leaving);
        self.member.set(Some(member));
        Ok(member)
    }

    /// Its place at the table of the block that is mapped at `address`; `take` takes one.
    pub fn seat(
        &self,
        address: usize,
        take: impl FnOnce() -> Result<Arc<Seat<Block>>, Failure>,
    ) -> Result<Arc<Seat<Block>>, Failure> {
        let known = lock(&self.gate.seats).get(&address).and_then(Weak::upgrade);
        let seat = known.map_or_else(take, Ok)?;
        let mut seats = lock(&self.gate.seats);
        seats.retain(|_, seat| seat.strong_count() > 0);
        seats.insert(address, Arc::downgrade(&seat));
        Ok(seat)
    }

    /// Says that the environment is about to end, and that nothing is wrong with that.
    pub fn announce_end(&self) {
        self.gate.announced.store(true, Ordering::Relaxed);
    }

    fn keep_alive(&self, js: Js, alive: bool) {
        if let Some(function) = &*lock(&self.gate.function) {
            // SAFETY: by the invariant of `Js`; the function is live while the lock is held.
            unsafe {
                if alive {
                    sys::napi_ref_threadsafe_function(js.env(), function.0);
                } else {
                    sys::napi_unref_threadsafe_function(js.env(), function.0);
                }
            }
        }
    }
}

/// Runs a completion on the JavaScript thread.
///
/// # Safety
/// Called by Node with what `complete` queued, once, and with `context` as `enter` gave it.
/// `env` is null when the environment is going away.
unsafe extern "C" fn deliver(env: sys::napi_env, _: sys::napi_value, context: *mut c_void, data: *mut c_void) {
    // SAFETY: `complete` made `data` so, and gives each one away once.
    let completion = unsafe { Box::from_raw(data.cast::<Completion>()) };
    if env.is_null() {
        return;
    }
    // SAFETY: this is a callback of a live environment, on its thread, so that the
    // environment's data, freed by its finalizer, is still there.
    let (js, environment) = unsafe { (Js::new(env), &*context.cast::<Environment>()) };
    environment.pending.set(environment.pending.get() - 1);
    if environment.pending.get() == 0 {
        environment.keep_alive(js, false);
    }
    // A panic must not cross into Node; the promise of this completion is then never settled,
    // but completions only convert values and cannot panic short of a defect.
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| completion(js)));
}

/// Stops the work of an environment that is going away, and waits for it.
///
/// # Safety
/// Called by Node, once, with the count of the gate that `enter` gave it.
unsafe extern "C" fn leave(gate: *mut c_void) {
    // SAFETY: as said above.
    let gate = unsafe { Arc::from_raw(gate.cast::<Gate>()) };
    let mut work = lock(&gate.work);
    let well = gate.announced.load(Ordering::Relaxed) && work.is_empty();
    work.retain(|work| work.begun);
    work.iter().for_each(|work| work.cancel.cancel());
    while !work.is_empty() {
        work = gate.none_left.wait(work).unwrap_or_else(PoisonError::into_inner);
    }
    drop(work);
    for seat in std::mem::take(&mut *lock(&gate.seats)).into_values().filter_map(|seat| seat.upgrade()) {
        seat.leave(!well);
    }
    if let Some(leaving) = lock(&gate.leaving).take() {
        leaving(well);
    }
    if let Some(function) = lock(&gate.function).take() {
        // SAFETY: it is live, and taken: nobody calls it again.
        unsafe { sys::napi_release_threadsafe_function(function.0, sys::ThreadsafeFunctionReleaseMode::abort) };
    }
    threads::leave();
}

/// Frees the environment's data.
///
/// # Safety
/// Called by Node, once, with what `enter` set.
unsafe extern "C" fn finalize(_: sys::napi_env, data: *mut c_void, _: *mut c_void) {
    // SAFETY: as said above.
    drop(unsafe { Box::from_raw(data.cast::<Environment>()) });
}
