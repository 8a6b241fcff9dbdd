//! DOT, for Graphviz.

use super::{is_directed, one_line};
use crate::network::model::{Network, Tie};
use std::io::{self, Write};

pub(super) fn write(network: &Network, out: &mut impl Write) -> io::Result<()> {
    let (head, arrow) = if is_directed(network) { ("digraph", "->") } else { ("graph", "--") };
    writeln!(out, "{head} {{")?;
    for (name, value) in &network.made.facts {
        writeln!(out, "  // {}: {}", one_line(name), one_line(value))?;
    }
    for (at, node) in network.nodes.iter().enumerate() {
        writeln!(out, "  n{at} [label={} id={}];", quoted(&node.label), quoted(&node.iri))?;
    }
    for edge in &network.edges {
        let style = match edge.tie {
            Tie::Met | Tie::MetStated => "solid",
            Tie::Planned => "dashed",
            Tie::Corresponded => "bold",
            Tie::Mentioned => "dotted",
        };
        // in a graph of several kinds those that have no direction are drawn without an arrow
        let direction = if is_directed(network) && !edge.tie.is_directed() { " dir=none" } else { "" };
        let (kind, tooltip) = (edge.tie.name(), quoted(&edge.quotation));
        writeln!(
            out,
            "  n{} {arrow} n{} [weight={} kind={} style={style} tooltip={tooltip}{direction}];",
            edge.source,
            edge.target,
            edge.weight,
            quoted(kind)
        )?;
    }
    writeln!(out, "}}")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", one_line(text).replace('\\', "\\\\").replace('"', "\\\""))
}
