//! Graphs of any size in order, in memory that does not grow with them.

use super::reify::Reified;
use super::turtle::{BASED, Turtle, Used, prefixes, same_part};
use super::{Format, fit_for_xml, key_parts, lines, write};
use crate::error::{Error, Result};
use crate::rdf::quads::Quads;
use crate::rdf::{derived, vocab};
use crate::sort::Sorter;
use oxigraph::io::RdfSerializer;
use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, QuadRef, Term};
use oxigraph::store::{StorageError, Store};
use std::io::{self, BufWriter, Write};

/// The bytes of the buffer that quads are sorted in.
pub const BUFFER: usize = 256 << 20;

/// How many quads of a store are put into text together.
const TOGETHER: usize = 1 << 10;

/// Writes all of a store.
///
/// N-Quads come in the store's own order, with no more than some in memory. Other formats give the bytes that [`write()`]
/// gives; JSON-LD wants all of the graph in memory, and of the rest what is sorted at a time, 256 MiB, and what
/// is said of one subject, or of one part of a file that has no more than 65,536 quads.
pub fn write_store(store: &Store, format: Format, out: impl Write) -> Result<()> {
    write_store_within(store, format, BUFFER, out)
}

fn write_store_within(store: &Store, format: Format, buffer: usize, out: impl Write) -> Result<()> {
    let stored = |error: StorageError| Error::io("the store", &error.into());
    let mut writer = Writer::new(format, buffer, out);
    let mut quads = derived::statements(store);
    loop {
        let some: Vec<Quad> = quads.by_ref().take(TOGETHER).collect::<std::result::Result<_, _>>().map_err(stored)?;
        if some.is_empty() {
            return writer.finish();
        }
        writer.push(Prepared::new(some, format))?;
    }
}

/// Writes quads as they come, of which none comes twice, with a buffer of so many bytes: as [`write_store`] does.
pub struct Writer<W: Write> {
    format: Format,
    out: BufWriter<W>,
    way: Way,
}

/// How a format is written.
enum Way {
    /// Line by line.
    Lines,
    /// In order.
    Sorted { sorter: Sorter, used: Used, record: Vec<u8> },
    /// All at once.
    Whole(Vec<Quad>),
}

/// Quads on their way into a [`Writer`].
#[derive(Debug)]
pub enum Prepared {
    /// As they will stand in the file.
    Text(Vec<u8>),
    /// As they are.
    Quads(Vec<Quad>),
}

impl Prepared {
    /// The same of quads that hold each term once.
    pub fn of(quads: &Quads, format: Format) -> Self {
        match format {
            Format::NQuads => Self::Text(quads.lines()),
            _ => Self::Quads(quads.to_vec()),
        }
    }

    /// Does what can be done for a format on any thread.
    pub fn new(quads: Vec<Quad>, format: Format) -> Self {
        if format != Format::NQuads {
            return Self::Quads(quads);
        }
        match lines(format, quads.len(), |line| quads.iter().for_each(|quad| line(quad.as_ref()))) {
            Ok(text) => Self::Text(text),
            // whatever the error is, it is met again where it can be told
            Err(_) => Self::Quads(quads),
        }
    }
}

impl<W: Write> Writer<W> {
    /// One of a format.
    pub fn new(format: Format, buffer: usize, out: W) -> Self {
        let known = vocab::PREFIXES.iter().map(|(prefix, iri)| ((*prefix).to_owned(), (*iri).to_owned()));
        let way = match format {
            Format::NQuads => Way::Lines,
            Format::JsonLd => Way::Whole(Vec::new()),
            _ => {
                let used = if is_turtle(format) { Used::of(prefixes()) } else { Used::of(known) };
                Way::Sorted { sorter: Sorter::new(buffer), used, record: Vec::new() }
            }
        };
        Self { format, out: BufWriter::new(out), way }
    }

    /// Takes quads.
    pub fn push(&mut self, quads: Prepared) -> Result<()> {
        match quads {
            Prepared::Text(text) => self.out.write_all(&text).map_err(|error| failed(&error)),
            Prepared::Quads(quads) => quads.into_iter().try_for_each(|quad| self.quad(quad)),
        }
    }

    /// Takes a quad.
    fn quad(&mut self, mut quad: Quad) -> Result<()> {
        match &mut self.way {
            Way::Lines => {
                let line = lines(self.format, 1, |line| line(quad.as_ref()));
                line.and_then(|line| self.out.write_all(&line)).map_err(|error| failed(&error))
            }
            Way::Whole(quads) => {
                quads.push(quad);
                Ok(())
            }
            Way::Sorted { sorter, used, record } => {
                if !self.format.keeps_graphs() {
                    quad.graph_name = GraphName::DefaultGraph;
                }
                if self.format == Format::RdfXml {
                    fit_for_xml(&[quad.as_ref()])?;
                }
                used.look(&quad.as_ref());
                record.clear();
                encode(quad.as_ref(), record);
                sorter.push(record).map_err(|error| failed(&error))
            }
        }
    }

