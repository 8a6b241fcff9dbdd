//! The people of a graph: who is named or spoken of in which record, with what is said of each there.
//!
//! One pass over the statements, in any order, keeps what comparing needs and no more; words, names and nodes are numbers
//! from then on. What a mention takes, in memory, measured on a million of them in 350,000 records:
//!
//! | | bytes a mention |
//! |---|---|
//! | while statements are read: IRIs once each (those of records and offices too), and what was said so far | 600 |
//! | read: the [`Mention`], about 150 bytes of it its own, the rest its IRI and lists; forms taken apart | 800 |
//! | at the most: with a [`Profile`](super::profile::Profile) of each person, and the links | 1,400 |

use super::body::{Bodies, Body};
use super::name::{Name, is_word};
use super::office::Office;
use crate::claim::PlaceSlug;
use crate::date::Date;
use crate::rdf::mint::Base;
use crate::rdf::vocab::{self, chy, crm, rdf, rico, schema, skos};
use crate::recognise::fold;
use crate::resolve::authority::{Authority, PersonEntry};
use crate::resolve::folded;
use chrono::{Datelike, NaiveDate};
use indexmap::IndexSet;
use oxigraph::model::{NamedOrBlankNodeRef, QuadRef, TermRef};
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::sync::LazyLock;

/// The number of a node, a word or a form, among the others of its sort.
pub type Number = u32;

/// What sort of node somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// An entry of the authority files.
    Authority,
    /// Somebody with a name, known from one record.
    Named,
    /// Somebody known by role or nationality only.
    Unnamed,
}

/// Somebody, as one record or the authority files know them.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The IRI.
    pub node: Box<str>,
    /// What sort of node it is.
    pub sort: Sort,
    /// The record, by its node's number: several for an entry of the authority files, none for other nodes that belong to no
    /// record.
    pub records: Box<[Number]>,
    /// The collections that hold the records.
    pub collections: Box<[Number]>,
    /// The forms of the name, the fullest first.
    pub forms: Box<[Number]>,
    /// The first and the last year of the records' dates, and of an entry's offices.
    pub years: Option<(i32, i32)>,
    /// The first and the last day of the record's date.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The States that the record names, or that an entry served.
    pub states: Box<[Number]>,
    /// The year of birth, where the authority files have it.
    pub born: Option<i32>,
    /// The offices the record gives, or the entry held.
    pub offices: Box<[Number]>,
    /// The words of its description, in order of their numbers.
    pub words: Box<[Number]>,
}

/// All people of a graph.
#[derive(Debug, Default)]
pub struct People {
    /// Everybody, by IRI.
    pub mentions: Vec<Mention>,
    /// The forms of names, as written.
    pub written: Vec<Box<str>>,
    /// The same, taken apart.
    pub names: Vec<Name>,
    /// The offices.
    pub offices: Vec<Office>,
    /// The State that a record was written in, where its author is one mission or one office accredited there.
    pub hosts: FxHashMap<Number, PlaceSlug>,
    /// The words of descriptions.
    pub words: Vec<Box<str>>,
    /// How surprising each of them is, in bits.
    pub surprise: Vec<f32>,
}

/// Strings as numbers, in the order in which they come.
#[derive(Debug, Default)]
struct Numbers {
    texts: IndexSet<Box<str>, FxBuildHasher>,
}

impl Numbers {
    fn of(&mut self, text: &str) -> Number {
        // a string of its own is made of new ones only
        self.get(text).unwrap_or_else(|| self.texts.insert_full(text.into()).0 as Number)
    }

    fn get(&self, text: &str) -> Option<Number> {
        self.texts.get_index_of(text).map(|at| at as Number)
    }

    fn text(&self, number: Number) -> &str {
        &self.texts[number as usize]
    }

    /// The strings, by their numbers.
    fn texts(self) -> Vec<Box<str>> {
        self.texts.into_iter().collect()
    }
}

/// What the statements read so far say of one node.
#[derive(Debug, Default)]
struct Draft {
    is_person: bool,
    is_unnamed: bool,
    is_body: bool,
    forms: Vec<Number>,
    positions: Vec<Number>,
    words: Vec<Number>,
}

