//! JSON for Cytoscape and Cytoscape.js (`.cyjs`).

use super::node_link::{line, value};
use super::{EDGE_COLUMNS, facts, node_columns, of_edge, of_node};
use crate::network::model::Network;
use serde_json::{Map, json};
use std::io::{self, Write};

pub(super) fn write(network: &Network, out: &mut impl Write) -> io::Result<()> {
    write!(out, "{{ \"data\": {},\n\"elements\": {{\n\"nodes\": [", facts(network))?;
    let columns = node_columns(network);
    for (at, node) in network.nodes.iter().enumerate() {
        let mut data = Map::new();
        data.insert("id".to_owned(), format!("n{at}").into());
        data.insert("name".to_owned(), node.label.clone().into());
        data.extend(columns.iter().filter_map(|(name, _)| Some(((*name).to_owned(), value(of_node(node, name)?)))));
        line(at, &json!({ "data": data }), out)?;
    }
    write!(out, "\n],\n\"edges\": [")?;
    for (at, edge) in network.edges.iter().enumerate() {
        let mut data = Map::new();
        data.insert("id".to_owned(), edge.id.clone().into());
        data.insert("source".to_owned(), format!("n{}", edge.source).into());
        data.insert("target".to_owned(), format!("n{}", edge.target).into());
        data.insert("interaction".to_owned(), edge.tie.name().into());
        data.insert("weight".to_owned(), edge.weight.into());
        data.extend(
            EDGE_COLUMNS.iter().filter_map(|(name, _)| Some(((*name).to_owned(), value(of_edge(edge, name)?)))),
        );
        line(at, &json!({ "data": data }), out)?;
    }
    out.write_all(b"\n]\n}\n}\n")
}
