//! Persons: rows of one person become one entry, and those of two stay two.
//!
//! Rows are one person where they share a key or an identifier, or the full name and the year of birth; an entry that is
//! there already is the person of the rows whose record it cites. A name alone joins nobody.

use super::draft::{Person, Said, Tenure, same_name};
use super::finding::{Fault, Findings, Spot};
use super::known::{Known, SAME_AS, SOURCE, slug_of};
use super::things::{Blocks, mint_slug};
use super::turtle::{Block, entry, literal};
use crate::claim::{Body, Position, Slug};
use crate::date::Date;
use crate::error::Locator;
use crate::resolve::authority::PersonEntry;
use crate::resolve::folded;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// What came of the persons.
#[derive(Debug, Default)]
pub(super) struct People {
    pub blocks: Blocks,
    /// The offices that are named in no file before.
    pub offices: BTreeMap<String, Position>,
    /// Persons who are new, and persons of the authority files that rows were joined to.
    pub new: usize,
    pub joined: usize,
    /// Tenures that are new.
    pub tenures: usize,
    /// Rows that were joined to an entry or to a row before them.
    pub merged: usize,
}

/// The rows of one person, and the entry that they are about, if there is one.
#[derive(Debug)]
struct Group<'d> {
    rows: Vec<&'d Person>,
    known: Option<&'d PersonEntry>,
    slug: Slug,
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
        let kept = kept(group, tenures, life, known, findings);
        match group.known {
            None => people.new += 1,
            Some(_) if !group.rows.is_empty() => people.joined += 1,
            Some(_) => {}
        }
        if block.class.is_some() || block.lines.len() > 1 {
            people.blocks.insert(path.clone(), block);
        }
        let free = |number: &usize| {
            group.known.is_none() || known.authority.describe(&format!("{path}#office-{number}")).is_empty()
        };
        for (tenure, number) in kept.into_iter().zip((1..).filter(free)) {
            people.tenures += 1;
            let position = position(&tenure);
            held.entry(position.clone()).or_default().push(Held {
                slug: group.slug.clone(),
                from: tenure.from,
                until: tenure.until,
                place: findings.locate(tenure.spot),
                spot: Some(tenure.spot),
            });
            people.blocks.insert(format!("{path}#office-{number}"), tenure_block(&path, &position, &tenure));
            if known.authority.name(&format!("position/{position}")).is_none() {
                people.offices.insert(position, tenure.position);
            }
        }
    }
    overlaps(held, known, findings);
    people
}

/// A union of rows and entries, by number.
struct Union(Vec<usize>);

impl Union {
    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// The first is the root: an entry, or the earliest row.
    fn join(&mut self, one: usize, two: usize) {
        let (one, two) = (self.root(one), self.root(two));
        self.0[one.max(two)] = one.min(two);
    }
}

