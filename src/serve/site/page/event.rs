//! An encounter, or a meeting that was planned, or a letter: drawn, and on what it rests.

use crate::error::Result;
use crate::explain::{self, Figure};
use crate::serve::site::frame::{Frame, respond};
use crate::serve::site::view::{DocumentRow, Link};
use crate::serve::site::{Request, Response, Site, schema_org};
use askama::Template;

struct Party {
    link: Link,
    basis: String,
    measured: String,
}

#[derive(Template)]
#[template(path = "site/event.html")]
struct Page<'a> {
    frame: Frame,
    kicker: String,
    facts: String,
    met: bool,
    figures: Vec<Figure<'a>>,
    parties: Vec<Party>,
    documents: Vec<DocumentRow>,
    citation: String,
}
super::page! { Page<'a> }

/// The page.
pub fn page(site: &Site, request: &Request, at: u32) -> Result<Response> {
    let event = site.catalogue.event(at);
    let document = site.catalogue.document(event.document);
    let entry = explain::entry::read_one(&site.store, &document.iri)?;
    let figures = entry.iter().flat_map(|entry| {
        let (met, other) = entry.figures("e");
        met.into_iter().chain(other)
    });
    let parties = event.parties.iter().map(|party| Party {
        link: site.link(party.thing),
        basis: match (party.stated, party.linked) {
            (true, false) => "stated",
            (true, true) => "stated, linked",
            (false, false) => "inferred",
            (false, true) => "inferred, linked",
        }
        .to_owned(),
        measured: if party.confidence.is_empty() { "unmeasured" } else { &party.confidence }.to_owned(),
    });
    let names: Vec<&str> = event.parties.iter().map(|party| site.catalogue.thing(party.thing).name.as_str()).collect();
    let kind = if event.kind.is_empty() { "event" } else { &event.kind };
    let title = match &names[..] {
        [] => kind.to_owned(),
        [only] => format!("{kind} of {only}"),
        [first @ .., last] => format!("{kind} of {} and {last}", first.join(", ")),
    };
    let title = capital(&title);
    let place = event.place.map(|place| format!("in {}", site.catalogue.thing(place).name));
    let when = if event.when.shown().is_empty() { "no date" } else { event.when.shown() };
    let data = schema_org::event(site, event, &title);
    let page = Page {
        kicker: if event.met { "Encounter" } else { "No encounter: planned, refused, or in writing" }.to_owned(),
        facts: [Some(when.to_owned()), place].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        met: event.met,
        figures: figures.filter(|figure| figure.event.iri == event.iri).collect(),
        parties: parties.collect(),
        documents: vec![site.document_row(event.document, &[])],
        citation: format!("{title}, as read out of the archive’s catalogue by Chancery. {}", event.iri),
        frame: Frame::about(site, request, &title, &event.iri, &data),
    };
    respond(200, &page)
}

/// With a capital letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
