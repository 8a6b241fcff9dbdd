//! What the authority files say of one subject, kept small: a file that was imported has a hundred thousand of them.

use crate::claim::{DEFAULT_BASE, Slug};
use crate::date::Date;
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::sync::Arc;

use super::authority::{edtf, term};

/// A subject and all that is said of it.
#[derive(Debug)]
pub(super) struct Block {
    /// The end of its IRI, below the default base: `person/aleksandr-puzanov`.
    pub(super) path: SmolStr,
    pub(super) said: Vec<Said>,
    /// Whether a bundled file has it.
    pub(super) bundled: bool,
}

/// A statement about a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) predicate: Iri,
    pub(super) object: Object,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    /// An entry, by the end of its IRI.
    Entry(SmolStr),
    /// Any other IRI.
    Iri(Iri),
    /// A text without a language.
    Text(SmolStr),
    Other(Box<Term>),
}

/// An IRI that is said over and over: in one word, where an `Arc<str>` takes two.
type Iri = Arc<Box<str>>;

/// Those, each kept once.
#[derive(Debug, Default)]
pub(super) struct Iris(FxHashMap<Box<str>, Iri>);

impl Iris {
    fn of(&mut self, iri: &str) -> Iri {
        if let Some(known) = self.0.get(iri) {
            return Arc::clone(known);
        }
        Arc::clone(self.0.entry(iri.into()).or_insert_with(|| Arc::new(iri.into())))
    }
}

impl Said {
    /// What a quad says of its subject.
    pub(super) fn of(quad: Quad, iris: &mut Iris) -> Self {
        let object = match quad.object {
            Term::NamedNode(node) => match node.as_str().strip_prefix(DEFAULT_BASE) {
                Some(path) => Object::Entry(path.into()),
                None => Object::Iri(iris.of(node.as_str())),
            },
            Term::Literal(text) if text.datatype() == xsd::STRING => Object::Text(text.value().into()),
            other => Object::Other(Box::new(other)),
        };
        Self { predicate: iris.of(quad.predicate.as_str()), object }
    }

    /// The statement about a subject.
    fn triple(&self, subject: &str) -> Triple {
        let object = match &self.object {
            Object::Entry(path) => below(path).into(),
            Object::Iri(iri) => NamedNode::new_unchecked(iri.as_ref().as_ref()).into(),
            Object::Text(text) => Literal::new_simple_literal(text.as_str()).into(),
            Object::Other(term) => Term::clone(term),
        };
        Triple::new(below(subject), NamedNode::new_unchecked(self.predicate.as_ref().as_ref()), object)
    }
}

impl Object {
    /// The entry that it is, by the end of its IRI.
    pub(super) fn path(&self) -> Option<&str> {
        match self {
            Self::Entry(path) => Some(path),
            _ => None,
        }
    }

    fn iri(&self) -> Option<&str> {
        match self {
            Self::Entry(path) => Some(path),
            Self::Iri(iri) => Some(iri),
            _ => None,
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Other(term) => match &**term {
                Term::Literal(literal) => Some(literal.value()),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Block {
    pub(super) fn slug(&self) -> &str {
        self.path.split_once('/').map_or(self.path.as_str(), |(_, slug)| slug)
    }

    /// What is said by a property.
    pub(super) fn all<'b>(&'b self, predicate: &'b str) -> impl Iterator<Item = &'b Said> {
        self.said.iter().filter(move |said| **said.predicate == *predicate)
    }

    fn objects<'b>(&'b self, predicate: &'b str) -> impl Iterator<Item = &'b Object> {
        self.all(predicate).map(|said| &said.object)
    }

    /// The literals of a property.
    pub(super) fn texts<'b>(&'b self, predicate: &'b str) -> Vec<&'b str> {
        self.objects(predicate).filter_map(Object::text).collect()
    }

    /// The entry that a property points to, by the end of its IRI.
    pub(super) fn object<'b>(&'b self, predicate: &'b str) -> Option<&'b str> {
        self.objects(predicate).find_map(Object::path)
    }

    /// The slugs of the entries, and the names of the kinds, that a property points to.
    pub(super) fn links<'b>(&'b self, predicate: &'b str) -> impl Iterator<Item = &'b str> {
        self.objects(predicate).filter_map(Object::iri).filter_map(|iri| iri.rsplit('/').next())
    }

    pub(super) fn link(&self, predicate: &str) -> Option<Slug> {
        self.links(predicate).next().map(Slug::new)
    }

    pub(super) fn date(&self, predicate: &str) -> Option<Date> {
        self.texts(predicate).first().and_then(|text| edtf(text))
    }

    pub(super) fn name(&self) -> &str {
        self.texts(term::NAME).first().copied().unwrap_or_default()
    }

    /// Its name, then its other names.
    pub(super) fn names(&self) -> Vec<&str> {
        [term::NAME, term::ALT_LABEL].into_iter().flat_map(|names| self.texts(names)).collect()
    }

    /// All that is said, as triples. An entry that has a name and no label has its name as label, so that no file has to write
    /// it twice.
    pub(super) fn triples(&self) -> impl Iterator<Item = Triple> + '_ {
        self.said.iter().map(|said| said.triple(&self.path)).chain(self.missing_label())
    }

    /// What is said of an entry that another only names: what sort of thing it is, and its label.
    pub(super) fn in_short(&self) -> impl Iterator<Item = Triple> + '_ {
        let label = self.all(rdfs::LABEL.as_str()).take(1);
        let said = self.all(rdf::TYPE.as_str()).chain(label).map(|said| said.triple(&self.path));
        said.chain(self.missing_label())
    }

    fn missing_label(&self) -> Option<Triple> {
        let name = self.texts(term::NAME).first().copied()?;
        let is_missing = self.all(rdfs::LABEL.as_str()).next().is_none();
        let label = || Triple::new(below(&self.path), rdfs::LABEL, Literal::new_simple_literal(name));
        is_missing.then(label)
    }
}

fn below(path: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{DEFAULT_BASE}{path}"))
}

/// The end of a subject's IRI.
pub(super) fn path_of(subject: &NamedOrBlankNode) -> Option<&str> {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().strip_prefix(DEFAULT_BASE),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}
