//! The page of one document in the new form of the Digital Archive, as text or HTML, by its labels.
//!
//! ```text
//! October 7, 1964
//! TITLE
//! This document was made possible with support from …
//! BODY …
//! DESCRIPTION                              the last paragraph before the labels
//! Author(s):                               names, a line each
//! Associated People & Organizations        names
//! …
//! Document Information
//! Source                                   where it is kept
//! Language
//! Record ID
//! ```
//! The body is the document's own words, not the catalogue's, and is left alone unless it is asked for.

use super::lines::Line;
use super::{File, Listing, is_furniture, looks_like_date, old_page, place};
use crate::record::{Field, Record};

/// What stands under a label.
#[derive(Clone, Copy, PartialEq)]
enum Under {
    Given(Field),
    Id,
    Nothing,
}

/// The labels, without a colon.
const LABELS: &[(&str, Under)] = &[
    ("Author(s)", Under::Given(Field::Authors)),
    ("Associated People & Organizations", Under::Given(Field::Mentioned)),
    ("Associated Places", Under::Given(Field::Places)),
    ("Associated Topics", Under::Given(Field::Subjects)),
    ("Subjects Discussed", Under::Given(Field::Subjects)),
    ("Document Contributor(s)", Under::Given(Field::Contributors)),
    ("Source", Under::Given(Field::Source)),
    ("Language", Under::Given(Field::Language)),
    ("Record ID", Under::Id),
    ("Related Documents", Under::Nothing),
    ("Document Information", Under::Nothing),
    ("Original Archive", Under::Nothing),
    ("Original Classification", Under::Nothing),
    ("Original Uploaded Date", Under::Nothing),
    ("Rights", Under::Nothing),
    ("Type", Under::Nothing),
    ("Donors", Under::Nothing),
];

fn label(line: &Line<'_>) -> Option<Under> {
    let text = line.text.trim_end_matches(':').trim_end();
    LABELS.iter().find(|(label, _)| text.eq_ignore_ascii_case(label)).map(|(_, under)| *under)
}

/// Whether a text is of this form.
pub(super) fn fits(lines: &[Line<'_>]) -> bool {
    let has = |wanted: &str| lines.iter().any(|line| line.text.trim_end_matches(':').eq_ignore_ascii_case(wanted));
    (has("Document Information") && (has("Record ID") || has("Original Archive"))) || old_page::fits(lines)
}

/// Reads a text of this form.
pub(super) fn read(file: &File<'_>, lines: &[Line<'_>]) -> Listing {
    if old_page::fits(lines) {
        return old_page::read(file, lines);
    }
    let mut listing = Listing::default();
    let content: Vec<&Line<'_>> = lines.iter().filter(|line| !is_furniture(line.text)).collect();
    // a word of the body may be a label by chance; those after the last line of prose are none
    let information =
        content.iter().rposition(|line| line.text.trim_end_matches(':').eq_ignore_ascii_case("Document Information"));
    let information = information.unwrap_or(content.len());
    let names = |under: Under| matches!(under, Under::Given(field) if Field::GIVEN.contains(&field) || field == Field::Subjects);
    let first = content[..information].iter().position(|line| label(line).is_some_and(names)).unwrap_or(information);
    let (head, fields) = content.split_at(first);
    let date = head.iter().position(|line| looks_like_date(line.text));
    let from = date.map_or(0, |date| date + 1);
    let Some(title) = head.get(from) else { return listing };
    let start = date.map_or(*title, |date| head[date]);
    let mut record = Record { place: place(start, content.last().unwrap_or(title)), ..Record::default() };
    if let Some(date) = date {
        record.dated(head[date].text, file, &mut listing.warnings);
    }
    title.text.clone_into(&mut record.title);
    let mut rest = head[from + 1..].iter().filter(|line| !line.text.starts_with("This document was made possible"));
    record.description = rest.next_back().map(|line| line.text.to_owned());
    if file.bodies {
        record.transcribe(rest.map(|line| line.text));
    }
    let mut under = Under::Nothing;
    for line in fields {
        match (label(line), under) {
            (Some(next), _) => under = next,
            (None, Under::Given(field)) => record.give(field, line.text),
            (None, Under::Id) if line.text.bytes().all(|b| b.is_ascii_digit()) => {
                record.id = Some(line.text.to_owned());
            }
            _ => {}
        }
    }
    listing.records.push(record);
    listing
}
