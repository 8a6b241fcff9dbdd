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
//! The body is the document's own words, not the catalogue's, and is left alone unless it is asked for. A file may hold
//! several pages, one after another.

use super::lines::Line;
use super::{File, Listing, is_furniture, looks_like_date, old_page, place};
use crate::error::{Error, ErrorKind, Locator};
use crate::record::{Field, Record};

/// What stands under a label.
#[derive(Clone, Copy, PartialEq)]
enum Under {
    Given(Field),
    Id,
    /// What is said of other documents.
    Others,
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
    ("Related Documents", Under::Others),
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
    let is_new = lines.iter().any(|line| is(line, "Document Information")) && lines.iter().any(is_told_of_each);
    is_new || old_page::fits(lines)
}

/// Reads a text of this form.
pub(super) fn read(file: &File<'_>, lines: &[Line<'_>]) -> Listing {
    let content: Vec<&Line<'_>> = lines.iter().filter(|line| !is_furniture(line.text)).collect();
    let information = information(&content);
    let is_old = old_page::fits(lines);
    let pages = match information.first() {
        None if is_old => return old_page::read(file, lines),
        // behind a page of the old form
        Some(at) if is_old => Err(content[*at]),
        _ => pages(&content, &information),
    };
    let mut listing = Listing::default();
    match pages {
        Ok(pages) => pages.into_iter().for_each(|page| read_page(file, page, &mut listing)),
        Err(line) => {
            let message = "a second document's page ends here, and where it begins is not told";
            listing.broken = Some(
                Error::new(ErrorKind::Input, message)
                    .at(Locator::line(file.name, line.number + 1))
                    .help("save each page in a file of its own"),
            );
        }
    }
    listing
}

/// Where the information on a document begins that ends its page. What is followed by nothing of the sort stands in a
/// document's own words.
fn information(content: &[&Line<'_>]) -> Vec<usize> {
    let is_information = |at: &usize| is(content[*at], "Document Information");
    let is_told = |at: &usize| {
        let mut rest = content[at + 1..].iter().take_while(|line| !is(line, "Document Information"));
        rest.any(|line| is_told_of_each(line))
    };
    (0..content.len()).filter(is_information).filter(is_told).collect()
}

/// The pages of a file, or what ends one of which it is not told where it begins: with its date, after the information on the
/// document before it.
fn pages<'p, 'l>(content: &'p [&'l Line<'l>], information: &[usize]) -> Result<Vec<&'p [&'l Line<'l>]>, &'l Line<'l>> {
    let (mut pages, mut begin) = (Vec::new(), 0);
    for pair in information.windows(2) {
        let mut values = 0;
        let next = (pair[0] + 1..pair[1]).find(|at| {
            // `Original Uploaded Date` has one under it
            let is_date = values > 0 && looks_like_date(content[*at].text);
            values = if label(content[*at]).is_some() { 0 } else { values + 1 };
            is_date
        });
        // of which one value stands before it
        let next = next.filter(|at| label(content[at - 2]).is_some()).ok_or(content[pair[1]])?;
        pages.push(&content[begin..next]);
        begin = next;
    }
    pages.push(&content[begin..]);
    Ok(pages)
}

fn is(line: &Line<'_>, label: &str) -> bool {
    line.text.trim_end_matches(':').eq_ignore_ascii_case(label)
}

/// Whether a line is a label that the information on any document has.
fn is_told_of_each(line: &Line<'_>) -> bool {
    is(line, "Record ID") || is(line, "Original Archive")
}

/// Reads the page of one document.
fn read_page(file: &File<'_>, content: &[&Line<'_>], listing: &mut Listing) {
    // a word of the body may be a label by chance; those after the last line of prose are none
    let information = content.iter().rposition(|line| is(line, "Document Information")).unwrap_or(content.len());
    let begins = |under: Under| match under {
        Under::Given(field) => Field::GIVEN.contains(&field) || field == Field::Subjects,
        under => under == Under::Others,
    };
    let first = content[..information].iter().position(|line| label(line).is_some_and(begins)).unwrap_or(information);
    let (head, fields) = content.split_at(first);
    let date = head.iter().position(|line| looks_like_date(line.text));
    let from = date.map_or(0, |date| date + 1);
    let Some(title) = head.get(from) else { return };
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
}
