//! Names of people, taken apart so that two forms can be compared: family name, given names and initials, generation.
//!
//! A form is written in natural order (`David L. Aaron`, `Kim Il Sung`) or turned round by a comma (`Aaron, David L.`).
//! Titles, ranks and marks are taken off; what stands in brackets is another form of the name, or a nickname.
//!
//! ```
//! use chancery::link::name::{Given, Name};
//! let level = |a: &str, b: &str| Name::parse(a).compare(&Name::parse(b)).ok().map(|alike| alike.given);
//! assert_eq!(level("Aaron, David Laurence", "David L. Aaron"), Some(Given::Extends));
//! assert_eq!(level("A.M. Puzanov", "Aleksandr Mikhailovich Puzanov"), Some(Given::TwoInitials));
//! assert_eq!(level("Kim Il", "Kim Il Sung"), None);
//! ```

use crate::recognise::{fold, one_off};

use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Titles, ranks and styles that stand before a name or among its given names.
const TITLES: &str = include_str!("../../data/names/titles.txt");

/// Family names and first words of East Asian names, which stand first.
const FAMILY_FIRST: &str = include_str!("../../data/lexicon/family-names.txt");

/// Short forms of given names.
const NICKNAMES: &str = include_str!("../../data/names/nicknames.tsv");

static WORDS: LazyLock<Words> = LazyLock::new(Words::read);

/// The word lists that taking a name apart looks into.
struct Words {
    titles: Vec<&'static str>,
    family_first: Vec<&'static str>,
    /// Each form of a given name with the groups of forms it belongs to.
    nicknames: BTreeMap<&'static str, Vec<usize>>,
}

impl Words {
    fn read() -> Self {
        let lines = |text: &'static str| text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let sorted = |text| {
            let mut words: Vec<&str> = lines(text).collect();
            words.sort_unstable();
            words
        };
        let mut nicknames = BTreeMap::<&str, Vec<usize>>::new();
        for (group, forms) in lines(NICKNAMES).enumerate() {
            for form in forms.split('\t') {
                nicknames.entry(form).or_default().push(group);
            }
        }
        Self { titles: sorted(TITLES), family_first: sorted(FAMILY_FIRST), nicknames }
    }

    fn is_title(&self, word: &str) -> bool {
        self.titles.binary_search(&word).is_ok()
    }

    fn stands_first(&self, word: &str) -> bool {
        self.family_first.binary_search(&word).is_ok()
    }

    fn are_one_given_name(&self, a: &str, b: &str) -> bool {
        let groups = |word| self.nicknames.get(word).map_or(&[][..], Vec::as_slice);
        groups(a).iter().any(|group| groups(b).contains(group))
    }
}

/// Whether a word is one of the East Asian family names, which stand first.
pub(super) fn stands_first(word: &str) -> bool {
    WORDS.stands_first(word)
}

/// The groups of a given name and its short forms that a word belongs to, by their numbers.
pub(super) fn one_given_name(word: &str) -> &'static [usize] {
    WORDS.nicknames.get(word).map_or(&[], Vec::as_slice)
}

/// One form of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The family name, folded, its parts as one word: `degaulle`.
    pub family: SmolStr,
    /// The first word of a family name that has several, by which alone its bearer may go: `castro` of `Castro Ruz`.
    pub short: Option<SmolStr>,
    /// The family name in what remains of it whatever the transliteration; two spellings that share it may be one name.
    pub skeleton: SmolStr,
    /// The given names and initials, folded, in order.
    pub given: Vec<SmolStr>,
    /// `jr`, `sr`, `ii` …
    pub generation: Option<SmolStr>,
    /// Other words for the person that stood in brackets or quotes: `chip`, `kuwatly`.
    pub aside: Vec<SmolStr>,
    /// All words in alphabetical order as one, for names whose order nobody knows.
    pub sorted: SmolStr,
}

/// How the given names of two forms agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Given {
    /// The same words, or one of them long enough to be no chance.
    Same,
    /// The first is the same word, and one form has more: `David`, `David Laurence`.
    Extends,
    /// The same, but for spelling or a short form: `Andrei`, `Andrey`; `Bill`, `William`.
    Spelling,
    /// One leaves out what stands first in the other: `C. Douglas`, `Douglas`.
    Skips,
    /// Two initials or more stand for words or initials of the other: `A.M.`, `Aleksandr Mikhailovich`.
    TwoInitials,
    /// One initial does: `A.`, `Aleksandr`.
    Initial,
    /// The first agree, and a later part stands against another: `Paul H.`, `Paul R.`.
    Apart,
    /// One form has none: `Puzanov`.
    Missing,
    /// Neither has any.
    Bare,
}

