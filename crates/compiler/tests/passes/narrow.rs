//! Integers merge as integers.

use super::{becomes, stays};

#[test]
fn a_sum_of_integers_is_an_integer_in_the_loop() {
    becomes(
        "n = scalar(0) x = element(3)
         loop i = 0.0, s = 0.0 { } while lt(i, n) {
           next add(i, 1.0), f64fromi32(i32fromf64(add(s, f64fromi32(x))))
         } exit s as t
         return t",
        "n = scalar(0) x = element(3) zero = 0.0 start = 0 one = 1.0
         loop i = zero, s = start { } while lt(i, n) { next add(i, one), addi32(s, x) } exit s as t
         return f64fromi32(t)",
    );
}

#[test]
fn a_hash_without_sign_stays_without() {
    becomes(
        "n = scalar(0) x = element(3)
         loop i = 0.0, h = 5381.0 { } while lt(i, n) {
           next add(i, 1.0), f64fromu32(xor(i32fromf64(mul(h, 33.0)), x))
         } exit h as t
         return t",
        "n = scalar(0) x = element(3) zero = 0.0 start = 5381 one = 1.0 k = 33
         loop i = zero, h = start { } while lt(i, n) { next add(i, one), xor(muli32(h, k), x) } exit h as t
         return f64fromu32(t)",
    );
}

#[test]
fn through_choices_too() {
    becomes(
        "x = element(3) y = element(0)
         if lt(y, 1.0) { give f64fromi32(i32fromf64(exp(sin(y)))) } else { give 7.0 } as a
         return add(a, 0.5)",
        "x = element(0)
         if lt(x, 1.0) { give i32fromf64(exp(sin(x))) } else { give 7 } as a
         return add(f64fromi32(a), 0.5)",
    );
}

#[test]
fn negative_zero_is_no_integer() {
    stays(
        "x = element(0)
         if lt(x, 1.0) { give f64fromi32(i32fromf64(exp(sin(x)))) } else { give -0.0 } as a
         return a",
    );
}
