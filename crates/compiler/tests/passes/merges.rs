//! A value goes by one name.

use super::becomes;

#[test]
fn a_param_that_never_changes_is_its_first_value() {
    becomes(
        "x = element(0) one = 1.0
         loop i = x, k = one, l = one { } while lt(i, k) { next add(i, k), k, one } exit i as n
         return n",
        "x = element(0) one = 1.0
         loop i = x { } while lt(i, one) { next add(i, one) } exit i as n
         return n",
    );
}

#[test]
fn params_that_are_always_equal_are_one() {
    becomes(
        "x = element(0) y = element(1) one = 1.0
         loop a = x, b = x { } while lt(a, y) { c = add(a, one) next c, c } exit a, b as m, n
         return mul(m, n)",
        "x = element(0) y = element(1) one = 1.0
         loop a = x { } while lt(a, y) { next add(a, one) } exit a as m
         return mul(m, m)",
    );
}

#[test]
fn merges_and_exits_of_one_value_are_that_value() {
    becomes(
        "x = element(0) y = element(1)
         if lt(x, y) { s = sin(x) give x, s, s } else { c = cos(exp(x)) give x, c, c } as a, b, c
         return add(a, mul(b, c))",
        "x = element(0) y = element(1)
         if lt(x, y) { give sin(x) } else { give cos(exp(x)) } as b
         return add(x, mul(b, b))",
    );
    becomes(
        "x = element(0) y = element(1) one = 1.0
         loop a = x { } while lt(a, y) { next add(a, one) } exit a, y as m, n
         return mul(m, n)",
        "x = element(0) y = element(1) one = 1.0
         loop a = x { } while lt(a, y) { next add(a, one) } exit a as m
         return mul(m, y)",
    );
}
