//! Quads into files: for people and version control (Turtle, TriG), for programs (N-Quads, N-Triples), for others'
//! tools (RDF/XML, JSON-LD).
//!
//! Whatever the order of the quads, the bytes are the same: graphs, subjects, predicates and objects are sorted. Only
//! [`write_each`] keeps the order in which quads come, and keeps none of them in memory.
//!
//! Turtle and TriG are laid out here: a blank line between subjects, a line for each value, `a` first, and no prefix that
//! is not used. sophia's pretty writer has that layout too, but its time grows with the square of the graph (1,700 quads
//! took it 1 s, 6,600 took 16 s); oxttl's takes 0.04 s for the latter but runs subjects and values together, so that a
//! changed value changes a long line. This one is as fast as oxttl's.

mod canonical;
mod jsonld;
mod large;
mod reify;
mod turtle;

pub use canonical::write_canonical;
pub use large::{Prepared, Writer, write_store};
pub use reify::write_reified;

use crate::error::{Error, ErrorKind, Result};
use crate::rdf::vocab;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphNameRef, NamedOrBlankNodeRef, Quad, QuadRef, TermRef};
use rayon::prelude::*;
use reify::Reified;
use std::fmt;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::str::FromStr;
use turtle::{Used, pretty};

/// A syntax of RDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Turtle: the union of all graphs.
    Turtle,
    /// TriG: graph by graph.
    TriG,
    /// N-Quads, a quad a line.
    NQuads,
    /// N-Triples, a triple a line: the union of all graphs.
    NTriples,
    /// RDF/XML: the union of all graphs.
    RdfXml,
    /// JSON-LD 1.1: graph by graph, compacted with the context of `ontology/context.jsonld`.
    JsonLd,
}

impl Format {
    /// All of them, in the order in which help texts list them.
    pub const ALL: [Self; 6] = [Self::Turtle, Self::TriG, Self::NQuads, Self::NTriples, Self::RdfXml, Self::JsonLd];

    /// The name by which a user asks for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Turtle => "turtle",
            Self::TriG => "trig",
            Self::NQuads => "nquads",
            Self::NTriples => "ntriples",
            Self::RdfXml => "rdfxml",
            Self::JsonLd => "jsonld",
        }
    }

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::TriG => "trig",
            Self::NQuads => "nq",
            Self::NTriples => "nt",
            Self::RdfXml => "rdf",
            Self::JsonLd => "jsonld",
        }
    }

    /// The names of its media type, the usual one first.
    pub fn media_types(self) -> &'static [&'static str] {
        match self {
            Self::Turtle => &["text/turtle", "application/x-turtle"],
            Self::TriG => &["application/trig"],
            Self::NQuads => &["application/n-quads"],
            Self::NTriples => &["application/n-triples", "text/plain"],
            Self::RdfXml => &["application/rdf+xml", "application/xml", "text/xml"],
            Self::JsonLd => &["application/ld+json", "application/json"],
        }
    }

    /// The usual name of its media type.
    pub fn media(self) -> &'static str {
        self.media_types()[0]
    }

    /// The format that a media type names.
    pub fn from_media(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.media_types().iter().any(|known| known.eq_ignore_ascii_case(name)))
    }

    /// The format that a file's name says it is in.
    pub fn from_path(path: impl AsRef<Path>) -> Option<Self> {
        let extension = path.as_ref().extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// Whether it keeps the graphs apart.
    pub fn keeps_graphs(self) -> bool {
        matches!(self, Self::TriG | Self::NQuads | Self::JsonLd)
    }

    /// Whether it has reifiers in RDF 1.2.
    pub fn has_reifiers(self) -> bool {
        matches!(self, Self::Turtle | Self::TriG | Self::NQuads | Self::NTriples)
    }

    /// The same format as Oxigraph names it.
    pub fn oxigraph(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::TriG => RdfFormat::TriG,
            Self::NQuads => RdfFormat::NQuads,
            Self::NTriples => RdfFormat::NTriples,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::new(ErrorKind::Usage, format!("`{name}` is no RDF format")).help(format!("the formats are {names}"))
        })
    }
}

/// Writes quads in a format; the formats that hold one graph get the union of all.
pub fn write(quads: &[Quad], format: Format, out: impl Write) -> Result<()> {
    let quads = sorted(quads, format.keeps_graphs());
    if format == Format::RdfXml {
        fit_for_xml(&quads)?;
    }
    let mut out = BufWriter::new(out);
    let written = match format {
        Format::Turtle | Format::TriG => pretty(&quads, &quads, &Reified::default(), &mut out),
        Format::JsonLd => jsonld::write(&quads, &mut out),
        _ => serialize(&quads, format, &mut out),
    };
    written.and_then(|()| out.flush()).map_err(|error| Error::io("output", &error))
}

