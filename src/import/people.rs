//! Persons as entries: what their rows say of them together, and what the authority files do not have yet.

use super::draft::{Person, Said, Tenure};
use super::finding::{Fault, Findings, Spot};
use super::identity::{Group, Names, groups, holder, namesakes, shared_forms};
use super::known::{Known, SAME_AS};
use super::tenures::{self, Held};
use super::things::Blocks;
use super::turtle::{Block, entry, literal};
use crate::claim::{Position, Slug};
use crate::date::Date;
use crate::resolve::folded;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// What came of the persons.
#[derive(Debug, Default)]
pub(super) struct People {
    pub blocks: Blocks,
    /// The offices that are named in no file before.
    pub offices: BTreeMap<String, Position>,
    /// Persons who are new.
    pub new: usize,
    /// Persons of the authority files that rows tell of.
    pub joined: usize,
    /// Tenures that are new.
    pub tenures: usize,
    /// Rows that were joined to an entry or to a row before them.
    pub merged: usize,
}

/// The entries of some rows.
pub(super) fn people<'d>(
    drafts: &'d [Person],
    others: Vec<Tenure>,
    known: &'d Known<'d>,
    findings: &mut Findings,
) -> People {
    let (mut groups, by_key) = groups(drafts, known, findings);
    let mut tenures: Vec<Vec<Tenure>> =
        groups.iter().map(|group| group.rows.iter().flat_map(|row| row.tenures.iter().cloned()).collect()).collect();
    let mut names = Names::new(&groups);
    for tenure in others {
        match holder(&tenure, &by_key, &mut names, &mut groups, known) {
            Ok(at) => {
                tenures.resize_with(groups.len(), Vec::new);
                tenures[at].push(tenure);
            }
            Err(message) => {
                let spot = tenure.holder.as_ref().map_or(tenure.spot, |holder| holder.spot);
                findings.add(Fault::Missing, spot, message);
            }
        }
    }
    namesakes(&groups, known, findings);
    shared_forms(&groups, known, findings);
    let mut people = People::default();
    let mut held: BTreeMap<String, Vec<Held>> = BTreeMap::new();
    for (group, tenures) in groups.iter().zip(tenures) {
        people.merged += group.rows.len() - usize::from(group.known.is_none() && !group.rows.is_empty());
        let (block, life) = block(group, known, findings);
        let path = format!("person/{}", group.slug);
        let kept = tenures::kept(group, tenures, life, known, findings);
        match group.known {
            None => people.new += 1,
            Some(_) => people.joined += 1,
        }
        if block.class.is_some() || block.lines.len() > 1 {
            people.blocks.insert(path.clone(), block);
        }
        let free = |number: &usize| {
            group.known.is_none() || known.authority.describe(&format!("{path}#office-{number}")).is_empty()
        };
        for (tenure, number) in kept.into_iter().zip((1..).filter(free)) {
            people.tenures += 1;
            let position = tenures::position(&tenure);
            held.entry(position.clone()).or_default().push(Held {
                slug: group.slug.clone(),
                from: tenure.from,
                until: tenure.until,
                place: findings.locate(tenure.spot),
                spot: Some(tenure.spot),
            });
            people.blocks.insert(format!("{path}#office-{number}"), tenures::block(&path, &position, &tenure));
            if known.authority.name(&format!("position/{position}")).is_none() {
                people.offices.insert(position, tenure.position);
            }
        }
    }
    tenures::overlaps(held, known, findings);
    people
}

/// When somebody was born and died, as far as that is agreed on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Life {
    pub born: Option<(Date, Option<Spot>)>,
    pub died: Option<(Date, Option<Spot>)>,
}

/// What the rows say of a person that the authority files do not.
fn block(group: &Group<'_>, known: &Known<'_>, findings: &mut Findings) -> (Block, Life) {
    let path = format!("person/{}", group.slug);
    let mut block = Block::new(group.known.is_none().then_some("rico:Person"));
    say_names(&mut block, group);
    let states = group.rows.iter().filter_map(|row| row.state.clone());
    let before = group.known.and_then(|entry| entry.state.clone());
    let same = |one: &Slug, two: &Slug| (one == two).then(|| one.clone());
    if let Some((state, Some(_))) = agreed(states, before, "States", &path, known, findings, same) {
        block.say("rico:isAgentAssociatedWithPlace", vec![entry(&format!("place/{state}"))]);
    }
    let life = life(group, &path, known, findings);
    for (property, date) in [("rico:birthDate", life.born), ("rico:deathDate", life.died)] {
        if let Some((date, Some(_))) = date {
            block.say(property, vec![literal(&date.to_string())]);
        }
    }
    let before = if group.known.is_some() { known.objects(&path, SAME_AS) } else { Vec::new() };
    let same = group.rows.iter().flat_map(|row| row.same_as.iter().map(|same| &same.what));
    let new: BTreeSet<&String> = same.filter(|iri| !before.contains(iri)).collect();
    block.say("owl:sameAs", new.into_iter().map(|iri| format!("<{iri}>")).collect());
    let sources: BTreeSet<&str> = group.rows.iter().flat_map(|row| row.source.split('\n')).collect();
    block.say("dcterms:source", sources.into_iter().map(literal).collect());
    (block, life)
}