    /// Writes what is not yet written.
    pub fn finish(mut self) -> Result<()> {
        let out = &mut self.out;
        let written = match self.way {
            Way::Lines => Ok(()),
            Way::Whole(quads) => return write(&quads, self.format, out),
            Way::Sorted { sorter, used, .. } if is_turtle(self.format) => {
                let turtle = Turtle::begin(used.found(), out).map_err(|error| failed(&error))?;
                let mut parts = Parts { turtle, part: Vec::new(), open: false };
                sorter.sorted(|record| parts.push(decode(record)?)).and_then(|()| parts.end())
            }
            Way::Sorted { sorter, used, .. } => {
                let mut serializer = RdfSerializer::from_format(self.format.oxigraph());
                for (prefix, namespace) in used.found() {
                    serializer =
                        serializer.with_prefix(prefix, namespace).map_err(|error| failed(&io::Error::other(error)))?;
                }
                let mut writer = serializer.for_writer(out);
                sorter.sorted(|record| writer.serialize_quad(&decode(record)?)).and_then(|()| writer.finish().map(drop))
            }
        };
        written.and_then(|()| self.out.flush()).map_err(|error| failed(&error))
    }
}

fn is_turtle(format: Format) -> bool {
    matches!(format, Format::Turtle | Format::TriG)
}

fn failed(error: &io::Error) -> Error {
    Error::io("output", error)
}

/// The parts of a Turtle file, out of quads in their order.
struct Parts<W> {
    turtle: Turtle<W>,
    /// What is not yet written of the part, or if it is long of its last subject.
    part: Vec<Quad>,
    /// Whether some of the part was written.
    open: bool,
}

impl<W: Write> Parts<W> {
    fn push(&mut self, quad: Quad) -> io::Result<()> {
        if let Some(last) = self.part.last() {
            if !same_part(&last.as_ref(), &quad.as_ref()) {
                self.end()?;
            } else if self.open && last.subject != quad.subject {
                self.write()?;
            } else if !self.open && self.part.len() == BASED {
                self.turtle.open(&quad.as_ref(), None)?;
                self.open = true;
                let last = self.part.iter().rposition(|other| other.subject != quad.subject).map_or(0, |at| at + 1);
                let same = self.part.split_off(last);
                self.write()?;
                self.part = same;
            }
        }
        self.part.push(quad);
        Ok(())
    }

    fn write(&mut self) -> io::Result<()> {
        let quads: Vec<QuadRef<'_>> = self.part.iter().map(Quad::as_ref).collect();
        let none = Reified::default();
        quads.chunk_by(|a, b| a.subject == b.subject).try_for_each(|subject| self.turtle.subject(subject, &none))?;
        self.part.clear();
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        let Some(first) = self.part.first().cloned() else { return Ok(()) };
        if !self.open {
            let quads: Vec<QuadRef<'_>> = self.part.iter().map(Quad::as_ref).collect();
            let base = self.turtle.base_of(&quads);
            self.turtle.open(&first.as_ref(), base)?;
        }
        self.write()?;
        self.open = false;
        self.turtle.close(&first.as_ref())
    }
}

/// A quad as bytes whose order is that of its key.
fn encode(quad: QuadRef<'_>, out: &mut Vec<u8>) {
    for (sort, text) in key_parts(&quad) {
        out.push(sort);
        // a zero within a text is followed by another byte than the two zeros that end it
        for byte in text.bytes() {
            out.push(byte);
            if byte == 0 {
                out.push(255);
            }
        }
        out.extend([0, 0]);
    }
}

