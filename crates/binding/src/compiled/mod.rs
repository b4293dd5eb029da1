//! Compiled functions: source text in, something callable out, and the calls.
//!
//! JavaScript holds a [`Compiled`] or a [`Reducer`] and calls its methods, so that a call neither
//! parses nor looks anything up. Which function may run compiled is up to the wrapper: a refusal is a
//! value, because the usual answer to it is to run the function as JavaScript.

mod arguments;
mod cache;
mod drivers;
mod explain;
mod math;
mod reducer;
mod signature;

use crate::failure::Failure;
use crate::node_api::Js;
use crate::view::Unread;
use allcores_compiler::{Program, Reason, Refusal};
use napi::Env;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use signature::Constant;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// A function, compiled for arguments of certain types.
#[napi]
pub struct Compiled(Arc<Program>);

/// Why a function was not compiled.
#[napi(object)]
pub struct Refused {
    /// One of `syntax`, `captured`, `unsupported`, `too-large`.
    pub reason: String,
    /// The construct, as a user would call it.
    pub construct: String,
    /// Line in the source of the function, from 1.
    pub line: u32,
    /// Column in that line, from 1, in UTF-16 units.
    pub column: u32,
    /// What to do instead.
    pub remedy: String,
    /// The name of a captured variable.
    pub variable: Option<String>,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Refused {
        let (reason, variable) = match refusal.reason {
            Reason::Syntax => ("syntax", None),
            Reason::Captured(name) => ("captured", Some(name)),
            Reason::Unsupported => ("unsupported", None),
            Reason::TooLarge => ("too-large", None),
        };
        let Refusal { construct, line, column, remedy, .. } = refusal;
        Refused { reason: reason.into(), construct, line, column, remedy, variable }
    }
}

/// Compiles a function, or says why not.
///
/// `params` has a letter per argument: `s` for a number, else the dtype of an array as a hexadecimal digit.
/// `purpose` is that digit for what is stored, `number` or `test`; `math` is `host` or `portable`.
/// `ask` gives what a function of the host's `Math` gives for each of these arguments.
#[napi(
    ts_args_type = "source: string, params: string, consts: Array<Constant>, purpose: string, math: string, ask: (name: string, x: Float64Array, y: Float64Array) => Float64Array"
)]
pub fn compile(
    env: Env,
    source: String,
    params: String,
    consts: Vec<Constant>,
    purpose: String,
    math: String,
    ask: Unread,
) -> napi::Result<Either<Compiled, Refused>> {
    guarded(&env, |js| {
        let signature = signature::of(&params, consts, &purpose, &math)?;
        Ok(match cache::compile(source, signature, |function| math::knows(js, &ask, function)) {
            Ok(program) => Either::A(Compiled(program)),
            Err(refusal) => Either::B(refusal.into()),
        })
    })
}

/// Runs what is not a call over arrays; a failure or a panic becomes an exception.
fn guarded<T>(env: &Env, body: impl FnOnce(Js) -> Result<T, Failure>) -> napi::Result<T> {
    let js = Js::of(env);
    let result = catch_unwind(AssertUnwindSafe(|| body(js)));
    result.unwrap_or_else(|panic| Err(Failure::of_panic(&*panic))).map_err(|failure| js.throw(&failure))
}
