//! What the graph holds, in the order in which people look through it: read once, by the queries of
//! `queries/internal/site/`, so that no page has to go through the whole graph.
//!
//! Nodes that a link says are one are one thing here, under the node that stands for them.

mod read;

use rustc_hash::FxHashMap;

/// What sort of thing has a page; in the order in which search lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A person with a name.
    Person,
    /// A diplomatic mission.
    Mission,
    /// A State, a city.
    Place,
    /// Another body.
    Body,
    /// A collection of records.
    Collection,
    /// An office.
    Office,
    /// Somebody whom a record does not name.
    Unnamed,
}

impl Sort {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "person" => Self::Person,
            "mission" => Self::Mission,
            "place" => Self::Place,
            "body" => Self::Body,
            "collection" => Self::Collection,
            "office" => Self::Office,
            "unnamed" => Self::Unnamed,
            _ => return None,
        })
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Mission => "mission",
            Self::Place => "place",
            Self::Body => "body",
            Self::Collection => "collection",
            Self::Office => "office",
            Self::Unnamed => "somebody unnamed",
        }
    }
}

/// What somebody has to do with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Wrote it.
    Author,
    /// Sent it.
    Sender,
    /// It was sent to them.
    Addressee,
    /// It names them.
    Mention,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Author, Self::Sender, Self::Addressee, Self::Mention];

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// What it is called in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Sender => "sender",
            Self::Addressee => "addressee",
            Self::Mention => "mention",
        }
    }

    /// What it is called on pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Author => "wrote",
            Self::Sender => "sent",
            Self::Addressee => "received",
            Self::Mention => "is named in",
        }
    }
}

/// A date: in words, in EDTF, and the year of the last moment that it can be; all empty if nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// In words: `on or before 16 March 1961`.
    pub words: String,
    /// In EDTF.
    pub edtf: String,
    /// The last moment that it can be, as the graph has it; what is undated comes last.
    pub end: String,
}

impl When {
    /// The year; empty without a date.
    pub fn year(&self) -> &str {
        self.end.get(..4).unwrap_or_default()
    }

    /// In words, or as near as the graph comes to them.
    pub fn shown(&self) -> &str {
        if self.words.is_empty() { &self.edtf } else { &self.words }
    }

    fn key(&self) -> (bool, &str, &str) {
        (self.end.is_empty(), &self.end, &self.edtf)
    }
}

/// Something with a name and a page.
#[derive(Debug)]
pub struct Thing {
    /// The IRI of the node that stands for it.
    pub iri: String,
    /// What it is.
    pub sort: Sort,
    /// What it is called.
    pub name: String,
    /// The other forms of its name, those of all nodes that are the same.
    pub forms: Vec<String>,
    /// The other nodes that are the same, in order.
    pub nodes: Vec<String>,
    /// The links that say that some node of it may be another's: the one of which it is said, and the other.
    pub maybe: Vec<(String, String)>,
    /// The offices that records show somebody in, those of most records first.
    pub offices: Vec<Office>,
    /// The documents that it has to do with, by date; one that it both wrote and sent stands here twice.
    pub documents: Vec<(Role, u32)>,
    /// The events that it took part in, or that happened there, by date.
    pub events: Vec<u32>,
    /// The missions that it sent and those that it received.
    pub missions: [Vec<u32>; 2],
}

/// An office that records show somebody in.
#[derive(Debug)]
pub struct Office {
    /// The office.
    pub office: u32,
    /// The first and the last document.
    pub documents: [u32; 2],
    /// How many there are.
    pub count: usize,
    /// The words of the first.
    pub words: String,
    /// Whether they say so; otherwise it is inferred.
    pub stated: bool,
}

