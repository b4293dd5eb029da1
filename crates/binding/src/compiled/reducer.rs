//! What combines two numbers, and the call that combines all of an array.

use super::arguments::{Passed, array};
use super::signature::{self, Constant};
use super::{Refused, guarded, math};
use crate::arrays::{called, empty};
use crate::call::{Answer, Background, Returned};
use crate::failure::Failure;
use crate::view::Unread;
use allcores_compiler::{self as compiler, Arguments, Program, Purpose, Signature};
use allcores_parallel::Context;
use napi::Env;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use std::sync::Arc;

/// Combines two numbers to one.
#[napi]
pub struct Reducer(Arc<compiler::Reducer>);

/// Compiles an associative function of two numbers, or says why not; `ask` is that of `compile`.
#[napi(
    ts_args_type = "source: string, consts: Array<Constant>, math: string, ask: (name: string, x: Float64Array, y: Float64Array) => Float64Array"
)]
pub fn compile_reducer(
    env: Env,
    source: String,
    consts: Vec<Constant>,
    math: String,
    ask: Unread,
) -> napi::Result<Either<Reducer, Refused>> {
    guarded(&env, |js| {
        let (consts, mode) = (signature::constants(consts)?, signature::math_mode(&math)?);
        Ok(match compiler::Reducer::compile(&source, consts, mode, |function| math::knows(js, &ask, function)) {
            Ok(reducer) => Either::A(Reducer(Arc::new(reducer))),
            Err(refusal) => Either::B(refusal.into()),
        })
    })
}

#[napi]
impl Reducer {
    /// The one of this name: `sum`, `min`, `max`, `product`.
    #[napi(constructor)]
    pub fn new(env: Env, name: String) -> napi::Result<Reducer> {
        guarded(&env, |_| {
            let reducer = compiler::Reducer::named(&name)
                .ok_or_else(|| Failure::of_range("OUT_OF_RANGE", format!("no reducer is called '{name}'")))?;
            Ok(Reducer(Arc::new(reducer)))
        })
    }

    /// Combines the elements of `x`.
    #[napi(
        ts_args_type = "x: NodeJS.TypedArray, scalars?: Float64Array, tables?: NodeJS.TypedArray[], initial?: number, timeout?: number, background?: Cancellation",
        ts_return_type = "number | Promise<number>"
    )]
    #[allow(clippy::too_many_arguments, reason = "positions cost less than the fields of an object")]
    pub fn reduce(
        &self,
        env: Env,
        x: Unread,
        scalars: Option<Unread>,
        tables: Option<Vec<Unread>>,
        initial: Option<f64>,
        timeout: Option<f64>,
        background: Background,
    ) -> napi::Result<Returned> {
        called(&env, &background, |mut call| {
            // The constants are those of the function; the elements may be of any type and are widened.
            let consts = self.0.program().map_or_else(Vec::new, |program| program.signature().consts.clone());
            let signature =
                Signature { params: Vec::new(), consts, purpose: Purpose::Number, math: Default::default() };
            let constants = Passed { arrays: Vec::new(), scalars, tables }.view(&call, &signature)?;
            let x = x.view(call.js())?;
            if x.dtype().is_big() {
                return Err(Failure::of_type("DTYPE_MISMATCH", "x is of bigints, wanted numbers"));
            }
            let x = call.input(&x)?;
            let constants = constants.inputs(&mut call)?;
            let reducer = self.shared();
            call.limit(timeout);
            call.run(move |context| {
                let consts = constants.arguments();
                let reduced = reducer.reduce(context, &consts, array(&x))?;
                Reducer::answer(&reducer, context, &consts, initial, reduced)
            })
        })
    }
}

impl Reducer {
    /// One that other threads may use.
    pub fn shared(&self) -> Arc<compiler::Reducer> {
        Arc::clone(&self.0)
    }

    /// What a reduction gives, after `initial`.
    pub fn answer(
        reducer: &compiler::Reducer,
        context: Context,
        consts: &Arguments,
        initial: Option<f64>,
        reduced: Option<f64>,
    ) -> Result<Answer, Failure> {
        let value = match (initial, reduced) {
            (Some(initial), Some(reduced)) => reducer.combine(context, consts, initial, reduced)?,
            (one, other) => one.or(other).ok_or_else(empty)?,
        };
        Ok(Answer::Number(value))
    }

    /// The function that was compiled, if one was.
    pub fn program(&self) -> Option<&Program> {
        self.0.program()
    }
}
