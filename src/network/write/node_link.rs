//! Node-link JSON, as networkx from 3.4 on reads it: `node_link_graph(data)`.

use super::{EDGE_COLUMNS, facts, is_directed, node_columns, of_edge, of_node};
use crate::network::model::{Network, Value};
use serde_json::{Map, Value as Json};
use std::io::{self, Write};

pub(super) fn write(network: &Network, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{{ \"directed\": {}, \"multigraph\": true,", is_directed(network))?;
    write!(out, "\"graph\": {},\n\"nodes\": [", facts(network))?;
    let columns = node_columns(network);
    for (at, node) in network.nodes.iter().enumerate() {
        let mut object = Map::new();
        object.insert("id".to_owned(), node.iri.clone().into());
        object.insert("label".to_owned(), node.label.clone().into());
        object.extend(
            columns.iter().skip(1).filter_map(|(name, _)| Some(((*name).to_owned(), value(of_node(node, name)?)))),
        );
        line(at, &Json::Object(object), out)?;
    }
    write!(out, "\n],\n\"edges\": [")?;
    for (at, edge) in network.edges.iter().enumerate() {
        let mut object = Map::new();
        object.insert("source".to_owned(), network.nodes[edge.source].iri.clone().into());
        object.insert("target".to_owned(), network.nodes[edge.target].iri.clone().into());
        object.insert("key".to_owned(), edge.id.clone().into());
        object.insert("weight".to_owned(), edge.weight.into());
        let told = EDGE_COLUMNS.iter().filter(|(name, _)| !matches!(*name, "encounters" | "documents"));
        object.extend(told.filter_map(|(name, _)| Some(((*name).to_owned(), value(of_edge(edge, name)?)))));
        object.insert("encounters".to_owned(), edge.encounters.clone().into());
        object.insert("documents".to_owned(), edge.documents.clone().into());
        line(at, &Json::Object(object), out)?;
    }
    out.write_all(b"\n]\n}\n")
}

/// One thing of a list, on a line of its own.
pub(super) fn line(at: usize, thing: &Json, out: &mut impl Write) -> io::Result<()> {
    out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
    serde_json::to_writer(&mut *out, thing).map_err(io::Error::other)
}

pub(super) fn value(value: Value) -> Json {
    match value {
        Value::Text(text) => text.into(),
        Value::Whole(count) => count.into(),
        Value::Number(number) => number.into(),
    }
}
