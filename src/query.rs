//! The questions one can put to a graph: the bundled `queries/*.rq`, and one's own.
//!
//! A query is a file of plain SPARQL that any tool can run. Its comments tell people, and this module, how to use it:
//!
//! ```text
//! # Who wrote to whom                                      the title
//! # columns: from — the sender; to — the addressee         what the columns mean; longer comments
//! #   run on in lines that are indented                    run on like this
//! # param name (optional): part of the sender's name       a parameter, required or optional; `(optional date)`,
//!                                                          `(required iri)`, `(optional person)`, `(optional mission)`
//! PREFIX …
//! SELECT ?from ?to WHERE {
//!   VALUES $name { UNDEF }                                 … and the line that it is bound in
//!   …
//!   FILTER(!BOUND($name) || CONTAINS(?from, $name))
//! }
//! ```
//!
//! A parameter is a variable with a `VALUES` line of its own. Without a value it stays `UNDEF`, or what the line says
//! instead. A value is put into the parsed query as a plain string, or an IRI if the file says so, never into its text, so
//! no value can change what is asked; in other tools one writes it over the `UNDEF`.
//!
//! ```
//! use chancery::query;
//! use oxigraph::{io::RdfFormat, sparql::QueryResults, store::Store};
//!
//! let store = Store::new()?;
//! store.load_from_reader(RdfFormat::TriG, "GRAPH <urn:g> { <urn:a> <urn:name> 'Puzanov' , 'Kim Il' }".as_bytes())?;
//! let ask = query::parse("names", "# param like (optional): part of a name
//!     SELECT ?name { VALUES $like { UNDEF } ?who <urn:name> ?name . FILTER(!BOUND($like) || CONTAINS(?name, $like)) }")?;
//!
//! let count = |values: &[(String, String)]| match ask.run(&store, values) {
//!     Ok(QueryResults::Solutions(rows)) => rows.count(),
//!     _ => 0,
//! };
//! assert_eq!(count(&[]), 2);
//! assert_eq!(count(&[("like".into(), "Puz".into())]), 1);
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

mod header;
pub mod near;
pub mod stated;
pub mod ties;

pub use header::{Named, Param};

use crate::date::Date;
use crate::error::{Error, ErrorKind, Locator, Result};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use oxigraph::sparql::{QueryResults, QuerySolution, SparqlEvaluator};
use oxigraph::store::Store;
use spargebra::SparqlParser;
use spargebra::algebra::GraphPattern;
use spargebra::term::GroundTerm;
use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};

/// A query with what its header says of it.
#[derive(Clone, Debug)]
pub struct Query {
    /// What it is called on the command line: `who-met-whom`.
    pub name: String,
    /// What it asks, in a line.
    pub title: String,
    /// What its columns mean; empty where the file does not say.
    pub columns: String,
    /// What it can be given, in the order of the file.
    pub params: Vec<Param>,
    /// The file, word for word.
    pub text: String,
    parsed: spargebra::Query,
    /// Whether it is one of those that come with the program, word for word.
    is_bundled: bool,
}

macro_rules! files {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!("../queries/", $name, ".rq")))),*] };
}

/// The bundled files in the order in which one would read them: encounters, people, documents, offices, and last what
/// shows how far to trust the rest.
const FILES: &[(&str, &str)] = files! {
    "who-met-whom" "encounters-of-person" "encounter-evidence" "planned-meetings" "unnamed-participants"
    "person" "identities" "possible-identities" "mentioned-together" "met-by-nobody" "first-and-last-documents"
    "documents-by-mission" "mission-output-by-year" "correspondence" "collections" "office-holders"
    "misspellings" "unread" "rules" "statements-of-rule" "why"
};

/// The bundled queries, in the order in which one would read them.
pub fn bundled() -> &'static [Query] {
    #[expect(clippy::expect_used, reason = "the files are part of the program, and a test reads each")]
    static BUNDLED: LazyLock<Vec<Query>> = LazyLock::new(|| {
        let read = |(name, text): &(&str, &str)| parse(name, text).expect("a bundled query can be read");
        FILES.iter().map(read).map(|query| Query { is_bundled: true, ..query }).collect()
    });
    &BUNDLED
}

