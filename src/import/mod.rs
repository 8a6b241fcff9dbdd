//! Authority files out of others' data: people, the offices they held, bodies and places, from tables, JSON and RDF.
//!
//! A [`Mapping`] says where a dataset has what; [`import`] reads the inputs by it, joins what is one and keeps apart what
//! may be two, checks all of it beside the authority files that are there, and writes what they lack in their own form.
//! What cannot be true or cannot be read is left out and told, each with its place, and where two things do not agree with
//! both places.
//!
//! ```
//! use chancery::import::{Input, Mapping, import};
//! use chancery::resolve::authority::Authority;
//!
//! let mapping = Mapping::parse("people.toml", "source = 'A list of mine, number {no}'\n\
//!     [person]\nname = 'name'\norder = 'surname-first'\nborn = 'born'\n")?;
//! let input = Input { name: "people.csv".to_owned(), bytes: "no;name;born\n1;Ypsilanti, Xaver;1911\n".into(), mapping: 0 };
//! let imported = import(&[input], &[mapping], Authority::bundled_files())?;
//! assert!(imported.turtle.contains("person:xaver-ypsilanti a rico:Person"));
//! assert_eq!(imported.findings, []);
//! # Ok::<(), chancery::Error>(())
//! ```

mod draft;
mod finding;
mod graph;
mod identity;
mod known;
mod mapping;
mod name;
mod people;
mod row;
mod table;
mod tenures;
mod things;
mod turtle;

pub use finding::{Fault, Finding, Weight};
pub use mapping::Mapping;

use crate::claim::{Body, DEFAULT_BASE, Position, Slug};
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::rdf::kind::Kinds;
use crate::rdf::mint::Base;
use crate::rdf::name::Names;
use crate::resolve::authority::{Authority, places_of};
use draft::{Drafter, Person, Tenure, Thing};
use finding::{Findings, Spot};
use graph::Graph;
use known::{Known, Offices};
use mapping::Format;
use oxigraph::model::Term;
use row::Row;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use table::Table;
use things::Blocks;
use turtle::{Block, entry, literal};

/// A file to import from.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name, for messages; its ending says what it is.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Which of the mappings it is read by, from 0.
    pub mapping: usize,
}

/// What came of an import.
#[derive(Debug)]
pub struct Imported {
    /// The authority file: what the files that are there do not have.
    pub turtle: String,
    /// What was found, by sort and place.
    pub findings: Vec<Finding>,
    /// How much there is.
    pub counts: Counts,
}

/// How much an import brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows, objects and nodes that were read.
    pub rows: usize,
    /// Persons who are new.
    pub persons: usize,
    /// Persons of the authority files that rows were joined to.
    pub joined: usize,
    /// Tenures that are new.
    pub tenures: usize,
    /// Bodies that are new.
    pub bodies: usize,
    /// Places that are new.
    pub places: usize,
    /// Rows that were joined to an entry or to a row before them.
    pub merged: usize,
}

