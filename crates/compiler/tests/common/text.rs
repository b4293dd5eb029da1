//! Functions written as text, for tests that show what they are about.
//!
//! ```text
//! x = element(0)                                   an operation by its name; names of values are free
//! y = add(mul(x, 2.0), 1.0)                        nested, with constants 1.0 (f64), 1 (i32), true (mask)
//! if lt(x, y) { give x, y } else { give y, x } as a, b
//! loop i = 0.0, s = x { } while lt(i, 5.0) { next add(i, 1.0), add(s, y) } exit s as t
//! return t
//! ```

use super::inputs::Inputs;
use allcores_compiler::ir::{
    Binary, Block, Compare, Exit, Function, If, Loop, Merge, Op, Param, Stmt, Type, Unary, Value, verify,
};
use allcores_simd::math::Function as OfMath;
use std::collections::HashMap;

/// The function that a text says.
pub fn parse(text: &str) -> Function {
    let spaced: String = text.chars().map(|c| if "(){},=".contains(c) { format!(" {c} ") } else { c.into() }).collect();
    let tokens = spaced.split_whitespace().map(str::to_owned).collect();
    let mut parser = Parser { tokens, at: 0, function: Function::new(), names: HashMap::new() };
    let mut body = Block::new();
    parser.statements(&mut body);
    parser.expect("return");
    parser.function.result = parser.expression(&mut body);
    parser.function.body = body;
    assert_eq!(parser.at, parser.tokens.len(), "all of the text is read");
    assert_eq!(verify(&parser.function), Ok(()), "{}", parser.function);
    parser.function
}

struct Parser {
    tokens: Vec<String>,
    at: usize,
    function: Function,
    names: HashMap<String, Value>,
}

impl Parser {
    fn next(&mut self) -> String {
        self.at += 1;
        self.tokens[self.at - 1].clone()
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.tokens.get(self.at).is_some_and(|next| next == token);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, token: &str) {
        assert!(self.take(token), "{token} before {:?}", &self.tokens[self.at..]);
    }

