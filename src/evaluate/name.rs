//! Whether two names can mean the same person or body, as a careful reader of one entry would say.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Words beside a name that are no part of it.
const RANKS: &[&str] = &[
    "comrade",
    "cde",
    "com",
    "mr",
    "mrs",
    "dr",
    "ambassador",
    "premier",
    "president",
    "chairman",
    "general",
    "marshal",
    "minister",
    "prime",
    "secretary",
    "vice",
    "deputy",
    "soviet",
    "hungarian",
    "chinese",
    "the",
    "jr",
];

/// A text in plain small letters: no accents, no genitives, one space between words.
///
/// ```
/// assert_eq!(chancery::evaluate::fold("Zhou Enlai’s  “Réport”"), "zhou enlai report");
/// ```
pub fn fold(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|c| canonical_combining_class(*c) == 0)
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' { '\'' } else { c })
        .collect();
    let mut kept = String::with_capacity(plain.len());
    let mut rest = plain.as_str();
    while let Some((before, after)) = rest.split_once("'s") {
        kept.push_str(before);
        if after.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            kept.push_str("'s");
        }
        rest = after;
    }
    kept.push_str(rest);
    let sign = |c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '\'');
    kept.split(sign).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The words of a body's name, whatever their order; `of` and `the` say nothing.
pub fn words(name: &str) -> BTreeSet<String> {
    fold(name).split(' ').filter(|word| !matches!(*word, "" | "of" | "the")).map(str::to_owned).collect()
}

/// A personal name by its words, ranks apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(Vec<String>);

impl Name {
    /// The name in these words.
    pub fn new(text: &str) -> Self {
        let words = fold(text);
        Self(words.split(' ').filter(|word| !word.is_empty() && !RANKS.contains(word)).map(str::to_owned).collect())
    }

    /// Equal in any order of words, or one an abbreviation of the other: the surname alone, initials, a given name left
    /// out; never another full name.
    pub fn is_like(&self, other: &Self) -> bool {
        let (short, long) = if self.0.len() <= other.0.len() { (&self.0, &other.0) } else { (&other.0, &self.0) };
        let (Some(end), Some(first), Some(last)) = (short.last(), long.first(), long.last()) else { return false };
        let sorted = |words: &[String]| {
            let mut words = words.to_vec();
            words.sort();
            words
        };
        if short.len() == long.len() && sorted(short) == sorted(long) {
            return true;
        }
        if short.len() == 1 && long.len() > 1 {
            return end == first || end == last;
        }
        let initial = |a: &str, b: &str| a.len().min(b.len()) == 1 && a.as_bytes().first() == b.as_bytes().first();
        end == last && short.iter().all(|a| long.iter().any(|b| a == b || initial(a, b)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> bool {
        let (a, b) = (Name::new(a), Name::new(b));
        assert_eq!(a.is_like(&b), b.is_like(&a));
        a.is_like(&b)
    }

    #[test]
    fn texts_are_folded() {
        assert_eq!(fold("  Mănescu’s “Talks”, No. 5 "), "manescu talks no 5");
        assert_eq!(fold("Ch'oe Yong-gŏn"), "ch'oe yong gon");
        assert_eq!(fold("'sale"), "'sale");
        assert_eq!(fold("—"), "");
    }

    #[test]
    fn a_name_is_like_its_abbreviations() {
        assert!(alike("Aleksandr Puzanov", "A.M. Puzanov") || alike("A. Puzanov", "Aleksandr Puzanov"));
        assert!(alike("Soviet Ambassador Puzanov", "A. M. Puzanov"));
        assert!(alike("Károly Práth", "Prath Karoly"));
        assert!(alike("Kim", "Kim Il Sung"));
    }

    #[test]
    fn another_full_name_is_another_person() {
        assert!(!alike("Kim Il Sung", "Kim Jong Il"));
        assert!(!alike("Aleksandr Puzanov", "Boris Puzanov"));
        assert!(!alike("", "Puzanov"));
        assert!(!alike("Comrade", "Puzanov"));
    }
}
