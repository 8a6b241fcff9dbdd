//! Measures of networks: known values, a second opinion, and that nothing depends on order or threads.

#![allow(clippy::unwrap_used)]

mod made_up;

use chancery::network::measures::{Measured, measure};
use chancery::network::{Network, Tie, Value};
use made_up::{edge, plain, realistic};
use proptest::prelude::*;
use rustworkx_core::centrality;
use rustworkx_core::petgraph::graph::{DiGraph, UnGraph};

fn measured(nodes: usize, edges: &[(usize, usize)]) -> Measured {
    measure(&mut plain(nodes, edges)).unwrap()
}

fn near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (node, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!((found - expected).abs() < 1e-12, "node {node}: {found}, and not {expected}");
    }
}

#[test]
fn a_path() {
    let path = measured(5, &[(0, 1), (1, 2), (2, 3), (3, 4)]);
    assert_eq!(path.degree, [1, 2, 2, 2, 1]);
    near(&path.betweenness, &[0.0, 3.0 / 6.0, 4.0 / 6.0, 3.0 / 6.0, 0.0]);
    near(&path.closeness, &[4.0 / 10.0, 4.0 / 7.0, 4.0 / 6.0, 4.0 / 7.0, 4.0 / 10.0]);
    // sines of a sixth of the half circle, and so on
    let sines = [0.5, 3f64.sqrt() / 2.0, 1.0, 3f64.sqrt() / 2.0, 0.5].map(|sine| sine / 3f64.sqrt());
    near(&path.eigenvector, &sines);
}

#[test]
fn a_star() {
    let star = measured(5, &[(0, 1), (0, 2), (0, 3), (0, 4)]);
    assert_eq!(star.degree, [4, 1, 1, 1, 1]);
    near(&star.betweenness, &[1.0, 0.0, 0.0, 0.0, 0.0]);
    near(&star.closeness, &[1.0, 4.0 / 7.0, 4.0 / 7.0, 4.0 / 7.0, 4.0 / 7.0]);
    let leaf = 1.0 / 8f64.sqrt();
    near(&star.eigenvector, &[1.0 / 2f64.sqrt(), leaf, leaf, leaf, leaf]);
    assert_eq!(star.community, [1; 5]);
}

#[test]
fn two_cliques_with_a_bridge() {
    let cliques = measured(6, &[(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)]);
    near(&cliques.betweenness, &[0.0, 0.0, 0.6, 0.6, 0.0, 0.0]);
    near(&cliques.closeness, &[0.5, 0.5, 5.0 / 7.0, 5.0 / 7.0, 0.5, 0.5]);
    // λ = 1 + √2: those at the bridge have √2 for each 1 of the others
    let (outer, inner) = (1.0 / 8f64.sqrt(), 0.5);
    near(&cliques.eigenvector, &[outer, outer, inner, inner, outer, outer]);
    assert_eq!(cliques.community, [1, 1, 1, 2, 2, 2]);
    assert_eq!(cliques.communities, 2);
    assert!((cliques.modularity - (6.0 / 7.0 - 0.5)).abs() < 1e-12);
}

#[test]
fn isolates_are_kept_and_count_among_the_others() {
    let network = measured(5, &[(1, 2), (2, 3)]);
    assert_eq!(network.degree, [0, 1, 2, 1, 0]);
    near(&network.betweenness, &[0.0, 0.0, 2.0 / 12.0, 0.0, 0.0]);
    near(&network.closeness, &[0.0, 2.0 / 3.0 * 0.5, 1.0 * 0.5, 2.0 / 3.0 * 0.5, 0.0]);
    near(&network.eigenvector, &[0.0, 0.5, 0.5f64.sqrt(), 0.5, 0.0]);
    assert_eq!((network.community, network.communities), (vec![2, 1, 1, 1, 3], 1));
}

#[test]
fn next_to_nothing_can_be_measured() {
    let empty = measured(0, &[]);
    assert_eq!((empty.degree.len(), empty.communities), (0, 0));
    let one = measured(1, &[]);
    assert_eq!(
        (&*one.degree, &*one.betweenness, &*one.closeness, &*one.eigenvector),
        (&[0][..], &[0.0][..], &[0.0][..], &[0.0][..])
    );
    let alone = measured(3, &[]);
    assert_eq!((alone.community, alone.communities, alone.modularity), (vec![1, 2, 3], 0, 0.0));
    let pair = measured(2, &[(0, 1)]);
    near(&pair.closeness, &[1.0, 1.0]);
    near(&pair.betweenness, &[0.0, 0.0]);
    let complete: Vec<_> = (0..7).flat_map(|one| (0..one).map(move |other| (other, one))).collect();
    let complete = measured(7, &complete);
    near(&complete.betweenness, &[0.0; 7]);
    near(&complete.eigenvector, &[1.0 / 7f64.sqrt(); 7]);
    assert_eq!(complete.community, [1; 7]);
}

#[test]
fn ties_of_one_pair_are_one_edge_and_loops_none() {
    let mut network = plain(3, &[]);
    network.edges = vec![
        edge(0, 1, Tie::Met, 3),
        edge(1, 1, Tie::Met, 9),
        edge(0, 1, Tie::Planned, 1),
        edge(1, 0, Tie::Corresponded, 2),
        edge(1, 2, Tie::Mentioned, 5),
    ];
    let measured = measure(&mut network).unwrap();
    assert_eq!(measured.degree, [1, 2, 1]);
    assert_eq!(measured.strength, [6.0, 11.0, 5.0]);
    near(&measured.betweenness, &[0.0, 1.0, 0.0]);
    let graph = network.made.facts.iter().find(|(name, _)| name == "measures: graph").unwrap();
    assert_eq!(
        graph.1,
        "simple and undirected: one edge for all ties of two nodes, weights summed; 1 ties of a node to itself are left out"
    );
}

