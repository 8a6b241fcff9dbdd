//! `chancery validate`: does a graph keep the shapes it promises?

use super::{Outcome, open};
use crate::cli::Validate;
use crate::terminal::Terminal;
use chancery::{Error, ErrorKind, Result, shapes};
use oxigraph::model::Quad;

pub fn run(command: &Validate, terminal: &Terminal) -> Result<Outcome> {
    let (store, outcome) = open(&command.graphs, terminal)?;
    let quads: Vec<Quad> =
        store.iter().collect::<Result<_, _>>().map_err(|error| Error::io("the store", &error.into()))?;
    let report = shapes::validate(&quads)?;
    terminal.print_text(&format!("{}\n", report.to_string().trim_end()))?;
    if report.conforms() {
        Ok(outcome)
    } else {
        Err(Error::new(ErrorKind::Invalid, "the graph does not keep its shapes")
            .help("the report names what breaks them"))
    }
}
