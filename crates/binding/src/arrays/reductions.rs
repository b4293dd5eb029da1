//! `sum mean variance std min max argmin argmax dot`: an array in, a number out.

use super::{called, element, empty, exact};
use crate::call::{Answer, Background, Returned};
use crate::failure::Failure;
use crate::view::View;
use allcores_kernels as kernels;
use allcores_memory::{Dtype, with_dtype};
use napi::Env;
use napi_derive::napi;

/// Sum of the elements.
#[napi(
    ts_args_type = "x: NodeJS.TypedArray, background?: Cancellation",
    ts_return_type = "number | bigint | Promise<number | bigint>"
)]
pub fn sum(env: Env, x: View, background: Background) -> napi::Result<Returned> {
    called(&env, &background, |mut call| {
        let x = call.input(&x)?;
        call.run(move |context| {
            let total = with_dtype!(x.dtype(), T => kernels::sum(context, x.elements::<T>()))?;
            Ok(exact(x.dtype(), total))
        })
    })
}

/// Sum of the products of the elements.
#[napi(
    ts_args_type = "x: NodeJS.TypedArray, y: NodeJS.TypedArray, background?: Cancellation",
    ts_return_type = "number | bigint | Promise<number | bigint>"
)]
pub fn dot(env: Env, x: View, y: View, background: Background) -> napi::Result<Returned> {
    called(&env, &background, |mut call| {
        if x.dtype() != y.dtype() {
            return Err(Failure::of_type("DTYPE_MISMATCH", format!("y is {:?}, wanted {:?}", y.dtype(), x.dtype())));
        }
        if x.len() != y.len() {
            let message = format!("y has {} elements, wanted {}", y.len(), x.len());
            return Err(Failure::of_range("LENGTH_MISMATCH", message));
        }
        let (x, y) = (call.input(&x)?, call.input(&y)?);
        call.run(move |context| {
            let total = with_dtype!(x.dtype(), T => kernels::dot(context, x.elements::<T>(), y.elements::<T>()))?;
            Ok(exact(x.dtype(), total))
        })
    })
}

/// Arithmetic mean.
#[napi(ts_args_type = "x: NodeJS.TypedArray, background?: Cancellation", ts_return_type = "number | Promise<number>")]
pub fn mean(env: Env, x: View, background: Background) -> napi::Result<Returned> {
    called(&env, &background, |mut call| {
        let x = call.input(&x)?;
        call.run(move |context| {
            Ok(Answer::Number(with_dtype!(x.dtype(), T => kernels::mean(context, x.elements::<T>()))?))
        })
    })
}

/// Mean squared deviation, over n - ddof.
#[napi(
    ts_args_type = "x: NodeJS.TypedArray, ddof: number, background?: Cancellation",
    ts_return_type = "number | Promise<number>"
)]
pub fn variance(env: Env, x: View, ddof: f64, background: Background) -> napi::Result<Returned> {
    called(&env, &background, |mut call| {
        let x = call.input(&x)?;
        call.run(move |context| {
            Ok(Answer::Number(with_dtype!(x.dtype(), T => kernels::variance(context, x.elements::<T>(), ddof))?))
        })
    })
}

/// Square root of the variance.
#[napi(
    ts_args_type = "x: NodeJS.TypedArray, ddof: number, background?: Cancellation",
    ts_return_type = "number | Promise<number>"
)]
pub fn std(env: Env, x: View, ddof: f64, background: Background) -> napi::Result<Returned> {
    called(&env, &background, |mut call| {
        let x = call.input(&x)?;
        call.run(move |context| {
            let variance = with_dtype!(x.dtype(), T => kernels::variance(context, x.elements::<T>(), ddof))?;
            Ok(Answer::Number(variance.sqrt()))
        })
    })
}

/// The body of the four functions that find something in an array that has elements.
macro_rules! find {
    ($kernel:ident, $answer:expr, $env:expr, $x:expr, $background:expr) => {
        called(&$env, &$background, |mut call| {
            let x = call.input(&$x)?;
            call.run(move |context| {
                with_dtype!(x.dtype(), T => {
                    let found = kernels::$kernel(context, x.elements::<T>())?.ok_or_else(empty)?;
                    Ok($answer(x.dtype(), found))
                })
            })
        })
    };
}

fn index(_: Dtype, index: usize) -> Answer {
    Answer::Number(index as f64)
}

/// Smallest element.
#[napi(
    ts_args_type = "x: NodeJS.TypedArray, background?: Cancellation",
    ts_return_type = "number | bigint | Promise<number | bigint>"
)]
pub fn min(env: Env, x: View, background: Background) -> napi::Result<Returned> {
    find!(min, element, env, x, background)
}

/// Largest element.
#[napi(
    ts_args_type = "x: NodeJS.TypedArray, background?: Cancellation",
    ts_return_type = "number | bigint | Promise<number | bigint>"
)]
pub fn max(env: Env, x: View, background: Background) -> napi::Result<Returned> {
    find!(max, element, env, x, background)
}

/// Index of the smallest element.
#[napi(ts_args_type = "x: NodeJS.TypedArray, background?: Cancellation", ts_return_type = "number | Promise<number>")]
pub fn argmin(env: Env, x: View, background: Background) -> napi::Result<Returned> {
    find!(argmin, index, env, x, background)
}

/// Index of the largest element.
#[napi(ts_args_type = "x: NodeJS.TypedArray, background?: Cancellation", ts_return_type = "number | Promise<number>")]
pub fn argmax(env: Env, x: View, background: Background) -> napi::Result<Returned> {
    find!(argmax, index, env, x, background)
}
