//! Answers that need no graph, and the headers of all.

use super::body::{Any, whole};
use crate::serve::endpoint::protocol;
use crate::serve::site::Response as Answer;
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use sha2::{Digest, Sha256};

/// Whether somebody wants to read, not to process.
pub(super) fn prefers_page(accept: &str) -> bool {
    let page: &[&str] = &["text/html", "application/xhtml+xml"];
    let data: &[&str] = &["text/turtle"];
    !accept.is_empty() && crate::serve::accept::best(accept, [data, page]) == Some(1)
}

/// What may be done at an address, also from pages of other sites.
pub(super) fn options(path: &str) -> Response<Any> {
    let taken = protocol::taken(path);
    let mut response = Response::new(whole(Vec::new()));
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    set(headers, "Allow", taken);
    set(headers, "Access-Control-Allow-Methods", taken);
    set(headers, "Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, If-Match, If-None-Match");
    set(headers, "Access-Control-Max-Age", "86400");
    response
}

/// An answer as it is sent.
pub(super) fn plain(answer: Answer) -> Response<Any> {
    let mut response = Response::new(whole(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    answer.headers.iter().for_each(|(name, value)| add(response.headers_mut(), name, value));
    response
}

/// That the client has what it asks for.
pub(super) fn not_modified(tag: &str) -> Response<Any> {
    let mut response = Response::new(whole(Vec::new()));
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    set(response.headers_mut(), "ETag", tag);
    set(response.headers_mut(), "Vary", "Accept, Accept-Encoding");
    response
}

/// That it may be asked again soon.
pub(super) fn busy(why: &str) -> Answer {
    Answer::text(503, why).with("Retry-After", "1")
}

/// What tells some texts from others.
pub(super) fn tag(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    format!("{:.16}", format!("{:x}", digest.finalize()))
}

/// Sets a header; a value that no header can have is left out.
pub(super) fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        headers.insert(name, value);
    }
}

/// Adds a header to those of its name.
pub(super) fn add(headers: &mut HeaderMap, name: &str, value: &str) {
    if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        headers.append(name, value);
    }
}
