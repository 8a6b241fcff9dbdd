//! RDF as rows: each node with what is said of it, and the line where it is said.

use super::finding::{Fault, Findings, Spot};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Read};

/// A graph to walk in.
#[derive(Debug, Default)]
pub(super) struct Graph {
    prefixes: BTreeMap<String, String>,
    /// The nodes that something is said of, in the order of the file.
    nodes: Vec<(Term, Spot)>,
    forth: Links,
    back: Links,
}

/// What a node leads to, by what property, and where that is said.
type Links = HashMap<Term, Vec<(String, Term, Spot)>>;

/// A step along a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    property: String,
    backwards: bool,
    language: Option<String>,
}

/// The properties of a path: `skos:prefLabel@en`, `^org:member/org:role`; none of `.`, which stays where it is.
pub(super) fn steps(path: &str, prefixes: &BTreeMap<String, String>) -> Result<Vec<Step>, String> {
    if path == "." {
        return Ok(Vec::new());
    }
    let mut steps = Vec::new();
    let mut rest = path;
    loop {
        let (backwards, step) = rest.strip_prefix('^').map_or((false, rest), |step| (true, step));
        // an IRI has slashes of its own
        let end = match step.strip_prefix('<') {
            Some(_) => step.find('>').ok_or_else(|| format!("`{path}` has a < without its >"))? + 1,
            None => 0,
        };
        let end = step[end..].find('/').map_or(step.len(), |slash| end + slash);
        let (step, language) = match step[..end].rsplit_once('@') {
            Some((step, language)) if !language.contains('>') => (step, Some(language.to_owned())),
            _ => (&step[..end], None),
        };
        let property = match step.strip_prefix('<').and_then(|iri| iri.strip_suffix('>')) {
            Some(iri) => iri.to_owned(),
            None => {
                let (prefix, name) = step.split_once(':').ok_or_else(|| {
                    format!("`{step}` is no property: in a graph a field is named like skos:prefLabel or <IRI>")
                })?;
                let namespace =
                    prefixes.get(prefix).ok_or_else(|| format!("the prefix `{prefix}:` is not declared"))?;
                format!("{namespace}{name}")
            }
        };
        steps.push(Step { property, backwards, language });
        match rest[usize::from(backwards) + end..].strip_prefix('/') {
            Some(after) => rest = after,
            None => return Ok(steps),
        }
    }
}

/// The format that a file's name speaks of.
pub(super) fn format(name: &str) -> Option<RdfFormat> {
    let (_, extension) = name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "ttl" => Some(RdfFormat::Turtle),
        "trig" => Some(RdfFormat::TriG),
        "nt" => Some(RdfFormat::NTriples),
        "nq" => Some(RdfFormat::NQuads),
        "rdf" | "xml" | "owl" => Some(RdfFormat::RdfXml),
        "jsonld" | "json" => Some(RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }),
        _ => None,
    }
}

impl Graph {
    /// Reads a graph. In the formats that have one statement a line, a line that is broken is passed over; in the others the
    /// file is.
    pub fn read(
        file: usize,
        text: &str,
        format: RdfFormat,
        prefixes: BTreeMap<String, String>,
        findings: &mut Findings,
    ) -> Self {
        let by_line = matches!(format, RdfFormat::NTriples | RdfFormat::NQuads);
        let given = Cell::new(0);
        let reader = Lines { rest: text.as_bytes(), line: 1, given: &given };
        let mut graph = Self { prefixes, ..Self::default() };
        let mut seen = HashSet::new();
        let written = if matches!(format, RdfFormat::JsonLd { .. }) { Some(first_lines(text)) } else { None };
        for quad in RdfParser::from_format(format).for_reader(reader) {
            let line = Some(given.get());
            match quad {
                Ok(quad) => {
                    let subject = match quad.subject {
                        NamedOrBlankNode::NamedNode(node) => Term::NamedNode(node),
                        NamedOrBlankNode::BlankNode(node) => Term::BlankNode(node),
                    };
                    // JSON-LD is told when an object is read to its end: the line is that where its name stands
                    let line = match (&written, &subject) {
                        (Some(lines), Term::NamedNode(node)) => lines.get(node.as_str()).copied(),
                        (Some(_), _) => None,
                        (None, _) => line,
                    };
                    let spot = Spot { file, line, column: None };
                    if seen.insert(subject.clone()) {
                        graph.nodes.push((subject.clone(), spot));
                    }
                    let property = quad.predicate.into_string();
                    graph.back.entry(quad.object.clone()).or_default().push((property.clone(), subject.clone(), spot));
                    graph.forth.entry(subject).or_default().push((property, quad.object, spot));
                }
                Err(RdfParseError::Io(error)) => {
                    findings.add(Fault::Malformed, Spot { file, line, column: None }, error.to_string());
                    return Self { prefixes: graph.prefixes, ..Self::default() };
                }
                Err(RdfParseError::Syntax(error)) => {
                    let start = error.location().map(|at| at.start);
                    let spot = Spot {
                        file,
                        line: start.map_or(line, |start| Some(start.line + 1)),
                        column: start.map(|start| start.column + 1),
                    };
                    let message = error.to_string();
                    let message = match message.split_once(": ") {
                        Some((place, rest)) if place.starts_with("Parser error") => rest,
                        _ => &message,
                    };
                    let message = format!("this is no well-formed {}: {message}", format.name());
                    if by_line {
                        findings.add(Fault::Malformed, spot, message);
                        continue;
                    }
                    findings.add_help(Fault::Malformed, spot, message, "the whole file was passed over; mend it there");
                    return Self { prefixes: graph.prefixes, ..Self::default() };
                }
            }
        }
        graph
    }

