//! What a graph says of each entry: its fields, the statements read out of them, and the words each rests on.

use crate::error::Result;
use crate::query::{Internal, cell};
use crate::rdf::map::field_property;
use crate::rdf::vocab::shorten;
use crate::record;
use oxigraph::sparql::QuerySolution;
use oxigraph::store::Store;
use std::collections::{BTreeMap, HashMap};

static RECORDS: Internal = Internal::new("records", include_str!("../../queries/internal/records.rq"));
static STATEMENTS: Internal = Internal::new("statements", include_str!("../../queries/internal/statements.rq"));
static UNREAD: Internal = Internal::new("unread", include_str!("../../queries/internal/unread.rq"));
static THINGS: Internal = Internal::new("things", include_str!("../../queries/internal/things.rq"));
static THINGS_OF_RECORD: Internal =
    Internal::new("things-of-record", include_str!("../../queries/internal/things-of-record.rq"));

/// A field of an entry, by its IRI in the graph; in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The date as printed.
    Date,
    /// The title.
    Title,
    /// The description.
    Description,
    /// One that names people or places by itself, as the archive gives it; or the document's own words.
    Given,
}

/// Fields of records that name people or places by themselves.
const GIVEN: [record::Field; 6] = record::Field::GIVEN;

impl Field {
    fn of(iri: &str) -> Option<Self> {
        match iri {
            "http://purl.org/dc/terms/date" => Some(Self::Date),
            "https://www.ica.org/standards/RiC/ontology#title" => Some(Self::Title),
            "https://www.ica.org/standards/RiC/ontology#scopeAndContent" => Some(Self::Description),
            iri if GIVEN.iter().chain(&[record::Field::Body]).any(|known| field_property(*known).as_str() == iri) => {
                Some(Self::Given)
            }
            _ => None,
        }
    }
}

/// Words of an entry, by Unicode code points, end excluded; in text order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// The field they stand in.
    pub field: Field,
    /// Where they begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// The words.
    pub words: String,
}

impl Passage {
    /// The words on one line, as they are quoted.
    pub fn quoted(&self) -> String {
        self.words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn of(row: &QuerySolution) -> Option<Self> {
        let number = |column| cell(row, column).parse().ok();
        Some(Self {
            field: Field::of(cell(row, "field"))?,
            start: number("start")?,
            end: number("end")?,
            words: cell(row, "words").to_owned(),
        })
    }
}

/// An entry, with all that was read out of it and what was not.
#[derive(Debug)]
pub struct Entry {
    /// Its place in the order of dates, from 1.
    pub number: usize,
    /// Its IRI.
    pub iri: String,
    /// The year it is of, or the last that it can be of; empty without a date.
    pub year: String,
    /// The date as printed.
    pub date: String,
    /// The title as printed.
    pub title: String,
    /// The description as printed.
    pub description: String,
    /// Dates, titles and descriptions that other sources have for it.
    pub also: Vec<String>,
    /// In text order.
    pub statements: Vec<Statement>,
    /// The words that no rule read.
    pub unread: Vec<Passage>,
}

/// A statement, and what it rests on.
#[derive(Debug)]
pub struct Statement {
    /// What it is about.
    pub subject: Thing,
    /// The local name of its predicate: `hasOrHadParticipant`.
    pub relation: String,
    /// The other end.
    pub object: Thing,
    /// The name of the rule that read it; empty where none did.
    pub rule: String,
    /// `stated`, `inferred`, or empty where the graph does not say.
    pub basis: String,
    /// How often the rule was right when measured, from 0 to 1; empty where it was not measured.
    pub confidence: String,
    /// The words, in text order.
    pub passages: Vec<Passage>,
}

impl Statement {
    /// How often its rule was right.
    pub fn measured(&self) -> &str {
        if self.confidence.is_empty() { "unmeasured" } else { &self.confidence }
    }
}

/// A thing as the statements of one entry call it.
#[derive(Clone, Debug)]
pub struct Thing {
    /// Its IRI.
    pub iri: String,
    /// Its sort, as `queries/internal/things.rq` has it; empty where it has none.
    pub sort: String,
    /// How it is called: `this record`, `Károly Práth`; a date in EDTF.
    pub name: String,
    /// How people would write it: dates in words.
    pub label: String,
}

/// What the graph says of things, by their IRIs: sort, name, label.
type Things = HashMap<String, [String; 3]>;

/// All entries of a store, in the order of their dates.
pub fn read(store: &Store) -> Result<Vec<Entry>> {
    read_some(store, &[], &THINGS.rows(store, &[])?)
}

/// The entry of one record; none if there is no such record.
pub fn read_one(store: &Store, record: &str) -> Result<Option<Entry>> {
    let this = [("record", record)];
    Ok(read_some(store, &this, &THINGS_OF_RECORD.rows(store, &this)?)?.into_iter().next())
}

fn read_some(store: &Store, which: &[(&str, &str)], things: &[QuerySolution]) -> Result<Vec<Entry>> {
    let things: Things = things
        .iter()
        .map(|row| {
            (cell(row, "thing").to_owned(), ["sort", "name", "label"].map(|column| cell(row, column).to_owned()))
        })
        .collect();
    let mut statements: HashMap<String, BTreeMap<String, Statement>> = HashMap::new();
    for row in STATEMENTS.rows(store, which)? {
        let Some(passage) = Passage::of(&row) else { continue };
        statements
            .entry(cell(&row, "record").to_owned())
            .or_default()
            .entry(cell(&row, "statement").to_owned())
            .or_insert_with(|| Statement::of(&row, &things))
            .passages
            .push(passage);
    }
    let mut unread: HashMap<String, Vec<Passage>> = HashMap::new();
    for row in UNREAD.rows(store, which)? {
        unread.entry(cell(&row, "record").to_owned()).or_default().extend(Passage::of(&row));
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in RECORDS.rows(store, which)? {
        let text = |column| cell(&row, column).to_owned();
        let iri = text("record");
        // of what several sources say of a record there is a row for each way of putting it together
        if let Some(place) = places.get(&iri) {
            entries[*place].add(["date", "title", "description"].map(text));
            continue;
        }
        places.insert(iri.clone(), entries.len());
        entries.push(Entry {
            number: entries.len() + 1,
            year: text("year"),
            date: text("date"),
            title: text("title"),
            description: text("description"),
            also: Vec::new(),
            statements: statements.remove(&iri).unwrap_or_default().into_values().collect(),
            unread: unread.remove(&iri).unwrap_or_default(),
            iri,
        });
    }
    entries.iter_mut().for_each(Entry::put_in_order);
    Ok(entries)
}

impl Entry {
    /// Takes in what another source says.
    fn add(&mut self, texts: [String; 3]) {
        for text in texts {
            let shown = [&self.date, &self.title, &self.description];
            if !text.is_empty() && !shown.contains(&&text) && !self.also.contains(&text) {
                self.also.push(text);
            }
        }
    }

    /// Puts the statements in text order. Passages of texts that are not shown have no place in those that are.
    fn put_in_order(&mut self) {
        let mut unread = std::mem::take(&mut self.unread);
        let mut statements = std::mem::take(&mut self.statements);
        if !self.also.is_empty() {
            let all = statements.iter_mut().flat_map(|statement| &mut statement.passages).chain(&mut unread);
            for passage in all {
                let text = self.text(passage.field).chars();
                let there = text.skip(passage.start).take(passage.end.saturating_sub(passage.start));
                if !there.eq(passage.words.chars()) {
                    passage.field = Field::Given;
                }
            }
        }
        for statement in &mut statements {
            statement.passages.sort();
            statement.passages.dedup();
        }
        statements.sort_by(|a, b| a.key().cmp(&b.key()));
        (self.statements, self.unread) = (statements, unread);
    }

    /// Whether this is what a user calls a document: its number, part of its title, or the end of its IRI.
    pub fn is(&self, wanted: &str) -> bool {
        match wanted.parse::<usize>() {
            Ok(number) => self.number == number,
            Err(_) => self.iri.ends_with(wanted) || self.title.to_lowercase().contains(&wanted.to_lowercase()),
        }
    }

    /// The text of a field.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Date => &self.date,
            Field::Title => &self.title,
            Field::Description => &self.description,
            Field::Given => "",
        }
    }
}

