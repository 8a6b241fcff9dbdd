//! `chancery publish`: a folder that others can take, cite and check.

use super::{Outcome, counted, export, open_with};
use crate::cli::Publish;
use crate::terminal::Terminal;
use chancery::Result;
use chancery::export::{PROFILES, Profile};
use chancery::publish::{About, Source, publish};
use chancery::store;

pub fn run(command: &Publish, terminal: &Terminal) -> Result<Outcome> {
    let (store, outcome) = open_with(command.linking.links(), &command.graphs, &command.knowledge, terminal)?;
    // one that is not there was told, and has given nothing
    let sources = store::files(&command.graphs)?.into_iter().filter(|path| path.exists());
    let about = About {
        header: command.said.header("Diplomatic records"),
        licence: command.said.licence.clone().unwrap_or_default(),
        sources: sources.map(|path| Source::read(&path)).collect::<Result<_>>()?,
    };
    let release = publish(&store, &about, &command.output, command.force)?;
    for (name, _) in PROFILES {
        export::unsaid(&Profile::bundled(name)?, &store, terminal)?;
    }
    let files = counted(release.files.len() + 2, "file", "files");
    terminal.note(&format!("{files} in {}", command.output.display()));
    terminal.print_text(&format!("{}\n", release.canonical))?;
    Ok(outcome)
}
