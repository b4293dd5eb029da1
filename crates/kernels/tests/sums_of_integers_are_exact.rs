//! `sum` and `dot` of integers are exact, whatever their size.

mod common;

use allcores_kernels::{Number, Wide, dot, sum};
use allcores_memory::Racy;
use common::{Sample, Unaligned, alone, any_values, length, on};
use proptest::prelude::*;

/// Numbers below which all products fit into an i128; 192 bits are told apart by two of them and the size.
const MODULI: [i128; 2] = [(1 << 61) - 1, 1 << 61];

/// Checks that `number` has the residues and the size that adding up term by term gives.
fn is_sum_of(number: Number, terms: impl Iterator<Item = (i128, i128)> + Clone) {
    let Number::Integer(wide) = number else { panic!("{number:?} is no integer") };
    let (negative, words) = wide.sign_and_words();
    for modulus in MODULI {
        let magnitude = words
            .iter()
            .rev()
            .fold(0, |all, &word| (all * ((1 << 64) % modulus) + i128::from(word) % modulus) % modulus);
        let got = if negative { -magnitude } else { magnitude };
        let want = terms.clone().fold(0, |all, (a, b)| (all + (a % modulus) * (b % modulus)) % modulus);
        assert_eq!((got - want) % modulus, 0);
    }
    let want: f64 = terms.clone().map(|(a, b)| a as f64 * b as f64).sum();
    let size: f64 = terms.map(|(a, b)| (a as f64 * b as f64).abs()).sum();
    assert!((number.to_f64() - want).abs() <= size * 1e-9, "{number:?} {want}");
}

fn check<T: Sample>(len: usize, seed: u64) {
    let (x, y) = (any_values::<T>(len, seed), any_values::<T>(len, !seed));
    let (x_memory, y_memory) = (Unaligned::of(&x), Unaligned::of(&y));
    on(2, |ctx| {
        is_sum_of(sum::<T>(ctx, x_memory.read()).unwrap(), x.iter().map(|x| (x.to_i128(), 1)));
        let products = x.iter().zip(&y).map(|(x, y)| (x.to_i128(), y.to_i128()));
        is_sum_of(dot::<T>(ctx, x_memory.read(), y_memory.read()).unwrap(), products);
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_elements_of_any_length(len in length(), seed: u64) {
        for_each_type!(T in [i8, u8, i16, u16, i32, u32, i64, u64] => check::<T>(len, seed));
    }

    #[test]
    fn a_wide_integer_rounds_to_the_nearest_double(mantissa in 1u64 << 52..1 << 53, shift in 0u32..100, below: u64) {
        // mantissa · 2^(shift + 30) + a part below, of which `below` says how much.
        let unit = 1i128 << 30;
        for (part, up) in [
            (0, false),
            (i128::from(below) % (unit / 2), false),
            (unit / 2 - 1, false),
            (unit / 2, mantissa % 2 == 1),
            (unit / 2 + 1, true),
            (unit - 1, true),
        ] {
            let value = i128::from(mantissa) * unit + part;
            let want = (mantissa + u64::from(up)) as f64 * 2f64.powi(30 + shift as i32);
            // value · 2^shift, in 192 bits.
            let (high, low) = if shift < 44 { (0, value << shift) } else if shift < 64 {
                (value >> (64 - shift), ((value as u64) << shift) as i128)
            } else {
                (value << (shift - 64), 0)
            };
            prop_assert_eq!(Wide::new(high, low).to_f64(), want);
            prop_assert_eq!(Wide::default().plus(Wide::new(-high, -low)).to_f64(), -want);
        }
    }
}

#[test]
fn the_largest_terms_do_not_overflow() {
    fn extremes<T: Sample>(least: T, greatest: T) {
        // Longer than a block, within which lanes must hold all terms.
        let len = (1 << 21) + 7;
        for (a, b) in [(least, least), (least, greatest), (greatest, greatest)] {
            let (x, y) = (vec![a; len], vec![b; len]);
            let terms = std::iter::repeat_n((a.to_i128(), b.to_i128()), len);
            alone(|ctx| is_sum_of(dot(ctx, Racy::of(&x), Racy::of(&y)).unwrap(), terms));
            let terms = std::iter::repeat_n((a.to_i128(), 1), len);
            alone(|ctx| is_sum_of(sum(ctx, Racy::of(&x)).unwrap(), terms));
        }
    }
    for_each_type!(T in [i8, u8, i16, u16, i32, u32, i64, u64] => extremes(T::MIN, T::MAX));
}

#[test]
fn the_sum_of_nothing_is_zero() {
    let zero = Number::Integer(Wide::default());
    for_each_type!(T in [i8, u8, i16, u16, i32, u32, i64, u64] => {
        assert_eq!(alone(|ctx| sum::<T>(ctx, Racy::of(&[]))), Ok(zero));
        assert_eq!(alone(|ctx| dot::<T>(ctx, Racy::of(&[]), Racy::of(&[]))), Ok(zero));
    });
}
