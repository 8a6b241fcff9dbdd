//! Reading what archives publish: a file in, its entries out, each field word for word.
//!
//! One file a form. [`read`] looks at the content, not at the name, to tell which form it is.

mod bulleted;
mod lines;
mod results;

use crate::date::Date;
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::record::{Collection, Place, Record};
use lines::Line;
use std::collections::HashMap;

/// A listing as read: its entries in order, and what of the file belongs to none.
#[derive(Debug, Default, PartialEq)]
pub struct Listing {
    /// The collection the page shows, where its header names one.
    pub collection: Option<Collection>,
    /// The entries, in the order of the file.
    pub records: Vec<Record>,
    /// Lines that no rule read.
    pub residue: Vec<Residue>,
    /// What was read with a doubt, each with its line.
    pub warnings: Vec<Error>,
}

/// A line of a listing that belongs to no entry and that no rule read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Residue {
    /// Its line, counted from 1.
    pub line: u64,
    /// Its words.
    pub text: String,
}

/// The archive whose saved pages the two listing forms are.
const ARCHIVE: &str = "wcda";

/// Words of the page around the entries, the same on every page: read, and of no interest.
const FURNITURE: &[&str] = &[
    "Search in",
    "ADD SEARCH FILTER",
    "CANCEL SEARCH FILTER",
    "Search in ADD SEARCH FILTER CANCEL SEARCH FILTER",
    "ADD SEARCH FILTER CANCEL SEARCH FILTER",
    "Digital Archive International History Declassified",
    "No image found.",
    "SEARCH RESULTS",
    "Documents",
    "Popular Documents",
    "Results:",
    "Skip to content",
];

/// Reads a listing; `name` is what messages call it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Listing> {
    let text = text_of(name, bytes)?;
    let lines = lines::split(text, bytes.len() - text.len());
    let mut listing = if bulleted::fits(&lines) {
        bulleted::read(name, &lines)
    } else if results::fits(&lines) {
        results::read(name, &lines)
    } else {
        return Err(Error::new(ErrorKind::Input, "this is no listing that Chancery knows: it has no entry")
            .at(Locator::file(name))
            .help("an entry is a line with a date, one with a title, and a description; see data/samples/"));
    };
    if listing.records.is_empty() {
        return Err(Error::new(ErrorKind::Input, "the listing has no entry").at(Locator::file(name)));
    }
    listing.records.iter_mut().for_each(|record| ARCHIVE.clone_into(&mut record.archive));
    listing.warn_of_twins(name);
    Ok(listing)
}

/// The file as text, or what keeps it from being text.
fn text_of<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str> {
    let fail = |message: &str, help: &str| {
        Err(Error::new(ErrorKind::Input, message).at(Locator::file(name)).help(help.to_owned()))
    };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return fail("the file is empty", "save the listing page as text again");
    }
    if bytes.contains(&0) {
        return fail("this is a binary file, not a listing", "save the listing page as plain text");
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() as u64 + 1;
        Error::new(ErrorKind::Input, "the text is not UTF-8")
            .at(Locator::line(name, line))
            .help("save it as UTF-8, or convert it with: iconv -f WINDOWS-1252 -t UTF-8")
    })
}

/// Whether a line is part of the page and not of its content.
fn is_furniture(line: &str) -> bool {
    FURNITURE.iter().any(|known| line.eq_ignore_ascii_case(known)) || line.starts_with("Placeholder image")
}

/// An entry under way: its date line and the paragraphs since.
struct Entry<'a> {
    date: Option<Line<'a>>,
    paragraphs: Vec<Line<'a>>,
}

