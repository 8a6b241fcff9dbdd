//! What colours stand for: States, or communities.

use crate::network::{Network, NodeKind, Value};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many colours there are; what has none of its own is grey.
pub const COLOURS: usize = 8;

/// What nodes are coloured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// The State that they belong to or stand for.
    State,
    /// Their community, once they are measured.
    Community,
}

impl Colour {
    /// What tells more: States, where most nodes have one and not all the same; otherwise communities.
    pub fn of(network: &Network) -> Self {
        let states: Vec<&str> = network.nodes.iter().filter_map(|node| node.state.as_deref()).collect();
        let several = states.iter().any(|state| *state != states[0]);
        if several && 2 * states.len() > network.nodes.len() { Self::State } else { Self::Community }
    }
}

/// The groups of the nodes of a network.
pub struct Groups {
    /// The number of each node's colour, from 1; 0 is grey.
    pub of: Vec<usize>,
    /// Those that have a colour, the largest first: their names and how many nodes they have.
    pub named: Vec<(String, usize)>,
    /// How many nodes are grey for want of a colour.
    pub others: usize,
    /// How many nodes are of no group.
    pub none: usize,
}

impl Groups {
    /// Groups of nodes; those who are tied most, as `order` has them, give communities their names.
    pub fn new(network: &Network, colour: Colour, order: &[usize]) -> Self {
        let key = |node: usize| key(network, colour, node);
        let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &node in order {
            if let Some(key) = key(node) {
                members.entry(key).or_default().push(node);
            }
        }
        // one node alone is no community, though it may be all there is of a State
        members.retain(|_, nodes| colour == Colour::State || nodes.len() > 1);
        let grouped: usize = members.values().map(Vec::len).sum();
        let mut groups: Vec<(String, Vec<usize>)> = members.into_iter().collect();
        groups.sort_by_key(|(_, nodes)| Reverse(nodes.len()));
        let coloured = if groups.len() > COLOURS { COLOURS } else { groups.len() };
        let mut of = vec![0; network.nodes.len()];
        for (number, (_, nodes)) in (1..).zip(&groups[..coloured]) {
            for &node in nodes {
                of[node] = number;
            }
        }
        let name = |(key, nodes): &(String, Vec<usize>)| match colour {
            Colour::State => (key.clone(), nodes.len()),
            Colour::Community => (format!("around {}", network.nodes[nodes[0]].label), nodes.len()),
        };
        let others = groups[coloured..].iter().map(|(_, nodes)| nodes.len()).sum();
        let named = groups[..coloured].iter().map(name).collect();
        Self { of, named, others, none: network.nodes.len() - grouped }
    }
}

fn key(network: &Network, colour: Colour, node: usize) -> Option<String> {
    let node = &network.nodes[node];
    match (colour, node.attributes.get("community")) {
        (Colour::State, _) if node.kind == NodeKind::State => Some(node.label.clone()),
        (Colour::State, _) => node.state.clone(),
        (Colour::Community, Some(Value::Whole(number))) => Some(format!("{number:012}")),
        (Colour::Community, _) => None,
    }
}
