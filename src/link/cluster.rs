//! Mentions that are one person, brought together: carefully, the same whatever the order of the records, and in time that
//! grows little faster than their number.
//!
//! Only people whose family names are alike are ever compared (*blocks*). Within a block those who are named in full come
//! first, and each later mention joins the person it fits by more than [`JOIN`] bits, if it fits no other nearly as well:
//! `Smith` joins nobody where there are two. People so made are then compared with each other, once within their block and
//! once with those whose names another spelling, order or form brings near.

use super::decided::Decided;
use super::given::ByGiven;
use super::name::Name;
use super::people::{Mention, Number, People};
use super::profile::{Comparison, Context, JOIN, Profile};
use super::rarity::Rarity;
use crate::recognise::{LETTERS, Spellings};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// How many bits more than the next best the best must have.
pub const MARGIN: f32 = 2.0;

/// How many bits make it worth a question whether two are one.
pub const MAYBE: f32 = -2.0;

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
    /// Who is named beside whom.
    pub(super) company: Company,
}

/// Brings mentions together, of those families that are asked for.
pub fn cluster(context: &Context<'_>, decided: &Decided, asked: &dyn Fn(&str) -> bool) -> Clusters {
    let people = context.people;
    let company = Company::of(people, context.rarity);
    let mut blocks: FxHashMap<&str, Vec<Number>> = FxHashMap::default();
    let family = |number: Number| people.family(&people.mentions[number as usize]);
    for number in 0..people.mentions.len() as Number {
        // all who are one by decision are in one block, whatever their names
        let family = match decided.group_of(number) {
            Some(group) => group.iter().find_map(|one| family(*one)),
            None => family(number),
        };
        if let Some(family) = family {
            blocks.entry(family).or_default().push(number);
        }
    }
    let mut blocks: Vec<(&str, Vec<Number>)> = blocks.into_iter().filter(|(family, _)| asked(family)).collect();
    blocks.sort_unstable();
    let found: Vec<Block<'_>> = blocks
        .par_iter()
        .map(|(_, numbers)| {
            let mut block = Block::new(context, decided);
            block.gather(numbers, &company);
            block
        })
        .collect();
    let mut people: Vec<Profile> = found.into_iter().flat_map(|block| block.people).collect();
    // those of whom decisions tell that they are one, and nobody a name
    let nameless = decided.groups.iter().filter(|group| group.iter().all(|one| family(*one).is_none()));
    people.extend(nameless.map(|group| united(group, context.people, &company)));
    across(&mut people, context, decided);
    people.sort_unstable_by(|one, other| one.members.cmp(&other.members));
    let maybe = questions(&people, context, decided);
    Clusters { people, maybe, company }
}

/// All who are one by decision as one person, unnamed people too.
fn united(group: &[Number], people: &People, company: &Company) -> Profile {
    let mut united = Profile::default();
    for number in group {
        let mention = &people.mentions[*number as usize];
        united.add(&Profile::of(*number, mention, &company.of_mention(*number, mention)));
    }
    united
}

/// How many that one is named beside are kept in mind.
const COMPANY: usize = 64;

/// Who is named beside whom, by family names that tell something.
#[derive(Debug, Default)]
pub(super) struct Company {
    of: FxHashMap<Number, Vec<(Number, Number)>>,
}

impl Company {
    fn of(people: &People, rarity: &Rarity) -> Self {
        let form_of =
            |mention: &Mention| mention.forms.first().copied().filter(|form| !rarity.of_form(*form).is_common_family());
        let family = |form: Number| &*people.names[form as usize].skeleton;
        // numbered by the alphabet, so that of many the same are kept whoever else is there
        let families = in_order(people.mentions.iter().filter_map(form_of).map(family).collect());
        let numbers: FxHashMap<&str, Number> = families.into_iter().zip(0..).collect();
        let mut of: FxHashMap<Number, Vec<(Number, Number)>> = FxHashMap::default();
        for (number, mention) in (0..).zip(&people.mentions) {
            let Some(form) = form_of(mention) else { continue };
            for record in &mention.records {
                of.entry(*record).or_default().push((number, numbers[family(form)]));
            }
        }
        Self { of }
    }

    pub(super) fn of_mention(&self, number: Number, mention: &Mention) -> Vec<Number> {
        let all = mention.records.iter().filter_map(|record| self.of.get(record)).flatten();
        let mut beside: Vec<Number> = all.filter(|(other, _)| *other != number).map(|(_, family)| *family).collect();
        beside.sort_unstable();
        beside.dedup();
        beside.truncate(COMPANY);
        beside
    }
}

