//! One mechanism for every array function: in place on the calling thread, or behind it.
//!
//! A function of [`arrays`](crate::arrays) names its inputs and outputs and gives
//! the kernel as a closure. Whether the call is synchronous decides what the
//! closure works on: the memory of the views themselves, or, off the event loop,
//! shared memory as it is and private copies of everything that JavaScript could
//! take away in the meantime. An output that nobody gave is created here; until
//! the call ends JavaScript has never seen it, and so cannot take it away either.

use crate::environment::Environment;
use crate::failure::Failure;
use crate::node_api::{Deferred, Js, Reference};
use crate::threads;
use crate::view::{Source, Target, View};
use allcores_kernels::Wide;
use allcores_memory::Dtype;
use allcores_parallel::{Cancel, Context};
use napi::bindgen_prelude::{ClassInstance, ToNapiValue};
use napi::{Env, sys};
use napi_derive::napi;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Stops a call that runs in the background. To pass one is what makes a call run there.
#[napi]
pub struct Cancellation(Cancel);

#[napi]
impl Cancellation {
    /// One for one call.
    #[napi(constructor)]
    pub fn new() -> Cancellation {
        Cancellation(Cancel::default())
    }

    /// Asks the call to stop; its promise rejects when it has.
    #[napi]
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

/// The last parameter of every array function.
pub type Background<'a> = Option<ClassInstance<'a, Cancellation>>;

/// What a kernel answers.
pub enum Answer {
    /// A double.
    Number(f64),
    /// An exact integer, as a bigint.
    BigInt(Wide),
    /// The outputs of the call: the typed array, or an array of them where there are several.
    Outputs,
    /// A typed array whose length only the kernel knows.
    Array(Pending),
}

/// A typed array that is still to be made and filled.
pub struct Pending {
    /// Its element type.
    pub dtype: Dtype,
    /// Its length.
    pub len: usize,
    /// Writes all of its elements.
    pub fill: Fill,
}

/// Writes all elements of an array.
type Fill = Box<dyn FnOnce(Context, &Target) -> Result<(), Failure> + Send>;

impl Pending {
    /// Fills private memory, off the event loop, so that only a copy is left to do on it.
    fn early(self, context: Context) -> Result<Pending, Failure> {
        let buffer = Target::new(self.dtype, self.len)?;
        (self.fill)(context, &buffer)?;
        Ok(Pending { fill: Box::new(move |context, target| target.copy_from(&buffer, context)), ..self })
    }

    fn array(self, js: Js) -> Result<sys::napi_value, Failure> {
        let array = new_array(js, self.dtype, self.len)?;
        let target = Target::borrow(&View::new(js, array)?.with_dtype(self.dtype));
        (self.fill)(Context::new(&threads::foreground(), &Cancel::default()), &target)?;
        Ok(array)
    }
}

/// A new typed array.
fn new_array(js: Js, dtype: Dtype, len: usize) -> Result<sys::napi_value, Failure> {
    js.typed_array(dtype, len).ok_or_else(|| {
        js.clear_exception();
        Failure::of_range("OUT_OF_MEMORY", format!("no memory for an array of {len} elements"))
    })
}

/// A JavaScript value, on its way back through napi-rs.
pub struct Returned(sys::napi_value);

impl Returned {
    /// A value of the environment that called.
    pub const fn new(value: sys::napi_value) -> Returned {
        Returned(value)
    }
}

impl ToNapiValue for Returned {
    unsafe fn to_napi_value(_: sys::napi_env, returned: Returned) -> napi::Result<sys::napi_value> {
        Ok(returned.0)
    }
}

/// An output, to be handed out at the end.
struct Output {
    array: sys::napi_value,
    /// Where the kernel writes when it is not the array itself.
    buffer: Option<Target>,
}

/// How long a call may take.
#[derive(Clone, Copy)]
struct Limit {
    milliseconds: f64,
    end: Instant,
}

impl Limit {
    /// What a call that was stopped says.
    fn explain(self, failure: Failure) -> Failure {
        if failure.code != "ABORTED" || Instant::now() < self.end {
            return failure;
        }
        let message = format!("the call took longer than its timeout of {} ms", self.milliseconds);
        Failure { code: "TIMEOUT", message, ..failure }
    }
}

/// A call of an array function.
pub struct Call {
    js: Js,
    cancel: Option<Cancel>,
    limit: Option<Limit>,
    inputs: Vec<sys::napi_value>,
    outputs: Vec<Output>,
}

impl Call {
    /// A call from JavaScript.
    pub fn new(env: &Env, background: &Background<'_>) -> Call {
        let cancel = background.as_ref().map(|cancellation| cancellation.0.clone());
        Call { js: Js::of(env), cancel, limit: None, inputs: Vec::new(), outputs: Vec::new() }
    }

