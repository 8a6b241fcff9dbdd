//! `chancery network`: who is tied to whom, as a file for tools that draw and measure.

use super::{Outcome, counted, open_with};
use crate::cli::{Network, Projection};
use crate::output;
use crate::terminal::{Terminal, table};
use chancery::network::measures::{Row, measure};
use chancery::network::read::{Wanted, read};
use chancery::network::select::{around, find};
use chancery::network::write::{Format, nodes_csv, sidecar, write};
use chancery::network::{self, Tie};
use chancery::query::did_you_mean;
use chancery::store::is_remote;
use chancery::{Error, ErrorKind, Locator, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How many of those with most ties are shown.
const TOP: usize = 10;

/// How many of several that a name may mean are shown.
const SHOWN: usize = 8;

pub fn run(command: &Network, terminal: &Terminal) -> Result<Outcome> {
    // what cannot be is said before the graphs are read
    let format = format(command)?;
    if let (Some(from), Some(to)) = (&command.from, &command.to)
        && from > to
    {
        return Err(Error::new(ErrorKind::Usage, format!("--from {from} is later than --to {to}"))
            .help("no day is both; exchange the two"));
    }
    let ties = ties(command)?;
    let (store, outcome) =
        open_with(command.linking.links(), &command.graphs, &command.knowledge.knowledge(), terminal)?;
    let wanted = Wanted { ties, project: command.project.into(), from: command.from.clone(), to: command.to.clone() };
    let mut network = read(&store, &wanted)?;
    if let Some(name) = &command.ego {
        let ego = ego(&network, name)?;
        network = around(network, ego, command.steps);
    }
    // a file by its name, a server by its address
    let name = |graph: &'_ String| match is_remote(graph) {
        true => Some(graph.clone()),
        false => Some(Path::new(graph).file_name()?.to_str()?.to_owned()),
    };
    let sources: Vec<String> = command.graphs.iter().filter_map(name).collect();
    network.made.facts.push(("made from".to_owned(), sources.join(", ")));
    if command.measures {
        let measured = measure(&mut network)?;
        terminal.note(top(&measured.top(&network, TOP)).trim_end());
    }
    put(command, &network, format, terminal)?;
    let (nodes, edges) = (network.nodes.len(), network.edges.len());
    terminal.note(&format!("{}, {}", counted(nodes, "node", "nodes"), counted(edges, "edge", "edges")));
    Ok(outcome)
}

/// The kinds of ties that were asked for, or the usual one.
fn ties(command: &Network) -> Result<Vec<Tie>> {
    let ties: Vec<Tie> = command.tie.iter().map(|tie| Tie::from(*tie)).collect();
    let other = ties.iter().find(|tie| **tie != Tie::Mentioned);
    match (command.project, other) {
        (Projection::PeopleDocuments, Some(other)) => {
            let message = format!("people and documents are tied by being named there, not by --tie {}", other.name());
            Err(Error::new(ErrorKind::Usage, message).help("leave out --tie, or let the nodes be --project people"))
        }
        _ if ties.is_empty() => Ok(vec![Tie::Met]),
        _ => Ok(ties),
    }
}

/// Those with most ties, as a table.
fn top(rows: &[Row]) -> String {
    let head = ["", "name", "tied to", "strength", "betweenness", "closeness", "eigenvector", "community"];
    let number = |value: Option<f64>| value.map(|value| format!("{value:.3}")).unwrap_or_default();
    let cells = |row: &Row| {
        vec![
            row.rank.to_string(),
            row.label.clone(),
            row.degree.to_string(),
            row.strength.to_string(),
            number(row.betweenness),
            number(Some(row.closeness)),
            number(row.eigenvector),
            row.community.to_string(),
        ]
    };
    table(&head, &rows.iter().map(cells).collect::<Vec<_>>())
}

/// The format that was asked for, or that of the file's name.
fn format(command: &Network) -> Result<Format> {
    let format = match (command.format, command.output.file()) {
        (Some(format), _) => format.into(),
        (None, None) => Format::Gexf,
        (None, Some(path)) => Format::from_path(path).ok_or_else(|| {
            let endings = Format::ALL.map(|format| format!(".{format}")).join(" ");
            Error::new(ErrorKind::Usage, "the file's name tells no format of networks")
                .at(Locator::file(path.display().to_string()))
                .help(format!("end it in one of {endings}, or name a format with --format"))
        })?,
    };
    if format == Format::Csv && command.output.file().is_none() {
        return Err(Error::new(ErrorKind::Usage, "two tables cannot be written to standard output")
            .help("name a file: -o NAME.csv writes NAME.csv and NAME-nodes.csv"));
    }
    Ok(format)
}

/// Writes the file, and beside it how it was made.
fn put(command: &Network, network: &network::Network, format: Format, terminal: &Terminal) -> Result<()> {
    let Some(path) = command.output.file() else {
        return terminal.print(|out| write(network, format, out));
    };
    output::to_file(path, |out| write(network, format, out))?;
    if format == Format::Csv {
        output::to_file(&beside(path, "-nodes.csv"), |out| nodes_csv(network, out))?;
    }
    let meta = path.with_file_name(format!("{}.meta.json", path.file_name().unwrap_or_default().display()));
    output::to_file(&meta, |out| sidecar(network, out))
}

/// `a/korea-nodes.csv` beside `a/korea.csv`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    path.with_file_name(format!("{}{ending}", path.file_stem().unwrap_or_default().display()))
}

/// Whom a name means.
fn ego(network: &network::Network, name: &str) -> Result<usize> {
    find(network, name).map_err(|several| {
        if several.is_empty() {
            // a part of a name will do, and so a part of one is near
            let names = network.nodes.iter().map(|node| node.label.as_str());
            let parts: BTreeSet<&str> = names.clone().flat_map(|name| name.split(' ')).chain(names).collect();
            let hint = did_you_mean(name, parts.into_iter());
            return Error::new(ErrorKind::Usage, format!("nobody in this network is called “{name}”{hint}"))
                .help("name somebody as the queries show it, or by IRI");
        }
        let shown = several.iter().take(SHOWN).map(|at| &network.nodes[*at]);
        let mut shown: Vec<String> = shown.map(|node| format!("{} <{}>", node.label, node.iri)).collect();
        if several.len() > SHOWN {
            shown.push(format!("and {} more", several.len() - SHOWN));
        }
        Error::new(ErrorKind::Usage, format!("“{name}” may be {} in this network", several.len()))
            .help(format!("name one by IRI, or by its end: {}", shown.join("; ")))
    })
}
