//! Which families are linked together, and what of all records each of them must know.
//!
//! Two people are compared only if a form of one's name agrees with a form of the other's. It does so only by a family name
//! in the same or another spelling, by a part of it, by words in brackets, by the same words in another order, or by a family
//! name one letter off with given names that fit. Whatever can be brought together by such steps is linked in one place; the
//! rest needs to know nothing of it but how rare names and words are. Of 28,642 names of people in the persons lists of
//! *Foreign Relations of the United States*, one in seventy is in the largest of such circles.

use super::survey::{Line, of_body};
use crate::convert::Converter;
use crate::error::{Error, ErrorKind, Result};
use crate::link::name::Name;
use crate::link::people::{self, People, Reader};
use crate::link::rarity::{Counts, Rarity};
use crate::recognise::{LETTERS, Spellings};
use crate::resolve::folded;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// What all who link a part of the people must know.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// How often names are borne.
    names: Counts,
    /// How many people are described.
    described: u32,
    /// How many of the descriptions have each word.
    words: BTreeMap<String, u32>,
    /// How many parts there are.
    of: u32,
    /// The part, counted from 1, in which a family or a body of some name is linked.
    parts: BTreeMap<String, u32>,
}

impl Plan {
    /// Divides the people and bodies of surveys into parts of like size.
    pub fn new(lines: impl IntoIterator<Item = Line>, parts: u32, converter: &Converter) -> Self {
        let (mut described, mut words) = (0, BTreeMap::<String, u32>::new());
        let mut persons: FxHashMap<Vec<String>, u32> = FxHashMap::default();
        let mut bodies: BTreeSet<Vec<String>> = BTreeSet::new();
        for line in lines {
            match line {
                Line::Record { .. } => {}
                Line::Person { forms, times } => *persons.entry(forms).or_default() += times,
                Line::Body { forms } => {
                    bodies.insert(forms);
                }
                Line::Described { people, words: of_some } => {
                    described += people;
                    of_some.into_iter().for_each(|(word, with)| *words.entry(word).or_default() += with);
                }
            }
        }
        // the entries of the authority files are among the people of every part
        let (entries, _) = Reader::default().finish(converter.authority(), converter.base());
        for mention in entries.mentions.iter().filter(|mention| !mention.forms.is_empty()) {
            let forms = mention.forms.iter().map(|form| entries.written[*form as usize].to_string()).collect();
            persons.entry(forms).or_insert(1);
        }
        bodies.extend(
            converter.authority().bodies().iter().map(|body| body.forms.iter().map(|form| folded(form)).collect()),
        );
        let written: BTreeSet<&str> = persons.keys().flatten().map(String::as_str).collect();
        let written: Vec<&str> = written.into_iter().collect();
        let names: Vec<Name> = written.par_iter().map(|form| Name::parse(form)).collect();
        let number = |form: &String| written.binary_search(&form.as_str()).unwrap_or_default();
        let mut circles = Circles::default();
        for (forms, times) in &persons {
            circles.person(forms.iter().map(|form| &names[number(form)]), *times);
        }
        bodies.iter().for_each(|forms| circles.body(forms));
        circles.join_one_letter_off(&names);
        Self { names: Counts::of(&names), described, words, of: parts, parts: circles.divide(parts) }
    }

    /// What names tell.
    pub(super) fn rarity(&self, names: &[Name]) -> Rarity {
        Rarity::with(self.names.clone(), names)
    }

    /// How surprising each of some words is, in bits.
    pub(super) fn surprise(&self, words: &[Box<str>]) -> Vec<f32> {
        let with = words.iter().map(|word| self.words.get(&**word).copied().unwrap_or_default());
        with.map(|with| people::surprise(with, self.described)).collect()
    }

    /// The part in which a family is linked.
    pub(super) fn of_family(&self, family: &str) -> Option<u32> {
        self.parts.get(family).copied()
    }

    /// The part in which a body of some name is linked.
    pub(super) fn of_body(&self, form: &str) -> Option<u32> {
        self.parts.get(&of_body(form)).copied()
    }

    /// An error where there is no such part, or people are not among those that were surveyed.
    pub(super) fn check(&self, part: u32, people: &People) -> Result<()> {
        if !(1..=self.of).contains(&part) {
            return Err(Error::new(ErrorKind::Usage, format!("there is no part {part} of {}", self.of))
                .help("parts are counted from 1"));
        }
        let families = people.mentions.iter().filter_map(|mention| people.family(mention));
        match families.into_iter().find(|family| self.of_family(family).is_none()) {
            None => Ok(()),
            Some(family) => {
                Err(Error::new(ErrorKind::Input, format!("the plan knows of nobody with the family name “{family}”"))
                    .help("make the plan of surveys of all records, with the same --authority"))
            }
        }
    }
}