/// The bundled query of that name; the error for a name that is none offers the nearest.
pub fn find(name: &str) -> Result<Query> {
    if let Some(query) = bundled().iter().find(|query| query.name == name) {
        return Ok(query.clone());
    }
    let hint = did_you_mean(name, bundled().iter().map(|query| query.name.as_str()));
    Err(Error::new(ErrorKind::Usage, format!("there is no query “{name}”{hint}")).help("chancery queries lists them"))
}

/// Reads a query; `name` is what messages call it.
///
/// The header may be missing: the title is then the name. A parameter that is declared must have its `VALUES` line.
pub fn parse(name: &str, text: &str) -> Result<Query> {
    let mut parsed = parse_sparql(name, text, None)?;
    stated::only(&mut parsed);
    let mut query = Query {
        name: name.to_owned(),
        title: name.to_owned(),
        columns: String::new(),
        params: Vec::new(),
        text: text.to_owned(),
        parsed: parsed.clone(),
        is_bundled: false,
    };
    for (at, comment) in header::comments(text) {
        if let Some(declaration) = comment.strip_prefix("param ") {
            let place = Locator::line(name, at);
            let param = header::param(declaration).ok_or_else(|| {
                Error::new(ErrorKind::Input, "this parameter's declaration cannot be read")
                    .at(place.clone())
                    .help("write “# param NAME (required): what it is” or “# param NAME (optional): what it is”")
            })?;
            if !bind(&mut parsed, &param.name, &Literal::from("").into()) {
                return Err(Error::new(ErrorKind::Input, format!("${} is declared, but nothing binds it", param.name))
                    .at(place)
                    .help(format!("begin the pattern that uses it with “VALUES ${} {{ UNDEF }}”", param.name)));
            }
            query.params.push(param);
        } else if let Some(columns) = comment.strip_prefix("columns:") {
            columns.trim().clone_into(&mut query.columns);
        } else if at == 1 {
            query.title = comment;
        }
    }
    Ok(query)
}

/// The algebra of a query; relative IRIs are resolved against the base, an IRI.
pub fn parse_sparql(name: &str, text: &str, base: Option<&str>) -> Result<spargebra::Query> {
    let mut parser = SparqlParser::new();
    if let Some(base) = base {
        parser = parser
            .with_base_iri(base)
            .map_err(|error| Error::new(ErrorKind::Usage, format!("“{base}” is no IRI: {error}")))?;
    }
    parser.parse_query(text).map_err(|error| syntax(name, text, &error.to_string()))
}

