//! Statements.
//!
//! There are no jumps in the form: `break`, `continue` and `return` set a flag, and what
//! follows runs only where none is set. Where one side of an `if` always leaves, what
//! follows simply becomes part of the other side, and no flag is ever tested.

use super::exits::Target;
use super::merge::{Branch, CHEAP};
use super::scope::{Declared, Role, TAKEN};
use super::value::{Mask, Thing, Val};
use super::{Lowerer, Result, refuse, refused};
use oxc_ast::ast::{
    BindingPattern, IfStatement, LabeledStatement, ObjectPattern, PropertyKey, Statement, VariableDeclaration,
    VariableDeclarationKind,
};
use oxc_span::GetSpan;

/// Beyond this depth, statements that follow an exit are guarded one by one rather than nested.
const NEST_REST: usize = 100;

impl<'a> Lowerer<'a> {
    /// Statements in order. Their scope is open.
    pub(super) fn statements(&mut self, list: &'a [Statement<'a>]) -> Result<()> {
        for (k, statement) in list.iter().enumerate() {
            let rest = &list[k + 1..];
            if let Statement::IfStatement(choice) = statement {
                if self.if_statement(choice, rest)? {
                    return Ok(());
                }
            } else {
                self.statement(statement)?;
            }
            if rest.is_empty() {
                break;
            }
            if !self.pending().is_empty() {
                if self.nesting < NEST_REST {
                    return self.where_active(|lowerer| lowerer.statements(rest));
                }
                return rest.iter().try_for_each(|statement| self.where_active(|lowerer| lowerer.statement(statement)));
            }
        }
        Ok(())
    }

    pub(super) fn statement(&mut self, statement: &'a Statement<'a>) -> Result<()> {
        self.at = statement.span().start;
        self.count_step(self.at)?;
        self.deeper(self.at)?;
        self.statement_here(statement)?;
        self.depth -= 1;
        Ok(())
    }

    fn statement_here(&mut self, statement: &'a Statement<'a>) -> Result<()> {
        match statement {
            Statement::EmptyStatement(_) | Statement::FunctionDeclaration(_) | Statement::DebuggerStatement(_) => {
                Ok(())
            }
            Statement::ExpressionStatement(expression) => self.expression(&expression.expression).map(|_| ()),
            Statement::VariableDeclaration(declaration) => self.declaration(declaration),
            Statement::BlockStatement(block) => {
                let mut declared = Declared::default();
                declared.block(&block.body);
                self.scoped(declared, |lowerer| lowerer.statements(&block.body))
            }
            Statement::IfStatement(choice) => self.if_statement(choice, &[]).map(|_| ()),
            Statement::ReturnStatement(statement) => {
                let val = match &statement.argument {
                    Some(argument) if self.frames.len() == 1 => self.operand(argument)?,
                    Some(argument) => self.expression(argument)?,
                    None => Val::Undefined,
                };
                let (result, returned) = (self.frame().result, self.frame().returned);
                self.set(result, val);
                self.set(returned, TAKEN);
                Ok(())
            }
            Statement::BreakStatement(statement) => {
                let label = statement.label.as_ref().map(|label| label.name.as_str());
                let target = self.frame().targets.iter().rev().find(|target| target.breaks(label));
                let flag = target.map(|target| target.broken);
                self.exit(flag, statement.span.start)
            }
            Statement::ContinueStatement(statement) => {
                let label = statement.label.as_ref().map(|label| label.name.as_str());
                let target = self.frame().targets.iter().rev().find(|target| target.continues(label));
                let flag = target.and_then(|target| target.continued);
                self.exit(flag, statement.span.start)
            }
            Statement::LabeledStatement(labelled) => self.labelled(labelled),
            Statement::ForStatement(repeat) => self.for_statement(repeat, Vec::new()),
            Statement::WhileStatement(repeat) => self.while_statement(repeat, Vec::new()),
            Statement::DoWhileStatement(repeat) => self.do_while_statement(repeat, Vec::new()),
            Statement::SwitchStatement(switch) => self.switch(switch),
            statement => Err(refused::statement(statement)),
        }
    }

    fn exit(&mut self, flag: Option<super::scope::Symbol>, at: u32) -> Result<()> {
        let flag = flag.ok_or_else(|| refuse(at, "a jump to nowhere", "name a statement around it"))?;
        self.set(flag, TAKEN);
        Ok(())
    }

    /// An `if` with what follows it in its list; says whether that has been lowered too.
    fn if_statement(&mut self, choice: &'a IfStatement<'a>, rest: &'a [Statement<'a>]) -> Result<bool> {
        self.at = choice.span.start;
        self.count_step(self.at)?;
        self.deeper(self.at)?;
        let cond = match self.condition(&choice.test)? {
            Mask::Where(cond) => cond,
            Mask::Is(known) => {
                if known {
                    self.embedded(Some(&choice.consequent))?;
                } else {
                    self.embedded(choice.alternate.as_ref())?;
                }
                self.depth -= 1;
                return Ok(false);
            }
        };
        let nests = !rest.is_empty() && self.nesting < NEST_REST;
        let then = self.branch(|lowerer| lowerer.embedded(Some(&choice.consequent)))?;
        let otherwise = self.branch(|lowerer| {
            let active = lowerer.embedded(choice.alternate.as_ref())?;
            if nests && then.result == Mask::Is(false) {
                lowerer.where_active(|lowerer| lowerer.statements(rest))?;
            }
            Ok(active)
        })?;
        let taken = nests && (then.result == Mask::Is(false) || otherwise.result == Mask::Is(false));
        let then = if taken && then.result != Mask::Is(false) {
            self.resume(then.block, then.changes, |lowerer| {
                lowerer.where_active(|lowerer| lowerer.statements(rest))?;
                Ok(then.result)
            })?
        } else {
            then
        };
        self.join(cond, without_result(then), without_result(otherwise), CHEAP);
        self.depth -= 1;
        Ok(taken)
    }

    /// A statement of an `if` or a label; gives where it does not leave.
    fn embedded(&mut self, statement: Option<&'a Statement<'a>>) -> Result<Mask> {
        if let Some(statement) = statement {
            let list = std::slice::from_ref(statement);
            let mut declared = Declared::default();
            declared.block(list);
            self.scoped(declared, |lowerer| lowerer.statement(statement))?;
        }
        Ok(self.active())
    }

    fn labelled(&mut self, labelled: &'a LabeledStatement<'a>) -> Result<()> {
        let mut labels = vec![labelled.label.name.as_str()];
        let mut body = &labelled.body;
        while let Statement::LabeledStatement(inner) = body {
            labels.push(inner.label.name.as_str());
            body = &inner.body;
        }
        match body {
            Statement::ForStatement(repeat) => self.for_statement(repeat, labels),
            Statement::WhileStatement(repeat) => self.while_statement(repeat, labels),
            Statement::DoWhileStatement(repeat) => self.do_while_statement(repeat, labels),
            body => {
                let broken = self.symbol(labelled.span.start, Role::Broken);
                self.enter(Target { labels, plain: false, broken, continued: None });
                self.embedded(Some(body))?;
                self.leave();
                Ok(())
            }
        }
    }

    pub(super) fn declaration(&mut self, declaration: &'a VariableDeclaration<'a>) -> Result<()> {
        let var = match declaration.kind {
            VariableDeclarationKind::Var => true,
            VariableDeclarationKind::Let | VariableDeclarationKind::Const => false,
            _ => return Err(refuse(declaration.span.start, "a using declaration", "declare it with const")),
        };
        for declarator in &declaration.declarations {
            match (&declarator.id, &declarator.init) {
                (BindingPattern::BindingIdentifier(id), init) => {
                    let val = match init {
                        Some(init) => self.expression(init)?,
                        // `var x` leaves alone what it has.
                        None if var => continue,
                        None => Val::Undefined,
                    };
                    self.initialise(id.name.as_str(), id.span.start, val)?;
                }
                (BindingPattern::ObjectPattern(pattern), Some(init)) => {
                    let object = self.expression(init)?;
                    self.members(pattern, &object)?;
                }
                (pattern, _) => return Err(refused::pattern(pattern)),
            }
        }
        Ok(())
    }

    /// `const { sin, PI: pi } = Math`.
    fn members(&mut self, pattern: &'a ObjectPattern<'a>, object: &Val<'a>) -> Result<()> {
        if !matches!(object, Val::Static(Thing::Math | Thing::Number | Thing::Table(_))) || pattern.rest.is_some() {
            return Err(refuse(pattern.span.start, "destructuring", "declare the variables one by one"));
        }
        for property in &pattern.properties {
            let (PropertyKey::StaticIdentifier(key), BindingPattern::BindingIdentifier(id)) =
                (&property.key, &property.value)
            else {
                return Err(refuse(property.span.start, "destructuring", "declare the variables one by one"));
            };
            let val = self.property(object, key.name.as_str(), property.span.start, key.span.start)?;
            self.initialise(id.name.as_str(), id.span.start, val)?;
        }
        Ok(())
    }
}

fn without_result<T>(branch: Branch<'_, T>) -> Branch<'_, Val<'_>> {
    Branch { block: branch.block, changes: branch.changes, result: Val::Undefined, ends: branch.ends }
}
