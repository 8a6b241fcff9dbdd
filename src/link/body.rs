//! Bodies of different records that are one: committees, departments and parties whose State no record says.
//!
//! A body's name tells less than a person's: every State has a Ministry of Defense. So two are one only where the name has a
//! word that is none of everyday language, and the records stand in one collection and name one State; or where the authority files
//! give the name for one body, and no other State is named. What falls short of that is a question.

use super::decided::Decided;
use super::feature::{Feature, Weights};
use super::people::Number;
use crate::claim::PlaceSlug;
use crate::rdf::mint::Base;
use crate::recognise::Lexicon;
use crate::resolve::authority::Authority;
use crate::resolve::folded;
use crate::rule::{self, Rule};
use oxigraph::model::NamedNode;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// A body, as one record or the authority files know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    pub node: Box<str>,
    /// Whether it has an IRI of its own: it is in the authority files, or is known by its State and name.
    pub is_known: bool,
    /// Its names, as written.
    pub names: Vec<Box<str>>,
    /// Those by which it may be linked, folded.
    pub forms: Vec<String>,
    /// The States that its record names, or that it belongs to, in order.
    pub states: Box<[PlaceSlug]>,
    /// The collections that hold its record.
    pub collections: Box<[Number]>,
}

/// That two nodes are one body, or may be.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyLink {
    /// The node.
    pub node: NamedNode,
    /// The one that stands for the body; or, where it is not sure, which the node may be.
    pub other: NamedNode,
    /// Whether it is sure enough to be followed.
    pub sure: bool,
    /// What made it.
    pub rule: &'static Rule,
    /// What the two have in common, and what not.
    pub reasons: Vec<Feature>,
    /// What the reasons weigh together, in bits.
    pub weight: f32,
}

/// All bodies of a graph, by IRI, those of the authority files among them.
#[derive(Debug, Default)]
pub struct Bodies {
    all: Vec<Body>,
}

impl Bodies {
    /// The bodies of records, and with them those of the authority files.
    pub(super) fn new(mut all: Vec<Body>, authority: &Authority, base: &Base) -> Self {
        if !all.is_empty() {
            all.extend(authority.bodies().iter().map(|entry| Body {
                node: base.body(&entry.slug).into_string().into(),
                is_known: true,
                names: Vec::new(),
                forms: entry.forms.iter().map(|form| folded(form)).collect(),
                states: entry.state.iter().cloned().collect(),
                collections: Box::default(),
            }));
        }
        // of one node the authority files know more forms
        all.sort_by(|one, other| one.node.cmp(&other.node).then(other.forms.len().cmp(&one.forms.len())));
        all.dedup_by(|one, other| one.node == other.node);
        all.iter_mut().for_each(|body| {
            body.forms.sort_unstable();
            body.forms.dedup();
        });
        Self { all }
    }

    /// The number of the body with an IRI.
    pub fn number(&self, node: &str) -> Option<Number> {
        self.all.binary_search_by(|body| (*body.node).cmp(node)).ok().map(|at| at as Number)
    }

    /// Those that records name without their State, each with the names by which it may be linked.
    pub(super) fn of_records(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.all.iter().filter(|body| !body.is_known).map(|body| (&*body.node, &*body.forms))
    }

