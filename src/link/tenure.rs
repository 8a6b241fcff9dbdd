//! Who “the Hungarian ambassador” of a record of 1963 is: the one person who held that office then.
//!
//! Who held an office when is known from the authority files, and from the records themselves: whoever is named in an office
//! in 1962 and in 1964 held it in 1963, if nobody else was seen in it between. One possible holder who is known to have held
//! the office is a link; several, or one who only may have, are questions. Nobody is linked who is named in the same record
//! beside the office: the record tells the two apart.
//!
//! What this rests on is a list of [`Fact`]s, each of one office: to be answered together, or office by office elsewhere.

use super::decided::Decided;
use super::feature::{Feature, Weights};
use super::office::Office;
use super::people::{Mention, Number, People, Sort};
use super::profile::Profile;
use crate::convert::Converter;
use crate::date::Date;
use crate::resolve::authority::{Authority, Tenure};
use chrono::{Days, NaiveDate};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;

/// How long before or after somebody is seen in an office it may still be, or be already, that person's.
const NEAR: Days = Days::new(366);

/// How many possible holders are worth a question.
const HOLDERS: usize = 5;

/// What telling an office's holders rests on. `N` names a node: by its number, or by its IRI where several processes share
/// the work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact<N> {
    /// Somebody is spoken of by the office alone.
    Asked {
        /// The node.
        node: N,
        /// The first day of the record's date, and the last.
        days: (NaiveDate, NaiveDate),
        /// Whether the State accredited to is only the one that the record is written in.
        host: bool,
    },
    /// The authority files say when somebody held it.
    Known {
        /// The one that stands for the person.
        person: N,
        /// The slug of the entry.
        entry: SmolStr,
    },
    /// A record names somebody in it.
    Seen {
        /// The one that stands for the person.
        person: N,
        /// The last day of the record's date.
        day: NaiveDate,
    },
    /// Somebody who held it is named in a record that also speaks of the office alone.
    Beside {
        /// The one that stands for the person.
        person: N,
        /// The node that is known by office only.
        node: N,
    },
}

impl<N> Fact<N> {
    /// The same with nodes named otherwise.
    pub fn map<M>(self, name: impl Fn(N) -> M) -> Fact<M> {
        match self {
            Self::Asked { node, days, host } => Fact::Asked { node: name(node), days, host },
            Self::Known { person, entry } => Fact::Known { person: name(person), entry },
            Self::Seen { person, day } => Fact::Seen { person: name(person), day },
            Self::Beside { person, node } => Fact::Beside { person: name(person), node: name(node) },
        }
    }
}

/// That somebody known by office only is the one who held it then, or may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<N> {
    /// The node.
    pub node: N,
    /// The one that stands for the person.
    pub person: N,
    /// Whether it is sure.
    pub sure: bool,
    /// How it is known.
    pub reasons: Vec<Feature>,
    /// What the reasons weigh together, in bits.
    pub weight: f32,
}

/// Hands over the facts that people come to, each with its office.
pub fn facts(
    people: &People,
    persons: &[Profile],
    decided: &Decided,
    converter: &Converter,
    take: &mut dyn FnMut(Office, Fact<Number>),
) {
    let mut asked_in: FxHashMap<Number, Vec<(Office, Number)>> = FxHashMap::default();
    for (node, mention) in (0..).zip(&people.mentions) {
        let Some(days) = mention.days.filter(|_| mention.sort == Sort::Unnamed) else { continue };
        if decided.group_of(node).is_some() {
            continue;
        }
        for office in mention.offices.iter().map(|office| &people.offices[*office as usize]) {
            let Some((office, host)) = accredited(office, mention, people) else { continue };
            if let Some(record) = mention.record() {
                asked_in.entry(record).or_default().push((office.clone(), node));
            }
            take(office, Fact::Asked { node, days, host });
        }
    }
    for profile in persons {
        let person = super::representative(profile, people);
        let mentions = || profile.members.iter().map(|member| &people.mentions[*member as usize]);
        let held: Vec<_> = mentions().flat_map(|mention| held(mention, person, people, converter)).collect();
        if held.is_empty() {
            continue;
        }
        let offices: FxHashSet<&Office> = held.iter().map(|(office, _)| office).collect();
        let records = mentions().flat_map(|mention| &mention.records);
        for (office, node) in records.filter_map(|record| asked_in.get(record)).flatten() {
            if offices.contains(office) {
                take(office.clone(), Fact::Beside { person, node: *node });
            }
        }
        held.into_iter().for_each(|(office, fact)| take(office, fact));
    }
}

/// The office with the State accredited to, if it is held by one person at a time; and whether that State is only the one
/// that the record is written in.
fn accredited(office: &Office, mention: &Mention, people: &People) -> Option<(Office, bool)> {
    if office.is_single() {
        return Some((office.clone(), false));
    }
    let host = mention.record().and_then(|record| people.hosts.get(&record))?;
    let there = Office { to: Some(host.clone()), ..office.clone() };
    (office.to.is_none() && office.of.as_ref() != Some(host) && there.is_single()).then_some((there, true))
}

