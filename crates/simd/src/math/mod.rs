//! The functions of JavaScript's `Math` that are not exact by definition, by name; and those that are, in [`exact`].

pub mod exact;

pub mod host;

pub mod portable;

/// A function of `Math` whose last bits are a matter of the algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// `Math.sin`.
    Sin,
    /// `Math.cos`.
    Cos,
    /// `Math.tan`.
    Tan,
    /// `Math.asin`.
    Asin,
    /// `Math.acos`.
    Acos,
    /// `Math.atan`.
    Atan,
    /// `Math.atan2`, of two parameters.
    Atan2,
    /// `Math.sinh`.
    Sinh,
    /// `Math.cosh`.
    Cosh,
    /// `Math.tanh`.
    Tanh,
    /// `Math.asinh`.
    Asinh,
    /// `Math.acosh`.
    Acosh,
    /// `Math.atanh`.
    Atanh,
    /// `Math.exp`.
    Exp,
    /// `Math.expm1`.
    Expm1,
    /// `Math.log`.
    Log,
    /// `Math.log1p`.
    Log1p,
    /// `Math.log2`.
    Log2,
    /// `Math.log10`.
    Log10,
    /// `Math.cbrt`.
    Cbrt,
    /// `Math.pow` and `**`, of two parameters.
    Pow,
}

impl Function {
    /// All of them.
    pub const ALL: [Function; 21] = [
        Function::Sin,
        Function::Cos,
        Function::Tan,
        Function::Asin,
        Function::Acos,
        Function::Atan,
        Function::Atan2,
        Function::Sinh,
        Function::Cosh,
        Function::Tanh,
        Function::Asinh,
        Function::Acosh,
        Function::Atanh,
        Function::Exp,
        Function::Expm1,
        Function::Log,
        Function::Log1p,
        Function::Log2,
        Function::Log10,
        Function::Cbrt,
        Function::Pow,
    ];

    /// Its name in JavaScript.
    pub const fn name(self) -> &'static str {
        match self {
            Function::Sin => "sin",
            Function::Cos => "cos",
            Function::Tan => "tan",
            Function::Asin => "asin",
            Function::Acos => "acos",
            Function::Atan => "atan",
            Function::Atan2 => "atan2",
            Function::Sinh => "sinh",
            Function::Cosh => "cosh",
            Function::Tanh => "tanh",
            Function::Asinh => "asinh",
            Function::Acosh => "acosh",
            Function::Atanh => "atanh",
            Function::Exp => "exp",
            Function::Expm1 => "expm1",
            Function::Log => "log",
            Function::Log1p => "log1p",
            Function::Log2 => "log2",
            Function::Log10 => "log10",
            Function::Cbrt => "cbrt",
            Function::Pow => "pow",
        }
    }

    /// How many parameters it has.
    pub const fn arity(self) -> usize {
        if matches!(self, Function::Atan2 | Function::Pow) { 2 } else { 1 }
    }
}
