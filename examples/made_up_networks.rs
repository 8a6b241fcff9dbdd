//! Writes networks made up to look like real ones into a folder, measured: as node-link JSON, which
//! `tests/interop/check_measures.py` compares with networkx, and as drawings.
//!
//! ```sh
//! cargo run --example made_up_networks -- FOLDER [PEOPLE ...]
//! ```

#![allow(clippy::unwrap_used, reason = "an example for tests")]

#[path = "../tests/made_up/mod.rs"]
mod made_up;

use chancery::network::measures::measure;
use chancery::network::write::svg::{Colour, svg};
use chancery::network::{Network, NodeKind, Tie, Value};
use made_up::{edge, node, plain, realistic};
use serde_json::{Map, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn main() {
    let mut words = std::env::args().skip(1);
    let folder = words.next().unwrap_or_else(|| "target/networks".to_owned());
    let sizes: Vec<usize> = words.filter_map(|word| word.parse().ok()).collect();
    let folder = Path::new(&folder);
    fs::create_dir_all(folder).unwrap();
    let sizes = if sizes.is_empty() { vec![20, 100, 500] } else { sizes };
    for people in sizes {
        write(folder, &format!("people-{people}"), realistic(people, 5));
    }
    let mut letters = realistic(80, 4);
    for edge in &mut letters.edges {
        edge.tie = Tie::Corresponded;
    }
    letters.edges.sort_by_key(|edge| (edge.source, edge.target));
    letters.edges.dedup_by_key(|edge| (edge.source, edge.target));
    write(folder, "letters", letters);
    let path: Vec<_> = (1..40).map(|node| (node - 1, node)).collect();
    write(folder, "path", plain(40, &path));
    write(folder, "isolates", plain(3, &[]));
    let mut loops = plain(4, &[(0, 1), (1, 2)]);
    loops.edges.push(edge(2, 2, Tie::Met, 3));
    write(folder, "loop", loops);
    write(folder, "states", states());
    write(folder, "circles-apart", apart());
}

/// The States of a hundred people, and how often theirs met.
fn states() -> Network {
    let people = realistic(100, 5);
    let names: BTreeSet<&str> = people.nodes.iter().filter_map(|node| node.state.as_deref()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let state = |node: usize| names.iter().position(|name| Some(*name) == people.nodes[node].state.as_deref());
    let mut weights = BTreeMap::new();
    for met in people.edges.iter().filter(|edge| edge.tie == Tie::Met) {
        if let (Some(one), Some(other)) = (state(met.source), state(met.target)) {
            *weights.entry((one.min(other), one.max(other))).or_insert(0) += met.weight;
        }
    }
    let mut network = plain(0, &[]);
    network.nodes = names.iter().enumerate().map(|(number, name)| node(number, name, None)).collect();
    for node in &mut network.nodes {
        node.kind = NodeKind::State;
    }
    network.edges = weights.into_iter().map(|((one, other), weight)| edge(one, other, Tie::Met, weight)).collect();
    network
}

/// Many small circles, and records that tie people.
fn apart() -> Network {
    let mut network = plain(150, &[]);
    for circle in 0..40 {
        let size = 2 + circle % 5;
        let first = circle * 3;
        for one in first..(first + size).min(first + 3) {
            network.edges.push(edge(first, one + usize::from(one == first), Tie::Mentioned, 1));
        }
        network.nodes[first].kind = NodeKind::Document;
    }
    network.edges.sort_by_key(|edge| (edge.source, edge.target));
    network.edges.dedup_by_key(|edge| (edge.source, edge.target));
    network
}

fn write(folder: &Path, name: &str, mut network: Network) {
    measure(&mut network).unwrap();
    fs::write(folder.join(format!("{name}.json")), node_link(&network)).unwrap();
    for (colour, what) in [(Colour::State, "states"), (Colour::Community, "communities")] {
        svg(&network, colour, fs::File::create(folder.join(format!("{name}-{what}.svg"))).unwrap()).unwrap();
    }
}

fn node_link(network: &Network) -> String {
    let nodes = network.nodes.iter().map(|node| {
        let mut fields = Map::new();
        fields.insert("id".to_owned(), json!(node.iri));
        fields.insert("label".to_owned(), json!(node.label));
        for (name, value) in &node.attributes {
            let value = match value {
                Value::Text(words) => json!(words),
                Value::Whole(count) => json!(count),
                Value::Number(number) => json!(number),
            };
            fields.insert((*name).to_owned(), value);
        }
        fields
    });
    let iri = |node: usize| &network.nodes[node].iri;
    let edges = network.edges.iter().map(|edge| {
        let tie = format!("{:?}", edge.tie).to_lowercase();
        json!({"key": edge.id, "source": iri(edge.source), "target": iri(edge.target), "tie": tie, "weight": edge.weight})
    });
    let directed = network.edges.iter().any(|edge| edge.tie.is_directed());
    let facts: Map<_, _> = network.made.facts.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    json!({
        "directed": directed, "multigraph": true, "graph": facts,
        "nodes": nodes.collect::<Vec<_>>(), "edges": edges.collect::<Vec<_>>(),
    })
    .to_string()
}
