//! The ties of a store, read through `queries/internal/network-*.rq` and weighed.
//!
//! Everything hangs on the same rows as the bundled queries, so that a network and `who-met-whom` cannot disagree: an edge
//! weighs as many distinct encounters as that query has rows for the two.

use super::model::{Edge, Made, Network, Node, NodeKind, Spell, Tie};
use crate::error::Result;
use crate::query::{cell, rows};
use oxigraph::sparql::QuerySolution;
use oxigraph::store::Store;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

macro_rules! internal {
    ($store:expr, $name:literal) => {
        rows($name, include_str!(concat!("../../queries/internal/", $name, ".rq")), $store)
    };
}

/// What the nodes of a network are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Project {
    /// People who are named in records, or known by office there.
    People,
    /// Missions and other bodies; a person counts for the mission where the office was that the records give.
    Missions,
    /// States; people, missions and bodies count for the one State that they belong to.
    States,
    /// People and the records that name them, which is the only tie.
    PeopleDocuments,
}

/// What is wanted of the ties.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The kinds of ties, which stay apart.
    pub ties: Vec<Tie>,
    /// What the nodes are.
    pub project: Project,
    /// The first day that counts; a tie whose time is not known to the day counts wherever it may fall.
    pub from: Option<String>,
    /// The last.
    pub to: Option<String>,
}

/// Somebody or something that records name.
#[derive(Debug, Default)]
struct Agent {
    /// Whether a record names it, and not only the authority files.
    is_named: bool,
    name: String,
    sort: String,
    states: BTreeMap<String, String>,
    missions: BTreeMap<String, String>,
}

/// One encounter, plan, letter or record that ties two.
struct Instance<'r> {
    tie: Tie,
    one: String,
    other: String,
    event: &'r str,
    record: &'r str,
    stated: bool,
    confidence: Option<f64>,
    words: &'r str,
    spell: Spell,
}

/// Reads a network.
pub fn read(store: &Store, wanted: &Wanted) -> Result<Network> {
    let agents = agents(store)?;
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    let mut placed = Placed::default();
    // whoever is tied to nobody stays, and shows it
    for (agent, known) in &agents {
        if let Some(node) = place(agent, known, wanted.project) {
            placed.insert(agent.clone(), node.iri.clone());
            nodes.insert(node.iri.clone(), node);
        }
    }
    let mut gathered = Gathered::default();
    for tie in wanted.ties.iter().collect::<BTreeSet<_>>() {
        match tie {
            _ if wanted.project == Project::PeopleDocuments => {}
            Tie::Met | Tie::MetStated => {
                meetings(*tie, &internal!(store, "network-met")?, &placed, wanted, &mut gathered);
            }
            Tie::Planned => meetings(*tie, &internal!(store, "network-planned")?, &placed, wanted, &mut gathered),
            Tie::Corresponded => letters(&internal!(store, "network-corresponded")?, &placed, wanted, &mut gathered),
            Tie::Mentioned => together(&internal!(store, "network-mentioned")?, &placed, wanted, &mut gathered),
        }
    }
    if wanted.project == Project::PeopleDocuments {
        documents(&internal!(store, "network-mentioned")?, &placed, wanted, &mut gathered, &mut nodes);
    }
    let numbers: FxHashMap<&str, usize> = nodes.keys().enumerate().map(|(at, iri)| (iri.as_str(), at)).collect();
    let edges = gathered.edges(&numbers);
    let made = made(wanted, nodes.len(), &edges);
    Ok(Network { nodes: nodes.into_values().collect(), edges, made })
}

fn agents(store: &Store) -> Result<BTreeMap<String, Agent>> {
    let mut agents: BTreeMap<String, Agent> = BTreeMap::new();
    for row in internal!(store, "network-agents")? {
        let agent = agents.entry(cell(&row, "agent").to_owned()).or_default();
        let (what, iri, label) = (cell(&row, "what"), cell(&row, "iri"), cell(&row, "label"));
        match what {
            "named" => agent.is_named = true,
            "state" => drop(agent.states.insert(iri.to_owned(), label.to_owned())),
            "mission" => drop(agent.missions.insert(iri.to_owned(), label.to_owned())),
            sort => {
                sort.clone_into(&mut agent.sort);
                // of several names, which there should not be, the first in order
                if agent.name.is_empty() || !label.is_empty() && label < agent.name.as_str() {
                    label.clone_into(&mut agent.name);
                }
            }
        }
    }
    agents.retain(|_, agent| agent.is_named);
    Ok(agents)
}

