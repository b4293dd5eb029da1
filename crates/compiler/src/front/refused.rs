//! What is outside of the subset, by the names users know, each with what to do instead.

use super::{Stop, refuse};
use oxc_ast::ast::{
    AssignmentTarget, BinaryExpression, BindingPattern, Expression, SimpleAssignmentTarget, Statement, UnaryExpression,
};
use oxc_span::GetSpan;
use oxc_syntax::operator::{BinaryOperator, UnaryOperator};

const NUMBERS: &str = "compute with numbers; text and objects are not in the subset";
const PARAMETERS: &str = "pass what the function needs as parameters or consts";

pub(super) fn expression(expression: &Expression) -> Stop {
    let (what, remedy) = match expression {
        Expression::BigIntLiteral(_) => ("a bigint", "use a number"),
        Expression::StringLiteral(_) => ("a string", NUMBERS),
        Expression::TemplateLiteral(_) | Expression::TaggedTemplateExpression(_) => ("a template string", NUMBERS),
        Expression::RegExpLiteral(_) => ("a regular expression", NUMBERS),
        Expression::ArrayExpression(_) => {
            ("an array literal", "use variables, or pass a typed array: { consts: { table } }")
        }
        Expression::ObjectExpression(_) => ("an object literal", "use one variable for each member"),
        Expression::ClassExpression(_) => ("a class", NUMBERS),
        Expression::NewExpression(_) => ("new", NUMBERS),
        Expression::ThisExpression(_) => ("this", PARAMETERS),
        Expression::Super(_) => ("super", PARAMETERS),
        Expression::AwaitExpression(_) => ("await", "wait before the call, and pass the result"),
        Expression::YieldExpression(_) => ("yield", "return one number for each element"),
        Expression::ImportExpression(_) | Expression::ImportMeta(_) => ("import", PARAMETERS),
        Expression::NewTarget(_) => ("new.target", PARAMETERS),
        Expression::ChainExpression(_) => ("optional chaining", "test with === undefined, or use ??"),
        Expression::PrivateFieldExpression(_) | Expression::PrivateInExpression(_) => ("a private member", PARAMETERS),
        Expression::UnaryExpression(unary) => return self::unary(unary),
        _ => ("this expression", "use numbers, operators and the functions of Math"),
    };
    refuse(expression.span().start, what, remedy)
}

fn unary(unary: &UnaryExpression) -> Stop {
    let (what, remedy) = match unary.operator {
        UnaryOperator::Typeof => ("typeof", "an element is a number; test for undefined with === undefined"),
        _ => ("delete", "assign undefined"),
    };
    refuse(unary.span.start, what, remedy)
}

pub(super) fn binary(binary: &BinaryExpression) -> Stop {
    let what = if binary.operator == BinaryOperator::In { "the operator in" } else { "instanceof" };
    refuse(binary.span.start, what, "compare numbers")
}

pub(super) fn statement(statement: &Statement) -> Stop {
    let (what, remedy) = match statement {
        Statement::ForInStatement(_) | Statement::ForOfStatement(_) => {
            ("for-in or for-of", "count with for (let i = 0; i < table.length; i++)")
        }
        Statement::ThrowStatement(_) => ("throw", "return a number that stands for the failure, as NaN"),
        Statement::TryStatement(_) => ("try", "nothing in the subset throws: leave it out"),
        Statement::ClassDeclaration(_) => ("a class", NUMBERS),
        Statement::WithStatement(_) => ("with", "name the object's members"),
        Statement::ImportDeclaration(_) => ("import", PARAMETERS),
        _ => ("this statement", "use let, if, for, while, do, switch and return"),
    };
    refuse(statement.span().start, what, remedy)
}

pub(super) fn pattern(pattern: &BindingPattern) -> Stop {
    refuse(pattern.span().start, "destructuring", "declare the variables one by one")
}

pub(super) fn target(target: &AssignmentTarget) -> Stop {
    match target.as_simple_assignment_target() {
        Some(simple) => super::shapes::counter(simple).unwrap_or_else(|| simple_target(simple)),
        None => refuse(target.span().start, "destructuring", "assign the variables one by one, with one more to swap"),
    }
}

pub(super) fn simple_target(target: &SimpleAssignmentTarget) -> Stop {
    refuse(
        target.span().start,
        "an assignment to a member or an element",
        "return the value: a function gives one result for each element, and tables are only read",
    )
}
