//! Constants are computed, and what is exact is said with less; what only seems so stays.

use super::{becomes, stays};

/// The two for `x` and `y` of f64, `i` of i32, `u` the bits of a Uint32, and masks `m` and `n`.
fn expression(before: &str, after: &str) {
    const ALL: [(&str, &str); 6] = [
        ("x", "element(0)"),
        ("y", "element(1)"),
        ("i", "element(3)"),
        ("u", "element(4)"),
        ("m", "lt(element(0), element(1))"),
        ("n", "truthy(element(2))"),
    ];
    let with_inputs = |text: &str| {
        // In the order of their use, as unused ones are removed.
        let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
        let mut inputs = String::new();
        for (name, definition) in ALL {
            if words(text).iter().any(|word| word == name) {
                inputs += &format!("{name} = {definition}\n");
            }
        }
        format!("{inputs}return {text}")
    };
    becomes(&with_inputs(before), &with_inputs(after));
}

#[test]
fn constants_are_computed() {
    expression("add(0.1, 0.2)", "0.30000000000000004");
    expression("div(-1.0, 0.0)", "-inf");
    expression("rem(-4.0, 2.0)", "-0.0");
    expression("i32fromf64(4294967297.5)", "1");
    expression("shr(-8, 33)", "2147483644");
    expression("select(lt(1.0, 2.0), 5, 6)", "5");
    expression("not(true)", "false");
    expression("lei32(3, 2)", "false");
}

#[test]
fn functions_of_math_are_not_computed() {
    for text in ["return sin(1.0)", "return pow(2.0, 3.0)", "return pow(element(0), -2.0)"] {
        stays(text);
    }
}

#[test]
fn powers_about_which_all_agree_are_computed_without_pow() {
    expression("pow(x, 0.0)", "1.0");
    expression("pow(x, -0.0)", "1.0");
    expression("pow(x, NaN)", "NaN");
    expression("pow(x, 2.0)", "mul(x, x)");
    becomes(
        "return pow(element(0), 0.5)",
        "x = element(0) all = inf none = -inf zero = 0.0 m = eq(x, none)
         return select(m, all, sqrt(add(x, zero)))",
    );
    for exponent in [1.0, -1.0, -0.5, 3.0, 4.0] {
        stays(&format!("return pow(element(0), {exponent:?})"));
    }
}

#[test]
fn what_changes_no_number_goes() {
    for text in [
        "sub(x, 0.0)",
        "add(x, -0.0)",
        "add(-0.0, x)",
        "mul(x, 1.0)",
        "mul(1.0, x)",
        "div(x, 1.0)",
        "neg(neg(x))",
        "min(x, x)",
        "max(x, -inf)",
        "min(inf, x)",
        "select(m, x, x)",
    ] {
        // A mask that goes needs no second element.
        if text.contains('m') && text.contains("select") {
            becomes(&format!("x = element(0) y = element(1) m = lt(x, y) return {text}"), "return element(0)");
        } else {
            expression(text, "x");
        }
    }
}

#[test]
fn what_changes_a_zero_stays() {
    for text in ["add(x, 0.0)", "sub(x, -0.0)", "sub(0.0, x)", "mul(x, 0.0)", "sub(x, x)", "div(x, x)", "div(x, 3.0)"] {
        expression(text, text);
    }
}

#[test]
fn a_zero_changes_nothing_that_is_no_negative_zero() {
    expression("add(f64fromi32(i), 0.0)", "f64fromi32(i)");
    expression("sub(abs(x), -0.0)", "abs(x)");
}

#[test]
fn signs_are_moved_into_operations() {
    expression("mul(x, -1.0)", "neg(x)");
    expression("sub(-0.0, x)", "neg(x)");
    expression("add(x, neg(y))", "sub(x, y)");
    expression("add(neg(x), y)", "sub(y, x)");
    expression("sub(x, neg(y))", "add(x, y)");
    expression("mul(neg(x), neg(y))", "mul(x, y)");
    expression("abs(neg(x))", "abs(x)");
}

