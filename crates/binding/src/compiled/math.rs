//! What the host's `Math` gives, asked where it matters: when a function is compiled that uses it.
//!
//! The bits of `Math.exp` and its like are the engine's own affair, and no version number tells them. So the wrapper
//! brings a function that evaluates the host's `Math` at given points, and each function is asked once in
//! the life of the process, when it is first needed.

use crate::node_api::Js;
use crate::view::{Target, Unread, View};
use allcores_memory::Dtype;
use allcores_simd::math::{Function, host};

/// Whether the host's `function` is one that can be computed here to the last bit.
pub fn knows(js: Js, ask: &Unread, function: Function) -> bool {
    host::is_known(function, |points| results(js, ask, function, points).unwrap_or_default())
}

/// What the host gives at these points.
fn results(js: Js, ask: &Unread, function: Function, points: &[[f64; 2]]) -> Option<Vec<f64>> {
    let array = |operand: usize| {
        let array = js.typed_array(Dtype::Float64, points.len())?;
        let values: Vec<f64> = points.iter().map(|point| point[operand]).collect();
        Target::borrow(&View::new(js, array).ok()?).elements::<f64>().copy_from(&values);
        Some(array)
    };
    let results = js.call(ask.value(), &[js.string(function.name())?, array(0)?, array(1)?])?;
    View::new(js, results).ok()?.to_vec::<f64>().ok()
}
