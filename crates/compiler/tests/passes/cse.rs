//! What was computed before is not computed again.

use super::{becomes, stays};

#[test]
fn the_same_operation_runs_once() {
    becomes("x = element(0) return add(sin(x), sin(element(0)))", "s = sin(element(0)) return add(s, s)");
}

#[test]
fn operands_may_be_exchanged_where_that_changes_nothing() {
    becomes(
        "x = element(0) y = element(1) return div(mul(x, y), mul(y, x))",
        "x = element(0) y = element(1) p = mul(x, y) return div(p, p)",
    );
    becomes("x = element(0) y = element(1) return maskxor(lt(x, y), gt(y, x))", "return false");
    stays("x = element(0) y = element(1) return div(sub(x, y), sub(y, x))");
    stays("x = element(0) y = element(1) return div(atan2(x, y), atan2(y, x))");
}

#[test]
fn both_zeros_remain() {
    stays("m = lt(element(0), element(1)) return select(m, 0.0, -0.0)");
}

#[test]
fn blocks_inside_know_what_is_outside_and_not_the_other_way_round() {
    becomes(
        "x = element(0) s = sin(x)
         if lt(x, 1.0) { give exp(sin(x)) } else { give cos(s) } as y
         return add(y, exp(sin(x)))",
        "x = element(0) s = sin(x)
         if lt(x, 1.0) { give exp(s) } else { give cos(s) } as y
         return add(y, exp(s))",
    );
}

#[test]
fn a_loops_body_knows_its_head() {
    becomes(
        "loop x = element(0), i = 0.0 { } while lt(sqrt(x), 2.0) { next add(sqrt(x), 1.0), add(i, 1.0) } exit i as n
         return n",
        "x0 = element(0) zero = 0.0 two = 2.0 one = 1.0
         loop x = x0, i = zero { r = sqrt(x) } while lt(r, two) { next add(r, one), add(i, one) } exit i as n
         return n",
    );
}
