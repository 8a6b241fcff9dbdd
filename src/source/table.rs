//! Tables: values apart by commas, semicolons or tabs, a header first, a row a record.
//!
//! The columns of the Digital Archive as others have scraped it are known, and so are those called as fields are; a
//! [`Mapping`] says what others are. A cell of names is a JSON list, or has them apart by the mapping's separator.

use super::mapping::{FIELDS, Mapping, NOBODYS};
use super::{File, LineCounter, Listing, Residue, address};
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::record::{Field, Record};
use csv::{ByteRecord, ReaderBuilder};

/// The scraped columns that are not called as fields are. Contributors of the record of a meeting are who met; associated
/// people are only mentioned.
const SCRAPED: &[(&str, &str)] = &[
    ("document_url", "url"),
    ("record_id", "id"),
    ("original_publication_date", "date"),
    ("summary", "description"),
    ("document_contributors", "contributors"),
    ("associated_people_orgs", "mentioned"),
    ("associated_places", "places"),
    ("subjects_discussed", "subjects"),
    ("text_body", "body"),
];

/// The fields that hold names, and which of a record's they are.
const LISTS: &[(&str, Field)] = &[
    ("authors", Field::Authors),
    ("recipients", Field::Recipients),
    ("participants", Field::Participants),
    ("contributors", Field::Contributors),
    ("mentioned", Field::Mentioned),
    ("places", Field::Places),
    ("subjects", Field::Subjects),
];

/// What a record has one of.
const SINGLE: &[&str] = &["title", "date", "url"];

/// Where the header of a table begins, and what parts its cells: what the line `sep=;` before it says, or the character that
/// the header has most of outside quotes, if it has any.
#[derive(Clone, Copy)]
struct Head {
    start: usize,
    delimiter: u8,
}

impl Head {
    fn of(text: &str) -> Option<Self> {
        let mut start = text.len() - text.trim_start_matches(['\r', '\n', ' ']).len();
        let first = text[start..].lines().next().unwrap_or_default();
        if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] = *first.trim_matches('"').as_bytes() {
            start += first.len();
            start += text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
            return Some(Self { start, delimiter });
        }
        let plain: String = first.split('"').step_by(2).collect();
        let count = |sign: &u8| plain.bytes().filter(|b| b == sign).count();
        let delimiter = b",;\t".iter().rev().copied().max_by_key(count).filter(|sign| count(sign) > 0)?;
        Some(Self { start, delimiter })
    }

    /// The rows of a text, the header first.
    fn rows(self) -> ReaderBuilder {
        let mut builder = ReaderBuilder::new();
        builder.delimiter(self.delimiter).flexible(true).has_headers(false);
        builder
    }
}

/// The names of the columns.
fn header(text: &str) -> Option<Vec<String>> {
    let head = Head::of(text)?;
    let first = head.rows().from_reader(&text.as_bytes()[head.start..]).records().next()?.ok()?;
    Some(first.iter().map(|name| name.trim().to_owned()).collect())
}

/// How long the header of a table is, and all before it.
pub(super) fn header_end(text: &str) -> Option<usize> {
    let head = Head::of(text)?;
    let mut rows = RowEnds::new(head.delimiter);
    (head.start..text.len()).find(|at| rows.ends_with(text.as_bytes()[*at])).map(|at| at + 1)
}

/// Where the last row of a text ends that is read behind a header.
pub(super) fn last_row(header: &str, text: &[u8]) -> Option<usize> {
    let mut rows = RowEnds::new(Head::of(header)?.delimiter);
    text.iter().enumerate().filter(|(_, byte)| rows.ends_with(**byte)).last().map(|(at, _)| at + 1)
}

/// Tells byte by byte where rows end. A quote at the beginning of a cell opens it; any other is a sign of its own, such as
/// that of inches.
struct RowEnds {
    delimiter: u8,
    cell: Cell,
}

