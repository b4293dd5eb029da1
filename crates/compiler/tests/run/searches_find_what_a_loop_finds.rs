use crate::functions::{LENGTHS, THREADS, above, noise, on};
use allcores_compiler::{Arguments, Array, ArrayMut};
use allcores_memory::{Dtype, Racy, RacyMut};
use proptest::prelude::*;

fn arguments(x: &[f64]) -> Arguments<'_> {
    Arguments { arrays: vec![Array::Float64(Racy::of(x))], ..Arguments::default() }
}

#[test]
fn count_counts_the_true_ones() {
    let program = above(0.25, Dtype::Float64);
    for len in LENGTHS {
        let x = noise(len);
        for threads in THREADS {
            let count = on(threads, |context| program.count(context, &arguments(&x)));
            assert_eq!(count, Ok(x.iter().filter(|x| **x > 0.25).count()), "{len} on {threads} threads");
        }
    }
}

#[test]
fn the_least_index_is_found_wherever_it_is() {
    let program = above(0.5, Dtype::Float64);
    for len in LENGTHS {
        for place in [None, Some(0), Some(len / 3), Some(len.saturating_sub(1))] {
            let mut x = vec![0.0; len];
            if let Some(place) = place {
                // And some after it, which other threads may come across first.
                x.iter_mut().skip(place).step_by(41).for_each(|x| *x = 1.0);
            }
            let wanted = x.iter().position(|x| *x > 0.5);
            for threads in THREADS {
                let found = on(threads, |context| program.find_index(context, &arguments(&x), true));
                assert_eq!(found, Ok(wanted), "{place:?} of {len} on {threads} threads");
            }
        }
    }
}

#[test]
fn the_first_that_is_not_is_found_too_and_never_behind_the_end() {
    let program = above(0.5, Dtype::Float64);
    for len in LENGTHS {
        let mut x = vec![1.0; len];
        assert_eq!(on(3, |context| program.find_index(context, &arguments(&x), false)), Ok(None), "{len}");
        if let Some(last) = x.last_mut() {
            *last = f64::NAN;
            assert_eq!(on(3, |context| program.find_index(context, &arguments(&x), false)), Ok(Some(len - 1)));
        }
    }
}

#[test]
fn filter_keeps_the_true_ones_in_order() {
    for len in LENGTHS {
        for limit in [-2.0, -0.9, 0.0, 0.99, 2.0] {
            let (x, program) = (noise(len), above(limit, Dtype::Float64));
            let wanted: Vec<f64> = x.iter().copied().filter(|x| *x > limit).collect();
            for threads in THREADS {
                let kept = on(threads, |context| {
                    let kept = program.filter(context, &arguments(&x)).unwrap();
                    assert_eq!(kept.is_empty(), wanted.is_empty());
                    let mut out = vec![f64::NAN; kept.len()];
                    kept.copy(context, Array::Float64(Racy::of(&x)), ArrayMut::Float64(RacyMut::of(&mut out))).unwrap();
                    out
                });
                assert_eq!(kept, wanted, "{len} above {limit} on {threads} threads");
            }
        }
    }
}

proptest! {
    #[test]
    fn filter_keeps_elements_of_any_type(x in prop::collection::vec(any::<u8>(), 0..3000), limit in any::<u8>()) {
        let wanted: Vec<u8> = x.iter().copied().filter(|x| *x > limit).collect();
        let arguments = Arguments { arrays: vec![Array::Uint8Clamped(Racy::of(&x))], ..Arguments::default() };
        let program = above(limit.into(), Dtype::Uint8Clamped);
        let out = on(2, |context| {
            let kept = program.filter(context, &arguments).unwrap();
            let mut out = vec![0; kept.len()];
            kept.copy(context, arguments.arrays[0], ArrayMut::Uint8Clamped(RacyMut::of(&mut out))).unwrap();
            out
        });
        prop_assert_eq!(out, wanted);
    }
}
