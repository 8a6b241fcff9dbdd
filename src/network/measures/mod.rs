//! Measures of nodes: how many they are tied to, who is between others, who belongs together.
//!
//! All are taken of the simple graph: one edge for all ties of two nodes, their weights summed, without loops. It has a
//! direction only where all ties have one. What each measure is, in the terms of networkx (`G` that graph):
//!
//! | attribute | networkx |
//! |---|---|
//! | `degree` | `G.degree`; with direction, of both |
//! | `strength` | `G.degree(weight="weight")` |
//! | `betweenness` | `betweenness_centrality(G)` |
//! | `closeness` | `closeness_centrality(G)`; with direction, of the paths that lead to the node |
//! | `eigenvector` | `eigenvector_centrality_numpy` of the largest component, direction left out; 0 elsewhere |
//! | `community` | a number, the largest community first; of the graph without direction, with weights |
//!
//! Only strength and community look at weights: a weight says how often two met, and not how far they are apart.
//! The eigenvector knows no direction, since letters that are not answered would leave everyone with 0.
//!
//! Past a size, betweenness and closeness are estimated from the shortest paths of a sample of nodes; [`Measured`] and the
//! network itself say so. The sample is always the same, and results do not depend on the number of threads.
//!
//! Shortest paths are searched here and not by `rustworkx-core`, beside which they are tested: its betweenness takes no
//! sample, and adds up in the order in which threads are ready.

mod communities;
mod eigenvector;
mod paths;

use super::simple::Simple;
use super::{Network, Value};
use crate::Result;
use std::cmp::Reverse;

/// How many edges a search from every node may walk before a sample is taken instead: all nodes up to some 20,000 with ten
/// times as many ties.
const EXACT_BETWEENNESS: usize = 4_000_000_000;
/// The same for closeness, of which one walk serves 64 nodes.
const EXACT_CLOSENESS: usize = 64 * EXACT_BETWEENNESS;
/// How many edges may be walked until the eigenvector settles; a few seconds.
const EIGENVECTOR: usize = 2_000_000_000;
/// A sample has at least so many nodes, however long it takes.
const SMALLEST_SAMPLE: usize = 256;
/// What begins the names of the facts that are told of measures.
const FACT: &str = "measures";

/// The measures of the nodes of a network, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// To how many others each is tied.
    pub degree: Vec<usize>,
    /// The weights of its ties together.
    pub strength: Vec<f64>,
    /// How often it is on a shortest path between two others: from 0 to 1. Empty where such paths are more than numbers
    /// hold.
    pub betweenness: Vec<f64>,
    /// How near it is to the others: from 0 to 1.
    pub closeness: Vec<f64>,
    /// How much it is tied to those who are much tied. Empty where that could not be settled.
    pub eigenvector: Vec<f64>,
    /// Its community, from 1.
    pub community: Vec<usize>,
    /// How many communities have two nodes or more.
    pub communities: usize,
    /// The modularity of these communities.
    pub modularity: f64,
    /// How each was taken, for whoever opens the file.
    pub facts: Vec<(String, String)>,
}

/// A line of the table of the most tied nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its place, from 1.
    pub rank: usize,
    /// Its name.
    pub label: String,
    /// To how many others it is tied.
    pub degree: usize,
    /// The weights of its ties together.
    pub strength: f64,
    /// How often it is between two others.
    pub betweenness: Option<f64>,
    /// How near it is to the others.
    pub closeness: f64,
    /// How much it is tied to those who are much tied.
    pub eigenvector: Option<f64>,
    /// Its community.
    pub community: usize,
}

/// Measures the nodes of a network, writes the results into their attributes, and how they were taken into what is told of
/// the network.
pub fn measure(network: &mut Network) -> Result<Measured> {
    let measured = Measured::of(&Simple::new(network), Limits::default())?;
    for (index, node) in network.nodes.iter_mut().enumerate() {
        let mut set = |name, value: Option<Value>| match value {
            Some(value) => node.attributes.insert(name, value),
            None => node.attributes.remove(name),
        };
        let number = |values: &[f64]| values.get(index).copied().map(Value::Number);
        set("degree", Some(whole(measured.degree[index])));
        set("strength", number(&measured.strength));
        set("betweenness", number(&measured.betweenness));
        set("closeness", number(&measured.closeness));
        set("eigenvector", number(&measured.eigenvector));
        set("community", Some(whole(measured.community[index])));
    }
    network.made.facts.retain(|(name, _)| !name.starts_with(FACT));
    network.made.facts.extend(measured.facts.iter().cloned());
    Ok(measured)
}

