//! What a function is compiled for: together with its source, the key of everything that is remembered.

use allcores_memory::Dtype;

/// One argument of the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Param {
    /// The elements of an array, one after the other.
    Element(Dtype),
    /// The same number for every element.
    Scalar,
}

/// A named value passed beside the arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Const {
    /// A number. Its value is not part of the key: it arrives as a scalar, after those of the parameters.
    Number,
    /// An array that the function only reads, by index.
    Table(Dtype),
}

/// What becomes of the function's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Stored as an element of this type.
    Map(Dtype),
    /// Kept as a number.
    Number,
    /// Tested for truth.
    Test,
}

/// Which bits the functions of `Math` give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MathMode {
    /// Those of the host's own `Math`.
    #[default]
    Host,
    /// The same on every machine, within one unit in the last place.
    Portable,
}

/// How a function is called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Signature {
    /// Its arguments. The element's index follows them.
    pub params: Vec<Param>,
    /// Variables that it may use although it does not declare them.
    pub consts: Vec<(String, Const)>,
    /// What becomes of its result.
    pub purpose: Purpose,
    /// Which `Math` it sees.
    pub math: MathMode,
}
