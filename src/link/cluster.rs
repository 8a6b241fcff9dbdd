//! Mentions that are one person, brought together: carefully, the same whatever the order of the records, and in time that
//! grows little faster than their number.
//!
//! Only people whose family names are alike are ever compared (*blocks*). Within a block those who are named in full come
//! first, and each later mention joins the person it fits by more than [`JOIN`](super::profile::JOIN) bits, if it fits no other nearly as well:
//! `Smith` joins nobody where there are two. People so made are then compared with each other, once within their block and
//! once with those whose names another spelling, order or form brings near.

use super::decided::Decided;
use super::name::Name;
use super::people::{Mention, Number, People, Sort};
use super::profile::{Comparison, Context, JOIN, Profile};
use super::rarity::Rarity;
use crate::recognise::Spellings;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// How many bits more than the next best the best must have.
pub const MARGIN: f32 = 2.0;

/// How many bits make it worth a question whether two are one.
pub const MAYBE: f32 = -5.0;

/// How many questions there are about one person.
const QUESTIONS: usize = 3;

/// How often somebody of the authority files is held to be named elsewhere.
const ELSEWHERE: usize = 8;

/// How many people a name may fit for one to be chosen at all.
const RIVALS: usize = 400;

/// Everybody, brought together.
#[derive(Debug, Default)]
pub struct Clusters {
    /// Each person, in the order of their first mentions' IRIs.
    pub people: Vec<Profile>,
    /// Two who may be one, by their numbers in `people`.
    pub maybe: Vec<(usize, usize, Comparison)>,
}

/// Brings mentions together.
pub fn cluster(context: &Context<'_>, decided: &Decided) -> Clusters {
    let people = context.people;
    let company = Company::of(people, &context.rarity);
    let mut blocks: FxHashMap<&str, Vec<Number>> = FxHashMap::default();
    for (number, mention) in (0..).zip(&people.mentions) {
        if let Some(form) = mention.forms.first().filter(|_| mention.sort != Sort::Unnamed) {
            blocks.entry(&people.names[*form as usize].skeleton).or_default().push(number);
        }
    }
    let mut blocks: Vec<(&str, Vec<Number>)> = blocks.into_iter().filter(|(family, _)| !family.is_empty()).collect();
    blocks.sort_unstable();
    let found: Vec<Block<'_>> = blocks
        .par_iter()
        .map(|(_, numbers)| {
            let mut block = Block::new(context, decided);
            block.gather(numbers, &company);
            block
        })
        .collect();
    let mut people: Vec<Profile> = Vec::new();
    for block in found {
        people.extend(block.people);
    }
    unite(&mut people, context.people, decided);
    across(&mut people, context, decided);
    people.sort_unstable_by(|one, other| one.members.cmp(&other.members));
    let maybe = questions(&people, context, decided);
    Clusters { people, maybe }
}

/// Makes one of all that are one by decision, in whatever blocks their names put them, unnamed people too.
fn unite(people: &mut Vec<Profile>, all: &People, decided: &Decided) {
    let mut of_group: FxHashMap<usize, usize> = FxHashMap::default();
    for at in 0..people.len() {
        let groups = people[at].members.iter().filter_map(|member| decided.group_of.get(member)).copied();
        for group in groups.collect::<Vec<_>>() {
            let first = *of_group.entry(group).or_insert(at);
            if first != at {
                let given = std::mem::take(&mut people[at]);
                people[first].add(&given);
                break;
            }
        }
    }
    people.retain(|person| !person.members.is_empty());
    for group in &decided.groups {
        let unnamed = group.iter().filter(|number| all.mentions[**number as usize].sort == Sort::Unnamed);
        for number in unnamed {
            let profile = Profile::of(*number, &all.mentions[*number as usize], &[]);
            let with =
                people.iter_mut().find(|person| group.iter().any(|one| person.members.binary_search(one).is_ok()));
            match with {
                Some(person) => person.add(&profile),
                None => people.push(profile),
            }
        }
    }
}

/// Who is named beside whom, by family names that tell something.
struct Company {
    of: FxHashMap<Number, Vec<(Number, Number)>>,
}

impl Company {
    fn of(people: &People, rarity: &Rarity) -> Self {
        let mut families: FxHashMap<&str, Number> = FxHashMap::default();
        let mut of: FxHashMap<Number, Vec<(Number, Number)>> = FxHashMap::default();
        for (number, mention) in (0..).zip(&people.mentions) {
            let Some(form) = mention.forms.first() else { continue };
            if rarity.is_common_family(*form) {
                continue;
            }
            let next = families.len() as Number;
            let family = *families.entry(&people.names[*form as usize].skeleton).or_insert(next);
            for record in &mention.records {
                of.entry(*record).or_default().push((number, family));
            }
        }
        Self { of }
    }