/// Rows by the person they are of, and the numbers of the groups by their keys.
fn groups<'d>(
    drafts: &'d [Person],
    known: &'d Known<'d>,
    findings: &mut Findings,
) -> (Vec<Group<'d>>, HashMap<String, usize>) {
    let entries = known.authority.persons();
    let first = entries.len();
    let mut union = Union((0..first + drafts.len()).collect());
    let mut owners = entry_keys(entries, known);
    let cited = cited(drafts);
    for (draft, at) in drafts.iter().zip(first..) {
        if cited.contains(draft.source.as_str())
            && let Some(Some(entry)) = owners.get(&format!("source {}", draft.source))
        {
            union.join(*entry, at);
        }
        if let Some(same) = &draft.same
            && let Ok(entry) = entries.binary_search_by(|entry| entry.slug.as_str().cmp(same))
        {
            union.join(entry, at);
        }
        for key in row_keys(draft) {
            match owners.get(&key) {
                Some(Some(owner)) => union.join(*owner, at),
                Some(None) => {}
                None => {
                    owners.insert(key, Some(at));
                }
            }
        }
    }
    let slugs = declared_slugs(drafts, entries, &mut union, known, findings);
    // two entries that are there already are two persons, whatever a row says
    let mut known_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for entry in 0..first {
        let root = union.root(entry);
        known_of.entry(root).or_default().push(entry);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for row in 0..drafts.len() {
        if slugs.get(&row) == Some(&None) {
            continue;
        }
        let root = union.root(first + row);
        members.entry(root).or_default().push(row);
    }
    let (mut groups, mut numbers) = (Vec::new(), HashMap::new());
    for (root, rows) in members {
        let entry = match known_of.get(&root).map(Vec::as_slice) {
            None => None,
            Some([entry]) => entries.get(*entry),
            Some(several) => {
                let paths: Vec<String> = several.iter().map(|at| format!("person/{}", entries[*at].slug)).collect();
                let message = format!("these rows join {}, which are two persons", paths.join(" and "));
                for row in rows {
                    let there = paths.first().map(|path| known.locate(path)).unwrap_or_default();
                    findings.add_both(Fault::Contradiction, drafts[row].spot, there, message.clone());
                }
                continue;
            }
        };
        numbers.insert(root, groups.len());
        let mut declared = rows.iter().filter_map(|row| slugs.get(row)?.clone().map(|slug| (slug, &drafts[*row])));
        let first = declared.next();
        let slug = first.as_ref().map(|(slug, _)| slug.clone()).unwrap_or_default();
        if let Some((first, one)) = &first
            && let Some((other, two)) = declared.find(|(other, _)| other != first)
        {
            let message = format!("one person has two slugs, {first} and {other}: the first was taken");
            findings.add_both(Fault::Slug, two.spot, findings.locate(one.spot), message);
        }
        groups.push(Group { rows: rows.iter().map(|row| &drafts[*row]).collect(), known: entry, slug });
    }
    name_apart(&mut groups, known);
    let mut by_key = HashMap::new();
    for (key, owner) in owners {
        if let Some(group) = owner.and_then(|owner| numbers.get(&union.root(owner))) {
            by_key.insert(key, *group);
        }
    }
    (groups, by_key)
}

/// What the entries are known by; nothing that two of them have.
fn entry_keys(entries: &[PersonEntry], known: &Known<'_>) -> HashMap<String, Option<usize>> {
    let mut owners: HashMap<String, Option<usize>> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let path = format!("person/{}", entry.slug);
        let same = known.objects(&path, SAME_AS).into_iter().map(|iri| format!("same {iri}"));
        let sources = known.objects(&path, SOURCE).into_iter().map(|source| format!("source {source}"));
        let born = entry.forms.iter().filter(|form| form.contains(' ')).filter_map(|form| born_key(form, entry.born));
        let keys: BTreeSet<String> = same.chain(sources).chain(born).collect();
        for key in keys {
            owners.entry(key).and_modify(|owner| *owner = None).or_insert(Some(at));
        }
    }
    owners
}

/// The sources that are the record of one person: an entry that cites it is that person. A source that is a volume, or the
/// dataset as a whole, tells nothing.
fn cited(drafts: &[Person]) -> BTreeSet<&str> {
    let mut persons: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for draft in drafts.iter().filter(|draft| draft.own_source) {
        let person = draft.keys.first().unwrap_or(&draft.name);
        persons.entry(&draft.source).or_default().insert(person);
    }
    persons.into_iter().filter(|(_, persons)| persons.len() == 1).map(|(source, _)| source).collect()
}

/// What a row is known by.
fn row_keys(draft: &Person) -> Vec<String> {
    let keys = draft.keys.iter().map(|key| format!("key {key}"));
    let same = draft.same_as.iter().map(|same| format!("same {}", same.what));
    let born = born_key(&draft.name, draft.born.as_ref().map(|born| born.what));
    keys.chain(same).chain(born).collect()
}

/// A full name and a year of birth, which together are one person.
fn born_key(name: &str, born: Option<Date>) -> Option<String> {
    use chrono::Datelike;
    let year = born?.first()?.year();
    Some(format!("born {} {year}", folded(name).to_lowercase()))
}