impl Query {
    /// Puts the query to the union of all graphs of a store, with values for its parameters.
    ///
    /// Everything that is wrong with the parameters is said in one message. Nothing that a query can say reads another
    /// place than the store or changes it.
    pub fn run(&self, store: &Store, params: &[(String, String)]) -> Result<QueryResults<'static>> {
        self.check(params)?;
        if let Some(answer) = ties::answer(self, store, params)? {
            return Ok(answer);
        }
        let mut parsed = self.parsed.clone();
        for (name, value) in params {
            bind(&mut parsed, name, &self.term(name, value));
        }
        let mut prepared = SparqlEvaluator::new().for_query(parsed);
        if prepared.dataset().is_default_dataset() {
            prepared.dataset_mut().set_default_graph_as_union();
        }
        prepared.on_store(store).execute().map_err(|error| {
            Error::new(ErrorKind::Usage, format!("the query cannot be answered: {error}")).at(Locator::file(&self.name))
        })
    }

    /// Whether its answer is a graph: a CONSTRUCT.
    pub fn makes_a_graph(&self) -> bool {
        matches!(self.parsed, spargebra::Query::Construct { .. })
    }

    /// The IRIs that its pattern names: what it can look at.
    pub fn terms(&self) -> BTreeSet<String> {
        let (spargebra::Query::Select { pattern, .. }
        | spargebra::Query::Construct { pattern, .. }
        | spargebra::Query::Describe { pattern, .. }
        | spargebra::Query::Ask { pattern, .. }) = &self.parsed;
        // in full, each in angle brackets, which no IRI has in it; a literal escapes nothing but quotes and line ends
        let pattern = pattern.to_string();
        let iris = pattern.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0));
        iris.map(str::to_owned).collect()
    }

    /// A value as the query wants it; those of IRIs were checked.
    fn term(&self, name: &str, value: &str) -> GroundTerm {
        match self.param(name) {
            Some(param) if param.iri => NamedNode::new_unchecked(value).into(),
            _ => Literal::new_simple_literal(value).into(),
        }
    }

    fn param(&self, name: &str) -> Option<&Param> {
        self.params.iter().find(|param| param.name == name)
    }

    fn check(&self, params: &[(String, String)]) -> Result<()> {
        let given = |param: &Param| params.iter().any(|(name, _)| *name == param.name);
        let mut wrong = Vec::new();
        for (at, (name, value)) in params.iter().enumerate() {
            let param = self.param(name);
            if param.is_some_and(|param| param.date) && Date::parse_iso(value).is_none() {
                wrong.push(format!("wants a date such as 1960, 1960-12 or 1960-12-08 for “{name}”, not “{value}”"));
            } else if param.is_some_and(|param| param.iri) && NamedNode::new(value).is_err() {
                wrong.push(format!("wants an IRI in full for “{name}”, not “{value}”"));
            } else if param.is_none() {
                let hint = did_you_mean(name, self.params.iter().map(|param| param.name.as_str()));
                wrong.push(format!("has no parameter “{name}”{hint}"));
            } else if params.iter().take(at).any(|(earlier, _)| earlier == name) {
                wrong.push(format!("was given “{name}” twice"));
            } else if value.trim().is_empty() {
                wrong.push(format!("was given an empty “{name}”"));
            }
        }
        let date = |wanted: &str| {
            let (name, value) = params.iter().find(|(name, _)| name == wanted)?;
            self.param(name).filter(|param| param.date).and_then(|_| Date::parse_iso(value))
        };
        if let (Some(from), Some(to)) = (date("from"), date("to"))
            && from.first().is_some_and(|first| first > to.last())
        {
            wrong.push(format!("was given a “from”, {from}, that is later than its “to”, {to}: exchange the two"));
        }
        for param in self.params.iter().filter(|param| param.required && !given(param)) {
            wrong.push(format!("needs “{}”: {}", param.name, param.about));
        }
        if wrong.is_empty() {
            return Ok(());
        }
        let message = format!("the query {} {}", self.name, wrong.join("; it "));
        Err(Error::new(ErrorKind::Usage, message).help(self.usage()))
    }

    fn usage(&self) -> String {
        let takes: Vec<_> = self
            .params
            .iter()
            .map(|Param { name, about, required, .. }| {
                let often = if *required { "required" } else { "optional" };
                format!("--param {name}=…  {often}: {about}")
            })
            .collect();
        if takes.is_empty() { "it takes no parameters".to_owned() } else { takes.join("\n        ") }
    }
}

/// Gives a parameter its value wherever a `VALUES` line binds it; whether there is such a line.
fn bind(query: &mut spargebra::Query, name: &str, value: &GroundTerm) -> bool {
    use spargebra::Query::{Ask, Construct, Describe, Select};
    let (Select { pattern, .. } | Construct { pattern, .. } | Describe { pattern, .. } | Ask { pattern, .. }) = query;
    bind_in(pattern, name, value)
}

fn bind_in(pattern: &mut GraphPattern, name: &str, value: &GroundTerm) -> bool {
    use GraphPattern as P;
    match pattern {
        P::Values { variables, bindings } => {
            let ours = matches!(&variables[..], [only] if only.as_str() == name);
            if ours {
                *bindings = vec![vec![Some(value.clone())]];
            }
            ours
        }
        P::Join { left, right }
        | P::LeftJoin { left, right, .. }
        | P::Lateral { left, right }
        | P::Union { left, right }
        | P::Minus { left, right } => bind_in(left, name, value) | bind_in(right, name, value),
        P::Filter { inner, .. }
        | P::Graph { inner, .. }
        | P::Extend { inner, .. }
        | P::OrderBy { inner, .. }
        | P::Project { inner, .. }
        | P::Distinct { inner }
        | P::Reduced { inner }
        | P::Slice { inner, .. }
        | P::Group { inner, .. } => bind_in(inner, name, value),
        P::Bgp { .. } | P::Path { .. } | P::Service { .. } => false,
    }
}