    /// What `item` reads, once or several times with commas between.
    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut items = vec![item(self)];
        while self.take(",") {
            items.push(item(self));
        }
        items
    }

    fn named(&mut self, ty: Type) -> Value {
        let name = self.next();
        let value = self.function.value(ty);
        self.names.insert(name, value);
        value
    }

    fn statements(&mut self, block: &mut Block) {
        loop {
            if self.take("if") {
                self.choice(block);
            } else if self.take("loop") {
                self.repeat(block);
            } else if self.tokens.get(self.at + 1).is_some_and(|token| token == "=") {
                let name = self.next();
                self.expect("=");
                let value = self.expression(block);
                self.names.insert(name, value);
            } else {
                return;
            }
        }
    }

    fn choice(&mut self, block: &mut Block) {
        let cond = self.expression(block);
        let (then, from_then) = self.branch();
        self.expect("else");
        let (otherwise, from_otherwise) = self.branch();
        let mut sources = from_then.into_iter().zip(from_otherwise);
        let results = if self.take("as") {
            self.list(|parser| {
                let (then, otherwise) = sources.next().expect("as many are given");
                Merge { value: parser.named(parser.function.ty(then)), then, otherwise }
            })
        } else {
            Vec::new()
        };
        block.push(Stmt::If(If { cond, then, otherwise, results }));
    }

    fn branch(&mut self) -> (Block, Vec<Value>) {
        let mut inside = Block::new();
        self.expect("{");
        self.statements(&mut inside);
        let given = if self.take("give") { self.list(|parser| parser.expression(&mut inside)) } else { Vec::new() };
        self.expect("}");
        (inside, given)
    }

    fn repeat(&mut self, block: &mut Block) {
        let starts = self.list(|parser| {
            let name = parser.next();
            parser.expect("=");
            (name, parser.expression(block))
        });
        let mut params = Vec::new();
        for (name, init) in starts {
            let value = self.function.value(self.function.ty(init));
            self.names.insert(name, value);
            params.push(Param { value, init, next: value });
        }
        let (mut head, mut body, mut results) = (Block::new(), Block::new(), Vec::new());
        self.expect("{");
        self.statements(&mut head);
        self.expect("}");
        self.expect("while");
        let going = self.expression(&mut head);
        self.expect("{");
        self.statements(&mut body);
        self.expect("next");
        let nexts = self.list(|parser| parser.expression(&mut body));
        assert_eq!(nexts.len(), params.len());
        params.iter_mut().zip(nexts).for_each(|(param, next)| param.next = next);
        self.expect("}");
        if self.take("exit") {
            let lasts = self.list(|parser| {
                let name = parser.next();
                parser.names[&name]
            });
            self.expect("as");
            let mut lasts = lasts.into_iter();
            results = self.list(|parser| {
                let last = lasts.next().expect("as many leave");
                Exit { value: parser.named(parser.function.ty(last)), last }
            });
        }
        block.push(Stmt::Loop(Loop { params, head, going, body, results }));
    }

    fn expression(&mut self, block: &mut Block) -> Value {
        let token = self.next();
        if let Some(&value) = self.names.get(&token) {
            return value;
        }
        let (ty, op) = if self.take("(") { self.operation(&token, block) } else { constant(&token) };
        let value = self.function.value(ty);
        block.push(Stmt::Let(value, op));
        value
    }

    fn operation(&mut self, name: &str, block: &mut Block) -> (Type, Op) {
        if ["element", "scalar", "length", "lookup", "within"].contains(&name) {
            let k = self.next().parse().expect("which one");
            let place = if self.take(",") { Some(self.expression(block)) } else { None };
            self.expect(")");
            return match (name, place) {
                ("element", _) => (if Inputs::FLOATS[k as usize] { Type::F64 } else { Type::I32 }, Op::Element(k)),
                ("scalar", _) => (Type::F64, Op::Scalar(k)),
                ("length", _) => (Type::F64, Op::Length(k)),
                ("lookup", Some(index)) => (Type::F64, Op::Lookup { table: k, index }),
                ("within", Some(index)) => (Type::Mask, Op::Within { table: k, index }),
                _ => panic!("{name} of a place"),
            };
        }
        if self.take(")") {
            assert_eq!(name, "index");
            return (Type::F64, Op::Index);
        }
        let operands = self.list(|parser| parser.expression(block));
        self.expect(")");
        match operands[..] {
            [a] => {
                let op = named(&unaries(), name);
                (op.types().1, Op::Unary(op, a))
            }
            [a, b] => match name.strip_suffix("i32").map(|name| named_maybe(&COMPARES, name)) {
                Some(Some(op)) => (Type::Mask, Op::CompareI32(op, a, b)),
                _ => match named_maybe(&COMPARES, name) {
                    Some(op) => (Type::Mask, Op::Compare(op, a, b)),
                    None => {
                        let op = named(&binaries(), name);
                        (op.ty(), Op::Binary(op, a, b))
                    }
                },
            },
            [mask, a, b] => (self.function.ty(a), Op::Select(mask, a, b)),
            _ => panic!("{} operands", operands.len()),
        }
    }
}

fn constant(token: &str) -> (Type, Op) {
    match token {
        "true" | "false" => (Type::Mask, Op::Mask(token == "true")),
        _ => match token.parse() {
            Ok(integer) => (Type::I32, Op::I32(integer)),
            Err(_) => (Type::F64, Op::F64(token.parse().unwrap_or_else(|_| panic!("{token} is no value")))),
        },
    }
}

const COMPARES: [Compare; 6] = [Compare::Eq, Compare::Ne, Compare::Lt, Compare::Le, Compare::Gt, Compare::Ge];

fn unaries() -> Vec<Unary> {
    use Unary::*;
    let mut all = vec![
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
    ];
    all.extend(OfMath::ALL.into_iter().filter(|function| function.arity() == 1).map(Math));
    all
}

fn binaries() -> Vec<Binary> {
    use Binary::*;
    vec![
        Add,
        Sub,
        Mul,
        Div,
        Rem,
        Min,
        Max,
        AddI32,
        SubI32,
        MulI32,
        And,
        Or,
        Xor,
        Shl,
        Sar,
        Shr,
        MaskAnd,
        MaskOr,
        MaskXor,
        Math(OfMath::Pow),
        Math(OfMath::Atan2),
    ]
}

/// The operation that is called so: `f64fromi32`, `sin`.
fn named<T: Copy + std::fmt::Debug>(of: &[T], name: &str) -> T {
    named_maybe(of, name).unwrap_or_else(|| panic!("{name} is no operation"))
}

fn named_maybe<T: Copy + std::fmt::Debug>(of: &[T], name: &str) -> Option<T> {
    of.iter().copied().find(|op| {
        let text = format!("{op:?}").to_lowercase();
        text == name || text == format!("math({name})")
    })
}
