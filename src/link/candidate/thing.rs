//! The bodies, missions and places that a name may mean.

use super::start::Target;
use super::{Asked, Candidate, Facts, Sort, small};
use crate::convert::Converter;
use crate::date::Date;
use crate::link::Linked;
use crate::recognise::Spellings;
use crate::resolve::folded;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Why a name may mean something, the best reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// It is one of its forms.
    Exact,
    /// A phrase that an entry would be read to name it by.
    Read,
    /// A form of it is one letter off.
    Near,
    /// A form of it has all the words.
    Words,
}

impl Why {
    /// How much it tells, in bits; set by hand, since no data has it.
    fn bits(self) -> f32 {
        match self {
            Self::Exact => 8.0,
            Self::Read => 7.0,
            Self::Near => 3.0,
            Self::Words => 0.0,
        }
    }

    fn says(self) -> &'static str {
        match self {
            Self::Exact => "the name is one of its forms",
            Self::Read => "the phrase is read as its name",
            Self::Near => "a form of it is one letter off",
            Self::Words => "a form of it has all the words",
        }
    }
}

/// What it tells that it belongs to the State that is asked for, or to another.
const STATE: (f32, f32) = (1.5, -4.0);

/// What it tells that it was not there at the time.
const NEVER: f32 = -6.0;

/// The most things that are looked at because they share a word.
const SEEN: usize = 256;

#[derive(Debug)]
struct Thing {
    iri: String,
    sort: Sort,
    name: String,
    forms: Vec<String>,
    kind: Option<String>,
    /// Its State, or those it lay in, by slug.
    states: Vec<String>,
    /// The name of its State, where it is just one.
    state: Option<String>,
    since: Option<Date>,
    until: Option<Date>,
    records: usize,
}

/// All bodies, missions and places, and their names.
#[derive(Debug)]
pub(super) struct Things {
    all: Vec<Thing>,
    by_iri: FxHashMap<String, u32>,
    by_form: FxHashMap<Box<str>, Vec<u32>>,
    by_word: FxHashMap<Box<str>, Vec<u32>>,
    spellings: Spellings,
}

impl Things {
    pub fn new(linked: &Linked, converter: &Converter) -> Self {
        let (authority, base) = (converter.authority(), converter.base());
        let places = authority.places().iter().map(|place| Thing {
            iri: base.place(&place.slug).into_string(),
            sort: Sort::Place,
            name: place.name.clone(),
            forms: place.names.clone(),
            kind: Some(place.kind.to_string()),
            states: if place.kind == "city" { strings(&place.within) } else { vec![place.slug.to_string()] },
            state: None,
            since: place.first,
            until: place.last,
            records: 0,
        });
        let bodies = authority.bodies().iter().map(|body| Thing {
            iri: base.body(&body.slug).into_string(),
            sort: Sort::Body,
            name: body.name.clone(),
            forms: body.forms.clone(),
            kind: Some(body.kind.to_string()),
            states: strings(body.state.as_slice()),
            state: None,
            since: None,
            until: None,
            records: 0,
        });
        let mut all: BTreeMap<String, Thing> = places.chain(bodies).map(|thing| (thing.iri.clone(), thing)).collect();
        let stands: FxHashMap<&str, &str> = linked
            .body_links
            .iter()
            .filter(|link| link.sure)
            .map(|link| (link.node.as_str(), link.other.as_str()))
            .collect();
        for (node, names) in linked.bodies.named() {
            let mission = node.strip_prefix(base.as_str()).is_some_and(|path| path.starts_with("mission/"));
            let iri = stands.get(node).copied().unwrap_or(node);
            let thing = all.entry(iri.to_owned()).or_insert_with(|| Thing {
                iri: iri.to_owned(),
                sort: if mission { Sort::Mission } else { Sort::Body },
                name: String::new(),
                forms: Vec::new(),
                kind: None,
                states: crate::link::people::states(iri).map(str::to_owned).collect(),
                state: None,
                since: None,
                until: None,
                records: 0,
            });
            thing.records += usize::from(node.contains('#'));
            thing.forms.extend(names.iter().map(ToString::to_string));
        }
        let mut all: Vec<Thing> = all.into_values().collect();
        let mut by_form: FxHashMap<Box<str>, Vec<u32>> = FxHashMap::default();
        let mut by_word: FxHashMap<Box<str>, Vec<u32>> = FxHashMap::default();
        for (at, thing) in (0..).zip(&mut all) {
            let mut seen = FxHashSet::default();
            thing.forms.retain(|form| seen.insert(form.clone()));
            // a mission names its sender first, and its host after it
            let state = thing.states.first().filter(|_| thing.states.len() == 1 || thing.sort == Sort::Mission);
            thing.state = state.and_then(|slug| authority.name(&format!("place/{slug}"))).map(str::to_owned);
            if thing.name.is_empty() {
                thing.name = thing.forms.first().cloned().unwrap_or_default();
            }
            for form in &thing.forms {
                put(&mut by_form, &folded(form), at);
                small(form).split(' ').for_each(|word| put(&mut by_word, word, at));
            }
        }
        let by_iri = (0..).zip(&all).map(|(at, thing)| (thing.iri.clone(), at)).collect();
        let spellings = Spellings::new(by_form.keys(), 6..=60);
        Self { all, by_iri, by_form, by_word, spellings }
    }

