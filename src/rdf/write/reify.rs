//! Evidence as RDF 1.2 has it: a statement about a triple is a reifier of that triple, `<s> rdf:reifies <<( a b c )>>`,
//! instead of three triples that spell it out.

use super::turtle::pretty;
use super::{Format, sorted};
use crate::error::{Error, ErrorKind, Result};
use crate::rdf::vocab::{self, rdf};
use oxigraph::model::{GraphNameRef, NamedNodeRef, NamedOrBlankNodeRef, Quad, QuadRef, TermRef};
use rustc_hash::FxHashMap;
use std::io::{BufWriter, Write};

type Triple<'a> = (NamedOrBlankNodeRef<'a>, NamedNodeRef<'a>, TermRef<'a>);

/// The triples that statements are about.
#[derive(Default)]
pub(super) struct Reified<'a>(FxHashMap<(NamedOrBlankNodeRef<'a>, GraphNameRef<'a>), Triple<'a>>);

impl<'a> Reified<'a> {
    /// The triple that a statement is about.
    pub fn of(&self, statement: NamedOrBlankNodeRef<'a>, graph: GraphNameRef<'a>) -> Option<&Triple<'a>> {
        self.0.get(&(statement, graph))
    }
}

/// Writes quads with reifiers, in a format that has them.
pub fn write_reified(quads: &[Quad], format: Format, out: impl Write) -> Result<()> {
    if !format.has_reifiers() {
        return Err(Error::new(ErrorKind::Usage, format!("{format} has no reifiers"))
            .help("take turtle, trig, ntriples or nquads"));
    }
    let quads = sorted(quads, format.keeps_graphs());
    let reified = reified(&quads);
    let terms = [rdf::subject, rdf::predicate, rdf::object];
    let spelt =
        |quad: &QuadRef<'_>| terms.contains(&quad.predicate) && reified.of(quad.subject, quad.graph_name).is_some();
    let others: Vec<QuadRef<'_>> = quads.iter().filter(|quad| !spelt(quad)).copied().collect();
    let mut out = BufWriter::new(out);
    let written = match format {
        Format::Turtle | Format::TriG => pretty(&others, &quads, &reified, &mut out),
        _ => lines(&others, &reified, &mut out),
    };
    written.and_then(|()| out.flush()).map_err(|error| Error::io("output", &error))
}

/// The statements that have just one subject, predicate and object, and say something else beside.
fn reified<'a>(quads: &[QuadRef<'a>]) -> Reified<'a> {
    let mut reified = Reified::default();
    for said in quads.chunk_by(|one, other| (one.subject, one.graph_name) == (other.subject, other.graph_name)) {
        let one = |term: vocab::Term| {
            let mut found = said.iter().filter(|quad| quad.predicate == term).map(|quad| quad.object);
            found.next().filter(|_| found.next().is_none())
        };
        let (Some(subject), Some(TermRef::NamedNode(predicate)), Some(object)) =
            (one(rdf::subject), one(rdf::predicate), one(rdf::object))
        else {
            continue;
        };
        let subject = match subject {
            TermRef::NamedNode(node) => NamedOrBlankNodeRef::NamedNode(node),
            TermRef::BlankNode(node) => NamedOrBlankNodeRef::BlankNode(node),
            TermRef::Literal(_) => continue,
        };
        if said.len() > 3 {
            reified.0.insert((said[0].subject, said[0].graph_name), (subject, predicate, object));
        }
    }
    reified
}

/// A line a quad; what a reifier reifies comes before what else is said of it.
fn lines(quads: &[QuadRef<'_>], reified: &Reified<'_>, out: &mut impl Write) -> std::io::Result<()> {
    let name = |quad: &QuadRef<'_>| match quad.graph_name {
        GraphNameRef::DefaultGraph => String::new(),
        graph => format!(" {graph}"),
    };
    for said in quads.chunk_by(|one, other| (one.subject, one.graph_name) == (other.subject, other.graph_name)) {
        let (statement, graph) = (said[0].subject, name(&said[0]));
        if let Some((subject, predicate, object)) = reified.of(statement, said[0].graph_name) {
            let reifies = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>";
            writeln!(out, "{statement} {reifies} <<( {subject} {predicate} {object} )>>{graph} .")?;
        }
        for quad in said {
            writeln!(out, "{statement} {} {}{graph} .", quad.predicate, quad.object)?;
        }
    }
    Ok(())
}
