//! Places and bodies: each joined to the entry that has its name already, or made a new one.

use super::draft::{Said, Thing, same_name};
use super::finding::{Fault, Findings, Spot};
use super::known::{Known, REPLACES};
use super::mapping::Mapping;
use super::turtle::{Block, entry, literal};
use crate::claim::Slug;
use crate::date::Date;
use crate::error::Locator;
use crate::rdf::slug::entry_slug;
use crate::resolve::authority::PlaceEntry;
use crate::resolve::folded;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An entry that rows were gathered for.
#[derive(Debug)]
struct Gathered<'d> {
    rows: Vec<&'d (usize, Thing)>,
    /// Whether the authority files have it already.
    known: bool,
}

/// Blocks by the ends of their IRIs.
pub(super) type Blocks = BTreeMap<String, Block>;

/// What came of places or of bodies.
#[derive(Debug, Default)]
pub(super) struct Things {
    pub blocks: Blocks,
    /// New entries.
    pub new: usize,
    /// Rows that were joined to an entry or to each other.
    pub merged: usize,
    /// The slugs by the keys that the datasets have.
    pub keys: HashMap<String, Slug>,
}

/// The places of some rows, each with the number of its mapping.
pub(super) fn places(
    drafts: &[(usize, Thing)],
    mappings: &[Mapping],
    known: &Known<'_>,
    findings: &mut Findings,
) -> Things {
    let gathered = gather(drafts, findings, known, "place", |thing, findings| {
        let city = thing.kind == "city";
        let named =
            known.authority.places_by_name(&thing.name).into_iter().filter(|place| (place.kind == "city") == city);
        let mut named: Vec<&PlaceEntry> = named.collect();
        if named.len() > 1 {
            named.retain(|place| !apart(place, thing));
        }
        match &named[..] {
            [] => Ok(None),
            [place] => Ok(Some(place.slug.clone())),
            several => {
                let slugs: Vec<&str> = several.iter().map(|place| place.slug.as_str()).collect();
                let message = format!("“{}” may be {}", thing.name, slugs.join(" or "));
                findings.add_help(Fault::Place, thing.spot, message, "say which with `slug` in the mapping");
                Err(())
            }
        }
    });
    let slugs = keys(&gathered);
    let mut things = Things { merged: merged(&gathered), ..Things::default() };
    let mut links = Links::new(known);
    for (slug, group) in &gathered {
        things.new += usize::from(!group.known);
        let resolve = |mapping: usize, word: &Said<String>, findings: &mut Findings| {
            let by_name = mint_slug(&word.what);
            let here = slugs.get(word.what.as_str()).cloned();
            if let Some(slug) = here.or_else(|| gathered.contains_key(&by_name).then_some(by_name)) {
                return Some(slug);
            }
            let found = known.place(mappings.get(mapping)?, &word.what);
            found.map_err(|message| findings.add(Fault::Place, word.spot, message)).ok()
        };
        for (mapping, thing) in group.rows.iter().copied() {
            for word in &thing.within {
                if let Some(to) = resolve(*mapping, word, findings) {
                    links.add(Sort::Within, slug, &to, word.spot, findings);
                }
            }
            for word in &thing.replaces {
                let Some(to) = resolve(*mapping, word, findings) else { continue };
                // of two periods that are one entry here the one replaces the other, and the entry nothing; what is known
                // already has its successors, and a row of its name may be of another of its periods
                let itself = thing.keys.contains(&word.what) || same_name(&thing.name, &word.what);
                if itself || (to != *slug && !group.known) {
                    links.add(Sort::Replaces, slug, &to, word.spot, findings);
                }
            }
        }
        things.blocks.insert(format!("place/{slug}"), place_block(slug, group, known, findings));
    }
    links.say(&mut things.blocks, &gathered);
    things.keys = slugs.into_iter().map(|(key, slug)| (key.to_owned(), slug)).collect();
    things.blocks.retain(|_, block| block.class.is_some() || block.lines.len() > 1);
    things
}

