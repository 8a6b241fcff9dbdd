//! Networks as files, a format a file.
//!
//! All say the same: of each node its name, what it is, its State and its measures; of each edge its kind of tie, its
//! weight, the first and the last day on which it can have been, its basis, confidence and words, and the IRIs of its
//! encounters and records.
//!
//! | column | of an edge |
//! |---|---|
//! | `first` | the first day on which it may have been; empty where a beginning is open: “on or before” has no first day |
//! | `last` | the last such day; empty where an end is open |
//!
//! Readers take a graph for directed or not as a whole. Where some ties lead from one to the other and others have no
//! direction, the graph is directed, and each tie that has none is two arcs, one each way, of the same weight and words.
//! Only a drawing (DOT, SVG) has one line for it, without an arrow.

mod csv_pair;
mod cytoscape;
mod dot;
mod gexf;
mod graphml;
mod node_link;
mod pajek;
pub mod svg;

use super::model::{Edge, Made, Network, Node, Value};
use crate::error::{Error, ErrorKind, Result};
use serde_json::Map;
use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};
use std::path::Path;

/// A format of network files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// GEXF 1.3, with the time of each tie.
    Gexf,
    /// GraphML.
    GraphMl,
    /// Pajek.
    Pajek,
    /// Node-link JSON, as networkx reads it.
    NodeLink,
    /// JSON for Cytoscape.
    Cytoscape,
    /// A table of nodes and a table of edges, for Gephi.
    Csv,
    /// Graphviz.
    Dot,
    /// A drawing.
    Svg,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Gexf, Self::GraphMl, Self::Pajek, Self::NodeLink, Self::Cytoscape, Self::Csv, Self::Dot, Self::Svg];

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Gexf => "gexf",
            Self::GraphMl => "graphml",
            Self::Pajek => "net",
            Self::NodeLink => "json",
            Self::Cytoscape => "cyjs",
            Self::Csv => "csv",
            Self::Dot => "dot",
            Self::Svg => "svg",
        }
    }

    /// The format that a file's name says it is in.
    pub fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

/// Writes a network. Of the two tables for Gephi, that of the edges; [`nodes_csv`] has the other.
pub fn write(network: &Network, format: Format, out: impl Write) -> Result<()> {
    let mut out = io::BufWriter::new(out);
    let arcs = arcs(network);
    let written = match format {
        Format::Gexf => gexf::write(&arcs, &mut out),
        Format::GraphMl => graphml::write(&arcs, &mut out),
        Format::Pajek => pajek::write(&arcs, &mut out),
        Format::NodeLink => node_link::write(&arcs, &mut out),
        Format::Cytoscape => cytoscape::write(&arcs, &mut out),
        Format::Csv => csv_pair::edges(&arcs, &mut out),
        Format::Dot => dot::write(network, &mut out),
        Format::Svg => return svg::svg(network, svg::Colour::of(network), out),
    };
    written.and_then(|()| out.flush()).map_err(|error| Error::io("output", &error))
}

/// Writes the table of nodes that belongs to [`Format::Csv`].
pub fn nodes_csv(network: &Network, out: impl Write) -> Result<()> {
    csv_pair::nodes(network, out).map_err(|error| Error::io("output", &error))
}

/// How a network was made, as JSON.
pub fn sidecar(network: &Network, out: &mut dyn Write) -> Result<()> {
    let text = serde_json::to_string_pretty(&facts(&arcs(network)))
        .map_err(|error| Error::new(ErrorKind::Io, error.to_string()))?;
    writeln!(out, "{text}").map_err(|error| Error::io("output", &error))
}

/// How a network was made, as a JSON object.
fn facts(network: &Network) -> serde_json::Value {
    network.made.facts.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect::<Map<_, _>>().into()
}

/// What is told of nodes, and what sort of values it has: the same for all, so that formats can declare it.
fn node_columns(network: &Network) -> Vec<(&'static str, Type)> {
    let mut columns = vec![("iri", Type::Text), ("kind", Type::Text), ("state", Type::Text)];
    let mut measures: Vec<(&'static str, Type)> = Vec::new();
    for (name, value) in network.nodes.iter().flat_map(|node| &node.attributes) {
        let sort = match value {
            Value::Text(_) => Type::Text,
            Value::Whole(_) => Type::Whole,
            Value::Number(_) => Type::Number,
        };
        if let Err(at) = measures.binary_search_by_key(name, |(name, _)| *name) {
            measures.insert(at, (*name, sort));
        }
    }
    columns.extend(measures);
    columns
}

/// The sort of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Text,
    Whole,
    Number,
}

/// A value of a node.
fn of_node(node: &Node, column: &str) -> Option<Value> {
    match column {
        "iri" => Some(Value::Text(node.iri.clone())),
        "kind" => Some(Value::Text(node.kind.name().to_owned())),
        "state" => node.state.clone().map(Value::Text),
        measure => node.attributes.get(measure).cloned(),
    }
}

/// What is told of edges beside their weight.
const EDGE_COLUMNS: [(&str, Type); 8] = [
    ("kind", Type::Text),
    ("first", Type::Text),
    ("last", Type::Text),
    ("basis", Type::Text),
    ("confidence", Type::Number),
    ("quotation", Type::Text),
    ("encounters", Type::Text),
    ("documents", Type::Text),
];

/// A value of an edge; IRIs of several with a space between, which no IRI has in it.
fn of_edge(edge: &Edge, column: &str) -> Option<Value> {
    let text = |text: &str| Some(Value::Text(text.to_owned())).filter(|_| !text.is_empty());
    match column {
        "kind" => text(edge.tie.name()),
        "first" => text(edge.first.as_deref().unwrap_or_default()),
        "last" => text(edge.last.as_deref().unwrap_or_default()),
        "basis" => text(&edge.basis),
        "confidence" => edge.confidence.map(Value::Number),
        "quotation" => text(&edge.quotation),
        "encounters" => text(&edge.encounters.join(" ")),
        "documents" => text(&edge.documents.join(" ")),
        _ => None,
    }
}

/// Whether some tie of a network leads from one to the other, so that all of the file has directions.
fn is_directed(network: &Network) -> bool {
    network.edges.iter().any(|edge| edge.tie.is_directed())
}

/// A network of ties that all have a direction or all have none: where there are both, each without one leads both ways.
fn arcs(network: &Network) -> Cow<'_, Network> {
    if !is_directed(network) || network.edges.iter().all(|edge| edge.tie.is_directed()) {
        return Cow::Borrowed(network);
    }
    let back = |edge: &Edge| {
        let back = Edge { id: format!("{}-back", edge.id), source: edge.target, target: edge.source, ..edge.clone() };
        Some(back).filter(|_| !edge.tie.is_directed())
    };
    let edges = network.edges.iter().flat_map(|edge| std::iter::once(edge.clone()).chain(back(edge))).collect();
    let mut made: Made = network.made.clone();
    let how = "corresponded leads from the writer to the addressee; each other tie is two arcs, one each way";
    made.facts.push(("direction".to_owned(), how.to_owned()));
    Cow::Owned(Network { nodes: network.nodes.clone(), edges, made })
}

/// A text on one line, for formats that have a line for each thing.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}
