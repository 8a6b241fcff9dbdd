//! What is known of one person: a mention, or several that are one, compared with another.

use super::feature::{Feature, Features, Weights};
use super::name::{Alike, Family, Given, Name, Unlike};
use super::office::Office;
use super::people::{Mention, Number, People, Sort};
use super::rarity::{Rarity, Tells};
use crate::service::{is_of_government, is_rank};

/// What comparing looks into beside the two who are compared.
#[derive(Debug)]
pub struct Context<'a> {
    /// All people.
    pub people: &'a People,
    /// What their names tell.
    pub rarity: &'a Rarity,
    /// What features weigh.
    pub weights: &'a Weights,
    /// A name that is asked for, and that nobody may have.
    pub asked: Option<&'a Asked>,
}

/// A name that is asked for.
#[derive(Debug)]
pub struct Asked {
    /// Its parts.
    pub name: Name,
    /// What it tells.
    pub tells: Tells,
}

/// The number of the form that is asked for.
pub const ASKED: Number = Number::MAX;

impl Context<'_> {
    fn name(&self, form: Number) -> &Name {
        match self.asked {
            Some(asked) if form == ASKED => &asked.name,
            _ => &self.people.names[form as usize],
        }
    }

    fn tells(&self, form: Number) -> Tells {
        match self.asked {
            Some(asked) if form == ASKED => asked.tells,
            _ => self.rarity.of_form(form),
        }
    }
}

/// What is known of one person.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// The mentions that are this person, by their numbers, in order.
    pub members: Vec<Number>,
    /// Whether an entry of the authority files is among them.
    pub in_authority: bool,
    forms: Vec<Number>,
    /// How many members have each form.
    times: Vec<u32>,
    years: Option<(i32, i32)>,
    born: Option<i32>,
    offices: Vec<Number>,
    states: Vec<Number>,
    words: Vec<Number>,
    company: Vec<Number>,
    collections: Vec<Number>,
    records: Vec<Number>,
}

/// What comparing two came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// What they have in common, and what not.
    pub features: Features,
    /// What the features weigh together, in bits.
    pub weight: f32,
    /// Whether anything but the names speaks for their being one.
    pub beside_the_name: bool,
}

impl Comparison {
    /// Whether the two are one: names alone never tell.
    pub fn joins(&self) -> bool {
        self.beside_the_name && self.weight >= JOIN
    }
}

/// How many bits make two one person.
pub const JOIN: f32 = 0.0;

/// A form that fewer than one in so many members have is a slip.
const SLIP: u32 = 16;

impl Profile {
    /// One mention, with those who are named beside it.
    pub fn of(number: Number, mention: &Mention, company: &[Number]) -> Self {
        Self {
            members: vec![number],
            in_authority: mention.sort == Sort::Authority,
            forms: mention.forms.to_vec(),
            times: vec![1; mention.forms.len()],
            years: mention.years,
            born: mention.born,
            offices: mention.offices.to_vec(),
            states: mention.states.to_vec(),
            words: mention.words.to_vec(),
            company: company.to_vec(),
            collections: mention.collections.to_vec(),
            records: mention.records.to_vec(),
        }
    }

    /// Somebody of whom nothing is known but what is asked.
    pub fn asked(form: Number, years: Option<(i32, i32)>, offices: Vec<Number>) -> Self {
        Self { members: Vec::new(), forms: vec![form], times: vec![1], years, offices, ..Self::default() }
    }

    /// The forms of the name.
    pub fn forms(&self) -> &[Number] {
        &self.forms
    }