/// The slugs that rows name themselves; `None` for a row that must be passed over, since somebody else has its slug.
fn declared_slugs(
    drafts: &[Person],
    entries: &[PersonEntry],
    union: &mut Union,
    known: &Known<'_>,
    findings: &mut Findings,
) -> HashMap<usize, Option<Slug>> {
    let mut slugs = HashMap::new();
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for (row, draft) in drafts.iter().enumerate() {
        let Some(Said { what: slug, spot }) = &draft.slug else { continue };
        let at = entries.len() + row;
        let entry = entries.binary_search_by(|entry| entry.slug.as_str().cmp(slug)).ok();
        let owner = entry.or_else(|| owners.get(slug.as_str()).copied());
        let (agree, there) = match owner {
            None => (true, Locator::default()),
            Some(owner) => match owner.checked_sub(entries.len()).and_then(|row| drafts.get(row)) {
                Some(other) => (same_name(&other.name, &draft.name), findings.locate(other.spot)),
                None => {
                    let entry = &entries[owner];
                    let named = entry.forms.iter().any(|form| same_name(form, &draft.name));
                    (named, known.locate(&format!("person/{}", entry.slug)))
                }
            },
        };
        let joined = owner.is_some_and(|owner| union.root(owner) == union.root(at));
        if let Some(owner) = owner {
            if !agree && !joined {
                let message = format!("the slug {slug} is another person's, and “{}” was passed over", draft.name);
                findings.add_both(Fault::Slug, *spot, there, message);
                slugs.insert(row, None);
                continue;
            }
            union.join(owner, at);
        } else {
            owners.insert(slug, at);
        }
        slugs.insert(row, Some(Slug::new(slug)));
    }
    slugs
}

/// Gives each person a slug that nobody else has: that of the name; where several would have it, with the year of birth,
/// the dataset's own key or a number.
fn name_apart(groups: &mut [Group<'_>], known: &Known<'_>) {
    use chrono::Datelike;
    let mut taken: BTreeSet<Slug> = known.authority.persons().iter().map(|person| person.slug.clone()).collect();
    let mut wanted: HashMap<Slug, usize> = HashMap::new();
    for group in groups.iter_mut() {
        if let Some(entry) = group.known {
            group.slug.clone_from(&entry.slug);
        } else if group.slug.is_empty() {
            if let Some(row) = group.rows.first() {
                *wanted.entry(mint_slug(&row.name)).or_default() += 1;
            }
        } else {
            taken.insert(group.slug.clone());
        }
    }
    for group in groups.iter_mut().filter(|group| group.slug.is_empty()) {
        let Some(row) = group.rows.first() else { continue };
        let plain = mint_slug(&row.name);
        let alone = wanted.get(&plain) == Some(&1);
        let year = group.rows.iter().find_map(|row| Some(row.born.as_ref()?.what.first()?.year()));
        let key = group.rows.iter().flat_map(|row| &row.keys).next();
        let suffixes =
            [year.map(|year| year.to_string()), key.map(|key| mint_slug(key).to_string())].into_iter().flatten();
        let with = |suffix: String| Slug::new(format!("{plain}-{suffix}"));
        let numbers = (2..).map(|number: usize| with(number.to_string()));
        let plain_if_alone = alone.then(|| plain.clone());
        let mut candidates = plain_if_alone.into_iter().chain(suffixes.map(with)).chain([plain.clone()]).chain(numbers);
        if let Some(slug) = candidates.find(|slug| !taken.contains(slug)) {
            taken.insert(slug.clone());
            group.slug = slug;
        }
    }
}

/// Groups by their full names and by their slugs.
struct Names {
    by_name: HashMap<String, Vec<usize>>,
    by_slug: HashMap<Slug, usize>,
}

impl Names {
    fn new(groups: &[Group<'_>]) -> Self {
        let mut names: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, group) in groups.iter().enumerate() {
            for name in group.rows.iter().map(|row| &row.name).chain(group.known.iter().map(|entry| &entry.name)) {
                let groups = names.entry(folded(name).to_lowercase()).or_default();
                if !groups.contains(&at) {
                    groups.push(at);
                }
            }
        }
        let by_slug = groups.iter().zip(0..).map(|(group, at)| (group.slug.clone(), at)).collect();
        Self { by_name: names, by_slug }
    }
}

/// The group of the person whom a row names as the holder of an office: by key, by slug, or by a name that one person has.
fn holder<'d>(
    tenure: &Tenure,
    by_key: &HashMap<String, usize>,
    names: &mut Names,
    groups: &mut Vec<Group<'d>>,
    known: &'d Known<'d>,
) -> Result<usize, String> {
    let holder = tenure.holder.as_ref().map(|holder| holder.what.as_str()).unwrap_or_default();
    if let Some(at) = by_key.get(&format!("key {holder}")).or_else(|| by_key.get(&format!("same {holder}"))) {
        return Ok(*at);
    }
    let slug = slug_of(holder, "person/");
    if let Some(at) = names.by_slug.get(slug) {
        return Ok(*at);
    }
    let entry = known.authority.person(slug);
    let named = names.by_name.get(&folded(holder).to_lowercase()).map(Vec::as_slice).unwrap_or_default();
    let listed = known.authority.persons_by_form(holder);
    let others: Vec<&PersonEntry> =
        entry.into_iter().chain(listed).filter(|entry| named.iter().all(|at| groups[*at].slug != entry.slug)).collect();
    match (named, &others[..]) {
        ([at], []) => Ok(*at),
        ([], [entry]) => Ok(*names.by_slug.entry(entry.slug.clone()).or_insert_with(|| {
            groups.push(Group { rows: Vec::new(), known: Some(entry), slug: entry.slug.clone() });
            groups.len() - 1
        })),
        ([], []) => Err(format!("nobody is known as “{holder}”, who is said to have held an office")),
        _ => Err(format!("several persons are known as “{holder}”, and one of them is said to have held an office")),
    }
}

