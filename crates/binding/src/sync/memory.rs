//! Where shared memory becomes atomic words: that of a SharedArrayBuffer, or of a block with a name.

use crate::environment::Environment;
use crate::failure::Failure;
use crate::node_api::{Js, Reference};
use crate::view::View;
use allcores_memory::Dtype;
use allcores_shm::Lease;
use allcores_wait::bell::{Mapped, Refused, Seat};
use allcores_wait::members::{Members, Process, Token, WORDS};
use allcores_wait::{AtomicU32, waits};
use std::ptr::NonNull;
use std::sync::Arc;

/// The threads of this process.
static THREADS: [AtomicU32; WORDS] = [const { AtomicU32::new(0) }; WORDS];

/// Words at the head of a block that say what it is. The table of members follows, and then what is built on both.
const HEAD: usize = 8;
/// The first word of a block that is neither.
pub const FIRST: usize = HEAD + WORDS;

/// Words that stay where they are for as long as this exists.
struct Span {
    words: NonNull<AtomicU32>,
    len: usize,
}

// SAFETY: atomic words may be used from any thread; whoever has a `Span` keeps the memory.
unsafe impl Send for Span {}
// SAFETY: as above.
unsafe impl Sync for Span {}

impl Span {
    fn words(&self) -> &[AtomicU32] {
        // SAFETY: whoever has a `Span` keeps the memory, which is aligned and of this length
        // (`Shared::of_array`, `Block::new`). All of Rust uses these words as atomics, and so
        // does JavaScript; a program that writes them in another way gets other values.
        unsafe { std::slice::from_raw_parts(self.words.as_ptr(), self.len) }
    }
}

/// A block with a name, mapped.
pub struct Block {
    span: Span,
    /// Keeps the addresses.
    _lease: Lease,
}

impl Block {
    /// The words of a block; none if it is too small to have any.
    pub fn new(lease: Lease) -> Option<Block> {
        let len = lease.bytes().len() / size_of::<AtomicU32>();
        let words = NonNull::new(lease.as_ptr().cast()).filter(|_| len >= FIRST)?;
        Some(Block { span: Span { words, len }, _lease: lease })
    }
}

impl Mapped for Block {
    fn table(&self) -> &[AtomicU32] {
        &self.span.words()[HEAD..FIRST]
    }
}

/// Shared words, and the thread as one of those who share them.
pub enum Shared {
    /// Between the threads of this process.
    Threads {
        /// The words.
        array: Array,
        /// What the thread signs with.
        me: Token,
    },
    /// Between processes.
    Processes(Arc<Seat<Block>>),
}

/// An Int32Array over a SharedArrayBuffer, held alive.
pub struct Array {
    span: Span,
    held: Reference,
}

impl Shared {
    /// The words of an Int32Array over a SharedArrayBuffer.
    pub fn of_array(js: Js, view: &View) -> Result<Shared, Failure> {
        if view.dtype() != Dtype::Int32 || !view.is_shared() {
            return Err(Failure::of_type("INVALID_TYPE", "the words are not an Int32Array over a SharedArrayBuffer"));
        }
        let words = NonNull::new(view.as_ptr().cast()).ok_or_else(|| Failure::internal("no words"))?;
        let me = thread(js)?;
        let held = js.hold(view.value()).ok_or_else(|| Failure::internal("no reference"))?;
        Ok(Shared::Threads { array: Array { span: Span { words, len: view.len() }, held }, me })
    }

    /// The words of a block.
    pub fn of_block(js: Js, lease: Lease) -> Result<Shared, Failure> {
        let environment = Environment::of(js)?;
        let seat = environment.seat(lease.as_ptr().addr(), || {
            let block = Block::new(lease).ok_or_else(|| Failure::plain("UNUSABLE_MEMORY", "the block is too small"))?;
            let seat = Seat::take(Arc::new(block)).map_err(|refused| match refused {
                Refused::Full => full(),
                Refused::System(error) => Failure::plain("SYSTEM_ERROR", format!("no bell between processes: {error}")),
            })?;
            Ok(Arc::new(seat))
        })?;
        Ok(Shared::Processes(seat))
    }

    /// All words.
    pub fn words(&self) -> &[AtomicU32] {
        match self {
            Shared::Threads { array, .. } => array.span.words(),
            Shared::Processes(seat) => seat.mapped().span.words(),
        }
    }

    /// Index of the first word that is not about who shares them.
    pub const fn first(&self) -> usize {
        match self {
            Shared::Threads { .. } => 0,
            Shared::Processes(_) => FIRST,
        }
    }

    /// Who shares them.
    pub fn members(&self) -> Members<'_> {
        match self {
            Shared::Threads { .. } => Members::new(&THREADS),
            Shared::Processes(seat) => seat.members(),
        }
    }

    /// What the thread signs with.
    pub fn me(&self) -> Token {
        match self {
            Shared::Threads { me, .. } => *me,
            Shared::Processes(seat) => seat.token(),
        }
    }

    /// Wakes up to `count` of those who wait for `word`, which is one of these.
    pub fn wake(&self, word: &AtomicU32, count: u32) {
        match self {
            Shared::Threads { .. } => waits::wake(word, count),
            Shared::Processes(seat) => seat.wake(word, count),
        }
    }

    /// Has `wake` run when `word`, which is one of these, is woken. See [`waits::park`].
    pub fn park(&self, word: &AtomicU32, expected: u32, epoch: u32, by: usize, wake: impl FnOnce() + Send + 'static) {
        match self {
            Shared::Threads { .. } => waits::park(word, expected, epoch, by, wake),
            Shared::Processes(seat) => seat.park(word, expected, epoch, by, wake),
        }
    }

    /// Lets go of the memory.
    pub fn release(self, js: Js) {
        match self {
            Shared::Threads { array, .. } => drop(js.release(array.held)),
            // Promises that wait here find that it is closed.
            Shared::Processes(_) => waits::wake_parked(),
        }
    }
}

/// This thread, as one of those of the process.
fn thread(js: Js) -> Result<Token, Failure> {
    let environment = Environment::of(js)?;
    environment.member(|| {
        let members = Members::new(&THREADS);
        let me = members.join(Process { id: 0, started: 0 }).ok_or_else(full)?;
        let leaving = move |well: bool| {
            members.end(me, !well);
            waits::wake_everyone();
        };
        Ok((me, Box::new(leaving)))
    })
}

fn full() -> Failure {
    Failure::of_range("OUT_OF_RANGE", "more than 511 threads use the same locks")
}
