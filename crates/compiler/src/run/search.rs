//! `count some every findIndex`: only the truth of the results counts, and sometimes one is enough.
//!
//! Results are looked at in blocks. The least place found so far is shared: threads that are past
//! it stop, and those before it go on, because they may find a lower one.

use super::shares::Shares;
use crate::vm::{Machine, Sink};
use crate::{Arguments, Program};
use allcores_parallel::{Cancelled, Context};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Elements per look: small enough to stop early, large enough not to cost.
pub(super) const BLOCK: usize = 1024;
/// Largest share of a search: what lies behind the place that is found is wasted.
const MOST: usize = 16 * BLOCK;

/// The truth of up to [`BLOCK`] results.
pub(super) type Bits = [u64; BLOCK / 64];

impl Program {
    /// Number of elements whose result is true.
    pub fn count(&self, context: Context<'_>, arguments: &Arguments<'_>) -> Result<usize, Cancelled> {
        let total = AtomicUsize::new(0);
        Shares::of(self, arguments.len()).spread(context, |machine, share| {
            let mut found = 0;
            self.each_block(context, arguments, machine, share, |_, bits| {
                found += bits.iter().map(|word| word.count_ones() as usize).sum::<usize>();
                true
            })?;
            total.fetch_add(found, Ordering::Relaxed);
            Ok(())
        })?;
        Ok(total.into_inner())
    }

    /// The first element whose result is `wanted`.
    ///
    /// It answers all of `findIndex`, `some` (is any true?) and `every` (is any false?).
    pub fn find_index(
        &self,
        context: Context<'_>,
        arguments: &Arguments<'_>,
        wanted: bool,
    ) -> Result<Option<usize>, Cancelled> {
        let found = AtomicUsize::new(usize::MAX);
        Shares::of(self, arguments.len()).at_most(MOST).spread(context, |machine, share| {
            if share.start > found.load(Ordering::Relaxed) {
                return Ok(());
            }
            self.each_block(context, arguments, machine, share, |block, bits| {
                if let Some(place) = first(bits, block.len(), wanted) {
                    found.fetch_min(block.start + place, Ordering::Relaxed);
                }
                found.load(Ordering::Relaxed) > block.end
            })
        })?;
        Ok(Some(found.into_inner()).filter(|&place| place != usize::MAX))
    }

    /// Gives the truth of the results in `share` to `look`, block by block, until it has seen enough.
    pub(super) fn each_block(
        &self,
        context: Context<'_>,
        arguments: &Arguments<'_>,
        machine: &mut Machine,
        share: Range<usize>,
        mut look: impl FnMut(Range<usize>, &Bits) -> bool,
    ) -> Result<(), Cancelled> {
        let mut start = share.start;
        while start < share.end {
            let block = start..share.end.min(start + BLOCK);
            let mut bits: Bits = [0; _];
            let words = &mut bits[..block.len().div_ceil(64)];
            self.code().run(machine, arguments, block.clone(), Sink::Bits(words), context.cancel())?;
            start = block.end;
            if !look(block, &bits) {
                break;
            }
        }
        Ok(())
    }
}

/// The first of `len` bits that is `wanted`.
fn first(bits: &Bits, len: usize, wanted: bool) -> Option<usize> {
    let flip = if wanted { 0 } else { u64::MAX };
    let word = bits.iter().position(|&word| word ^ flip != 0)?;
    Some(word * 64 + (bits[word] ^ flip).trailing_zeros() as usize).filter(|&place| place < len)
}
