//! Who is who: rows of one person become one, and those of two stay two.
//!
//! Rows are one person where they share a key or an identifier, or the full name and the year of birth; an entry that is
//! there already is the person of the rows whose record it cites. A name alone joins nobody.

use super::draft::{Person, Said, Tenure, same_name};
use super::finding::{Fault, Findings, Spot};
use super::known::{Known, SAME_AS, SOURCE, slug_of};
use super::things::mint_slug;
use crate::claim::Slug;
use crate::date::Date;
use crate::error::Locator;
use crate::resolve::authority::PersonEntry;
use crate::resolve::folded;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The rows of one person, and the entry that they are about, if there is one.
#[derive(Debug)]
pub(super) struct Group<'d> {
    pub rows: Vec<&'d Person>,
    pub known: Option<&'d PersonEntry>,
    pub slug: Slug,
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
pub(super) fn groups<'d>(
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
pub(super) struct Names {
    by_name: HashMap<String, Vec<usize>>,
    by_slug: HashMap<Slug, usize>,
}

impl Names {
    pub fn new(groups: &[Group<'_>]) -> Self {
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
pub(super) fn holder<'d>(
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
pub(super) fn namesakes(groups: &[Group<'_>], known: &Known<'_>, findings: &mut Findings) {
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
pub(super) fn shared_forms(groups: &[Group<'_>], known: &Known<'_>, findings: &mut Findings) {
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
