//! Loops.
//!
//! A loop's round is split in two: its head has the test and every statement up to the
//! last one that may leave the loop, its body the rest. So all decisions fall in the
//! head, a `break` costs no more than a test, and the body runs without masks. Which
//! variables change in a loop is found by lowering it: first as if none did, then again
//! with those that were assigned as parameters, until nothing new turns up. What was
//! found is kept, so that a loop within a loop is not found out about afresh each time.

use super::exits::{Target, leaves};
use super::merge::Branch;
use super::scope::{Declared, Role, Symbol};
use super::value::{Kind, Mask, Thing, Val};
use super::{Lowerer, Result, refuse};
use crate::ir::{Exit, Loop, Param, Stmt, Type, Value};
use oxc_ast::ast::{
    DoWhileStatement, Expression, ForStatement, ForStatementInit, Statement, VariableDeclarationKind, WhileStatement,
};
use std::collections::{BTreeMap, BTreeSet};

/// How much of a round is computed before its test is known, in additions.
const SPECULATED: u32 = 24;

/// A loop of any syntax.
struct Rounds<'a> {
    at: u32,
    labels: Vec<&'a str>,
    test: Option<&'a Expression<'a>>,
    body: &'a [Statement<'a>],
    /// How many statements of the body belong to the head.
    front: usize,
    update: Option<&'a Expression<'a>>,
    /// `do … while`: the test follows the body.
    test_last: bool,
    broken: Symbol,
    continued: Symbol,
}

/// A round, lowered.
struct Round<'a> {
    going: Mask,
    body: Branch<'a, ()>,
}

impl<'a> Lowerer<'a> {
    pub(super) fn for_statement(&mut self, repeat: &'a ForStatement<'a>, labels: Vec<&'a str>) -> Result<()> {
        let mut declared = Declared::default();
        if let Some(ForStatementInit::VariableDeclaration(declaration)) = &repeat.init {
            declared.variables(declaration, false);
        }
        self.scoped(declared, |lowerer| {
            match &repeat.init {
                Some(ForStatementInit::VariableDeclaration(declaration)) => {
                    lowerer.declaration(declaration)?;
                    if declaration.kind != VariableDeclarationKind::Var && lowerer.holds_function() {
                        return Err(refuse(
                            declaration.span.start,
                            "a function declared in the head of a loop",
                            "declare it before the loop",
                        ));
                    }
                }
                Some(init) => {
                    lowerer.expression(init.to_expression())?;
                }
                None => {}
            }
            lowerer.repeat(repeat.span.start, labels, repeat.test.as_ref(), &repeat.body, repeat.update.as_ref(), false)
        })
    }

    /// Whether a variable of this very scope is a function: each round would have variables of its own.
    fn holds_function(&self) -> bool {
        self.scope.symbols().any(|symbol| matches!(self.get(symbol), Val::Static(Thing::Function(_))))
    }

    pub(super) fn while_statement(&mut self, repeat: &'a WhileStatement<'a>, labels: Vec<&'a str>) -> Result<()> {
        self.repeat(repeat.span.start, labels, Some(&repeat.test), &repeat.body, None, false)
    }

    pub(super) fn do_while_statement(&mut self, repeat: &'a DoWhileStatement<'a>, labels: Vec<&'a str>) -> Result<()> {
        self.repeat(repeat.span.start, labels, Some(&repeat.test), &repeat.body, None, true)
    }

    fn repeat(
        &mut self,
        at: u32,
        labels: Vec<&'a str>,
        test: Option<&'a Expression<'a>>,
        body: &'a Statement<'a>,
        update: Option<&'a Expression<'a>>,
        test_last: bool,
    ) -> Result<()> {
        let body = match body {
            Statement::BlockStatement(block) => &block.body[..],
            body => std::slice::from_ref(body),
        };
        let leaves = |statement: &&Statement| leaves(statement, &labels, &mut Vec::new(), false);
        let front =
            if test_last { body.len() } else { body.len() - body.iter().rev().take_while(|s| !leaves(s)).count() };
        let (broken, continued) = (self.symbol(at, Role::Broken), self.symbol(at, Role::Continued));
        let rounds = Rounds { at, labels, test, body, front, update, test_last, broken, continued };
        loop {
            self.count_step(at)?;
            let (function, length) = (self.function.clone(), self.block.len());
            let known = self.assigned.get(&at).cloned().unwrap_or_default();
            match self.rounds(&rounds, &known)? {
                None => return Ok(()),
                Some(found) => {
                    self.assigned.insert(at, found);
                    self.function = function;
                    self.block.truncate(length);
                }
            }
        }
    }

