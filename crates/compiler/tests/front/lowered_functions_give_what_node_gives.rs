//! Against a table of functions and the results that Node gave for them (cases.mjs writes it).

use super::run::{Compiled, signature};

#[test]
fn every_case_gives_the_number_that_node_gave() {
    let mut lines = include_str!("cases.txt").lines();
    let numbers = numbers(lines.next().and_then(|line| line.strip_prefix("numbers ")).expect("the numbers"));
    let mut failures = Vec::new();
    let mut cases = 0;
    while let (Some(head), Some(results)) = (lines.next(), lines.next()) {
        let (_, source) = head.split_once(' ').expect("a group and a function");
        let source = unescaped(source);
        cases += 1;
        let compiled = match Compiled::new(&source, &signature(2)) {
            Ok(compiled) => compiled,
            Err(refusal) => {
                failures.push(format!("{source}\n  refused: {refusal}"));
                continue;
            }
        };
        let pairs = numbers.iter().flat_map(|&x| numbers.iter().map(move |&y| [x, y]));
        for (index, (pair, wanted)) in pairs.zip(self::numbers(results)).enumerate() {
            let given = compiled.of_numbers(&pair, index);
            if given.to_bits() != wanted.to_bits() && !(given.is_nan() && wanted.is_nan()) {
                failures.push(format!("{source}\n  of {pair:?}: {given}, not {wanted}"));
                break;
            }
        }
    }
    assert!(cases > 200, "{cases} cases");
    assert!(failures.is_empty(), "{} of {cases}:\n{}", failures.len(), failures.join("\n"));
}

fn numbers(line: &str) -> Vec<f64> {
    line.split(' ')
        .map(|number| if number == "Infinity" { f64::INFINITY } else { number.parse().expect(number) })
        .collect()
}

fn unescaped(text: &str) -> String {
    let mut chars = text.chars();
    let mut unescaped = String::new();
    while let Some(c) = chars.next() {
        match c {
            '\\' => unescaped.push(match chars.next() {
                Some('n') => '\n',
                other => other.unwrap_or('\\'),
            }),
            c => unescaped.push(c),
        }
    }
    unescaped
}