/// Writes the quads that many things hand over, one thing after another, and then some more quads.
///
/// Formats that have a line for each quad are written as they come, and only others sorted.
pub fn write_each<T: Sync>(
    things: &[T],
    quads_of: impl Fn(&T, &mut dyn FnMut(QuadRef<'_>)) + Sync,
    more: &[Quad],
    format: Format,
    out: impl Write,
) -> Result<()> {
    if !matches!(format, Format::NQuads | Format::NTriples) {
        let mut quads = more.to_vec();
        things.iter().for_each(|thing| quads_of(thing, &mut |quad| quads.push(quad.into_owned())));
        return write(&quads, format, out);
    }
    let text_of = |things: &[T]| lines(format, 0, |line| things.iter().for_each(|thing| quads_of(thing, line)));
    let mut out = BufWriter::new(out);
    let mut written = || -> io::Result<()> {
        for things in things.chunks(PART * rayon::current_num_threads()) {
            let texts: Vec<io::Result<Vec<u8>>> = things.par_chunks(PART).map(text_of).collect();
            texts.into_iter().try_for_each(|text| out.write_all(&text?))?;
        }
        out.write_all(&lines(format, more.len(), |line| more.iter().for_each(|quad| line(quad.as_ref())))?)?;
        out.flush()
    };
    written().map_err(|error| Error::io("output", &error))
}

/// How many things are put into text by one thread before they are written.
const PART: usize = 1 << 10;

/// How long the line of a quad is, about.
const LINE: usize = 400;

/// The text of quads that are handed over, a line each; there is room for so many before it grows.
fn lines(format: Format, room: usize, quads: impl FnOnce(&mut dyn FnMut(QuadRef<'_>))) -> io::Result<Vec<u8>> {
    let mut writer = RdfSerializer::from_format(format.oxigraph()).for_writer(Vec::with_capacity(room * LINE));
    let mut written = Ok(());
    quads(&mut |quad| {
        if written.is_ok() {
            written = match format.keeps_graphs() {
                true => writer.serialize_quad(quad),
                false => writer.serialize_triple(quad),
            };
        }
    });
    written.and_then(|()| writer.finish())
}

/// The quads in order and each once, in one graph if the format has no others.
fn sorted(quads: &[Quad], graphs: bool) -> Vec<QuadRef<'_>> {
    let mut sorted: Vec<_> = quads.iter().map(Quad::as_ref).collect();
    if !graphs {
        sorted.iter_mut().for_each(|quad| quad.graph_name = GraphNameRef::DefaultGraph);
    }
    sorted.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
    sorted.dedup();
    sorted
}

/// What quads are sorted by: every part as text, types before other predicates, IRIs before literals.
fn key<'a>(quad: &QuadRef<'a>) -> impl Ord + use<'a> {
    key_parts(quad)
}

/// Graph, subject, predicate and object of a quad, and the object's language and datatype, each with what sort it is of.
fn key_parts<'a>(quad: &QuadRef<'a>) -> [(u8, &'a str); 6] {
    let graph = match quad.graph_name {
        GraphNameRef::DefaultGraph => (0, ""),
        GraphNameRef::NamedNode(node) => (1, node.as_str()),
        GraphNameRef::BlankNode(node) => (2, node.as_str()),
    };
    let subject = match quad.subject {
        NamedOrBlankNodeRef::NamedNode(node) => (1, node.as_str()),
        NamedOrBlankNodeRef::BlankNode(node) => (2, node.as_str()),
    };
    let (object, language, datatype) = match quad.object {
        TermRef::NamedNode(node) => ((1, node.as_str()), "", ""),
        TermRef::BlankNode(node) => ((2, node.as_str()), "", ""),
        TermRef::Literal(text) => ((3, text.value()), text.language().unwrap_or_default(), text.datatype().as_str()),
    };
    let predicate = (u8::from(quad.predicate != rdf::TYPE), quad.predicate.as_str());
    [graph, subject, predicate, object, (0, language), (0, datatype)]
}

/// RDF/XML has no way to write control characters, so that a text with one would make a file that nothing can read.
fn fit_for_xml(quads: &[QuadRef<'_>]) -> Result<()> {
    let unfit = |c: char| (c < ' ' && !matches!(c, '\t' | '\n')) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    for quad in quads {
        if let TermRef::Literal(text) = quad.object
            && let Some(c) = text.value().chars().find(|c| unfit(*c))
        {
            let message = format!("a text of {} holds U+{:04X}, which XML cannot carry", quad.subject, u32::from(c));
            return Err(Error::new(ErrorKind::Input, message).help("write another format, such as turtle or ntriples"));
        }
    }
    Ok(())
}

/// The formats that oxrdfio lays out.
fn serialize(quads: &[QuadRef<'_>], format: Format, out: impl Write) -> io::Result<()> {
    let mut serializer = RdfSerializer::from_format(format.oxigraph());
    let mut used = Used::of(vocab::PREFIXES.iter().map(|(prefix, iri)| ((*prefix).to_owned(), (*iri).to_owned())));
    quads.iter().for_each(|quad| used.look(quad));
    for (prefix, namespace) in used.found() {
        serializer = serializer.with_prefix(prefix, namespace).map_err(io::Error::other)?;
    }
    let mut writer = serializer.for_writer(out);
    for quad in quads {
        writer.serialize_quad(*quad)?;
    }
    writer.finish().map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::RdfParser;
    use oxigraph::model::vocab::xsd;
    use oxigraph::model::{GraphName, Literal, NamedNode};
    use proptest::prelude::*;
    use sophia::api::source::QuadSource;
    use sophia::inmem::dataset::LightDataset;
    use sophia::turtle::parser::nq;
    use std::collections::HashSet;

    fn quad(subject: &str, predicate: &str, object: impl Into<oxigraph::model::Term>, graph: Option<&str>) -> Quad {
        let node = |iri: &str| NamedNode::new(iri).unwrap();
        let graph = graph.map_or(GraphName::DefaultGraph, |graph| node(graph).into());
        Quad::new(node(subject), node(predicate), object, graph)
    }

    fn sample() -> Vec<Quad> {
        let (id, rico) = ("https://w3id.org/chancery/id/", "https://www.ica.org/standards/RiC/ontology#");
        let (record, place) = (format!("{id}record/wcda/1960-12-13-journal"), format!("{id}place/north-korea"));
        let (entities, graph) =
            (Some("https://w3id.org/chancery/graph/entities"), Some("https://w3id.org/chancery/graph/record/a"));
        let term = |name: &str| format!("{rico}{name}");
        let node = |iri: &str| NamedNode::new(iri).unwrap();
        let text = Literal::new_simple_literal;
        vec![
            quad(&record, &term("title"), text("“Ünïcode”, a \"quote\",\nlines and a \\"), graph),
            quad(&record, rdf::TYPE.as_str(), node(&term("Record")), graph),
            quad(&record, "https://schema.org/mentions", node(&place), graph),
            quad(&record, "https://schema.org/mentions", node(&format!("{record}#person-kim")), graph),
            quad(&format!("{record}#person-kim"), &term("name"), text("Kim"), graph),
            quad(&format!("{record}-2"), &term("title"), text("Another"), graph),
            quad(&place, &term("name"), text("North Korea"), entities),
            quad(&place, &term("name"), text("North Korea"), graph),
            quad(
                &place,
                &term("dateQualifier"),
                Literal::new_language_tagged_literal("on or before", "en").unwrap(),
                entities,
            ),
            quad(
                &place,
                "http://www.w3.org/ns/oa#start",
                Literal::new_typed_literal("7", xsd::NON_NEGATIVE_INTEGER),
                entities,
            ),
            quad(&place, "http://example.org/p.", text(""), None),
        ]
    }

    fn bytes(quads: &[Quad], format: Format) -> String {
        let mut out = Vec::new();
        write(quads, format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn dataset(quads: &[Quad]) -> LightDataset {
        let lines: String = quads.iter().map(|quad| format!("{quad} .\n")).collect();
        nq::parse_str(&lines).collect_quads().unwrap()
    }

    fn parse(text: &str, format: Format) -> Vec<Quad> {
        RdfParser::from_format(format.oxigraph()).for_slice(text).collect::<Result<_, _>>().unwrap()
    }

    /// What a format should give back: all of it, or the union of the graphs.
    fn kept(quads: &[Quad], format: Format) -> Vec<Quad> {
        sorted(quads, format.keeps_graphs()).into_iter().map(QuadRef::into_owned).collect()
    }

    #[test]
    fn turtle_for_people() {
        insta::assert_snapshot!(bytes(&sample(), Format::Turtle));
    }

    #[test]
    fn trig_for_people() {
        insta::assert_snapshot!(bytes(&sample(), Format::TriG));
    }

    #[test]
    fn every_format_gives_back_what_it_was_given() {
        let mut quads = sample();
        let blank = oxigraph::model::BlankNode::new("b").unwrap();
        quads.push(Quad::new(blank.clone(), rdf::TYPE, blank, GraphName::DefaultGraph));
        for format in Format::ALL {
            let back = parse(&bytes(&quads, format), format);
            let (expected, back) = (dataset(&kept(&quads, format)), dataset(&back));
            assert!(sophia::isomorphism::isomorphic_datasets(&expected, &back).unwrap(), "{format}");
        }
    }

    /// The canonical form (RDFC-1.0) of a graph does not depend on the format it travelled in.
    #[test]
    fn the_canonical_form_survives_turtle_and_trig() {
        let canonical = |quads: &[Quad]| {
            let mut out = Vec::new();
            sophia::c14n::rdfc10::normalize(&dataset(quads), &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let quads = sample();
        for format in [Format::TriG, Format::NQuads, Format::Turtle] {
            assert_eq!(canonical(&kept(&quads, format)), canonical(&parse(&bytes(&quads, format), format)), "{format}");
        }
    }

    #[test]
    fn the_order_of_quads_does_not_show() {
        let mut reversed = sample();
        reversed.reverse();
        reversed.extend(sample());
        for format in Format::ALL {
            assert_eq!(bytes(&sample(), format), bytes(&reversed, format), "{format}");
        }
    }

    #[test]
    fn xml_says_what_it_cannot_carry() {
        let quads =
            [quad("http://example.org/s", "http://example.org/p", Literal::new_simple_literal("bell \u{7}"), None)];
        let error = write(&quads, Format::RdfXml, Vec::new()).unwrap_err();
        insta::assert_snapshot!(error, @r"
        a text of <http://example.org/s> holds U+0007, which XML cannot carry
          help: write another format, such as turtle or ntriples
        ");
        assert_eq!(parse(&bytes(&quads, Format::Turtle), Format::Turtle), quads);
    }

    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_went_away_is_told_from_a_failure() {
        for format in Format::ALL {
            assert_eq!(write(&sample(), format, Closed).unwrap_err().kind(), ErrorKind::ClosedPipe, "{format}");
        }
    }

    #[test]
    fn formats_by_name_and_by_file() {
        for format in Format::ALL {
            assert_eq!(format.name().parse::<Format>().unwrap(), format);
            assert_eq!(Format::from_path(format!("dir/out.{}", format.extension())), Some(format));
        }
        assert_eq!(Format::from_path("listing.txt"), None);
        let error = "n3".parse::<Format>().unwrap_err();
        insta::assert_snapshot!(error, @r"
        `n3` is no RDF format
          help: the formats are turtle, trig, nquads, ntriples, rdfxml, jsonld
        ");
    }

    proptest! {
        #[test]
        fn any_text_survives_any_format(value in any::<String>(), local in "[a-z0-9._~!-]{0,8}") {
            let predicate = format!("https://www.ica.org/standards/RiC/ontology#p{local}");
            let object = format!("https://w3id.org/chancery/kind/{local}");
            let text = Literal::new_simple_literal(&value);
            let quads = [
                quad("https://w3id.org/chancery/id/date/1960", &predicate, text, None),
                quad(&object, &predicate, NamedNode::new(&object).unwrap(), None),
            ];
            for format in Format::ALL {
                let mut out = Vec::new();
                if let Err(error) = write(&quads, format, &mut out) {
                    prop_assert_eq!(format, Format::RdfXml, "{}", error);
                    continue;
                }
                let back = parse(std::str::from_utf8(&out).unwrap(), format);
                prop_assert_eq!(back.into_iter().collect::<HashSet<_>>(), quads.iter().cloned().collect::<HashSet<_>>(), "{}", format);
            }
        }
    }

    #[test]
    fn lines_come_as_they_are_handed_over_and_other_formats_sorted() {
        let quads = sample();
        let each = |format: Format| {
            let (first, rest) = quads.split_at(quads.len() - 1);
            let mut out = Vec::new();
            write_each(first, |quad, take| take(quad.as_ref()), rest, format, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let at_once = |format: Format| {
            let mut out = Vec::new();
            write(&quads, format, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let in_order = |text: String| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
        let lines: String = quads.iter().map(|quad| format!("{quad} .\n")).collect();
        assert_eq!(each(Format::NQuads), lines);
        for format in [Format::NQuads, Format::NTriples] {
            assert_eq!(in_order(each(format)), in_order(at_once(format)));
        }
        assert_eq!(each(Format::TriG), at_once(Format::TriG));
    }
}
