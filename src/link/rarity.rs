//! How rare a name is: how many bits a form of it tells.
//!
//! A form tells the logarithm of one in how many people bear it, its parts taken one by one. How many people bear a part is
//! counted among the forms of the graph at hand, and, since a listing of twenty entries is no census, among the people of a
//! documentary series too (`data/names/frequencies.tsv`).

use super::name::{Name, stands_first};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

const FILE: &str = include_str!("../../data/names/frequencies.tsv");

/// As many forms of the graph as count as much as the file.
const PSEUDO: f32 = 2000.0;

/// The share of people who have a family name, or a given name, that stands nowhere.
const UNHEARD: f32 = 0.5 / 10_000.0;

/// The share of an East Asian people that has one of its usual family names, at the least: there are few such names.
const EAST_ASIAN: f32 = 0.005;

/// How many people there are at the least who could be named in diplomatic documents.
const POPULATION: usize = 1 << 15;

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

/// What each form of a name tells, beyond telling its bearer from all people there are.
#[derive(Debug, Default)]
pub struct Rarity {
    /// Each form with all its given names, and with the first of them only.
    beyond: Vec<(f32, f32)>,
    /// The family name alone, of all people.
    family: Vec<f32>,
}

impl Rarity {
    /// Counts the forms of a graph.
    pub fn of(names: &[Name]) -> Self {
        // one person may have many forms: who shares family name and first initial counts once
        let mut seen: FxHashSet<(&str, Option<char>)> = FxHashSet::default();
        let mut parts: FxHashSet<(&str, &str)> = FxHashSet::default();
        let mut family: FxHashMap<&str, f32> = FxHashMap::default();
        let mut given: FxHashMap<&str, f32> = FxHashMap::default();
        for name in names.iter().filter(|name| !name.given.is_empty()) {
            let initial = name.given.first().and_then(|part| part.chars().next());
            if seen.insert((&name.family, initial)) {
                *family.entry(&name.family).or_default() += 1.0;
            }
            for part in name.given.iter().filter(|part| parts.insert((&name.family, part))) {
                *given.entry(part).or_default() += 1.0;
            }
        }
        let (people, parts) = (seen.len() as f32, parts.len() as f32);
        let share = |seen: Option<&f32>, of: f32, heard: Option<&f32>| {
            (seen.copied().unwrap_or_default() + PSEUDO * heard.copied().unwrap_or(UNHEARD)) / (of + PSEUDO)
        };
        let population = (seen.len().max(POPULATION) as f32).log2();
        let bits = |name: &Name, parts_counted: usize| {
            let common = stands_first(&name.family).then_some(&EAST_ASIAN);
            let of_family = share(family.get(&*name.family), people, SHARES.family.get(&*name.family).or(common));
            let of_given = name.given.iter().take(parts_counted).map(|part| {
                let heard = SHARES.given.get(&**part);
                share(given.get(&**part), parts, heard)
            });
            -of_family.log2() - of_given.map(f32::log2).sum::<f32>() - population
        };
        Self {
            beyond: names.iter().map(|name| (bits(name, usize::MAX), bits(name, 1))).collect(),
            family: names.iter().map(|name| bits(name, 0) + population).collect(),
        }
    }

    /// How many bits a form tells beyond what tells one of all people: below 0, several people may bear it.
    pub fn beyond(&self, form: u32) -> f32 {
        self.beyond[form as usize].0
    }

    /// Whether so many people bear its family name that being named beside one tells nothing.
    pub fn is_common_family(&self, form: u32) -> bool {
        self.family[form as usize] < COMMON
    }

    /// The same for its family name and first given name alone.
    pub fn beyond_first(&self, form: u32) -> f32 {
        self.beyond[form as usize].1
    }
}
