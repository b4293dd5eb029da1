//! What tools make of a function: helper calls that stand for something else, imports
//! that have become members, and counters that a coverage tool put in.

use super::value::{Thing, Val};
use super::{Lowerer, Result, Stop, refuse};
use crate::ir::Binary;
use crate::refusal::Reason;
use allcores_simd::math::Function as Math;
use oxc_ast::ast::{CallExpression, Expression, SimpleAssignmentTarget, StaticMemberExpression};

/// Globals that hold no numbers, so that they are named for what they are rather than as captured.
const GLOBALS: &[&str] = &[
    "Array",
    "Atomics",
    "BigInt",
    "Buffer",
    "DataView",
    "Date",
    "Error",
    "Function",
    "Intl",
    "JSON",
    "Map",
    "Object",
    "Promise",
    "Proxy",
    "RangeError",
    "Reflect",
    "RegExp",
    "Set",
    "SharedArrayBuffer",
    "String",
    "Symbol",
    "TypeError",
    "WeakMap",
    "WeakRef",
    "WebAssembly",
    "ArrayBuffer",
    "Float32Array",
    "Float64Array",
    "Int32Array",
    "Uint8Array",
    "console",
    "crypto",
    "eval",
    "global",
    "globalThis",
    "parseFloat",
    "parseInt",
    "performance",
    "process",
    "require",
    "setTimeout",
    "structuredClone",
    "self",
    "window",
];

impl<'a> Lowerer<'a> {
    /// Whether a name is that of a function in the function.
    fn is_function(&self, name: &str) -> bool {
        self.lookup(name).is_some_and(|found| matches!(self.get(found.symbol), Val::Static(Thing::Function(_))))
    }

    /// Calls of helpers that compilers declare outside of the function.
    pub(super) fn helper_call(&mut self, call: &'a CallExpression<'a>) -> Result<Option<Val<'a>>> {
        let Expression::Identifier(callee) = &call.callee else { return Ok(None) };
        let name = callee.name.as_str();
        if self.constants.contains_key(name) || self.lookup(name).is_some() {
            return Ok(None);
        }
        let argument = |k: usize| call.arguments.get(k).and_then(|argument| argument.as_expression());
        let helper = name.trim_end_matches(|c: char| c.is_ascii_digit());
        match (helper, call.arguments.len()) {
            // esbuild: gives a function its name back. A minifier leaves a letter or two of the helper's own name.
            (_, 2) if helper == "__name" || name.len() <= 2 => match (argument(0), argument(1)) {
                (
                    Some(function @ (Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_))),
                    Some(Expression::StringLiteral(_)),
                ) => self.expression(function).map(Some),
                (Some(Expression::Identifier(function)), Some(Expression::StringLiteral(_)))
                    if helper == "__name" || self.is_function(function.name.as_str()) =>
                {
                    self.expression(argument(0).expect("just seen")).map(Some)
                }
                _ => Ok(None),
            },
            // esbuild and others: `**` for older engines.
            ("__pow" | "_pow", 2) => match (argument(0), argument(1)) {
                (Some(base), Some(exponent)) => {
                    let (base, exponent) = (self.operand(base)?, self.operand(exponent)?);
                    let (base, exponent) = (self.number(&base), self.number(&exponent));
                    Ok(Some(Val::Number(self.binary(Binary::Math(Math::Pow), base, exponent))))
                }
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }
}

/// A name that nothing declares.
pub(super) fn captured(name: &str, at: u32) -> Stop {
    if is_coverage(name) {
        return coverage(at);
    }
    if GLOBALS.contains(&name) {
        return refuse(at, format!("the global {name}"), "use numbers, operators and the functions of Math");
    }
    Stop {
        reason: Reason::Captured(name.to_owned()),
        construct: format!("the variable {name}, which is not declared in the function"),
        remedy: format!("pass its value by name: {{ consts: {{ {name} }} }}"),
        at,
    }
}

/// The same for what is called: a function cannot be passed.
pub(super) fn as_callee(stop: Stop, callee: &Expression) -> Stop {
    match (&stop.reason, callee.without_parentheses()) {
        (Reason::Captured(name), Expression::Identifier(_)) => Stop {
            construct: format!("the function {name}, which is not declared in the function"),
            remedy: format!("declare {name} inside of the function"),
            ..stop
        },
        _ => stop,
    }
}

/// The same for what is a member of a module: bundlers write `rate` as `module.rate`.
pub(super) fn as_member(stop: Stop, member: &StaticMemberExpression) -> Stop {
    let (Reason::Captured(object), Expression::Identifier(_)) = (&stop.reason, &member.object) else { return stop };
    let name = member.property.name.as_str();
    Stop {
        construct: format!("{object}.{name}, which is not declared in the function"),
        remedy: format!(
            "if it is a number or a typed array, pass it by name: {{ consts: {{ {name} }} }}, and use {name}"
        ),
        ..stop
    }
}

/// A counter of a coverage tool, if that is what is counted up.
pub(super) fn counter(target: &SimpleAssignmentTarget) -> Option<Stop> {
    let (mut root, at) = match target {
        SimpleAssignmentTarget::ComputedMemberExpression(member) => (&member.object, member.span.start),
        SimpleAssignmentTarget::StaticMemberExpression(member) => (&member.object, member.span.start),
        _ => return None,
    };
    loop {
        root = match root {
            Expression::CallExpression(call) => &call.callee,
            Expression::ComputedMemberExpression(member) => &member.object,
            Expression::StaticMemberExpression(member) => &member.object,
            Expression::Identifier(name) => return is_coverage(name.name.as_str()).then(|| coverage(at)),
            _ => return None,
        };
    }
}

fn is_coverage(name: &str) -> bool {
    name.starts_with("cov_") || name.starts_with("__cov_") || name == "__coverage__"
}

fn coverage(at: u32) -> Stop {
    refuse(
        at,
        "a counter that a coverage tool put in",
        "exclude this file from instrumentation, or use V8 coverage (c8, or the v8 provider of vitest and jest)",
    )
}
