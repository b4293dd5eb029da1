//! What can be left before its end, and what leaves it: the targets of `break` and
//! `continue`, and `switch`, which is little more than jumps.

use super::scope::{Declared, NOT_TAKEN, Role, Symbol};
use super::value::{Mask, Val};
use super::{Lowerer, Result, refuse};
use crate::ir::Compare;
use oxc_ast::ast::{Statement, SwitchStatement};
use oxc_span::GetSpan;

/// A statement that can be left.
#[derive(Debug)]
pub(super) struct Target<'a> {
    pub labels: Vec<&'a str>,
    /// Whether a `break` without a label leaves it.
    pub plain: bool,
    pub broken: Symbol,
    /// Of a loop.
    pub continued: Option<Symbol>,
}

impl Target<'_> {
    pub fn breaks(&self, label: Option<&str>) -> bool {
        label.map_or(self.plain, |label| self.labels.contains(&label))
    }

    pub fn continues(&self, label: Option<&str>) -> bool {
        self.continued.is_some() && label.is_none_or(|label| self.labels.contains(&label))
    }
}

impl<'a> Lowerer<'a> {
    pub(super) fn enter(&mut self, target: Target<'a>) {
        self.set(target.broken, NOT_TAKEN);
        if let Some(continued) = target.continued {
            self.set(continued, NOT_TAKEN);
        }
        self.frame().targets.push(target);
    }

    pub(super) fn leave(&mut self) {
        if let Some(target) = self.frame().targets.pop() {
            self.set(target.broken, Val::Dead);
            if let Some(continued) = target.continued {
                self.set(continued, Val::Dead);
            }
        }
    }

    pub(super) fn switch(&mut self, switch: &'a SwitchStatement<'a>) -> Result<()> {
        let at = switch.span.start;
        let val = self.operand(&switch.discriminant)?;
        let broken = self.symbol(at, Role::Broken);
        let mut declared = Declared::default();
        for case in &switch.cases {
            declared.block(&case.consequent);
        }
        self.scoped(declared, |lowerer| {
            let mut entries = Vec::with_capacity(switch.cases.len());
            let mut found = Mask::Is(false);
            for case in &switch.cases {
                let Some(test) = &case.test else {
                    entries.push(Mask::Is(false));
                    continue;
                };
                let assigned = lowerer.journal.len();
                let wanted = lowerer.operand(test)?;
                if lowerer.journal.len() != assigned {
                    return Err(refuse(test.span().start, "a case that assigns", "assign before the switch"));
                }
                let equal = lowerer.equal(true, Compare::Eq, &val, &wanted);
                let first = lowerer.not(found);
                entries.push(lowerer.and(equal, first));
                found = lowerer.or(found, equal);
            }
            if let Some(default) = switch.cases.iter().position(|case| case.test.is_none()) {
                entries[default] = lowerer.not(found);
            }
            lowerer.enter(Target { labels: Vec::new(), plain: true, broken, continued: None });
            let mut falls = Mask::Is(false);
            for (case, entry) in switch.cases.iter().zip(entries) {
                let runs = lowerer.or(entry, falls);
                falls = lowerer.choose_case(runs, &case.consequent)?;
            }
            lowerer.leave();
            Ok(())
        })
    }

    /// The statements of a case; gives where they run on into the next.
    fn choose_case(&mut self, runs: Mask, statements: &'a [Statement<'a>]) -> Result<Mask> {
        if statements.is_empty() {
            return Ok(runs);
        }
        let falls = self.choose(
            runs,
            |lowerer| {
                lowerer.clear_exits();
                lowerer.statements(statements)?;
                Ok(Val::Bool(lowerer.active()))
            },
            |_| Ok(Val::Bool(Mask::Is(false))),
        )?;
        Ok(self.truth(&falls))
    }
}

/// Whether a statement inside of a loop with these labels may leave that loop, in another way than
/// by its end. `inside` are the labels between the two, `breakable` says whether a plain `break` stays
/// between them.
pub(super) fn leaves<'a>(
    statement: &'a Statement<'a>,
    own: &[&str],
    inside: &mut Vec<&'a str>,
    breakable: bool,
) -> bool {
    let any = |list: &'a [Statement<'a>], inside: &mut Vec<&'a str>, breakable| {
        list.iter().any(|statement| leaves(statement, own, inside, breakable))
    };
    match statement {
        Statement::ReturnStatement(_) => true,
        Statement::BreakStatement(statement) => match &statement.label {
            None => !breakable,
            Some(label) => !inside.contains(&label.name.as_str()),
        },
        Statement::ContinueStatement(statement) => match &statement.label {
            None => false,
            Some(label) => !inside.contains(&label.name.as_str()) && !own.contains(&label.name.as_str()),
        },
        Statement::BlockStatement(block) => any(&block.body, inside, breakable),
        Statement::IfStatement(choice) => {
            leaves(&choice.consequent, own, inside, breakable)
                || choice.alternate.as_ref().is_some_and(|statement| leaves(statement, own, inside, breakable))
        }
        Statement::ForStatement(repeat) => leaves(&repeat.body, own, inside, true),
        Statement::WhileStatement(repeat) => leaves(&repeat.body, own, inside, true),
        Statement::DoWhileStatement(repeat) => leaves(&repeat.body, own, inside, true),
        Statement::SwitchStatement(switch) => switch.cases.iter().any(|case| any(&case.consequent, inside, true)),
        Statement::LabeledStatement(labelled) => {
            inside.push(labelled.label.name.as_str());
            let leaves = leaves(&labelled.body, own, inside, breakable);
            inside.pop();
            leaves
        }
        _ => false,
    }
}
