//! Loading into a store elsewhere: any server of SPARQL 1.1 that takes updates.
//!
//! A record's graph is cleared and filled in one request, so that it is there as it was or as it is now, and loading again
//! after a failure completes what is missing. What is sent is counted by the server at the end, graph by graph.
//!
//! Only plain HTTP is spoken: a server elsewhere is reached through a tunnel or a proxy of one's own.

use super::{Links, Loaded, Notes, RECORD, Sources, gather};
use crate::convert::Converter;
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::link;
use indexmap::IndexMap;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term, TermRef};
use serde::Deserialize;
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;
use ureq::Agent;

/// How many statements one request has, about: many servers take no more than some thousands.
const STATEMENTS: usize = 500;

/// How many one graph may have in one request.
const MOST: usize = 4 * STATEMENTS;

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

impl Remote {
    /// One that answers queries at an address, and takes updates there or at another; with a token for the latter, if it wants
    /// one.
    pub fn new(query: &str, update: Option<&str>, token: Option<String>) -> Result<Self> {
        for address in [Some(query), update].into_iter().flatten() {
            if !address.starts_with("http://") {
                return Err(Error::new(ErrorKind::Usage, "only http:// is spoken")
                    .at(Locator::file(address))
                    .help("reach a server by https:// through a tunnel, such as ssh -L 7878:localhost:7878 SERVER"));
            }
        }
        let agent = Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).build().into();
        let update = update.unwrap_or(query).to_owned();
        Ok(Self { query: query.to_owned(), update, token, agent, answered: AtomicBool::new(false) })
    }

    /// Loads graphs: of several that are named, links are made among all.
    pub fn load(&self, graphs: &[String], converter: &Converter, links: bool) -> Result<(Loaded, Notes)> {
        let mut sending = Sending { remote: self, waiting: IndexMap::new(), held: 0, graphs: IndexMap::new() };
        let wanted = if links { Links::Sure } else { Links::AsTheyAre };
        let notes = match Sources::of(graphs, converter)? {
            Some(sources) => sources.fill(wanted, &mut |quads| sending.put(quads, converter), &|| ())?,
            None => {
                let (quads, notes) = gather(graphs, converter, &|| ())?;
                let quads = if links { link::relink(quads, converter, false)? } else { quads };
                sending.put(quads, converter)?;
                notes
            }
        };
        sending.flush()?;
        let records = sending.graphs.iter().filter(|(_, graph)| graph.is_whole);
        let quads = sending.check(&records.map(|(name, graph)| (name.as_str(), graph.sent)).collect::<Vec<_>>())?;
        Ok((Loaded { replaced: 0, quads }, notes))
    }

    /// Sends an update.
    fn change(&self, text: &str) -> Result<()> {
        self.send(&self.update, What::Update(text)).map(drop)
    }

    /// How many statements some graphs have.
    fn counts(&self, graphs: &[(&str, usize)]) -> Result<IndexMap<String, usize>> {
        // one question for each graph: some servers go through all they have for a variable that is one of several
        let count = |(name, _): &(&str, usize)| {
            format!("{{ SELECT (<{name}> AS ?g) (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }} }}")
        };
        let counts: Vec<String> = graphs.iter().map(count).collect();
        let text = format!("SELECT ?g ?n WHERE {{ {} }}", counts.join(" UNION "));
        let answer = self.send(&self.query, What::Query(&text))?;
        let answer: Answer = serde_json::from_str(&answer).map_err(|error| {
            let message = format!("the server does not answer a query in JSON as SPARQL has it: {error}");
            Error::new(ErrorKind::Input, message)
                .at(Locator::file(&self.query))
                .help("is this the address of its queries?")
        })?;
        let count = |row: Row| Some((row.g.value, row.n.value.parse().ok()?));
        Ok(answer.results.bindings.into_iter().filter_map(count).collect())
    }

    /// Sends a request, again and again if the server is not there or has too much to do.
    fn send(&self, address: &str, what: What<'_>) -> Result<String> {
        let mut tried = AGAIN.into_iter();
        loop {
            let later = "load again when it answers: what is there already is only written anew";
            let (message, passing, help) = match self.once(address, what) {
                Ok((200..=299, answer)) => return Ok(answer),
                Ok((status, answer)) => {
                    let said: String = answer.trim().chars().take(300).collect();
                    let passing = matches!(status, 408 | 425 | 429 | 500..=599);
                    let help =
                        if passing { later } else { "may it be changed by you? A token is taken from CHANCERY_TOKEN" };
                    (format!("the server answers {status}: {said}"), passing, help)
                }
                // what takes too long once takes too long again
                Err(error) => {
                    let passing = self.answered.load(Ordering::Relaxed) && !matches!(error, ureq::Error::Timeout(_));
                    let help = if passing { later } else { "check the address, and that the server runs" };
                    (error.to_string(), passing, help)
                }
            };
            match tried.next().filter(|_| passing) {
                Some(wait) => sleep(Duration::from_millis(wait)),
                None => return Err(Error::new(ErrorKind::Io, message).at(Locator::file(address)).help(help)),
            }
        }
    }

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

