//! Mappings: a short file that says where a dataset has what, `data/mappings/README.md` tells how to write one.

use super::row::{Field, Filter, OneOrMany, Path};
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::rdf::vocab::PREFIXES;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Vocabularies that people describe people in, beside those of our own graphs.
const MORE_PREFIXES: &[(&str, &str)] = &[
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("org", "http://www.w3.org/ns/org#"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("schema1", "http://schema.org/"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("wdt", "http://www.wikidata.org/prop/direct/"),
    ("gndo", "https://d-nb.info/standards/elementset/gnd#"),
    ("person", "https://w3id.org/chancery/id/person/"),
    ("place", "https://w3id.org/chancery/id/place/"),
    ("body", "https://w3id.org/chancery/id/body/"),
    ("position", "https://w3id.org/chancery/id/position/"),
];

/// What a dataset's fields mean.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Mapping {
    /// The name of its file, for messages.
    #[serde(skip)]
    pub(super) name: String,
    /// Its text, to find the line of what is wrong in it.
    #[serde(skip)]
    text: String,
    /// Where its facts come from, with the row's own number if it has one.
    pub(super) source: Source,
    /// The form of the inputs, where their names do not say it.
    #[serde(default)]
    pub(super) format: Option<Format>,
    /// What parts the cells of a table, where that cannot be seen.
    #[serde(default)]
    pub(super) delimiter: Option<char>,
    #[serde(default)]
    prefixes: BTreeMap<String, String>,
    pub(super) person: Option<Person>,
    #[serde(default)]
    pub(super) tenure: Vec<Tenure>,
    pub(super) body: Option<Body>,
    pub(super) place: Option<Place>,
    /// Kinds of offices by the words the dataset has for them.
    #[serde(default)]
    pub(super) offices: BTreeMap<String, String>,
    /// Places by the words the dataset has for them; of several the one that was there at the time.
    #[serde(default)]
    pub(super) places: BTreeMap<String, OneOrMany<String>>,
    /// Bodies by the words the dataset has for them.
    #[serde(default)]
    pub(super) bodies: BTreeMap<String, String>,
    /// Kinds of bodies and places by the words the dataset has for them.
    #[serde(default)]
    pub(super) kinds: BTreeMap<String, String>,
    /// Persons of the authority files by the keys the dataset has for them.
    #[serde(default)]
    pub(super) same: BTreeMap<String, String>,
}

/// Where facts come from: a text, with paths in braces, or a place in the row that says it.
#[derive(Debug, Deserialize)]
#[serde(from = "WrittenSource")]
pub(super) struct Source {
    pub field: Field,
    /// Whether each row has a source of its own.
    pub own: bool,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum WrittenSource {
    Text(String),
    Field(Field),
}

impl From<WrittenSource> for Source {
    fn from(written: WrittenSource) -> Self {
        match written {
            WrittenSource::Text(text) => {
                let field = Field::text(&text);
                Self { own: !field.paths().is_empty(), field }
            }
            WrittenSource::Field(field) => Self { field, own: false },
        }
    }
}

/// A form of inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    Csv,
    NdJson,
}

/// In which order a name is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Order {
    #[default]
    Spoken,
    SurnameFirst,
}

/// Where people are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Person {
    #[serde(default, rename = "where")]
    pub filter: Filter,
    pub name: Field,
    #[serde(default)]
    pub order: Order,
    #[serde(default)]
    pub slug: Field,
    #[serde(default)]
    pub forms: Field,
    #[serde(default)]
    pub misspellings: Field,
    #[serde(default)]
    pub titles: Field,
    #[serde(default)]
    pub keys: Field,
    #[serde(default)]
    pub same_as: Field,
    #[serde(default)]
    pub born: Field,
    #[serde(default)]
    pub died: Field,
    #[serde(default)]
    pub state: Field,
}

/// Where offices are that people held.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Tenure {
    #[serde(default, rename = "where")]
    pub filter: Filter,
    /// Where the rows of the tenures of a person are, within the person's.
    pub each: Option<Path>,
    #[serde(default)]
    pub holder: Field,
    pub office: Field,
    #[serde(default)]
    pub of: Field,
    #[serde(default)]
    pub to: Field,
    #[serde(default, rename = "in")]
    pub body: Field,
    #[serde(default)]
    pub from: Field,
    #[serde(default)]
    pub until: Field,
}

/// Where bodies are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Body {
    #[serde(default, rename = "where")]
    pub filter: Filter,
    pub name: Field,
    #[serde(default)]
    pub slug: Field,
    #[serde(default)]
    pub forms: Field,
    #[serde(default)]
    pub keys: Field,
    #[serde(default)]
    pub same_as: Field,
    pub kind: Field,
    #[serde(default)]
    pub state: Field,
}