#[test]
fn letters_lead_one_way_where_there_is_nothing_else() {
    let mut network = plain(4, &[]);
    network.edges = [(0, 1), (1, 2), (2, 0), (2, 3)].map(|(from, to)| edge(from, to, Tie::Corresponded, 2)).to_vec();
    let letters = measure(&mut network).unwrap();
    assert_eq!(letters.degree, [2, 2, 3, 1]);
    assert_eq!(letters.strength, [4.0, 4.0, 6.0, 2.0]);
    near(&letters.betweenness, &[1.0 / 6.0, 2.0 / 6.0, 3.0 / 6.0, 0.0]);
    // nobody hears of 3, and 3 hears of all
    near(&letters.closeness, &[2.0 / 3.0 * 2.0 / 3.0, 2.0 / 3.0 * 2.0 / 3.0, 2.0 / 3.0 * 2.0 / 3.0, 3.0 / 6.0]);
    // as in networkx for the same edges without direction
    assert!(letters.eigenvector[3] > 0.0);
}

#[test]
fn measures_become_attributes_and_facts_once() {
    let mut network = realistic(60, 4);
    let measured = measure(&mut network).unwrap();
    let again = measure(&mut network).unwrap();
    assert_eq!(measured, again);
    let names = ["betweenness", "closeness", "community", "degree", "eigenvector", "strength"];
    for (index, node) in network.nodes.iter().enumerate() {
        assert_eq!(node.attributes.keys().copied().collect::<Vec<_>>(), names);
        assert_eq!(node.attributes["betweenness"], Value::Number(measured.betweenness[index]));
        assert_eq!(node.attributes["degree"], Value::Whole(measured.degree[index] as i64));
    }
    let facts = network.made.facts.iter().filter(|(name, _)| name.starts_with("measures")).count();
    assert_eq!(facts, 5);
    assert!(network.made.facts.contains(&("measures: betweenness".to_owned(), "exact".to_owned())));
}

#[test]
fn the_top_is_in_order() {
    let mut network = plain(6, &[(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)]);
    network.edges[3].weight = 4;
    network.edges[4].weight = 2;
    let top = measure(&mut network).unwrap().top(&network, 3);
    let rows: Vec<_> = top.iter().map(|row| (row.rank, &*row.label, row.degree, row.strength)).collect();
    assert_eq!(rows, [(1, "Person 3", 3, 7.0), (2, "Person 2", 3, 6.0), (3, "Person 4", 2, 3.0)]);
    assert_eq!(measure(&mut network).unwrap().top(&network, 100).len(), 6);
}

#[test]
fn neither_the_order_of_edges_nor_the_number_of_threads_matters() {
    let network = realistic(700, 6);
    let with = |threads: usize, network: &Network| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut network = network.clone();
        pool.install(|| measure(&mut network)).unwrap()
    };
    let one = with(1, &network);
    let mut turned = network.clone();
    turned.edges.reverse();
    assert_eq!(one, with(3, &network));
    assert_eq!(one, with(2, &turned));
}

#[test]
fn communities_are_connected_and_as_planned() {
    // eight circles of twelve who all know each other, in a ring
    let mut edges = Vec::new();
    for circle in 0..8 {
        let first = circle * 12;
        edges.extend((first..first + 12).flat_map(|one| (first..one).map(move |other| (other, one))));
        edges.push((first, (first + 17) % 96));
    }
    let measured = measured(96, &edges);
    assert_eq!(measured.communities, 8);
    assert!((0..96).all(|node| measured.community[node] == node / 12 + 1), "{:?}", measured.community);
}

/// Edges between so many nodes, each pair at most once.
fn edges(nodes: usize) -> impl Strategy<Value = Vec<(usize, usize)>> {
    proptest::collection::btree_set((0..nodes, 0..nodes), 0..4 * nodes)
        .prop_map(|pairs| pairs.into_iter().filter(|(one, other)| one != other).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// `rustworkx-core` finds the same, of edges without direction and with it.
    #[test]
    fn another_library_agrees(edges in edges(24)) {
        let pairs = |edges: &[(usize, usize)]| edges.iter().map(|&(a, b)| (a as u32, b as u32)).collect::<Vec<_>>();
        let mut once: Vec<_> = edges.iter().map(|&(a, b)| (a.min(b), a.max(b))).collect();
        once.sort();
        once.dedup();
        let mut graph = UnGraph::<(), ()>::from_edges(pairs(&once));
        let mut letters = DiGraph::<(), ()>::from_edges(pairs(&edges));
        while graph.node_count() < 24 { graph.add_node(()); }
        while letters.node_count() < 24 { letters.add_node(()); }
        let mut network = plain(24, &edges);
        let ours = measure(&mut network).unwrap();
        let theirs = |values: Vec<Option<f64>>| values.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>();
        near(&ours.betweenness, &theirs(centrality::betweenness_centrality(&graph, false, true, usize::MAX)));
        near(&ours.closeness, &theirs(centrality::closeness_centrality(&graph, true, usize::MAX)));
        network.edges = edges.iter().map(|&(from, to)| edge(from, to, Tie::Corresponded, 1)).collect();
        let ours = measure(&mut network).unwrap();
        if !edges.is_empty() {
            near(&ours.betweenness, &theirs(centrality::betweenness_centrality(&letters, false, true, usize::MAX)));
            near(&ours.closeness, &theirs(centrality::closeness_centrality(&letters, true, usize::MAX)));
        }
    }
}
