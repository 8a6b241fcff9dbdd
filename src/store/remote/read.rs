//! Reading what a server holds: all graphs below the base of the records that are there.
//!
//! Servers cap their answers, often without a word. So little is asked for at a time, from where the last answer ended
//! rather than by counting rows, and what came is compared with what the server counts.

use super::{COUNTED, Remote, Row};
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::store::RECORD;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};

/// How many graphs are named in one answer.
const GRAPHS: usize = 2_000;

/// How many statements come in one answer, about; Virtuoso gives no more than 10,000 rows unless it is told to.
const STATEMENTS: usize = 4_000;

/// What the name of a record's graph has after the base.
const RECORDS: &str = "graph/record/";

impl Remote {
    /// All statements of the graphs that are Chancery's.
    pub(in crate::store) fn read(&self) -> Result<Vec<Quad>> {
        let below = self.base()?;
        let (mut quads, mut read, mut last) = (Vec::new(), 0, String::new());
        loop {
            let names = self.names(&below, &last)?;
            let Some(end) = names.last() else { break };
            last.clone_from(end);
            for some in names.chunks(COUNTED) {
                self.graphs(&some.iter().map(String::as_str).collect::<Vec<_>>(), &mut quads)?;
            }
            read += names.len();
        }
        let text =
            format!("SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {} }}", after(&below, ""));
        let there = self.rows(&text)?.first().and_then(|row| row.get("n").map(value).and_then(|n| n.parse().ok()));
        if there != Some(read) {
            let message = format!("the server counts {} graphs, and named {read}", there.unwrap_or(0));
            return Err(self.odd(message).help("was it changed meanwhile? ask again"));
        }
        Ok(quads)
    }

    /// What the names of all graphs begin with that stand beside those of records.
    fn base(&self) -> Result<String> {
        let text = format!(
            "SELECT ?g WHERE {{ GRAPH ?g {{ ?r a {RECORD} }} FILTER(CONTAINS(STR(?g), \"{RECORDS}\")) }} LIMIT 1"
        );
        let rows = self.rows(&text)?;
        let base = rows.first().and_then(|row| value(row.get("g")?).split_once(RECORDS));
        base.map(|(base, _)| format!("{base}graph/")).ok_or_else(|| {
            self.odd("the server holds no graph of a record".to_owned())
                .help("load some there with: chancery load LISTING --store ADDRESS")
        })
    }

    /// The next graphs by their names.
    fn names(&self, below: &str, last: &str) -> Result<Vec<String>> {
        let text = format!(
            "SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {} }} ORDER BY STR(?g) LIMIT {GRAPHS}",
            after(below, last)
        );
        let mut names = Vec::new();
        for row in self.rows(&text)? {
            match row.get("g") {
                Some(Term::NamedNode(name)) => names.push(name.as_str().to_owned()),
                other => return Err(self.odd(format!("the server names a graph {other:?}, which is no IRI"))),
            }
        }
        if names.iter().any(|name| name.as_str() <= last) {
            return Err(self.odd("the server does not sort its answers as it is asked to".to_owned()));
        }
        Ok(names)
    }

    /// The statements of some graphs: of small ones together, of a large one by its subjects.
    fn graphs(&self, names: &[&str], quads: &mut Vec<Quad>) -> Result<()> {
        let counts = self.counts(names)?;
        let (mut together, mut size) = (Vec::new(), 0);
        for name in names {
            let count = counts.get(*name).copied().unwrap_or(0);
            if count > STATEMENTS {
                self.large(name, count, quads)?;
                continue;
            }
            if size + count > STATEMENTS {
                self.small(&std::mem::take(&mut together), size, quads)?;
                size = 0;
            }
            together.push(*name);
            size += count;
        }
        self.small(&together, size, quads)
    }

