//! Loading into a server.
//!
//! A record's graph is cleared and filled in one request, so that it is there as it was or as it is now, and loading again
//! after a failure completes what is missing. A server that takes a request need not have done it: after each, it is asked
//! which of the statements sent it has, and at the end how many all records have.

use super::{COUNTED, Remote};
use crate::convert::Converter;
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::link;
use crate::store::entries::Entries;
use crate::store::{Links, Notes, RECORD, Sources, gather};
use indexmap::IndexMap;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term, TermRef};
use std::fmt::Write;

/// How many statements one request has, about: many servers take no more than some thousands.
const STATEMENTS: usize = 500;

/// How many of a graph that is no record's may go in one request.
const MOST: usize = 4 * STATEMENTS;

impl Remote {
    /// Loads graphs: of several that are named, links are made among all. To resume a load that was cut short, records that
    /// the server has statement for statement, and no more of, are left as they are there.
    ///
    /// `read` is told how many bytes more of sources were read and sent, of [`bytes`](crate::store::bytes); graphs that are RDF
    /// are read before anything is sent, and count when all is.
    pub fn load(
        &self,
        graphs: &[String],
        converter: &Converter,
        links: bool,
        resume: bool,
        read: &(dyn Fn(u64) + Sync),
    ) -> Result<(Sent, Notes)> {
        let (waiting, known) = (IndexMap::new(), IndexMap::new());
        let entries = Entries::new(converter.base());
        let mut sending = Sending { remote: self, resume, entries, waiting, held: 0, graphs: known, there: 0 };
        let wanted = if links { Links::Sure } else { Links::AsTheyAre };
        let notes = match Sources::of(graphs, converter)? {
            Some(sources) => sources.fill(wanted, &mut |quads| sending.put(quads, converter), read)?,
            None => {
                let (quads, notes) = gather(graphs, converter, &|| ())?;
                let quads = if links { link::relink(quads, converter, false)? } else { quads };
                sending.put(quads, converter)?;
                read(crate::store::bytes(graphs)?);
                notes
            }
        };
        sending.flush()?;
        let records = sending.graphs.iter().filter(|(_, graph)| graph.is_whole);
        let quads = sending.check(&records.map(|(name, graph)| (name.as_str(), graph.sent)).collect::<Vec<_>>())?;
        Ok((Sent { quads: quads - sending.there, there: sending.there }, notes))
    }
}

/// What loading into a server came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// How many statements were sent.
    pub quads: usize,
    /// How many were there already.
    pub there: usize,
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
    resume: bool,
    entries: Entries,
    waiting: IndexMap<GraphName, Vec<Quad>>,
    held: usize,
    graphs: IndexMap<String, Graph>,
    there: usize,
}

