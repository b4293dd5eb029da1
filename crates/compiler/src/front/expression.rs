//! Expressions.

use super::scope::Code;
use super::value::{Mask, Thing, Val};
use super::{Lowerer, Result, math, refuse, refused, shapes};
use crate::ir::{Op, Type};
use oxc_ast::ast::{
    AssignmentExpression, AssignmentTarget, BinaryExpression, ComputedMemberExpression, Expression,
    SimpleAssignmentTarget, StaticMemberExpression, UpdateExpression,
};
use oxc_span::GetSpan;
use oxc_syntax::operator::{AssignmentOperator, BinaryOperator, LogicalOperator, UnaryOperator, UpdateOperator};

impl<'a> Lowerer<'a> {
    /// The value of an expression, of any sort.
    pub(super) fn expression(&mut self, expression: &'a Expression<'a>) -> Result<Val<'a>> {
        self.count_step(expression.span().start)?;
        self.deeper(expression.span().start)?;
        let val = self.expression_here(expression)?;
        self.depth -= 1;
        Ok(val)
    }

    fn expression_here(&mut self, expression: &'a Expression<'a>) -> Result<Val<'a>> {
        match expression {
            Expression::NumericLiteral(literal) => Ok(Val::Constant(literal.value)),
            Expression::BooleanLiteral(literal) => Ok(Val::Bool(Mask::Is(literal.value))),
            Expression::NullLiteral(_) => Ok(Val::Null),
            Expression::Identifier(identifier) => self.identifier(identifier),
            Expression::ParenthesizedExpression(inner) => self.expression(&inner.expression),
            Expression::BinaryExpression(binary) => self.binary_expression(binary),
            Expression::UnaryExpression(unary) => match unary.operator {
                UnaryOperator::LogicalNot => {
                    let truth = self.condition(&unary.argument)?;
                    Ok(Val::Bool(self.not(truth)))
                }
                UnaryOperator::Void => {
                    self.expression(&unary.argument)?;
                    Ok(Val::Undefined)
                }
                UnaryOperator::Typeof | UnaryOperator::Delete => Err(refused::expression(expression)),
                operator => {
                    let val = self.operand(&unary.argument)?;
                    Ok(self.apply_unary(operator, &val))
                }
            },
            Expression::LogicalExpression(logical) => {
                let left = self.expression(&logical.left)?;
                self.logical(logical.operator, left, logical.left.span().start, |lowerer| {
                    lowerer.expression(&logical.right)
                })
            }
            Expression::ConditionalExpression(choice) => {
                let cond = self.condition(&choice.test)?;
                self.choose(
                    cond,
                    |lowerer| lowerer.expression(&choice.consequent),
                    |lowerer| lowerer.expression(&choice.alternate),
                )
            }
            Expression::SequenceExpression(sequence) => {
                let mut val = Val::Undefined;
                for expression in &sequence.expressions {
                    val = self.expression(expression)?;
                }
                Ok(val)
            }
            Expression::AssignmentExpression(assignment) => self.assignment(assignment),
            Expression::UpdateExpression(update) => self.update(update),
            Expression::CallExpression(call) => self.call(call),
            Expression::ArrowFunctionExpression(arrow) => Ok(self.closure(Code::Arrow(arrow))),
            Expression::FunctionExpression(function) => Ok(self.closure(Code::Function(function))),
            Expression::StaticMemberExpression(member) => self.member(member),
            Expression::ComputedMemberExpression(member) => self.computed_member(member),
            expression => Err(refused::expression(expression)),
        }
    }

    /// The value of an expression that has to be a number, a boolean or undefined.
    pub(super) fn operand(&mut self, expression: &'a Expression<'a>) -> Result<Val<'a>> {
        let val = self.expression(expression)?;
        self.data(&val, expression.span().start)?;
        Ok(val)
    }

    /// The truth of an expression. Unlike its value it never mixes types.
    pub(super) fn condition(&mut self, expression: &'a Expression<'a>) -> Result<Mask> {
        let Expression::LogicalExpression(logical) = expression.without_parentheses() else {
            let val = self.expression(expression)?;
            if matches!(val, Val::Torn) {
                self.data(&val, expression.span().start)?;
            }
            return Ok(self.truth(&val));
        };
        let (known, operator) = match logical.operator {
            LogicalOperator::And => (false, logical.operator),
            LogicalOperator::Or => (true, logical.operator),
            LogicalOperator::Coalesce => {
                let val = self.expression(expression)?;
                return Ok(self.truth(&val));
            }
        };
        self.count_step(logical.span.start)?;
        self.deeper(logical.span.start)?;
        let left = self.condition(&logical.left)?;
        let right = |lowerer: &mut Self| Ok(Val::Bool(lowerer.condition(&logical.right)?));
        let settled = |_: &mut Self| Ok(Val::Bool(Mask::Is(known)));
        let val = match operator {
            LogicalOperator::And => self.choose(left, right, settled)?,
            _ => self.choose(left, settled, right)?,
        };
        self.depth -= 1;
        Ok(self.truth(&val))
    }

    /// Chains of operators lean to the left and may be long: they are walked, not descended.
    fn binary_expression(&mut self, binary: &'a BinaryExpression<'a>) -> Result<Val<'a>> {
        let mut chain = vec![binary];
        while let Expression::BinaryExpression(inner) = &chain[chain.len() - 1].left {
            chain.push(inner);
        }
        let first = &chain[chain.len() - 1].left;
        let mut left = self.expression(first)?;
        for binary in chain.into_iter().rev() {
            self.count_step(binary.span.start)?;
            if matches!(binary.operator, BinaryOperator::In | BinaryOperator::Instanceof) {
                return Err(refused::binary(binary));
            }
            let right = self.expression(&binary.right)?;
            self.data(&left, binary.left.span().start)?;
            self.data(&right, binary.right.span().start)?;
            left = self.apply_binary(binary.operator, &left, &right);
        }
        Ok(left)
    }

    /// `a && b`, `a || b` and `a ?? b` are one of the two.
    fn logical(
        &mut self,
        operator: LogicalOperator,
        left: Val<'a>,
        at: u32,
        right: impl FnOnce(&mut Self) -> Result<Val<'a>>,
    ) -> Result<Val<'a>> {
        if matches!(left, Val::Torn) {
            self.data(&left, at)?;
        }
        let keeps = match operator {
            LogicalOperator::And => {
                let truth = self.truth(&left);
                self.not(truth)
            }
            LogicalOperator::Or => self.truth(&left),
            LogicalOperator::Coalesce => {
                let missing = if matches!(left, Val::Null) { Mask::Is(true) } else { self.undefined(&left) };
                self.not(missing)
            }
        };
        self.choose(keeps, |_| Ok(left), right)
    }

    fn assignment(&mut self, assignment: &'a AssignmentExpression<'a>) -> Result<Val<'a>> {
        let AssignmentTarget::AssignmentTargetIdentifier(target) = &assignment.left else {
            return Err(refused::target(&assignment.left));
        };
        let (name, at) = (target.name.as_str(), target.span.start);
        let val = if assignment.operator == AssignmentOperator::Assign {
            self.expression(&assignment.right)?
        } else if let Some(operator) = assignment.operator.to_logical_operator() {
            let left = self.identifier(target)?;
            return self.logical(operator, left, at, |lowerer| {
                let val = lowerer.expression(&assignment.right)?;
                lowerer.assign(name, at, val.clone())?;
                Ok(val)
            });
        } else {
            let operator = assignment.operator.to_binary_operator().expect("neither plain nor logical");
            let left = self.identifier(target)?;
            self.data(&left, at)?;
            let right = self.operand(&assignment.right)?;
            self.apply_binary(operator, &left, &right)
        };
        self.assign(name, at, val.clone())?;
        Ok(val)
    }

    fn update(&mut self, update: &'a UpdateExpression<'a>) -> Result<Val<'a>> {
        let target = match &update.argument {
            SimpleAssignmentTarget::AssignmentTargetIdentifier(target) => target,
            target => return Err(shapes::counter(target).unwrap_or_else(|| refused::simple_target(target))),
        };
        let (name, at) = (target.name.as_str(), target.span.start);
        let val = self.identifier(target)?;
        self.data(&val, at)?;
        let before = self.numeric(&val);
        let one = Val::Constant(1.0);
        let operator = match update.operator {
            UpdateOperator::Increment => BinaryOperator::Addition,
            UpdateOperator::Decrement => BinaryOperator::Subtraction,
        };
        let after = self.apply_binary(operator, &before, &one);
        self.assign(name, at, after.clone())?;
        Ok(if update.prefix { after } else { before })
    }

    fn member(&mut self, member: &'a StaticMemberExpression<'a>) -> Result<Val<'a>> {
        let object = self.expression(&member.object).map_err(|stop| shapes::as_member(stop, member))?;
        self.property(&object, member.property.name.as_str(), member.span.start, member.property.span.start)
    }

    /// `object.name`.
    pub(super) fn property(&mut self, object: &Val<'a>, name: &str, at: u32, name_at: u32) -> Result<Val<'a>> {
        match object {
            Val::Static(Thing::Math) => math::of_math(name).ok_or_else(|| {
                refuse(at, format!("Math.{name}"), "Math has no such function in the subset; write it out")
            }),
            Val::Static(Thing::Number) => math::of_number(name)
                .ok_or_else(|| refuse(at, format!("Number.{name}"), "use the functions of Math instead")),
            Val::Static(Thing::Table(table)) if name == "length" => {
                Ok(Val::Number(self.emit(Type::F64, Op::Length(*table))))
            }
            Val::Static(Thing::Table(_)) => Err(refuse(
                name_at,
                format!("the member {name} of a table"),
                "use its elements (table[i]) or its length",
            )),
            _ => Err(refuse(
                at,
                format!("the member {name} of a value"),
                "an element is a number, which has no members in the subset; use operators and Math",
            )),
        }
    }

    fn computed_member(&mut self, member: &'a ComputedMemberExpression<'a>) -> Result<Val<'a>> {
        let at = member.span.start;
        let object = self.expression(&member.object)?;
        if let Expression::StringLiteral(name) = member.expression.without_parentheses() {
            return self.property(&object, name.value.as_str(), at, name.span.start);
        }
        let Val::Static(Thing::Table(table)) = object else {
            return Err(refuse(
                at,
                "an element of something that is no table",
                "pass the array among consts and index that: { consts: { table } }",
            ));
        };
        let val = self.operand(&member.expression)?;
        // table[true] is a member of another name: there is none.
        let named = self.boolean(&val);
        let index = self.number(&val);
        let none = self.undefined(&val);
        let none = self.or(none, named);
        let lookup = self.emit(Type::F64, Op::Lookup { table, index });
        let within = Mask::Where(self.emit(Type::Mask, Op::Within { table, index }));
        let outside = self.not(within);
        let undefined = self.or(outside, none);
        let number = match named {
            Mask::Is(false) => lookup,
            Mask::Is(true) => return Ok(Val::Undefined),
            Mask::Where(named) => {
                let nan = self.f64(f64::NAN);
                self.emit(Type::F64, Op::Select(named, nan, lookup))
            }
        };
        Ok(Val::Mixed { number, undefined, boolean: Mask::Is(false) })
    }
}
