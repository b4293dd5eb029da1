//! What a worker process needs of its operating system and JavaScript does not give: to end with its parent whatever
//! either of them is doing ([`lifeline`]), and a few words of memory that it has in common with it ([`words`]).

pub mod lifeline;
pub mod words;
