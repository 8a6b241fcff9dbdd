//! What a request asks for, by the SPARQL 1.1 Protocol and the Graph Store HTTP Protocol.

use super::wire::{Ask, Change, Page, Query, Which};
use crate::serve::site::Response;
use crate::serve::site::address::unescaped;
use sha2::{Digest, Sha256};

/// A request as it came, but for its body's frames.
#[derive(Clone, Copy, Debug, Default)]
pub struct Call<'a> {
    /// `GET`, `POST` …
    pub method: &'a str,
    /// The path, undecoded.
    pub path: &'a str,
    /// What follows its question mark, undecoded.
    pub query: &'a str,
    /// The `Content-Type` header; empty if there was none.
    pub media: &'a str,
    /// The `Accept` header; empty if there was none.
    pub accept: &'a str,
    /// The body.
    pub body: &'a [u8],
    /// Where the public sees the site.
    pub public: &'a str,
    /// Whether a graph that is put must be there already, or must not.
    pub exists: Option<bool>,
}

/// What came of reading a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Meant {
    /// Something for the graph; changes want a right to make them.
    Ask(Ask, Vec<u8>),
    /// A description of the service.
    Service,
}

/// The methods that mean something at an address.
pub fn taken(path: &str) -> &'static str {
    match path {
        "/sparql" => "GET, HEAD, OPTIONS, POST",
        "/update" => "OPTIONS, POST",
        path if is_store(path) => "DELETE, GET, HEAD, OPTIONS, POST, PUT",
        path if path.starts_with("/reconcile") => "GET, HEAD, OPTIONS, POST",
        _ => "GET, HEAD, OPTIONS",
    }
}

/// Refuses a method that means nothing at an address.
pub fn means_something(method: &str, path: &str) -> Result<(), Response> {
    let taken = taken(path);
    if taken.split(", ").any(|known| known == method) { Ok(()) } else { Err(wrong_method(taken)) }
}

/// Whether an address is that of the graph store or of one of its graphs.
pub fn is_store(path: &str) -> bool {
    path == "/store" || path.starts_with("/store/")
}

/// What a request to `/sparql` asks for; at `/update` only updates are taken.
pub fn sparql(call: &Call<'_>, updates_only: bool) -> Result<Meant, Response> {
    let taken = taken(if updates_only { "/update" } else { "/sparql" });
    match call.method {
        "GET" | "HEAD" if !updates_only => {
            let params = params(call.query)?;
            if has(&params, "update") {
                return Err(Response::text(400, "an update is sent with POST").with("Allow", taken));
            }
            match one(&params, "query")? {
                Some(text) => Ok(query(call, &params, text.as_bytes().to_vec())),
                None => Ok(Meant::Service),
            }
        }
        "POST" => posted(call, updates_only),
        _ => Err(wrong_method(taken)),
    }
}

fn posted(call: &Call<'_>, updates_only: bool) -> Result<Meant, Response> {
    let media = media_type(call.media);
    let url = params(call.query)?;
    match media.as_str() {
        "application/x-www-form-urlencoded" => {
            let text = std::str::from_utf8(call.body).map_err(|_| not_text("form"))?;
            let mut params = params(text)?;
            let asked = one(&params, "query")?.map(|text| text.as_bytes().to_vec());
            let wanted = one(&params, "update")?.map(|text| text.as_bytes().to_vec());
            // clients differ in where they put the graphs
            params.extend(url);
            match (asked, wanted) {
                (Some(_), Some(_)) => Err(Response::text(400, "the form has both a query and an update")),
                (Some(text), None) if !updates_only => Ok(query(call, &params, text)),
                (None, Some(text)) => update(call, &params, text),
                (Some(_), None) => Err(Response::text(400, "updates are taken here; queries at /sparql")),
                (None, None) => Err(Response::text(400, "the form has neither a query nor an update")),
            }
        }
        "application/sparql-query" if !updates_only => Ok(query(call, &url, utf8(call.body, "query")?)),
        "application/sparql-update" => update(call, &url, utf8(call.body, "update")?),
        _ => {
            let taken = if updates_only {
                "application/sparql-update, application/x-www-form-urlencoded"
            } else {
                "application/sparql-query, application/sparql-update, application/x-www-form-urlencoded"
            };
            Err(Response::text(415, format!("a request is taken as {taken}")).with("Accept-Post", taken))
        }
    }
}

