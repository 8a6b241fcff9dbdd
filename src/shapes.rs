//! Does a graph keep its promises? The SHACL shapes of `ontology/shapes.ttl`, and a report for people.
//!
//! Named graphs are read as one; the ontology with its kinds, and the subclass relations of RiC-O that the shapes need,
//! are added from the bundled files, so that a graph is checked by itself.

use crate::claim::DEFAULT_BASE;
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::rdf::kind::ONTOLOGY;
use crate::rdf::vocab;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Graph, NamedOrBlankNodeRef, TermRef, Triple};
use shacl_rust::validation::dataset::ValidationDataset;
use shacl_rust::validation::report::ValidationResult;
use shacl_rust::{parse_shapes, sh};
use std::fmt;

/// The shapes, as published.
pub const SHAPES: &str = include_str!("../ontology/shapes.ttl");

/// The subclass relations of RiC-O that the shapes need.
pub const CLASSES: &str = include_str!("../ontology/ric-o-classes.ttl");

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The graph breaks a promise.
    Violation,
    /// Somebody should look at it.
    Warning,
    /// Worth knowing.
    Info,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Violation => "violation",
            Self::Warning => "warning",
            Self::Info => "note",
        })
    }
}

/// One place where a graph does not fit a shape. IRIs are whole; [`Report`] shortens them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The shape: `shp:Record`.
    pub shape: String,
    /// What is wrong.
    pub message: String,
    /// The property, or path of properties, if it is about one.
    pub path: Option<String>,
    /// The thing that does not fit.
    pub node: String,
    /// The value that does not fit, if it is about one.
    pub value: Option<String>,
}

/// All findings, the gravest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The findings, in the order of severity, shape, message and node.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether no promise is broken; warnings may stand.
    pub fn conforms(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity != Severity::Violation)
    }
}

/// Checks a graph, given as its triples or as quads of any graphs.
pub fn validate(graph: impl IntoIterator<Item = impl Into<Triple>>) -> Result<Report> {
    let mut shapes = Graph::new();
    shapes.extend(bundled("ontology/shapes.ttl", SHAPES)?);
    let mut data: Graph = graph.into_iter().map(Into::into).collect();
    data.extend(bundled("ontology/chancery.ttl", ONTOLOGY)?);
    data.extend(bundled("ontology/ric-o-classes.ttl", CLASSES)?);

    let broken = |error: shacl_rust::ShaclError| {
        Error::new(ErrorKind::Bundled, error.to_string()).at(Locator::file("ontology/shapes.ttl"))
    };
    let dataset = ValidationDataset::from_graphs(data, shapes.clone()).map_err(broken)?;
    let parsed = parse_shapes(&shapes).map_err(broken)?;
    let report = shacl_rust::validate(&dataset, &parsed);
    let mut findings: Vec<_> = report.get_results().iter().map(|result| finding(result, &shapes)).collect();
    findings.sort();
    findings.dedup();
    Ok(Report { findings })
}

fn bundled(name: &str, text: &str) -> Result<Vec<Triple>> {
    let triples = RdfParser::from_format(RdfFormat::Turtle).for_slice(text);
    triples
        .map(|quad| quad.map(Triple::from))
        .collect::<Result<_, _>>()
        .map_err(|error| Error::new(ErrorKind::Bundled, error.to_string()).at(Locator::file(name)))
}

fn finding(result: &ValidationResult<'_>, shapes: &Graph) -> Finding {
    let severity = match result.severity() {
        severity if severity == sh::WARNING => Severity::Warning,
        severity if severity == sh::INFO => Severity::Info,
        _ => Severity::Violation,
    };
    Finding {
        severity,
        shape: shorten(&plain(&named_shape(result.source_shape(), shapes).to_string())),
        // The shape's own words, which come last, where it has any; else those of the validator.
        message: result.messages().last().map(|text| text.trim().to_owned()).unwrap_or_default(),
        path: result.result_path().map(ToString::to_string),
        node: text(result.focus_node()),
        value: result.value().map(text),
    }
}

/// The shape with a name that a nameless one is part of.
fn named_shape<'a>(shape: NamedOrBlankNodeRef<'a>, shapes: &'a Graph) -> NamedOrBlankNodeRef<'a> {
    let mut shape = shape;
    while let NamedOrBlankNodeRef::BlankNode(_) = shape {
        let mut parents = shapes.subjects_for_predicate_object(sh::PROPERTY, shape);
        match parents.next() {
            Some(parent) => shape = parent,
            None => break,
        }
    }
    shape
}

