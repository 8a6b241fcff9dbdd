//! SPARQL queries as anybody may put them, answered as they are worked out.

use super::wire::{Answer, Query};
use crate::error::Error;
use crate::query::{parse_sparql, stated};
use crate::rdf::vocab::PREFIXES;
use crate::rdf::write::{Format, write};
use crate::serve::accept;
use crate::serve::site::Response;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use std::io::{self, Write};

/// The formats of tables, the usual one first, each with its names.
pub const TABLES: [(QueryResultsFormat, &[&str]); 4] = [
    (QueryResultsFormat::Json, &["application/sparql-results+json", "application/json", "text/json"]),
    (QueryResultsFormat::Xml, &["application/sparql-results+xml", "application/xml", "text/xml"]),
    (QueryResultsFormat::Csv, &["text/csv"]),
    (QueryResultsFormat::Tsv, &["text/tab-separated-values"]),
];

/// The formats of graphs, the usual one first.
pub const GRAPHS: [Format; 6] =
    [Format::Turtle, Format::NTriples, Format::RdfXml, Format::JsonLd, Format::TriG, Format::NQuads];

/// Why a query was not answered to its end.
enum Stop {
    /// Nobody is left to answer to: it breaks off.
    BrokeOff(io::Error),
    /// What can be said instead, if nothing was sent.
    Instead(Response),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::BrokeOff(error)
    }
}

impl From<QueryEvaluationError> for Stop {
    fn from(error: QueryEvaluationError) -> Self {
        use QueryEvaluationError as Failed;
        let status = match &error {
            Failed::Dataset(_) | Failed::Unexpected(_) | Failed::UnexpectedDefaultGraph => 500,
            _ => 400,
        };
        let why = match error {
            Failed::UnsupportedService(name) => format!("SERVICE is refused: {name} is not asked"),
            Failed::Service(_) | Failed::UnboundService | Failed::InvalidServiceName(_) => {
                "SERVICE is refused: no other endpoint is asked".to_owned()
            }
            other => other.to_string(),
        };
        Self::Instead(Response::text(status, why))
    }
}

/// Answers a query: `most` rows or triples, and if there are more, an error, or a broken answer if some were sent.
pub fn answer<W: Write>(store: &Store, query: &Query, text: &str, most: u64, mut out: Answer<W>) -> io::Result<()> {
    match run(store, query, text, most, &mut out) {
        Ok(()) => out.end(),
        Err(Stop::Instead(response)) => out.instead(&response),
        Err(Stop::BrokeOff(error)) => Err(error),
    }
}

fn run<W: Write>(store: &Store, query: &Query, text: &str, most: u64, out: &mut Answer<W>) -> Result<(), Stop> {
    let base = Some(query.base.as_str()).filter(|base| !base.is_empty());
    let mut parsed = parse_sparql("query", text, base).map_err(|error| Stop::Instead(refused(&error)))?;
    if query.default.is_empty() && query.named.is_empty() {
        stated::only(&mut parsed);
    }
    let mut prepared = SparqlEvaluator::new().for_query(parsed);
    let dataset = prepared.dataset_mut();
    if query.default.is_empty() && query.named.is_empty() {
        if dataset.is_default_dataset() {
            dataset.set_default_graph_as_union();
        }
    } else {
        dataset.set_default_graph(iris(&query.default)?.into_iter().map(GraphName::from).collect());
        dataset.set_available_named_graphs(iris(&query.named)?.into_iter().map(NamedOrBlankNode::from).collect());
    }
    let mut left = most;
    let mut count = || {
        let too_many =
            || Response::text(400, format!("the answer has more than {most} rows; ask for fewer with LIMIT"));
        left = left.checked_sub(1).ok_or_else(too_many)?;
        Ok::<(), Response>(())
    };
    match prepared.on_store(store).execute()? {
        QueryResults::Boolean(yes) => {
            let format = table(&query.accept, out)?;
            QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(out, yes)?;
        }
        QueryResults::Solutions(rows) => {
            let format = table(&query.accept, out)?;
            let mut writer = QueryResultsSerializer::from_format(format)
                .serialize_solutions_to_writer(out, rows.variables().to_vec())?;
            for row in rows {
                count()?;
                writer.serialize(&row?)?;
            }
            writer.finish()?;
        }
        QueryResults::Graph(triples) => {
            let mut writer = serializer(graph(&query.accept, out)?).for_writer(out);
            for triple in triples {
                count()?;
                writer.serialize_triple(&triple?)?;
            }
            writer.finish()?;
        }
    }
    Ok(())
}

/// Begins a table in the format that is wanted.
fn table<W: Write>(accept: &str, out: &mut Answer<W>) -> Result<QueryResultsFormat, Stop> {
    let Some(at) = accept::best(accept, TABLES.iter().map(|(_, names)| *names)) else {
        return Err(Stop::Instead(not_acceptable(TABLES.iter().map(|(_, names)| names[0]))));
    };
    let (format, names) = TABLES[at];
    begin(names[0], out);
    Ok(format)
}

/// Begins a graph in the format that is wanted.
pub fn graph<W: Write>(accept: &str, out: &mut Answer<W>) -> Result<RdfFormat, Response> {
    let Some(at) = accept::best(accept, GRAPHS.iter().map(|format| format.media_types())) else {
        return Err(not_acceptable(GRAPHS.iter().map(|format| format.media())));
    };
    begin(GRAPHS[at].media(), out);
    Ok(GRAPHS[at].oxigraph())
}

/// A small graph in the format that is wanted.
pub fn small(quads: &[Quad], accept: &str) -> Response {
    let Some(at) = accept::best(accept, GRAPHS.iter().map(|format| format.media_types())) else {
        return not_acceptable(GRAPHS.iter().map(|format| format.media()));
    };
    let mut body = Vec::new();
    match write(quads, GRAPHS[at], &mut body) {
        Ok(()) => Response::new(200, GRAPHS[at].media(), body).with("Vary", "Accept"),
        Err(error) => Response::text(500, error.to_string()),
    }
}

impl From<Response> for Stop {
    fn from(response: Response) -> Self {
        Self::Instead(response)
    }
}

fn begin<W: Write>(media: &str, out: &mut Answer<W>) {
    let charset = if media.starts_with("text/") { "; charset=utf-8" } else { "" };
    out.begin(200, &[("Content-Type", &format!("{media}{charset}")), ("Vary", "Accept")]);
}

/// What lays out a graph as it comes, with the prefixes that people know.
pub fn serializer(format: RdfFormat) -> RdfSerializer {
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, namespace) in PREFIXES {
        if let Ok(with) = serializer.clone().with_prefix(*prefix, *namespace) {
            serializer = with;
        }
    }
    serializer
}

/// That none of the formats there are will do.
pub fn not_acceptable(formats: impl Iterator<Item = &'static str>) -> Response {
    let text = format!("This can be had as {}.", formats.collect::<Vec<_>>().join(", "));
    Response::text(406, text).with("Vary", "Accept")
}

/// A mistake of whoever asks.
pub fn refused(error: &Error) -> Response {
    Response::text(400, error.to_string())
}

fn iris(names: &[String]) -> Result<Vec<NamedNode>, Response> {
    names.iter().map(|name| iri(name)).collect()
}

/// The IRI of a graph.
pub fn iri(name: &str) -> Result<NamedNode, Response> {
    NamedNode::new(name).map_err(|error| Response::text(400, format!("“{name}” is no IRI of a graph: {error}")))
}
