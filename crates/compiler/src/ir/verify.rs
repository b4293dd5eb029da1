//! The rules of the form, checked: every value defined once and before its use, every type right.
//!
//! Tests and fuzzing run it after each pass; release builds do not.

use super::{Block, Function, Loop, Op, Stmt, Type, Value};

/// A rule that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Used where it is not visible.
    NotVisible(Value),
    /// Defined a second time.
    Redefined(Value),
    /// Of this type where another was wanted.
    Mistyped(Value, Type),
}

/// Checks a function.
pub fn verify(function: &Function) -> Result<(), Flaw> {
    let values = function.values();
    let mut check = Check { function, visible: vec![false; values], defined: vec![false; values] };
    check.block(&function.body)?;
    check.used(function.result)
}

struct Check<'a> {
    function: &'a Function,
    visible: Vec<bool>,
    defined: Vec<bool>,
}

impl Check<'_> {
    fn used(&self, value: Value) -> Result<(), Flaw> {
        if self.visible.get(value.index()) == Some(&true) { Ok(()) } else { Err(Flaw::NotVisible(value)) }
    }

    fn typed(&self, value: Value, ty: Type) -> Result<(), Flaw> {
        self.used(value)?;
        let is = self.function.ty(value);
        if is == ty { Ok(()) } else { Err(Flaw::Mistyped(value, is)) }
    }

    fn same(&self, value: Value, sources: [Value; 2]) -> Result<(), Flaw> {
        for source in sources {
            if self.function.ty(source) != self.function.ty(value) {
                return Err(Flaw::Mistyped(source, self.function.ty(source)));
            }
        }
        Ok(())
    }

    fn define(&mut self, value: Value) -> Result<(), Flaw> {
        if std::mem::replace(&mut self.defined[value.index()], true) {
            return Err(Flaw::Redefined(value));
        }
        self.visible[value.index()] = true;
        Ok(())
    }

    /// Checks `inside` and hides again what it defined.
    fn scope(&mut self, inside: impl FnOnce(&mut Self) -> Result<(), Flaw>) -> Result<(), Flaw> {
        let before = self.visible.clone();
        inside(self)?;
        self.visible = before;
        Ok(())
    }

    fn block(&mut self, block: &Block) -> Result<(), Flaw> {
        for stmt in block {
            match stmt {
                Stmt::Let(value, op) => {
                    self.op(*value, *op)?;
                    self.define(*value)?;
                }
                Stmt::If(choice) => {
                    self.typed(choice.cond, Type::Mask)?;
                    self.scope(|check| {
                        check.block(&choice.then)?;
                        choice.results.iter().try_for_each(|merge| check.used(merge.then))
                    })?;
                    self.scope(|check| {
                        check.block(&choice.otherwise)?;
                        choice.results.iter().try_for_each(|merge| check.used(merge.otherwise))
                    })?;
                    for merge in &choice.results {
                        self.same(merge.value, [merge.then, merge.otherwise])?;
                        self.define(merge.value)?;
                    }
                }
                Stmt::Loop(repeat) => self.repeat(repeat)?,
            }
        }
        Ok(())
    }

    fn repeat(&mut self, repeat: &Loop) -> Result<(), Flaw> {
        repeat.params.iter().try_for_each(|param| self.used(param.init))?;
        self.scope(|check| {
            for param in &repeat.params {
                check.same(param.value, [param.init, param.next])?;
                check.define(param.value)?;
            }
            check.block(&repeat.head)?;
            check.typed(repeat.going, Type::Mask)?;
            repeat.results.iter().try_for_each(|exit| check.used(exit.last))?;
            check.block(&repeat.body)?;
            repeat.params.iter().try_for_each(|param| check.used(param.next))
        })?;
        for exit in &repeat.results {
            self.same(exit.value, [exit.last, exit.last])?;
            self.define(exit.value)?;
        }
        Ok(())
    }

    fn op(&self, value: Value, op: Op) -> Result<(), Flaw> {
        let is = |ty: Type| {
            let found = self.function.ty(value);
            if found == ty { Ok(()) } else { Err(Flaw::Mistyped(value, found)) }
        };
        match op {
            Op::F64(_) | Op::Scalar(_) | Op::Index | Op::Length(_) => is(Type::F64),
            Op::I32(_) => is(Type::I32),
            Op::Mask(_) => is(Type::Mask),
            Op::Element(_) => {
                let found = self.function.ty(value);
                if found == Type::Mask { Err(Flaw::Mistyped(value, found)) } else { Ok(()) }
            }
            Op::Lookup { index, .. } => self.typed(index, Type::F64).and(is(Type::F64)),
            Op::Within { index, .. } => self.typed(index, Type::F64).and(is(Type::Mask)),
            Op::Unary(unary, a) => {
                let (from, to) = unary.types();
                self.typed(a, from).and(is(to))
            }
            Op::Binary(binary, a, b) => {
                self.typed(a, binary.ty())?;
                self.typed(b, binary.ty()).and(is(binary.ty()))
            }
            Op::Compare(_, a, b) => {
                self.typed(a, Type::F64)?;
                self.typed(b, Type::F64).and(is(Type::Mask))
            }
            Op::CompareI32(_, a, b) => {
                self.typed(a, Type::I32)?;
                self.typed(b, Type::I32).and(is(Type::Mask))
            }
            Op::Select(mask, a, b) => {
                self.typed(mask, Type::Mask)?;
                self.used(a)?;
                self.used(b)?;
                self.same(value, [a, b])
            }
        }
    }
}