#[derive(Clone, Copy, PartialEq)]
enum Cell {
    Begins,
    Plain,
    Quoted,
    /// After a quote in a quoted cell, which ends it or is the first of two.
    Closed,
}

impl RowEnds {
    fn new(delimiter: u8) -> Self {
        Self { delimiter, cell: Cell::Begins }
    }

    fn ends_with(&mut self, byte: u8) -> bool {
        self.cell = match (self.cell, byte) {
            (Cell::Quoted, b'"') => Cell::Closed,
            (Cell::Quoted, _) | (Cell::Begins | Cell::Closed, b'"') => Cell::Quoted,
            (_, b'\n' | b'\r') => Cell::Begins,
            (_, byte) if byte == self.delimiter => Cell::Begins,
            _ => Cell::Plain,
        };
        byte == b'\n' && self.cell == Cell::Begins
    }

    /// Whether a row has a quoted cell that does not end.
    fn leave_open(mut self, row: &str) -> bool {
        row.bytes().for_each(|byte| {
            self.ends_with(byte);
        });
        self.cell == Cell::Quoted
    }
}

/// The columns of a text that may be a table, for a message.
pub(super) fn columns(text: &str) -> Option<String> {
    let header = header(text)?;
    let plausible = header.len() > 2 && header.iter().all(|name| name.len() < 60 && !name.ends_with('.'));
    plausible.then(|| header.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
}

/// Whether a text is a table: it has a column for titles.
pub(super) fn fits(text: &str, mapping: Option<&Mapping>) -> bool {
    let titles = mapping.map_or(&[][..], |mapping| mapping.columns("title"));
    header(text)
        .is_some_and(|header| header.iter().any(|name| name.eq_ignore_ascii_case("title") || titles.contains(name)))
}

/// Reads a table.
pub(super) fn read(file: &File<'_>, mapping: Option<&Mapping>) -> Result<Listing> {
    let (Some(head), Some(header)) = (Head::of(file.text), header(file.text)) else {
        return Err(Error::new(ErrorKind::Input, "the first line of the table names no columns")
            .at(Locator::line(file.name, 1))
            .help("it has the names of the columns, with commas, semicolons or tabs between them"));
    };
    let columns = Columns::new(file, head.start, &header, mapping)?;
    let mut listing = Listing::default();
    let mut lines = LineCounter::new(file.text);
    let mut rows = head.rows().has_headers(true).from_reader(&file.text.as_bytes()[head.start..]);
    let mut cells = ByteRecord::new();
    loop {
        let start = head.start + rows.position().byte() as usize;
        match rows.read_byte_record(&mut cells) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                listing.broken = Some(Error::new(ErrorKind::Input, error.to_string()).at(file.at(start)));
                break;
            }
        }
        // the position of a row is where the one before it ended
        let start = cells.position().map_or(start, |position| head.start + position.byte() as usize);
        let end = head.start + rows.position().byte() as usize;
        let bytes = trimmed(file.text, start, end);
        let line = lines.at(bytes.start);
        let row = file.text.get(bytes.clone()).unwrap_or_default();
        let open = end >= file.text.len() && RowEnds::new(head.delimiter).leave_open(row);
        if open || cells.len() != header.len() {
            let message = match open {
                true => "a quote in this row is left open, up to the end of the file".to_owned(),
                false if end >= file.text.len() && cells.len() < header.len() => {
                    format!("the last row has {} of {} cells: is the file cut short?", cells.len(), header.len())
                }
                false => format!("this row has {} cells, and the header {}", cells.len(), header.len()),
            };
            listing.broken = Some(Error::new(ErrorKind::Input, message).at(Locator::line(file.name, line + 1)).help(
                "a cell with a separator, a quote or a line break in it stands in quotes; is a quote left open, or the file cut short?",
            ));
            break;
        }
        let mut record = Record { place: file.place(bytes, line), ..Record::default() };
        columns.fill(&mut record, &cells, file, &mut listing);
        name_by_itself(&mut record, file);
        if record.title.is_empty() {
            listing.residue.push(Residue {
                line: line + 1,
                text: cells.iter().map(String::from_utf8_lossy).collect::<Vec<_>>().join(" "),
            });
        } else {
            listing.records.push(record);
        }
    }
    Ok(listing)
}

