//! Who is who: people of different records who are one person, joined by what is known of them; and bodies.
//!
//! Statements about people go through a [`people::Reader`] and come out as links: each says which node is the same person as
//! which, by what rule, and with what reasons. What the records say is never changed; without the links graph all is as it
//! was.
//!
//! | step | does |
//! |---|---|
//! | [`people`] | reads who is named where, as what, with whom |
//! | [`name`], [`rarity`] | takes names apart; says how much one tells |
//! | `given` | finds who is worth comparing |
//! | [`profile`], [`feature`] | compares two, and weighs what they have in common |
//! | [`mod@cluster`] | brings together who is one |
//! | `tenure` | resolves people known by office only, by who held it then |
//! | [`mod@body`] | the same for bodies whose State no record says: their names tell less |
//! | [`candidate`] | answers who or what a name may mean |
//! | [`spread`] | divides all this among several processes |

pub mod body;
pub mod candidate;
pub mod cluster;
mod decided;
pub mod feature;
mod given;
pub mod name;
mod office;
pub mod people;
mod possible;
pub mod profile;
pub mod rarity;
pub mod spread;
mod tenure;
mod write;

pub use decided::Decided;

use crate::claim::{Body, Node, Person};
use crate::convert::{Converter, once_each};
use crate::decision::Decisions;
use crate::error::Result;
use crate::rdf::mint::Base;
use crate::rdf::shared::Shared;
use crate::rule::{self, Rule};
use body::{Bodies, BodyLink};
use cluster::{Clusters, cluster};
use feature::{Feature, Weights};
use oxigraph::model::{GraphName, NamedNodeRef, Quad, QuadRef};
use people::{Number, People, Reader, Sort};
use profile::{Context, Profile};
use rarity::Rarity;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use tenure::{Answer, Offices};
use write::Statement;

/// That two nodes are one person, or may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The node.
    pub node: Number,
    /// The one that stands for the person; or, where it is not sure, whom the node may be.
    pub other: Number,
    /// Whether it is sure enough to be followed.
    pub sure: bool,
    /// What made it.
    pub rule: &'static Rule,
    /// What the two have in common, and what not.
    pub reasons: Vec<Feature>,
    /// What the reasons weigh together, in bits.
    pub weight: f32,
}

/// A link between people, or between bodies.
#[derive(Clone, Copy, Debug)]
pub enum Either<'a> {
    /// Between people.
    Person(&'a Link),
    /// Between bodies.
    Body(&'a BodyLink),
}

/// Links, and the people they are between.
#[derive(Debug)]
pub struct Linked {
    /// The people.
    pub people: People,
    /// The links, in the order of their nodes' IRIs.
    pub links: Vec<Link>,
    /// Links between bodies, in the same order.
    pub body_links: Vec<BodyLink>,
    bodies: Bodies,
    decided_bodies: Decided,
    weights: Weights,
}

impl Linked {
    /// Links the people that a reader has read, as far as nobody has decided otherwise.
    pub fn new(reader: Reader, converter: &Converter, decisions: &Decisions) -> Result<Self> {
        let (people, bodies) = reader.finish(converter.authority(), converter.base());
        let weights = Weights::bundled()?;
        let decided = Decided::new(decisions, |node| people.number(node));
        let links = link(&people, &decided, &weights, converter);
        let decided_bodies = Decided::new(decisions, |node| bodies.number(node));
        let body_links = bodies.links(&decided_bodies, &weights, converter.lexicon(), &|_| true, false);
        Ok(Self { people, links, body_links, bodies, decided_bodies, weights })
    }

    /// Follows the links that are not sure as well, each one's likeliest.
    #[must_use]
    pub fn with_possible(mut self, converter: &Converter) -> Self {
        self.links = possible::follow(self.links, &self.people);
        let (decided, weights) = (&self.decided_bodies, &self.weights);
        self.body_links = self.bodies.links(decided, weights, converter.lexicon(), &|_| true, true);
        self
    }

    /// All links, those between people first.
    pub fn all(&self) -> Vec<Either<'_>> {
        self.links.iter().map(Either::Person).chain(self.body_links.iter().map(Either::Body)).collect()
    }

    /// The links as quads, one link after another, each in the graph of its method.
    pub fn quads<'a>(&'a self, converter: &'a Converter) -> impl Iterator<Item = Quad> + 'a {
        self.all().into_iter().flat_map(|link| {
            let mut quads = Vec::new();
            self.quads_of(link, converter, &mut |quad| quads.push(quad.into_owned()));
            quads
        })
    }

    /// Hands over the quads of one link.
    pub fn quads_of(&self, link: Either<'_>, converter: &Converter, take: &mut dyn FnMut(QuadRef<'_>)) {
        write::of_link(&self.statement(link), converter.base(), take);
    }

    fn statement<'a>(&'a self, link: Either<'a>) -> Statement<'a> {
        let person = |number: Number| NamedNodeRef::new_unchecked(&self.people.mentions[number as usize].node);
        match link {
            Either::Person(&Link { node, other, sure, rule, ref reasons, weight }) => {
                Statement { node: person(node), other: person(other), sure, rule, reasons, weight }
            }
            Either::Body(&BodyLink { ref node, ref other, sure, rule, ref reasons, weight }) => {
                Statement { node: node.as_ref(), other: other.as_ref(), sure, rule, reasons, weight }
            }
        }
    }

    /// What the links name: entries of the authority files, rules, features.
    pub fn described(&self, converter: &Converter) -> Vec<Quad> {
        described(self.all().into_iter().map(|link| self.statement(link)), &self.weights, converter)
    }
}

