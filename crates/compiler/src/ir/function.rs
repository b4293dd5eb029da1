//! The shape of a function: values, blocks, and where they merge.

use super::op::{Op, Type};

/// A value: assigned once, by the statement or the merge that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Value(u32);

impl Value {
    /// Its number, for tables by value.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Statements, in order. What one of them gives is visible after it, in this block and the blocks inside.
pub type Block = Vec<Stmt>;

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Stmt {
    /// The value of an operation.
    Let(Value, Op),
    /// One of two blocks.
    If(If),
    /// A block, again and again.
    Loop(Loop),
}

/// One of two blocks runs, as the condition says.
#[derive(Clone, Debug, PartialEq)]
pub struct If {
    /// A mask.
    pub cond: Value,
    /// Runs where it is true.
    pub then: Block,
    /// Runs where it is false.
    pub otherwise: Block,
    /// What goes on after it.
    pub results: Vec<Merge>,
}

/// A value that comes from one of two blocks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merge {
    /// Visible after the `If`.
    pub value: Value,
    /// What it is where `then` ran; visible at the end of it.
    pub then: Value,
    /// What it is where `otherwise` ran; visible at the end of it.
    pub otherwise: Value,
}

/// A loop. Each round runs `head`; where `going` is true, `body` follows and then the next round.
///
/// `for (init; test; step) { … }` has its test in the head; `do { … } while (test)` has everything there.
#[derive(Clone, Debug, PartialEq)]
pub struct Loop {
    /// Values that change from round to round.
    pub params: Vec<Param>,
    /// Runs at the start of each round.
    pub head: Block,
    /// A mask, visible at the end of the head: whether there is more.
    pub going: Value,
    /// Runs in the rounds that are not the last one.
    pub body: Block,
    /// What goes on after it.
    pub results: Vec<Exit>,
}

/// A value that changes from round to round; visible in the head and the body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Param {
    /// The value in this round.
    pub value: Value,
    /// The value in the first round; visible before the loop.
    pub init: Value,
    /// The value in the next round; visible at the end of the body.
    pub next: Value,
}

/// A value that a loop leaves behind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exit {
    /// Visible after the loop.
    pub value: Value,
    /// What it is in the last round; visible at the end of the head.
    pub last: Value,
}

/// A function of one element.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    types: Vec<Type>,
    /// What it computes.
    pub body: Block,
    /// Its result; visible at the end of the body.
    pub result: Value,
}

impl Function {
    /// A function without a body; its result is to be set.
    pub fn new() -> Function {
        Function { types: Vec::new(), body: Block::new(), result: Value(0) }
    }

    /// A new value of this type.
    pub fn value(&mut self, ty: Type) -> Value {
        self.types.push(ty);
        Value(u32::try_from(self.types.len() - 1).expect("fewer than 2^32 values"))
    }

    /// The type of a value.
    pub fn ty(&self, value: Value) -> Type {
        self.types[value.index()]
    }

    /// How many values there are, used or not.
    pub fn values(&self) -> usize {
        self.types.len()
    }
}

impl Default for Function {
    fn default() -> Self {
        Function::new()
    }
}
