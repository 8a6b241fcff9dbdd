//! Pajek: nodes by their numbers from 1, with arcs where ties have a direction and edges where they have none.

use super::{is_directed, one_line};
use crate::network::model::Network;
use rustc_hash::{FxHashMap, FxHashSet};
use std::io::{self, Write};

pub(super) fn write(network: &Network, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "*Vertices {}", network.nodes.len())?;
    for (at, label) in labels(network).iter().enumerate() {
        writeln!(out, "{} \"{label}\"", at + 1)?;
    }
    if !network.edges.is_empty() {
        out.write_all(if is_directed(network) { b"*Arcs\n" } else { b"*Edges\n" })?;
    }
    network.edges.iter().try_for_each(|edge| writeln!(out, "{} {} {}", edge.source + 1, edge.target + 1, edge.weight))
}

/// The names of the nodes, each its own: readers take two of one name for one node, whatever their numbers. Those who share
/// one have their number beside it.
fn labels(network: &Network) -> Vec<String> {
    // a quotation mark cannot stand in a name, and some readers take a backslash for the beginning of another sign
    let plain = |label: &str| one_line(label).replace('"', "'").replace('\\', "/");
    let mut labels: Vec<String> = network.nodes.iter().map(|node| plain(&node.label)).collect();
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    labels.iter().for_each(|label| *counts.entry(label.clone()).or_default() += 1);
    let mut taken: FxHashSet<String> = labels.iter().filter(|label| counts[*label] == 1).cloned().collect();
    for (at, label) in labels.iter_mut().enumerate().filter(|(_, label)| counts[*label] > 1) {
        while !taken.insert(label.clone()) || counts.contains_key(label) {
            *label = format!("{label} ({})", at + 1);
        }
    }
    labels
}
