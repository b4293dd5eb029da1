//! The array functions, one file per family. Each validates, names inputs and outputs, and calls its kernel.

mod binning;
mod ordering;
mod reductions;
mod scans;

use crate::call::{Answer, Background, Call, Returned};
use crate::failure::Failure;
use allcores_kernels::{Number, Wide};
use allcores_memory::{Dtype, Element};
use napi::Env;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `body` as a call from JavaScript; a failure becomes an exception.
pub fn called(
    env: &Env,
    background: &Background<'_>,
    body: impl FnOnce(Call) -> Result<Returned, Failure>,
) -> napi::Result<Returned> {
    let call = Call::new(env, background);
    let js = call.js();
    let result = catch_unwind(AssertUnwindSafe(|| body(call)));
    result.unwrap_or_else(|panic| Err(Failure::of_panic(&*panic))).map_err(|failure| js.throw(&failure))
}

/// What a sum of elements of `dtype` is in JavaScript: a bigint for 64-bit integers, else a number.
fn exact(dtype: Dtype, number: Number) -> Answer {
    match number {
        Number::Integer(wide) if dtype.is_big() => Answer::BigInt(wide),
        number => Answer::Number(number.to_f64()),
    }
}

/// What an element of `dtype` is in JavaScript.
fn element<T: Element>(dtype: Dtype, value: T) -> Answer {
    if dtype.is_big() { Answer::BigInt(Wide::from(value.to_i128())) } else { Answer::Number(value.to_f64()) }
}

pub fn empty() -> Failure {
    Failure::of_range("EMPTY", "x has no elements")
}
