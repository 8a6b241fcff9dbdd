//! What the service says of itself: the SPARQL 1.1 Service Description.

use super::sparql::{GRAPHS, TABLES};
use crate::rdf::write::Format;
use crate::serve::site::Response;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, Quad};

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";

/// The description of the service at an address, as the client wants it.
pub fn describe(public: &str, writable: bool, accept: &str) -> Response {
    super::sparql::small(&statements(public, writable), accept)
}

fn statements(public: &str, writable: bool) -> Vec<Quad> {
    let endpoint = format!("{public}/sparql");
    let (service, dataset, graph) =
        (format!("{endpoint}#service"), format!("{endpoint}#dataset"), format!("{endpoint}#default-graph"));
    let sd = |name: &str| format!("{SD}{name}");
    let mut facts = vec![
        (service.clone(), rdf::TYPE.as_str().to_owned(), sd("Service")),
        (service.clone(), sd("endpoint"), endpoint),
        (service.clone(), sd("supportedLanguage"), sd("SPARQL11Query")),
        (service.clone(), sd("feature"), sd("UnionDefaultGraph")),
        (service.clone(), sd("defaultDataset"), dataset.clone()),
        (dataset.clone(), rdf::TYPE.as_str().to_owned(), sd("Dataset")),
        (dataset, sd("defaultGraph"), graph.clone()),
        (graph.clone(), rdf::TYPE.as_str().to_owned(), sd("Graph")),
        (graph, rdf::TYPE.as_str().to_owned(), "http://rdfs.org/ns/void#Dataset".to_owned()),
    ];
    if writable {
        facts.push((service.clone(), sd("supportedLanguage"), sd("SPARQL11Update")));
    }
    let tables = TABLES.map(|(format, _)| format.iri().to_owned());
    let graphs = GRAPHS.map(|format| match format {
        Format::JsonLd => format!("{FORMATS}JSON-LD"),
        other => other.oxigraph().iri().to_owned(),
    });
    for format in tables.into_iter().chain(graphs) {
        facts.push((service.clone(), sd("resultFormat"), format));
    }
    let quad = |(subject, predicate, object): (String, String, String)| {
        let iri = |name: &str| NamedNode::new(name).ok();
        Some(Quad::new(iri(&subject)?, iri(&predicate)?, iri(&object)?, GraphName::DefaultGraph))
    };
    facts.into_iter().filter_map(quad).collect()
}