/// Which node somebody counts for, if it is just one.
fn place(agent: &str, known: &Agent, project: Project) -> Option<Node> {
    let node = |iri: &str, label: &str, kind, state: Option<&String>| Node {
        iri: iri.to_owned(),
        label: label.to_owned(),
        kind,
        state: state.cloned(),
        attributes: BTreeMap::new(),
    };
    let state = known.states.values().next().filter(|_| known.states.len() == 1);
    match (project, known.sort.as_str()) {
        (Project::People | Project::PeopleDocuments, "person") => {
            Some(node(agent, &known.name, NodeKind::Person, state))
        }
        (Project::Missions, "embassy") => Some(node(agent, &known.name, NodeKind::Mission, state)),
        (Project::Missions, "body") => Some(node(agent, &known.name, NodeKind::Body, state)),
        (Project::Missions, "person") if known.missions.len() == 1 => {
            let (iri, name) = known.missions.iter().next()?;
            Some(node(iri, name, NodeKind::Mission, state))
        }
        (Project::States, _) if known.states.len() == 1 => {
            let (iri, name) = known.states.iter().next()?;
            Some(node(iri, name, NodeKind::State, Some(name)))
        }
        _ => None,
    }
}

/// The node that each counts for, by IRI.
type Placed = FxHashMap<String, String>;

/// The rows of each encounter or plan, and of them each two parties.
fn meetings<'r>(tie: Tie, rows: &'r [QuerySolution], placed: &Placed, wanted: &Wanted, all: &mut Gathered) {
    let mut events: BTreeMap<&str, BTreeMap<&str, Vec<&'r QuerySolution>>> = BTreeMap::new();
    for row in rows.iter().filter(|row| wanted.has(row)) {
        events.entry(cell(row, "event")).or_default().entry(cell(row, "party")).or_default().push(row);
    }
    for (event, parties) in &events {
        let parties: Vec<(&&str, &Vec<&QuerySolution>)> = parties.iter().collect();
        for (at, (one, of_one)) in parties.iter().enumerate() {
            for (other, of_other) in &parties[at + 1..] {
                let (Some(a), Some(b)) = (placed.get(**one), placed.get(**other)) else { continue };
                let said = || of_one.iter().chain(of_other.iter());
                // stated if both are stated to be parties
                let stated = said().all(|row| cell(row, "how") != "inferred");
                if a == b || tie == Tie::MetStated && !stated {
                    continue;
                }
                let (one, other) = if a < b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) };
                let Some(row) = of_one.first() else { continue };
                let words =
                    said().map(|row| cell(row, "words")).filter(|words| !words.is_empty()).min_by_key(|words| {
                        // the longest words say most; of those the first in order
                        (std::cmp::Reverse(words.len()), *words)
                    });
                all.add(Instance {
                    tie,
                    one,
                    other,
                    event,
                    record: cell(row, "record"),
                    stated,
                    confidence: said().filter_map(|row| cell(row, "confidence").parse().ok()).reduce(f64::min),
                    words: words.unwrap_or_default(),
                    spell: spell(row),
                });
            }
        }
    }
}

fn letters(rows: &[QuerySolution], placed: &Placed, wanted: &Wanted, all: &mut Gathered) {
    for row in rows.iter().filter(|row| wanted.has(row)) {
        let ends = (placed.get(cell(row, "from")), placed.get(cell(row, "to")));
        if let (Some(one), Some(other)) = ends
            && one != other
        {
            all.add(of_record(Tie::Corresponded, one.clone(), other.clone(), row));
        }
    }
}

fn together(rows: &[QuerySolution], placed: &Placed, wanted: &Wanted, all: &mut Gathered) {
    let mut records: BTreeMap<&str, (&QuerySolution, BTreeSet<&String>)> = BTreeMap::new();
    for row in rows.iter().filter(|row| wanted.has(row)) {
        let named = &mut records.entry(cell(row, "record")).or_insert_with(|| (row, BTreeSet::new())).1;
        named.extend(placed.get(cell(row, "party")));
    }
    for (row, named) in records.values() {
        let named: Vec<&String> = named.iter().copied().collect();
        for (at, one) in named.iter().enumerate() {
            for other in &named[at + 1..] {
                all.add(of_record(Tie::Mentioned, (*one).clone(), (*other).clone(), row));
            }
        }
    }
}

/// People and the records that name them.
fn documents(
    rows: &[QuerySolution],
    placed: &Placed,
    wanted: &Wanted,
    all: &mut Gathered,
    nodes: &mut BTreeMap<String, Node>,
) {
    for row in rows.iter().filter(|row| wanted.has(row)) {
        let Some(person) = placed.get(cell(row, "party")).cloned() else { continue };
        let record = cell(row, "record").to_owned();
        nodes.entry(record.clone()).or_insert_with(|| Node {
            iri: record.clone(),
            label: cell(row, "words").to_owned(),
            kind: NodeKind::Document,
            state: None,
            attributes: BTreeMap::new(),
        });
        let (one, other) = if person < record { (person, record) } else { (record, person) };
        all.add(of_record(Tie::Mentioned, one, other, row));
    }
}

