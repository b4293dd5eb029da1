//! What is outside of the subset is refused at its line and column, with its name and a remedy.

use super::run::{Compiled, refusal, signature};
use allcores_compiler::Reason;

#[track_caller]
fn refused(source: &str, construct: &str, place: (u32, u32)) {
    let refusal = refusal(source);
    assert_eq!(refusal.reason, Reason::Unsupported, "{source}: {refusal}");
    assert!(refusal.construct.contains(construct), "{source}: {refusal}");
    assert_eq!((refusal.line, refusal.column), place, "{source}: {refusal}");
    assert!(!refusal.remedy.is_empty(), "{source}: {refusal}");
}

#[test]
fn every_construct_by_its_name() {
    refused("(x) => [x]", "an array literal", (1, 8));
    refused("(x) => ({ x })", "an object literal", (1, 9));
    refused("(x) => 'a'", "a string", (1, 8));
    refused("(x) => `a${x}`", "a template string", (1, 8));
    refused("(x) => /a/.test(x)", "a regular expression", (1, 8));
    refused("(x) => 1n", "a bigint", (1, 8));
    refused("(x) => typeof x", "typeof", (1, 8));
    refused("(x) => new Date()", "new", (1, 8));
    refused("(x) => x instanceof Math", "instanceof", (1, 8));
    refused("(x) => x in Math", "the operator in", (1, 8));
    refused("(x) => delete x.y", "delete", (1, 8));
    refused("function (x) { return this.a }", "this", (1, 23));
    refused("function (x) { return arguments[0] }", "arguments", (1, 23));
    refused("(x) => x?.y", "optional chaining", (1, 8));
    refused("(x) => x.length", "the member length of a value", (1, 8));
    refused("(x) => x.toFixed(2)", "the member toFixed of a value", (1, 8));
    refused("(x) => Math.random()", "Math.random", (1, 8));
    refused("(x) => Math.nothing(x)", "Math.nothing", (1, 8));
    refused("(x) => parseInt(x)", "the global parseInt", (1, 8));
    refused("(x) => { console.log(x) }", "the global console", (1, 10));
    refused("(x) => { for (const y of x) ; }", "for-in or for-of", (1, 10));
    refused("(x) => { throw x }", "throw", (1, 10));
    refused("(x) => { try { x } catch { } }", "try", (1, 10));
    refused("(x) => { class A {} }", "a class", (1, 10));
    refused("({ x }) => x", "a destructured parameter", (1, 2));
    refused("(...x) => x", "a rest parameter", (1, 2));
    refused("(x) => { let [a] = x }", "destructuring", (1, 14));
    refused("(x, y) => { [x, y] = [y, x] }", "destructuring", (1, 13));
    refused("(x) => { x.y = 1 }", "an assignment to a member", (1, 10));
    refused("(x) => Math.max(...x)", "spread arguments", (1, 17));
    refused("async (x) => x", "an async function", (1, 1));
    refused("async function (x) { }", "an async function", (1, 1));
    refused("function* (x) { }", "a generator", (1, 1));
    refused("*a(x) { }", "a generator", (1, 3));
    refused("get a() { return 1 }", "an accessor", (1, 1));
    refused("class A { }", "a class", (1, 1));
    refused("(x) => x<!--y", "<!--", (1, 9));
}

#[test]
fn misuse_of_variables() {
    refused("(x) => { const a = 1; a = x }", "an assignment to the constant a", (1, 23));
    refused("(x) => { const a = 1; a++ }", "an assignment to the constant a", (1, 23));
    refused("(x) => { rate = x }", "an assignment to rate", (1, 10));
    refused("(x) => { table[0] = x }", "an assignment to a member or an element", (1, 10));
    refused("(x) => { a; let a = 1 }", "the variable a before its declaration", (1, 10));
    refused("(x) => { const f = () => a; f(); let a = 1; return a }", "the variable a before its declaration", (1, 26));
    refused("(x) => table", "a table as a value", (1, 8));
    refused("(x) => table.at(0)", "the member at of a table", (1, 14));
    refused("(x) => Math", "Math or Number as a value", (1, 8));
    refused("(x) => Math.sin", "a function as a value", (1, 8));
    refused("(x) => () => 1", "a function as a value", (1, 8));
    refused("(x) => x(1)", "a call of something that is no function", (1, 8));
    refused("(x) => { let a = null; if (x) a = 1; return a }", "the variable a, which holds", (1, 45));
}

