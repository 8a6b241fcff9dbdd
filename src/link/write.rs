//! Links become quads: each in the graph of the method that made it, with its evidence.

use super::feature::{Feature, Weights};
use crate::rdf::mint::{self, Base};
use crate::rdf::vocab::{chy, iri, prov, rdf, rdfs, rico, xsd};
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

/// The terms that all links are written with.
struct Terms {
    same: NamedNode,
    may_be: NamedNode,
    subject: NamedNode,
    predicate: NamedNode,
    object: NamedNode,
    attributed: NamedNode,
    weight: NamedNode,
    reason: NamedNode,
    /// In the order of [`Feature::ALL`].
    features: Vec<NamedNode>,
}

static TERMS: LazyLock<Terms> = LazyLock::new(|| Terms {
    same: iri(&rico::isEquivalentTo),
    may_be: iri(&chy::mayBe),
    subject: iri(&rdf::subject),
    predicate: iri(&rdf::predicate),
    object: iri(&rdf::object),
    attributed: iri(&prov::wasAttributedTo),
    weight: iri(&chy::weight),
    reason: iri(&chy::reason),
    features: Feature::ALL.iter().map(|feature| mint::feature(feature.id())).collect(),
});

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
    let terms = &*TERMS;
    let (subject, object) = (link.node, link.other);
    let predicate = if link.sure { &terms.same } else { &terms.may_be };
    let graph = base.graph(graph(link.rule));
    let statement = base.link(subject, predicate.as_ref(), object);
    let mut add = |subject: NamedNodeRef<'_>, predicate: &NamedNode, object: TermRef<'_>| {
        take(QuadRef::new(subject, predicate, object, &graph));
    };
    add(subject, predicate, object.into());
    let mut say = |predicate: &NamedNode, object: TermRef<'_>| add(statement.as_ref(), predicate, object);
    say(&terms.subject, subject.into());
    say(&terms.predicate, predicate.into());
    say(&terms.object, object.into());
    say(&terms.attributed, (&mint::rule(link.rule.id)).into());
    if link.rule.id != rule::LINK_DECISION.id {
        say(&terms.weight, (&bits(link.weight)).into());
    }
    link.reasons.iter().for_each(|feature| say(&terms.reason, (&terms.features[*feature as usize]).into()));
}

/// Features, with what each weighs.
pub fn features(features: &BTreeSet<Feature>, weights: &Weights, base: &Base) -> Vec<Quad> {
    let graph = GraphName::from(base.graph("ontology"));
    let described = |feature: Feature| {
        let node = mint::feature(feature.id());
        let quad = |property, value: Literal| Quad::new(node.clone(), iri(property), value, graph.clone());
        [
            Quad::new(node.clone(), iri(&rdf::type_), iri(&chy::Feature), graph.clone()),
            quad(&rdfs::label, Literal::new_language_tagged_literal_unchecked(feature.says(), "en")),
            quad(&chy::weight, bits(weights.of(feature))),
        ]
    };
    features.iter().copied().flat_map(described).collect()
}

fn bits(weight: f32) -> Literal {
    Literal::new_typed_literal(format!("{weight:.1}"), iri(&xsd::decimal))
}
