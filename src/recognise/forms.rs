//! Every form of every table, as a path of words: one walk from a word on finds all that begins there.
//!
//! A text asks for each of its words once, by its letters; from then on words are numbers. How long a walk is depends on
//! the forms that fit, not on how many there are.

use super::spelling::{LETTERS, Spellings};
use super::token::{Token, Tokens};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The tables, by what their forms are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Genre,
    Mission,
    Body,
    Office,
    Honorific,
    Occasion,
    Verb,
    Cue,
    Place,
    KnownBody,
    Thing,
}

/// Some of the tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sorts(u16);

impl Sorts {
    /// These tables.
    pub(crate) const fn of(sorts: &[Sort]) -> Self {
        let (mut set, mut at) = (0, 0);
        while at < sorts.len() {
            set |= 1 << sorts[at] as u16;
            at += 1;
        }
        Self(set)
    }

    /// Whether some table is among both.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The lists of single words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    Ordinary,
    GivenName,
    FamilyName,
    Deed,
}

/// Some of the lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lists(u8);

impl Lists {
    fn insert(&mut self, list: List) {
        self.0 |= 1 << list as u8;
    }

    /// Whether a list is one of these.
    pub(crate) fn has(self, list: List) -> bool {
        self.0 & 1 << list as u8 != 0
    }
}

/// A form that some tokens spell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// The table it stands in.
    pub sort: Sort,
    /// How many tokens spell it.
    pub tokens: usize,
    /// The number of what it means.
    pub meaning: usize,
}

/// A word of some form or list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    number: u32,
    /// The forms that begin with it go on from here.
    node: Option<u32>,
    /// The lists that have it.
    listed: Lists,
    /// The lists it belongs to, as a form of a word that they have too.
    lists: Lists,
    /// What it may be a misspelling of, in `near`.
    near: Option<u32>,
}

/// The meanings of the words that are one letter off a word, for each table that is looked up so: none, one, or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Near([u32; MISSPELT.len()]);

/// The tables whose single words may be one letter off.
const MISSPELT: [Sort; 4] = [Sort::Place, Sort::Office, Sort::Mission, Sort::Verb];

impl Near {
    const NONE: u32 = u32::MAX;
    const SEVERAL: u32 = u32::MAX - 1;
    const NOTHING: Self = Self([Self::NONE; MISSPELT.len()]);

    /// The one meaning of the forms of a table that are so near.
    pub(crate) fn one(self, sort: Sort) -> Option<usize> {
        let at = MISSPELT.iter().position(|known| *known == sort)?;
        (self.0[at] < Self::SEVERAL).then_some(self.0[at] as usize)
    }

    fn add(&mut self, sort: Sort, meaning: u32) {
        if let Some(at) = MISSPELT.iter().position(|known| *known == sort) {
            let known = &mut self.0[at];
            *known = if *known == Self::NONE || *known == meaning { meaning } else { Self::SEVERAL };
        }
    }
}

/// All forms.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    words: FxHashMap<Box<str>, Word>,
    /// The node that a word leads to from another node.
    ways: FxHashMap<(u32, u32), u32>,
    nodes: Vec<Node>,
    ends: Vec<End>,
    spellings: Spellings,
    /// The forms that the words of `spellings` are.
    spelt: Vec<(Sort, u32)>,
    near: Vec<Near>,
}

/// What some words, one after another, can be.
#[derive(Clone, Debug, Default)]
struct Node {
    /// The forms that end here, in `ends`; of one table the latest first.
    ends: Range<u32>,
    /// Whether longer forms begin with these words.
    goes_on: bool,
}

/// The end of a form.
#[derive(Clone, Copy, Debug)]
struct End {
    sort: Sort,
    meaning: u32,
    /// Written in capitals throughout, and so met in capitals only.
    capitals: bool,
}

impl Forms {
    /// The word of these letters, if a table or list has it.
    pub(crate) fn word(&self, letters: &str) -> Option<Word> {
        self.words.get(letters).copied()
    }