/// Imports some files by some mappings, beside the authority files that are there, each given by its name and text.
///
/// An error means that nothing could be done; what is wrong with single rows is in [`Imported::findings`].
pub fn import(inputs: &[Input], mappings: &[Mapping], files: &[(&str, &str)]) -> Result<Imported> {
    let kinds = Kinds::bundled()?;
    let offices = Offices::new(&kinds);
    let authority = Authority::parse(files)?;
    let places = places_of(files);
    let known = Known::new(&authority, &places, &kinds, &offices);
    let mut findings = Findings::new(inputs.iter().map(|input| input.name.clone()).collect());
    let mut data = Vec::new();
    for (file, input) in inputs.iter().enumerate() {
        let mapping = mapping_of(input, mappings)?;
        data.push((input.mapping, Data::read(file, input, mapping, &mut findings)?));
    }

    // places and bodies come first: people hold offices in them
    let (mut new_places, mut new_bodies) = (Vec::new(), Vec::new());
    each_row(&data, mappings, |number, mapping, row| {
        let mut drafter = Drafter { mapping, known: &known, findings: &mut findings };
        new_places.extend(drafter.place(&row).map(|place: Thing| (number, place)));
        new_bodies.extend(drafter.body(&row).map(|body: Thing| (number, body)));
    });
    let places_here = things::places(&new_places, mappings, &known, &mut findings);
    let places_text = turtle::file("Places.", &[("", &places_here.blocks)]);
    let grown = grown(files, &[(&places_here.blocks, &places_text)])?;
    let mut known = Known::new(grown.as_ref().unwrap_or(&authority), &places, &kinds, &offices);
    known.place_keys.clone_from(&places_here.keys);
    let bodies_here = things::bodies(&new_bodies, mappings, &known, &mut findings);
    let bodies_text = turtle::file("Bodies.", &[("", &bodies_here.blocks)]);
    let grown = self::grown(files, &[(&places_here.blocks, &places_text), (&bodies_here.blocks, &bodies_text)])?;
    let authority = grown.as_ref().unwrap_or(&authority);
    let mut known = Known::new(authority, &places, &kinds, &offices);
    known.place_keys.clone_from(&places_here.keys);
    for mapping in mappings {
        known.check(mapping)?;
    }

    let (mut persons, mut others, mut rows): (Vec<Person>, Vec<Tenure>, usize) = (Vec::new(), Vec::new(), 0);
    each_row(&data, mappings, |_, mapping, row| {
        rows += 1;
        let (person, tenures) = Drafter { mapping, known: &known, findings: &mut findings }.person(&row);
        persons.extend(person);
        others.extend(tenures);
    });
    never_found(mappings, rows, &mut findings);
    let people = people::people(&persons, others, &known, &mut findings);

    let base = Base::new(DEFAULT_BASE)?;
    let called = Names::new(&base, authority, &kinds);
    let offices_here: BTreeMap<String, Block> = people
        .offices
        .iter()
        .map(|(slug, office)| (format!("position/{slug}"), office_block(&called.position(office), office)))
        .collect();
    let comment = format!("Imported from {}. data/authority/README.md tells how to read and edit this.", names(inputs));
    let turtle = turtle::file(
        &comment,
        &[("", &places_here.blocks), ("", &bodies_here.blocks), ("", &people.blocks), ("The offices", &offices_here)],
    );
    // what is written is what is read
    Authority::parse(&[files, &[(IMPORTED, turtle.as_str())]].concat())?;
    let counts = Counts {
        rows,
        persons: people.new,
        joined: people.joined,
        tenures: people.tenures,
        bodies: bodies_here.new,
        places: places_here.new,
        merged: people.merged + places_here.merged + bodies_here.merged,
    };
    Ok(Imported { turtle, findings: findings.sorted(), counts })
}

/// The authority files with what was made of them, if there is any.
fn grown(files: &[(&str, &str)], made: &[(&Blocks, &String)]) -> Result<Option<Authority>> {
    let made = made.iter().filter(|(blocks, _)| !blocks.is_empty());
    let made: Vec<(&str, &str)> = made.map(|(_, text)| (IMPORTED, text.as_str())).collect();
    if made.is_empty() { Ok(None) } else { Authority::parse(&[files, &made].concat()).map(Some) }
}

/// What the file that is being made is called in messages.
const IMPORTED: &str = "the imported file";

/// The mapping of an input.
fn mapping_of<'m>(input: &Input, mappings: &'m [Mapping]) -> Result<&'m Mapping> {
    mappings.get(input.mapping).ok_or_else(|| {
        Error::new(ErrorKind::Usage, "no mapping says what this input has").at(Locator::file(&input.name))
    })
}

/// The names of the inputs, without their folders.
fn names(inputs: &[Input]) -> String {
    let short = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or(name).replace(char::is_control, " ");
    inputs.iter().map(|input| short(&input.name)).collect::<Vec<_>>().join(", ")
}

/// An input, read.
enum Data {
    Table(Table),
    Lines(Vec<(Json, Spot)>),
    Graph(Graph),
}

