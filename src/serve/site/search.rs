//! Finding things by any form of their names, as one types them: case, accents and script do not matter, every word must
//! be there, and the last may be unfinished.

use super::catalogue::{Catalogue, Item, index};
use deunicode::deunicode_with_tofu;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// No more words of a question are looked for.
const MOST_WORDS: usize = 8;

/// A shorter word is not taken for the beginning of another.
const SHORTEST_BEGINNING: usize = 2;

/// So many letters of a word may hold one that is wrong, but no more than so many in all; a longer word is not looked for.
const LETTERS: usize = 4;
const MOST_WRONG: usize = 2;
const LONGEST_MISSPELT: usize = 40;

/// Of so many, names are compared with the question; of more, only those that most documents speak of.
const MOST_COMPARED: usize = 2000;

/// The words of all names and titles, and where they stand.
#[derive(Debug, Default)]
pub struct Search {
    words: BTreeMap<Box<str>, Vec<Posting>>,
}

/// Where a word stands: things come first, then documents.
type Posting = u32;

impl Search {
    /// The index of a catalogue.
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut search = Self::default();
        for (at, thing) in (0..).zip(&catalogue.things) {
            for form in std::iter::once(&thing.name).chain(&thing.forms) {
                search.add(form, at);
            }
        }
        let first = index(catalogue.things.len());
        for (at, document) in (first..).zip(&catalogue.documents) {
            search.add(&document.title, at);
        }
        for postings in search.words.values_mut() {
            postings.dedup();
            postings.shrink_to_fit();
        }
        search
    }

    fn add(&mut self, text: &str, at: Posting) {
        for word in fold(text).split(' ').filter(|word| !word.is_empty()) {
            match self.words.get_mut(word) {
                Some(postings) => postings.push(at),
                None => drop(self.words.insert(word.into(), vec![at])),
            }
        }
    }

    /// What fits a question, the likeliest first.
    pub fn find(&self, catalogue: &Catalogue, question: &str) -> Vec<Item> {
        let folded = fold(&question.chars().take(200).collect::<String>());
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).collect();
        let Some((last, whole)) = words.split_last() else { return Vec::new() };
        let mut found = self.beginning(last);
        for word in whole {
            let here = self.beginning(word);
            found.retain(|at| here.binary_search(at).is_ok());
        }
        self.ranked(catalogue, &folded, found)
    }

    /// What fits some words of a question, or words a few letters off, those with most of them first: what somebody may have
    /// meant.
    pub fn nearest(&self, catalogue: &Catalogue, question: &str) -> Vec<Item> {
        let folded = fold(&question.chars().take(200).collect::<String>());
        let mut fits: BTreeMap<Posting, usize> = BTreeMap::new();
        for word in folded.split(' ').filter(|word| word.len() > 2).take(MOST_WORDS) {
            for at in self.like(word) {
                *fits.entry(at).or_default() += 1;
            }
        }
        let most = fits.values().copied().max().unwrap_or(0);
        let best = fits.into_iter().filter(|(_, words)| *words == most).map(|(at, _)| at).collect();
        self.ranked(catalogue, &folded, best)
    }

    /// Where a word stands, in order; if it stands nowhere, where those stand that are the fewest letters off.
    fn like(&self, word: &str) -> Vec<Posting> {
        if let Some(postings) = self.words.get(word) {
            return postings.clone();
        }
        let most = if word.len() > LONGEST_MISSPELT { 0 } else { (word.len() / LETTERS).min(MOST_WRONG) };
        let wrong = |known: &str| {
            let is_near = most > 0 && known.len().abs_diff(word.len()) <= most;
            is_near.then(|| strsim::osa_distance(known, word)).filter(|wrong| *wrong <= most)
        };
        let mut near: Vec<(usize, &Vec<Posting>)> =
            self.words.iter().filter_map(|(known, postings)| Some((wrong(known)?, postings))).collect();
        let least = near.iter().map(|(wrong, _)| *wrong).min();
        near.retain(|(wrong, _)| Some(*wrong) == least);
        let mut found: Vec<Posting> = near.into_iter().flat_map(|(_, postings)| postings).copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Where words with this beginning stand, in order.
    fn beginning(&self, start: &str) -> Vec<Posting> {
        if start.len() < SHORTEST_BEGINNING {
            return self.words.get(start).cloned().unwrap_or_default();
        }
        let from = (std::ops::Bound::Included(start), std::ops::Bound::Unbounded);
        let words = self.words.range::<str, _>(from).take_while(|(word, _)| word.starts_with(start));
        let mut found: Vec<Posting> = words.flat_map(|(_, postings)| postings).copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Those whose whole name it is come first, then those whose name begins so, then the rest; of each, what most
    /// documents speak of.
    fn ranked(&self, catalogue: &Catalogue, folded: &str, mut found: Vec<Posting>) -> Vec<Item> {
        let things = index(catalogue.things.len());
        let documents = found.split_off(found.partition_point(|at| *at < things));
        let weight = |at: &Posting| catalogue.thing(*at).documents.len() + catalogue.thing(*at).events.len();
        if found.len() > MOST_COMPARED {
            found.sort_by_cached_key(|at| (Reverse(weight(at)), *at));
            found.truncate(MOST_COMPARED);
        }
        let rank = |at: &Posting| {
            let thing = catalogue.thing(*at);
            let fits = |form: &String| match fold(form) {
                form if form == folded => 0,
                form if form.starts_with(folded) => 1,
                _ => 2,
            };
            let best = std::iter::once(&thing.name).chain(&thing.forms).map(fits).min().unwrap_or(2);
            (best, Reverse(weight(at)), *at)
        };
        found.sort_by_cached_key(rank);
        let documents = documents.into_iter().map(|at| Item::Document(at - things));
        found.into_iter().map(Item::Thing).chain(documents).collect()
    }
}

/// ASCII letters and digits in lower case, words apart by one space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in deunicode_with_tofu(text, " ").chars().filter(|letter| !matches!(letter, '\'' | '`')) {
        if letter.is_ascii_alphanumeric() {
            folded.push(letter.to_ascii_lowercase());
        } else if !folded.ends_with(' ') && !folded.is_empty() {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_leaves_letters_and_digits() {
        assert_eq!(fold(" Károly  PRÁTH, d'Estaing — 1961! "), "karoly prath destaing 1961");
        assert_eq!(fold("Пузанов"), "puzanov");
        assert_eq!(fold("!?"), "");
    }
}
