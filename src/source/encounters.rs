//! Visits of foreign leaders and travels of presidents and secretaries of state: a JSON object a line.
//!
//! ```text
//! {"id": "…", "kind": "visit", "who": "…", "start": "1962-05-07", "end": "1962-05-11", "country": "…", "text": "…"}
//! ```
//! Who travelled is named in a field; whom they met, in a remark whose sentences have no subject: `Met with B.`

use super::json::malformed;
use super::table::paragraphs;
use super::{File, Listing};
use crate::date::Date;
use crate::record::{Field, Record};
use serde::Deserialize;

/// A line.
#[derive(Deserialize)]
struct Line {
    id: String,
    kind: String,
    who: String,
    start: Option<String>,
    end: Option<String>,
    country: Option<String>,
    locale: Option<String>,
    text: Option<String>,
}

/// Whether a text is of this form.
pub(super) fn fits(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    serde_json::from_str::<Line>(first).is_ok()
}

/// Reads a text of this form.
pub(super) fn read(file: &File<'_>) -> Listing {
    let mut listing = Listing::default();
    let mut start = 0;
    for (number, whole) in file.text.split_inclusive('\n').enumerate() {
        let text = whole.trim();
        let at = start + (whole.len() - whole.trim_start().len());
        start += whole.len();
        if text.is_empty() {
            continue;
        }
        match serde_json::from_str::<Line>(text) {
            Ok(line) => {
                let place = file.place(at..at + text.len(), number as u64);
                listing.records.push(record(line, Record { place, ..Record::default() }, file, &mut listing.warnings));
            }
            Err(error) => {
                listing.broken = Some(malformed(file, text, at, &error));
                break;
            }
        }
    }
    listing
}

fn record(line: Line, mut record: Record, file: &File<'_>, warnings: &mut Vec<crate::Error>) -> Record {
    "travels".clone_into(&mut record.archive);
    let whither = line.country.as_deref().filter(|country| !country.is_empty());
    // a visit is to the United States, and the country is where the visitor comes from
    record.title = match (line.kind.as_str(), whither) {
        ("visit", Some(country)) => format!("Visit of {}, {country}", line.who),
        ("visit", None) => format!("Visit of {}", line.who),
        (_, Some(country)) => format!("Travel of {} to {country}", line.who),
        (_, None) => format!("Travel of {}", line.who),
    };
    record.id = Some(line.id);
    record.description = line.text.as_deref().map(paragraphs).filter(|text| !text.is_empty());
    let day = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    match (day(line.start), day(line.end)) {
        (Some(start), Some(end)) if start != end => {
            let read = Date::read(&start).zip(Date::read(&end)).and_then(|(first, last)| Date::between(first, last));
            record.dated_as(&format!("{start}/{end}"), read, file, warnings);
        }
        (Some(day), _) | (None, Some(day)) => record.dated(&day, file, warnings),
        (None, None) => {}
    }
    record.give(Field::Participants, &line.who);
    for place in line.country.iter().chain(&line.locale) {
        record.give(Field::Places, place);
    }
    record
}
