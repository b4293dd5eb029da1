//! Removes merges, params and exits that are another value under a second name.

use super::uses::{Renames, each_definition};
use crate::ir::{Block, Function, If, Loop, Stmt, Value};

/// Unites what is the same; says whether there was anything.
pub(super) fn unite(function: &mut Function) -> bool {
    let mut renames = Renames::new(function);
    block(&mut function.body, &mut renames);
    renames.apply(function);
    !renames.is_empty()
}

fn block(stmts: &mut Block, renames: &mut Renames) {
    for stmt in stmts {
        match stmt {
            Stmt::Let(..) => {}
            Stmt::If(choice) => {
                block(&mut choice.then, renames);
                block(&mut choice.otherwise, renames);
                merges(choice, renames);
            }
            Stmt::Loop(repeat) => {
                params(repeat, renames);
                block(&mut repeat.head, renames);
                block(&mut repeat.body, renames);
                exits(repeat, renames);
            }
        }
    }
}

/// A merge of a value with itself, or of two values that another one merges too.
fn merges(choice: &mut If, renames: &mut Renames) {
    let mut known: Vec<(Value, Value, Value)> = Vec::new();
    choice.results.retain(|merge| {
        let (then, otherwise) = (renames.get(merge.then), renames.get(merge.otherwise));
        let same = known.iter().find(|(a, b, _)| (*a, *b) == (then, otherwise)).map(|known| known.2);
        let same = if then == otherwise { Some(then) } else { same };
        match same {
            Some(same) => renames.set(merge.value, same),
            None => known.push((then, otherwise, merge.value)),
        }
        same.is_none()
    });
}

/// A param that never changes, or that starts and goes on as another one.
fn params(repeat: &mut Loop, renames: &mut Renames) {
    let mut known: Vec<(Value, Value, Value)> = Vec::new();
    repeat.params.retain(|param| {
        let (init, next) = (renames.get(param.init), renames.get(param.next));
        let same = known.iter().find(|(a, b, _)| (*a, *b) == (init, next)).map(|known| known.2);
        let same = if next == init || next == param.value { Some(init) } else { same };
        match same {
            Some(same) => renames.set(param.value, same),
            None => known.push((init, next, param.value)),
        }
        same.is_none()
    });
}

/// An exit of a value from before the loop, or of one that leaves as another exit.
fn exits(repeat: &mut Loop, renames: &mut Renames) {
    let mut inside: Vec<Value> = repeat.params.iter().map(|param| param.value).collect();
    each_definition(&repeat.head, &mut |value| inside.push(value));
    let mut known: Vec<(Value, Value)> = Vec::new();
    repeat.results.retain(|exit| {
        let last = renames.get(exit.last);
        let same = known.iter().find(|known| known.0 == last).map(|known| known.1);
        let same = if inside.contains(&last) { same } else { Some(last) };
        match same {
            Some(same) => renames.set(exit.value, same),
            None => known.push((last, exit.value)),
        }
        same.is_none()
    });
}
