//! Who and what is meant: each mention of a reading becomes one known thing, or a thing of this record only.

pub mod authority;

use crate::claim::{Claim, Node};
use crate::record::{Passage, Record};

/// A record with all that was read out of it, each thing resolved as far as it can be.
#[derive(Debug)]
pub struct Resolution<'a> {
    /// The record.
    pub record: &'a Record,
    /// What it says, in text order.
    pub claims: Vec<Claim<Node>>,
    /// Persons of this record only: the other forms of their names that it uses, as written.
    pub other_forms: Vec<(Node, String)>,
    /// Words that look like names and that no rule read.
    pub unread: Vec<Passage>,
}