/// The rows of a query that comes with the program and that the program, not people, asks.
pub fn rows(name: &str, text: &str, store: &Store) -> Result<Vec<QuerySolution>> {
    match parse(name, text)?.run(store, &[])? {
        QueryResults::Solutions(solutions) => solutions
            .collect::<Result<_, _>>()
            .map_err(|error| Error::new(ErrorKind::Bundled, format!("{name}: {error}"))),
        _ => Err(Error::new(ErrorKind::Bundled, format!("{name} is no SELECT"))),
    }
}

/// A query that comes with the program and that the program asks over and over: it is parsed once.
pub struct Internal {
    name: &'static str,
    text: &'static str,
    parsed: OnceLock<Result<Query>>,
}

impl Internal {
    /// The text of a file of `queries/internal/`; `name` is what messages call it.
    pub const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text, parsed: OnceLock::new() }
    }

    fn run(&self, store: &Store, params: &[(&str, &str)]) -> Result<QueryResults<'static>> {
        let query = self.parsed.get_or_init(|| parse(self.name, self.text)).as_ref().map_err(Clone::clone)?;
        let params: Vec<_> = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        query.run(store, &params)
    }

    fn failed(&self, error: &dyn std::error::Error) -> Error {
        Error::new(ErrorKind::Bundled, format!("{}: {error}", self.name))
    }

    /// The rows of a SELECT.
    pub fn rows(&self, store: &Store, params: &[(&str, &str)]) -> Result<Vec<QuerySolution>> {
        match self.run(store, params)? {
            QueryResults::Solutions(rows) => rows.collect::<Result<_, _>>().map_err(|error| self.failed(&error)),
            _ => Err(Error::new(ErrorKind::Bundled, format!("{} is no SELECT", self.name))),
        }
    }

    /// Hands over the rows of a SELECT as they are found.
    pub fn each(&self, store: &Store, take: impl FnMut(&QuerySolution)) -> Result<()> {
        self.each_of(store, &[], take)
    }

    /// The same, with values for its parameters.
    pub fn each_of(&self, store: &Store, params: &[(&str, &str)], mut take: impl FnMut(&QuerySolution)) -> Result<()> {
        match self.run(store, params)? {
            QueryResults::Solutions(mut rows) => rows.try_for_each(|row| {
                take(&row.map_err(|error| self.failed(&error))?);
                Ok(())
            }),
            _ => Err(Error::new(ErrorKind::Bundled, format!("{} is no SELECT", self.name))),
        }
    }

    /// The answer of an ASK.
    pub fn ask(&self, store: &Store, params: &[(&str, &str)]) -> Result<bool> {
        match self.run(store, params)? {
            QueryResults::Boolean(yes) => Ok(yes),
            _ => Err(Error::new(ErrorKind::Bundled, format!("{} is no ASK", self.name))),
        }
    }

    /// The statements of a CONSTRUCT.
    pub fn quads(&self, store: &Store, params: &[(&str, &str)]) -> Result<Vec<Quad>> {
        match self.run(store, params)? {
            QueryResults::Graph(triples) => triples
                .map(|triple| triple.map(|triple| triple.in_graph(GraphName::DefaultGraph)))
                .collect::<Result<_, _>>()
                .map_err(|error| self.failed(&error)),
            _ => Err(Error::new(ErrorKind::Bundled, format!("{} is no CONSTRUCT", self.name))),
        }
    }
}

/// A cell of a row as text: a literal's words, an IRI in full; empty where nothing is bound.
pub fn cell<'a>(row: &'a QuerySolution, column: &str) -> &'a str {
    match row.get(column) {
        Some(Term::Literal(literal)) => literal.value(),
        Some(Term::NamedNode(node)) => node.as_str(),
        Some(Term::BlankNode(node)) => node.as_str(),
        _ => "",
    }
}