/// Reads statements one after another.
#[derive(Debug, Default)]
pub struct Reader {
    nodes: Numbers,
    forms: Numbers,
    words: Numbers,
    places: Numbers,
    drafts: FxHashMap<Number, Draft>,
    /// record → dates
    dates: FxHashMap<Number, Vec<Number>>,
    /// date → its first and last day
    days: FxHashMap<Number, (Option<NaiveDate>, Option<NaiveDate>)>,
    /// entry of the authority files, or anybody else with an IRI of their own → the records that name them
    named_in: FxHashMap<Number, Vec<Number>>,
    /// record → the States it names
    states: FxHashMap<Number, Vec<Number>>,
    /// record → the mission or person that wrote it
    authors: FxHashMap<Number, Vec<Number>>,
    /// record → collections
    collections: FxHashMap<Number, Vec<Number>>,
    /// position → its kind
    kinds: FxHashMap<Number, Box<str>>,
}

/// The properties that are read.
#[derive(Clone, Copy)]
enum Of {
    Type,
    Form,
    Description,
    Occupies,
    CreationDate,
    Begin,
    End,
    Collection,
    Kind,
    Author,
    Mentions,
}

static PROPERTIES: LazyLock<FxHashMap<&'static str, Of>> = LazyLock::new(|| {
    let properties = [
        (rdf::type_, Of::Type),
        (rico::name, Of::Form),
        (skos::altLabel, Of::Form),
        (skos::hiddenLabel, Of::Form),
        (rico::generalDescription, Of::Description),
        (rico::occupiesOrOccupied, Of::Occupies),
        (rico::hasCreationDate, Of::CreationDate),
        (crm::P82a_begin_of_the_begin, Of::Begin),
        (crm::P82b_end_of_the_end, Of::End),
        (rico::isOrWasIncludedIn, Of::Collection),
        (rico::hasOrHadType, Of::Kind),
        (rico::hasAuthor, Of::Author),
        (schema::mentions, Of::Mentions),
    ];
    properties.into_iter().map(|(property, of)| (property.as_str(), of)).collect()
});

/// Whether a statement is one that [`Reader::read`] takes in.
pub(super) fn is_read(quad: QuadRef<'_>) -> bool {
    match (PROPERTIES.get(quad.predicate.as_str()), quad.object) {
        (Some(Of::Type), TermRef::NamedNode(class)) => {
            [rico::Person, rico::CorporateBody, chy::UnnamedPerson, chy::DiplomaticMission].contains(&class)
        }
        (of, _) => of.is_some() && quad.subject.is_named_node(),
    }
}

