//! `chancery explain`: each entry's words with their readings marked, and each statement with the words it rests on.

use super::{Outcome, converter, counted, open, standard_input};
use crate::cli::{Explain, ExplainFormat};
use crate::output;
use crate::terminal::{Terminal, width};
use chancery::convert::DEFAULT_BASE;
use chancery::explain;
use chancery::{Error, ErrorKind, Locator, Result};
use oxigraph::store::Store;
use std::path::Path;

mod page;
mod text;

pub fn run(command: &Explain, terminal: &Terminal) -> Result<Outcome> {
    let (graphs, wanted) = split(&command.graphs);
    let words_of =
        if graphs.is_empty() { "the text that was typed" } else { "the archive's catalogue, not of the documents" };
    let (store, outcome) = match graphs {
        [] => (typed(command)?, Outcome::Done),
        graphs => open(graphs, &command.knowledge, terminal)?,
    };
    let mut entries = explain::entry::read(&store)?;
    if let Some(wanted) = wanted {
        entries.retain(|entry| entry.is(wanted));
        if entries.is_empty() {
            let message = format!("no document here answers to “{wanted}”, and there is no such file");
            return Err(Error::new(ErrorKind::Usage, message)
                .help("name it by its number in the order of dates, part of its title, or the end of its IRI"));
        }
    }
    let shown = match format(command) {
        ExplainFormat::Html => page::render(&entries, &store, words_of)?,
        ExplainFormat::Text => {
            // a file or a pipe gets each paragraph and each statement in one line
            let seen = command.output.file().is_none() && terminal.is_terminal();
            let width = seen.then(|| usize::from(width()));
            let colours = command.output.file().is_none() && terminal.has_colours();
            entries.iter().map(|entry| text::to_text(entry, colours, width)).collect::<Vec<_>>().join("\n")
        }
    };
    match command.output.file() {
        Some(path) => {
            let name = path.display().to_string();
            output::to_file(path, |out| out.write_all(shown.as_bytes()).map_err(|error| Error::io(name, &error)))?;
        }
        None => terminal.print_text(&shown)?,
    }
    terminal.note(&counted(entries.len(), "record", "records"));
    terminal.note(&format!("The words quoted are those of {words_of}."));
    Ok(outcome)
}

/// The graphs, and the document where the last word is one: it names no file, and comes after one.
fn split(words: &[String]) -> (&[String], Option<&str>) {
    match words {
        [graphs @ .., last] if !graphs.is_empty() && !Path::new(last).exists() => (graphs, Some(last)),
        graphs => (graphs, None),
    }
}

/// What was asked for, or what the name of the file to write speaks of.
fn format(command: &Explain) -> ExplainFormat {
    let page = |path: &Path| path.extension().is_some_and(|extension| extension == "html" || extension == "htm");
    match (command.format, command.output.file()) {
        (Some(format), _) => format,
        (None, Some(path)) if page(path) => ExplainFormat::Html,
        (None, _) => ExplainFormat::Text,
    }
}

/// The graph of an entry that was typed.
fn typed(command: &Explain) -> Result<Store> {
    let given = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    let (title, date) = (given(&command.title), given(&command.date));
    let from_pipe = command.text.as_deref() == Some("-");
    let text = if from_pipe { standard_input()?.trim().to_owned() } else { given(&command.text) };
    if text.is_empty() && title.is_empty() {
        let name = if from_pipe { "standard input" } else { "--text" };
        return Err(Error::new(ErrorKind::Usage, "there is no text to read")
            .at(Locator::file(name))
            .help("such as: chancery explain --text 'Kim Il meets Soviet Ambassador Puzanov.'"));
    }
    let quads = converter(DEFAULT_BASE, &command.knowledge)?.entry("A typed text", &title, &text, &date);
    let store = Store::new().map_err(|error| Error::io("memory", &error.into()))?;
    store.extend(quads).map_err(|error| Error::io("memory", &error.into()))?;
    Ok(store)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_is_a_document_if_it_is_no_file() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(split(&words(&["Cargo.toml", "5"])), (&words(&["Cargo.toml"])[..], Some("5")));
        assert_eq!(split(&words(&["Cargo.toml", "src"])), (&words(&["Cargo.toml", "src"])[..], None));
        assert_eq!(split(&words(&["5"])), (&words(&["5"])[..], None));
    }
}
