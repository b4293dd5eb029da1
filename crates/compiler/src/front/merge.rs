//! Branches and how they come together again.
//!
//! What a branch assigns is written to a journal, so that leaving it takes back exactly
//! that and a merge looks at nothing else. A branch that is short, pure and cheap is not
//! worth a jump: both sides are computed and the results selected.

use super::scope::{NOT_TAKEN, Symbol, TAKEN};
use super::value::{Mask, Val};
use super::{Lowerer, Result};
use crate::ir::{Binary, Block, If, Merge, Op, Stmt, Type, Unary, Value};
use std::collections::BTreeMap;

/// How much is computed for nothing rather than jumped over, in additions.
pub(super) const CHEAP: u32 = 8;

/// What one side of a choice did.
pub(super) struct Branch<'a, T> {
    pub block: Block,
    pub changes: BTreeMap<Symbol, Val<'a>>,
    pub result: T,
    /// Whether nothing goes on from its end: it has returned, or left a statement around it.
    pub ends: bool,
}

/// Two branches that have become one.
pub(super) struct Joined<'a> {
    pub result: Val<'a>,
    /// What the first branch left behind, if it runs in any case: then its values are visible.
    pub then: Option<BTreeMap<Symbol, Val<'a>>>,
}

impl<'a> Lowerer<'a> {
    /// Lowers into a block of its own and takes back what it assigned.
    pub(super) fn branch<T>(&mut self, lower: impl FnOnce(&mut Self) -> Result<T>) -> Result<Branch<'a, T>> {
        self.resume(Block::new(), BTreeMap::new(), lower)
    }

    /// Goes on where a branch ended.
    pub(super) fn resume<T>(
        &mut self,
        block: Block,
        changes: BTreeMap<Symbol, Val<'a>>,
        lower: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<Branch<'a, T>> {
        self.nesting += 1;
        if self.nesting > super::NESTING {
            return Err(super::too_large(self.at));
        }
        let mark = self.journal.len();
        let outer = std::mem::replace(&mut self.block, block);
        for (symbol, val) in changes {
            self.set(symbol, val);
        }
        let result = lower(self)?;
        let ends = self.pending().iter().any(|&flag| self.get(flag).same(&TAKEN));
        let block = std::mem::replace(&mut self.block, outer);
        let mut changes = BTreeMap::new();
        while self.journal.len() > mark {
            let (symbol, before) = self.journal.pop().expect("longer than its mark");
            let after = std::mem::replace(&mut self.slots[symbol.0], before);
            changes.entry(symbol).or_insert(after);
        }
        self.nesting -= 1;
        Ok(Branch { block, changes, result, ends })
    }

    /// One of two values, as the condition says.
    pub(super) fn choose(
        &mut self,
        cond: Mask,
        then: impl FnOnce(&mut Self) -> Result<Val<'a>>,
        otherwise: impl FnOnce(&mut Self) -> Result<Val<'a>>,
    ) -> Result<Val<'a>> {
        match cond {
            Mask::Is(true) => then(self),
            Mask::Is(false) => otherwise(self),
            Mask::Where(cond) => {
                let then = self.branch(then)?;
                let otherwise = self.branch(otherwise)?;
                Ok(self.join(cond, then, otherwise, CHEAP).result)
            }
        }
    }

    /// Runs only where no exit has been taken.
    pub(super) fn where_active(&mut self, lower: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let pending = self.pending();
        let active = match self.active() {
            Mask::Where(active) => active,
            Mask::Is(true) => return lower(self),
            Mask::Is(false) => return Ok(()),
        };
        let then = self.branch(|lowerer| {
            lowerer.clear_exits();
            lower(lowerer)?;
            Ok(Val::Undefined)
        })?;
        let otherwise = Branch { block: Block::new(), changes: BTreeMap::new(), result: Val::Undefined, ends: true };
        let leaves = then.ends;
        self.join(active, then, otherwise, CHEAP);
        // The one exit that had been taken, and the same taken by all that had not.
        if let (true, [flag]) = (leaves, &pending[..])
            && self.pending() == pending
        {
            self.set(*flag, TAKEN);
        }
        Ok(())
    }

    /// Brings two branches together: their results, and every variable that one of them assigned.
    /// They are computed both if that costs no more than `limit`.
    pub(super) fn join(
        &mut self,
        cond: Value,
        then: Branch<'a, Val<'a>>,
        otherwise: Branch<'a, Val<'a>>,
        limit: u32,
    ) -> Joined<'a> {
        let select = cost(&then.block).zip(cost(&otherwise.block)).is_some_and(|(a, b)| a + b <= limit);
        let mut seam =
            Seam { cond, select, then: then.block, otherwise: otherwise.block, merges: Vec::new(), after: Vec::new() };
        let (then_ends, otherwise_ends) = (then.ends, otherwise.ends);
        let mut changed: Vec<Symbol> = then.changes.keys().chain(otherwise.changes.keys()).copied().collect();
        changed.sort_unstable();
        changed.dedup();
        let mut joined = Vec::with_capacity(changed.len());
        for symbol in changed {
            let before = self.slots[symbol.0].clone();
            let a = then.changes.get(&symbol).unwrap_or(&before);
            let b = otherwise.changes.get(&symbol).unwrap_or(&before);
            // A declaration that was not reached is not missed where nothing goes on.
            let missed = |val: &'_ Val<'a>, ends: bool| ends && matches!(val, Val::Early);
            let (a, b) = match (missed(a, then_ends), missed(b, otherwise_ends)) {
                (true, false) => (&Val::Dead, b),
                (false, true) => (a, &Val::Dead),
                _ => (a, b),
            };
            // An exit that was pending before, cleared for a region that runs where it was not taken.
            let cleared = self.exits.contains(&symbol) && !before.same(&NOT_TAKEN) && a.same(&NOT_TAKEN);
            let after = if cleared { b.clone() } else { self.seam(&mut seam, a, b) };
            joined.push((symbol, after));
        }
        let result = self.seam(&mut seam, &then.result, &otherwise.result);
        let Seam { then: then_block, otherwise, merges, after, .. } = seam;
        if select {
            self.block.extend(then_block);
            self.block.extend(otherwise);
            for merge in merges {
                self.block.push(Stmt::Let(merge.value, Op::Select(cond, merge.then, merge.otherwise)));
            }
        } else if !(then_block.is_empty() && otherwise.is_empty() && merges.is_empty()) {
            self.block.push(Stmt::If(If { cond, then: then_block, otherwise, results: merges }));
        }
        self.block.extend(after);
        for (symbol, val) in joined {
            self.set(symbol, val);
        }
        Joined { result, then: select.then_some(then.changes) }
    }

    fn seam(&mut self, seam: &mut Seam, a: &Val<'a>, b: &Val<'a>) -> Val<'a> {
        if a.same(b) {
            return a.clone();
        }
        let needs_no_value = |val: &Val| matches!(val, Val::Static(_) | Val::Undefined | Val::Null | Val::Constant(_));
        match (a, b) {
            (Val::Dead, val) | (val, Val::Dead) if seam.select || needs_no_value(val) => return val.clone(),
            _ => {}
        }
        let kind = a.kind().join(b.kind());
        let a = self.within(&mut seam.then, |lowerer| lowerer.convert(a, kind));
        let b = self.within(&mut seam.otherwise, |lowerer| lowerer.convert(b, kind));
        match (a, b) {
            (Val::Number(a), Val::Number(b)) => Val::Number(self.merge(seam, Type::F64, a, b)),
            (Val::Int(a), Val::Int(b)) => Val::Int(self.merge(seam, Type::I32, a, b)),
            (Val::Uint(a), Val::Uint(b)) => Val::Uint(self.merge(seam, Type::I32, a, b)),
            (Val::Bool(a), Val::Bool(b)) => Val::Bool(self.merge_masks(seam, a, b)),
            (
                Val::Mixed { number: a, undefined: a_undefined, boolean: a_boolean },
                Val::Mixed { number: b, undefined: b_undefined, boolean: b_boolean },
            ) => Val::Mixed {
                number: self.merge(seam, Type::F64, a, b),
                undefined: self.merge_masks(seam, a_undefined, b_undefined),
                boolean: self.merge_masks(seam, a_boolean, b_boolean),
            },
            (Val::Dead, Val::Dead) => Val::Dead,
            (Val::Undefined, Val::Undefined) => Val::Undefined,
            _ => Val::Torn,
        }
    }

    fn merge(&mut self, seam: &mut Seam, ty: Type, then: Value, otherwise: Value) -> Value {
        if then == otherwise {
            return then;
        }
        let value = self.function.value(ty);
        self.emitted += 1;
        seam.merges.push(Merge { value, then, otherwise });
        value
    }

    fn merge_masks(&mut self, seam: &mut Seam, a: Mask, b: Mask) -> Mask {
        match (a, b) {
            (a, b) if a == b => a,
            (Mask::Is(true), Mask::Is(false)) => Mask::Where(seam.cond),
            (Mask::Is(false), Mask::Is(true)) => {
                let cond = Mask::Where(seam.cond);
                self.within(&mut seam.after, |lowerer| lowerer.not(cond))
            }
            (Mask::Where(a), Mask::Is(false)) if seam.select => self.after(seam, Binary::MaskAnd, a),
            (Mask::Is(true), Mask::Where(b)) if seam.select => self.after(seam, Binary::MaskOr, b),
            (a, b) => {
                let a = self.within(&mut seam.then, |lowerer| lowerer.mask(a));
                let b = self.within(&mut seam.otherwise, |lowerer| lowerer.mask(b));
                Mask::Where(self.merge(seam, Type::Mask, a, b))
            }
        }
    }

    /// Of two computed masks of which one is the same everywhere.
    fn after(&mut self, seam: &mut Seam, binary: Binary, mask: Value) -> Mask {
        let cond = seam.cond;
        Mask::Where(self.within(&mut seam.after, |lowerer| lowerer.binary(binary, cond, mask)))
    }
}

/// The two blocks while they are brought together.
struct Seam {
    cond: Value,
    then: Block,
    otherwise: Block,
    merges: Vec<Merge>,
    /// Whether both are computed, so that the values of both are visible.
    select: bool,
    /// What is computed from the condition alone, after both.
    after: Vec<Stmt>,
}

/// What a block costs, in additions, if running it for nothing is harmless.
fn cost(block: &Block) -> Option<u32> {
    block.iter().try_fold(0, |sum: u32, stmt| {
        let Stmt::Let(_, op) = stmt else { return None };
        let own = match op {
            Op::Unary(Unary::Math(_), _) | Op::Binary(Binary::Math(_) | Binary::Rem, ..) => return None,
            Op::Unary(Unary::Sqrt, _) | Op::Binary(Binary::Div, ..) | Op::Lookup { .. } => 4,
            Op::F64(_) | Op::I32(_) | Op::Mask(_) | Op::Element(_) | Op::Scalar(_) | Op::Index | Op::Length(_) => 0,
            _ => 1,
        };
        Some(sum + own)
    })
}
