//! Calls: functions of the source are inlined, those of the language become operations.

use super::scope::{Closure, Code, Declared, NOT_TAKEN, Role, Scope, Symbol, bound};
use super::value::{Builtin, Mask, Thing, Val};
use super::{Lowerer, Result, refuse, shapes};
use oxc_ast::ast::{Argument, BindingPattern, CallExpression, Expression, FormalParameters, FunctionBody};
use oxc_span::GetSpan;
use std::rc::Rc;

/// A function that is being inlined.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    /// Its place in the source.
    at: u32,
    pub result: Symbol,
    pub returned: Symbol,
    /// The statements around the one at hand that can be left, outermost first.
    pub targets: Vec<super::exits::Target<'a>>,
}

impl<'a> Lowerer<'a> {
    pub(super) fn frame(&mut self) -> &mut Frame<'a> {
        self.frames.last_mut().expect("a function is being inlined")
    }

    pub(super) fn call(&mut self, call: &'a CallExpression<'a>) -> Result<Val<'a>> {
        if call.optional {
            return Err(refuse(call.span.start, "an optional call", "call the function without ?."));
        }
        if let Some(val) = self.helper_call(call)? {
            return Ok(val);
        }
        let callee = match &call.callee {
            Expression::FunctionExpression(function) => self.closure(Code::Function(function)),
            callee => self.expression(callee).map_err(|stop| shapes::as_callee(stop, callee))?,
        };
        match callee {
            Val::Static(Thing::Function(closure)) => {
                let arguments = self.arguments(call)?;
                self.inline(&closure, arguments, call.span.start)
            }
            Val::Static(Thing::Call(Builtin::Random)) => Err(refuse(
                call.span.start,
                "Math.random, which gives another number each time",
                "fill an array with random numbers first and pass it",
            )),
            Val::Static(thing @ (Thing::Call(_) | Thing::Number)) => {
                let builtin = if let Thing::Call(builtin) = thing { builtin } else { Builtin::ToNumber };
                let arguments = self.arguments(call)?;
                for (val, argument) in arguments.iter().zip(&call.arguments) {
                    self.data(val, argument.span().start)?;
                }
                Ok(self.builtin(builtin, &arguments))
            }
            _ => Err(refuse(
                call.span.start,
                "a call of something that is no function",
                "call functions of Math, or functions declared inside this one",
            )),
        }
    }

    fn arguments(&mut self, call: &'a CallExpression<'a>) -> Result<Vec<Val<'a>>> {
        call.arguments
            .iter()
            .map(|argument| match argument {
                Argument::SpreadElement(spread) => {
                    Err(refuse(spread.span.start, "spread arguments", "write the arguments one by one"))
                }
                argument => self.expression(argument.to_expression()),
            })
            .collect()
    }

    pub(super) fn closure(&self, code: Code<'a>) -> Val<'a> {
        Val::Static(Thing::Function(Rc::new(Closure { code, scope: self.scope.clone() })))
    }

    /// What the function returns for these arguments.
    pub(super) fn inline(&mut self, closure: &Closure<'a>, arguments: Vec<Val<'a>>, call: u32) -> Result<Val<'a>> {
        let at = closure.code.at();
        self.count_step(call)?;
        if self.frames.iter().any(|frame| frame.at == at) {
            return Err(refuse(call, "a function that calls itself", "write it as a loop"));
        }
        if closure.scope.has_ended() {
            return Err(refuse(
                call,
                "a function used after the block it was declared in",
                "declare it where it is used, and pass what it needs as arguments",
            ));
        }
        self.deeper(call)?;
        let (result, returned) = (self.symbol(at, Role::Result), self.symbol(at, Role::Returned));
        self.set(returned, NOT_TAKEN);
        self.frames.push(Frame { at, result, returned, targets: Vec::new() });
        let caller = std::mem::replace(&mut self.scope, closure.scope.clone());
        let val = match closure.code {
            Code::Arrow(arrow) => {
                if arrow.r#async {
                    return Err(refuse(at, "an async function", "make it synchronous"));
                }
                match arrow.body.as_expression() {
                    Some(body) => {
                        let outer = self.parameters(&arrow.params, Declared::default(), arguments)?;
                        let whole = self.frames.len() == 1;
                        let val = if whole { self.operand(body)? } else { self.expression(body)? };
                        self.close(outer);
                        val
                    }
                    None => match &arrow.body {
                        oxc_ast::ast::ArrowFunctionBody::FunctionBody(body) => {
                            self.body(&arrow.params, body, arguments)?
                        }
                        _ => Val::Undefined,
                    },
                }
            }
            Code::Function(function) => {
                if function.r#async || function.generator {
                    let what = if function.generator { "a generator" } else { "an async function" };
                    return Err(refuse(at, what, "make it a plain function that returns its result"));
                }
                let mut own = Declared::default();
                if let Some(id) = &function.id {
                    own.own_name(id.name.as_str(), id.span.start, function);
                }
                // A declaration's name is its surroundings'; there it may stand for something else by now.
                let named = function.is_expression() || self.frames.len() == 1;
                let outer = named.then(|| self.open(own));
                let val = match &function.body {
                    Some(body) => self.body(&function.params, body, arguments)?,
                    None => Val::Undefined,
                };
                if let Some(outer) = outer {
                    self.close(outer);
                }
                val
            }
        };
        self.scope = caller;
        self.frames.pop();
        self.set(returned, Val::Dead);
        self.depth -= 1;
        Ok(val)
    }

    fn body(
        &mut self,
        params: &'a FormalParameters<'a>,
        body: &'a FunctionBody<'a>,
        arguments: Vec<Val<'a>>,
    ) -> Result<Val<'a>> {
        let mut declared = Declared::default();
        declared.block(&body.statements);
        declared.hoisted(&body.statements);
        let outer = self.parameters(params, declared, arguments)?;
        self.statements(&body.statements)?;
        let result = self.frame().result;
        self.where_active(|lowerer| {
            lowerer.set(result, Val::Undefined);
            Ok(())
        })?;
        let val = self.get(result).clone();
        self.set(result, Val::Dead);
        self.close(outer);
        match val {
            Val::Torn => Err(refuse(
                body.span.start,
                "a function that returns null or another function on some paths only",
                "return a number, a boolean or undefined",
            )),
            val => Ok(val),
        }
    }

    /// Opens the scope of a function and gives its parameters their values.
    fn parameters(
        &mut self,
        params: &'a FormalParameters<'a>,
        mut declared: Declared<'a>,
        arguments: Vec<Val<'a>>,
    ) -> Result<Rc<Scope<'a>>> {
        if let Some(rest) = &params.rest {
            return Err(refuse(rest.span.start, "a rest parameter", "name the parameters one by one"));
        }
        let mut declares = Declared::default();
        for param in &params.items {
            bound(&param.pattern, &mut |name, at| declares.parameter(name, at));
        }
        declared.under(declares);
        let outer = self.open(declared);
        let mut arguments = arguments.into_iter();
        for param in &params.items {
            let BindingPattern::BindingIdentifier(id) = &param.pattern else {
                return Err(refuse(
                    param.span.start,
                    "a destructured parameter",
                    "name each parameter, and pass one array or number for each",
                ));
            };
            let argument = arguments.next().unwrap_or(Val::Undefined);
            let val = match &param.initializer {
                None => argument,
                Some(initializer) => {
                    let missing = self.undefined(&argument);
                    self.choose(missing, |lowerer| lowerer.expression(initializer), |_| Ok(argument))?
                }
            };
            let (name, at) = (id.name.as_str(), id.span.start);
            let function = self.lookup(name).is_some_and(|found| {
                matches!(self.get(found.symbol), Val::Static(Thing::Function(declared))
                    if Rc::ptr_eq(&declared.scope, &self.scope))
            });
            if !function {
                self.initialise(name, at, val)?;
            }
        }
        Ok(outer)
    }

    /// Refuses what is no number, boolean or undefined.
    pub(super) fn data(&self, val: &Val<'a>, at: u32) -> Result<()> {
        let (what, remedy) = match val {
            Val::Static(Thing::Function(_) | Thing::Call(_)) => {
                ("a function as a value", "call it, or keep it in a const")
            }
            Val::Static(Thing::Table(_)) => ("a table as a value", "use its elements (table[i]) or its length"),
            Val::Static(Thing::Math | Thing::Number) => ("Math or Number as a value", "use what it holds, as Math.sin"),
            Val::Torn => (
                "a value that is a function, null or a number depending on the path",
                "use a number, a boolean or undefined on every path",
            ),
            _ => return Ok(()),
        };
        Err(refuse(at, what, remedy))
    }

    /// Where no exit has been taken: what follows runs there.
    pub(super) fn active(&mut self) -> Mask {
        let exited = self.exited(None);
        self.not(exited)
    }

    /// Where the function has returned, or one of the statements around has been left.
    pub(super) fn exited(&mut self, except: Option<Symbol>) -> Mask {
        let mut exited = Mask::Is(false);
        for flag in self.frame().flags() {
            if let (true, Val::Bool(taken)) = (Some(flag) != except, self.get(flag)) {
                exited = self.or(exited, *taken);
            }
        }
        exited
    }

    /// Within a region that runs only where no exit has been taken.
    pub(super) fn clear_exits(&mut self) {
        for flag in self.pending() {
            self.set(flag, NOT_TAKEN);
        }
    }

    /// The exits that some have taken.
    pub(super) fn pending(&mut self) -> Vec<Symbol> {
        let mut flags = self.frame().flags();
        flags.retain(|&flag| !self.get(flag).same(&NOT_TAKEN));
        flags
    }

    pub(super) fn deeper(&mut self, at: u32) -> Result<()> {
        self.depth += 1;
        if self.depth > super::DEPTH { Err(super::too_large(at)) } else { Ok(()) }
    }
}

impl Frame<'_> {
    /// The exits that may have been taken.
    fn flags(&self) -> Vec<Symbol> {
        let mut flags = vec![self.returned];
        for target in &self.targets {
            flags.push(target.broken);
            flags.extend(target.continued);
        }
        flags
    }
}
