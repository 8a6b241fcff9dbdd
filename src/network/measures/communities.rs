//! Communities: who is tied more among themselves than chance would have it.

use crate::network::simple::Simple;
use crate::{Error, ErrorKind, Result};
use leiden_rs::{GraphData, GraphDataBuilder, Leiden, LeidenConfig, LeidenError, LeidenOutput};
use std::cmp::Reverse;

/// What the order in which nodes are looked at is drawn from.
pub const SEED: u64 = 1;
/// How often a division is improved at most.
const MOST_ROUNDS: u64 = 20;
/// How much better one division must be than another.
const BETTER: f64 = 1e-9;

/// A division of the nodes into communities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Communities {
    /// The community of each node, from 1, the largest first; of equal ones that of the first node.
    pub of: Vec<usize>,
    /// How many have two nodes or more.
    pub count: usize,
    /// The modularity of the division: the weight within communities, beyond what chance would put there.
    pub modularity: f64,
}

/// Divides the nodes so that modularity is high, by the Leiden algorithm (Traag, Waltman and van Eck,
/// [2019](https://doi.org/10.1038/s41598-019-41695-z)), repeated from its own result until that does not improve.
/// A node without edges is a community of its own, and each community hangs together: what an improvement tore apart is two.
pub fn communities(graph: &Simple) -> Result<Communities> {
    if graph.edges() == 0 {
        return Ok(Communities { of: (1..=graph.len()).collect(), count: 0, modularity: 0.0 });
    }
    let best = divide(graph).map_err(|error| {
        Error::new(ErrorKind::Input, format!("the network cannot be divided into communities: {error}"))
    })?;
    let parts = connected(graph, best.partition.as_slice());
    Ok(number(&parts, modularity(graph, &parts)))
}

fn divide(graph: &Simple) -> Result<LeidenOutput, LeidenError> {
    let data = data(graph)?;
    let run = |round| Leiden::new(LeidenConfig::builder().seed(SEED + round).build());
    let mut best = run(0).run(&data)?;
    for round in 1..MOST_ROUNDS {
        let next = run(round).run_with_initial_partition(&data, best.partition.clone())?;
        if next.quality <= best.quality + BETTER {
            break;
        }
        best = next;
    }
    Ok(best)
}

fn data(graph: &Simple) -> Result<GraphData, LeidenError> {
    let mut data = GraphDataBuilder::new(graph.len());
    for (node, to, weight) in edges(graph) {
        data.add_edge(node as usize, to as usize, weight)?;
    }
    data.build()
}

/// The connected parts of each community. Modularity is the better for it: no edge is lost.
fn connected(graph: &Simple, found: &[usize]) -> Vec<usize> {
    let within =
        Simple::of(graph.len(), false, edges(graph).filter(|(a, b, _)| found[*a as usize] == found[*b as usize]));
    let mut parts = vec![0; found.len()];
    for (number, nodes) in within.components().into_iter().enumerate() {
        nodes.into_iter().for_each(|node| parts[node] = number);
    }
    parts
}

/// Each edge once, with its weight.
fn edges(graph: &Simple) -> impl Iterator<Item = (u32, u32, f64)> {
    let of = |node: u32| graph.weighed(node as usize).map(move |(to, weight)| (node, to, weight));
    (0..graph.len() as u32).flat_map(of).filter(|(node, to, _)| to > node)
}

/// The weight within the parts, as a share of all, beyond what chance would put there.
fn modularity(graph: &Simple, part: &[usize]) -> f64 {
    let mut strength = vec![0.0; part.len()];
    let (mut all, mut within) = (0.0, 0.0);
    for (node, to, weight) in edges(graph) {
        let (one, other) = (part[node as usize], part[to as usize]);
        strength[one] += weight;
        strength[other] += weight;
        all += weight;
        within += if one == other { weight } else { 0.0 };
    }
    let by_chance: f64 = strength.iter().map(|strength| (strength / (2.0 * all)).powi(2)).sum();
    within / all - by_chance
}

/// Numbers communities by their size, so that the numbers do not depend on how they were found.
fn number(found: &[usize], modularity: f64) -> Communities {
    let most = found.iter().max().map_or(0, |last| last + 1);
    let mut sizes = vec![(0usize, usize::MAX); most];
    for (node, &community) in found.iter().enumerate() {
        let (size, first) = &mut sizes[community];
        (*size, *first) = (*size + 1, node.min(*first));
    }
    let mut order: Vec<usize> = (0..most).filter(|&community| sizes[community].0 > 0).collect();
    order.sort_by_key(|&community| (Reverse(sizes[community].0), sizes[community].1));
    let mut numbers = vec![0; most];
    for (number, &community) in (1..).zip(&order) {
        numbers[community] = number;
    }
    Communities {
        of: found.iter().map(|&community| numbers[community]).collect(),
        count: sizes.iter().filter(|(size, _)| *size > 1).count(),
        modularity,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the library leaves torn is two communities, which modularity is the better for.
    #[test]
    fn a_community_hangs_together() {
        let graph = Simple::of(5, false, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 4, 1.0)].into_iter());
        let torn = [7, 7, 2, 7, 7];
        let parts = connected(&graph, &torn);
        assert_eq!((parts[0] == parts[1], parts[3] == parts[4], parts[0] == parts[3]), (true, true, false));
        assert!(modularity(&graph, &parts) > modularity(&graph, &[0, 0, 1, 0, 0]));
        // by hand: 2 of 4 edges within, and strengths of 3, 2 and 3 of 8
        assert!((modularity(&graph, &parts) - (0.5 - 22.0 / 64.0)).abs() < 1e-12);
    }
}
