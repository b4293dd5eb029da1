//! Keeps integers as integers where they merge.
//!
//! JavaScript has one type of number, so what `|0` makes an integer is a number
//! again before it is merged, or goes to the next round of a loop. Where all that
//! comes together are 32-bit integers of one signedness, they merge as those, and
//! the number is made after that, if anything needs it.

use crate::ir::{Block, Exit, Function, If, Loop, Merge, Op, Param, Stmt, Type, Unary, Value};

/// Narrows what merges; says whether there was anything.
pub(super) fn narrow(function: &mut Function) -> bool {
    let mut changed = false;
    for widen in [Unary::F64FromI32, Unary::F64FromU32] {
        let mut sources = Sources { widen, of: vec![Source::Other; function.values()] };
        sources.block(&function.body);
        let narrowed = sources.narrowed();
        if narrowed.contains(&true) {
            let mut body = std::mem::take(&mut function.body);
            let integers = narrowed.iter().map(|&narrowed| narrowed.then(|| function.value(Type::I32))).collect();
            let mut rewrite = Rewrite { function, sources, integers };
            rewrite.block(&mut body);
            function.body = body;
            changed = true;
        }
    }
    changed
}

/// What a number is made of.
#[derive(Clone)]
enum Source {
    /// An integer.
    Widened(Value),
    /// A constant that is an integer of the wanted signedness.
    Constant(i32),
    /// One of these.
    Joined(Vec<Value>),
    Other,
}

struct Sources {
    widen: Unary,
    of: Vec<Source>,
}

impl Sources {
    fn block(&mut self, block: &Block) {
        for stmt in block {
            match stmt {
                Stmt::Let(value, op) => self.of[value.index()] = self.source(*op),
                Stmt::If(choice) => {
                    self.block(&choice.then);
                    self.block(&choice.otherwise);
                    for merge in &choice.results {
                        self.of[merge.value.index()] = Source::Joined(vec![merge.then, merge.otherwise]);
                    }
                }
                Stmt::Loop(repeat) => {
                    for param in &repeat.params {
                        self.of[param.value.index()] = Source::Joined(vec![param.init, param.next]);
                    }
                    self.block(&repeat.head);
                    self.block(&repeat.body);
                    for exit in &repeat.results {
                        self.of[exit.value.index()] = Source::Joined(vec![exit.last]);
                    }
                }
            }
        }
    }

    fn source(&self, op: Op) -> Source {
        match op {
            Op::Unary(widen, x) if widen == self.widen => Source::Widened(x),
            Op::Select(_, a, b) => Source::Joined(vec![a, b]),
            // -0 is no integer: it would come back as 0.
            Op::F64(number)
                if number.to_bits() == f64::from(number as i32).to_bits() && self.widen == Unary::F64FromI32 =>
            {
                Source::Constant(number as i32)
            }
            Op::F64(number)
                if number.to_bits() == f64::from(number as u32).to_bits() && self.widen == Unary::F64FromU32 =>
            {
                Source::Constant(number as u32 as i32)
            }
            _ => Source::Other,
        }
    }

    /// For each value whether it joins integers only, constants and at least one that is computed.
    fn narrowed(&self) -> Vec<bool> {
        // Assumed of all that join, and taken back where one of the sources is none.
        let mut integers: Vec<bool> = self.of.iter().map(|source| !matches!(source, Source::Other)).collect();
        let mut computed: Vec<bool> = self.of.iter().map(|source| matches!(source, Source::Widened(_))).collect();
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for (value, source) in self.of.iter().enumerate() {
                let Source::Joined(sources) = source else { continue };
                if integers[value] && sources.iter().any(|source| !integers[source.index()]) {
                    integers[value] = false;
                    changed = true;
                }
            }
        }
        changed = true;
        while std::mem::take(&mut changed) {
            for (value, source) in self.of.iter().enumerate() {
                let Source::Joined(sources) = source else { continue };
                if integers[value] && !computed[value] && sources.iter().any(|source| computed[source.index()]) {
                    computed[value] = true;
                    changed = true;
                }
                // Constants that join first join as integers too.
                if integers[value] && computed[value] {
                    for source in sources {
                        changed |= !std::mem::replace(&mut computed[source.index()], true);
                    }
                }
            }
        }
        let joins = |value: usize| matches!(self.of[value], Source::Joined(_));
        (0..self.of.len()).map(|value| joins(value) && integers[value] && computed[value]).collect()
    }
}