impl Data {
    /// Reads an input as what its name or its mapping says it is.
    fn read(file: usize, input: &Input, mapping: &Mapping, findings: &mut Findings) -> Result<Self> {
        let at = |message: &str, help: &str| {
            Err(Error::new(ErrorKind::Input, message).at(Locator::file(&input.name)).help(help))
        };
        let Ok(text) = std::str::from_utf8(&input.bytes) else {
            let valid = std::str::from_utf8(&input.bytes).map_or_else(|error| error.valid_up_to(), str::len);
            let before = String::from_utf8_lossy(input.bytes.get(..valid).unwrap_or_default()).into_owned();
            let line = before.matches('\n').count() as u64 + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
            let place = Locator { name: input.name.clone(), line: Some(line), column: Some(column) };
            return Err(Error::new(ErrorKind::Input, "the text is not UTF-8")
                .at(place)
                .help("save it as UTF-8, or convert it with: iconv -f WINDOWS-1252 -t UTF-8"));
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let ending = input.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let format = mapping.format.or(match ending.as_str() {
            "csv" | "tsv" | "tab" => Some(Format::Csv),
            "ndjson" | "jsonl" => Some(Format::NdJson),
            _ => None,
        });
        match (format, graph::format(&input.name)) {
            (Some(Format::Csv), _) => {
                let delimiter = mapping.delimiter.or((ending == "tsv").then_some('\t'));
                Ok(Self::Table(Table::read(file, text, delimiter, findings)))
            }
            (Some(Format::NdJson), _) => Ok(Self::Lines(lines(file, text, findings))),
            (None, Some(format)) => {
                mapping.check_for_graph()?;
                Ok(Self::Graph(Graph::read(file, text, format, mapping.prefixes().clone(), findings)))
            }
            (None, None) => at(
                "the name does not say what is in the file",
                "end it in .csv, .tsv, .ndjson, .ttl, .nt, .nq, .trig, .rdf or .jsonld, or say format = \"csv\" in the mapping",
            ),
        }
    }
}

/// The objects of a file that has one a line; what is none is told and passed over.
fn lines(file: usize, text: &str, findings: &mut Findings) -> Vec<(Json, Spot)> {
    let mut objects = Vec::new();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let spot = Spot { file, line: Some(number), column: None };
        match serde_json::from_str::<Json>(line) {
            Ok(json) if json.is_object() => objects.push((json, spot)),
            Ok(_) => findings.add(Fault::Malformed, spot, "the line is no object of JSON"),
            Err(error) => {
                let spot = Spot { column: Some(error.column() as u64), ..spot };
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or_default();
                findings.add(Fault::Malformed, spot, format!("this is no JSON: {message}"));
            }
        }
    }
    objects
}

/// Calls for each row, with its mapping and the number of that.
fn each_row(data: &[(usize, Data)], mappings: &[Mapping], mut read: impl FnMut(usize, &Mapping, Row<'_>)) {
    for (number, data) in data {
        let Some(mapping) = mappings.get(*number) else { continue };
        match data {
            Data::Table(table) => {
                for cells in &table.rows {
                    if let Some(first) = cells.first() {
                        read(*number, mapping, Row::Cells(table, cells, Spot { column: None, ..first.spot }));
                    }
                }
            }
            Data::Lines(objects) => {
                objects.iter().for_each(|(json, spot)| read(*number, mapping, Row::Object(json, *spot)));
            }
            Data::Graph(graph) => {
                for (node, spot) in graph.nodes() {
                    let named: &Term = node;
                    read(*number, mapping, Row::Node(graph, named, spot));
                }
            }
        }
    }
}

/// Tells of the fields of a mapping that no row has: a column that is spelt otherwise would be lost in silence.
fn never_found(mappings: &[Mapping], rows: usize, findings: &mut Findings) {
    if rows == 0 {
        return;
    }
    for mapping in mappings {
        let mut told = Vec::new();
        for path in mapping.paths().into_iter().filter(|path| path.text != ".") {
            let same = || mapping.paths().into_iter().filter(|other| other.text == path.text);
            let missed = path.found() == Some(false) && !same().any(|other| other.found() == Some(true));
            if missed && !told.contains(&path.text) {
                told.push(path.text.clone());
                let place = mapping.locate(&path.text);
                let (fault, what) = if path.is_no_column() {
                    (Fault::NoColumn, "no column is named")
                } else {
                    (Fault::NeverFound, "no row has")
                };
                findings.tell(fault, place, None, format!("{what} `{}`", path.text), None);
            }
        }
    }
}

/// An office is nothing but its parts, and has no source of its own.
fn office_block(name: &str, office: &Position) -> Block {
    let mut block = Block::new(Some("rico:Position"));
    block.say("rico:name", vec![literal(name)]);
    block.say("rico:hasOrHadType", vec![format!("kind:{}", office.office)]);
    let place = |place: &Slug| entry(&format!("place/{place}"));
    block.say("rico:isAgentAssociatedWithPlace", office.of.iter().map(place).collect());
    block.say("rico:hasOrHadJurisdiction", office.to.iter().map(place).collect());
    if let Some(Body::Authority(body)) = office.body.as_deref() {
        block.say("rico:existsOrExistedIn", vec![entry(&format!("body/{body}"))]);
    }
    block
}