    fn of_mention(&self, number: Number, mention: &Mention) -> Vec<Number> {
        let all = mention.records.iter().filter_map(|record| self.of.get(record)).flatten();
        let mut beside: Vec<Number> =
            all.filter(|(other, _)| *other != number).map(|(_, family)| *family).take(64).collect();
        beside.sort_unstable();
        beside.dedup();
        beside
    }
}

/// The people of one block.
struct Block<'a> {
    context: &'a Context<'a>,
    decided: &'a Decided,
    people: Vec<Profile>,
    /// The people who have a given name with an initial; 0 for those who have a form without any.
    by_initial: FxHashMap<u8, Vec<usize>>,
    /// The people who have a form.
    by_form: FxHashMap<Number, Vec<usize>>,
}

impl<'a> Block<'a> {
    fn new(context: &'a Context<'a>, decided: &'a Decided) -> Self {
        Self { context, decided, people: Vec::new(), by_initial: FxHashMap::default(), by_form: FxHashMap::default() }
    }

    fn gather(&mut self, numbers: &[Number], company: &Company) {
        let people = self.context.people;
        let mut order = numbers.to_vec();
        order.sort_by_cached_key(|number| {
            let mention = &people.mentions[*number as usize];
            let beyond = mention.forms.first().map_or(0.0, |form| self.context.rarity.beyond(*form));
            let known = mention.words.len() + mention.offices.len();
            (mention.sort, Reverse((beyond * 16.0) as i32), Reverse(known), *number)
        });
        let mut waiting = Vec::new();
        let mut done = FxHashSet::default();
        for number in &order {
            // who is one by decision is one before anybody else is asked
            let Some(group) = self.decided.group_of.get(number).filter(|group| done.insert(**group)) else { continue };
            let members = self.decided.groups[*group].iter().filter(|member| numbers.binary_search(member).is_ok());
            let mut united = Profile::default();
            for member in members {
                let mention = &people.mentions[*member as usize];
                united.add(&Profile::of(*member, mention, &company.of_mention(*member, mention)));
            }
            self.found(united);
        }
        for number in order {
            if self.decided.group_of.contains_key(&number) {
                continue;
            }
            let mention = &people.mentions[number as usize];
            let profile = Profile::of(number, mention, &company.of_mention(number, mention));
            match self.place(&profile) {
                Place::With(at) => self.join(at, &profile),
                Place::Alone => self.found(profile),
                Place::Open => waiting.push(profile),
            }
        }
        self.merge();
        for profile in waiting {
            match self.place(&profile) {
                Place::With(at) => self.join(at, &profile),
                Place::Alone | Place::Open => self.found(profile),
            }
        }
    }

    /// Where a mention belongs.
    fn place(&self, profile: &Profile) -> Place {
        let rivals = self.rivals(profile);
        if rivals.len() > RIVALS {
            return Place::Alone;
        }
        let mut best: Option<(f32, bool, usize)> = None;
        let mut next: Option<(f32, usize)> = None;
        for at in rivals {
            let Some(found) = self.compare(&self.people[at], profile) else { continue };
            let odds = found.weight + often(&self.people[at]);
            // of two that are equal the first stays, which is the one that was named most fully
            if best.is_none_or(|(most, ..)| odds > most) {
                next = best.map(|(odds, _, at)| (odds, at));
                best = Some((odds, found.joins(), at));
            } else if next.is_none_or(|(second, _)| odds > second) {
                next = Some((odds, at));
            }
        }
        match (best, next) {
            (None, _) => Place::Alone,
            (Some((_, false, _)), _) => Place::Alone,
            (Some((most, _, at)), Some((second, other))) if most - second < MARGIN => {
                if may_be_one(&self.people[at], &self.people[other], self.context, self.decided) {
                    Place::With(at)
                } else {
                    Place::Open
                }
            }
            (Some((_, _, at)), _) => Place::With(at),
        }
    }

    /// Those whom a mention may be, as far as given names tell.
    fn rivals(&self, profile: &Profile) -> Vec<usize> {
        let rare = profile.forms().iter().filter(|form| self.context.rarity.beyond(**form) >= 3.0);
        let exact: FxHashSet<usize> = rare.filter_map(|form| self.by_form.get(form)).flatten().copied().collect();
        if !exact.is_empty() {
            return in_order(exact.into_iter().collect());
        }
        let mut rivals: Vec<usize> = Vec::new();
        for key in keys(profile, self.context.people) {
            if key == ANY {
                return (0..self.people.len()).collect();
            }
            rivals.extend(self.by_initial.get(&key).into_iter().flatten());
        }
        rivals.extend(self.by_initial.get(&ANY).into_iter().flatten());
        in_order(rivals)
    }

