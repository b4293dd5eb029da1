//! Turns choices between cheap blocks into selections between values.
//!
//! Elements run in lockstep, so a choice costs both blocks unless all agree, and
//! the price of asking. Where the blocks are cheap, running both and selecting is
//! less. If the condition is the same for all elements, one block runs anyway, and
//! only next to nothing is worth converting.

use super::analysis::Analysis;
use super::cost::{Cost, SIMPLE};
use crate::ir::{Block, Function, If, Op, Stmt};

/// Up to which cost of both blocks, in cycles per element, a choice becomes selections.
const CHEAP: f64 = 8.0;
/// The same where all elements choose alike.
const CHEAP_IF_UNIFORM: f64 = 2.0 * SIMPLE;

/// Converts cheap choices; says whether there were any.
pub(super) fn convert(function: &mut Function) -> bool {
    let analysis = Analysis::of(function);
    block(&mut function.body, &analysis)
}

fn block(stmts: &mut Block, analysis: &Analysis) -> bool {
    let mut changed = false;
    let mut out = Block::with_capacity(stmts.len());
    for mut stmt in stmts.drain(..) {
        match &mut stmt {
            Stmt::Let(..) => {}
            Stmt::If(choice) => {
                changed |= block(&mut choice.then, analysis);
                changed |= block(&mut choice.otherwise, analysis);
                if is_cheap(choice, analysis) {
                    changed = true;
                    out.append(&mut choice.then);
                    out.append(&mut choice.otherwise);
                    for merge in &choice.results {
                        out.push(Stmt::Let(merge.value, Op::Select(choice.cond, merge.then, merge.otherwise)));
                    }
                    continue;
                }
            }
            Stmt::Loop(repeat) => {
                changed |= block(&mut repeat.head, analysis);
                changed |= block(&mut repeat.body, analysis);
            }
        }
        out.push(stmt);
    }
    *stmts = out;
    changed
}

fn is_cheap(choice: &If, analysis: &Analysis) -> bool {
    let straight = |block: &Block| block.iter().all(|stmt| matches!(stmt, Stmt::Let(..)));
    let mut cost = Cost::of(&choice.then);
    cost += Cost::of(&choice.otherwise);
    let bound = if analysis.is_uniform(choice.cond) { CHEAP_IF_UNIFORM } else { CHEAP };
    straight(&choice.then) && straight(&choice.otherwise) && cost.cycles <= bound
}
