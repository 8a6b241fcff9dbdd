//! What a name may mean.

use crate::error::Result;
use crate::serve::site::catalogue::Item;
use crate::serve::site::frame::{Frame, Pager, counted, respond};
use crate::serve::site::view::{dated, shortened, titled};
use crate::serve::site::{Request, Response, Site};
use askama::Template;

/// How many a page shows, and how many are suggested while somebody types.
const HITS: usize = 40;
const SUGGESTED: usize = 8;

struct Hit {
    href: String,
    label: String,
    sort: &'static str,
    detail: String,
}

#[derive(Template)]
#[template(path = "site/search.html")]
struct Page {
    frame: Frame,
    facts: String,
    hits: Vec<Hit>,
    pager: Pager,
}
super::page! { Page }

/// The page.
pub fn page(site: &Site, request: &Request) -> Result<Response> {
    let question: String = request.param("q").chars().take(200).collect();
    let mut found = site.search.find(&site.catalogue, &question);
    let exact = !found.is_empty();
    if !exact {
        found = site.search.nearest(&site.catalogue, &question);
    }
    let facts = match (question.is_empty(), exact, found.is_empty()) {
        (true, ..) => "Type any form of a name.".to_owned(),
        (_, true, _) => counted(found.len(), "entry", "entries"),
        (_, _, true) => "Nothing here is called that.".to_owned(),
        _ => format!(
            "Nothing here has all of these words; {} some of them, or words like them.",
            match found.len() {
                1 => "1 entry has".to_owned(),
                many => format!("{many} entries have"),
            }
        ),
    };
    let pager = Pager::new(request, found.len(), HITS, "/search", &[("q", &question)]);
    let hits = pager.part(found.into_iter()).map(|item| hit(site, item)).collect();
    let title = if question.is_empty() { "Search".to_owned() } else { format!("Search: {question}") };
    let mut frame = Frame::new(request, title);
    frame.question = question;
    respond(200, &Page { frame, facts, hits, pager })
}

/// What may be meant by what somebody has typed so far, as JSON.
pub fn suggest(site: &Site, request: &Request) -> Response {
    let found = site.search.find(&site.catalogue, request.param("q"));
    let hits = found.into_iter().take(SUGGESTED).map(|item| {
        let Hit { href, label, sort, detail } = hit(site, item);
        serde_json::json!({ "label": shortened(&label, 120), "sort": sort, "detail": detail, "href": href })
    });
    let hits: Vec<_> = hits.collect();
    Response::new(200, "application/json", serde_json::Value::from(hits).to_string())
}

fn hit(site: &Site, item: Item) -> Hit {
    match item {
        Item::Thing(at) => {
            let thing = site.catalogue.thing(at);
            let documents = site.catalogue.documents_of(thing).len();
            Hit {
                href: site.href(&thing.iri),
                label: thing.name.clone(),
                sort: thing.sort.name(),
                detail: if documents == 0 { String::new() } else { counted(documents, "document", "documents") },
            }
        }
        Item::Document(at) => {
            let document = site.catalogue.document(at);
            Hit {
                href: site.href(&document.iri),
                label: titled(&document.title).to_owned(),
                sort: "document",
                detail: dated(&document.when, &document.printed),
            }
        }
        Item::Event(at) => {
            let event = site.catalogue.event(at);
            Hit { href: site.href(&event.iri), label: event.kind.clone(), sort: "event", detail: String::new() }
        }
    }
}
