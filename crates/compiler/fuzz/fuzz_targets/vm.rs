//! Whatever the function of the subset: on each instruction set, the bits of the reference.

#![no_main]

#[path = "../../tests/common/agreement.rs"]
mod agreement;
#[path = "../../tests/common/source.rs"]
mod source;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|choices: &[u8]| {
    // The first byte says how many elements: part of a vector, of a block, or several blocks.
    let [first, choices @ ..] = choices else { return };
    let len = [1, 7, 70, 1100][usize::from(first % 4)];
    let (_, difference) = agreement::disagreement(&source::source(choices), len);
    assert_eq!(difference, None);
});
