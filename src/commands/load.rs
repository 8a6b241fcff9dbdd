//! `chancery load`: graphs into a store's folder.

use super::{Outcome, converter, counted, report};
use crate::cli::Load;
use crate::terminal::Terminal;
use chancery::Result;
use chancery::store;

pub fn run(command: &Load, terminal: &Terminal) -> Result<Outcome> {
    let converter = converter(&command.base, &command.knowledge)?;
    let progress = terminal.progress(command.graphs.len(), "reading");
    let (quads, notes) = store::gather(&command.graphs, &converter, &|| progress.step())?;
    drop(progress);
    let outcome = report(&notes, terminal)?;
    let loaded = store::load(&command.store, &quads, (!command.no_links).then_some(&converter))?;
    terminal.note(&format!(
        "loaded {}; replaced {}; the store holds {}",
        counted(quads.len(), "quad", "quads"),
        counted(loaded.replaced, "record", "records"),
        counted(loaded.quads, "quad", "quads"),
    ));
    Ok(outcome)
}
