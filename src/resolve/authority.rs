//! The authority files: the places, bodies and people that are known, with every form of their names.
//!
//! They stand in `data/authority/` as Turtle that people edit, and are read once into entries that can be looked up by
//! form. A lookup folds away case, accents, dots and hyphens; an abbreviation (`US`, `DPRK`) must be in capitals, so that
//! the word "us" is no State. Only a form that is listed nowhere is searched among those one letter away.
//!
//! ```
//! use chancery::resolve::authority::Authority;
//! let authority = Authority::bundled()?;
//! assert_eq!(authority.places_by_name("D.P.R.K.")[0].slug, "north-korea");
//! assert_eq!(authority.places_near("Sweeden")[0].slug, "sweden");
//! assert_eq!(authority.person_by_form("A. M. Puzanov").map(|person| person.slug.as_str()), Some("aleksandr-puzanov"));
//! # Ok::<(), chancery::Error>(())
//! ```

use super::block::{Block, Iris, Said, path_of};
use super::check;
use super::forms::{Forms, Key};
use crate::claim::{DEFAULT_BASE, Kind, PlaceSlug, Slug};
use crate::date::Date;
use crate::error::{Error, ErrorKind, Locator, Result};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Triple;
use oxigraph::model::vocab::rdf;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// The bundled files, by the names they have in the repository.
const FILES: &[(&str, &str)] = &[
    ("data/authority/states.ttl", include_str!("../../data/authority/states.ttl")),
    ("data/authority/cities.ttl", include_str!("../../data/authority/cities.ttl")),
    ("data/authority/bodies.ttl", include_str!("../../data/authority/bodies.ttl")),
    ("data/authority/persons.ttl", include_str!("../../data/authority/persons.ttl")),
];

/// The terms that the files are read by.
pub(super) mod term {
    macro_rules! rico {
        ($name:literal) => {
            concat!("https://www.ica.org/standards/RiC/ontology#", $name)
        };
    }
    pub const NAME: &str = rico!("name");
    pub const PLACE_TYPE: &str = rico!("hasOrHadPlaceType");
    pub const BODY_TYPE: &str = rico!("hasOrHadCorporateBodyType");
    pub const TYPE: &str = rico!("hasOrHadType");
    pub const CONTAINED_BY: &str = rico!("isOrWasContainedBy");
    pub const ASSOCIATED_PLACE: &str = rico!("isAgentAssociatedWithPlace");
    pub const JURISDICTION: &str = rico!("hasOrHadJurisdiction");
    pub const EXISTS_IN: &str = rico!("existsOrExistedIn");
    pub const HOLDER: &str = rico!("relationHasSource");
    pub const OFFICE: &str = rico!("relationHasTarget");
    pub const BEGINNING: &str = rico!("beginningDate");
    pub const END: &str = rico!("endDate");
    pub const BIRTH: &str = rico!("birthDate");
    pub const DEATH: &str = rico!("deathDate");
    pub const ALT_LABEL: &str = "http://www.w3.org/2004/02/skos/core#altLabel";
    pub const HIDDEN_LABEL: &str = "http://www.w3.org/2004/02/skos/core#hiddenLabel";
    pub const ADJECTIVE: &str = "https://w3id.org/chancery/ontology#adjective";
    pub const DEMONYM: &str = "https://w3id.org/chancery/ontology#demonym";
    pub const CAPITAL: &str = "https://w3id.org/chancery/ontology#capital";
    pub const REPLACES: &str = "http://purl.org/dc/terms/replaces";
    pub const REPLACED_BY: &str = "http://purl.org/dc/terms/isReplacedBy";
}

/// A State, territory or city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceEntry {
    /// The end of its IRI: `north-korea`.
    pub slug: Slug,
    /// Its usual short English name in its own time: `North Korea`.
    pub name: String,
    /// `country`, `territory` or `city`.
    pub kind: Kind,
    /// Every name it goes by, the usual one first.
    pub names: Vec<String>,
    /// Its adjectives: `North Korean`.
    pub adjectives: Vec<String>,
    /// Words for its people: `North Korean`, `North Koreans`.
    pub demonyms: Vec<String>,
    /// The States that were governed from here, for a city.
    pub capital_of: Vec<PlaceSlug>,
    /// The States it lay in, at one time or another.
    pub within: Vec<PlaceSlug>,
    /// When it came to be, where that tells it from another.
    pub first: Option<Date>,
    /// When it ceased to be.
    pub last: Option<Date>,
}

