//! What the virtual machine runs: tapes of steps, and the nodes that say which tape is next.
//!
//! A *tape* is straight-line code for an accumulator machine: a step takes its
//! left operand from the accumulator and leaves its result there. It is run tile
//! by tile, and the accumulators are the CPU's own vector registers for a whole
//! tile. So a value that is used once, by what follows it, never touches memory,
//! and a long formula costs one load per operand and one store. Everything else
//! lives in the registers of one of two banks: *varying* values have a lane per
//! element of the block, *uniform* ones a lane per round of a loop, of which there is mostly one.

use super::registers::Count;
use crate::ir::{Compare, Type};
use std::ops::Range;

/// One step of a tape. `acc` is the accumulator of the operation's type.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(32))]
pub struct Step {
    /// What it does.
    pub op: StepOp,
    /// Of which kind operand `a` is.
    pub a_kind: Kind,
    /// Of which kind operand `b` is.
    pub b_kind: Kind,
    /// Which accumulator is loaded before it, if any: `F64` or `I32`.
    pub first_type: Option<Type>,
    /// Of which kind `first` is.
    pub first_kind: Kind,
    /// Whether there is more to do after it: a store, or another round.
    pub more: bool,
    /// Which accumulator is stored after it, if any.
    pub to_type: Option<Type>,
    /// Whether it is the last of the steps that are repeated.
    pub ends_round: bool,
    /// Whether it is all of them, and only works on the accumulator.
    pub alone: bool,
    /// First operand: a register, or the number of a table.
    pub a: u32,
    /// Second operand: a register, or the number of a function of `Math`.
    pub b: u32,
    /// The register that is loaded before it.
    pub first: u32,
    /// The register that is stored to after it.
    pub to: u32,
    /// How many steps after it go on with the same.
    pub alike: u32,
}

impl Step {
    /// One that neither loads nor stores.
    pub const fn new(op: StepOp, (a_kind, a): (Kind, u32), (b_kind, b): (Kind, u32)) -> Step {
        Step {
            op,
            a_kind,
            b_kind,
            first_type: None,
            first_kind: Kind::None,
            more: false,
            to_type: None,
            ends_round: false,
            alone: false,
            a,
            b,
            first: 0,
            to: 0,
            alike: 0,
        }
    }

    /// Whether it does the same as `other` does, with the same first operand and the same kinds of operands,
    /// to what `other` leaves in the accumulator.
    pub fn goes_on(&self, other: &Step) -> bool {
        (self.op, self.a_kind, self.b_kind, self.a) == (other.op, other.a_kind, other.b_kind, other.a)
            && self.first_type.is_none()
    }
}

/// Where an operand is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In a register of the tape's own bank, a value per lane.
    Lanes,
    /// In a register of the uniform bank, one value for all lanes.
    Uniform,
    /// No register.
    None,
}

/// The operations of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum StepOp {
    // f64: from a register and to one.
    Load,
    Store,
    // f64: acc with a; `R…` with the operands the other way round.
    Add,
    Sub,
    RSub,
    Mul,
    Div,
    RDiv,
    Rem,
    Min,
    Max,
    // f64: two operations, each rounded: acc·a + b, acc·a − b, b − acc·a, acc + a·b, acc − a·b, a·b − acc.
    MulAdd,
    MulSub,
    MulRSub,
    AddMul,
    SubMul,
    RSubMul,
    // f64: acc alone.
    Square,
    Neg,
    Abs,
    Sqrt,
    Floor,
    Ceil,
    Trunc,
    Round,
    Sign,
    Fround,
    F16round,
    // f64: function b of `Math`, of acc, or of acc and a.
    Math1,
    Math2,
    // f64: element acc of table a, and whether there is one, as a mask.
    Lookup,
    Within,
    // f64: a where the mask accumulator is true, else acc; and the other way round.
    SelectA,
    SelectAcc,
    // f64 to mask: acc compared with a.
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Truthy,
    // From accumulator to accumulator.
    F64FromI32,
    F64FromU32,
    F64FromMask,
    I32FromF64,
    I32FromMask,
    // i32, as for f64.
    LoadI32,
    StoreI32,
    AddI32,
    SubI32,
    MulI32,
    And,
    Or,
    Xor,
    Shl,
    Sar,
    Shr,
    BitNot,
    LeadingZeros,
    SelectAI32,
    SelectAccI32,
    EqI32,
    NeI32,
    LtI32,
    LeI32,
    GtI32,
    GeI32,
    // mask, as for f64; SelectMask: a where acc is true, else b.
    LoadMask,
    StoreMask,
    MaskAnd,
    MaskOr,
    MaskXor,
    Not,
    SelectMask,
    // Lanes of mask a leave the loop, with what they leave behind, where the mask accumulator is false.
    Leave,
}