#[test]
fn division_by_a_power_of_two_is_multiplication() {
    expression("div(x, 8.0)", "mul(x, 0.125)");
    expression("div(x, -0.25)", "mul(x, -4.0)");
    // 2^1023, whose reciprocal is denormal.
    expression("div(x, 8.98846567431158e307)", "mul(x, 1.1125369292536007e-308)");
    // 2^-1024: its reciprocal is no number.
    expression("div(x, 5.562684646268003e-309)", "div(x, 5.562684646268003e-309)");
}

#[test]
fn rounding_what_is_round_goes() {
    expression("floor(trunc(x))", "trunc(x)");
    expression("round(f64fromi32(i))", "f64fromi32(i)");
    expression("fround(fround(x))", "fround(x)");
    expression("fround(f16round(x))", "f16round(x)");
    expression("f16round(fround(x))", "f16round(fround(x))");
    expression("floor(sqrt(x))", "floor(sqrt(x))");
}

#[test]
fn integers_are_recognised_in_numbers() {
    expression("i32fromf64(f64fromi32(i))", "i");
    expression("i32fromf64(f64fromu32(u))", "u");
    expression("i32fromf64(trunc(x))", "i32fromf64(x)");
    expression("i32fromf64(add(f64fromi32(i), f64fromu32(u)))", "addi32(i, u)");
    expression("i32fromf64(sub(f64fromi32(i), f64fromi32(u)))", "subi32(i, u)");
    expression("i32fromf64(add(mul(f64fromi32(i), 31.0), f64fromi32(u)))", "addi32(muli32(i, 31), u)");
    expression("i32fromf64(neg(f64fromi32(i)))", "subi32(0, i)");
    // The product may be rounded.
    expression("i32fromf64(mul(f64fromi32(i), f64fromi32(u)))", "i32fromf64(mul(f64fromi32(i), f64fromi32(u)))");
}

#[test]
fn integers_are_compared_as_integers() {
    expression("lt(f64fromi32(i), f64fromi32(u))", "lti32(i, u)");
    expression("ge(f64fromi32(i), 10.0)", "gei32(i, 10)");
    expression("eq(f64fromu32(u), 4294967295.0)", "eqi32(u, -1)");
    expression("truthy(f64fromi32(i))", "nei32(i, 0)");
    for text in ["lt(f64fromu32(u), 10.0)", "lt(f64fromi32(i), 0.5)", "lt(f64fromi32(i), 2147483648.0)"] {
        expression(text, text);
    }
    expression("lt(f64fromu32(shr(u, 1)), 10.0)", "lti32(shr(u, 1), 10)");
}

#[test]
fn what_a_power_of_two_leaves_of_an_integer_are_its_low_bits() {
    expression("rem(f64fromu32(u), 8.0)", "f64fromi32(and(u, 7))");
    expression("rem(f64fromu32(u), -2147483648.0)", "f64fromi32(and(u, 2147483647))");
    expression("rem(f64fromi32(shr(i, 1)), 4.0)", "f64fromi32(and(shr(i, 1), 3))");
    expression("eq(rem(f64fromi32(i), 2.0), 0.0)", "eqi32(and(i, 1), 0)");
    expression("truthy(rem(f64fromi32(i), 16.0))", "nei32(and(i, 15), 0)");
    for text in [
        "rem(f64fromi32(i), 8.0)",
        "eq(rem(f64fromi32(i), 8.0), 1.0)",
        "rem(x, 8.0)",
        "rem(f64fromu32(u), 10.0)",
        "rem(f64fromu32(u), 0.5)",
        "rem(f64fromu32(u), 4294967296.0)",
    ] {
        expression(text, text);
    }
}