struct Rewrite<'a> {
    function: &'a mut Function,
    sources: Sources,
    /// The integer for each number that is narrowed.
    integers: Vec<Option<Value>>,
}

impl Rewrite<'_> {
    fn block(&mut self, block: &mut Block) {
        let mut out = Block::with_capacity(block.len());
        for stmt in block.drain(..) {
            match stmt {
                Stmt::Let(value, Op::Select(mask, a, b)) if self.integers[value.index()].is_some() => {
                    let (a, b) = (self.integer(a, &mut out), self.integer(b, &mut out));
                    let integer = self.integers[value.index()].expect("asked above");
                    out.push(Stmt::Let(integer, Op::Select(mask, a, b)));
                    self.widen(value, &mut out);
                }
                Stmt::Let(..) => out.push(stmt),
                Stmt::If(choice) => self.choice(choice, &mut out),
                Stmt::Loop(repeat) => self.repeat(repeat, &mut out),
            }
        }
        *block = out;
    }

    fn choice(&mut self, mut choice: If, out: &mut Block) {
        self.block(&mut choice.then);
        self.block(&mut choice.otherwise);
        let mut widened = Block::new();
        for merge in &mut choice.results {
            if let Some(value) = self.integers[merge.value.index()] {
                self.widen(merge.value, &mut widened);
                let then = self.integer(merge.then, &mut choice.then);
                let otherwise = self.integer(merge.otherwise, &mut choice.otherwise);
                *merge = Merge { value, then, otherwise };
            }
        }
        out.push(Stmt::If(choice));
        out.append(&mut widened);
    }

    fn repeat(&mut self, mut repeat: Loop, out: &mut Block) {
        self.block(&mut repeat.head);
        self.block(&mut repeat.body);
        let (mut widened_inside, mut widened_after) = (Block::new(), Block::new());
        for param in &mut repeat.params {
            if let Some(value) = self.integers[param.value.index()] {
                self.widen(param.value, &mut widened_inside);
                let init = self.integer(param.init, out);
                let next = self.integer(param.next, &mut repeat.body);
                *param = Param { value, init, next };
            }
        }
        for exit in &mut repeat.results {
            if let Some(value) = self.integers[exit.value.index()] {
                self.widen(exit.value, &mut widened_after);
                *exit = Exit { value, last: self.integer(exit.last, &mut repeat.head) };
            }
        }
        repeat.head.splice(0..0, widened_inside);
        out.push(Stmt::Loop(repeat));
        out.append(&mut widened_after);
    }

    /// The integer that a number is made of, at the end of `block`.
    fn integer(&mut self, number: Value, block: &mut Block) -> Value {
        match self.sources.of[number.index()] {
            Source::Widened(integer) => integer,
            Source::Constant(integer) => {
                let value = self.function.value(Type::I32);
                block.push(Stmt::Let(value, Op::I32(integer)));
                value
            }
            Source::Joined(_) => self.integers[number.index()].expect("what joins integers is narrowed with them"),
            Source::Other => unreachable!("{number} is no integer"),
        }
    }

    /// Makes the number of its integer.
    fn widen(&mut self, number: Value, block: &mut Block) {
        let integer = self.integers[number.index()].expect("only for what is narrowed");
        block.push(Stmt::Let(number, Op::Unary(self.sources.widen, integer)));
    }
}
