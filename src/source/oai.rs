//! Dublin Core as repositories hand it over by OAI-PMH: a response with records, each with elements that say who and when.
//!
//! ```text
//! <record><header><identifier>oai:host:id</identifier></header>
//!   <metadata><oai_dc:dc><dc:title>…</dc:title><dc:creator>…</dc:creator><dc:date>…</dc:date> … </oai_dc:dc></metadata></record>
//! ```
//! A contributor may have written or taken part: it is not said which.

use super::xml::{Element, Kinds, parse};
use super::{File, LineCounter, Listing, Residue, html};
use crate::date::Date;
use crate::error::{Error, ErrorKind, Locator};
use crate::record::{Field, Record};

/// Which element is which field.
const LISTS: &[(&str, Field)] = &[
    ("creator", Field::Authors),
    ("contributor", Field::Contributors),
    ("coverage", Field::Places),
    ("subject", Field::Subjects),
    ("language", Field::Language),
    ("source", Field::Source),
];

/// Where a response can be parted.
pub(super) const KINDS: Kinds = Kinds { record: is_record, nested: false, shared: |_| false };

fn is_record(element: &Element) -> bool {
    element.name == "record"
}

/// Reads a response.
pub(super) fn read(file: &File<'_>) -> Listing {
    let (root, broken) = parse(file);
    let mut listing = Listing { broken, ..Listing::default() };
    if let Some(error) = root.find(&|element| element.name == "error").first() {
        let message = format!("the repository answered with an error: {}", error.text(&|_| false));
        listing.broken = Some(Error::new(ErrorKind::Input, message).at(file.at(error.bytes.start)));
    }
    if root.find(&|element| element.name == "resumptionToken").iter().any(|token| !token.text(&|_| false).is_empty()) {
        listing.warnings.push(
            Error::new(ErrorKind::Input, "the response is one of several: it ends with a token for the next")
                .at(Locator::file(file.name))
                .help("save the others, too, and name them all"),
        );
    }
    let mut lines = LineCounter::new(file.text);
    for found in root.find(&is_record).into_iter().filter(|record| record.whole) {
        let line = lines.at(found.bytes.start);
        let mut record = Record { place: file.place(found.bytes.clone(), line), ..Record::default() };
        fill(&mut record, found, file, &mut listing);
        let deleted =
            found.find(&|element| element.name == "header").iter().any(|header| header.is("status", "deleted"));
        if !record.title.is_empty() {
            listing.records.push(record);
        } else if !deleted {
            listing.residue.push(Residue { line: line + 1, text: found.text(&|_| false).chars().take(200).collect() });
        }
    }
    listing
}

fn fill(record: &mut Record, found: &Element, file: &File<'_>, listing: &mut Listing) {
    let Some(dc) = found.find(&|element| element.name == "dc").first().copied() else { return };
    let all =
        |name: &'static str| dc.elements().filter(move |element| element.name == name).map(|e| e.text(&|_| false));
    record.title = html::plain(&all("title").next().unwrap_or_default()).replace("\n\n", " ");
    "oai".clone_into(&mut record.archive);
    let header = found.elements().find(|element| element.name == "header");
    let id = header.and_then(|header| header.elements().find(|element| element.name == "identifier"));
    if let Some(id) = id.map(|id| id.text(&|_| false)).filter(|id| !id.is_empty()) {
        // `oai:archive.example.org:1234`
        match id.strip_prefix("oai:").and_then(|rest| rest.split_once(':')) {
            Some((host, id)) => (record.archive, record.id) = (host.to_owned(), Some(id.to_owned())),
            None => record.id = Some(id),
        }
    }
    record.url = all("identifier").find(|id| id.starts_with("http"));
    // another title is in another language, or says more
    let more = all("description").chain(all("title").skip(1));
    more.for_each(|text| record.describe(&html::plain(&text)));
    date(record, &all("date").collect::<Vec<_>>(), file, listing);
    for (name, field) in LISTS {
        // some put all of them into one element
        let values = all(name).flat_map(|value| value.split(';').map(str::to_owned).collect::<Vec<_>>());
        record.give_all(*field, values);
    }
}

/// Takes the date: of several, the first that can be read and is no time of day, which tells when the repository took it in.
fn date(record: &mut Record, dates: &[String], file: &File<'_>, listing: &mut Listing) {
    let is_stamp = |date: &&String| date.contains('T') && date.contains(':') && Date::read(date).is_some();
    let plain: Vec<&String> = dates.iter().filter(|date| !date.is_empty() && !is_stamp(date)).collect();
    let readable: Vec<&String> = plain.iter().copied().filter(|date| Date::read(date).is_some()).collect();
    let Some(date) = readable.first().or(plain.first()).copied().or(dates.first()) else { return };
    record.dated(date, file, &mut listing.warnings);
    if let Some(other) = readable.iter().find(|other| Date::read(other) != record.date) {
        let message = format!("the record has several dates, “{date}” and “{other}”; the first is taken");
        let place = Locator::line(file.name, record.place.lines.start + 1);
        listing.warnings.push(Error::new(ErrorKind::Input, message).at(place));
    }
}
