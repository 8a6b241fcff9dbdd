//! `chancery link`: who of different records is one person, as a graph of its own.

use super::{Outcome, converter, counted, graph_format, report};
use crate::cli::Link;
use crate::terminal::Terminal;
use chancery::Result;
use chancery::convert::Converter;
use chancery::decision::{self, Decisions};
use chancery::link::Linked;
use chancery::link::people::Reader;
use chancery::rdf::write::{Format, write_each};
use chancery::store::{self, Notes};
use oxigraph::model::{NamedOrBlankNode, Quad};
use std::collections::HashSet;
use std::io::Write;

pub fn run(command: &Link, terminal: &Terminal) -> Result<Outcome> {
    let format = graph_format(command.to, command.output.file(), Format::TriG)?;
    let converter = converter(&command.base, &command.knowledge)?;
    let (reader, decisions, notes) = read(&command.graphs, &converter, terminal)?;
    let outcome = report(&notes, terminal)?;
    let linked = Linked::new(reader, &converter, &decisions)?;
    terminal.put(command.output.file(), |out| links(&linked, &converter, format, out))?;
    let sure: Vec<bool> = linked.links.iter().map(|link| link.sure).collect();
    terminal.note(&summary(&counted(linked.people.mentions.len(), "mention", "mentions"), &sure));
    let sure: Vec<bool> = linked.body_links.iter().map(|link| link.sure).collect();
    if !sure.is_empty() {
        terminal.note(&summary("bodies", &sure));
    }
    Ok(outcome)
}

/// Writes links, and what they name.
pub fn links(linked: &Linked, converter: &Converter, format: Format, out: &mut (dyn Write + Send)) -> Result<()> {
    let described = linked.described(converter);
    write_each(&linked.all(), |link, take| linked.quads_of(*link, converter, take), &described, format, out)
}

/// How many links there are, of which some are sure.
fn summary(what: &str, sure: &[bool]) -> String {
    let followed = sure.iter().filter(|sure| **sure).count();
    format!("{what}, {followed} linked, {} that may be", sure.len() - followed)
}

/// Reads the people of graphs, and what was decided about them.
fn read(graphs: &[String], converter: &Converter, terminal: &Terminal) -> Result<(Reader, Decisions, Notes)> {
    type Found = (Reader, HashSet<NamedOrBlankNode>);
    let progress = terminal.progress(graphs.len(), "reading");
    let ((reader, decided), notes) =
        store::fold(graphs, converter, &|| progress.step(), &|(reader, decided): &mut Found, quad| {
            reader.read(quad);
            if decision::is_one(quad) {
                decided.insert(quad.subject.into_owned());
            }
        })?;
    if decided.is_empty() {
        return Ok((reader, Decisions::default(), notes));
    }
    // the rest of a decision may have come before it was known for one: all is gone through again, for that alone; a blank
    // node has another name each time
    let (blocks, _) = store::fold(graphs, converter, &|| (), &|blocks: &mut Vec<Quad>, quad| {
        if quad.subject.is_blank_node() || decided.contains(&quad.subject.into_owned()) {
            blocks.push(quad.into_owned());
        }
    })?;
    Ok((reader, Decisions::from_quads(&blocks)?, notes))
}
