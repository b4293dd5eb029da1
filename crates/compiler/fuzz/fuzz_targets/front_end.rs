//! Whatever the bytes: a function that is well formed, or a refusal with a place in the text.

#![no_main]

use allcores_compiler::{MathMode, Param, Purpose, Signature, front, ir};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    let signature = Signature {
        params: vec![Param::Scalar; 2],
        consts: Vec::new(),
        purpose: Purpose::Number,
        math: MathMode::Host,
    };
    match front::lower(&source, &signature) {
        Ok(function) => assert_eq!(ir::verify(&function), Ok(())),
        Err(refusal) => assert!(refusal.line >= 1 && refusal.column >= 1 && !refusal.remedy.is_empty()),
    }
});
