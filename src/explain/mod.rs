//! What was read out of an entry, for people: its words with their readings marked, its events drawn, and each statement
//! with the words it rests on.
//!
//! The terminal, the page of `chancery explain` and the pages of `chancery serve` show it each in their way.

pub mod drawing;
pub mod entry;
pub mod event;
pub mod figure;
pub mod mark;
pub mod piece;

pub use entry::{Entry, Field, Passage, Statement, Thing};
pub use figure::Figure;
pub use mark::{Mark, Sort};
pub use piece::{Piece, pieces};
