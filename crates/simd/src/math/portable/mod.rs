//! The functions of `Math` within one ulp of the true value, with the same bits on every CPU.
//!
//! For `math: 'portable'`. No operation is used whose result may depend on the
//! CPU: no contraction, no approximate instruction, one fixed order. What is fused
//! where the CPU can is exact either way. Each function reduces its argument, evaluates
//! a polynomial, and keeps the leading terms to twice the precision, so that the
//! final rounding is nearly all of its error. Special values are those of ECMAScript.

mod binary;
mod double;
mod exponential;
mod hyperbolic;
mod inverse_hyperbolic;
mod inverse_trigonometric;
mod logarithm;
mod polynomial;
mod power;
mod reduction;
mod root;
mod trigonometric;

pub use exponential::{exp, expm1};
pub use hyperbolic::{cosh, sinh, tanh};
pub use inverse_hyperbolic::{acosh, asinh, atanh};
pub use inverse_trigonometric::{acos, asin, atan, atan2};
pub use logarithm::{log, log1p, log2, log10};
pub use power::pow;
pub use root::{cbrt, hypot, hypot_of};
pub use trigonometric::{cos, sin, tan};
