//! Rows: a line of a table, an object of JSON, a node of a graph. A mapping reads them all by the paths of its fields.

use super::finding::{Fault, Findings, Spot};
use super::graph::{Graph, Step, steps};
use super::table::{Cell, Table};
use oxigraph::model::Term;
use serde::Deserialize;
use serde_json::Value as Json;
use std::cell::{Cell as Flag, OnceCell};
use std::collections::BTreeMap;

/// A text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub text: String,
    pub spot: Spot,
}

/// One row of an input.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row<'d> {
    /// A line of a table.
    Cells(&'d Table, &'d [Cell], Spot),
    /// An object of a file that has one a line.
    Object(&'d Json, Spot),
    /// A node of a graph.
    Node(&'d Graph, &'d Term, Spot),
}

impl<'d> Row<'d> {
    /// Where it begins.
    pub fn spot(&self) -> Spot {
        match self {
            Self::Cells(_, _, spot) | Self::Object(_, spot) | Self::Node(_, _, spot) => *spot,
        }
    }

    /// The IRI of a node.
    pub fn iri(&self) -> Option<&'d str> {
        match self {
            Self::Node(_, Term::NamedNode(node), _) => Some(node.as_str()),
            _ => None,
        }
    }

    /// The rows below this one that a path leads to: the objects of a list, the nodes of a property.
    pub fn each(&self, path: &Path) -> Vec<Row<'d>> {
        let rows: Vec<Row<'d>> = match self {
            Self::Cells(..) => Vec::new(),
            Self::Object(json, spot) => {
                let found = within(json, &path.text);
                found.into_iter().filter(|json| json.is_object()).map(|json| Row::Object(json, *spot)).collect()
            }
            Self::Node(graph, node, spot) => {
                let found = graph.follow(node, path.steps(graph.prefixes()), *spot);
                found.into_iter().map(|(node, spot)| Row::Node(graph, node, spot)).collect()
            }
        };
        path.asked(!rows.is_empty());
        rows
    }

    /// The texts that a path leads to; blank ones are none.
    fn values(&self, path: &Path) -> Vec<Value> {
        let mut values = match self {
            Self::Cells(table, cells, _) => {
                let cell = table.header.get(&path.text).and_then(|at| cells.get(*at));
                path.asked(cell.is_some());
                path.no_column.set(path.no_column.get() || cell.is_none());
                cell.map(|cell| Value { text: cell.text.clone(), spot: cell.spot }).into_iter().collect()
            }
            Self::Object(json, spot) => {
                let found = within(json, &path.text);
                path.asked(!found.is_empty());
                found.into_iter().filter_map(scalar).map(|text| Value { text, spot: *spot }).collect()
            }
            Self::Node(graph, node, spot) => {
                let found = graph.follow(node, path.steps(graph.prefixes()), *spot);
                path.asked(!found.is_empty());
                let texts = found.into_iter().filter_map(|(term, spot)| text(term).map(|text| Value { text, spot }));
                texts.collect::<Vec<_>>()
            }
        };
        for value in &mut values {
            let trimmed = value.text.trim();
            if trimmed.len() < value.text.len() {
                value.text = trimmed.to_owned();
            }
        }
        values.retain(|value| !value.text.is_empty());
        values
    }
}

/// The parts of a JSON value that a path such as `variants[].name` leads to. Lists are gone through whether or not the
/// path has brackets, and a name with dots in it is found as it stands.
fn within<'j>(json: &'j Json, path: &str) -> Vec<&'j Json> {
    if let Some(whole) = json.get(path) {
        return flat(whole);
    }
    let mut found = vec![json];
    for key in path.split('.') {
        let key = key.trim_end_matches("[]");
        found = found.into_iter().filter_map(|json| json.get(key)).flat_map(flat).collect();
    }
    found
}

/// A value, or the values of a list and of the lists in it.
fn flat(json: &Json) -> Vec<&Json> {
    let (mut flat, mut waiting) = (Vec::new(), vec![json]);
    while let Some(json) = waiting.pop() {
        match json {
            Json::Array(items) => waiting.extend(items.iter().rev()),
            other => flat.push(other),
        }
    }
    flat
}