/// The people of one block.
struct Block<'a> {
    context: &'a Context<'a>,
    decided: &'a Decided,
    people: Vec<Profile>,
    by_given: ByGiven<'a>,
    /// The people who have a form.
    by_form: FxHashMap<Number, Vec<usize>>,
}

impl<'a> Block<'a> {
    fn new(context: &'a Context<'a>, decided: &'a Decided) -> Self {
        let by_given = ByGiven::new(&context.people.names);
        Self { context, decided, people: Vec::new(), by_given, by_form: FxHashMap::default() }
    }

    fn gather(&mut self, numbers: &[Number], company: &Company) {
        let people = self.context.people;
        let mut order = numbers.to_vec();
        order.sort_by_cached_key(|number| {
            let mention = &people.mentions[*number as usize];
            let beyond = mention.forms.first().map_or(0.0, |form| self.context.rarity.of_form(*form).beyond);
            let known = mention.words.len() + mention.offices.len();
            (mention.sort, Reverse((beyond * 16.0) as i32), Reverse(known), *number)
        });
        let mut waiting = Vec::new();
        let mut done = FxHashSet::default();
        for number in &order {
            // who is one by decision is one before anybody else is asked
            let Some(group) = self.decided.group_of(*number).filter(|group| done.insert(group[0])) else { continue };
            let united = united(group, people, company);
            self.found(united);
        }
        for number in order {
            if self.decided.group_of(number).is_some() {
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
    fn place(&mut self, profile: &Profile) -> Place {
        let rivals = self.rivals(profile.forms());
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

    /// Those whom somebody with forms of a name may be, as far as given names tell.
    fn rivals(&mut self, forms: &[Number]) -> Vec<usize> {
        let rare = forms.iter().filter(|form| self.context.rarity.of_form(**form).beyond >= 3.0);
        let exact: Vec<usize> = rare.filter_map(|form| self.by_form.get(form)).flatten().copied().collect();
        if exact.is_empty() { self.by_given.near(forms) } else { in_order(exact) }
    }

    fn compare(&self, one: &Profile, other: &Profile) -> Option<Comparison> {
        compare(one, other, self.context, self.decided)
    }

    fn found(&mut self, profile: Profile) {
        self.people.push(profile);
        self.register(self.people.len() - 1, 0);
    }

    fn join(&mut self, at: usize, profile: &Profile) {
        let forms = self.people[at].forms().len();
        self.people[at].add(profile);
        self.register(at, forms);
    }

    /// Makes the forms of somebody's name known, except some that are.
    fn register(&mut self, at: usize, known: usize) {
        let forms = &self.people[at].forms()[known..];
        if !forms.is_empty() {
            self.by_given.add(at, forms);
        }
        forms.iter().for_each(|form| self.by_form.entry(*form).or_default().push(at));
    }

    /// Joins people who turned out to be one, the surest first.
    fn merge(&mut self) {
        let mut pairs = Vec::new();
        for at in 0..self.people.len() {
            let forms = self.people[at].forms().to_vec();
            let rivals = self.rivals(&forms);
            if rivals.len() <= RIVALS {
                pairs.extend(
                    rivals.into_iter().filter(|other| *other != at).map(|other| (at.min(other), at.max(other))),
                );
            }
        }
        self.people = merge(&mut self.people, in_order(pairs), self.context, self.decided);
        self.by_given = ByGiven::new(&self.context.people.names);
        self.by_form.clear();
        (0..self.people.len()).for_each(|at| self.register(at, 0));
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
    pairs: Vec<(usize, usize)>,
    context: &Context<'_>,
    decided: &Decided,
) -> Vec<Profile> {
    let mut fits: Vec<(usize, usize, f32, bool)> = pairs
        .into_par_iter()
        .filter_map(|(one, other)| {
            let found = compare(&people[one], &people[other], context, decided)?;
            (found.weight >= JOIN - MARGIN).then_some((one, other, found.weight, found.joins()))
        })
        .collect();
    fits.sort_unstable_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut with: FxHashMap<usize, Vec<(usize, f32)>> = FxHashMap::default();
    for (one, other, weight, _) in &fits {
        with.entry(*one).or_default().push((*other, *weight));
        with.entry(*other).or_default().push((*one, *weight));
    }
    let mut parent: Vec<usize> = (0..people.len()).collect();
    for (one, other, weight, _) in fits.iter().filter(|(.., joins)| *joins) {
        let (a, b) = (root(&parent, *one), root(&parent, *other));
        if a == b {
            continue;
        }
        let rivalled = [(*one, b), (*other, a)].into_iter().any(|(of, joined)| {
            let rivals = with.get(&of).into_iter().flatten();
            let odds = weight + often(&people[joined]);
            rivals.into_iter().any(|(rival, theirs)| {
                let rival = root(&parent, *rival);
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

fn root(parent: &[usize], mut at: usize) -> usize {
    while parent[at] != at {
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
            for key in names[*form as usize].keys() {
                let list = by_key.entry(key).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
    }
    let mut keys: Vec<&str> = by_key.keys().copied().collect();
    keys.sort_unstable();
    let spellings = Spellings::new(keys.iter(), LETTERS);
    let block = |at: usize| people[at].forms().first().map(|form| &names[*form as usize].skeleton);
    let initials: Vec<u32> = people.iter().map(|person| initials(person, names)).collect();
    let may_be_one =
        |one: usize, other: usize| one != other && initials[one] & initials[other] != 0 && block(one) != block(other);
    let pairs = |number: usize| {
        let ones = &by_key[keys[number]];
        let mut near = vec![number];
        spellings.near(keys[number], |other| near.extend((other > number).then_some(other)));
        let others = near.into_iter().map(|number| &by_key[keys[number]]);
        let others: Vec<usize> =
            others.filter(|others| ones.len() * others.len() <= RIVALS * RIVALS).flatten().copied().collect();
        let pairs = ones.iter().flat_map(|one| others.iter().map(|other| (*one.min(other), *one.max(other))));
        pairs.filter(|(one, other)| may_be_one(*one, *other)).collect::<Vec<_>>()
    };
    let pairs = in_order((0..keys.len()).into_par_iter().flat_map_iter(pairs).collect());
    *people = merge(people, pairs, context, decided);
}

/// The first letters of somebody's given names, a bit for each of the Latin ones and one for all others; all bits for
/// somebody without given names.
fn initials(person: &Profile, names: &[Name]) -> u32 {
    let given = person.forms().iter().flat_map(|form| &names[*form as usize].given);
    let letter = |c: char| if c.is_ascii_lowercase() { u32::from(c) - u32::from('a') } else { 26 };
    match given.filter_map(|part| part.chars().next()).fold(0, |bits, c| bits | 1 << letter(c)) {
        0 => u32::MAX,
        bits => bits,
    }
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
    let families: Vec<Vec<usize>> = by_family.into_values().filter(|family| family.len() <= RIVALS).collect();
    let within = |family: &Vec<usize>| likeliest(alike(family, people, context, decided));
    let mut found = likeliest(families.par_iter().flat_map_iter(within).collect());
    found.sort_unstable_by_key(|(one, other, _)| (*one, *other));
    found
}

/// Those of a family who may be one.
fn alike(
    family: &[usize],
    people: &[Profile],
    context: &Context<'_>,
    decided: &Decided,
) -> Vec<(usize, usize, Comparison)> {
    let mut by_given = ByGiven::new(&context.people.names);
    let mut found = Vec::new();
    for at in family {
        let person = &people[*at];
        for other in by_given.near(person.forms()) {
            let comparison = compare(&people[other], person, context, decided);
            found.extend(comparison.filter(|found| found.weight >= MAYBE).map(|comparison| (other, *at, comparison)));
        }
        by_given.add(*at, person.forms());
    }
    found
}

/// The few likeliest pairs of each person.
fn likeliest(mut pairs: Vec<(usize, usize, Comparison)>) -> Vec<(usize, usize, Comparison)> {
    pairs.sort_unstable_by(|a, b| b.2.weight.total_cmp(&a.2.weight).then((a.0, a.1).cmp(&(b.0, b.1))));
    pairs.dedup_by_key(|(one, other, _)| (*one, *other));
    let mut questions: FxHashMap<usize, usize> = FxHashMap::default();
    pairs.retain(|(one, other, _)| {
        let mut is_early = |at: usize| {
            let count = questions.entry(at).or_default();
            *count += 1;
            *count <= QUESTIONS
        };
        let (of_one, of_other) = (is_early(*one), is_early(*other));
        of_one || of_other
    });
    pairs
}

fn in_order<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list
}
