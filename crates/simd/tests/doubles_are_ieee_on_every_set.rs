//! Every operation on vectors of doubles gives what Rust's own gives for each lane, on every set.

#[macro_use]
mod common;

use allcores_simd::{F64x8, I64x8, Mask8};
use common::{check_binary, check_unary, double, eight, for_all, truths};

macro_rules! unary {
    ($($name:ident: |$x:ident| $got:expr => $want:expr;)*) => {$(
        #[test]
        fn $name() {
            let got = on_every_set!(|x: [f64; 8]| -> [f64; 8] {
                let $x = V::F64::of(x);
                $got.lanes()
            });
            check_unary(got, |$x| $want);
        }
    )*};
}

unary! {
    negation: |x| -x => -x;
    magnitude: |x| x.abs() => x.abs();
    square_root: |x| x.sqrt() => x.sqrt();
    floor: |x| x.floor() => x.floor();
    ceiling: |x| x.ceil() => x.ceil();
    truncation: |x| x.trunc() => x.trunc();
    rounding_to_even: |x| x.round_even() => x.round_ties_even();
    bits_and_back: |x| x.bits().float() => x;
}

macro_rules! binary {
    ($($name:ident: |$a:ident, $b:ident| $got:expr => $want:expr;)*) => {$(
        #[test]
        fn $name() {
            let got = on_every_set!(|a: [f64; 8], b: [f64; 8]| -> [f64; 8] {
                let ($a, $b) = (V::F64::of(a), V::F64::of(b));
                $got.lanes()
            });
            check_binary(got, |$a, $b| $want);
        }
    )*};
}

binary! {
    addition: |a, b| a + b => a + b;
    subtraction: |a, b| a - b => a - b;
    multiplication: |a, b| a * b => a * b;
    division: |a, b| a / b => a / b;
    sign_of_another: |a, b| a.copysign(b) => a.copysign(b);
    least_as_in_javascript: |a, b| a.min_js(b) => {
        let negative_zero = a == b && (a.is_sign_negative() || b.is_sign_negative());
        if a.is_nan() || b.is_nan() { f64::NAN } else if negative_zero { -a.abs() } else if a < b { a } else { b }
    };
    greatest_as_in_javascript: |a, b| a.max_js(b) => {
        let positive_zero = a == b && (a.is_sign_positive() || b.is_sign_positive());
        if a.is_nan() || b.is_nan() { f64::NAN } else if positive_zero { a.abs() } else if a > b { a } else { b }
    };
}

macro_rules! comparison {
    ($($name:ident: $method:ident $operator:tt;)*) => {$(
        #[test]
        fn $name() {
            let got = on_every_set!(|a: [f64; 8], b: [f64; 8]| -> [bool; 8] {
                truths(V::F64::of(a).$method(V::F64::of(b)).bits())
            });
            check_binary(got, |a, b| a $operator b);
        }
    )*};
}

comparison! {
    less: lt <;
    less_or_equal: le <=;
    greater: gt >;
    greater_or_equal: ge >=;
    equal: eq ==;
    not_equal: ne !=;
}

#[test]
fn nan_is_told_apart() {
    check_unary(on_every_set!(|x: [f64; 8]| -> [bool; 8] { truths(V::F64::of(x).is_nan().bits()) }), |x: f64| {
        x.is_nan()
    });
}

#[test]
fn fused_operations_round_once() {
    let add = on_every_set!(|a: [f64; 8], b: [f64; 8], c: [f64; 8]| -> [f64; 8] {
        V::F64::of(a).mul_add(V::F64::of(b), V::F64::of(c)).lanes()
    });
    let sub = on_every_set!(|a: [f64; 8], b: [f64; 8], c: [f64; 8]| -> [f64; 8] {
        V::F64::of(a).mul_sub(V::F64::of(b), V::F64::of(c)).lanes()
    });
    for_all((eight(double()), eight(double()), eight(double())), |(a, b, c)| {
        common::assert_lanes(add(a, b, c), |lane| a[lane].mul_add(b[lane], c[lane]), (a, b, c));
        common::assert_lanes(sub(a, b, c), |lane| a[lane].mul_add(b[lane], -c[lane]), (a, b, c));
        // What rounding cut off a product.
        let products: [f64; 8] = std::array::from_fn(|lane| a[lane] * b[lane]);
        common::assert_lanes(sub(a, b, products), |lane| a[lane].mul_add(b[lane], -products[lane]), (a, b));
    });
}

#[test]
fn a_value_is_in_every_lane() {
    for value in common::special_doubles() {
        let got = on_every_set!(|value: f64| -> [f64; 8] { V::F64::splat(value).lanes() });
        common::assert_lanes(got(value), |_| value, value);
    }
}
