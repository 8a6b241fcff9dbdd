//! The canonical form of a graph, RDFC-1.0: whoever holds the same graph has the same bytes, whatever its blank nodes are
//! called.

use super::large::BUFFER;
use crate::error::{Error, ErrorKind, Result};
use crate::rdf::derived;
use crate::sort::Sorter;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{GraphNameRef, NamedOrBlankNodeRef, Quad, QuadRef, TermRef};
use oxigraph::store::Store;
use sophia::api::source::QuadSource;
use sophia::inmem::dataset::LightDataset;
use std::io::{self, BufWriter, Write};

/// Writes the canonical N-Quads of a store.
///
/// Without blank nodes these are its lines in order, sorted in a buffer of 256 MiB. With blank nodes all of the
/// graph is brought into memory, and one whose blank nodes are too alike to be told apart in reasonable time is refused.
pub fn write_canonical(store: &Store, out: impl Write) -> Result<()> {
    let failed = |error: io::Error| Error::io("output", &error);
    let mut out = BufWriter::new(out);
    let mut sorter = Sorter::new(BUFFER);
    let mut blank = false;
    for quad in derived::statements(store) {
        let quad = quad.map_err(|error| Error::io("the store", &error.into()))?;
        blank |= has_blank(quad.as_ref());
        sorter.push(&line(&quad).map_err(failed)?).map_err(failed)?;
    }
    if !blank {
        return sorter.sorted(|line| out.write_all(line)).and_then(|()| out.flush()).map_err(failed);
    }
    let mut lines = Vec::new();
    sorter.sorted(|line| lines.write_all(line)).map_err(failed)?;
    let cannot = |error: &dyn std::fmt::Display| {
        Error::new(ErrorKind::Input, format!("the canonical form of the graph cannot be had: {error}"))
            .help("give its blank nodes names")
    };
    let quads = sophia::turtle::parser::nq::parse_bufread(&lines[..]);
    let dataset: LightDataset = quads.collect_quads().map_err(|error| cannot(&error))?;
    sophia::c14n::rdfc10::normalize(&dataset, &mut out).map_err(|error| cannot(&error))?;
    out.flush().map_err(failed)
}

/// A quad as canonical N-Quads has it, with the end of its line.
fn line(quad: &Quad) -> io::Result<Vec<u8>> {
    let mut writer = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(Vec::new());
    writer.serialize_quad(quad)?;
    writer.finish()
}

fn has_blank(quad: QuadRef<'_>) -> bool {
    matches!(quad.subject, NamedOrBlankNodeRef::BlankNode(_))
        || matches!(quad.object, TermRef::BlankNode(_))
        || matches!(quad.graph_name, GraphNameRef::BlankNode(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, Term};

    fn canonical(quads: &[Quad]) -> String {
        let store = Store::new().unwrap();
        store.extend(quads.to_vec()).unwrap();
        let mut out = Vec::new();
        write_canonical(&store, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn by_sophia(quads: &[Quad]) -> String {
        let lines: String = quads.iter().map(|quad| format!("{quad} .\n")).collect();
        let dataset: LightDataset = sophia::turtle::parser::nq::parse_str(&lines).collect_quads().unwrap();
        let mut out = Vec::new();
        sophia::c14n::rdfc10::normalize(&dataset, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn iri(name: &str) -> NamedNode {
        NamedNode::new(format!("http://example.org/{name}")).unwrap()
    }

    /// Literals with everything that may have to be escaped, in the default graph and in another.
    fn without_blank_nodes() -> Vec<Quad> {
        let mut texts: Vec<String> = (1..0x120).filter_map(char::from_u32).map(|c| format!("a{c}b")).collect();
        texts.extend(["".to_owned(), "a\\nb\"".to_owned(), "\u{202e}김 😀\u{feff}".to_owned()]);
        let terms = texts.iter().flat_map(|text| -> [Term; 3] {
            [
                Literal::from(text.as_str()).into(),
                Literal::new_language_tagged_literal(text, "en").unwrap().into(),
                Literal::new_typed_literal(text, iri("datatype")).into(),
            ]
        });
        let graph = |at: usize| if at.is_multiple_of(2) { GraphName::DefaultGraph } else { iri("graph").into() };
        terms.enumerate().map(|(at, term)| Quad::new(iri("s"), iri("p"), term, graph(at))).collect()
    }

    #[test]
    fn lines_in_order_are_what_rdfc_gives_where_nothing_is_blank() {
        let quads = without_blank_nodes();
        assert_eq!(canonical(&quads), by_sophia(&quads));
    }

    #[test]
    fn names_of_blank_nodes_do_not_show() {
        let with = |one: &str, other: &str| {
            let (one, other) = (BlankNode::new(one).unwrap(), BlankNode::new(other).unwrap());
            let mut quads = without_blank_nodes();
            quads.push(Quad::new(one.clone(), iri("p"), other.clone(), GraphName::DefaultGraph));
            quads.push(Quad::new(other, iri("q"), Literal::from("x"), one));
            quads
        };
        assert_eq!(canonical(&with("a", "b")), canonical(&with("y", "x")));
        assert_ne!(canonical(&with("a", "b")), canonical(&with("a", "b")[1..]));
    }
}
