//! GEXF 1.3: a dynamic network, in which each edge has a spell for each of its encounters, by the days between which it was.

use super::{EDGE_COLUMNS, Type, is_directed, node_columns, of_edge, of_node};
use crate::export::xml::fit;
use crate::network::model::{Edge, Network};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io::{self, Write};

pub(super) fn write(network: &Network, out: &mut impl Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = [("xmlns", "http://gexf.net/1.3"), ("version", "1.3")];
    xml.create_element("gexf").with_attributes(root).write_inner_content(|xml| {
        xml.create_element("meta").write_inner_content(|xml| {
            xml.create_element("creator").write_text_content(BytesText::new("Chancery"))?;
            xml.create_element("description").write_text_content(BytesText::new(&fit(&network.made.told())))?;
            Ok(())
        })?;
        let kind = if is_directed(network) { "directed" } else { "undirected" };
        let graph = [
            ("mode", "dynamic"),
            ("defaultedgetype", kind),
            ("timeformat", "date"),
            ("timerepresentation", "interval"),
        ];
        xml.create_element("graph").with_attributes(graph).write_inner_content(|xml| graph_content(xml, network))?;
        Ok(())
    })?;
    writeln!(xml.into_inner())
}

fn graph_content<W: Write>(xml: &mut Writer<W>, network: &Network) -> io::Result<()> {
    let columns = node_columns(network);
    declare(xml, "node", &columns)?;
    declare(xml, "edge", &EDGE_COLUMNS)?;
    xml.create_element("nodes").write_inner_content(|xml| {
        for (at, node) in network.nodes.iter().enumerate() {
            let (id, label) = (at.to_string(), fit(&node.label));
            let element = xml.create_element("node").with_attributes([("id", id.as_str()), ("label", label.as_str())]);
            element.write_inner_content(|xml| {
                values(
                    xml,
                    columns
                        .iter()
                        .map(|(name, _)| of_node(node, name))
                        .map(|value| value.map(|value| value.to_string())),
                )
            })?;
        }
        Ok(())
    })?;
    xml.create_element("edges").write_inner_content(|xml| {
        network.edges.iter().try_for_each(|edge| write_edge(xml, edge, is_directed(network)))
    })?;
    Ok(())
}

fn declare<W: Write>(xml: &mut Writer<W>, class: &str, columns: &[(&str, Type)]) -> io::Result<()> {
    xml.create_element("attributes").with_attributes([("class", class), ("mode", "static")]).write_inner_content(
        |xml| {
            for (at, (name, sort)) in columns.iter().enumerate() {
                let sort = match sort {
                    Type::Text => "string",
                    Type::Whole => "long",
                    Type::Number => "double",
                };
                let id = at.to_string();
                let column = [("id", id.as_str()), ("title", name), ("type", sort)];
                xml.create_element("attribute").with_attributes(column).write_empty()?;
            }
            Ok(())
        },
    )?;
    Ok(())
}

fn values<W: Write>(xml: &mut Writer<W>, values: impl Iterator<Item = Option<String>>) -> io::Result<()> {
    xml.create_element("attvalues").write_inner_content(|xml| {
        for (at, value) in values.enumerate() {
            let Some(value) = value else { continue };
            let (id, value) = (at.to_string(), fit(&value));
            xml.create_element("attvalue")
                .with_attributes([("for", id.as_str()), ("value", value.as_str())])
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn write_edge<W: Write>(xml: &mut Writer<W>, edge: &Edge, directed: bool) -> io::Result<()> {
    let (source, target, weight) =
        (edge.source.to_string(), edge.target.to_string(), f64::from(edge.weight).to_string());
    let element = xml.create_element("edge").with_attributes([
        ("id", edge.id.as_str()),
        ("source", source.as_str()),
        ("target", target.as_str()),
        ("type", if directed { "directed" } else { "undirected" }),
        ("kind", edge.tie.name()),
        ("weight", weight.as_str()),
    ]);
    element.write_inner_content(|xml| {
        let of = |name: &&str| of_edge(edge, name).map(|value| value.to_string());
        values(xml, EDGE_COLUMNS.iter().map(|(name, _)| of(name)))?;
        if edge.spells.is_empty() {
            return Ok(());
        }
        xml.create_element("spells").write_inner_content(|xml| {
            for spell in &edge.spells {
                let start = spell.start.iter().map(|day| ("start", day.as_str()));
                let end = spell.end.iter().map(|day| ("end", day.as_str()));
                xml.create_element("spell").with_attributes(start.chain(end)).write_empty()?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}