impl StepOp {
    /// The type of the operands in registers; those of a step are of one type.
    pub const fn operand_type(self) -> Type {
        use StepOp::*;
        match self {
            LoadI32 | StoreI32 | AddI32 | SubI32 | MulI32 | And | Or | Xor | Shl | Sar | Shr | SelectAI32
            | SelectAccI32 | EqI32 | NeI32 | LtI32 | LeI32 | GtI32 | GeI32 | BitNot | LeadingZeros => Type::I32,
            LoadMask | StoreMask | MaskAnd | MaskOr | MaskXor | Not | SelectMask | Leave => Type::Mask,
            _ => Type::F64,
        }
    }

    /// The type of the accumulator that it changes, if any.
    pub const fn result_type(self) -> Option<Type> {
        use StepOp::*;
        match self {
            Store | StoreI32 | StoreMask | Leave => None,
            Eq | Ne | Lt | Le | Gt | Ge | Truthy | Within | EqI32 | NeI32 | LtI32 | LeI32 | GtI32 | GeI32 => {
                Some(Type::Mask)
            }
            I32FromF64 | I32FromMask => Some(Type::I32),
            F64FromI32 | F64FromU32 | F64FromMask => Some(Type::F64),
            _ => Some(self.operand_type()),
        }
    }
}

/// Straight-line code.
#[derive(Clone, Debug, PartialEq)]
pub struct Tape {
    /// The steps.
    pub steps: Vec<Step>,
    /// Whether any of them uses the i32 accumulator. Where none does, there are more vector registers for the others.
    pub integers: bool,
}

impl Tape {
    /// A tape of these steps.
    pub fn new(steps: Vec<Step>) -> Tape {
        let integers = steps.iter().any(|step| {
            step.op.operand_type() == Type::I32
                || step.op.result_type() == Some(Type::I32)
                || matches!(step.op, StepOp::F64FromI32 | StepOp::F64FromU32)
        });
        Tape { steps, integers }
    }
}

/// Which bank a tape works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bank {
    /// Values that are the same for all elements.
    Uniform,
    /// Values of each element.
    Varying,
}

/// What is run next.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Steps.
    Tape(Bank, Tape),
    /// One of two sequences, for all elements, as a uniform mask says.
    Choose(u32, Vec<Node>, Vec<Node>),
    /// Two sequences, each if any element takes it.
    Branch(Box<Branch>),
    /// A loop that all elements leave together.
    Repeat(Box<Repeat>),
    /// A loop that each element leaves by itself.
    Diverge(Box<Diverge>),
}

/// Two sequences, each if any element takes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// A varying mask.
    pub cond: u32,
    /// The elements to which it matters.
    pub live: u32,
    /// Those of them where it is true, and where it is false: written here.
    pub inside: [u32; 2],
    /// Runs if any is true.
    pub then: Vec<Node>,
    /// Runs if any is false.
    pub otherwise: Vec<Node>,
}

