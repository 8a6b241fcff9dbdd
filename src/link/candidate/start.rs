//! Names by how they, or some of their words, begin.

use super::small;

/// Whose name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A person, by its place among the persons.
    Person(u32),
    /// A body, mission or place, by its place among the things.
    Thing(u32),
}

/// The most names that are looked at of those that begin alike.
const SEEN: usize = 256;

/// All names, and where their words begin, in the order of what follows.
#[derive(Debug, Default)]
pub(super) struct Starts {
    names: Vec<(Box<str>, Target)>,
    /// A name, and the byte where one of its words begins.
    words: Vec<(u32, u32)>,
}

impl Starts {
    pub fn new<'a>(names: impl Iterator<Item = (&'a str, Target)>) -> Self {
        let names: Vec<(Box<str>, Target)> =
            names.map(|(name, target)| (small(name).into_boxed_str(), target)).collect();
        let mut words: Vec<(u32, u32)> = Vec::new();
        for (at, (name, _)) in (0..).zip(&names) {
            words.push((at, 0));
            words.extend(name.match_indices(' ').map(|(space, _)| (at, space as u32 + 1)));
        }
        let rest = |(name, byte): &(u32, u32)| &names[*name as usize].0[*byte as usize..];
        words.sort_unstable_by(|one, other| {
            rest(one).cmp(rest(other)).then(one.1.cmp(&other.1)).then(one.0.cmp(&other.0))
        });
        Self { names, words }
    }

    /// Whose names have words that begin so, and whether it is their first.
    pub fn beginning(&self, text: &str) -> impl Iterator<Item = (bool, Target)> {
        let text = small(text);
        let rest = |(name, byte): &(u32, u32)| &self.names[*name as usize].0[*byte as usize..];
        let first = self.words.partition_point(|word| rest(word) < text.as_str());
        let found = self.words[first..].iter().take(if text.is_empty() { 0 } else { SEEN });
        let found: Vec<_> = found.take_while(|word| rest(word).starts_with(&text)).collect();
        found.into_iter().map(|(name, byte)| (*byte == 0, self.names[*name as usize].1))
    }
}
