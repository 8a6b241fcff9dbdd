//! Documents in TEI, as the volumes of *Foreign Relations of the United States* mark them up.
//!
//! ```text
//! <div type="document" n="2" xml:id="d2">
//!   <head>2. Telegram From the <gloss type="from">…</gloss> to the <gloss type="to">…</gloss> <note type="source">…</note></head>
//!   <dateline><placeName>…</placeName>, <date when="1958-01-16T21:00:00">…</date></dateline>
//!   <list type="subject"> … <list type="participants"><item>… <persName corresp="#p_X1"/> …</item></list>
//!   <p> … <persName corresp="#p_Y1">…</persName> … </p>
//!   <closer><signed><persName corresp="#p_Z1">…</persName></signed></closer>
//! ```
//! Somebody who is marked up is named as the volume's list of persons has it, unless the markup holds more than a surname.

use super::xml::{Element, Kinds, parse};
use super::{File, LineCounter, Listing};
use crate::date::Date;
use crate::record::{Field, Record};
use std::collections::HashMap;

/// Words that stand where participants should.
const NO_PARTICIPANTS: &[&str] = &["listed on", "see ", "same as", "[here follow", "as listed"];

/// Reads a volume, or some of its documents.
pub(super) fn read(file: &File<'_>) -> Listing {
    let (root, broken) = parse(file);
    let mut listing = Listing { broken, ..Listing::default() };
    let volume = Volume::new(&root, file);
    let mut lines = LineCounter::new(file.text);
    let documents = root.find(&is_document);
    for document in documents.into_iter().filter(|document| document.whole) {
        let line = lines.at(document.bytes.start);
        let mut record = Record { place: file.place(document.bytes.clone(), line), ..Record::default() };
        volume.fill(&mut record, document, file, &mut listing);
        if record.title.is_empty() {
            let text = document.text(&is_note).chars().take(200).collect();
            listing.residue.push(super::Residue { line: line + 1, text });
        } else {
            listing.records.push(record);
        }
    }
    listing
}

/// Where a volume can be parted.
pub(super) const KINDS: Kinds = Kinds { record: is_document, shared: is_listed };

fn is_document(element: &Element) -> bool {
    element.name == "div" && element.is("type", "document")
}

/// A person of the volume's list.
fn is_listed(element: &Element) -> bool {
    is_person(element) && element.attribute("id").is_some()
}

fn is_note(element: &Element) -> bool {
    element.name == "note"
}

/// A document that another one encloses.
fn is_enclosed(element: &Element) -> bool {
    element.name == "attachment"
}

fn is_person(element: &Element) -> bool {
    element.name == "persName"
}

/// What the documents of a volume have in common.
struct Volume {
    id: String,
    /// The persons of its list, by their ids, as the list has their names.
    persons: HashMap<String, String>,
}

impl Volume {
    fn new(root: &Element, file: &File<'_>) -> Self {
        let tei = root.find(&|element| element.name == "TEI");
        let stem = file.name.rsplit(['/', '\\']).next().and_then(|name| name.split('.').next()).unwrap_or_default();
        let id = tei.first().and_then(|tei| tei.attribute("id")).unwrap_or(stem).to_owned();
        let listed = root.find(&is_listed);
        let name = |element: &Element| element.text(&is_note).trim_end_matches([',', ';', ' ']).to_owned();
        let persons = listed.into_iter().filter_map(|listed| Some((listed.attribute("id")?.to_owned(), name(listed))));
        Self { id, persons: persons.collect() }
    }

    /// How a person who is marked up is called.
    fn name(&self, marked: &Element) -> String {
        let words = marked.text(&is_note);
        let listed = marked.attribute("corresp").and_then(|id| self.persons.get(id.trim_start_matches('#')));
        match listed {
            Some(listed) => listed.clone(),
            None => words,
        }
    }

    /// The names in an element; its words, if nobody is marked up in it.
    fn names(&self, element: &Element) -> Vec<String> {
        let marked = if is_person(element) { vec![element] } else { element.find(&is_person) };
        match marked.as_slice() {
            [] => vec![element.text(&is_note)],
            marked => marked.iter().map(|person| self.name(person)).collect(),
        }
    }