fn query(call: &Call<'_>, params: &[(String, String)], text: Vec<u8>) -> Meant {
    let accept = match params.iter().find(|(name, _)| name == "format") {
        Some((_, format)) => named_format(format).unwrap_or(call.accept),
        None => call.accept,
    };
    let query = Query {
        default: all(params, "default-graph-uri"),
        named: all(params, "named-graph-uri"),
        accept: accept.to_owned(),
        base: format!("{}/sparql", call.public),
    };
    Meant::Ask(Ask::Query(query), text)
}

fn update(call: &Call<'_>, params: &[(String, String)], text: Vec<u8>) -> Result<Meant, Response> {
    let change = Change::Update {
        default: all(params, "using-graph-uri"),
        named: all(params, "using-named-graph-uri"),
        base: format!("{}{}", call.public, call.path),
    };
    Ok(Meant::Ask(Ask::Change(change), text))
}

/// The media type of a short name, for links: `format=csv`.
fn named_format(name: &str) -> Option<&'static str> {
    Some(match name {
        "json" => "application/sparql-results+json, application/ld+json;q=0.9",
        "xml" => "application/sparql-results+xml, application/rdf+xml;q=0.9",
        "csv" => "text/csv",
        "tsv" => "text/tab-separated-values",
        "turtle" => "text/turtle",
        "ntriples" => "application/n-triples",
        "rdfxml" => "application/rdf+xml",
        "jsonld" => "application/ld+json",
        _ => return None,
    })
}

/// What a request to `/store` or below asks for.
pub fn graph_store(call: &Call<'_>) -> Result<Meant, Response> {
    let params = params(call.query)?;
    let below = call.path.strip_prefix("/store").unwrap_or_default();
    let named = one(&params, "graph")?;
    let which = match (named, has(&params, "default"), below) {
        (Some(_), true, _) => return Err(Response::text(400, "?graph= and ?default name two graphs")),
        (Some(name), false, "" | "/") => Some(Which::Named(name.to_owned())),
        (None, true, "" | "/") => Some(Which::Default),
        (None, false, "" | "/") => None,
        (None, false, _) => Some(Which::Named(format!("{}{}", call.public, call.path))),
        _ => return Err(Response::text(400, "a graph is named by its address or by a parameter, not by both")),
    };
    let none = || Response::text(400, "name a graph: /store?graph=IRI, or /store?default");
    let put = |graph, replace, location| {
        let (media, body) = match media_type(call.media).as_str() {
            "multipart/form-data" => form_file(call.media, call.body)?,
            media => (media.to_owned(), call.body.to_vec()),
        };
        let base = match &graph {
            Which::Named(name) => name.clone(),
            Which::Default => format!("{}/store", call.public),
        };
        Ok(Meant::Ask(Ask::Change(Change::Put { graph, exists: call.exists, replace, media, base, location }), body))
    };
    match call.method {
        "GET" | "HEAD" => {
            let graph = which.ok_or_else(none)?;
            Ok(Meant::Ask(Ask::Graph { graph, accept: call.accept.to_owned() }, Vec::new()))
        }
        "PUT" => put(which.ok_or_else(none)?, true, None),
        "POST" => match which {
            Some(graph) => put(graph, false, None),
            // a new graph is named after its bytes, so that sending it twice makes no second one
            None => {
                let name = format!("{}/store/{:.16}", call.public, format!("{:x}", Sha256::digest(call.body)));
                put(Which::Named(name.clone()), false, Some(name))
            }
        },
        "DELETE" => Ok(Meant::Ask(Ask::Change(Change::Delete(which.ok_or_else(none)?)), Vec::new())),
        _ => Err(wrong_method(taken(call.path))),
    }
}