/// How the family names of two forms agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// The same letters.
    Same,
    /// The same words, some taken for given names in one of the forms: `Haile Selassie`, `Selassie Haile`.
    Turned,
    /// The same in another transliteration: `Torbenkov`, `Torbenkow`.
    Transliterated,
    /// One has a part of the other's: `Castro Ruz`, `Castro`.
    Part,
    /// A letter off.
    Misspelt,
}

/// Why two forms can not be compared with profit, or not be one person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlike {
    /// The family names differ: two forms of one name may, of somebody who has several.
    Family,
    /// The family names agree, and the given names stand against each other.
    Given,
}

/// How two forms of a name agree, where they can be one person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Alike {
    /// The family names.
    pub family: Family,
    /// The given names.
    pub given: Given,
}

impl Name {
    /// Takes a form apart. A form without letters has an empty family name, and compares with nothing.
    pub fn parse(form: &str) -> Self {
        let (main, aside) = aside(form);
        let (family, rest) = match main.split_once(',') {
            Some((family, rest)) => (words(family), Some(words(rest))),
            None => (words(&main), None),
        };
        let mut generation = None;
        let mut take = |list: Vec<SmolStr>| -> Vec<SmolStr> {
            let mut kept = Vec::with_capacity(list.len());
            for word in list {
                if is_generation(&word) {
                    generation = Some(word);
                } else {
                    kept.push(word);
                }
            }
            kept
        };
        let (family, rest) = (take(family), rest.map(&mut take));
        let (family, mut given) = match rest {
            // `William I. Buchanan, Jr.` is in natural order
            Some(rest) if rest.iter().any(|word| !WORDS.is_title(word)) => (family, without_titles(rest)),
            _ => natural(without_titles(family)),
        };
        // `Sadat, Anwar al-`, `al-Sadat`, `Zeeland, Paul van`: a particle stands in either place, or nowhere
        while given.len() > 1 && given.last().is_some_and(|part| is_particle(part)) {
            given.pop();
        }
        let particles = family.iter().take(family.len().saturating_sub(1)).take_while(|part| is_particle(part)).count();
        let family = &family[particles..];
        let mut all: Vec<&str> = given.iter().chain(family).map(SmolStr::as_str).collect();
        all.sort_unstable();
        let sorted = all.concat().into();
        let short = family.first().filter(|_| family.len() > 1).cloned();
        let family: SmolStr = family.concat().into();
        Self { skeleton: skeleton(&family), family, short, given, generation, aside, sorted }
    }

    /// What a form that agrees with this one shares with it, but for a letter: a family name in any transliteration, a part of
    /// one, all words in any order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &SmolStr> {
        let keys = [&self.skeleton, &self.family, &self.sorted].into_iter().chain(&self.short).chain(&self.aside);
        keys.filter(|key| !key.is_empty())
    }

    /// How this form and another agree, or how they do not.
    pub fn compare(&self, other: &Self) -> Result<Alike, Unlike> {
        if self.family.is_empty() || other.family.is_empty() {
            return Err(Unlike::Family);
        }
        // `Jr.` is not `Sr.`
        if matches!((&self.generation, &other.generation), (Some(one), Some(two)) if one != two) {
            return Err(Unlike::Given);
        }
        let alike = |family, given| Ok(Alike { family, given });
        let turned = || self.sorted == other.sorted && !self.given.is_empty() && !other.given.is_empty();
        let Some(family) = self.family_like(other) else {
            return if turned() { alike(Family::Turned, Given::Same) } else { Err(Unlike::Family) };
        };
        let Some(given) = self.given_like(other) else {
            return if turned() { alike(Family::Turned, Given::Same) } else { Err(Unlike::Given) };
        };
        // a family name that is not quite the same and little beside it is any name
        let thin = match family {
            Family::Misspelt | Family::Part => given > Given::TwoInitials,
            Family::Transliterated => matches!(given, Given::Skips | Given::Initial | Given::Apart),
            _ => false,
        };
        if thin { Err(Unlike::Family) } else { alike(family, given) }
    }

    fn family_like(&self, other: &Self) -> Option<Family> {
        let named_aside = |one: &Self, two: &Self| one.aside.contains(&two.family);
        let part = |one: &Self, two: &Self| one.short.as_ref() == Some(&two.family);
        if self.family == other.family {
            Some(Family::Same)
        } else if self.skeleton == other.skeleton || named_aside(self, other) || named_aside(other, self) {
            Some(Family::Transliterated)
        } else if part(self, other) || part(other, self) {
            Some(Family::Part)
        } else {
            let long = self.family.chars().count().min(other.family.chars().count()) >= LONG;
            (long && one_off(&self.family, &other.family)).then_some(Family::Misspelt)
        }
    }

    fn given_like(&self, other: &Self) -> Option<Given> {
        match (self.given.as_slice(), other.given.as_slice()) {
            ([], []) => Some(Given::Bare),
            ([], _) | (_, []) => Some(Given::Missing),
            (one, two) if one == two => Some(same(one)),
            (one, two) => {
                // `Yong-sik`, `Yongsik`
                if one.concat() == two.concat() && one.concat().len() > 3 {
                    return Some(Given::Same);
                }
                let (short, long) = if one.len() <= two.len() { (one, two) } else { (two, one) };
                let nickname = || self.aside.contains(&two[0]) || other.aside.contains(&one[0]);
                let alike = along(short, long).or_else(|| nickname().then_some(Given::Spelling))?;
                // `Kim Il` is no `Kim Il Sung`, nor `Nguyen Van Vy` any other Nguyen Van
                let eastern = stands_first(&self.family) && is_word(&short[0]) && is_word(&long[0]);
                let whole = matches!(alike, Given::Same | Given::Spelling) && short.len() == long.len();
                (whole || !eastern).then_some(alike)
            }
        }
    }
}

