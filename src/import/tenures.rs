//! The offices that people held: those that can be true, each once, and those that two seem to have held at a time.

use super::draft::Tenure;
use super::finding::{Fault, Findings, Spot};
use super::identity::Group;
use super::known::Known;
use super::people::{Life, closer};
use super::turtle::{Block, entry, literal};
use crate::claim::{Body, Position, Slug};
use crate::date::Date;
use crate::error::Locator;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Offices that one person holds at a time.
const SINGLE: [&str; 14] = [
    "ambassador",
    "chancellor",
    "defense-minister",
    "envoy",
    "first-secretary-of-party",
    "foreign-minister",
    "foreign-secretary",
    "general-secretary",
    "governor",
    "high-commissioner",
    "monarch",
    "premier",
    "president",
    "secretary-of-state",
];

/// The tenures that can be true and that the entry does not have, in the order of their beginnings, those that rows repeat
/// once.
pub(super) fn kept(
    group: &Group<'_>,
    tenures: Vec<Tenure>,
    life: Life,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Vec<Tenure> {
    let mut kept: Vec<Tenure> = Vec::new();
    let path = format!("person/{}", group.slug);
    for tenure in tenures {
        let begins = tenure.from.or(tenure.last_seen);
        let ends = tenure.until.or(tenure.last_seen).or(tenure.from);
        let unborn =
            life.born.filter(|(born, _)| begins.is_some_and(|date| date.compare(*born) == Some(Ordering::Less)));
        let dead =
            life.died.filter(|(died, _)| ends.is_some_and(|date| date.compare(*died) == Some(Ordering::Greater)));
        let outside = unborn.map(|date| ("before being born", date)).or(dead.map(|date| ("after having died", date)));
        if let Some((when, (date, at))) = outside {
            let message = format!("{path} is said to hold an office {when} ({date})");
            let there = at.map_or_else(|| known.locate(&path), |spot| findings.locate(spot));
            findings.add_both(Fault::Contradiction, tenure.spot, there, message);
            continue;
        }
        let position = position(&tenure);
        let listed = group.known.into_iter().flat_map(|entry| &entry.offices);
        let mut listed = listed.filter(|office| office.position == position);
        if listed.any(|office| says_as_much((office.from, office.until), &tenure)) {
            continue;
        }
        let same = |other: &&mut Tenure| self::position(other) == position && one_time(other, &tenure);
        match kept.iter_mut().find(same) {
            Some(other) => {
                other.from = both(other.from, tenure.from);
                other.until = both(other.until, tenure.until);
                other.source = format!("{}\n{}", other.source, tenure.source);
            }
            None => kept.push(tenure),
        }
    }
    kept.sort_by_key(|tenure| {
        (tenure.from.map(Date::last), position(tenure), tenure.until.map(Date::last), tenure.spot)
    });
    kept
}

/// Whether two tenures of one office are one: they begin or end at the same time, as far as their dates go, and nothing
/// stands against it; or neither has any date.
fn one_time(one: &Tenure, two: &Tenure) -> bool {
    let fit = |one: Option<Date>, two: Option<Date>| one.zip(two).map(|(one, two)| closer(&one, &two).is_some());
    match (fit(one.from, two.from), fit(one.until, two.until)) {
        (Some(false), _) | (_, Some(false)) => false,
        (Some(true), _) | (_, Some(true)) => true,
        (None, None) => [one.from, one.until, two.from, two.until].iter().all(Option::is_none),
    }
}

fn both(one: Option<Date>, two: Option<Date>) -> Option<Date> {
    one.zip(two).and_then(|(one, two)| closer(&one, &two)).or(one).or(two)
}

/// Whether what is listed leaves nothing to add.
fn says_as_much((from, until): (Option<Date>, Option<Date>), tenure: &Tenure) -> bool {
    let known = |listed: Option<Date>, said: Option<Date>| match (listed, said) {
        (_, None) => true,
        (Some(listed), Some(said)) => closer(&listed, &said) == Some(listed),
        (None, Some(_)) => false,
    };
    known(from, tenure.from) && known(until, tenure.until) && tenure.last_seen.is_none()
}

/// The end of the IRI of an office, as `rdf::mint` has it.
pub(super) fn position(tenure: &Tenure) -> String {
    let Position { office, of, to, body } = &tenure.position;
    let body = body.as_deref().and_then(|body| match body {
        Body::Authority(slug) => Some(slug),
        Body::Named { .. } => None,
    });
    let mut path = office.to_string();
    for (word, slug) in [("of", of.as_ref()), ("to", to.as_ref()), ("in", body)] {
        if let Some(slug) = slug {
            path = format!("{path}-{word}-{slug}");
        }
    }
    path
}

pub(super) fn block(path: &str, position: &str, tenure: &Tenure) -> Block {
    let mut block = Block::new(Some("rico:PositionHoldingRelation"));
    block.below = true;
    block.say("rico:relationHasSource", vec![entry(path)]);
    block.say("rico:relationHasTarget", vec![entry(&format!("position/{position}"))]);
    block.say("rico:beginningDate", tenure.from.iter().map(|date| literal(&date.to_string())).collect());
    let seen = tenure.last_seen.map(|date| format!("[{date}..]"));
    let end = tenure.until.map(|date| date.to_string()).or(seen);
    block.say("rico:endDate", end.iter().map(|date| literal(date)).collect());
    let sources: BTreeSet<&str> = tenure.source.split('\n').collect();
    block.say("dcterms:source", sources.into_iter().map(literal).collect());
    block
}

/// Somebody who holds an office.
pub(super) struct Held {
    pub slug: Slug,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub place: Locator,
    /// Where a row says so; an entry of the authority files has none.
    pub spot: Option<Spot>,
}

/// Tells of two who hold an office at one time that has one holder. Both are kept: handing over takes time, and which of
/// two dates is wrong cannot be seen here.
pub(super) fn overlaps(held: BTreeMap<String, Vec<Held>>, known: &Known<'_>, findings: &mut Findings) {
    let single = |position: &str| {
        let rest = |kind: &str| {
            position.strip_prefix(kind).is_some_and(|rest| rest.starts_with("-of-") || rest.starts_with("-in-"))
        };
        SINGLE.iter().any(|kind| rest(kind))
    };
    let mut held: BTreeMap<String, Vec<Held>> = held.into_iter().filter(|(position, _)| single(position)).collect();
    for person in known.authority.persons() {
        for office in &person.offices {
            if let Some(holders) = held.get_mut(&office.position) {
                let place = known.locate(&format!("person/{}", person.slug));
                holders.push(Held {
                    slug: person.slug.clone(),
                    from: office.from,
                    until: office.until,
                    place,
                    spot: None,
                });
            }
        }
    }
    for (position, mut holders) in held {
        holders.retain(|holder| holder.from.and_then(Date::first).is_some());
        holders.sort_by_key(|holder| (holder.from.and_then(Date::first), holder.until.map(Date::last)));
        for (at, one) in holders.iter().enumerate() {
            for two in &holders[at + 1..] {
                let Some(end) = one.until.and_then(Date::first) else { break };
                if two.from.and_then(Date::first).is_none_or(|begin| begin >= end) {
                    // nor do those that begin later still
                    break;
                }
                // a rough date may overlap, and is not told of
                let sure = two.from.is_some_and(|begin| begin.last() < end)
                    && two
                        .until
                        .and_then(Date::first)
                        .is_none_or(|end| one.from.is_some_and(|begin| begin.last() < end));
                if !sure || one.slug == two.slug || (one.spot.is_none() && two.spot.is_none()) {
                    continue;
                }
                let text = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
                let message = format!(
                    "person/{} and person/{} both hold position/{position}: the one until {}, the other from {}",
                    one.slug,
                    two.slug,
                    text(one.until),
                    text(two.from)
                );
                findings.tell(Fault::Overlap, two.place.clone(), Some(one.place.clone()), message, None);
            }
        }
    }
}