/// A party, agency or organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyEntry {
    /// The end of its IRI: `workers-party-of-korea`.
    pub slug: Slug,
    /// Its name in full.
    pub name: String,
    /// Every form of its name, the full one first.
    pub forms: Vec<String>,
    /// `party`, `central-committee`, `international-organization` …
    pub kind: Kind,
    /// The State it belongs to, if any.
    pub state: Option<PlaceSlug>,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonEntry {
    /// The end of the person's IRI: `aleksandr-puzanov`.
    pub slug: Slug,
    /// The fullest usual form of the name.
    pub name: String,
    /// Every right form of the name, the fullest usual one first.
    pub forms: Vec<SmolStr>,
    /// Wrong forms that sources have.
    pub misspellings: Vec<SmolStr>,
    /// The State the person served.
    pub state: Option<PlaceSlug>,
    /// The offices held, as numbered in the file.
    pub offices: Vec<Tenure>,
    /// The date of birth.
    pub born: Option<Date>,
    /// The date of death.
    pub died: Option<Date>,
}

/// An office that a person held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// The end of the office's IRI: `ambassador-of-hungary-to-north-korea`.
    pub position: String,
    /// Its name among the kinds: `ambassador`.
    pub office: Kind,
    /// The State it is held for.
    pub of: Option<PlaceSlug>,
    /// The State accredited to.
    pub to: Option<PlaceSlug>,
    /// The body it is held in, where it is no State's as such.
    pub body: Option<Slug>,
    /// When it began; [`Date::OrBefore`] where that is only the first day it is seen.
    pub from: Option<Date>,
    /// When it ended, where that is known.
    pub until: Option<Date>,
    /// The last day it is seen, where its end is not known.
    pub last_seen: Option<Date>,
}

/// All entries, and the ways to find one.
#[derive(Debug)]
pub struct Authority {
    places: Vec<PlaceEntry>,
    bodies: Vec<BodyEntry>,
    persons: Vec<PersonEntry>,
    place_names: Forms,
    place_words: Forms,
    body_forms: Forms,
    person_forms: Forms,
    blocks: BTreeMap<SmolStr, Block>,
}

impl PlaceEntry {
    /// Whether its own dates leave room for it on a date. They are there to choose among entries that share a form.
    pub fn may_exist_on(&self, date: Date) -> bool {
        !excluded(self.first, self.last, date)
    }
}

impl Tenure {
    /// Whether its dates leave room for it on a date.
    pub fn may_hold_on(&self, date: Date) -> bool {
        !excluded(self.from, self.until, date)
    }
}

impl Authority {
    /// The files that come with the program.
    pub fn bundled() -> Result<Self> {
        Self::parse(FILES)
    }