impl Reader {
    /// Takes in one statement; most are of no interest.
    pub fn read(&mut self, quad: QuadRef<'_>) {
        let Some(of) = PROPERTIES.get(quad.predicate.as_str()) else { return };
        let NamedOrBlankNodeRef::NamedNode(subject) = quad.subject else { return };
        let subject = subject.as_str();
        match (*of, quad.object) {
            (Of::Type, TermRef::NamedNode(class)) if class == rico::Person => {
                self.draft(subject).is_person = true;
            }
            (Of::Type, TermRef::NamedNode(class)) if class == chy::UnnamedPerson => {
                self.draft(subject).is_unnamed = true;
            }
            (Of::Type, TermRef::NamedNode(class))
                if class == rico::CorporateBody || class == chy::DiplomaticMission =>
            {
                self.draft(subject).is_body = true;
            }
            (Of::Form, TermRef::Literal(form)) => {
                let form = self.forms.of(form.value());
                // the name itself goes before the other forms
                let main = quad.predicate == rico::name;
                let forms = &mut self.draft(subject).forms;
                if main { forms.insert(0, form) } else { forms.push(form) }
            }
            // `See Le Van Kim.`: another form of the name, as indexes give it
            (Of::Description, TermRef::Literal(text)) if reference(text.value()).is_some() => {
                let form = reference(text.value()).map(|form| self.forms.of(form));
                self.draft(subject).forms.extend(form);
            }
            (Of::Description, TermRef::Literal(text)) => {
                let words = words(text.value()).iter().map(|word| self.words.of(word)).collect::<Vec<_>>();
                self.draft(subject).words.extend(words);
            }
            (Of::Occupies, TermRef::NamedNode(position)) => {
                let position = self.nodes.of(position.as_str());
                self.draft(subject).positions.push(position);
            }
            (Of::CreationDate, TermRef::NamedNode(date)) => {
                let pair = (self.nodes.of(subject), self.nodes.of(date.as_str()));
                self.dates.entry(pair.0).or_default().push(pair.1);
            }
            (Of::Begin, TermRef::Literal(date)) => {
                let node = self.nodes.of(subject);
                let first = &mut self.days.entry(node).or_default().0;
                *first = first.iter().copied().chain(day(date.value())).min();
            }
            (Of::End, TermRef::Literal(date)) => {
                let node = self.nodes.of(subject);
                let last = &mut self.days.entry(node).or_default().1;
                *last = last.iter().copied().chain(day(date.value())).max();
            }
            (Of::Collection, TermRef::NamedNode(collection)) => {
                let pair = (self.nodes.of(subject), self.nodes.of(collection.as_str()));
                self.collections.entry(pair.0).or_default().push(pair.1);
            }
            (Of::Author, TermRef::NamedNode(author)) => {
                let pair = (self.nodes.of(subject), self.nodes.of(author.as_str()));
                self.authors.entry(pair.0).or_default().push(pair.1);
            }
            (Of::Mentions, TermRef::NamedNode(thing)) => {
                if thing.as_str().contains("/person/") {
                    let pair = (self.nodes.of(subject), self.nodes.of(thing.as_str()));
                    self.named_in.entry(pair.1).or_default().push(pair.0);
                }
                let states: Vec<Number> = states(thing.as_str()).map(|state| self.places.of(state)).collect();
                if !states.is_empty() {
                    let record = self.nodes.of(subject);
                    self.states.entry(record).or_default().extend(states);
                }
            }
            (Of::Kind, TermRef::NamedNode(kind)) => {
                if let Some(kind) = kind.as_str().strip_prefix(vocab::kind::PREFIX) {
                    let node = self.nodes.of(subject);
                    // of several the first by name, whatever order they come in
                    let known = self.kinds.entry(node).or_insert_with(|| kind.into());
                    if kind < &**known {
                        *known = kind.into();
                    }
                }
            }
            _ => {}
        }
    }