/// The quad that was encoded.
fn decode(bytes: &[u8]) -> io::Result<Quad> {
    let broken = || io::Error::other("a temporary file has changed");
    let mut parts = Vec::with_capacity(6);
    let mut rest = bytes;
    while let Some((sort, text)) = rest.split_first() {
        let mut part = Vec::new();
        let mut at = 0;
        loop {
            match (text.get(at), text.get(at + 1)) {
                (Some(0), Some(0)) => break,
                (Some(0), Some(255)) => at += 1,
                (Some(_), _) => {}
                (None, _) => return Err(broken()),
            }
            part.push(if text[at] == 255 && at > 0 && text[at - 1] == 0 { 0 } else { text[at] });
            at += 1;
        }
        parts.push((*sort, String::from_utf8(part).map_err(|_| broken())?));
        rest = &text[at + 2..];
    }
    let [graph, subject, predicate, object, language, datatype] =
        <[(u8, String); 6]>::try_from(parts).map_err(|_| broken())?;
    let node = NamedNode::new_unchecked;
    let graph = match graph {
        (0, _) => GraphName::DefaultGraph,
        (1, name) => node(name).into(),
        (_, name) => BlankNode::new_unchecked(name).into(),
    };
    let subject: NamedOrBlankNode = match subject {
        (1, name) => node(name).into(),
        (_, name) => BlankNode::new_unchecked(name).into(),
    };
    let object: Term = match object {
        (1, name) => node(name).into(),
        (2, name) => BlankNode::new_unchecked(name).into(),
        (_, text) if !language.1.is_empty() => Literal::new_language_tagged_literal_unchecked(text, language.1).into(),
        (_, text) => Literal::new_typed_literal(text, node(datatype.1)).into(),
    };
    Ok(Quad::new(subject, node(predicate.1), object, graph))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn term() -> impl Strategy<Value = Term> {
        prop_oneof![
            "[a-c]{1,2}".prop_map(|name| NamedNode::new_unchecked(format!("http://example.org/{name}#x")).into()),
            "[a-c]{1,2}".prop_map(|name| BlankNode::new_unchecked(name).into()),
            any::<String>().prop_map(|text| Literal::from(text).into()),
            "[a-c\u{0}\u{1}]{0,3}".prop_map(|text| Literal::from(text).into()),
            "[a-c]{0,2}".prop_map(|text| Literal::new_language_tagged_literal_unchecked(text, "en").into()),
            (0..9_i64).prop_map(|number| Literal::from(number).into()),
        ]
    }

    fn quads() -> impl Strategy<Value = Vec<Quad>> {
        let name = "(r[a-c]|http://w3id.org/x/[ab]#?[ab]{0,2})";
        let quad = (name, 0..3_u8, term(), 0..3_u8).prop_map(|(subject, predicate, object, graph)| {
            let node = |name: &str| NamedNode::new_unchecked(format!("http://example.org/{name}"));
            let subject: NamedOrBlankNode = match subject.strip_prefix('r') {
                Some(name) => BlankNode::new_unchecked(name).into(),
                None => NamedNode::new_unchecked(subject).into(),
            };
            let predicate = if predicate == 0 {
                oxigraph::model::vocab::rdf::TYPE.into_owned()
            } else {
                node(&format!("p{predicate}"))
            };
            let graph = if graph == 0 { GraphName::DefaultGraph } else { node(&format!("g{graph}")).into() };
            Quad::new(subject, predicate, object, graph)
        });
        prop::collection::vec(quad, 0..60)
    }

    fn bytes(write: impl FnOnce(&mut Vec<u8>) -> Result<()>) -> std::result::Result<Vec<u8>, String> {
        let mut out = Vec::new();
        write(&mut out).map(|()| out).map_err(|error| error.to_string())
    }

    proptest! {
        #[test]
        fn a_store_is_written_as_its_quads_are(quads in quads(), buffer in 1_usize..4000) {
            let store = Store::new().unwrap();
            store.extend(quads.clone()).unwrap();
            for format in [Format::Turtle, Format::TriG, Format::NTriples, Format::RdfXml] {
                let by_sorting = bytes(|out| write_store_within(&store, format, buffer, out));
                let at_once = bytes(|out| write(&quads, format, out));
                // of several texts that XML cannot carry, either may be named
                if by_sorting.is_ok() || at_once.is_ok() {
                    prop_assert_eq!(by_sorting, at_once, "{}", format);
                }
            }
        }

        #[test]
        fn what_is_encoded_comes_back(quads in quads()) {
            for quad in quads {
                let mut bytes = Vec::new();
                encode(quad.as_ref(), &mut bytes);
                prop_assert_eq!(decode(&bytes).unwrap(), quad);
            }
        }
    }

    #[test]
    fn a_part_that_is_long_is_written_subject_by_subject() {
        let node = |name: String| NamedNode::new_unchecked(format!("http://example.org/{name}"));
        for graph in [GraphName::DefaultGraph, node("g".to_owned()).into()] {
            let quad = |n: usize| {
                Quad::new(node(format!("x#{}", n / 7)), node(format!("p{}", n % 7)), Literal::from("x"), graph.clone())
            };
            let quads: Vec<Quad> = (0..BASED + 100).map(quad).collect();
            let store = Store::new().unwrap();
            store.extend(quads.clone()).unwrap();
            for format in [Format::Turtle, Format::TriG] {
                assert!(
                    bytes(|out| write_store(&store, format, out)) == bytes(|out| write(&quads, format, out)),
                    "{format}"
                );
            }
        }
    }
}