    /// Gives the call this long; a time beyond all clocks is none.
    pub fn limit(&mut self, milliseconds: Option<f64>) {
        self.limit = milliseconds.and_then(|milliseconds| {
            let end = Instant::now().checked_add(Duration::try_from_secs_f64(milliseconds / 1000.0).ok()?)?;
            Some(Limit { milliseconds, end })
        });
    }

    /// The environment that called.
    pub const fn js(&self) -> Js {
        self.js
    }

    /// Refuses an `out` that has memory in common with the input `name`, unless it is the very same and the
    /// kernel works in place.
    pub fn check_overlap(&self, name: &str, x: &View, out: Option<&View>, in_place: bool) -> Result<(), Failure> {
        match out {
            Some(out) if x.overlaps(out) && !(in_place && x.is_same(out)) => {
                let itself = if in_place { format!(", or {name} itself") } else { String::new() };
                let message = format!("out shares memory with {name}; give it separate memory{itself}");
                Err(Failure::of_range("OVERLAP", message))
            }
            _ => Ok(()),
        }
    }

    /// An input.
    pub fn input(&mut self, view: &View) -> Result<Source, Failure> {
        if self.cancel.is_none() {
            return Ok(Source::borrow(view));
        }
        if view.is_shared() {
            self.inputs.push(view.value());
            return Ok(Source::borrow(view));
        }
        Source::copy(view, Context::new(&threads::foreground(), &Cancel::default()))
    }

    /// An output: `out` if it is given, of exactly this type and length, or else a new array.
    pub fn output(&mut self, out: Option<&View>, dtype: Dtype, len: usize) -> Result<Target, Failure> {
        let Some(out) = out else {
            let array = new_array(self.js, dtype, len)?;
            let target = Target::borrow(&View::new(self.js, array)?.with_dtype(dtype));
            self.outputs.push(Output { array, buffer: None });
            return Ok(target);
        };
        if out.dtype() != dtype {
            return Err(Failure::of_type("DTYPE_MISMATCH", format!("out is {:?}, wanted {dtype:?}", out.dtype())));
        }
        if out.len() != len {
            let message = format!("out has {} elements, wanted {len}", out.len());
            return Err(Failure::of_range("LENGTH_MISMATCH", message));
        }
        let in_place = self.cancel.is_none() || out.is_shared();
        let target = if in_place { Target::borrow(out) } else { Target::buffer(out)? };
        self.outputs.push(Output { array: out.value(), buffer: (!in_place).then(|| target.clone()) });
        Ok(target)
    }

    /// Runs the kernel: now, or, giving a promise, in the background.
    pub fn run(
        self,
        kernel: impl FnOnce(Context) -> Result<Answer, Failure> + Send + 'static,
    ) -> Result<Returned, Failure> {
        let Call { js, limit, .. } = self;
        let until = |cancel: Cancel| limit.map_or(cancel.clone(), |limit| cancel.with_deadline(limit.end));
        let kernel = move |context: Context| {
            let answer = kernel(context);
            if let Some(limit) = limit { answer.map_err(|failure| limit.explain(failure)) } else { answer }
        };
        match self.cancel.clone() {
            None => {
                let cancel = until(Cancel::default());
                let answer = guarded(kernel, Context::new(&threads::foreground(), &cancel))?;
                let arrays: Vec<_> = self.outputs.iter().map(|output| output.array).collect();
                to_value(js, answer, &arrays).map(Returned)
            }
            Some(cancel) => self.spawn(until(cancel), kernel).map(Returned),
        }
    }

