//! One file a command.

mod completions;
mod convert;
mod evaluate;
mod explain;
mod link;
mod load;
mod queries;
mod query;
mod review;
mod stats;
mod validate;

use crate::cli::Command;
use crate::terminal::Terminal;
use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::query::{cell, rows};
use chancery::store::{self, Links, Notes};
use chancery::{Error, ErrorKind, Result};
use oxigraph::store::Store;
use std::io::{self, Read};

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
        Command::Query(command) => query::run(&command, terminal),
        Command::Queries(command) => queries::run(&command, terminal),
        Command::Validate(command) => validate::run(&command, terminal),
        Command::Evaluate(command) => evaluate::run(&command, terminal),
        Command::Explain(command) => explain::run(&command, terminal),
        Command::Review(command) => review::run(&command, terminal),
        Command::Load(command) => load::run(&command, terminal),
        Command::Stats(command) => stats::run(&command, terminal),
        Command::Completions(command) => completions::run(&command, terminal),
    }
}

/// Opens graphs to ask them, and says what is to be said about them.
fn open(graphs: &[String], terminal: &Terminal) -> Result<(Store, Outcome)> {
    open_with(Links::AsTheyAre, graphs, terminal)
}

/// Opens graphs with links between people.
fn open_with(links: Links, graphs: &[String], terminal: &Terminal) -> Result<(Store, Outcome)> {
    let converter = Converter::new(DEFAULT_BASE)?;
    let progress = terminal.progress(graphs.len(), "reading");
    let opened = store::open(graphs, &converter, links, &|| progress.step())?;
    drop(progress);
    let outcome = report(&opened.notes, graphs, terminal)?;
    Ok((opened.store, outcome))
}

/// Says what was met while reading graphs; an error where none of them could be read.
fn report(notes: &Notes, graphs: &[String], terminal: &Terminal) -> Result<Outcome> {
    notes.warnings.iter().for_each(|warning| terminal.warning(warning));
    notes.passed_over.iter().for_each(|error| terminal.error(error));
    if !notes.residue.is_empty() {
        terminal.note(&counted(notes.residue.len(), "line that no rule read", "lines that no rule read"));
    }
    match (notes.passed_over.len(), graphs.len()) {
        (0, _) => Ok(Outcome::Done),
        (failed, all) if failed == all => {
            Err(Error::new(ErrorKind::Input, format!("none of the {all} inputs could be read")))
        }
        (failed, all) => {
            terminal.note(&format!("passed over {failed} of {all} inputs"));
            Ok(Outcome::Partly)
        }
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
