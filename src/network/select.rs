//! A part of a network: somebody, and who is near.

use super::model::{Edge, Network, Node};
use crate::resolve::folded;
use rustc_hash::FxHashSet;

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
    let mut new: Vec<Option<usize>> = vec![None; network.nodes.len()];
    let mut nodes = Vec::new();
    for (at, node) in network.nodes.into_iter().enumerate().filter(|(at, _)| kept.contains(at)) {
        new[at] = Some(nodes.len());
        nodes.push(node);
    }
    let moved = |edge: Edge| Some(Edge { source: new[edge.source]?, target: new[edge.target]?, ..edge });
    let edges: Vec<Edge> = network.edges.into_iter().filter_map(moved).collect();
    let mut made = network.made;
    let name = new[ego].map(|at: usize| nodes[at].label.clone()).unwrap_or_default();
    made.facts.push(("ego".to_owned(), format!("{name}, {steps} steps")));
    made.count(nodes.len(), edges.len());
    Network { nodes, edges, made }
}