impl<'a> Entry<'a> {
    /// Closes the entry: the first paragraph is the title, the others are the description.
    fn finish(self, name: &str, listing: &mut Listing) {
        let Self { date, mut paragraphs } = self;
        let Some(first) = date.as_ref().or(paragraphs.first()).cloned() else { return };
        if paragraphs.is_empty() {
            listing.warnings.push(
                Error::new(
                    ErrorKind::Input,
                    format!("an entry of “{}” has no title: is the file cut short?", first.text),
                )
                .at(Locator::line(name, first.number + 1)),
            );
            listing.residue.push(Residue { line: first.number + 1, text: first.text.to_owned() });
            return;
        }
        let last = paragraphs.last().unwrap_or(&first).clone();
        let title = paragraphs.remove(0);
        let read = date.as_ref().and_then(|line| Date::parse(line.text));
        if let Some(line) = date.as_ref().filter(|line| read.is_none() && !is_unknown(line.text)) {
            listing.warnings.push(
                Error::new(ErrorKind::Input, format!("“{}” is no date; the record is kept without one", line.text))
                    .at(Locator::line(name, line.number + 1)),
            );
        }
        let description: Vec<&str> = paragraphs.iter().map(|line| line.text).collect();
        listing.records.push(Record {
            archive: String::new(),
            date_text: date.map(|line| line.text.to_owned()),
            date: read,
            title: title.text.to_owned(),
            description: (!description.is_empty()).then(|| description.join("\n\n")),
            place: place(&first, &last),
            ..Record::default()
        });
    }
}

/// The lines and bytes from one line to another, both included.
fn place(first: &Line<'_>, last: &Line<'_>) -> Place {
    Place { lines: first.number..last.number + 1, bytes: first.start..last.start + last.text.len() as u64 }
}

/// "Date unknown", "undated" and the like: no date, and no mistake either.
fn is_unknown(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "date unknown" | "unknown" | "undated" | "no date" | "n.d.")
}

/// Whether a line stands where a date should and looks like one, well-formed or not.
fn looks_like_date(text: &str) -> bool {
    Date::parse(text).is_some()
        || is_unknown(text)
        || (text.len() <= 24
            && text.split_whitespace().count() <= 4
            && text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
            && text.split_whitespace().all(|word| {
                let bare = word.trim_matches([',', '.']);
                bare.chars().all(|c| c.is_ascii_digit()) || bare.chars().all(char::is_alphabetic)
            }))
}

impl Listing {
    /// Reads the header of a page: a title and a description in sentences. A line alone is no collection, since it may
    /// say how many documents a search found, and is kept as residue.
    fn header(&mut self, lines: &[Line<'_>]) {
        let content: Vec<&Line<'_>> = lines.iter().filter(|line| !is_furniture(line.text)).collect();
        let Some((title, rest)) = content.split_first() else { return };
        if rest.iter().any(|line| line.text.ends_with(['.', '!', '?'])) {
            let description: Vec<&str> = rest.iter().map(|line| line.text).collect();
            self.collection = Some(Collection {
                archive: ARCHIVE.to_owned(),
                title: title.text.to_owned(),
                description: Some(description.join("\n\n")),
                place: place(title, rest.last().unwrap_or(title)),
            });
        } else {
            self.unread(&content);
        }
    }

    /// Says which entries share date and title and differ in their descriptions: a corrected text, or two documents.
    fn warn_of_twins(&mut self, name: &str) {
        let mut first: HashMap<(Option<&str>, &str), &Record> = HashMap::new();
        for record in &self.records {
            let key = (record.date_text.as_deref(), record.title.as_str());
            let twin = first.entry(key).or_insert(record);
            if twin.description != record.description {
                let message =
                    "an entry of the same date and title has another description; both are kept under one record";
                let line = record.place.lines.start + 1;
                self.warnings.push(Error::new(ErrorKind::Input, message).at(Locator::line(name, line)));
            }
        }
    }

    /// Keeps lines that no rule read.
    fn unread(&mut self, lines: &[&Line<'_>]) {
        let residue = lines.iter().map(|line| Residue { line: line.number + 1, text: line.text.to_owned() });
        self.residue.extend(residue);
    }
}
