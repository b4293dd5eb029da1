//! A choice between cheap blocks is a selection; one that saves work stays.

use super::{becomes, stays};

#[test]
fn cheap_blocks_both_run() {
    becomes(
        "x = element(0) y = element(1)
         if lt(x, y) { give mul(x, y), x } else { give add(x, y), y } as a, b
         return sub(a, b)",
        "x = element(0) y = element(1) m = lt(x, y) p = mul(x, y) s = add(x, y)
         a = select(m, p, s) b = select(m, x, y)
         return sub(a, b)",
    );
}

#[test]
fn nested_ones_too() {
    becomes(
        "x = element(0) y = element(1) n = le(x, element(2))
         if lt(x, y) { if n { give x } else { give neg(x) } as a give a } else { give y } as b
         return b",
        "x = element(0) y = element(1) n = le(x, element(2)) m = lt(x, y)
         a = select(n, x, neg(x))
         return select(m, a, y)",
    );
}

#[test]
fn dear_blocks_run_where_they_must() {
    stays("x = element(0) if lt(x, 1.0) { give exp(sin(x)) } else { give x } as a return a");
}

#[test]
fn where_all_elements_choose_alike_the_choice_stays() {
    stays(
        "x = element(0) k = scalar(0)
         if lt(k, 1.0) { give mul(x, add(x, sqrt(x))) } else { give x } as a
         return a",
    );
}

#[test]
fn loops_are_not_run_where_they_were_not() {
    for branches in [
        "{ two = 2.0 loop i = x { } while lt(i, y) { next mul(add(i, two), two) } exit i as j give j } else { give y }",
        "{ give y } else { two = 2.0 loop i = x { } while lt(i, y) { next mul(add(i, two), two) } exit i as j give j }",
    ] {
        stays(&format!("x = element(0) y = element(1) if lt(x, 1.0) {branches} as a return a"));
    }
}
