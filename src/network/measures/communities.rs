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
/// A node without edges is a community of its own.
pub fn communities(graph: &Simple) -> Result<Communities> {
    if graph.edges() == 0 {
        return Ok(Communities { of: (1..=graph.len()).collect(), count: 0, modularity: 0.0 });
    }
    let best = divide(graph).map_err(|error| {
        Error::new(ErrorKind::Input, format!("the network cannot be divided into communities: {error}"))
    })?;
    Ok(number(best.partition.as_slice(), best.quality))
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
    for node in 0..graph.len() {
        for (to, weight) in graph.weighed(node).filter(|(to, _)| *to as usize > node) {
            data.add_edge(node, to as usize, weight)?;
        }
    }
    data.build()
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