    /// The bodies and missions that records name, with their names as written.
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, &[Box<str>])> {
        self.all.iter().filter(|body| !body.names.is_empty()).map(|body| (&*body.node, &*body.names))
    }

    /// The links between those of the names that are asked for, as far as nobody has decided otherwise; in the order of their
    /// nodes' IRIs. With `possible`, what is not sure is followed as well: of several each body's likeliest.
    pub(super) fn links(
        &self,
        decided: &Decided,
        weights: &Weights,
        lexicon: &Lexicon,
        asked: &dyn Fn(&str) -> bool,
        possible: bool,
    ) -> Vec<BodyLink> {
        let mut groups = Groups::new(self, decided);
        let blocks = self.blocks();
        let mut pairs: Vec<Pair> = Vec::new();
        for (form, members) in blocks.iter().filter(|(form, _)| asked(form)) {
            let particular = form.split(' ').any(|word| is_rare(word, lexicon));
            pairs.extend(self.pairs(members, particular, weights));
        }
        // what is surest comes first, so that a doubtful link does not keep out a good one
        pairs.sort_by(|a, b| (b.sure, b.weight).partial_cmp(&(a.sure, a.weight)).unwrap_or(std::cmp::Ordering::Equal));
        pairs.iter().filter(|pair| pair.sure).for_each(|pair| groups.join(pair.one, pair.other));
        let mut maybe: Vec<&Pair> = pairs.iter().filter(|pair| !pair.sure).collect();
        if possible {
            maybe.iter().for_each(|pair| groups.join(pair.one, pair.other));
        }
        maybe.retain(|pair| groups.may_join(pair.one, pair.other));
        let mut links = groups.links(&pairs);
        links.extend(groups.questions(&maybe));
        links.sort_by(|a, b| (&a.node, !a.sure, &a.other).cmp(&(&b.node, !b.sure, &b.other)));
        links
    }

    /// Who has each form, in order.
    fn blocks(&self) -> BTreeMap<&str, Vec<Number>> {
        let mut blocks: BTreeMap<&str, Vec<Number>> = BTreeMap::new();
        for (number, body) in (0..).zip(&self.all) {
            body.forms.iter().for_each(|form| blocks.entry(form).or_default().push(number));
        }
        blocks.retain(|_, members| members.len() > 1);
        blocks
    }

    /// Those of one name who are, or may be, one: each with one entry of the authority files, or with the first of its
    /// collection and State, so that many of one name make as many pairs.
    fn pairs(&self, members: &[Number], particular: bool, weights: &Weights) -> Vec<Pair> {
        let body = |number: &Number| &self.all[*number as usize];
        let (known, here): (Vec<Number>, Vec<Number>) = members.iter().partition(|number| body(number).is_known);
        let pair = |one: Number, other: Number, sure: bool, reasons: Vec<Feature>| {
            let weight = weights.sum(reasons.iter().copied().collect());
            Pair { one, other, sure, reasons, weight }
        };
        if let [entry] = known[..] {
            let its = &body(&entry).states;
            let with_entry = |number: &Number| {
                let named = &body(number).states;
                let (of_state, elsewhere) = (common(its, named), !its.is_empty() && !named.is_empty());
                let mut reasons = vec![Feature::BodyForm];
                reasons.extend(of_state.then_some(Feature::StateNamed));
                reasons.extend((elsewhere && !of_state).then_some(Feature::StateOther));
                pair(*number, entry, of_state || !elsewhere, reasons)
            };
            return here.iter().map(with_entry).collect();
        }
        let name = if particular { Feature::BodyName } else { Feature::BodyNameCommon };
        let mut first_of: FxHashMap<(Number, Option<&PlaceSlug>), Number> = FxHashMap::default();
        let mut pairs = Vec::new();
        for number in &here {
            for collection in &body(number).collections {
                // with the first that names the same State, and with the first whatever it names
                for state in body(number).states.iter().map(Some).chain([None]) {
                    let first = *first_of.entry((*collection, state)).or_insert(*number);
                    if first != *number {
                        let one_state = state.is_some() || common(&body(&first).states, &body(number).states);
                        let mut reasons = vec![name];
                        reasons.extend(one_state.then_some(Feature::StatesShared));
                        reasons.push(Feature::CollectionSame);
                        // every State has a Ministry of Defense: of those not even a question is worth asking
                        if particular || one_state {
                            pairs.push(pair(first, *number, particular && one_state, reasons));
                        }
                    }
                }
            }
        }
        pairs
    }
}

/// Two of one name.
struct Pair {
    one: Number,
    other: Number,
    sure: bool,
    reasons: Vec<Feature>,
    weight: f32,
}

/// Bodies that are one, as they come together.
struct Groups<'a> {
    bodies: &'a Bodies,
    decided: &'a Decided,
    of: Vec<usize>,
    members: Vec<Vec<Number>>,
}

impl<'a> Groups<'a> {
    /// Those that are one by decision, and the others each for itself.
    fn new(bodies: &'a Bodies, decided: &'a Decided) -> Self {
        let count = bodies.all.len();
        let mut groups = Self {
            bodies,
            decided,
            of: (0..count).collect(),
            members: (0..count as Number).map(|n| vec![n]).collect(),
        };
        for group in &decided.groups {
            for other in group.iter().skip(1) {
                groups.unite(group[0], *other);
            }
        }
        groups
    }

