//! `chancery load`: graphs into a store's folder, or a server.

use super::{Outcome, converter, counted, report};
use crate::cli::Load;
use crate::terminal::Terminal;
use chancery::query::ties;
use chancery::store::{self, Remote, is_remote};
use chancery::{Error, ErrorKind, Result};

/// The variable that a token may be in: unlike an argument, other users of the machine do not see it.
const TOKEN: &str = "CHANCERY_TOKEN";

pub fn run(command: &Load, terminal: &Terminal) -> Result<Outcome> {
    let converter = converter(&command.base, &command.knowledge)?;
    let links = !command.no_links;
    let progress = terminal.progress_of_bytes(store::bytes(&command.graphs)?, "loading");
    let read = |bytes| progress.add(bytes);
    if is_remote(&command.store) {
        let token = std::env::var(TOKEN).ok().filter(|token| !token.is_empty());
        let remote = Remote::new(&command.store, command.update.as_deref(), token)?;
        let (sent, notes) = remote.load(&command.graphs, &converter, links, command.resume, &read)?;
        drop(progress);
        let outcome = report(&notes, terminal)?;
        let there = match sent.there {
            0 => String::new(),
            there => format!("; {} were there already", counted(there, "quad", "quads")),
        };
        terminal.note(&format!("sent {}{there}", counted(sent.quads, "quad", "quads")));
        return Ok(outcome);
    }
    for (given, option) in [(command.update.is_some(), "--update"), (command.resume, "--resume")] {
        if given {
            let message = format!("{option} goes with a server, and --store names a folder");
            return Err(Error::new(ErrorKind::Usage, message).help("leave it out, or name the server's address"));
        }
    }
    let (loaded, notes) =
        store::load(&command.store, &command.graphs, &converter, links, &mut ties::Keeper::default(), &read)?;
    drop(progress);
    let outcome = report(&notes, terminal)?;
    terminal.note(&format!(
        "replaced {}; the store holds {}",
        counted(loaded.replaced, "record", "records"),
        counted(loaded.quads, "quad", "quads"),
    ));
    Ok(outcome)
}