/// What links name: entries of the authority files, rules, features.
fn described<'a>(links: impl Iterator<Item = Statement<'a>>, weights: &Weights, converter: &Converter) -> Vec<Quad> {
    let (base, authority) = (converter.base(), converter.authority());
    let (mut shared, mut features) = (Shared::default(), BTreeSet::new());
    for link in links {
        shared.add_rule(link.rule);
        features.extend(link.reasons);
        let other = link.other.as_str();
        if let Some(slug) = base.person_slug(other).filter(|slug| authority.person(slug).is_some()) {
            shared.add(&Node::Person(Person::Authority(slug.into())));
        }
        if let Some(slug) = base.body_slug(other).filter(|slug| authority.body(slug).is_some()) {
            shared.add(&Node::Body(Body::Authority(slug.into())));
        }
    }
    let mut quads = converter.describe(&shared);
    quads.extend(write::features(&features, weights, base));
    quads
}

/// Puts the links of a graph's people among its quads, in place of links that were made before.
pub fn relink(quads: Vec<Quad>, converter: &Converter, possible: bool) -> Result<Vec<Quad>> {
    let mut quads = unlink(quads, converter.base());
    let mut reader = Reader::default();
    quads.iter().for_each(|quad| reader.read(quad.as_ref()));
    let linked = Linked::new(reader, converter, &Decisions::from_quads(&quads)?)?;
    let linked = if possible { linked.with_possible(converter) } else { linked };
    quads.extend(linked.quads(converter));
    quads.extend(linked.described(converter));
    Ok(once_each(quads))
}

/// Quads without those of links.
pub fn unlink(mut quads: Vec<Quad>, base: &Base) -> Vec<Quad> {
    quads.retain(|quad| !is_link(&quad.graph_name, base));
    quads
}

/// Whether a graph holds links.
pub fn is_link(graph: &GraphName, base: &Base) -> bool {
    matches!(graph, GraphName::NamedNode(graph) if graph.as_str().starts_with(base.graph("links/").as_str()))
}

/// With how many others a member of a cluster is compared for the reasons that are given.
const WITNESSES: usize = 8;

/// The links between people, in the order of their nodes' IRIs.
pub fn link(people: &People, decided: &Decided, weights: &Weights, converter: &Converter) -> Vec<Link> {
    let context = Context { people, rarity: &Rarity::of(&people.names), weights, asked: None };
    let clusters = cluster(&context, decided, &|_| true);
    let mut links = of_clusters(&clusters, &context, decided);
    links.extend(of_offices(&clusters, people, decided, weights, converter));
    links.sort_by_key(|link| (link.node, !link.sure, link.other));
    links
}

