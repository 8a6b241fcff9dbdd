//! `chancery query`: a question to a graph, and its answer in the form that suits the reader.

use super::{Outcome, counted, open_with, standard_input};
use crate::cli::{AnswerFormat, Query};
use crate::terminal::{STANDARD_OUTPUT, Terminal, plain, table};
use chancery::query::{self, near};
use chancery::rdf::vocab::shorten;
use chancery::rdf::write::{Format, write};
use chancery::{Error, ErrorKind, Locator, Result};
use oxigraph::model::{GraphName, Quad, Term};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QuerySolutionIter};
use std::io::{self, Write};
use std::path::Path;

pub fn run(command: &Query, terminal: &Terminal) -> Result<Outcome> {
    // the question is read first: a mistake in it should not wait for the graphs
    let (question, graphs) = match command.graphs_and_query.split_last() {
        Some((question, graphs)) if !graphs.is_empty() => (question, graphs),
        _ => {
            return Err(Error::new(ErrorKind::Usage, "a question needs a graph and the name of a query")
                .help("such as: chancery query listing.txt who-met-whom; `chancery queries` lists the names"));
        }
    };
    let query = named(question)?;
    let (store, outcome) = open_with(command.linking.links(), graphs, &command.knowledge, terminal)?;
    match query.run(&store, &command.param)? {
        QueryResults::Boolean(yes) => print_boolean(yes, command.format, terminal)?,
        QueryResults::Solutions(solutions) => {
            let rows = print_solutions(solutions, command.format, terminal)?;
            terminal.note(&counted(rows, "row", "rows"));
            if rows == 0 {
                let names = &mut |sort, see: &mut near::See<'_>| near::names(&store, sort, see);
                near::unknown(&query, &command.param, names)?.iter().for_each(|name| terminal.note(&name.told()));
            }
        }
        QueryResults::Graph(triples) => {
            let quads: Vec<_> = triples
                .map(|triple| triple.map(|triple| triple.in_graph(GraphName::DefaultGraph)))
                .collect::<Result<_, _>>()
                .map_err(|error| failed(&error))?;
            print_graph(&quads, command.format, terminal)?;
            terminal.note(&counted(quads.len(), "triple", "triples"));
        }
    }
    Ok(outcome)
}

/// A query by its name, from a file, or from standard input.
fn named(name: &str) -> Result<query::Query> {
    let path = Path::new(name);
    if name == "-" {
        query::parse("standard input", &standard_input()?)
    } else if path.extension().is_some_and(|extension| extension == "rq" || extension == "sparql") || path.is_file() {
        query::parse(name, &std::fs::read_to_string(path).map_err(|error| unreadable(name, &error))?)
    } else {
        query::find(name)
    }
}

/// A query file that cannot be read.
pub(super) fn unreadable(name: &str, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => Error::new(ErrorKind::Io, "there is no such query file")
            .at(Locator::file(name))
            .help("check the path; `chancery queries` lists the queries that have a name"),
        io::ErrorKind::InvalidData => Error::new(ErrorKind::Input, "the query is not UTF-8").at(Locator::file(name)),
        _ => Error::io(name, error),
    }
}

fn print_solutions(
    solutions: QuerySolutionIter<'_>,
    format: Option<AnswerFormat>,
    terminal: &Terminal,
) -> Result<usize> {
    let aligned = match format {
        None => terminal.is_terminal(),
        Some(AnswerFormat::Table) => true,
        Some(AnswerFormat::Plain) => false,
        Some(other) => {
            let format = results_format(other).ok_or_else(|| unfit(other, "a table", "csv, tsv, json or xml"))?;
            return serialize(solutions, format, terminal);
        }
    };
    let header: Vec<_> = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
    let header: Vec<_> = header.iter().map(String::as_str).collect();
    let mut rows = Vec::new();
    for solution in solutions {
        let solution = solution.map_err(|error| failed(&error))?;
        let text = |term: &Option<Term>| term.as_ref().map(|term| text(term, aligned)).unwrap_or_default();
        rows.push(solution.values().iter().map(text).collect());
    }
    terminal.print_text(&if aligned { table(&header, &rows) } else { plain(&header, &rows) })?;
    Ok(rows.len())
}

