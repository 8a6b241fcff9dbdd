//! What every page has: its head, its way round the site, and its way out as data.

use super::negotiate::Form;
use super::{Request, Response, Site, asset};
use crate::error::{Error, ErrorKind, Result};
use askama::Template;

/// The parts of the site, as every page names them.
const NAVIGATION: [(&str, &str); 7] = [
    ("/people", "People"),
    ("/missions", "Missions"),
    ("/places", "Places"),
    ("/documents", "Documents"),
    ("/encounters", "Encounters"),
    ("/network", "Network"),
    ("/queries", "Questions"),
];

/// What is around a page.
#[derive(Debug, Default)]
pub struct Frame {
    /// The title.
    pub title: String,
    /// What stands in the search box.
    pub question: String,
    /// The IRI of what the page is about; empty if it is about nothing in particular.
    pub iri: String,
    /// The same for programs that read schema.org, as JSON that may stand in a page.
    pub data: String,
    path: String,
    files: Vec<(String, Form)>,
    links: Vec<String>,
}

impl Frame {
    /// Of a page of the site's own.
    pub fn new(request: &Request, title: impl Into<String>) -> Self {
        Self { title: title.into(), path: request.path.clone(), ..Self::default() }
    }

    /// Of a page about a thing of the graph; `data` says the same in schema.org's words.
    pub fn about(site: &Site, request: &Request, title: &str, iri: &str, data: &serde_json::Value) -> Self {
        let files: Vec<_> =
            Form::ALL.into_iter().skip(1).map(|form| (site.addresses.page(iri, form.suffix()), form)).collect();
        let mut links = Vec::new();
        if !iri.is_empty() {
            links.push(format!("<{}>; rel=\"cite-as\"", in_header(iri)));
        }
        for (href, form) in &files {
            links.push(format!("<{}>; rel=\"describedby\"; type=\"{}\"", request.public(href), form.media()));
        }
        if let Some(class) = data["@type"].as_str() {
            links.push(format!("<https://schema.org/{class}>; rel=\"type\""));
        }
        for (property, relation) in [("author", "author"), ("isPartOf", "collection")] {
            let several = data[property].as_array().into_iter().flatten();
            for iri in several.chain([&data[property]]).filter_map(|value| value["@id"].as_str()) {
                links.push(format!("<{}>; rel=\"{relation}\"", in_header(iri)));
            }
        }
        Self {
            iri: iri.to_owned(),
            // in a page a script ends at `</`, whatever it is
            data: if data.is_null() { String::new() } else { data.to_string() }
                .replace('<', "\\u003c")
                .replace('>', "\\u003e")
                .replace('&', "\\u0026"),
            files,
            links,
            ..Self::new(request, title)
        }
    }

    /// Of a page about the whole, which is no one file.
    pub fn forget_files(&mut self) {
        self.files.clear();
        self.links.clear();
    }

    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    pub fn style(&self) -> &'static str {
        &asset::STYLE.path
    }

    pub fn script(&self) -> &'static str {
        &asset::SCRIPT.path
    }

    pub fn icon(&self) -> &'static str {
        &asset::ICON.path
    }

    pub fn navigation(&self) -> &'static [(&'static str, &'static str)] {
        &NAVIGATION
    }

    pub fn is_at(&self, path: &str) -> bool {
        self.path == path
    }

    pub fn alternates(&self) -> Vec<(&str, &'static str)> {
        self.files.iter().map(|(href, form)| (href.as_str(), form.media())).collect()
    }

    /// Where the same is as data.
    pub fn files(&self) -> Vec<(&str, &'static str)> {
        self.files.iter().map(|(href, form)| (href.as_str(), form.name())).collect()
    }
}

/// Any page's askama type, so that macros can call its frame.
pub trait Page: Template {
    /// What is around it.
    fn frame(&self) -> &Frame;
}

/// A page as it is sent.
pub fn respond(status: u16, page: &impl Page) -> Result<Response> {
    let text = page.render().map_err(|error| Error::new(ErrorKind::Bundled, format!("a page's template: {error}")))?;
    // HTML has no place for other control characters
    let control = |character: char| character.is_control() && character != '\n' && character != '\t';
    let text = if text.contains(control) { text.replace(control, "\u{fffd}") } else { text };
    let mut response = Response::new(status, "text/html; charset=utf-8", text);
    if !page.frame().links.is_empty() {
        response = response.with("Link", page.frame().links.join(", "));
    }
    Ok(response)
}

/// An IRI as a header may hold it: in ASCII.
pub fn in_header(iri: &str) -> String {
    super::address::encoded(iri, ":/?#[]@!$&'()*+,;=%")
}

/// Which part of a list is shown, and where the others are.
#[derive(Debug)]
pub struct Pager {
    /// This part, from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// The address of the one before.
    pub before: Option<String>,
    /// The address of the next.
    pub after: Option<String>,
    size: usize,
}

impl Pager {
    /// That of a list of so many, some of them a page, at a path with parameters.
    pub fn new(request: &Request, all: usize, size: usize, path: &str, params: &[(&str, &str)]) -> Self {
        let pages = all.div_ceil(size).max(1);
        let page = request.page().min(pages);
        let at = |page: usize| {
            let number = page.to_string();
            let number = if page == 1 { "" } else { &number };
            super::address::with(path, &[params, &[("page", number)]].concat())
        };
        let before = (page > 1).then(|| at(page - 1));
        let after = (page < pages).then(|| at(page + 1));
        Self { page, pages, before, after, size }
    }

    /// Those of the list that are on this page.
    pub fn part<T>(&self, list: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        list.skip((self.page - 1) * self.size).take(self.size)
    }
}

/// `1 document`, `1,204 documents`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count as u64), if count == 1 { one } else { many })
}

/// A number with a comma between thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