/// The parser's complaint, `error at 3:7: expected one of …`, told for people: its place, the words it stumbled over, and
/// what could stand there where that is a matter of a few words.
fn syntax(name: &str, text: &str, complaint: &str) -> Error {
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Error::new(ErrorKind::Input, "there is no query in it").at(Locator::file(name));
    }
    if SparqlParser::new().parse_update(text).is_ok() {
        let message = "this would change the graph, and a query only asks";
        return Error::new(ErrorKind::Input, message)
            .at(Locator::file(name))
            .help("begin it with SELECT, ASK or CONSTRUCT");
    }
    let at = complaint.strip_prefix("error at ").and_then(|rest| {
        let (place, expected) = rest.split_once(": expected ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse::<u64>().ok()?, column.parse::<u64>().ok()?, expected))
    });
    let Some((line, column, expected)) = at else {
        return Error::new(ErrorKind::Input, format!("this SPARQL cannot be read: {complaint}"))
            .at(Locator::file(name));
    };
    let nth = |n: u64| usize::try_from(n.saturating_sub(1)).unwrap_or(usize::MAX);
    let rest: String = text.lines().nth(nth(line)).unwrap_or_default().chars().skip(nth(column)).take(40).collect();
    let message = match rest.trim() {
        "" => "this SPARQL breaks off here".to_owned(),
        rest => format!("this SPARQL cannot be read from “{rest}” on"),
    };
    let error = Error::new(ErrorKind::Input, message).at(Locator { column: Some(column), ..Locator::line(name, line) });
    // What is in brackets is a class of characters in the parser's own notation.
    let few: Vec<_> = expected.trim_start_matches("one of ").split(", ").filter(|e| !e.starts_with('[')).collect();
    match few[..] {
        ["Prefix not found", ..] => error.help("declare its prefix on top: PREFIX name: <IRI>"),
        [] => error,
        _ if few.len() > 6 => error,
        _ => error.help(format!("{} could stand here", few.join(" or "))),
    }
}

