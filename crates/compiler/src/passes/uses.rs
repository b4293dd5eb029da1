//! Where values are used, and how one takes the place of another.

use crate::ir::{Block, Function, If, Loop, Op, Stmt, Value};

/// Calls `visit` with each use in the block and the blocks inside.
pub(super) fn each_use(block: &[Stmt], visit: &mut impl FnMut(Value)) {
    for stmt in block {
        match stmt {
            Stmt::Let(_, op) => op.inputs().for_each(&mut *visit),
            Stmt::If(choice) => {
                visit(choice.cond);
                each_use(&choice.then, visit);
                each_use(&choice.otherwise, visit);
                for merge in &choice.results {
                    visit(merge.then);
                    visit(merge.otherwise);
                }
            }
            Stmt::Loop(repeat) => {
                repeat.params.iter().for_each(|param| visit(param.init));
                each_use_inside(repeat, visit);
            }
        }
    }
}

/// Calls `visit` with each use in the rounds of a loop.
pub(super) fn each_use_inside(repeat: &Loop, visit: &mut impl FnMut(Value)) {
    each_use(&repeat.head, visit);
    visit(repeat.going);
    repeat.results.iter().for_each(|exit| visit(exit.last));
    each_use(&repeat.body, visit);
    repeat.params.iter().for_each(|param| visit(param.next));
}

/// Calls `visit` with each value that the block or one inside defines.
pub(super) fn each_definition(block: &[Stmt], visit: &mut impl FnMut(Value)) {
    for stmt in block {
        match stmt {
            Stmt::Let(value, _) => visit(*value),
            Stmt::If(If { then, otherwise, results, .. }) => {
                each_definition(then, visit);
                each_definition(otherwise, visit);
                results.iter().for_each(|merge| visit(merge.value));
            }
            Stmt::Loop(Loop { params, head, body, results, .. }) => {
                params.iter().for_each(|param| visit(param.value));
                each_definition(head, visit);
                each_definition(body, visit);
                results.iter().for_each(|exit| visit(exit.value));
            }
        }
    }
}

/// Which value stands for which.
pub(super) struct Renames(Vec<Option<Value>>);

impl Renames {
    pub(super) fn new(function: &Function) -> Renames {
        Renames(vec![None; function.values()])
    }

    /// From now on `by` stands for `value`.
    pub(super) fn set(&mut self, value: Value, by: Value) {
        self.0[value.index()] = Some(self.get(by));
    }

    /// What stands for a value, perhaps itself. Values newer than the renames are themselves.
    pub(super) fn get(&self, mut value: Value) -> Value {
        while let Some(Some(by)) = self.0.get(value.index()) {
            value = *by;
        }
        value
    }

    pub(super) fn rename(&self, value: &mut Value) {
        *value = self.get(*value);
    }

    pub(super) fn op(&self, op: &mut Op) {
        op.operands(|value| self.rename(value));
    }

    /// Whether nothing was renamed.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Renames all uses in a function.
    pub(super) fn apply(&self, function: &mut Function) {
        each_mut(&mut function.body, &mut |role, value| {
            if role == Role::Use {
                self.rename(value);
            }
        });
        self.rename(&mut function.result);
    }
}

/// What a value is where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Use,
    Definition,
}

/// Calls `visit` with each value in the block and the blocks inside. Definitions come in their order.
pub(super) fn each_mut(block: &mut Block, visit: &mut impl FnMut(Role, &mut Value)) {
    for stmt in block {
        match stmt {
            Stmt::Let(value, op) => {
                op.operands(|value| visit(Role::Use, value));
                visit(Role::Definition, value);
            }
            Stmt::If(choice) => {
                visit(Role::Use, &mut choice.cond);
                each_mut(&mut choice.then, visit);
                each_mut(&mut choice.otherwise, visit);
                for merge in &mut choice.results {
                    visit(Role::Use, &mut merge.then);
                    visit(Role::Use, &mut merge.otherwise);
                    visit(Role::Definition, &mut merge.value);
                }
            }
            Stmt::Loop(repeat) => {
                for param in &mut repeat.params {
                    visit(Role::Use, &mut param.init);
                    visit(Role::Use, &mut param.next);
                    visit(Role::Definition, &mut param.value);
                }
                each_mut(&mut repeat.head, visit);
                visit(Role::Use, &mut repeat.going);
                each_mut(&mut repeat.body, visit);
                for exit in &mut repeat.results {
                    visit(Role::Use, &mut exit.last);
                    visit(Role::Definition, &mut exit.value);
                }
            }
        }
    }
}