    /// Takes in what is known of another who is the same.
    pub fn add(&mut self, other: &Self) {
        merge(&mut self.members, &other.members);
        for (form, times) in other.forms.iter().zip(&other.times) {
            match self.forms.iter().position(|known| known == form) {
                Some(at) => self.times[at] += times,
                None => {
                    self.forms.push(*form);
                    self.times.push(*times);
                }
            }
        }
        self.years = match (self.years, other.years) {
            (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
            (mine, theirs) => mine.or(theirs),
        };
        self.born = self.born.or(other.born);
        merge(&mut self.offices, &other.offices);
        // what an entry served stays apart from what records name beside it
        if self.in_authority == other.in_authority {
            merge(&mut self.states, &other.states);
        } else if other.in_authority {
            self.states.clone_from(&other.states);
        }
        self.in_authority |= other.in_authority;
        merge(&mut self.words, &other.words);
        merge(&mut self.company, &other.company);
        merge(&mut self.collections, &other.collections);
        merge(&mut self.records, &other.records);
    }

    /// Compares two; `None` where they cannot be one person.
    pub fn compare(&self, other: &Self, context: &Context<'_>) -> Option<Comparison> {
        if self.in_authority && other.in_authority || self.unborn_for(other) || other.unborn_for(self) {
            return None;
        }
        let mut features = self.names(other, context)?;
        features.extend(self.state(other, context.people));
        if self.in_authority != other.in_authority && shared(&self.states, &other.states) > 0 {
            features.push(Feature::StateNamed);
        }
        features.extend(self.description(other, context.people));
        features.extend(self.time(other));
        features.extend(match shared(&self.company, &other.company) {
            0 => None,
            1 => Some(Feature::CompanySome),
            _ => Some(Feature::CompanyMuch),
        });
        if !self.collections.is_empty() && !other.collections.is_empty() {
            let same = shared(&self.collections, &other.collections) > 0;
            features.push(if same { Feature::CollectionSame } else { Feature::CollectionOther });
        }
        features.extend((shared(&self.records, &other.records) > 0).then_some(Feature::RecordSame));
        let weight = context.weights.sum(features);
        let beside_the_name = beside_the_name(features, context.weights, self.serves_apart(other, context.people));
        Some(Comparison { features, weight, beside_the_name })
    }

    /// Somebody seen before the other was born is another.
    fn unborn_for(&self, other: &Self) -> bool {
        matches!((self.born, other.years), (Some(born), Some((first, _))) if first < born + 10)
    }

    /// The forms that count against another: one that hardly ever is written is a slip.
    fn usual(&self) -> impl Iterator<Item = (Number, bool)> {
        let few = self.members.len() as u32 / SLIP;
        self.forms.iter().zip(&self.times).map(move |(form, times)| (*form, *times > few))
    }

    /// The best that two forms of their names agree; nothing where two usual forms stand against each other, unless others
    /// are the same.
    fn names(&self, other: &Self, context: &Context<'_>) -> Option<Features> {
        let bare = |form: Number| context.name(form).given.is_empty();
        // `Botha` tells nothing of two who are both named more fully
        let both_fuller = [self, other].iter().all(|one| one.forms.iter().any(|form| !bare(*form)));
        let mut best: Option<(Alike, Namesakes)> = None;
        let mut worst: Option<Given> = None;
        let mut against = false;
        for (one, usual) in self.usual() {
            for (two, usual_too) in other.usual() {
                if both_fuller && bare(one) && bare(two) {
                    continue;
                }
                let counts = usual && usual_too;
                let alike = match context.name(one).compare(context.name(two)) {
                    Ok(alike) => alike,
                    Err(Unlike::Family) => continue,
                    Err(Unlike::Given) => {
                        against |= counts;
                        continue;
                    }
                };
                if alike.given == Given::Apart && counts {
                    worst = Some(Given::Apart);
                }
                let tells = |form| match alike.given {
                    Given::Apart => context.tells(form).beyond_first,
                    _ => context.tells(form).beyond,
                };
                let namesakes = Namesakes {
                    beyond: tells(one).min(tells(two)),
                    common: context.tells(one).is_common_family(),
                    known: one == two && (self.in_authority || other.in_authority),
                };
                let weight = |(alike, namesakes): &(Alike, Namesakes)| context.weights.sum(of_names(*alike, namesakes));
                let found = (alike, namesakes);
                if best.as_ref().is_none_or(|best| weight(&found) > weight(best)) {
                    best = Some(found);
                }
            }
        }
        let (mut alike, namesakes) = best?;
        if alike.given != Given::Same {
            if against {
                return None;
            }
            alike.given = worst.unwrap_or(alike.given);
        }
        Some(of_names(alike, &namesakes))
    }

    /// The offices that are of a State.
    fn held<'a>(&'a self, people: &'a People) -> impl Iterator<Item = &'a Office> {
        self.offices.iter().map(|number| &people.offices[*number as usize]).filter(|office| office.of.is_some())
    }

    /// Whether one is only known as a diplomat and the other only as one of a government: `Ambassador Nehru` need not be the
    /// Prime Minister.
    fn serves_apart(&self, other: &Self, people: &People) -> bool {
        let known = |one: &Self, of: fn(&str) -> bool| {
            let mut kinds = one.offices.iter().map(|number| &*people.offices[*number as usize].kind);
            kinds.any(of)
        };
        let only = |one: &Self, of: fn(&str) -> bool, not: fn(&str) -> bool| known(one, of) && !known(one, not);
        let apart =
            |one: &Self, two: &Self| only(one, is_rank, is_of_government) && only(two, is_of_government, is_rank);
        apart(self, other) || apart(other, self)
    }

    fn state(&self, other: &Self, people: &People) -> Option<Feature> {
        let mut found = None;
        for one in self.held(people) {
            for two in other.held(people) {
                if !one.kind.is_empty() && one.may_be(two) {
                    return Some(Feature::OfficeSame);
                }
                if one.of == two.of {
                    found = Some(Feature::OfficeOther);
                }
                found = found.or(Some(Feature::StateOther));
            }
        }
        found
    }

    fn description(&self, other: &Self, people: &People) -> Option<Feature> {
        if self.words.is_empty() || other.words.is_empty() {
            return None;
        }
        let bits: f32 = common(&self.words, &other.words).map(|word| people.surprise[word as usize]).sum();
        Some(match bits {
            bits if bits >= 24.0 => Feature::WordsMany,
            bits if bits >= 10.0 => Feature::WordsSome,
            bits if bits > 3.0 => Feature::WordsFew,
            _ => Feature::WordsNone,
        })
    }

    fn time(&self, other: &Self) -> Option<Feature> {
        let ((first, last), (from, to)) = (self.years?, other.years?);
        Some(match (from - last).max(first - to) {
            ..=3 => Feature::YearsSame,
            4..=10 => Feature::YearsNear,
            11..=25 => Feature::YearsFar,
            26..=50 => Feature::YearsGeneration,
            _ => Feature::YearsBeyond,
        })
    }
}

/// Whether more than the name tells that two are one: for a family name alone, or one initial, an office, a description, a
/// listed form and its State, or the same collection in the same years, and that they did not serve `apart`; for any other
/// name that several may bear, whatever speaks for it; for one that few bear, that anything else is known of both.
fn beside_the_name(features: Features, weights: &Weights, apart: bool) -> bool {
    use Feature::{
        CollectionOther, CollectionSame, FormKnown, GivenBare, GivenInitial, GivenMissing, NamesakesFew,
        NamesakesHardly, NamesakesNone, OfficeSame, StateNamed, WordsMany, WordsSome, YearsSame,
    };
    let any = |list: &[Feature]| features.any(list);
    let mut others = features.iter().filter(|feature| !feature.is_of_name());
    if any(&[GivenMissing, GivenBare, GivenInitial]) {
        let fits = any(&[FormKnown]) && any(&[YearsSame, StateNamed]) || any(&[CollectionSame]) && any(&[YearsSame]);
        any(&[OfficeSame, WordsMany, WordsSome]) || fits && !apart
    } else if any(&[NamesakesFew, NamesakesHardly, NamesakesNone]) {
        others.any(|feature| !matches!(feature, CollectionSame | CollectionOther))
    } else {
        others.any(|feature| weights.of(feature) > 0.0)
    }
}

/// How many others may bear what two forms have in common.
struct Namesakes {
    /// How many bits the forms tell beyond telling one of all people.
    beyond: f32,
    /// Whether the family name is a common one.
    common: bool,
    /// Whether the authority files give just this form for one of the two.
    known: bool,
}

/// The features of how two forms agree. How many bear a family name alone is no feature beside its being alone.
fn of_names(alike: Alike, others: &Namesakes) -> Features {
    let family = match alike.family {
        Family::Same => Feature::FamilySame,
        Family::Turned => Feature::FamilyTurned,
        Family::Transliterated => Feature::FamilyTransliterated,
        Family::Part => Feature::FamilyPart,
        Family::Misspelt => Feature::FamilyMisspelt,
    };
    let given = match alike.given {
        Given::Same => Feature::GivenSame,
        Given::Extends => Feature::GivenExtends,
        Given::Spelling => Feature::GivenSpelling,
        Given::Skips => Feature::GivenSkips,
        Given::TwoInitials => Feature::GivenTwoInitials,
        Given::Initial => Feature::GivenInitial,
        Given::Apart => Feature::GivenApart,
        Given::Missing => Feature::GivenMissing,
        Given::Bare => Feature::GivenBare,
    };
    let namesakes = match others.beyond {
        bits if bits < 0.0 => Feature::NamesakesMany,
        bits if bits < 3.0 => Feature::NamesakesSome,
        bits if bits < 6.0 => Feature::NamesakesFew,
        bits if bits < 10.0 => Feature::NamesakesHardly,
        _ => Feature::NamesakesNone,
    };
    let mut features = Features::from_iter([Feature::NamesAlike, family, given]);
    if matches!(alike.given, Given::Missing | Given::Bare) {
        let known = others.known && alike.given == Given::Bare;
        features.extend(known.then_some(Feature::FormKnown));
        features.extend((others.common && !known).then_some(Feature::FamilyCommon));
    } else {
        features.push(namesakes);
    }
    features
}

/// What two lists in order have in common.
fn common<'a>(one: &'a [Number], two: &'a [Number]) -> impl Iterator<Item = Number> + 'a {
    let (short, long) = if one.len() <= two.len() { (one, two) } else { (two, one) };
    short.iter().filter(|number| long.binary_search(number).is_ok()).copied()
}

fn shared(one: &[Number], two: &[Number]) -> usize {
    common(one, two).take(2).count()
}

/// Puts what a list in order lacks into it.
fn merge(list: &mut Vec<Number>, more: &[Number]) {
    for number in more {
        if let Err(at) = list.binary_search(number) {
            list.insert(at, *number);
        }
    }
}