    /// The files that come with the program, by name and text.
    pub fn bundled_files() -> &'static [(&'static str, &'static str)] {
        FILES
    }

    /// The files that come with the program, and others that add to them: new entries, and more about the old.
    pub fn with(added: &[(&str, &str)]) -> Result<Self> {
        Self::parse(&[FILES, added].concat())
    }

    /// The same, of texts that are let go as soon as they are read: a large file and what is made of it need not be held at
    /// once.
    pub fn with_texts(added: Vec<(String, String)>) -> Result<Self> {
        let files: Vec<(&str, &str)> = added.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let entries = Self::entries(&[FILES, files.as_slice()].concat())?;
        drop(added);
        Ok(entries.indexed())
    }

    /// Reads authority files, each given by its name and text.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self> {
        Ok(Self::entries(files)?.indexed())
    }

    /// Reads files to the end of all that can be wrong with them; people are not to be found yet.
    fn entries(files: &[(&str, &str)]) -> Result<Self> {
        let blocks = read(files)?;
        check::check(&blocks, files)?;
        let mut places: Vec<_> = entries(&blocks, "place/").map(place).collect();
        for block in blocks.values() {
            for city in block.links(term::CAPITAL) {
                if let Some(city) = places.iter_mut().find(|place| place.slug == city) {
                    city.capital_of.push(block.slug().into());
                }
            }
        }
        let bodies: Vec<_> = entries(&blocks, "body/").map(body).collect();
        let mut persons: Vec<_> = entries(&blocks, "person/").map(person).collect();
        for tenure in blocks.values().filter(|block| block.object(term::HOLDER).is_some()) {
            add_tenure(&mut persons, tenure, &blocks).map_err(|error| error.at(locate(files, &tenure.path)))?;
        }

        let authority = Self {
            place_names: Forms::new(places.iter().map(|place| place.names.iter())),
            place_words: Forms::new(places.iter().map(|place| place.adjectives.iter().chain(&place.demonyms))),
            body_forms: Forms::new(bodies.iter().map(|body| body.forms.iter())),
            person_forms: Forms::default(),
            places,
            bodies,
            persons,
            blocks,
        };
        authority.check(files)?;
        Ok(authority)
    }

    fn indexed(mut self) -> Self {
        self.person_forms =
            Forms::new(self.persons.iter().map(|person| person.forms.iter().chain(&person.misspellings)));
        self
    }

    /// The places, by slug.
    pub fn places(&self) -> &[PlaceEntry] {
        &self.places
    }

    /// The bodies, by slug.
    pub fn bodies(&self) -> &[BodyEntry] {
        &self.bodies
    }

    /// The persons, by slug.
    pub fn persons(&self) -> &[PersonEntry] {
        &self.persons
    }

    /// A place by its slug.
    pub fn place(&self, slug: &str) -> Option<&PlaceEntry> {
        self.places.binary_search_by(|place| place.slug.as_str().cmp(slug)).ok().map(|at| &self.places[at])
    }

    /// A body by its slug.
    pub fn body(&self, slug: &str) -> Option<&BodyEntry> {
        self.bodies.binary_search_by(|body| body.slug.as_str().cmp(slug)).ok().map(|at| &self.bodies[at])
    }

    /// A person by the slug.
    pub fn person(&self, slug: &str) -> Option<&PersonEntry> {
        self.persons.binary_search_by(|person| person.slug.as_str().cmp(slug)).ok().map(|at| &self.persons[at])
    }

    /// The places that go by a name: several where only the time tells them apart, or nothing does.
    pub fn places_by_name(&self, name: &str) -> Vec<&PlaceEntry> {
        self.place_names.find(&Key::new(name)).iter().map(|at| &self.places[*at]).collect()
    }

    /// The places that have an adjective or a word for their people: `Soviet`, `Poles`.
    pub fn places_by_adjective(&self, word: &str) -> Vec<&PlaceEntry> {
        self.place_words.find(&Key::new(word)).iter().map(|at| &self.places[*at]).collect()
    }

    /// The places of the one name that is a letter away from a form listed nowhere: `Sweeden`.
    pub fn places_near(&self, name: &str) -> Vec<&PlaceEntry> {
        self.near(&self.place_names, &Key::new(name)).iter().map(|at| &self.places[*at]).collect()
    }

    /// The places of the one adjective or demonym that is a letter away from a word listed nowhere: `Yugolav`.
    pub fn places_near_adjective(&self, word: &str) -> Vec<&PlaceEntry> {
        self.near(&self.place_words, &Key::new(word)).iter().map(|at| &self.places[*at]).collect()
    }

    /// The body that has a form.
    pub fn body_by_form(&self, form: &str) -> Option<&BodyEntry> {
        alone(self.body_forms.find(&Key::new(form))).map(|at| &self.bodies[at])
    }

    /// The body of the one form that is a letter away from a form listed nowhere.
    pub fn body_near(&self, form: &str) -> Option<&BodyEntry> {
        alone(self.near(&self.body_forms, &Key::new(form))).map(|at| &self.bodies[at])
    }

    /// The one person who has a form, misspellings that are listed included; nobody where two share it.
    pub fn person_by_form(&self, form: &str) -> Option<&PersonEntry> {
        self.person_by_key(&Key::new(form))
    }

    /// Everybody who has a form, misspellings that are listed included: files that were imported may hold namesakes.
    pub fn persons_by_form(&self, form: &str) -> Vec<&PersonEntry> {
        self.persons_by_key(&Key::new(form)).collect()
    }

    pub(super) fn person_by_key(&self, key: &Key) -> Option<&PersonEntry> {
        alone(self.person_forms.find(key)).map(|at| &self.persons[at])
    }

    pub(super) fn persons_by_key(&self, key: &Key) -> impl Iterator<Item = &PersonEntry> {
        self.person_forms.find(key).iter().map(|at| &self.persons[*at])
    }

    /// The person of the one form that is a letter away from a form listed nowhere. Only somebody whom the bundled files
    /// know: among the thousands of an imported file another letter is often another name.
    pub fn person_near(&self, form: &str) -> Option<&PersonEntry> {
        self.person_near_key(&Key::new(form))
    }

    pub(super) fn person_near_key(&self, key: &Key) -> Option<&PersonEntry> {
        let near = alone(self.near(&self.person_forms, key)).map(|at| &self.persons[at])?;
        self.blocks.get(format!("person/{}", near.slug).as_str()).filter(|block| block.bundled).map(|_| near)
    }

    /// The State that a city lay in on a date; `None` where none or several are possible.
    pub fn state_of(&self, city: &str, date: Option<Date>) -> Option<&PlaceEntry> {
        let states = self.place(city)?.within.iter().filter_map(|state| self.place(state));
        let mut possible = states.filter(|state| date.is_none_or(|date| state.may_exist_on(date)));
        possible.next().filter(|_| possible.next().is_none())
    }

    /// The name of an entry, by the end of its IRI: `place/north-korea`.
    pub fn name(&self, path: &str) -> Option<&str> {
        self.blocks.get(path)?.texts(term::NAME).first().copied()
    }

    /// All that the files say of an entry, by the end of its IRI, below the default base: its own statements, a person's
    /// tenures and the offices they are of, and the type and label of each other entry named there. Nothing for one they lack.
    pub fn describe(&self, path: &str) -> Vec<Triple> {
        let Some(block) = self.blocks.get(path) else { return Vec::new() };
        let mut blocks = vec![block];
        // `#` is the last character before the names of parts and `$` the next: the range holds all parts.
        for (_, tenure) in self.blocks.range(SmolStr::new(format!("{path}#"))..SmolStr::new(format!("{path}$"))) {
            blocks.push(tenure);
            blocks.extend(tenure.object(term::OFFICE).and_then(|office| self.blocks.get(office)));
        }
        let said = blocks.iter().flat_map(|block| &block.said);
        let mut named: Vec<&str> = said.filter_map(|said| said.object.path()).collect();
        named.sort_unstable();
        named.dedup();
        named.retain(|named| blocks.iter().all(|block| block.path != *named));
        let others = named.iter().filter_map(|named| self.blocks.get(*named));
        blocks.iter().flat_map(|block| block.triples()).chain(others.flat_map(Block::in_short)).collect()
    }

    /// A form is searched for nearby only where no entry of any sort has it as it stands.
    fn near<'a>(&self, forms: &'a Forms, key: &Key) -> &'a [usize] {
        let all = [&self.place_names, &self.place_words, &self.body_forms, &self.person_forms];
        if all.iter().any(|forms| !forms.find(key).is_empty()) { &[] } else { forms.near(key) }
    }

    /// What no authority file may say: two bodies of one form. Persons may be namesakes, and then the form is nobody's.
    fn check(&self, files: &[(&str, &str)]) -> Result<()> {
        let Some((form, at)) = self.body_forms.shared() else { return Ok(()) };
        let paths: Vec<String> = at.iter().map(|at| format!("body/{}", self.bodies[*at].slug)).collect();
        let message = format!("`{form}` is a form of {}", paths.join(" and of "));
        Err(at_entries(message, files, &paths)
            .help("a form that two share is a form of neither: take it out of both, or merge the entries"))
    }
}

