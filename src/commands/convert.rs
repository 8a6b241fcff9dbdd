//! `chancery convert`: listings in, one graph out.

use super::{Outcome, converter, counted, graph_format, report};
use crate::cli::Convert;
use crate::terminal::Terminal;
use chancery::convert::Residue;
use chancery::rdf::quads::Quads;
use chancery::rdf::vocab::{chy, rico};
use chancery::rdf::write::{Format, Prepared, Writer, write};
use chancery::store::{self, Sources};
use chancery::{Error, ErrorKind, Result};
use oxigraph::model::Quad;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many unread lines are shown; the others are only counted.
const SHOWN: usize = 5;

/// The bytes of the buffer that formats in order are sorted in.
const BUFFER: usize = 32 << 20;

pub fn run(command: &Convert, terminal: &Terminal) -> Result<Outcome> {
    // what cannot be is said before anything is read
    let format = graph_format(command.to, command.output.file(), Format::TriG)?;
    let converter = converter(&command.base, &command.knowledge)?;
    let counts = Counts::default();
    let (mut outcome, mut residue) = (Outcome::Done, Vec::new());
    match Sources::of(&command.inputs, &converter)? {
        Some(mut sources) => {
            if let Some((number, of)) = command.shard {
                sources = sources.shard(number, of);
            }
            let progress = terminal.progress_of_bytes(sources.bytes(), "converting");
            terminal.put(command.output.file(), |out| {
                let mut writer = Writer::new(format, BUFFER, out);
                let prepare = |quads: Quads| {
                    counts.add(&quads);
                    Prepared::of(&quads, format)
                };
                let notes = sources.convert(&prepare, &mut |quads| writer.push(quads), &|bytes| progress.add(bytes))?;
                outcome = report(&notes, terminal)?;
                residue = notes.residue;
                writer.finish()
            })?;
        }
        // what is RDF already is only written anew
        None if command.shard.is_some() => {
            return Err(Error::new(
                ErrorKind::Usage,
                "a share can be taken of sources only, and some of these files are RDF",
            )
            .help("leave out --shard, or the RDF files"));
        }
        None => {
            let progress = terminal.progress(command.inputs.len(), "reading");
            let (quads, notes) = store::gather(&command.inputs, &converter, &|| progress.step())?;
            drop(progress);
            outcome = report(&notes, terminal)?;
            let mut counted = Quads::default();
            counted.extend(quads.iter().map(Quad::as_ref));
            counts.add(&counted);
            terminal.put(command.output.file(), |out| write(&quads, format, out))?;
            residue = notes.residue;
        }
    }
    terminal.note(&counts.told());
    unread(&residue, terminal);
    Ok(outcome)
}

/// How much there is of what, by quads that are counted on any thread.
#[derive(Default)]
struct Counts {
    records: AtomicUsize,
    encounters: AtomicUsize,
    quads: AtomicUsize,
    of_records: AtomicUsize,
}

impl Counts {
    fn add(&self, quads: &Quads) {
        let add = |to: &AtomicUsize, count| to.fetch_add(count, Ordering::Relaxed);
        add(&self.records, quads.instances(rico::Record));
        add(&self.encounters, quads.instances(chy::Encounter));
        add(&self.quads, quads.len());
        add(&self.of_records, quads.len_in(|graph| graph.contains("/graph/record/")));
    }

    /// All of it in a line.
    fn told(&self) -> String {
        let of = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        let (records, quads) = (of(&self.records), of(&self.quads));
        let each = |quads: usize| quads as f64 / records as f64;
        let each = match records {
            0 => String::new(),
            _ => {
                let own = each(of(&self.of_records));
                format!(" ({own:.1} a record in its own graph, {:.1} with what records share)", each(quads))
            }
        };
        [
            counted(records, "record", "records"),
            counted(of(&self.encounters), "encounter", "encounters"),
            counted(quads, "quad", "quads") + &each,
        ]
        .join(", ")
    }
}

/// Says which lines of the listings no rule read.
fn unread(residue: &[(String, Residue)], terminal: &Terminal) {
    if residue.is_empty() {
        return;
    }
    terminal.note(&format!("{} that no rule read:", counted(residue.len(), "line", "lines")));
    for (name, line) in residue.iter().take(SHOWN) {
        terminal.note(&format!("  {name}:{}: {}", line.line, line.text));
    }
    if residue.len() > SHOWN {
        terminal.note(&format!("  and {} more", residue.len() - SHOWN));
    }
}
