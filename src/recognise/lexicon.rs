//! The words the grammars know: the tables of `data/lexicon/`, and the names that the authority files give.

use super::token::{Token, TokenKind, fold, tokenise};
use crate::claim::{Kind, PlaceSlug, Slug};
use crate::error::{Error, ErrorKind, Locator, Result};
use std::collections::{HashMap, HashSet};

/// What a word says of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceWord {
    /// A name of a State or territory: `North Korea`, `DPRK`.
    State,
    /// The name of a city.
    City,
    /// An adjective or the name of the people: `Hungarian`.
    Adjective,
}

/// A form of a name, and the slug of what it names.
#[derive(Clone, Debug)]
pub struct PlaceForm {
    /// As written: `Democratic People's Republic of Korea`.
    pub form: String,
    /// The slug of the authority entry.
    pub slug: PlaceSlug,
    /// What the form is.
    pub word: PlaceWord,
    /// The years in which what it names existed.
    pub years: (Option<i32>, Option<i32>),
}

/// A place named, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlaceHit {
    pub slug: PlaceSlug,
    pub word: PlaceWord,
    pub years: (Option<i32>, Option<i32>),
}

impl PlaceHit {
    /// Whether it existed in a year; an unknown year is no reason against it.
    pub(crate) fn existed(&self, year: Option<i32>) -> bool {
        let (first, last) = self.years;
        year.is_none_or(|year| first.is_none_or(|first| first <= year) && last.is_none_or(|last| year <= last))
    }
}

/// What a verb does between people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VerbClass {
    Together,
    Tell,
    Give,
    Receive,
    Say,
    Write,
}

/// A verb form's meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verb {
    pub class: VerbClass,
    pub kind: Kind,
}

/// What a small word tells of the verb or occasion beside it; `data/lexicon/cues.tsv` says what each is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    Link,
    Passive,
    Denied,
    Doubt,
    Open,
    Wish,
    Held,
    Tie,
    Written,
    Modifier,
    Compound,
    Particle,
    Site,
    Motion,
    Message,
}

/// All that recognition looks words up in.
#[derive(Debug)]
pub struct Lexicon {
    pub(crate) genres: Table<Kind>,
    pub(crate) missions: Table<Kind>,
    pub(crate) bodies: Table<Kind>,
    pub(crate) offices: Table<Kind>,
    pub(crate) honorifics: Table<Kind>,
    pub(crate) occasions: Table<Kind>,
    pub(crate) verbs: Table<Verb>,
    pub(crate) cues: Table<Cue>,
    pub(crate) places: Table<PlaceHit>,
    /// Bodies of the authority files, by slug.
    pub(crate) known_bodies: Table<Slug>,
    /// Proper names of what is neither a person nor a place or body of the authority files.
    pub(crate) things: Table<()>,
    words: HashSet<String>,
    given_names: HashSet<String>,
    family_names: HashSet<String>,
    deeds: HashSet<String>,
}

impl Lexicon {
    /// The bundled tables, with the names of places and bodies that the authority files know.
    pub fn new(
        places: impl IntoIterator<Item = PlaceForm>,
        bodies: impl IntoIterator<Item = (String, Slug)>,
    ) -> Result<Self> {
        macro_rules! bundled {
            ($file:literal) => {
                kinds($file, include_str!(concat!("../../data/lexicon/", $file)))?
            };
        }
        let verbs = table("verbs.tsv", include_str!("../../data/lexicon/verbs.tsv"), |cells| {
            let (class, rest) = cells.split_first()?;
            let (kind, forms) = rest.split_first()?;
            let class = match *class {
                "together" => VerbClass::Together,
                "tell" => VerbClass::Tell,
                "give" => VerbClass::Give,
                "receive" => VerbClass::Receive,
                "say" => VerbClass::Say,
                "write" => VerbClass::Write,
                _ => return None,
            };
            Some((Verb { class, kind: Kind::new(kind) }, forms.to_vec()))
        })?;
        let cues = table("cues.tsv", include_str!("../../data/lexicon/cues.tsv"), |cells| {
            let (class, forms) = cells.split_first()?;
            let cue = match *class {
                "link" => Cue::Link,
                "passive" => Cue::Passive,
                "denied" => Cue::Denied,
                "doubt" => Cue::Doubt,
                "open" => Cue::Open,
                "wish" => Cue::Wish,
                "held" => Cue::Held,
                "tie" => Cue::Tie,
                "written" => Cue::Written,
                "modifier" => Cue::Modifier,
                "compound" => Cue::Compound,
                "particle" => Cue::Particle,
                "site" => Cue::Site,
                "motion" => Cue::Motion,
                "message" => Cue::Message,
                _ => return None,
            };
            Some((cue, forms.to_vec()))
        })?;
        let mut place_table = Table::default();
        for PlaceForm { form, slug, word, years } in places {
            place_table.add(&form, PlaceHit { slug, word, years });
        }
        let mut known_bodies = Table::default();
        for (form, slug) in bodies {
            known_bodies.add(&form, slug);
        }
        let mut things = Table::default();
        for form in list(include_str!("../../data/lexicon/toponyms.txt")).chain(list(include_str!("../../data/lexicon/proper.txt"))) {
            things.add(form, ());
        }
        Ok(Self {
            genres: bundled!("genres.tsv"),
            missions: bundled!("missions.tsv"),
            bodies: bundled!("bodies.tsv"),
            offices: bundled!("offices.tsv"),
            honorifics: bundled!("honorifics.tsv"),
            occasions: bundled!("occasions.tsv"),
            verbs,
            cues,
            places: place_table.finish(),
            known_bodies: known_bodies.finish(),
            things: things.finish(),
            words: list(include_str!("../../data/lexicon/words.txt")).map(ToOwned::to_owned).collect(),
            given_names: list(include_str!("../../data/lexicon/given-names.txt")).map(ToOwned::to_owned).collect(),
            family_names: list(include_str!("../../data/lexicon/family-names.txt")).map(ToOwned::to_owned).collect(),
            deeds: list(include_str!("../../data/lexicon/deeds.txt")).map(ToOwned::to_owned).collect(),
        })
    }

