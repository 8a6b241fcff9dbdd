//! `chancery evaluate`: how much of a graph is right, beside gold annotations.

use super::{Outcome, open};
use crate::cli::{Evaluate, EvaluationFormat};
use crate::output;
use crate::terminal::{Terminal, plain, table};
use chancery::evaluate::{Evaluation, Figure, Gold, evaluate};
use chancery::rdf::confidence::Count;
use chancery::{Error, ErrorKind, Locator, Result};
use serde_json::{Map, Value, json};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

pub fn run(command: &Evaluate, terminal: &Terminal) -> Result<Outcome> {
    let (gold, graphs): (Vec<String>, Vec<String>) =
        command.graphs_and_gold.iter().cloned().partition(|name| is_gold(name));
    if gold.is_empty() || graphs.is_empty() {
        return Err(Error::new(ErrorKind::Usage, "a score needs a graph and gold annotations, which are a .json file")
            .help("such as: chancery evaluate listing.txt gold.json; a graph in JSON-LD is named .jsonld"));
    }
    // the annotations are read first: a mistake in them should not wait for the graphs
    let gold: Vec<Gold> = gold.iter().map(|name| read(name)).collect::<Result<_>>()?;
    let (store, outcome) = open(&graphs, &command.knowledge, terminal)?;
    let evaluation = evaluate(&store, &gold)?;
    if evaluation.tally(Figure::Documents).right == 0 {
        terminal.warning(
            &Error::new(
                ErrorKind::Input,
                "no document of the annotations is in the graph, so that nothing can be right",
            )
            .help("a document is found by its date and title: are these the annotations of these listings?"),
        );
    }
    if let Some(path) = &command.write_rules {
        let text = evaluation.confidence(&gold).to_turtle();
        let write = |out: &mut dyn Write| out.write_all(text.as_bytes());
        output::to_file(path, |out| write(out).map_err(|error| Error::io(path.display().to_string(), &error)))?;
    }
    let aligned = match command.format {
        Some(EvaluationFormat::Json) => {
            let value = in_json(&evaluation, command.errors);
            terminal.print_text(&format!("{value:#}\n"))?;
            return Ok(outcome);
        }
        Some(EvaluationFormat::Table) => true,
        Some(EvaluationFormat::Plain) => false,
        None => terminal.is_terminal(),
    };
    if command.errors {
        let faults: String = evaluation.faults.iter().map(|fault| format!("{fault}\n")).collect();
        terminal.print_text(&format!("{faults}\n"))?;
    }
    let show = |header: &[&str], rows: &[Vec<String>]| {
        terminal.print_text(&if aligned { table(header, rows) } else { plain(header, rows) })
    };
    show(&["figure", "precision", "recall", "F1", "right", "wrong", "missed"], &figures(&evaluation))?;
    terminal.print_text("\n")?;
    show(&["rule", "fired", "right", "wrong", "precision", "95 % interval"], &rules(&evaluation))?;
    Ok(outcome)
}

/// Gold annotations by their name; whatever else there is in JSON is no graph that we read by this ending.
fn is_gold(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

fn read(name: &str) -> Result<Gold> {
    let text = fs::read_to_string(name).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::new(ErrorKind::Io, "there are no such gold annotations")
            .at(Locator::file(name))
            .help("check the path"),
        io::ErrorKind::InvalidData => Error::new(ErrorKind::Input, "the annotations are not UTF-8")
            .at(Locator::file(name))
            .help("save them as UTF-8"),
        _ => Error::io(name, &error),
    })?;
    Gold::read(name, &text)
}

fn figures(evaluation: &Evaluation) -> Vec<Vec<String>> {
    let row = |figure: &Figure| {
        let tally = evaluation.tally(*figure);
        let shares = [tally.precision(), tally.recall(), tally.f1()].map(|share| format!("{share:.3}"));
        let counts = [tally.right, tally.wrong, tally.missed].map(|count| count.to_string());
        std::iter::once(figure.name().to_owned()).chain(shares).chain(counts).collect()
    };
    Figure::ALL.iter().map(row).collect()
}

fn rules(evaluation: &Evaluation) -> Vec<Vec<String>> {
    let row = |(rule, count): (&String, &Count)| {
        let counts = [count.fired, count.right, count.wrong].map(|count| count.to_string());
        let precision = count.precision().map_or_else(|| "unmeasured".to_owned(), |share| format!("{share:.3}"));
        let interval = count.interval().map_or_else(String::new, |(low, high)| format!("{low:.3} to {high:.3}"));
        std::iter::once(rule.clone()).chain(counts).chain([precision, interval]).collect()
    };
    evaluation.rules.iter().map(row).collect()
}

/// The figures as `tests/gold/score.py --json` names them, and the rules beside them.
fn in_json(evaluation: &Evaluation, errors: bool) -> Value {
    let rounded = |share: f64| (share * 10_000.0).round() / 10_000.0;
    let mut all = Map::new();
    for figure in Figure::ALL {
        let tally = evaluation.tally(figure);
        let value = json!({
            "precision": rounded(tally.precision()), "recall": rounded(tally.recall()), "f1": rounded(tally.f1()),
            "tp": tally.right, "fp": tally.wrong, "fn": tally.missed,
        });
        all.insert(figure.name().to_owned(), value);
    }
    let rules = evaluation.rules.iter().map(|(rule, count)| {
        let interval = count.interval().map(|(low, high)| [rounded(low), rounded(high)]);
        let value = json!({
            "fired": count.fired, "right": count.right, "wrong": count.wrong,
            "precision": count.precision().map(rounded), "interval": interval,
        });
        (rule.clone(), value)
    });
    all.insert("rules".to_owned(), Value::Object(rules.collect()));
    if errors {
        all.insert("errors".to_owned(), evaluation.faults.iter().map(ToString::to_string).collect());
    }
    Value::Object(all)
}