/// The page that a request asks for.
pub fn page(call: &Call<'_>) -> Result<Page, Response> {
    let mut query = params(call.query)?;
    match call.method {
        "GET" | "HEAD" => {}
        "POST" if !call.path.starts_with("/reconcile") => return Err(wrong_method(taken(call.path))),
        "POST" if media_type(call.media) == "application/x-www-form-urlencoded" => {
            query.extend(params(std::str::from_utf8(call.body).map_err(|_| not_text("form"))?)?);
        }
        "POST" => {
            return Err(Response::text(415, "a form is taken as application/x-www-form-urlencoded"));
        }
        _ => return Err(wrong_method(taken(call.path))),
    }
    Ok(Page { path: call.path.to_owned(), query, accept: call.accept.to_owned(), public: call.public.to_owned() })
}

/// That a method has no meaning here.
pub fn wrong_method(taken: &str) -> Response {
    Response::text(405, format!("what can be done here: {taken}")).with("Allow", taken)
}

/// The file of a form that was sent in parts, with its media type.
fn form_file(header: &str, body: &[u8]) -> Result<(String, Vec<u8>), Response> {
    let broken = || Response::text(400, "the form's parts cannot be told apart, or none of them is a graph");
    let mut params = header.split(';').filter_map(|part| part.trim().split_once('='));
    let boundary =
        params.find(|(name, _)| name.eq_ignore_ascii_case("boundary")).map(|(_, value)| value.trim_matches('"'));
    let boundary = boundary.filter(|name| !name.is_empty()).ok_or_else(broken)?;
    let boundary = format!("--{boundary}");
    let mut file = None;
    for part in split(body, boundary.as_bytes()) {
        let Some(at) = find(part, b"\r\n\r\n") else { continue };
        let (head, content) = (String::from_utf8_lossy(&part[..at]).into_owned(), &part[at + 4..]);
        let media = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case("content-type").then(|| media_type(value))
        });
        if let Some(media) = media {
            let content = content.strip_suffix(b"\r\n").unwrap_or(content).to_vec();
            if file.replace((media, content)).is_some() {
                return Err(Response::text(400, "the form has several files: send one at a time"));
            }
        }
    }
    file.ok_or_else(broken)
}

fn split<'a>(bytes: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = find(rest, boundary) {
        parts.push(&rest[..at]);
        rest = &rest[at + boundary.len()..];
    }
    parts
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// The parameters of an address or a form.
pub fn params(text: &str) -> Result<Vec<(String, String)>, Response> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let plain = |text: &str| unescaped(&text.replace('+', " ")).ok_or_else(|| not_text("parameter"));
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((plain(name)?, plain(value)?))
        })
        .collect()
}

/// The values of a parameter.
fn all(params: &[(String, String)], name: &str) -> Vec<String> {
    params.iter().filter(|(given, _)| given == name).map(|(_, value)| value.clone()).collect()
}

fn has(params: &[(String, String)], name: &str) -> bool {
    params.iter().any(|(given, _)| given == name)
}

/// The value of a parameter that may be given once.
fn one<'a>(params: &'a [(String, String)], name: &str) -> Result<Option<&'a str>, Response> {
    let mut values = params.iter().filter(|(given, _)| given == name).map(|(_, value)| value.as_str());
    match (values.next(), values.next()) {
        (_, Some(_)) => Err(Response::text(400, format!("“{name}” is given more than once"))),
        (value, None) => Ok(value),
    }
}

/// `text/turtle` of `Text/Turtle; charset=utf-8`.
fn media_type(header: &str) -> String {
    header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn utf8(body: &[u8], what: &str) -> Result<Vec<u8>, Response> {
    std::str::from_utf8(body).map_err(|_| not_text(what))?;
    Ok(body.to_vec())
}

fn not_text(what: &str) -> Response {
    Response::text(400, format!("the {what} is not UTF-8"))
}
