//! Random functions of the intermediate form: every operation, branches, and loops of each class that end.
//!
//! A function is built from a sequence of choices, and where that is used up the
//! simplest choice is made. So proptest, which knows how to make a sequence
//! shorter and smaller, makes a failing function shorter and simpler.

use super::inputs::{Inputs, SPECIAL};
use allcores_compiler::ir::{
    Binary, Block, Compare, Exit, Function, If, Loop, Merge, Op, Param, Stmt, Type, Unary, Value, verify,
};
use allcores_simd::math::Function as Math;
use proptest::prelude::*;

/// How large a function gets.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How deep blocks are nested.
    pub depth: usize,
    /// How many choices are made at most; a statement takes about four.
    pub choices: usize,
    /// How many rounds a loop has at most.
    pub rounds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { depth: 4, choices: 400, rounds: 6 }
    }
}

/// Functions that any [`Inputs`] can be given to.
pub fn functions(limits: Limits) -> impl Strategy<Value = Function> {
    prop::collection::vec(any::<u16>(), 0..limits.choices).prop_map(move |choices| generate(&choices, limits))
}

/// The function that these choices make.
pub fn generate(choices: &[u16], limits: Limits) -> Function {
    let mut builder =
        Builder { choices: choices.iter(), limits, function: Function::new(), visible: Visible::default() };
    let mut body = Block::new();
    // So that there is something of each type, which differs from element to element.
    let number = builder.emit(&mut body, Op::Element(0));
    let integer = builder.emit(&mut body, Op::Element(3));
    let scalar = builder.emit(&mut body, Op::Scalar(0));
    let two = builder.hidden(&mut body, Op::I32(2));
    builder.emit(&mut body, Op::Compare(Compare::Lt, number, scalar));
    builder.emit(&mut body, Op::CompareI32(Compare::Gt, integer, two));
    for array in [1, 2, 4, 5] {
        if builder.chance(2) {
            builder.emit(&mut body, Op::Element(array));
        }
    }
    builder.block(&mut body, 0, 24);
    builder.function.result = *outcomes(&body).last().expect("some statement");
    builder.function.body = body;
    assert_eq!(verify(&builder.function), Ok(()), "{}", builder.function);
    builder.function
}

/// Values at the end of a block that are worth a look: what merges there, and what was computed last.
fn outcomes(block: &Block) -> Vec<Value> {
    let mut values = Vec::new();
    for (back, stmt) in block.iter().rev().enumerate() {
        match stmt {
            Stmt::Let(value, _) if back < 4 => values.push(*value),
            Stmt::Let(..) => {}
            Stmt::If(choice) => values.extend(choice.results.iter().map(|merge| merge.value)),
            Stmt::Loop(repeat) => values.extend(repeat.results.iter().map(|exit| exit.value)),
        }
    }
    values.truncate(12);
    values.reverse();
    values
}

/// The function with each of several results, as most of what it computes does not matter to a single one.
pub fn with_each_result(function: &Function) -> Vec<Function> {
    let with = |result| {
        let mut function = function.clone();
        function.result = result;
        function
    };
    outcomes(&function.body).into_iter().map(with).collect()
}

#[derive(Clone, Copy)]
struct Scope([usize; 3]);

/// The values that may be used, by type.
#[derive(Default)]
struct Visible([Vec<Value>; 3]);

impl Visible {
    fn of(&mut self, ty: Type) -> &mut Vec<Value> {
        &mut self.0[ty as usize]
    }

    fn mark(&self) -> Scope {
        Scope([self.0[0].len(), self.0[1].len(), self.0[2].len()])
    }

    fn hide(&mut self, scope: Scope) {
        for (values, len) in self.0.iter_mut().zip(scope.0) {
            values.truncate(len);
        }
    }
}

struct Builder<'a> {
    choices: std::slice::Iter<'a, u16>,
    limits: Limits,
    function: Function,
    visible: Visible,
}

