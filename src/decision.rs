//! What a person has decided about who is who: read from quads, held against each other, and written as quads.
//!
//! A decision says that two nodes are one person (or body), that they are two, or that a node is somebody new: nobody of
//! the authority files. It stands in a file of its own, a short block each, and links nothing by itself: whoever makes
//! links asks [`Decisions`] first, so that taking a block out takes the decision back.
//!
//! ```turtle
//! decision:5f3a09c1d2 a chy:Decision ;
//!   dcterms:date "2026-11-26"^^xsd:date ;
//!   prov:wasAttributedTo "A. Historian" ;
//!   rdf:object person:aleksandr-puzanov ;
//!   rdf:predicate rico:isEquivalentTo ;             # or owl:differentFrom; or rdf:type, to a class: somebody new
//!   rdf:subject <https://…/record/…#person-puzanov> ;
//!   rico:note "same journal" .
//! ```

use crate::claim::DEFAULT_BASE;
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::rdf::mint;
use crate::rdf::vocab::{self, chy, dcterms, owl, prov, rdf, rico, xsd};
use chrono::NaiveDate;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, QuadRef, Term};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

/// What is decided about a node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ruling {
    /// It is the same as another.
    Same(NamedNode),
    /// It is not the same as another.
    Different(NamedNode),
    /// It is nobody that the authority files have.
    New,
}

/// One decision.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The node of its block.
    pub id: NamedOrBlankNode,
    /// What it is about.
    pub node: NamedNode,
    /// What it says of it.
    pub ruling: Ruling,
    /// Who signed it; empty where nobody did.
    pub by: String,
    /// When it was made.
    pub date: Option<NaiveDate>,
    /// What the one who decided has to say; may be empty.
    pub note: String,
    /// Where it stands, if that is known.
    pub place: Option<Locator>,
}

impl Decision {
    /// A decision, not yet dated. Of two nodes the one that could stand for both comes last: the authority entry, else
    /// the smaller IRI; so whichever way round it is said, it is one decision.
    pub fn new(node: NamedNode, ruling: Ruling, by: &str) -> Self {
        let (node, ruling) = in_order(node, ruling);
        let (predicate, object) = (predicate(&ruling), object(&node, &ruling));
        let id = mint::decision(&node, predicate, &object, by).into();
        Self { id, node, ruling, by: by.to_owned(), date: None, note: String::new(), place: None }
    }

    /// The node it is held against, if any.
    pub fn other(&self) -> Option<&NamedNode> {
        match &self.ruling {
            Ruling::Same(other) | Ruling::Different(other) => Some(other),
            Ruling::New => None,
        }
    }

    /// Whether it is about a node.
    pub fn concerns(&self, node: &NamedNode) -> bool {
        self.node == *node || self.other() == Some(node)
    }

    /// Its block.
    pub fn quads(&self) -> Vec<Quad> {
        let quad = |predicate: vocab::Term, object: Term| {
            Quad::new(self.id.clone(), predicate, object, GraphName::DefaultGraph)
        };
        let mut quads = vec![
            quad(rdf::type_, chy::Decision.into()),
            quad(rdf::subject, self.node.clone().into()),
            quad(rdf::predicate, predicate(&self.ruling).into()),
            quad(rdf::object, object(&self.node, &self.ruling).into()),
        ];
        if !self.by.is_empty() {
            quads.push(quad(prov::wasAttributedTo, Literal::from(self.by.as_str()).into()));
        }
        if let Some(date) = self.date {
            let date = Literal::new_typed_literal(date.to_string(), xsd::date);
            quads.push(quad(dcterms::date, date.into()));
        }
        if !self.note.is_empty() {
            quads.push(quad(rico::note, Literal::from(self.note.as_str()).into()));
        }
        quads
    }

    /// What decisions are sorted by, and told apart by.
    fn key(&self) -> (&NamedNode, &Ruling, &str) {
        (&self.node, &self.ruling, &self.by)
    }
}

