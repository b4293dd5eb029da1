//! From text to tree: what `fn.toString()` can give, and limits that hold for any text.
//!
//! A function's text is an expression, or a method without the literal or class around
//! it; so it is parsed inside of what makes it whole, and places are told in the text as
//! it came. The parser and the lowering recurse. How deep is bounded by the number of
//! tokens that can nest, which is counted first; they run on a thread whose stack is
//! sized for that, whatever is left of the caller's.

use super::scope::Code;
use super::{Result, Stop, refuse, too_large};
use crate::refusal::{Reason, Refusal};
use oxc_allocator::Allocator;
use oxc_ast::ast::{
    ClassElement, Expression, MethodDefinitionKind, ObjectPropertyKind, Program, PropertyKind, Statement,
};
use oxc_parser::Parser;
use oxc_span::{GetSpan, SourceType};

/// Bytes of source, at most.
const LENGTH: usize = 256 << 10;
/// Tokens that may nest, at most.
const NESTING: usize = 16 << 10;
/// Stack for each token that may nest, generously: the parser's frames for one level of parentheses.
const STACK_PER_TOKEN: usize = if cfg!(debug_assertions) { 24 << 10 } else { 6 << 10 };
/// Stack for the lowering, which limits its own depth.
const STACK: usize = if cfg!(debug_assertions) { 64 << 20 } else { 16 << 20 };

/// What is put around the source.
#[derive(Clone, Copy)]
enum Wrapper {
    Expression,
    Method,
    ClassMember,
}

impl Wrapper {
    const fn around(self) -> (&'static str, &'static str) {
        match self {
            // The line breaks end a comment in the last line.
            Wrapper::Expression => ("(", "\n)"),
            Wrapper::Method => ("({", "\n})"),
            Wrapper::ClassMember => ("(class {", "\n})"),
        }
    }
}

/// Parses the source and hands its function to `lower`.
pub(super) fn with_function<T: Send>(
    source: &str,
    lower: impl for<'a> FnOnce(Code<'a>) -> Result<T> + Send,
) -> Result<T, Refusal> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let nesting = if source.len() > LENGTH { usize::MAX } else { nesting(source) };
    if nesting > NESTING {
        return Err(placed(too_large(0), source));
    }
    let work = || parsed(source, lower).map_err(|stop| placed(stop, source));
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .name("allcores-compile".to_owned())
            .stack_size(STACK + nesting * STACK_PER_TOKEN)
            .spawn_scoped(scope, work)
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .unwrap_or_else(|_| Err(placed(no_thread(), source)))
    })
}

fn no_thread() -> Stop {
    Stop { remedy: "no thread could be started to compile it: free some memory".to_owned(), ..too_large(0) }
}

fn parsed<T>(source: &str, lower: impl for<'a> FnOnce(Code<'a>) -> Result<T>) -> Result<T> {
    if let Some(at) = source.find("<!--") {
        // A comment in a script, two operators in a module: which of them is not to be seen.
        return Err(refuse(at as u32, "the characters <!--", "write a space between the operators"));
    }
    let mut first = None;
    for wrapper in [Wrapper::Expression, Wrapper::Method, Wrapper::ClassMember] {
        let (before, after) = wrapper.around();
        let text = format!("{before}{source}{after}");
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, &text, SourceType::script()).parse();
        let offset = before.len() as u32;
        let outcome = match parsed.diagnostics.errors().next() {
            Some(error) => {
                let at = error.labels.first().map_or(0, |label| label.offset());
                Err(not_parsed(source, at.saturating_sub(offset), &error.message))
            }
            None => function(allocator.alloc(parsed.program), wrapper, source).map_err(|stop| shifted(stop, offset)),
        };
        match outcome {
            Ok(code) => return lower(code).map_err(|stop| shifted(stop, offset)),
            Err(stop) => {
                // What parses but is no function is more to the point than what does not parse.
                let better = first
                    .as_ref()
                    .is_none_or(|first: &Stop| first.reason == Reason::Syntax && stop.reason != Reason::Syntax);
                if better {
                    first = Some(stop);
                }
            }
        }
    }
    Err(first.unwrap_or_else(|| not_parsed(source, 0, "nothing to parse")))
}

fn shifted(stop: Stop, offset: u32) -> Stop {
    Stop { at: stop.at.saturating_sub(offset), ..stop }
}