impl Builder<'_> {
    fn below(&mut self, bound: usize) -> usize {
        self.choices.next().map_or(0, |&choice| usize::from(choice) % bound)
    }

    /// True in one of `of` cases, and not where there are no choices left.
    fn chance(&mut self, of: usize) -> bool {
        self.below(of) == of - 1
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn ty(&mut self) -> Type {
        self.one(&[Type::F64, Type::F64, Type::I32, Type::Mask])
    }

    /// A visible value, rather one of the last ones.
    fn pick(&mut self, ty: Type) -> Value {
        let len = self.visible.of(ty).len();
        let recent = self.chance(2);
        let back = self.below(if recent { len } else { len.min(5) });
        self.visible.of(ty)[len - 1 - back]
    }

    fn define(&mut self, ty: Type) -> Value {
        let value = self.function.value(ty);
        self.visible.of(ty).push(value);
        value
    }

    /// As `emit`, but not to be used by others: constants would be used for everything.
    fn hidden(&mut self, block: &mut Block, op: Op) -> Value {
        let ty = self.type_of(op);
        let value = self.function.value(ty);
        block.push(Stmt::Let(value, op));
        value
    }

    fn emit(&mut self, block: &mut Block, op: Op) -> Value {
        let ty = self.type_of(op);
        let value = self.define(ty);
        block.push(Stmt::Let(value, op));
        value
    }

    fn type_of(&self, op: Op) -> Type {
        match op {
            Op::F64(_) | Op::Scalar(_) | Op::Index | Op::Lookup { .. } | Op::Length(_) => Type::F64,
            Op::I32(_) => Type::I32,
            Op::Mask(_) | Op::Within { .. } | Op::Compare(..) | Op::CompareI32(..) => Type::Mask,
            Op::Element(array) => {
                if Inputs::FLOATS[array as usize] {
                    Type::F64
                } else {
                    Type::I32
                }
            }
            Op::Unary(op, _) => op.types().1,
            Op::Binary(op, ..) => op.ty(),
            Op::Select(_, a, _) => self.function.ty(a),
        }
    }

    /// At most `most` statements.
    fn block(&mut self, block: &mut Block, depth: usize, most: usize) {
        for _ in 0..most {
            match self.below(24) {
                0 => return,
                1..=3 if depth < self.limits.depth => self.choice(block, depth),
                4 | 5 if depth < self.limits.depth => self.repeat(block, depth),
                6 | 7 => self.idiom(block),
                _ => {
                    let op = self.op(block);
                    self.emit(block, op);
                }
            }
        }
    }

    fn op(&mut self, block: &mut Block) -> Op {
        match self.below(14) {
            0 => match self.below(3) {
                0 => Op::F64(self.one(&SPECIAL)),
                1 => Op::I32(self.one(&[0, 1, -1, 2, 31, 32, 255, i32::MAX, i32::MIN])),
                _ => Op::Mask(self.chance(2)),
            },
            1 => match self.below(8) {
                1 => Op::Element(self.below(Inputs::FLOATS.len()) as u32),
                2 => Op::Scalar(self.below(Inputs::SCALARS) as u32),
                3 => Op::Index,
                4 => Op::Length(self.below(Inputs::TABLES) as u32),
                5 => Op::Within { table: self.below(Inputs::TABLES) as u32, index: self.pick(Type::F64) },
                _ => Op::Lookup { table: self.below(Inputs::TABLES) as u32, index: self.pick(Type::F64) },
            },
            2..=4 => self.unary(),
            5..=9 => self.binary(block),
            10 => Op::Compare(self.comparison(), self.pick(Type::F64), self.pick(Type::F64)),
            11 => Op::CompareI32(self.comparison(), self.pick(Type::I32), self.pick(Type::I32)),
            _ => {
                let ty = self.ty();
                Op::Select(self.pick(Type::Mask), self.pick(ty), self.pick(ty))
            }
        }
    }

    fn comparison(&mut self) -> Compare {
        self.one(&[Compare::Lt, Compare::Le, Compare::Gt, Compare::Ge, Compare::Eq, Compare::Ne])
    }

    fn math(&mut self, arity: usize) -> Math {
        loop {
            let function = self.one(&Math::ALL);
            if function.arity() == arity {
                return function;
            }
            // Without choices the first one comes again and again.
            if self.choices.len() == 0 {
                return if arity == 1 { Math::Sin } else { Math::Pow };
            }
        }
    }

    fn unary(&mut self) -> Op {
        use Unary::*;
        let op = match self.below(22) {
            20 | 21 => Math(self.math(1)),
            plain => [
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
                BitNot,
                LeadingZeros,
                Not,
                F64FromI32,
                F64FromU32,
                F64FromMask,
                I32FromF64,
                I32FromMask,
                Truthy,
                Neg,
            ][plain],
        };
        Op::Unary(op, self.pick(op.types().0))
    }

    fn binary(&mut self, block: &mut Block) -> Op {
        use Binary::*;
        let op = match self.below(25) {
            24 => Math(self.math(2)),
            plain => [
                Add, Sub, Mul, Div, Rem, Min, Max, AddI32, SubI32, MulI32, And, Or, Xor, Shl, Sar, Shr, MaskAnd,
                MaskOr, MaskXor, Add, Sub, Mul, Add, Mul,
            ][plain],
        };
        let (mut a, mut b) = (self.pick(op.ty()), self.pick(op.ty()));
        // Often with a constant, as people write.
        if self.chance(3) {
            b = match op.ty() {
                Type::F64 => {
                    let number = self.one(&SPECIAL);
                    self.hidden(block, Op::F64(number))
                }
                Type::I32 => {
                    let number = self.one(&[0, 1, -1, 2, 5, 31, i32::MIN]);
                    self.hidden(block, Op::I32(number))
                }
                Type::Mask => {
                    let truth = self.chance(2);
                    self.hidden(block, Op::Mask(truth))
                }
            };
            if self.chance(2) {
                (a, b) = (b, a);
            }
        }
        Op::Binary(op, a, b)
    }

    /// What the front end makes of common JavaScript.
    fn idiom(&mut self, block: &mut Block) {
        match self.below(4) {
            // `(a + b) | 0` of integers
            0 => {
                let op = self.one(&[Binary::Add, Binary::Sub, Binary::Mul]);
                let widen = self.one(&[Unary::F64FromI32, Unary::F64FromU32]);
                let (a, b) = (self.pick(Type::I32), self.pick(Type::I32));
                let a = self.emit(block, Op::Unary(widen, a));
                let b = self.emit(block, Op::Unary(Unary::F64FromI32, b));
                let sum = self.emit(block, Op::Binary(op, a, b));
                self.emit(block, Op::Unary(Unary::I32FromF64, sum));
            }
            // `a < b` of integers, `if (a & b)`
            1 => {
                let (a, b) = (self.pick(Type::I32), self.pick(Type::I32));
                let widen = self.one(&[Unary::F64FromI32, Unary::F64FromU32]);
                let a = self.emit(block, Op::Unary(widen, a));
                let b = self.emit(block, Op::Unary(widen, b));
                let op = self.comparison();
                self.emit(block, Op::Compare(op, a, b));
                self.emit(block, Op::Unary(Unary::Truthy, a));
            }
            // The same once more.
            2 => {
                let op = self.op(block);
                self.emit(block, op);
                self.emit(block, op);
            }
            // A conversion and another one of its result.
            _ => {
                for _ in 0..2 {
                    let op = self.unary();
                    self.emit(block, op);
                }
            }
        }
    }

    fn choice(&mut self, block: &mut Block, depth: usize) {
        let cond = self.pick(Type::Mask);
        let types: Vec<Type> = (0..self.below(4)).map(|_| self.ty()).collect();
        let mut blocks = [Block::new(), Block::new()];
        let mut sources = [Vec::new(), Vec::new()];
        for (inside, sources) in blocks.iter_mut().zip(&mut sources) {
            let scope = self.visible.mark();
            self.block(inside, depth + 1, 6);
            *sources = types.iter().map(|&ty| self.pick(ty)).collect();
            self.visible.hide(scope);
        }
        let [then, otherwise] = blocks;
        let [from_then, from_otherwise] = sources;
        let mut results = Vec::new();
        for (ty, (then, otherwise)) in types.into_iter().zip(from_then.into_iter().zip(from_otherwise)) {
            results.push(Merge { value: self.define(ty), then, otherwise });
        }
        block.push(Stmt::If(If { cond, then, otherwise, results }));
    }

    fn repeat(&mut self, block: &mut Block, depth: usize) {
        let rounds = self.below(self.limits.rounds as usize) as i32;
        let integer = self.chance(2);
        // Uniform, counted, divergent, or divergent with all in the head.
        let class = self.one(&[0, 1, 1, 2, 2, 3]);
        let ty = if integer { Type::I32 } else { Type::F64 };
        let constant = |value: i32| if integer { Op::I32(value) } else { Op::F64(value.into()) };
        let down = self.chance(3);
        let (first, last) = if down { (rounds, 0) } else { (0, rounds) };
        let start = self.hidden(block, constant(first));
        let mut bound = self.hidden(block, constant(last));
        let one = self.hidden(block, constant(if down { -1 } else { 1 }));
        if class == 1 {
            // A bound per element that is no further away.
            let own = self.pick(ty);
            let own = match (integer, down) {
                (true, _) => Op::Binary(Binary::And, own, bound),
                (false, false) => Op::Binary(Binary::Min, own, bound),
                (false, true) => Op::Binary(Binary::Max, own, bound),
            };
            bound = self.emit(block, own);
        }
        let types: Vec<Type> = (0..self.below(4)).map(|_| self.ty()).collect();
        let inits: Vec<Value> = types.iter().map(|&ty| self.pick(ty)).collect();

        let scope = self.visible.mark();
        // The counter itself is not to be seen by the rest of the function before it is a param.
        let counter = self.define(ty);
        let values: Vec<Value> = types.iter().map(|&ty| self.define(ty)).collect();
        let (mut head, mut body) = (Block::new(), Block::new());
        self.block(&mut head, depth + 1, if class == 3 { 6 } else { 2 });
        let (compare, mirrored) = if down { (Compare::Gt, Compare::Lt) } else { (Compare::Lt, Compare::Gt) };
        let (compare, a, b) = if self.chance(3) { (mirrored, bound, counter) } else { (compare, counter, bound) };
        let test = if integer { Op::CompareI32(compare, a, b) } else { Op::Compare(compare, a, b) };
        let mut going = self.emit(&mut head, test);
        if class >= 2 {
            let more = self.pick(Type::Mask);
            going = self.emit(&mut head, Op::Binary(Binary::MaskAnd, going, more));
        }
        let step = Op::Binary(if integer { Binary::AddI32 } else { Binary::Add }, counter, one);
        // Of `do … while` the body is empty.
        let next = if class == 3 { Some(self.emit(&mut head, step)) } else { None };
        let exits: Vec<Type> = (0..self.below(4)).map(|_| self.ty()).collect();
        let lasts: Vec<Value> = exits.iter().map(|&ty| self.pick(ty)).collect();
        let next = next.unwrap_or_else(|| {
            self.block(&mut body, depth + 1, 6);
            self.emit(&mut body, step)
        });
        let mut params = vec![Param { value: counter, init: start, next }];
        for ((&ty, value), init) in types.iter().zip(values).zip(inits) {
            params.push(Param { value, init, next: self.pick(ty) });
        }
        self.visible.hide(scope);
        let mut results = Vec::new();
        for (ty, last) in exits.into_iter().zip(lasts) {
            results.push(Exit { value: self.define(ty), last });
        }
        block.push(Stmt::Loop(Loop { params, head, going, body, results }));
    }
}