    /// Whether a word, even with a capital, is an ordinary one: listed, or a regular form of one that is.
    pub(crate) fn is_word(&self, key: &str) -> bool {
        self.words.contains(key)
            || SUFFIXES.iter().any(|suffix| key.len() > suffix.len() + 3 && key.ends_with(suffix))
            || (!self.given_names.contains(key) && stems(key).any(|stem| self.words.contains(stem.as_str())))
            || PREFIXES
                .iter()
                .any(|prefix| key.strip_prefix(prefix).is_some_and(|rest| rest.len() > 3 && self.words.contains(rest)))
    }

    /// Whether a word is a given name.
    pub(crate) fn is_given_name(&self, key: &str) -> bool {
        self.given_names.contains(key)
    }

    /// Whether a word is an East Asian family name, which stands first.
    pub(crate) fn is_family_name(&self, key: &str) -> bool {
        self.family_names.contains(key)
    }

    /// Whether a word is a form of a verb that people and bodies are the subject of: `resigned`, `argues`.
    pub(crate) fn is_deed(&self, key: &str) -> bool {
        self.deeds.contains(key) || stems(key).any(|stem| self.deeds.contains(stem.as_str()))
    }

    /// The meanings of a verb by one of its forms, a single word.
    pub(crate) fn verb(&self, form: &str) -> impl Iterator<Item = &Verb> {
        self.verbs.exactly(form)
    }

    /// Every kind that a table of the lexicon names, for checking them against the ontology.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        let tables = [&self.genres, &self.missions, &self.bodies, &self.offices, &self.occasions];
        let verbs = self.verbs.values().filter(|verb| verb.class != VerbClass::Write).map(|verb| verb.kind.as_str());
        tables.into_iter().flat_map(|table| table.values().map(Kind::as_str)).chain(verbs)
    }
}

/// Endings that names of persons rarely have and ordinary English words often do.
const SUFFIXES: &[&str] = &[
    "tion", "tions", "sion", "sions", "ment", "ments", "ness", "ship", "ships", "ities", "ism", "isms", "ists",
    "ative", "ical", "ably", "ology", "ization",
];

/// What a regular plural or verb form can be a form of: `cities` → `city`, `planned` → `plan`, `making` → `make`.
fn stems(key: &str) -> impl Iterator<Item = String> {
    const ENDINGS: &[(&str, &[&str])] =
        &[("ies", &["y"]), ("ied", &["y"]), ("es", &["", "e"]), ("s", &[""]), ("ed", &["", "e"]), ("ing", &["", "e"]), ("ly", &[""]), ("ers", &["", "e", "er"])];
    ENDINGS.iter().flat_map(move |(ending, rests)| {
        let root = key.strip_suffix(ending).filter(|root| root.len() > 2);
        let mut last = root.unwrap_or_default().bytes().rev();
        let doubled = matches!(*ending, "ed" | "ing" | "ers") && last.next() == last.next();
        let undoubled = root.filter(|_| doubled).map(|root| root[..root.len() - 1].to_owned());
        root.into_iter().flat_map(|root| rests.iter().map(move |rest| format!("{root}{rest}"))).chain(undoubled)
    })
}

