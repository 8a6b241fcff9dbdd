//! Documents of one date and title that two graphs describe differently: without a number of their own they may be two, and are
//! one record. Sources that are converted together are compared as they are read, by [`Converter::stream`]; these are graphs
//! that are read one after another.
//!
//! [`Converter::stream`]: crate::convert::Converter::stream

use super::RECORD;
use crate::convert::{TWO_DOCUMENTS, letters};
use crate::error::{Error, ErrorKind, Locator};
use crate::rdf::vocab::rico;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};
use oxigraph::store::{StorageError, Store};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// When the archive says that a document was written, as it is printed.
const DATE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/date");

/// What graphs say of the records that have no number: of each, the graph that described it first and what it says.
#[derive(Default)]
pub(super) struct Described {
    first: FxHashMap<String, (String, Vec<u64>)>,
}

impl Described {
    /// Takes note of a graph, and warns of what another describes differently.
    pub fn see(&mut self, graph: &str, quads: &[Quad]) -> Vec<Error> {
        let mut warnings = Vec::new();
        for (record, entry) in unnumbered(quads) {
            match self.first.get(record) {
                Some((other, said)) if entry.differs(said) => {
                    let called = entry.called();
                    let message =
                        format!("{other} has {called} with another description; both are kept under one record");
                    warnings.push(Error::new(ErrorKind::Input, message).at(Locator::file(graph)).help(TWO_DOCUMENTS));
                }
                Some(_) => {}
                None => drop(self.first.insert(record.to_owned(), (graph.to_owned(), entry.said))),
            }
        }
        warnings
    }
}

/// Warns of the records of a graph that a store describes differently, and that the graph's are to replace.
#[cfg_attr(not(feature = "disk"), allow(dead_code, reason = "only stores on disk are loaded into"))]
pub(super) fn replaced(store: &Store, graph: &str, quads: &[Quad]) -> Result<Vec<Error>, StorageError> {
    let mut warnings = Vec::new();
    for (record, entry) in unnumbered(quads) {
        let record = NamedNodeRef::new_unchecked(record);
        let there = store.quads_for_pattern(Some(record.into()), Some(rico::scopeAndContent), None, None);
        let there: Vec<u64> =
            there.filter_map(|quad| quad.map(|quad| said(&quad.object)).transpose()).collect::<Result<_, _>>()?;
        if !there.is_empty() && entry.differs(&there) {
            let message = format!("the store had {} with another description, which is replaced", entry.called());
            warnings.push(Error::new(ErrorKind::Input, message).at(Locator::file(graph)).help(TWO_DOCUMENTS));
        }
    }
    Ok(warnings)
}

/// A record that has a description.
#[derive(Default)]
struct Entry<'q> {
    title: &'q str,
    date: &'q str,
    /// The digests of its descriptions: several, if two entries were taken for one before.
    said: Vec<u64>,
    is_numbered: bool,
    is_record: bool,
}

impl Entry<'_> {
    fn differs(&self, said: &[u64]) -> bool {
        !self.said.iter().any(|it| said.contains(it))
    }

    fn called(&self) -> String {
        let of = if self.date.is_empty() { String::new() } else { format!(" of {}", self.date) };
        format!("“{}”{of}", self.title)
    }
}

/// The records of a graph that are described and have no number, by their IRIs.
fn unnumbered(quads: &[Quad]) -> impl Iterator<Item = (&str, Entry<'_>)> {
    let mut entries: BTreeMap<&str, Entry<'_>> = BTreeMap::new();
    for quad in quads {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
        let property = quad.predicate.as_ref();
        let is_record = property == rdf::TYPE && quad.object.as_ref() == TermRef::from(RECORD);
        if !is_record && ![rico::title, DATE, rico::identifier, rico::scopeAndContent].contains(&property) {
            continue;
        }
        let entry = entries.entry(subject.as_str()).or_default();
        match &quad.object {
            Term::Literal(text) if property == rico::title => entry.title = text.value(),
            Term::Literal(text) if property == DATE => entry.date = text.value(),
            Term::Literal(text) if property == rico::identifier => entry.is_numbered |= text.value().starts_with("id:"),
            text if property == rico::scopeAndContent => entry.said.extend(said(text)),
            _ => entry.is_record |= is_record,
        }
    }
    entries.into_iter().filter(|(_, entry)| entry.is_record && !entry.is_numbered && !entry.said.is_empty())
}

/// The digest of a description: of its letters and digits, which printing it again does not change.
fn said(description: &Term) -> Option<u64> {
    let Term::Literal(text) = description else { return None };
    let mut digest = DefaultHasher::new();
    letters(text.value()).hash(&mut digest);
    Some(digest.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::{Converter, DEFAULT_BASE};

    fn convert(name: &str, text: &str) -> Vec<Quad> {
        Converter::new(DEFAULT_BASE).unwrap().convert(name, text.as_bytes()).unwrap().quads
    }

    /// A listing of one entry.
    fn listing(description: &str) -> Vec<Quad> {
        convert("a.txt", &format!("Made-up Papers\n\n    • April 22, 1963\n\n    Minutes\n\n    {description}\n"))
    }

    fn told(warnings: &[Error]) -> Vec<String> {
        warnings.iter().map(|warning| warning.to_string().lines().next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn two_descriptions_of_one_document_are_told() {
        let mut described = Described::default();
        assert!(described.see("a.txt", &listing("Tarn Velk speaks of ships.")).is_empty());
        assert!(described.see("b.ttl", &listing("Tarn Velk speaks of ships")).is_empty());
        let warnings = described.see("c.nq", &listing("Mira Solberg is ill."));
        let message =
            "c.nq: a.txt has “Minutes” of April 22, 1963 with another description; both are kept under one record";
        assert_eq!(told(&warnings), [message]);
    }

    #[test]
    fn what_is_numbered_may_be_described_anew() {
        let table =
            |description| convert("a.csv", &format!("id,title,date,description\n7,Minutes,1963-04-22,{description}\n"));
        let mut described = Described::default();
        assert!(described.see("a.csv", &table("Tarn Velk speaks of ships.")).is_empty());
        assert!(described.see("b.csv", &table("Mira Solberg is ill.")).is_empty());
    }

    #[test]
    fn what_a_store_loses_is_told() {
        let store = Store::new().unwrap();
        store.extend(listing("Tarn Velk speaks of ships.")).unwrap();
        assert!(replaced(&store, "a.txt", &listing("Tarn Velk speaks of ships")).unwrap().is_empty());
        let warnings = replaced(&store, "b.txt", &listing("Mira Solberg is ill.")).unwrap();
        let message = "b.txt: the store had “Minutes” of April 22, 1963 with another description, which is replaced";
        assert_eq!(told(&warnings), [message]);
    }
}