/// Reads the files into blocks, by the end of their subjects' IRIs.
///
/// A file may add to an entry of a file before it, in a block that has neither a type nor a name.
fn read(files: &[(&str, &str)]) -> Result<BTreeMap<SmolStr, Block>> {
    let (mut blocks, mut iris): (BTreeMap<SmolStr, Block>, Iris) = Default::default();
    for (at, (file, text)) in files.iter().enumerate() {
        let (kind, mut typed_here) = (kind_of(file), FxHashSet::default());
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text) {
            let quad = quad.map_err(|error| {
                let at = error.location().map(|at| at.start);
                let (line, column) = (at.map(|at| at.line + 1), at.map(|at| at.column + 1));
                let message = error.to_string();
                // The parser's message says the position again, before a colon.
                let message =
                    message.split_once(": ").filter(|_| line.is_some()).map_or(message.as_str(), |(_, what)| what);
                Error::new(kind, message).at(Locator { name: (*file).to_owned(), line, column })
            })?;
            let Some(path) = path_of(&quad.subject) else {
                let message = format!("{} is not below {DEFAULT_BASE}", quad.subject);
                return Err(Error::new(kind, message).at(Locator::file(*file)));
            };
            let path = SmolStr::new(path);
            let bundled = kind == ErrorKind::Bundled;
            let block = blocks.entry(path.clone()).or_insert_with(|| Block { path, said: Vec::new(), bundled });
            // In RDF a second block of the same subject would add itself to the first in silence. Two files may well have
            // the same office, which is nothing but its parts.
            if quad.predicate == rdf::TYPE && block.all(rdf::TYPE.as_str()).next().is_some() {
                let again = !typed_here.insert(block.path.clone());
                if again || !block.path.starts_with("position/") {
                    let message = format!("{} has two entries", block.path);
                    let help = "take one away; files that were imported one by one can be imported together";
                    return Err(at_entries(message, &files[..=at], &[block.path.to_string(), block.path.to_string()])
                        .help(help));
                }
            } else if quad.predicate == rdf::TYPE {
                typed_here.insert(block.path.clone());
            }
            let said = Said::of(quad, &mut iris);
            if at == 0 || !block.said.contains(&said) {
                block.said.push(said);
            }
        }
    }
    let untold = |block: &&Block| !block.path.contains('#') && block.texts(term::NAME).len() != 1;
    match blocks.values().find(untold) {
        Some(block) => {
            let message = format!("{} must have one rico:name", block.path);
            Err(at_entries(message, files, &[block.path.to_string()]))
        }
        None => {
            blocks.values_mut().for_each(|block| block.said.shrink_to_fit());
            // put together anew, its nodes are full: those of a map that grew in order are half empty
            Ok(blocks.into_iter().collect())
        }
    }
}