impl Sending<'_> {
    /// Takes the statements of whole records.
    fn put(&mut self, quads: Vec<Quad>, converter: &Converter) -> Result<()> {
        self.entries.note(&quads);
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
            let of_record = |quad: &Quad| quad.predicate == rdf::TYPE && quad.object.as_ref() == TermRef::from(RECORD);
            let is_record = quads.iter().any(of_record);
            if let GraphName::NamedNode(name) = &graph {
                let known = self.graphs.entry(name.as_str().to_owned()).or_default();
                known.is_whole |= is_record || link::is_link(&graph, converter.base());
            }
            // a record's graph goes as a whole, however long: cut short, it would be neither the old nor the new one
            for quads in quads.chunks(if is_record { quads.len() } else { MOST }) {
                self.held += quads.len();
                self.waiting.entry(graph.clone()).or_default().extend_from_slice(quads);
                if self.held >= STATEMENTS {
                    self.flush()?;
                }
            }
        }
        Ok(())
    }

    /// Forgets what waits and is there.
    fn skip(&mut self) -> Result<()> {
        let begun = |name: &str| self.graphs.get(name).is_none_or(|graph| !graph.is_whole || graph.sent > 0);
        let waiting = self.waiting.iter().filter_map(|(graph, quads)| match graph {
            GraphName::NamedNode(name) if !begun(name.as_str()) => Some((name.as_str().to_owned(), quads.len())),
            _ => None,
        });
        let waiting: Vec<(String, usize)> = waiting.collect();
        for some in waiting.chunks(COUNTED) {
            let counts = self.remote.counts(&some.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>())?;
            // as many statements may be others, such as those of another version of the source
            let as_many = some.iter().filter(|(name, count)| counts.get(name) == Some(count));
            let as_many: Vec<GraphName> = as_many.map(|(name, _)| NamedNode::new_unchecked(name).into()).collect();
            let as_many: Vec<(&GraphName, &[Quad])> =
                as_many.iter().filter_map(|graph| Some((graph, &**self.waiting.get(graph)?))).collect();
            if as_many.is_empty() {
                continue;
            }
            let having = self.remote.having(&as_many)?;
            let same = as_many.iter().zip(having).filter(|((_, quads), there)| quads.len() == *there);
            let same: Vec<(GraphName, usize)> = same.map(|((graph, _), there)| ((*graph).clone(), there)).collect();
            for (graph, count) in same {
                self.waiting.shift_remove(&graph);
                if let GraphName::NamedNode(name) = &graph
                    && let Some(graph) = self.graphs.get_mut(name.as_str())
                {
                    graph.sent = count;
                }
                self.there += count;
            }
        }
        Ok(())
    }

    /// Sends what waits.
    fn flush(&mut self) -> Result<()> {
        if self.resume {
            self.skip()?;
        }
        let (mut cleared, mut inserted) = (String::new(), String::new());
        let sent = std::mem::take(&mut self.waiting);
        for (graph, quads) in &sent {
            let name = match graph {
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
            cleared += &self.entries.removal(quads);
            let (begin, end) =
                if name.is_empty() { (String::new(), "") } else { (format!("GRAPH <{name}> {{\n"), "}\n") };
            inserted += &begin;
            for quad in quads {
                let _ = writeln!(inserted, "{} {} {} .", quad.subject, quad.predicate, quad.object);
            }
            inserted += end;
        }
        self.held = 0;
        if inserted.is_empty() {
            return Ok(());
        }
        self.remote.change(&format!("{cleared}INSERT DATA {{\n{inserted}}}"))?;
        self.verify(&sent)
    }

    /// Has the server say how many of the statements just sent it has.
    fn verify(&self, sent: &IndexMap<GraphName, Vec<Quad>>) -> Result<()> {
        let graphs: Vec<(&GraphName, &[Quad])> = sent.iter().map(|(graph, quads)| (graph, &**quads)).collect();
        for some in graphs.chunks(COUNTED) {
            for ((graph, quads), there) in some.iter().zip(self.remote.having(some)?) {
                self.same(quads.len(), there, graph)?;
            }
        }
        Ok(())
    }

    /// Whether as many statements of a graph are there as were sent.
    fn same(&self, sent: usize, there: usize, graph: &GraphName) -> Result<()> {
        if there == sent {
            return Ok(());
        }
        let message = format!("of {sent} statements that were sent, the server has {there} in {graph}");
        Err(Error::new(ErrorKind::Io, message).at(Locator::file(&self.remote.query)).help("load again"))
    }

    /// Has the server count what was sent; how much that is.
    fn check(&self, graphs: &[(&str, usize)]) -> Result<usize> {
        for some in graphs.chunks(COUNTED) {
            let names: Vec<&str> = some.iter().map(|(name, _)| *name).collect();
            let counts = self.remote.counts(&names)?;
            for (name, sent) in some {
                let there = counts.get(*name).copied().unwrap_or(0);
                self.same(*sent, there, &NamedNode::new_unchecked(*name).into())?;
            }
        }
        Ok(self.graphs.values().map(|graph| graph.sent).sum())
    }
}
