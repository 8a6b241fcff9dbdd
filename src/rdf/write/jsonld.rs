//! JSON-LD 1.1, compacted with the context of `ontology/context.jsonld`: short names, and values whose type the context
//! knows without it. The context stands in the file, so that it can be read without a network.

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use std::sync::LazyLock;

/// The context, as published.
const CONTEXT: &str = include_str!("../../../ontology/context.jsonld");

struct Context {
    whole: Value,
    /// prefix, namespace
    prefixes: Vec<(String, String)>,
    /// short name of a property → `@id`, or the datatype of its values
    types: FxHashMap<String, String>,
}

static KNOWN: LazyLock<Context> = LazyLock::new(|| {
    let file: Value = serde_json::from_str(CONTEXT).unwrap_or_default();
    let whole = file.get("@context").cloned().unwrap_or_default();
    let mut known = Context { whole: whole.clone(), prefixes: Vec::new(), types: FxHashMap::default() };
    for (term, definition) in whole.as_object().into_iter().flatten() {
        match definition {
            Value::String(namespace) if !term.starts_with('@') => {
                known.prefixes.push((term.clone(), namespace.clone()));
            }
            Value::Object(definition) => {
                if let Some(Value::String(of)) = definition.get("@type") {
                    known.types.insert(term.clone(), of.clone());
                }
            }
            _ => {}
        }
    }
    known
});

/// Writes quads that are sorted, subject by subject.
pub(super) fn write(quads: &[QuadRef<'_>], out: &mut impl Write) -> io::Result<()> {
    write!(out, "{{\n  \"@context\": ")?;
    pretty(&KNOWN.whole, "  ", out)?;
    write!(out, ",\n  \"@graph\": [")?;
    let mut first = true;
    for graph in quads.chunk_by(|a, b| a.graph_name == b.graph_name) {
        let name = match graph[0].graph_name {
            GraphNameRef::DefaultGraph => None,
            GraphNameRef::NamedNode(node) => Some(short(node.as_str())),
            GraphNameRef::BlankNode(node) => Some(format!("_:{}", node.as_str())),
        };
        if let Some(name) = &name {
            let comma = if std::mem::take(&mut first) { "" } else { "," };
            write!(out, "{comma}\n    {{ \"@id\": {}, \"@graph\": [", Value::from(name.as_str()))?;
            first = true;
        }
        for subject in graph.chunk_by(|a, b| a.subject == b.subject) {
            let comma = if std::mem::take(&mut first) { "" } else { "," };
            write!(out, "{comma}\n      ")?;
            pretty(&described(subject), "      ", out)?;
        }
        if name.is_some() {
            write!(out, "\n    ] }}")?;
            first = false;
        }
    }
    out.write_all(b"\n  ]\n}\n")
}

/// One subject with all that a graph says of it.
fn described(quads: &[QuadRef<'_>]) -> Value {
    let mut node = Map::new();
    let id = match quads[0].subject {
        NamedOrBlankNodeRef::NamedNode(node) => short(node.as_str()),
        NamedOrBlankNodeRef::BlankNode(node) => format!("_:{}", node.as_str()),
    };
    node.insert("@id".to_owned(), id.into());
    for predicate in quads.chunk_by(|a, b| a.predicate == b.predicate) {
        let is_type = predicate[0].predicate == rdf::TYPE
            && predicate.iter().all(|quad| !matches!(quad.object, TermRef::Literal(_)));
        let name = if is_type { "@type".to_owned() } else { short(predicate[0].predicate.as_str()) };
        let of = if is_type { Some("@vocab") } else { KNOWN.types.get(&name).map(String::as_str) };
        let mut values: Vec<Value> = predicate.iter().map(|quad| value(quad.object, of)).collect();
        node.insert(name, if values.len() == 1 { values.remove(0) } else { values.into() });
    }
    Value::Object(node)
}

/// A value, as short as the type that the context gives its property allows.
fn value(term: TermRef<'_>, of: Option<&str>) -> Value {
    match term {
        TermRef::NamedNode(node) if matches!(of, Some("@id" | "@vocab")) => short(node.as_str()).into(),
        TermRef::NamedNode(node) => json!({ "@id": short(node.as_str()) }),
        TermRef::BlankNode(node) if matches!(of, Some("@id" | "@vocab")) => format!("_:{}", node.as_str()).into(),
        TermRef::BlankNode(node) => json!({ "@id": format!("_:{}", node.as_str()) }),
        TermRef::Literal(text) => match text.language() {
            Some(language) => json!({ "@value": text.value(), "@language": language }),
            None if text.datatype() == xsd::STRING && of.is_none() => text.value().into(),
            None if text.datatype() == xsd::STRING => json!({ "@value": text.value() }),
            None if Some(short(text.datatype().as_str()).as_str()) == of => text.value().into(),
            None => json!({ "@value": text.value(), "@type": short(text.datatype().as_str()) }),
        },
    }
}

/// An IRI by a prefix of the context, where that reads back as the same.
fn short(iri: &str) -> String {
    let with = |(prefix, namespace): &(String, String)| {
        let local = iri.strip_prefix(namespace.as_str())?;
        // what begins with two slashes would be taken for an address
        (!local.is_empty() && !local.starts_with("//")).then(|| format!("{prefix}:{local}"))
    };
    KNOWN.prefixes.iter().find_map(with).unwrap_or_else(|| iri.to_owned())
}

/// A value over several lines, those after the first set in.
fn pretty(value: &Value, indent: &str, out: &mut impl Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::other)?;
    out.write_all(text.replace('\n', &format!("\n{indent}")).as_bytes())
}
