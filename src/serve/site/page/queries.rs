//! The questions of `queries/`, each with a form for its parameters and its answer as a table and as a file.

use crate::error::{Error, ErrorKind, Result};
use crate::query::{self, Named, Query, near};
use crate::rdf::vocab::shorten;
use crate::serve::site::catalogue::Sort;
use crate::serve::site::frame::{Frame, Pager, counted, respond};
use crate::serve::site::view::shortened;
use crate::serve::site::{Request, Response, Site, address};
use askama::Template;
use oxigraph::model::{Literal, Term};
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use std::fmt::Write;

/// How many rows of an answer a page shows, and how much of a cell.
const ROWS: usize = 50;
const CELL: usize = 300;

/// The files that an answer can be had as.
const FILES: [(&str, &str, QueryResultsFormat); 4] = [
    (".csv", "CSV", QueryResultsFormat::Csv),
    (".tsv", "TSV", QueryResultsFormat::Tsv),
    (".json", "JSON", QueryResultsFormat::Json),
    (".xml", "XML", QueryResultsFormat::Xml),
];

#[derive(Template)]
#[template(path = "site/queries.html")]
struct All {
    frame: Frame,
    queries: &'static [Query],
}

struct Param<'a> {
    name: &'a str,
    about: &'a str,
    required: bool,
    value: &'a str,
}

/// A name that nothing is called by, and the same question with those that may be meant.
struct Unknown {
    name: String,
    near: Vec<(String, String)>,
}

struct Cell<'a> {
    column: &'a str,
    text: String,
    href: String,
}

#[derive(Template)]
#[template(path = "site/answer.html")]
struct Answer<'a> {
    frame: Frame,
    query: &'a Query,
    params: Vec<Param<'a>>,
    complaint: String,
    answered: bool,
    facts: String,
    unknown: Vec<Unknown>,
    columns: &'a [String],
    rows: Vec<Vec<Cell<'a>>>,
    pager: Pager,
    files: Vec<(String, &'static str)>,
    editor: String,
}
super::page! { All Answer<'a> }

/// All questions.
pub fn all(_: &Site, request: &Request) -> Result<Response> {
    respond(200, &All { frame: Frame::new(request, "Questions"), queries: query::bundled() })
}

/// One question, answered if it can be: as a page, or as a file if the name ends so.
pub fn one(site: &Site, request: &Request, name: &str) -> Result<Response> {
    let file = FILES.iter().find_map(|(suffix, _, format)| Some((name.strip_suffix(suffix)?, *format)));
    let name = file.map_or(name, |(name, _)| name);
    let Some(query) = query::bundled().iter().find(|query| query.name == name) else {
        return super::missing::unknown(site, request, name);
    };
    let given = given(query, request);
    match file {
        Some((_, format)) => as_file(site, query, &given, format),
        None => as_page(site, request, query, &given),
    }
}

/// The values that a request has for a question's parameters.
fn given(query: &Query, request: &Request) -> Vec<(String, String)> {
    let named = query.params.iter().map(|param| (param.name.clone(), request.param(&param.name).to_owned()));
    named.filter(|(_, value)| !value.is_empty()).collect()
}

fn as_file(site: &Site, query: &Query, given: &[(String, String)], format: QueryResultsFormat) -> Result<Response> {
    let failed = |error: &dyn std::error::Error| Error::new(ErrorKind::Bundled, format!("{}: {error}", query.name));
    let QueryResults::Solutions(rows) = query.run(&site.store, given)? else {
        return Err(Error::new(ErrorKind::Bundled, format!("{} is no SELECT", query.name)));
    };
    let serializer = QueryResultsSerializer::from_format(format);
    let mut writer = serializer
        .serialize_solutions_to_writer(Vec::new(), rows.variables().to_vec())
        .map_err(|error| failed(&error))?;
    for row in rows {
        writer.serialize(&row.map_err(|error| failed(&error))?).map_err(|error| failed(&error))?;
    }
    let body = writer.finish().map_err(|error| failed(&error))?;
    let name = format!("attachment; filename=\"{}.{}\"", query.name, format.file_extension());
    Ok(Response::new(200, &format!("{}; charset=utf-8", format.media_type()), body).with("Content-Disposition", name))
}

fn as_page(site: &Site, request: &Request, query: &Query, given: &[(String, String)]) -> Result<Response> {
    let value = |name: &str| given.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value.as_str());
    let path = format!("/queries/{}", query.name);
    let params: Vec<(&str, &str)> = given.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    // somebody who has just come has done nothing wrong yet
    let asked = !given.is_empty() || query.params.iter().all(|param| !param.required);
    let (mut complaint, mut columns, mut all, mut count) = (String::new(), Vec::new(), Vec::new(), 0);
    let page = request.page();
    match if asked { Some(query.run(&site.store, given)) } else { None } {
        Some(Ok(QueryResults::Solutions(rows))) => {
            columns = rows.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
            for row in rows {
                let row = row.map_err(|error| Error::new(ErrorKind::Bundled, format!("{}: {error}", query.name)))?;
                if count / ROWS + 1 == page {
                    all.push(row);
                }
                count += 1;
            }
        }
        Some(Ok(_)) => "It is no SELECT.".clone_into(&mut complaint),
        Some(Err(error)) => complaint = error.to_string(),
        None => {}
    }
    let answered = asked && complaint.is_empty();
    let unknown = if answered && count == 0 { unknown(site, query, given, &path)? } else { Vec::new() };
    let cell = |(column, term): (_, &Option<Term>)| Cell {
        column,
        text: shortened(&term.as_ref().map(text).unwrap_or_default(), CELL),
        href: match term {
            Some(Term::NamedNode(node)) => site.leads(node.as_str()),
            _ => String::new(),
        },
    };
    let rows = all.iter().map(|row| columns.iter().map(String::as_str).zip(row.values()).map(cell).collect());
    let answer = Answer {
        frame: Frame::new(request, query.title.clone()),
        params: query
            .params
            .iter()
            .map(|param| Param {
                name: &param.name,
                about: &param.about,
                required: param.required,
                value: value(&param.name),
            })
            .collect(),
        facts: counted(count, "row", "rows"),
        rows: rows.collect(),
        columns: &columns,
        pager: Pager::new(request, count, ROWS, &path, &params),
        files: FILES
            .iter()
            .map(|(suffix, name, _)| (address::with(&format!("{path}{suffix}"), &params), *name))
            .collect(),
        editor: address::with("/query", &[&[("name", query.name.as_str())], &params[..]].concat()),
        query,
        answered,
        unknown,
        complaint,
    };
    respond(if answer.complaint.is_empty() { 200 } else { 400 }, &answer)
}

