//! What nothing needs is removed, except loops that might not end.

use super::{becomes, stays};

#[test]
fn unused_operations_go() {
    becomes("x = element(0) y = sin(x) z = cos(y) return x", "return element(0)");
}

#[test]
fn unused_merges_go_and_choices_without_any() {
    becomes(
        "x = element(0) if lt(x, 1.0) { give sin(x), 1 } else { give cos(x), 2 } as a, b return a",
        "x = element(0) if lt(x, 1.0) { give sin(x) } else { give cos(x) } as a return a",
    );
    becomes("x = element(0) if lt(x, 1.0) { give sin(x) } else { give cos(x) } as a return x", "return element(0)");
}

#[test]
fn unused_params_and_exits_go_although_they_feed_themselves() {
    becomes(
        "x0 = element(0) zero = 0.0 ten = 10.0 one = 1.0
         loop x = x0, i = zero, s = zero { } while lt(x, ten)
         { next add(x, one), add(i, one), add(s, sin(s)) } exit i, s as n, t
         return n",
        "x0 = element(0) zero = 0.0 ten = 10.0 one = 1.0
         loop x = x0, i = zero { } while lt(x, ten) { next add(x, one), add(i, one) } exit i as n
         return n",
    );
}

#[test]
fn a_loop_stays_as_it_might_not_end() {
    stays(
        "x0 = element(0) ten = 10.0 one = 1.0 m = lt(x0, one)
         if m { loop x = one { } while lt(x, ten) { next add(x, one) } } else { }
         return x0",
    );
}
