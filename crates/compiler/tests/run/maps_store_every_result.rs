use crate::functions::{LENGTHS, THREADS, affine, noise, on, same, squares};
use allcores_compiler::{Arguments, Array, ArrayMut, Purpose};
use allcores_memory::{Dtype, Racy, RacyMut};

fn arguments(x: &[f64]) -> Arguments<'_> {
    Arguments { arrays: vec![Array::Float64(Racy::of(x))], ..Arguments::default() }
}

#[test]
fn each_result_is_at_the_place_of_its_element() {
    let program = affine(Dtype::Float64, Purpose::Map(Dtype::Float64));
    for len in LENGTHS {
        let x = noise(len);
        for threads in THREADS {
            let mut out = vec![f64::NAN; len];
            on(threads, |context| program.map(context, &arguments(&x), ArrayMut::Float64(RacyMut::of(&mut out))))
                .unwrap();
            for (i, (x, out)) in x.iter().zip(&out).enumerate() {
                assert!(same(x * 3.0 + i as f64, *out), "{i} of {len} on {threads} threads");
            }
        }
    }
}

#[test]
fn out_may_be_the_input_itself() {
    let program = affine(Dtype::Float64, Purpose::Map(Dtype::Float64));
    let before = noise(100_000);
    let mut x = before.clone();
    let memory = RacyMut::of(&mut x);
    let arguments = Arguments { arrays: vec![Array::Float64(memory.read())], ..Arguments::default() };
    on(3, |context| program.map(context, &arguments, ArrayMut::Float64(memory))).unwrap();
    assert!(before.iter().zip(&x).enumerate().all(|(i, (before, x))| same(before * 3.0 + i as f64, *x)));
}

#[test]
fn a_few_elements_of_long_work_are_all_done() {
    let program = squares(Purpose::Map(Dtype::Float64));
    let x: Vec<f64> = (0..200).map(f64::from).collect();
    for threads in THREADS {
        let mut out = vec![f64::NAN; x.len()];
        on(threads, |context| program.map(context, &arguments(&x), ArrayMut::Float64(RacyMut::of(&mut out)))).unwrap();
        for (x, out) in x.iter().zip(out) {
            assert_eq!((0..*x as u32).map(|i| f64::from(i * i)).sum::<f64>(), out);
        }
    }
}