/// What rows say of a place, but for its links.
fn place_block(slug: &Slug, group: &Gathered<'_>, known: &Known<'_>, findings: &mut Findings) -> Block {
    let mut block = Block::new((!group.known).then_some("rico:Place"));
    let Some((_, first)) = group.rows.first() else { return block };
    let old = known.authority.place(slug);
    if !group.known {
        block.say("rico:name", vec![literal(&first.name)]);
    }
    // `Korea` is no name of South Korea, whatever a dataset calls it: which is meant is for a record to tell
    let other =
        |places: Vec<&PlaceEntry>| places.into_iter().find(|place| place.slug != *slug).map(|place| place.slug.clone());
    let named = |form: &str| other(known.authority.places_by_name(form));
    let spoken = |form: &str| other(known.authority.places_by_adjective(form));
    let said =
        |of: fn(&Thing) -> &[Said<String>]| group.rows.iter().flat_map(move |(_, thing)| of(thing).iter().cloned());
    let names = group.rows.iter().map(|(_, thing)| Said { what: thing.name.clone(), spot: thing.spot });
    let names = names.chain(said(|thing| &thing.forms));
    let have = old.map_or_else(|| vec![first.name.clone()], |place| place.names.clone());
    block.say("skos:altLabel", forms(names, &have, "place", &named, known, findings));
    let have = old.map(|place| place.adjectives.clone()).unwrap_or_default();
    block.say("chy:adjective", forms(said(|thing| &thing.adjectives), &have, "place", &spoken, known, findings));
    let have = old.map(|place| place.demonyms.clone()).unwrap_or_default();
    block.say("chy:demonym", forms(said(|thing| &thing.demonyms), &have, "place", &spoken, known, findings));
    if !group.known {
        block.say("rico:hasOrHadPlaceType", vec![format!("kind:{}", first.kind)]);
        // several rows are several periods: the entry lasts from the first to the last, as far as all are dated
        let dates = |date: fn(&Thing) -> &Option<Said<Date>>| {
            let dates = group.rows.iter().map(|(_, thing)| date(thing).as_ref().map(|date| date.what));
            dates.collect::<Option<Vec<Date>>>().unwrap_or_default()
        };
        let from = dates(|thing| &thing.from).into_iter().min_by_key(|date| date.first());
        block.say("rico:beginningDate", from.iter().map(|date| literal(&date.to_string())).collect());
        let until = dates(|thing| &thing.until).into_iter().max_by_key(|date| date.last());
        block.say("rico:endDate", until.iter().map(|date| literal(&date.to_string())).collect());
    }
    finish(&mut block, group);
    block
}

/// The bodies of some rows, each with the number of its mapping.
pub(super) fn bodies(
    drafts: &[(usize, Thing)],
    mappings: &[Mapping],
    known: &Known<'_>,
    findings: &mut Findings,
) -> Things {
    let gathered = gather(drafts, findings, known, "body", |thing, _| {
        Ok(known.authority.body_by_form(&thing.name).map(|body| body.slug.clone()))
    });
    let mut things = Things { merged: merged(&gathered), ..Things::default() };
    // a form of two new bodies is a form of neither
    let mut owners: HashMap<String, BTreeSet<&Slug>> = HashMap::new();
    for (slug, group) in &gathered {
        for (_, thing) in &group.rows {
            for form in thing.forms.iter().map(|form| &form.what).chain([&thing.name]) {
                owners.entry(folded(form)).or_default().insert(slug);
            }
        }
    }
    for (slug, group) in &gathered {
        things.new += usize::from(!group.known);
        let elsewhere = |form: &str| {
            let listed = known.authority.body_by_form(form).filter(|body| body.slug != *slug);
            let new = || owners.get(&folded(form))?.iter().find(|owner| **owner != slug).map(|owner| (*owner).clone());
            listed.map(|body| body.slug.clone()).or_else(new)
        };
        let block = body_block(slug, group, &elsewhere, mappings, known, findings);
        things.blocks.insert(format!("body/{slug}"), block);
    }
    things.blocks.retain(|_, block| block.class.is_some() || block.lines.len() > 1);
    things
}

