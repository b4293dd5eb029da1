//! Loops whose uniform values are computed for many rounds at once, as if rounds were elements.
//!
//! That is possible where nothing uniform depends on the round before but counters,
//! and it leaves only the varying values to each round. Where those are one tape
//! and nobody can leave in between, it is run for many rounds with its
//! accumulators in registers: a sum costs one addition per eight elements then.

use super::code::{Bank, Batch, Counter, Kind, Node, Step, StepOp};
use super::trees::Trees;
use crate::ir::{Loop, Type};

/// Takes the uniform tapes out of a loop, if they can be run for many rounds at once.
pub fn batch(trees: &Trees<'_>, repeat: &Loop, head: &mut Vec<Node>, body: &mut Vec<Node>) -> Option<Batch> {
    let mut params = Vec::new();
    for param in &repeat.params {
        if trees.bank(param.value) == Bank::Uniform {
            if param.next == param.value {
                return None;
            }
            params.push((trees.function.ty(param.value), trees.place(param.value)));
        }
    }
    let mut uniform = Vec::new();
    for node in head.iter().chain(&*body) {
        match node {
            Node::Tape(Bank::Uniform, steps) => uniform.extend_from_slice(steps),
            Node::Tape(Bank::Varying, _) => {}
            _ => return None,
        }
    }
    let split = uniform.len().checked_sub(3 * params.len()).filter(|_| !params.is_empty())?;
    let moves = uniform.split_off(split);
    let steps = uniform;
    let mut counters = Vec::new();
    for three in moves.chunks(3) {
        let counter = counter(three)?;
        if !params.contains(&(counter.ty, counter.value)) {
            return None;
        }
        counters.push(counter);
    }
    let mut written: Vec<(Type, u32)> = params;
    written.extend(steps.iter().filter(|step| is_store(step.op)).map(|step| (step.op.operand_type(), step.a)));
    if counters.iter().any(|counter| written.contains(&(counter.ty, counter.by))) {
        return None;
    }
    let mut constants = Vec::new();
    let mut note = |ty: Type, register: u32| {
        let known = trees.initials.iter().any(|&(_, initial)| initial == register);
        if !known && !written.contains(&(ty, register)) && !constants.contains(&(ty, register)) {
            constants.push((ty, register));
        }
    };
    for step in &steps {
        each_operand(step, Kind::Lanes, &mut note);
    }
    for node in head.iter().chain(&*body) {
        if let Node::Tape(Bank::Varying, steps) = node {
            steps.iter().for_each(|step| each_operand(step, Kind::Uniform, &mut note));
        }
    }
    let mut results = Vec::new();
    for exit in &repeat.results {
        let place = (trees.function.ty(exit.last), trees.place(exit.last));
        if trees.bank(exit.last) == Bank::Uniform && written.contains(&place) && !results.contains(&place) {
            results.push(place);
        }
    }
    let varying = |node: &Node| matches!(node, Node::Tape(Bank::Varying, _));
    head.retain(varying);
    body.retain(varying);
    let round = match (&head[..], &body[..]) {
        ([], [Node::Tape(_, steps)]) => Some(repeated(steps)),
        ([], []) => Some(0..0),
        _ => None,
    };
    Some(Batch { counters, steps, constants, results, round })
}

/// The counter that three steps step.
fn counter(steps: &[Step]) -> Option<Counter> {
    let [load, add, store] = steps else { return None };
    let (ty, down) = match (load.op, add.op, store.op) {
        (StepOp::Load, StepOp::Add, StepOp::Store) => (Type::F64, false),
        (StepOp::Load, StepOp::Sub, StepOp::Store) => (Type::F64, true),
        (StepOp::LoadI32, StepOp::AddI32, StepOp::StoreI32) => (Type::I32, false),
        (StepOp::LoadI32, StepOp::SubI32, StepOp::StoreI32) => (Type::I32, true),
        _ => return None,
    };
    // Either operand of an addition may have come first.
    let by = match (load.a == store.a, add.a == store.a) {
        (true, false) => add.a,
        (false, true) if !down => load.a,
        _ => return None,
    };
    Some(Counter { ty, value: store.a, by, down })
}

/// The steps between a load at the start and a store at the end of the same register, which nothing else
/// uses, or else all.
fn repeated(steps: &[Step]) -> std::ops::Range<usize> {
    let all = 0..steps.len();
    let [first, inner @ .., last] = steps else { return all };
    let loads = matches!(first.op, StepOp::Load | StepOp::LoadI32) && first.a_kind == Kind::Lanes;
    let stores = is_store(last.op) && last.a == first.a && last.op.operand_type() == first.op.operand_type();
    let mut alone = true;
    for step in inner {
        each_operand(step, Kind::Lanes, &mut |ty, register| {
            alone &= (ty, register) != (first.op.operand_type(), first.a);
        });
    }
    if loads && stores && alone { 1..steps.len() - 1 } else { all }
}

fn is_store(op: StepOp) -> bool {
    matches!(op, StepOp::Store | StepOp::StoreI32 | StepOp::StoreMask)
}

fn each_operand(step: &Step, kind: Kind, visit: &mut impl FnMut(Type, u32)) {
    if step.a_kind == kind {
        visit(step.op.operand_type(), step.a);
    }
    if step.b_kind == kind {
        visit(step.op.operand_type(), step.b);
    }
}
