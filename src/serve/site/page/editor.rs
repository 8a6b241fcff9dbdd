//! The page on which one asks in SPARQL; who answers is the endpoint.

use crate::error::Result;
use crate::query::{self, Query};
use crate::serve::site::frame::{Frame, respond};
use crate::serve::site::{Request, Response, Site};
use askama::Template;

/// A longer question is not put into the page; the endpoint may take it all the same.
const LONGEST: usize = 20_000;

#[derive(Template)]
#[template(path = "site/editor.html")]
struct Page {
    frame: Frame,
    endpoint: String,
    text: String,
    name: String,
    queries: &'static [Query],
}
super::page! { Page }

/// The page, with a question of one's own, one of ours with values for its parameters, or a first one to change.
pub fn page(_: &Site, request: &Request) -> Result<Response> {
    let own = request.param("query");
    let name = request.param("name");
    let bundled = query::bundled().iter().find(|query| query.name == name).or(query::bundled().first());
    let text = match bundled {
        _ if !own.is_empty() => own.chars().take(LONGEST).collect(),
        Some(query) => super::queries::filled(query, &request.query),
        None => String::new(),
    };
    let page = Page {
        frame: Frame::new(request, "Ask in SPARQL"),
        endpoint: request.public("/sparql"),
        text,
        name: bundled.map(|query| query.name.clone()).unwrap_or_default(),
        queries: query::bundled(),
    };
    respond(200, &page)
}