/// Words that belong together, because people or bodies that have them may be one.
#[derive(Default)]
struct Circles {
    words: FxHashMap<SmolStr, usize>,
    /// For each word another of its circle, or itself.
    next: Vec<usize>,
    /// How many people there are whose first family name a word is.
    people: Vec<u32>,
}

impl Circles {
    fn word(&mut self, word: &str) -> usize {
        if let Some(number) = self.words.get(word) {
            return *number;
        }
        let number = self.next.len();
        self.words.insert(word.into(), number);
        self.next.push(number);
        self.people.push(0);
        number
    }

    fn root(&mut self, mut word: usize) -> usize {
        while self.next[word] != word {
            self.next[word] = self.next[self.next[word]];
            word = self.next[word];
        }
        word
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.next[one] = other;
    }

    fn person<'n>(&mut self, names: impl Iterator<Item = &'n Name>, times: u32) {
        let mut first = None;
        for name in names {
            for key in name.keys().filter(|key| !key.is_empty()) {
                let word = self.word(key);
                match first {
                    Some(first) => self.join(first, word),
                    None => {
                        self.people[word] += times;
                        first = Some(word);
                    }
                }
            }
        }
    }

    fn body(&mut self, forms: &[String]) {
        let words: Vec<usize> = forms.iter().map(|form| self.word(&of_body(form))).collect();
        words.windows(2).for_each(|pair| self.join(pair[0], pair[1]));
    }

    /// Joins families whose names are one letter off, where two have given names that fit.
    fn join_one_letter_off(&mut self, names: &[Name]) {
        let mut bearers: BTreeMap<&str, Vec<&Name>> = BTreeMap::new();
        for name in names.iter().filter(|name| !name.family.is_empty()) {
            bearers.entry(&name.family).or_default().push(name);
        }
        let families: Vec<&str> = bearers.keys().copied().collect();
        let spellings = Spellings::new(families.iter(), LETTERS);
        for (number, family) in families.iter().enumerate() {
            let mut near = Vec::new();
            spellings.near(family, |other| near.extend((other > number).then_some(other)));
            for other in near.into_iter().map(|other| families[other]) {
                let (one, two) = (self.word(family), self.word(other));
                if self.root(one) == self.root(two) {
                    continue;
                }
                let (ones, others) = (&bearers[family], &bearers[other]);
                if ones.par_iter().any(|one| others.iter().any(|other| one.compare(other).is_ok())) {
                    self.join(one, two);
                }
            }
        }
    }

    /// The part of each word: the largest circles first, each in the part that has least.
    fn divide(mut self, parts: u32) -> BTreeMap<String, u32> {
        let mut sizes: FxHashMap<usize, u64> = FxHashMap::default();
        for word in 0..self.next.len() {
            *sizes.entry(self.root(word)).or_default() += u64::from(self.people[word]);
        }
        let words = std::mem::take(&mut self.words);
        // of circles of one size that of the first word by the alphabet comes first
        let mut words: Vec<(SmolStr, usize)> =
            words.into_iter().map(|(word, number)| (word, self.root(number))).collect();
        words.sort_unstable();
        let mut seen = FxHashSet::default();
        let mut circles: Vec<usize> =
            words.iter().map(|(_, circle)| *circle).filter(|circle| seen.insert(*circle)).collect();
        circles.sort_by_key(|circle| Reverse(sizes[circle]));
        let mut free: BinaryHeap<Reverse<(u64, u32)>> = (1..=parts.max(1)).map(|part| Reverse((0, part))).collect();
        let mut of_circle: FxHashMap<usize, u32> = FxHashMap::default();
        for circle in circles {
            if let Some(Reverse((size, part))) = free.pop() {
                of_circle.insert(circle, part);
                free.push(Reverse((size + sizes[&circle].max(1), part)));
            }
        }
        words.into_iter().map(|(word, circle)| (word.to_string(), of_circle[&circle])).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::DEFAULT_BASE;
    use crate::link::rarity::Tells;
    use crate::link::spread::survey;
    use crate::rdf::vocab::rico;
    use oxigraph::model::{Literal, Quad};

    fn plan(forms: &[&[&str]], parts: u32) -> Plan {
        let converter = Converter::new(DEFAULT_BASE).unwrap();
        let person =
            |forms: &&[&str]| Line::Person { forms: forms.iter().map(|form| (*form).to_owned()).collect(), times: 1 };
        Plan::new(forms.iter().map(person), parts, &converter)
    }

    #[test]
    fn families_are_together_where_two_of_them_may_be_one() {
        let forms: &[&[&str]] = &[
            &["Ivan Petrenkow"],
            &["Ivan Petrenkov"],
            &["Karl Petrenkog"],
            &["Fidel Castro Ruz"],
            &["Fidel Castro"],
            &["Abu Zeid", "Zeid Abu"],
            &["Karl Brandeluk", "Karl Quistorp"],
            &["Anna Quistorf"],
        ];
        // more parts than families, so that only those are together who must be
        let plan = plan(forms, 100_000);
        let part = |family: &str| plan.of_family(Name::parse(family).skeleton.as_str()).unwrap();
        assert_eq!(part("Petrenkow"), part("Petrenkov"), "another transliteration");
        assert_ne!(part("Petrenkow"), part("Petrenkog"), "a letter off, and nobody has given names that fit");
        assert_eq!(part("Castro Ruz"), part("Castro"), "a part of a name");
        assert_eq!(part("Zeid"), part("Abu"), "two forms of one name");
        assert_eq!(part("Brandeluk"), part("Quistorp"), "two forms of one name");
        assert_ne!(part("Quistorp"), part("Quistorf"), "a letter off, and nobody has given names that fit");
        assert_ne!(part("Petrenkow"), part("Castro"));
        assert_eq!(plan.of_family("nobody"), None);
    }

    #[test]
    fn parts_are_of_like_size() {
        let names: Vec<String> = (b'a'..=b'z')
            .flat_map(|c| (b'a'..=b'z').map(move |d| format!("Ivan Q{0}{0}zz{1}{1}o", c as char, d as char)))
            .collect();
        let forms: Vec<[&str; 1]> = names.iter().map(|name| [name.as_str()]).collect();
        let forms: Vec<&[&str]> = forms.iter().map(<[&str; 1]>::as_slice).collect();
        let plan = plan(&forms, 4);
        let mut sizes = [0; 4];
        plan.parts.iter().filter(|(key, _)| !key.starts_with(':')).for_each(|(_, part)| sizes[*part as usize - 1] += 1);
        let (least, most) = (sizes.iter().min().unwrap(), sizes.iter().max().unwrap());
        assert!(most - least < most / 4, "{sizes:?}");
    }

    #[test]
    fn surveys_of_shares_tell_what_one_of_all_tells() {
        let converter = Converter::new(DEFAULT_BASE).unwrap();
        let text = include_str!("../../../data/samples/inter-korean-relations.txt");
        let mut quads = converter.convert("korea.txt", text.as_bytes()).unwrap().quads;
        // other programs' graphs describe people
        let named =
            quads.iter().filter(|quad| quad.predicate == rico::name && quad.subject.to_string().contains("#person-"));
        let describe = |(nth, quad): (usize, &Quad)| {
            let text = ["Minister of trade", "Minister of railways", "Writer on railways"][nth % 3];
            Quad { predicate: rico::generalDescription.into(), object: Literal::from(text).into(), ..quad.clone() }
        };
        let descriptions: Vec<Quad> = named.enumerate().map(describe).collect();
        quads.extend(descriptions);
        let reader = |share: Option<usize>| {
            let mut reader = Reader::default();
            for quad in &quads {
                let subject = quad.subject.to_string();
                let record = subject.split(['#', '>']).next().unwrap_or_default();
                // statements of one record stay together
                if share.is_none_or(|share| record.bytes().map(usize::from).sum::<usize>() % 2 == share) {
                    reader.read(quad.as_ref());
                }
            }
            reader
        };
        let (people, _) = reader(None).finish(converter.authority(), converter.base());
        let shares = [0, 1].map(|share| survey(reader(Some(share)), &converter));
        let sizes = shares.each_ref().map(Vec::len);
        assert!(sizes.iter().all(|size| *size > 5), "{sizes:?}");
        let plan = Plan::new(shares.into_iter().flatten(), 2, &converter);
        let all = Rarity::of(&people.names);
        let shared = plan.rarity(&people.names);
        let told = |rarity: &Rarity| -> Vec<Tells> {
            (0..people.names.len() as u32).map(|form| rarity.of_form(form)).collect()
        };
        assert_eq!(format!("{:?}", told(&shared)), format!("{:?}", told(&all)));
        assert_eq!(plan.surprise(&people.words), people.surprise);
        assert!(people.surprise.iter().any(|bits| *bits > 0.0));
    }
}