fn scalar(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}

fn text(term: &Term) -> Option<String> {
    match term {
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    }
}

/// Where in a row something stands: a column, a path in JSON, properties of a graph.
#[derive(Debug)]
pub(super) struct Path {
    pub text: String,
    /// Whether any row had it; nothing before it was asked for.
    found: Flag<Option<bool>>,
    /// Whether a table lacks it as a column.
    no_column: Flag<bool>,
    steps: OnceCell<Result<Vec<Step>, String>>,
}

impl Path {
    pub fn new(text: &str) -> Self {
        Self {
            text: text.trim().to_owned(),
            found: Flag::new(None),
            no_column: Flag::new(false),
            steps: OnceCell::new(),
        }
    }

    /// Remembers whether a row had it.
    fn asked(&self, found: bool) {
        self.found.set(Some(found || self.found.get() == Some(true)));
    }

    /// Whether it was asked for, and whether any row had it.
    pub fn found(&self) -> Option<bool> {
        self.found.get()
    }

    /// Whether it is no column of a table that was asked for it.
    pub fn is_no_column(&self) -> bool {
        self.no_column.get()
    }

    /// The properties of a graph that it names; why it names none.
    pub fn read_steps(&self, prefixes: &BTreeMap<String, String>) -> &Result<Vec<Step>, String> {
        self.steps.get_or_init(|| steps(&self.text, prefixes))
    }

    fn steps(&self, prefixes: &BTreeMap<String, String>) -> &[Step] {
        self.read_steps(prefixes).as_deref().unwrap_or_default()
    }
}

/// A path in a mapping.
impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::new(&text))
    }
}

/// What a mapping says of one field: where it stands. Of several places the first that has something counts, unless all
/// are asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "OneOrMany<Written>")]
pub(super) struct Field(Vec<Place>);

/// One or several of something, as people write it.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany<T> {
    // a list comes first: it could be read as the fields of one, too
    Many(Vec<T>),
    One(T),
}

impl<T> OneOrMany<T> {
    pub fn into_vec(self) -> Vec<T> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}

/// A place of a field as it is written.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Written {
    /// A path, or a template if it has braces.
    Path(String),
    /// What is the same for all.
    Constant(Constant),
    /// A path to a text with several in it.
    Split(Split),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Constant {
    value: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    path: String,
    split: String,
}

#[derive(Debug)]
enum Place {
    Path(Path),
    /// Texts and paths in turn: the text before each path, and what comes at last.
    Template(Vec<(String, Path)>, String),
    Constant(String),
    Split(Path, String),
}

impl From<OneOrMany<Written>> for Field {
    fn from(written: OneOrMany<Written>) -> Self {
        let place = |written| match written {
            Written::Path(text) => template(&text).unwrap_or_else(|| Place::Path(Path::new(&text))),
            Written::Constant(constant) => Place::Constant(constant.value),
            Written::Split(Split { path, split }) => Place::Split(Path::new(&path), split),
        };
        Self(written.into_vec().into_iter().map(place).collect())
    }
}

/// `http://viaf.org/viaf/{viaf}`: what stands in braces is a path.
fn template(text: &str) -> Option<Place> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (path, after) = after.split_once('}')?;
        pieces.push((before.to_owned(), Path::new(path)));
        rest = after;
    }
    (!pieces.is_empty()).then(|| Place::Template(pieces, rest.to_owned()))
}