    /// The lists a word belongs to: they have it, or it is a regular form of one that they have. Given names have none.
    pub(crate) fn lists(&self, word: Option<Word>, letters: &str) -> Lists {
        word.map_or_else(|| self.tell_lists(letters), |word| word.lists)
    }

    fn tell_lists(&self, letters: &str) -> Lists {
        let mut lists = self.listed(letters);
        let given_name = lists.has(List::GivenName);
        let ends = |suffix: &&str| letters.len() > suffix.len() + 3 && letters.ends_with(*suffix);
        let begins = |prefix: &&str| {
            let rest = letters.strip_prefix(*prefix).filter(|rest| rest.len() > 3);
            rest.is_some_and(|rest| self.listed(rest).has(List::Ordinary))
        };
        each_stem(letters, |stem| {
            let stem = self.listed(stem);
            if stem.has(List::Ordinary) && !given_name {
                lists.insert(List::Ordinary);
            }
            if stem.has(List::Deed) {
                lists.insert(List::Deed);
            }
        });
        if !lists.has(List::Ordinary) && (SUFFIXES.iter().any(ends) || PREFIXES.iter().any(begins)) {
            lists.insert(List::Ordinary);
        }
        lists
    }

    fn listed(&self, letters: &str) -> Lists {
        self.word(letters).map(|word| word.listed).unwrap_or_default()
    }

    /// The meanings of the forms of a table that are this one word.
    pub(crate) fn meanings(&self, sort: Sort, letters: &str) -> impl Iterator<Item = usize> {
        let node = self.word(letters).and_then(|word| word.node);
        let ends = node.map_or(&[][..], |at| self.ends_at(&self.nodes[at as usize]));
        ends.iter().rev().filter(move |end| end.sort == sort).map(|end| end.meaning as usize)
    }

    fn ends_at(&self, node: &Node) -> &[End] {
        &self.ends[node.ends.start as usize..node.ends.end as usize]
    }

    /// What a word may be a misspelling of.
    pub(crate) fn near(&self, word: Option<Word>, letters: &str) -> Near {
        match word {
            Some(word) => word.near.map_or(Near::NOTHING, |at| self.near[at as usize]),
            None => self.search_near(letters),
        }
    }

    fn search_near(&self, letters: &str) -> Near {
        let mut near = Near::NOTHING;
        self.spellings.near(letters, |number| {
            let (sort, meaning) = self.spelt[number];
            near.add(sort, meaning);
        });
        near
    }

    /// Adds the forms that begin with the first of some tokens, given with their words, to `hits`: the longest first, and
    /// of those as long the first of each table. Says which tables they stand in.
    pub(crate) fn walk(
        &self,
        text: &str,
        tokens: &[Token],
        words: impl Iterator<Item = Option<Word>>,
        hits: &mut Vec<Hit>,
    ) -> Sorts {
        let start = hits.len();
        let mut sorts = Sorts::default();
        let mut words = words;
        let mut next = words.next().flatten().and_then(|word| word.node);
        let mut length = 0;
        while let Some(at) = next {
            length += 1;
            let node = &self.nodes[at as usize];
            for end in self.ends_at(node) {
                if !end.capitals || tokens[..length].iter().all(|token| token.is_in_capitals(text)) {
                    hits.push(Hit { sort: end.sort, tokens: length, meaning: end.meaning as usize });
                    sorts.0 |= 1 << end.sort as u16;
                }
            }
            next = if node.goes_on {
                words.next().flatten().and_then(|word| self.ways.get(&(at, word.number)).copied())
            } else {
                None
            };
        }
        hits[start..].reverse();
        sorts
    }
}

/// Endings that names of persons rarely have and ordinary English words often do.
const SUFFIXES: &[&str] = &[
    "tion", "tions", "sion", "sions", "ment", "ments", "ness", "ship", "ships", "ities", "ism", "isms", "ists",
    "ative", "ical", "ably", "ology", "ization",
];

