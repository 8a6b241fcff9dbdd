//! `chancery explain`: each record's words with their readings marked, and each statement with the words it rests on.

use super::{Outcome, cell, counted, open, rows};
use crate::cli::Explain;
use crate::terminal::{Terminal, plain_row, shorten, table, width};
use chancery::{Error, ErrorKind, Result};
use marks::{Mark, Sort};
use oxigraph::sparql::QuerySolution;
use oxigraph::store::Store;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;

mod marks;

const RECORDS: &str = include_str!("../../queries/internal/records.rq");
const STATEMENTS: &str = include_str!("../../queries/internal/statements.rq");
const THINGS: &str = include_str!("../../queries/internal/things.rq");
const UNREAD: &str = include_str!("../../queries/internal/unread.rq");

pub fn run(command: &Explain, terminal: &Terminal) -> Result<Outcome> {
    let (graphs, wanted) = split(&command.graphs);
    let (store, outcome) = open(graphs, terminal)?;
    let mut records = read(&store)?;
    if let Some(wanted) = wanted {
        records.retain(|record| record.is(wanted));
        if records.is_empty() {
            let message = format!("no document here answers to “{wanted}”, and there is no such file");
            return Err(Error::new(ErrorKind::Usage, message)
                .help("name it by its number in the order of dates, part of its title, or the end of its IRI"));
        }
    }
    // a pipe gets each paragraph and each statement in one line
    let width = terminal.is_terminal().then(|| usize::from(width()));
    let colours = terminal.has_colours();
    for (n, record) in records.iter().enumerate() {
        let gap = if n > 0 { "\n" } else { "" };
        terminal.print_text(&format!("{gap}{}", record.render(colours, width)))?;
    }
    terminal.note(&counted(records.len(), "record", "records"));
    terminal.note("The words quoted are those of the archive's catalogue, not of the documents.");
    Ok(outcome)
}

/// The graphs, and the document where the last word is one: it names no file, and comes after one.
fn split(words: &[String]) -> (&[String], Option<&str>) {
    match words {
        [graphs @ .., last] if !graphs.is_empty() && !Path::new(last).exists() => (graphs, Some(last)),
        graphs => (graphs, None),
    }
}

/// A field of a record, by its IRI in the graph; in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Date,
    Title,
    Description,
}

impl Field {
    fn of(iri: &str) -> Option<Self> {
        match iri {
            "http://purl.org/dc/terms/date" => Some(Self::Date),
            "https://www.ica.org/standards/RiC/ontology#title" => Some(Self::Title),
            "https://www.ica.org/standards/RiC/ontology#scopeAndContent" => Some(Self::Description),
            _ => None,
        }
    }
}

/// Words of a record, by Unicode code points; in text order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Passage {
    field: Field,
    start: usize,
    end: usize,
    words: String,
}

