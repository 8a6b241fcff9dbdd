//! What many records share: the things that are described once for all of them, the rules and the source files.

use crate::claim::{Body, Mission, Node, Position};
use crate::rule::{Basis, Rule};
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The file that a listing was read from.
#[derive(Clone, Debug)]
pub struct Source {
    pub(super) name: String,
    pub(super) sha256: String,
}

impl Source {
    /// A file by its name and its bytes.
    pub fn new(name: impl Into<String>, bytes: &[u8]) -> Self {
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { name: name.into(), sha256 }
    }

    /// A file by its name and the SHA-256 of its bytes, in hexadecimal.
    pub fn known(name: &str, sha256: &str) -> Self {
        Self { name: name.to_owned(), sha256: sha256.to_owned() }
    }
}

/// Things that are described once for all records that use them.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    pub(super) nodes: FxHashSet<Node>,
    pub(super) rules: FxHashMap<&'static str, &'static Rule>,
    pub(super) sources: BTreeMap<String, BTreeSet<String>>,
}

impl Shared {
    /// Adds a thing and those that its description names.
    pub fn add(&mut self, node: &Node) {
        if self.nodes.contains(node) {
            return;
        }
        self.nodes.insert(node.clone());
        match node {
            Node::Mission(mission) => {
                self.add_kind(&mission.kind);
                for place in [&mission.of, &mission.to, &mission.city].into_iter().flatten() {
                    self.add(&Node::Place(place.clone()));
                }
            }
            Node::Body(Body::Named { of, kind, .. }) => {
                self.add_kind(kind);
                if let Some(state) = of {
                    self.add(&Node::Place(state.clone()));
                }
            }
            Node::Position(position) => {
                self.add_kind(&position.office);
                for state in position.states() {
                    self.add(&Node::Place(state.clone()));
                }
                if let Some(seat) = seat(position) {
                    self.add(&seat);
                }
            }
            _ => {}
        }
    }

    /// The same things in several sets, so that their descriptions need not all be in memory: dates, of which there may be
    /// very many and whose descriptions name nothing else, so many at a time; then the others.
    pub fn parted(mut self, dates: usize) -> impl Iterator<Item = Self> {
        let is_date = |node: &Node| matches!(node, Node::Date(_));
        let (mut all, rest): (Vec<Node>, Vec<Node>) = std::mem::take(&mut self.nodes).into_iter().partition(is_date);
        all.sort_unstable();
        self.nodes = rest.into_iter().collect();
        let some = |nodes: &[Node]| Self { nodes: nodes.iter().cloned().collect(), ..Self::default() };
        let parts: Vec<Self> = all.chunks(dates).map(some).collect();
        parts.into_iter().chain([self])
    }

    pub(super) fn add_kind(&mut self, slug: &str) {
        self.add(&Node::Kind(slug.into()));
    }

    /// Adds a rule that made a statement.
    pub fn add_rule(&mut self, rule: &'static Rule) {
        if self.rules.insert(rule.id, rule).is_none() {
            self.add_kind(basis(rule.basis));
        }
    }

    pub(super) fn add_source(&mut self, source: &Source) {
        self.sources.entry(source.sha256.clone()).or_default().insert(source.name.clone());
    }

    /// Adds all things of another set.
    pub fn extend(&mut self, other: Self) {
        self.nodes.extend(other.nodes);
        self.rules.extend(other.rules);
        for (sha256, names) in other.sources {
            self.sources.entry(sha256).or_default().extend(names);
        }
    }
}

/// The kind that a basis is.
pub(super) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "stated",
        Basis::Inferred => "inferred",
    }
}

/// The body an office is held in: the one said, or for an ambassador the embassy.
pub(super) fn seat(position: &Position) -> Option<Node> {
    if let Some(body) = &position.body {
        return Some(Node::Body((**body).clone()));
    }
    let (of, to) = (position.of.as_ref()?, position.to.as_ref()?);
    let embassy = Mission { kind: "embassy".into(), of: Some(of.clone()), to: Some(to.clone()), city: None };
    (position.office == "ambassador").then_some(Node::Mission(embassy))
}