/// What links those who are brought together, and those who may be one.
fn of_clusters(clusters: &Clusters, context: &Context<'_>, decided: &Decided) -> Vec<Link> {
    let people = context.people;
    let of_person = |person: &Profile| sure(person, clusters, context, decided);
    let mut links: Vec<Link> = clusters.people.par_iter().flat_map_iter(of_person).collect();
    for (one, other, comparison) in &clusters.maybe {
        let (one, other) =
            (representative(&clusters.people[*one], people), representative(&clusters.people[*other], people));
        // the entry of the authority files is what the other may be
        let known = people.mentions[one as usize].sort == Sort::Authority;
        let (node, other) = if known { (other, one) } else { (one, other) };
        let (reasons, weight) = (comparison.features.iter().collect(), comparison.weight);
        links.push(Link { node, other, sure: false, rule: rule::LINK_FEATURES, reasons, weight });
    }
    links
}

/// What links those who are known by office only to those who held it.
fn of_offices(
    clusters: &Clusters,
    people: &People,
    decided: &Decided,
    weights: &Weights,
    converter: &Converter,
) -> Vec<Link> {
    let mut offices = Offices::default();
    tenure::facts(people, &clusters.people, decided, converter, &mut |office, fact| offices.take(office, fact));
    let persons: FxHashMap<Number, &Profile> =
        clusters.people.iter().map(|person| (representative(person, people), person)).collect();
    let forbids = |node: &Number, person: &Number| {
        let mention = &people.mentions[*node as usize];
        decided.forbids(&Profile::of(*node, mention, &[]), persons[person])
    };
    let links = offices.answers(converter.authority(), weights, forbids).into_iter().map(|answer| {
        let Answer { node, person, sure, reasons, weight } = answer;
        Link { node, other: person, sure, rule: rule::LINK_TENURE, reasons, weight }
    });
    links.collect()
}

/// The member that stands for all: the entry of the authority files, else the first by IRI that has a name.
fn representative(person: &Profile, people: &People) -> Number {
    let sort = |number: &&Number| (people.mentions[**number as usize].sort, **number);
    person.members.iter().min_by_key(sort).copied().unwrap_or_default()
}

/// What links each member to the one that stands for all: a decision, or what it has in common with the others.
fn sure(person: &Profile, clusters: &Clusters, context: &Context<'_>, decided: &Decided) -> Vec<Link> {
    if person.members.len() == 1 {
        return Vec::new();
    }
    let stands = representative(person, context.people);
    let profile = |number: Number| {
        let mention = &context.people.mentions[number as usize];
        Profile::of(number, mention, &clusters.company.of_mention(number, mention))
    };
    let members = || person.members.iter().copied().filter(|member| *member != stands);
    // one more than are asked: a member is no witness of its own
    let witnesses: Vec<(Number, Profile)> = members().take(WITNESSES + 1).map(|one| (one, profile(one))).collect();
    let others = |member: Number| witnesses.iter().filter(move |(one, _)| *one != member).take(WITNESSES);
    let first = profile(stands);
    let rest = |member: Number| {
        let mut rest = first.clone();
        others(member).for_each(|(_, other)| rest.add(other));
        rest
    };
    // the same for all who are no witnesses
    let most = rest(stands);
    let group = |number| decided.group_of(number);
    members()
        .map(|member| {
            let link = |rule, reasons, weight| Link { node: member, other: stands, sure: true, rule, reasons, weight };
            let by_decision = || link(rule::LINK_DECISION, Vec::new(), 0.0);
            if group(member).is_some() && group(member) == group(stands) {
                return by_decision();
            }
            let compared = |me: &Profile, rest: &Profile| {
                // where the others stand against each other too, one of them will do
                let with_one = || others(member).find_map(|(_, other)| me.compare(other, context));
                me.compare(rest, context).or_else(with_one)
            };
            let found = match witnesses.iter().find(|(one, _)| *one == member) {
                Some((_, me)) => compared(me, &rest(member)),
                None => compared(&profile(member), &most),
            };
            match found {
                Some(found) => link(rule::LINK_FEATURES, found.features.iter().collect(), found.weight),
                None if group(member).is_some() => by_decision(),
                None => link(rule::LINK_FEATURES, vec![Feature::NamesAlike], context.weights.of(Feature::NamesAlike)),
            }
        })
        .collect()
}