/// Rows in one of the formats of the SPARQL recommendations, as they come.
fn serialize(solutions: QuerySolutionIter<'_>, format: QueryResultsFormat, terminal: &Terminal) -> Result<usize> {
    let mut rows = 0;
    terminal.print(|out| {
        let unwritten = |error: io::Error| Error::io(STANDARD_OUTPUT, &error);
        let serializer = QueryResultsSerializer::from_format(format);
        let mut serializer =
            serializer.serialize_solutions_to_writer(out, solutions.variables().to_vec()).map_err(unwritten)?;
        for solution in solutions {
            serializer.serialize(&solution.map_err(|error| failed(&error))?).map_err(unwritten)?;
            rows += 1;
        }
        end_line(serializer.finish().map_err(unwritten)?, format)
    })?;
    Ok(rows)
}

fn print_boolean(yes: bool, format: Option<AnswerFormat>, terminal: &Terminal) -> Result<()> {
    match format {
        None | Some(AnswerFormat::Table | AnswerFormat::Plain) => {
            terminal.print_text(if yes { "yes\n" } else { "no\n" })
        }
        Some(other) => {
            let format = results_format(other).ok_or_else(|| unfit(other, "yes or no", "csv, tsv, json or xml"))?;
            terminal.print(|out| {
                let out = QueryResultsSerializer::from_format(format)
                    .serialize_boolean_to_writer(out, yes)
                    .map_err(|error| Error::io(STANDARD_OUTPUT, &error))?;
                end_line(out, format)
            })
        }
    }
}

fn print_graph(quads: &[Quad], format: Option<AnswerFormat>, terminal: &Terminal) -> Result<()> {
    let format = match format {
        None | Some(AnswerFormat::Turtle) => Format::Turtle,
        Some(AnswerFormat::NTriples) => Format::NTriples,
        Some(AnswerFormat::RdfXml) => Format::RdfXml,
        Some(AnswerFormat::JsonLd) => Format::JsonLd,
        Some(other) => return Err(unfit(other, "a graph", "turtle, ntriples, rdfxml or jsonld")),
    };
    terminal.print(|out| write(quads, format, out))
}

/// JSON and XML come without the end of their last line.
fn end_line(out: &mut dyn Write, format: QueryResultsFormat) -> Result<()> {
    match format {
        QueryResultsFormat::Json | QueryResultsFormat::Xml => {
            out.write_all(b"\n").map_err(|error| Error::io(STANDARD_OUTPUT, &error))
        }
        _ => Ok(()),
    }
}

fn results_format(format: AnswerFormat) -> Option<QueryResultsFormat> {
    match format {
        AnswerFormat::Csv => Some(QueryResultsFormat::Csv),
        AnswerFormat::Tsv => Some(QueryResultsFormat::Tsv),
        AnswerFormat::Json => Some(QueryResultsFormat::Json),
        AnswerFormat::Xml => Some(QueryResultsFormat::Xml),
        _ => None,
    }
}

/// A term as people read it, or programs: they need IRIs in full.
fn text(term: &Term, short: bool) -> String {
    match term {
        Term::NamedNode(node) if short => shorten(node.as_str()),
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

fn unfit(format: AnswerFormat, answer: &str, fit: &str) -> Error {
    let format = format!("{format:?}").to_lowercase();
    Error::new(ErrorKind::Usage, format!("the answer to this query is {answer}, which --format {format} cannot hold"))
        .help(format!("take {fit}"))
}

fn failed(error: &QueryEvaluationError) -> Error {
    Error::new(ErrorKind::Input, format!("the query failed: {error}"))
}
