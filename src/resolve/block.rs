//! What the authority files say of one subject, kept small: a file that was imported has a hundred thousand of them.

use crate::claim::{DEFAULT_BASE, Slug};
use crate::date::Date;
use oxigraph::model::vocab::{rdfs, xsd};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use rustc_hash::FxHashSet;
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
    pub(super) predicate: Arc<str>,
    pub(super) object: Object,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    /// An entry, by the end of its IRI.
    Entry(SmolStr),
    /// Any other IRI.
    Iri(Arc<str>),
    /// A text without a language.
    Text(SmolStr),
    Other(Box<Term>),
}

/// IRIs that are said over and over, each kept once.
#[derive(Debug, Default)]
pub(super) struct Iris(FxHashSet<Arc<str>>);

impl Iris {
    fn of(&mut self, iri: &str) -> Arc<str> {
        if let Some(known) = self.0.get(iri) {
            return Arc::clone(known);
        }
        let new: Arc<str> = iri.into();
        self.0.insert(Arc::clone(&new));
        new
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
    pub(super) fn triple(&self, subject: &str) -> Triple {
        let below = |path: &str| NamedNode::new_unchecked(format!("{DEFAULT_BASE}{path}"));
        let object = match &self.object {
            Object::Entry(path) => below(path).into(),
            Object::Iri(iri) => NamedNode::new_unchecked(&**iri).into(),
            Object::Text(text) => Literal::new_simple_literal(text.as_str()).into(),
            Object::Other(term) => Term::clone(term),
        };
        Triple::new(below(subject), NamedNode::new_unchecked(&*self.predicate), object)
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

    pub(super) fn all<'b>(&'b self, predicate: &'b str) -> impl Iterator<Item = &'b Said> {
        self.said.iter().filter(move |said| &*said.predicate == predicate)
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

    /// Its name as label.
    pub(super) fn label(&self, iris: &mut Iris) -> Option<Said> {
        let name = self.texts(term::NAME).first().copied()?;
        Some(Said { predicate: iris.of(rdfs::LABEL.as_str()), object: Object::Text(name.into()) })
    }
}

/// The end of a subject's IRI.
pub(super) fn path_of(subject: &NamedOrBlankNode) -> Option<&str> {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().strip_prefix(DEFAULT_BASE),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}
