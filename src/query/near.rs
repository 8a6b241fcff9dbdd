//! Names that are not in a graph, and those in it that may be meant: a question about `Kim Il Sng` has no answer, and ought to
//! say why.

use super::ties::fold;
use super::{Internal, Named, Query, cell};
use crate::error::Result;
use oxigraph::store::Store;
use std::cmp::Ordering;
use std::collections::BTreeMap;

static NAMES: Internal = Internal::new("forms-of-names", include_str!("../../queries/internal/forms-of-names.rq"));

/// How many names are offered.
const MOST: usize = 3;

/// So many letters may hold one that is wrong.
const LETTERS: usize = 4;

/// However long a name is, so many letters may be wrong.
const WRONG: usize = 3;

/// A longer text is no name that somebody mistyped.
const LONGEST: usize = 100;

/// A name that a graph does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The parameter that it was given for.
    pub param: String,
    /// The name, as it was given.
    pub name: String,
    /// What may be meant, the likeliest first.
    pub near: Vec<String>,
}

impl Unknown {
    /// That there is no such name, and what may be meant.
    pub fn told(&self) -> String {
        let near: Vec<String> = self.near.iter().map(|name| format!("“{name}”")).collect();
        let hint = if near.is_empty() { String::new() } else { format!(" (did you mean {}?)", near.join(" or ")) };
        format!("nothing is called “{}”{hint}", self.name)
    }
}

/// What is handed a form of a name, and the name that is shown.
pub type See<'s> = dyn FnMut(&str, &str) + 's;

/// Those of a query's values that are names and that nothing is called by. `each` hands over all forms of names of a sort, each
/// with the name that is shown.
pub fn unknown(
    query: &Query,
    params: &[(String, String)],
    each: &mut dyn FnMut(Named, &mut See<'_>) -> Result<()>,
) -> Result<Vec<Unknown>> {
    let mut unknown = Vec::new();
    for (param, name) in params {
        let Some(sort) = query.param(param).and_then(|param| param.names) else { continue };
        let mut asked = Asked::new(name);
        each(sort, &mut |form, shown| asked.see(form, shown))?;
        if !asked.is_known {
            unknown.push(Unknown { param: param.clone(), name: name.trim().to_owned(), near: asked.near() });
        }
    }
    Ok(unknown)
}

/// Hands over all forms of names of a sort that a store has, each with the name that is shown.
pub fn names(store: &Store, sort: Named, see: &mut See<'_>) -> Result<()> {
    NAMES.each_of(store, &[("sort", sort.word())], |row| see(cell(row, "form"), cell(row, "name")))
}

/// A name that is looked for, and what is like it.
struct Asked {
    folded: String,
    words: usize,
    /// The words in another order, as in `Puzanov, Aleksandr`.
    sorted: String,
    /// How many letters may be wrong.
    most: usize,
    is_known: bool,
    /// The names that are like it, and how many letters are wrong.
    like: BTreeMap<String, usize>,
}

impl Asked {
    fn new(name: &str) -> Self {
        let folded = fold(name);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let letters = folded.chars().count().saturating_sub(2);
        let most = if letters > LONGEST { 0 } else { (letters / LETTERS).min(WRONG) };
        let (words, sorted) = (words.len(), sorted(&words));
        Self { folded, words, sorted, most, is_known: false, like: BTreeMap::new() }
    }

    fn see(&mut self, form: &str, shown: &str) {
        let form = fold(form);
        self.is_known |= form.contains(&self.folded);
        if self.is_known || self.words == 0 {
            return;
        }
        let words: Vec<&str> = form.split_whitespace().collect();
        let wrong = words.windows(self.words).filter_map(|words| self.wrong(words)).min();
        // a title before a name is no part of it
        let within = || (words.len() < self.words && self.folded.contains(&form)).then_some(self.most);
        if let Some(wrong) = wrong.or_else(within) {
            let known = self.like.entry(shown.to_owned()).or_insert(wrong);
            *known = wrong.min(*known);
        }
    }

    /// How many letters are wrong if some words are meant; none if there are too many.
    fn wrong(&self, words: &[&str]) -> Option<usize> {
        let (plain, sorted) = (words.join(" "), sorted(words));
        let wrong = |asked: &str, known: &str| {
            let is_near = asked.len().abs_diff(known.len()) <= self.most * char::MAX.len_utf8();
            is_near.then(|| strsim::osa_distance(asked, known)).filter(|wrong| *wrong <= self.most)
        };
        let turned = wrong(&self.sorted, &sorted);
        wrong(self.folded.trim(), &plain).into_iter().chain(turned).min()
    }

    /// The likeliest, of those that are as likely the longest.
    fn near(self) -> Vec<String> {
        let mut near: Vec<(String, usize)> = self.like.into_iter().collect();
        let by_wrong = |(a, wrong): &(String, usize), (b, other): &(String, usize)| -> Ordering {
            wrong.cmp(other).then_with(|| b.len().cmp(&a.len())).then_with(|| a.cmp(b))
        };
        near.sort_by(by_wrong);
        near.into_iter().take(MOST).map(|(name, _)| name).collect()
    }
}

fn sorted(words: &[&str]) -> String {
    let mut words = words.to_vec();
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [(&str, &str); 6] = [
        ("Tarn Velk", "Tarn Velk"),
        ("Velk, Tarn Oskar", "Tarn Velk"),
        ("Ambassador Velk", "Tarn Velk"),
        ("Mira Solberg", "Mira Solberg"),
        ("Mira Sandberg", "Mira Sandberg"),
        ("Ødegård", "Nils Ødegård"),
    ];

    /// What is near a name; none if it is known.
    fn near(name: &str) -> Option<Vec<String>> {
        let mut asked = Asked::new(name);
        NAMES.iter().for_each(|(form, shown)| asked.see(form, shown));
        (!asked.is_known).then(|| asked.near())
    }

    #[test]
    fn names_a_few_letters_off_are_offered() {
        assert_eq!(near("Tarn Vlek"), Some(vec!["Tarn Velk".to_owned()]));
        assert_eq!(near("Velc"), Some(vec!["Tarn Velk".to_owned()]));
        assert_eq!(near("odegaard"), Some(vec!["Nils Ødegård".to_owned()]));
        assert_eq!(near("Mira Solsberg"), Some(vec!["Mira Solberg".to_owned(), "Mira Sandberg".to_owned()]));
        assert_eq!(near("Velk, Oskar Tarn"), Some(vec!["Tarn Velk".to_owned()]));
        assert_eq!(near("Minister Mira Solberg"), Some(vec!["Mira Solberg".to_owned()]));
    }

    #[test]
    fn what_is_known_or_like_nothing_is_left_alone() {
        assert_eq!([near("tarn velk"), near("VELK"), near("Ødegard"), near("!?")], [None, None, None, None]);
        assert_eq!(near("Quux"), Some(vec![]));
        assert_eq!(near("Vel Tarn Mira Solberg Quux"), Some(vec!["Mira Solberg".to_owned()]));
        assert_eq!([near("Sol"), near("x")], [Some(vec![]), Some(vec![])]);
    }
}
