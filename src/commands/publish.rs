//! `chancery publish`: a folder that others can take, cite and check.

use super::{Outcome, counted, export, open_with};
use crate::cli::Publish;
use crate::terminal::Terminal;
use chancery::Result;
use chancery::export::{PROFILES, Profile};
use chancery::publish::{About, Source, publish};
use std::path::Path;

pub fn run(command: &Publish, terminal: &Terminal) -> Result<Outcome> {
    let (store, outcome) = open_with(command.linking.links(), &command.graphs, &command.knowledge, terminal)?;
    // one that could not be read was told, and has given nothing
    let sources = command.graphs.iter().map(Path::new).filter(|path| path.exists());
    let about = About {
        title: command.title.clone(),
        publisher: command.publisher.clone().unwrap_or_default(),
        url: command.url.clone().unwrap_or_default().trim_end_matches('/').to_owned(),
        licence: command.licence.clone().unwrap_or_default(),
        issued: command.issued.map(|day| day.to_string()),
        sources: sources.map(Source::read).collect::<Result<_>>()?,
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
