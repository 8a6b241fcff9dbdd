//! Which words of an entry are the words for what.

use super::entry::{Entry, Field, Statement, Thing};

/// What sort of thing some words are the words for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A person, named or not.
    Person,
    /// A mission or another body.
    Body,
    /// A place.
    Place,
    /// A date.
    Date,
    /// An office and its holder.
    Office,
    /// The documentary form.
    Form,
    /// A dealing of people with one another.
    Encounter,
    /// A meeting planned, proposed, refused or put off.
    Planned,
    /// A letter or message.
    Message,
    /// Words that look like a name and that no rule read.
    Unread,
}

impl Sort {
    /// Every sort, with its name.
    pub const NAMES: [(Self, &'static str); 10] = [
        (Self::Person, "person"),
        (Self::Body, "mission or other body"),
        (Self::Place, "place"),
        (Self::Date, "date"),
        (Self::Office, "office, with its holder"),
        (Self::Form, "form of the document"),
        (Self::Encounter, "encounter"),
        (Self::Planned, "planned, refused or put off"),
        (Self::Message, "letter or message"),
        (Self::Unread, "not read"),
    ];

    /// Its class in the style sheet, which is also what a screen reader says.
    pub fn class(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Body => "body",
            Self::Place => "place",
            Self::Date => "date",
            Self::Office => "office",
            Self::Form => "form",
            Self::Encounter => "encounter",
            Self::Planned => "planned",
            Self::Message => "message",
            Self::Unread => "unread",
        }
    }
}

/// A mark on a text, by Unicode code points, end excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark<'a> {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it marks.
    pub sort: Sort,
    /// The IRI of what the words are the words for; empty where they are for nothing that has one.
    pub thing: &'a str,
}

impl Entry {
    /// The words of a field that statements rest on, and those that none does.
    pub fn marks(&self, field: Field) -> Vec<Mark<'_>> {
        let read = self.statements.iter().filter_map(|statement| Some((self.sort_of(statement)?, statement)));
        let read = read.flat_map(|(sort, statement)| {
            let thing = if statement.relation == "hasEventType" { &statement.subject } else { &statement.object };
            statement.passages.iter().map(move |passage| (sort, thing.iri.as_str(), passage))
        });
        let unread = self.unread.iter().map(|passage| (Sort::Unread, "", passage));
        let here = read.chain(unread).filter(|(.., passage)| passage.field == field);
        here.map(|(sort, thing, passage)| Mark { start: passage.start, end: passage.end, sort, thing }).collect()
    }

    /// What sort of event a thing is: the graph tells encounters by their class, and the others by their type.
    pub fn event_sort(&self, event: &Thing) -> Sort {
        if event.sort == "encounter" {
            return Sort::Encounter;
        }
        let of_type = |slug: &str| {
            self.statements.iter().any(|statement| {
                statement.subject.iri == event.iri
                    && statement.relation == "hasEventType"
                    && statement.object.iri.ends_with(slug)
            })
        };
        if of_type("/message") { Sort::Message } else { Sort::Planned }
    }

    /// What the words of a statement are marked as, if they are the very words for a thing.
    ///
    /// An author's words (`Report, Embassy of Hungary …`) are evidence, but not the words for anything: no mark.
    fn sort_of(&self, statement: &Statement) -> Option<Sort> {
        match (statement.relation.as_str(), statement.object.sort.as_str()) {
            ("mentions", "person" | "somebody unnamed") => Some(Sort::Person),
            ("mentions", "body") => Some(Sort::Body),
            ("mentions", "place") => Some(Sort::Place),
            ("hasCreationDate" | "occurredAtDate", _) => Some(Sort::Date),
            ("occupiesOrOccupied", _) => Some(Sort::Office),
            ("hasDocumentaryFormType", _) => Some(Sort::Form),
            ("describesOrDescribed", _) => Some(self.event_sort(&statement.object)),
            ("hasEventType", _) => Some(self.event_sort(&statement.subject)),
            _ => None,
        }
    }
}
