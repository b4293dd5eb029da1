//! Numbers the values in the order of their definitions, without gaps: tables by value are as small as can be.

use super::uses::{Role, each_mut};
use crate::ir::{Function, Value};

/// Numbers all values anew.
pub(super) fn renumber(function: &mut Function) {
    let mut fresh = Function::new();
    let mut names = vec![None; function.values()];
    let mut body = std::mem::take(&mut function.body);
    each_mut(&mut body, &mut |role, value| {
        if role == Role::Definition {
            names[value.index()] = Some(fresh.value(function.ty(*value)));
        }
    });
    let name = |value: Value| names[value.index()].expect("what is used is defined");
    each_mut(&mut body, &mut |_, value| *value = name(*value));
    fresh.result = name(function.result);
    fresh.body = body;
    *function = fresh;
}