/// What rows say of a body; `elsewhere` tells whose a form is beside.
fn body_block(
    slug: &Slug,
    group: &Gathered<'_>,
    elsewhere: &dyn Fn(&str) -> Option<Slug>,
    mappings: &[Mapping],
    known: &Known<'_>,
    findings: &mut Findings,
) -> Block {
    let mut block = Block::new((!group.known).then_some("rico:CorporateBody"));
    let Some((_, first)) = group.rows.first() else { return block };
    let old = known.authority.body(slug);
    if !group.known {
        block.say("rico:name", vec![literal(&first.name)]);
    }
    let names = group.rows.iter().flat_map(|(_, thing)| {
        std::iter::once(Said { what: thing.name.clone(), spot: thing.spot }).chain(thing.forms.iter().cloned())
    });
    let have = old.map_or_else(|| vec![first.name.clone()], |body| body.forms.clone());
    block.say("skos:altLabel", forms(names, &have, "body", elsewhere, known, findings));
    if !group.known {
        block.say("rico:hasOrHadCorporateBodyType", vec![format!("kind:{}", first.kind)]);
    }
    let before = old.and_then(|body| body.state.clone());
    let mut state: Option<(Slug, Locator)> = before.clone().map(|state| (state, known.locate(&format!("body/{slug}"))));
    for (mapping, thing) in group.rows.iter().copied() {
        let (Some(word), Some(mapping)) = (&thing.state, mappings.get(*mapping)) else { continue };
        match (known.state(mapping, &word.what, None), &state) {
            (Err(message), _) => findings.add(Fault::Place, word.spot, message),
            (Ok(found), None) => state = Some((found, findings.locate(word.spot))),
            (Ok(found), Some((state, _))) if found == *state => {}
            (Ok(found), Some((state, there))) => {
                let message = format!("body/{slug} is of {state} and of {found}; the first was taken");
                findings.add_both(Fault::Contradiction, word.spot, there.clone(), message);
            }
        }
    }
    if let (None, Some((state, _))) = (before, state) {
        block.say("rico:hasOrHadJurisdiction", vec![entry(&format!("place/{state}"))]);
    }
    finish(&mut block, group);
    block
}

/// Rows by the slug of the entry they are of; `find` is what finds the entry that has a row's name.
fn gather<'d>(
    drafts: &'d [(usize, Thing)],
    findings: &mut Findings,
    known: &Known<'_>,
    sort: &str,
    mut find: impl FnMut(&Thing, &mut Findings) -> Result<Option<Slug>, ()>,
) -> BTreeMap<Slug, Gathered<'d>> {
    let mut gathered: BTreeMap<Slug, Gathered<'d>> = BTreeMap::new();
    let mut names: HashMap<String, (Slug, Spot)> = HashMap::new();
    for draft in drafts {
        let thing = &draft.1;
        let found = match &thing.slug {
            Some(slug) => known.authority.name(&format!("{sort}/{}", slug.what)).map(|_| Slug::new(&slug.what)),
            None => match find(thing, findings) {
                Ok(found) => found,
                Err(()) => continue,
            },
        };
        let old = found.is_some();
        let slug = found.unwrap_or_else(|| {
            thing.slug.as_ref().map_or_else(|| mint_slug(&thing.name), |slug| Slug::new(&slug.what))
        });
        if !old && known.authority.name(&format!("{sort}/{slug}")).is_some() {
            let path = format!("{sort}/{slug}");
            let message = format!("“{}” would have the slug of another entry, {path}", thing.name);
            findings.add_both(Fault::Slug, thing.spot, known.locate(&path), message);
            continue;
        }
        if let Some((_, first)) = gathered.get(&slug).filter(|_| !old).and_then(|group| group.rows.first())
            && (first.kind != thing.kind
                || !(same_name(&first.name, &thing.name) || thing.keys.iter().any(|key| first.keys.contains(key))))
        {
            let message = format!(
                "“{}” ({}) and “{}” ({}) have one slug, {slug}",
                thing.name, thing.kind, first.name, first.kind
            );
            findings.add_both(Fault::Slug, thing.spot, findings.locate(first.spot), message);
            continue;
        }
        // a name cannot be left out, and a body's is nobody else's
        if sort == "body" && !old {
            let owner = names.entry(folded(&thing.name)).or_insert_with(|| (slug.clone(), thing.spot));
            let listed = known.authority.body_by_form(&thing.name).filter(|body| body.slug != slug);
            let there = match listed {
                Some(body) => Some(known.locate(&format!("body/{}", body.slug))),
                None if owner.0 != slug => Some(findings.locate(owner.1)),
                None => None,
            };
            if let Some(there) = there {
                let message = format!("“{}” is the name of another body, and body/{slug} was passed over", thing.name);
                findings.add_both(Fault::TakenForm, thing.spot, there, message);
                continue;
            }
        }
        gathered.entry(slug).or_insert_with(|| Gathered { rows: Vec::new(), known: old }).rows.push(draft);
    }
    gathered
}

