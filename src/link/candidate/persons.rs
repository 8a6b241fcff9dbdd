//! The people that a name may mean.

use super::start::Target;
use super::{Asked, Candidate, Facts, Held, Sort, says, small};
use crate::claim::PlaceSlug;
use crate::convert::Converter;
use crate::link::Linked;
use crate::link::feature::{Feature, Features};
use crate::link::name::{Alike, Name};
use crate::link::office::Office;
use crate::link::people::{self, Mention, Number, People};
use crate::link::profile::{self, Comparison, Context, Profile};
use crate::link::rarity::Rarity;
use crate::recognise::{LETTERS, Spellings};
use crate::resolve::authority::{Authority, PersonEntry, Tenure};
use chrono::Datelike;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// The most people that are compared for one question, those first whose names are likest.
const COMPARED: usize = 256;

/// The most mentions of somebody that are looked into.
const MENTIONS: usize = 64;

/// Everybody who has a name, each once.
#[derive(Debug)]
pub(super) struct Persons<'a> {
    linked: &'a Linked,
    converter: &'a Converter,
    rarity: Rarity,
    /// The mentions of each, the one that stands for all first.
    all: Vec<Vec<Number>>,
    /// Whose each mention is.
    whose: Vec<Option<u32>>,
    /// Which forms belong to whom, in order.
    bearers: Vec<(Number, u32)>,
    /// The forms that share a key: a family name in any transliteration, a part of one, all words in any order.
    by_key: FxHashMap<SmolStr, Vec<Number>>,
    /// The keys, for those one letter off.
    spellings: Spellings,
}

impl<'a> Persons<'a> {
    pub fn new(linked: &'a Linked, converter: &'a Converter) -> Self {
        let people = &linked.people;
        let mut stands: Vec<Number> = (0..people.mentions.len() as Number).collect();
        linked.links.iter().filter(|link| link.sure).for_each(|link| stands[link.node as usize] = link.other);
        let mut members: Vec<(Number, bool, Number)> =
            stands.iter().zip(0..).map(|(stands, number)| (*stands, *stands != number, number)).collect();
        members.sort_unstable();
        let all: Vec<Vec<Number>> = members
            .chunk_by(|one, other| one.0 == other.0)
            .map(|person| person.iter().map(|(.., number)| *number).collect::<Vec<_>>())
            .filter(|person| person.iter().any(|number| !people.mentions[*number as usize].forms.is_empty()))
            .collect();
        let mut whose = vec![None; people.mentions.len()];
        for (at, person) in (0..).zip(&all) {
            person.iter().for_each(|number| whose[*number as usize] = Some(at));
        }
        let forms = |(at, person): (u32, &[Number])| -> Vec<(Number, u32)> {
            let forms = person.iter().flat_map(|number| &people.mentions[*number as usize].forms);
            forms.map(|form| (*form, at)).collect()
        };
        let mut bearers: Vec<(Number, u32)> = (0..).zip(all.iter().map(Vec::as_slice)).flat_map(forms).collect();
        bearers.sort_unstable();
        bearers.dedup();
        let mut by_key: FxHashMap<SmolStr, Vec<Number>> = FxHashMap::default();
        for bearers in bearers.chunk_by(|one, other| one.0 == other.0) {
            let form = bearers[0].0;
            for key in people.names[form as usize].keys() {
                let forms = by_key.entry(key.clone()).or_default();
                if forms.last() != Some(&form) {
                    forms.push(form);
                }
            }
        }
        let spellings = Spellings::new(by_key.keys(), LETTERS);
        Self { linked, converter, rarity: Rarity::of(&people.names), all, whose, bearers, by_key, spellings }
    }