/// Letters of the shortest family name that is told from another one letter off.
const LONG: usize = 6;

/// The same given names: initials alone say less than words.
fn same(given: &[SmolStr]) -> Given {
    match given {
        [first, ..] if is_word(first) => Given::Same,
        [_, second, ..] if is_word(second) => Given::Same,
        [_] => Given::Initial,
        _ => Given::TwoInitials,
    }
}

/// How two different lists of given names agree, the shorter first.
fn along(short: &[SmolStr], long: &[SmolStr]) -> Option<Given> {
    let mut fits = Fits::default();
    let (mut at, mut skipped) = (0, 0);
    for part in short {
        match long[at..].iter().position(|other| part_like(part, other).is_some()) {
            Some(ahead) => {
                let like = part_like(part, &long[at + ahead]);
                // an initial may be left out where a whole word follows: `C. Douglas`, `Douglas`
                let left_out = |part: &SmolStr| !is_word(part) || WORDS.are_one_given_name(part, "mohammed");
                // `George W.` is not `George H.W.`
                if at > 0 && ahead > 0 && !is_word(part) && !is_word(&long[at]) {
                    return None;
                }
                if at == 0 && ahead > 0 && !(like == Some(Part::Word) && long[..ahead].iter().all(left_out)) {
                    return None;
                }
                fits.add(like);
                skipped += usize::from(at == 0 && ahead > 0);
                at += ahead + 1;
            }
            None if fits.parts > 0 => return fits.first_word.then_some(Given::Apart),
            None => return None,
        }
    }
    Some(match fits {
        _ if skipped > 0 => Given::Skips,
        Fits { spelling: true, .. } => Given::Spelling,
        Fits { first_word: true, initials: 0, .. } if short.len() == long.len() => Given::Same,
        Fits { first_word: true, .. } => Given::Extends,
        Fits { parts, .. } if parts > 1 => Given::TwoInitials,
        _ => Given::Initial,
    })
}

#[derive(Default)]
struct Fits {
    parts: usize,
    initials: usize,
    first_word: bool,
    spelling: bool,
}

impl Fits {
    fn add(&mut self, part: Option<Part>) {
        self.first_word |= self.parts == 0 && matches!(part, Some(Part::Word | Part::Spelling));
        self.spelling |= part == Some(Part::Spelling);
        self.initials += usize::from(part == Some(Part::Initial));
        self.parts += 1;
    }
}

/// How two given names agree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Word,
    Spelling,
    Initial,
}

fn part_like(a: &SmolStr, b: &SmolStr) -> Option<Part> {
    match (is_word(a), is_word(b)) {
        (true, true) if a == b => Some(Part::Word),
        (true, true) => {
            let letters = a.chars().count().min(b.chars().count());
            let spelling = letters >= 4 && (one_off(a, b) && a[..1] == b[..1] || skeleton(a) == skeleton(b));
            (spelling || WORDS.are_one_given_name(a, b)).then_some(Part::Spelling)
        }
        (true, false) => a.starts_with(b.as_str()).then_some(Part::Initial),
        (false, _) => b.starts_with(a.as_str()).then_some(Part::Initial),
    }
}