/// The rows that were joined to an entry, or to a row before them.
fn merged(gathered: &BTreeMap<Slug, Gathered<'_>>) -> usize {
    gathered.values().map(|group| group.rows.len() - usize::from(!group.known)).sum()
}

/// The slugs by the keys that the dataset has for its entries.
fn keys<'d>(gathered: &BTreeMap<Slug, Gathered<'d>>) -> HashMap<&'d str, Slug> {
    let rows = gathered.iter().flat_map(|(slug, group)| group.rows.iter().map(move |(_, thing)| (slug, thing)));
    rows.flat_map(|(slug, thing)| thing.keys.iter().map(|key| (key.as_str(), slug.clone()))).collect()
}

/// What an entry says last: identifiers and sources.
fn finish(block: &mut Block, group: &Gathered<'_>) {
    let same: BTreeSet<&str> =
        group.rows.iter().flat_map(|(_, thing)| thing.same_as.iter().map(|same| same.what.as_str())).collect();
    block.say("owl:sameAs", same.iter().map(|iri| format!("<{iri}>")).collect());
    let sources: BTreeSet<&str> = group.rows.iter().flat_map(|(_, thing)| thing.source.split('\n')).collect();
    block.say("dcterms:source", sources.into_iter().map(literal).collect());
}

/// Forms that an entry does not have yet; those of another are told of and left out.
fn forms(
    said: impl Iterator<Item = Said<String>>,
    have: &[String],
    sort: &str,
    elsewhere: &dyn Fn(&str) -> Option<Slug>,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Vec<String> {
    let mut have: BTreeSet<String> = have.iter().map(|form| folded(form)).collect();
    let mut forms = Vec::new();
    for form in said {
        if !have.insert(folded(&form.what)) {
            continue;
        }
        match elsewhere(&form.what) {
            Some(other) => {
                let path = format!("{sort}/{other}");
                let message = format!("“{}” is a form of {path} too, and was left out", form.what);
                findings.add_both(Fault::TakenForm, form.spot, known.locate(&path), message);
            }
            None => forms.push(literal(&form.what)),
        }
    }
    forms
}

/// Whether the dates of a place that is known and of a row leave no time for both.
fn apart(place: &PlaceEntry, thing: &Thing) -> bool {
    let before = |end: Option<Date>, begin: Option<Date>| {
        end.zip(begin.and_then(Date::first))
            .is_some_and(|(end, begin)| end.last() <= begin + chrono::TimeDelta::days(366))
    };
    before(place.last, thing.from.as_ref().map(|date| date.what))
        || before(thing.until.as_ref().map(|date| date.what), place.first)
}

pub(super) fn mint_slug(name: &str) -> Slug {
    Slug::new(entry_slug(name))
}

/// The sorts of links between places.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Within,
    Replaces,
}

/// Links between places, none of which leads round in a circle.
struct Links<'k, 'a> {
    known: &'k Known<'a>,
    new: BTreeMap<(Sort, Slug), Vec<(Slug, Spot)>>,
}

impl<'k, 'a> Links<'k, 'a> {
    fn new(known: &'k Known<'a>) -> Self {
        Self { known, new: BTreeMap::new() }
    }