/// Names a record by its address or number. A part of the address will do where it is that of the Digital Archive; of any
/// other it takes all, and the number that nobody says whose it is, is one of this table.
fn name_by_itself(record: &mut Record, file: &File<'_>) {
    let Some(url) = record.url.as_deref() else {
        if record.archive == NOBODYS && record.id.is_some() {
            record.archive = format!("{NOBODYS}-{}", file.stem());
        }
        return;
    };
    let page = address::page(url);
    let host = page.split(['/', '?']).next().unwrap_or_default();
    let known = address::record(url).filter(|(archive, _)| [*archive, "", NOBODYS].contains(&record.archive.as_str()));
    if let Some((archive, id)) = known {
        (record.id, record.archive) = (Some(id), archive.to_owned());
        return;
    }
    match (address::slug(url), record.archive.as_str()) {
        // columns called as there may be those of another archive
        (Some(slug), "") if !page.contains('?') => {
            (record.id, record.archive) = (Some(slug.to_owned()), host.to_owned());
        }
        (_, NOBODYS) => record.id = Some(page.to_owned()),
        _ => record.id = record.id.take().or_else(|| Some(page.to_owned())),
    }
}

/// A row without the line ends around it.
fn trimmed(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let row = text.get(start..end).unwrap_or_default();
    let begin = start + (row.len() - row.trim_start_matches(['\r', '\n']).len());
    begin..begin.max(start + row.trim_end_matches(['\r', '\n']).len())
}

/// Which column is which field.
struct Columns<'m> {
    archive: Option<&'m str>,
    separator: Option<&'m str>,
    of: Vec<(&'static str, Vec<usize>)>,
}

impl<'m> Columns<'m> {
    fn new(file: &File<'_>, head: usize, header: &[String], mapping: Option<&'m Mapping>) -> Result<Self> {
        let place = Locator { column: None, ..file.at(head) };
        if let Some(absent) = mapping.and_then(|mapping| mapping.all().find(|column| !header.contains(column))) {
            let known = header.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            return Err(Error::new(
                ErrorKind::Input,
                format!("the table has no column `{absent}`, which the mapping names"),
            )
            .at(place)
            .help(format!("its columns are {known}")));
        }
        let is = |field: &str, name: &str| match mapping {
            Some(mapping) => mapping.columns(field).iter().any(|column| column == name),
            None => {
                // `Author` is that of authors
                let is_field = |field: &str| name.eq_ignore_ascii_case(field);
                is_field(field) || is_field(field.trim_end_matches('s')) || SCRAPED.contains(&(name, field))
            }
        };
        let numbers = |field: &str| (0..header.len()).filter(|at| is(field, &header[*at])).collect::<Vec<_>>();
        let of: Vec<_> = FIELDS.into_iter().map(|field| (field, numbers(field))).collect();
        if of.iter().any(|(field, at)| *field == "title" && at.is_empty()) {
            return Err(Error::new(ErrorKind::Input, "no column of the table is called `title`")
                .at(place)
                .help("say which columns are which fields with --mapping FILE"));
        }
        if let Some((field, at)) = of.iter().find(|(field, at)| SINGLE.contains(field) && at.len() > 1) {
            let names = at.iter().map(|at| format!("`{}`", header[*at])).collect::<Vec<_>>().join(" and ");
            return Err(Error::new(
                ErrorKind::Input,
                format!("{names} would each be the {field}, and a record has one"),
            )
            .at(place)
            .help("name one of them in the file of --mapping; of two columns of one name, rename one"));
        }
        let scraped = SCRAPED.iter().any(|(name, _)| header.iter().any(|column| column == name));
        let archive = mapping.map(|mapping| mapping.archive.as_str()).or((!scraped).then_some(NOBODYS));
        Ok(Self { archive, separator: mapping.map(|mapping| mapping.separator.as_str()), of })
    }

