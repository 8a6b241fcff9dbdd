//! Turtle and TriG as people read them.

use super::reify::Reified;
use crate::claim::DEFAULT_BASE;
use crate::rdf::vocab;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use std::fmt;
use std::io::{self, Write};

/// A part with more quads has no base: to know that all of it is about one thing, one must have all of it in memory.
pub const BASED: usize = 1 << 16;

/// Turtle, or TriG where the quads have graphs; with the prefixes of all that is named.
pub fn pretty<'a>(
    quads: &[QuadRef<'a>],
    named: &[QuadRef<'_>],
    reified: &Reified<'a>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut used = Used::of(prefixes());
    named.iter().for_each(|quad| used.look(quad));
    let mut turtle = Turtle::begin(used.found(), out)?;
    for part in quads.chunk_by(same_part) {
        turtle.open(&part[0], if part.len() > BASED { None } else { turtle.base_of(part) })?;
        for subject in part.chunk_by(|a, b| a.subject == b.subject) {
            turtle.subject(subject, reified)?;
        }
        turtle.close(&part[0])?;
    }
    Ok(())
}

/// The prefixes that Turtle knows: those of the vocabularies, and of what records share.
pub fn prefixes() -> impl Iterator<Item = (String, String)> {
    const SHARED: [&str; 7] = ["body", "collection", "date", "mission", "person", "place", "position"];
    let known = vocab::PREFIXES.iter().map(|(prefix, namespace)| ((*prefix).to_owned(), (*namespace).to_owned()));
    known.chain(SHARED.iter().map(|sort| ((*sort).to_owned(), format!("{DEFAULT_BASE}{sort}/"))))
}

/// Whether two quads, one after the other in order, stand in one part of a file: a graph, or in Turtle what is said of a
/// document and of its parts.
pub fn same_part(one: &QuadRef<'_>, other: &QuadRef<'_>) -> bool {
    one.graph_name == other.graph_name
        && (one.graph_name != GraphNameRef::DefaultGraph || document(one) == document(other))
}

/// A file under way.
pub struct Turtle<W> {
    prefixes: Vec<(String, String)>,
    base: Option<String>,
    /// Whether the graph that is open has a subject.
    begun: bool,
    out: W,
}

impl<W: Write> Turtle<W> {
    /// Begins one that uses some prefixes.
    pub fn begin(prefixes: Vec<(String, String)>, mut out: W) -> io::Result<Self> {
        for (prefix, namespace) in &prefixes {
            writeln!(out, "@prefix {prefix}: <{namespace}> .")?;
        }
        Ok(Self { prefixes, base: None, begun: false, out })
    }

    /// The one thing with parts, which becomes `<>` and its parts `<#title-f6d9cb-0-6>`: in a record's graph that is the
    /// record.
    pub fn base_of<'q>(&self, quads: &[QuadRef<'q>]) -> Option<&'q str> {
        let part = |quad: &&QuadRef<'_>| match quad.subject {
            NamedOrBlankNodeRef::NamedNode(node) => {
                node.as_str().contains('#') && prefixed(&self.prefixes, node.as_str()).is_none()
            }
            NamedOrBlankNodeRef::BlankNode(_) => false,
        };
        // Not every reader resolves names against a base that is no web address. A graph about many things has no base.
        let mut documents = quads.iter().filter(part).map(document);
        let base = documents.next().flatten().filter(|base| base.starts_with("http"));
        base.filter(|base| documents.all(|other| other == Some(base)))
    }

    /// Begins a part with the graph of a quad.
    pub fn open(&mut self, quad: &QuadRef<'_>, base: Option<&str>) -> io::Result<()> {
        if let Some(base) = base.filter(|base| self.base.as_deref() != Some(base)) {
            writeln!(self.out, "\n@base <{base}> .")?;
            self.base = Some(base.to_owned());
        }
        self.begun = false;
        let name: TermRef<'_> = match quad.graph_name {
            GraphNameRef::DefaultGraph => return Ok(()),
            GraphNameRef::NamedNode(node) => node.into(),
            GraphNameRef::BlankNode(node) => node.into(),
        };
        let names = Names { prefixes: &self.prefixes, base: self.base.as_deref() };
        writeln!(self.out, "\n{} {{", names.term(name))
    }

    /// Writes all that a graph says of a subject.
    pub fn subject<'a>(&mut self, quads: &[QuadRef<'a>], reified: &Reified<'a>) -> io::Result<()> {
        let alone = quads[0].graph_name == GraphNameRef::DefaultGraph;
        if alone || self.begun {
            writeln!(self.out)?;
        }
        self.begun = true;
        let names = Names { prefixes: &self.prefixes, base: self.base.as_deref() };
        describe(quads, if alone { "" } else { "  " }, names, reified, &mut self.out)
    }

    /// Ends the part with the graph of a quad.
    pub fn close(&mut self, quad: &QuadRef<'_>) -> io::Result<()> {
        if quad.graph_name == GraphNameRef::DefaultGraph { Ok(()) } else { writeln!(self.out, "}}") }
    }
}