    fn compare(&self, one: &Profile, other: &Profile) -> Option<Comparison> {
        compare(one, other, self.context, self.decided)
    }

    fn found(&mut self, profile: Profile) {
        self.people.push(profile);
        self.register(self.people.len() - 1);
    }

    fn join(&mut self, at: usize, profile: &Profile) {
        let forms = self.people[at].forms().len();
        self.people[at].add(profile);
        if self.people[at].forms().len() > forms {
            self.register(at);
        }
    }

    fn register(&mut self, at: usize) {
        for key in keys(&self.people[at], self.context.people) {
            let list = self.by_initial.entry(key).or_default();
            if !list.contains(&at) {
                list.push(at);
            }
        }
        for form in self.people[at].forms() {
            let list = self.by_form.entry(*form).or_default();
            if !list.contains(&at) {
                list.push(at);
            }
        }
    }

    /// Joins people who turned out to be one, the surest first.
    fn merge(&mut self) {
        let mut pairs = FxHashSet::default();
        for at in 0..self.people.len() {
            let rivals = self.rivals(&self.people[at]);
            if rivals.len() <= RIVALS {
                pairs.extend(
                    rivals.into_iter().filter(|other| *other != at).map(|other| (at.min(other), at.max(other))),
                );
            }
        }
        let kept = merge(&mut self.people, pairs, self.context, self.decided);
        self.people = kept;
        self.by_initial.clear();
        self.by_form.clear();
        (0..self.people.len()).for_each(|at| self.register(at));
    }
}

/// How many bits it tells for somebody to be named often: whoever is, is the likelier to be named once more. Who stands in
/// the authority files is named often elsewhere.
fn often(profile: &Profile) -> f32 {
    let elsewhere = if profile.in_authority { ELSEWHERE } else { 0 };
    ((profile.members.len() + elsewhere) as f32).log2()
}

/// Where a mention belongs.
enum Place {
    /// With this person.
    With(usize),
    /// With nobody known.
    Alone,
    /// With one of several.
    Open,
}

fn compare(one: &Profile, other: &Profile, context: &Context<'_>, decided: &Decided) -> Option<Comparison> {
    if decided.forbids(one, other) {
        return None;
    }
    one.compare(other, context)
}

/// Whether nothing speaks strongly against two being one, though it may not be known.
fn may_be_one(one: &Profile, other: &Profile, context: &Context<'_>, decided: &Decided) -> bool {
    compare(one, other, context, decided).is_some_and(|found| found.weight >= JOIN - MARGIN)
}