    /// What the authority files have of a sort.
    fn old(&self, sort: Sort, from: &Slug) -> Vec<Slug> {
        match sort {
            Sort::Within => self.known.authority.place(from).map(|place| place.within.clone()).unwrap_or_default(),
            Sort::Replaces => {
                let iris = self.known.objects(&format!("place/{from}"), REPLACES);
                iris.iter().filter_map(|iri| iri.rsplit('/').next()).map(Slug::new).collect()
            }
        }
    }

    /// Adds a link; one that would lead back to where it comes from is told of instead, with the link it meets.
    fn add(&mut self, sort: Sort, from: &Slug, to: &Slug, spot: Spot, findings: &mut Findings) {
        let old = self.old(sort, from);
        let same =
            |links: Option<&Vec<(Slug, Spot)>>| links.is_some_and(|links| links.iter().any(|(known, _)| known == to));
        if old.contains(to) || same(self.new.get(&(sort, from.clone()))) {
            return;
        }
        let word = if sort == Sort::Within { "within" } else { "a successor of" };
        if from == to {
            findings.add(Fault::Cycle, spot, format!("place/{from} is said to be {word} itself"));
            return;
        }
        // whether the other end leads back here
        let (mut waiting, mut seen) = (vec![to.clone()], BTreeSet::from([to.clone()]));
        while let Some(place) = waiting.pop() {
            let new = self.new.get(&(sort, place.clone())).cloned().unwrap_or_default();
            let back = new.iter().find(|(next, _)| next == from).map(|(_, spot)| findings.locate(*spot));
            let old = self.old(sort, &place);
            let back = back.or_else(|| old.contains(from).then(|| self.known.locate(&format!("place/{place}"))));
            if let Some(back) = back {
                let message =
                    format!("place/{from} is said to be {word} place/{to}, and that to be {word} place/{from}");
                findings.add_both(Fault::Cycle, spot, back, message);
                return;
            }
            for next in new.into_iter().map(|(next, _)| next).chain(old) {
                if seen.insert(next.clone()) {
                    waiting.push(next);
                }
            }
        }
        self.new.entry((sort, from.clone())).or_default().push((to.clone(), spot));
    }

    /// Writes the links into the blocks of their ends: a successor and its predecessor both name each other.
    fn say(self, blocks: &mut Blocks, gathered: &BTreeMap<Slug, Gathered<'_>>) {
        // the objects of a property, and the sources that say so
        type Said<'s> = (BTreeSet<String>, BTreeSet<&'s str>);
        let mut said: BTreeMap<(Slug, &'static str), Said<'_>> = BTreeMap::new();
        for ((sort, from), links) in &self.new {
            let sources = gathered
                .get(from)
                .into_iter()
                .flat_map(|group| group.rows.iter().flat_map(|(_, thing)| thing.source.split('\n')));
            let sources: BTreeSet<&str> = sources.collect();
            let property = if *sort == Sort::Within { "rico:isOrWasContainedBy" } else { "dcterms:replaces" };
            for (to, _) in links {
                let mut add = |subject: &Slug, property: &'static str, object: &Slug| {
                    let (objects, from) = said.entry((subject.clone(), property)).or_default();
                    objects.insert(entry(&format!("place/{object}")));
                    from.extend(&sources);
                };
                add(from, property, to);
                if *sort == Sort::Replaces {
                    add(to, "dcterms:isReplacedBy", from);
                }
            }
        }
        for ((subject, property), (objects, sources)) in said {
            let block = blocks.entry(format!("place/{subject}")).or_insert_with(|| Block::new(None));
            let sources = sources.into_iter().map(literal);
            let at =
                block.lines.iter().position(|(property, _)| *property == "dcterms:source").unwrap_or(block.lines.len());
            match block.lines.get_mut(at) {
                Some((_, listed)) => {
                    let all: BTreeSet<String> = listed.drain(..).chain(sources).collect();
                    listed.extend(all);
                }
                None => block.say("dcterms:source", sources.collect()),
            }
            block.lines.insert(at, (property, objects.into_iter().collect()));
        }
    }
}
