//! Nodes and edges, free of any file format.

use std::collections::BTreeMap;
use std::fmt;

/// What nodes there are and what ties them. Nodes are in the order of their IRIs, edges in that of their ties and nodes, so
/// that the same graph gives the same network.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// People, missions, States or documents; isolated ones too.
    pub nodes: Vec<Node>,
    /// What ties them.
    pub edges: Vec<Edge>,
    /// How it was made, for whoever opens the file.
    pub made: Made,
}

/// One node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its IRI in the store.
    pub iri: String,
    /// Its name, as the queries show it.
    pub label: String,
    /// What it is.
    pub kind: NodeKind,
    /// The name of the State that it belongs to or stands for, if one is known.
    pub state: Option<String>,
    /// What else is told of it, measures among them.
    pub attributes: BTreeMap<&'static str, Value>,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// A person, named or known by office.
    Person,
    /// An embassy, legation or other mission.
    Mission,
    /// A ministry, party or other body.
    Body,
    /// A State.
    State,
    /// A record.
    Document,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A count.
    Whole(i64),
    /// A measure.
    Number(f64),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Whole(count) => count.fmt(f),
            Self::Number(number) => number.fmt(f),
        }
    }
}

/// What ties two nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// A name for it within the network; the same whenever the network is made.
    pub id: String,
    /// Where it begins, in [`Network::nodes`]; for a tie that has no direction, the smaller of the two.
    pub source: usize,
    /// Where it ends.
    pub target: usize,
    /// What kind of tie it is.
    pub tie: Tie,
    /// How many distinct encounters it stands for; documents, where its tie has no encounters.
    pub weight: u32,
    /// The IRIs of the encounters.
    pub encounters: Vec<String>,
    /// The IRIs of the records that tell of it.
    pub documents: Vec<String>,
    /// When it was: one for each encounter or document that has a date.
    pub spells: Vec<Spell>,
    /// The first day on which it may have been; none where one of its times has no known beginning, `[..1975-07-04]`.
    pub first: Option<String>,
    /// The last; none where one of its times has no known end.
    pub last: Option<String>,
    /// Whether the words state it, or it is inferred from them.
    pub basis: String,
    /// How often the rules that read it were right when measured: that of the surest encounter, from 0 to 1.
    pub confidence: Option<f64>,
    /// Words of the catalogue that say so.
    pub quotation: String,
}

/// What is known of a time: its bounds, as days in ISO 8601. A date known to the month spans it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spell {
    /// The first day that it may be.
    pub start: Option<String>,
    /// The last.
    pub end: Option<String>,
}

impl Made {
    /// Says how many nodes and edges there are, in place of what was said before.
    pub fn count(&mut self, nodes: usize, edges: usize) {
        self.facts.retain(|(name, _)| name != "nodes" && name != "edges");
        self.facts.push(("nodes".to_owned(), nodes.to_string()));
        self.facts.push(("edges".to_owned(), edges.to_string()));
    }

    /// All of it in a line.
    pub fn told(&self) -> String {
        self.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("; ")
    }
}

/// Kinds of ties, which are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// An encounter, stated or inferred.
    Met,
    /// An encounter that the words state.
    MetStated,
    /// A meeting that was planned, and of which nothing says that it came about.
    Planned,
    /// A message from the source to the target.
    Corresponded,
    /// Being named in the same record, which is no meeting.
    Mentioned,
}

impl NodeKind {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Mission => "mission",
            Self::Body => "body",
            Self::State => "state",
            Self::Document => "document",
        }
    }
}

impl Tie {
    /// Its name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::MetStated => "met-stated",
            Self::Planned => "planned",
            Self::Corresponded => "corresponded",
            Self::Mentioned => "mentioned",
        }
    }

    /// Whether it leads from one to the other.
    pub fn is_directed(self) -> bool {
        self == Self::Corresponded
    }
}

/// How a network was made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// Names and values in the order in which they are shown: query, ties, filters, counts, version.
    pub facts: Vec<(String, String)>,
}
