//! Which entry of the authority files a named person is, if just one and for a reason that can be shown.

use super::authority::{Authority, PersonEntry};
use super::forms::Key;
use crate::claim::{Claim, Node, Person, Position, Relation, Slug};
use crate::recognise::fold;
use crate::record::Record;
use crate::rule::{self, Rule};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// An entry, and the rule that chose it.
pub(super) struct Identity {
    pub slug: Slug,
    pub rule: &'static Rule,
}

/// The persons of a record that are known.
pub(super) struct Identities(FxHashMap<Person, Identity>);

impl Identities {
    /// Who a node is, if it is a known person.
    pub(super) fn of(&self, node: &Node) -> Option<&Identity> {
        match node {
            Node::Person(person) => self.0.get(person),
            _ => None,
        }
    }
}

/// A person of the record, and what it says of them.
struct Told<'c> {
    person: &'c Person,
    /// The forms of the name, the fullest first.
    forms: Vec<Form<'c>>,
    offices: Vec<&'c Position>,
}

/// A form of a name.
struct Form<'c> {
    words: &'c str,
    key: Key,
    /// More than a surname.
    full: bool,
}

impl<'c> Form<'c> {
    fn new(words: &'c str) -> Self {
        Self { words, key: Key::new(words), full: words.bytes().any(|byte| matches!(byte, b' ' | b'.' | b'-')) }
    }
}

/// The persons of a record that are known.
pub(super) fn identities(
    record: &Record,
    claims: &[Claim<Node>],
    other_forms: &[(Node, String)],
    authority: &Authority,
) -> Identities {
    let people = people(claims, other_forms);
    let mut known = FxHashMap::default();
    for told in &people {
        let Some(identity) = identity(record, told, authority) else { continue };
        // of two people of a record a name a letter off is not the other's, who is named as the entry has it
        let is_meant = |told: &Told<'_>| exactly(told, authority) == Some(&identity.slug);
        let near = identity.rule == rule::NAME_SPELLING && people.len() > 1 && !is_meant(told);
        if !near || !people.iter().any(is_meant) {
            known.insert(told.person.clone(), identity);
        }
    }
    // a surname alone that is one entry's, which the record names in full: `Nikita Jruschov`, and then `Khrushchev`
    let full: FxHashSet<Slug> = known.values().map(|identity| identity.slug.clone()).collect();
    for told in &people {
        let surname = told.forms.first().filter(|form| !form.words.contains(' ') && !known.contains_key(told.person));
        let entry = surname.and_then(|form| authority.person_by_key(&form.key));
        if let Some(entry) = entry.filter(|entry| full.contains(&entry.slug)) {
            known.insert(told.person.clone(), Identity { slug: entry.slug.clone(), rule: rule::NAME_SPELLING });
        }
    }
    Identities(known)
}

/// The persons that the claims are about, each once.
fn people<'c>(claims: &'c [Claim<Node>], other_forms: &'c [(Node, String)]) -> Vec<Told<'c>> {
    let mut people: Vec<Told<'c>> = Vec::new();
    let mut places = FxHashMap::default();
    for claim in claims {
        if let Node::Person(person @ Person::Here { name, .. }) = &claim.object {
            places.entry(person).or_insert_with(|| {
                people.push(Told { person, forms: vec![Form::new(name)], offices: Vec::new() });
                people.len() - 1
            });
        }
    }
    for (node, form) in other_forms {
        if let Node::Person(person) = node
            && let Some(at) = places.get(person)
        {
            people[*at].forms.push(Form::new(form));
        }
    }
    for claim in claims.iter().filter(|claim| claim.relation == Relation::Occupies) {
        if let (Node::Person(person), Node::Position(position)) = (&claim.subject, &claim.object)
            && let Some(at) = places.get(person)
        {
            people[*at].offices.push(position);
        }
    }
    people
}

fn identity(record: &Record, told: &Told<'_>, authority: &Authority) -> Option<Identity> {
    let offices = told.offices.as_slice();
    let fits = |entry: &&PersonEntry| !contradicts(record, entry, offices);
    let full = || told.forms.iter().filter(|form| form.full);
    let found = |entry: &PersonEntry, rule| Identity { slug: entry.slug.clone(), rule };
    let exact = one(full().filter_map(|form| authority.person_by_key(&form.key)))?;
    if let Some(entry) = exact.filter(fits) {
        let listed = full().any(|form| has(&entry.forms, form.words));
        return Some(found(entry, if listed { rule::NAME_AUTHORITY } else { rule::NAME_SPELLING }));
    }
    if let Some(entry) = one(full().filter_map(|form| authority.person_near_key(&form.key)))?.filter(fits) {
        return Some(found(entry, rule::NAME_SPELLING));
    }
    // a surname alone is told by the office that goes with it
    if offices.is_empty() {
        return None;
    }
    let holds = |entry: &&PersonEntry| offices.iter().any(|office| held(record, entry, office));
    let holder = one(told.forms.iter().filter_map(|form| bearer(authority, form, &holds)))?;
    holder.filter(fits).filter(holds).map(|holder| found(holder, rule::NAME_OFFICE))
}

/// Whom a person's full name means as it is spelt.
fn exactly<'a>(told: &Told<'_>, authority: &'a Authority) -> Option<&'a Slug> {
    told.forms
        .iter()
        .filter(|form| form.full)
        .find_map(|form| authority.person_by_key(&form.key))
        .map(|entry| &entry.slug)
}

/// Who has a form: the only one, or of several the only one that `holds` an office.
fn bearer<'a>(
    authority: &'a Authority,
    form: &Form<'_>,
    holds: &impl Fn(&&'a PersonEntry) -> bool,
) -> Option<&'a PersonEntry> {
    authority.person_by_key(&form.key).or_else(|| {
        let mut holders = authority.persons_by_key(&form.key).filter(holds);
        holders.next().filter(|_| holders.next().is_none())
    })
}

/// The entry that all forms name, if they name any; nothing where they name two.
fn one<'a>(mut entries: impl Iterator<Item = &'a PersonEntry>) -> Option<Option<&'a PersonEntry>> {
    let first = entries.next();
    entries.all(|entry| first.is_some_and(|first| first.slug == entry.slug)).then_some(first)
}

fn has(forms: &[SmolStr], form: &str) -> bool {
    let plain = |text: &str| fold(text).replace('-', " ");
    forms.iter().any(|known| known == form) || {
        let form = plain(form);
        forms.iter().any(|known| plain(known) == form)
    }
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