    /// Every form of a name, with whose it is.
    pub fn forms(&self) -> impl Iterator<Item = (&str, Target)> {
        (0..)
            .zip(&self.all)
            .flat_map(|(at, thing)| thing.forms.iter().map(move |form| (form.as_str(), Target::Thing(at))))
    }

    /// What sort of thing one is.
    pub fn sort(&self, at: u32) -> Sort {
        self.all[at as usize].sort
    }

    /// What a name may mean.
    pub fn best(&self, asked: &Asked<'_>, state: Option<&str>, converter: &Converter) -> Vec<Candidate> {
        let key = folded(asked.name);
        let mut found: Vec<(u32, Why)> = Vec::new();
        let small_key = small(asked.name);
        for key in [&key, &small_key] {
            found.extend(self.of_form(key).map(|at| (at, Why::Exact)));
        }
        let read = converter.phrase(asked.name, asked.date);
        found.extend(read.iter().filter_map(|node| Some((*self.by_iri.get(node.as_str())?, Why::Read))));
        self.spellings.near(&key, |other| {
            found.extend(self.of_form(self.spellings.word(other)).map(|at| (at, Why::Near)));
        });
        found.extend(self.with_words(&small_key).into_iter().map(|at| (at, Why::Words)));
        found.sort_unstable();
        // the best reason stays
        found.dedup_by_key(|(at, _)| *at);
        found.into_iter().map(|(at, why)| self.found(at, why, asked, state)).collect()
    }

    fn of_form(&self, form: &str) -> impl Iterator<Item = u32> {
        self.by_form.get(form).into_iter().flatten().copied()
    }

    fn found(&self, at: u32, why: Why, asked: &Asked<'_>, state: Option<&str>) -> Candidate {
        let thing = &self.all[at as usize];
        let (mut weight, mut reasons, mut against) = (why.bits(), vec![why.says()], false);
        if let Some(state) = state.filter(|_| !thing.states.is_empty()) {
            let of_state = thing.states.iter().any(|of| of == state);
            weight += if of_state { STATE.0 } else { STATE.1 };
            reasons.push(if of_state { "of the State asked for" } else { "of another State" });
            against |= !of_state;
        }
        if let Some(date) = asked.date {
            let after = thing.since.and_then(Date::first).is_some_and(|since| date.last() < since);
            let before = thing.until.is_some_and(|until| date.first().is_some_and(|day| day > until.last()));
            if after || before {
                weight += NEVER;
                reasons.push("not there at the time");
                against = true;
            }
        }
        let sure = why <= Why::Read && !against;
        Candidate { reasons, weight, exact: why == Why::Exact, sure, ..self.candidate(at) }
    }

    /// Which has an IRI.
    pub fn of(&self, iri: &str) -> Option<u32> {
        self.by_iri.get(iri).copied()
    }

    /// One, with what is known.
    pub fn candidate(&self, at: u32) -> Candidate {
        let thing = &self.all[at as usize];
        Candidate {
            iri: thing.iri.clone(),
            sort: thing.sort,
            name: thing.name.clone(),
            forms: thing.forms.iter().filter(|form| **form != thing.name).cloned().collect(),
            facts: Facts {
                kind: thing.kind.clone(),
                state: thing.state.clone(),
                records: thing.records,
                ..Facts::default()
            },
            reasons: Vec::new(),
            weight: 0.0,
            exact: false,
            sure: false,
        }
    }

    /// Those that have all of some words in their forms.
    fn with_words(&self, words: &str) -> Vec<u32> {
        let lists: Option<Vec<&Vec<u32>>> = words.split(' ').map(|word| self.by_word.get(word)).collect();
        let Some(mut lists) = lists else { return Vec::new() };
        lists.sort_by_key(|list| list.len());
        let Some((rarest, others)) = lists.split_first() else { return Vec::new() };
        let in_all = |at: &&u32| others.iter().all(|list| list.binary_search(at).is_ok());
        rarest.iter().filter(in_all).take(SEEN).copied().collect()
    }
}

fn put(lists: &mut FxHashMap<Box<str>, Vec<u32>>, key: &str, at: u32) {
    let list = lists.entry(key.into()).or_default();
    if list.last() != Some(&at) {
        list.push(at);
    }
}

fn strings<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}