fn whole(count: usize) -> Value {
    Value::Whole(i64::try_from(count).unwrap_or(i64::MAX))
}

/// How many edges may be walked for each measure.
#[derive(Clone, Copy)]
struct Limits {
    betweenness: usize,
    closeness: usize,
    eigenvector: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { betweenness: EXACT_BETWEENNESS, closeness: EXACT_CLOSENESS, eigenvector: EIGENVECTOR }
    }
}

impl Measured {
    fn of(graph: &Simple, limits: Limits) -> Result<Self> {
        let (strength, degree) = ties(graph);
        let undirected = graph.undirected();
        let components = undirected.components();
        let largest = components.first().filter(|component| component.len() > 1);
        let (between, near) = (sample(graph, limits.betweenness), sample(graph, limits.closeness));
        let mut betweenness = paths::betweenness(graph, &between);
        if betweenness.iter().any(|value| !value.is_finite()) {
            betweenness.clear();
        }
        let eigenvector = match largest {
            Some(component) => eigenvector::eigenvector(&undirected, component, limits.eigenvector).unwrap_or_default(),
            None => vec![0.0; graph.len()],
        };
        let communities = communities::communities(&undirected)?;
        let mut measured = Self {
            degree,
            strength,
            betweenness,
            closeness: paths::closeness(graph, &near),
            eigenvector,
            communities: communities.count,
            modularity: communities.modularity,
            community: communities.of,
            facts: Vec::new(),
        };
        measured.facts = measured.told(graph, largest.map_or(0, Vec::len), [between.len(), near.len()]);
        Ok(measured)
    }

    /// How the measures were taken, in words.
    fn told(&self, graph: &Simple, largest: usize, [between, near]: [usize; 2]) -> Vec<(String, String)> {
        let nodes = graph.len();
        let direction = if graph.directed { "directed" } else { "undirected" };
        let loops = match graph.loops {
            0 => String::new(),
            loops => format!("; {loops} ties of a node to itself are left out"),
        };
        let taken = |sources: usize| match sources == nodes {
            true => "exact".to_owned(),
            false => format!("estimated from a sample: the shortest paths from {sources} of {nodes} nodes"),
        };
        let betweenness = match self.betweenness.len() == nodes {
            true => taken(between),
            false => "left out: there are more shortest paths than numbers hold".to_owned(),
        };
        let eigenvector = match self.eigenvector.len() == nodes {
            true => format!("of the largest component, {largest} of {nodes} nodes; 0 elsewhere; without weights"),
            false => "left out: it does not settle in the rounds allowed".to_owned(),
        };
        let communities = format!(
            "{} of two nodes or more, by the Leiden algorithm (seed {}), with weights; modularity {:.4}",
            self.communities,
            communities::SEED,
            self.modularity
        );
        let fact = |what: &str, words: String| (format!("{FACT}: {what}"), words);
        vec![
            fact("graph", format!("simple and {direction}: one edge for all ties of two nodes, weights summed{loops}")),
            fact("betweenness", betweenness),
            fact("closeness", taken(near)),
            fact("eigenvector", eigenvector),
            fact("community", communities),
        ]
    }

    /// The nodes that are tied to most others, as rows of a table; of equal ones those with more ties, then those that are
    /// more between others.
    pub fn top(&self, network: &Network, count: usize) -> Vec<Row> {
        let at = |values: &[f64], node: usize| values.get(node).copied();
        let mut order: Vec<usize> = (0..self.degree.len().min(network.nodes.len())).collect();
        order.sort_by(|&one, &other| {
            let key = |node: usize| (Reverse(self.degree[node]), at(&self.betweenness, node).unwrap_or(0.0));
            let ((degree, between), (other_degree, other_between)) = (key(one), key(other));
            let strength = self.strength[other].total_cmp(&self.strength[one]);
            degree.cmp(&other_degree).then(strength).then(other_between.total_cmp(&between)).then(one.cmp(&other))
        });
        let row = |(rank, node): (usize, usize)| Row {
            rank,
            label: network.nodes[node].label.clone(),
            degree: self.degree[node],
            strength: self.strength[node],
            betweenness: at(&self.betweenness, node),
            closeness: self.closeness[node],
            eigenvector: at(&self.eigenvector, node),
            community: self.community[node],
        };
        (1..).zip(order.into_iter().take(count)).map(row).collect()
    }
}