/// The names that an entry does not have, the first of a new one before all.
fn say_names(block: &mut Block, group: &Group<'_>) {
    let mut have: BTreeSet<String> = BTreeSet::new();
    match (group.known, group.rows.first()) {
        (Some(entry), _) => have.extend(entry.forms.iter().chain(&entry.misspellings).map(|form| folded(form))),
        (None, Some(row)) => {
            have.insert(folded(&row.name));
            block.say("rico:name", vec![literal(&row.name)]);
        }
        (None, None) => {}
    }
    let mut new = |form: &&String| have.insert(folded(form));
    let forms =
        group.rows.iter().flat_map(|row| std::iter::once(&row.name).chain(row.forms.iter().map(|form| &form.what)));
    block.say("skos:altLabel", forms.filter(&mut new).map(|form| literal(form)).collect());
    let wrong = group.rows.iter().flat_map(|row| row.misspellings.iter().map(|form| &form.what));
    block.say("skos:hiddenLabel", wrong.filter(&mut new).map(|form| literal(form)).collect());
}

/// When somebody was born and died; what an entry has already stands, and of two rows that do not agree neither counts.
fn life(group: &Group<'_>, path: &str, known: &Known<'_>, findings: &mut Findings) -> Life {
    let births = group.rows.iter().filter_map(|row| row.born.clone());
    let born = agreed(births, group.known.and_then(|entry| entry.born), "births", path, known, findings, closer);
    let deaths = group.rows.iter().filter_map(|row| row.died.clone());
    let died = agreed(deaths, group.known.and_then(|entry| entry.died), "deaths", path, known, findings, closer);
    let (Some((birth, born_at)), Some((death, died_at))) = (born, died) else { return Life { born, died } };
    if death.compare(birth) != Some(Ordering::Less) {
        return Life { born, died };
    }
    let message = format!("{path} dies before being born: {death} is before {birth}");
    let locate = |spot: Option<Spot>| spot.map_or_else(|| known.locate(path), |spot| findings.locate(spot));
    findings.tell(Fault::Contradiction, locate(died_at), Some(locate(born_at)), message, None);
    let listed = |date: Option<(Date, Option<Spot>)>| date.filter(|(_, at)| at.is_none());
    Life { born: listed(born), died: listed(died) }
}

/// The closer of two dates that can both be true.
pub(super) fn closer(one: &Date, two: &Date) -> Option<Date> {
    let rank = |date: &Date| match date {
        Date::Day(_) => 0,
        Date::Month(..) => 1,
        Date::Year(_) => 2,
        _ => 3,
    };
    one.compare(*two)
        .is_none_or(|order| order == Ordering::Equal)
        .then(|| if rank(two) < rank(one) { *two } else { *one })
}

/// What rows agree on, with its place where it is new. What an entry has already stands against them; where rows do not
/// agree with each other, nothing is taken.
fn agreed<T: Clone + std::fmt::Display>(
    said: impl Iterator<Item = Said<T>>,
    entry: Option<T>,
    what: &str,
    path: &str,
    known: &Known<'_>,
    findings: &mut Findings,
    join: impl Fn(&T, &T) -> Option<T>,
) -> Option<(T, Option<Spot>)> {
    if let Some(entry) = entry {
        for Said { what: other, spot } in said {
            if join(&entry, &other).is_none() {
                let message = format!("two {what} of {path}: {other}, and {entry} before");
                findings.add_both(Fault::Contradiction, spot, known.locate(path), message);
            }
        }
        return Some((entry, None));
    }
    let mut agreed: Option<(T, Spot)> = None;
    let mut broken = false;
    for Said { what: other, spot } in said {
        agreed = Some(match agreed {
            None => (other, spot),
            Some((one, at)) => match join(&one, &other) {
                Some(joined) => (joined, at),
                None => {
                    let message = format!("two {what} of {path}: {other} and {one}; neither was taken");
                    findings.add_both(Fault::Contradiction, spot, findings.locate(at), message);
                    broken = true;
                    (one, at)
                }
            },
        });
    }
    agreed.filter(|_| !broken).map(|(agreed, at)| (agreed, Some(at)))
}
