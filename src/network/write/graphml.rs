//! GraphML, with a declared key for each thing that is told.

use super::{EDGE_COLUMNS, Type, is_directed, node_columns, of_edge, of_node};
use crate::export::xml::fit;
use crate::network::model::{Network, Value};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io::{self, Write};

pub(super) fn write(network: &Network, out: &mut impl Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let columns = node_columns(network);
    let root = xml.create_element("graphml").with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"));
    root.write_inner_content(|xml| {
        xml.create_element("desc").write_text_content(BytesText::new(&fit(&network.made.told())))?;
        key(xml, "node", "label", Type::Text)?;
        columns.iter().try_for_each(|(name, sort)| key(xml, "node", name, *sort))?;
        key(xml, "edge", "weight", Type::Number)?;
        EDGE_COLUMNS.iter().try_for_each(|(name, sort)| key(xml, "edge", name, *sort))?;
        let kind = if is_directed(network) { "directed" } else { "undirected" };
        xml.create_element("graph").with_attribute(("edgedefault", kind)).write_inner_content(|xml| {
            for (at, node) in network.nodes.iter().enumerate() {
                let element = xml.create_element("node").with_attribute(("id", format!("n{at}").as_str()));
                element.write_inner_content(|xml| {
                    data(xml, "node", "label", &Value::Text(node.label.clone()))?;
                    let told = columns.iter().filter_map(|(name, _)| Some((name, of_node(node, name)?)));
                    told.into_iter().try_for_each(|(name, value)| data(xml, "node", name, &value))
                })?;
            }
            for edge in &network.edges {
                let (source, target) = (format!("n{}", edge.source), format!("n{}", edge.target));
                let ends = [("id", edge.id.as_str()), ("source", source.as_str()), ("target", target.as_str())];
                let element = xml.create_element("edge").with_attributes(ends);
                element.write_inner_content(|xml| {
                    data(xml, "edge", "weight", &Value::Number(f64::from(edge.weight)))?;
                    let told = EDGE_COLUMNS.iter().filter_map(|(name, _)| Some((name, of_edge(edge, name)?)));
                    told.into_iter().try_for_each(|(name, value)| data(xml, "edge", name, &value))
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    writeln!(xml.into_inner())
}

fn key<W: Write>(xml: &mut Writer<W>, of: &str, name: &str, sort: Type) -> io::Result<()> {
    let sort = match sort {
        Type::Text => "string",
        Type::Whole => "long",
        Type::Number => "double",
    };
    let id = format!("{of}-{name}");
    let key = [("id", id.as_str()), ("for", of), ("attr.name", name), ("attr.type", sort)];
    xml.create_element("key").with_attributes(key).write_empty()?;
    Ok(())
}

fn data<W: Write>(xml: &mut Writer<W>, of: &str, name: &str, value: &Value) -> io::Result<()> {
    let element = xml.create_element("data").with_attribute(("key", format!("{of}-{name}").as_str()));
    element.write_text_content(BytesText::new(&fit(&value.to_string())))?;
    Ok(())
}
