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

/// A mark on a text, by Unicode code points, end excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it marks.
    pub sort: Sort,
}

impl Entry {
    /// The words of a field that statements rest on, and those that none does.
    pub fn marks(&self, field: Field) -> Vec<Mark> {
        let read = self.statements.iter().filter_map(|statement| Some((self.sort_of(statement)?, &statement.passages)));
        let read = read.flat_map(|(sort, passages)| passages.iter().map(move |passage| (sort, passage)));
        let unread = self.unread.iter().map(|passage| (Sort::Unread, passage));
        let here = read.chain(unread).filter(|(_, passage)| passage.field == field);
        here.map(|(sort, passage)| Mark { start: passage.start, end: passage.end, sort }).collect()
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
