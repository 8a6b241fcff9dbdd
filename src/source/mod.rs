//! Reading what archives publish: a file in, its entries out, each field word for word.
//!
//! One file a form. [`read`] looks at the content, not at the name, to tell which form it is; [`read_as`] is told.

mod address;
mod bulleted;
mod correspondents;
mod document;
mod ead;
mod encoding;
mod encounters;
mod heading;
mod html;
mod json;
mod lines;
pub mod mapping;
mod marked;
mod oai;
mod old_page;
pub(crate) mod parts;
mod present;
mod results;
mod table;
mod tei;
mod titles;
mod xml;

use crate::date::{Date, is_nearly_month, month_number};
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::record::{Collection, Place, Record};
use lines::Line;
use mapping::Mapping;
use std::collections::{HashMap, HashSet};

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
    /// What ended the reading before the end of the file: the records are those before it.
    pub broken: Option<Error>,
}

/// The forms that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The old listing as text: a bullet an entry.
    Bulleted,
    /// The new listing as text: a date line an entry.
    Results,
    /// The page of one document as text.
    Document,
    /// A saved page of any of these.
    Html,
    /// Values apart by commas, semicolons or tabs, under a header.
    Table,
    /// Records, or a list of them, as the former interface gave them.
    Json,
    /// A volume of Foreign Relations of the United States, or documents marked up like it.
    Tei,
    /// A finding aid in EAD 2002 or EAD3.
    Ead,
    /// Dublin Core in a response by OAI-PMH.
    Oai,
    /// Visits and travels, a JSON object a line.
    Encounters,
}

impl Form {
    /// All of them, each by its name.
    pub const NAMES: [(&'static str, Self); 10] = [
        ("bulleted", Self::Bulleted),
        ("results", Self::Results),
        ("document", Self::Document),
        ("html", Self::Html),
        ("table", Self::Table),
        ("json", Self::Json),
        ("tei", Self::Tei),
        ("ead", Self::Ead),
        ("oai", Self::Oai),
        ("encounters", Self::Encounters),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, form)| *form == self).map_or("", |(name, _)| name)
    }

    /// Whether its entries are lines that tell by themselves where one ends, as far as they are there.
    fn is_of_lines(self) -> bool {
        matches!(self, Self::Bulleted | Self::Results | Self::Document | Self::Html)
    }

    /// The form of a text, by how it begins and what it has; `None` where it is none of them.
    pub fn of(text: &str, mapping: Option<&Mapping>) -> Option<Self> {
        let text = text.trim_start();
        if text.starts_with('<') {
            return xml::Root::of(text).and_then(|root| match root.name {
                "TEI" => Some(Self::Tei),
                "ead" => Some(Self::Ead),
                "OAI-PMH" => Some(Self::Oai),
                name if name.eq_ignore_ascii_case("html") => Some(Self::Html),
                _ => None,
            });
        }
        if text.starts_with(['{', '[']) {
            return if encounters::fits(text) {
                Some(Self::Encounters)
            } else {
                json::fits(text).then_some(Self::Json)
            };
        }
        if table::fits(text, mapping) {
            return Some(Self::Table);
        }
        let lines = lines::split(text, 0);
        if document::fits(&lines) {
            return Some(Self::Document);
        }
        if bulleted::fits(&lines) {
            return Some(Self::Bulleted);
        }
        results::fits(&lines).then_some(Self::Results)
    }
}

/// How files are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The form, if it is not to be found out.
    pub form: Option<Form>,
    /// Which columns of a table are which fields.
    pub mapping: Option<Mapping>,
    /// Whether the records before a place that cannot be read are kept.
    pub keep_going: bool,
    /// Whether the documents' own words are read, where a source has them.
    pub bodies: bool,
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

/// Where its pages are.
const HOST: &str = "digitalarchive.wilsoncenter.org";

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

/// Reads a file of any of the forms; `name` is what messages call it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Listing> {
    read_as(name, bytes, &Options::default())
}

/// Reads a file as it is asked to be read.
pub fn read_as(name: &str, bytes: &[u8], options: &Options) -> Result<Listing> {
    let mut listing = read_whole(name, bytes, options)?;
    listing.tell_apart(name);
    Ok(listing)
}

