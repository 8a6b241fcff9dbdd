//! What the graph holds, in the order in which people look through it: read once, by the queries of
//! `queries/internal/site/`, so that no page has to go through the whole graph.
//!
//! Nodes that a link says are one are one thing here, under the node that stands for them.

use crate::error::Result;
use crate::query::{Internal, cell};
use oxigraph::store::Store;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

macro_rules! asked {
    ($($name:ident $file:literal)*) => {$(
        static $name: Internal =
            Internal::new($file, include_str!(concat!("../../../queries/internal/site/", $file, ".rq")));
    )*};
}

asked! {
    NAMES "names" SAME "same" DOCUMENTS "documents" PARTIES "parties" MEMBERS "members" EVENTS "events"
    PARTICIPANTS "participants" RULES "rules" MISSIONS "missions" MAYBE "maybe" SEEN "seen" FIGURES "figures"
}

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
    /// Reads it.
    pub fn read(store: &Store) -> Result<Self> {
        let mut catalogue = Self::default();
        let same = catalogue.read_things(store)?;
        catalogue.read_documents(store)?;
        catalogue.read_parties(store, &same)?;
        catalogue.read_events(store)?;
        let rules = rules(store)?;
        catalogue.read_participants(store, &rules)?;
        catalogue.read_offices(store, &rules)?;
        catalogue.read_doubts(store)?;
        catalogue.read_missions(store)?;
        for row in FIGURES.rows(store, &[])? {
            catalogue.counts.push((cell(&row, "what").to_owned(), cell(&row, "count").parse().unwrap_or(0)));
        }
        Ok(catalogue)
    }

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

    /// Reads names, and who is whom: the node that stands for each that is not on its own.
    fn read_things(&mut self, store: &Store) -> Result<FxHashMap<String, String>> {
        let mut same = FxHashMap::default();
        SAME.each(store, |row| {
            same.insert(cell(row, "node").to_owned(), cell(row, "person").to_owned());
        })?;
        let mut found: FxHashMap<String, (Sort, Vec<Form>)> = FxHashMap::default();
        NAMES.each(store, |row| {
            let Some(sort) = Sort::of(cell(row, "sort")) else { return };
            let node = cell(row, "thing");
            let (stands, merged) = same.get(node).map_or((node, false), |person| (person.as_str(), true));
            let rank = cell(row, "rank").parse().unwrap_or(u8::MAX);
            let (told, forms) = found.entry(stands.to_owned()).or_insert((sort, Vec::new()));
            // a mission is a body besides, and somebody unnamed a person
            if !merged {
                *told = match (*told, sort) {
                    (Sort::Person, Sort::Unnamed) | (Sort::Unnamed, Sort::Person) => Sort::Unnamed,
                    (one, other) => one.min(other),
                };
            }
            forms.push((merged, rank, cell(row, "form").to_owned()));
        })?;
        self.things = found
            .into_iter()
            .map(|(iri, (sort, mut forms))| {
                forms.sort();
                let mut forms: Vec<String> = forms.into_iter().map(|(.., form)| form).collect();
                let name = forms.first().cloned().unwrap_or_default();
                let mut seen = std::collections::HashSet::new();
                forms.retain(|form| *form != name && seen.insert(form.clone()));
                Thing {
                    iri,
                    sort,
                    name,
                    forms,
                    nodes: Vec::new(),
                    maybe: Vec::new(),
                    offices: Vec::new(),
                    documents: Vec::new(),
                    events: Vec::new(),
                    missions: Default::default(),
                }
            })
            .collect();
        self.things.sort_by_cached_key(|thing| (thing.sort, super::search::fold(&thing.name), thing.iri.clone()));
        for (at, thing) in (0..).zip(&self.things) {
            self.items.insert(thing.iri.clone(), Item::Thing(at));
        }
        for (node, person) in &same {
            if let Some(Item::Thing(at)) = self.item(person) {
                self.items.insert(node.clone(), Item::Thing(at));
                self.things[at as usize].nodes.push(node.clone());
            }
        }
        self.things.iter_mut().for_each(|thing| thing.nodes.sort_unstable());
        Ok(same)
    }

    fn read_documents(&mut self, store: &Store) -> Result<()> {
        let mut found: BTreeMap<String, Document> = BTreeMap::new();
        DOCUMENTS.each(store, |row| {
            let text = |column| cell(row, column).to_owned();
            found.entry(text("record")).or_insert_with(|| Document {
                iri: text("record"),
                title: text("title"),
                printed: text("printed"),
                when: when(row),
                form: text("form"),
                collection: None,
                events: Vec::new(),
                parties: Vec::new(),
            });
        })?;
        self.documents = found.into_values().collect();
        self.documents.sort_by(|a, b| (a.when.key(), &a.title, &a.iri).cmp(&(b.when.key(), &b.title, &b.iri)));
        for (at, document) in (0..).zip(&self.documents) {
            self.items.insert(document.iri.clone(), Item::Document(at));
        }
        Ok(())
    }

    fn read_parties(&mut self, store: &Store, same: &FxHashMap<String, String>) -> Result<()> {
        let (things, documents, items) = (&mut self.things, &mut self.documents, &self.items);
        PARTIES.each(store, |row| {
            let node = cell(row, "thing");
            let stands = same.get(node).map_or(node, String::as_str);
            if let (Some(Item::Document(document)), Some(Item::Thing(thing)), Some(role)) =
                (items.get(cell(row, "record")), items.get(stands), Role::of(cell(row, "role")))
            {
                documents[*document as usize].parties.push((role, *thing));
                things[*thing as usize].documents.push((role, *document));
            }
        })?;
        MEMBERS.each(store, |row| {
            if let (Some(Item::Document(document)), Some(Item::Thing(collection))) =
                (items.get(cell(row, "record")), items.get(cell(row, "collection")))
            {
                documents[*document as usize].collection = Some(*collection);
                things[*collection as usize].documents.push((Role::Mention, *document));
            }
        })?;
        for document in &mut self.documents {
            document.parties.sort_unstable();
            document.parties.dedup();
        }
        for thing in &mut self.things {
            thing.documents.sort_unstable_by_key(|(role, at)| (*at, *role));
            thing.documents.dedup();
        }
        Ok(())
    }

    fn read_events(&mut self, store: &Store) -> Result<()> {
        let mut found: BTreeMap<String, Event> = BTreeMap::new();
        EVENTS.each(store, |row| {
            let Some(Item::Document(document)) = self.item(cell(row, "record")) else { return };
            let text = |column| cell(row, column).to_owned();
            found.entry(text("event")).or_insert_with(|| Event {
                iri: text("event"),
                met: cell(row, "met") == "true",
                kind: text("kind"),
                when: when(row),
                place: self.thing_at(cell(row, "place")),
                document,
                parties: Vec::new(),
                words: String::new(),
            });
        })?;
        self.events = found.into_values().collect();
        self.events.sort_by(|a, b| (a.when.key(), a.document, &a.iri).cmp(&(b.when.key(), b.document, &b.iri)));
        for (at, event) in (0..).zip(&self.events) {
            self.items.insert(event.iri.clone(), Item::Event(at));
            self.documents[event.document as usize].events.push(at);
            if let Some(place) = event.place {
                self.things[place as usize].events.push(at);
            }
        }
        Ok(())
    }

    /// Reads the offices that records show people in.
    fn read_offices(&mut self, store: &Store, rules: &Rules) -> Result<()> {
        let mut seen: FxHashMap<(u32, u32), Vec<Shown>> = FxHashMap::default();
        SEEN.each(store, |row| {
            if let (Some(person), Some(office), Some(Item::Document(document))) =
                (self.thing_at(cell(row, "person")), self.thing_at(cell(row, "office")), self.item(cell(row, "record")))
            {
                let stated = rules.get(cell(row, "rule")).is_some_and(|(stated, _)| *stated);
                let words = cell(row, "words").to_owned();
                seen.entry((person, office)).or_default().push((document, !stated, words));
            }
        })?;
        for ((person, office), mut shown) in seen {
            shown.sort();
            let Some((first, inferred, words)) = shown.first().cloned() else { continue };
            let last = shown.last().map_or(first, |(last, ..)| *last);
            shown.dedup_by_key(|(document, ..)| *document);
            let (documents, count) = ([first, last], shown.len());
            let office = Office { office, documents, count, words, stated: !inferred };
            self.things[person as usize].offices.push(office);
        }
        for thing in &mut self.things {
            thing.offices.sort_by_key(|office| (std::cmp::Reverse(office.count), office.office));
        }
        Ok(())
    }

    /// Reads who may be whom.
    fn read_doubts(&mut self, store: &Store) -> Result<()> {
        let (items, things) = (&self.items, &mut self.things);
        MAYBE.each(store, |row| {
            let link = (cell(row, "node").to_owned(), cell(row, "other").to_owned());
            let ends = [items.get(&link.0), items.get(&link.1)];
            // what has been joined since is no question any more
            if ends[0] == ends[1] {
                return;
            }
            for end in ends {
                if let Some(Item::Thing(at)) = end {
                    things[*at as usize].maybe.push(link.clone());
                }
            }
        })?;
        things.iter_mut().for_each(|thing| thing.maybe.sort_unstable());
        Ok(())
    }

    fn read_participants(&mut self, store: &Store, rules: &Rules) -> Result<()> {
        let mut words: FxHashMap<u32, Vec<(bool, u32, String)>> = FxHashMap::default();
        let (items, events, things) = (&self.items, &mut self.events, &mut self.things);
        PARTICIPANTS.each(store, |row| {
            let party = cell(row, "party");
            let (Some(Item::Event(event)), Some(Item::Thing(thing))) =
                (items.get(cell(row, "event")), items.get(party))
            else {
                return;
            };
            let (stated, confidence) = rules.get(cell(row, "rule")).cloned().unwrap_or_default();
            let parties = &mut events[*event as usize].parties;
            match parties.iter_mut().find(|party| party.thing == *thing) {
                Some(there) if stated && !there.stated => (there.stated, there.confidence) = (stated, confidence),
                Some(_) => {}
                None => {
                    let linked = things[*thing as usize].iri != party;
                    parties.push(Party { thing: *thing, stated, linked, confidence });
                    things[*thing as usize].events.push(*event);
                }
            }
            let title = cell(row, "field").ends_with("title");
            let start = cell(row, "start").parse().unwrap_or(0);
            words.entry(*event).or_default().push((!title, start, cell(row, "words").to_owned()));
        })?;
        for (event, mut passages) in words {
            passages.sort();
            passages.dedup();
            let within = |words: &str| passages.iter().any(|(.., other)| other != words && other.contains(words));
            let outermost = passages.iter().map(|(.., words)| words.as_str()).filter(|words| !within(words));
            let mut outermost: Vec<&str> = outermost.collect();
            outermost.dedup();
            events[event as usize].words = outermost.join(" … ");
        }
        for event in events.iter_mut() {
            event.parties.sort_by_key(|party| party.thing);
        }
        for thing in things.iter_mut() {
            thing.events.sort_unstable();
            thing.events.dedup();
        }
        Ok(())
    }

    fn read_missions(&mut self, store: &Store) -> Result<()> {
        let (items, things) = (&self.items, &mut self.things);
        MISSIONS.each(store, |row| {
            if let (Some(Item::Thing(mission)), Some(Item::Thing(place))) =
                (items.get(cell(row, "mission")), items.get(cell(row, "place")))
            {
                things[*place as usize].missions[usize::from(cell(row, "side") == "in")].push(*mission);
            }
        })?;
        for thing in things.iter_mut() {
            for missions in &mut thing.missions {
                missions.sort_unstable();
                missions.dedup();
            }
        }
        Ok(())
    }
}

/// A form of a name: whether it is of a node that something else stands for, its rank, and the words.
type Form = (bool, u8, String);

/// That a document shows somebody in an office: the document, whether that is inferred, and the words.
type Shown = (u32, bool, String);

/// Of each rule, whether it reads what is stated, and how often it was right when measured.
type Rules = FxHashMap<String, (bool, String)>;

fn rules(store: &Store) -> Result<Rules> {
    let mut rules = Rules::default();
    RULES.each(store, |row| {
        let about = (cell(row, "basis") == "stated", cell(row, "confidence").to_owned());
        rules.insert(cell(row, "rule").to_owned(), about);
    })?;
    Ok(rules)
}

fn when(row: &oxigraph::sparql::QuerySolution) -> When {
    let text = |column| cell(row, column).to_owned();
    When { words: text("date"), edtf: text("edtf"), end: text("end") }
}

/// A place in a list, which has fewer than 2^32.
pub fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
