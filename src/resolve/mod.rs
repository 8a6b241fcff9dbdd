//! Who and what is meant: each name of a reading becomes one entry of the authority files, or a thing of this record only.
//!
//! Doubt stays: a name that fits two entries, or one whose State stands against it, is a person of this record. What
//! joins people across records comes later and can be taken back; here a wrong merge could not.

pub mod authority;
mod block;
mod check;
mod forms;
mod people;
mod states;
mod words;

use crate::claim::{Body, Claim, Mission, Node, Person, PlaceSlug, Position, Relation};
use crate::recognise::Reading;
use crate::record::{Field, Passage, Record};
use crate::rule;
use authority::Authority;
pub use forms::folded;
use people::Identity;
use rustc_hash::{FxBuildHasher, FxHashMap};
use states::States;

/// A record with all that was read out of it, each thing resolved as far as it can be.
#[derive(Debug)]
pub struct Resolution<'a> {
    /// The record.
    pub record: &'a Record,
    /// What it says, in text order.
    pub claims: Vec<Claim<Node>>,
    /// Persons of this record only: the other forms of their names that it uses, as written.
    pub other_forms: Vec<(Node, String)>,
    /// Words that look like names and that no rule read.
    pub unread: Vec<Passage>,
}

/// Resolves what a record names.
pub fn resolve<'a>(record: &'a Record, reading: Reading, authority: &Authority) -> Resolution<'a> {
    let states = States::new(record, &reading, authority);
    let Reading { mut claims, other_forms, unread } = reading;
    for claim in &mut claims {
        let settled = [states.settle(&mut claim.subject), states.settle(&mut claim.object)];
        if settled.contains(&true) && claim.relation != Relation::Participant {
            claim.rule = rule::NAME_DIVIDED;
        }
    }
    missions_of_the_volume(record, &mut claims);
    one_mission(&mut claims);
    let known = people::identities(record, &claims, &other_forms, authority);
    let identify = |node: &mut Node| {
        if let Some(Identity { slug, .. }) = known.of(node) {
            *node = Node::Person(Person::Authority(slug.clone()));
        }
    };
    for claim in &mut claims {
        // a rule that tells of a misspelling or an office says more than how the name was looked up
        if claim.rule.id == rule::NAME_FORM.id
            && let Some(identity) = known.of(&claim.object)
        {
            claim.rule = identity.rule;
        }
        identify(&mut claim.subject);
        identify(&mut claim.object);
    }
    let here = other_forms.into_iter().filter(|(node, _)| known.of(node).is_none());
    let mut claims = joined(claims);
    words::name_parties(record, &mut claims);
    Resolution { record, claims, other_forms: here.collect(), unread }
}

/// `Telegram From the Embassy in India`, as `Foreign Relations of the United States` heads what their own embassy wrote.
fn missions_of_the_volume(record: &Record, claims: &mut [Claim<Node>]) {
    const STATE: &str = "united-states";
    if record.archive != "frus" {
        return;
    }
    let is_unsaid = |mission: &Mission| {
        let is_hosted = mission.to.is_some() || mission.city.is_some();
        mission.of.is_none() && is_hosted && mission.to.as_deref() != Some(STATE)
    };
    let in_title = |claim: &Claim<Node>| claim.passages.iter().any(|words| words.field == Field::Title);
    let heads = claims.iter().filter(|claim| in_title(claim)).filter_map(|claim| match &claim.object {
        Node::Mission(mission) if is_unsaid(mission) => Some(mission.clone()),
        _ => None,
    });
    let heads: Vec<Mission> = heads.collect();
    for claim in claims {
        if let Node::Mission(mission) = &mut claim.object
            && heads.contains(mission)
        {
            mission.of = Some(STATE.into());
            claim.rule = rule::NAME_MISSION_VOLUME;
        }
    }
}

/// `the DPRK Embassy` in a record of the DPRK Embassy in the GDR: the one mission of its kind and State that is told in
/// full.
fn one_mission(claims: &mut [Claim<Node>]) {
    let mut full: Vec<Mission> = Vec::new();
    for claim in claims.iter() {
        if let Node::Mission(mission) = &claim.object
            && mission.of.is_some()
            && (mission.to.is_some() || mission.city.is_some())
            && !full.contains(mission)
        {
            full.push(mission.clone());
        }
    }
    for claim in claims {
        let Node::Mission(mission) = &mut claim.object else { continue };
        // `the Embassy in India` may be any State's
        if mission.of.is_none() || mission.to.is_some() || mission.city.is_some() {
            continue;
        }
        let mut same = full.iter().filter(|known| known.kind == mission.kind && known.of == mission.of);
        if let (Some(known), None) = (same.next(), same.next()) {
            mission.clone_from(known);
            claim.rule = rule::NAME_MISSION_HERE;
        }
    }
}

/// Claims that have become the same are one, with the words of all.
fn joined(claims: Vec<Claim<Node>>) -> Vec<Claim<Node>> {
    let mut numbers = FxHashMap::with_capacity_and_hasher(claims.len(), FxBuildHasher);
    let mut places = Vec::with_capacity(claims.len());
    for Claim { subject, relation, object, rule, .. } in &claims {
        let next = numbers.len();
        places.push(*numbers.entry((subject, relation, object, rule.id)).or_insert(next));
    }
    let count = numbers.len();
    let mut joined: Vec<Claim<Node>> = Vec::with_capacity(count);
    for (claim, at) in claims.into_iter().zip(places) {
        match joined.get_mut(at) {
            Some(Claim { passages: known, .. }) => {
                known.extend(claim.passages.into_iter().filter(|p| !known.contains(p)).collect::<Vec<_>>());
            }
            None => joined.push(claim),
        }
    }
    joined
}

/// The States that a body or position belongs to, so that one pass can settle them all.
fn owner(body: &mut Body) -> Option<&mut PlaceSlug> {
    match body {
        Body::Named { of, .. } => of.as_mut(),
        Body::Authority(_) => None,
    }
}

/// The States a position is held for, accredited to, and belongs to.
fn states_of(position: &mut Position) -> impl Iterator<Item = &mut PlaceSlug> {
    let body = position.body.as_deref_mut().and_then(owner);
    position.of.as_mut().into_iter().chain(position.to.as_mut()).chain(body)
}
