//! Whatever the function, the instruction set and the number of elements: the machine gives what one
//! element after the other gives.

use super::common::{Inputs, Limits, functions, inputs, parse, with_each_result};
use super::{expected, same};
use allcores_compiler::ir::Function;
use allcores_compiler::passes::{Analysis, optimise};
use allcores_compiler::vm::{Code, Machine, Sink};
use allcores_compiler::{Arguments, Array, MathMode};
use allcores_memory::Racy;
use allcores_parallel::Cancel;
use allcores_simd::Isa;
use proptest::prelude::*;

/// Runs a function on every instruction set; gives the first difference.
fn differs(
    machine: &mut Machine,
    function: &Function,
    arguments: &Arguments<'_>,
    len: usize,
    math: MathMode,
) -> Option<String> {
    let want = expected(function, arguments, len, math);
    let code = Code::new(function, &Analysis::of(function), math);
    for &isa in Isa::available() {
        let mut got = vec![-1.0; len];
        let sink = Sink::Numbers(&mut got);
        code.run_on(isa, machine, arguments, 0..len, sink, &Cancel::default()).expect("no one stops it");
        if let Some(i) = (0..len).find(|&i| !same(got[i], want[i])) {
            let (got, want) = (got[i], want[i]);
            return Some(format!("element {i} on {}: {got:e} for {want:e}\n{function}", isa.name()));
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn of_any_function(function in functions(Limits::default()), inputs in inputs(70), portable: bool) {
        let math = if portable { MathMode::Portable } else { MathMode::Host };
        let mut machine = Machine::default();
        for function in with_each_result(&function) {
            prop_assert_eq!(differs(&mut machine, &function, &inputs.arguments(), inputs.len(), math), None);
        }
    }

    #[test]
    fn of_any_function_after_the_passes(function in functions(Limits::default()), inputs in inputs(70)) {
        let mut machine = Machine::default();
        for mut function in with_each_result(&function) {
            optimise(&mut function);
            let difference = differs(&mut machine, &function, &inputs.arguments(), inputs.len(), MathMode::Host);
            prop_assert_eq!(difference, None);
        }
    }
}

/// Functions whose elements leave their loops in every way there is.
const LOOPS: [&str; 9] = [
    // Each in its own round, by a counter.
    "n = element(0) loop i = 0.0, s = 0.0 { } while lt(i, n) { next add(i, 1.0), add(s, mul(i, i)) } exit s as t return t",
    // The same downwards, with a value of each element.
    "n = element(0) loop i = 300.0, s = n { } while gt(i, n) { next sub(i, 1.0), add(mul(s, 0.5), i) } exit s as t
        return t",
    // By a counter that is no whole number, and a sum that is uniform but no counter.
    "n = element(0) loop i = 0.0, p = 1.0 { } while le(i, n) { next add(i, 0.75), mul(p, -1.5) } exit p, i as t, u
        return add(t, u)",
    // In a round that nobody knows before.
    "c = element(0) loop x = 0.0, i = 0.0 { } while maskand(lt(abs(x), 1000.0), lt(i, 150.0)) {
        next add(mul(x, x), c), add(i, 1.0) } exit x, i as y, j return add(y, j)",
    // All together.
    "x = element(0) loop i = 0.0, s = 1.0 { } while lt(i, 200.0) { next add(i, 1.0), add(mul(s, 0.5), mul(i, x)) }
        exit s, i as t, u return add(t, u)",
    // A loop in a loop in a branch; elements that are not in it would go on for ever.
    "n = element(0)
    if gt(n, 20.0) {
        loop i = 0.0, s = 0.0 { } while lt(i, n) {
            loop j = n, t = s { } while gt(j, 1.0) { next mul(j, 0.5), add(t, j) } exit t as t2
            next add(i, mul(n, 0.25)), t2
        } exit s as s2
        give s2
    } else {
        loop k = n, r = 0.0 { } while le(k, 20.0) { next add(k, 1.0), add(r, k) } exit r as r2
        give r2
    } as result
    return result",
    // A branch in a loop.
    "n = element(0) loop i = 0.0, x = n { } while maskand(lt(i, 60.0), gt(x, 1.0)) {
        if lt(sub(mul(x, 0.5), floor(mul(x, 0.5))), 0.25) { give mul(x, 0.5) } else { give add(mul(x, 3.0), 1.0) } as y
        next add(i, 1.0), y
    } exit i, x as j, z return add(j, z)",
    // Params that change places.
    "loop a = element(0), b = 1.0, i = 0.0 { } while lt(i, 33.0) { next b, a, add(i, 1.0) } exit a, b as c, d
        return sub(c, d)",
    // Params that change places, each with its own round.
    "n = element(0) loop a = n, b = 2.0, i = 0.0 { } while lt(i, n) { next b, add(a, b), add(i, 1.0) } exit a, b as c, d
        return div(c, d)",
];

#[test]
fn of_loops_with_any_number_of_elements() {
    let mut machine = Machine::default();
    for text in LOOPS {
        let function = parse(text);
        let mut optimised = function.clone();
        optimise(&mut optimised);
        let block = Code::new(&function, &Analysis::of(&function), MathMode::Host).facts().block;
        for len in [0, 1, 7, 8, 9, 63, 64, 65, 1000, block - 1, block, block + 1] {
            // One that runs long, some that never start, many that leave at once.
            let elements: Vec<f64> = (0..len)
                .map(|i| match i % 37 {
                    5 if i < 37 => 700.0,
                    6 => f64::NAN,
                    7 => -0.0,
                    8..20 => 12.0,
                    _ => (i as f64 * 0.618).fract() * 80.0 - 5.0,
                })
                .collect();
            let arguments = Arguments { arrays: vec![Array::Float64(Racy::of(&elements))], ..Arguments::default() };
            for function in [&function, &optimised] {
                let difference = differs(&mut machine, function, &arguments, len, MathMode::Host);
                assert_eq!(difference, None, "{len} elements");
            }
        }
    }
}

#[test]
fn of_special_numbers() {
    let inputs = Inputs::special();
    let function = parse(
        "x = element(0) y = element(1) z = element(2) i = element(3) w = element(4)
        a = add(mul(x, y), z) b = sub(z, mul(x, y)) c = rem(x, y) d = min(x, max(y, z))
        e = lookup(0, x) f = lookup(1, y) g = select(within(0, x), a, b)
        h = add(f64fromi32(xor(i, w)), f64fromu32(shr(w, i)))
        return add(add(add(a, b), add(c, d)), add(add(e, f), add(g, h)))",
    );
    for function in with_each_result(&function) {
        let difference = differs(&mut Machine::default(), &function, &inputs.arguments(), inputs.len(), MathMode::Host);
        assert_eq!(difference, None);
    }
}

#[test]
fn a_formula_of_values_used_once_is_one_tape_without_stores_in_between() {
    let horner = (0..10).fold("0.5".to_owned(), |inner, k| format!("add(mul({inner}, x), {k}.5)"));
    let function = parse(&format!("x = element(0) return {horner}"));
    let facts = Code::new(&function, &Analysis::of(&function), MathMode::Host).facts();
    // A product with a sum for each degree; the first one loads, and the last one stores.
    assert_eq!((facts.tapes, facts.steps), (1, 10));
}