impl Place {
    fn values(&self, row: &Row<'_>) -> Vec<Value> {
        match self {
            Self::Path(path) => row.values(path),
            Self::Constant(text) => vec![Value { text: text.clone(), spot: row.spot() }],
            Self::Split(path, split) => {
                let parts = row.values(path).into_iter().flat_map(|value| {
                    let spot = value.spot;
                    let parts = value.text.split(split.as_str()).map(str::trim).filter(|part| !part.is_empty());
                    parts.map(|part| Value { text: part.to_owned(), spot }).collect::<Vec<_>>()
                });
                parts.collect()
            }
            Self::Template(pieces, end) => {
                let Some(((before, first), others)) = pieces.split_first() else { return Vec::new() };
                // one for each value of the first path; of the others only the first value fits with it
                let mut filled = Vec::new();
                for Value { text, spot } in row.values(first) {
                    let mut whole = format!("{before}{text}");
                    for (before, path) in others {
                        let Some(value) = row.values(path).into_iter().next() else { return Vec::new() };
                        whole = format!("{whole}{before}{}", value.text);
                    }
                    filled.push(Value { text: whole + end, spot });
                }
                filled
            }
        }
    }

    fn paths(&self) -> Vec<&Path> {
        match self {
            Self::Path(path) | Self::Split(path, _) => vec![path],
            Self::Template(pieces, _) => pieces.iter().map(|(_, path)| path).collect(),
            Self::Constant(_) => Vec::new(),
        }
    }
}

impl Field {
    /// What the first of its places that has anything has.
    pub fn first(&self, row: &Row<'_>) -> Vec<Value> {
        self.0.iter().map(|place| place.values(row)).find(|values| !values.is_empty()).unwrap_or_default()
    }

    /// What all its places have, each text once.
    pub fn all(&self, row: &Row<'_>) -> Vec<Value> {
        let mut all: Vec<Value> = Vec::new();
        for value in self.0.iter().flat_map(|place| place.values(row)) {
            if all.iter().all(|known| known.text != value.text) {
                all.push(value);
            }
        }
        all
    }

    /// The one value of a field that has one; more are told of as a fault, and then there is none.
    pub fn only(&self, row: &Row<'_>, fault: Fault, what: &str, findings: &mut Findings) -> Option<Value> {
        let mut values = self.first(row);
        values.dedup_by(|one, two| one.text == two.text);
        match &values[..] {
            [one, two, ..] if one.text != two.text => {
                let message = format!("two {what}: “{}” and “{}”", one.text, two.text);
                findings.add_both(fault, two.spot, findings.locate(one.spot), message);
                None
            }
            values => values.first().cloned(),
        }
    }

    /// A text, with paths in braces.
    pub fn text(text: &str) -> Self {
        Self(vec![template(text).unwrap_or_else(|| Place::Constant(text.to_owned()))])
    }

    pub fn paths(&self) -> Vec<&Path> {
        self.0.iter().flat_map(Place::paths).collect()
    }
}

/// Which rows a part of a mapping is about: those that have one of the values in each of the places.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "BTreeMap<String, OneOrMany<String>>")]
pub(super) struct Filter(Vec<(Path, Vec<String>)>);

impl From<BTreeMap<String, OneOrMany<String>>> for Filter {
    fn from(written: BTreeMap<String, OneOrMany<String>>) -> Self {
        Self(written.into_iter().map(|(path, values)| (Path::new(&path), values.into_vec())).collect())
    }
}

impl Filter {
    pub fn fits(&self, row: &Row<'_>) -> bool {
        self.0.iter().all(|(path, wanted)| {
            let values = row.values(path);
            values
                .iter()
                .any(|value| wanted.iter().any(|wanted| value.text == *wanted || row.expands(wanted, &value.text)))
        })
    }

    pub fn paths(&self) -> Vec<&Path> {
        self.0.iter().map(|(path, _)| path).collect()
    }
}

impl Row<'_> {
    /// Whether `foaf:Person` stands for an IRI.
    fn expands(&self, short: &str, iri: &str) -> bool {
        match self {
            Self::Node(graph, ..) => {
                let parts =
                    short.split_once(':').and_then(|(prefix, name)| Some((graph.prefixes().get(prefix)?, name)));
                parts.is_some_and(|(namespace, name)| iri.strip_prefix(namespace.as_str()) == Some(name))
            }
            _ => false,
        }
    }
}
