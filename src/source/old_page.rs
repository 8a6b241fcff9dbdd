//! The page of one document in the old form of the Digital Archive, and the cover of its PDF, as text or HTML.
//!
//! ```text
//! MARCH 16, 1961
//! TITLE IN CAPITALS
//! CITATION SHARE DOWNLOAD
//! • Citation
//!   get citation
//!   DESCRIPTION                           a paragraph or more; on a cover, `Summary: …`
//!   "Title," March 16, 1961, History and Public Policy Program Digital Archive, ARCHIVE, LOCATOR. Translated by … URL
//! • share document …
//! VIEW DOCUMENT IN
//! English HTML
//! BODY …
//! ```
//! The citation has what the page is known by: the title as it is written, where the document is kept, its address.

use super::lines::Line;
use super::{File, Listing, is_furniture, looks_like_date, place};
use crate::record::{Field, Record};

/// What every citation has between the date and the place where the document is kept.
const PROGRAM: &str = "History and Public Policy Program Digital Archive";

/// Lines that say nothing of the document.
const CONTROLS: &[&str] =
    &["citation share download", "citation", "get citation", "share", "download", "share document"];

/// Where the document's own words begin.
const BEGINS: &str = "view document in";

fn is_citation(line: &Line<'_>) -> bool {
    words(line).starts_with(['"', '“']) && line.text.contains(PROGRAM)
}

/// A line without its bullet or its label.
fn words<'a>(line: &Line<'a>) -> &'a str {
    let text = line.text.trim_start_matches(['•', '·']).trim();
    ["Citation:", "Summary:"].iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text).trim()
}

/// Whether a text is of this form.
pub(super) fn fits(lines: &[Line<'_>]) -> bool {
    let is = |wanted: &str| lines.iter().any(|line| words(line).eq_ignore_ascii_case(wanted));
    let cover = lines.iter().any(|line| line.text.starts_with("Citation:"));
    lines.iter().filter(|line| is_citation(line)).count() == 1 && (cover || is("get citation") || is(BEGINS))
}

/// Reads a text of this form.
pub(super) fn read(file: &File<'_>, lines: &[Line<'_>]) -> Listing {
    let mut listing = Listing::default();
    let content: Vec<&Line<'_>> = lines.iter().filter(|line| !is_furniture(line.text)).collect();
    let Some(cited) = content.iter().position(|line| is_citation(line)) else { return listing };
    let citation = Citation::of(words(content[cited]));
    let date = content[..cited].iter().position(|line| looks_like_date(&mixed(line.text)));
    let first = content[date.unwrap_or(0)];
    let last = content.last().copied().unwrap_or(first);
    let mut record = Record { place: place(first, last), ..Record::default() };
    if let Some(printed) = date.map(|at| content[at].text).or(citation.date) {
        record.dated(&mixed(printed), file, &mut listing.warnings);
        record.date_text = Some(printed.to_owned());
    }
    citation.title.clone_into(&mut record.title);
    if let Some(url) = citation.url {
        record.addressed(url);
        record.id = record.id.take().map(|id| id.trim_end_matches(".pdf").to_owned());
    }
    record.give(Field::Source, citation.kept);
    // on a page the description stands before the citation, on a cover after it
    let control = |line: &&&Line<'_>| CONTROLS.iter().any(|known| words(line).eq_ignore_ascii_case(known));
    let from = content[..cited].iter().rposition(|line| control(&line)).map_or(cited, |at| at + 1);
    let before = content[from..cited].iter().map(|line| words(line));
    let summary = content[cited..].iter().filter(|line| line.text.starts_with("Summary:")).map(|line| words(line));
    let description: Vec<&str> = before.chain(summary).collect();
    record.description = (!description.is_empty()).then(|| description.join("\n\n"));
    let labelled = |label: &str| content.iter().find_map(|line| line.text.strip_prefix(label));
    if let Some(language) = labelled("Original Language:") {
        record.give(Field::Language, language);
    }
    let begins = content.iter().position(|line| line.text.to_lowercase().starts_with(BEGINS));
    if let Some(begins) = begins.filter(|_| file.bodies) {
        let formats = |line: &&&Line<'_>| line.text.ends_with(" HTML") || line.text.ends_with("Original Scan");
        record.transcribe(content[begins + 1..].iter().skip_while(|line| formats(line)).map(|line| line.text));
    }
    if !record.title.is_empty() {
        listing.records.push(record);
    }
    listing
}

/// A date in capitals as it is written elsewhere: `MARCH 16, 1961`.
fn mixed(text: &str) -> String {
    let word = |word: &str| match word.split_at_checked(1) {
        Some((first, rest)) if word.len() > 2 => first.to_owned() + &rest.to_lowercase(),
        _ => word.to_owned(),
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The parts of a citation.
struct Citation<'a> {
    title: &'a str,
    date: Option<&'a str>,
    kept: &'a str,
    url: Option<&'a str>,
}

impl<'a> Citation<'a> {
    fn of(text: &'a str) -> Self {
        let (head, kept) = text.split_once(PROGRAM).unwrap_or((text, ""));
        let head = head.trim().trim_end_matches(',');
        // a title may have quotations in it, and the date none
        let (title, date) = head.rsplit_once(['"', '”']).unwrap_or((head, ""));
        let title = title.trim_start_matches(['"', '“']).trim_end_matches(',').trim();
        let date = Some(date.trim().trim_matches(',').trim()).filter(|date| !date.is_empty());
        let url = kept.split_whitespace().find(|word| word.starts_with("http"));
        let kept = url.and_then(|url| kept.split(url).next()).unwrap_or(kept);
        let kept = kept.trim().trim_start_matches([',', '.']).trim();
        Self { title, date, kept, url }
    }
}
