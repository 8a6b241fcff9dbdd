//! Things as RDF: of a record or a collection all that stands in its graph, of anything else what is said of it.

use super::catalogue::{Item, Sort};
use super::frame::in_header;
use super::{Response, Site};
use crate::error::Result;
use crate::query::Internal;
use crate::rdf::write::{Format, write};
use oxigraph::model::NamedNode;
use oxigraph::store::Store;

static KNOWN: Internal = Internal::new("known", include_str!("../../../queries/internal/site/known.rq"));
static DESCRIBE: Internal = Internal::new("describe", include_str!("../../../queries/internal/site/describe.rq"));
static RECORD: Internal =
    Internal::new("describe-record", include_str!("../../../queries/internal/site/describe-record.rq"));

/// Whether the graph says anything of a thing.
pub fn known(store: &Store, iri: &str) -> Result<bool> {
    KNOWN.ask(store, &[("this", iri)])
}

/// The statements about a thing in a syntax.
pub fn answer(site: &Site, iri: &str, item: Option<Item>, format: Format) -> Result<Response> {
    let has_graph = match item {
        Some(Item::Document(_)) => true,
        Some(Item::Thing(at)) => site.catalogue.thing(at).sort == Sort::Collection,
        _ => false,
    };
    let mut quads = Vec::new();
    if has_graph {
        let graph = site.base.graph_of(&NamedNode::new_unchecked(iri));
        quads = RECORD.quads(&site.store, &[("this", graph.as_str())])?;
    }
    if quads.is_empty() {
        quads = DESCRIBE.quads(&site.store, &[("this", iri)])?;
    }
    let mut body = Vec::new();
    // what one syntax cannot carry, such as a control character in XML, another can
    if let Err(error) = write(&quads, format, &mut body) {
        return Ok(Response::new(406, "text/plain; charset=utf-8", format!("{error}\n")));
    }
    let media = super::negotiate::Form::Rdf(format).media();
    let this = in_header(iri);
    Ok(Response::new(200, &format!("{media}; charset=utf-8"), body)
        .with("Link", format!("<{this}>; rel=\"cite-as\", <{this}>; rel=\"describes\"")))
}
