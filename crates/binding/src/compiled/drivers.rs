//! The calls of a compiled function: `map filter count findIndex mapReduce`.

use super::Compiled;
use super::arguments::{Inputs, Passed, Viewed, array_mut};
use super::reducer::Reducer;
use crate::arrays::called;
use crate::call::{Answer, Background, Call, Pending, Returned};
use crate::failure::Failure;
use crate::view::Unread;
use allcores_compiler::{Program, Purpose};
use allcores_parallel::Context;
use napi::Env;
use napi::bindgen_prelude::ClassInstance;
use napi_derive::napi;
use std::sync::Arc;

#[napi]
impl Compiled {
    /// The results, in `out` or in a new array of the type that it was compiled for.
    #[napi(
        ts_args_type = "arrays: NodeJS.TypedArray[], scalars?: Float64Array, tables?: NodeJS.TypedArray[], out?: NodeJS.TypedArray, timeout?: number, background?: Cancellation",
        ts_return_type = "NodeJS.TypedArray | Promise<NodeJS.TypedArray>"
    )]
    #[allow(clippy::too_many_arguments, reason = "positions cost less than the fields of an object")]
    pub fn map(
        &self,
        env: Env,
        arrays: Vec<Unread>,
        scalars: Option<Unread>,
        tables: Option<Vec<Unread>>,
        out: Option<Unread>,
        timeout: Option<f64>,
        background: Background,
    ) -> napi::Result<Returned> {
        called(&env, &background, |mut call| {
            let Purpose::Map(dtype) = self.0.signature().purpose else { return Err(other_purpose()) };
            let out = out.map(|out| out.view(call.js())).transpose()?;
            let viewed = Passed { arrays, scalars, tables }.view(&call, self.0.signature())?;
            viewed.check_overlap(&call, out.as_ref())?;
            let target = call.output(out.as_ref(), dtype, viewed.len())?;
            self.run(call, viewed, timeout, move |program, context, inputs| {
                program.map(context, &inputs.arguments(), array_mut(&target))?;
                Ok(Answer::Outputs)
            })
        })
    }

    /// The elements of the first array for which the result is true.
    #[napi(
        ts_args_type = "arrays: NodeJS.TypedArray[], scalars?: Float64Array, tables?: NodeJS.TypedArray[], timeout?: number, background?: Cancellation",
        ts_return_type = "NodeJS.TypedArray | Promise<NodeJS.TypedArray>"
    )]
    pub fn filter(
        &self,
        env: Env,
        arrays: Vec<Unread>,
        scalars: Option<Unread>,
        tables: Option<Vec<Unread>>,
        timeout: Option<f64>,
        background: Background,
    ) -> napi::Result<Returned> {
        self.test(&env, &background, Passed { arrays, scalars, tables }, timeout, |program, context, inputs| {
            let kept = program.filter(context, &inputs.arguments())?;
            let (dtype, len) = (inputs.arguments().arrays[0].dtype(), kept.len());
            let fill = Box::new(move |context: Context, target: &_| {
                Ok(kept.copy(context, inputs.arguments().arrays[0], array_mut(target))?)
            });
            Ok(Answer::Array(Pending { dtype, len, fill }))
        })
    }

    /// How many results are true.
    #[napi(
        ts_args_type = "arrays: NodeJS.TypedArray[], scalars?: Float64Array, tables?: NodeJS.TypedArray[], timeout?: number, background?: Cancellation",
        ts_return_type = "number | Promise<number>"
    )]
    pub fn count(
        &self,
        env: Env,
        arrays: Vec<Unread>,
        scalars: Option<Unread>,
        tables: Option<Vec<Unread>>,
        timeout: Option<f64>,
        background: Background,
    ) -> napi::Result<Returned> {
        self.test(&env, &background, Passed { arrays, scalars, tables }, timeout, |program, context, inputs| {
            Ok(Answer::Number(program.count(context, &inputs.arguments())? as f64))
        })
    }

    /// The index of the first result whose truth is `wanted`; -1 when there is none.
    #[napi(
        ts_args_type = "wanted: boolean, arrays: NodeJS.TypedArray[], scalars?: Float64Array, tables?: NodeJS.TypedArray[], timeout?: number, background?: Cancellation",
        ts_return_type = "number | Promise<number>"
    )]
    #[allow(clippy::too_many_arguments, reason = "positions cost less than the fields of an object")]
    pub fn find_index(
        &self,
        env: Env,
        wanted: bool,
        arrays: Vec<Unread>,
        scalars: Option<Unread>,
        tables: Option<Vec<Unread>>,
        timeout: Option<f64>,
        background: Background,
    ) -> napi::Result<Returned> {
        let passed = Passed { arrays, scalars, tables };
        self.test(&env, &background, passed, timeout, move |program, context, inputs| {
            let found = program.find_index(context, &inputs.arguments(), wanted)?;
            Ok(Answer::Number(found.map_or(-1.0, |index| index as f64)))
        })
    }

    /// The results, reduced without storing them. Both functions were compiled with the same constants.
    #[napi(
        ts_args_type = "reducer: Reducer, arrays: NodeJS.TypedArray[], scalars?: Float64Array, tables?: NodeJS.TypedArray[], initial?: number, timeout?: number, background?: Cancellation",
        ts_return_type = "number | Promise<number>"
    )]
    #[allow(clippy::too_many_arguments, reason = "positions cost less than the fields of an object")]
    pub fn map_reduce(
        &self,
        env: Env,
        reducer: ClassInstance<Reducer>,
        arrays: Vec<Unread>,
        scalars: Option<Unread>,
        tables: Option<Vec<Unread>>,
        initial: Option<f64>,
        timeout: Option<f64>,
        background: Background,
    ) -> napi::Result<Returned> {
        called(&env, &background, |call| {
            let signature = self.0.signature();
            let reducer = reducer.shared();
            let consts = reducer.program().map(|program| &program.signature().consts);
            if signature.purpose != Purpose::Number || consts.is_some_and(|consts| *consts != signature.consts) {
                return Err(other_purpose());
            }
            let viewed = Passed { arrays, scalars, tables }.view(&call, signature)?;
            self.run(call, viewed, timeout, move |program, context, inputs| {
                let consts = inputs.constants(reducer.program().map(Program::signature));
                let reduced = program.map_reduce(context, &inputs.arguments(), &reducer, &consts)?;
                Reducer::answer(&reducer, context, &consts, initial, reduced)
            })
        })
    }
}

impl Compiled {
    /// A call of a function that was compiled as a test.
    fn test(
        &self,
        env: &Env,
        background: &Background<'_>,
        passed: Passed,
        timeout: Option<f64>,
        kernel: impl FnOnce(&Program, Context, Inputs) -> Result<Answer, Failure> + Send + 'static,
    ) -> napi::Result<Returned> {
        called(env, background, |call| {
            if self.0.signature().purpose != Purpose::Test {
                return Err(other_purpose());
            }
            let viewed = passed.view(&call, self.0.signature())?;
            self.run(call, viewed, timeout, kernel)
        })
    }

    fn run(
        &self,
        mut call: Call,
        viewed: Viewed,
        timeout: Option<f64>,
        kernel: impl FnOnce(&Program, Context, Inputs) -> Result<Answer, Failure> + Send + 'static,
    ) -> Result<Returned, Failure> {
        let inputs = viewed.inputs(&mut call)?;
        let program = Arc::clone(&self.0);
        call.limit(timeout);
        call.run(move |context| kernel(&program, context, inputs))
    }
}

fn other_purpose() -> Failure {
    Failure::of_type("DTYPE_MISMATCH", "the function was compiled for another purpose or with other constants")
}
