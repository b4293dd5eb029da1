//! What is moved about while sorting: a key, alone or with the index that it came from.

use allcores_memory::{Element, Racy, RadixKey};
use std::ops::Range;

/// Something to sort. Its `Ord` is total and agrees with [`Item::key`]; where
/// keys are equal it is the order that a stable sort keeps.
pub(crate) trait Item: Copy + Default + Ord + Send + Sync + 'static {
    /// What decides the order, widened.
    fn key(self) -> u64;
}

/// With `()` for its index, a key alone.
impl<K: RadixKey, I: Copy + Default + Ord + Send + Sync + 'static> Item for (K, I) {
    #[inline(always)]
    fn key(self) -> u64 {
        self.0.to_u64()
    }
}

/// Where items come from. Each is read once; only a sample is read before.
pub(crate) trait Source: Sync {
    /// What it holds.
    type Item: Item;
    /// How many.
    fn len(&self) -> usize;
    /// The key at `place`, for the sample.
    fn key(&self, place: usize) -> u64;
    /// Appends the items of `range`.
    fn read(&self, range: Range<usize>, items: &mut Vec<Self::Item>);
}

/// The elements of an array, as bare keys.
pub(crate) struct Keys<'a, T>(pub(crate) Racy<'a, T>);

impl<T: Element> Source for Keys<'_, T> {
    type Item = (T::Key, ());

    fn len(&self) -> usize {
        self.0.len()
    }

    fn key(&self, place: usize) -> u64 {
        self.0.get(place).to_key().to_u64()
    }

    fn read(&self, range: Range<usize>, items: &mut Vec<(T::Key, ())>) {
        let part = self.0.slice(range);
        items.extend((0..part.len()).map(|i| (part.get(i).to_key(), ())));
    }
}

/// The elements of an array with their indices; -0 counts as +0.
pub(crate) struct Indexed<'a, T>(pub(crate) Racy<'a, T>);

impl<T: Element> Source for Indexed<'_, T> {
    type Item = (T::Key, u32);

    fn len(&self) -> usize {
        self.0.len()
    }

    fn key(&self, place: usize) -> u64 {
        unsigned_zero(self.0.get(place)).to_key().to_u64()
    }

    fn read(&self, range: Range<usize>, items: &mut Vec<(T::Key, u32)>) {
        let first = range.start;
        let part = self.0.slice(range);
        items.extend((0..part.len()).map(|i| (unsigned_zero(part.get(i)).to_key(), (first + i) as u32)));
    }
}

#[inline(always)]
fn unsigned_zero<T: Element>(value: T) -> T {
    if value == T::default() { T::default() } else { value }
}

/// Several slices, one after the other.
pub(crate) struct Runs<'a, I> {
    runs: Vec<&'a [I]>,
    /// Where each run ends.
    ends: Vec<usize>,
}

impl<'a, I: Item> Runs<'a, I> {
    /// The source that `runs` are in a row.
    pub(crate) fn new(runs: Vec<&'a [I]>) -> Self {
        let mut end = 0;
        let ends = runs.iter().map(|run| {
            end += run.len();
            end
        });
        Runs { ends: ends.collect(), runs }
    }
}

impl<I: Item> Source for Runs<'_, I> {
    type Item = I;

    fn len(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    fn key(&self, place: usize) -> u64 {
        let run = self.ends.partition_point(|&end| end <= place);
        self.runs[run][self.runs[run].len() - (self.ends[run] - place)].key()
    }

    fn read(&self, range: Range<usize>, items: &mut Vec<I>) {
        let mut place = range.start;
        let mut run = self.ends.partition_point(|&end| end <= place);
        while place < range.end {
            let (slice, end) = (self.runs[run], self.ends[run]);
            let from = slice.len() - (end - place);
            let to = slice.len() - (end - end.min(range.end));
            items.extend_from_slice(&slice[from..to]);
            place = end.min(range.end);
            run += 1;
        }
    }
}