    fn people(&self) -> &'a People {
        &self.linked.people
    }

    /// Every form of a name, with whose it is.
    pub fn forms(&self) -> impl Iterator<Item = (&str, Target)> {
        self.bearers.iter().map(|(form, at)| (&*self.people().written[*form as usize], Target::Person(*at)))
    }

    /// The forms that can be those of somebody of a name, the likest first; and how many were compared.
    pub fn alike(&self, name: &str) -> (Vec<(Alike, Number)>, usize) {
        let asked = Name::parse(name);
        let mut forms: Vec<Number> = Vec::new();
        let mut take = |key: &str| forms.extend(self.by_key.get(key).into_iter().flatten());
        for key in asked.keys() {
            take(key);
            self.spellings.near(key, |other| take(self.spellings.word(other)));
        }
        forms.sort_unstable();
        forms.dedup();
        let like = |form: &Number| Some((asked.compare(&self.people().names[*form as usize]).ok()?, *form));
        let mut alike: Vec<(Alike, Number)> = forms.iter().filter_map(like).collect();
        alike.sort_unstable();
        (alike, forms.len())
    }

    /// Those who may bear a name.
    pub fn best(&self, asked: &Asked<'_>, state: Option<&str>) -> Vec<Candidate> {
        let (alike, _) = self.alike(asked.name);
        let mut seen = FxHashSet::default();
        let mut found: Vec<(u32, Number)> = Vec::new();
        for (_, form) in &alike {
            let first = self.bearers.partition_point(|bearer| bearer.0 < *form);
            let bearers = self.bearers[first..].iter().take_while(|bearer| bearer.0 == *form);
            found.extend(bearers.filter(|bearer| seen.insert(bearer.1)).map(|(form, at)| (*at, *form)));
            if found.len() >= COMPARED {
                break;
            }
        }
        let name = Name::parse(asked.name);
        // a form that somebody has says more than one that is only asked for
        let same = |form: &Number| are_same(&self.people().names[*form as usize], &name);
        let form = alike.iter().map(|(_, form)| *form).find(same).unwrap_or(profile::ASKED);
        let tells = self.rarity.counts.tells(&name);
        let asked_name = profile::Asked { name, tells };
        let context = Context {
            people: self.people(),
            rarity: &self.rarity,
            weights: &self.linked.weights,
            asked: Some(&asked_name),
        };
        let years = asked.date.map(|date| (date.first().unwrap_or(date.last()).year(), date.last().year()));
        let me = Profile::asked(form, years, self.offices(asked.office, state));
        let candidate = |(at, form): &(u32, Number)| {
            let found = me.compare(&self.profile(*at, *form), &context)?;
            Some(self.found(*at, &found, &asked_name.name))
        };
        found.iter().take(COMPARED).filter_map(candidate).collect()
    }

    /// What is known of somebody, by the mentions that stand first and those of a form.
    fn profile(&self, at: u32, form: Number) -> Profile {
        let mention = |number: &Number| &self.people().mentions[*number as usize];
        let members = &self.all[at as usize];
        let first = members.iter().take(MENTIONS);
        let others = members.iter().skip(MENTIONS).filter(|number| mention(number).forms.contains(&form)).take(1);
        let mut profile = Profile::default();
        first.chain(others).for_each(|number| profile.add(&Profile::of(*number, mention(number), &[])));
        profile
    }

    fn found(&self, at: u32, found: &Comparison, asked: &Name) -> Candidate {
        let candidate = self.candidate(at);
        let forms = self.all[at as usize].iter().flat_map(|number| &self.people().mentions[*number as usize].forms);
        let exact = forms.into_iter().any(|form| are_same(&self.people().names[*form as usize], asked));
        // a family name alone is nobody's for sure, whatever else has none
        let sure = found.joins() || exact && !asked.given.is_empty() && !against(found.features);
        Candidate { reasons: says(found.features.iter()), weight: found.weight, exact, sure, ..candidate }
    }

    /// Whose node an IRI is.
    pub fn of(&self, iri: &str) -> Option<u32> {
        self.whose[self.people().number(iri)? as usize]
    }

    /// Somebody, with what is known.
    pub fn candidate(&self, at: u32) -> Candidate {
        let people = self.people();
        let members = &self.all[at as usize];
        let mentions: Vec<&Mention> = members.iter().map(|number| &people.mentions[*number as usize]).collect();
        let stands = mentions[0];
        let authority = self.converter.authority();
        let base = self.converter.base();
        let entry = base
            .person_slug(&stands.node)
            .filter(|_| stands.sort == people::Sort::Authority)
            .and_then(|slug| authority.person(slug));
        let mut seen = FxHashSet::default();
        let forms = mentions.iter().flat_map(|mention| &mention.forms).filter(|form| seen.insert(**form));
        let mut forms: Vec<String> = forms.map(|form| people.written[*form as usize].to_string()).collect();
        let name = match entry {
            Some(entry) => entry.name.clone(),
            None => mentions.iter().find_map(|mention| people.called(mention)).unwrap_or_default().to_owned(),
        };
        forms.retain(|form| *form != name);
        let years = mentions.iter().filter_map(|mention| mention.years);
        let mut records: Vec<Number> = mentions.iter().flat_map(|mention| &mention.records).copied().collect();
        records.sort_unstable();
        records.dedup();
        let facts = Facts {
            kind: None,
            state: self.state(entry, &mentions),
            offices: entry.map_or_else(|| self.seen_in(&mentions), |entry| held(entry, authority)),
            born: entry.and_then(|entry| entry.born),
            died: entry.and_then(|entry| entry.died),
            years: years.reduce(|(first, last), (from, until)| (first.min(from), last.max(until))),
            records: records.len(),
        };
        Candidate {
            iri: stands.node.to_string(),
            sort: Sort::Person,
            name,
            forms,
            facts,
            reasons: Vec::new(),
            weight: 0.0,
            exact: false,
            sure: false,
        }
    }

    /// The State somebody served: by the authority files, or the only one that the records give offices of.
    fn state(&self, entry: Option<&PersonEntry>, mentions: &[&Mention]) -> Option<String> {
        let name = |slug: &str| self.converter.authority().name(&format!("place/{slug}")).map(str::to_owned);
        if let Some(state) = entry.and_then(|entry| entry.state.as_ref()) {
            return name(state);
        }
        let offices = mentions.iter().flat_map(|mention| &mention.offices);
        let mut states: Vec<&str> =
            offices.filter_map(|office| self.people().offices[*office as usize].of.as_deref()).collect();
        states.sort_unstable();
        states.dedup();
        <[&str; 1]>::try_from(states).ok().and_then(|[state]| name(state))
    }

    /// The offices in which records show somebody.
    fn seen_in(&self, mentions: &[&Mention]) -> Vec<Held> {
        let mut offices: Vec<Number> = mentions.iter().flat_map(|mention| &mention.offices).copied().collect();
        offices.sort_unstable();
        offices.dedup();
        let office = |number: &Number| Held {
            office: called(&self.people().offices[*number as usize], self.converter.authority()),
            from: None,
            until: None,
        };
        offices.iter().map(office).collect()
    }

    /// The offices of a graph that are what is asked for.
    fn offices(&self, office: Option<&str>, state: Option<&str>) -> Vec<Number> {
        let kind = office.map(|office| small(office).replace(' ', "-")).unwrap_or_default();
        let asked = |held: &Office| {
            let of_state = state.is_some_and(|state| held.of.as_deref() == Some(state));
            match office {
                Some(_) => *held.kind == *kind && (state.is_none() || of_state),
                None => of_state && held.kind.is_empty(),
            }
        };
        (0..).zip(&self.people().offices).filter(|(_, held)| asked(held)).map(|(number, _)| number).collect()
    }
}

