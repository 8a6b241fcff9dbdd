//! What the archive said: one entry of a listing, word for word, and the place it stands.

use crate::date::Date;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// One entry of a listing.
///
/// The fields are verbatim; `date` is the only one that has been read, because it is part of the entry's identity.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Code of the archive, for its IRIs: `wcda`.
    pub archive: String,
    /// What the archive calls it, where it says so: the last part of its address, or a number.
    pub id: Option<String>,
    /// The address of its page.
    pub url: Option<String>,
    /// The date as printed: `December 08, 1960`, `Date unknown`.
    pub date_text: Option<String>,
    /// The date as read; `None` where the archive gives none or none that can be read.
    pub date: Option<Date>,
    /// The title as printed.
    pub title: String,
    /// The description; its paragraphs are kept apart by a blank line.
    pub description: Option<String>,
    /// What the archive says of it in fields of their own, each value a paragraph.
    pub given: BTreeMap<Field, String>,
    /// Where in the document's own words what it encloses begins, which others may have written.
    pub encloses: Option<usize>,
    /// The journey it is of, where it is of no document.
    pub journey: Option<Journey>,
    /// Whom words mean, where the document's markup tells, in the order of the words.
    pub marks: Vec<Mark>,
    /// What its date and place say of the meeting that it records.
    pub meeting: Meeting,
    /// Where it stands in its file.
    pub place: Place,
}

/// A visit or travel that a record is of: whatever the record tells of happened on it, within the record's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Journey {
    /// Whether somebody came to the United States from the first of the record's places, or else went there from them.
    pub is_visit: bool,
    /// Which value of the record's places is the one place it went to, if it went to one.
    pub stay: Option<usize>,
}

/// Whom some words mean, as the markup of a document has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The words.
    pub words: Passage,
    /// The person, by the value that fields of the record have for the same; `None` for somebody else than all of those.
    pub who: Option<String>,
}

/// What the date and place of a record say of the meeting that it records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// Whether the date is that of the meeting, and how that is known.
    pub dated: Option<Dated>,
    /// Whether the first of its [`Field::Places`] is where the meeting was.
    pub placed: bool,
}

/// How it is known that a date is that of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// The source says so.
    Told,
    /// It has the hour, or stands over who was present.
    Shown,
}

/// The lines and bytes of a file that an entry takes up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// Who wrote, as the archive names them.
    Authors,
    /// To whom.
    Recipients,
    /// Who took part in what is recorded.
    Participants,
    /// Who contributed, by writing or by taking part: the archive does not say which.
    Contributors,
    /// Who is only mentioned.
    Mentioned,
    /// Places that it is about.
    Places,
    /// Headings that it stands under.
    Subjects,
    /// The language it is written in.
    Language,
    /// Where it is kept, and who made it available.
    Source,
    /// The document's own words, where the source has them and they are asked for.
    Body,
}

impl Field {
    /// Whether it is of whole sentences, unlike a title or a list of names.
    pub fn is_prose(self) -> bool {
        matches!(self, Self::Description | Self::Body)
    }

    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Date,
        Self::Title,
        Self::Description,
        Self::Authors,
        Self::Recipients,
        Self::Participants,
        Self::Contributors,
        Self::Mentioned,
        Self::Places,
        Self::Subjects,
        Self::Language,
        Self::Source,
        Self::Body,
    ];

    /// Those that the archive gives, and that name people or places.
    pub const GIVEN: [Self; 6] =
        [Self::Authors, Self::Recipients, Self::Participants, Self::Contributors, Self::Mentioned, Self::Places];

    /// Its name in the IRIs of passages, and for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Title => "title",
            Self::Description => "description",
            Self::Authors => "authors",
            Self::Recipients => "recipients",
            Self::Participants => "participants",
            Self::Contributors => "contributors",
            Self::Mentioned => "mentioned",
            Self::Places => "places",
            Self::Subjects => "subjects",
            Self::Language => "language",
            Self::Source => "source",
            Self::Body => "body",
        }
    }
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
            given => self.given.get(&given).map_or("", String::as_str),
        }
    }

    /// Whether something other than its address names it, such as a number, which another file, or series, may have given too.
    pub fn is_numbered(&self) -> bool {
        self.id.is_some() && self.url.is_none()
    }

    /// Its date, the letters and digits of its title, and who had a part in it.
    pub fn dated_title(&self) -> String {
        let title: String = self.title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        [&self.day(), title.as_str(), &self.parties().to_lowercase()].join("|")
    }

    fn day(&self) -> String {
        self.date.map_or_else(|| self.text(Field::Date).to_owned(), |date| date.to_string())
    }

    /// Who wrote it, to whom, and who took part, as the archive names them; empty where it names nobody.
    pub fn parties(&self) -> String {
        if self.given.is_empty() {
            return String::new();
        }
        let fields = [Field::Authors, Field::Recipients, Field::Participants, Field::Contributors];
        match fields.map(|field| self.text(field).replace("\n\n", "; ")) {
            parties if parties.iter().all(String::is_empty) => String::new(),
            parties => parties.join("|"),
        }
    }

    /// Adds a value to a field that the archive gives; blank ones and those that are there are passed over.
    pub fn give(&mut self, field: Field, value: &str) {
        self.give_all(field, [value]);
    }

    /// Adds values to a field as [`give`](Self::give) adds one, in time of the length of all together.
    pub fn give_all(&mut self, field: Field, values: impl IntoIterator<Item = impl AsRef<str>>) {
        let mut text = self.given.remove(&field).unwrap_or_default();
        let mut known: HashSet<String> = text.split("\n\n").map(str::to_owned).collect();
        for value in values {
            let value = value.as_ref().split_whitespace().collect::<Vec<_>>().join(" ");
            if value.is_empty() || known.contains(&value) {
                continue;
            }
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&value);
            known.insert(value);
        }
        if !text.is_empty() {
            self.given.insert(field, text);
        }
    }

    /// Adds to the description; what is blank, or is there as it is, is passed over.
    pub fn describe(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match &mut self.description {
            None => self.description = Some(text.to_owned()),
            Some(known) if known == text || known.split("\n\n").any(|known| known == text) => {}
            Some(known) => known.extend(["\n\n", text]),
        }
    }

    /// Takes the document's own words, a paragraph each; blank ones are passed over.
    pub fn transcribe<'t>(&mut self, paragraphs: impl IntoIterator<Item = &'t str>) {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let paragraphs = paragraphs.into_iter().map(words).filter(|text| !text.is_empty());
        let paragraphs: Vec<String> = self.given.remove(&Field::Body).into_iter().chain(paragraphs).collect();
        if !paragraphs.is_empty() {
            self.given.insert(Field::Body, paragraphs.join("\n\n"));
        }
    }

    /// The values of a field, each with the bytes where it stands.
    pub fn values(&self, field: Field) -> impl Iterator<Item = (Range<usize>, &str)> {
        let mut start = 0;
        self.text(field).split("\n\n").filter(|value| !value.is_empty()).map(move |value| {
            let place = start..start + value.len();
            start = place.end + 2;
            (place, value)
        })
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
            Field::Title => &self.title,
            Field::Description => self.description.as_deref().unwrap_or_default(),
            _ => "",
        }
    }
}
