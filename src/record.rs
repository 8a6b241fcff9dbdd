//! What the archive said: one entry of a listing, word for word, and the place it stands.

use crate::date::Date;
use std::ops::Range;

/// One entry of a listing.
///
/// The fields are verbatim; `date` is the only one that has been read, because it is part of the entry's identity.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Code of the archive, for its IRIs: `wcda`.
    pub archive: String,
    /// The date as printed: `December 08, 1960`, `Date unknown`.
    pub date_text: Option<String>,
    /// The date as read; `None` where the archive gives none or none that can be read.
    pub date: Option<Date>,
    /// The title as printed.
    pub title: String,
    /// The description; its paragraphs are kept apart by a blank line.
    pub description: Option<String>,
    /// Where it stands in its file.
    pub place: Place,
}

/// The lines and bytes of a file that an entry takes up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Lines, counted from 0, end excluded (as in RFC 5147).
    pub lines: Range<u64>,
    /// Bytes, counted from 0, end excluded.
    pub bytes: Range<u64>,
}

/// A collection (in RiC-O a record set) that a listing shows, with what its header says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection {
    /// Code of the archive, for its IRIs.
    pub archive: String,
    /// The collection's title as printed.
    pub title: String,
    /// Its description as printed.
    pub description: Option<String>,
    /// Where the header stands in its file.
    pub place: Place,
}

/// A verbatim field of a [`Record`] or [`Collection`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The date as printed.
    Date,
    /// The title.
    Title,
    /// The description.
    Description,
}

/// Words of one field: the evidence a statement rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Passage {
    /// The field the words stand in.
    pub field: Field,
    /// Byte where they begin.
    pub start: usize,
    /// Byte after their end.
    pub end: usize,
}

impl Passage {
    /// A passage of a field, by bytes.
    pub fn new(field: Field, range: Range<usize>) -> Self {
        Self { field, start: range.start, end: range.end }
    }
}

impl Record {
    /// The text of a field; empty where the archive gives none.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Date => self.date_text.as_deref().unwrap_or_default(),
            Field::Title => &self.title,
            Field::Description => self.description.as_deref().unwrap_or_default(),
        }
    }

    /// The words of a passage of this record.
    pub fn words(&self, passage: Passage) -> &str {
        &self.text(passage.field)[passage.start..passage.end]
    }
}

impl Collection {
    /// The text of a field; empty where the archive gives none.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Date => "",
            Field::Title => &self.title,
            Field::Description => self.description.as_deref().unwrap_or_default(),
        }
    }
}
