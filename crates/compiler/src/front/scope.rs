//! Names: what they stand for at each place, as JavaScript's scopes say.
//!
//! A symbol belongs to a declaration in the source, not to one activation of it: calls
//! are inlined and recursion is refused, so that at most one activation of a function is
//! under way. That keeps symbols the same however often a loop is lowered. A scope that
//! has been left is closed, so that a function that outlives it is refused rather than
//! given another activation's variables.

use super::{
    Lowerer, Result, refuse,
    value::{Mask, Thing, Val},
};
use crate::refusal::Reason;
use oxc_ast::ast::{
    ArrowFunctionExpression, BindingPattern, Declaration, ForStatementInit, Function, IdentifierReference, Statement,
    VariableDeclaration, VariableDeclarationKind,
};
use std::{cell::Cell, collections::BTreeMap, rc::Rc};

/// A variable, or a flag of the lowering itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Symbol(pub usize);

/// What a symbol is for, beside its place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Variable,
    /// What the function returns.
    Result,
    /// Whether the function has returned.
    Returned,
    /// Whether the statement has been left by `break`.
    Broken,
    /// Whether the rest of the round is skipped.
    Continued,
}

/// A block's names.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    names: BTreeMap<&'a str, Name>,
    parent: Option<Rc<Scope<'a>>>,
    closed: Cell<bool>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    pub symbol: Symbol,
    pub constant: bool,
}

/// A function of the source and where its free names are looked up.
#[derive(Debug)]
pub(super) struct Closure<'a> {
    pub code: Code<'a>,
    pub scope: Rc<Scope<'a>>,
}

/// The code of a function.
#[derive(Clone, Copy, Debug)]
pub(super) enum Code<'a> {
    Arrow(&'a ArrowFunctionExpression<'a>),
    Function(&'a Function<'a>),
}

/// The names that a scope declares: each with its place, and the functions that are there from the start.
#[derive(Default)]
pub(super) struct Declared<'a> {
    names: BTreeMap<&'a str, (u32, bool)>,
    vars: BTreeMap<&'a str, u32>,
    functions: Vec<(&'a str, &'a Function<'a>)>,
}

impl<'a> Lowerer<'a> {
    pub(super) fn symbol(&mut self, at: u32, role: Role) -> Symbol {
        if let Some(symbol) = self.symbols.get(&(at, role)) {
            return *symbol;
        }
        let symbol = Symbol(self.slots.len());
        self.slots.push(Val::Dead);
        self.symbols.insert((at, role), symbol);
        if matches!(role, Role::Returned | Role::Broken | Role::Continued) {
            self.exits.insert(symbol);
        }
        symbol
    }

    pub(super) fn set(&mut self, symbol: Symbol, val: Val<'a>) {
        let before = std::mem::replace(&mut self.slots[symbol.0], val);
        self.journal.push((symbol, before));
    }

