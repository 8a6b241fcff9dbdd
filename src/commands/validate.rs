//! `chancery validate`: does a graph keep the shapes it promises?

use super::{Outcome, converter, report};
use crate::cli::Validate;
use crate::terminal::Terminal;
use chancery::convert::DEFAULT_BASE;
use chancery::{Error, ErrorKind, Result, shapes, store};

pub fn run(command: &Validate, terminal: &Terminal) -> Result<Outcome> {
    let converter = converter(DEFAULT_BASE, &command.knowledge)?;
    let progress = terminal.progress(command.graphs.len(), "reading");
    // as the files have them: Oxigraph's store turns every sort of integer into xsd:integer, which shapes tell apart
    let (quads, notes) = store::gather(&command.graphs, &converter, &|| progress.step())?;
    drop(progress);
    let outcome = report(&notes, terminal)?;
    let report = shapes::validate(quads)?;
    terminal.print_text(&format!("{}\n", report.to_string().trim_end()))?;
    if report.conforms() {
        Ok(outcome)
    } else {
        Err(Error::new(ErrorKind::Invalid, "the graph does not keep its shapes")
            .help("the report names what breaks them"))
    }
}
