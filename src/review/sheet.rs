//! The sheet that goes to a spreadsheet and comes back: comma-separated values (RFC 4180) in UTF-8 with a byte order mark,
//! by which Excel knows it.
//!
//! A spreadsheet may do much to it on the way: part the cells by semicolons or tabs, write UTF-16, leave the mark out,
//! move, drop or add columns, change the case of their names, break lines in cells, add empty rows. All that is read. What
//! would lose an answer (a quote that never ends, more cells than columns) is an error.
//!
//! A cell that begins with a sign by which a spreadsheet knows a formula gets an apostrophe before it, which is taken away
//! when it is read; so does one that begins with apostrophes and such a sign.

use crate::error::{Error, ErrorKind, Locator, Result};
use crate::review::question::{Candidate, Question};
use csv::{ByteRecord, QuoteStyle, ReaderBuilder, WriterBuilder};
use std::collections::HashMap;
use std::io::Write;

/// The columns that are read again; [`IRI`] with a number is one more for each candidate.
const COLUMNS: [&str; 5] = ["node", "decision", "by", "date", "note"];

/// The column with the IRI of a candidate, before its number.
const IRI: &str = "iri";

/// What Excel knows UTF-8 by.
const MARK: &str = "\u{FEFF}";

/// A row with an answer, and where each of its cells stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    cells: HashMap<String, (String, Locator)>,
    start: Locator,
}

impl Answer {
    /// What stands in a column, without blanks around it; empty where the column is missing.
    pub fn text(&self, column: &str) -> &str {
        self.verbatim(column).trim()
    }

    /// What stands in a column, blanks and all.
    pub fn verbatim(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |(text, _)| text)
    }

    /// The IRI of a candidate, counted from 1; empty where there is none.
    pub fn candidate(&self, number: usize) -> &str {
        self.text(&format!("{IRI} {number}"))
    }

    /// How many candidates there are, gaps counted.
    pub fn candidates(&self) -> usize {
        let numbers = self.cells.keys().filter_map(|column| column.strip_prefix(IRI)?.trim().parse().ok());
        numbers.filter(|number| !self.candidate(*number).is_empty()).max().unwrap_or(0)
    }

    /// Where a column's cell stands; the row where the column is missing.
    pub fn place(&self, column: &str) -> Locator {
        self.cells.get(column).map_or_else(|| self.start.clone(), |(_, place)| place.clone())
    }
}

/// Writes questions as a sheet.
pub fn write(questions: &[Question], separator: u8, mut out: impl Write) -> Result<()> {
    let failed = |error: &std::io::Error| Error::io("output", error);
    let most = questions.iter().map(|question| question.candidates.len()).max().unwrap_or(0).max(1);
    out.write_all(MARK.as_bytes()).map_err(|error| failed(&error))?;
    let mut writer = WriterBuilder::new().delimiter(separator).quote_style(QuoteStyle::Necessary).from_writer(out);
    let mut put = |cells: Vec<String>| {
        writer.write_record(cells.iter().map(|cell| guard(cell))).map_err(|error| failed(&error.into()))
    };
    let numbered = |name: &str| (1..=most).map(|n| format!("{name} {n}")).collect::<Vec<_>>();
    let mut header: Vec<String> = ["number", "kind", "name", "context", "title", "dated"].map(str::to_owned).to_vec();
    header.extend(numbered("candidate"));
    let answered = ["decision", "by", "date", "note", "node"];
    header.extend(["reasons", "weight", "encounters", "documents"].into_iter().chain(answered).map(str::to_owned));
    header.extend(numbered(IRI));
    put(header)?;
    for (number, question) in (1..).zip(questions) {
        let each = |show: &dyn Fn(&Candidate) -> String| -> Vec<String> {
            let shown = question.candidates.iter().map(show);
            shown.chain(std::iter::repeat(String::new())).take(most).collect()
        };
        let (names, iris) = (each(&|candidate| candidate.known.clone()), each(&|candidate| candidate.iri.clone()));
        let Question { kind, name, context, title, dated, answer, node, .. } = question;
        let mut cells = vec![number.to_string(), kind.name().to_owned()];
        cells.extend([name, context, title, dated].map(String::clone));
        cells.extend(names);
        cells.extend([question.reasons(), question.weight().map(|w| format!("{w:.1}")).unwrap_or_default()]);
        cells.extend([question.encounters, question.documents].map(|count| count.to_string()));
        cells.extend([&answer.decision, &answer.by, &answer.date, &answer.note, node].map(String::clone));
        cells.extend(iris);
        put(cells)?;
    }
    writer.flush().map_err(|error| failed(&error))
}