    /// Lowers a loop that assigns these variables; if it assigns others, says which.
    fn rounds(
        &mut self,
        rounds: &Rounds<'a>,
        known: &BTreeMap<Symbol, Kind>,
    ) -> Result<Option<BTreeMap<Symbol, Kind>>> {
        let mut params = Vec::new();
        for (&symbol, &kind) in known {
            let before = self.get(symbol).clone();
            if !matches!(before, Val::Dead) {
                let init = self.convert(&before, kind);
                let init = self.components(&init, kind);
                params.push((symbol, kind, init, self.variable(kind)));
            }
        }
        self.enter(Target {
            labels: rounds.labels.clone(),
            plain: true,
            broken: rounds.broken,
            continued: Some(rounds.continued),
        });
        let head = self.branch(|lowerer| {
            for (symbol, _, _, param) in &params {
                lowerer.set(*symbol, param.clone());
            }
            lowerer.round(rounds)
        })?;
        self.leave();
        let Branch { block: mut head, changes: last, result: Round { going, body }, .. } = head;
        if going == Mask::Is(false) && params.is_empty() {
            // A single round, as of `do { … } while (0)`.
            self.block.append(&mut head);
            for (symbol, val) in last {
                if symbol != rounds.broken && symbol != rounds.continued {
                    self.set(symbol, val);
                }
            }
            return Ok(None);
        }
        let changed: BTreeSet<Symbol> = last.keys().chain(body.changes.keys()).copied().collect();
        let next =
            |symbol: &Symbol| body.changes.get(symbol).or_else(|| last.get(symbol)).unwrap_or(&Val::Dead).clone();
        let mut found = known.clone();
        for &symbol in &changed {
            let before = self.get(symbol);
            if self.exits.contains(&symbol) || matches!(before, Val::Dead) {
                continue;
            }
            let next = next(&symbol);
            let kind = before.kind().join(next.kind());
            match known.get(&symbol) {
                Some(known) => drop(found.insert(symbol, known.join(kind).of_variable())),
                None if before.same(&next) => {}
                None => drop(found.insert(symbol, kind.of_variable())),
            }
        }
        if found != *known {
            return Ok(Some(found));
        }
        let Branch { block: mut body_block, .. } = body;
        let mut repeat = Vec::new();
        for (symbol, kind, init, param) in params {
            let next = self.within(&mut body_block, |lowerer| {
                let next = lowerer.convert(&next(&symbol), kind);
                lowerer.components(&next, kind)
            });
            let values = self.components(&param, kind);
            for ((value, init), next) in values.into_iter().zip(init).zip(next) {
                repeat.push(Param { value, init, next });
            }
        }
        let mut results = Vec::new();
        let mut after = Vec::new();
        for symbol in changed {
            let Some(val) = last.get(&symbol) else { continue };
            let own = symbol == rounds.broken || symbol == rounds.continued;
            if own || matches!(body.changes.get(&symbol), Some(Val::Dead)) && matches!(self.get(symbol), Val::Dead) {
                continue;
            }
            // What leaves may be of another kind than what goes round.
            let kind = known.get(&symbol).map_or(val.kind(), |known| known.join(val.kind()));
            let val = match val {
                val @ (Val::Constant(_) | Val::Undefined | Val::Static(_) | Val::Bool(Mask::Is(_))) => val.clone(),
                val => {
                    let last = self.within(&mut head, |lowerer| {
                        let last = lowerer.convert(val, kind);
                        lowerer.components(&last, kind)
                    });
                    let exit = self.variable(kind);
                    let values = self.components(&exit, kind);
                    results.extend(values.into_iter().zip(last).map(|(value, last)| Exit { value, last }));
                    exit
                }
            };
            after.push((symbol, val));
        }
        let going = self.within(&mut head, |lowerer| lowerer.mask(going));
        self.block.push(Stmt::Loop(Loop { params: repeat, head, going, body: body_block, results }));
        for (symbol, val) in after {
            self.set(symbol, val);
        }
        Ok(None)
    }

