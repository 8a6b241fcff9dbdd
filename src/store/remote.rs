//! A store elsewhere: any server of SPARQL 1.1.
//!
//! Plain HTTP is spoken, to a server elsewhere through a tunnel or a proxy of one's own; or, with the feature `https`, HTTP
//! over TLS too.

mod load;
mod read;
#[cfg(feature = "https")]
mod tls;

pub use load::Sent;

use crate::error::{Error, ErrorKind, Locator, Result};
use indexmap::IndexMap;
use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, Quad, Term};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;
use ureq::Agent;

/// How many graphs are counted at a time.
const COUNTED: usize = 20;

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long is waited before a request that failed is sent again, in milliseconds.
const AGAIN: [u64; 5] = [250, 1_000, 2_000, 4_000, 8_000];

/// The longest answer that is read.
const LONGEST: u64 = 64 << 20;

/// A server.
pub struct Remote {
    query: String,
    update: String,
    token: Option<String>,
    agent: Agent,
    /// Whether it has answered: one that never did may be another's address, and is not waited for.
    answered: AtomicBool,
}

/// Whether what is named is a server, and not a folder.
pub fn is_remote(store: &str) -> bool {
    store.contains("://")
}

/// Whether what is named is a server that can be asked.
pub(super) fn can_be_read(graph: &str) -> bool {
    graph.starts_with("http://") || cfg!(feature = "https") && graph.starts_with("https://")
}

