//! A series: one step, with one value for all lanes, repeated for many rounds. A sum over a counter, say.
//!
//! All that such a loop costs is the step itself, as long as the accumulators stay in vector registers from the first
//! round to the last. Among all the other steps of a tape there are not always enough of them.

use super::code::{Kind, Step, StepOp};
use super::play::Play;
use allcores_simd::{F64x8, Op, Vectors};

/// Whether it is a series that [`Series`] runs.
pub fn is_series(play: &Play<'_>) -> bool {
    let [load, step, store] = &play.tape.steps[..] else { return false };
    let simple = matches!(step.op, StepOp::Add | StepOp::Sub | StepOp::Mul | StepOp::Min | StepOp::Max);
    let around = (load.op, load.a_kind, store.op, store.a_kind);
    step.alone
        && simple
        && step.a_kind == Kind::Uniform
        && around == (StepOp::Load, Kind::Lanes, StepOp::Store, Kind::Lanes)
}

/// A tape that is one.
pub struct Series<'p>(pub Play<'p>);

impl Op for Series<'_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self) {
        let [load, step, store] = &self.0.tape.steps[..] else { return };
        if self.0.lanes <= 8 {
            tiles::<V, 1>(&self.0, load, step, store);
        } else if const { align_of::<V::F64>() == 64 } {
            tiles::<V, 8>(&self.0, load, step, store);
        } else {
            tiles::<V, 4>(&self.0, load, step, store);
        }
    }
}

#[inline(always)]
fn tiles<V: Vectors, const K: usize>(play: &Play<'_>, load: &Step, step: &Step, store: &Step) {
    let Play { bank, uniform, lanes, lane, stay, .. } = play;
    let next = usize::from(stay.counts);
    let first = bank.tile::<K>(0);
    let mut t = 0;
    while t < lanes.div_ceil(8 * K) {
        let tile = first.at(t);
        let from = tile.f64(load.a);
        let mut acc = [V::F64::splat(0.0); K];
        let mut k = 0;
        while k < K {
            acc[k] = V::F64::of(from.get(k));
            k += 1;
        }
        macro_rules! rounds {
            ($f:ident, $a:ident => $value:expr) => {{
                let (mut now, mut left) = (*lane, stay.rounds);
                while left > 0 {
                    let $a = V::F64::splat(uniform.cell(now).f64(step.a));
                    let mut k = 0;
                    while k < K {
                        let $f = acc[k];
                        acc[k] = $value;
                        k += 1;
                    }
                    now += next;
                    left -= 1;
                }
            }};
        }
        match step.op {
            StepOp::Add => rounds!(f, a => f + a),
            StepOp::Sub => rounds!(f, a => f - a),
            StepOp::Mul => rounds!(f, a => f * a),
            StepOp::Min => rounds!(f, a => f.min_js(a)),
            _ => rounds!(f, a => f.max_js(a)),
        }
        let to = tile.f64_mut(store.a);
        let mut k = 0;
        while k < K {
            to.set(k, acc[k].lanes());
            k += 1;
        }
        t += 1;
    }
}