    fn small(&self, names: &[&str], count: usize, quads: &mut Vec<Quad>) -> Result<()> {
        if names.is_empty() {
            return Ok(());
        }
        let graph = |name: &&str| format!("{{ GRAPH <{name}> {{ ?s ?p ?o }} BIND(<{name}> AS ?g) }}");
        let graphs: Vec<String> = names.iter().map(graph).collect();
        let rows = self.rows(&format!("SELECT ?g ?s ?p ?o WHERE {{ {} }}", graphs.join(" UNION ")))?;
        self.fits(rows.len(), count, names.first().copied().unwrap_or_default())?;
        for row in rows {
            let graph = match row.get("g") {
                Some(Term::NamedNode(graph)) => graph.clone(),
                _ => return Err(self.odd("the server gives a statement of no graph".to_owned())),
            };
            quads.push(self.quad(&row, &graph)?);
        }
        Ok(())
    }

    fn large(&self, name: &str, count: usize, quads: &mut Vec<Quad>) -> Result<()> {
        let graph = NamedNode::new_unchecked(name);
        let (before, mut last) = (quads.len(), String::new());
        loop {
            let text = format!(
                "SELECT ?s ?p ?o WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} FILTER(STR(?s) > {}) }} ORDER BY STR(?s) LIMIT {STATEMENTS}",
                Literal::from(last.as_str())
            );
            let mut rows = self.rows(&text)?;
            let full = rows.len() >= STATEMENTS;
            let subject = |row: &Row| row.get("s").map(value).unwrap_or_default().to_owned();
            let Some(end) = rows.last().map(subject) else { break };
            // of the last subject more may follow
            if full && rows.first().map(subject).as_ref() != Some(&end) {
                rows.retain(|row| subject(row) != end);
            } else if full {
                let text = format!("SELECT ?s ?p ?o WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} VALUES ?s {{ <{end}> }} }}");
                rows = self.rows(&text)?;
            }
            let Some(end) = rows.last().map(subject).filter(|end| *end > last) else {
                return Err(self.odd("the server does not sort its answers as it is asked to".to_owned()));
            };
            last = end;
            for row in rows {
                quads.push(self.quad(&row, &graph)?);
            }
            // one that gives more than it counts would never end
            if !full || quads.len() - before > count {
                break;
            }
        }
        self.fits(quads.len() - before, count, name)
    }

    fn fits(&self, came: usize, count: usize, name: &str) -> Result<()> {
        if came == count {
            return Ok(());
        }
        let message = format!("of {count} statements that the server counts from <{name}> on, {came} came");
        Err(self.odd(message).help("was it changed meanwhile? ask again; or it gives fewer rows than it has"))
    }

    fn quad(&self, row: &Row, graph: &NamedNode) -> Result<Quad> {
        let subject = match row.get("s") {
            Some(Term::NamedNode(node)) => NamedOrBlankNode::from(node.clone()),
            Some(Term::BlankNode(_)) => {
                return Err(self.odd(format!("<{graph}> has a blank node, which has no name elsewhere")));
            }
            _ => return Err(self.odd("the server gives a statement without a subject".to_owned())),
        };
        match (row.get("p"), row.get("o")) {
            (Some(Term::NamedNode(predicate)), Some(object)) => {
                Ok(Quad::new(subject, predicate.clone(), object.clone(), GraphName::from(graph.clone())))
            }
            _ => Err(self.odd("the server gives a statement that is none".to_owned())),
        }
    }

    fn odd(&self, message: String) -> Error {
        Error::new(ErrorKind::Input, message).at(Locator::file(&self.query))
    }
}

/// The graphs below a base, after one of them.
fn after(below: &str, last: &str) -> String {
    let [below, last] = [below, last].map(Literal::from);
    format!("FILTER(STRSTARTS(STR(?g), {below}) && STR(?g) > {last})")
}

/// A term as text.
fn value(term: &Term) -> &str {
    match term {
        Term::NamedNode(node) => node.as_str(),
        Term::Literal(literal) => literal.value(),
        Term::BlankNode(node) => node.as_str(),
    }
}
