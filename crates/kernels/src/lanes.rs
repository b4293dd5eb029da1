//! The one loop of the reductions: L elements at a time into L accumulators.
//!
//! The number of lanes belongs to the kernel and not to the CPU, so that an
//! answer has the same bits on every instruction set; 128 bytes of input per
//! step fill two to eight registers and hide the latency of an addition. What
//! is left over at the end is padded to a whole step with a neutral element.
//! Accumulators are types and not closures, because only `#[inline(always)]`
//! makes sure that a step is compiled with the chosen instructions.

use allcores_memory::{Element, Racy};

/// Accumulators for `L` elements at a time of each of `N` inputs.
pub(crate) trait Lanes<T, const N: usize, const L: usize> {
    /// Takes one element of each input per lane.
    fn step(&mut self, elements: [[T; L]; N]);
}

/// The `L` elements from `i` on, with `pad` behind the last.
#[inline(always)]
pub(crate) fn load_padded<T: Element, const L: usize>(x: Racy<'_, T>, i: usize, pad: T) -> [T; L] {
    let mut elements = [pad; L];
    for (j, element) in elements.iter_mut().enumerate().take(x.len() - i) {
        *element = x.get(i + j);
    }
    elements
}

/// Runs all of `x`, inputs of the same length, through `lanes`.
#[inline(always)]
pub(crate) fn fold<T: Element, A: Lanes<T, N, L>, const N: usize, const L: usize>(
    x: [Racy<'_, T>; N],
    pad: T,
    mut lanes: A,
) -> A {
    let len = x[0].len();
    // Shows the compiler that one bound is good for all.
    let x = x.map(|x| x.slice(0..len));
    let mut elements = [[pad; L]; N];
    let mut i = 0;
    while len - i >= L {
        for input in 0..N {
            elements[input] = x[input].load(i);
        }
        lanes.step(elements);
        i += L;
    }
    if i < len {
        for input in 0..N {
            elements[input] = load_padded(x[input], i, pad);
        }
        lanes.step(elements);
    }
    lanes
}
