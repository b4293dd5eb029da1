//! Who takes part: a table of threads, by which an owner that died is told from one that is slow.
//!
//! Whoever holds something writes its [`Token`] into shared words: its row of
//! this table, and the row's generation. A row goes to its next member under the
//! next generation, so that a token says who it means for ever: the owner lives
//! as long as its row has its generation. To end a member is one compare and
//! swap, whoever does it, and afterwards nothing has to be cleaned up; those who
//! meet its token later see that it is gone.
//!
//! The threads of one process share one table; a block that several processes
//! map has a table of its own, in which each row says which process it is of.

use crate::atomic::{AtomicU32, Ordering, fence};

/// Rows.
#[cfg(not(loom))]
pub const ROWS: usize = 511;
/// Rows: a model has few threads.
#[cfg(loom)]
pub const ROWS: usize = 3;
/// Words that a table takes.
pub const WORDS: usize = ROW + 4 * ROWS;

/// How often a member ended, in whatever way.
const ENDS: usize = 0;
/// How often one did so unexpectedly.
const DEATHS: usize = 1;
/// How often one came.
const JOINS: usize = 2;
/// Rows that were ever used: the others need not be looked at.
const TOP: usize = 3;
/// A bit for each row whose process has promises waiting.
const PARKED: usize = 4;
/// A bit for each row whose process wants to hear of those who come and go.
const WATCHING: usize = PARKED + BITS;
const ROW: usize = WATCHING + BITS;
const BITS: usize = 16;

/// A row's state: its generation, whether its last member died unexpectedly, and what it is at.
const FREE: u32 = 0;
const JOINING: u32 = 1;
const LIVE: u32 = 2;
const PHASE: u32 = 3;
const DIED: u32 = 4;
const GENERATION: u32 = 3;

/// A member: never 0, and below 2^30.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token(u32);

const ROW_BITS: u32 = 9;
const ROW_MASK: u32 = (1 << ROW_BITS) - 1;
const GENERATIONS: u32 = 1 << 21;

impl Token {
    fn new(row: usize, generation: u32) -> Token {
        Token((generation % GENERATIONS) << ROW_BITS | (row as u32 + 1))
    }

    /// The token that a word holds, if any.
    pub const fn from_bits(bits: u32) -> Option<Token> {
        if bits & ROW_MASK == 0 { None } else { Some(Token(bits)) }
    }

    /// As a word holds it.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Its row.
    pub const fn row(self) -> usize {
        (self.0 & ROW_MASK) as usize - 1
    }

    const fn generation(self) -> u32 {
        self.0 >> ROW_BITS
    }
}

/// Which process a row is of. The time tells it from a later one with the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Process {
    /// Its number.
    pub id: u32,
    /// When it started, in the system's own unit.
    pub started: u64,
}

/// A live row.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Whose it is.
    pub process: Process,
    /// What it signs with.
    pub token: Token,
}

/// Which of the two bitmaps.
#[derive(Clone, Copy, Debug)]
pub enum Mark {
    /// Promises wait.
    Parked,
    /// Wants to hear of those who come and go.
    Watching,
}

/// The table.
#[derive(Clone, Copy)]
pub struct Members<'a>(&'a [AtomicU32]);

impl<'a> Members<'a> {
    /// The table in these words, which begin as zeros.
    pub fn new(words: &'a [AtomicU32]) -> Members<'a> {
        assert!(words.len() >= WORDS);
        Members(words)
    }

    fn row(self, row: usize) -> &'a [AtomicU32] {
        &self.0[ROW + 4 * row..ROW + 4 * row + 4]
    }

    /// Adds a member; none where all rows are taken.
    pub fn join(self, process: Process) -> Option<Token> {
        for index in 0..ROWS {
            let row = self.row(index);
            let state = row[0].load(Ordering::Acquire);
            let taken = state & !(PHASE | DIED) | JOINING;
            if state & PHASE != FREE
                || row[0].compare_exchange(state, taken, Ordering::AcqRel, Ordering::Relaxed).is_err()
            {
                continue;
            }
            for mark in [Mark::Parked, Mark::Watching] {
                self.mark(Token::new(index, 0), mark, false);
            }
            row[1].store(process.id, Ordering::Relaxed);
            row[2].store(process.started as u32, Ordering::Relaxed);
            row[3].store((process.started >> 32) as u32, Ordering::Relaxed);
            self.0[TOP].fetch_max(index as u32 + 1, Ordering::AcqRel);
            row[0].store(taken & !PHASE | LIVE, Ordering::Release);
            self.0[JOINS].fetch_add(1, Ordering::AcqRel);
            return Some(Token::new(index, state >> GENERATION));
        }
        None
    }

    fn state(self, token: Token) -> u32 {
        // A word that was overwritten by something else can name a row that is none.
        if token.row() < ROWS { self.row(token.row())[0].load(Ordering::Acquire) } else { FREE }
    }

    /// Whether the member is still there.
    pub fn is_live(self, token: Token) -> bool {
        let state = self.state(token);
        state & PHASE == LIVE && (state >> GENERATION) % GENERATIONS == token.generation()
    }

