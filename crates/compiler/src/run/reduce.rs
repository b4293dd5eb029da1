//! `reduce` and `mapReduce`: many numbers, one answer, the same on any number of threads.
//!
//! Neighbours are combined in pairs, the results again in pairs, and so on until one is left; where
//! their number is odd the last one waits. This tree depends on the length alone, keeps the order
//! (the function has to be associative and need not be commutative), has rounding errors grow with the
//! logarithm of the length, and each of its levels is one vector operation. A [`CHUNK`] is a power
//! of two, so the tree of a chunk is a subtree of the whole. Sums are the exception: they are those of
//! the array function `sum`, compensated. The numbers are made where they are used, a block that fits into
//! the first cache at a time; no array of them ever exists, except a small one where a few elements are
//! so much work that they are to be spread over all threads first.

use super::shares::{PER_THREAD, Shares, with_machine};
use crate::ir::{self, Binary, Op, Stmt, Type};
use crate::vm::{Machine, Sink};
use crate::{
    Arguments, Array, ArrayMut, Const, MathMode, Param, Program, Purpose, Reason, Refusal, Signature, compile,
};
use allcores_kernels::{max, min, sum, sum_of};
use allcores_memory::{Dtype, Element, Racy, RacyMut};
use allcores_parallel::{Cancelled, Context, Plan};
use allcores_simd::math::Function as Math;
use std::ops::Range;

/// Elements whose tree one thread computes.
const CHUNK: usize = 1 << 13;
/// Elements that are made, and combined in pairs, at a time.
const BLOCK: usize = 1 << 10;
/// Pairs that are combined at a time.
const PAIRS: usize = BLOCK / 2;
/// Elements that a thread reduces alone at the most, by either method.
const FEWEST: usize = 1 << 16;
/// Nanoseconds that it takes to read an element.
const LOAD: f64 = 0.5;
/// Nanoseconds for an element that make it long work.
const LONG: f64 = 10.0;

/// Writes the numbers of a range.
type Terms<'a> = &'a (dyn Fn(&mut Machine, Range<usize>, &mut [f64]) -> Result<(), Cancelled> + Sync);

/// What combines two numbers to one.
#[derive(Debug)]
pub struct Reducer {
    /// The array function that does the same for an array.
    whole: Option<Whole>,
    /// Combines two numbers; none for the sum, which is more than its additions.
    pairs: Option<Program>,
    /// What it gives for no elements.
    nothing: Option<f64>,
}

#[derive(Clone, Copy, Debug)]
enum Whole {
    Sum,
    Min,
    Max,
}

impl Reducer {
    /// Compiles an associative function of two numbers; `knows` is that of [`compile`].
    pub fn compile(
        source: &str,
        consts: Vec<(String, Const)>,
        math: MathMode,
        knows: impl Fn(Math) -> bool,
    ) -> Result<Reducer, Refusal> {
        let program = compile(source, &pairs(consts, math), knows)?;
        if program.uses_index() {
            return Err(Refusal {
                reason: Reason::Unsupported,
                construct: "the index, a third parameter,".into(),
                line: 1,
                column: 1,
                remedy: "a reducer combines results as well as elements, which have no index; use map or mapReduce"
                    .into(),
            });
        }
        Ok(Reducer::of(program))
    }

    /// A function of two numbers that is compiled already.
    pub fn of(program: Program) -> Reducer {
        Reducer { whole: None, pairs: Some(program), nothing: None }
    }

    /// The sum, the least number, the greatest, or the product.
    pub fn named(name: &str) -> Option<Reducer> {
        Some(match name {
            "sum" => Reducer { whole: Some(Whole::Sum), pairs: None, nothing: Some(0.0) },
            "min" => Reducer { whole: Some(Whole::Min), pairs: Some(binary(Binary::Min)), nothing: None },
            "max" => Reducer { whole: Some(Whole::Max), pairs: Some(binary(Binary::Max)), nothing: None },
            "product" => Reducer { whole: None, pairs: Some(binary(Binary::Mul)), nothing: Some(1.0) },
            _ => return None,
        })
    }

    /// What the function was compiled for; `None` for named ones.
    pub fn program(&self) -> Option<&Program> {
        self.pairs.as_ref().filter(|_| self.whole.is_none() && self.nothing.is_none())
    }

    /// Reduces the elements of `x`; `None` when there are none and the reducer has no answer for that.
    ///
    /// `consts` are the arguments of the function's constants.
    pub fn reduce(&self, context: Context<'_>, consts: &Arguments<'_>, x: Array<'_>) -> Result<Option<f64>, Cancelled> {
        match self.whole {
            Some(whole) if !x.is_empty() => each_array!(x, x => match whole {
                Whole::Sum => sum(context, x).map(|sum| Some(sum.to_f64())),
                Whole::Min => min(context, x).map(|least| least.map(Element::to_f64)),
                Whole::Max => max(context, x).map(|greatest| greatest.map(Element::to_f64)),
            }),
            _ => self.reduce_terms(context, consts, x.len(), Some(LOAD), &|_, range, out| {
                each_array!(x, x => widen(x.slice(range), out));
                Ok(())
            }),
        }
    }

    /// `a` and `b`, combined.
    pub fn combine(&self, context: Context<'_>, consts: &Arguments<'_>, a: f64, b: f64) -> Result<f64, Cancelled> {
        let Some(program) = &self.pairs else { return Ok(a + b) };
        let mut values = [a, b];
        let mut scratch = [[0.0; PAIRS]; 2];
        let tree = Tree::new(program, consts, &mut scratch);
        with_machine(|machine| tree.halve(context, machine, &mut values))?;
        Ok(values[0])
    }