    fn fill(&self, record: &mut Record, document: &Element, file: &File<'_>, listing: &mut Listing) {
        "frus".clone_into(&mut record.archive);
        if let Some(id) = document.attribute("id") {
            record.id = Some(format!("{}-{id}", self.id));
            record.url = Some(format!("https://history.state.gov/historicaldocuments/{}/{id}", self.id));
        }
        let Some(head) = document.elements().find(|element| element.name == "head") else { return };
        let title = head.text(&is_note);
        let number = document.attribute("n").map(|n| format!("{}. ", n.trim_matches(['[', ']'])));
        record.title = number.and_then(|number| title.strip_prefix(&number)).unwrap_or(&title).to_owned();
        self.date(record, document, file, listing);

        for (kind, field) in [("from", Field::Authors), ("to", Field::Recipients)] {
            for part in head.find(&|element| element.is("type", kind) && !is_note(element)) {
                let marked = if is_person(part) { vec![part] } else { part.find(&is_person) };
                match marked.as_slice() {
                    // `the Ambassador in Iran (Henderson)` is more than his surname in the markup
                    [one] if !self.is_listed(one) => record.give(field, &part.text(&is_note)),
                    [] => record.give(field, &part.text(&is_note)),
                    marked => marked.iter().for_each(|person| record.give(field, &self.name(person))),
                }
            }
        }
        for signed in document.find(&|element| element.name == "signed") {
            self.names(signed).iter().for_each(|name| record.give(Field::Authors, name));
        }
        let lists = document.find(&|element| element.name == "list" && element.is("type", "participants"));
        for item in lists.iter().flat_map(|list| items(list)) {
            let words = item.text(&is_note);
            let marked = item.find(&is_person);
            let absent = NO_PARTICIPANTS.iter().any(|start| words.to_lowercase().starts_with(start));
            match marked.as_slice() {
                [] if absent => {}
                [one] if !self.is_listed(one) => record.give(Field::Participants, &words),
                [] => record.give(Field::Participants, &words),
                marked => marked.iter().for_each(|person| record.give(Field::Participants, &self.name(person))),
            }
        }
        for source in head.find(&|element| is_note(element) && element.is("type", "source")) {
            record.give(Field::Source, &source.text(&|_| false));
        }
        let subjects = document.find(&|element| element.name == "list" && element.is("type", "subject"));
        let subjects: Vec<String> =
            subjects.iter().flat_map(|list| items(list)).map(|item| item.text(&is_note)).collect();
        record.description = Some(subjects.join("\n\n")).filter(|text| !text.is_empty());
        let text = |element: &Element| element.name == "p";
        if file.bodies {
            // those of notes are the editors', and what is listed is the document's as much as its paragraphs
            let of_itself = |element: &Element| text(element) || element.name == "item";
            let catalogued = |element: &Element| {
                element.name == "list" && ["participants", "subject"].iter().any(|kind| element.is("type", kind))
            };
            let words = |within: &Element, passed_over: &dyn Fn(&Element) -> bool| -> Vec<String> {
                let none = |element: &Element| is_note(element) || catalogued(element) || passed_over(element);
                let found = within.find(&|element| of_itself(element) || none(element));
                found.into_iter().filter(|element| of_itself(element)).map(|found| found.text(&is_note)).collect()
            };
            let own = words(document, &is_enclosed);
            let enclosed = document.find(&is_enclosed);
            record.transcribe(own.iter().map(String::as_str));
            if !enclosed.is_empty() {
                record.encloses = Some(record.text(Field::Body).len());
                let enclosed: Vec<String> = enclosed.into_iter().flat_map(|within| words(within, &|_| false)).collect();
                record.transcribe(own.iter().chain(&enclosed).map(String::as_str));
            }
        }
        for paragraph in document.find(&text) {
            for person in paragraph.find(&is_person).into_iter().filter(|person| self.is_listed(person)) {
                record.give(Field::Mentioned, &self.name(person));
            }
        }
    }

    fn is_listed(&self, marked: &Element) -> bool {
        marked.attribute("corresp").is_some_and(|id| self.persons.contains_key(id.trim_start_matches('#')))
    }

    /// The date of the dateline: as printed, and as the markup reads it.
    fn date(&self, record: &mut Record, document: &Element, file: &File<'_>, listing: &mut Listing) {
        let lines = document.find(&|element| element.name == "dateline");
        let dates: Vec<&Element> = lines.iter().flat_map(|line| line.find(&|element| element.name == "date")).collect();
        let day = |element: &Element, name: &str| {
            let value = element.attribute(name)?;
            // an instant begins with its day
            Date::parse_iso(value.split('T').next()?)
        };
        let Some(date) = dates.first() else {
            // no dateline, as with editorial notes: the bounds of the document, if both are of one day
            let bounds = ("doc-dateTime-min", "doc-dateTime-max");
            let (first, last) = (day(document, bounds.0), day(document, bounds.1));
            if let Some(first) = first.filter(|_| first == last) {
                record.date_text = Some(first.to_string());
                record.date = Some(first);
            }
            return;
        };
        let printed = date.text(&is_note);
        let bounds = [("from", "to"), ("notBefore", "notAfter")];
        let between = bounds.iter().find_map(|(first, last)| {
            let (first, last) = (day(date, first)?.first()?, day(date, last)?.last());
            (first < last).then_some(Date::Days(first, last))
        });
        match day(date, "when").or(between) {
            Some(read) => {
                record.date_text = Some(if printed.is_empty() { read.to_string() } else { printed });
                record.date = Some(read);
            }
            None => record.dated(&printed, file, &mut listing.warnings),
        }
    }
}

/// The items of a list that hold no list themselves.
fn items(list: &Element) -> Vec<&Element> {
    let is_list = |element: &Element| element.name == "list";
    list.find(&|element| element.name == "item" && element.find(&is_list).is_empty())
}
