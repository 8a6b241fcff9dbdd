//! `chancery link`: who of different records is one person, as a graph of its own.

use super::{Outcome, converter, counted, report};
use crate::cli::Link;
use crate::output;
use crate::terminal::Terminal;
use chancery::Result;
use chancery::decision::Decisions;
use chancery::link::Linked;
use chancery::link::people::Reader;
use chancery::rdf::write::{Format, write};
use chancery::store;
use oxigraph::model::Quad;

pub fn run(command: &Link, terminal: &Terminal) -> Result<Outcome> {
    let converter = converter(&command.base, &command.knowledge)?;
    let progress = terminal.progress(command.graphs.len(), "reading");
    let (read, notes) = store::gather(&command.graphs, &converter, &|| progress.step())?;
    drop(progress);
    let outcome = report(&notes, &command.graphs, terminal)?;
    let mut reader = Reader::default();
    read.iter().for_each(|quad| reader.read(quad.as_ref()));
    let decisions = Decisions::from_quads(&read)?;
    drop(read);
    let linked = Linked::new(reader, &converter, &decisions)?;
    let mut quads: Vec<Quad> = linked.quads(&converter).collect();
    quads.extend(linked.described(&converter));
    let by_name = || command.output.as_deref().and_then(Format::from_path);
    let format = command.to.map(Format::from).or_else(by_name).unwrap_or(Format::TriG);
    match &command.output {
        Some(path) => output::to_file(path, |out| write(&quads, format, out))?,
        None => terminal.print(|out| write(&quads, format, out))?,
    }
    let sure = linked.links.iter().filter(|link| link.sure).count();
    terminal.note(&format!(
        "{}, {} linked, {} that may be",
        counted(linked.people.mentions.len(), "mention", "mentions"),
        sure,
        linked.links.len() - sure
    ));
    Ok(outcome)
}