/// Reads a file, and says nothing of records that stand in it twice.
fn read_whole(name: &str, bytes: &[u8], options: &Options) -> Result<Listing> {
    let decoded = encoding::decode(name, bytes)?;
    let (text, start) = (decoded.text.as_ref(), decoded.start);
    let mapping = options.mapping.as_ref();
    let file = File { name, text, start, head: 0, column: 0, bodies: options.bodies, goes_on: false };
    let Some(form) = options.form.or_else(|| Form::of(text, mapping)) else {
        return Err(decoded.broken.unwrap_or_else(|| unknown(&file)));
    };
    let mut listing = read_form(&file, form, options)?;
    let is_text = decoded.broken.is_none();
    if let Some(broken) = decoded.broken {
        // the entry that it breaks off in is not whole
        let end = (start + text.trim_end().len()) as u64;
        listing.records.pop_if(|last| form.is_of_lines() && last.place.bytes.end >= end);
        listing.broken = Some(broken);
    }
    if let Some(broken) = listing.broken.take_if(|_| !options.keep_going) {
        // what is no text says itself what to do
        return Err(if is_text { unfinished(broken, listing.records.len()) } else { broken });
    }
    if listing.records.is_empty() {
        return Err(listing.broken.take().unwrap_or_else(|| match options.form {
            Some(form) => Error::new(ErrorKind::Input, format!("read as {}, the file has no record", form.name()))
                .at(Locator::file(name))
                .help("leave out --from, and the form is found out"),
            None if form == Form::Table => {
                Error::new(ErrorKind::Input, "the table has no row below its header: is the file cut short?")
                    .at(Locator::file(name))
            }
            None => Error::new(ErrorKind::Input, "the listing has no entry").at(Locator::file(name)),
        }));
    }
    listing.warnings.splice(0..0, decoded.warning);
    decoded.width.settle(text, start, &mut listing);
    Ok(listing)
}

/// Reads the text of a file of a form, or a part of it.
fn read_form(file: &File<'_>, form: Form, options: &Options) -> Result<Listing> {
    let lines = || lines::split(file.text, file.start);
    let mut listing = match form {
        Form::Bulleted => bulleted::read(file.name, &lines()),
        Form::Results => results::read(file.name, &lines()),
        Form::Document => document::read(file, &lines()),
        Form::Html => html::read(file),
        Form::Table => table::read(file, options.mapping.as_ref())?,
        Form::Json => json::read(file),
        Form::Tei => tei::read(file),
        Form::Ead => ead::read(file),
        Form::Oai => oai::read(file),
        Form::Encounters => encounters::read(file),
    };
    for record in &mut listing.records {
        if record.archive.is_empty() {
            ARCHIVE.clone_into(&mut record.archive);
        }
    }
    if !file.goes_on && matches!(form, Form::Bulleted | Form::Results) && breaks_off(file.text, &listing) {
        let end = file.text.len();
        listing.warnings.push(
            Error::new(
                ErrorKind::Input,
                "the last description ends in the middle of a sentence: is the file cut short?",
            )
            .at(file.at(end))
            .help("save the whole listing again"),
        );
    }
    Ok(listing)
}

/// Whether a listing ends, without the end of a line, between two words of the last description.
fn breaks_off(text: &str, listing: &Listing) -> bool {
    let last = listing.records.last().and_then(|record| record.description.as_deref()).unwrap_or_default();
    let paragraph = last.rsplit("\n\n").next().unwrap_or_default();
    let word = paragraph.rsplit(' ').next().unwrap_or_default();
    let goes_on = word.ends_with(',') || (word.starts_with(char::is_lowercase) && word.ends_with(char::is_alphabetic));
    goes_on && paragraph.split(' ').count() > 5 && text.ends_with(word)
}

/// What ended the reading of a file, with how much there is before it.
fn unfinished(broken: Error, kept: usize) -> Error {
    match kept {
        0 => broken,
        _ => broken.help(format!("mend the file there, or keep the {kept} records before it with --keep-going")),
    }
}

/// A file that is none of the forms.
fn unknown(file: &File<'_>) -> Error {
    let (name, text) = (file.name, file.text.trim_start());
    if let Some(error) = json::broken(file) {
        return error;
    }
    let (message, help) = if let Some(root) = xml::Root::of(text).filter(|_| text.starts_with('<')) {
        (
            format!("this is XML that Chancery does not read: its root is `{}`", root.name),
            "name a TEI volume, a finding aid in EAD, a response by OAI-PMH or a saved page",
        )
    } else if text.starts_with(['{', '[']) {
        (
            "this is JSON that Chancery does not read: nothing in it is called `title`".to_owned(),
            "name records of the Digital Archive, or visits and travels, an object a line",
        )
    } else if let Some(columns) = table::columns(text) {
        (
            format!("no column of this table is called `title`: it has {columns}"),
            "say which columns are which fields with --mapping FILE",
        )
    } else {
        (
            "this is no listing that Chancery knows: it has no entry".to_owned(),
            "an entry is a line with a date, one with a title, and a description; see data/samples/",
        )
    };
    Error::new(ErrorKind::Input, message).at(Locator::file(name)).help(help)
}

