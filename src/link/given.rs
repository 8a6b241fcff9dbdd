//! People of like given names: who of a family can be somebody at all, without comparing them one by one.
//!
//! Comparing costs some hundred times as much as a look into a list, and of a common family name hardly two in a hundred
//! have given names that fit. What is found here is all that [`Name::compare`] can find to agree, and a little more.

use super::name::{Name, is_word, one_given_name, skeleton};
use super::people::Number;
use crate::recognise::one_off;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// People of one family, by their given names.
pub(super) struct ByGiven<'a> {
    names: &'a [Name],
    parts: Vec<Part<'a>>,
    numbers: FxHashMap<&'a str, usize>,
    /// The parts that begin with a letter.
    by_letter: FxHashMap<char, Vec<usize>>,
    /// The words of a sound, whatever the transliteration.
    by_sound: FxHashMap<SmolStr, Vec<usize>>,
    /// The words that are short for one name.
    by_nickname: FxHashMap<usize, Vec<usize>>,
    /// Who has given names of several parts, and who has them as one word: `Yong-sik`, `Yongsik`.
    by_whole: FxHashMap<String, Vec<usize>>,
    /// Who has a form without given names.
    bare: Vec<usize>,
    all: Vec<usize>,
}

fn in_order(mut list: Vec<usize>) -> Vec<usize> {
    list.sort_unstable();
    list.dedup();
    list
}

/// A given name or initial.
struct Part<'a> {
    text: &'a str,
    bearers: Vec<usize>,
    /// The parts that can stand for it, itself among them.
    like: Vec<usize>,
}

impl<'a> ByGiven<'a> {
    pub(super) fn new(names: &'a [Name]) -> Self {
        Self {
            names,
            parts: Vec::new(),
            numbers: FxHashMap::default(),
            by_letter: FxHashMap::default(),
            by_sound: FxHashMap::default(),
            by_nickname: FxHashMap::default(),
            by_whole: FxHashMap::default(),
            bare: Vec::new(),
            all: Vec::new(),
        }
    }

    /// Puts in somebody with forms of a name; or, of somebody who is in, more forms.
    pub(super) fn add(&mut self, person: usize, forms: &[Number]) {
        self.all.push(person);
        for name in forms.iter().map(|form| &self.names[*form as usize]) {
            if name.given.is_empty() {
                self.bare.push(person);
                continue;
            }
            for text in name.given.iter().chain(&name.aside) {
                let part = self.part(text);
                self.parts[part].bearers.push(person);
            }
            self.by_whole.entry(name.given.concat()).or_default().push(person);
        }
    }

    /// Who may be somebody with forms of a name, in order.
    pub(super) fn near(&mut self, forms: &[Number]) -> Vec<usize> {
        let names = self.names;
        let names = || forms.iter().map(|form| &names[*form as usize]);
        if names().any(|name| name.given.is_empty()) {
            return in_order(self.all.clone());
        }
        let mut near = self.bare.clone();
        for name in names() {
            for text in name.given.iter().chain(&name.aside) {
                let part = self.part(text);
                near.extend(self.parts[part].like.iter().flat_map(|like| &self.parts[*like].bearers));
            }
            near.extend(self.by_whole.get(&name.given.concat()).into_iter().flatten());
        }
        in_order(near)
    }

    /// The number of a given name or initial; a new one is held against all others once.
    fn part(&mut self, text: &'a str) -> usize {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.parts.len();
        let stands_for = |other: &usize| {
            let other = self.parts[*other].text;
            !is_word(text) || !is_word(other) || one_off(text, other)
        };
        let letter = self.by_letter.entry(text.chars().next().unwrap_or_default()).or_default();
        let mut like: Vec<usize> = letter.iter().copied().filter(stands_for).collect();
        letter.push(number);
        if is_word(text) {
            let sound = self.by_sound.entry(skeleton(text)).or_default();
            like.extend(&*sound);
            sound.push(number);
            for group in one_given_name(text) {
                let nickname = self.by_nickname.entry(*group).or_default();
                like.extend(&*nickname);
                nickname.push(number);
            }
        }
        like.push(number);
        let like = in_order(like);
        like.iter().filter(|other| **other != number).for_each(|other| self.parts[*other].like.push(number));
        self.parts.push(Part { text, bearers: Vec::new(), like });
        self.numbers.insert(text, number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::name::Unlike;
    use proptest::prelude::*;

    const GIVEN: [&str; 16] = [
        "A.",
        "Aleksandr",
        "Alexander",
        "Sasha",
        "Yuri",
        "Iuri",
        "Ya.",
        "Yakov",
        "Yong-sik",
        "Yongsik",
        "Bill",
        "William",
        "Wiliam",
        "W.",
        "Karl (Charlie)",
        "",
    ];

    proptest! {
        #[test]
        fn all_that_agree_are_found(given in proptest::collection::vec((0..GIVEN.len(), 0..GIVEN.len()), 2..9)) {
            let form = |(one, two): &(usize, usize)| format!("Petrov, {} {}", GIVEN[*one], GIVEN[*two]);
            let names: Vec<Name> = given.iter().map(|given| Name::parse(&form(given))).collect();
            let mut by_given = ByGiven::new(&names);
            for (at, name) in names.iter().enumerate() {
                let near = by_given.near(&[at as Number]);
                let agree = |other: &usize| name.compare(&names[*other]) != Err(Unlike::Given);
                for other in (0..at).filter(agree) {
                    prop_assert!(near.contains(&other), "{} {}", form(&given[at]), form(&given[other]));
                }
                by_given.add(at, &[at as Number]);
            }
        }
    }
}
