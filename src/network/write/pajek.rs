//! Pajek: nodes by their numbers from 1, with arcs for ties that have a direction and edges for others.

use super::one_line;
use crate::network::model::{Edge, Network};
use std::io::{self, Write};

pub(super) fn write(network: &Network, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "*Vertices {}", network.nodes.len())?;
    for (at, node) in network.nodes.iter().enumerate() {
        // two people of one name stay two: the number tells them apart; a quotation mark cannot stand in a name
        writeln!(out, "{} \"{}\"", at + 1, one_line(&node.label).replace('"', "'"))?;
    }
    list(network, "*Arcs", |edge| edge.tie.is_directed(), out)?;
    list(network, "*Edges", |edge| !edge.tie.is_directed(), out)
}

fn list(network: &Network, head: &str, of: impl Fn(&Edge) -> bool, out: &mut impl Write) -> io::Result<()> {
    let mut edges = network.edges.iter().filter(|edge| of(edge)).peekable();
    if edges.peek().is_some() {
        writeln!(out, "{head}")?;
    }
    edges.try_for_each(|edge| writeln!(out, "{} {} {}", edge.source + 1, edge.target + 1, edge.weight))
}