/// The rows of a sheet in which something is decided, in their order.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Answer>> {
    let text = decode(name, bytes)?;
    let (text, skipped) = after_separator_line(&text);
    let separator = separator(text);
    let places = places(name, text, separator, skipped)?;
    let mut reader =
        ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = reader.byte_records().zip(&places);
    let Some((header, header_places)) = rows.next() else {
        return Err(Error::new(ErrorKind::Input, "the sheet is empty")
            .at(Locator::file(name))
            .help("write it with: chancery review GRAPH -o review.csv"));
    };
    let columns = columns(&cells(&header.map_err(|error| unreadable(name, &error))?), header_places)?;
    let mut answers = Vec::new();
    for (row, places) in rows {
        let cells = cells(&row.map_err(|error| unreadable(name, &error))?);
        let place = |at: usize| places.get(at).cloned().unwrap_or_else(|| Locator::file(name));
        let extra = (header_places.len()..cells.len()).find(|at| !cells[*at].trim().is_empty());
        let answer = Answer {
            cells: columns
                .iter()
                .map(|(column, at)| {
                    let cell = cells.get(*at).map_or("", String::as_str);
                    (column.clone(), (bare(cell).to_owned(), if *at < places.len() { place(*at) } else { place(0) }))
                })
                .collect(),
            start: place(0),
        };
        match extra {
            Some(at) => {
                return Err(Error::new(ErrorKind::Input, "this row has more cells than there are columns")
                    .at(place(at))
                    .help("put a cell that holds the separator in quotes"));
            }
            None if !answer.text("decision").is_empty() => answers.push(answer),
            None => {}
        }
    }
    Ok(answers)
}

/// A cell that no spreadsheet takes for a formula.
fn guard(cell: &str) -> String {
    if is_formula(cell.trim_start_matches('\'')) { format!("'{cell}") } else { cell.to_owned() }
}

/// A cell as it was before [`guard`].
fn bare(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// The signs are those of the OWASP page on CSV injection; a plain number is none.
fn is_formula(cell: &str) -> bool {
    let number = |rest: &str| rest.chars().all(|c| c.is_ascii_digit() || c == '.') && rest.parse::<f64>().is_ok();
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
        && !cell.strip_prefix('-').is_some_and(number)
}

/// The text of a file in UTF-8 or, by its byte order mark, UTF-16; without the mark.
fn decode(name: &str, bytes: &[u8]) -> Result<String> {
    const SAVE: &str = "save it from the spreadsheet as “CSV UTF-8” (Excel), or as “Text CSV” in the character set UTF-8 \
                        (LibreOffice)";
    let fail = |message: &str, place: Locator| Err(Error::new(ErrorKind::Input, message).at(place).help(SAVE));
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return fail("this is a spreadsheet, not a text file", Locator::file(name));
    }
    let wide = match bytes {
        [0xFF, 0xFE, rest @ ..] => Some((rest, u16::from_le_bytes as fn([u8; 2]) -> u16)),
        [0xFE, 0xFF, rest @ ..] => Some((rest, u16::from_be_bytes as fn([u8; 2]) -> u16)),
        _ => None,
    };
    if let Some((rest, unit)) = wide {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        return match String::from_utf16(&units) {
            Ok(text) if rest.len().is_multiple_of(2) => Ok(text),
            _ => fail("the text is broken UTF-16", Locator::file(name)),
        };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix(MARK).unwrap_or(text).to_owned()),
        Err(error) => {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let line = before.matches('\n').count() as u64 + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().trim_start_matches(MARK).chars().count() + 1;
            fail("the text is not UTF-8", Locator { column: Some(column as u64), ..Locator::line(name, line) })
        }
    }
}

/// The text after a line such as `sep=;`, which Excel takes for an instruction; and whether there was one.
fn after_separator_line(text: &str) -> (&str, bool) {
    match text.split_once('\n') {
        Some((line, rest)) if line.trim_end().len() == 5 && line.to_ascii_lowercase().starts_with("sep=") => {
            (rest, true)
        }
        _ => (text, false),
    }
}

