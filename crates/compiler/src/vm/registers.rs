//! The registers of the virtual machine, and all of its `unsafe`.
//!
//! A bank holds, for each of the three types, registers of as many lanes as the
//! bank has. Some of them can be bound to memory of an argument instead, so that
//! a formula reads its inputs and writes its result without a copy. What a step
//! costs is decided here: so a lane is not checked when it is read, but
//!
//! - every pointer of a bank is valid for all of the lanes that the bank uses ([`Bound::read_f64`] and
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
    /// How many lanes there is room for.
    room: usize,
    /// How many of them are in use.
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
        // An odd number of tiles from each register to the next: their lanes of a tile are apart in the cache, and
        // also modulo 4096, by which a CPU guesses whether a load reads what a store is about to write.
        let tiles = (lanes / WORD) | 1;
        let (wide, half) = (tiles * WORD / 8, tiles * WORD / 16);
        let thin = (lanes / WORD).div_ceil(8);
        let halves = count.f64 * wide;
        let masks = halves + count.i32 * half;
        let mut storage = vec![Line([0; 64]); masks + count.mask * thin];
        let start = storage.as_mut_ptr();
        Bank {
            room: lanes,
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
            && self.room >= lanes
    }

    fn reset(&mut self, lanes: usize) {
        self.f64.unbind();
        self.i32.unbind();
        self.lanes = lanes;
    }

    /// Opens the bank for use with memory that lives for `'a`.
    pub fn bind<'a>(&mut self) -> Bound<'_, 'a> {
        // Whatever an earlier use has bound may be gone.
        self.reset(self.room);
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
    /// From now on registers have so many lanes, rounded up to whole words: no more than there is room for. If that is a
    /// change, all registers use their own memory again.
    pub fn use_lanes(&mut self, lanes: usize) {
        let lanes = lanes.next_multiple_of(WORD);
        assert!(lanes <= self.bank.room);
        if lanes != self.bank.lanes {
            self.bank.reset(lanes);
        }
    }

    /// Reads of f64 register `register` go to this memory, or to its own again. It must have all lanes of the bank.
    pub fn read_f64(&mut self, register: u32, memory: Option<Racy<'a, f64>>) {
        let home = self.bank.f64.home[register as usize].cast_const();
        self.bank.f64.read[register as usize] = memory.map_or(home, |memory| memory.slice(0..self.bank.lanes).as_ptr());
    }

    /// As [`Bound::read_f64`].
    pub fn read_i32(&mut self, register: u32, memory: Option<Racy<'a, i32>>) {
        let home = self.bank.i32.home[register as usize].cast_const();
        self.bank.i32.read[register as usize] = memory.map_or(home, |memory| memory.slice(0..self.bank.lanes).as_ptr());
    }

    /// Writes of f64 register `register` go to this memory, or to its own again. It must have all lanes of the bank.
    pub fn write_f64(&mut self, register: u32, memory: Option<RacyMut<'a, f64>>) {
        let home = self.bank.f64.home[register as usize];
        self.bank.f64.write[register as usize] =
            memory.map_or(home, |memory| memory.slice(0..self.bank.lanes).as_ptr());
    }

    /// The lanes of tile `tile`, tiles being of `8 * K` lanes.
    #[inline(always)]
    pub fn tile<const K: usize>(&self, tile: usize) -> Tile<'_, K> {
        let Bank { lanes, f64, i32, mask, .. } = &*self.bank;
        let first = Tile {
            lane: 0,
            lanes: *lanes,
            read_f64: &f64.read,
            write_f64: &f64.write,
            read_i32: &i32.read,
            write_i32: &i32.write,
            mask: &mask.write,
        };
        first.at(tile)
    }

    /// Lane `lane` of each register, for tapes that use it as one value for all lanes.
    #[inline(always)]
    pub fn cell(&self, lane: usize) -> Cell<'_> {
        assert!(lane < self.bank.lanes);
        Cell { lane, bank: self.bank }
    }

    /// How many lanes each register has.
    pub fn lanes(&self) -> usize {
        self.bank.lanes
    }
}

/// Some lanes of all registers.
#[derive(Clone, Copy, Debug)]
pub struct Tile<'b, const K: usize> {
    lane: usize,
    lanes: usize,
    read_f64: &'b [*const f64],
    write_f64: &'b [*mut f64],
    read_i32: &'b [*const i32],
    write_i32: &'b [*mut i32],
    mask: &'b [*mut u64],
}

/// Those lanes of one register.
#[derive(Clone, Copy, Debug)]
pub struct Lanes<T, const K: usize>(*const T);

/// Those lanes of one register, to write.
#[derive(Clone, Copy, Debug)]
pub struct LanesMut<T, const K: usize>(*mut T);

impl<T: Copy, const K: usize> Lanes<T, K> {
    /// Eight of them.
    #[inline(always)]
    pub fn get(self, k: usize) -> [T; 8] {
        assert!(k < K);
        // SAFETY: the tile's 8 * K lanes are readable, as the file's head says; plain numbers, of any alignment.
        unsafe { self.0.add(8 * k).cast::<[T; 8]>().read_unaligned() }
    }
}

impl<T: Copy, const K: usize> LanesMut<T, K> {
    /// Sets eight of them.
    #[inline(always)]
    pub fn set(self, k: usize, lanes: [T; 8]) {
        assert!(k < K);
        // SAFETY: the tile's 8 * K lanes are writable, as the file's head says; plain numbers, of any alignment.
        unsafe { self.0.add(8 * k).cast::<[T; 8]>().write_unaligned(lanes) }
    }
}

