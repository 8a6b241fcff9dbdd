//! Records of the Digital Archive as its former interface gave them: one object, a list of them, or a page of results.
//!
//! ```text
//! { "list": [ { "id": "…", "title": "…", … }, … ], "pagination": { … } }
//! ```
//! Several may stand in a file, one after another.
//! Search results have the first few fields only. Everybody in `contributors` wrote or attended: it is not said which.

use super::xml::Seam;
use super::{File, LineCounter, Listing, Residue, html};
use crate::error::{Error, ErrorKind};
use crate::record::{Field, Record};
use serde::de::IgnoredAny;
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

const CUT: &str = "the JSON ends in the middle of a record: is the file cut short?";

const STRAY: &str = "this is no well-formed JSON: a bracket is closed here that none opens";

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
    listing.broken = broken.filter(|_| !file.goes_on).map(|(byte, why)| {
        let error = Error::new(ErrorKind::Input, why).at(file.at(byte));
        if why == CUT { error } else { error.help("mend the file there, or before") }
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
    let message = match error.is_eof() {
        true => CUT.to_owned(),
        false => format!("this is no well-formed JSON: {}", message.split(" at line ").next().unwrap_or_default()),
    };
    Error::new(ErrorKind::Input, message).at(file.at(byte)).help("mend the file there")
}

/// What breaks off the first value of a text that begins as JSON.
pub(super) fn broken(file: &File<'_>) -> Option<Error> {
    let text = file.text.trim_start();
    let start = file.text.len() - text.len();
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    let error = values.next().filter(|_| text.starts_with(['{', '[']))?.err()?;
    Some(malformed(file, text, start, &error))
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

/// The next value in brackets that begins at a byte or after it, and whether it ends.
fn value(text: &[u8], from: usize) -> Option<(Range<usize>, bool)> {
    let (mut start, mut depth) = (None, 0_usize);
    for (at, byte) in structure(text, from) {
        match byte {
            b'{' | b'[' => {
                start = start.or(Some(at));
                depth += 1;
            }
            // one that closes nothing ends what it stands in
            _ if depth == 0 => return None,
            _ => depth -= 1,
        }
        if let Some(start) = start.filter(|_| depth == 0) {
            return Some((start..at + 1, true));
        }
    }
    Some((start?..text.len(), false))
}

/// The records of a text, as ranges of bytes, and where it is broken, and how: where one begins that does not end, or what
/// closes nothing. The text may have several values, one after another, each a record, or with a list of them.
fn objects(text: &str) -> (Vec<Range<usize>>, Option<(usize, &'static str)>) {
    let (bytes, mut found, mut from) = (text.as_bytes(), Vec::new(), 0);
    while let Some((whole, ends)) = value(bytes, from) {
        from = whole.end;
        // records stand in the first list at the outside, or the whole value is one
        let inside = &bytes[..whole.end];
        let Some(list) = list(&inside[whole.start..]).map(|at| whole.start + at) else {
            match ends {
                true => found.push(whole),
                false => return (found, Some((whole.start, CUT))),
            }
            continue;
        };
        let mut next = list;
        while let Some((record, record_ends)) = value(inside, next) {
            if !record_ends {
                return (found, Some((record.start, CUT)));
            }
            next = record.end;
            found.push(record);
        }
        if !ends {
            return (found, Some((text.trim_end().len(), CUT)));
        }
    }
    (found, structure(bytes, from).next().map(|(at, _)| (at, STRAY)))
}

/// Where the value ends that has so many brackets open before a byte.
fn closed(text: &[u8], from: usize, mut depth: usize) -> Option<usize> {
    for (at, byte) in structure(text, from) {
        match byte {
            b'{' | b'[' => depth += 1,
            _ => depth -= 1,
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// How many brackets are open after a text.
fn depth(text: &[u8]) -> usize {
    structure(text, 0).fold(0, |depth, (_, byte)| match byte {
        b'{' | b'[' => depth + 1,
        _ => depth.saturating_sub(1),
    })
}

/// Finds the last record that ends in a text, which is read behind a header: the beginning of the value that it stands in, up
/// to its list; none at the outside.
pub(super) fn seam(header: &[u8], text: &[u8]) -> Seam {
    let mut last = None;
    // how many brackets are open, and the beginning of their value, if it is another than the header's
    let (mut open, mut value_of, mut from) = (depth(header), None, 0);
    loop {
        if open > 0 {
            while let Some((record, true)) = value(text, from) {
                from = record.end;
                last = Some((from, value_of.clone()));
            }
            let Some(end) = closed(text, from, open) else { break };
            (open, value_of, from) = (0, Some(0..0), end);
        }
        let Some((whole, ends)) = value(text, from) else { break };
        let inside = &text[whole.clone()];
        if let Some(at) = list(inside) {
            (open, from) = (depth(&inside[..at]), whole.start + at);
            value_of = Some(whole.start..from);
        } else if ends {
            from = whole.end;
            last = Some((from, Some(0..0)));
        } else {
            break;
        }
    }
    let header = |beginning: Range<usize>| match beginning.is_empty() {
        true => Vec::new(),
        false => [&text[beginning], b"\n"].concat(),
    };
    last.map_or(Seam::None, |(at, beginning)| Seam::At(at, beginning.map(header)))
}

fn fill(record: &mut Record, value: &Value, file: &File<'_>, listing: &mut Listing) {
    let text = |name: &str| value.get(name).and_then(scalar).filter(|text| !text.is_empty());
    let first = |names: &[&str]| names.iter().find_map(|name| text(name));
    record.title = html::plain(&text("title").unwrap_or_default()).split_whitespace().collect::<Vec<_>>().join(" ");
    record.id = first(&["slug", "id"]);
    record.describe(&html::plain(&text("description").unwrap_or_default()));
    if let Some(date) = first(&["frontend_doc_date", "doc_date", "date_range_start"]) {
        record.dated(&date, file, &mut listing.warnings);
    }
    for (member, field) in LISTS {
        let all = match value.get(*member) {
            Some(Value::Array(all)) => all.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        record.give_all(*field, all.iter().filter_map(|one| scalar(one.get("name").unwrap_or(one))));
    }
    if let Some(source) = text("source") {
        record.give(Field::Source, &source);
    }
}

/// A text, or a number as one.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
