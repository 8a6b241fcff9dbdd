//! Visits of foreign leaders and travels of presidents and secretaries of state: a JSON object a line.
//!
//! ```text
//! {"id": "…", "kind": "visit", "who": "…", "start": "1962-05-07", "end": "1962-05-11", "country": "…", "text": "…"}
//! {"id": "…", "kind": "travel", "who": "…", "role": "secretary", "start": "…", "end": "…", "country": "…", "text": "…"}
//! ```
//! Who travelled is named in a field; whom they met, in a remark whose sentences have no subject: `Met with B.` What a visitor
//! is stands before the name, what those of the United States are in a field of its own.

use super::json::malformed;
use super::table::paragraphs;
use super::{File, Listing};
use crate::date::Date;
use crate::record::{Field, Journey, Record};
use serde::Deserialize;
use std::borrow::Cow;

/// What travellers of the United States are called, and the office that it is.
const ROLES: &[(&str, &str)] = &[("president", "President"), ("secretary", "Secretary of State")];

/// A line.
#[derive(Deserialize)]
struct Line {
    id: String,
    kind: String,
    who: String,
    role: Option<String>,
    start: Option<String>,
    end: Option<String>,
    country: Option<String>,
    locale: Option<String>,
    text: Option<String>,
}

/// Whether a text is of this form, by its first line; one that breaks off tells by its names.
pub(super) fn fits(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    match serde_json::from_str::<Line>(first) {
        Ok(_) => true,
        Err(error) if error.is_data() => false,
        Err(_) => ["\"kind\":", "\"who\":"].iter().all(|name| first.contains(name)),
    }
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
    let whither = line.country.as_deref().filter(|country| !country.is_empty()).map(in_natural_order);
    let locale = line.locale.as_deref().filter(|locale| !locale.is_empty());
    let who = without_bracket(&line.who);
    // a visit is to the United States, and the country is where the visitor comes from
    let is_visit = line.kind == "visit";
    record.title = match (is_visit, &whither) {
        (true, Some(country)) => format!("Visit of {who}, {country}"),
        (true, None) => format!("Visit of {who}"),
        (false, Some(country)) => format!("Travel of {who} to {country}"),
        (false, None) => format!("Travel of {who}"),
    };
    let is_one_place = locale.is_some_and(|locale| !locale.contains([',', ';']));
    record.journey =
        Some(Journey { is_visit, stay: (is_one_place && !is_visit).then_some(usize::from(whither.is_some())) });
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
    let office = line.role.as_deref().and_then(|role| ROLES.iter().find(|(known, _)| *known == role));
    match office.filter(|_| !is_visit) {
        Some((_, office)) => record.give(Field::Participants, &format!("{office} {}", without_bracket(&line.who))),
        None => record.give(Field::Participants, &line.who),
    }
    for place in line.country.iter().chain(&line.locale).filter(|place| !place.is_empty()) {
        record.give(Field::Places, place);
    }
    record
}

/// A State's name as it is said: `Korea, Republic of` is the `Republic of Korea`.
fn in_natural_order(country: &str) -> Cow<'_, str> {
    country.split_once(", ").map_or(country.into(), |(noun, rest)| format!("{rest} {noun}").into())
}

/// A name without what it was before in brackets, which a title has no need of: `Karl (Carlos) Duarte`.
fn without_bracket(who: &str) -> Cow<'_, str> {
    let parts = who.split_once(" (").and_then(|(given, rest)| Some((given, rest.split_once(") ")?.1)));
    let is_within = |(_, family): &(&str, &str)| family.starts_with(char::is_uppercase);
    parts.filter(is_within).map_or(who.into(), |(given, family)| format!("{given} {family}").into())
}