/// The offices, each held by one person at a time, that somebody held by the authority files, or is seen in.
fn held(mention: &Mention, person: Number, people: &People, converter: &Converter) -> Vec<(Office, Fact<Number>)> {
    if mention.sort == Sort::Authority {
        let slug = converter.base().person_slug(&mention.node);
        let entry = slug.and_then(|slug| converter.authority().person(slug));
        let known = entry.into_iter().flat_map(|entry| {
            let offices = entry.offices.iter().map(office).filter(Office::is_single);
            offices.map(|office| (office, Fact::Known { person, entry: entry.slug.clone() }))
        });
        return known.collect();
    }
    let Some((_, day)) = mention.days.filter(|_| mention.sort == Sort::Named) else { return Vec::new() };
    let offices = mention.offices.iter().map(|office| &people.offices[*office as usize]);
    offices.filter(|office| office.is_single()).map(|office| (office.clone(), Fact::Seen { person, day })).collect()
}

/// The office that a tenure is of.
fn office(tenure: &Tenure) -> Office {
    Office { kind: tenure.office.clone(), of: tenure.of.clone(), to: tenure.to.clone() }
}

/// Who held which office when, and who is asked for.
#[derive(Debug)]
pub struct Offices<N>(FxHashMap<Office, Holders<N>>);

/// The facts of one office.
#[derive(Debug)]
struct Holders<N> {
    asked: BTreeSet<(N, (NaiveDate, NaiveDate), bool)>,
    known: BTreeSet<(N, SmolStr)>,
    seen: BTreeMap<NaiveDate, BTreeSet<N>>,
    beside: FxHashSet<(N, N)>,
}

impl<N> Default for Offices<N> {
    fn default() -> Self {
        Self(FxHashMap::default())
    }
}

impl<N> Default for Holders<N> {
    fn default() -> Self {
        let (asked, known, seen) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
        Self { asked, known, seen, beside: FxHashSet::default() }
    }
}

impl<N: Clone + Ord + Hash> Offices<N> {
    /// Takes in a fact of an office; the same one twice is one.
    pub fn take(&mut self, office: Office, fact: Fact<N>) {
        let holders = self.0.entry(office).or_default();
        match fact {
            Fact::Asked { node, days, host } => {
                holders.asked.insert((node, days, host));
            }
            Fact::Known { person, entry } => {
                holders.known.insert((person, entry));
            }
            Fact::Seen { person, day } => {
                holders.seen.entry(day).or_default().insert(person);
            }
            Fact::Beside { person, node } => {
                holders.beside.insert((person, node));
            }
        }
    }

    /// Who is meant by those who are asked for, in no order; `forbids` tells of a node and a person whether they are two by
    /// decision.
    pub fn answers(
        &self,
        authority: &Authority,
        weights: &Weights,
        forbids: impl Fn(&N, &N) -> bool,
    ) -> Vec<Answer<N>> {
        let of_office = |(office, holders): (&Office, &Holders<N>)| {
            let mut answers = Vec::new();
            for (node, days, host) in &holders.asked {
                let mut found = holders.on(office, *days, authority);
                found.retain(|(person, _)| !forbids(node, person));
                if found.len() > HOLDERS {
                    continue;
                }
                let sure = match found.as_slice() {
                    [(person, how)] => {
                        *how != Feature::TenureOpen && !holders.beside.contains(&(person.clone(), node.clone()))
                    }
                    _ => false,
                };
                answers.extend(found.into_iter().map(|(person, how)| {
                    let mut reasons = vec![how];
                    reasons.extend(host.then_some(Feature::HostOfRecord));
                    let weight = weights.sum(reasons.iter().copied().collect());
                    Answer { node: node.clone(), person, sure, reasons, weight }
                }));
            }
            answers
        };
        self.0.iter().flat_map(of_office).collect()
    }
}

impl<N: Clone + Ord> Holders<N> {
    /// Who may have held the office on some days, each with how that is known.
    fn on(&self, held: &Office, days: (NaiveDate, NaiveDate), authority: &Authority) -> Vec<(N, Feature)> {
        let mut found: BTreeMap<N, Feature> = BTreeMap::new();
        for (person, entry) in &self.known {
            let tenures = authority.person(entry).into_iter().flat_map(|entry| &entry.offices);
            for tenure in tenures.filter(|tenure| office(tenure) == *held) {
                let on = Date::days(days.0, days.1).unwrap_or(Date::Day(days.1));
                if tenure.may_hold_on(on) {
                    let how = if surely(tenure, days) { Feature::TenureKnown } else { Feature::TenureOpen };
                    found.insert(person.clone(), how);
                }
            }
        }
        let (first, last) = days;
        let before = self.seen.range(..=last).next_back();
        let after = self.seen.range(first..).next();
        match (before, after) {
            (Some((_, before)), Some((_, after))) if before.len() == 1 && before == after => {
                found.extend(before.iter().map(|person| (person.clone(), Feature::TenureSeen)));
            }
            _ => {
                let near = |day: &NaiveDate| {
                    day.checked_add_days(NEAR).is_some_and(|then| then >= first)
                        && day.checked_sub_days(NEAR).is_some_and(|then| then <= last)
                };
                for (_, who) in before.into_iter().chain(after).filter(|(day, _)| near(day)) {
                    who.iter().for_each(|person| {
                        found.entry(person.clone()).or_insert(Feature::TenureOpen);
                    });
                }
            }
        }
        found.into_iter().collect()
    }
}

/// Whether a tenure is known to have lasted all of some days.
fn surely(tenure: &Tenure, (first, last): (NaiveDate, NaiveDate)) -> bool {
    let begun = tenure.from.is_some_and(|from| from.last() <= first);
    let end = tenure.until.and_then(Date::first).or_else(|| tenure.last_seen.map(Date::last));
    begun && end.is_some_and(|end| last <= end)
}
