//! `chancery authority`: authority files out of others' data.

use super::{Outcome, authority_files, counted, text_of};
use crate::cli::{Authority, AuthorityCommand, Import};
use crate::output;
use crate::terminal::Terminal;
use chancery::import::{Counts, Fault, Finding, Imported, Input, Mapping, Weight, import};
use chancery::resolve::authority;
use chancery::{Error, ErrorKind, Locator, Result};
use std::fs;
use std::io;
use std::path::Path;

/// How many findings of a sort are shown; the others are counted, and `--report` has them all.
const SHOWN: usize = 5;

pub fn run(command: &Authority, terminal: &Terminal) -> Result<Outcome> {
    match &command.command {
        AuthorityCommand::Import(command) => run_import(command, terminal),
    }
}

fn run_import(command: &Import, terminal: &Terminal) -> Result<Outcome> {
    let mappings: Vec<Mapping> = command.mapping.iter().map(|name| mapping(name)).collect::<Result<_>>()?;
    if mappings.len() != 1 && mappings.len() != command.inputs.len() {
        let message = format!("{} mappings cannot be those of {} inputs", mappings.len(), command.inputs.len());
        return Err(Error::new(ErrorKind::Usage, message)
            .help("give one --mapping for all inputs, or one for each in the same order"));
    }
    let number = |at: usize| if mappings.len() == 1 { 0 } else { at };
    let (mut inputs, mut failed) = (Vec::new(), Vec::new());
    for (at, name) in command.inputs.iter().enumerate() {
        match fs::read(name) {
            Ok(bytes) => inputs.push(Input { name: name.clone(), bytes, mapping: number(at) }),
            Err(error) => failed.push(unreadable(name, &error)),
        }
    }
    if let Some(error) = failed.pop() {
        // what is missing would leave its people out for good: better nothing than an authority file with holes
        failed.iter().for_each(|error| terminal.error(error));
        return Err(error);
    }
    let added = authority_files(&command.knowledge)?;
    let added: Vec<(&str, &str)> = added.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let files = [authority::Authority::bundled_files(), &added].concat();
    let imported = import(&inputs, &mappings, &files)?;

    tell(&imported.findings, terminal);
    if let Some(path) = &command.report {
        report(&imported.findings, path)?;
    }
    let count = |weight| imported.findings.iter().filter(|finding| finding.fault.weight() == weight).count();
    let (passed_over, doubts) = (count(Weight::PassedOver), count(Weight::Doubt));
    if command.strict && passed_over + doubts > 0 {
        let message = format!("nothing was written, because {} wrong or doubtful", things(passed_over + doubts));
        return Err(Error::new(ErrorKind::Input, message).help("mend the input, or leave out --strict"));
    }
    write(&imported, command.output.file(), terminal)?;
    terminal.note(&summary(&imported.counts, passed_over, doubts));
    Ok(if passed_over > 0 { Outcome::Partly } else { Outcome::Done })
}

fn mapping(name: &str) -> Result<Mapping> {
    Mapping::parse(name, &text_of(name, "mapping", "check the path")?)
}

fn unreadable(name: &str, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => {
            Error::new(ErrorKind::Io, "there is no such input").at(Locator::file(name)).help("check the path")
        }
        _ => Error::io(name, error),
    }
}

fn write(imported: &Imported, path: Option<&Path>, terminal: &Terminal) -> Result<()> {
    let Some(path) = path else { return terminal.print_text(&imported.turtle) };
    let name = path.display().to_string();
    output::to_file(path, |out| out.write_all(imported.turtle.as_bytes()).map_err(|error| Error::io(name, &error)))
}

/// Says what was found: of each sort a few, and how many.
fn tell(findings: &[Finding], terminal: &Terminal) {
    for found in findings.chunk_by(|one, two| one.fault == two.fault) {
        let Some(first) = found.first() else { continue };
        let say = |finding: &Finding| match finding.fault.weight() {
            Weight::PassedOver => terminal.error(&finding.to_error()),
            Weight::Doubt => terminal.warning(&finding.to_error()),
            Weight::Note => terminal.note(&format!("note: {}", finding.to_error())),
        };
        found.iter().take(SHOWN).for_each(say);
        if found.len() > SHOWN {
            terminal.note(&format!("  and {} more: {}", found.len() - SHOWN, first.fault.name()));
        }
    }
    let sorts: Vec<(Fault, usize)> = findings
        .chunk_by(|one, two| one.fault == two.fault)
        .filter_map(|found| found.first().map(|first| (first.fault, found.len())))
        .collect();
    if !sorts.is_empty() {
        let sorts: Vec<String> = sorts.iter().map(|(fault, count)| format!("{} {count}", fault.name())).collect();
        terminal.note(&format!("found: {}", sorts.join(", ")));
    }
}

/// Writes all that was found as a table.
fn report(findings: &[Finding], path: &Path) -> Result<()> {
    let name = path.display().to_string();
    output::to_file(path, |out| {
        let failed = |error: csv::Error| Error::io(name.clone(), &io::Error::other(error));
        let mut table = csv::Writer::from_writer(out);
        table.write_record(["what", "meaning", "place", "other place", "message"]).map_err(failed)?;
        for finding in findings {
            let meaning = match finding.fault.weight() {
                Weight::PassedOver => "passed over",
                Weight::Doubt => "doubtful",
                Weight::Note => "note",
            };
            let other = finding.other.as_ref().map(ToString::to_string).unwrap_or_default();
            let place = finding.place.to_string();
            let row = [finding.fault.name(), meaning, place.as_str(), other.as_str(), finding.message.as_str()];
            table.write_record(row).map_err(failed)?;
        }
        table.flush().map_err(|error| Error::io(name.clone(), &error))
    })
}

fn things(count: usize) -> String {
    if count == 1 { "one thing is".to_owned() } else { format!("{count} things are") }
}

/// What came of it, in a line.
fn summary(counts: &Counts, passed_over: usize, doubts: usize) -> String {
    let more = match counts.joined {
        0 => String::new(),
        joined => format!(" (and more about {joined} who were known)"),
    };
    format!(
        "{}{more}, {}, {}, {} from {}; {} merged, {passed_over} passed over, {doubts} doubtful",
        counted(counts.persons, "person", "persons"),
        counted(counts.tenures, "tenure", "tenures"),
        counted(counts.bodies, "body", "bodies"),
        counted(counts.places, "place", "places"),
        counted(counts.rows, "row", "rows"),
        counts.merged,
    )
}
