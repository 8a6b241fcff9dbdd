//! Records of the Digital Archive as its former interface gave them: one object, a list of them, or a page of results.
//!
//! ```text
//! { "list": [ { "id": "…", "title": "…", … }, … ], "pagination": { … } }
//! ```
//! Search results have the first few fields only. Everybody in `contributors` wrote or attended: it is not said which.

use super::table::paragraphs;
use super::{File, LineCounter, Listing, Residue};
use crate::date::Date;
use crate::error::{Error, ErrorKind};
use crate::record::{Field, Record};
use serde_json::Value;
use std::ops::Range;

/// Which member is which field; each is a list of objects with a name.
const LISTS: &[(&str, Field)] = &[
    ("creators", Field::Authors),
    ("contributors", Field::Contributors),
    ("original_coverages", Field::Places),
    ("subjects", Field::Subjects),
    ("languages", Field::Language),
];

/// Whether a text is of this form: it has a title.
pub(super) fn fits(text: &str) -> bool {
    text.contains("\"title\"") && !text.contains("\"@context\"") && !text.contains("\"@graph\"")
}

/// Reads a text of this form.
pub(super) fn read(file: &File<'_>) -> Listing {
    let mut listing = Listing::default();
    let mut lines = LineCounter::new(file.text);
    let (objects, broken) = objects(file.text);
    for bytes in objects {
        let line = lines.at(bytes.start);
        let text = &file.text[bytes.clone()];
        match serde_json::from_str::<Value>(text) {
            Ok(value) => {
                let mut record = Record { place: file.place(bytes, line), ..Record::default() };
                fill(&mut record, &value, file, &mut listing);
                if record.title.is_empty() {
                    listing.residue.push(Residue { line: line + 1, text: text.chars().take(200).collect() });
                } else {
                    listing.records.push(record);
                }
            }
            Err(error) => {
                listing.broken = Some(malformed(file, text, bytes.start, &error));
                return listing;
            }
        }
    }
    listing.broken = broken.filter(|_| !file.goes_on).map(|byte| {
        Error::new(ErrorKind::Input, "the JSON ends in the middle of a record: is the file cut short?")
            .at(file.at(byte))
    });
    listing
}

/// An object that is no JSON, at its place in the file.
pub(super) fn malformed(file: &File<'_>, text: &str, start: usize, error: &serde_json::Error) -> Error {
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut byte = (start + before + error.column().saturating_sub(1)).min(file.text.len());
    while !file.text.is_char_boundary(byte) {
        byte -= 1;
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    Error::new(ErrorKind::Input, format!("this is no well-formed JSON: {message}"))
        .at(file.at(byte))
        .help("mend the file there")
}

/// The brackets of some JSON that stand outside of its strings, from a byte on.
fn structure(text: &[u8], from: usize) -> impl Iterator<Item = (usize, u8)> + '_ {
    let (mut quoted, mut escaped) = (false, false);
    text.iter().copied().enumerate().skip(from).filter(move |(_, byte)| {
        if quoted {
            (quoted, escaped) = (escaped || *byte != b'"', !escaped && *byte == b'\\');
            return false;
        }
        quoted = *byte == b'"';
        matches!(byte, b'{' | b'}' | b'[' | b']')
    })
}

/// Where the list of records begins, after its bracket: the text itself, or what is called `list`.
fn list(text: &[u8]) -> Option<usize> {
    if text.trim_ascii_start().starts_with(b"[") {
        return text.iter().position(|byte| *byte == b'[').map(|at| at + 1);
    }
    let is_list = |at: usize| {
        let before = text[..at].trim_ascii_end().strip_suffix(b":");
        before.is_some_and(|before| before.trim_ascii_end().ends_with(b"\"list\""))
    };
    structure(text, 0).find(|(at, byte)| *byte == b'[' && is_list(*at)).map(|(at, _)| at + 1)
}

/// The records of a text, as ranges of bytes, and where one begins that does not end.
fn objects(text: &str) -> (Vec<Range<usize>>, Option<usize>) {
    // records stand in the first list at the outside, or the whole text is one
    let list = list(text.as_bytes());
    let (mut found, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, byte) in structure(text.as_bytes(), list.unwrap_or(0)) {
        match byte {
            b'{' | b'[' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            b'}' | b']' if depth == 0 => return (found, None),
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    found.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
    let open = if depth > 0 { Some(start) } else { list.map(|_| text.trim_end().len()) };
    (found, open)
}

/// What every part of a text is read with: all up to the beginning of its list.
pub(super) fn header(text: &[u8]) -> Vec<u8> {
    list(text).map_or_else(Vec::new, |at| [&text[..at], b"\n"].concat())
}

/// The byte after the last record that ends; `first` is whether the text is that of a file's beginning.
pub(super) fn cut(text: &[u8], first: bool) -> Option<usize> {
    let from = if first { list(text).unwrap_or(0) } else { 0 };
    let (mut depth, mut last) = (0_usize, None);
    for (at, byte) in structure(text, from) {
        match byte {
            b'{' | b'[' => depth += 1,
            // after its end nothing is parted
            b'}' | b']' if depth == 0 => break,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    last = Some(at + 1);
                }
            }
            _ => {}
        }
    }
    last
}

fn fill(record: &mut Record, value: &Value, file: &File<'_>, listing: &mut Listing) {
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    record.title = text("title").unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    record.id = text("slug").or_else(|| text("id")).map(str::to_owned);
    record.description = text("description").map(paragraphs).filter(|text| !text.is_empty());
    match (text("frontend_doc_date"), text("doc_date").or_else(|| text("date_range_start"))) {
        (Some(date), _) => record.dated(date, file, &mut listing.warnings),
        (None, Some(date)) => {
            record.dated(date, file, &mut listing.warnings);
            if let Some(day) = compact(date) {
                record.date = Some(day);
                listing.warnings.pop();
            }
        }
        (None, None) => {}
    }
    for (member, field) in LISTS {
        let all = value.get(*member).and_then(Value::as_array).into_iter().flatten();
        for name in all.filter_map(|one| one.get("name").and_then(Value::as_str).or(one.as_str())) {
            record.give(*field, name);
        }
    }
    if let Some(source) = text("source") {
        record.give(Field::Source, source);
    }
}

/// `19610316`
fn compact(text: &str) -> Option<Date> {
    Date::parse_interval(text).filter(|_| text.len() == 8)
}