/// What parts the cells: that of three with which the first line names most of the columns we know.
fn separator(text: &str) -> u8 {
    let known = |separator: &u8| {
        let reader = ReaderBuilder::new().delimiter(*separator).has_headers(false).from_reader(text.as_bytes());
        let header = reader.into_byte_records().next().and_then(Result::ok).unwrap_or_default();
        let header = cells(&header);
        COLUMNS.iter().filter(|column| header.iter().any(|cell| folded(cell) == **column)).count()
    };
    // of equals `max_by_key` takes the last
    [b'\t', b';', b','].into_iter().max_by_key(known).unwrap_or(b',')
}

/// Where the columns that are read stand; an error if one that is needed is missing, or there twice.
fn columns(header: &[String], places: &[Locator]) -> Result<Vec<(String, usize)>> {
    let mut columns: Vec<(String, usize)> = Vec::new();
    for (at, cell) in header.iter().enumerate() {
        let column = folded(cell);
        let iri = column.strip_prefix(IRI).is_some_and(|number| number.trim().parse::<usize>().is_ok());
        if !iri && !COLUMNS.contains(&column.as_str()) {
            continue;
        }
        if columns.iter().any(|(other, _)| *other == column) {
            return Err(Error::new(ErrorKind::Input, format!("there are two columns “{column}”"))
                .at(places.get(at).cloned().unwrap_or_default())
                .help("delete one of them, or give it another name"));
        }
        columns.push((column, at));
    }
    let missing: Vec<String> = ["node", "decision"]
        .iter()
        .filter(|needed| !columns.iter().any(|(column, _)| column == *needed))
        .map(|needed| format!("“{needed}”"))
        .collect();
    if missing.is_empty() {
        return Ok(columns);
    }
    Err(Error::new(ErrorKind::Input, format!("there is no column {}", missing.join(" and no column ")))
        .at(places.first().cloned().unwrap_or_default())
        .help("the first line names the columns: keep it, and these two, as `chancery review` writes them"))
}

/// The name of a column, whatever its case and the blanks in it.
fn folded(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn cells(record: &ByteRecord) -> Vec<String> {
    record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}

fn unreadable(name: &str, error: &csv::Error) -> Error {
    Error::new(ErrorKind::Input, format!("the sheet cannot be read: {error}")).at(Locator::file(name))
}

/// Where a reader of a sheet is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Row,
    Cell,
    Plain,
    Quoted,
    /// After a quote in a quoted cell: its end, or the first of two that are one.
    Quote,
}

/// Where each cell of each row begins, for messages; the `csv` crate tells the places of rows only. An error where a
/// quote is amiss, since rows that follow it may have become part of a cell.
fn places(name: &str, text: &str, separator: u8, skipped: bool) -> Result<Vec<Vec<Locator>>> {
    const HELP: &str = "put the whole cell in quotes, and write a quote inside it twice";
    let amiss = |message: &str, place: Locator| Err(Error::new(ErrorKind::Input, message).at(place).help(HELP));
    let separator = char::from(separator);
    let (mut rows, mut row) = (Vec::new(), Vec::new());
    let (mut line, mut column) = (1 + u64::from(skipped), 1);
    let (mut at, mut opened) = (At::Row, Locator::default());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let here = || Locator { column: Some(column), ..Locator::line(name, line) };
        let ends_row = matches!(c, '\n' | '\r');
        at = match (at, c) {
            (At::Quoted, '"') => At::Quote,
            (At::Quoted, _) | (At::Quote, '"') => At::Quoted,
            // a line with nothing in it is no row
            (At::Row, _) if ends_row => At::Row,
            (_, _) if ends_row => {
                if at == At::Cell {
                    row.push(here());
                }
                rows.push(std::mem::take(&mut row));
                At::Row
            }
            (At::Row | At::Cell, _) => {
                row.push(here());
                match c {
                    '"' => {
                        opened = here();
                        At::Quoted
                    }
                    _ if c == separator => At::Cell,
                    _ => At::Plain,
                }
            }
            (_, _) if c == separator => At::Cell,
            (At::Quote, _) => return amiss("a cell ends with a quote, and goes on after it", here()),
            (At::Plain, _) => At::Plain,
        };
        let ends_line = c == '\n' || (c == '\r' && chars.peek() != Some(&'\n'));
        (line, column) = if ends_line { (line + 1, 1) } else { (line, column + 1) };
    }
    match at {
        At::Quoted => return amiss("this quote never ends", opened),
        At::Cell => row.push(Locator { column: Some(column), ..Locator::line(name, line) }),
        _ => {}
    }
    if !row.is_empty() {
        rows.push(row);
    }
    Ok(rows)
}
