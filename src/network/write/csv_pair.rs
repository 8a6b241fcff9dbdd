//! Two tables for Gephi: one of the edges and one of the nodes.

use super::{EDGE_COLUMNS, is_directed, node_columns, of_edge, of_node};
use crate::network::model::Network;
use std::io::{self, Write};

pub(super) fn edges(network: &Network, out: &mut impl Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let head = ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight"].map(str::to_owned);
    let rest = EDGE_COLUMNS.iter().skip(1).map(|(name, _)| capital(name));
    table.write_record(head.into_iter().chain(rest))?;
    for edge in &network.edges {
        let kind = if is_directed(network) { "Directed" } else { "Undirected" };
        let (source, target) = (&network.nodes[edge.source].iri, &network.nodes[edge.target].iri);
        let (tie, weight) = (edge.tie.name(), edge.weight.to_string());
        let first = [source, target, kind, tie, &edge.id, tie, &weight].map(str::to_owned);
        let rest = EDGE_COLUMNS.iter().skip(1).map(|(name, _)| of_edge(edge, name));
        table.write_record(
            first.into_iter().chain(rest.map(|value| value.map(|value| value.to_string()).unwrap_or_default())),
        )?;
    }
    table.flush()
}

pub(super) fn nodes(network: &Network, out: impl Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let columns = node_columns(network);
    let head = ["Id", "Label"].map(str::to_owned).into_iter();
    table.write_record(head.chain(columns.iter().skip(1).map(|(name, _)| capital(name))))?;
    for node in &network.nodes {
        let first = [node.iri.clone(), node.label.clone()].into_iter();
        let rest = columns
            .iter()
            .skip(1)
            .map(|(name, _)| of_node(node, name).map(|value| value.to_string()).unwrap_or_default());
        table.write_record(first.chain(rest))?;
    }
    table.flush()
}

/// A heading as Gephi's own are.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
