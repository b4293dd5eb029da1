//! Loops whose uniform values are computed for many rounds at once, as if rounds were elements.
//!
//! That is possible where nothing uniform depends on the round before but counters,
//! and it leaves only the varying values to each round. Where those are one tape
//! and nobody can leave in between, it is run for many rounds with its
//! accumulators in registers: a sum costs one addition per eight elements then.

use super::code::{Bank, Batch, Counter, Kind, Node, Step, StepOp, Tape};
use super::trees::Trees;
use crate::ir::{Binary, Block, Function, Loop, Op, Param, Stmt, Type, Value};
use crate::passes::{Analysis, LoopClass};
use std::collections::HashMap;

/// The uniform values that are computed as if they were varying, so that the rest can be batched: params
/// that are no counters, and what depends on them. What leaves the loop stays what it was.
pub fn demoted(function: &Function, analysis: &Analysis) -> Vec<bool> {
    let mut demoted = vec![false; function.values()];
    demote_in(&function.body, &mut 0, analysis, &mut demoted);
    demoted
}

fn demote_in(block: &Block, id: &mut usize, analysis: &Analysis, demoted: &mut Vec<bool>) {
    for stmt in block {
        match stmt {
            Stmt::Let(..) => {}
            Stmt::If(choice) => {
                demote_in(&choice.then, id, analysis, demoted);
                demote_in(&choice.otherwise, id, analysis, demoted);
            }
            Stmt::Loop(repeat) => {
                let class = analysis.loops[*id].class;
                *id += 1;
                let before = demoted.clone();
                if !demote(repeat, class, analysis, demoted) {
                    *demoted = before;
                }
                demote_in(&repeat.head, id, analysis, demoted);
                demote_in(&repeat.body, id, analysis, demoted);
            }
        }
    }
}

/// Whether it can be done.
fn demote(repeat: &Loop, class: LoopClass, analysis: &Analysis, demoted: &mut [bool]) -> bool {
    let mut inside = HashMap::new();
    for stmt in repeat.head.iter().chain(&repeat.body) {
        let Stmt::Let(value, op) = stmt else { return false };
        inside.insert(*value, *op);
    }
    let is_param = |value: Value| repeat.params.iter().any(|param| param.value == value);
    let counts = |param: &Param| match inside.get(&param.next) {
        Some(Op::Binary(Binary::Add | Binary::Sub | Binary::AddI32 | Binary::SubI32, a, b)) => {
            [*a, *b].contains(&param.value)
                && [*a, *b].iter().all(|x| *x == param.value || !(inside.contains_key(x) || is_param(*x)))
        }
        _ => false,
    };
    let uniform = |value: Value| analysis.is_uniform(value);
    let params: Vec<&Param> = repeat.params.iter().filter(|param| uniform(param.value)).collect();
    if !params.iter().any(|param| counts(param)) {
        return false;
    }
    params.iter().filter(|param| !counts(param)).for_each(|param| demoted[param.value.index()] = true);
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for stmt in repeat.head.iter().chain(&repeat.body) {
            if let Stmt::Let(value, op) = stmt {
                let spreads = uniform(*value) && op.inputs().any(|input| demoted[input.index()]);
                changed |= spreads && !std::mem::replace(&mut demoted[value.index()], true);
            }
        }
        for param in &params {
            changed |= demoted[param.next.index()] && !std::mem::replace(&mut demoted[param.value.index()], true);
        }
    }
    let free = |value: Value| !demoted[value.index()];
    let counter = if let LoopClass::Counted { counter, .. } = class { counter } else { repeat.going };
    free(counter) && repeat.results.iter().all(|exit| free(exit.last) || !uniform(exit.value))
}

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
            Node::Tape(Bank::Uniform, tape) => uniform.extend_from_slice(&tape.steps),
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
        if let Node::Tape(Bank::Varying, tape) = node {
            tape.steps.iter().for_each(|step| each_operand(step, Kind::Uniform, &mut note));
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
        ([], [Node::Tape(_, tape)]) => Some(repeated(&tape.steps)),
        ([], []) => Some(0..0),
        _ => None,
    };
    Some(Batch { counters, tape: Tape::new(steps), constants, results, round })
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
