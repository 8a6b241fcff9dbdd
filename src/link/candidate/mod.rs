//! Who or what a name may mean: the best candidates among people, bodies, missions and places, with what is known of each.
//!
//! People are compared as linking compares them; names of the others are looked up, one letter off too, or read as a
//! phrase of an entry would be. What is asked and what is answered is free of any format.
//!
//! ```
//! use chancery::convert::{Converter, DEFAULT_BASE};
//! use chancery::decision::Decisions;
//! use chancery::link::{Linked, candidate::{Asked, Candidates}, people::Reader};
//!
//! let converter = Converter::new(DEFAULT_BASE)?;
//! // of a graph's quads, or of none: then the authority files are all there is
//! let linked = Linked::new(Reader::default(), &converter, &Decisions::default())?;
//! let candidates = Candidates::new(&linked, &converter);
//! let best = candidates.best(&Asked::name("Kim Il Sung"), 5);
//! assert_eq!((best[0].iri.as_str(), best[0].sure), ("https://w3id.org/chancery/id/person/kim-il-sung", true));
//! # Ok::<(), chancery::Error>(())
//! ```

mod persons;
mod start;
mod thing;

use super::Linked;
use super::feature::Feature;
use crate::convert::Converter;
use crate::date::Date;
use crate::resolve::authority::Authority;
use crate::resolve::folded;
use persons::Persons;
use start::Starts;
use thing::Things;

/// How many bits a candidate must be ahead of the next for no doubt to be left.
const MARGIN: f32 = super::cluster::MARGIN;

/// A name that somebody asks for, and what else they know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The name, as it is written.
    pub name: &'a str,
    /// What sort of thing it is.
    pub sort: Option<Sort>,
    /// When it was.
    pub date: Option<Date>,
    /// The State it belongs to or served, by any name of it.
    pub state: Option<&'a str>,
    /// An office held, by its name among the kinds: `ambassador`.
    pub office: Option<&'a str>,
}

impl<'a> Asked<'a> {
    /// A name alone.
    pub fn name(name: &'a str) -> Self {
        Self { name, ..Self::default() }
    }
}

/// What sort of thing a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A person.
    Person,
    /// A ministry, party, committee or other body that is no mission.
    Body,
    /// An embassy, legation or other mission.
    Mission,
    /// A State, territory or city.
    Place,
}

/// Somebody or something that a name may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The IRI: of a person or body of several records, that of the one which stands for all.
    pub iri: String,
    /// What sort of thing it is.
    pub sort: Sort,
    /// The usual name.
    pub name: String,
    /// Other forms of it.
    pub forms: Vec<String>,
    /// What else is known.
    pub facts: Facts,
    /// What speaks for it and against it.
    pub reasons: Vec<&'static str>,
    /// How much, in bits: more is surer; below 0 more speaks against it.
    pub weight: f32,
    /// Whether just this name is one of its forms, but for case, accents, dots and hyphens; of people, in either order.
    pub exact: bool,
    /// Whether no doubt is left; of one answer at the most.
    pub sure: bool,
}

/// What is known of a candidate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// What it is, by its name among the kinds: `party`, `city`.
    pub kind: Option<String>,
    /// The State it belongs to or served, by its name.
    pub state: Option<String>,
    /// The offices held.
    pub offices: Vec<Held>,
    /// The date of birth.
    pub born: Option<Date>,
    /// The date of death.
    pub died: Option<Date>,
    /// The first and the last year in which records or offices show it.
    pub years: Option<(i32, i32)>,
    /// How many records name it.
    pub records: usize,
}

/// An office that somebody held, or was seen in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its name: `Ambassador of Hungary to North Korea`.
    pub office: String,
    /// When it began, where the authority files know it.
    pub from: Option<Date>,
    /// When it ended, or the last day it is seen.
    pub until: Option<Date>,
}

/// All that a name may mean, ready to be asked.
#[derive(Debug)]
pub struct Candidates<'a> {
    converter: &'a Converter,
    persons: Persons<'a>,
    things: Things,
    starts: Starts,
}