/// An answer in JSON.
#[derive(Deserialize)]
struct Answer {
    results: Results,
}

#[derive(Deserialize)]
struct Results {
    bindings: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    g: Value,
    n: Value,
}

#[derive(Deserialize)]
struct Value {
    value: String,
}

/// A graph that was sent.
#[derive(Default)]
struct Graph {
    /// How many statements of it.
    sent: usize,
    /// Whether all of it is ours: what was there before is cleared.
    is_whole: bool,
}

/// Statements on their way.
struct Sending<'r> {
    remote: &'r Remote,
    waiting: IndexMap<GraphName, Vec<Quad>>,
    held: usize,
    graphs: IndexMap<String, Graph>,
}

impl Sending<'_> {
    /// Takes the statements of whole records.
    fn put(&mut self, quads: Vec<Quad>, converter: &Converter) -> Result<()> {
        let mut by_graph: IndexMap<GraphName, Vec<Quad>> = IndexMap::new();
        for quad in quads {
            by_graph.entry(quad.graph_name.clone()).or_default().push(quad);
        }
        for (graph, quads) in by_graph {
            let has_blank = |quad: &Quad| {
                matches!(quad.subject, NamedOrBlankNode::BlankNode(_)) || matches!(quad.object, Term::BlankNode(_))
            };
            if let Some(quad) = quads.iter().find(|quad| has_blank(quad)) {
                let message = format!("a blank node cannot be loaded: loading again would make another of it ({quad})");
                return Err(Error::new(ErrorKind::Input, message).help("give it an IRI"));
            }
            if let GraphName::NamedNode(name) = &graph {
                let record = |quad: &Quad| quad.predicate == rdf::TYPE && quad.object.as_ref() == TermRef::from(RECORD);
                let known = self.graphs.entry(name.as_str().to_owned()).or_default();
                known.is_whole |= quads.iter().any(record) || link::is_link(&graph, converter.base());
            }
            // a record's graph goes as a whole; what many share may be long
            for quads in quads.chunks(MOST) {
                self.held += quads.len();
                self.waiting.entry(graph.clone()).or_default().extend_from_slice(quads);
                if self.held >= STATEMENTS {
                    self.flush()?;
                }
            }
        }
        Ok(())
    }

    /// Sends what waits.
    fn flush(&mut self) -> Result<()> {
        let (mut cleared, mut inserted) = (String::new(), String::new());
        for (graph, quads) in std::mem::take(&mut self.waiting) {
            let name = match &graph {
                GraphName::NamedNode(name) => name.as_str(),
                _ => "",
            };
            if let Some(known) = self.graphs.get_mut(name) {
                if known.is_whole && known.sent == 0 {
                    // writing to a String cannot fail
                    let _ = writeln!(cleared, "CLEAR SILENT GRAPH <{name}> ;");
                }
                known.sent += quads.len();
            }
            let (begin, end) =
                if name.is_empty() { (String::new(), "") } else { (format!("GRAPH <{name}> {{\n"), "}\n") };
            inserted += &begin;
            for quad in &quads {
                let _ = writeln!(inserted, "{} {} {} .", quad.subject, quad.predicate, quad.object);
            }
            inserted += end;
        }
        self.held = 0;
        if inserted.is_empty() {
            return Ok(());
        }
        self.remote.change(&format!("{cleared}INSERT DATA {{\n{inserted}}}"))
    }

    /// Has the server count what was sent; how much that is.
    fn check(&self, graphs: &[(&str, usize)]) -> Result<usize> {
        for some in graphs.chunks(COUNTED) {
            let counts = self.remote.counts(some)?;
            for (name, sent) in some {
                let there = counts.get(*name).copied().unwrap_or(0);
                if there != *sent {
                    let message = format!("of {sent} statements that were sent, the server has {there} in <{name}>");
                    return Err(Error::new(ErrorKind::Io, message)
                        .at(Locator::file(&self.remote.query))
                        .help("load again"));
                }
            }
        }
        Ok(self.graphs.values().map(|graph| graph.sent).sum())
    }
}