/// The lines of a list, without its comments.
fn list(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Beginnings that leave an ordinary word ordinary.
const PREFIXES: &[&str] = &["re", "un", "non", "anti", "counter", "inter", "over", "under", "co", "pre", "post", "de"];

/// Forms of one or several words, each with what it means.
#[derive(Debug)]
pub(crate) struct Table<T> {
    forms: Vec<Form<T>>,
    /// The forms that begin with a word, the longest first.
    by_first: HashMap<String, Vec<usize>>,
    /// Single words of six letters and more, by themselves with one letter left out.
    near: HashMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct Form<T> {
    keys: Vec<String>,
    /// Written in capitals throughout, and so met in capitals only.
    capitals: bool,
    value: T,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { forms: Vec::new(), by_first: HashMap::new(), near: HashMap::new() }
    }
}

/// The fewest letters of a word that may be one letter off.
const SHORTEST_MISSPELT: usize = 6;

/// The most letters of a word that is looked up one letter off; no form is as long.
const LONGEST_MISSPELT: usize = 30;

impl<T> Table<T> {
    fn add(&mut self, form: &str, value: T) {
        let keys: Vec<String> = tokenise(form).into_iter().map(|token| token.key).collect();
        let letters = || form.chars().filter(|c| c.is_alphabetic());
        let capitals = letters().all(char::is_uppercase) && letters().count() > 1;
        if !keys.is_empty() {
            self.forms.push(Form { keys, capitals, value });
        }
    }

    fn finish(mut self) -> Self {
        for (index, form) in self.forms.iter().enumerate() {
            self.by_first.entry(form.keys[0].clone()).or_default().push(index);
            if let [key] = form.keys.as_slice()
                && key.chars().count() >= SHORTEST_MISSPELT
                && !form.capitals
            {
                for shorter in deletions(key) {
                    self.near.entry(shorter).or_default().push(index);
                }
            }
        }
        for list in self.by_first.values_mut() {
            list.sort_by_key(|index| std::cmp::Reverse(self.forms[*index].keys.len()));
        }
        self
    }

    fn values(&self) -> impl Iterator<Item = &T> {
        self.forms.iter().map(|form| &form.value)
    }

    /// What a single word means that is one of the forms.
    fn exactly(&self, word: &str) -> impl Iterator<Item = &T> {
        let list = self.by_first.get(word).map_or(&[][..], Vec::as_slice);
        list.iter().map(|index| &self.forms[*index]).filter(|form| form.keys.len() == 1).map(|form| &form.value)
    }

    /// The longest form that the tokens at `at` spell, and where it ends.
    pub(crate) fn longest(&self, text: &str, tokens: &[Token], at: usize) -> Option<(usize, &T)> {
        self.all(text, tokens, at).next()
    }

    /// Every form that the tokens at `at` spell, the longest first.
    pub(crate) fn all(&self, text: &str, tokens: &[Token], at: usize) -> impl Iterator<Item = (usize, &T)> {
        let rest = tokens.get(at..).unwrap_or_default();
        let list = rest.first().and_then(|token| self.by_first.get(&token.key)).map_or(&[][..], Vec::as_slice);
        list.iter().map(|index| &self.forms[*index]).filter_map(move |form| {
            let n = form.keys.len();
            let same = rest.len() >= n && form.keys.iter().zip(rest).all(|(key, token)| *key == token.key);
            let shouted = || rest[..n].iter().all(|t| text[t.span.clone()].chars().all(|c| !c.is_lowercase()));
            (same && (!form.capitals || shouted())).then_some((at + n, &form.value))
        })
    }

    /// The one form of a single word that is one letter off the token; `None` where two fit.
    pub(crate) fn misspelt(&self, token: &Token) -> Option<&T>
    where
        T: PartialEq,
    {
        let letters = token.key.chars().count();
        if token.kind != TokenKind::Word || !(SHORTEST_MISSPELT..=LONGEST_MISSPELT).contains(&letters) {
            return None;
        }
        let near = deletions(&token.key).chain(std::iter::once(token.key.clone()));
        let mut found: Option<&Form<T>> = None;
        let lists = near.flat_map(|key| [self.near.get(&key), self.by_first.get(&key)]);
        for form in lists.flatten().flatten().map(|index| &self.forms[*index]) {
            if form.keys.len() != 1 || strsim::osa_distance(&form.keys[0], &token.key) != 1 {
                continue;
            }
            match found {
                Some(other) if other.value != form.value => return None,
                _ => found = Some(form),
            }
        }
        found.map(|form| &form.value)
    }
}

/// A word with each of its letters left out in turn.
fn deletions(word: &str) -> impl Iterator<Item = String> {
    word.char_indices().map(move |(at, c)| format!("{}{}", &word[..at], &word[at + c.len_utf8()..]))
}

/// Reads a table whose first column is a kind.
fn kinds(name: &str, text: &str) -> Result<Table<Kind>> {
    table(name, text, |cells| {
        let (kind, forms) = cells.split_first()?;
        Some((Kind::new(kind), forms.to_vec()))
    })
}

/// Reads a table of tab-separated lines.
fn table<'a, T: Clone>(
    name: &str,
    text: &'a str,
    read: impl Fn(&[&'a str]) -> Option<(T, Vec<&'a str>)>,
) -> Result<Table<T>> {
    let mut table = Table::default();
    for (index, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let broken = || {
            Error::new(ErrorKind::Bundled, "a line of the lexicon lacks its columns")
                .at(Locator::line(format!("data/lexicon/{name}"), index as u64 + 1))
        };
        let (value, forms) = read(&cells).ok_or_else(broken)?;
        for form in forms.into_iter().filter(|form| !form.is_empty()) {
            table.add(form, value.clone());
        }
    }
    Ok(table.finish())
}

/// Whether two names are the same but for one letter, both long enough for that to be a misspelling.
pub(crate) fn one_letter_off(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    a != b && a.chars().count().min(b.chars().count()) >= SHORTEST_MISSPELT && strsim::osa_distance(&a, &b) == 1
}