/// ` (did you mean “who-met-whom”?)`, or nothing where nothing is near.
pub fn did_you_mean<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let mut near: Vec<_> = known
        .map(|known| (strsim::jaro_winkler(&name.to_lowercase(), &known.to_lowercase()), known))
        .filter(|(likeness, known)| *likeness > 0.8 || (name.len() > 2 && known.contains(name)))
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let near: Vec<_> = near.iter().take(3).map(|(_, known)| format!("“{known}”")).collect();
    if near.is_empty() { String::new() } else { format!(" (did you mean {}?)", near.join(" or ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    const LETTERS: &str = "# Letters
# columns: from — the sender;
#   to — the addressee
# param from (required): part of the sender's name
# param year (optional): the year
SELECT ?from ?to { VALUES $from { UNDEF } VALUES $year { 1960 } ?from <urn:to> ?to }";

    fn refused(params: &[(&str, &str)]) -> String {
        let params: Vec<_> = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        parse("letters", LETTERS).unwrap().run(&Store::new().unwrap(), &params).err().unwrap().to_string()
    }

    #[test]
    fn a_header_is_read() {
        let query = parse("letters", LETTERS).unwrap();
        assert_eq!((&*query.title, &*query.columns), ("Letters", "from — the sender; to — the addressee"));
        let params: Vec<_> = query.params.iter().map(|p| (&*p.name, &*p.about, p.required)).collect();
        assert_eq!(params, [("from", "part of the sender's name", true), ("year", "the year", false)]);
    }

    #[test]
    fn a_header_may_be_missing() {
        let query = parse("mine.rq", "ASK {}").unwrap();
        assert_eq!((&*query.title, &*query.columns, query.params.len()), ("mine.rq", "", 0));
        assert!(matches!(query.run(&Store::new().unwrap(), &[]), Ok(QueryResults::Boolean(true))));
    }

    #[test]
    fn every_wrong_parameter_is_named() {
        assert_snapshot!(refused(&[("form", "x"), ("year", " "), ("year", "1961")]), @r"
        the query letters has no parameter “form” (did you mean “from”?); it was given an empty “year”; it was given “year” twice; it needs “from”: part of the sender's name
          help: --param from=…  required: part of the sender's name
                --param year=…  optional: the year
        ");
        assert_snapshot!(refused(&[("from", "x"), ("quux", "y")]), @r"
        the query letters has no parameter “quux”
          help: --param from=…  required: part of the sender's name
                --param year=…  optional: the year
        ");
        let none = bundled().iter().find(|query| query.params.is_empty()).unwrap();
        let error = none.run(&Store::new().unwrap(), &[("person".into(), "x".into())]).err().unwrap();
        assert_snapshot!(error, @r"
        the query planned-meetings has no parameter “person”
          help: it takes no parameters
        ");
    }

    #[test]
    fn an_unknown_name_offers_the_nearest() {
        assert_snapshot!(find("who-met-who").unwrap_err(), @r"
        there is no query “who-met-who” (did you mean “who-met-whom”?)
          help: chancery queries lists them
        ");
        assert_snapshot!(find("encounters").unwrap_err(), @r"
        there is no query “encounters” (did you mean “encounters-of-person” or “encounter-evidence”?)
          help: chancery queries lists them
        ");
        assert_snapshot!(find("xyzzy").unwrap_err(), @r"
        there is no query “xyzzy”
          help: chancery queries lists them
        ");
        assert_eq!(find("xyzzy").unwrap_err().kind(), ErrorKind::Usage);
    }

    #[test]
    fn broken_sparql_is_shown_where_it_breaks() {
        assert_snapshot!(parse("mine.rq", "# Mine\nSELECT ?a WHERE {\n  ?a ?b }").unwrap_err(), @r"
        mine.rq:3:10: this SPARQL breaks off here
          help: LATERAL or SERVICE could stand here
        ");
        assert_snapshot!(parse("mine.rq", "SELECT ?a WHERE {").unwrap_err(), @"mine.rq:1:18: this SPARQL breaks off here");
        assert_snapshot!(parse("mine.rq", "SELECT ?a { ?a rico:name ?b }").unwrap_err(), @r"
        mine.rq:1:25: this SPARQL cannot be read from “?b }” on
          help: declare its prefix on top: PREFIX name: <IRI>
        ");
        assert_snapshot!(parse("mine.rq", "").unwrap_err(), @"mine.rq: there is no query in it");
        assert_snapshot!(parse("mine.rq", "LOAD <http://example.org/>").unwrap_err(), @r"
        mine.rq: this would change the graph, and a query only asks
          help: begin it with SELECT, ASK or CONSTRUCT
        ");
    }

    #[test]
    fn a_broken_declaration_is_shown() {
        assert_snapshot!(parse("mine.rq", "# Mine\n# param who: a name\nASK {}").unwrap_err(), @r"
        mine.rq:2: this parameter's declaration cannot be read
          help: write “# param NAME (required): what it is” or “# param NAME (optional): what it is”
        ");
        assert_snapshot!(parse("mine.rq", "# param who (optional): a name\nASK { ?who ?p ?o }").unwrap_err(), @r"
        mine.rq:1: $who is declared, but nothing binds it
          help: begin the pattern that uses it with “VALUES $who { UNDEF }”
        ");
    }

    #[test]
    fn an_iri_is_no_text() {
        let text = "# param this (required iri): a thing\nASK { VALUES $this { UNDEF } FILTER(ISIRI($this)) }";
        let query = parse("mine.rq", text).unwrap();
        let ask = |value: &str| query.run(&Store::new().unwrap(), &[("this".into(), value.into())]);
        assert!(matches!(ask("http://example.org/a"), Ok(QueryResults::Boolean(true))));
        assert_snapshot!(ask("http://example.org/a> ?p ?o").err().unwrap(), @r"
        the query mine.rq wants an IRI in full for “this”, not “http://example.org/a> ?p ?o”
          help: --param this=…  required: a thing
        ");
    }

    #[test]
    fn another_place_is_never_asked() {
        let query = parse("mine.rq", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }").unwrap();
        let failed = match query.run(&Store::new().unwrap(), &[]) {
            Ok(QueryResults::Solutions(mut rows)) => rows.next().unwrap().unwrap_err().to_string(),
            Ok(_) => panic!("a SELECT gives rows"),
            Err(error) => error.to_string(),
        };
        assert_snapshot!(failed, @"The service <http://example.org/> is not supported");
    }

    #[test]
    fn a_parameter_reaches_subqueries_and_both_sides_of_a_union() {
        let text = "# param x (optional): x
            SELECT ?a ?b { { VALUES $x { 'no' } BIND($x AS ?a) } UNION { SELECT ?b { VALUES $x { 'no' } BIND($x AS ?b) } } }";
        let Ok(QueryResults::Solutions(rows)) =
            parse("both", text).unwrap().run(&Store::new().unwrap(), &[("x".into(), "yes".into())])
        else {
            panic!("a SELECT gives rows")
        };
        let values: Vec<_> =
            rows.flat_map(|row| row.unwrap().values().to_vec()).flatten().map(|t| t.to_string()).collect();
        assert_eq!(values, ["\"yes\"", "\"yes\""]);
    }
}
