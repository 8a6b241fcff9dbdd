//! The events that an entry tells of: who, when, where, and the words for it.
//!
//! All of it comes from the entry's statements, so nothing is shown that rests on no words.

use super::entry::{Entry, Passage, Statement, Thing};
use super::mark::Sort;

/// An event that an entry tells of.
#[derive(Debug)]
pub struct Event<'a> {
    /// Its IRI.
    pub iri: &'a str,
    /// Whether it is an encounter, or what else.
    pub sort: Sort,
    /// What it was: `conversation`, `planned meeting`.
    pub kind: String,
    /// Its dates, in words; rarely more than one.
    pub dates: Vec<&'a str>,
    /// Its places.
    pub places: Vec<&'a str>,
    /// Those who took part, or were to, in the order the words name them.
    pub parties: Vec<Party<'a>>,
    /// Whether the words say that it happened; otherwise it is inferred.
    pub stated: bool,
    /// The words, in text order; none lies within another.
    pub words: Vec<&'a Passage>,
    /// A statement of each rule that read it.
    pub read_by: Vec<&'a Statement>,
}

/// Somebody who took part in an event.
#[derive(Debug)]
pub struct Party<'a> {
    /// The IRI.
    pub iri: &'a str,
    /// The name, or the words for somebody unnamed.
    pub name: &'a str,
    /// Whether it is a name.
    pub named: bool,
    /// Whether the words say that they took part; otherwise it is inferred.
    pub stated: bool,
}

impl Entry {
    /// The events that it tells of, in text order.
    pub fn events(&self) -> Vec<Event<'_>> {
        let mut told: Vec<&Thing> = Vec::new();
        for statement in self.statements.iter().filter(|statement| statement.relation == "describesOrDescribed") {
            if !told.iter().any(|event| event.iri == statement.object.iri) {
                told.push(&statement.object);
            }
        }
        told.into_iter().map(|event| self.event(event)).collect()
    }

    fn event<'a>(&'a self, event: &'a Thing) -> Event<'a> {
        let telling =
            |statement: &&Statement| statement.relation == "describesOrDescribed" && statement.object.iri == event.iri;
        let says = |relation: &'static str| {
            let about = self.statements.iter().filter(|statement| statement.subject.iri == event.iri);
            about.filter(move |statement| statement.relation == relation)
        };
        let labels = |relation| {
            let mut labels: Vec<&str> = says(relation).map(|statement| statement.object.label.as_str()).collect();
            labels.dedup();
            labels
        };
        let sources: Vec<&Statement> = self
            .statements
            .iter()
            .filter(telling)
            .chain(says("hasEventType"))
            .chain(says("hasOrHadParticipant"))
            .collect();
        let words = outermost(sources.iter().flat_map(|statement| &statement.passages).collect());
        Event {
            iri: &event.iri,
            sort: self.event_sort(event),
            kind: says("hasEventType")
                .map(|statement| kind_name(&statement.object))
                .next()
                .unwrap_or("event".to_owned()),
            dates: labels("occurredAtDate"),
            places: labels("hasOrHadLocation"),
            parties: self.parties(says("hasOrHadParticipant"), &words),
            stated: self.statements.iter().filter(telling).any(|statement| statement.basis == "stated"),
            read_by: each_rule(&sources),
            words,
        }
    }

    /// Those that statements make parties, in the order in which `words` name them.
    fn parties<'a>(&'a self, said: impl Iterator<Item = &'a Statement>, words: &[&Passage]) -> Vec<Party<'a>> {
        let mut parties: Vec<(&Thing, bool)> = Vec::new();
        for Statement { object, basis, .. } in said {
            let stated = basis == "stated";
            match parties.iter_mut().find(|(party, _)| party.iri == object.iri) {
                Some((_, already)) => *already |= stated,
                None => parties.push((object, stated)),
            }
        }
        parties.sort_by_key(|(party, _)| {
            let mentions = self.statements.iter().filter(|statement| statement.relation == "mentions");
            let mentions = mentions.filter(|statement| statement.object.iri == party.iri);
            let passages = mentions.flat_map(|statement| &statement.passages);
            let first = passages.filter(|passage| words.iter().any(|words| words.covers(passage))).min();
            (first.is_none(), first)
        });
        let party = |(party, stated): (&'a Thing, bool)| Party {
            iri: &party.iri,
            name: &party.label,
            named: party.sort != "somebody unnamed",
            stated,
        };
        parties.into_iter().map(party).collect()
    }
}

impl Passage {
    /// Whether another passage lies within this one.
    fn covers(&self, other: &Self) -> bool {
        self.field == other.field && self.start <= other.start && other.end <= self.end
    }
}

/// The passages that lie within no other, in text order, each once.
fn outermost(mut passages: Vec<&Passage>) -> Vec<&Passage> {
    passages.sort();
    passages.dedup();
    let within = |passage: &&Passage| passages.iter().any(|other| other != passage && other.covers(passage));
    passages.iter().filter(|passage| !within(passage)).copied().collect()
}

/// The first statement of each rule.
fn each_rule<'a>(statements: &[&'a Statement]) -> Vec<&'a Statement> {
    let mut first: Vec<&Statement> = Vec::new();
    for statement in statements {
        if !first.iter().any(|earlier| earlier.rule == statement.rule) {
            first.push(statement);
        }
    }
    first
}

/// The name of a kind of event: its label, or what its IRI ends with where that is shorter, as `planned meeting` is.
fn kind_name(kind: &Thing) -> String {
    let end = kind.iri.rsplit('/').next().unwrap_or_default().replace('-', " ");
    if end.chars().count() < kind.label.chars().count() { end } else { kind.label.clone() }
}
