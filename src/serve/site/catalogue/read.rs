//! Reading the catalogue, by the queries of `queries/internal/site/`.

use super::{Catalogue, Document, Event, Item, Office, Party, Role, Sort, Thing, When};
use crate::error::Result;
use crate::query::{Internal, cell};
use crate::serve::site::search::fold;
use oxigraph::store::Store;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

macro_rules! asked {
    ($($name:ident $file:literal)*) => {$(
        static $name: Internal =
            Internal::new($file, include_str!(concat!("../../../../queries/internal/site/", $file, ".rq")));
    )*};
}

asked! {
    NAMES "names" SAME "same" DOCUMENTS "documents" PARTIES "parties" MEMBERS "members" EVENTS "events"
    PARTICIPANTS "participants" RULES "rules" MISSIONS "missions" MAYBE "maybe" SEEN "seen" FIGURES "figures"
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
        self.things.sort_by_cached_key(|thing| (thing.sort, fold(&thing.name), thing.iri.clone()));
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
