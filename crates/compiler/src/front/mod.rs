//! From JavaScript to the intermediate form.
//!
//! The source is what `fn.toString()` gives. A full parser reads it, so that whatever
//! engines and tools write is understood or named precisely; then one walk over the tree
//! lowers it: scopes and types are static (`value`), branches and loops merge the
//! variables they assign (`merge`, `control`), calls are inlined (`call`), and
//! whatever is outside of the subset ends the walk with a [`Refusal`]. No pass over the
//! form happens here: what is emitted is plain, and optimised elsewhere.

mod call;
mod control;
mod emit;
mod exits;
mod expression;
mod math;
mod merge;
mod operators;
mod parse;
mod refused;
mod scope;
mod shapes;
mod statement;
mod value;

use crate::ir::{self, Block, Op, Type, Value};
use crate::{Const, Param, Purpose, Reason, Refusal, Signature};
use allcores_memory::Dtype;
use scope::{Closure, Code, Role, Scope, Symbol};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use value::{Kind, Thing, Val};

/// Statements of the result, at most.
const STATEMENTS: usize = 20_000;
/// Steps of the lowering, at most; loops are lowered more than once.
const WORK: usize = 400_000;
/// Blocks within blocks, at most.
const NESTING: usize = 200;
/// Expressions and statements within each other, at most.
const DEPTH: usize = 500;

/// Lowers a function for arguments of these types.
pub fn lower(source: &str, signature: &Signature) -> Result<ir::Function, Refusal> {
    parse::with_function(source, |code| Lowerer::new(signature).function(code))
}

/// A refusal before its place has become a line and a column.
#[derive(Debug)]
struct Stop {
    reason: Reason,
    construct: String,
    remedy: String,
    at: u32,
}

type Result<T, E = Stop> = std::result::Result<T, E>;

fn refuse(at: u32, construct: impl Into<String>, remedy: impl Into<String>) -> Stop {
    Stop { reason: Reason::Unsupported, construct: construct.into(), remedy: remedy.into(), at }
}

fn too_large(at: u32) -> Stop {
    Stop {
        reason: Reason::TooLarge,
        construct: "a function of this size".to_owned(),
        remedy: "split it into smaller functions, or call fewer functions inside of it".to_owned(),
        at,
    }
}

/// The state of the walk.
struct Lowerer<'a> {
    signature: &'a Signature,
    function: ir::Function,
    /// Where statements are emitted.
    block: Block,
    emitted: usize,
    steps: usize,
    nesting: usize,
    depth: usize,
    /// The place of the statement at hand.
    at: u32,
    /// What each symbol holds here.
    slots: Vec<Val<'a>>,
    symbols: HashMap<(u32, Role), Symbol>,
    /// Symbols that say whether an exit has been taken.
    exits: HashSet<Symbol>,
    /// What was assigned, with what was there before.
    journal: Vec<(Symbol, Val<'a>)>,
    scope: Rc<Scope<'a>>,
    /// The constants of the signature.
    constants: BTreeMap<&'a str, Val<'a>>,
    /// The functions that are being inlined, outermost first.
    frames: Vec<call::Frame<'a>>,
    /// Whether the test or the update of a loop is being lowered: between rounds, where each has variables of its own.
    rounds_begin: bool,
    /// What each loop was found to assign.
    assigned: HashMap<u32, BTreeMap<Symbol, Kind>>,
}

impl<'a> Lowerer<'a> {
    fn new(signature: &'a Signature) -> Self {
        Lowerer {
            signature,
            function: ir::Function::new(),
            block: Block::new(),
            emitted: 0,
            steps: 0,
            nesting: 0,
            depth: 0,
            at: 0,
            slots: Vec::new(),
            symbols: HashMap::new(),
            exits: HashSet::new(),
            journal: Vec::new(),
            scope: Scope::outermost(),
            constants: BTreeMap::new(),
            frames: Vec::new(),
            rounds_begin: false,
            assigned: HashMap::new(),
        }
    }

    fn function(mut self, code: Code<'a>) -> Result<ir::Function> {
        let mut arguments = Vec::with_capacity(self.signature.params.len() + 1);
        let (mut arrays, mut scalars, mut tables) = (0, 0, 0);
        for param in &self.signature.params {
            arguments.push(match *param {
                Param::Scalar => Val::Number(self.emit(Type::F64, Op::Scalar(next(&mut scalars)))),
                Param::Element(dtype) => self.element(dtype, next(&mut arrays)),
            });
        }
        arguments.push(Val::Number(self.emit(Type::F64, Op::Index)));
        for (name, constant) in &self.signature.consts {
            let val = match constant {
                Const::Number => Val::Number(self.emit(Type::F64, Op::Scalar(next(&mut scalars)))),
                Const::Table(_) => Val::Static(Thing::Table(next(&mut tables))),
            };
            self.constants.insert(name, val);
        }
        let closure = Rc::new(Closure { code, scope: self.scope.clone() });
        let result = self.inline(&closure, arguments, code.at())?;
        self.function.result = self.result(&result, code.at())?;
        self.function.body = std::mem::take(&mut self.block);
        if statements(&self.function.body) > STATEMENTS { Err(too_large(code.at())) } else { Ok(self.function) }
    }

    fn element(&mut self, dtype: Dtype, array: u32) -> Val<'a> {
        match dtype {
            Dtype::Float16 | Dtype::Float32 | Dtype::Float64 => Val::Number(self.emit(Type::F64, Op::Element(array))),
            Dtype::Uint32 => Val::Uint(self.emit(Type::I32, Op::Element(array))),
            _ => Val::Int(self.emit(Type::I32, Op::Element(array))),
        }
    }

    /// What the function gives to its caller: for a test a mask, else a number or what integer stores take.
    fn result(&mut self, val: &Val<'a>, at: u32) -> Result<Value> {
        self.data(val, at)?;
        Ok(match self.signature.purpose {
            Purpose::Test => {
                let truth = self.truth(val);
                self.mask(truth)
            }
            Purpose::Map(_) | Purpose::Number => self.number(val),
        })
    }
}

fn next(count: &mut u32) -> u32 {
    *count += 1;
    *count - 1
}

/// How many statements a block holds, the inner blocks included.
fn statements(block: &Block) -> usize {
    block
        .iter()
        .map(|stmt| match stmt {
            ir::Stmt::Let(..) => 1,
            ir::Stmt::If(choice) => 1 + choice.results.len() + statements(&choice.then) + statements(&choice.otherwise),
            ir::Stmt::Loop(repeat) => {
                1 + repeat.params.len() + repeat.results.len() + statements(&repeat.head) + statements(&repeat.body)
            }
        })
        .sum()
}