/// The names in a question without an answer that nothing is called by.
fn unknown(site: &Site, query: &Query, given: &[(String, String)], path: &str) -> Result<Vec<Unknown>> {
    let mut names = |sort, see: &mut near::See<'_>| {
        let sort = match sort {
            Named::Person => Sort::Person,
            Named::Mission => Sort::Mission,
        };
        for (_, thing) in site.catalogue.of_sort(sort) {
            std::iter::once(&thing.name).chain(&thing.forms).for_each(|form| see(form, &thing.name));
        }
        Ok(())
    };
    let unknown = near::unknown(query, given, &mut names)?;
    let asked_again = |param: &str, name: &str| {
        let params = given.iter().map(|(of, value)| (of.as_str(), if of == param { name } else { value.as_str() }));
        let params: Vec<(&str, &str)> = params.collect();
        address::with(path, &params)
    };
    let linked = |near::Unknown { param, name, near }: near::Unknown| {
        let near = near.into_iter().map(|near| (asked_again(&param, &near), near)).collect();
        Unknown { name, near }
    };
    Ok(unknown.into_iter().map(linked).collect())
}

/// A term as people read it.
fn text(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => shorten(node.as_str()),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

/// A question's text with values in the place of its parameters' `UNDEF`.
pub fn filled(query: &Query, given: &[(String, String)]) -> String {
    let mut text = query.text.clone();
    for param in &query.params {
        let value = given.iter().find(|(name, _)| *name == param.name).map_or("", |(_, value)| value.trim());
        if !value.is_empty() {
            let value: String = value.chars().take(2000).collect();
            let line = format!("VALUES ${} {{ UNDEF }}", param.name);
            text = text.replace(&line, &format!("VALUES ${} {{ {} }}", param.name, Literal::new_simple_literal(value)));
        }
    }
    text
}

/// All questions for the menus of query editors, in the terms that they look for.
pub fn executables(request: &Request) -> Response {
    let mut text =
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
                    @prefix schema: <https://schema.org/> .\n"
            .to_owned();
    let iri = |path: &str| oxigraph::model::NamedNode::new(request.public(path));
    for query in query::bundled() {
        let (Ok(this), Ok(endpoint)) = (iri(&format!("/queries/{}", query.name)), iri("/sparql")) else { continue };
        let literal = |text: &str| Literal::new_simple_literal(text).to_string();
        // writing to a String cannot fail
        let _ = write!(
            text,
            "\n{this} a sh:SPARQLExecutable , sh:SPARQLSelectExecutable ;\n  rdfs:label {title} ;\n  rdfs:comment {title} ;\n  \
             schema:target {endpoint} ;\n  sh:select {select} .\n",
            title = literal(&query.title),
            select = literal(&query.text)
        );
    }
    Response::new(200, "text/turtle; charset=utf-8", text)
}
