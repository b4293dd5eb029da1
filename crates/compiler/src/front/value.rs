//! What is known of a JavaScript value while its function is lowered.
//!
//! Types are static as far as they can be: a value that is a number on every path is a
//! single `f64`. Where paths disagree it becomes [`Val::Mixed`], a number together with
//! the masks that say where it is `undefined` or a boolean instead; so that `===`, `??`
//! and truth stay exact without a tag in the intermediate form. Functions, `Math` and
//! tables exist only here: calls are inlined, and such a value never reaches a merge.

use super::scope::Closure;
use crate::ir::{Binary, Unary, Value};
use std::rc::Rc;

/// A truth value, perhaps known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mask {
    Is(bool),
    Where(Value),
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Val<'a> {
    /// This number; nothing is emitted before it is used.
    Constant(f64),
    /// A number.
    Number(Value),
    /// A number that is a signed 32-bit integer.
    Int(Value),
    /// A number that is an unsigned 32-bit integer.
    Uint(Value),
    Bool(Mask),
    Undefined,
    Null,
    /// A number, `undefined` or a boolean. `number` is what `Number(value)` gives.
    Mixed {
        number: Value,
        undefined: Mask,
        boolean: Mask,
    },
    Static(Thing<'a>),
    /// Declared further down.
    Early,
    /// Merged from what cannot be merged; an error where it is used.
    Torn,
    /// Not in scope: whatever it holds is never read.
    Dead,
}

/// What exists only while the function is lowered.
#[derive(Clone, Debug)]
pub(super) enum Thing<'a> {
    Function(Rc<Closure<'a>>),
    Table(u32),
    Math,
    Number,
    Call(Builtin),
}

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Builtin {
    Unary(Unary),
    Binary(Binary),
    /// `Math.min` or `Math.max`, from what they give without arguments.
    Fold(Binary, f64),
    Hypot,
    LeadingZeros,
    IntegerProduct,
    ToNumber,
    ToBoolean,
    /// `isNaN`, or `Number.isNaN` if strict.
    IsNan {
        strict: bool,
    },
    /// `isFinite`, or `Number.isFinite` if strict.
    IsFinite {
        strict: bool,
    },
    /// `Number.isInteger`, or `Number.isSafeInteger`: integers up to this magnitude.
    IsInteger(f64),
    Random,
}

/// The representation that values of several paths are brought to where they merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A constant that an `i32` holds, signed or not.
    Small {
        signed: bool,
        unsigned: bool,
    },
    Number,
    Int,
    Uint,
    Bool,
    Undefined,
    Mixed {
        undefined: bool,
        boolean: bool,
    },
    Dead,
    Torn,
}

impl<'a> Val<'a> {
    pub fn kind(&self) -> Kind {
        match *self {
            Val::Constant(number) => {
                let signed = f64::from(number as i32).to_bits() == number.to_bits();
                let unsigned = f64::from(number as u32).to_bits() == number.to_bits();
                if signed || unsigned { Kind::Small { signed, unsigned } } else { Kind::Number }
            }
            Val::Number(_) => Kind::Number,
            Val::Int(_) => Kind::Int,
            Val::Uint(_) => Kind::Uint,
            Val::Bool(_) => Kind::Bool,
            Val::Undefined => Kind::Undefined,
            Val::Mixed { undefined, boolean, .. } => {
                Kind::Mixed { undefined: undefined != Mask::Is(false), boolean: boolean != Mask::Is(false) }
            }
            Val::Dead => Kind::Dead,
            Val::Null | Val::Static(_) | Val::Early | Val::Torn => Kind::Torn,
        }
    }

    /// Whether the two are the same without a look at what they are at run time.
    pub fn same(&self, other: &Val<'a>) -> bool {
        match (self, other) {
            (Val::Constant(a), Val::Constant(b)) => a.to_bits() == b.to_bits(),
            (Val::Number(a), Val::Number(b)) | (Val::Int(a), Val::Int(b)) | (Val::Uint(a), Val::Uint(b)) => a == b,
            (Val::Bool(a), Val::Bool(b)) => a == b,
            (
                Val::Mixed { number, undefined, boolean },
                Val::Mixed { number: other, undefined: other_undefined, boolean: other_boolean },
            ) => number == other && undefined == other_undefined && boolean == other_boolean,
            (Val::Static(a), Val::Static(b)) => a.same(b),
            (Val::Undefined, Val::Undefined)
            | (Val::Null, Val::Null)
            | (Val::Early, Val::Early)
            | (Val::Torn, Val::Torn)
            | (Val::Dead, Val::Dead) => true,
            _ => false,
        }
    }
}

impl Thing<'_> {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Thing::Function(a), Thing::Function(b)) => Rc::ptr_eq(a, b),
            (Thing::Table(a), Thing::Table(b)) => a == b,
            (Thing::Math, Thing::Math) | (Thing::Number, Thing::Number) => true,
            (Thing::Call(a), Thing::Call(b)) => a == b,
            _ => false,
        }
    }
}

impl Kind {
    /// The least representation that holds both.
    pub fn join(self, other: Kind) -> Kind {
        use Kind::{Bool, Dead, Int, Mixed, Number, Small, Torn, Uint, Undefined};
        match (self, other) {
            (a, b) if a == b => a,
            (Dead, kind) | (kind, Dead) => kind,
            (Torn, _) | (_, Torn) => Torn,
            (Small { signed: a, unsigned: b }, Small { signed: c, unsigned: d }) if a && c || b && d => {
                Small { signed: a && c, unsigned: b && d }
            }
            (Small { signed: true, .. }, Int) | (Int, Small { signed: true, .. }) => Int,
            (Small { unsigned: true, .. }, Uint) | (Uint, Small { unsigned: true, .. }) => Uint,
            (Number | Int | Uint | Small { .. }, Number | Int | Uint | Small { .. }) => Number,
            (a, b) => {
                let undefined = |kind| matches!(kind, Undefined | Mixed { undefined: true, .. });
                let boolean = |kind| matches!(kind, Bool | Mixed { boolean: true, .. });
                Mixed { undefined: undefined(a) || undefined(b), boolean: boolean(a) || boolean(b) }
            }
        }
    }

    /// The same, of values that are not constants.
    pub fn of_variable(self) -> Kind {
        match self {
            Kind::Small { .. } => Kind::Number,
            Kind::Undefined => Kind::Mixed { undefined: true, boolean: false },
            kind => kind,
        }
    }
}
