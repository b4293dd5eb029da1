//! Which variant of each function the host was found to have, for all threads.
//!
//! The host is asked before a function that uses `Math` is compiled, once for each of its functions;
//! until then fdlibm is taken for it, which V8 has on every platform for all but pow.

use super::{Variant, probe};
use crate::math::Function;
use std::sync::atomic::{AtomicU8, Ordering};

const NOT_ASKED: u8 = 0;
const FDLIBM: u8 = 1;
const PLATFORM: u8 = 2;
const UNKNOWN: u8 = 3;

static CHOICES: [AtomicU8; Function::ALL.len()] = [const { AtomicU8::new(NOT_ASKED) }; Function::ALL.len()];

/// The variant to compute `function` with.
pub fn variant(function: Function) -> Variant {
    match CHOICES[function as usize].load(Ordering::Relaxed) {
        PLATFORM => Variant::Platform,
        _ => Variant::Fdlibm,
    }
}

/// Whether there is a variant that gives what the host does; if that was never asked, `results` gives what the host
/// gives at some points. An answer that did not come, say because its thread is being stopped, is asked for again next time.
pub fn is_known(function: Function, results: impl FnOnce(&[[f64; 2]]) -> Vec<f64>) -> bool {
    let choice = &CHOICES[function as usize];
    if choice.load(Ordering::Relaxed) == NOT_ASKED {
        let points = probe::points(function);
        let results = results(&points);
        if results.len() != points.len() {
            return false;
        }
        let found = match probe::choose(function, &results) {
            Some(Variant::Fdlibm) => FDLIBM,
            Some(Variant::Platform) => PLATFORM,
            None => UNKNOWN,
        };
        choice.store(found, Ordering::Relaxed);
    }
    choice.load(Ordering::Relaxed) != UNKNOWN
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::host::apply_unary;

    #[test]
    fn an_answer_that_did_not_come_is_asked_for_again() {
        assert!(!is_known(Function::Cbrt, |_| Vec::new()));
        let fdlibm = |points: &[[f64; 2]]| {
            let of = |point: &[f64; 2]| {
                let mut lanes = [[point[0]; 8]];
                apply_unary(crate::isa(), Function::Cbrt, Variant::Fdlibm, &mut lanes);
                lanes[0][0]
            };
            points.iter().map(of).collect()
        };
        assert!(is_known(Function::Cbrt, fdlibm));
        assert!(is_known(Function::Cbrt, |_| unreachable!("it was asked already")));
    }
}
