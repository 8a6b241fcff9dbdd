//! The words the grammars know: the tables of `data/lexicon/`, and the names that the authority files give.

use super::forms::{Forms, Gathering, List, Sort};
use super::spelling::{LETTERS, one_off};
use crate::claim::{Kind, PlaceSlug, Slug};
use crate::error::{Error, ErrorKind, Locator, Result};
use rustc_hash::FxHashMap;
use std::hash::Hash;

/// What a word says of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum VerbClass {
    Together,
    Tell,
    Give,
    Receive,
    Say,
    Write,
}

/// A verb form's meaning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Verb {
    pub class: VerbClass,
    pub kind: Kind,
}

/// What a small word tells of the verb or occasion beside it; `data/lexicon/cues.tsv` says what each is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Cue {
    Link,
    Passive,
    Denied,
    Doubt,
    Open,
    Wish,
    Held,
    Tie,
    Sides,
    Written,
    Modifier,
    Compound,
    Particle,
    Site,
    Motion,
    Message,
    Topic,
    Made,
    Document,
    Writes,
    Brought,
    There,
    Conveys,
    OneSided,
    Classification,
    Anaphoric,
    Version,
    Seeks,
    Disposed,
    Directs,
    Failed,
    Arranges,
    CallsFor,
    Lacks,
    InsistsOn,
    DoubtsAbout,
    Opposes,
    Expects,
    Correspondence,
    Writing,
    Media,
    Alone,
    Remarks,
    OfAnother,
    Idea,
    Prevents,
    Answers,
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
    /// The forms of all tables, and the words of the lists.
    pub(crate) forms: Forms,
}

impl Lexicon {
    /// The bundled tables, with the names of places and bodies that the authority files know.
    pub fn new(
        places: impl IntoIterator<Item = PlaceForm>,
        bodies: impl IntoIterator<Item = (String, Slug)>,
    ) -> Result<Self> {
        let mut gathering = Gathering::default();
        let mut bundled = |sort, name: &str, text: &'static str| table(&mut gathering, sort, name, text, kind);
        let genres = bundled(Sort::Genre, "genres.tsv", include_str!("../../data/lexicon/genres.tsv"))?;
        let missions = bundled(Sort::Mission, "missions.tsv", include_str!("../../data/lexicon/missions.tsv"))?;
        let kinds_of_bodies = bundled(Sort::Body, "bodies.tsv", include_str!("../../data/lexicon/bodies.tsv"))?;
        let offices = bundled(Sort::Office, "offices.tsv", include_str!("../../data/lexicon/offices.tsv"))?;
        let honorifics = bundled(Sort::Honorific, "honorifics.tsv", include_str!("../../data/lexicon/honorifics.tsv"))?;
        let occasions = bundled(Sort::Occasion, "occasions.tsv", include_str!("../../data/lexicon/occasions.tsv"))?;
        let verbs = include_str!("../../data/lexicon/verbs.tsv");
        let verbs = table(&mut gathering, Sort::Verb, "verbs.tsv", verbs, |cells| {
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
        let cues = include_str!("../../data/lexicon/cues.tsv");
        let cues = table(&mut gathering, Sort::Cue, "cues.tsv", cues, |cells| {
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
                "sides" => Cue::Sides,
                "written" => Cue::Written,
                "modifier" => Cue::Modifier,
                "compound" => Cue::Compound,
                "particle" => Cue::Particle,
                "site" => Cue::Site,
                "motion" => Cue::Motion,
                "message" => Cue::Message,
                "topic" => Cue::Topic,
                "made" => Cue::Made,
                "document" => Cue::Document,
                "writes" => Cue::Writes,
                "brought" => Cue::Brought,
                "there" => Cue::There,
                "conveys" => Cue::Conveys,
                "one-sided" => Cue::OneSided,
                "classification" => Cue::Classification,
                "anaphoric" => Cue::Anaphoric,
                "version" => Cue::Version,
                "seeks" => Cue::Seeks,
                "disposed" => Cue::Disposed,
                "directs" => Cue::Directs,
                "failed" => Cue::Failed,
                "arranges" => Cue::Arranges,
                "calls-for" => Cue::CallsFor,
                "lacks" => Cue::Lacks,
                "insists-on" => Cue::InsistsOn,
                "doubts-about" => Cue::DoubtsAbout,
                "opposes" => Cue::Opposes,
                "expects" => Cue::Expects,
                "correspondence" => Cue::Correspondence,
                "writing" => Cue::Writing,
                "media" => Cue::Media,
                "alone" => Cue::Alone,
                "remarks" => Cue::Remarks,
                "of-another" => Cue::OfAnother,
                "idea" => Cue::Idea,
                "prevents" => Cue::Prevents,
                "answers" => Cue::Answers,
                _ => return None,
            };
            Some((cue, forms.to_vec()))
        })?;
        let places =
            places.into_iter().map(|PlaceForm { form, slug, word, years }| (form, PlaceHit { slug, word, years }));
        let places = Table::new(&mut gathering, Sort::Place, places);
        let known_bodies = Table::new(&mut gathering, Sort::KnownBody, bodies);
        let things = [include_str!("../../data/lexicon/toponyms.txt"), include_str!("../../data/lexicon/proper.txt")];
        let things = things.into_iter().flat_map(lines).map(|form| (form, ()));
        let things = Table::new(&mut gathering, Sort::Thing, things);
        for (list, words) in [
            (List::Ordinary, include_str!("../../data/lexicon/words.txt")),
            (List::GivenName, include_str!("../../data/lexicon/given-names.txt")),
            (List::FamilyName, include_str!("../../data/lexicon/family-names.txt")),
            (List::Deed, include_str!("../../data/lexicon/deeds.txt")),
        ] {
            lines(words).for_each(|word| gathering.list(list, word));
        }
        Ok(Self {
            genres,
            missions,
            bodies: kinds_of_bodies,
            offices,
            honorifics,
            occasions,
            verbs,
            cues,
            places,
            known_bodies,
            things,
            forms: gathering.finish(),
        })
    }

    /// The meanings of a verb by one of its forms, a single word.
    pub(crate) fn verb(&self, form: &str) -> impl Iterator<Item = &Verb> {
        self.forms.meanings(Sort::Verb, form).map(|number| self.verbs.meaning(number))
    }

    /// Whether a word, in lower case, is no name even with a capital.
    pub fn is_ordinary(&self, word: &str) -> bool {
        self.forms.lists(self.forms.word(word), word).has(List::Ordinary)
    }

    /// Every kind that a table of the lexicon names, for checking them against the ontology.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        let tables = [&self.genres, &self.missions, &self.bodies, &self.offices, &self.occasions];
        let verbs =
            self.verbs.meanings.iter().filter(|verb| verb.class != VerbClass::Write).map(|verb| verb.kind.as_str());
        tables.into_iter().flat_map(|table| table.meanings.iter().map(Kind::as_str)).chain(verbs)
    }
}