/// Whose mistake it is if a file is broken.
fn kind_of(file: &str) -> ErrorKind {
    if FILES.iter().any(|(bundled, _)| *bundled == file) { ErrorKind::Bundled } else { ErrorKind::Input }
}

/// A mistake about some entries: it is at the last of them, and tells where the first is if that is another place.
pub(super) fn at_entries(message: String, files: &[(&str, &str)], paths: &[String]) -> Error {
    let mut places: Vec<Locator> = paths.iter().flat_map(|path| begins(files, path)).collect();
    places.dedup();
    let last = places.pop().unwrap_or_default();
    let message = match places.first() {
        Some(first) => format!("{message}; the other is at {first}"),
        None => message,
    };
    Error::new(kind_of(&last.name), message).at(last)
}

/// The lines that begin an entry, by the end of its IRI, as people write it or in full; those that only add to it if there
/// are no others.
fn begins(files: &[(&str, &str)], path: &str) -> Vec<Locator> {
    let (short, full) = (format!("{} ", path.replacen('/', ":", 1).replace('#', "\\#")), format!("/{path}> "));
    let rest = |line: &'_ str| -> Option<bool> {
        let in_full = || line.strip_prefix('<').and_then(|line| Some(line.split_once(&full)?.1));
        line.strip_prefix(&short).or_else(in_full).map(|rest| rest.starts_with("a "))
    };
    let lines =
        files.iter().flat_map(|(file, text)| text.lines().zip(1..).map(move |(line, number)| (file, line, number)));
    let (entries, additions): (Vec<_>, Vec<_>) = lines
        .filter_map(|(file, line, number)| Some((rest(line)?, Locator::line(*file, number))))
        .partition(|(is_entry, _)| *is_entry);
    let found = if entries.is_empty() { additions } else { entries };
    found.into_iter().map(|(_, place)| place).collect()
}

/// Where each entry begins, by the end of its IRI.
pub fn places_of(files: &[(&str, &str)]) -> BTreeMap<String, Locator> {
    let mut places = BTreeMap::new();
    for (file, text) in files {
        for (line, number) in text.lines().zip(1..) {
            if let Some((start, _)) = line.split_once(" a ").filter(|(start, _)| !start.contains(' '))
                && let Some((sort, slug)) = start.split_once(':')
            {
                let path = format!("{sort}/{}", slug.replace("\\#", "#"));
                places.entry(path).or_insert_with(|| Locator::line(*file, number));
            }
        }
    }
    places
}

/// The last line that begins an entry.
fn locate(files: &[(&str, &str)], path: &str) -> Locator {
    begins(files, path).pop().unwrap_or_default()
}

