//! How rare a name is: how many bits a form of it tells.
//!
//! A form tells the logarithm of one in how many people bear it, its parts taken one by one. How many people bear a part is
//! counted among the forms of the graph at hand, and, since a listing of twenty entries is no census, among the people of a
//! documentary series too (`data/names/frequencies.tsv`).

use super::name::{Name, stands_first};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../data/names/frequencies.tsv");

/// As many forms of the graph as count as much as the file.
const PSEUDO: f32 = 2000.0;

/// The share of people who have a family name, or a given name, that stands nowhere.
const UNHEARD: f32 = 0.5 / 10_000.0;

/// The share of an East Asian people that has one of its usual family names, at the least: there are few such names.
const EAST_ASIAN: f32 = 0.005;

/// How many people there are at the least who could be named in diplomatic documents.
const POPULATION: f32 = 32_768.0;

/// How many bits a family name tells that one in eight hundred has.
const COMMON: f32 = 9.6;

/// The shares of the file.
struct Shares {
    family: FxHashMap<&'static str, f32>,
    given: FxHashMap<&'static str, f32>,
}

static SHARES: LazyLock<Shares> = LazyLock::new(|| {
    let mut shares = Shares { family: FxHashMap::default(), given: FxHashMap::default() };
    for line in FILE.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(part), Some(name), Some(Ok(share))) =
            (cells.next(), cells.next(), cells.next().map(str::parse::<f32>))
        else {
            continue;
        };
        let list = if part == "family" { &mut shares.family } else { &mut shares.given };
        list.insert(name, share / 10_000.0);
    }
    shares
});

/// What one form of a name tells, in bits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tells {
    /// With all its given names, beyond telling one of all people: below 0, several people may bear it.
    pub beyond: f32,
    /// The same with the first given name only.
    pub beyond_first: f32,
    /// The family name alone, of all people.
    family: f32,
}

impl Tells {
    /// Whether so many people bear its family name that being named beside one tells nothing.
    pub fn is_common_family(self) -> bool {
        self.family < COMMON
    }
}

/// How often the parts of names stand in the forms of a graph.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Counts {
    families: FxHashMap<SmolStr, f32>,
    given: FxHashMap<SmolStr, f32>,
    people: f32,
    parts: f32,
}

impl Counts {
    pub(super) fn of(names: &[Name]) -> Self {
        // one person may have many forms: who shares family name and first initial counts once
        let mut seen: FxHashSet<(&str, Option<char>)> = FxHashSet::default();
        let mut parts: FxHashSet<(&str, &str)> = FxHashSet::default();
        let mut counts = Self::default();
        for name in names.iter().filter(|name| !name.given.is_empty()) {
            let initial = name.given.first().and_then(|part| part.chars().next());
            if seen.insert((&name.family, initial)) {
                *counts.families.entry(name.family.clone()).or_default() += 1.0;
            }
            for part in name.given.iter().filter(|part| parts.insert((&name.family, part))) {
                *counts.given.entry(part.clone()).or_default() += 1.0;
            }
        }
        (counts.people, counts.parts) = (seen.len() as f32, parts.len() as f32);
        counts
    }

    /// What a form tells, whether it was counted or not.
    pub fn tells(&self, name: &Name) -> Tells {
        let share = |seen: Option<&f32>, of: f32, heard: Option<&f32>| {
            (seen.copied().unwrap_or_default() + PSEUDO * heard.copied().unwrap_or(UNHEARD)) / (of + PSEUDO)
        };
        let population = self.people.max(POPULATION).log2();
        let common = stands_first(&name.family).then_some(&EAST_ASIAN);
        let heard = SHARES.family.get(&*name.family).or(common);
        let family = -share(self.families.get(&name.family), self.people, heard).log2();
        let bits = |parts_counted: usize| {
            let of_given = name.given.iter().take(parts_counted).map(|part| {
                let heard = SHARES.given.get(&**part);
                share(self.given.get(part), self.parts, heard)
            });
            family - of_given.map(f32::log2).sum::<f32>() - population
        };
        Tells { beyond: bits(usize::MAX), beyond_first: bits(1), family }
    }
}

/// What each form of a graph tells.
#[derive(Debug, Default)]
pub struct Rarity {
    /// What it is told by.
    pub counts: Counts,
    tells: Vec<Tells>,
}

impl Rarity {
    /// Counts the forms of a graph.
    pub fn of(names: &[Name]) -> Self {
        Self::with(Counts::of(names), names)
    }

    /// What some forms tell by counts of more.
    pub(super) fn with(counts: Counts, names: &[Name]) -> Self {
        let tells = names.iter().map(|name| counts.tells(name)).collect();
        Self { counts, tells }
    }

    /// What a form tells.
    pub fn of_form(&self, form: u32) -> Tells {
        self.tells[form as usize]
    }
}
