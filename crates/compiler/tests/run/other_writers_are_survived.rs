use crate::functions::{above, affine, identity, on};
use allcores_compiler::{Arguments, Array, ArrayMut, Purpose, Reducer};
use allcores_memory::{Dtype, RacyMut};
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn a_writer_spoils_values_and_nothing_else() {
    const LEN: usize = 20_000;
    let (mut x, mut out) = (vec![0.0; LEN], vec![0.0; LEN]);
    let (x, out) = (RacyMut::of(&mut x), RacyMut::of(&mut out));
    let arguments = Arguments { arrays: vec![Array::Float64(x.read())], ..Arguments::default() };
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut round = 0;
            while !done.load(Ordering::Relaxed) {
                round += 1;
                for i in 0..LEN {
                    x.set(i, f64::from((i + round) as u32 % 3) - 1.0);
                    out.set(i, 5.0);
                }
            }
        });
        let test = above(0.0, Dtype::Float64);
        let map = affine(Dtype::Float64, Purpose::Map(Dtype::Float64));
        let (number, max) = (identity(Dtype::Float64, Purpose::Number), Reducer::named("max").unwrap());
        for _ in 0..20 {
            on(2, |context| {
                map.map(context, &arguments, ArrayMut::Float64(out)).unwrap();
                assert!(test.count(context, &arguments).unwrap() <= LEN);
                assert!(test.find_index(context, &arguments, true).unwrap().is_none_or(|index| index < LEN));
                let kept = test.filter(context, &arguments).unwrap();
                let mut copied = vec![f64::NAN; kept.len()];
                kept.copy(context, arguments.arrays[0], ArrayMut::Float64(RacyMut::of(&mut copied))).unwrap();
                // Each is an element of some moment, though no longer one that was asked for.
                assert!(copied.iter().all(|x| [-1.0, 0.0, 1.0].contains(x)));
                let greatest = number.map_reduce(context, &arguments, &max, &Arguments::default()).unwrap();
                assert!([Some(-1.0), Some(0.0), Some(1.0)].contains(&greatest));
            });
        }
        done.store(true, Ordering::Relaxed);
    });
}