impl<'a> Candidates<'a> {
    /// The people and bodies of a graph, and all that the authority files have.
    pub fn new(linked: &'a Linked, converter: &'a Converter) -> Self {
        let persons = Persons::new(linked, converter);
        let things = Things::new(linked, converter);
        let starts = Starts::new(persons.forms().chain(things.forms()));
        Self { converter, persons, things, starts }
    }

    /// The likeliest of what a name may mean, the best first.
    pub fn best(&self, asked: &Asked<'_>, most: usize) -> Vec<Candidate> {
        let wants = |sort: Sort| asked.sort.is_none_or(|asked| asked == sort);
        let state = asked.state.and_then(|name| state(name, asked.date, self.converter.authority()));
        let mut found = if wants(Sort::Person) { self.persons.best(asked, state) } else { Vec::new() };
        if asked.sort != Some(Sort::Person) {
            found.extend(self.things.best(asked, state, self.converter).into_iter().filter(|found| wants(found.sort)));
        }
        found.sort_by(|one, other| {
            other.weight.total_cmp(&one.weight).then(other.exact.cmp(&one.exact)).then_with(|| one.iri.cmp(&other.iri))
        });
        let rival = found.get(1).map_or(f32::MIN, |second| second.weight);
        for (at, candidate) in found.iter_mut().enumerate() {
            candidate.sure &= at == 0 && candidate.weight - rival >= MARGIN;
        }
        found.truncate(most);
        found
    }

    /// Those of whose names some words begin like this, for whoever is still typing; the best known first.
    pub fn beginning(&self, text: &str, sort: Option<Sort>, most: usize) -> Vec<Candidate> {
        let candidate = |target: start::Target| match target {
            start::Target::Person(at) => self.persons.candidate(at),
            start::Target::Thing(at) => self.things.candidate(at),
        };
        let wanted = |target: &start::Target| {
            sort.is_none_or(|sort| match target {
                start::Target::Person(_) => sort == Sort::Person,
                start::Target::Thing(at) => self.things.sort(*at) == sort,
            })
        };
        let mut found: Vec<(bool, Candidate)> = Vec::new();
        for (at_start, target) in self.starts.beginning(text) {
            if wanted(&target) {
                found.push((at_start, candidate(target)));
            }
        }
        found.sort_by(|(first, one), (second, other)| {
            let known = |candidate: &Candidate| (candidate.facts.records, candidate.facts.offices.len());
            second
                .cmp(first)
                .then(known(other).cmp(&known(one)))
                .then_with(|| (&one.name, &one.iri).cmp(&(&other.name, &other.iri)))
        });
        let mut seen = rustc_hash::FxHashSet::default();
        found.retain(|(_, candidate)| seen.insert(candidate.iri.clone()));
        found.into_iter().map(|(_, candidate)| candidate).take(most).collect()
    }

    /// Who or what has an IRI; of a person or body of several records, that of each will do.
    pub fn of(&self, iri: &str) -> Option<Candidate> {
        let person = || self.persons.of(iri).map(|at| self.persons.candidate(at));
        person().or_else(|| self.things.of(iri).map(|at| self.things.candidate(at)))
    }

    /// How many forms of names were compared for a question, to see that it does not grow as the graph does.
    pub fn compared(&self, asked: &Asked<'_>) -> usize {
        self.persons.alike(asked.name).1
    }
}

/// A State by one of its names or adjectives, where it is just one.
fn state<'a>(name: &str, date: Option<Date>, authority: &'a Authority) -> Option<&'a str> {
    let named = [authority.places_by_name(name), authority.places_by_adjective(name)].concat();
    let named = named.into_iter().chain(authority.place(name)).filter(|place| place.kind != "city");
    let mut slugs: Vec<&str> =
        named.filter(|place| date.is_none_or(|date| place.may_exist_on(date))).map(|place| &*place.slug).collect();
    slugs.sort_unstable();
    slugs.dedup();
    <[&str; 1]>::try_from(slugs).ok().map(|[slug]| slug)
}

/// A name as it is looked up by whoever does not mind the case, abbreviations too.
fn small(name: &str) -> String {
    folded(name).to_lowercase()
}

/// Reasons in words.
fn says(features: impl IntoIterator<Item = Feature>) -> Vec<&'static str> {
    features.into_iter().map(Feature::says).collect()
}
