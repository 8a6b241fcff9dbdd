//! Which entry of the authority files a named person is, if just one and for a reason that can be shown.

use super::authority::{Authority, PersonEntry};
use crate::claim::{Claim, Node, Person, Position, Relation, Slug};
use crate::recognise::fold;
use crate::record::Record;
use crate::rule::{self, Rule};
use std::collections::HashMap;

/// An entry, and the rule that chose it.
pub(super) struct Identity {
    pub slug: Slug,
    pub rule: &'static Rule,
}

/// The persons of a record that are known, by their nodes.
pub(super) fn identities(
    record: &Record,
    claims: &[Claim<Node>],
    other_forms: &[(Node, String)],
    authority: &Authority,
) -> HashMap<Node, Identity> {
    let mut known = HashMap::new();
    for node in claims.iter().map(|claim| &claim.object) {
        let Node::Person(Person::Here { name, .. }) = node else { continue };
        if known.contains_key(node) {
            continue;
        }
        let offices = claims.iter().filter(|claim| claim.relation == Relation::Occupies && claim.subject == *node);
        let offices: Vec<&Position> = offices
            .filter_map(|claim| match &claim.object {
                Node::Position(position) => Some(position),
                _ => None,
            })
            .collect();
        let forms = other_forms.iter().filter(|(of, _)| of == node).map(|(_, form)| form.as_str());
        let forms: Vec<&str> = std::iter::once(name.as_str()).chain(forms).collect();
        if let Some(identity) = identity(record, &forms, &offices, authority) {
            known.insert(node.clone(), identity);
        }
    }
    // a surname alone that is one entry's, which the record names in full: `Nikita Jruschov`, and then `Khrushchev`
    let full: Vec<String> = known.values().map(|identity| identity.slug.to_string()).collect();
    for node in claims.iter().map(|claim| &claim.object) {
        let Node::Person(Person::Here { name, .. }) = node else { continue };
        let entry = authority.person_by_form(name).filter(|_| !known.contains_key(node) && !name.contains(' '));
        if let Some(entry) = entry.filter(|entry| full.iter().any(|slug| **slug == *entry.slug)) {
            known.insert(node.clone(), Identity { slug: entry.slug.clone(), rule: rule::NAME_SPELLING });
        }
    }
    known
}

fn identity(record: &Record, forms: &[&str], offices: &[&Position], authority: &Authority) -> Option<Identity> {
    let fits = |entry: &&PersonEntry| !contradicts(record, entry, offices);
    let full = || forms.iter().filter(|form| form.contains([' ', '.', '-']));
    let found = |entry: &PersonEntry, rule| Identity { slug: entry.slug.clone(), rule };
    let exact = one(full().filter_map(|form| authority.person_by_form(form)))?;
    if let Some(entry) = exact.filter(fits) {
        let listed = full().any(|form| has(&entry.forms, form));
        return Some(found(entry, if listed { rule::NAME_AUTHORITY } else { rule::NAME_SPELLING }));
    }
    if let Some(entry) = one(full().filter_map(|form| authority.person_near(form)))?.filter(fits) {
        return Some(found(entry, rule::NAME_SPELLING));
    }
    // a surname alone is told by the office that goes with it
    let surname = one(forms.iter().filter_map(|form| authority.person_by_form(form)))?.filter(fits)?;
    offices.iter().any(|office| held(record, surname, office)).then(|| found(surname, rule::NAME_OFFICE))
}

/// The entry that all forms name, if they name any; nothing where they name two.
fn one<'a>(mut entries: impl Iterator<Item = &'a PersonEntry>) -> Option<Option<&'a PersonEntry>> {
    let first = entries.next();
    entries.all(|entry| first.is_some_and(|first| first.slug == entry.slug)).then_some(first)
}

fn has(forms: &[String], form: &str) -> bool {
    let plain = |text: &str| fold(text).replace('-', " ");
    forms.iter().any(|known| plain(known) == plain(form))
}

/// Whether the record says of the name what the entry cannot be.
fn contradicts(record: &Record, entry: &PersonEntry, offices: &[&Position]) -> bool {
    let other_state = |office: &&Position| office.of.is_some() && entry.state.is_some() && office.of != entry.state;
    let unborn = match (record.date, entry.born) {
        (Some(date), Some(born)) => date.compare(born) == Some(std::cmp::Ordering::Less),
        _ => false,
    };
    unborn || offices.iter().any(other_state)
}

/// Whether the entry held the office for that State at the time of the record.
fn held(record: &Record, entry: &PersonEntry, office: &Position) -> bool {
    entry.offices.iter().any(|tenure| {
        tenure.office == office.office
            && office.of.is_some()
            && tenure.of == office.of
            && (office.to.is_none() || tenure.to.is_none() || tenure.to == office.to)
            && record.date.is_none_or(|date| tenure.may_hold_on(date))
    })
}