impl Passage {
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

/// A record, with all that was read out of it and what was not.
struct Record {
    /// Its place in the order of dates, from 1.
    number: usize,
    iri: String,
    date: String,
    title: String,
    description: String,
    statements: Vec<Statement>,
    unread: Vec<Passage>,
}

/// A statement, in words.
struct Statement {
    subject: String,
    relation: String,
    object: String,
    rule: String,
    basis: String,
    passages: Vec<Passage>,
    /// What its words are marked as, if they are the very words for a thing.
    sort: Option<Sort>,
}

/// A thing's sort and name.
type Things = HashMap<String, (String, String)>;

/// All records of a store, in the order of their dates.
fn read(store: &Store) -> Result<Vec<Record>> {
    let things: Things = rows("things", THINGS, store)?
        .iter()
        .map(|row| (cell(row, "thing").to_owned(), (cell(row, "sort").to_owned(), cell(row, "name").to_owned())))
        .collect();
    let mut statements: HashMap<String, BTreeMap<String, Statement>> = HashMap::new();
    for row in rows("statements", STATEMENTS, store)? {
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
    for row in rows("unread", UNREAD, store)? {
        unread.entry(cell(&row, "record").to_owned()).or_default().extend(Passage::of(&row));
    }
    let records = rows("records", RECORDS, store)?;
    let records = records.iter().enumerate().map(|(index, row)| {
        let iri = cell(row, "record");
        let mut statements: Vec<_> = statements.remove(iri).unwrap_or_default().into_values().collect();
        statements.iter_mut().for_each(|statement| {
            statement.passages.sort();
            statement.passages.dedup();
        });
        statements.sort_by(|a, b| a.key().cmp(&b.key()));
        Record {
            number: index + 1,
            iri: iri.to_owned(),
            date: cell(row, "date").to_owned(),
            title: cell(row, "title").to_owned(),
            description: cell(row, "description").to_owned(),
            statements,
            unread: unread.remove(iri).unwrap_or_default(),
        }
    });
    Ok(records.collect())
}

impl Statement {
    fn of(row: &QuerySolution, things: &Things) -> Self {
        let (record, predicate, object) = (cell(row, "record"), cell(row, "predicate"), cell(row, "object"));
        let sort = things.get(object).map_or("", |(sort, _)| sort);
        Self {
            subject: name(cell(row, "subject"), record, things),
            relation: in_words(predicate),
            object: name(object, record, things),
            rule: cell(row, "rule").to_owned(),
            basis: cell(row, "basis").to_owned(),
            passages: Vec::new(),
            sort: Sort::of(local_name(predicate), sort),
        }
    }

    /// In text order; of those that rest on the same words, by what they say.
    fn key(&self) -> (&[Passage], &str, &str, &str) {
        (&self.passages, &self.subject, &self.relation, &self.object)
    }
}

impl Record {
    /// Whether this is what a user calls a document: its number, part of its title, or the end of its IRI.
    fn is(&self, wanted: &str) -> bool {
        match wanted.parse::<usize>() {
            Ok(number) => self.number == number,
            Err(_) => self.iri.ends_with(wanted) || self.title.to_lowercase().contains(&wanted.to_lowercase()),
        }
    }

    fn render(&self, colours: bool, width: Option<usize>) -> String {
        let field = |field, text| marks::render(text, &self.marks(field), colours, width);
        let date = if self.date.is_empty() { "no date".to_owned() } else { field(Field::Date, &self.date) };
        let mut text = format!("{}. {date}\n{}\n", self.number, field(Field::Title, &self.title));
        if !self.description.is_empty() {
            text.push_str(&field(Field::Description, &self.description));
            text.push('\n');
        }
        text.push('\n');
        let rows: Vec<_> = self.statements.iter().map(Statement::row).collect();
        match width {
            Some(_) => text.push_str(&table(&[], &rows)),
            None => rows.iter().for_each(|row| text.push_str(&plain_row(row))),
        }
        for passage in &self.unread {
            // writing to a String cannot fail
            let _ = writeln!(text, "not read: “{}”", passage.words);
        }
        text
    }

    /// The words of a field that statements rest on, and those that none does.
    fn marks(&self, field: Field) -> Vec<Mark> {
        let here = |passage: &&Passage| passage.field == field;
        let read = self.statements.iter().filter_map(|statement| Some((statement.sort?, &statement.passages)));
        let read = read.flat_map(|(sort, passages)| {
            passages.iter().filter(here).map(move |passage| Mark { start: passage.start, end: passage.end, sort })
        });
        let unread = self.unread.iter().filter(here);
        let unread = unread.map(|passage| Mark { start: passage.start, end: passage.end, sort: Sort::Unread });
        read.chain(unread).collect()
    }
}

impl Statement {
    /// What it says, the words, and the rule with its basis.
    fn row(&self) -> Vec<String> {
        let words: Vec<_> = self.passages.iter().map(|passage| format!("“{}”", passage.words)).collect();
        let rule =
            [self.rule.as_str(), self.basis.as_str()].map(str::to_owned).into_iter().filter(|part| !part.is_empty());
        vec![
            format!("{} — {} — {}", self.subject, self.relation, self.object),
            words.join(" "),
            rule.collect::<Vec<_>>().join(", "),
        ]
    }
}

/// How a thing is called in a record's statements.
fn name(iri: &str, record: &str, things: &Things) -> String {
    if iri == record {
        return "this record".to_owned();
    }
    match things.get(iri) {
        Some((_, name)) if !name.is_empty() => name.clone(),
        // events have numbers and no names
        Some((sort, _)) => format!("{sort} {}", iri.rsplit('-').next().unwrap_or_default()),
        None => local_name(&shorten(iri)).replace('-', " "),
    }
}

/// `hasOrHadParticipant` in words: `has or had participant`.
fn in_words(predicate: &str) -> String {
    let mut words = String::new();
    for letter in local_name(predicate).chars() {
        if letter.is_uppercase() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
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
        assert_eq!(
            in_words("https://www.ica.org/standards/RiC/ontology#hasOrHadParticipant"),
            "has or had participant"
        );
        assert_eq!(in_words("https://schema.org/mentions"), "mentions");
    }

    #[test]
    fn the_last_word_is_a_document_if_it_is_no_file() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(split(&words(&["Cargo.toml", "5"])), (&words(&["Cargo.toml"])[..], Some("5")));
        assert_eq!(split(&words(&["Cargo.toml", "src"])), (&words(&["Cargo.toml", "src"])[..], None));
        assert_eq!(split(&words(&["5"])), (&words(&["5"])[..], None));
    }
}