fn text(term: TermRef<'_>) -> String {
    match term {
        TermRef::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}

/// An IRI without its brackets.
fn plain(term: &str) -> String {
    term.trim_start_matches('<').trim_end_matches('>').to_owned()
}

/// A text with each IRI in it written as short as its prefix allows.
fn shorten(text: &str) -> String {
    let mut short = text.to_owned();
    for (prefix, namespace) in
        vocab::PREFIXES.iter().chain(&[("shp", "https://w3id.org/chancery/shapes#"), ("id", DEFAULT_BASE)])
    {
        short = short.replace(namespace, &format!("{prefix}:"));
    }
    short.replace(['<', '>'], "")
}

impl fmt::Display for Report {
    /// One paragraph for each sort of finding, with how many there are and the first few.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 3;
        if self.findings.is_empty() {
            return f.write_str("The graph keeps all its shapes.");
        }
        let sort = |finding: &Finding| {
            (finding.severity, finding.shape.clone(), finding.message.clone(), finding.path.clone())
        };
        let mut groups = std::collections::BTreeMap::<_, Vec<&Finding>>::new();
        for finding in &self.findings {
            groups.entry(sort(finding)).or_default().push(finding);
        }
        for (i, ((severity, shape, message, path), findings)) in groups.into_iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            let count = findings.len();
            let s = if count == 1 { "" } else { "s" };
            let path = path.map(|path| format!(" {}", shorten(&path))).unwrap_or_default();
            writeln!(f, "{count} {severity}{s} of {shape}{path}: {}", shorten(&message))?;
            for finding in findings.iter().take(SHOWN) {
                write!(f, "  {}", shorten(&finding.node))?;
                if let Some(value) = finding.value.as_ref().filter(|value| **value != finding.node) {
                    write!(f, "  has  {}", shorten(value))?;
                }
                writeln!(f)?;
            }
            if count > SHOWN {
                writeln!(f, "  and {} more", count - SHOWN)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::fixture;
    use crate::rdf::vocab::{oa, prov, rdf, rico};
    use oxigraph::model::{Literal, Quad};

    fn without(keep: impl Fn(&Quad) -> bool) -> Report {
        validate(fixture::graph(DEFAULT_BASE).into_iter().filter(keep)).unwrap()
    }

    #[test]
    fn what_we_write_keeps_the_shapes() {
        for base in [DEFAULT_BASE, "http://example.org/kb/"] {
            let report = validate(fixture::graph(base)).unwrap();
            assert_eq!(report.findings, [], "{report}");
            assert!(report.conforms());
        }
    }

    #[test]
    fn missing_evidence_is_found() {
        insta::assert_snapshot!(without(
            |quad| quad.predicate != rdf::predicate || !quad.to_string().contains("hasAuthor")
        ));
    }

    #[test]
    fn a_statement_without_words_is_found() {
        let report = without(|quad| quad.predicate != prov::wasDerivedFrom || !quad.to_string().contains("#s-"));
        assert!(
            report.findings.iter().all(|finding| finding.message == "A statement without the words it rests on."),
            "{report}"
        );
        assert_eq!(report.findings.len(), 15, "{report}");
        insta::assert_snapshot!(report);
    }

    #[test]
    fn meeting_nobody_is_found() {
        let report =
            without(|quad| quad.predicate != rico::hasOrHadParticipant || !quad.to_string().contains("puzanov"));
        assert!(!report.conforms());
        assert!(report.to_string().contains("It takes two to meet."), "{report}");
        assert!(report.to_string().contains("The reified triple is not asserted."), "{report}");
    }

    /// A passage that counts bytes where code points are meant, or quotes what the field does not say.
    #[test]
    fn a_misquotation_is_found() {
        let mut quads = fixture::graph(DEFAULT_BASE);
        for quad in &mut quads {
            if quad.predicate == oa::exact && quad.object == Literal::new_simple_literal("Puzanov").into() {
                quad.object = Literal::new_simple_literal("Puzanow").into();
            }
        }
        let report = validate(quads).unwrap();
        assert_eq!(report.findings.len(), 1, "{report}");
        insta::assert_snapshot!(report);
    }

    #[test]
    fn two_descriptions_are_a_warning_only() {
        let mut quads = fixture::graph(DEFAULT_BASE);
        let other = quads
            .iter()
            .find(|quad| quad.predicate == rico::scopeAndContent && quad.subject.to_string().contains("record/"));
        let mut other = other.cloned().unwrap();
        other.object = Literal::new_simple_literal("Another description.").into();
        quads.push(other);
        let report = validate(quads).unwrap();
        assert!(report.conforms(), "{report}");
        assert_eq!(report.findings.len(), 1, "{report}");
        assert_eq!(report.findings[0].severity, Severity::Warning);
    }
}