    pub(super) fn get(&self, symbol: Symbol) -> &Val<'a> {
        &self.slots[symbol.0]
    }

    /// Lowers with these names in scope.
    pub(super) fn scoped<T>(
        &mut self,
        declared: Declared<'a>,
        lower: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let outer = self.open(declared);
        let result = lower(self)?;
        self.close(outer);
        Ok(result)
    }

    /// Enters a scope; gives the one around it, for [`Lowerer::close`].
    pub(super) fn open(&mut self, declared: Declared<'a>) -> Rc<Scope<'a>> {
        let mut names = BTreeMap::new();
        for (name, (at, constant)) in declared.names {
            let symbol = self.symbol(at, Role::Variable);
            self.set(symbol, Val::Early);
            names.insert(name, Name { symbol, constant });
        }
        for (name, at) in declared.vars {
            let symbol = self.symbol(at, Role::Variable);
            self.set(symbol, Val::Undefined);
            names.entry(name).or_insert(Name { symbol, constant: false });
        }
        let scope = Rc::new(Scope { names, parent: Some(self.scope.clone()), closed: Cell::new(false) });
        let outer = std::mem::replace(&mut self.scope, scope);
        for (name, function) in declared.functions {
            let closure = Closure { code: Code::Function(function), scope: self.scope.clone() };
            if let Some(name) = self.scope.names.get(name).copied() {
                self.set(name.symbol, Val::Static(Thing::Function(Rc::new(closure))));
            }
        }
        outer
    }

    pub(super) fn close(&mut self, outer: Rc<Scope<'a>>) {
        let scope = std::mem::replace(&mut self.scope, outer);
        scope.closed.set(true);
        for name in scope.names.values() {
            self.set(name.symbol, Val::Dead);
        }
    }

    /// What a name stands for in the source, if it is declared there.
    pub(super) fn lookup(&self, name: &str) -> Option<Name> {
        let mut scope = Some(&self.scope);
        while let Some(looked) = scope {
            if let Some(found) = looked.names.get(name) {
                return Some(*found);
            }
            scope = looked.parent.as_ref();
        }
        None
    }

    pub(super) fn identifier(&mut self, identifier: &IdentifierReference<'a>) -> Result<Val<'a>> {
        let (name, at) = (identifier.name.as_str(), identifier.span.start);
        let Some(found) = self.lookup(name) else { return self.free(name, at) };
        match self.get(found.symbol) {
            Val::Early => {
                Err(refuse(at, format!("the variable {name} before its declaration"), "declare it before it is used"))
            }
            Val::Torn | Val::Dead => Err(refuse(
                at,
                format!("the variable {name}, which holds a function, null or nothing yet, depending on the path"),
                "give it a number, a boolean or undefined on every path",
            )),
            val => Ok(val.clone()),
        }
    }

    /// A name that the source does not declare.
    fn free(&mut self, name: &str, at: u32) -> Result<Val<'a>> {
        if let Some(val) = self.constants.get(name) {
            return Ok(val.clone());
        }
        if name == "arguments" {
            return Err(refuse(at, "arguments", "name the parameters"));
        }
        if let Some(val) = super::math::global(name) {
            return Ok(val);
        }
        Err(super::shapes::captured(name, at))
    }

    /// Stores in a variable of the source.
    pub(super) fn assign(&mut self, name: &str, at: u32, val: Val<'a>) -> Result<()> {
        let Some(found) = self.lookup(name) else {
            let known = self.constants.contains_key(name) || super::math::global(name).is_some();
            let what = format!("an assignment to {name}, which is not declared in the function");
            return Err(if known || name == "arguments" {
                refuse(at, what, "assign to a variable declared in the function")
            } else {
                super::Stop {
                    reason: Reason::Captured(name.to_owned()),
                    construct: what,
                    remedy: "return the value instead, or declare the variable in the function".to_owned(),
                    at,
                }
            });
        };
        if self.rounds_begin && matches!(val, Val::Static(Thing::Function(_))) {
            return Err(refuse(at, "a function kept in the head of a loop", "declare it before the loop"));
        }
        if found.constant {
            return Err(refuse(at, format!("an assignment to the constant {name}"), "declare it with let"));
        }
        if matches!(self.get(found.symbol), Val::Early) {
            return Err(refuse(
                at,
                format!("the variable {name} before its declaration"),
                "declare it before it is used",
            ));
        }
        self.set(found.symbol, val);
        Ok(())
    }

    /// Gives a declared name its first value.
    pub(super) fn initialise(&mut self, name: &str, at: u32, val: Val<'a>) -> Result<()> {
        match self.lookup(name) {
            Some(found) => self.set(found.symbol, val),
            None => return Err(refuse(at, format!("the declaration of {name}"), "declare it in a block of its own")),
        }
        Ok(())
    }
}

impl Scope<'_> {
    /// Whether it has been left.
    pub fn has_ended(&self) -> bool {
        self.closed.get()
    }

    pub fn symbols(&self) -> impl Iterator<Item = Symbol> {
        self.names.values().map(|name| name.symbol)
    }

    pub(super) fn outermost() -> Rc<Self> {
        Rc::new(Scope { names: BTreeMap::new(), parent: None, closed: Cell::new(false) })
    }
}

