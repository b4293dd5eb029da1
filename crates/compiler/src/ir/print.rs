//! The form as text, for tests and for those who look.

use super::{Block, Function, Stmt, Value};
use std::fmt::{Display, Formatter, Result};

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "%{}", self.index())
    }
}

impl Display for Function {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        block(f, &self.body, 0)?;
        writeln!(f, "return {}", self.result)
    }
}

fn block(f: &mut Formatter<'_>, stmts: &Block, depth: usize) -> Result {
    let margin = "  ".repeat(depth);
    for stmt in stmts {
        match stmt {
            Stmt::Let(value, op) => writeln!(f, "{margin}{value} = {op:?}")?,
            Stmt::If(choice) => {
                writeln!(f, "{margin}if {} {{", choice.cond)?;
                block(f, &choice.then, depth + 1)?;
                writeln!(f, "{margin}}} else {{")?;
                block(f, &choice.otherwise, depth + 1)?;
                writeln!(f, "{margin}}}")?;
                for merge in &choice.results {
                    writeln!(f, "{margin}{} = merge {}, {}", merge.value, merge.then, merge.otherwise)?;
                }
            }
            Stmt::Loop(repeat) => {
                for param in &repeat.params {
                    writeln!(f, "{margin}{} = param {}, next {}", param.value, param.init, param.next)?;
                }
                writeln!(f, "{margin}loop {{")?;
                block(f, &repeat.head, depth + 1)?;
                writeln!(f, "{margin}}} while {} {{", repeat.going)?;
                block(f, &repeat.body, depth + 1)?;
                writeln!(f, "{margin}}}")?;
                for exit in &repeat.results {
                    writeln!(f, "{margin}{} = exit {}", exit.value, exit.last)?;
                }
            }
        }
    }
    Ok(())
}
