//! Whatever the text: a function or a refusal, never a panic, an overflow of the stack or an endless wait.

use super::run::{lower, signature};
use allcores_compiler::Reason;
use proptest::prelude::*;

/// What the subset is made of, and what is next to it.
const TOKENS: &[&str] = &[
    "x",
    "y",
    "a",
    "b",
    "f",
    "rate",
    "table",
    "Math",
    "abs",
    "0",
    "1",
    "2.5",
    "1n",
    "'s'",
    "`t`",
    "/r/",
    "(",
    ")",
    "(",
    ")",
    "{",
    "}",
    "{",
    "}",
    "[",
    "]",
    ";",
    ",",
    ".",
    "=>",
    "=",
    "+=",
    "&&=",
    "??=",
    "+",
    "-",
    "*",
    "/",
    "%",
    "**",
    "<",
    ">",
    "===",
    "==",
    "!",
    "~",
    "++",
    "--",
    "&&",
    "||",
    "??",
    "?",
    ":",
    "?.",
    "...",
    "let",
    "const",
    "var",
    "if",
    "else",
    "for",
    "while",
    "do",
    "break",
    "continue",
    "return",
    "switch",
    "case",
    "default",
    "function",
    "void",
    "typeof",
    "undefined",
    "true",
    "null",
    "this",
    "new",
    "async",
    "await",
    "yield",
    "class",
    "static",
    "get",
    "in",
    "of",
    "\n",
    " ",
    "//",
    "/*",
    "*/",
    "\u{2028}",
    "\\u0061",
    "é",
    "\u{0}",
    "#",
    "@",
    "<!--",
    "-->",
    "l:",
    "with",
    "try",
];

fn sources() -> Vec<String> {
    include_str!("cases.txt")
        .lines()
        .skip(1)
        .step_by(2)
        .filter_map(|line| Some(line.split_once(' ')?.1.replace("\\n", "\n")))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_in_any_order(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..40), arrow in any::<bool>()) {
        let text = tokens.join(" ");
        let source = if arrow { format!("(x, y) => {{ {text} }}") } else { text };
        let _ = lower(&source, &signature(2));
    }

    #[test]
    fn functions_with_a_piece_replaced(
        source in prop::sample::select(sources()),
        at in any::<prop::sample::Index>(),
        length in 0_usize..12,
        tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..3),
    ) {
        let chars: Vec<char> = source.chars().collect();
        let at = at.index(chars.len());
        let end = (at + length).min(chars.len());
        let mutated: String = chars[..at].iter().copied().chain(tokens.join(" ").chars()).chain(chars[end..].iter().copied()).collect();
        let _ = lower(&mutated, &signature(2));
    }

    #[test]
    fn any_characters(source in any::<String>()) {
        let _ = lower(&source, &signature(2));
    }
}

#[test]
fn what_nests_without_end_is_too_large_or_wrong() {
    for (open, middle, close) in [
        ("(", "x", ")"),
        ("[", "x", "]"),
        ("{", "x", "}"),
        ("!", "x", ""),
        ("- ", "x", ""),
        ("typeof ", "x", ""),
        ("x => ", "x", ""),
        ("async x => ", "x", ""),
        ("x ? y : ", "x", ""),
        ("x ? ", "x", ": y"),
        ("x ** ", "x", ""),
        ("a = ", "x", ""),
        ("f(", "x", ")"),
        ("`${", "x", "}`"),
        ("new ", "x", ""),
        ("{ a: ", "x", "}"),
        ("function f() { ", "x", "}"),
        ("class { a = ", "x", "}"),
        ("x || y && ", "x", ""),
    ] {
        for times in [50, 3_000, 12_000, 400_000] {
            let source = format!("(x, y) => ({}{middle}{})", open.repeat(times), close.repeat(times));
            let refusal = lower(&source, &signature(2));
            assert!(times < 3_000 || refusal.is_err(), "{times} times {open}");
        }
    }
    for (open, middle, close) in [
        ("{", "", "}"),
        ("if (x) ", "y", ""),
        ("if (x) y; else ", "y", ""),
        ("while (x < y) ", "x++", ""),
        ("for (;x < y;) ", "x++", ""),
        ("do ", "x++", "; while (x < y)"),
        ("a: ", ";", ""),
        ("switch (x) { case 1: ", ";", "}"),
        ("with (x) ", ";", ""),
        ("try { ", ";", "} catch {}"),
    ] {
        for times in [20, 3_000, 12_000, 400_000] {
            let source = format!("(x, y) => {{ {}{middle}{} }}", open.repeat(times), close.repeat(times));
            let _ = lower(&source, &signature(2));
        }
    }
}

#[test]
fn what_is_long_but_flat_is_compiled() {
    let sum = format!("x => x{}", " + x".repeat(2_000));
    assert!(lower(&sum, &signature(1)).is_ok());
    let statements = format!("x => {{ {} return x }}", "x += 1;".repeat(2_000));
    assert!(lower(&statements, &signature(1)).is_ok());
    let choices: String = (0..300).map(|k| format!("if (x === {k}) return {};", k * k)).collect();
    assert!(lower(&format!("x => {{ {choices} }}"), &signature(1)).is_ok());
    let chain: String = (0..100).map(|k| format!("x === {k} ? {} : ", k * k)).collect();
    assert!(lower(&format!("x => {chain} 0"), &signature(1)).is_ok());
    let cases: String = (0..300).map(|k| format!("case {k}: return {};", k * k)).collect();
    assert!(lower(&format!("x => {{ switch (x) {{ {cases} }} }}"), &signature(1)).is_ok());
}

#[test]
fn what_would_grow_without_measure_is_too_large() {
    let mut doubling = "x => { const f0 = () => {}; ".to_owned();
    for k in 1..40 {
        doubling += &format!("const f{k} = () => {{ f{}(); f{}() }};", k - 1, k - 1);
    }
    let refusal = lower(&format!("{doubling} f39() }}"), &signature(1)).expect_err("2^39 calls");
    assert_eq!(refusal.reason, Reason::TooLarge);
    let loops = format!("x => {{ let s = 0; {} s++; return s }}", "while (s < x) ".repeat(20));
    assert!(lower(&loops, &signature(1)).is_ok(), "a loop in a loop is lowered a few times, not 2^20 times");
    let refusal = lower(&format!("x => {{ {} }}", "x += 1;".repeat(1_000_000)), &signature(1)).expect_err("7 MB");
    assert_eq!(refusal.reason, Reason::TooLarge);
}
