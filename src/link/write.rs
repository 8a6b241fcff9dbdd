//! Links become quads: each in the graph of the method that made it, with its evidence.

use super::Link;
use super::feature::{Feature, Weights};
use super::people::People;
use crate::rdf::mint::{self, Base};
use crate::rdf::vocab::{chy, iri, prov, rdf, rdfs, rico, xsd};
use crate::rule::{self, Rule};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use std::collections::BTreeSet;

/// The version of the way in which names and features are compared.
const FEATURES: &str = "links/features-1";

/// The version of the way in which offices tell their holders.
const TENURES: &str = "links/tenures-1";

/// Where the links stand that somebody decided on.
const DECISIONS: &str = "links/decisions";

/// The graph of the links that a rule makes.
fn graph(rule: &Rule) -> &'static str {
    match rule.id {
        id if id == rule::LINK_TENURE.id => TENURES,
        id if id == rule::LINK_DECISION.id => DECISIONS,
        _ => FEATURES,
    }
}

/// The quads of a link.
pub fn of_link(link: &Link, people: &People, base: &Base) -> Vec<Quad> {
    let node = |number: u32| NamedNode::new_unchecked(&*people.mentions[number as usize].node);
    let (subject, object) = (node(link.node), node(link.other));
    let predicate = iri(if link.sure { &rico::isEquivalentTo } else { &chy::mayBe });
    let graph = GraphName::from(base.graph(graph(link.rule)));
    let statement = base.link(&subject, &predicate, &object);
    let mut quads = Vec::with_capacity(6 + link.reasons.len());
    let mut add = |subject: &NamedNode, predicate: NamedNode, object: Term| {
        quads.push(Quad::new(subject.clone(), predicate, object, graph.clone()));
    };
    add(&subject, predicate.clone(), object.clone().into());
    add(&statement, iri(&rdf::subject), subject.clone().into());
    add(&statement, iri(&rdf::predicate), predicate.into());
    add(&statement, iri(&rdf::object), object.into());
    add(&statement, iri(&prov::wasAttributedTo), mint::rule(link.rule.id).into());
    if link.rule.id != rule::LINK_DECISION.id {
        add(&statement, iri(&chy::weight), bits(link.weight).into());
    }
    for feature in &link.reasons {
        add(&statement, iri(&chy::reason), mint::feature(feature.id()).into());
    }
    quads
}

/// The features that links give as reasons, with what each weighs.
pub fn features(links: &[Link], weights: &Weights, base: &Base) -> Vec<Quad> {
    let graph = GraphName::from(base.graph("ontology"));
    let features: BTreeSet<Feature> = links.iter().flat_map(|link| &link.reasons).copied().collect();
    let described = |feature: Feature| {
        let node = mint::feature(feature.id());
        let quad = |property, value: Literal| Quad::new(node.clone(), iri(property), value, graph.clone());
        [
            Quad::new(node.clone(), iri(&rdf::type_), iri(&chy::Feature), graph.clone()),
            quad(&rdfs::label, Literal::new_language_tagged_literal_unchecked(feature.says(), "en")),
            quad(&chy::weight, bits(weights.of(feature))),
        ]
    };
    features.into_iter().flat_map(described).collect()
}

fn bits(weight: f32) -> Literal {
    Literal::new_typed_literal(format!("{weight:.1}"), iri(&xsd::decimal))
}