/// What the forms of a table mean, each meaning once.
#[derive(Debug)]
pub(crate) struct Table<T> {
    pub sort: Sort,
    meanings: Vec<T>,
}

impl<T: Clone + Eq + Hash> Table<T> {
    fn new(gathering: &mut Gathering, sort: Sort, forms: impl IntoIterator<Item = (impl AsRef<str>, T)>) -> Self {
        let mut meanings = Vec::new();
        let mut numbers = FxHashMap::default();
        for (form, meaning) in forms {
            let number = *numbers.entry(meaning).or_insert_with_key(|meaning| {
                meanings.push(meaning.clone());
                meanings.len() - 1
            });
            gathering.add(sort, form.as_ref(), number);
        }
        Self { sort, meanings }
    }
}

impl<T> Table<T> {
    /// What a form means, by the number the forms have it under.
    pub(crate) fn meaning(&self, number: usize) -> &T {
        &self.meanings[number]
    }
}

/// The lines of a list, without its comments.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The meaning of a line whose first cell is a kind, and its forms.
fn kind<'a>(cells: &[&'a str]) -> Option<(Kind, Vec<&'a str>)> {
    let (kind, forms) = cells.split_first()?;
    Some((Kind::new(kind), forms.to_vec()))
}

/// Reads a table of tab-separated lines.
fn table<'a, T: Clone + Eq + Hash>(
    gathering: &mut Gathering,
    sort: Sort,
    name: &str,
    text: &'a str,
    read: impl Fn(&[&'a str]) -> Option<(T, Vec<&'a str>)>,
) -> Result<Table<T>> {
    let mut all = Vec::new();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.is_empty() && !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let broken = || {
            Error::new(ErrorKind::Bundled, "a line of the lexicon lacks its columns")
                .at(Locator::line(format!("data/lexicon/{name}"), number))
        };
        let (meaning, forms) = read(&cells).ok_or_else(broken)?;
        all.extend(forms.into_iter().filter(|form| !form.is_empty()).map(|form| (form, meaning.clone())));
    }
    Ok(Table::new(gathering, sort, all))
}

/// Whether two words, folded, are the same but for one letter, both long enough for that to be a misspelling.
pub(crate) fn is_one_letter_off(a: &str, b: &str) -> bool {
    let shortest = a.len().min(b.len());
    let letters = |word: &str| word.chars().count();
    shortest >= *LETTERS.start()
        && a.len().abs_diff(b.len()) <= 4
        && one_off(a, b)
        && letters(a).min(letters(b)) >= *LETTERS.start()
}
