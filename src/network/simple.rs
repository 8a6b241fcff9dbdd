//! The simple graph under a network, which measures and drawings are made of.

use super::Network;

/// Who is tied to whom at all: one edge for all ties of two nodes, their weights summed, without loops. It has a direction
/// only where all ties have one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Simple {
    /// Where the neighbours of each node begin in `neighbours`, and where the last ones end.
    offsets: Vec<usize>,
    /// The neighbours of each node; where edges have a direction, those that they lead to.
    neighbours: Vec<u32>,
    /// The weights of the edges to them. Apart, since paths are searched without, and faster in less memory.
    weights: Vec<f64>,
    /// Whether edges have a direction.
    pub directed: bool,
    /// How many ties lead back to where they begin; no edge stands for them.
    pub loops: usize,
}

impl Simple {
    /// The simple graph of a network.
    pub fn new(network: &Network) -> Self {
        let directed = !network.edges.is_empty() && network.edges.iter().all(|edge| edge.tie.is_directed());
        let ties = network.edges.iter().map(|edge| (edge.source as u32, edge.target as u32, f64::from(edge.weight)));
        Self::of(network.nodes.len(), directed, ties)
    }

    /// The simple graph of so many nodes and these ties, in whatever order they come.
    pub fn of(nodes: usize, directed: bool, ties: impl Iterator<Item = (u32, u32, f64)>) -> Self {
        let mut loops = 0;
        let mut arcs = Vec::new();
        for (source, target, weight) in ties {
            if source == target {
                loops += 1;
                continue;
            }
            arcs.push((source, target, weight));
            if !directed {
                arcs.push((target, source, weight));
            }
        }
        arcs.sort_unstable_by_key(|&(source, target, _)| (source, target));
        // weights are counts: their sums are exact, in whatever order they are added
        arcs.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 += next.2;
            }
            same
        });
        let mut offsets = vec![0; nodes + 1];
        for (source, ..) in &arcs {
            offsets[*source as usize + 1] += 1;
        }
        for node in 0..nodes {
            offsets[node + 1] += offsets[node];
        }
        let (neighbours, weights) = arcs.into_iter().map(|(_, to, weight)| (to, weight)).unzip();
        Self { offsets, neighbours, weights, directed, loops }
    }

    /// The same without directions: what lead both ways is one edge.
    pub fn undirected(&self) -> Self {
        let arcs = (0..self.len()).flat_map(|from| self.weighed(from).map(move |(to, w)| (from as u32, to, w)));
        if self.directed { Self::of(self.len(), false, arcs) } else { self.clone() }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// How many edges there are.
    pub fn edges(&self) -> usize {
        if self.directed { self.neighbours.len() } else { self.neighbours.len() / 2 }
    }

    /// How many entries the lists of neighbours have: what a walk over the whole graph costs.
    pub fn arcs(&self) -> usize {
        self.neighbours.len()
    }

    /// The neighbours of a node in their order.
    pub fn neighbours(&self, node: usize) -> &[u32] {
        &self.neighbours[self.offsets[node]..self.offsets[node + 1]]
    }

    /// The same, with the weights of the edges to them.
    pub fn weighed(&self, node: usize) -> impl Iterator<Item = (u32, f64)> {
        let weights = &self.weights[self.offsets[node]..self.offsets[node + 1]];
        self.neighbours(node).iter().copied().zip(weights.iter().copied())
    }

    /// The nodes that hang together, directions apart; the largest component first, of equal ones that of the first node.
    pub fn components(&self) -> Vec<Vec<usize>> {
        let graph = self.undirected();
        let mut seen = vec![false; graph.len()];
        let mut components = Vec::new();
        for first in 0..graph.len() {
            if std::mem::replace(&mut seen[first], true) {
                continue;
            }
            let mut component = vec![first];
            let mut next = 0;
            while let Some(&node) = component.get(next) {
                next += 1;
                for &to in graph.neighbours(node) {
                    if !std::mem::replace(&mut seen[to as usize], true) {
                        component.push(to as usize);
                    }
                }
            }
            component.sort_unstable();
            components.push(component);
        }
        components.sort_by_key(|component| std::cmp::Reverse(component.len()));
        components
    }
}
