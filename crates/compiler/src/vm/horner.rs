//! A polynomial, run: a tape that is nothing but steps `acc = acc * x + c` with the same `x`.
//!
//! Each of these steps waits for the one before it, and there is nothing to decide
//! between them. So the number of vectors in flight is what counts, and these tapes have
//! a loop of their own, with tiles as large as the CPU's vector registers allow.

use super::code::{Kind, StepOp, Tape};
use super::play::Play;
use crate::ir::Type;
use allcores_simd::{F64x8, Op, Vectors};

/// A tape for which [`is_row`] holds, to run.
pub struct Horner<'p>(pub Play<'p>);

/// Whether a tape is one load, steps that multiply by the same and add a constant, and one store.
pub fn is_row(tape: &Tape) -> bool {
    let [first, .., last] = &tape.steps[..] else { return false };
    first.op == StepOp::MulAdd
        && (first.a_kind, first.b_kind) == (Kind::Lanes, Kind::Uniform)
        && first.first_type == Some(Type::F64)
        && first.alike as usize + 1 == tape.steps.len()
        && last.to_type == Some(Type::F64)
        && !last.ends_round
}

impl Op for Horner<'_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self) {
        let play = &self.0;
        let vectors = play.lanes.div_ceil(8);
        let done = match align_of::<V::F64>() {
            64 => tiles::<V, 4>(play, tiles::<V, 12>(play, 0, vectors), vectors),
            32 => tiles::<V, 2>(play, tiles::<V, 6>(play, 0, vectors), vectors),
            _ if cfg!(target_arch = "aarch64") => tiles::<V, 4>(play, 0, vectors),
            _ => tiles::<V, 3>(play, 0, vectors),
        };
        tiles::<V, 1>(play, done, vectors);
    }
}

/// Runs it for the whole tiles from vector `from`, where one begins, up to `to`; gives where they end.
#[inline(always)]
fn tiles<V: Vectors, const K: usize>(play: &Play<'_>, from: usize, to: usize) -> usize {
    let steps = &play.tape.steps[..];
    let (head, last) = (&steps[0], &steps[steps.len() - 1]);
    let cell = play.uniform.cell(play.lane);
    let mut t = from / K;
    while t < to / K {
        let tile = play.bank.tile::<K>(t);
        t += 1;
        let mut sum = [V::F64::splat(0.0); K];
        let mut factor = sum;
        let mut k = 0;
        let lanes = tile.f64(head.a);
        while k < K {
            factor[k] = V::F64::of(lanes.get(k));
            sum[k] = match head.first_kind {
                Kind::Lanes => V::F64::of(tile.f64(head.first).get(k)),
                _ => V::F64::splat(cell.f64(head.first)),
            };
            k += 1;
        }
        let mut s = 0;
        while s < steps.len() {
            let term = V::F64::splat(cell.f64(steps[s].b));
            s += 1;
            k = 0;
            while k < K {
                sum[k] = sum[k] * factor[k] + term;
                k += 1;
            }
        }
        let out = tile.f64_mut(last.to);
        k = 0;
        while k < K {
            out.set(k, sum[k].lanes());
            k += 1;
        }
    }
    t * K
}
