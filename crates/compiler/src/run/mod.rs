//! What is done with a compiled function: each driver spreads it over the threads and gathers what it gives.
//!
//! The function is pure, so a driver may cut the elements as it likes: where only the elements
//! count the cut follows the threads ([`shares`]); where the grouping would show in the bits
//! ([`reduce`]) it follows the length alone.

mod filter;
mod map;
mod reduce;
mod search;
mod shares;

pub use filter::Kept;
pub use reduce::Reducer;
