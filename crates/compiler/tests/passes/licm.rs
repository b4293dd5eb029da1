//! What is the same in each round is computed once, before the loop.

use super::{becomes, stays};

#[test]
fn invariants_leave_the_head_and_the_body() {
    becomes(
        "x = element(0)
         loop i = 0.0, s = 0.0 { } while lt(i, min(x, 5.0)) { next add(i, 1.0), add(s, sin(x)) } exit s as t
         return t",
        "x = element(0) zero = 0.0 five = 5.0 bound = min(x, five) one = 1.0 y = sin(x)
         loop i = zero, s = zero { } while lt(i, bound) { next add(i, one), add(s, y) } exit s as t
         return t",
    );
}

#[test]
fn invariants_leave_all_loops_they_do_not_depend_on() {
    becomes(
        "x = element(0)
         loop i = 0.0, s = 0.0 { } while lt(i, 5.0) {
           loop j = 0.0, u = s { } while lt(j, 5.0) {
             next add(j, 1.0), add(u, mul(sqrt(i), sqrt(x)))
           } exit u as v
           next add(i, 1.0), v
         } exit s as t
         return t",
        "x = element(0) zero = 0.0 five = 5.0 one = 1.0 r = sqrt(x)
         loop i = zero, s = zero { } while lt(i, five) {
           q = mul(sqrt(i), r)
           loop j = zero, u = s { } while lt(j, five) { next add(j, one), add(u, q) } exit u as v
           next add(i, one), v
         } exit s as t
         return t",
    );
}

#[test]
fn what_is_dear_does_not_leave_a_branch() {
    stays(
        "x = element(0) y = element(1) zero = 0.0 five = 5.0 one = 1.0
         loop i = zero, s = zero { } while lt(i, five) {
           if lt(i, y) { give add(s, exp(sin(x))) } else { give s } as u
           next add(i, one), u
         } exit s as t
         return t",
    );
}