    /// The records that name somebody who has an IRI of its own, each with that IRI.
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.named_in.iter().flat_map(|(who, records)| records.iter().map(move |record| (record, who)));
        pairs.map(|(record, who)| (self.nodes.text(*record), self.nodes.text(*who)))
    }

    fn draft(&mut self, node: &str) -> &mut Draft {
        let number = self.nodes.of(node);
        self.drafts.entry(number).or_default()
    }

    /// The people that were read, and those of the authority files; and the bodies.
    pub fn finish(mut self, authority: &Authority, base: &Base) -> (People, Bodies) {
        let entries: FxHashSet<String> =
            authority.persons().iter().map(|entry| base.person(&entry.slug).into_string()).collect();
        let drafts = std::mem::take(&mut self.drafts);
        let nodes = std::mem::take(&mut self.nodes);
        let bodies: Vec<(Number, Vec<Number>)> = drafts
            .iter()
            .filter(|(_, draft)| draft.is_body)
            .map(|(number, draft)| (*number, draft.forms.clone()))
            .collect();
        let mut offices = Offices::default();
        let office = self.kinds.iter().filter_map(|(position, kind)| {
            Some((*position, offices.number(Office::of_iri(nodes.text(*position), kind, base)?)))
        });
        let offices_of: FxHashMap<Number, Number> = office.collect();
        let mention = |(number, draft): (Number, Draft)| {
            let node = nodes.text(number);
            if !(draft.is_person || draft.is_unnamed) || entries.contains(node) {
                return None;
            }
            let record = node.split_once('#').and_then(|(record, _)| nodes.get(record));
            let days = record.and_then(|record| self.days_of(record));
            let sort = if draft.is_unnamed { Sort::Unnamed } else { Sort::Named };
            Some(Mention {
                node: node.into(),
                sort,
                records: record.into_iter().collect(),
                collections: self.collections_of(record.as_slice()),
                forms: self.without_surname(once_each(draft.forms)),
                years: days.map(|(first, last)| (first.year(), last.year())),
                days,
                born: None,
                offices: sorted(
                    draft.positions.iter().filter_map(|position| offices_of.get(position)).copied().collect(),
                ),
                states: Box::default(),
                // the words of an unnamed person's description are the role itself, which is an office already
                words: if sort == Sort::Named { sorted(draft.words) } else { Box::default() },
            })
        };
        let mut mentions: Vec<Mention> = drafts.into_par_iter().filter_map(mention).collect();
        self.name_states(&mut mentions, &offices.list);
        let body = |(number, forms): &(Number, Vec<Number>)| {
            let node = nodes.text(*number);
            let record = node.split_once('#').and_then(|(record, _)| nodes.get(record));
            let states = record.and_then(|record| self.states.get(&record));
            Body {
                node: node.into(),
                // one with an IRI of its own, by its State, is known for what it is: only a decision links it
                is_known: record.is_none(),
                names: forms.iter().map(|form| self.forms.text(*form).into()).collect(),
                forms: forms.iter().filter(|_| record.is_some()).map(|form| folded(self.forms.text(*form))).collect(),
                states: sorted(states.into_iter().flatten().map(|state| self.places.text(*state).into()).collect()),
                collections: self.collections_of(record.as_slice()),
            }
        };
        let bodies = bodies.iter().map(body).collect();
        let bodies = Bodies::new(bodies, authority, base);
        for entry in authority.persons() {
            let mut mention = of_entry(entry, base, &mut self.forms, &mut self.places, &mut offices);
            let records = nodes.get(&mention.node).and_then(|number| self.named_in.get(&number));
            mention.records = sorted(records.cloned().unwrap_or_default());
            mention.collections = self.collections_of(&mention.records);
            for (first, last) in mention.records.iter().filter_map(|record| self.days_of(*record)) {
                let (from, until) = mention.years.unwrap_or((first.year(), last.year()));
                mention.years = Some((from.min(first.year()), until.max(last.year())));
            }
            mentions.push(mention);
        }
        mentions.par_sort_unstable_by(|one, other| one.node.cmp(&other.node));
        let words = self.words.texts();
        let (described, with) = described(&mentions, words.len());
        let surprise = with.into_iter().map(|with| surprise(with, described)).collect();
        let written = self.forms.texts();
        let names = written.par_iter().map(|form| Name::parse(form)).collect();
        offices.sort(&mut mentions);
        let hosts = hosts(&self.authors, &nodes, &mentions, &offices.list, base);
        let mut people = People { mentions, written, names, offices: offices.list, hosts, words, surprise };
        people.put_forms_in_order();
        people.keep_forms();
        (people, bodies)
    }

    /// A lady of whom there is the surname alone goes by how she is addressed: `Mrs. Roosevelt` is no form of his name.
    fn without_surname(&self, forms: Box<[Number]>) -> Box<[Number]> {
        let Some((first, others)) = forms.split_first() else { return forms };
        let name = self.forms.text(*first);
        let addressed = |form: &Number| {
            let parts = self.forms.text(*form).rsplit_once(' ');
            parts.is_some_and(|(address, last)| last == name && !address.contains(' '))
        };
        if !name.contains(' ') && others.iter().any(addressed) { others.into() } else { forms }
    }

    /// The first and the last day of a record's date; of several dates the first.
    fn days_of(&self, record: Number) -> Option<(NaiveDate, NaiveDate)> {
        let days = self.dates.get(&record)?.iter().filter_map(|date| self.days.get(date));
        days.filter_map(|(first, last)| Some((first.or(*last)?, last.or(*first)?))).min()
    }

    fn collections_of(&self, records: &[Number]) -> Box<[Number]> {
        sorted(records.iter().filter_map(|record| self.collections.get(record)).flatten().copied().collect())
    }

    /// Gives each mention the States that its record names, those of offices included.
    fn name_states(&mut self, mentions: &mut [Mention], offices: &[Office]) {
        for mention in mentions.iter() {
            let Some(record) = mention.record() else { continue };
            for state in mention.offices.iter().filter_map(|office| offices[*office as usize].of.as_ref()) {
                self.states.entry(record).or_default().push(self.places.of(state));
            }
        }
        for mention in mentions {
            let named = mention.record().and_then(|record| self.states.get(&record));
            mention.states = sorted(named.cloned().unwrap_or_default());
        }
    }
}

impl Mention {
    /// The record that it belongs to; none for an entry of the authority files.
    pub fn record(&self) -> Option<Number> {
        self.records.first().copied().filter(|_| self.sort != Sort::Authority)
    }
}