/// `record/…#person-kim is the same as person/kim-il (A. Historian, 2026-11-26)`
impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is ", short(&self.node))?;
        match &self.ruling {
            Ruling::Same(other) => write!(f, "the same as {}", short(other))?,
            Ruling::Different(other) => write!(f, "different from {}", short(other))?,
            Ruling::New => f.write_str("somebody new")?,
        }
        let date = self.date.map(|date| date.to_string());
        let signed: Vec<&str> =
            [self.by.as_str()].into_iter().chain(date.as_deref()).filter(|s| !s.is_empty()).collect();
        if signed.is_empty() { Ok(()) } else { write!(f, " ({})", signed.join(", ")) }
    }
}

/// Decisions that do not contradict each other.
#[derive(Clone, Debug, Default)]
pub struct Decisions(Vec<Decision>);

impl Decisions {
    /// All decisions among quads, whatever graphs they are in. An error if one cannot be understood, or if they
    /// contradict each other.
    pub fn from_quads<'a>(quads: impl IntoIterator<Item = &'a Quad, IntoIter: Clone>) -> Result<Self> {
        Self::new(read(quads)?).map_err(|contradictions| {
            let many = contradictions.len();
            let first = contradictions.into_iter().next();
            let first =
                first.map_or_else(|| Error::new(ErrorKind::Input, "the decisions are contradictory"), Error::from);
            if many > 1 { first.help(format!("{HELP}; there are {} more of this sort", many - 1)) } else { first }
        })
    }

    /// Decisions in their order, each once; or all that contradicts among them.
    pub fn new(mut decisions: Vec<Decision>) -> Result<Self, Vec<Contradiction>> {
        decisions.sort_by(|a, b| a.key().cmp(&b.key()));
        decisions.dedup_by(|a, b| a.key() == b.key());
        let contradictions = Sameness::new(&decisions).contradictions();
        if contradictions.is_empty() { Ok(Self(decisions)) } else { Err(contradictions) }
    }

    /// All of them, by the IRI of the node they are about.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Decision> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pairs that must be linked.
    pub fn same(&self) -> impl Iterator<Item = (&NamedNode, &NamedNode)> {
        self.0.iter().filter_map(|decision| match &decision.ruling {
            Ruling::Same(other) => Some((&decision.node, other)),
            _ => None,
        })
    }

    /// The pairs that must not be linked, neither to each other nor through others.
    pub fn different(&self) -> impl Iterator<Item = (&NamedNode, &NamedNode)> {
        self.0.iter().filter_map(|decision| match &decision.ruling {
            Ruling::Different(other) => Some((&decision.node, other)),
            _ => None,
        })
    }

    /// The nodes that must not be linked to an authority entry, neither directly nor through others.
    pub fn new_nodes(&self) -> impl Iterator<Item = &NamedNode> {
        self.0.iter().filter(|decision| decision.ruling == Ruling::New).map(|decision| &decision.node)
    }

    /// The decisions that have no effect now, because something they are about is not there. They are kept: it may be
    /// there again tomorrow. An authority entry is there if the authority files have it, named in the graph or not.
    pub fn dormant(&self, is_there: impl Fn(&NamedNode) -> bool) -> Vec<&Decision> {
        let awake = |decision: &Decision| is_there(&decision.node) && decision.other().is_none_or(&is_there);
        self.0.iter().filter(|decision| !awake(decision)).collect()
    }
}

/// Decisions that cannot stand together.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// What is wrong with them.
    pub message: String,
    /// Those that make it up.
    pub decisions: Vec<Decision>,
}

/// What to do about a contradiction.
const HELP: &str = "change one of them, or take it back by deleting its block from the file of decisions";

impl From<Contradiction> for Error {
    fn from(contradiction: Contradiction) -> Self {
        let mut message = contradiction.message;
        for decision in &contradiction.decisions {
            let place = decision.place.as_ref().map_or_else(|| short_id(&decision.id), ToString::to_string);
            message = format!("{message}\n  {place}: {decision}");
        }
        Self::new(ErrorKind::Input, message).help(HELP)
    }
}

