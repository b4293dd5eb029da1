//! `histogram`: how many elements fall into each bin.

use super::called;
use crate::call::{Answer, Background, Returned};
use crate::failure::Failure;
use crate::view::{Source, Target, View};
use allcores_kernels as kernels;
use allcores_memory::{Dtype, with_dtype};
use allcores_parallel::Context;
use napi::Env;
use napi_derive::napi;

/// More bins than this are a mistake, and their tables would not fit into any cache.
const MOST_BINS: usize = 1 << 24;

/// Counts and edges for `bins` bins of equal width, over `lo` to `hi` or over the range of the elements.
#[napi(
    ts_args_type = "x: NodeJS.TypedArray, bins: number, lo?: number, hi?: number, background?: Cancellation",
    ts_return_type = "[Float64Array, Float64Array] | Promise<[Float64Array, Float64Array]>"
)]
pub fn histogram(
    env: Env,
    x: View,
    bins: u32,
    lo: Option<f64>,
    hi: Option<f64>,
    background: Background,
) -> napi::Result<Returned> {
    called(&env, &background, |mut call| {
        if bins == 0 || bins as usize > MOST_BINS {
            let message = format!("bins is {bins}, wanted 1 to {MOST_BINS}");
            return Err(Failure::of_range("OUT_OF_RANGE", message));
        }
        let range = lo.zip(hi);
        if range.is_some_and(|(lo, hi)| !(lo.is_finite() && hi.is_finite() && lo <= hi)) {
            return Err(Failure::of_range("OUT_OF_RANGE", "range is not finite and ascending"));
        }
        let bins = bins as usize;
        let counts = call.output(None, Dtype::Float64, bins)?;
        let edges = call.output(None, Dtype::Float64, bins + 1)?;
        let x = call.input(&x)?;
        call.run(move |context| {
            let (lo, hi) = match range {
                Some(range) => range,
                None => with_dtype!(x.dtype(), T => kernels::finite_range(context, x.elements::<T>()))?
                    .unwrap_or((0.0, 1.0)),
            };
            if !(lo.is_finite() && hi.is_finite()) {
                return Err(Failure::of_range("NOT_FINITE", "x holds NaN or infinity; give the range of the bins"));
            }
            if !(hi - lo).is_finite() {
                let message = "the range is wider than the largest double; give a narrower one";
                return Err(Failure::of_range("OUT_OF_RANGE", message));
            }
            let (lo, hi) = if lo == hi { (lo - 0.5, hi + 0.5) } else { (lo, hi) };
            let limits = kernels::linspace_edges(lo, hi, bins);
            count(context, &x, &limits, &counts)?;
            edges.elements::<f64>().copy_from(&limits);
            Ok(Answer::Outputs)
        })
    })
}

/// Counts for the bins between given edges.
#[napi(
    ts_args_type = "x: NodeJS.TypedArray, edges: Float64Array, background?: Cancellation",
    ts_return_type = "Float64Array | Promise<Float64Array>"
)]
pub fn histogram_between(env: Env, x: View, edges: View, background: Background) -> napi::Result<Returned> {
    called(&env, &background, |mut call| {
        let edges = edges.to_vec::<f64>()?;
        if edges.len() < 2
            || edges.len() > MOST_BINS + 1
            || edges.windows(2).any(|pair| !matches!(pair[0].partial_cmp(&pair[1]), Some(o) if o.is_le()))
        {
            return Err(Failure::of_range("OUT_OF_RANGE", "edges are not two or more ascending numbers, or too many"));
        }
        let counts = call.output(None, Dtype::Float64, edges.len() - 1)?;
        let x = call.input(&x)?;
        call.run(move |context| {
            count(context, &x, &edges, &counts)?;
            Ok(Answer::Outputs)
        })
    })
}

fn count(context: Context, x: &Source, edges: &[f64], counts: &Target) -> Result<(), Failure> {
    let counted = with_dtype!(x.dtype(), T => kernels::histogram(context, x.elements::<T>(), edges))?;
    let counted: Vec<f64> = counted.into_iter().map(|count| count as f64).collect();
    counts.elements::<f64>().copy_from(&counted);
    Ok(())
}
