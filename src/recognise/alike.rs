//! Forms of names: whether two can be of one person.

use super::lexicon::is_one_letter_off;
use super::token::fold;
use smol_str::SmolStr;
use std::cell::OnceCell;

/// A form of a name, taken apart once for all that it is compared with.
#[derive(Debug)]
pub(crate) struct Form {
    /// As written.
    pub words: SmolStr,
    /// Without case and marks.
    pub folded: SmolStr,
    /// Its parts, folded: words, and initials one by one.
    parts: Vec<SmolStr>,
    /// The parts as one word.
    joined: SmolStr,
    korean: OnceCell<Option<Korean>>,
}

impl Form {
    pub(crate) fn new(words: &str) -> Self {
        let folded = fold(words);
        let split = folded.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|part| !part.is_empty());
        // `Ernesto 'Che' Guevara`: the marks are no part of what they stand around
        let split = split.map(|part| part.trim_matches('\'')).filter(|part| !part.is_empty());
        let parts: Vec<SmolStr> = split.map(SmolStr::new).collect();
        let joined = match parts.as_slice() {
            [one] => one.clone(),
            _ => parts.iter().map(SmolStr::as_str).collect(),
        };
        Self { words: words.into(), folded: folded.into(), parts, joined, korean: OnceCell::new() }
    }

    /// How full it is: of two forms of one name the greater is the fuller.
    pub(crate) fn fullness(&self) -> (usize, usize) {
        (self.parts.len(), self.parts.iter().filter(|part| part.chars().nth(1).is_some()).count())
    }

    /// Whether the two are a letter or two apart.
    pub(crate) fn is_near(&self, other: &Self) -> bool {
        is_one_letter_off(&self.joined, &other.joined) || self.misspells(other) || other.misspells(self)
    }

    /// Whether it is the last part of a fuller form alone: `Gandhi` of `Sanjay Gandhi`.
    pub(crate) fn is_last_of(&self, fuller: &Self) -> bool {
        self.parts.len() == 1 && fuller.parts.len() > 1 && fuller.parts.last() == self.parts.first()
    }

    /// Whether a part of it is a letter or two off a part of the right form.
    pub(crate) fn misspells(&self, right: &Self) -> bool {
        let off = |part: &SmolStr| right.parts.iter().any(|known| is_misspelt(known, part));
        self.parts.iter().any(|part| !right.parts.contains(part) && off(part))
    }

    /// Whether both can be forms of one name: the same parts in any order, a surname or given name alone, initials for
    /// words, one letter off. `Kim Il` is no form of `Kim Il Sung`.
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        if self.joined == other.joined || is_one_letter_off(&self.joined, &other.joined) {
            return true;
        }
        let (a, b) = (self.parts.as_slice(), other.parts.as_slice());
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let (Some(last), Some(first), Some(end)) = (short.last(), long.first(), long.last()) else { return false };
        let same = |x: &SmolStr, y: &SmolStr| x == y || is_misspelt(x, y);
        if short.len() == 1 {
            // `Zia` of `Muhammad Zia-ul-Haq`
            let inside = long.len() > 2 && last.chars().count() > 2 && long.contains(last);
            // `Salman` of `Mohammed bin Salman` is his father
            let father = long.windows(2).any(|pair| matches!(pair[0].as_str(), "bin" | "ibn") && same(last, &pair[1]));
            return same(last, first) || !father && (same(last, end) || inside);
        }
        if self.korean().is_some_and(|name| other.korean() == Some(name)) {
            return true;
        }
        // `Saint-Mleux` of `André Saint Mleux`
        if long.ends_with(short) {
            return true;
        }
        // `Izzat Ibrahim` of `Izzat Ibrahim al-Duri`
        let by_origin = long.get(short.len()).is_some_and(|next| matches!(next.as_str(), "al" | "el" | "bin" | "ibn"));
        if by_origin && long.starts_with(short) {
            return true;
        }
        if short.len() == long.len() && short.iter().all(|part| long.contains(part)) {
            return true;
        }
        // `Josef Broz Tito` is `Josip Broz Tito`, as his language has it
        if short.len() == long.len() && short.len() > 2 && short[1..] == long[1..] && begin_alike(&short[0], &long[0]) {
            return true;
        }
        let initial = |part: &SmolStr| part.chars().count() <= 2;
        let abbreviates = |s: &SmolStr| {
            long.iter().any(|l| {
                same(s, l)
                    || (initial(s) && l.starts_with(s.as_str()))
                    || (l.chars().count() == 1 && s.starts_with(l.as_str()))
            })
        };
        // the family name stands last, and the parts before it fit; without initials a part more is another name
        same(last, end)
            && short.iter().all(abbreviates)
            && (short.len() == long.len()
                || initial(&short[0])
                || long.iter().any(initial)
                || long.len() > 3
                || same(&short[0], first))
    }

    fn korean(&self) -> Option<&Korean> {
        self.korean.get_or_init(|| Korean::of(&self.parts)).as_ref()
    }
}

