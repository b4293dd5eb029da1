//! Operations on vectors of integers are those of two's complement for each lane, on every set.

#[macro_use]
mod common;

use allcores_simd::{F64x8, I32x8, I64x8, Mask8};
use common::{assert_lanes, double, eight, for_all, int, long, truths};
use proptest::prelude::*;

macro_rules! operations {
    ($strategy:ident $T:ty, $Vector:ident; $($name:ident: |$a:ident, $b:ident| $got:expr => $want:expr;)*) => {$(
        #[test]
        fn $name() {
            let got = on_every_set!(|a: [$T; 8], b: [$T; 8]| -> [$T; 8] {
                let ($a, $b) = (V::$Vector::of(a), V::$Vector::of(b));
                $got.lanes()
            });
            for_all((eight($strategy()), eight($strategy())), |(a, b)| {
                let want = |lane: usize| {
                    let ($a, $b) = (a[lane], b[lane]);
                    $want
                };
                assert_lanes(got(a, b), want, (a, b));
                assert_lanes(got(a, a), |lane| {
                    let ($a, $b) = (a[lane], a[lane]);
                    $want
                }, a);
            });
        }
    )*};
}

operations! {
    long i64, I64;
    addition_of_64_bits: |a, b| a + b => a.wrapping_add(b);
    subtraction_of_64_bits: |a, b| a - b => a.wrapping_sub(b);
    and_of_64_bits: |a, b| a & b => a & b;
    or_of_64_bits: |a, b| a | b => a | b;
    exclusive_or_of_64_bits: |a, b| a ^ b => a ^ b;
    complement_of_64_bits: |a, b| !(a & b) => !(a & b);
    left_by_lanes_of_64_bits: |a, b| a.shl_by(b & V::I64::splat(63)) => a << (b & 63);
    right_by_lanes_of_64_bits: |a, b| a.shr_by(b & V::I64::splat(63)) => ((a as u64) >> (b & 63)) as i64;
    arithmetically_right_by_lanes_of_64_bits: |a, b| a.sra_by(b & V::I64::splat(63)) => a >> (b & 63);
}

operations! {
    int i32, I32;
    addition_of_32_bits: |a, b| a + b => a.wrapping_add(b);
    subtraction_of_32_bits: |a, b| a - b => a.wrapping_sub(b);
    multiplication_of_32_bits: |a, b| a * b => a.wrapping_mul(b);
    and_of_32_bits: |a, b| a & b => a & b;
    or_of_32_bits: |a, b| a | b => a | b;
    exclusive_or_of_32_bits: |a, b| a ^ b => a ^ b;
    complement_of_32_bits: |a, b| !(a & b) => !(a & b);
    left_modulo_32: |a, b| a.shl(b) => a << (b & 31);
    right_modulo_32: |a, b| a.shr(b) => ((a as u32) >> (b & 31)) as i32;
    arithmetically_right_modulo_32: |a, b| a.sra(b) => a >> (b & 31);
    leading_zeros: |a, b| (a & b).leading_zeros() => (a & b).leading_zeros() as i32;
}

macro_rules! comparisons {
    ($strategy:ident $T:ty, $Vector:ident; $($name:ident: $method:ident $operator:tt;)*) => {$(
        #[test]
        fn $name() {
            let got = on_every_set!(|a: [$T; 8], b: [$T; 8]| -> [bool; 8] {
                truths(V::$Vector::of(a).$method(V::$Vector::of(b)).bits())
            });
            for_all((eight($strategy()), eight($strategy()), any::<u8>()), |(a, mut b, equal)| {
                for lane in 0..8 {
                    b[lane] = if truths(equal)[lane] { a[lane] } else { b[lane] };
                }
                assert_lanes(got(a, b), |lane| a[lane] $operator b[lane], (a, b));
            });
        }
    )*};
}

comparisons! {
    long i64, I64;
    equal_64_bits: eq ==;
    less_of_64_bits: lt <;
    greater_of_64_bits: gt >;
}

comparisons! {
    int i32, I32;
    equal_32_bits: eq ==;
    less_of_32_bits: lt <;
    greater_of_32_bits: gt >;
}

#[test]
fn shifts_by_a_constant() {
    macro_rules! by {
        ($($K:literal),*) => {$(
            let got = on_every_set!(|a: [i64; 8]| -> [[i64; 8]; 3] {
                let a = V::I64::of(a);
                [a.shl::<$K>().lanes(), a.shr::<$K>().lanes(), a.sra::<$K>().lanes()]
            });
            for_all(eight(long()), |a| {
                for (isa, [left, right, arithmetically]) in got(a) {
                    assert_lanes(vec![(isa, left)], |lane| a[lane] << $K, a);
                    assert_lanes(vec![(isa, right)], |lane| ((a[lane] as u64) >> $K) as i64, a);
                    assert_lanes(vec![(isa, arithmetically)], |lane| a[lane] >> $K, a);
                }
            });
        )*};
    }
    by!(0, 1, 20, 31, 32, 52, 63);
}

#[test]
fn bits_and_doubles_are_the_same_thing() {
    let got = on_every_set!(|x: [f64; 8]| -> [i64; 8] { V::F64::of(x).bits().lanes() });
    for_all(eight(double()), |x| assert_lanes(got(x), |lane| x[lane].to_bits() as i64, x));
}

#[test]
fn a_value_is_in_every_lane() {
    let longs = on_every_set!(|value: i64| -> [i64; 8] { V::I64::splat(value).lanes() });
    let ints = on_every_set!(|value: i32| -> [i32; 8] { V::I32::splat(value).lanes() });
    for value in common::special_integers() {
        assert_lanes(longs(value), |_| value, value);
        assert_lanes(ints(value as i32), |_| value as i32, value);
    }
}
