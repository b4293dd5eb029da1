//! How the wrapper writes down what a function is compiled for.

use crate::failure::Failure;
use allcores_compiler::{Const, MathMode, Param, Purpose, Signature};
use allcores_memory::Dtype;
use napi_derive::napi;

/// A variable that the function may use although it does not declare it.
#[napi(object)]
pub struct Constant {
    /// Its name.
    pub name: String,
    /// `s` for a number, else the dtype of a table as a hexadecimal digit.
    pub kind: String,
}

/// What is written as these texts.
pub fn of(params: &str, consts: Vec<Constant>, purpose: &str, math: &str) -> Result<Signature, Failure> {
    let param = |letter: char| match letter {
        's' => Ok(Param::Scalar),
        digit => dtype(digit.encode_utf8(&mut [0; 4])).map(Param::Element),
    };
    Ok(Signature {
        params: params.chars().map(param).collect::<Result<_, _>>()?,
        consts: constants(consts)?,
        purpose: match purpose {
            "number" => Purpose::Number,
            "test" => Purpose::Test,
            digit => Purpose::Map(dtype(digit)?),
        },
        math: math_mode(math)?,
    })
}

/// Named values.
pub fn constants(consts: Vec<Constant>) -> Result<Vec<(String, Const)>, Failure> {
    let constant = |Constant { name, kind }| match kind.as_str() {
        "s" => Ok((name, Const::Number)),
        digit => Ok((name, Const::Table(dtype(digit)?))),
    };
    consts.into_iter().map(constant).collect()
}

/// `host` or `portable`.
pub fn math_mode(text: &str) -> Result<MathMode, Failure> {
    match text {
        "host" => Ok(MathMode::Host),
        "portable" => Ok(MathMode::Portable),
        other => Err(Failure::of_range("OUT_OF_RANGE", format!("math is '{other}', wanted 'host' or 'portable'"))),
    }
}

/// The dtype of this hexadecimal number, whose elements must be numbers.
fn dtype(digit: &str) -> Result<Dtype, Failure> {
    let dtype = usize::from_str_radix(digit, 16).ok().and_then(|index| Dtype::ALL.get(index)).copied();
    dtype
        .filter(|dtype| !dtype.is_big())
        .ok_or_else(|| Failure::of_type("DTYPE_MISMATCH", format!("'{digit}' is no dtype whose elements are numbers")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_what_its_letters_say() {
        let consts = [("k", "s"), ("table", "7")].map(|(name, kind)| Constant { name: name.into(), kind: kind.into() });
        let signature = of("8sb", consts.into(), "2", "portable").unwrap();
        assert_eq!(signature.params, [Param::Element(Dtype::Float64), Param::Scalar, Param::Element(Dtype::Float16)]);
        assert_eq!(signature.consts[0], ("k".into(), Const::Number));
        assert_eq!(signature.consts[1], ("table".into(), Const::Table(Dtype::Float32)));
        assert_eq!(signature.purpose, Purpose::Map(Dtype::Uint8Clamped));
        assert_eq!(signature.math, MathMode::Portable);
    }

    #[test]
    fn bigints_and_nonsense_are_refused() {
        for (params, purpose, math) in [("9", "8", "host"), ("8", "a", "host"), ("x", "8", "host"), ("8", "8", "fast")]
        {
            assert!(of(params, Vec::new(), purpose, math).is_err(), "{params} {purpose} {math}");
        }
    }
}
