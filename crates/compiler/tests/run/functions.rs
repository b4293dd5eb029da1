//! Functions to run, each with the closure that it must agree with, and threads to run them on.

use allcores_compiler::ir::{Binary, Compare, Exit, Function, Loop, Op, Param as Carried, Stmt, Type, Unary, Value};
use allcores_compiler::{Const, MathMode, Param, Program, Purpose, Signature};
use allcores_memory::Dtype;
use allcores_parallel::{Cancel, Context, Threads};

/// Numbers of threads that must not make a difference.
pub const THREADS: [usize; 4] = [1, 2, 3, 8];

/// Lengths around the borders of lanes, blocks, chunks and shares.
pub const LENGTHS: [usize; 14] = [0, 1, 2, 7, 64, 65, 1023, 1025, 8191, 8192, 8193, 70_000, 131_073, 300_001];

/// Runs `job` on so many threads.
pub fn on<R>(threads: usize, job: impl FnOnce(Context<'_>) -> R) -> R {
    job(Context::new(&Threads::new(threads), &Cancel::default()))
}

/// Numbers between -1 and 1 in no order.
pub fn noise(len: usize) -> Vec<f64> {
    let mut state = 1u64;
    let mut next = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    };
    (0..len).map(|_| next()).collect()
}

/// The same bits, or both NaN.
pub fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
}

/// A function under construction.
#[derive(Default)]
pub struct Builder {
    function: Function,
}

impl Builder {
    /// The value of an operation of this type.
    pub fn emit(&mut self, ty: Type, op: Op) -> Value {
        let value = self.function.value(ty);
        self.function.body.push(Stmt::Let(value, op));
        value
    }

    /// The value of a binary operation on doubles.
    pub fn binary(&mut self, op: Binary, a: Value, b: Value) -> Value {
        self.emit(Type::F64, Op::Binary(op, a, b))
    }

    /// The element of array `k` as a double.
    pub fn element(&mut self, k: u32, dtype: Dtype) -> Value {
        let float = matches!(dtype, Dtype::Float16 | Dtype::Float32 | Dtype::Float64);
        if float {
            return self.emit(Type::F64, Op::Element(k));
        }
        let bits = self.emit(Type::I32, Op::Element(k));
        let widen = if dtype == Dtype::Uint32 { Unary::F64FromU32 } else { Unary::F64FromI32 };
        self.emit(Type::F64, Op::Unary(widen, bits))
    }

    /// The function, for arrays of these dtypes.
    pub fn program(mut self, result: Value, dtypes: &[Dtype], purpose: Purpose) -> Program {
        self.function.result = result;
        let params = dtypes.iter().map(|dtype| Param::Element(*dtype)).collect();
        let consts: Vec<(String, Const)> = Vec::new();
        Program::of(self.function, Signature { params, consts, purpose, math: MathMode::Portable })
    }
}

/// `(x, i) => x * 3 + i`
pub fn affine(dtype: Dtype, purpose: Purpose) -> Program {
    let mut f = Builder::default();
    let x = f.element(0, dtype);
    let (three, index) = (f.emit(Type::F64, Op::F64(3.0)), f.emit(Type::F64, Op::Index));
    let product = f.binary(Binary::Mul, x, three);
    let sum = f.binary(Binary::Add, product, index);
    f.program(sum, &[dtype], purpose)
}

/// `x => x`
pub fn identity(dtype: Dtype, purpose: Purpose) -> Program {
    let mut f = Builder::default();
    let x = f.element(0, dtype);
    f.program(x, &[dtype], purpose)
}

/// `x => x > limit`
pub fn above(limit: f64, dtype: Dtype) -> Program {
    let mut f = Builder::default();
    let x = f.element(0, dtype);
    let limit = f.emit(Type::F64, Op::F64(limit));
    let result = f.emit(Type::Mask, Op::Compare(Compare::Gt, x, limit));
    f.program(result, &[dtype], Purpose::Test)
}

/// `x => { let s = 0; for (let i = 0; i < x; i++) s += i * i; return s }`
pub fn squares(purpose: Purpose) -> Program {
    let mut f = Builder::default();
    let x = f.element(0, Dtype::Float64);
    let (zero, one) = (f.emit(Type::F64, Op::F64(0.0)), f.emit(Type::F64, Op::F64(1.0)));
    let [i, s, square, next_s, next_i, result] = [(); 6].map(|()| f.function.value(Type::F64));
    let going = f.function.value(Type::Mask);
    f.function.body.push(Stmt::Loop(Loop {
        params: vec![Carried { value: i, init: zero, next: next_i }, Carried { value: s, init: zero, next: next_s }],
        head: vec![Stmt::Let(going, Op::Compare(Compare::Lt, i, x))],
        going,
        body: vec![
            Stmt::Let(square, Op::Binary(Binary::Mul, i, i)),
            Stmt::Let(next_s, Op::Binary(Binary::Add, s, square)),
            Stmt::Let(next_i, Op::Binary(Binary::Add, i, one)),
        ],
        results: vec![Exit { value: result, last: s }],
    }));
    f.program(result, &[Dtype::Float64], purpose)
}
