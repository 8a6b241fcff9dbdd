//! Changes of the store: SPARQL updates, and graphs put, added to and deleted. Each is done whole or not at all.

use super::sparql::iri;
use super::wire::{Change, Which};
use crate::error::{Error, ErrorKind};
use crate::query::stated;
use crate::rdf::derived::mark;
use crate::rdf::write::Format;
use crate::serve::site::Response;
use oxigraph::io::RdfParser;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad};
use oxigraph::sparql::SparqlEvaluator;
use oxigraph::store::{StorageError, Store};
use spargebra::{GraphUpdateOperation, SparqlParser, Update};

/// Makes a change; what is answered, with a status below 300 if it was made.
pub fn make(store: &Store, change: &Change, body: &[u8]) -> Response {
    let made = match change {
        Change::Update { default, named, base } => update(store, default, named, base, body),
        Change::Put { graph, exists: wanted, replace, media, base, location } => {
            let there = exists(store, graph).and_then(|there| match wanted {
                Some(wanted) if *wanted != there => Err(unmet(if there { "there already" } else { "not there" })),
                _ => Ok(there),
            });
            there.and_then(|there| put(store, graph, there, *replace, media, base, body)).map(|response| match location
            {
                Some(location) if response.status == 201 => response.with("Location", location.clone()),
                _ => response,
            })
        }
        Change::Delete(graph) => delete(store, graph),
    };
    made.and_then(|made| store.remove(mark()).map(|()| made).map_err(broken)).unwrap_or_else(|refusal| refusal)
}

type Made = Result<Response, Response>;

fn update(store: &Store, default: &[String], named: &[String], base: &str, body: &[u8]) -> Made {
    let text = std::str::from_utf8(body).map_err(|_| Response::text(400, "the update is not UTF-8"))?;
    let mut parser = SparqlParser::new();
    if !base.is_empty() {
        parser = parser.with_base_iri(base).map_err(|error| Response::text(400, error.to_string()))?;
    }
    let mut parsed = parser.parse_update(text).map_err(|error| Response::text(400, error.to_string()))?;
    let given = !default.is_empty() || !named.is_empty();
    check(&parsed, given)?;
    if !given {
        stated::only_in(&mut parsed);
    }
    let mut prepared = SparqlEvaluator::new().for_update(parsed);
    let default = default.iter().map(|name| iri(name).map(GraphName::from)).collect::<Result<Vec<_>, _>>()?;
    let named = named.iter().map(|name| iri(name).map(NamedOrBlankNode::from)).collect::<Result<Vec<_>, _>>()?;
    for dataset in prepared.using_datasets_mut() {
        if given {
            dataset.set_default_graph(default.clone());
            dataset.set_available_named_graphs(named.clone());
        } else if dataset.is_default_dataset() {
            dataset.set_default_graph_as_union();
        }
    }
    let done = prepared.on_store(store).execute();
    done.map_err(|error| Response::text(400, error.to_string()))?;
    Ok(Response::new(204, "", ""))
}

/// Refuses to fetch, and to be told twice which graphs are meant.
fn check(update: &Update, given: bool) -> Result<(), Response> {
    for operation in &update.operations {
        match operation {
            GraphUpdateOperation::Load { source, .. } => {
                return Err(Response::text(403, format!("LOAD is refused: {source} is not fetched")));
            }
            GraphUpdateOperation::DeleteInsert { using: Some(_), .. } if given => {
                let both = "the update names its graphs with USING or WITH, and the request with using-graph-uri";
                return Err(Response::text(400, both));
            }
            _ => {}
        }
    }
    Ok(())
}

fn put(store: &Store, graph: &Which, there: bool, replace: bool, media: &str, base: &str, body: &[u8]) -> Made {
    let format = Format::from_media(media).ok_or_else(|| {
        let known = Format::ALL.map(Format::media).join(", ");
        Response::text(415, format!("a graph is taken as {known}, not as “{media}”"))
    })?;
    let name = name_of(graph)?;
    let mut parser = RdfParser::from_format(format.oxigraph()).rename_blank_nodes();
    if !base.is_empty() {
        parser = parser.with_base_iri(base).map_err(|error| Response::text(400, error.to_string()))?;
    }
    let quads = parser.for_reader(body).map(|quad| {
        let quad = quad.map_err(|error| Response::text(400, error.to_string()))?;
        if !quad.graph_name.is_default_graph() && quad.graph_name != name {
            let other = quad.graph_name;
            let why = format!("what is sent for one graph has statements of {other}: send them there, or by an update");
            return Err(Response::text(400, why));
        }
        Ok(Quad { graph_name: name.clone(), ..quad })
    });
    let quads: Vec<Quad> = quads.collect::<Result<_, _>>()?;
    let mut transaction = store.start_transaction().map_err(broken)?;
    if replace {
        transaction.clear_graph(name.as_ref()).map_err(broken)?;
    }
    if let GraphName::NamedNode(node) = &name {
        transaction.insert_named_graph(node);
    }
    transaction.extend(&quads);
    transaction.commit().map_err(broken)?;
    Ok(Response::new(if there { 204 } else { 201 }, "", ""))
}

fn delete(store: &Store, graph: &Which) -> Made {
    if !exists(store, graph)? {
        return Err(no_graph());
    }
    match name_of(graph)? {
        GraphName::NamedNode(node) => store.remove_named_graph(&node).map_err(broken)?,
        name => store.clear_graph(name.as_ref()).map_err(broken)?,
    }
    Ok(Response::new(204, "", ""))
}

/// Whether there is such a graph; that without a name always is.
pub fn exists(store: &Store, graph: &Which) -> Result<bool, Response> {
    match graph {
        Which::Default => Ok(true),
        Which::Named(name) => store.contains_named_graph(&iri(name)?).map_err(broken),
    }
}

/// That a graph is not as whoever changes it takes it to be.
pub fn unmet(how: &str) -> Response {
    Response::text(412, format!("the graph is {how}: nothing was changed"))
}

/// That there is no such graph.
pub fn no_graph() -> Response {
    Response::text(404, "there is no such graph; SELECT DISTINCT ?g { GRAPH ?g {} } lists those that there are")
}

/// A failure of the store.
#[expect(clippy::needless_pass_by_value, reason = "it is what errors are mapped with")]
pub fn broken(error: StorageError) -> Response {
    Response::text(500, Error::new(ErrorKind::Io, format!("the store: {error}")).to_string())
}

fn name_of(graph: &Which) -> Result<GraphName, Response> {
    match graph {
        Which::Default => Ok(GraphName::DefaultGraph),
        Which::Named(name) => iri(name).map(NamedNode::into),
    }
}