/// Whether a part of a name is more than an initial; `Ya.` and `Yu.` are initials in Cyrillic.
pub(super) fn is_word(part: &str) -> bool {
    !matches!(part, "ya" | "yu" | "kh" | "zh" | "ch" | "sh") && part.chars().nth(1).is_some()
}

fn is_generation(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "junior" | "senior" | "ii" | "iii" | "iv" | "2d" | "3d")
}

/// The form without what stands in brackets or quotes, and the words that stood there.
fn aside(form: &str) -> (String, Vec<SmolStr>) {
    let mut main = String::with_capacity(form.len());
    let mut inside = String::new();
    let mut depth = 0;
    for c in form.chars() {
        match c {
            '(' | '[' | '“' => depth += 1,
            ')' | ']' | '”' if depth > 0 => {
                depth -= 1;
                inside.push(' ');
            }
            _ if depth > 0 => inside.push(c),
            _ => main.push(c),
        }
    }
    // a bracket that is never closed hides no name
    if depth > 0 || main.trim().is_empty() {
        return (form.replace(['(', '[', '“', ')', ']', '”'], " "), Vec::new());
    }
    (main, words(&inside).into_iter().filter(|word| is_word(word)).collect())
}

/// The words of a part of a name, folded: hyphens and dots part them, apostrophes do not.
fn words(text: &str) -> Vec<SmolStr> {
    let folded = fold(text);
    let mut words = Vec::new();
    let mut word = String::new();
    for c in folded.chars().chain([' ']) {
        match c {
            '\'' | '’' | '‘' | 'ʼ' | '′' | '`' => {}
            c if c.is_alphanumeric() => word.push(c),
            _ if !word.is_empty() => words.push(SmolStr::new(std::mem::take(&mut word))),
            _ => {}
        }
    }
    words
}

fn without_titles(list: Vec<SmolStr>) -> Vec<SmolStr> {
    let kept: Vec<SmolStr> = list.iter().filter(|word| !WORDS.is_title(word)).cloned().collect();
    if kept.is_empty() { list } else { kept }
}

/// Whether a word is a particle that goes with the family name behind it.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "du"
            | "da"
            | "dos"
            | "della"
            | "di"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ter"
            | "al"
            | "el"
            | "bin"
            | "ibn"
    )
}

/// Family and given names of a name in natural order.
fn natural(mut list: Vec<SmolStr>) -> (Vec<SmolStr>, Vec<SmolStr>) {
    if list.len() > 1 && list.len() <= 4 && WORDS.stands_first(&list[0]) && !is_initial(&list[1]) {
        let given = list.split_off(1);
        return (list, given);
    }
    // `Haldeman H.R.`: the comma is missing
    if list.len() > 1 && is_initial(&list[list.len() - 1]) && !is_initial(&list[0]) {
        let given = list.split_off(1);
        return (list, given);
    }
    let mut start = list.len().saturating_sub(1);
    while start > 0 && is_particle(&list[start - 1]) {
        start -= 1;
    }
    let family = list.split_off(start);
    (family, list)
}

fn is_initial(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

/// What remains of a word whatever the system that brought it into Latin letters.
pub fn skeleton(word: &str) -> SmolStr {
    const STEPS: &[(&str, &str)] = &[
        ("shch", "s"),
        ("sch", "s"),
        ("tsch", "c"),
        ("tch", "c"),
        ("kh", "h"),
        ("zh", "z"),
        ("sh", "s"),
        ("ch", "c"),
        ("cz", "c"),
        ("ph", "f"),
        ("th", "t"),
        ("ck", "k"),
        ("x", "ks"),
        ("yo", "e"),
        ("dj", "j"),
        ("ou", "u"),
        ("oo", "u"),
        ("ff", "v"),
        ("ae", "e"),
        ("oe", "o"),
        ("ue", "u"),
    ];
    let mut letters = word.to_owned();
    for (from, to) in STEPS {
        if letters.contains(from) {
            letters = letters.replace(from, to);
        }
    }
    let mut plain = String::with_capacity(letters.len());
    for c in letters.chars() {
        let c = match c {
            'w' => 'v',
            'y' | 'j' => 'i',
            'q' => 'k',
            other => other,
        };
        if !plain.ends_with(c) {
            plain.push(c);
        }
    }
    plain.into()
}