impl Remote {
    /// One that answers queries at an address, and takes updates there or at another; with a token for the latter, if it wants
    /// one.
    pub fn new(query: &str, update: Option<&str>, token: Option<String>) -> Result<Self> {
        for address in [Some(query), update].into_iter().flatten() {
            if !can_be_read(address) {
                let (message, help) = if cfg!(feature = "https") {
                    ("only http:// and https:// are spoken", "name the address at which the server answers queries")
                } else {
                    (
                        "only http:// is spoken",
                        "reach a server by https:// with a program that is built with --features https, or through a \
                         tunnel, such as ssh -L 7878:localhost:7878 SERVER",
                    )
                };
                return Err(Error::new(ErrorKind::Usage, message).at(Locator::file(address)).help(help));
            }
        }
        // whoever follows a redirect asks for a page and sends nothing: that answers well, and nothing was done
        let config =
            Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).max_redirects(0);
        #[cfg(feature = "https")]
        let config = config.tls_config(tls::config());
        let agent = config.build().into();
        let update = update.unwrap_or(query).to_owned();
        Ok(Self { query: query.to_owned(), update, token, agent, answered: AtomicBool::new(false) })
    }

    /// Sends an update.
    fn change(&self, text: &str) -> Result<()> {
        self.send(&self.update, What::Update(text)).map(drop)
    }

    /// How many statements some graphs have.
    fn counts(&self, graphs: &[&str]) -> Result<IndexMap<String, usize>> {
        // one question for each graph: some servers go through all they have for a variable that is one of several
        let count = |name: &&str| {
            format!("{{ SELECT (<{name}> AS ?g) (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }} }}")
        };
        let counts: Vec<String> = graphs.iter().map(count).collect();
        let text = format!("SELECT ?g ?n WHERE {{ {} }}", counts.join(" UNION "));
        let count = |row: Row| {
            let (Term::NamedNode(graph), Term::Literal(count)) = (row.get("g")?, row.get("n")?) else { return None };
            Some((graph.as_str().to_owned(), count.value().parse().ok()?))
        };
        Ok(self.rows(&text)?.into_iter().filter_map(count).collect())
    }

    /// How many of some statements it has, by their graphs.
    fn having(&self, graphs: &[(&GraphName, &[Quad])]) -> Result<Vec<usize>> {
        // in this order: given the values first, Virtuoso misses literals that have a language
        let count = |(at, (graph, quads)): (usize, &(&GraphName, &[Quad]))| {
            let rows: Vec<String> =
                quads.iter().map(|quad| format!("({} {} {})", quad.subject, quad.predicate, quad.object)).collect();
            let graph = match graph {
                GraphName::DefaultGraph => String::new(),
                named => format!("GRAPH {named} "),
            };
            let rows = rows.join("\n");
            format!(
                "{{ SELECT ({at} AS ?g) (COUNT(*) AS ?n) WHERE {{ {graph}{{ ?s ?p ?o }} VALUES (?s ?p ?o) {{ {rows} }} }} }}"
            )
        };
        let parts: Vec<String> = graphs.iter().enumerate().map(count).collect();
        let mut having = vec![0; graphs.len()];
        for row in self.rows(&format!("SELECT ?g ?n WHERE {{ {} }}", parts.join(" UNION ")))? {
            let number = |name| match row.get(name)? {
                Term::Literal(number) => number.value().parse::<usize>().ok(),
                _ => None,
            };
            if let (Some(at), Some(count)) = (number("g"), number("n"))
                && let Some(known) = having.get_mut(at)
            {
                *known = count;
            }
        }
        Ok(having)
    }

    /// The answer to a SELECT.
    fn rows(&self, text: &str) -> Result<Vec<Row>> {
        let answer = self.send(&self.query, What::Query(text))?;
        let nonsense = |error: &dyn std::fmt::Display| {
            let message = format!("the server does not answer a query in JSON as SPARQL has it: {error}");
            Error::new(ErrorKind::Input, message)
                .at(Locator::file(&self.query))
                .help("is this the address of its queries?")
        };
        let answer: Answer = serde_json::from_str(&answer).map_err(|error| nonsense(&error))?;
        let row = |row: HashMap<String, Cell>| {
            row.into_iter().map(|(name, cell)| Some((name, cell.term()?))).collect::<Option<Row>>()
        };
        let rows = answer.results.bindings.into_iter().map(row).collect::<Option<Vec<_>>>();
        rows.ok_or_else(|| nonsense(&"it has an IRI or a language that is none"))
    }

    /// Sends a request, again and again if the server is not there or has too much to do.
    fn send(&self, address: &str, what: What<'_>) -> Result<String> {
        let mut tried = AGAIN.into_iter();
        loop {
            let (later, refused) = match what {
                What::Update(_) => (
                    "load again when it answers: what is there already is only written anew",
                    "may it be changed by you? A token is taken from CHANCERY_TOKEN",
                ),
                What::Query(_) => ("ask again when it answers", "is this the address of its queries?"),
            };
            let (message, passing, help) = match self.once(address, what) {
                Ok((200..=299, answer)) => return Ok(answer),
                Ok((status @ 300..=399, place)) => {
                    (format!("the server answers {status}, and sends elsewhere: {place}"), false, "name that address")
                }
                Ok((status, answer)) => {
                    let said: String = answer.trim().chars().take(300).collect();
                    let passing = matches!(status, 408 | 425 | 429 | 500..=599);
                    let help = if passing { later } else { refused };
                    (format!("the server answers {status}: {said}"), passing, help)
                }
                // what takes too long once takes too long again
                Err(error) => {
                    let passing = self.answered.load(Ordering::Relaxed) && !matches!(error, ureq::Error::Timeout(_));
                    let help = if passing {
                        later
                    } else if address.starts_with("https://") {
                        "check the address, that the server runs, and that the system, or SSL_CERT_FILE, trusts it"
                    } else {
                        "check the address, and that the server runs"
                    };
                    (error.to_string(), passing, help)
                }
            };
            match tried.next().filter(|_| passing) {
                Some(wait) => sleep(Duration::from_millis(wait)),
                None => return Err(Error::new(ErrorKind::Io, message).at(Locator::file(address)).help(help)),
            }
        }
    }

    /// The status and the text of an answer; of one that sends elsewhere, where.
    fn once(&self, address: &str, what: What<'_>) -> Result<(u16, String), ureq::Error> {
        let request = self.agent.post(address);
        let mut request = request.header("Accept", "application/sparql-results+json, */*;q=0.1");
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        let mut response = match what {
            What::Update(text) => request.header("Content-Type", "application/sparql-update").send(text)?,
            What::Query(text) => request.send_form([("query", text)])?,
        };
        self.answered.store(true, Ordering::Relaxed);
        if response.status().is_redirection() {
            let place = response.headers().get("Location").and_then(|place| place.to_str().ok());
            return Ok((response.status().as_u16(), place.unwrap_or("to no address").to_owned()));
        }
        let answer = response.body_mut().with_config().limit(LONGEST).read_to_string()?;
        Ok((response.status().as_u16(), answer))
    }
}

/// What is sent: queries as a form, since Virtuoso does not answer those that are the body itself.
#[derive(Clone, Copy)]
enum What<'t> {
    Query(&'t str),
    Update(&'t str),
}

/// A row of an answer: terms by the names of variables.
type Row = HashMap<String, Term>;

/// An answer in JSON.
#[derive(Deserialize)]
struct Answer {
    results: Results,
}

#[derive(Deserialize)]
struct Results {
    bindings: Vec<HashMap<String, Cell>>,
}

/// A term in JSON.
#[derive(Deserialize)]
struct Cell {
    r#type: String,
    value: String,
    #[serde(rename = "xml:lang")]
    language: Option<String>,
    datatype: Option<String>,
}

impl Cell {
    fn term(self) -> Option<Term> {
        Some(match (self.r#type.as_str(), self.language, self.datatype) {
            ("uri", ..) => NamedNode::new(self.value).ok()?.into(),
            ("bnode", ..) => BlankNode::new(self.value).ok()?.into(),
            (_, Some(language), _) => Literal::new_language_tagged_literal(self.value, language).ok()?.into(),
            (_, None, Some(datatype)) => Literal::new_typed_literal(self.value, NamedNode::new(datatype).ok()?).into(),
            _ => Literal::new_simple_literal(self.value).into(),
        })
    }
}
