//! `cumsum`: an array in, an array of running results out.

use super::called;
use crate::call::{Answer, Background, Returned};
use crate::view::View;
use allcores_kernels::{self as kernels, Cumulate};
use allcores_memory::{Dtype, with_dtype};
use napi::Env;
use napi_derive::napi;

/// Running sums.
#[napi(
    ts_args_type = "x: NodeJS.TypedArray, out?: NodeJS.TypedArray, background?: Cancellation",
    ts_return_type = "NodeJS.TypedArray | Promise<NodeJS.TypedArray>"
)]
pub fn cumsum(env: Env, x: View, out: Option<View>, background: Background) -> napi::Result<Returned> {
    called(&env, &background, |mut call| {
        // The name of `T::Cumulative`.
        let sums = match x.dtype() {
            dtype @ (Dtype::Float16 | Dtype::Float32 | Dtype::BigInt64 | Dtype::BigUint64) => dtype,
            _ => Dtype::Float64,
        };
        call.check_overlap("x", &x, out.as_ref(), true)?;
        let target = call.output(out.as_ref(), sums, x.len())?;
        let x = call.input(&x)?;
        call.run(move |context| {
            with_dtype!(x.dtype(), T => {
                kernels::cumsum(context, x.elements::<T>(), target.elements::<<T as Cumulate>::Cumulative>())
            })?;
            Ok(Answer::Outputs)
        })
    })
}