/// Whether two forms are the same but for their order and how they are written.
fn are_same(one: &Name, other: &Name) -> bool {
    one.family == other.family && one.given == other.given
}

/// Whether what is asked beside the name speaks against somebody.
fn against(features: Features) -> bool {
    features.any(&[Feature::StateOther, Feature::YearsFar, Feature::YearsGeneration, Feature::YearsBeyond])
}

/// The offices that the authority files give somebody.
fn held(entry: &PersonEntry, authority: &Authority) -> Vec<Held> {
    let held = |tenure: &Tenure| Held {
        office: authority.name(&format!("position/{}", tenure.position)).unwrap_or(&tenure.position).to_owned(),
        from: tenure.from,
        until: tenure.until.or(tenure.last_seen),
    };
    entry.offices.iter().map(held).collect()
}

/// An office in words: `ambassador of Hungary to North Korea`.
fn called(office: &Office, authority: &Authority) -> String {
    let place = |word: &str, slug: &Option<PlaceSlug>| {
        let slug = slug.as_ref()?;
        Some(format!("{word} {}", authority.name(&format!("place/{slug}")).unwrap_or(slug)))
    };
    let kind = (!office.kind.is_empty()).then(|| office.kind.replace('-', " "));
    let parts = [kind, place("of", &office.of), place("to", &office.to)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
