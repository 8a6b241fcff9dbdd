//! The controlled values: kinds of missions, offices, documents, events. They stand in `ontology/chancery.ttl`.

use crate::error::{Error, ErrorKind, Locator, Result};
use crate::rdf::vocab::{self, skos};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term, Triple};
use std::collections::BTreeMap;

/// The ontology, as published.
pub const ONTOLOGY: &str = include_str!("../../ontology/chancery.ttl");

/// All kinds, by their slugs.
#[derive(Debug)]
pub struct Kinds {
    kinds: BTreeMap<String, Description>,
}

#[derive(Debug, Default)]
struct Description {
    label: String,
    triples: Vec<Triple>,
}

impl Kinds {
    /// The kinds of the bundled ontology.
    pub fn bundled() -> Result<Self> {
        let label = skos::prefLabel.into_owned();
        let mut kinds = BTreeMap::<String, Description>::new();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(ONTOLOGY) {
            let triple: Triple = quad
                .map_err(|error| {
                    Error::new(ErrorKind::Bundled, error.to_string()).at(Locator::file("ontology/chancery.ttl"))
                })?
                .into();
            let Some(slug) = slug(&triple.subject).map(str::to_owned) else { continue };
            let kind = kinds.entry(slug).or_default();
            if let (true, Term::Literal(text)) = (triple.predicate == label, &triple.object) {
                text.value().clone_into(&mut kind.label);
            }
            kind.triples.push(triple);
        }
        Ok(Self { kinds })
    }

    /// The slugs of all kinds, in alphabetical order.
    pub fn slugs(&self) -> impl Iterator<Item = &str> {
        self.kinds.keys().map(String::as_str)
    }

    /// The English label of a kind: `liaison office`.
    pub fn label(&self, slug: &str) -> Option<&str> {
        self.kinds.get(slug).map(|kind| kind.label.as_str())
    }

    /// All that the ontology says of a kind; nothing for one that it lacks.
    pub fn describe(&self, slug: &str) -> &[Triple] {
        self.kinds.get(slug).map(|kind| kind.triples.as_slice()).unwrap_or_default()
    }
}

fn slug(node: &NamedOrBlankNode) -> Option<&str> {
    match node {
        NamedOrBlankNode::NamedNode(node) => {
            node.as_str().strip_prefix(vocab::kind::PREFIX).filter(|slug| !slug.is_empty())
        }
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_label_and_a_type() {
        let kinds = Kinds::bundled().unwrap();
        for slug in kinds.slugs() {
            assert!(!kinds.label(slug).unwrap().is_empty(), "kind:{slug} has no skos:prefLabel");
            assert!(kinds.describe(slug).len() >= 3, "kind:{slug} lacks its type, scheme or label");
        }
        assert_eq!(kinds.label("record-of-conversation"), Some("record of conversation"));
        assert_eq!(kinds.label("permanent-mission"), Some("permanent mission"));
        assert_eq!(kinds.label("no-such-kind"), None);
        assert!(kinds.describe("no-such-kind").is_empty());
    }
}
