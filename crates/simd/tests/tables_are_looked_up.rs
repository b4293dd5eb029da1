//! Look-ups give the element at the index modulo the length of the table, on every set.

#[macro_use]
mod common;

use allcores_simd::{F64x8, I64x8};
use common::{assert_lanes, eight, for_all, long};

#[test]
fn every_index_finds_its_element() {
    macro_rules! lengths {
        ($($N:literal),*) => {$(
            let doubles: [f64; $N] = std::array::from_fn(|i| 1.0 / (i as f64 - 3.0));
            let integers: [i64; $N] = std::array::from_fn(|i| 1 << i % 64 ^ i as i64);
            let of_doubles = on_every_set!(|table: [f64; $N], index: [i64; 8]| -> [f64; 8] {
                V::F64::gather(&table, V::I64::of(index)).lanes()
            });
            let of_integers = on_every_set!(|table: [i64; $N], index: [i64; 8]| -> [i64; 8] {
                V::I64::gather(&table, V::I64::of(index)).lanes()
            });
            let check = |index: [i64; 8]| {
                let place = |lane: usize| index[lane].rem_euclid($N) as usize;
                assert_lanes(of_doubles(doubles, index), |lane| doubles[place(lane)], index);
                assert_lanes(of_integers(integers, index), |lane| integers[place(lane)], index);
            };
            for start in 0..$N {
                check(std::array::from_fn(|lane| start + lane as i64));
            }
            for_all(eight(long()), check);
        )*};
    }
    lengths!(1, 2, 4, 8, 16, 32, 128);
}
