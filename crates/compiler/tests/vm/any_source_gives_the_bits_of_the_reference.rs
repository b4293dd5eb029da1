//! Whatever JavaScript of the subset, from text to result: on each instruction set, what the reference gives for the
//! function as it was lowered, also with the results in place of an input.

use super::common::{disagreement, source};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_some_elements(choices in prop::collection::vec(any::<u8>(), 8..220), len in prop::sample::select(&[1_usize, 7, 70][..])) {
        prop_assert_eq!(disagreement(&source(&choices), len).1, None);
    }
}

#[test]
fn most_sources_are_compiled_and_end() {
    let mut state = 1u64;
    let mut byte = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    };
    let ended = (0..60).filter(|_| {
        let choices: Vec<u8> = (0..100).map(|_| byte()).collect();
        disagreement(&source(&choices), 7).0
    });
    assert!(ended.count() > 40);
}