/// The one entry of some, if there is just one.
fn alone(entries: &[usize]) -> Option<usize> {
    match entries {
        [at] => Some(*at),
        _ => None,
    }
}

/// The blocks that are entries of a sort, without the tenures, in the order of their slugs.
fn entries<'a>(blocks: &'a BTreeMap<SmolStr, Block>, sort: &'static str) -> impl Iterator<Item = &'a Block> {
    blocks.values().filter(move |block| block.path.starts_with(sort) && !block.path.contains('#'))
}

fn place(block: &Block) -> PlaceEntry {
    PlaceEntry {
        slug: block.slug().into(),
        name: block.name().to_owned(),
        kind: block.link(term::PLACE_TYPE).unwrap_or_default(),
        names: all(block.names()),
        adjectives: all(block.texts(term::ADJECTIVE)),
        demonyms: all(block.texts(term::DEMONYM)),
        capital_of: Vec::new(),
        within: block.links(term::CONTAINED_BY).map(Slug::new).collect(),
        first: block.date(term::BEGINNING),
        last: block.date(term::END),
    }
}

fn body(block: &Block) -> BodyEntry {
    BodyEntry {
        slug: block.slug().into(),
        name: block.name().to_owned(),
        forms: all(block.names()),
        kind: block.link(term::BODY_TYPE).unwrap_or_default(),
        state: block.link(term::JURISDICTION),
    }
}

fn person(block: &Block) -> PersonEntry {
    PersonEntry {
        slug: block.slug().into(),
        name: block.name().to_owned(),
        forms: all(block.names()),
        misspellings: all(block.texts(term::HIDDEN_LABEL)),
        state: block.link(term::ASSOCIATED_PLACE),
        offices: Vec::new(),
        born: block.date(term::BIRTH),
        died: block.date(term::DEATH),
    }
}

/// Texts of their own, in a list that is as long as it needs to be.
fn all<'b, T: From<&'b str>>(texts: Vec<&'b str>) -> Vec<T> {
    texts.into_iter().map(T::from).collect()
}

/// Adds a tenure to its holder.
fn add_tenure(persons: &mut [PersonEntry], block: &Block, blocks: &BTreeMap<SmolStr, Block>) -> Result<()> {
    let kind = if block.bundled { ErrorKind::Bundled } else { ErrorKind::Input };
    let wrong = |what: &str| Error::new(kind, format!("{} has no {what} that is listed", block.path));
    let holder = block.link(term::HOLDER).unwrap_or_default();
    let holder = persons.binary_search_by(|person| person.slug.cmp(&holder)).map_err(|_| wrong("holder"))?;
    let person = &mut persons[holder];
    let office = block.object(term::OFFICE).and_then(|path| blocks.get(path)).ok_or_else(|| wrong("office"))?;
    person.offices.push(Tenure {
        position: office.slug().to_owned(),
        office: office.link(term::TYPE).unwrap_or_default(),
        of: office.link(term::ASSOCIATED_PLACE),
        to: office.link(term::JURISDICTION),
        body: office.link(term::EXISTS_IN),
        from: block.date(term::BEGINNING),
        until: block.date(term::END),
        last_seen: block.texts(term::END).first().and_then(|text| last_seen(text)),
    });
    Ok(())
}

/// A date of the files: a year, month or day, or on or before a day.
pub(crate) fn edtf(text: &str) -> Option<Date> {
    if let Some(day) = text.strip_prefix("[..").and_then(|rest| rest.strip_suffix(']')) {
        return edtf(day).map(Date::or_before);
    }
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    match (parts.next(), parts.next()) {
        (None, _) => Date::year(year),
        (Some(month), None) => Date::month(year, month.parse().ok()?),
        (Some(month), Some(day)) => Date::day(year, month.parse().ok()?, day.parse().ok()?),
    }
}

/// The last day that something is seen whose end is not known: `[1961-03-16..]`.
pub(crate) fn last_seen(text: &str) -> Option<Date> {
    edtf(text.strip_prefix('[')?.strip_suffix("..]")?)
}

/// Whether a date lies wholly before the one or wholly after the other.
fn excluded(first: Option<Date>, last: Option<Date>, date: Date) -> bool {
    let before = first.and_then(Date::first).is_some_and(|first| date.last() < first);
    let after = last.zip(date.first()).is_some_and(|(last, date)| last.last() < date);
    before || after
}
