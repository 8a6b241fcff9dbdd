//! `chancery spread`: linking on several machines, step by step.

use super::link::links;
use super::{Outcome, report, text_of};
use crate::cli::{AuthorityFiles, Spread, Step};
use crate::terminal::Terminal;
use chancery::convert::Converter;
use chancery::link::people::Reader;
use chancery::link::spread::{self, Line, OfOffice, Part, Plan};
use chancery::rdf::write::{Format, write};
use chancery::resolve::authority::Authority;
use chancery::store;
use chancery::{Error, ErrorKind, Locator, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Write;

/// What messages call what `survey` wrote.
const SURVEY: &str = "survey";

pub fn run(command: &Spread, terminal: &Terminal) -> Result<Outcome> {
    let files = AuthorityFiles { authority: command.authority.clone() };
    let authority = Authority::with_texts(super::authority_files(&files)?)?;
    let converter = Converter::with(&command.base, authority)?;
    match &command.step {
        Step::Statements { graphs } => statements(graphs, &converter, terminal),
        Step::Survey { graphs } => {
            let (reader, outcome) = read(graphs, &converter, terminal)?;
            terminal.print(|out| lines(&spread::survey(reader, &converter), out))?;
            Ok(outcome)
        }
        Step::Plan { surveys, parts } => {
            let plan = Plan::new(all::<Line>(surveys, SURVEY)?, *parts, &converter);
            terminal.print(|out| lines(&[plan], out))?;
            Ok(Outcome::Done)
        }
        Step::Part { part, graphs, plan: name, facts } => {
            let text = text_of(name, "plan", "make one with: chancery spread plan")?;
            let plan: Plan = serde_json::from_str(&text).map_err(|error| malformed(name, "plan", 0, &error))?;
            let (reader, outcome) = read(graphs, &converter, terminal)?;
            let Part { linked, facts: found } = Part::new(reader, &plan, *part, &converter)?;
            terminal.put(Some(facts), |out| lines(&found, out))?;
            terminal.print(|out| links(&linked, &converter, Format::NQuads, out))?;
            Ok(outcome)
        }
        Step::Offices { facts } => {
            let links = spread::of_offices(all::<OfOffice>(facts, "list of facts")?, &converter)?;
            terminal.print(|out| write(&links, Format::NQuads, out))?;
            Ok(Outcome::Done)
        }
    }
}

/// The people of graphs.
fn read(graphs: &[String], converter: &Converter, terminal: &Terminal) -> Result<(Reader, Outcome)> {
    let (reader, notes) = store::fold(graphs, converter, &|| (), &|reader: &mut Reader, quad| reader.read(quad))?;
    Ok((reader, report(&notes, terminal)?))
}

/// Writes what linking reads.
fn statements(graphs: &[String], converter: &Converter, terminal: &Terminal) -> Result<Outcome> {
    // nothing is written of a graph that breaks off
    type Found = (String, Option<Error>);
    let ((text, error), notes) =
        store::fold(graphs, converter, &|| (), &|(text, error): &mut Found, quad| match spread::statement(
            quad, converter,
        ) {
            Ok(None) => {}
            Ok(Some(record)) => text.extend([record, "\t", &quad.to_string(), " .\n"]),
            Err(found) => *error = Some(found),
        })?;
    if let Some(error) = error {
        return Err(error);
    }
    terminal.print_text(&text)?;
    report(&notes, terminal)
}

/// Writes things as JSON, a line each.
fn lines(things: &[impl Serialize], out: &mut (dyn Write + Send)) -> Result<()> {
    for thing in things {
        let line = serde_json::to_string(thing).map_err(std::io::Error::from);
        line.and_then(|line| writeln!(out, "{line}")).map_err(|error| Error::io("output", &error))?;
    }
    Ok(())
}

/// What files hold of a sort, a line each.
fn all<T: DeserializeOwned>(names: &[String], what: &str) -> Result<Vec<T>> {
    let mut all = Vec::new();
    for name in names {
        let text = text_of(name, what, "check the path")?;
        // nobody may have held an office, but a survey of nobody says so
        if text.trim().is_empty() && what == SURVEY {
            return Err(Error::new(ErrorKind::Input, format!("the {what} is empty"))
                .at(Locator::file(name))
                .help("write it again with: chancery spread survey"));
        }
        for (number, line) in (0..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            all.push(serde_json::from_str(line).map_err(|error| malformed(name, what, number, &error))?);
        }
    }
    Ok(all)
}

/// What is wrong with a line of a file, counted from 0.
fn malformed(name: &str, what: &str, line: u64, error: &serde_json::Error) -> Error {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    Error::new(ErrorKind::Input, format!("this is no {what}: {message}"))
        .at(Locator::line(name, line + 1))
        .help("write it again with: chancery spread")
}
