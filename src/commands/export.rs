//! `chancery export`: a graph in the terms that others take.

use super::{Outcome, counted, graph_format, open_with};
use crate::cli::{Export, Said};
use crate::terminal::Terminal;
use chancery::export::{Profile, cmif};
use chancery::rdf::derived;
use chancery::rdf::vocab::shorten;
use chancery::rdf::write::{Format, write, write_reified, write_store};
use chancery::{Error, ErrorKind, Locator, Result};
use oxigraph::model::Quad;
use oxigraph::store::Store;
use std::path::Path;

/// How many of the terms that a profile has no word for are named; of the others only how many there are is said.
const NAMED: usize = 12;

pub fn run(command: &Export, terminal: &Terminal) -> Result<Outcome> {
    // the profile is read first: a mistake in it should not wait for the graphs
    let profile = match command.profile.as_str() {
        "full" | "cmif" => None,
        name => Some(named(name)?),
    };
    let file = command.output.file();
    let usual = if profile.is_some() { Format::Turtle } else { Format::TriG };
    let format = if command.profile == "cmif" { usual } else { graph_format(command.to, file, usual)? };
    check(command, profile.as_ref(), format)?;
    let (store, outcome) = open_with(command.linking.links(), &command.graphs, &command.knowledge, terminal)?;
    match &profile {
        Some(profile) => {
            let said: Vec<(&str, &str)> =
                said(&command.said).into_iter().filter_map(|(name, it)| Some((name, it?))).collect();
            if profile.takes("publisher") && command.said.publisher.is_none() {
                terminal.note(&format!(
                    "no publisher is named, and who takes {} wants one: --publisher NAME",
                    profile.name
                ));
            }
            let quads = profile.run_with(&store, &said)?;
            terminal.put(file, |out| write(&quads, format, out))?;
            terminal.note(&counted(quads.len(), "triple", "triples"));
            unsaid(profile, &store, terminal)?;
        }
        None if command.profile == "cmif" => {
            let header = command.said.header("Correspondence");
            if header.publisher.is_empty() {
                terminal.note("no publisher is named, and who takes CMIF wants one: --publisher NAME");
            }
            let mut messages = 0;
            terminal.put(file, |out| cmif::write(&store, &header, out).map(|count| messages = count))?;
            terminal.note(&counted(messages, "message", "messages"));
        }
        None if command.rdf_12 => {
            let quads = all(&store)?;
            terminal.put(file, |out| write_reified(&quads, format, out))?;
        }
        None => terminal.put(file, |out| write_store(&store, format, out))?,
    }
    Ok(outcome)
}

/// What is said that the graph does not know, by the names that profiles have for it.
fn said(said: &Said) -> [(&'static str, Option<&str>); 4] {
    [
        ("title", said.title.as_deref()),
        ("publisher", said.publisher.as_deref()),
        ("url", said.url.as_deref()),
        ("licence", said.licence.as_deref()),
    ]
}

/// A bundled profile, or one's own in a file.
fn named(name: &str) -> Result<Profile> {
    let path = Path::new(name);
    if path.extension().is_some_and(|extension| extension == "rq" || extension == "sparql") {
        let text = std::fs::read_to_string(path).map_err(|error| super::query::unreadable(name, &error))?;
        Profile::parse(name, &text)
    } else {
        Profile::bundled(name)
    }
}

/// Says which options do not go with the profile, before anything is read.
fn check(command: &Export, profile: Option<&Profile>, format: Format) -> Result<()> {
    let wrong = |message: String, help: &str| Err(Error::new(ErrorKind::Usage, message).help(help.to_owned()));
    let takes = |name: &str| match profile {
        Some(profile) => profile.takes(name),
        None => command.profile == "cmif" && name != "licence",
    };
    let issued = command.said.issued.map(|_| ("issued", Some("")));
    let given = said(&command.said).into_iter().chain(issued).filter(|(_, value)| value.is_some());
    let vain: Vec<String> = given.filter(|(name, _)| !takes(name)).map(|(name, _)| format!("--{name}")).collect();
    match command.profile.as_str() {
        "cmif" if command.to.is_some() => wrong("cmif is XML, and has no other format".to_owned(), "leave out --to"),
        "cmif" if !is_xml(command.output.file()) => {
            wrong("cmif is XML, and the file's name says another format".to_owned(), "end it in .xml")
        }
        profile if !vain.is_empty() => wrong(
            format!("{profile} says nothing of {}", vain.join(" and ")),
            "leave it out: cmif takes --title, --publisher, --url and --issued, edm --publisher, --url and --licence",
        ),
        profile if command.rdf_12 && profile != "full" => {
            wrong(format!("{profile} has no evidence to reify"), "--rdf-12 goes with --profile full")
        }
        _ if command.rdf_12 && !format.has_reifiers() => {
            wrong(format!("--rdf-12 cannot be written as {format}"), "take turtle, trig, ntriples or nquads")
        }
        _ => Ok(()),
    }
}

/// Whether a file's name may be that of XML.
fn is_xml(file: Option<&Path>) -> bool {
    let ending = file.and_then(Path::extension);
    ending.is_none_or(|ending| ending.eq_ignore_ascii_case("xml") || ending.eq_ignore_ascii_case("tei"))
}

fn all(store: &Store) -> Result<Vec<Quad>> {
    let quads: std::result::Result<_, _> = derived::statements(store).collect();
    quads.map_err(|error| Error::new(ErrorKind::Io, error.to_string()).at(Locator::file("the store")))
}

/// Names what the profile has no word for.
pub fn unsaid(profile: &Profile, store: &Store, terminal: &Terminal) -> Result<()> {
    let mut unsaid = profile.unsaid(store)?;
    if unsaid.is_empty() {
        return Ok(());
    }
    unsaid.sort_by(|(one, uses), (other, others)| others.cmp(uses).then_with(|| one.cmp(other)));
    let named = unsaid.iter().take(NAMED).map(|(term, uses)| format!("{} ({uses})", shorten(term)));
    let mut named = named.collect::<Vec<_>>().join(", ");
    if unsaid.len() > NAMED {
        named += &format!(", and {} more", unsaid.len() - NAMED);
    }
    let terms = counted(unsaid.len(), "term", "terms");
    terminal.note(&format!("{} has no word for {terms} of the graph: {named}", profile.name));
    Ok(())
}
