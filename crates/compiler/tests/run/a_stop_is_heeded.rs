use crate::functions::{affine, squares};
use allcores_compiler::{Arguments, Array, ArrayMut, Purpose, Reducer};
use allcores_memory::{Dtype, Racy, RacyMut};
use allcores_parallel::{Cancel, Cancelled, Context, Threads};
use std::time::{Duration, Instant};

/// Far beyond any test's patience, and far below it.
const ENDLESS: f64 = 1e300;
const SOON: Duration = Duration::from_millis(20);

#[test]
fn loops_that_never_end_stop_when_asked() {
    let x = vec![ENDLESS; 100];
    let arguments = Arguments { arrays: vec![Array::Float64(Racy::of(&x))], ..Arguments::default() };
    let [map, number, test] = [Purpose::Map(Dtype::Float64), Purpose::Number, Purpose::Test].map(squares);
    let mut out = vec![0.0; x.len()];
    let out = ArrayMut::Float64(RacyMut::of(&mut out));
    type Job<'a> = &'a (dyn Fn(Context<'_>) -> Result<(), Cancelled> + Sync);
    let sum = Reducer::named("sum").unwrap();
    let jobs: [Job<'_>; 5] = [
        &|context| map.map(context, &arguments, out),
        &|context| test.count(context, &arguments).map(drop),
        &|context| test.find_index(context, &arguments, true).map(drop),
        &|context| test.filter(context, &arguments).map(drop),
        &|context| number.map_reduce(context, &arguments, &sum, &Arguments::default()).map(drop),
    ];
    let threads = Threads::new(2);
    for job in jobs {
        let cancel = Cancel::default();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(SOON);
                cancel.cancel();
            });
            assert_eq!(job(Context::new(&threads, &cancel)), Err(Cancelled));
        });
        let late = Cancel::default().with_deadline(Instant::now() + SOON);
        assert_eq!(job(Context::new(&threads, &late)), Err(Cancelled));
    }
}

#[test]
fn what_was_stopped_before_it_began_does_nothing() {
    let threads = Threads::new(2);
    let cancel = Cancel::default();
    cancel.cancel();
    let mut x = vec![1.0; 100_000];
    let memory = RacyMut::of(&mut x);
    let arguments = Arguments { arrays: vec![Array::Float64(memory.read())], ..Arguments::default() };
    let program = affine(Dtype::Float64, Purpose::Map(Dtype::Float64));
    assert_eq!(program.map(Context::new(&threads, &cancel), &arguments, ArrayMut::Float64(memory)), Err(Cancelled));
    assert!(x.iter().all(|x| *x == 1.0));
}