/// Whether a node is known beyond one record: an entry of the authority files, or a body of a State.
pub fn is_entry(node: &NamedNode) -> bool {
    !node.as_str().contains('#')
}

/// An IRI as messages show it: below our base from its kind on.
pub fn short(node: &NamedNode) -> &str {
    node.as_str().strip_prefix(DEFAULT_BASE).unwrap_or(node.as_str())
}

fn short_id(id: &NamedOrBlankNode) -> String {
    match id {
        NamedOrBlankNode::NamedNode(node) => match node.as_str().strip_prefix(vocab::decision::PREFIX) {
            Some(name) => format!("decision:{name}"),
            None => node.as_str().to_owned(),
        },
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

/// Of two nodes, first the one that the other could stand for.
fn in_order(node: NamedNode, ruling: Ruling) -> (NamedNode, Ruling) {
    let could_stand_for = |other: &NamedNode| (is_entry(&node), other.as_str()) > (is_entry(other), node.as_str());
    match ruling {
        Ruling::Same(other) if could_stand_for(&other) => (other, Ruling::Same(node)),
        Ruling::Different(other) if could_stand_for(&other) => (other, Ruling::Different(node)),
        as_it_is => (node, as_it_is),
    }
}

fn predicate(ruling: &Ruling) -> vocab::Term {
    match ruling {
        Ruling::Same(_) => rico::isEquivalentTo,
        Ruling::Different(_) => owl::differentFrom,
        Ruling::New => rdf::type_,
    }
}

fn object(node: &NamedNode, ruling: &Ruling) -> NamedNode {
    match ruling {
        Ruling::Same(other) | Ruling::Different(other) => other.clone(),
        Ruling::New if node.as_str().contains("#body-") => rico::CorporateBody.into_owned(),
        Ruling::New => rico::Person.into_owned(),
    }
}

/// Whether a quad says of its subject that it is a decision.
pub fn is_one(quad: QuadRef<'_>) -> bool {
    quad.predicate == rdf::type_ && quad.object == chy::Decision.into()
}

/// The decisions as they stand among quads, contradictory or not.
pub fn read<'a>(quads: impl IntoIterator<Item = &'a Quad, IntoIter: Clone>) -> Result<Vec<Decision>> {
    let quads = quads.into_iter();
    let decisions = quads.clone().filter(|quad| is_one(quad.as_ref()));
    let ids: BTreeSet<String> = decisions.map(|quad| quad.subject.to_string()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut blocks: BTreeMap<String, Vec<&Quad>> = BTreeMap::new();
    for quad in quads {
        let id = quad.subject.to_string();
        if ids.contains(&id) {
            blocks.entry(id).or_default().push(quad);
        }
    }
    blocks.values().map(|block| read_block(block)).collect()
}

/// One decision. Where a property that it has once is there twice, the smaller value counts.
fn read_block(block: &[&Quad]) -> Result<Decision> {
    let id = block[0].subject.clone();
    let values = |predicate: vocab::Term| {
        let mut values: Vec<&Term> =
            block.iter().filter(|quad| quad.predicate == predicate).map(|quad| &quad.object).collect();
        values.sort_by_key(ToString::to_string);
        values.dedup();
        values
    };
    let wrong = |what: &str| {
        Error::new(ErrorKind::Input, format!("the decision {} {what}", short_id(&id)))
            .help("a decision has one rdf:subject, one rdf:predicate and one rdf:object, all of them IRIs")
    };
    let node = |predicate: vocab::Term| match values(predicate)[..] {
        [Term::NamedNode(node)] => Some(node.clone()),
        _ => None,
    };
    let subject = node(rdf::subject).ok_or_else(|| wrong("does not say what it is about"))?;
    let predicate = node(rdf::predicate).ok_or_else(|| wrong("does not say what is decided"))?;
    let object = node(rdf::object).ok_or_else(|| wrong("does not say with whom it compares"))?;
    if object == subject {
        return Err(wrong("compares something with itself"));
    }
    let ruling = if predicate == rico::isEquivalentTo {
        Ruling::Same(object)
    } else if predicate == owl::differentFrom {
        Ruling::Different(object)
    } else if predicate == rdf::type_ {
        Ruling::New
    } else {
        return Err(wrong("has an rdf:predicate that decides nothing")
            .help("write rico:isEquivalentTo, owl:differentFrom, or rdf:type for somebody new"));
    };
    let text = |predicate: vocab::Term| match values(predicate).first() {
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(Term::NamedNode(node)) => node.as_str().to_owned(),
        _ => String::new(),
    };
    let date = text(dcterms::date);
    let date = if date.is_empty() {
        None
    } else {
        let bad = |_| wrong(&format!("has the date “{date}”, which is none")).help("write it like 2026-11-26");
        Some(NaiveDate::parse_from_str(&date, "%Y-%m-%d").map_err(bad)?)
    };
    let (node, ruling) = in_order(subject, ruling);
    let (by, note) = (text(prov::wasAttributedTo), text(rico::note));
    Ok(Decision { id, node, ruling, by, date, note, place: None })
}

/// What follows from the decisions that two are the same, each step with the decision it rests on.
struct Sameness<'a> {
    decisions: &'a [Decision],
    steps: BTreeMap<&'a NamedNode, Vec<(&'a NamedNode, &'a Decision)>>,
}

impl<'a> Sameness<'a> {
    fn new(decisions: &'a [Decision]) -> Self {
        let mut steps: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for decision in decisions {
            if let Ruling::Same(other) = &decision.ruling {
                steps.entry(&decision.node).or_default().push((other, decision));
                steps.entry(other).or_default().push((&decision.node, decision));
            }
        }
        Self { decisions, steps }
    }

    fn contradictions(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let mut add = |message: &str, first: Option<&Decision>, path: Vec<&Decision>| {
            let decisions = first.into_iter().chain(path).cloned().collect();
            found.push(Contradiction { message: message.to_owned(), decisions });
        };
        let parts = self.parts();
        let part = |node: &NamedNode| parts.get(node).copied();
        for decision in self.decisions {
            match &decision.ruling {
                Ruling::Different(other) if part(&decision.node).is_some() && part(&decision.node) == part(other) => {
                    let path = self.path(&decision.node, |node| node == other);
                    add("these decisions contradict each other", Some(decision), path);
                }
                Ruling::New if is_entry(&decision.node) => {
                    add("an authority entry cannot be somebody new", Some(decision), Vec::new());
                }
                Ruling::New => {
                    let path = self.path(&decision.node, is_entry);
                    if !path.is_empty() {
                        add("somebody new cannot be in the authority files", Some(decision), path);
                    }
                }
                _ => {}
            }
        }
        // of the entries in one part, each with the first: two more would say the same again
        let mut firsts: BTreeMap<usize, &NamedNode> = BTreeMap::new();
        for (node, part) in parts.iter().filter(|(node, _)| is_entry(node)) {
            let first = *firsts.entry(*part).or_insert(node);
            if first != *node {
                let message =
                    format!("two authority entries, {} and {}, cannot be the same", short(first), short(node));
                add(&message, None, self.path(first, |end| end == *node));
            }
        }
        found
    }

    /// For each node that is the same as some other, the number of those that belong together.
    fn parts(&self) -> BTreeMap<&'a NamedNode, usize> {
        let mut parts = BTreeMap::new();
        for (number, start) in self.steps.keys().enumerate() {
            let mut waiting = vec![*start];
            while let Some(node) = waiting.pop() {
                if parts.contains_key(node) {
                    continue;
                }
                parts.insert(node, number);
                waiting.extend(self.steps.get(node).into_iter().flatten().map(|(next, _)| *next));
            }
        }
        parts
    }

    /// The decisions along a shortest way from a node to one that is looked for; none if there is no way.
    fn path(&self, from: &NamedNode, is_end: impl Fn(&NamedNode) -> bool) -> Vec<&'a Decision> {
        let mut came: BTreeMap<&NamedNode, (&NamedNode, &'a Decision)> = BTreeMap::new();
        let mut waiting = VecDeque::from([from]);
        while let Some(node) = waiting.pop_front() {
            if node != from && is_end(node) {
                let mut path = Vec::new();
                let mut at = node;
                while let Some((before, decision)) = came.get(at).filter(|_| at != from) {
                    path.push(*decision);
                    at = before;
                }
                path.reverse();
                return path;
            }
            for (next, decision) in self.steps.get(node).into_iter().flatten() {
                if *next != from && !came.contains_key(next) {
                    came.insert(next, (node, decision));
                    waiting.push_back(next);
                }
            }
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use oxigraph::io::{RdfFormat, RdfParser};
    use proptest::prelude::*;

    const PREFIXES: &str = "@prefix chy: <https://w3id.org/chancery/ontology#> .
        @prefix decision: <https://w3id.org/chancery/decision/> .
        @prefix rico: <https://www.ica.org/standards/RiC/ontology#> .
        @prefix prov: <http://www.w3.org/ns/prov#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .\n";

    fn quads(turtle: &str) -> Vec<Quad> {
        let text = format!("{PREFIXES}{turtle}");
        RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes()).map(|quad| quad.unwrap()).collect()
    }

    fn refused(turtle: &str) -> String {
        Decisions::from_quads(&quads(turtle)).unwrap_err().to_string()
    }

    fn node(name: &str) -> NamedNode {
        NamedNode::new(format!("{DEFAULT_BASE}{name}")).unwrap()
    }

    fn same(a: &str, b: &str) -> Decision {
        Decision::new(node(a), Ruling::Same(node(b)), "X")
    }

    fn different(a: &str, b: &str) -> Decision {
        Decision::new(node(a), Ruling::Different(node(b)), "X")
    }

    #[test]
    fn a_decision_is_read_as_it_was_written() {
        let decision = Decision {
            date: NaiveDate::from_ymd_opt(2026, 11, 26),
            note: "a \"note\"".to_owned(),
            ..same("record/a#person-b", "person/c")
        };
        let (read, new) =
            (Decisions::from_quads(&decision.quads()).unwrap(), Decision::new(node("r#body-x"), Ruling::New, "X"));
        let Some(first) = read.iter().next() else { panic!("one was written") };
        assert_eq!(format!("{first:?}"), format!("{decision:?}"));
        assert_eq!(first.to_string(), "record/a#person-b is the same as person/c (X, 2026-11-26)");
        assert!(new.quads().iter().any(|quad| quad.object == rico::CorporateBody.into()));
        assert_eq!(Decisions::from_quads(&new.quads()).unwrap().new_nodes().count(), 1);
    }

    #[test]
    fn it_does_not_matter_which_comes_first() {
        let both = [same("r#a", "r#b"), same("r#b", "r#a")];
        assert_eq!(both[0].id, both[1].id);
        assert_eq!((both[0].node.clone(), both[0].other()), (node("r#b"), Some(&node("r#a"))));
        assert_eq!(same("person/z", "record/a#b").other(), Some(&node("person/z")));
        assert_eq!(Decisions::new(both.to_vec()).unwrap().iter().len(), 1);
    }

    #[test]
    fn two_who_agree_have_a_block_each() {
        let other = Decision::new(node("r#a"), Ruling::Same(node("r#b")), "Y");
        assert_eq!(Decisions::new(vec![same("r#a", "r#b"), other]).unwrap().iter().len(), 2);
    }

    #[test]
    fn statements_about_readings_are_no_decisions() {
        let other = quads("<urn:s> rdf:subject <urn:a> ; rdf:predicate rico:isEquivalentTo ; rdf:object <urn:b> .");
        assert!(Decisions::from_quads(&other).unwrap().is_empty());
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        assert_snapshot!(refused("decision:1 a chy:Decision ; rdf:subject <urn:a> ; rdf:object <urn:b> ."), @"
        the decision decision:1 does not say what is decided
          help: a decision has one rdf:subject, one rdf:predicate and one rdf:object, all of them IRIs
        ");
        assert_snapshot!(refused("decision:1 a chy:Decision ; rdf:predicate owl:differentFrom ; rdf:object <urn:b> ."), @"
        the decision decision:1 does not say what it is about
          help: a decision has one rdf:subject, one rdf:predicate and one rdf:object, all of them IRIs
        ");
        assert_snapshot!(refused("decision:1 a chy:Decision ; rdf:subject <urn:a> ; rdf:predicate owl:differentFrom ."), @"
        the decision decision:1 does not say with whom it compares
          help: a decision has one rdf:subject, one rdf:predicate and one rdf:object, all of them IRIs
        ");
        assert_snapshot!(refused("decision:1 a chy:Decision ; rdf:subject <urn:a> ; rdf:predicate rico:name ; rdf:object <urn:b> ."), @"
        the decision decision:1 has an rdf:predicate that decides nothing
          help: write rico:isEquivalentTo, owl:differentFrom, or rdf:type for somebody new
        ");
        assert_snapshot!(refused("decision:1 a chy:Decision ; rdf:subject <urn:a> ; rdf:predicate owl:differentFrom ; rdf:object <urn:a> ."), @"
        the decision decision:1 compares something with itself
          help: a decision has one rdf:subject, one rdf:predicate and one rdf:object, all of them IRIs
        ");
        assert_snapshot!(refused("decision:1 a chy:Decision ; rdf:subject <urn:a> ; rdf:predicate owl:differentFrom ; rdf:object <urn:b> ; dcterms:date '26.11.2026' ."), @"
        the decision decision:1 has the date “26.11.2026”, which is none
          help: write it like 2026-11-26
        ");
    }

    #[test]
    fn of_many_contradictions_one_is_shown_and_the_others_are_counted() {
        let turtle: String = (0..3)
            .map(|n| {
                format!("decision:{n}a a chy:Decision ; rdf:subject <urn:a#{n}> ; rdf:predicate owl:differentFrom ; rdf:object <urn:b#{n}> .
                    decision:{n}b a chy:Decision ; rdf:subject <urn:a#{n}> ; rdf:predicate rico:isEquivalentTo ; rdf:object <urn:b#{n}> .\n")
            })
            .collect();
        assert_snapshot!(refused(&turtle), @"
        these decisions contradict each other
          decision:0a: urn:b#0 is different from urn:a#0
          decision:0b: urn:b#0 is the same as urn:a#0
          help: change one of them, or take it back by deleting its block from the file of decisions; there are 2 more of this sort
        ");
    }

    proptest! {
        /// Found by following links from node to node, they are those that trying all partitions would find.
        #[test]
        fn contradictions_are_found_in_any_order(
            pairs in prop::collection::vec((0..5usize, 0..5usize, any::<bool>()), 0..8),
            turn in 0..8usize,
        ) {
            const NODES: [&str; 5] = ["r#a", "r#b", "r#c", "person/d", "person/e"];
            let decide = |(a, b, alike): &(usize, usize, bool)| if *alike { same(NODES[*a], NODES[*b]) } else { different(NODES[*a], NODES[*b]) };
            let mut decisions: Vec<_> = pairs.iter().filter(|(a, b, _)| a != b).map(decide).collect();
            let found = Decisions::new(decisions.clone()).is_err();

            // a partition is a number for each node; the two entries have different ones
            let holds = |part: &[usize]| {
                part[3] != part[4] && pairs.iter().filter(|(a, b, _)| a != b).all(|(a, b, alike)| (part[*a] == part[*b]) == *alike)
            };
            let possible = (0..5usize.pow(5)).any(|n| holds(&[n % 5, n / 5 % 5, n / 25 % 5, n / 125 % 5, n / 625 % 5]));
            prop_assert_eq!(found, !possible);

            let half = turn.min(decisions.len());
            decisions.rotate_left(half);
            prop_assert_eq!(Decisions::new(decisions).is_err(), found);
        }
    }
}