fn of_record(tie: Tie, one: String, other: String, row: &QuerySolution) -> Instance<'_> {
    let record = cell(row, "record");
    Instance {
        tie,
        one,
        other,
        event: record,
        record,
        stated: true,
        confidence: None,
        words: cell(row, "words"),
        spell: spell(row),
    }
}

fn spell(row: &QuerySolution) -> Spell {
    let day = |column| Some(cell(row, column)).filter(|day| !day.is_empty()).map(str::to_owned);
    Spell { start: day("first"), end: day("last") }
}

impl Wanted {
    /// Whether the time of a row may fall into what is wanted; where none is known, only if none is wanted.
    fn has(&self, row: &QuerySolution) -> bool {
        let (first, last) = (cell(row, "first"), cell(row, "last"));
        let known = !first.is_empty() || !last.is_empty();
        let begun = self.to.as_deref().is_none_or(|to| known && (first.is_empty() || first <= to));
        let not_over = self.from.as_deref().is_none_or(|from| known && (last.is_empty() || last >= from));
        begun && not_over
    }
}

/// What was found of each two, so far.
#[derive(Default)]
struct Gathered {
    edges: BTreeMap<(Tie, String, String), Draft>,
}

#[derive(Default)]
struct Draft {
    events: BTreeSet<String>,
    documents: BTreeSet<String>,
    spells: BTreeSet<Spell>,
    stated: bool,
    inferred: bool,
    confidence: Option<f64>,
    quotation: String,
}

impl Gathered {
    fn add(&mut self, found: Instance<'_>) {
        let edge = self.edges.entry((found.tie, found.one, found.other)).or_default();
        edge.events.insert(found.event.to_owned());
        edge.documents.insert(found.record.to_owned());
        if found.spell != (Spell { start: None, end: None }) {
            edge.spells.insert(found.spell);
        }
        edge.stated |= found.stated;
        edge.inferred |= !found.stated;
        let (known, words) = (edge.confidence, found.words);
        // the words of the surest, and of those the first in order
        let better = found.confidence > known || found.confidence == known && words < edge.quotation.as_str();
        if edge.quotation.is_empty() || better {
            words.clone_into(&mut edge.quotation);
        }
        edge.confidence = known.into_iter().chain(found.confidence).reduce(f64::max);
    }

    fn edges(self, numbers: &FxHashMap<&str, usize>) -> Vec<Edge> {
        let edge = |((tie, one, other), draft): ((Tie, String, String), Draft)| {
            let (source, target) = (*numbers.get(one.as_str())?, *numbers.get(other.as_str())?);
            let of_records = matches!(tie, Tie::Corresponded | Tie::Mentioned);
            let (source, target) =
                if tie.is_directed() || source <= target { (source, target) } else { (target, source) };
            Some(Edge {
                id: String::new(),
                source,
                target,
                tie,
                weight: draft.events.len() as u32,
                encounters: if of_records { Vec::new() } else { draft.events.into_iter().collect() },
                documents: draft.documents.into_iter().collect(),
                first: draft.spells.iter().filter_map(|spell| spell.start.clone().or(spell.end.clone())).min(),
                last: draft.spells.iter().filter_map(|spell| spell.end.clone().or(spell.start.clone())).max(),
                spells: draft.spells.into_iter().collect(),
                basis: match (draft.stated, draft.inferred) {
                    (true, true) => "stated and inferred",
                    (_, true) => "inferred",
                    _ => "stated",
                }
                .to_owned(),
                confidence: draft.confidence,
                quotation: draft.quotation,
            })
        };
        let mut edges: Vec<Edge> = self.edges.into_iter().filter_map(edge).collect();
        edges.sort_by_key(|edge| (edge.tie, edge.source, edge.target));
        for edge in &mut edges {
            edge.id = format!("{}-{}-{}", edge.tie.name(), edge.source, edge.target);
        }
        edges
    }
}

fn made(wanted: &Wanted, nodes: usize, edges: &[Edge]) -> Made {
    let ties: BTreeSet<&Tie> = wanted.ties.iter().collect();
    let ties: Vec<&str> = match wanted.project {
        Project::PeopleDocuments => vec!["named in"],
        _ => ties.into_iter().map(|tie| tie.name()).collect(),
    };
    let weight = "distinct encounters; for corresponded and mentioned, distinct records";
    let mut facts = vec![
        ("made by".to_owned(), format!("chancery {}", env!("CARGO_PKG_VERSION"))),
        ("nodes are".to_owned(), wanted.project.name().to_owned()),
        ("ties".to_owned(), ties.join(", ")),
        ("weight".to_owned(), weight.to_owned()),
    ];
    facts.extend(wanted.from.iter().map(|day| ("from".to_owned(), day.clone())));
    facts.extend(wanted.to.iter().map(|day| ("to".to_owned(), day.clone())));
    let mut made = Made { facts };
    made.count(nodes, edges.len());
    made
}

impl Project {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Missions => "missions",
            Self::States => "states",
            Self::PeopleDocuments => "people-documents",
        }
    }
}
