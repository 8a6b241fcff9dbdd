//! Who “the Hungarian ambassador” of a record of 1963 is: the one person who held that office then.
//!
//! Who held an office when is known from the authority files, and from the records themselves: whoever is named in an office
//! in 1962 and in 1964 held it in 1963, if nobody else was seen in it between. One possible holder who is known to have held
//! the office is a link; several, or one who only may have, are questions. Nobody is linked who is named in the same record
//! beside the office: the record tells the two apart.

use super::Link;
use super::decided::Decided;
use super::feature::{Feature, Weights};
use super::office::Office;
use super::people::{Mention, Number, People, Sort};
use super::profile::Profile;
use crate::date::Date;
use crate::rdf::mint::Base;
use crate::resolve::authority::{Authority, Tenure};
use crate::rule;
use chrono::{Days, NaiveDate};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// How long before or after somebody is seen in an office it may still be, or be already, that person's.
const NEAR: Days = Days::new(366);

/// How many possible holders are worth a question.
const HOLDERS: usize = 5;

/// Links of people known by office only to those who held it.
pub(super) fn links(
    people: &People,
    persons: &[Profile],
    authority: &Authority,
    base: &Base,
    decided: &Decided,
    weights: &Weights,
) -> Vec<Link> {
    let holders = Holders::of(people, persons, authority, base);
    let mut links = Vec::new();
    for (number, mention) in (0..).zip(&people.mentions) {
        let Some(days) = mention.days.filter(|_| mention.sort == Sort::Unnamed) else { continue };
        if decided.group_of(number).is_some() {
            continue;
        }
        for office in mention.offices.iter().map(|office| &people.offices[*office as usize]) {
            let Some((office, host)) = accredited(office, mention, people) else { continue };
            let me = Profile::of(number, mention, &[]);
            let mut found = holders.on(&office, days);
            found.retain(|(at, _)| !decided.forbids(&me, &persons[*at]));
            links.extend(chosen(number, mention, &found, host, persons, people, weights));
        }
    }
    links
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

fn chosen(
    number: Number,
    mention: &Mention,
    found: &[(usize, Feature)],
    host: bool,
    persons: &[Profile],
    people: &People,
    weights: &Weights,
) -> Vec<Link> {
    let beside = |person: &Profile| {
        let records = person.members.iter().flat_map(|member| people.mentions[*member as usize].records.iter());
        records.into_iter().any(|record| mention.records.contains(record))
    };
    let sure = matches!(found, [(at, how)] if *how != Feature::TenureOpen && !beside(&persons[*at]));
    if found.len() > HOLDERS {
        return Vec::new();
    }
    let link = |(at, how): &(usize, Feature)| {
        let mut reasons = vec![*how];
        reasons.extend(host.then_some(Feature::HostOfRecord));
        let weight = weights.sum(reasons.iter().copied().collect());
        let other = super::representative(&persons[*at], people);
        Link { node: number, other, sure, rule: rule::LINK_TENURE, reasons, weight }
    };
    found.iter().map(link).collect()
}

/// Who held which office when.
struct Holders<'a> {
    /// By the authority files.
    known: FxHashMap<Office, Vec<(usize, &'a Tenure)>>,
    /// Who was seen in it on which days, by the records.
    seen: FxHashMap<Office, BTreeMap<NaiveDate, Vec<usize>>>,
}

impl<'a> Holders<'a> {
    fn of(people: &People, persons: &[Profile], authority: &'a Authority, base: &Base) -> Self {
        let mut holders = Self { known: FxHashMap::default(), seen: FxHashMap::default() };
        for (at, person) in persons.iter().enumerate() {
            for mention in person.members.iter().map(|member| &people.mentions[*member as usize]) {
                if mention.sort == Sort::Authority {
                    let entry = base.person_slug(&mention.node).and_then(|slug| authority.person(slug));
                    for tenure in entry.into_iter().flat_map(|entry| &entry.offices) {
                        let office =
                            Office { kind: tenure.office.clone(), of: tenure.of.clone(), to: tenure.to.clone() };
                        if office.is_single() {
                            holders.known.entry(office).or_default().push((at, tenure));
                        }
                    }
                } else if let (Sort::Named, Some((_, last))) = (mention.sort, mention.days) {
                    for office in mention.offices.iter().map(|office| &people.offices[*office as usize]) {
                        if office.is_single() {
                            holders.seen.entry(office.clone()).or_default().entry(last).or_default().push(at);
                        }
                    }
                }
            }
        }
        holders
    }

    /// Who may have held an office on some days, each with how that is known.
    fn on(&self, office: &Office, days: (NaiveDate, NaiveDate)) -> Vec<(usize, Feature)> {
        let mut found: BTreeMap<usize, Feature> = BTreeMap::new();
        for (at, tenure) in self.known.get(office).into_iter().flatten() {
            let on = Date::days(days.0, days.1).unwrap_or(Date::Day(days.1));
            if tenure.may_hold_on(on) {
                let how = if surely(tenure, days) { Feature::TenureKnown } else { Feature::TenureOpen };
                found.insert(*at, how);
            }
        }
        if let Some(seen) = self.seen.get(office) {
            let (first, last) = days;
            let before = seen.range(..=last).next_back();
            let after = seen.range(first..).next();
            let around = |(_, who): (&NaiveDate, &Vec<usize>)| who.clone();
            let (before_who, after_who) = (before.map(around), after.map(around));
            if let (Some(before), Some(after)) = (&before_who, &after_who)
                && let ([one], [other]) = (before.as_slice(), after.as_slice())
                && one == other
            {
                found.insert(*one, Feature::TenureSeen);
            } else {
                let near = |day: &NaiveDate| {
                    day.checked_add_days(NEAR).is_some_and(|then| then >= first)
                        && day.checked_sub_days(NEAR).is_some_and(|then| then <= last)
                };
                for (_, who) in before.into_iter().chain(after).filter(|(day, _)| near(day)) {
                    who.iter().for_each(|at| {
                        found.entry(*at).or_insert(Feature::TenureOpen);
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
