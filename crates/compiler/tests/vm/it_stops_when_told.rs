//! A function that never ends is stopped, by its flag and by its deadline.

use super::common::parse;
use allcores_compiler::passes::Analysis;
use allcores_compiler::vm::{Code, Machine, Sink};
use allcores_compiler::{Arguments, Array, MathMode};
use allcores_memory::Racy;
use allcores_parallel::{Cancel, Cancelled};
use std::time::{Duration, Instant};

/// One of each class: together, counted, each by itself, and all of one that is nested.
const ENDLESS: [&str; 4] = [
    "loop i = 0.0 { } while true { next add(i, 1.0) } exit i as j return j",
    "n = element(0) loop i = 0.0, s = n { } while lt(i, n) { next mul(i, 0.5), add(s, n) } exit s as t return t",
    "x = element(0) loop y = x { } while gt(y, 0.0) { next add(y, x) } exit y as z return z",
    "x = element(0) loop i = 0.0, s = 0.0 { } while ge(x, i) {
        loop j = x { } while gt(j, 1.0) { next mul(j, 0.5) } exit j as k
        next mul(i, 1.0), add(s, k)
    } exit s as t return t",
];

#[test]
fn whatever_the_loop() {
    let elements = [3.0; 700];
    let arguments = Arguments { arrays: vec![Array::Float64(Racy::of(&elements))], ..Arguments::default() };
    for text in ENDLESS {
        let function = parse(text);
        let code = Code::new(&function, &Analysis::of(&function), MathMode::Host);
        let mut out = [0.0; 700];
        let mut machine = Machine::default();
        let deadline = Cancel::default().with_deadline(Instant::now() + Duration::from_millis(20));
        let stopped = code.run(&mut machine, &arguments, 0..700, Sink::Numbers(&mut out), &deadline);
        assert_eq!(stopped, Err(Cancelled), "{text}");
        let flag = Cancel::default();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(Duration::from_millis(20));
                flag.cancel();
            });
            let stopped = code.run(&mut machine, &arguments, 0..700, Sink::Numbers(&mut out), &flag);
            assert_eq!(stopped, Err(Cancelled), "{text}");
        });
    }
}

#[test]
fn a_machine_that_was_stopped_runs_again() {
    let endless = parse(ENDLESS[1]);
    let plain = parse("return mul(element(0), 2.0)");
    let elements = [3.0; 700];
    let arguments = Arguments { arrays: vec![Array::Float64(Racy::of(&elements))], ..Arguments::default() };
    let mut machine = Machine::default();
    let mut out = [0.0; 700];
    let of = |function| Code::new(function, &Analysis::of(function), MathMode::Host);
    let late = Cancel::default().with_deadline(Instant::now());
    let stopped = of(&endless).run(&mut machine, &arguments, 0..700, Sink::Numbers(&mut out), &late);
    assert_eq!(stopped, Err(Cancelled));
    let done = of(&plain).run(&mut machine, &arguments, 0..700, Sink::Numbers(&mut out), &Cancel::default());
    assert_eq!((done, out), (Ok(()), [6.0; 700]));
}

#[test]
fn before_much_work_is_done_however_few_rounds_it_is() {
    const POWERS: usize = 200;
    let powers: String = (0..POWERS).map(|k| format!("p{} = pow(p{k}, 0.9) ", k + 1)).collect();
    // The first loop is there for the look that follows the first round of all.
    let function = parse(&format!(
        "x = element(0) loop a = 0.0 {{ }} while lt(a, 1.0) {{ next add(a, 1.0) }} exit a as b
         loop i = 0.0, s = b {{ }} while lt(i, 2000.0) {{
             p0 = add(x, i) {powers} next add(i, 1.0), add(s, p{POWERS})
         }} exit s as t return t"
    ));
    let code = Code::new(&function, &Analysis::of(&function), MathMode::Portable);
    let elements = [3.0; 64];
    let arguments = Arguments { arrays: vec![Array::Float64(Racy::of(&elements))], ..Arguments::default() };
    let mut out = [0.0; 64];
    // It would end by itself, but 25 million powers later.
    let soon = Cancel::default().with_deadline(Instant::now() + Duration::from_millis(10));
    let stopped = code.run(&mut Machine::default(), &arguments, 0..64, Sink::Numbers(&mut out), &soon);
    assert_eq!(stopped, Err(Cancelled));
}