/// Whether one part of a name can be a misspelling of another.
fn is_misspelt(a: &str, b: &str) -> bool {
    is_one_letter_off(a, b) || two_letters_off(a, b)
}

/// Whether two given names can be one in two languages, which begin alike and have their vowels at the same places: `Josef`
/// and `Josip`, but not `Martin` and `Martha`.
fn begin_alike(a: &str, b: &str) -> bool {
    const LETTERS: usize = 3;
    let vowels = |name: &str| name.chars().map(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')).collect::<Vec<_>>();
    let long = || a.chars().count() > LETTERS && a.chars().take(LETTERS).eq(b.chars().take(LETTERS));
    long() && vowels(a) == vowels(b) && strsim::osa_distance(a, b) <= 2
}

/// Whether two long surnames that begin or end alike are two spellings of one: `Siedlecki`, `Siedliecky`.
fn two_letters_off(a: &str, b: &str) -> bool {
    let begin = || a.chars().next() == b.chars().next();
    let end = || a.chars().rev().take(5).eq(b.chars().rev().take(5));
    let long = || a.chars().count().min(b.chars().count()) >= 8;
    a.len().min(b.len()) >= 8 && (begin() || end()) && long() && strsim::osa_distance(a, b) == 2
}

/// Korean family names, each with its romanisations.
const KOREAN: &[&[&str]] = &[
    &["yi", "lee", "ri", "rhee", "li"],
    &["pak", "park", "bak"],
    &["choe", "choi"],
    &["jeong", "chong", "chung", "jung"],
    &["kim", "gim"],
    &["kang", "gang"],
    &["no", "roh", "noh"],
    &["im", "lim", "rim"],
    &["yu", "ryu", "yoo"],
    &["heo", "ho", "hur", "huh"],
    &["jo", "cho"],
    &["gwon", "kwon"],
    &["baek", "paek", "paik"],
    &["o", "oh"],
    &["mun", "moon"],
    &["hyeon", "hyon", "hyun"],
    &["seo", "so", "suh"],
    &["an", "ahn"],
    &["nam"],
    &["han"],
    &["jang", "chang"],
];

/// A Korean name in no romanisation.
#[derive(Debug, PartialEq, Eq)]
struct Korean {
    /// The number of its family name.
    family: usize,
    /// Its other letters, those that systems write differently made one (McCune-Reischauer, Revised and the North Korean
    /// way).
    given: String,
}

impl Korean {
    fn of(name: &[SmolStr]) -> Option<Self> {
        let (family, given) = name.split_first()?;
        let family = KOREAN.iter().position(|forms| forms.contains(&family.as_str()))?;
        let letters = given
            .iter()
            .map(SmolStr::as_str)
            .collect::<String>()
            .replace('\'', "")
            .replace("eo", "o")
            .replace("eu", "u")
            .replace("oo", "u");
        let letters = letters.replace("ch", "j").replace("sh", "s");
        let plain = |c: char| match c {
            'k' => 'g',
            't' => 'd',
            'p' => 'b',
            'r' => 'l',
            other => other,
        };
        (!letters.is_empty()).then(|| Self { family, given: letters.chars().map(plain).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    fn same_name(a: &str, b: &str) -> bool {
        Form::new(a).may_be(&Form::new(b))
    }

    #[test]
    fn forms_of_one_name() {
        for (a, b) in [
            ("Puzanov", "A.M. Puzanov"),
            ("Torbenkov", "Torbenkow"),
            ("Manush", "Manush Myftiu"),
            ("S. V. Chervonenko", "Stepan V. Chervonenko"),
            ("Huang Yugui", "Huang Yu-gui"),
            ("Ion Gheorghe Maurer", "Ion Gheorge Maurer"),
            ("Raul Roa", "Raúl Roa"),
            ("Jozef Karol Malek", "Jozip Karol Malek"),
            ("Karel 'Kuba' Malek", "Kuba Malek"),
            ("Sheng Shicai", "Shicai Sheng"),
            ("Lee Hu-rak", "Yi Hu-rak"),
            ("Pak Seong-cheol", "Pak Song Chol"),
            ("Chun Doo Hwan", "Chun Doo-hwan"),
            ("Dondongiin Tsevegmid", "Dondogiin Tsevegmid"),
        ] {
            assert!(same_name(a, b), "{a} ~ {b}");
            assert!(same_name(b, a), "{b} ~ {a}");
        }
    }

    #[test]
    fn names_of_two_people() {
        for (a, b) in [
            ("Kim Il", "Kim Il Sung"),
            ("Kim Il", "Kim Chang-man"),
            ("Ri Gyo-sun", "Ri Ju-yeon"),
            ("R.K. Nehru", "Jawaharlal Nehru"),
            ("Martin Karol Malek", "Martha Karol Malek"),
            ("Pak Seong-cheol", "Pak Yong-guk"),
            ("Chiang Ching-kuo", "Chiang Kai-shek"),
        ] {
            assert!(!same_name(a, b), "{a} ≠ {b}");
            assert!(!same_name(b, a), "{b} ≠ {a}");
        }
    }
}
