//! `chancery load`: graphs into a store's folder.

use super::{Outcome, converter, counted, report};
use crate::cli::Load;
use crate::terminal::Terminal;
use chancery::Result;
use chancery::store;

pub fn run(command: &Load, terminal: &Terminal) -> Result<Outcome> {
    let converter = converter(&command.base, &command.knowledge)?;
    let (loaded, notes) = store::load(&command.store, &command.graphs, &converter, !command.no_links)?;
    let outcome = report(&notes, terminal)?;
    terminal.note(&format!(
        "replaced {}; the store holds {}",
        counted(loaded.replaced, "record", "records"),
        counted(loaded.quads, "quad", "quads"),
    ));
    Ok(outcome)
}
