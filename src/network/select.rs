//! A part of a network: somebody, and who is near.

use super::model::{Edge, Network, Node};
use crate::resolve::folded;
use rustc_hash::FxHashSet;
use std::cmp::Reverse;

/// A node by its IRI, the end of it, or its name; those that it may be where it is not just one.
pub fn find(network: &Network, asked: &str) -> Result<usize, Vec<usize>> {
    let key = folded(asked);
    let by = |fits: &dyn Fn(&Node) -> bool| -> Vec<usize> {
        network.nodes.iter().enumerate().filter(|(_, node)| fits(node)).map(|(at, _)| at).collect()
    };
    let tries: [&dyn Fn(&Node) -> bool; 3] = [
        &|node| node.iri == asked || node.iri.ends_with(&format!("/{asked}")),
        &|node| folded(&node.label) == key,
        &|node| folded(&node.label).split(' ').any(|word| word == key),
    ];
    for fits in tries {
        match by(fits).as_slice() {
            [] => {}
            [one] => return Ok(*one),
            several => return Err(several.to_vec()),
        }
    }
    Err(Vec::new())
}

/// Keeps somebody and all who are within some steps.
pub fn around(network: Network, ego: usize, steps: usize) -> Network {
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); network.nodes.len()];
    for edge in &network.edges {
        beside[edge.source].push(edge.target);
        beside[edge.target].push(edge.source);
    }
    let mut kept: FxHashSet<usize> = FxHashSet::from_iter([ego]);
    let mut outermost: Vec<usize> = vec![ego];
    for _ in 0..steps {
        outermost =
            outermost.iter().flat_map(|node| &beside[*node]).copied().filter(|node| kept.insert(*node)).collect();
    }
    let name = network.nodes.get(ego).map(|node| node.label.clone()).unwrap_or_default();
    let mut network = keep(network, |node| kept.contains(&node));
    network.made.facts.push(("ego".to_owned(), format!("{name}, {steps} steps")));
    network.made.count(network.nodes.len(), network.edges.len());
    network
}

/// Keeps some nodes, and the ties among them.
pub fn keep(network: Network, kept: impl Fn(usize) -> bool) -> Network {
    let mut new: Vec<Option<usize>> = vec![None; network.nodes.len()];
    let mut nodes = Vec::new();
    for (at, node) in network.nodes.into_iter().enumerate().filter(|(at, _)| kept(*at)) {
        new[at] = Some(nodes.len());
        nodes.push(node);
    }
    let moved = |edge: Edge| Some(Edge { source: new[edge.source]?, target: new[edge.target]?, ..edge });
    let edges: Vec<Edge> = network.edges.into_iter().filter_map(moved).collect();
    let mut made = network.made;
    made.count(nodes.len(), edges.len());
    Network { nodes, edges, made }
}

/// Keeps those of a State, and those whom they are tied to.
pub fn of_state(mut network: Network, state: &str) -> Network {
    let of: Vec<bool> = network.nodes.iter().map(|node| node.state.as_deref() == Some(state)).collect();
    // two who know somebody of it have nothing to do with it between them
    network.edges.retain(|edge| of[edge.source] || of[edge.target]);
    let beside: FxHashSet<usize> = network.edges.iter().flat_map(|edge| [edge.source, edge.target]).collect();
    network.made.facts.push(("State".to_owned(), state.to_owned()));
    keep(network, |node| of[node] || beside.contains(&node))
}

/// Keeps those who are tied to somebody.
pub fn tied(network: Network) -> Network {
    let kept: FxHashSet<usize> = network.edges.iter().flat_map(|edge| [edge.source, edge.target]).collect();
    keep(network, |node| kept.contains(&node))
}

/// Keeps so many ties, the heaviest.
pub fn heaviest(mut network: Network, most: usize) -> Network {
    let mut order: Vec<usize> = (0..network.edges.len()).collect();
    order.sort_by_key(|edge| (Reverse(network.edges[*edge].weight), *edge));
    let kept: FxHashSet<usize> = order.into_iter().take(most).collect();
    let mut at = 0..;
    network.edges.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
    network.made.count(network.nodes.len(), network.edges.len());
    network
}

/// Keeps so many nodes, those who are tied most: by the weights of their ties.
pub fn most_tied(network: Network, most: usize) -> Network {
    let mut weights = vec![0_u64; network.nodes.len()];
    for edge in &network.edges {
        weights[edge.source] += u64::from(edge.weight);
        weights[edge.target] += u64::from(edge.weight);
    }
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|node| (Reverse(weights[*node]), *node));
    order.truncate(most);
    let kept: FxHashSet<usize> = order.into_iter().collect();
    keep(network, |node| kept.contains(&node))
}
