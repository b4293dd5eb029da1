//! `sort argsort quantile median`: what needs the order of the elements.

use super::{called, empty};
use crate::call::{Answer, Background, Returned};
use crate::failure::Failure;
use crate::view::View;
use allcores_kernels::{self as kernels, Method};
use allcores_memory::{Dtype, with_dtype};
use napi::Env;
use napi_derive::napi;

/// The elements in ascending order.
#[napi(
    ts_args_type = "x: NodeJS.TypedArray, out?: NodeJS.TypedArray, background?: Cancellation",
    ts_return_type = "NodeJS.TypedArray | Promise<NodeJS.TypedArray>"
)]
pub fn sort(env: Env, x: View, out: Option<View>, background: Background) -> napi::Result<Returned> {
    called(&env, &background, |mut call| {
        call.check_overlap("x", &x, out.as_ref(), true)?;
        let target = call.output(out.as_ref(), x.dtype(), x.len())?;
        let x = call.input(&x)?;
        call.run(move |context| {
            with_dtype!(x.dtype(), T => kernels::sort(context, x.elements::<T>(), target.elements::<T>()))?;
            Ok(Answer::Outputs)
        })
    })
}

/// The indices that sort.
#[napi(
    ts_args_type = "x: NodeJS.TypedArray, out?: Uint32Array, background?: Cancellation",
    ts_return_type = "Uint32Array | Promise<Uint32Array>"
)]
pub fn argsort(env: Env, x: View, out: Option<View>, background: Background) -> napi::Result<Returned> {
    called(&env, &background, |mut call| {
        if u32::try_from(x.len()).is_err() {
            let message = format!("x has {} elements, more than a Uint32Array can index", x.len());
            return Err(Failure::of_range("OUT_OF_RANGE", message));
        }
        call.check_overlap("x", &x, out.as_ref(), false)?;
        let target = call.output(out.as_ref(), Dtype::Uint32, x.len())?;
        let x = call.input(&x)?;
        call.run(move |context| {
            with_dtype!(x.dtype(), T => kernels::argsort(context, x.elements::<T>(), target.elements::<u32>()))?;
            Ok(Answer::Outputs)
        })
    })
}

/// Quantiles at the levels `q`.
#[napi(
    ts_args_type = "x: NodeJS.TypedArray, q: Float64Array, method: string, background?: Cancellation",
    ts_return_type = "Float64Array | Promise<Float64Array>"
)]
pub fn quantile(env: Env, x: View, q: View, method: String, background: Background) -> napi::Result<Returned> {
    called(&env, &background, |mut call| {
        let method = match method.as_str() {
            "linear" => Method::Linear,
            "lower" => Method::Lower,
            "higher" => Method::Higher,
            "midpoint" => Method::Midpoint,
            "nearest" => Method::Nearest,
            other => return Err(Failure::of_range("OUT_OF_RANGE", format!("method is '{other}'"))),
        };
        let levels = q.to_vec::<f64>()?;
        if let Some(wrong) = levels.iter().find(|level| !(0.0..=1.0).contains(*level)) {
            return Err(Failure::of_range("OUT_OF_RANGE", format!("q is {wrong}, wanted 0 to 1")));
        }
        if x.len() == 0 {
            return Err(empty());
        }
        let target = call.output(None, Dtype::Float64, levels.len())?;
        let x = call.input(&x)?;
        call.run(move |context| {
            let mut values = vec![0.0; levels.len()];
            with_dtype!(x.dtype(), T => kernels::quantile(context, x.elements::<T>(), &levels, method, &mut values))?;
            target.elements::<f64>().copy_from(&values);
            Ok(Answer::Outputs)
        })
    })
}

/// The middle value.
#[napi(ts_args_type = "x: NodeJS.TypedArray, background?: Cancellation", ts_return_type = "number | Promise<number>")]
pub fn median(env: Env, x: View, background: Background) -> napi::Result<Returned> {
    called(&env, &background, |mut call| {
        if x.len() == 0 {
            return call.run(|_| Ok(Answer::Number(f64::NAN)));
        }
        let x = call.input(&x)?;
        call.run(move |context| {
            Ok(Answer::Number(with_dtype!(x.dtype(), T => kernels::median(context, x.elements::<T>()))?))
        })
    })
}
