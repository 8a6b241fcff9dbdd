//! `chancery export`: a graph in the terms that others take.

use super::{Outcome, counted, open_with};
use crate::cli::{Export, GraphFormat};
use crate::output;
use crate::terminal::Terminal;
use chancery::export::{Profile, cmif};
use chancery::rdf::vocab::shorten;
use chancery::rdf::write::{Format, write, write_reified, write_store};
use chancery::{Error, ErrorKind, Locator, Result};
use oxigraph::model::Quad;
use oxigraph::store::Store;
use std::io::Write;
use std::path::Path;

/// How many of the terms that a profile has no word for are named; of the others only how many there are is said.
const NAMED: usize = 12;

pub fn run(command: &Export, terminal: &Terminal) -> Result<Outcome> {
    // the profile is read first: a mistake in it should not wait for the graphs
    let profile = match command.profile.as_str() {
        "full" | "cmif" => None,
        name => Some(named(name)?),
    };
    let format = format(command, profile.is_some())?;
    if command.rdf_12 && !format.has_reifiers() {
        return Err(Error::new(ErrorKind::Usage, format!("--rdf-12 cannot be written as {format}"))
            .help("take turtle, trig, ntriples or nquads"));
    }
    let (store, outcome) = open_with(command.linking.links(), &command.graphs, &command.knowledge, terminal)?;
    match &profile {
        Some(profile) => {
            let quads = profile.run(&store)?;
            put(command, terminal, |out| write(&quads, format, out))?;
            terminal.note(&counted(quads.len(), "triple", "triples"));
            unsaid(profile, &store, terminal)?;
        }
        None if command.profile == "cmif" => {
            let header = cmif::Header {
                title: command.title.clone().unwrap_or_else(|| "Correspondence".to_owned()),
                publisher: command.publisher.clone().unwrap_or_default(),
                url: command.url.clone().unwrap_or_default(),
                date: command.issued.map(|date| date.to_string()),
            };
            let mut messages = 0;
            put(command, terminal, |out| cmif::write(&store, &header, out).map(|count| messages = count))?;
            terminal.note(&counted(messages, "message", "messages"));
        }
        None if command.rdf_12 => {
            let quads = all(&store)?;
            put(command, terminal, |out| write_reified(&quads, format, out))?;
        }
        None => put(command, terminal, |out| write_store(&store, format, out))?,
    }
    Ok(outcome)
}

/// A bundled profile, or one's own in a file.
fn named(name: &str) -> Result<Profile> {
    let path = Path::new(name);
    if path.extension().is_some_and(|extension| extension == "rq" || extension == "sparql") {
        let text = std::fs::read_to_string(path).map_err(|error| super::query::unreadable(name, &error))?;
        Profile::parse(name, &text)
    } else {
        Profile::bundled(name)
    }
}

fn format(command: &Export, one_graph: bool) -> Result<Format> {
    if command.profile == "cmif" && command.to.is_some() {
        return Err(Error::new(ErrorKind::Usage, "cmif is XML, and has no other format").help("leave out --to"));
    }
    let by_name = || command.output.as_deref().and_then(Format::from_path);
    let usual = if one_graph { Format::Turtle } else { Format::TriG };
    Ok(command.to.map(GraphFormat::into).or_else(by_name).unwrap_or(usual))
}

fn put(command: &Export, terminal: &Terminal, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    match &command.output {
        Some(path) => output::to_file(path, write),
        None => terminal.print(write),
    }
}

fn all(store: &Store) -> Result<Vec<Quad>> {
    let quads: std::result::Result<_, _> = store.iter().collect();
    quads.map_err(|error| Error::new(ErrorKind::Io, error.to_string()).at(Locator::file("the store")))
}

/// Names what the profile has no word for.
fn unsaid(profile: &Profile, store: &Store, terminal: &Terminal) -> Result<()> {
    let mut unsaid = profile.unsaid(store)?;
    if unsaid.is_empty() {
        return Ok(());
    }
    unsaid.sort_by(|(one, uses), (other, others)| others.cmp(uses).then_with(|| one.cmp(other)));
    let named = unsaid.iter().take(NAMED).map(|(term, uses)| format!("{} ({uses})", shorten(term)));
    let mut named = named.collect::<Vec<_>>().join(", ");
    if unsaid.len() > NAMED {
        named += &format!(", and {} more", unsaid.len() - NAMED);
    }
    let terms = counted(unsaid.len(), "term", "terms");
    terminal.note(&format!("{} has no word for {terms} of the graph: {named}", profile.name));
    Ok(())
}
