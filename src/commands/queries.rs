//! `chancery queries`: what can be asked by name.

use super::Outcome;
use crate::cli::Queries;
use crate::terminal::Terminal;
use chancery::Result;
use chancery::query::{self, Query};

pub fn run(command: &Queries, terminal: &Terminal) -> Result<Outcome> {
    match &command.name {
        Some(name) => terminal.print_text(&format!("{}\n", query::find(name)?.text.trim_end()))?,
        None => {
            let rows: Vec<_> = query::bundled().iter().map(row).collect();
            terminal.print_table(&["query", "answers", "parameters"], &rows)?;
            terminal.note("`chancery queries NAME` shows a query's SPARQL, its columns and its parameters.");
        }
    }
    Ok(Outcome::Done)
}

/// A query in a line: a parameter that may be left out stands in brackets.
fn row(query: &Query) -> Vec<String> {
    let params: Vec<_> = query
        .params
        .iter()
        .map(|param| if param.required { param.name.clone() } else { format!("[{}]", param.name) })
        .collect();
    vec![query.name.to_string(), query.title.to_string(), params.join(" ")]
}
