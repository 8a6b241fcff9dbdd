//! Linking by several processes, each with a part of the families: what they say together is what one process says.
//!
//! | step | takes | gives |
//! |---|---|---|
//! | [`statement`] | a quad | whether linking reads it, and of which record it is |
//! | [`survey()`] | the statements of some records | what the others must know of them: [`Line`]s |
//! | [`Plan::new`] | the surveys of all | how rare names are, and which families are linked in which part |
//! | [`Part::new`] | the statements of the records that name anybody of a part's families, and of no record; the plan | links, and [`Fact`]s about offices |
//! | [`of_offices`] | all facts about some offices | links |
//!
//! What people decided about who is who is about all parts at once, and has no place here.

mod plan;
mod survey;

pub use super::office::Office;
pub use super::tenure::Fact;
pub use plan::Plan;
pub use survey::{Line, survey};

use super::body::BodyLink;
use super::cluster::cluster;
use super::feature::Weights;
use super::people::{self, Reader};
use super::profile::Context;
use super::tenure::{self, Offices};
use super::write::{self, Statement};
use super::{Decided, Linked, described, of_clusters};
use crate::convert::Converter;
use crate::decision;
use crate::error::{Error, ErrorKind, Result};
use crate::rule;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, Quad, QuadRef};
use serde::{Deserialize, Serialize};

/// The record that a statement is of, if linking reads it; one that is of no record, such as when a date begins, has an empty
/// one, and is told to every part.
pub fn statement<'q>(quad: QuadRef<'q>, converter: &Converter) -> Result<Option<&'q str>> {
    if decision::is_one(quad) {
        let message = "the graph holds decisions about who is who, which is linked in one process only";
        return Err(Error::new(ErrorKind::Usage, message).help("use: chancery link"));
    }
    let NamedOrBlankNodeRef::NamedNode(subject) = quad.subject else { return Ok(None) };
    if !people::is_read(quad) {
        return Ok(None);
    }
    let subject = subject.as_str();
    let is_of_record = converter.base().is_record(subject);
    Ok(Some(if is_of_record { subject.split_once('#').map_or(subject, |(record, _)| record) } else { "" }))
}

/// What a part of the families comes to.
#[derive(Debug)]
pub struct Part {
    /// Those who are brought together.
    pub linked: Linked,
    /// What their offices rest on, each with its office.
    pub facts: Vec<OfOffice>,
}

/// A fact about an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfOffice {
    /// The office.
    pub office: Office,
    /// The fact; nodes are IRIs.
    pub fact: Fact<String>,
}

impl Part {
    /// Links the families of a part, counted from 1, among the people that a reader has read.
    pub fn new(reader: Reader, plan: &Plan, part: u32, converter: &Converter) -> Result<Self> {
        let (mut people, bodies) = reader.finish(converter.authority(), converter.base());
        plan.check(part, &people)?;
        people.surprise = plan.surprise(&people.words);
        let (weights, decided) = (Weights::bundled()?, Decided::default());
        let context = Context { people: &people, rarity: &plan.rarity(&people.names), weights: &weights, asked: None };
        let clusters = cluster(&context, &decided, &|family| plan.of_family(family) == Some(part));
        let mut links = of_clusters(&clusters, &context, &decided);
        links.sort_by_key(|link| (link.node, !link.sure, link.other));
        let mut facts = Vec::new();
        tenure::facts(&people, &clusters.people, &decided, converter, &mut |office, fact| {
            let fact = fact.map(|number| people.mentions[number as usize].node.to_string());
            facts.push(OfOffice { office, fact });
        });
        let of_part = |form: &str| plan.of_body(form) == Some(part);
        let body_links: Vec<BodyLink> = bodies.links(&decided, &weights, converter.lexicon(), &of_part, false);
        let linked = Linked { people, links, body_links, bodies, decided_bodies: Decided::default(), weights };
        Ok(Self { linked, facts })
    }
}

/// The links of those who are known by offices only, all facts about which are here; and what the links name.
pub fn of_offices(facts: impl IntoIterator<Item = OfOffice>, converter: &Converter) -> Result<Vec<Quad>> {
    let weights = Weights::bundled()?;
    let mut offices = Offices::default();
    facts.into_iter().for_each(|of| offices.take(of.office, of.fact));
    let answers = offices.answers(converter.authority(), &weights, |_, _| false);
    let statements = || {
        answers.iter().map(|answer| Statement {
            node: NamedNodeRef::new_unchecked(&answer.node),
            other: NamedNodeRef::new_unchecked(&answer.person),
            sure: answer.sure,
            rule: rule::LINK_TENURE,
            reasons: &answer.reasons,
            weight: answer.weight,
        })
    };
    let mut quads = Vec::new();
    for statement in statements() {
        write::of_link(&statement, converter.base(), &mut |quad| quads.push(quad.into_owned()));
    }
    quads.extend(described(statements(), &weights, converter));
    Ok(quads)
}