impl<const K: usize> Tile<'_, K> {
    /// Tile `tile` of the same bank.
    #[inline(always)]
    pub fn at(self, tile: usize) -> Self {
        assert!(tile < self.lanes / (8 * K));
        Tile { lane: tile * 8 * K, ..self }
    }

    /// Of f64 register `register`.
    #[inline(always)]
    pub fn f64(&self, register: u32) -> Lanes<f64, K> {
        Lanes(self.read_f64[register as usize].wrapping_add(self.lane))
    }

    /// Of f64 register `register`, to write.
    #[inline(always)]
    pub fn f64_mut(&self, register: u32) -> LanesMut<f64, K> {
        LanesMut(self.write_f64[register as usize].wrapping_add(self.lane))
    }

    /// Of i32 register `register`.
    #[inline(always)]
    pub fn i32(&self, register: u32) -> Lanes<i32, K> {
        Lanes(self.read_i32[register as usize].wrapping_add(self.lane))
    }

    /// Of i32 register `register`, to write.
    #[inline(always)]
    pub fn i32_mut(&self, register: u32) -> LanesMut<i32, K> {
        LanesMut(self.write_i32[register as usize].wrapping_add(self.lane))
    }

    /// Of mask register `register`, a bit per lane, the first one lowest.
    #[inline(always)]
    pub fn mask(&self, register: u32) -> u64 {
        const { assert!(K <= WORD / 8) };
        let at = self.mask[register as usize].cast::<u8>().wrapping_add(self.lane / 8);
        let mut bytes = [0; 8];
        // SAFETY: the tile's 8 * K lanes are K bytes, readable as the file's head says.
        let own = unsafe { at.cast::<[u8; K]>().read() };
        let mut k = 0;
        while k < K {
            bytes[k] = own[k];
            k += 1;
        }
        u64::from_le_bytes(bytes)
    }

    /// Sets those of mask register `register`.
    #[inline(always)]
    pub fn set_mask(&self, register: u32, bits: u64) {
        const { assert!(K <= WORD / 8) };
        let at = self.mask[register as usize].cast::<u8>().wrapping_add(self.lane / 8);
        let mut own = [0; K];
        let bytes = bits.to_le_bytes();
        let mut k = 0;
        while k < K {
            own[k] = bytes[k];
            k += 1;
        }
        // SAFETY: the tile's 8 * K lanes are K bytes, writable as the file's head says.
        unsafe { at.cast::<[u8; K]>().write(own) }
    }
}

/// One lane of all registers.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'b> {
    lane: usize,
    bank: &'b Bank,
}

impl Cell<'_> {
    #[inline(always)]
    fn mask_byte(&self, register: u32) -> *mut u8 {
        self.bank.mask.write[register as usize].cast::<u8>().wrapping_add(self.lane / 8)
    }

    /// That of the mask register: all bits or none.
    #[inline(always)]
    pub fn mask(&self, register: u32) -> u64 {
        // SAFETY: the lane is one of the bank's, readable as the file's head says.
        let byte = unsafe { self.mask_byte(register).read() };
        u64::from(byte >> (self.lane % 8) & 1).wrapping_neg()
    }

    /// Sets that of the mask register.
    #[inline(always)]
    pub fn set_mask(&self, register: u32, truth: bool) {
        let at = self.mask_byte(register);
        let bit = 1 << (self.lane % 8);
        // SAFETY: the lane is one of the bank's, writable as the file's head says.
        unsafe { at.write(if truth { at.read() | bit } else { at.read() & !bit }) }
    }
}

macro_rules! lane_access {
    ($class:ident: $T:ty, $read:ident, $set:ident, $fill:ident, $gather:ident) => {
        impl Cell<'_> {
            /// That of the register.
            #[inline(always)]
            pub fn $read(&self, register: u32) -> $T {
                // SAFETY: the lane is one of the bank's, readable as the file's head says.
                unsafe { self.bank.$class.read[register as usize].add(self.lane).read_unaligned() }
            }

            /// Sets that of the register.
            #[inline(always)]
            pub fn $set(&self, register: u32, value: $T) {
                // SAFETY: the lane is one of the bank's, writable as the file's head says.
                unsafe { self.bank.$class.write[register as usize].add(self.lane).write_unaligned(value) }
            }
        }

        impl Bound<'_, '_> {
            /// Sets the first `lanes` lanes of the register.
            pub fn $fill(&self, register: u32, lanes: usize, value: $T) {
                assert!(lanes <= self.bank.lanes);
                let to = self.bank.$class.write[register as usize];
                for lane in 0..lanes {
                    // SAFETY: the lane is one of the bank's, writable as the file's head says.
                    unsafe { to.add(lane).write_unaligned(value) }
                }
            }

            /// Lane `j` of `to` becomes lane `ids[j]` of `from`.
            pub fn $gather(&self, from: u32, to: u32, ids: &[u16]) {
                let Bank { lanes, $class, .. } = &*self.bank;
                assert!(ids.len() <= *lanes);
                let (from, to) = ($class.read[from as usize], $class.write[to as usize]);
                for (j, &id) in ids.iter().enumerate() {
                    assert!(usize::from(id) < *lanes);
                    // SAFETY: both lanes are of the bank, as the file's head says.
                    unsafe { to.add(j).write_unaligned(from.add(usize::from(id)).read_unaligned()) }
                }
            }
        }
    };
}

lane_access!(f64: f64, f64, set_f64, fill_f64, gather_f64);
lane_access!(i32: i32, i32, set_i32, fill_i32, gather_i32);