    /// Whether the member is known to have died unexpectedly.
    pub fn has_died(self, token: Token) -> bool {
        let state = self.state(token);
        state & DIED != 0 && (state >> GENERATION) % GENERATIONS == (token.generation() + 1) % GENERATIONS
    }

    /// Ends a member; whether it was still there. Those who wait have to be woken afterwards.
    pub fn end(self, token: Token, unexpectedly: bool) -> bool {
        // Counted first: several may find that a member is gone, and each of them wakes its
        // own waiters when it has, which then have to see that something changed.
        self.0[ENDS].fetch_add(1, Ordering::AcqRel);
        if unexpectedly {
            self.0[DEATHS].fetch_add(1, Ordering::AcqRel);
        }
        let state = self.state(token);
        if !self.is_live(token) {
            return false;
        }
        let died = if unexpectedly { DIED } else { 0 };
        let next = ((state >> GENERATION).wrapping_add(1) << GENERATION) | died;
        self.row(token.row())[0].compare_exchange(state, next, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    /// Changes when a member ends.
    pub fn ends(self) -> u32 {
        self.0[ENDS].load(Ordering::Acquire)
    }

    /// Changes when a member ends unexpectedly.
    pub fn deaths(self) -> u32 {
        self.0[DEATHS].load(Ordering::Acquire)
    }

    /// Changes when a member comes.
    pub fn joins(self) -> u32 {
        self.0[JOINS].load(Ordering::Acquire)
    }

    /// Those who live.
    pub fn live(self) -> impl Iterator<Item = Member> + use<'a> {
        let top = (self.0[TOP].load(Ordering::Acquire) as usize).min(ROWS);
        (0..top).filter_map(move |index| self.member(index))
    }

    fn member(self, index: usize) -> Option<Member> {
        let row = self.row(index);
        let state = row[0].load(Ordering::Acquire);
        if state & PHASE != LIVE {
            return None;
        }
        let started = u64::from(row[2].load(Ordering::Relaxed)) | u64::from(row[3].load(Ordering::Relaxed)) << 32;
        let process = Process { id: row[1].load(Ordering::Relaxed), started };
        fence(Ordering::Acquire);
        // The row may have gone to another while it was read.
        let same = row[0].load(Ordering::Relaxed) == state;
        same.then(|| Member { process, token: Token::new(index, state >> GENERATION) })
    }

    /// Sets or clears a mark of a member.
    pub fn mark(self, token: Token, mark: Mark, set: bool) {
        let (word, bit) = (&self.0[base(mark) + token.row() / 32], 1 << (token.row() % 32));
        if set {
            word.fetch_or(bit, Ordering::SeqCst);
        } else {
            word.fetch_and(!bit, Ordering::SeqCst);
        }
    }

    /// The processes of those who have a mark, each once for every row.
    pub fn marked(self, mark: Mark) -> impl Iterator<Item = Process> + use<'a> {
        let words = &self.0[base(mark)..base(mark) + BITS];
        words.iter().enumerate().flat_map(move |(at, word)| {
            let mut bits = word.load(Ordering::SeqCst);
            let rows = std::iter::from_fn(move || {
                let bit = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
                bits &= bits - 1;
                Some(32 * at + bit)
            });
            // There is one bit more than rows.
            rows.filter(|&row| row < ROWS).filter_map(move |row| Some(self.member(row)?.process))
        })
    }
}

const fn base(mark: Mark) -> usize {
    match mark {
        Mark::Parked => PARKED,
        Mark::Watching => WATCHING,
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    const ME: Process = Process { id: 7, started: 1 << 40 };

    fn words() -> Vec<AtomicU32> {
        (0..WORDS).map(|_| AtomicU32::new(0)).collect()
    }

    #[test]
    fn a_token_means_one_member_for_ever() {
        let words = words();
        let members = Members::new(&words);
        let first = members.join(ME).unwrap();
        assert!(members.is_live(first));
        assert!(members.end(first, true));
        assert!(!members.end(first, false));
        assert!(members.has_died(first));
        let second = members.join(ME).unwrap();
        assert_eq!(second.row(), first.row());
        assert!(members.is_live(second) && !members.is_live(first));
        assert_eq!(Token::from_bits(second.bits()), Some(second));
        assert_eq!(members.live().map(|member| member.process).collect::<Vec<_>>(), [ME]);
    }

    #[test]
    fn a_full_table_takes_nobody() {
        let words = words();
        let members = Members::new(&words);
        let all: Vec<_> = std::iter::from_fn(|| members.join(ME)).collect();
        assert_eq!(all.len(), ROWS);
        assert!(all.iter().all(|&token| members.is_live(token) && token.bits() < 1 << 30));
        members.end(all[100], false);
        assert_eq!(members.join(ME).unwrap().row(), 100);
    }

    #[test]
    fn marks_name_processes() {
        let words = words();
        let members = Members::new(&words);
        let (a, b) = (members.join(ME).unwrap(), members.join(Process { id: 8, started: 2 }).unwrap());
        members.mark(b, Mark::Parked, true);
        members.mark(a, Mark::Watching, true);
        assert_eq!(members.marked(Mark::Parked).map(|process| process.id).collect::<Vec<_>>(), [8]);
        members.end(b, true);
        assert_eq!(members.marked(Mark::Parked).count(), 0);
    }
}
