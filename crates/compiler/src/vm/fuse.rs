//! Loads and stores become part of the steps beside them.
//!
//! A step costs a jump that the CPU has to foresee, and that is as much as its work on
//! a tile. So the step after a load loads by itself, and the step before a store
//! stores by itself: `z = x + y` is one step, not three. It is done when all else is
//! decided, since what looks at tapes before that looks for loads and stores.

use super::code::{Batch, Kind, Node, Step, StepOp, Tape};
use crate::ir::Type;
use std::ops::Range;

/// Fuses the steps of all tapes.
pub fn fuse(nodes: &mut [Node]) {
    for node in nodes {
        match node {
            Node::Tape(_, tape) => fuse_tape(tape, &mut (0..0)),
            Node::Choose(_, then, otherwise) => {
                fuse(then);
                fuse(otherwise);
            }
            Node::Branch(branch) => {
                fuse(&mut branch.then);
                fuse(&mut branch.otherwise);
            }
            Node::Repeat(repeat) => {
                fuse(&mut repeat.head);
                fuse_body(&mut repeat.body, repeat.batch.as_mut());
            }
            Node::Diverge(diverge) => {
                fuse(&mut diverge.head);
                fuse_body(&mut diverge.body, diverge.batch.as_mut());
            }
        }
    }
}

/// As [`fuse`]; part of a body of one tape may be repeated.
fn fuse_body(body: &mut [Node], batch: Option<&mut Batch>) {
    let mut round = None;
    if let Some(batch) = batch {
        fuse_tape(&mut batch.tape, &mut (0..0));
        round = batch.round.as_mut();
    }
    match (body, round) {
        ([Node::Tape(_, tape)], Some(round)) => fuse_tape(tape, round),
        (body, _) => fuse(body),
    }
}

/// Steps on either side of an end of `round` stay apart.
fn fuse_tape(tape: &mut Tape, round: &mut Range<usize>) {
    let mut fused: Vec<Step> = Vec::with_capacity(tape.steps.len());
    let mut ends = [0; 2];
    for (i, step) in tape.steps.iter().enumerate() {
        let mut step = *step;
        for (end, old) in ends.iter_mut().zip([round.start, round.end]) {
            if i == old {
                *end = fused.len();
            }
        }
        let apart = i == round.start || i == round.end;
        match fused.last_mut() {
            Some(last) if !apart && last.to_type.is_none() && stored(step.op).is_some() => {
                (last.to_type, last.to) = (stored(step.op), step.a);
                continue;
            }
            Some(last)
                if !apart && last.to_type.is_none() && loaded(last.op).is_some() && last.first_type.is_none() =>
            {
                (step.first_type, step.first_kind, step.first) = (loaded(last.op), last.a_kind, last.a);
                fused.pop();
            }
            _ => {}
        }
        if step.op == StepOp::Mul && step.first_type.is_some() && (step.a_kind, step.a) == (step.first_kind, step.first)
        {
            (step.op, step.a_kind) = (StepOp::Square, Kind::None);
        }
        fused.push(step);
    }
    for (end, old) in ends.iter_mut().zip([round.start, round.end]) {
        if old >= tape.steps.len() {
            *end = fused.len();
        }
    }
    *round = ends[0]..ends[1];
    if round.start < round.end {
        let last = &mut fused[round.end - 1];
        last.ends_round = true;
        last.alone = round.end - round.start == 1 && last.first_type.is_none() && last.to_type.is_none();
    }
    for i in (0..fused.len()).rev() {
        let more = fused[i].to_type.is_some() || fused[i].ends_round;
        fused[i].more = more;
        if let [step, next, ..] = &mut fused[i..] {
            begin_row(step, next);
        }
        if !more && i + 1 < fused.len() && fused[i + 1].goes_on(&fused[i]) {
            fused[i].alike = fused[i + 1].alike + 1;
        }
    }
    tape.steps = fused;
}

/// A polynomial begins with `x * c`: as `c * x` its first step is like the others.
fn begin_row(step: &mut Step, next: &Step) {
    let row = step.op == StepOp::MulAdd && next.op == StepOp::MulAdd && step.first_type == Some(Type::F64);
    let same = (step.first_kind, step.first) == (Kind::Lanes, next.a) && next.a_kind == Kind::Lanes;
    if row && same && step.a_kind == Kind::Uniform {
        std::mem::swap(&mut step.first_kind, &mut step.a_kind);
        std::mem::swap(&mut step.first, &mut step.a);
    }
}

const fn stored(op: StepOp) -> Option<Type> {
    match op {
        StepOp::Store => Some(Type::F64),
        StepOp::StoreI32 => Some(Type::I32),
        StepOp::StoreMask => Some(Type::Mask),
        _ => None,
    }
}

const fn loaded(op: StepOp) -> Option<Type> {
    match op {
        StepOp::Load => Some(Type::F64),
        StepOp::LoadI32 => Some(Type::I32),
        _ => None,
    }
}
