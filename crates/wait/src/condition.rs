//! The condition: tickets, drawn by those who wait and called by those who notify.
//!
//! Each who waits draws the next ticket, and is done when it was called, so that
//! a notification goes to those who waited before it, in their order, and never
//! to a latecomer. A ticket whose owner gave up, or died, would swallow a call:
//! where there may be such, the next notification calls all. That is the
//! spurious return which every user of conditions allows for.

use crate::Step;
use crate::members::Token;
use crate::record::Record;

/// The first ticket that was not called.
pub const CALLED: usize = 0;
/// The next ticket.
const NEXT: usize = 1;
/// Whether a ticket was given up.
const GAPS: usize = 2;
/// The `deaths` of the members up to which no ticket is a dead one's.
const DEATHS: usize = 3;
/// Words of its own.
pub const WORDS: usize = 4;

/// One who waits.
#[derive(Clone, Copy, Debug)]
pub struct Ticket {
    /// Its number.
    pub number: u32,
    /// The `deaths` of the members when it was drawn.
    pub deaths: u32,
}

/// The condition in a record.
#[derive(Clone, Copy)]
pub struct Condition<'a>(pub Record<'a>);

impl Condition<'_> {
    /// Draws a ticket; still under the lock that the condition is about.
    pub fn draw(&self, me: Token) -> Ticket {
        let deaths = self.0.members().deaths();
        self.0.update(me, |change| Ticket { number: change.add(NEXT, 1).wrapping_sub(1), deaths })
    }

    /// Whether the ticket was called.
    pub fn attempt(&self, me: Token, ticket: Ticket) -> Step {
        let called = self.0.update(me, |change| change.get(CALLED));
        let is_called = called.wrapping_sub(ticket.number) as i32 > 0;
        if is_called || self.0.members().deaths() != ticket.deaths { Step::Done } else { Step::Wait(called) }
    }

    /// Calls the next `count` tickets; whether all who wait have to be woken.
    pub fn notify(&self, me: Token, count: u32) -> bool {
        let deaths = self.0.members().deaths();
        self.0.update(me, |change| {
            let (called, next) = (change.get(CALLED), change.get(NEXT));
            let waiting = next.wrapping_sub(called);
            let all = change.get(GAPS) != 0 || change.get(DEATHS) != deaths;
            change.set(GAPS, 0);
            change.set(DEATHS, deaths);
            change.set(CALLED, if all { next } else { called.wrapping_add(count.min(waiting)) });
            waiting > 0
        })
    }

    /// Gives a ticket back; whether it had been called.
    pub fn cancel(&self, me: Token, ticket: Ticket) -> bool {
        self.0.update(me, |change| {
            let (called, next) = (change.get(CALLED), change.get(NEXT));
            if called.wrapping_sub(ticket.number) as i32 > 0 {
                return true;
            }
            if next == ticket.number.wrapping_add(1) {
                change.set(NEXT, ticket.number);
            } else {
                change.set(GAPS, 1);
            }
            false
        })
    }
}