#[test]
fn integer_rules() {
    for text in ["addi32(i, 0)", "and(i, -1)", "or(0, i)", "xor(i, 0)", "shl(i, 32)", "muli32(1, i)", "and(i, i)"] {
        expression(text, "i");
    }
    for text in ["and(i, 0)", "subi32(i, i)", "xor(i, i)", "muli32(i, 0)"] {
        expression(&format!("addi32(u, {text})"), "u");
    }
    expression("xor(i, -1)", "bitnot(i)");
    expression("bitnot(bitnot(i))", "i");
    expression("muli32(i, 8)", "shl(i, 3)");
    expression("sar(i, 31)", "sar(i, 31)");
}

#[test]
fn masks_are_simplified() {
    for text in ["not(not(m))", "maskand(m, true)", "maskor(false, m)", "maskor(m, m)", "truthy(f64frommask(m))"] {
        expression(text, "m");
    }
    expression("select(not(m), i, u)", "select(m, u, i)");
    expression("select(m, true, n)", "maskor(m, n)");
    expression("select(m, n, false)", "maskand(m, n)");
    expression("select(m, 1.0, 0.0)", "f64frommask(m)");
    expression("select(m, 1.0, -0.0)", "select(m, 1.0, -0.0)");
    expression("not(lti32(i, u))", "gei32(i, u)");
    expression("not(eq(x, y))", "ne(x, y)");
    // With a NaN both are false.
    expression("not(lt(x, y))", "not(lt(x, y))");
    expression("select(m, f64fromi32(i), f64fromi32(u))", "f64fromi32(select(m, i, u))");
    expression("lt(x, NaN)", "false");
    expression("ne(NaN, x)", "true");
}

#[test]
fn a_number_compared_with_itself_may_be_nan() {
    for text in ["eq(x, x)", "ne(x, x)", "le(x, x)", "ge(x, x)"] {
        expression(text, text);
    }
    for text in ["lt(x, x)", "gt(x, x)", "nei32(i, i)", "lti32(i, i)"] {
        expression(text, "false");
    }
    expression("lei32(i, i)", "true");
}

#[test]
fn a_constant_condition_leaves_one_block() {
    becomes(
        "x = element(0) if lt(1.0, 2.0) { give sin(x) } else { give cos(x) } as y return y",
        "return sin(element(0))",
    );
}

#[test]
fn inside_a_branch_its_condition_is_known() {
    becomes(
        "x = element(0) y = element(1) m = lt(x, y)
         if m {
           if m { give sin(x) } else { give cos(x) } as a
           give a
         } else { give tan(select(m, y, x)) } as z
         return z",
        "x = element(0) y = element(1) m = lt(x, y)
         if m { give sin(x) } else { give tan(x) } as z
         return z",
    );
    becomes(
        "x = element(0) y = element(1) n = truthy(x) m = lt(x, y)
         if maskand(m, n) { give sin(select(n, x, y)) } else { give tan(x) } as z
         return z",
        "x = element(0) y = element(1) n = truthy(x) m = lt(x, y)
         if maskand(m, n) { give sin(x) } else { give tan(x) } as z
         return z",
    );
}

#[test]
fn where_a_conjunction_is_false_its_parts_are_not_known() {
    stays(
        "x = element(0) y = element(1) n = truthy(x) m = lt(x, y)
         if maskand(m, n) { give sin(x) } else { give tan(select(n, x, y)) } as z
         return z",
    );
    becomes(
        "x = element(0) y = element(1) n = truthy(x) m = lt(x, y)
         if maskor(m, n) { give sin(select(n, x, y)) } else { give tan(select(n, x, y)) } as z
         return z",
        "x = element(0) y = element(1) n = truthy(x) m = lt(x, y)
         if maskor(m, n) { give sin(select(n, x, y)) } else { give tan(y) } as z
         return z",
    );
}

#[test]
fn a_loop_that_is_never_repeated_is_none() {
    becomes(
        "loop i = element(0) { j = sqrt(i) } while lt(2.0, 1.0) { next add(i, j) } exit j as k return k",
        "return sqrt(element(0))",
    );
}