/// Joins those of the pairs who are one person, the surest first; where one fits two who are not one, neither.
fn merge(
    people: &mut Vec<Profile>,
    pairs: FxHashSet<(usize, usize)>,
    context: &Context<'_>,
    decided: &Decided,
) -> Vec<Profile> {
    let mut fits: Vec<(usize, usize, f32, bool)> = pairs
        .into_iter()
        .filter_map(|(one, other)| {
            let found = compare(&people[one], &people[other], context, decided)?;
            (found.weight >= JOIN - MARGIN).then_some((one, other, found.weight, found.joins()))
        })
        .collect();
    fits.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut with: FxHashMap<usize, Vec<(usize, f32)>> = FxHashMap::default();
    for (one, other, weight, _) in &fits {
        with.entry(*one).or_default().push((*other, *weight));
        with.entry(*other).or_default().push((*one, *weight));
    }
    let mut parent: Vec<usize> = (0..people.len()).collect();
    for (one, other, weight, _) in fits.iter().filter(|(.., joins)| *joins) {
        let (a, b) = (root(&mut parent, *one), root(&mut parent, *other));
        if a == b {
            continue;
        }
        let rivalled = [(*one, b), (*other, a)].into_iter().any(|(of, joined)| {
            let rivals = with.get(&of).into_iter().flatten();
            let odds = weight + often(&people[joined]);
            rivals.into_iter().any(|(rival, theirs)| {
                let rival = root(&mut parent.clone(), *rival);
                rival != a
                    && rival != b
                    && theirs + often(&people[rival]) > odds - MARGIN
                    && !may_be_one(&people[rival], &people[joined], context, decided)
            })
        });
        let still = || compare(&people[a], &people[b], context, decided).is_some_and(|found| found.joins());
        if !rivalled && still() {
            let (keep, give) = (a.min(b), a.max(b));
            let given = std::mem::take(&mut people[give]);
            people[keep].add(&given);
            parent[give] = keep;
        }
    }
    std::mem::take(people).into_iter().filter(|profile| !profile.members.is_empty()).collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// Joins people of different blocks whom another form, another spelling or another order of a name brings together.
fn across(people: &mut Vec<Profile>, context: &Context<'_>, decided: &Decided) {
    let names = &context.people.names;
    people.sort_unstable_by(|one, other| one.members.cmp(&other.members));
    let mut by_key: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, person) in people.iter().enumerate() {
        for form in person.forms() {
            let name = &names[*form as usize];
            for key in [&name.skeleton, &name.family, &name.sorted].into_iter().chain(&name.aside).chain(&name.short) {
                let list = by_key.entry(key).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
    }
    let mut keys: Vec<&str> = by_key.keys().copied().collect();
    keys.sort_unstable();
    let spellings = Spellings::new(keys.iter().map(|key| (*key).into()).collect(), 6..=30);
    let block = |at: usize| people[at].forms().first().map(|form| &names[*form as usize].skeleton);
    let mut pairs = FxHashSet::default();
    let mut add = |ones: &[usize], others: &[usize]| {
        if ones.len() * others.len() > RIVALS * RIVALS {
            return;
        }
        for one in ones {
            for other in others {
                if one != other
                    && block(*one) != block(*other)
                    && may_share_given(&people[*one], &people[*other], names)
                {
                    pairs.insert((*one.min(other), *one.max(other)));
                }
            }
        }
    };
    for (number, key) in keys.iter().enumerate() {
        add(&by_key[key], &by_key[key]);
        spellings.near(key, |near| {
            if near > number {
                add(&by_key[key], &by_key[keys[near]]);
            }
        });
    }
    *people = merge(people, pairs, context, decided);
}

/// Whether two have a given name with the same initial, or none.
fn may_share_given(one: &Profile, other: &Profile, names: &[Name]) -> bool {
    let initials = |profile: &Profile| {
        let given = profile.forms().iter().flat_map(|form| &names[*form as usize].given);
        given.filter_map(|part| part.chars().next()).collect::<Vec<_>>()
    };
    let (one, other) = (initials(one), initials(other));
    one.is_empty() || other.is_empty() || one.iter().any(|initial| other.contains(initial))
}

/// Who may be one with whom, though it is not sure: the best few for each.
fn questions(people: &[Profile], context: &Context<'_>, decided: &Decided) -> Vec<(usize, usize, Comparison)> {
    let names = &context.people.names;
    let mut by_family: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, person) in people.iter().enumerate() {
        let families: FxHashSet<&str> = person.forms().iter().map(|form| &*names[*form as usize].skeleton).collect();
        for family in families {
            by_family.entry(family).or_default().push(at);
        }
    }
    let mut found: Vec<(usize, usize, Comparison)> = people
        .par_iter()
        .enumerate()
        .flat_map_iter(|(at, person)| {
            let families: FxHashSet<&str> =
                person.forms().iter().map(|form| &*names[*form as usize].skeleton).collect();
            let near: Vec<usize> = families.iter().flat_map(|family| &by_family[family]).copied().collect();
            let mut best: Vec<(usize, usize, Comparison)> = Vec::new();
            if near.len() <= RIVALS {
                for other in in_order(near).into_iter().filter(|other| *other != at) {
                    if let Some(comparison) = compare(person, &people[other], context, decided)
                        && comparison.weight >= MAYBE
                    {
                        best.push((at.min(other), at.max(other), comparison));
                    }
                }
            }
            best.sort_by(|a, b| b.2.weight.total_cmp(&a.2.weight).then((a.0, a.1).cmp(&(b.0, b.1))));
            best.truncate(QUESTIONS);
            best
        })
        .collect();
    found.sort_by_key(|(one, other, _)| (*one, *other));
    found.dedup_by_key(|(one, other, _)| (*one, *other));
    found
}

/// The key of those who are named without any given name.
const ANY: u8 = 0;

/// The initials that somebody's given names may have, short forms included.
fn keys(profile: &Profile, people: &People) -> Vec<u8> {
    let mut keys: Vec<u8> = profile.forms().iter().flat_map(|form| people.names[*form as usize].initials()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn in_order(mut list: Vec<usize>) -> Vec<usize> {
    list.sort_unstable();
    list.dedup();
    list
}
