//! Which class a loop is of, what it needs from outside, and how its costs compare.

mod common;

use allcores_compiler::ir::{Block, Compare, Function, Stmt, Value};
use allcores_compiler::passes::{Analysis, LoopClass};
use common::parse;

/// The classes of the loops of a text, outer ones first.
fn classes(text: &str) -> Vec<String> {
    Analysis::of(&parse(text)).loops.iter().map(|facts| facts.class.to_string()).collect()
}

/// The values in the order of their definitions, for a function with one flat loop.
fn values(function: &Function) -> Vec<Value> {
    fn block(stmts: &Block, found: &mut Vec<Value>) {
        for stmt in stmts {
            match stmt {
                Stmt::Let(value, _) => found.push(*value),
                Stmt::If(_) => panic!("no choices here"),
                Stmt::Loop(repeat) => {
                    found.extend(repeat.params.iter().map(|param| param.value));
                    block(&repeat.head, found);
                    block(&repeat.body, found);
                    found.extend(repeat.results.iter().map(|exit| exit.value));
                }
            }
        }
    }
    let mut found = Vec::new();
    block(&function.body, &mut found);
    found
}

#[test]
fn a_bound_that_all_share_makes_a_loop_uniform() {
    let text = "n = scalar(0) x = element(0)
        loop i = 0.0, s = x { } while lt(i, n) { next add(i, 1.0), mul(s, x) } exit i, s as j, t return add(j, t)";
    assert_eq!(classes(text), ["uniform"]);
}

#[test]
fn an_own_bound_makes_it_counted_however_it_is_written() {
    for (test, counts) in [
        ("lt(i, n)", true),
        ("ge(n, i)", true),
        ("gt(i, n)", true),
        ("lt(mul(i, i), n)", true),
        ("ne(i, n)", false),
        ("eq(i, n)", false),
        ("lt(s, n)", false),
        ("lt(i, s)", false),
        ("gt(n, s)", false),
        ("maskand(lt(i, n), lt(s, 5.0))", false),
    ] {
        let text = format!(
            "n = element(0)
             loop i = 0.0, s = 1.0 {{ }} while {test} {{ next add(i, 1.0), add(s, n) }} exit s as t return t"
        );
        assert_eq!(classes(&text), [if counts { "counted" } else { "divergent" }], "{test}");
    }
}

#[test]
fn the_counter_stands_to_the_left() {
    let function = parse("n = element(3) loop i = 0 { } while gti32(n, i) { next addi32(i, 1) } exit i as j return j");
    let LoopClass::Counted { compare, counter, bound } = Analysis::of(&function).loops[0].class else {
        panic!("{function}")
    };
    // n, 0, i
    assert_eq!((compare, bound.index(), counter.index()), (Compare::Lt, 0, 2));
}

#[test]
fn a_counter_is_uniform_in_a_loop_and_varying_after_it() {
    let function = parse(
        "n = element(0) k = scalar(0)
         loop i = 0.0 { } while lt(i, n) { next add(i, 1.0) } exit i, k as j, l return j",
    );
    let analysis = Analysis::of(&function);
    let uniform: Vec<bool> = values(&function).into_iter().map(|value| analysis.is_uniform(value)).collect();
    // n, k, 0, i, i < n, 1, i + 1, j, l: j is the i of different rounds, l is k.
    assert_eq!(uniform, [false, true, true, true, false, true, true, false, true], "{function}");
}

#[test]
fn a_counter_that_starts_apart_or_goes_apart_is_varying() {
    let text = "n = element(0) k = scalar(0)
        loop i = k { } while lt(i, k) {
          if lt(i, n) { give 1.0 } else { give 2.0 } as step
          next add(i, step)
        } exit i as j return j";
    assert_eq!(classes(text), ["divergent"]);
}

#[test]
fn inner_loops_follow_their_outer_one_and_know_their_depth() {
    let analysis = Analysis::of(&parse(
        "n = element(0) k = scalar(0)
         loop i = 0.0 { } while lt(i, k) {
           loop j = 0.0 { } while lt(j, n) { next add(j, 1.0) }
           loop j = 0.0 { } while lt(j, i) { next add(j, sqrt(k)) }
           next add(i, 1.0)
         }
         loop i = n { } while lt(i, k) { next add(i, 1.0) }
         return n",
    ));
    let facts: Vec<_> = analysis.loops.iter().map(|facts| (facts.class.to_string(), facts.depth)).collect();
    let want = [("uniform", 0), ("counted", 1), ("uniform", 1), ("divergent", 0)];
    assert_eq!(facts, want.map(|(class, depth)| (class.to_owned(), depth)));
    assert!(analysis.loops[2].round.cycles > analysis.loops[1].round.cycles);
    assert!(analysis.loops[0].round.loops && !analysis.loops[1].round.loops && analysis.cost.loops);
}

#[test]
fn what_a_loop_takes_along_is_what_it_uses_of_the_varying() {
    let function = parse(
        "x = element(0) y = element(1) z = element(2) k = scalar(0) w = element(3)
         loop i = x, s = 0.0 { } while lt(i, k) {
           if lt(i, y) { give 1.0 } else { give z } as step
           next add(i, step), s
         } exit i as j return add(j, f64fromi32(w))",
    );
    // y and z; not x, which only starts i, nor k, which is uniform, nor w.
    let live: Vec<usize> = Analysis::of(&function).loops[0].live_in.iter().map(|value| value.index()).collect();
    assert_eq!(live, [1, 2]);
}

#[test]
fn every_use_counts() {
    let function = parse("x = element(0) if lt(x, x) { give x } else { give neg(x) } as y return x");
    // Twice compared, given, negated, returned.
    assert_eq!(Analysis::of(&function).uses(function.result), 5);
}