/// Whether a file that may be RDF by its name is of one of the forms by how it begins.
pub(crate) fn is_form(beginning: &[u8]) -> bool {
    let beginning = String::from_utf8_lossy(beginning);
    Form::of(beginning.trim_start_matches('\u{feff}'), None).is_some()
}

/// A file under way.
struct File<'t> {
    name: &'t str,
    text: &'t str,
    /// The byte of the file where the text begins.
    start: usize,
    /// How many bytes of the text come before what is read: what a part is read behind, which ends with its line.
    head: usize,
    /// How many characters of its line come before the part.
    column: u64,
    /// Whether the documents' own words are wanted.
    bodies: bool,
    /// Whether it is a part, and others follow.
    goes_on: bool,
}

impl File<'_> {
    /// Its name without folders and what says of which form it is, or that it is packed.
    fn stem(&self) -> &str {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The lines and bytes of a part of the text; `line` is that of its beginning, counted from 0.
    fn place(&self, bytes: std::ops::Range<usize>, line: u64) -> Place {
        let inside = self.text.get(bytes.clone()).unwrap_or_default();
        let lines = line..line + inside.trim_end().matches('\n').count() as u64 + 1;
        Place { lines, bytes: (self.start + bytes.start) as u64..(self.start + bytes.end) as u64 }
    }

    /// The line and column of a byte of the text.
    fn at(&self, byte: usize) -> Locator {
        let before = self.text.get(..byte).unwrap_or(self.text);
        let line = before.matches('\n').count() as u64 + 1;
        let inside = before.rsplit('\n').next().unwrap_or_default();
        let first = before.len() - inside.len() == self.head;
        let column = inside.chars().count() as u64 + 1 + if first { self.column } else { 0 };
        Locator { name: self.name.to_owned(), line: Some(line), column: Some(column) }
    }
}

/// The number of the line that a byte is in, for bytes that come in order: nothing is counted twice.
struct LineCounter<'t> {
    text: &'t str,
    byte: usize,
    line: u64,
}

impl<'t> LineCounter<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, byte: 0, line: 0 }
    }

    fn at(&mut self, byte: usize) -> u64 {
        let between = self.text.as_bytes().get(self.byte..byte).unwrap_or_default();
        self.line += between.iter().filter(|b| **b == b'\n').count() as u64;
        self.byte = self.byte.max(byte);
        self.line
    }
}

impl Record {
    /// Takes a date as printed; one that is none is told.
    fn dated(&mut self, text: &str, file: &File<'_>, warnings: &mut Vec<Error>) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.dated_as(text, Date::read(text), file, warnings);
    }

    /// Takes a date as printed, and as it was read, if it was.
    fn dated_as(&mut self, text: &str, read: Option<Date>, file: &File<'_>, warnings: &mut Vec<Error>) {
        self.date_text = Some(text.to_owned());
        self.date = read;
        if self.date.is_none() && !is_unknown(text) {
            warnings.push(
                Error::new(ErrorKind::Input, format!("“{text}” is no date; the record is kept without one"))
                    .at(Locator::line(file.name, self.place.lines.start + 1)),
            );
        }
    }

    /// Takes the address of a page of the archive: its last part names the record.
    fn addressed(&mut self, url: &str) {
        let url = url.trim();
        if url.is_empty() {
            return;
        }
        self.url = Some(url.to_owned());
        self.id = address::slug(url).map(str::to_owned).or(self.id.take());
    }
}

/// What is said of a record whose id another has, of another date or title, or of other people.
pub fn ambiguous_id(id: &str, same_title: bool) -> String {
    match same_title {
        true => format!("a record of the same id, {id}, is of other people; each is named by its own"),
        false => format!("a record of the same id, {id}, has another date or title; each is named by its own"),
    }
}

/// What is said of a record of which the same file says something else; by its id, or else by date and title.
pub fn another_text(id: Option<&str>) -> String {
    match id {
        Some(id) => format!("a record of the same id, {id}, says something else; both are kept under one record"),
        None => {
            "an entry of the same date and title has another description; both are kept under one record".to_owned()
        }
    }
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
        let read = date.as_ref().and_then(|line| Date::read(line.text));
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
    Place { lines: first.number..last.number + 1, bytes: first.start..last.end }
}