/// The weights of each node's ties together, and how many others it is tied to; where they have a direction, of both.
fn ties(graph: &Simple) -> (Vec<f64>, Vec<usize>) {
    let (mut strength, mut degree) = (vec![0.0; graph.len()], vec![0; graph.len()]);
    for node in 0..graph.len() {
        for (to, weight) in graph.weighed(node) {
            strength[node] += weight;
            degree[node] += 1;
            if graph.directed {
                strength[to as usize] += weight;
                degree[to as usize] += 1;
            }
        }
    }
    (strength, degree)
}

/// The nodes from which shortest paths are searched: all of them where that is little enough work, and otherwise as many as
/// are, in an order that has nothing to do with what the nodes are.
fn sample(graph: &Simple, most_work: usize) -> Vec<usize> {
    let nodes = graph.len();
    let count = (most_work / (graph.arcs() + nodes).max(1)).max(SMALLEST_SAMPLE);
    let mut sources: Vec<usize> = (0..nodes).collect();
    if count < nodes {
        sources.sort_by_key(|&node| scatter(node as u64));
        sources.truncate(count);
        sources.sort_unstable();
    }
    sources
}

/// A number that looks like chance: the finaliser of SplitMix64 (Steele, Lea and Flood,
/// [2014](https://doi.org/10.1145/2660193.2660195)).
fn scatter(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Circles of 30, each with a hub that knows the hubs of the next two.
    fn circles(count: u32) -> Simple {
        let within = (0..count * 30).flat_map(|node| {
            let hub = node / 30 * 30;
            let other = hub + u32::try_from(scatter(u64::from(node)) % 30).unwrap();
            [(node, hub, 1.0), (node, other, 2.0)]
        });
        let between = (0..count).flat_map(|hub| [1, 2].map(|far| (hub * 30, (hub + far) % count * 30, 1.0)));
        Simple::of(count as usize * 30, false, within.chain(between))
    }

    #[test]
    fn a_sample_is_told_and_near_the_exact_measures() {
        let graph = circles(50);
        let exact = Measured::of(&graph, Limits::default()).unwrap();
        let little = Limits { betweenness: 0, closeness: 0, ..Limits::default() };
        let rough = Measured::of(&graph, little).unwrap();
        assert_eq!(rough, Measured::of(&graph, little).unwrap());
        let said = "estimated from a sample: the shortest paths from 256 of 1500 nodes";
        assert_eq!((&*rough.facts[1].1, &*rough.facts[2].1), (said, said));
        assert_eq!((&*exact.facts[1].1, &*exact.facts[2].1), ("exact", "exact"));
        // hubs are known to a quarter of what they have, and nearness to a tenth
        for node in 0..graph.len() {
            if exact.betweenness[node] > 0.05 {
                let ratio = rough.betweenness[node] / exact.betweenness[node];
                assert!((0.75..1.34).contains(&ratio), "node {node}: {ratio}");
            }
            let ratio = rough.closeness[node] / exact.closeness[node];
            assert!((0.9..1.1).contains(&ratio), "node {node}: {ratio}");
        }
        assert!(exact.betweenness.iter().filter(|value| **value > 0.05).count() >= 20);
    }

    #[test]
    fn what_numbers_do_not_hold_is_left_out_and_told() {
        // each of 1100 steps can be taken by two nodes, and doubles the paths
        let steps = (0..1100).flat_map(|step| {
            let (from, to) = (3 * step, 3 * step + 3);
            [(from, from + 1), (from, from + 2), (from + 1, to), (from + 2, to)].map(|(from, to)| (from, to, 1.0))
        });
        let little = Limits { betweenness: 0, closeness: 0, eigenvector: 0 };
        let measured = Measured::of(&Simple::of(3301, false, steps), little).unwrap();
        assert_eq!((measured.betweenness.len(), measured.eigenvector.len()), (0, 0));
        assert_eq!(measured.facts[1].1, "left out: there are more shortest paths than numbers hold");
        assert_eq!(measured.facts[3].1, "left out: it does not settle in the rounds allowed");
        assert!(measured.closeness.iter().all(|value| value.is_finite() && *value > 0.0));
    }
}
