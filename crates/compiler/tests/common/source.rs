//! Random JavaScript of the subset: statements and expressions of each kind, in functions that mostly end.
//!
//! As in [`generate`](super::generate) a function is built from a sequence of choices, and where that is used up
//! the simplest choice is made. Programs that the front end refuses are few, because only names that are
//! in scope are used.

/// What a function is called with: an array of doubles, one of integers, a number, and the index.
pub const PARAMETERS: [&str; 4] = ["x", "n", "k", "i"];

/// The arrow that these choices make. It may use the constants `rate`, a number, and `table`, an array.
pub fn source(choices: &[u8]) -> String {
    let names = PARAMETERS.iter().map(|&name| name.to_owned()).collect();
    let mut writer =
        Writer { choices: choices.iter(), text: String::new(), names, fixed: Vec::new(), next: 0, loops: 0, depth: 0 };
    writer.text.push_str("(x, n, k, i) => {\n");
    writer.statements();
    writer.text.push_str("return ");
    writer.expression(0);
    writer.text.push_str(";\n}");
    writer.text
}

struct Writer<'a> {
    choices: std::slice::Iter<'a, u8>,
    text: String,
    /// Variables in scope.
    names: Vec<String>,
    /// Those that may not be assigned, because they end a loop.
    fixed: Vec<String>,
    next: usize,
    loops: usize,
    depth: usize,
}

impl Writer<'_> {
    fn below(&mut self, bound: usize) -> usize {
        self.choices.next().map_or(0, |&choice| usize::from(choice) % bound)
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }

    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn fresh(&mut self) -> String {
        self.next += 1;
        format!("v{}", self.next)
    }

    /// A name, rather one of the last ones.
    fn name(&mut self) -> String {
        let back = self.below(self.names.len().min(7));
        self.names[self.names.len() - 1 - back].clone()
    }

    fn statements(&mut self) {
        let (names, fixed) = (self.names.len(), self.fixed.len());
        for _ in 0..self.below(6) {
            self.statement();
        }
        self.names.truncate(names);
        self.fixed.truncate(fixed);
    }

    fn block(&mut self) {
        self.put("{\n");
        self.depth += 1;
        self.statements();
        self.depth -= 1;
        self.put("}\n");
    }

    fn declare(&mut self) {
        let name = self.fresh();
        self.put(&format!("let {name} = "));
        self.expression(0);
        self.put(";\n");
        self.names.push(name);
    }

    fn statement(&mut self) {
        let kind = self.below(if self.depth > 3 { 7 } else { 12 });
        match kind {
            0 | 1 => self.declare(),
            2 | 3 => {
                let name = self.name();
                if self.fixed.contains(&name) {
                    return self.declare();
                }
                let how = self.one(&[" = ", " += ", " -= ", " *= ", " |= ", " ^= ", " >>>= ", " ??= ", " &&= "]);
                self.put(&format!("{name}{how}"));
                self.expression(0);
                self.put(";\n");
            }
            4 if self.loops > 0 => {
                self.put("if (");
                self.expression(1);
                let leave = self.one(&["break", "continue", "break"]);
                self.put(&format!(") {leave};\n"));
            }
            5 => {
                self.put("if (");
                self.expression(1);
                self.put(") return ");
                self.expression(1);
                self.put(";\n");
            }
            4 | 6 | 7 => {
                self.put("if (");
                self.expression(0);
                self.put(") ");
                self.block();
                if self.below(2) == 1 {
                    self.put("else ");
                    self.block();
                }
            }
            8 | 9 => {
                let counter = self.fresh();
                let start = self.one(&["0", "1", "-2", "n & 3", "k", "x"]);
                let test = self.one(&["< 3", "<= (n & 7)", "< x % 9", "< rate", "!== 4", "< table.length", "< 70"]);
                let step = self.one(&["++", " += 1", " += 2", " += 0.5", " += k"]);
                self.put(&format!("for (let {counter} = {start}; {counter} {test}; {counter}{step}) "));
                self.names.push(counter.clone());
                self.fixed.push(counter);
                self.round();
                self.names.pop();
                self.fixed.pop();
            }
            10 => {
                let counter = self.fresh();
                self.put(&format!("let {counter} = 0;\nwhile ("));
                self.expression(1);
                let bound = self.one(&["5", "n", "(x & 15)"]);
                self.put(&format!(" && {counter}++ < {bound}) "));
                self.names.push(counter.clone());
                self.fixed.push(counter);
                self.round();
            }
            _ => {
                let counter = self.fresh();
                self.put(&format!("let {counter} = 6;\ndo "));
                self.names.push(counter.clone());
                self.fixed.push(counter.clone());
                self.round();
                self.put(&format!("while (--{counter} > 0 && "));
                self.expression(1);
                self.put(");\n");
            }
        }
    }

    fn round(&mut self) {
        self.loops += 1;
        self.block();
        self.loops -= 1;
    }

    fn expression(&mut self, depth: usize) {
        let kind = self.below(if depth > 3 { 4 } else { 13 });
        match kind {
            0 | 1 => {
                let name = self.name();
                self.put(&name);
            }
            2 => {
                let number = self.one(&["0", "1", "2.5", "-1", "7", "0.1", "1e9", "2147483648", "NaN", "1e308", "-0"]);
                self.put(&format!("({number})"));
            }
            3 => {
                let known = self.one(&["rate", "table.length", "true", "undefined", "Math.PI", "Infinity"]);
                self.put(known);
            }
            4..=6 => {
                let operators =
                    ["+", "-", "*", "/", "%", "<", "<=", ">", "===", "!==", "&", "|", "^", "<<", ">>", ">>>", "=="];
                self.put("(");
                self.expression(depth + 1);
                let operator = self.one(&operators);
                self.put(&format!(" {operator} "));
                self.expression(depth + 1);
                self.put(")");
            }
            7 => {
                self.put("(");
                self.expression(depth + 1);
                let operator = self.one(&["&&", "||", "??"]);
                self.put(&format!(" {operator} "));
                self.expression(depth + 1);
                self.put(")");
            }
            8 => {
                let operator = self.one(&["-", "!", "~", "+", "void "]);
                self.put(&format!("({operator}"));
                self.expression(depth + 1);
                self.put(")");
            }
            9 => {
                self.put("(");
                self.expression(depth + 1);
                self.put(" ? ");
                self.expression(depth + 1);
                self.put(" : ");
                self.expression(depth + 1);
                self.put(")");
            }
            10 => {
                let unary = ["abs", "floor", "sqrt", "exp", "sin", "round", "sign", "fround", "clz32", "trunc", "log"];
                let name = self.one(&unary);
                self.put(&format!("Math.{name}("));
                self.expression(depth + 1);
                self.put(")");
            }
            11 => {
                let name = self.one(&["min", "max", "imul", "pow", "hypot", "atan2"]);
                self.put(&format!("Math.{name}("));
                self.expression(depth + 1);
                self.put(", ");
                self.expression(depth + 1);
                self.put(")");
            }
            _ => {
                self.put("table[");
                self.expression(depth + 1);
                self.put("]");
            }
        }
    }
}
