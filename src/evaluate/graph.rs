//! What a graph says of each document, as far as gold annotations can judge it.
//!
//! All of it is read through `queries/internal/evaluate-*.rq`, so any graph can be scored that speaks the same terms.

use crate::error::Result;
use crate::query::{cell, rows};
use oxigraph::sparql::QuerySolution;
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};

macro_rules! internal {
    ($store:expr, $name:literal) => {
        rows($name, include_str!(concat!("../../queries/internal/", $name, ".rq")), $store)
    };
}

/// A thing by its IRI.
pub(super) type Iri = String;

/// What a graph says.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub documents: BTreeMap<Iri, Document>,
    pub missions: BTreeMap<Iri, Mission>,
    /// Those known by a role only.
    pub unnamed: BTreeSet<Iri>,
    names: BTreeMap<Iri, BTreeSet<String>>,
}

/// What it says of a document.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub title: String,
    pub date: Option<String>,
    pub genre: Option<String>,
    pub authors: BTreeSet<Iri>,
    pub recipients: BTreeSet<Iri>,
    pub mentions: BTreeSet<Iri>,
    /// Everybody named, with every form of the name.
    pub people: BTreeMap<Iri, BTreeSet<String>>,
    pub encounters: BTreeMap<Iri, Meeting>,
    pub planned: BTreeMap<Iri, Meeting>,
    pub statements: Vec<Statement>,
}

/// A meeting, held or planned.
#[derive(Debug, Default)]
pub(super) struct Meeting {
    pub parties: BTreeSet<Iri>,
    pub basis: Option<String>,
}

/// A mission by every name of its States, its city and its kind; folded.
#[derive(Debug, Default)]
pub(super) struct Mission {
    pub of: BTreeSet<String>,
    pub host: BTreeSet<String>,
    pub kind: BTreeSet<String>,
}

/// What a rule read.
#[derive(Debug)]
pub(super) struct Statement {
    pub subject: Iri,
    /// The last part of the predicate: `hasAuthor`.
    pub relation: String,
    pub object: Iri,
    pub rule: String,
}

impl Graph {
    /// Reads it from a store.
    pub fn read(store: &Store) -> Result<Self> {
        let mut graph = Self::default();
        for row in internal!(store, "evaluate-documents")? {
            // of a document with two titles, dates or forms the first counts
            graph.documents.entry(text(&row, "document")).or_insert_with(|| Document {
                title: text(&row, "title"),
                date: said(&row, "date"),
                genre: said(&row, "genre"),
                ..Document::default()
            });
        }
        for row in internal!(store, "evaluate-names")? {
            graph.names.entry(text(&row, "thing")).or_default().insert(text(&row, "name"));
        }
        for row in internal!(store, "evaluate-missions")? {
            let mission = graph.missions.entry(text(&row, "mission")).or_default();
            let name = super::fold(cell(&row, "name"));
            match cell(&row, "side") {
                "of" => mission.of.insert(name),
                "in" => mission.host.insert(name),
                "kind" => mission.kind.insert(name),
                _ => false,
            };
        }
        graph.read_parties(store)?;
        for row in internal!(store, "evaluate-words")? {
            let document = graph.documents.get_mut(cell(&row, "document"));
            if let Some(forms) = document.and_then(|document| document.people.get_mut(cell(&row, "party"))) {
                forms.insert(text(&row, "words"));
            }
        }
        for row in internal!(store, "evaluate-events")? {
            let Some(document) = graph.documents.get_mut(cell(&row, "document")) else { continue };
            let planned = cell(&row, "sort") == "planned";
            let meetings = if planned { &mut document.planned } else { &mut document.encounters };
            let meeting = meetings.entry(text(&row, "event")).or_default();
            meeting.parties.insert(text(&row, "party"));
            // one that any of its words state is stated
            meeting.basis = meeting.basis.take().max(said(&row, "basis"));
        }
        for row in internal!(store, "evaluate-statements")? {
            if let Some(document) = graph.documents.get_mut(cell(&row, "document")) {
                document.statements.push(Statement {
                    subject: text(&row, "subject"),
                    relation: text(&row, "relation"),
                    object: text(&row, "object"),
                    rule: text(&row, "rule"),
                });
            }
        }
        Ok(graph)
    }

    fn read_parties(&mut self, store: &Store) -> Result<()> {
        for row in internal!(store, "evaluate-parties")? {
            let Some(document) = self.documents.get_mut(cell(&row, "document")) else { continue };
            let party = text(&row, "party");
            match cell(&row, "sort") {
                "unnamed" => {
                    self.unnamed.insert(party.clone());
                }
                "person" => {
                    let forms = self.names.get(&party).cloned().unwrap_or_default();
                    document.people.insert(party.clone(), forms);
                }
                _ => {}
            }
            match cell(&row, "role") {
                "author" => document.authors.insert(party),
                "recipient" => document.recipients.insert(party),
                "mention" => document.mentions.insert(party),
                _ => false,
            };
        }
        Ok(())
    }

    /// The names of a thing.
    pub fn names(&self, iri: &str) -> impl Iterator<Item = &str> {
        self.names.get(iri).into_iter().flatten().map(String::as_str)
    }
}

fn text(row: &QuerySolution, column: &str) -> String {
    cell(row, column).to_owned()
}

/// A cell, or `None` where nothing is bound.
fn said(row: &QuerySolution, column: &str) -> Option<String> {
    row.get(column).map(|_| text(row, column))
}
