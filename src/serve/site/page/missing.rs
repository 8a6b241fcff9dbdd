//! What is not there, with what may have been meant; and what went wrong.

use crate::error::{Error, ErrorKind, Result};
use crate::serve::site::catalogue::Item;
use crate::serve::site::frame::{Frame, respond};
use crate::serve::site::view::Link;
use crate::serve::site::{Request, Response, Site};
use askama::Template;

/// How many are offered.
const NEAR: usize = 8;

#[derive(Template)]
#[template(path = "site/missing.html")]
struct Missing {
    frame: Frame,
    status: u16,
    message: String,
    near: Vec<Link>,
}
super::page! { Missing }

/// Nothing is known of a path; what has a name like its end is offered.
pub fn unknown(site: &Site, request: &Request, path: &str) -> Result<Response> {
    let iri = request.param("iri");
    let asked = if iri.is_empty() { path } else { iri };
    let end = asked.trim_end_matches('/').rsplit(['/', '#']).next().unwrap_or_default();
    let near = site.search.nearest(&site.catalogue, end);
    let near = near.into_iter().take(NEAR).map(|item| match item {
        Item::Thing(at) => site.link(at),
        Item::Document(at) => site.document_link(at),
        Item::Event(at) => site.document_link(site.catalogue.event(at).document),
    });
    let page = Missing {
        frame: Frame::new(request, "There is nothing here"),
        status: 404,
        message: "Nothing in this graph has that address.".to_owned(),
        near: near.collect(),
    };
    respond(404, &page)
}

/// A request that cannot be answered: what was wrong with it, or with us.
pub fn broken(_: &Site, request: &Request, error: &Error) -> Result<Response> {
    let (status, title) = match error.kind() {
        ErrorKind::Usage | ErrorKind::Input => (400, "This cannot be answered"),
        _ => (500, "This went wrong"),
    };
    let frame = Frame::new(request, title);
    respond(status, &Missing { frame, status, message: error.to_string(), near: Vec::new() })
}