impl People {
    /// Puts the fullest form first. Of two of the same words the one with a comma stays: it tells which is the family name.
    fn put_forms_in_order(&mut self) {
        let (names, written) = (&self.names, &self.written);
        for mention in self.mentions.iter_mut().filter(|mention| mention.forms.len() > 1) {
            let mut forms = mention.forms.to_vec();
            forms.sort_by_cached_key(|form| {
                let name = &names[*form as usize];
                let words = name.given.iter().filter(|part| is_word(part)).count();
                let turned = written[*form as usize].contains(',');
                (!turned, Reverse((words, name.given.len())), written[*form as usize].clone())
            });
            let mut seen = FxHashSet::default();
            forms.retain(|form| seen.insert(&names[*form as usize].sorted));
            forms.sort_by_cached_key(|form| {
                let name = &names[*form as usize];
                let words = name.given.iter().filter(|part| is_word(part)).count();
                (Reverse((words, name.given.len())), written[*form as usize].clone())
            });
            mention.forms = forms.into();
        }
    }

    /// Keeps the forms that somebody has: places and bodies have names too, which tell nothing of how rare a person's is.
    fn keep_forms(&mut self) {
        let mut kept = vec![false; self.written.len()];
        let forms = self.mentions.iter().flat_map(|mention| &mention.forms);
        forms.for_each(|form| kept[*form as usize] = true);
        let before = kept.iter().scan(0, |count, kept| {
            *count += Number::from(*kept);
            Some(*count - Number::from(*kept))
        });
        let numbers: Vec<Number> = before.collect();
        let forms = self.mentions.iter_mut().flat_map(|mention| &mut mention.forms);
        forms.for_each(|form| *form = numbers[*form as usize]);
        let mut of_written = kept.iter();
        self.written.retain(|_| of_written.next() == Some(&true));
        let mut of_names = kept.iter();
        self.names.retain(|_| of_names.next() == Some(&true));
    }

    /// The number of the mention with an IRI.
    pub fn number(&self, node: &str) -> Option<Number> {
        self.mentions.binary_search_by(|mention| (*mention.node).cmp(node)).ok().map(|at| at as Number)
    }

    /// The family name by which somebody is compared with others, whatever its transliteration.
    pub(super) fn family(&self, mention: &Mention) -> Option<&str> {
        let form = mention.forms.first()?;
        Some(&*self.names[*form as usize].skeleton).filter(|family| !family.is_empty())
    }

    /// The fullest form of somebody's name, as written.
    pub fn called(&self, mention: &Mention) -> Option<&str> {
        mention.forms.first().map(|form| &*self.written[*form as usize])
    }
}

/// The offices met so far, each once.
#[derive(Default)]
struct Offices {
    list: Vec<Office>,
    numbers: FxHashMap<Office, Number>,
}

impl Offices {
    fn number(&mut self, office: Office) -> Number {
        if let Some(number) = self.numbers.get(&office) {
            return *number;
        }
        let number = self.list.len() as Number;
        self.list.push(office.clone());
        self.numbers.insert(office, number);
        number
    }

    /// Numbers them anew by what they are, so that nothing depends on what came first.
    fn sort(&mut self, mentions: &mut [Mention]) {
        self.list.sort_unstable();
        let new: FxHashMap<&Office, Number> = self.list.iter().zip(0..).collect();
        let mut numbers = vec![0; self.list.len()];
        self.numbers.iter().for_each(|(office, old)| numbers[*old as usize] = new[office]);
        for mention in mentions {
            mention.offices.iter_mut().for_each(|office| *office = numbers[*office as usize]);
            mention.offices.sort_unstable();
        }
    }
}