    pub fn prefixes(&self) -> &BTreeMap<String, String> {
        &self.prefixes
    }

    /// The nodes that something is said of.
    pub fn nodes(&self) -> impl Iterator<Item = (&Term, Spot)> {
        self.nodes.iter().map(|(node, spot)| (node, *spot))
    }

    /// Where some steps lead, each end with the place where the last step is said.
    pub fn follow<'g>(&'g self, node: &'g Term, steps: &[Step], spot: Spot) -> Vec<(&'g Term, Spot)> {
        let mut here = vec![(node, spot)];
        for step in steps {
            let links = if step.backwards { &self.back } else { &self.forth };
            let next = here.iter().flat_map(|(node, _)| links.get(*node).into_iter().flatten());
            let next = next.filter(|(property, object, _)| *property == step.property && speaks(object, step));
            here = next.map(|(_, object, spot)| (object, *spot)).collect();
        }
        here
    }
}

/// Whether a term is in the language that a step asks for, if it asks for one: `en` is `en-GB` too.
fn speaks(term: &Term, step: &Step) -> bool {
    let Some(wanted) = &step.language else { return true };
    let Term::Literal(literal) = term else { return false };
    let language = literal.language().unwrap_or_default();
    let (main, _) = language.split_once('-').unwrap_or((language, ""));
    language.eq_ignore_ascii_case(wanted) || main.eq_ignore_ascii_case(wanted)
}

/// The line where each text in quotes stands first.
fn first_lines(text: &str) -> HashMap<&str, u64> {
    let mut lines = HashMap::new();
    for (line, number) in text.lines().zip(1..) {
        for quoted in line.split('"').skip(1).step_by(2) {
            lines.entry(quoted).or_insert(number);
        }
    }
    lines
}

/// A reader that gives a line at a time, and tells which it gave last: a parser has then read no further than the
/// statement it tells.
struct Lines<'t> {
    rest: &'t [u8],
    line: u64,
    given: &'t Cell<u64>,
}

impl Read for Lines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let line = self.rest.iter().position(|byte| *byte == b'\n').map_or(self.rest.len(), |end| end + 1);
        let length = line.min(buffer.len());
        let (given, rest) = self.rest.split_at(length);
        if let Some(place) = buffer.get_mut(..length) {
            place.copy_from_slice(given);
        }
        self.rest = rest;
        if length > 0 {
            self.given.set(self.line);
            self.line += u64::from(given.ends_with(b"\n"));
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read() {
        let prefixes = BTreeMap::from([("a".to_owned(), "http://a/".to_owned())]);
        let step = |property: &str, backwards, language: Option<&str>| Step {
            property: property.to_owned(),
            backwards,
            language: language.map(str::to_owned),
        };
        assert_eq!(
            steps("^a:b/<http://c/d@e>/a:f@en", &prefixes).unwrap(),
            [step("http://a/b", true, None), step("http://c/d@e", false, None), step("http://a/f", false, Some("en"))]
        );
        assert_eq!(steps(".", &prefixes).unwrap(), []);
        assert_eq!(steps("b:c", &prefixes).unwrap_err(), "the prefix `b:` is not declared");
        assert!(steps("<http://c", &prefixes).is_err());
        assert!(steps("name", &prefixes).is_err());
    }
}