/// A record of an archive.
#[derive(Debug)]
pub struct Document {
    /// Its IRI.
    pub iri: String,
    /// Its title.
    pub title: String,
    /// Its date as printed.
    pub printed: String,
    /// Its date.
    pub when: When,
    /// Report, cable …; may be empty.
    pub form: String,
    /// The collection it is in.
    pub collection: Option<u32>,
    /// What it tells of.
    pub events: Vec<u32>,
    /// Who has to do with it.
    pub parties: Vec<(Role, u32)>,
}

/// Something that a record tells of.
#[derive(Debug)]
pub struct Event {
    /// Its IRI.
    pub iri: String,
    /// Whether it is an encounter; otherwise it was planned, or refused, or is a letter.
    pub met: bool,
    /// Conversation, planned meeting …
    pub kind: String,
    /// When.
    pub when: When,
    /// Where.
    pub place: Option<u32>,
    /// The record.
    pub document: u32,
    /// Who took part.
    pub parties: Vec<Party>,
    /// The words that say so, in text order.
    pub words: String,
}

/// Somebody who took part in an event.
#[derive(Clone, Debug)]
pub struct Party {
    /// Who.
    pub thing: u32,
    /// Whether the words say so; otherwise it is inferred.
    pub stated: bool,
    /// The node of the record.
    pub linked: bool,
    /// How often the rule was right when it was measured; empty where it was not.
    pub confidence: String,
}

/// What an IRI stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A thing, by its place among the things.
    Thing(u32),
    /// A document.
    Document(u32),
    /// An event.
    Event(u32),
}

impl Item {
    /// The document that it is.
    pub fn document(self) -> Option<u32> {
        match self {
            Self::Document(at) => Some(at),
            _ => None,
        }
    }

    /// The event that it is.
    pub fn event(self) -> Option<u32> {
        match self {
            Self::Event(at) => Some(at),
            _ => None,
        }
    }
}

/// All of it.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// By sort and name.
    pub things: Vec<Thing>,
    /// By date.
    pub documents: Vec<Document>,
    /// By date.
    pub events: Vec<Event>,
    counts: Vec<(String, u64)>,
    items: FxHashMap<String, Item>,
}

impl Catalogue {
    /// What an IRI stands for, if it has a page of its own.
    pub fn item(&self, iri: &str) -> Option<Item> {
        self.items.get(iri).copied()
    }

    /// The thing that an IRI stands for.
    pub fn thing_at(&self, iri: &str) -> Option<u32> {
        match self.item(iri)? {
            Item::Thing(at) => Some(at),
            _ => None,
        }
    }

    /// A thing.
    pub fn thing(&self, at: u32) -> &Thing {
        &self.things[at as usize]
    }

    /// A document.
    pub fn document(&self, at: u32) -> &Document {
        &self.documents[at as usize]
    }

    /// An event.
    pub fn event(&self, at: u32) -> &Event {
        &self.events[at as usize]
    }

    /// The things of a sort, by name.
    pub fn of_sort(&self, sort: Sort) -> impl Iterator<Item = (u32, &Thing)> {
        let first = self.things.partition_point(|thing| thing.sort < sort);
        let last = self.things.partition_point(|thing| thing.sort <= sort);
        (index(first)..).zip(&self.things[first..last])
    }

    /// How many there are of what `figures.rq` counts: `statements`, `unread`.
    pub fn count(&self, what: &str) -> u64 {
        self.counts.iter().find(|(counted, _)| counted == what).map_or(0, |(_, count)| *count)
    }

    /// The encounters of a thing.
    pub fn encounters(&self, thing: &Thing) -> Vec<u32> {
        thing.events.iter().copied().filter(|at| self.event(*at).met).collect()
    }

    /// The documents of a thing, each once, whatever it has to do with them, by date.
    pub fn documents_of(&self, thing: &Thing) -> Vec<u32> {
        let mut documents: Vec<u32> = thing.documents.iter().map(|(_, at)| *at).collect();
        documents.sort_unstable();
        documents.dedup();
        documents
    }
}

/// A place in a list, which has fewer than 2^32.
pub fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
