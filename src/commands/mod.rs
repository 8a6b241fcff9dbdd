//! One file a command.

mod authority;
mod completions;
mod convert;
mod evaluate;
mod explain;
mod export;
mod link;
mod load;
mod network;
mod publish;
mod queries;
mod query;
mod review;
mod serve;
mod spread;
mod stats;
mod validate;

use crate::cli::{AuthorityFiles, Command, GraphFormat, Knowledge};
use crate::terminal::Terminal;
use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::query::{cell, rows};
use chancery::rdf::write::Format;
use chancery::resolve::authority::Authority;
use chancery::source::Options;
use chancery::source::mapping::Mapping;
use chancery::store::{self, Links, Notes, Remote, is_remote};
use chancery::{Error, ErrorKind, Locator, Result};
use oxigraph::store::Store;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// What a command that did not fail came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All that was asked.
    Done,
    /// A part of it: some inputs were passed over, and named.
    Partly,
}

/// Does what the command line says.
pub fn run(command: Command, terminal: &Terminal) -> Result<Outcome> {
    match command {
        Command::Convert(command) => convert::run(&command, terminal),
        Command::Link(command) => link::run(&command, terminal),
        Command::Spread(command) => spread::run(&command, terminal),
        Command::Query(command) => query::run(&command, terminal),
        Command::Queries(command) => queries::run(&command, terminal),
        Command::Validate(command) => validate::run(&command, terminal),
        Command::Evaluate(command) => evaluate::run(&command, terminal),
        Command::Explain(command) => explain::run(&command, terminal),
        Command::Review(command) => review::run(&command, terminal),
        Command::Export(command) => export::run(&command, terminal),
        Command::Network(command) => network::run(&command, terminal),
        Command::Publish(command) => publish::run(&command, terminal),
        Command::Load(command) => load::run(&command, terminal),
        Command::Serve(command) => serve::run(&command, terminal),
        Command::Stats(command) => stats::run(&command, terminal),
        Command::Authority(command) => authority::run(&command, terminal),
        Command::Completions(command) => completions::run(&command, terminal),
    }
}

/// What listings are converted by: the bundled authority files, and those that were named.
fn converter(base: &str, knowledge: &Knowledge) -> Result<Converter> {
    Ok(Converter::with(base, authority(knowledge)?)?.reading(options(knowledge)?))
}

/// How files are read.
fn options(knowledge: &Knowledge) -> Result<Options> {
    let read = |name: &String| Mapping::parse(name, &text_of(name, "mapping", "check the path")?);
    let mapping = knowledge.reading.mapping.as_ref().map(read).transpose()?;
    let reading = &knowledge.reading;
    Ok(Options { form: knowledge.from, mapping, keep_going: reading.keep_going, bodies: reading.bodies })
}

/// The bundled authority files, and those that were named.
fn authority(knowledge: &Knowledge) -> Result<Authority> {
    Authority::with_texts(authority_files(&knowledge.files)?)
}

/// The authority files that were named, each with its text.
fn authority_files(files: &AuthorityFiles) -> Result<Vec<(String, String)>> {
    let read = |name: &String| {
        let text = text_of(name, "authority file", "check the path; `chancery authority import` makes such files")?;
        // one that an import wrote may say nothing new, but not be without a word: that is a file cut short
        if text.trim().is_empty() {
            return Err(Error::new(ErrorKind::Input, "the authority file is empty")
                .at(Locator::file(name))
                .help("leave it out, or write it again with: chancery authority import"));
        }
        Ok((name.clone(), text))
    };
    files.authority.iter().map(read).collect()
}

/// The text of a small file that was named; `what` it is, and what to do if it is not there.
fn text_of(name: &str, what: &str, help: &str) -> Result<String> {
    fs::read_to_string(name).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            Error::new(ErrorKind::Io, format!("there is no such {what}")).at(Locator::file(name)).help(help)
        }
        io::ErrorKind::InvalidData => Error::new(ErrorKind::Input, format!("the {what} is not UTF-8"))
            .at(Locator::file(name))
            .help("save it as UTF-8, or convert it with: iconv -f WINDOWS-1252 -t UTF-8"),
        _ => Error::io(name, &error),
    })
}

/// Opens graphs to ask them, and says what is to be said about them.
fn open(graphs: &[String], knowledge: &Knowledge, terminal: &Terminal) -> Result<(Store, Outcome)> {
    open_with(Links::AsTheyAre, graphs, knowledge, terminal)
}

/// Opens graphs with links between people.
fn open_with(links: Links, graphs: &[String], knowledge: &Knowledge, terminal: &Terminal) -> Result<(Store, Outcome)> {
    // an address that this program cannot ask is no file that is missing
    graphs.iter().filter(|graph| is_remote(graph)).try_for_each(|graph| Remote::new(graph, None, None).map(drop))?;
    let converter = converter(DEFAULT_BASE, knowledge)?;
    let progress = terminal.progress(graphs.len(), "reading");
    let opened = store::open(graphs, &converter, links, &|| progress.step())?;
    drop(progress);
    let outcome = report(&opened.notes, terminal)?;
    // the process ends with the command: giving memory back term by term would take a tenth of the time in which it was filled
    std::mem::forget(opened.store.clone());
    Ok((opened.store, outcome))
}

/// Says what was met while reading graphs; an error where none of them could be read.
fn report(notes: &Notes, terminal: &Terminal) -> Result<Outcome> {
    notes.warnings.iter().for_each(|warning| terminal.warning(warning));
    notes.broken.iter().chain(&notes.passed_over).for_each(|error| terminal.error(error));
    if !notes.residue.is_empty() {
        terminal.note(&counted(notes.residue.len(), "line that no rule read", "lines that no rule read"));
    }
    match (notes.passed_over.len(), notes.files) {
        (0, _) if notes.broken.is_empty() => Ok(Outcome::Done),
        (0, _) => {
            terminal.note("kept the records before each place that could not be read");
            Ok(Outcome::Partly)
        }
        (failed, all) if failed == all => {
            Err(Error::new(ErrorKind::Input, format!("none of the {all} inputs could be read")))
        }
        (failed, all) => {
            terminal.note(&format!("passed over {failed} of {all} inputs"));
            Ok(Outcome::Partly)
        }
    }
}

/// The RDF format that was asked for, or that of the file's name, or the usual one where the name has no ending.
fn graph_format(asked: Option<GraphFormat>, file: Option<&Path>, usual: Format) -> Result<Format> {
    match (asked, file.filter(|file| file.extension().is_some())) {
        (Some(format), _) => Ok(format.into()),
        (None, None) => Ok(usual),
        (None, Some(file)) => Format::from_path(file).ok_or_else(|| {
            let endings = Format::ALL.map(|format| format!(".{}", format.extension())).join(" ");
            Error::new(ErrorKind::Usage, "the file's name tells no format of graphs")
                .at(Locator::file(file.display().to_string()))
                .help(format!("end it in one of {endings}, or name a format with --to"))
        }),
    }
}

/// All of standard input.
fn standard_input() -> Result<String> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).map_err(|error| Error::io("standard input", &error))?;
    Ok(text)
}

/// `1 row`, `2 rows`.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
