//! `histogram` counts what a search of the edges counts, whichever way it takes.

mod common;

use allcores_kernels::{histogram, linspace_edges};
use allcores_memory::Racy;
use common::{Sample, Unaligned, alone, any_values, bits, length, on, tame_values};
use proptest::prelude::*;

/// NumPy's definition: the last edge that is not above the value begins its bin, and the last bin is closed.
fn by_search<T: Sample>(values: &[T], edges: &[f64]) -> Vec<u64> {
    let bins = edges.len() - 1;
    let mut counts = vec![0; bins];
    for value in values.iter().map(|value| value.to_f64()) {
        if value >= edges[0] && value < edges[bins] {
            counts[edges.iter().rposition(|&edge| edge <= value).unwrap()] += 1;
        } else if value == edges[bins] {
            counts[bins - 1] += 1;
        }
    }
    counts
}

fn check<T: Sample>(values: &[T], edges: &[f64]) {
    let memory = Unaligned::of(values);
    let got = on(2, |ctx| histogram::<T>(ctx, memory.read(), edges)).unwrap();
    assert_eq!(got, by_search(values, edges), "{edges:?}");
}

/// The edges themselves and their neighbours, and what is outside.
fn around(edges: &[f64]) -> Vec<f64> {
    let specials = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, f64::MAX, f64::MIN, 5e-324];
    edges.iter().flat_map(|edge| [edge.next_down(), *edge, edge.next_up()]).chain(specials).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn evenly_spaced_edges_and_what_is_next_to_them(
        lo in -1e3..1e3f64, width in prop_oneof![1e-13..1e-10f64, 1e-3..1e3f64, 1e200..1e307f64], bins in 1..400usize,
    ) {
        prop_assume!(lo + width > lo);
        let edges = linspace_edges(lo, lo + width, bins);
        check(&around(&edges), &edges);
    }

    #[test]
    fn any_range_of_doubles(lo: f64, hi: f64, bins in 1..50usize) {
        prop_assume!(lo < hi && (hi - lo).is_finite());
        let edges = linspace_edges(lo, hi, bins);
        check(&around(&edges), &edges);
    }

    #[test]
    fn any_edges(mut edges in prop::collection::vec(prop_oneof![-20.0..20.0f64, Just(1.0), Just(f64::INFINITY)], 2..60)) {
        edges.sort_by(f64::total_cmp);
        check(&around(&edges), &edges);
    }

    #[test]
    fn any_elements_of_any_length(len in length(), seed: u64) {
        let even = linspace_edges(-20.0, 80.0, 7);
        for_each_type!(T => check(&tame_values::<T>(len, seed), &even));
        for_each_type!(T => check(&any_values::<T>(len, seed), &[-1e300, -100.0, -0.0, 0.5, 100.0, 1e10, 1e19]));
    }
}

#[test]
fn evenly_spaced_edges_are_those_of_numpy() {
    // `numpy.linspace(lo, hi, bins + 1).view('u8')`.
    let same = |edges: Vec<f64>, bits: &[u64]| {
        assert_eq!(edges.iter().map(|edge| edge.to_bits()).collect::<Vec<_>>(), bits);
    };
    same(
        linspace_edges(0.0, 1.0, 10),
        &[
            0x0,
            0x3fb999999999999a,
            0x3fc999999999999a,
            0x3fd3333333333334,
            0x3fd999999999999a,
            0x3fe0000000000000,
            0x3fe3333333333334,
            0x3fe6666666666667,
            0x3fe999999999999a,
            0x3feccccccccccccd,
            0x3ff0000000000000,
        ],
    );
    same(
        linspace_edges(-3.7, 11.1, 7),
        &[
            0xc00d99999999999a,
            0xbff95f15f15f15f2,
            0x3fe0ea0ea0ea0ea0,
            0x400524924924924a,
            0x4013075075075075,
            0x401b7c57c57c57c5,
            0x4021f8af8af8af8c,
            0x4026333333333333,
        ],
    );
    same(
        linspace_edges(0.1, 0.3, 3),
        &[0x3fb999999999999a, 0x3fc5555555555556, 0x3fcdddddddddddde, 0x3fd3333333333333],
    );
    same(
        linspace_edges(1e+16, 1.0000000000000008e+16, 5),
        &[
            0x4341c37937e08000,
            0x4341c37937e08001,
            0x4341c37937e08002,
            0x4341c37937e08002,
            0x4341c37937e08003,
            0x4341c37937e08004,
        ],
    );
    same(linspace_edges(0.0, 5e-324, 3), &[0x0, 0x0, 0x1, 0x1]);
    same(
        linspace_edges(-1e+308, 7e+307, 4),
        &[0xffe1ccf385ebc8a0, 0xffd4787e739bf385, 0xffb55c576d815728, 0x7fc394a579b68fe0, 0x7fd8ebbb5516e5ad],
    );
}

#[test]
fn bins_of_no_width_are_empty() {
    check(&[1.0, 1.0, 2.0, 0.0, 1.0, 2.0, f64::NAN], &[0.0, 1.0, 1.0, 2.0, 2.0]);
    let counts = |values: &[f64], edges: &[f64]| alone(|ctx| histogram(ctx, Racy::of(values), edges)).unwrap();
    // As `numpy.histogram`.
    assert_eq!(counts(&[1.0, 1.0, 2.0, 0.0, 1.0, 2.0, f64::NAN], &[0.0, 1.0, 1.0, 2.0, 2.0]), [1, 0, 3, 2]);
    assert_eq!(counts(&[0.0, 1.0, 1.0], &[0.0, 1.0, 1.0]), [1, 2]);
    assert_eq!(counts(&[1.0, 1.0], &[1.0, 1.0]), [2]);
}

#[test]
fn more_bins_than_elements_and_than_a_table_in_cache() {
    let values: Vec<f64> = bits(1).map(|bits| (bits >> 11) as f64).take(300_000).collect();
    let edges = linspace_edges(0.0, 2f64.powi(53), 100_000);
    let got = alone(|ctx| histogram(ctx, Racy::of(&values), &edges)).unwrap();
    let mut want = vec![0; 100_000];
    for value in &values {
        want[edges.partition_point(|edge| edge <= value) - 1] += 1;
    }
    assert_eq!(got, want);
}