/// An entry of the authority files as a mention.
fn of_entry(
    entry: &PersonEntry,
    base: &Base,
    forms: &mut Numbers,
    places: &mut Numbers,
    offices: &mut Offices,
) -> Mention {
    let held = entry.offices.iter().map(|tenure| Office {
        kind: tenure.office.clone(),
        of: tenure.of.clone().or_else(|| entry.state.clone()),
        to: tenure.to.clone(),
    });
    // a State served without an office still tells people apart
    let of_state = entry.state.iter().map(|state| Office { kind: "".into(), of: Some(state.clone()), to: None });
    let begin = entry.offices.iter().filter_map(|tenure| tenure.from).map(|date| date.last().year()).min();
    let end = entry.offices.iter().filter_map(|tenure| tenure.until.or(tenure.last_seen).or(tenure.from));
    let end = end.map(|date| date.last().year()).max();
    Mention {
        node: base.person(&entry.slug).into_string().into(),
        sort: Sort::Authority,
        records: Box::default(),
        collections: Box::default(),
        forms: once_each(entry.forms.iter().chain(&entry.misspellings).map(|form| forms.of(form)).collect()),
        years: begin.zip(end),
        days: None,
        born: entry.born.and_then(Date::first).map(|day| day.year()),
        states: entry.state.iter().map(|state| places.of(state)).collect(),
        offices: sorted(held.chain(of_state).map(|office| offices.number(office)).collect()),
        words: Box::default(),
    }
}

/// The States that a place's, mission's or body's IRI names.
pub(super) fn states(iri: &str) -> impl Iterator<Item = &str> {
    let after = |sort: &str| iri.split_once(sort).map(|(_, path)| path);
    let of_mission = after("/mission/").and_then(|path| path.split_once("-of-")).map(|(_, states)| states);
    let (sender, host) = match of_mission {
        Some(states) => states.split_once("-in-").map_or((Some(states), None), |(of, host)| (Some(of), Some(host))),
        None => (None, None),
    };
    let of_body = after("/id/body/").and_then(|path| path.split_once('/')).map(|(state, _)| state);
    [after("/place/"), sender, host, of_body].into_iter().flatten()
}

/// The State that each record was written in.
fn hosts(
    authors: &FxHashMap<Number, Vec<Number>>,
    nodes: &Numbers,
    mentions: &[Mention],
    offices: &[Office],
    base: &Base,
) -> FxHashMap<Number, PlaceSlug> {
    let of = |author: &str| -> Option<PlaceSlug> {
        if let Some(mission) = author.strip_prefix(base.as_str()).and_then(|path| path.strip_prefix("mission/")) {
            return mission.split_once("-in-").map(|(_, host)| host.into());
        }
        let at = mentions.binary_search_by(|mention| (*mention.node).cmp(author)).ok()?;
        mentions[at].offices.iter().filter_map(|office| offices[*office as usize].to.clone()).min()
    };
    let one = |(record, authors): (&Number, &Vec<Number>)| {
        let mut hosts: Vec<PlaceSlug> = authors.iter().filter_map(|author| of(nodes.text(*author))).collect();
        hosts.sort_unstable();
        hosts.dedup();
        <[PlaceSlug; 1]>::try_from(hosts).ok().map(|[host]| (*record, host))
    };
    authors.iter().filter_map(one).collect()
}

/// How many people are described, and how many of the descriptions have each word.
pub(super) fn described(mentions: &[Mention], words: usize) -> (u32, Vec<u32>) {
    let mut with = vec![0; words];
    let described = mentions.iter().filter(|mention| !mention.words.is_empty());
    let count = described.map(|mention| mention.words.iter().for_each(|word| with[*word as usize] += 1)).count();
    (count as u32, with)
}

/// How many bits it tells that a description has a word, which of so many descriptions some have: those of few tell most.
pub(super) fn surprise(with: u32, described: u32) -> f32 {
    let bits = ((described + 1) as f32 / (with + 1) as f32).log2().max(0.0);
    // in parts of a bit that add up to the same in any order
    (bits * 1024.0).round() / 1024.0
}

/// The name that a description refers to, where it does nothing else.
fn reference(text: &str) -> Option<&str> {
    let form = text.strip_prefix("See ").or_else(|| text.strip_prefix("see "))?;
    let form = form.trim_end_matches('.').trim();
    let name = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    (form.split(' ').count() <= 5 && name(form)).then_some(form)
}

/// The words of a description that can tell people apart.
fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2);
    words.map(str::to_owned).collect()
}

fn day(date: &str) -> Option<NaiveDate> {
    date.get(..10)?.parse().ok()
}

fn once_each(list: Vec<Number>) -> Box<[Number]> {
    let mut seen = FxHashSet::default();
    list.into_iter().filter(|number| seen.insert(*number)).collect()
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Box<[T]> {
    list.sort_unstable();
    list.dedup();
    list.into()
}