fn not_parsed(source: &str, at: u32, message: &str) -> Stop {
    let native = source.contains("[native code]");
    Stop {
        reason: Reason::Syntax,
        construct: if native {
            "a native or bound function".to_owned()
        } else {
            format!("source that does not parse ({message})")
        },
        remedy: if native {
            "write an arrow that calls it: (x) => Math.sin(x)".to_owned()
        } else {
            "pass a function written in JavaScript".to_owned()
        },
        at: if native { 0 } else { at },
    }
}

/// The function that the program consists of.
fn function<'a>(program: &'a Program<'a>, wrapper: Wrapper, source: &str) -> Result<Code<'a>> {
    let whole = match &program.body[..] {
        [Statement::ExpressionStatement(statement)] => match &statement.expression {
            Expression::ParenthesizedExpression(whole) => &whole.expression,
            _ => return Err(not_parsed(source, 0, "no function")),
        },
        _ => return Err(not_parsed(source, 0, "no function")),
    };
    match (wrapper, whole) {
        (Wrapper::Expression, Expression::ArrowFunctionExpression(arrow)) => Ok(Code::Arrow(arrow)),
        (Wrapper::Expression, Expression::FunctionExpression(function)) => Ok(Code::Function(function)),
        (Wrapper::Expression, Expression::ClassExpression(class)) => Err(no_function(class.span.start, "a class")),
        (Wrapper::Expression, value) => Err(no_function(value.span().start, "a value that is no function")),
        (Wrapper::Method, Expression::ObjectExpression(object)) => match &object.properties[..] {
            [ObjectPropertyKind::ObjectProperty(property)] => match (property.kind, &property.value) {
                (PropertyKind::Init, Expression::FunctionExpression(method)) if property.method => {
                    Ok(Code::Function(method))
                }
                (PropertyKind::Get | PropertyKind::Set, _) => Err(no_function(property.span.start, "an accessor")),
                _ => Err(not_parsed(source, 0, "no method")),
            },
            _ => Err(not_parsed(source, 0, "no method")),
        },
        (Wrapper::ClassMember, Expression::ClassExpression(class)) => match &class.body.body[..] {
            [ClassElement::MethodDefinition(method)] => match method.kind {
                MethodDefinitionKind::Method => Ok(Code::Function(&method.value)),
                MethodDefinitionKind::Constructor => Err(no_function(method.span.start, "a constructor")),
                MethodDefinitionKind::Get | MethodDefinitionKind::Set => {
                    Err(no_function(method.span.start, "an accessor"))
                }
            },
            _ => Err(not_parsed(source, 0, "no method")),
        },
        _ => Err(not_parsed(source, 0, "no method")),
    }
}

fn no_function(at: u32, what: &str) -> Stop {
    refuse(at, what, "pass an arrow, a function or a method")
}

/// How many tokens of the source may open another level of the tree: no less than its depth.
fn nesting(source: &str) -> usize {
    let mut count = 0;
    let mut word = String::new();
    for c in source.chars().chain([' ']) {
        if c.is_ascii_alphabetic() {
            word.push(c);
            continue;
        }
        count += usize::from(matches!(
            word.as_str(),
            "typeof" | "void" | "delete" | "new" | "await" | "yield" | "else" | "do" | "in" | "instanceof"
        ));
        word.clear();
        count +=
            usize::from(c.is_ascii_punctuation() && !matches!(c, '.' | ';' | ')' | ']' | '}' | '_' | '$' | '"' | '\''));
    }
    count
}

/// The refusal, with its place as editors count.
fn placed(stop: Stop, source: &str) -> Refusal {
    let mut at = (stop.at as usize).min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    let (mut line, mut start) = (1, 0);
    let bytes = source.as_bytes();
    for (k, c) in source[..at].char_indices() {
        let ends = match c {
            '\n' | '\u{2028}' | '\u{2029}' => true,
            '\r' => bytes.get(k + 1) != Some(&b'\n'),
            _ => false,
        };
        if ends {
            line += 1;
            start = k + c.len_utf8();
        }
    }
    let column = source[start..at].encode_utf16().count() as u32 + 1;
    Refusal { reason: stop.reason, construct: stop.construct, line, column, remedy: stop.remedy }
}