    /// Fills a record from a row.
    fn fill(&self, record: &mut Record, row: &ByteRecord, file: &File<'_>, listing: &mut Listing) {
        record.archive = self.archive.unwrap_or_default().to_owned();
        for (field, columns) in &self.of {
            for cell in columns.iter().filter_map(|at| std::str::from_utf8(row.get(*at)?).ok()) {
                let cell = cell.trim();
                if cell.is_empty() {
                    continue;
                }
                match *field {
                    "title" => record.title = cell.split_whitespace().collect::<Vec<_>>().join(" "),
                    "date" => record.dated(cell, file, &mut listing.warnings),
                    "description" => record.describe(&paragraphs(cell)),
                    "id" => record.id = record.id.take().or_else(|| Some(cell.to_owned())),
                    "url" => record.url = Some(cell.to_owned()),
                    "language" => {
                        record.give_all(Field::Language, self.values(cell).into_iter().flatten());
                    }
                    "source" => record.give(Field::Source, cell),
                    "body" if file.bodies => record.transcribe(paragraphs(cell).split("\n\n")),
                    "body" => {}
                    name => {
                        let given = LISTS.iter().find(|(list, _)| *list == name);
                        let values = self.values(cell);
                        if values.is_none() {
                            let line = record.place.lines.start + 1;
                            let message =
                                format!("this cell of `{name}` begins as a JSON list and is none: it is not read");
                            let place = Locator::line(file.name, line);
                            listing.warnings.push(Error::new(ErrorKind::Input, message).at(place));
                            listing.residue.push(Residue { line, text: cell.to_owned() });
                        }
                        if let (Some((_, given)), Some(values)) = (given, values) {
                            record.give_all(*given, values);
                        }
                    }
                }
            }
        }
    }

    /// The values in a cell; none of one that begins as a list or an object of some program and is no JSON list of texts.
    fn values(&self, cell: &str) -> Option<Vec<String>> {
        if let Some(list) = cell.strip_prefix('[') {
            match serde_json::from_str::<Vec<String>>(cell) {
                Ok(list) => return Some(list),
                Err(_) if list.trim_start().starts_with(['"', '\'', '{']) => return None,
                // `[Mao Zedong]`
                Err(_) => {}
            }
        }
        // `{"Mao, Zedong","Zhou, Enlai"}` is of a database
        if cell.starts_with("{\"") {
            return None;
        }
        let separator = self.separator.filter(|separator| !separator.is_empty()).unwrap_or(";");
        let values = cell.lines().flat_map(|line| line.split(separator)).flat_map(each_inverted);
        Some(values.map(|value| value.trim().to_owned()).collect())
    }
}

/// The two of `Mao, Zedong and Zhou, Enlai`; any other value is one.
fn each_inverted(value: &str) -> Vec<&str> {
    let parts: Vec<&str> = value.split(" and ").collect();
    if parts.iter().all(|part| part.matches(", ").count() == 1) { parts } else { vec![value] }
}

/// A text with its paragraphs apart by a blank line, each on one line.
pub(super) fn paragraphs(text: &str) -> String {
    let mut paragraphs: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines().map(str::trim) {
        match (line.is_empty(), paragraphs.last_mut()) {
            (false, Some(last)) => last.push(line),
            _ => paragraphs.push(Vec::new()),
        }
    }
    let whole = paragraphs.iter().filter(|lines| !lines.is_empty()).map(|lines| lines.join(" "));
    whole.collect::<Vec<_>>().join("\n\n")
}