impl Statement {
    fn of(row: &QuerySolution, things: &Things) -> Self {
        let record = cell(row, "record");
        let thing = |column| Thing::of(cell(row, column), record, things);
        Self {
            subject: thing("subject"),
            relation: local_name(cell(row, "predicate")).to_owned(),
            object: thing("object"),
            rule: cell(row, "rule").to_owned(),
            basis: cell(row, "basis").to_owned(),
            confidence: cell(row, "confidence").to_owned(),
            passages: Vec::new(),
        }
    }

    /// In text order; of those that rest on the same words, by what they say.
    fn key(&self) -> (&[Passage], &str, &str, &str) {
        (&self.passages, &self.subject.name, &self.relation, &self.object.name)
    }

    /// Its predicate in words: `has or had participant`.
    pub fn relation_in_words(&self) -> String {
        let mut words = String::new();
        for letter in self.relation.chars() {
            if letter.is_uppercase() {
                words.push(' ');
            }
            words.extend(letter.to_lowercase());
        }
        words
    }
}

impl Thing {
    fn of(iri: &str, record: &str, things: &Things) -> Self {
        let known = things.get(iri);
        let [sort, name, label] = known.map_or(["", "", ""], |known| known.each_ref().map(String::as_str));
        let name = match (known, name) {
            _ if iri == record => "this record".to_owned(),
            (None, _) => local_name(&shorten(iri)).replace('-', " "),
            // events of some graphs have numbers and no names
            (Some(_), "") => format!("{sort} {}", iri.rsplit('-').next().unwrap_or_default()),
            (Some(_), name) => name.to_owned(),
        };
        let label = if label.is_empty() || iri == record { name.clone() } else { label.to_owned() };
        Self { iri: iri.to_owned(), sort: sort.to_owned(), name, label }
    }
}

/// The last part of an IRI, short or long.
fn local_name(iri: &str) -> &str {
    iri.rsplit(['#', '/', ':']).next().unwrap_or(iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predicates_read_as_words() {
        let thing = |name| Thing::of(name, "", &Things::new());
        let statement = Statement {
            subject: thing("urn:a"),
            relation: local_name("https://www.ica.org/standards/RiC/ontology#hasOrHadParticipant").to_owned(),
            object: thing("urn:b"),
            rule: String::new(),
            basis: String::new(),
            confidence: String::new(),
            passages: Vec::new(),
        };
        assert_eq!(statement.relation_in_words(), "has or had participant");
    }

    #[test]
    fn things_that_the_graph_does_not_describe_are_called_by_their_iris() {
        assert_eq!(Thing::of("https://example.org/id/kim-il", "", &Things::new()).name, "kim il");
        assert_eq!(Thing::of("https://example.org/r", "https://example.org/r", &Things::new()).name, "this record");
    }
}