    fn spawn(
        self,
        cancel: Cancel,
        kernel: impl FnOnce(Context) -> Result<Answer, Failure> + Send + 'static,
    ) -> Result<sys::napi_value, Failure> {
        let js = self.js;
        let hold = |value| js.hold(value).ok_or_else(|| Failure::internal("no reference"));
        let inputs = self.inputs.into_iter().map(hold).collect::<Result<Vec<_>, _>>()?;
        let outputs = self.outputs.into_iter().map(|output| Ok((hold(output.array)?, output.buffer)));
        let outputs = outputs.collect::<Result<Vec<_>, Failure>>()?;
        let (deferred, promise) = js.promise().ok_or_else(|| Failure::internal("no promise"))?;
        let finish = Finish { deferred, inputs, outputs };
        let in_flight = Environment::of(js)?.start(js, cancel.clone());
        let threads = threads::background();
        let workers = Arc::downgrade(&threads);
        threads.spawn(move || {
            // Threads live as long as there is an environment, and this one is there once it has begun.
            let Some(workers) = in_flight.begin().then(|| workers.upgrade()).flatten() else { return };
            let early = |context: Context| match kernel(context)? {
                Answer::Array(pending) => pending.early(context).map(Answer::Array),
                answer => Ok(answer),
            };
            let result = guarded(early, Context::new(&workers, &cancel));
            // Before the work counts as ended: the last count must not fall on a thread of the pool.
            drop(workers);
            in_flight.complete(move |js| finish.settle(js, result));
        });
        Ok(promise)
    }
}

/// What is left to do on the JavaScript thread when the kernel has ended.
struct Finish {
    deferred: Deferred,
    inputs: Vec<Reference>,
    outputs: Vec<(Reference, Option<Target>)>,
}

impl Finish {
    fn settle(self, js: Js, mut result: Result<Answer, Failure>) {
        for input in self.inputs {
            js.release(input);
        }
        let mut arrays = Vec::with_capacity(self.outputs.len());
        for (reference, buffer) in self.outputs {
            let Some(array) = js.release(reference) else { continue };
            if let (Ok(_), Some(buffer)) = (&result, buffer) {
                let copied = View::new(js, array).and_then(|view| copy_out(&buffer, &view));
                result = copied.and(result);
            }
            arrays.push(array);
        }
        let settled = result.and_then(|answer| to_value(js, answer, &arrays));
        match settled {
            Ok(value) => js.settle(self.deferred, Ok(value)),
            Err(failure) => {
                if let Some(error) = js.error(&failure) {
                    js.settle(self.deferred, Err(error));
                }
            }
        }
    }
}

fn copy_out(buffer: &Target, view: &View) -> Result<(), Failure> {
    if view.len() != buffer.len() || view.dtype() != buffer.dtype() {
        return Err(Failure::of_type("DETACHED", "out: its buffer was detached or resized during the call"));
    }
    Target::borrow(view).copy_from(buffer, Context::new(&threads::foreground(), &Cancel::default()))
}

fn guarded(kernel: impl FnOnce(Context) -> Result<Answer, Failure>, context: Context) -> Result<Answer, Failure> {
    catch_unwind(AssertUnwindSafe(|| kernel(context))).unwrap_or_else(|panic| Err(Failure::of_panic(&*panic)))
}

fn to_value(js: Js, answer: Answer, outputs: &[sys::napi_value]) -> Result<sys::napi_value, Failure> {
    let value = match (answer, outputs) {
        (Answer::Number(value), _) => js.number(value),
        (Answer::BigInt(wide), _) => {
            let (negative, words) = wide.sign_and_words();
            js.bigint(negative, &words)
        }
        (Answer::Array(pending), _) => Some(pending.array(js)?),
        (Answer::Outputs, &[only]) => Some(only),
        (Answer::Outputs, several) => js.array(several),
    };
    value.ok_or_else(|| Failure::internal("a result could not be made"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use allcores_parallel::Threads;

    #[test]
    fn a_panic_on_any_thread_of_a_kernel_is_an_error_with_code_internal() {
        let threads = Threads::new(3);
        for culprit in [0, 50, 99] {
            let failed = guarded(
                |context| {
                    context.run(100, |i| assert!(i != culprit, "at {i}"))?;
                    Ok(Answer::Outputs)
                },
                Context::new(&threads, &Cancel::default()),
            );
            let failure = failed.err().expect("it panicked");
            assert_eq!(failure.code, "INTERNAL");
        }
    }

    #[test]
    fn a_cancelled_kernel_is_an_error_with_code_aborted() {
        let cancel = Cancel::default();
        cancel.cancel();
        let kernel = |context: Context| Ok(context.check().map(|()| Answer::Outputs)?);
        let failure = guarded(kernel, Context::new(&Threads::new(1), &cancel)).err().expect("it was cancelled");
        assert_eq!(failure.code, "ABORTED");
    }
}
