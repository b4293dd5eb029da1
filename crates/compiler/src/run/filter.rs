//! `filter`: the elements for which the function is true, in order.
//!
//! Two passes. The first stores one bit per element and so tells how many are kept. The second
//! copies by these bits and does not ask the function again: the memory may have changed in between,
//! and a second opinion would write past the end of what was counted for.

use super::search::{BLOCK, Bits};
use super::shares::Shares;
use crate::{Arguments, Array, ArrayMut, Program};
use allcores_memory::{Element, Racy, RacyMut};
use allcores_parallel::{Cancelled, Context, Plan};

/// Elements per task of the copy.
const GRAIN: usize = 1 << 16;

/// From so many of 64 elements on, moving all is faster than finding them.
const MANY: usize = 12;

/// Which elements to keep.
#[derive(Debug)]
pub struct Kept {
    elements: usize,
    /// Eight elements to the byte.
    bits: Vec<u8>,
    /// How many are kept before each chunk of the copy, and in all.
    before: Vec<usize>,
}

impl Program {
    /// Which elements have a true result.
    pub fn filter(&self, context: Context<'_>, arguments: &Arguments<'_>) -> Result<Kept, Cancelled> {
        let elements = arguments.len();
        // Whole words for those who read it.
        let mut bits = vec![0; elements.next_multiple_of(64) / 8];
        let stored = RacyMut::of(&mut bits);
        Shares::of(self, elements).spread(context, |machine, share| {
            self.each_block(context, arguments, machine, share, |block, bits| {
                let bytes = stored.slice(block.start / 8..block.end.div_ceil(8));
                bytes.copy_from(&bytes_of(bits)[..bytes.len()]);
                true
            })
        })?;
        let plan = Plan::new(elements, GRAIN);
        let words = stored.read();
        let counts = context.run(plan.chunks(), |chunk| {
            let range = plan.range(chunk);
            (range.start / 64..range.end.div_ceil(64)).map(|word| word_of(words, word).count_ones() as usize).sum()
        })?;
        let mut before = vec![0];
        before.extend(counts.into_iter().scan(0, |sum: &mut usize, count: usize| {
            *sum += count;
            Some(*sum)
        }));
        Ok(Kept { elements, bits, before })
    }
}

impl Kept {
    /// How many elements are kept.
    pub fn len(&self) -> usize {
        self.before[self.before.len() - 1]
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Copies them from `x`, of as many elements as were looked at, to `out`, which has room for them and the same type.
    pub fn copy(&self, context: Context<'_>, x: Array<'_>, out: ArrayMut<'_>) -> Result<(), Cancelled> {
        macro_rules! same {
            ($($dtype:ident)*) => {
                match (x, out) {
                    $((Array::$dtype(x), ArrayMut::$dtype(out)) => self.copy_elements(context, x, out),)*
                    (x, out) => panic!("{:?} cannot be kept as {:?}", x.dtype(), out.dtype()),
                }
            };
        }
        same!(Int8 Uint8 Uint8Clamped Int16 Uint16 Int32 Uint32 Float16 Float32 Float64)
    }

    fn copy_elements<T: Element>(
        &self,
        context: Context<'_>,
        x: Racy<'_, T>,
        out: RacyMut<'_, T>,
    ) -> Result<(), Cancelled> {
        assert!(x.len() == self.elements && out.len() == self.len(), "the same elements");
        let plan = Plan::new(self.elements, GRAIN);
        let bits = Racy::of(&self.bits);
        context.run(plan.chunks(), |chunk| {
            let range = plan.range(chunk);
            let out = out.slice(self.before[chunk]..self.before[chunk + 1]);
            let mut at = 0;
            for word in range.start / 64..range.end.div_ceil(64) {
                at += copy_word(x, word * 64, word_of(bits, word), out, at);
            }
        })?;
        Ok(())
    }
}

/// Copies those of the 64 elements from `start` on that `kept` says; gives how many.
#[inline(always)]
fn copy_word<T: Element>(x: Racy<'_, T>, start: usize, mut kept: u64, out: RacyMut<'_, T>, at: usize) -> usize {
    let count = kept.count_ones() as usize;
    if count == 64 {
        out.store(at, x.load::<64>(start));
    } else if count >= MANY && x.len() - start >= 64 {
        // All are stored and only the kept ones stay: a branch would be mispredicted too often.
        let elements = x.load::<64>(start);
        let mut packed = [T::default(); 64];
        let mut next = 0;
        let mut i = 0;
        while i < 64 {
            packed[next & 63] = elements[i];
            next += (kept >> i & 1) as usize;
            i += 1;
        }
        out.slice(at..at + count).copy_from(&packed[..count]);
    } else {
        let mut next = at;
        while kept != 0 {
            out.set(next, x.get(start + kept.trailing_zeros() as usize));
            kept &= kept - 1;
            next += 1;
        }
    }
    count
}

fn bytes_of(bits: &Bits) -> [u8; BLOCK / 8] {
    let mut bytes = [0; BLOCK / 8];
    for (bytes, word) in bytes.chunks_exact_mut(8).zip(bits) {
        bytes.copy_from_slice(&word.to_le_bytes());
    }
    bytes
}

#[inline(always)]
fn word_of(bytes: Racy<'_, u8>, word: usize) -> u64 {
    u64::from_le_bytes(bytes.load(word * 8))
}