/// Where places are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Place {
    #[serde(default, rename = "where")]
    pub filter: Filter,
    pub name: Field,
    #[serde(default)]
    pub slug: Field,
    #[serde(default)]
    pub forms: Field,
    #[serde(default)]
    pub adjectives: Field,
    #[serde(default)]
    pub demonyms: Field,
    #[serde(default)]
    pub keys: Field,
    #[serde(default)]
    pub same_as: Field,
    pub kind: Field,
    #[serde(default)]
    pub within: Field,
    #[serde(default)]
    pub replaces: Field,
    #[serde(default)]
    pub from: Field,
    #[serde(default)]
    pub until: Field,
}

impl Mapping {
    /// Reads a mapping; `name` is the name of its file, for messages.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let mut mapping: Self = toml::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).map_err(|error| {
            let place = error.span().map_or_else(|| Locator::file(name), |span| place(name, text, span.start));
            Error::new(ErrorKind::Input, format!("this is no mapping: {}", error.message())).at(place).help(
                "data/mappings/ in the source has mappings to start from, and README.md there tells what may be said",
            )
        })?;
        if mapping.person.is_none() && mapping.tenure.is_empty() && mapping.body.is_none() && mapping.place.is_none() {
            return Err(Error::new(
                ErrorKind::Input,
                "the mapping says neither where people are nor tenures, bodies or places",
            )
            .at(Locator::file(name))
            .help("such as: [person] and below it name = \"the column with their names\""));
        }
        let known = PREFIXES.iter().chain(MORE_PREFIXES).map(|(prefix, iri)| ((*prefix).to_owned(), (*iri).to_owned()));
        for (prefix, iri) in known {
            mapping.prefixes.entry(prefix).or_insert(iri);
        }
        name.clone_into(&mut mapping.name);
        text.clone_into(&mut mapping.text);
        Ok(mapping)
    }

    /// The prefixes of properties, those that everybody knows included.
    pub(super) fn prefixes(&self) -> &BTreeMap<String, String> {
        &self.prefixes
    }

    /// A field that cannot be a property of a graph.
    pub(super) fn check_for_graph(&self) -> Result<()> {
        for path in self.paths() {
            if let Err(message) = path.read_steps(&self.prefixes) {
                return Err(Error::new(ErrorKind::Input, message.clone())
                    .at(self.locate(&path.text))
                    .help("declare prefixes below [prefixes], such as: ex = \"http://example.org/\""));
            }
        }
        Ok(())
    }

    /// All paths, each where it is first.
    pub(super) fn paths(&self) -> Vec<&Path> {
        let mut paths = self.source.field.paths();
        if let Some(p) = &self.person {
            paths.extend(p.filter.paths());
            let fields =
                [&p.name, &p.slug, &p.forms, &p.misspellings, &p.titles, &p.keys, &p.same_as, &p.born, &p.died];
            paths.extend(fields.into_iter().chain([&p.state]).flat_map(Field::paths));
        }
        for t in &self.tenure {
            paths.extend(t.filter.paths().into_iter().chain(&t.each));
            let fields = [&t.holder, &t.office, &t.of, &t.to, &t.body, &t.from, &t.until];
            paths.extend(fields.into_iter().flat_map(Field::paths));
        }
        if let Some(b) = &self.body {
            paths.extend(b.filter.paths());
            let fields = [&b.name, &b.slug, &b.forms, &b.keys, &b.same_as, &b.kind, &b.state];
            paths.extend(fields.into_iter().flat_map(Field::paths));
        }
        if let Some(p) = &self.place {
            paths.extend(p.filter.paths());
            let fields =
                [&p.name, &p.slug, &p.forms, &p.adjectives, &p.demonyms, &p.keys, &p.same_as, &p.kind, &p.within];
            paths.extend(fields.into_iter().chain([&p.replaces, &p.from, &p.until]).flat_map(Field::paths));
        }
        paths
    }

    /// Where a text stands in the mapping first, comments apart.
    pub(super) fn locate(&self, text: &str) -> Locator {
        // better where it stands as a value than where it is part of another word
        let written = [format!("\"{text}\""), format!("'{text}'"), format!("{{{text}}}"), text.to_owned()];
        let find = |written: &String| {
            let lines = self.text.lines().zip(1..).filter(|(line, _)| !line.trim_start().starts_with('#'));
            let mut found = lines.filter_map(|(line, number)| {
                Some((line[..line.find(written.as_str())?].chars().count() as u64 + 1, number))
            });
            found.next()
        };
        match written.iter().find_map(find) {
            Some((column, line)) => Locator { name: self.name.clone(), line: Some(line), column: Some(column) },
            None => Locator::file(&self.name),
        }
    }
}

/// The line and column of a byte of a text.
fn place(name: &str, text: &str, at: usize) -> Locator {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
    Locator { name: name.to_owned(), line: Some(line), column: Some(column) }
}
