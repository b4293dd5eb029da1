//! Sorting what fits in a core's own cache, on one thread.
//!
//! Two passes of least-significant-digit radix sort order the items by the
//! highest bits that vary among them: enough bits that few items share them
//! all. A last walk sorts the groups that do, so that the passes over low bits,
//! which hardly ever decide anything, are not made.

use super::item::Item;

/// Up to here comparing is faster than counting.
const SMALL: usize = 96;
/// Bits beyond log2(n) that keep groups of equal prefixes rare.
const SPARE_BITS: u32 = 4;
/// Counters of both digits together stay in L1.
const MOST_DIGIT_BITS: u32 = 11;
const DIGITS: usize = 1 << MOST_DIGIT_BITS;

/// Sorts `items`; `scratch` is of the same length, its content is of no matter.
pub(crate) fn sort_local<I: Item>(items: &mut [I], scratch: &mut [I]) {
    if items.len() <= SMALL {
        items.sort_unstable();
        return;
    }
    let (low, high) = items.iter().fold((u64::MAX, 0), |(low, high), item| (low.min(item.key()), high.max(item.key())));
    if low == high {
        // Equal keys are in the order that they came in: all moves so far were stable.
        return;
    }
    let bits = u64::BITS - (high - low).leading_zeros();
    let digit = (items.len().ilog2() + SPARE_BITS).min(bits).div_ceil(2).min(MOST_DIGIT_BITS);
    let shift = bits.saturating_sub(2 * digit);
    let mask = (1usize << digit) - 1;
    let lower = |item: I| (item.key().wrapping_sub(low) >> shift) as usize & mask & (DIGITS - 1);
    let upper = |item: I| (item.key().wrapping_sub(low) >> (shift + digit)) as usize & (DIGITS - 1);

    let mut lower_starts = [0u32; DIGITS];
    let mut upper_starts = [0u32; DIGITS];
    for &item in items.iter() {
        lower_starts[lower(item)] += 1;
        upper_starts[upper(item)] += 1;
    }
    sums_before(&mut lower_starts[..=mask]);
    sums_before(&mut upper_starts[..=mask]);
    scatter(items, scratch, &mut lower_starts, lower);
    scatter(scratch, items, &mut upper_starts, upper);

    if shift > 0 {
        let prefix = |item: I| item.key().wrapping_sub(low) >> shift;
        let mut start = 0;
        while start < items.len() {
            let group = prefix(items[start]);
            let mut end = start + 1;
            while end < items.len() && prefix(items[end]) == group {
                end += 1;
            }
            if end - start > 1 {
                sort_local(&mut items[start..end], &mut scratch[start..end]);
            }
            start = end;
        }
    }
}

/// Replaces each count by the sum of those before it.
pub(crate) fn sums_before(counts: &mut [u32]) {
    let mut sum = 0;
    for count in counts {
        (*count, sum) = (sum, sum + *count);
    }
}

#[inline(always)]
fn scatter<I: Item>(from: &[I], to: &mut [I], starts: &mut [u32; DIGITS], digit: impl Fn(I) -> usize) {
    for &item in from {
        let place = &mut starts[digit(item)];
        to[*place as usize] = item;
        *place += 1;
    }
}
