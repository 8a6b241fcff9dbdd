//! Links become quads: each in the graph of the method that made it, with its evidence.

use super::feature::{Feature, Weights};
use crate::rdf::mint::{self, Base};
use crate::rdf::vocab::{self, chy, prov, rdf, rdfs, rico, xsd};
use crate::rule::{self, Rule};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, QuadRef, TermRef};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The version of the way in which names and features are compared.
const FEATURES: &str = "links/features-1";

/// The version of the way in which offices tell their holders.
const TENURES: &str = "links/tenures-1";

/// The version of the way in which bodies are compared.
const BODIES: &str = "links/bodies-1";

/// Where the links stand that somebody decided on.
const DECISIONS: &str = "links/decisions";

/// The graph of the links that a rule makes.
fn graph(rule: &Rule) -> &'static str {
    match rule.id {
        id if id == rule::LINK_TENURE.id => TENURES,
        id if id == rule::LINK_BODY.id => BODIES,
        id if id == rule::LINK_DECISION.id => DECISIONS,
        _ => FEATURES,
    }
}

/// The nodes of what links are weighed by, in the order of [`Feature::ALL`].
static FEATURE_NODES: LazyLock<Vec<NamedNode>> =
    LazyLock::new(|| Feature::ALL.iter().map(|feature| mint::feature(feature.id())).collect());

/// A link of whatever sort, as it is written.
pub struct Statement<'a> {
    /// The node.
    pub node: NamedNodeRef<'a>,
    /// The one that it is, or may be.
    pub other: NamedNodeRef<'a>,
    /// Whether it is sure.
    pub sure: bool,
    /// What made it.
    pub rule: &'static Rule,
    /// Its reasons.
    pub reasons: &'a [Feature],
    /// What they weigh together, in bits.
    pub weight: f32,
}

/// Hands over the quads of a link.
pub fn of_link(link: &Statement<'_>, base: &Base, take: &mut dyn FnMut(QuadRef<'_>)) {
    let (subject, object) = (link.node, link.other);
    let predicate = if link.sure { rico::isEquivalentTo } else { chy::mayBe };
    let graph = base.graph(graph(link.rule));
    let statement = base.link(subject, predicate, object);
    let mut add = |subject: NamedNodeRef<'_>, predicate: vocab::Term, object: TermRef<'_>| {
        take(QuadRef::new(subject, predicate, object, &graph));
    };
    add(subject, predicate, object.into());
    let mut say = |predicate: vocab::Term, object: TermRef<'_>| add(statement.as_ref(), predicate, object);
    say(rdf::subject, subject.into());
    say(rdf::predicate, predicate.into());
    say(rdf::object, object.into());
    say(prov::wasAttributedTo, (&mint::rule(link.rule)).into());
    if link.rule.id != rule::LINK_DECISION.id {
        say(chy::weight, (&bits(link.weight)).into());
    }
    link.reasons.iter().for_each(|feature| say(chy::reason, (&FEATURE_NODES[*feature as usize]).into()));
}

/// Features, with what each weighs.
pub fn features(features: &BTreeSet<Feature>, weights: &Weights, base: &Base) -> Vec<Quad> {
    let graph = GraphName::from(base.graph("ontology"));
    let described = |feature: Feature| {
        let node = mint::feature(feature.id());
        let quad = |property: vocab::Term, value: Literal| Quad::new(node.clone(), property, value, graph.clone());
        [
            Quad::new(node.clone(), rdf::type_, chy::Feature, graph.clone()),
            quad(rdfs::label, Literal::new_language_tagged_literal_unchecked(feature.says(), "en")),
            quad(chy::weight, bits(weights.of(feature))),
        ]
    };
    features.iter().copied().flat_map(described).collect()
}

fn bits(weight: f32) -> Literal {
    Literal::new_typed_literal(format!("{weight:.1}"), xsd::decimal)
}
