//! Which page a request is for.

use super::address::{Addresses, decoded};
use super::catalogue::{Item, Sort};
use super::negotiate::Form;
use super::page::{about, body, document, editor, event, list, missing, network, person, queries, search, thing};
use super::{Request, Response, Site, asset, describe, page, sitemap};
use crate::error::Result;

/// What a path stands for.
enum Found {
    /// A thing of the graph, and what the catalogue knows it as.
    Thing(String, Option<Item>),
    /// One of several nodes that are the same: that which stands for them.
    Merged(String),
}

impl Site {
    /// Answers a GET or a HEAD.
    pub fn answer(&self, request: &Request) -> Response {
        let answer = match decoded(&request.path) {
            Some(path) if path.len() < 4000 => self.route(&path, request),
            _ => missing::unknown(self, request, ""),
        };
        answer
            .or_else(|error| missing::broken(self, request, &error))
            .unwrap_or_else(|error| Response::new(500, "text/plain; charset=utf-8", format!("{error}\n")))
    }

    fn route(&self, path: &str, request: &Request) -> Result<Response> {
        match path {
            "/" => page::home::page(self, request),
            "/people" => list::things(self, request, Sort::Person),
            "/missions" => list::things(self, request, Sort::Mission),
            "/places" => list::things(self, request, Sort::Place),
            "/bodies" => list::things(self, request, Sort::Body),
            "/collections" => list::things(self, request, Sort::Collection),
            "/documents" => list::documents(self, request),
            "/encounters" => list::events(self, request, true),
            "/plans" => list::events(self, request, false),
            "/network" => network::page(self, request),
            "/network/tie" => network::tie(self, request),
            "/search" => search::page(self, request),
            "/suggest" => Ok(search::suggest(self, request)),
            "/queries" => queries::all(self, request),
            "/queries.ttl" => Ok(queries::executables(request)),
            "/query" => editor::page(self, request),
            "/about" => about::page(self, request),
            "/robots.txt" => Ok(sitemap::robots(request)),
            "/sitemap.xml" => Ok(sitemap::index(self, request)),
            _ => self.below(path, request),
        }
    }

    fn below(&self, path: &str, request: &Request) -> Result<Response> {
        if let Some(asset) = asset::at(path) {
            let kept = "public, max-age=31536000, immutable";
            return Ok(Response::new(200, asset.media, asset.bytes).with("Cache-Control", kept));
        }
        if let Some(file) = network::file(self, request, path) {
            return file;
        }
        if let Some(number) = path.strip_prefix("/sitemap-").and_then(|rest| rest.strip_suffix(".xml")) {
            return sitemap::part(self, request, number);
        }
        if let Some(name) = path.strip_prefix("/queries/") {
            return queries::one(self, request, name);
        }
        if path == "/id" || path.starts_with("/id/") || Addresses::term(path).is_some() {
            return self.dereference(path, request);
        }
        if path == "/doc" || path.starts_with("/doc/") || path.starts_with("/doc.") {
            return self.document(path, request);
        }
        match path.strip_suffix('/') {
            // a slash too much is no dead end, but leads nowhere else either
            Some(rest) if rest.strip_prefix('/').is_some_and(plain) && self.route(rest, request)?.status == 200 => {
                Ok(Response::see(rest))
            }
            _ => missing::unknown(self, request, path),
        }
    }

    /// A thing itself cannot be sent: what describes it can.
    fn dereference(&self, path: &str, request: &Request) -> Result<Response> {
        let (path, named) = match Form::of_suffix(path) {
            Some((rest, form)) if self.find(path, request)?.is_none() => (rest, Some(form)),
            _ => (path, None),
        };
        let Some(found) = self.find(path, request)? else { return missing::unknown(self, request, path) };
        let (Found::Thing(iri, _) | Found::Merged(iri)) = &found;
        let Some(form) = named.or_else(|| Form::wanted(&request.accept)) else { return Ok(not_acceptable()) };
        let suffix = if form == Form::Html { "" } else { form.suffix() };
        Ok(Response::see(&self.addresses.page(iri, suffix)).with("Vary", "Accept"))
    }

    /// What describes a thing, as a page or as data.
    fn document(&self, path: &str, request: &Request) -> Result<Response> {
        let (path, named) = match Form::of_suffix(path) {
            Some((rest, form)) if self.find(path, request)?.is_none() => (rest, Some(form)),
            _ => (path, None),
        };
        let (iri, item) = match self.find(path, request)? {
            None => return missing::unknown(self, request, path),
            Some(Found::Merged(iri)) => {
                let suffix = named.map_or("", Form::suffix);
                return Ok(Response::see(&self.addresses.page(&iri, suffix)));
            }
            Some(Found::Thing(iri, item)) => (iri, item),
        };
        let Some(form) = named.or_else(|| Form::wanted(&request.accept)) else { return Ok(not_acceptable()) };
        let response = match form {
            Form::Rdf(format) => describe::answer(self, &iri, item, format)?,
            Form::Html => self.page_of(&iri, item, request)?,
        };
        Ok(if named.is_none() { response.with("Vary", "Accept") } else { response })
    }

    fn page_of(&self, iri: &str, item: Option<Item>, request: &Request) -> Result<Response> {
        match item {
            Some(Item::Document(at)) => document::page(self, request, at),
            Some(Item::Event(at)) => event::page(self, request, at),
            Some(Item::Thing(at)) => match self.catalogue.thing(at).sort {
                Sort::Person | Sort::Unnamed => person::page(self, request, at),
                Sort::Mission | Sort::Body | Sort::Place | Sort::Collection => body::page(self, request, at),
                Sort::Office => thing::page(self, request, iri),
            },
            None => thing::page(self, request, iri),
        }
    }

    fn find(&self, path: &str, request: &Request) -> Result<Option<Found>> {
        let iris = match path.strip_prefix("/id/").or_else(|| path.strip_prefix("/doc/")) {
            Some(rest) => self.addresses.iris(rest),
            None => Addresses::term(path).into_iter().chain([request.param("iri").to_owned()]).collect(),
        };
        for iri in iris.into_iter().filter(|iri| oxigraph::model::NamedNode::new(iri).is_ok()) {
            let item = self.catalogue.item(&iri);
            match item {
                Some(Item::Thing(at)) if self.catalogue.thing(at).iri != iri => {
                    return Ok(Some(Found::Merged(self.catalogue.thing(at).iri.clone())));
                }
                Some(_) => return Ok(Some(Found::Thing(iri, item))),
                None if describe::known(&self.store, &iri)? => return Ok(Some(Found::Thing(iri, None))),
                None => {}
            }
        }
        Ok(None)
    }
}

/// Whether a path is one of the site's own: letters and hyphens.
fn plain(path: &str) -> bool {
    !path.is_empty() && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn not_acceptable() -> Response {
    let forms: Vec<&str> = Form::ALL.iter().map(|form| form.media()).collect();
    let text = format!("This can be had as {}.\n", forms.join(", "));
    Response::new(406, "text/plain; charset=utf-8", text).with("Vary", "Accept")
}