/// Tells of persons who stay apart though their names, or the slugs of them, are the same.
fn namesakes(groups: &[Group<'_>], known: &Known<'_>, findings: &mut Findings) {
    let mut by_name: BTreeMap<Slug, Vec<(&Slug, &Person)>> = BTreeMap::new();
    for group in groups {
        if let (None, Some(row)) = (group.known, group.rows.first()) {
            by_name.entry(mint_slug(&row.name)).or_default().push((&group.slug, *row));
        }
    }
    for (plain, new) in &by_name {
        // whoever was there before comes first
        let names = new.iter().flat_map(|(_, row)| known.authority.persons_by_form(&row.name));
        let old = known.authority.person(plain).into_iter().chain(names).next();
        let (first, there, others) = match (old, &new[..]) {
            (Some(old), all) => (&old.slug, known.locate(&format!("person/{}", old.slug)), all),
            (None, [(slug, row), others @ ..]) => (*slug, findings.locate(row.spot), others),
            (None, []) => continue,
        };
        for (slug, row) in others {
            let message = format!("person/{slug} has the name of person/{first}, and nothing tells that they are one");
            let help = "if they are, say so below [same] in the mapping, or give both the same key";
            findings.tell(Fault::Namesakes, findings.locate(row.spot), Some(there.clone()), message, Some(help));
        }
    }
}

/// Tells of forms that two persons have.
fn shared_forms(groups: &[Group<'_>], known: &Known<'_>, findings: &mut Findings) {
    let mut owners: BTreeMap<String, (Slug, Spot, String)> = BTreeMap::new();
    for group in groups {
        let mut mine = BTreeSet::new();
        for row in &group.rows {
            let forms = row.forms.iter().chain(&row.misspellings);
            let name = std::iter::once((&row.name, row.spot));
            for (form, spot) in name.chain(forms.map(|form| (&form.what, form.spot))) {
                let key = folded(form);
                if !mine.insert(key.clone()) {
                    continue;
                }
                let other = known.authority.persons_by_form(form).into_iter().find(|entry| entry.slug != group.slug);
                if let Some(other) = other {
                    let path = format!("person/{}", other.slug);
                    let message = format!("“{form}” is a form of person/{} and of {path}", group.slug);
                    findings.add_both(Fault::SharedForm, spot, known.locate(&path), message);
                } else if let Some((other, there, _)) = owners.get(&key) {
                    let message = format!("“{form}” is a form of person/{} and of person/{other}", group.slug);
                    findings.add_both(Fault::SharedForm, spot, findings.locate(*there), message);
                } else {
                    owners.insert(key, (group.slug.clone(), spot, form.clone()));
                }
            }
        }
    }
}

/// When somebody was born and died, as far as that is agreed on.
#[derive(Clone, Copy, Debug, Default)]
struct Life {
    born: Option<(Date, Option<Spot>)>,
    died: Option<(Date, Option<Spot>)>,
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
fn closer(one: &Date, two: &Date) -> Option<Date> {
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

/// The tenures that can be true and that the entry does not have, in the order of their beginnings, those that rows repeat
/// once.
fn kept(
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
fn position(tenure: &Tenure) -> String {
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

fn tenure_block(path: &str, position: &str, tenure: &Tenure) -> Block {
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
struct Held {
    slug: Slug,
    from: Option<Date>,
    until: Option<Date>,
    place: Locator,
    /// Where a row says so; an entry of the authority files has none.
    spot: Option<Spot>,
}

/// Tells of two who hold an office at one time that has one holder. Both are kept: handing over takes time, and which of
/// two dates is wrong cannot be seen here.
fn overlaps(held: BTreeMap<String, Vec<Held>>, known: &Known<'_>, findings: &mut Findings) {
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