    /// Reduces `len` numbers of `cost` nanoseconds each.
    fn reduce_terms(
        &self,
        context: Context<'_>,
        consts: &Arguments<'_>,
        len: usize,
        cost: Option<f64>,
        terms: Terms<'_>,
    ) -> Result<Option<f64>, Cancelled> {
        if len == 0 {
            return Ok(self.nothing);
        }
        let Some(program) = &self.pairs else {
            return sum_of(context, len, Machine::default, terms).map(Some);
        };
        let chunks = len.div_ceil(CHUNK);
        let mut results = vec![0.0; chunks];
        let stored = RacyMut::of(&mut results);
        let cost = program.cost().zip(cost).map(|(pair, term)| (pair + term) * CHUNK as f64);
        Shares::new(chunks, 1, cost).spread(context, |machine, share| {
            let mut scratch = [[0.0; PAIRS]; 2];
            let tree = Tree::new(program, consts, &mut scratch);
            for chunk in share {
                let range = chunk * CHUNK..len.min((chunk + 1) * CHUNK);
                stored.set(chunk, tree.chunk(context, machine, range, terms)?);
            }
            Ok(())
        })?;
        let results = stored.read();
        if chunks == 1 { Ok(Some(results.get(0))) } else { self.reduce(context, consts, Array::Float64(results)) }
    }
}

impl Program {
    /// Reduces the results for all elements; `None` when there are none.
    pub fn map_reduce(
        &self,
        context: Context<'_>,
        arguments: &Arguments<'_>,
        reducer: &Reducer,
        consts: &Arguments<'_>,
    ) -> Result<Option<f64>, Cancelled> {
        let len = arguments.len();
        if !self.is_long_work(context, len) {
            return reducer.reduce_terms(context, consts, len, self.cost(), &|machine, range, out| {
                self.code().run(machine, arguments, range, Sink::Numbers(out), context.cancel())
            });
        }
        let mut results = vec![0.0; len];
        let stored = RacyMut::of(&mut results);
        self.map(context, arguments, ArrayMut::Float64(stored))?;
        reducer.reduce(context, consts, Array::Float64(stored.read()))
    }

    /// Whether the elements are so few, and each so much work, that chunks of the reducer would leave threads idle.
    fn is_long_work(&self, context: Context<'_>, len: usize) -> bool {
        let few = len / FEWEST < context.threads() * PER_THREAD;
        few && self.cost().is_none_or(|cost| cost > LONG)
    }
}

/// What a reducer is compiled for.
fn pairs(consts: Vec<(String, Const)>, math: MathMode) -> Signature {
    Signature { params: vec![Param::Element(Dtype::Float64); 2], consts, purpose: Purpose::Number, math }
}

/// Combines neighbours, [`PAIRS`] pairs at a time.
struct Tree<'a> {
    program: &'a Program,
    arguments: Arguments<'a>,
    left: RacyMut<'a, f64>,
    right: RacyMut<'a, f64>,
}

impl<'a> Tree<'a> {
    fn new(program: &'a Program, consts: &Arguments<'a>, scratch: &'a mut [[f64; PAIRS]; 2]) -> Tree<'a> {
        let [left, right] = scratch.each_mut().map(|half| RacyMut::of(half));
        let arrays = [left, right].map(|half| Array::Float64(half.read())).into();
        Tree { program, arguments: Arguments { arrays, ..consts.clone() }, left, right }
    }

    /// The answer for a chunk.
    fn chunk(
        &self,
        context: Context<'_>,
        machine: &mut Machine,
        range: Range<usize>,
        terms: Terms<'_>,
    ) -> Result<f64, Cancelled> {
        let mut values = [0.0; CHUNK / 2];
        let mut len = 0;
        let blocks = Plan::blocks(range.len(), BLOCK);
        for i in 0..blocks.chunks() {
            let mut block = [0.0; BLOCK];
            let Range { start, end } = blocks.range(i);
            let block = &mut block[..end - start];
            terms(machine, range.start + start..range.start + end, block)?;
            let halves = self.halve(context, machine, block)?;
            values[len..len + halves].copy_from_slice(&block[..halves]);
            len += halves;
        }
        while len > 1 {
            len = self.halve(context, machine, &mut values[..len])?;
        }
        Ok(values[0])
    }

    /// Puts the answers for pairs of neighbours at the front of `values`; gives how many there are.
    fn halve(&self, context: Context<'_>, machine: &mut Machine, values: &mut [f64]) -> Result<usize, Cancelled> {
        let len = values.len();
        let mut done = 0;
        while done < len / 2 {
            let pairs = (len / 2 - done).min(PAIRS);
            for (i, pair) in values[2 * done..2 * (done + pairs)].chunks_exact(2).enumerate() {
                self.left.set(i, pair[0]);
                self.right.set(i, pair[1]);
            }
            let out = Sink::Numbers(&mut values[done..done + pairs]);
            self.program.code().run(machine, &self.arguments, 0..pairs, out, context.cancel())?;
            done += pairs;
        }
        if len % 2 == 1 {
            values[done] = values[len - 1];
        }
        Ok(len.div_ceil(2))
    }
}

/// The elements, as doubles.
fn widen<T: Element>(x: Racy<'_, T>, out: &mut [f64]) {
    for (i, out) in out.iter_mut().enumerate() {
        *out = x.get(i).to_f64();
    }
}

/// A function of two numbers that is one operation.
fn binary(op: Binary) -> Program {
    let mut function = ir::Function::new();
    let [a, b, result] = [(); 3].map(|()| function.value(Type::F64));
    function.body =
        vec![Stmt::Let(a, Op::Element(0)), Stmt::Let(b, Op::Element(1)), Stmt::Let(result, Op::Binary(op, a, b))];
    function.result = result;
    Program::of(function, pairs(Vec::new(), MathMode::Host))
}
