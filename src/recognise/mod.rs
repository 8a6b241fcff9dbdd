//! What a record's words say: small grammars over typed spans.
//!
//! Each grammar is a file and is written down at its head. They build on one another in this order: tokens; dates,
//! bodies, offices and people; the phrases of a field; the cast of the record; its title; its encounters. Nothing here
//! knows who anybody is: the authority files come in with `resolve`, and lend only the names of places and bodies.

mod agent;
mod alike;
mod authorship;
mod body;
mod cast;
mod circumstance;
mod collection;
mod date;
mod encounter;
mod forms;
mod given;
mod inverted;
mod itinerary;
mod lexicon;
mod name;
mod office;
mod person;
mod phrase;
mod reading;
mod recall;
mod scene;
mod several;
mod spelling;
mod text;
mod title;
mod token;
mod transcript;
mod value;
mod whose;

pub use collection::read as collection;
pub use lexicon::{Lexicon, PlaceForm, PlaceWord};
pub use reading::{Reading, recognise};
pub(crate) use spelling::{LETTERS, Spellings, one_off};
pub use token::fold;

use crate::claim::{Claim, Node, Relation};
use crate::record::Passage;
use crate::rule::Rule;
use cast::MemberId;

/// What a claim is about while the cast is still gathering forms.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Thing {
    Member(MemberId),
    Node(Node),
}

impl Thing {
    /// The member of the cast, if it is one.
    fn member(&self) -> Option<MemberId> {
        match self {
            Self::Member(id) => Some(*id),
            Self::Node(_) => None,
        }
    }
}

/// A claim about things.
type Draft = Claim<Thing>;

impl Draft {
    /// A claim about the record itself.
    fn of_record(relation: Relation, object: Thing, passages: Vec<Passage>, rule: &'static Rule) -> Self {
        Self { subject: Thing::Node(Node::This), relation, object, passages, rule }
    }
}