/// "Date unknown", "undated" and the like: no date, and no mistake either.
fn is_unknown(text: &str) -> bool {
    let text = text.trim_matches(['[', ']', '(', ')']).to_lowercase();
    matches!(text.as_str(), "date unknown" | "unknown" | "undated" | "no date" | "n.d.")
}

/// Words that a date may have beside its parts.
const ABOUT_DATES: &[&str] = &[
    "to",
    "and",
    "or",
    "between",
    "from",
    "until",
    "before",
    "after",
    "on",
    "about",
    "around",
    "circa",
    "ca",
    "c",
    "approximately",
    "probably",
    "possibly",
    "early",
    "mid",
    "middle",
    "late",
    "beginning",
    "end",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "dated",
    "s",
];

/// Whether a line stands where a date should and looks like one, well-formed or not.
fn looks_like_date(text: &str) -> bool {
    is_date(text) || is_dateish(text)
}

/// Whether a line is a date, or says that there is none.
fn is_date(text: &str) -> bool {
    Date::read(text).is_some() || is_unknown(text)
}

/// Whether a text has a year and nothing that is no part of a date: of a month that is misspelled, or of another language, a
/// day tells it. A title has other words.
fn is_dateish(text: &str) -> bool {
    let (mut years, mut days, mut others) = (0, 0, Vec::new());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        match number.bytes().all(|byte| byte.is_ascii_digit()).then_some(number.len()) {
            Some(4) => years += 1,
            Some(1 | 2) => days += 1,
            _ if month_number(word).is_some() => {}
            _ if ABOUT_DATES.iter().any(|known| word.eq_ignore_ascii_case(known)) => {}
            _ if word.chars().count() > 2 && word.chars().all(char::is_alphabetic) => others.push(word),
            _ => return false,
        }
    }
    let is_month = |word: &&str| days > 0 || is_nearly_month(word);
    (1..=2).contains(&years) && days <= 4 && others.len() <= 1 && others.iter().all(is_month)
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

    /// Takes an id from records of several dates, titles or people that have it: in one file, it names none of them. And says which
    /// entries share an id, or date and title, and differ in their descriptions: a corrected text, or two documents.
    fn tell_apart(&mut self, name: &str) {
        let mut first = HashMap::new();
        let mut ambiguous: HashSet<String> = HashSet::new();
        for (at, record) in self.records.iter().enumerate() {
            // one id is one record, and two ids are two, whatever their titles
            let key = match record.id.as_deref() {
                Some(id) => (Some(id), None, "", String::new()),
                // two telegrams of one day are two where they are of other people
                None => (None, record.date_text.as_deref(), record.title.as_str(), record.parties()),
            };
            let nth = *first.entry(key).or_insert(at);
            if nth == at {
                continue;
            }
            let twin = &self.records[nth];
            let same_title = twin.title == record.title && twin.date_text == record.date_text;
            let message = if record.is_numbered() && twin.is_numbered() && twin.dated_title() != record.dated_title() {
                ambiguous.extend(record.id.clone());
                ambiguous_id(record.id.as_deref().unwrap_or_default(), same_title)
            } else if twin.description != record.description || !same_title || twin.parties() != record.parties() {
                another_text(record.id.as_deref())
            } else {
                continue;
            };
            let line = record.place.lines.start + 1;
            self.warnings.push(Error::new(ErrorKind::Input, message).at(Locator::line(name, line)));
        }
        let is_ambiguous =
            |record: &&mut Record| record.is_numbered() && record.id.as_ref().is_some_and(|id| ambiguous.contains(id));
        self.records.iter_mut().filter(is_ambiguous).for_each(|record| record.id = None);
    }

    /// Says that what was read stands so many lines farther down in its file.
    fn move_down(&mut self, lines: i64) {
        let header = self.collection.iter_mut().map(|collection| &mut collection.place);
        for place in header.chain(self.records.iter_mut().map(|record| &mut record.place)) {
            let moved = |line: u64| line.saturating_add_signed(lines);
            place.lines = moved(place.lines.start)..moved(place.lines.end);
        }
        self.residue.iter_mut().for_each(|residue| residue.line = residue.line.saturating_add_signed(lines));
        self.warnings.iter_mut().chain(&mut self.broken).for_each(|error| error.move_down(lines));
    }

    /// Keeps lines that no rule read.
    fn unread(&mut self, lines: &[&Line<'_>]) {
        let residue = lines.iter().map(|line| Residue { line: line.number + 1, text: line.text.to_owned() });
        self.residue.extend(residue);
    }
}