/// What the subject is a part of, by its IRI: a record, for the passages and people in it.
fn document<'a>(quad: &QuadRef<'a>) -> Option<&'a str> {
    match quad.subject {
        NamedOrBlankNodeRef::NamedNode(node) => {
            Some(node.as_str().split_once('#').map_or(node.as_str(), |(document, _)| document))
        }
        NamedOrBlankNodeRef::BlankNode(_) => None,
    }
}

/// How IRIs are written at some place of a file.
#[derive(Clone, Copy)]
struct Names<'a> {
    prefixes: &'a [(String, String)],
    base: Option<&'a str>,
}

impl<'a> Names<'a> {
    fn term<'t>(self, term: impl Into<TermRef<'t>>) -> Short<'a, 't> {
        Short { term: term.into(), names: self }
    }
}

/// An IRI as a prefix and what is left of it.
fn prefixed<'p, 'i>(prefixes: &'p [(String, String)], iri: &'i str) -> Option<(&'p str, &'i str)> {
    prefixes.iter().find_map(|(prefix, namespace)| Some((prefix.as_str(), local_name(iri, namespace)?)))
}

/// One subject with all that a graph says of it.
fn describe<'a>(
    quads: &[QuadRef<'a>],
    indent: &str,
    names: Names<'_>,
    reified: &Reified<'a>,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "{indent}{}", names.term(quads[0].subject))?;
    let triple = reified.of(quads[0].subject, quads[0].graph_name);
    if let Some((subject, predicate, object)) = triple {
        let (subject, predicate, object) = (names.term(*subject), names.term(*predicate), names.term(*object));
        write!(out, " rdf:reifies <<( {subject} {predicate} {object} )>>")?;
    }
    for (i, predicate) in quads.chunk_by(|a, b| a.predicate == b.predicate).enumerate() {
        let separator = if i == 0 && triple.is_none() { " ".to_owned() } else { format!(" ;\n{indent}  ") };
        match predicate[0].predicate {
            rdf::TYPE => write!(out, "{separator}a ")?,
            other => write!(out, "{separator}{} ", names.term(other))?,
        }
        for (j, quad) in predicate.iter().enumerate() {
            let separator = if j == 0 { String::new() } else { format!(" ,\n{indent}    ") };
            write!(out, "{separator}{}", names.term(quad.object))?;
        }
    }
    writeln!(out, " .")
}

/// Finds out which prefixes terms can be written with.
pub struct Used {
    left: Vec<(String, String)>,
    found: Vec<(String, String)>,
}

impl Used {
    /// Some of these.
    pub fn of(prefixes: impl Iterator<Item = (String, String)>) -> Self {
        Self { left: prefixes.collect(), found: Vec::new() }
    }

    /// Looks at the terms of a quad.
    pub fn look(&mut self, quad: &QuadRef<'_>) {
        if let GraphNameRef::NamedNode(node) = quad.graph_name {
            self.look_at(node.as_str());
        }
        if let NamedOrBlankNodeRef::NamedNode(node) = quad.subject {
            self.look_at(node.as_str());
        }
        if quad.predicate != rdf::TYPE {
            self.look_at(quad.predicate.as_str());
        }
        match quad.object {
            TermRef::NamedNode(node) => self.look_at(node.as_str()),
            TermRef::Literal(text) if text.language().is_none() && text.datatype() != xsd::STRING => {
                self.look_at(text.datatype().as_str());
            }
            TermRef::Literal(_) | TermRef::BlankNode(_) => {}
        }
    }

    fn look_at(&mut self, iri: &str) {
        if let Some(at) = self.left.iter().position(|(_, namespace)| local_name(iri, namespace).is_some()) {
            self.found.push(self.left.remove(at));
        }
    }

    /// Those that were found, in order.
    pub fn found(mut self) -> Vec<(String, String)> {
        self.found.sort();
        self.found
    }
}

/// What is left of an IRI after a namespace, where Turtle takes it without escapes.
fn local_name<'a>(iri: &'a str, namespace: &str) -> Option<&'a str> {
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let local = iri.strip_prefix(namespace)?;
    (local.starts_with(|c: char| c.is_ascii_alphanumeric()) && local.chars().all(inner) && !local.ends_with('.'))
        .then_some(local)
}

/// A term as Turtle writes it.
struct Short<'a, 't> {
    term: TermRef<'t>,
    names: Names<'a>,
}

impl fmt::Display for Short<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let iri = |f: &mut fmt::Formatter<'_>, iri: &str| {
            if let Some((prefix, local)) = prefixed(self.names.prefixes, iri) {
                return write!(f, "{prefix}:{local}");
            }
            let part = self.names.base.and_then(|base| iri.strip_prefix(base));
            write!(f, "<{}>", part.filter(|part| part.is_empty() || part.starts_with('#')).unwrap_or(iri))
        };
        match self.term {
            TermRef::NamedNode(node) => iri(f, node.as_str()),
            TermRef::Literal(text) if text.language().is_none() && text.datatype() != xsd::STRING => {
                write!(f, "{}^^", oxigraph::model::LiteralRef::new_simple_literal(text.value()))?;
                iri(f, text.datatype().as_str())
            }
            other => write!(f, "{other}"),
        }
    }
}