    fn of(&self, number: Number) -> &[Number] {
        &self.members[self.of[number as usize]]
    }

    /// Whether two may be one, as far as decisions and the authority files go.
    fn may_join(&self, one: Number, other: Number) -> bool {
        let (one, other) = (self.of(one), self.of(other));
        let known = |group: &[Number]| group.iter().any(|number| self.bodies.all[*number as usize].is_known);
        one != other && !(known(one) && known(other)) && !self.decided.parts((one, known(one)), (other, known(other)))
    }

    fn join(&mut self, one: Number, other: Number) {
        if self.may_join(one, other) {
            self.unite(one, other);
        }
    }

    fn unite(&mut self, one: Number, other: Number) {
        let (into, from) = (self.of[one as usize], self.of[other as usize]);
        let moved = std::mem::take(&mut self.members[from]);
        moved.iter().for_each(|number| self.of[*number as usize] = into);
        self.members[into].extend(moved);
        self.members[into].sort_unstable();
    }

    /// The one that stands for a body: the entry of the authority files, else the first by IRI.
    fn stands(&self, number: Number) -> Number {
        let group = self.of(number);
        let known = group.iter().find(|number| self.bodies.all[**number as usize].is_known);
        known.or(group.first()).copied().unwrap_or(number)
    }

    /// The link of each member to the one that stands for all, by a decision or by the best pair that it has with another.
    fn links(&self, pairs: &[Pair]) -> Vec<BodyLink> {
        let mut best: FxHashMap<Number, &Pair> = FxHashMap::default();
        for pair in pairs.iter().filter(|pair| self.of[pair.one as usize] == self.of[pair.other as usize]) {
            best.entry(pair.one).or_insert(pair);
            best.entry(pair.other).or_insert(pair);
        }
        let link = |number: Number| {
            let stands = self.stands(number);
            if stands == number {
                return None;
            }
            let by_decision = self.decided.group_of(number).is_some_and(|group| group.contains(&stands));
            Some(match best.get(&number).filter(|_| !by_decision) {
                Some(pair) => self.link(number, stands, true, rule::LINK_BODY, pair),
                None => {
                    BodyLink { rule: rule::LINK_DECISION, ..self.link(number, stands, true, rule::LINK_BODY, &NONE) }
                }
            })
        };
        (0..self.of.len() as Number).filter_map(link).collect()
    }

    /// What may be one, between those that stand for bodies; each two once, by their best reasons.
    fn questions(&self, maybe: &[&Pair]) -> Vec<BodyLink> {
        let mut asked: FxHashSet<(Number, Number)> = FxHashSet::default();
        let question = |pair: &&Pair| {
            let (one, other) = (self.stands(pair.one), self.stands(pair.other));
            let known = |number: Number| self.bodies.all[number as usize].is_known;
            // the entry of the authority files is what the other may be
            let (node, other) = if known(one) || !known(other) && one < other { (other, one) } else { (one, other) };
            asked.insert((node, other)).then(|| self.link(node, other, false, rule::LINK_BODY, pair))
        };
        maybe.iter().filter_map(question).collect()
    }

    fn link(&self, node: Number, other: Number, sure: bool, rule: &'static Rule, pair: &Pair) -> BodyLink {
        let iri = |number: Number| NamedNode::new_unchecked(&*self.bodies.all[number as usize].node);
        BodyLink { node: iri(node), other: iri(other), sure, rule, reasons: pair.reasons.clone(), weight: pair.weight }
    }
}

/// No reasons: somebody decided.
const NONE: Pair = Pair { one: 0, other: 0, sure: true, reasons: Vec::new(), weight: 0.0 };

/// Whether a word of a name, folded, tells bodies apart: it is no word of everyday language, and no number.
fn is_rare(word: &str, lexicon: &Lexicon) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 2 && !lexicon.is_ordinary(word)
}

/// Whether two lists in order have something in common.
fn common(one: &[PlaceSlug], two: &[PlaceSlug]) -> bool {
    one.iter().any(|number| two.binary_search(number).is_ok())
}