/// A loop that all elements leave together.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeat {
    /// Runs at the start of each round.
    pub head: Vec<Node>,
    /// Whether there is more: a uniform mask.
    pub going: u32,
    /// Runs if so.
    pub body: Vec<Node>,
    /// How the uniform values of many rounds are computed at once, if they can be.
    pub batch: Option<Batch>,
}

/// A loop that each element leaves by itself, on lanes of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Diverge {
    /// The elements that enter.
    pub live: u32,
    /// Those that are still in the loop: written here, by lane of the loop.
    pub inside: u32,
    /// What moves into lanes of the loop on entry.
    pub entries: Vec<Move>,
    /// Runs at the start of each round.
    pub head: Vec<Node>,
    /// Which elements go on.
    pub test: Test,
    /// What elements leave behind.
    pub exits: Vec<Move>,
    /// Runs for those that go on.
    pub body: Vec<Node>,
    /// Registers whose lanes move along when the elements that are left move together.
    pub carried: Vec<(Type, u32)>,
    /// How the uniform values of many rounds are computed at once, if they can be.
    pub batch: Option<Batch>,
    /// Where a round is nothing but steps, they are all in the body, as one tape: what of it is repeated when
    /// lanes stay in it for several rounds.
    pub round: Option<Range<usize>>,
}

/// A value that goes from one set of lanes to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    /// Of this type.
    pub ty: Type,
    /// Whether `from` is in the uniform bank.
    pub kind: Kind,
    /// Where it is.
    pub from: u32,
    /// Where it goes: a varying register.
    pub to: u32,
}

/// Which elements go on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Test {
    /// Those of a varying mask.
    Mask(u32),
    /// Those with `counter ⋚ bound`. They are sorted by their bound on entry, so that the first ones go on.
    Bound {
        /// `Lt`, `Le`, `Gt` or `Ge`.
        compare: Compare,
        /// The type of both.
        ty: Type,
        /// A uniform register.
        counter: u32,
        /// A varying register from before the loop.
        bound: u32,
    },
}

/// The uniform values of many rounds at once: the uniform bank has a lane for each.
///
/// That is done for loops without branches and loops inside, whose uniform params are counters.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// The uniform params.
    pub counters: Vec<Counter>,
    /// The other uniform values of a round.
    pub tape: Tape,
    /// Uniform registers from before the loop.
    pub constants: Vec<(Type, u32)>,
    /// Uniform registers that are needed after it.
    pub results: Vec<(Type, u32)>,
    /// Which steps of the body are repeated when rounds are run without a look in between. That can be
    /// done if varying values are computed by one tape of the body.
    pub round: Option<Range<usize>>,
}

/// A uniform param that changes by the same number each round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counter {
    /// Its type.
    pub ty: Type,
    /// Its register.
    pub value: u32,
    /// The register of the number.
    pub by: u32,
    /// Whether the number is subtracted.
    pub down: bool,
}

/// What a register holds from the start of a run on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Initial {
    /// A number.
    F64(f64),
    /// An integer.
    I32(i32),
    /// A truth value.
    Mask(bool),
    /// A scalar argument.
    Scalar(u32),
    /// The length of a table.
    Length(u32),
}

/// What a register holds from the start of a block on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The elements of an array argument.
    Element(u32),
    /// The indices of the elements.
    Index,
}

/// A function ready to run, with registers numbered by bank and type.
#[derive(Clone, Debug)]
pub struct Program {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// Uniform registers that are set once.
    pub initials: Vec<(Initial, u32)>,
    /// Varying registers that are set for each block.
    pub inputs: Vec<(Input, Type, u32)>,
    /// The varying register that all results end up in. Nothing reads it.
    pub result: (Type, u32),
    /// The varying mask of the block's elements.
    pub live: u32,
    /// How many uniform registers there are of each type.
    pub uniform: Count,
    /// How many varying registers there are of each type.
    pub varying: Count,
}