#[test]
fn functions_that_cannot_be_inlined() {
    refused("function f(x) { return f(x) }", "a function that calls itself", (1, 24));
    refused("(x) => { const f = (n) => n < 1 ? 1 : f(n - 1); return f(x) }", "a function that calls itself", (1, 39));
    refused(
        "(x) => { const add = (a) => (b) => a + b; return add(1)(x) }",
        "a function used after the block it was declared in",
        (1, 50),
    );
    refused(
        "(x) => { for (let i = 0, f = () => i; i < 2; i++) x += f(); return x }",
        "a function declared in the head",
        (1, 15),
    );
}

#[test]
fn functions_that_would_see_the_variables_of_another_round() {
    let kept = "(x) => { let s = 0, f; for (let i = 0; i < 3; i++, s += f()) { f = () => i } return s }";
    refused(kept, "a function used after the block it was declared in", (1, 57));
    let test = "(x) => { let s = 0, f; for (let i = 0; f = () => i, i < 3; i++) s += f(); return s }";
    refused(test, "a function kept in the head of a loop", (1, 40));
    refused("function f(x) { f = 1 }", "an assignment to the constant f", (1, 17));
}

#[test]
fn a_counter_of_a_coverage_tool_is_named() {
    for source in [
        "(x) => { cov_1a2b().f[0]++; cov_1a2b().s[1]++; return x }",
        "(x) => { cov_1a2b.b[0][1]++; return x }",
        "(x) => { __coverage__['a.js'].s[0]++; return x }",
    ] {
        let refusal = refusal(source);
        assert!(refusal.construct.contains("coverage tool"), "{refusal}");
        assert!(refusal.remedy.contains("V8 coverage"), "{refusal}");
        assert_eq!((refusal.line, refusal.column), (1, 10), "{refusal}");
    }
}

#[test]
fn a_captured_variable_is_named_with_the_call_that_passes_it() {
    let value = refusal("(x) =>\n  x * factor");
    assert_eq!(value.reason, Reason::Captured("factor".to_owned()));
    assert_eq!((value.line, value.column), (2, 7));
    assert!(value.remedy.contains("{ consts: { factor } }"), "{value}");
    let function = refusal("(x) => helper(x)");
    assert_eq!(function.reason, Reason::Captured("helper".to_owned()));
    assert!(function.remedy.contains("declare helper inside"), "{function}");
    let import = refusal("(x) => x * (0, __vite_ssr_import_0__.rate)");
    assert_eq!(import.reason, Reason::Captured("__vite_ssr_import_0__".to_owned()));
    assert!(import.construct.contains("__vite_ssr_import_0__.rate"), "{import}");
    let assigned = refusal("(x) => { total += x }");
    assert_eq!(assigned.reason, Reason::Captured("total".to_owned()));
}

#[test]
fn columns_count_as_editors_do() {
    for (source, place) in [
        ("(x) =>\r\n  x + 'a'", (2, 7)),
        ("(x) =>\r  'a'", (2, 3)),
        ("(x) =>\u{2028} 'a'", (2, 2)),
        ("(x) => /* 𝄞é */ 'a'", (1, 18)),
        ("\u{feff}(x) => 'a'", (1, 8)),
        ("static m(x) { return 'a' }", (1, 22)),
        ("m(x) { return 'a' }", (1, 15)),
        ("#m(x) { return 'a' }", (1, 16)),
    ] {
        let refusal = refusal(source);
        assert_eq!((refusal.line, refusal.column), place, "{source:?}: {refusal}");
    }
}

#[test]
fn what_is_no_source_is_a_matter_of_syntax() {
    for source in
        ["", " ", "(x", "(x) =>", "function sin() { [native code] }", "(x) => x) + (1", "1;2", "{", "(x) => 'a"]
    {
        assert_eq!(refusal(source).reason, Reason::Syntax, "{source:?}");
    }
    let native = refusal("function sin() { [native code] }");
    assert_eq!(native.construct, "a native or bound function");
    for source in ["1", "x", "({})", "(() => 1, 2)", "x => x, y"] {
        assert!(front_refuses(source), "{source:?}");
    }
}

fn front_refuses(source: &str) -> bool {
    Compiled::new(source, &signature(2)).is_err()
}
