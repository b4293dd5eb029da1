//! Sorting values, and the indices that would sort them.
//!
//! Both move integer keys in the total order ([`Element::Key`]) and compare no
//! floats. Each element is read once into memory of our own, so that a writer
//! in another thread can spoil values, and nothing else.

mod buckets;
mod counting;
mod item;
mod local;
mod sample;

use allcores_memory::{Element, Racy, RacyMut};
use allcores_parallel::{Cancelled, Context};
use item::{Indexed, Keys};

/// Writes the elements of `x` to `out` in ascending order: -∞ … -0, +0 … +∞, NaN.
///
/// As `numpy.sort`, which leaves the order of the zeros open. A NaN keeps
/// neither sign nor payload. `out` has the length of `x` and is other memory,
/// or the very same; after a cancellation its content is undefined.
pub fn sort<T: Element>(ctx: Context, x: Racy<T>, out: RacyMut<T>) -> Result<(), Cancelled> {
    assert_eq!(x.len(), out.len());
    if counting::pays::<T>(x.len()) {
        return counting::sort_by_counting(ctx, x, out);
    }
    sample::sort_source(ctx, &Keys(x), &|place, keys: &[(T::Key, ())]| {
        write(out.slice(place..place + keys.len()), keys, |(key, ())| T::from_key(key));
    })
}

/// Writes to `out` the indices that put `x` in ascending order, those of equal elements in their own order.
///
/// As `numpy.argsort(x, kind='stable')`: -0 equals +0, NaNs are equal and come
/// last. `out` has the length of `x`, at most 2³², and is other memory.
pub fn argsort<T: Element>(ctx: Context, x: Racy<T>, out: RacyMut<u32>) -> Result<(), Cancelled> {
    assert_eq!(x.len(), out.len());
    assert!(x.len() as u64 <= 1 << 32);
    sample::sort_source(ctx, &Indexed(x), &|place, items: &[(T::Key, u32)]| {
        write(out.slice(place..place + items.len()), items, |(_, index)| index);
    })
}

/// Stores `value(item)` for each item, in blocks that vectorise.
fn write<I: Copy, T: Element>(out: RacyMut<T>, items: &[I], value: impl Fn(I) -> T) {
    let (blocks, rest) = items.as_chunks::<8>();
    for (i, &block) in blocks.iter().enumerate() {
        out.store(8 * i, block.map(&value));
    }
    for (i, &item) in rest.iter().enumerate() {
        out.set(8 * blocks.len() + i, value(item));
    }
}
