//! `chancery stats`: what a graph holds, counted.

use super::{Outcome, cell, open, rows};
use crate::cli::Stats;
use crate::terminal::Terminal;
use chancery::rdf::derived;
use chancery::{Error, Result};

/// What is counted, one row each.
const COUNTS: &str = include_str!("../../queries/internal/counts.rq");

/// How many statements each rule made.
const RULES: &str = include_str!("../../queries/internal/counts-by-rule.rq");

pub fn run(command: &Stats, terminal: &Terminal) -> Result<Outcome> {
    let (store, outcome) = open(&command.graphs, &command.knowledge, terminal)?;
    let quads = derived::count(&store).map_err(|error| Error::io("the store", &error.into()))?;
    let mut counts = Vec::new();
    for row in rows("counts", COUNTS, &store)? {
        let (what, count) = (cell(&row, "what").to_owned(), cell(&row, "count").to_owned());
        // after the records, as in the summary of a conversion
        if let ("records", Ok(records)) = (what.as_str(), count.parse::<usize>()) {
            counts.push(vec![what, count]);
            counts.push(vec!["quads".to_owned(), quads.to_string()]);
            if records > 0 {
                counts.push(vec!["quads a record".to_owned(), format!("{:.1}", quads as f64 / records as f64)]);
            }
        } else {
            counts.push(vec![what, count]);
        }
    }
    terminal.print_table(&["what", "count"], &counts)?;
    let rules: Vec<_> = rows("counts-by-rule", RULES, &store)?
        .iter()
        .map(|row| ["rule", "basis", "statements"].map(|column| cell(row, column).to_owned()).to_vec())
        .collect();
    if !rules.is_empty() {
        terminal.print_text("\n")?;
        terminal.print_table(&["rule", "basis", "statements"], &rules)?;
    }
    Ok(outcome)
}
