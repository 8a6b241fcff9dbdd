//! `chancery convert`: listings in, one graph out.

use super::{Outcome, converter, counted, graph_format, report};
use crate::cli::Convert;
use crate::terminal::Terminal;
use chancery::Result;
use chancery::convert::Residue;
use chancery::rdf::write::{Format, write};
use chancery::store;
use oxigraph::model::{Quad, Term, vocab::rdf};
use std::collections::HashSet;

/// How many unread lines are shown; the others are only counted.
const SHOWN: usize = 5;

pub fn run(command: &Convert, terminal: &Terminal) -> Result<Outcome> {
    let converter = converter(&command.base, &command.knowledge)?;
    let progress = terminal.progress(command.inputs.len(), "converting");
    let (quads, notes) = store::gather(&command.inputs, &converter, &|| progress.step())?;
    drop(progress);
    let outcome = report(&notes, terminal)?;
    let format = graph_format(command.to, command.output.as_deref(), Format::TriG);
    terminal.put(command.output.as_deref(), |out| write(&quads, format, out))?;
    terminal.note(&summary(&quads));
    unread(&notes.residue, terminal);
    Ok(outcome)
}

/// What a graph holds, in a line.
fn summary(quads: &[Quad]) -> String {
    let of_class = |class: &str| {
        let instances = quads.iter().filter(|quad| {
            quad.predicate == rdf::TYPE && matches!(&quad.object, Term::NamedNode(node) if node.as_str() == class)
        });
        instances.map(|quad| &quad.subject).collect::<HashSet<_>>().len()
    };
    let records = of_class("https://www.ica.org/standards/RiC/ontology#Record");
    let encounters = of_class("https://w3id.org/chancery/ontology#Encounter");
    let each = match records {
        0 => String::new(),
        _ => {
            let own = quads.iter().filter(|quad| quad.graph_name.to_string().contains("/graph/record/")).count();
            let each = |quads: usize| quads as f64 / records as f64;
            format!(" ({:.1} a record in its own graph, {:.1} with what records share)", each(own), each(quads.len()))
        }
    };
    [
        counted(records, "record", "records"),
        counted(encounters, "encounter", "encounters"),
        counted(quads.len(), "quad", "quads") + &each,
    ]
    .join(", ")
}

/// Says which lines of the listings no rule read.
fn unread(residue: &[(String, Residue)], terminal: &Terminal) {
    if residue.is_empty() {
        return;
    }
    terminal.note(&format!("{} that no rule read:", counted(residue.len(), "line", "lines")));
    for (name, line) in residue.iter().take(SHOWN) {
        terminal.note(&format!("  {name}:{}: {}", line.line, line.text));
    }
    if residue.len() > SHOWN {
        terminal.note(&format!("  and {} more", residue.len() - SHOWN));
    }
}
