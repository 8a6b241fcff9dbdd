//! The Reconciliation Service API 0.2: OpenRefine asks which person, body, mission or place a cell of a table means.
//!
//! | path | what is answered |
//! |---|---|
//! | `/reconcile` | the manifest; with `queries`, candidates; with `extend`, what is known of them |
//! | `/reconcile/suggest/entity`, `…/type`, `…/property` | what somebody who types may mean |
//! | `/reconcile/extend/propose` | what can be asked of a type |
//! | `/reconcile/preview` | a small page about one |
//!
//! An identifier is an IRI without the base. The score of a candidate is 100 / (1 + 2^-w), where w is what speaks for it in
//! bits, so that 50 is as likely as not before it is looked at how many others there are. `match` is true of one candidate at
//! the most, and only if no doubt is left: see [`crate::link::candidate`].

mod extend;
mod manifest;
mod property;
mod query;
mod suggest;

use super::site::Response;
use crate::convert::Converter;
use crate::link::Linked;
use crate::link::candidate::{Candidate, Candidates, Sort};
use askama::Template;
use serde_json::{Value, json};

/// How many questions may be put at once.
pub const MOST_QUERIES: usize = 50;

/// How many candidates are given at the most.
pub const MOST_CANDIDATES: usize = 50;

/// A name that is longer is nobody's.
const LONGEST: usize = 500;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The path.
    pub path: &'a str,
    /// The parameters of the address and of the form.
    pub params: &'a [(String, String)],
    /// Where the public sees the site.
    pub public: &'a str,
}

impl<'a> Request<'a> {
    fn param(&self, name: &str) -> Option<&'a str> {
        self.params.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }
}

/// What answers.
pub struct Reconciler<'a> {
    candidates: Candidates<'a>,
    base: String,
}

impl<'a> Reconciler<'a> {
    /// One that knows who is who.
    pub fn new(linked: &'a Linked, converter: &'a Converter) -> Self {
        Self { candidates: Candidates::new(linked, converter), base: converter.base().as_str().to_owned() }
    }

    /// Answers a request to `/reconcile` or below.
    pub fn answer(&self, request: &Request<'_>) -> Response {
        let answered = match request.path.trim_end_matches('/') {
            "/reconcile" => match (request.param("queries"), request.param("extend")) {
                (Some(_), Some(_)) => Err("ask with queries or with extend, not with both".to_owned()),
                (Some(queries), None) => self.query(queries),
                (None, Some(extend)) => self.extend(extend),
                (None, None) => Ok(manifest::manifest(request.public, &self.base)),
            },
            "/reconcile/suggest/entity" => Ok(self.suggest_entities(request)),
            "/reconcile/suggest/type" => Ok(suggest::types(request)),
            "/reconcile/suggest/property" => Ok(suggest::properties(request)),
            "/reconcile/extend/propose" => Ok(extend::propose(request)),
            "/reconcile/preview" => return self.preview(request),
            _ => return Response::text(404, "there is no such service; /reconcile lists those that there are"),
        };
        match answered {
            Ok(answer) => Response::new(200, "application/json", answer.to_string()),
            Err(why) => {
                Response::new(400, "application/json", json!({ "status": "error", "message": why }).to_string())
            }
        }
    }

    /// An identifier: an IRI without the base, if it is below it.
    fn id(&self, iri: &str) -> String {
        iri.strip_prefix(&self.base).unwrap_or(iri).to_owned()
    }

    /// Who or what has an identifier.
    fn of(&self, id: &str) -> Option<Candidate> {
        self.candidates.of(&format!("{}{id}", self.base)).or_else(|| self.candidates.of(id))
    }

    fn preview(&self, request: &Request<'_>) -> Response {
        let Some(found) = request.param("id").and_then(|id| self.of(id)) else {
            return Response::text(404, "nobody and nothing here has this identifier");
        };
        let page = Preview {
            href: format!("{}/id/{}", request.public, super::site::address::encoded(&self.id(&found.iri), "/")),
            sort: name_of(found.sort),
            facts: facts(&found),
            forms: found.forms.iter().take(8).cloned().collect(),
            name: found.name,
        };
        match page.render() {
            Ok(text) => Response::new(200, "text/html; charset=utf-8", text),
            Err(error) => Response::text(500, error.to_string()),
        }
    }
}

#[derive(Template)]
#[template(path = "reconcile.html")]
struct Preview {
    href: String,
    name: String,
    sort: &'static str,
    facts: Vec<String>,
    forms: Vec<String>,
}

/// The types, by their identifiers.
const TYPES: [(Sort, &str); 4] =
    [(Sort::Person, "person"), (Sort::Body, "body"), (Sort::Mission, "mission"), (Sort::Place, "place")];

/// What a type is called.
fn name_of(sort: Sort) -> &'static str {
    match sort {
        Sort::Person => "Person",
        Sort::Body => "Body",
        Sort::Mission => "Mission",
        Sort::Place => "Place",
    }
}

/// A type as JSON.
fn type_of(sort: Sort) -> Value {
    let id = TYPES.iter().find(|(known, _)| *known == sort).map_or("", |(_, id)| id);
    json!({ "id": id, "name": name_of(sort) })
}

/// The type of an identifier, or the end of one: others write it with what stands before it.
fn sort_of(id: &str) -> Option<Sort> {
    let end = id.rsplit(['/', '#']).next().unwrap_or(id);
    TYPES.iter().find(|(_, known)| known.eq_ignore_ascii_case(end)).map(|(sort, _)| *sort)
}

/// What is known of a candidate, in a few words each.
fn facts(candidate: &Candidate) -> Vec<String> {
    let facts = &candidate.facts;
    let mut said: Vec<String> = facts.offices.iter().take(3).map(|held| held.office.clone()).collect();
    if said.is_empty() {
        said.extend(facts.kind.clone());
        said.extend(facts.state.clone());
    }
    let year = |date: Option<crate::date::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    if facts.born.is_some() || facts.died.is_some() {
        said.push(format!("{}–{}", year(facts.born), year(facts.died)));
    }
    if let Some((first, last)) = facts.years {
        said.push(if first == last { format!("seen in {first}") } else { format!("seen from {first} to {last}") });
    }
    match facts.records {
        0 => {}
        1 => said.push("1 record".to_owned()),
        many => said.push(format!("{many} records")),
    }
    said
}