/// Hands over what a regular plural or verb form can be a form of: `cities` of `city`, `planned` of `plan`, `making` of
/// `make`.
fn each_stem(letters: &str, mut each: impl FnMut(&str)) {
    const ENDINGS: &[(&str, &[&str])] = &[
        ("ies", &["y"]),
        ("ied", &["y"]),
        ("es", &["", "e"]),
        ("s", &[""]),
        ("ed", &["", "e"]),
        ("ing", &["", "e"]),
        ("ly", &[""]),
        ("ers", &["", "e", "er"]),
    ];
    for (ending, rests) in ENDINGS {
        let Some(root) = letters.strip_suffix(ending).filter(|root| root.len() > 2) else { continue };
        for rest in *rests {
            if rest.is_empty() {
                each(root);
            } else {
                each(&[root, rest].concat());
            }
        }
        let mut shorter = root.chars();
        let last = shorter.next_back();
        if matches!(*ending, "ed" | "ing" | "ers") && last == shorter.clone().next_back() {
            each(shorter.as_str());
        }
    }
}

/// Beginnings that leave an ordinary word ordinary.
const PREFIXES: &[&str] = &["re", "un", "non", "anti", "counter", "inter", "over", "under", "co", "pre", "post", "de"];

/// Forms while they are gathered.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    forms: Forms,
    /// The node each form ends at.
    ends: Vec<(u32, End)>,
    spelt: Vec<Box<str>>,
}

impl Gathering {
    /// Takes in a word of a list.
    pub(crate) fn list(&mut self, list: List, word: &str) {
        self.word(word).listed.insert(list);
    }

    /// Takes in a form of a table, and the number of what it means there.
    pub(crate) fn add(&mut self, sort: Sort, form: &str, meaning: usize) {
        let meaning = meaning as u32;
        let letters = || form.chars().filter(|c| c.is_alphabetic());
        let capitals = letters().all(char::is_uppercase) && letters().count() > 1;
        let tokens = Tokens::of(form);
        let mut node = None;
        for token in tokens.iter() {
            let word = *self.word(tokens.letters(token));
            node = Some(match node {
                None => self.first(tokens.letters(token)),
                Some(node) => self.next(node, word.number),
            });
        }
        let Some(node) = node else { return };
        self.ends.push((node, End { sort, meaning, capitals }));
        if let [token] = &tokens[..]
            && !capitals
            && MISSPELT.contains(&sort)
        {
            self.spelt.push(tokens.letters(token).into());
            self.forms.spelt.push((sort, meaning));
        }
    }

    fn word(&mut self, letters: &str) -> &mut Word {
        let words = &mut self.forms.words;
        let number = words.len() as u32;
        words.entry(letters.into()).or_insert(Word { number, ..Word::default() })
    }

    /// The node of a form's first word.
    fn first(&mut self, letters: &str) -> u32 {
        let new = self.forms.nodes.len() as u32;
        let node = *self.word(letters).node.get_or_insert(new);
        if node == new {
            self.forms.nodes.push(Node::default());
        }
        node
    }

    fn next(&mut self, node: u32, word: u32) -> u32 {
        let new = self.forms.nodes.len() as u32;
        let next = *self.forms.ways.entry((node, word)).or_insert(new);
        if next == new {
            self.forms.nodes[node as usize].goes_on = true;
            self.forms.nodes.push(Node::default());
        }
        next
    }

    /// All of them, ready to be looked up.
    pub(crate) fn finish(self) -> Forms {
        let Self { mut forms, mut ends, spelt } = self;
        ends.reverse();
        ends.sort_by_key(|(node, _)| *node);
        for (at, (node, _)) in (0..).zip(&ends) {
            let range = &mut forms.nodes[*node as usize].ends;
            *range = if range.start == range.end { at..at + 1 } else { range.start..at + 1 };
        }
        forms.ends = ends.into_iter().map(|(_, end)| end).collect();
        forms.spellings = Spellings::new(spelt, LETTERS);
        let letters: Vec<Box<str>> = forms.words.keys().cloned().collect();
        for letters in letters {
            let lists = forms.tell_lists(&letters);
            let near = forms.search_near(&letters);
            if let Some(word) = forms.words.get_mut(&letters) {
                word.lists = lists;
                word.near = (near != Near::NOTHING).then_some(forms.near.len() as u32);
                forms.near.extend(word.near.map(|_| near));
            }
        }
        forms
    }
}
