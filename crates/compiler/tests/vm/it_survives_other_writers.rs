//! Memory that another thread writes meanwhile gives wrong values, and never one from outside of a table.

use super::common::parse;
use allcores_compiler::passes::Analysis;
use allcores_compiler::vm::{Code, Machine, Sink};
use allcores_compiler::{Arguments, Array, MathMode};
use allcores_memory::RacyMut;
use allcores_parallel::Cancel;
use allcores_simd::Isa;
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn an_index_that_changes_while_it_is_used() {
    const LEN: usize = 3000;
    let function = parse("i = element(0) return select(within(0, i), lookup(0, i), -2.0)");
    let code = Code::new(&function, &Analysis::of(&function), MathMode::Host);
    let mut indices = vec![0.0; LEN];
    let mut table = vec![7.0; 10];
    let (indices, table) = (RacyMut::of(&mut indices), RacyMut::of(&mut table));
    let arguments = Arguments {
        arrays: vec![Array::Float64(indices.read())],
        tables: vec![Array::Float64(table.read())],
        ..Arguments::default()
    };
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut state = 1u64;
            while !done.load(Ordering::Relaxed) {
                for i in 0..LEN {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    let wild = [3.0, 1e300, -1.0, f64::NAN, 9.0, 10.0, f64::INFINITY, 4e9][(state >> 60) as usize % 8];
                    indices.set(i, wild);
                }
            }
        });
        for &isa in Isa::available() {
            let mut machine = Machine::default();
            for _ in 0..200 {
                let mut out = vec![0.0; LEN];
                let sink = Sink::Numbers(&mut out);
                code.run_on(isa, &mut machine, &arguments, 0..LEN, sink, &Cancel::default()).expect("no one stops it");
                // NaN: the index was inside when compared, and is another one when looked up.
                assert!(out.iter().all(|&x| x == 7.0 || x == -2.0 || x.is_nan()));
            }
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_bound_that_changes_while_elements_are_sorted_by_it() {
    const LEN: usize = 1024;
    let function = parse("n = element(0) loop i = 0.0 { } while lt(i, n) { next add(i, 1.0) } exit i as j return j");
    let code = Code::new(&function, &Analysis::of(&function), MathMode::Host);
    let mut bounds = vec![0.0; LEN];
    let bounds = RacyMut::of(&mut bounds);
    let arguments = Arguments { arrays: vec![Array::Float64(bounds.read())], ..Arguments::default() };
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut state = 1u64;
            while !done.load(Ordering::Relaxed) {
                for i in 0..LEN {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    bounds.set(i, (state >> 58) as f64);
                }
            }
        });
        let runs = std::panic::catch_unwind(|| {
            let mut machine = Machine::default();
            for _ in 0..300 {
                let mut out = vec![-1.0; LEN];
                let sink = Sink::Numbers(&mut out);
                code.run(&mut machine, &arguments, 0..LEN, sink, &Cancel::default()).expect("no one stops it");
                assert!(out.iter().all(|&x| (0.0..64.0).contains(&x)));
            }
        });
        done.store(true, Ordering::Relaxed);
        assert!(runs.is_ok());
    });
}