impl<'a> Code<'a> {
    /// Its place in the source, by which functions are told apart.
    pub fn at(&self) -> u32 {
        match self {
            Code::Arrow(arrow) => arrow.span.start,
            Code::Function(function) => function.span.start,
        }
    }
}

impl<'a> Declared<'a> {
    /// Those of a parameter.
    pub fn parameter(&mut self, name: &'a str, at: u32) {
        self.names.remove(name);
        self.vars.insert(name, at);
    }

    /// Adds those of the parameters, which a `var` of the same name does not replace.
    pub fn under(&mut self, parameters: Declared<'a>) {
        self.vars.extend(parameters.vars);
    }

    /// A function expression's own name, the function's in it.
    pub fn own_name(&mut self, name: &'a str, at: u32, function: &'a Function<'a>) {
        self.names.insert(name, (at, true));
        self.functions.push((name, function));
    }

    /// Those that a block declares itself: `let`, `const`, classes and functions.
    pub fn block(&mut self, statements: &'a [Statement<'a>]) {
        for statement in statements {
            match statement.as_declaration() {
                Some(Declaration::VariableDeclaration(declaration)) => self.variables(declaration, false),
                Some(Declaration::FunctionDeclaration(function)) => {
                    if let Some(id) = &function.id {
                        let name = id.name.as_str();
                        // As a variable: it can be assigned, and declared twice.
                        self.vars.entry(name).or_insert(id.span.start);
                        self.functions.push((name, function));
                    }
                }
                _ => {}
            }
        }
    }

    /// The `let` and `const` of a declaration, or its `var`.
    pub fn variables(&mut self, declaration: &'a VariableDeclaration<'a>, var: bool) {
        if (declaration.kind == VariableDeclarationKind::Var) != var {
            return;
        }
        let constant = declaration.kind != VariableDeclarationKind::Let;
        for declarator in &declaration.declarations {
            bound(&declarator.id, &mut |name, at| {
                if var {
                    self.vars.entry(name).or_insert(at);
                } else {
                    self.names.insert(name, (at, constant));
                }
            });
        }
    }

    /// Every `var` of a function's statements, wherever it stands.
    pub fn hoisted(&mut self, statements: &'a [Statement<'a>]) {
        for statement in statements {
            self.hoisted_from(statement);
        }
    }

    fn hoisted_from(&mut self, statement: &'a Statement<'a>) {
        match statement {
            Statement::VariableDeclaration(declaration) => self.variables(declaration, true),
            Statement::BlockStatement(block) => self.hoisted(&block.body),
            Statement::IfStatement(choice) => {
                self.hoisted_from(&choice.consequent);
                if let Some(alternate) = &choice.alternate {
                    self.hoisted_from(alternate);
                }
            }
            Statement::ForStatement(repeat) => {
                if let Some(ForStatementInit::VariableDeclaration(declaration)) = &repeat.init {
                    self.variables(declaration, true);
                }
                self.hoisted_from(&repeat.body);
            }
            Statement::WhileStatement(repeat) => self.hoisted_from(&repeat.body),
            Statement::DoWhileStatement(repeat) => self.hoisted_from(&repeat.body),
            Statement::LabeledStatement(labelled) => self.hoisted_from(&labelled.body),
            Statement::SwitchStatement(switch) => switch.cases.iter().for_each(|case| self.hoisted(&case.consequent)),
            _ => {}
        }
    }
}

/// Every name that a pattern binds.
pub(super) fn bound<'a>(pattern: &'a BindingPattern<'a>, visit: &mut impl FnMut(&'a str, u32)) {
    match pattern {
        BindingPattern::BindingIdentifier(id) => visit(id.name.as_str(), id.span.start),
        BindingPattern::ObjectPattern(object) => {
            for property in &object.properties {
                bound(&property.value, visit);
            }
        }
        // Refused where the declaration is lowered.
        BindingPattern::ArrayPattern(_) | BindingPattern::AssignmentPattern(_) => {}
    }
}

/// No exit taken.
pub(super) const NOT_TAKEN: Val<'static> = Val::Bool(Mask::Is(false));

/// An exit that is taken.
pub(super) const TAKEN: Val<'static> = Val::Bool(Mask::Is(true));