    /// A round of a loop, into the block at hand and one for its body.
    fn round(&mut self, rounds: &Rounds<'a>) -> Result<Round<'a>> {
        let mut declared = Declared::default();
        declared.block(rounds.body);
        let (front, rest) = rounds.body.split_at(rounds.front);
        if rounds.test_last {
            let outer = self.open(declared);
            self.statements(front)?;
            self.close(outer);
            let going = self.staying(rounds);
            let going = self.choose(
                going,
                |lowerer| {
                    lowerer.clear_exits();
                    match rounds.test {
                        Some(test) => Ok(Val::Bool(lowerer.condition(test)?)),
                        None => Ok(Val::Bool(Mask::Is(true))),
                    }
                },
                |_| Ok(Val::Bool(Mask::Is(false))),
            )?;
            let body = self.branch(|_| Ok(()))?;
            return Ok(Round { going: self.truth(&going), body });
        }
        let test = match rounds.test {
            Some(test) => self.between_rounds(|lowerer| lowerer.condition(test))?,
            None => Mask::Is(true),
        };
        let mut outer = None;
        let mut normal = None;
        let going = if front.is_empty() {
            test
        } else {
            let mut front = |lowerer: &mut Self| {
                outer = Some(lowerer.open(std::mem::take(&mut declared)));
                lowerer.statements(front)?;
                Ok(Val::Bool(lowerer.staying(rounds)))
            };
            let staying = match test {
                Mask::Is(false) => Val::Bool(test),
                Mask::Is(true) => front(self)?,
                Mask::Where(cond) => {
                    let then = self.branch(front)?;
                    let otherwise = self.branch(|_| Ok(Val::Bool(Mask::Is(false))))?;
                    let joined = self.join(cond, then, otherwise, SPECULATED);
                    normal = joined.then;
                    joined.result
                }
            };
            self.truth(&staying)
        };
        if going == Mask::Is(false) {
            outer.into_iter().for_each(|outer| self.close(outer));
            return Ok(Round { going, body: self.branch(|_| Ok(()))? });
        }
        let body = self.branch(|lowerer| {
            // Where the body runs the test was true: there the variables are as it left them.
            for (symbol, val) in normal.into_iter().flatten() {
                lowerer.set(symbol, val);
            }
            let outer = outer.unwrap_or_else(|| lowerer.open(declared));
            let skipped = lowerer.get(rounds.continued).clone();
            lowerer.clear_exits();
            lowerer.set(rounds.continued, skipped);
            lowerer.where_active(|lowerer| lowerer.statements(rest))?;
            if lowerer.exited(Some(rounds.continued)) != Mask::Is(false) {
                return Err(refuse(rounds.at, "this jump out of a loop", "leave the loop by a plain break"));
            }
            lowerer.clear_exits();
            lowerer.close(outer);
            if let Some(update) = rounds.update {
                lowerer.between_rounds(|lowerer| lowerer.expression(update))?;
            }
            Ok(())
        })?;
        Ok(Round { going, body })
    }

    fn between_rounds<T>(&mut self, lower: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let before = std::mem::replace(&mut self.rounds_begin, true);
        let lowered = lower(self)?;
        self.rounds_begin = before;
        Ok(lowered)
    }

    /// Where the round has not left the loop.
    fn staying(&mut self, rounds: &Rounds<'a>) -> Mask {
        let left = self.exited(Some(rounds.continued));
        self.not(left)
    }

    /// A value of this representation that something else will define.
    fn variable(&mut self, kind: Kind) -> Val<'a> {
        let mut mask = |wanted: bool| match wanted {
            true => Mask::Where(self.function.value(Type::Mask)),
            false => Mask::Is(false),
        };
        match kind {
            Kind::Bool => Val::Bool(mask(true)),
            Kind::Mixed { undefined, boolean } => {
                let (undefined, boolean) = (mask(undefined), mask(boolean));
                Val::Mixed { number: self.function.value(Type::F64), undefined, boolean }
            }
            Kind::Int => Val::Int(self.function.value(Type::I32)),
            Kind::Uint => Val::Uint(self.function.value(Type::I32)),
            Kind::Number | Kind::Small { .. } => Val::Number(self.function.value(Type::F64)),
            Kind::Undefined => Val::Undefined,
            Kind::Dead => Val::Dead,
            Kind::Torn => Val::Torn,
        }
    }

    /// The values that make up one of this representation.
    fn components(&mut self, val: &Val<'a>, kind: Kind) -> Vec<Value> {
        match (val, kind) {
            (Val::Number(value) | Val::Int(value) | Val::Uint(value), _) => vec![*value],
            (Val::Bool(mask), _) => vec![self.mask(*mask)],
            (Val::Mixed { number, undefined, boolean }, Kind::Mixed { undefined: u, boolean: b }) => {
                let mut values = vec![*number];
                values.extend(u.then(|| self.mask(*undefined)));
                values.extend(b.then(|| self.mask(*boolean)));
                values
            }
            _ => Vec::new(),
        }
    }
}
