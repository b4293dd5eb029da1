//! The registers of the virtual machine, and all of its `unsafe`.
//!
//! A bank holds, for each of the three types, registers of as many lanes as the
//! bank has. Some of them can be bound to memory of an argument instead, so that
//! a formula reads its inputs and writes its result without a copy. What a step
//! costs is decided here: so a lane is not checked when it is read, but
//!
//! - every pointer of a bank is valid for all of the bank's lanes ([`Bound::read_f64`] and
//!   [`Bound::write_f64`] check that of the memory they are given),
//! - a [`Tile`] is checked to lie inside of these lanes when it is made,
//! - a register is checked to exist when it is used, and its eight lanes to lie inside of the
//!   tile, which is known when compiling.
//!
//! Memory of an argument is only ever copied from and to, as everywhere.

use allcores_memory::{Racy, RacyMut};
use std::marker::PhantomData;

/// The lanes of a mask word, and of the largest tile.
pub const WORD: usize = 64;

/// A number of registers of each type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Of type f64.
    pub f64: usize,
    /// Of type i32.
    pub i32: usize,
    /// Masks.
    pub mask: usize,
}

/// A cache line: what registers are aligned to.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Line([u8; 64]);

/// The registers of one type.
#[derive(Debug)]
struct Class<T> {
    /// Where a register is read.
    read: Vec<*const T>,
    /// Where it is written.
    write: Vec<*mut T>,
    /// Where it is when it is not bound to other memory.
    home: Vec<*mut T>,
}

impl<T> Class<T> {
    /// Registers of `bytes` bytes, from line `first` of `storage` on.
    fn new(storage: *mut Line, first: usize, count: usize, lines: usize) -> Class<T> {
        let home: Vec<*mut T> = (0..count).map(|i| storage.wrapping_add(first + i * lines).cast()).collect();
        Class { read: home.iter().map(|at| at.cast_const()).collect(), write: home.clone(), home }
    }

    fn unbind(&mut self) {
        for (i, home) in self.home.iter().enumerate() {
            self.read[i] = home.cast_const();
            self.write[i] = *home;
        }
    }
}

/// Registers of each type, all of the same number of lanes.
#[derive(Debug)]
pub struct Bank {
    lanes: usize,
    f64: Class<f64>,
    i32: Class<i32>,
    mask: Class<u64>,
    /// Owns what the pointers point to; never touched through itself.
    _storage: Vec<Line>,
}

// SAFETY: the pointers are to the bank's own storage, or bound to memory that may be reached from any
// thread; the latter are reset before they are used again.
unsafe impl Send for Bank {}

impl Bank {
    /// Registers of `lanes` lanes, rounded up to whole words, all zero.
    pub fn new(count: Count, lanes: usize) -> Bank {
        let lanes = lanes.next_multiple_of(WORD);
        // One line more than a register needs keeps those of a power of two apart in the cache.
        let (wide, half) = (lanes / 8 + 1, lanes / 16 + 1);
        let thin = (lanes / WORD).div_ceil(8);
        let halves = count.f64 * wide;
        let masks = halves + count.i32 * half;
        let mut storage = vec![Line([0; 64]); masks + count.mask * thin];
        let start = storage.as_mut_ptr();
        Bank {
            lanes,
            f64: Class::new(start, 0, count.f64, wide),
            i32: Class::new(start, halves, count.i32, half),
            mask: Class::new(start, masks, count.mask, thin),
            _storage: storage,
        }
    }

    /// Whether it has at least these registers and lanes.
    pub fn suffices(&self, count: Count, lanes: usize) -> bool {
        self.f64.home.len() >= count.f64
            && self.i32.home.len() >= count.i32
            && self.mask.home.len() >= count.mask
            && self.lanes >= lanes
    }

    /// Opens the bank for use with memory that lives for `'a`.
    pub fn bind<'a>(&mut self) -> Bound<'_, 'a> {
        // Whatever an earlier use has bound may be gone.
        self.f64.unbind();
        self.i32.unbind();
        Bound { bank: self, life: PhantomData }
    }
}

/// A bank in use.
#[derive(Debug)]
pub struct Bound<'b, 'a> {
    bank: &'b mut Bank,
    life: PhantomData<&'a ()>,
}

impl<'a> Bound<'_, 'a> {
    /// Reads of f64 register `register` go to this memory, or to its own again. It must have all lanes of the bank.
    pub fn read_f64(&mut self, register: u32, memory: Option<Racy<'a, f64>>) {
        let home = self.bank.f64.home[register as usize].cast_const();
        self.bank.f64.read[register as usize] = memory.map_or(home, |memory| memory.first(self.bank.lanes));
    }

    /// As [`Bound::read_f64`].
    pub fn read_i32(&mut self, register: u32, memory: Option<Racy<'a, i32>>) {
        let home = self.bank.i32.home[register as usize].cast_const();
        self.bank.i32.read[register as usize] = memory.map_or(home, |memory| memory.first(self.bank.lanes));
    }

    /// Writes of f64 register `register` go to this memory, or to its own again. It must have all lanes of the bank.
    pub fn write_f64(&mut self, register: u32, memory: Option<RacyMut<'a, f64>>) {
        let home = self.bank.f64.home[register as usize];
        self.bank.f64.write[register as usize] = memory.map_or(home, |memory| memory.first(self.bank.lanes));
    }
}
