//! Networks out of ties: what was read is placed on nodes, and what ties the same two is weighed together.

use super::model::{Edge, Made, Network, Node, NodeKind, Spell, Tie};
use super::read::{Agent, Project, Row, Sort, Text, Ties, Wanted};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What ties two nodes, by their IRIs.
type Pair = (Tie, Text, Text);

/// What was found of each two, so far.
#[derive(Default)]
struct Draft {
    events: BTreeSet<Text>,
    documents: BTreeSet<Text>,
    spells: BTreeSet<(Text, Text)>,
    stated: bool,
    inferred: bool,
    confidence: Option<f64>,
    quotation: Text,
}

/// One encounter, plan, letter or record that ties two.
#[derive(Clone, Copy)]
struct Instance {
    tie: Tie,
    between: (Text, Text),
    stated: bool,
    confidence: Option<f64>,
    words: Text,
}

/// A node, as numbers of texts.
#[derive(Clone, Copy)]
struct Place {
    iri: Text,
    label: Text,
    kind: NodeKind,
    state: Option<Text>,
}

/// A network on the way.
struct Weighing<'t> {
    ties: &'t Ties,
    wanted: &'t Wanted,
    /// The first and the last day that count.
    days: (Option<&'t str>, Option<&'t str>),
    nodes: BTreeMap<Text, Place>,
    edges: BTreeMap<Pair, Draft>,
}

impl Ties {
    /// The network of all ties that are wanted. Whoever is tied to nobody stays, and shows it.
    pub fn network(&self, wanted: &Wanted) -> Network {
        let mut weighing = Weighing::new(self, wanted);
        self.agents.iter().for_each(|agent| weighing.take(agent));
        match wanted.project {
            Project::PeopleDocuments => weighing.documents(self.rows(Tie::Mentioned)),
            _ => {
                for tie in wanted.ties.iter().collect::<BTreeSet<_>>() {
                    self.rows(*tie).chunk_by(|a, b| a.event == b.event).for_each(|rows| weighing.add(*tie, rows));
                }
            }
        }
        weighing.finish()
    }

    /// The network of some encounters or plans, by their IRIs, of those who took part in them.
    pub fn of_events(&self, wanted: &Wanted, events: &[&str]) -> Network {
        let mut weighing = Weighing::new(self, wanted);
        let mut parties = BTreeSet::new();
        for tie in wanted.ties.iter().collect::<BTreeSet<_>>() {
            let all = self.rows(*tie);
            for event in events.iter().filter_map(|iri| self.number(iri)) {
                let begin = all.partition_point(|row| row.event < event);
                let end = begin + all[begin..].partition_point(|row| row.event == event);
                parties.extend(all[begin..end].iter().map(|row| row.agent));
                weighing.add(*tie, &all[begin..end]);
            }
        }
        parties.into_iter().filter_map(|agent| self.agents.get(agent as usize)).for_each(|agent| weighing.take(agent));
        let tied: BTreeSet<Text> = weighing.edges.keys().flat_map(|(_, one, other)| [*one, *other]).collect();
        weighing.nodes.retain(|node, _| tied.contains(node));
        weighing.finish()
    }

    /// Which node somebody counts for, if it is just one.
    fn place(&self, agent: &Agent, project: Project) -> Option<Place> {
        let state = match agent.states.as_slice() {
            [(_, name)] => Some(*name),
            _ => None,
        };
        let (iri, label, kind) = match (project, agent.sort, agent.missions.as_slice(), agent.states.as_slice()) {
            (Project::People | Project::PeopleDocuments, Sort::Person, ..) => (agent.iri, agent.name, NodeKind::Person),
            (Project::Missions, Sort::Embassy, ..) => (agent.iri, agent.name, NodeKind::Mission),
            (Project::Missions, Sort::Body, ..) => (agent.iri, agent.name, NodeKind::Body),
            (Project::Missions, Sort::Person, [(iri, name)], _) => (*iri, *name, NodeKind::Mission),
            (Project::States, _, _, [(iri, name)]) => (*iri, *name, NodeKind::State),
            _ => return None,
        };
        Some(Place { iri, label, kind, state })
    }
}

impl<'t> Weighing<'t> {
    fn new(ties: &'t Ties, wanted: &'t Wanted) -> Self {
        let days = (wanted.from.as_deref(), wanted.to.as_deref());
        Self { ties, wanted, days, nodes: BTreeMap::new(), edges: BTreeMap::new() }
    }

    /// Takes somebody in, whether they are tied or not.
    fn take(&mut self, agent: &Agent) {
        if let Some(place) = self.ties.place(agent, self.wanted.project) {
            self.nodes.insert(place.iri, place);
        }
    }

    /// The node that somebody counts for.
    fn node(&self, agent: u32) -> Option<Text> {
        let agent = self.ties.agents.get(agent as usize)?;
        self.ties.place(agent, self.wanted.project).map(|place| place.iri)
    }

    /// Whether the time of a row may fall into what is wanted; where none is known, only if none is wanted.
    fn has(&self, row: &Row) -> bool {
        let (first, last) = (self.ties.text(row.first), self.ties.text(row.last));
        let known = !first.is_empty() || !last.is_empty();
        let begun = self.days.1.is_none_or(|to| known && (first.is_empty() || first <= to));
        let not_over = self.days.0.is_none_or(|from| known && (last.is_empty() || last >= from));
        begun && not_over
    }

    /// Takes the rows of an event.
    fn add(&mut self, tie: Tie, rows: &[Row]) {
        let rows: Vec<&Row> = rows.iter().filter(|row| self.has(row)).collect();
        match tie {
            Tie::Met | Tie::MetStated | Tie::Planned => self.meeting(tie, &rows),
            Tie::Corresponded => self.letters(&rows),
            Tie::Mentioned => self.together(&rows),
        }
    }

    /// Each two parties of an encounter or a plan.
    fn meeting(&mut self, tie: Tie, rows: &[&Row]) {
        let parties: Vec<&[&Row]> = rows.chunk_by(|a, b| a.agent == b.agent).collect();
        for (at, of_one) in parties.iter().enumerate() {
            for of_other in &parties[at + 1..] {
                let (Some(row), Some(other)) = (of_one.first(), of_other.first()) else { continue };
                let (Some(a), Some(b)) = (self.node(row.agent), self.node(other.agent)) else { continue };
                let said = || of_one.iter().chain(of_other.iter());
                // stated if both are stated to be parties
                let stated = said().all(|row| !row.inferred);
                if a == b || tie == Tie::MetStated && !stated {
                    continue;
                }
                // the longest words say most; of those the first in order
                let words = said().map(|row| row.words).filter(|words| *words != 0);
                let words = words.min_by_key(|words| (std::cmp::Reverse(self.ties.text(*words).len()), *words));
                let confidence = said().filter_map(|row| row.confidence).reduce(f64::min);
                let between = (a.min(b), a.max(b));
                self.weigh(row, Instance { tie, between, stated, confidence, words: words.unwrap_or_default() });
            }
        }
    }

    fn letters(&mut self, rows: &[&Row]) {
        for row in rows {
            if let (Some(from), Some(to)) = (self.node(row.agent), row.to.and_then(|to| self.node(to)))
                && from != to
            {
                self.record(Tie::Corresponded, (from, to), row);
            }
        }
    }

    fn together(&mut self, rows: &[&Row]) {
        let Some(row) = rows.first() else { return };
        let named: BTreeSet<Text> = rows.iter().filter_map(|row| self.node(row.agent)).collect();
        let named: Vec<Text> = named.into_iter().collect();
        for (at, one) in named.iter().enumerate() {
            for other in &named[at + 1..] {
                self.record(Tie::Mentioned, (*one, *other), row);
            }
        }
    }

    /// People and the records that name them.
    fn documents(&mut self, rows: &[Row]) {
        for row in rows {
            let Some(person) = self.node(row.agent).filter(|_| self.has(row)) else { continue };
            let record = row.record;
            let place = Place { iri: record, label: row.words, kind: NodeKind::Document, state: None };
            self.nodes.entry(record).or_insert(place);
            self.record(Tie::Mentioned, (person.min(record), person.max(record)), row);
        }
    }

    fn record(&mut self, tie: Tie, between: (Text, Text), row: &Row) {
        self.weigh(row, Instance { tie, between, stated: true, confidence: None, words: row.words });
    }

    fn weigh(&mut self, row: &Row, found: Instance) {
        let edge = self.edges.entry((found.tie, found.between.0, found.between.1)).or_default();
        edge.events.insert(row.event);
        edge.documents.insert(row.record);
        if (row.first, row.last) != (0, 0) {
            edge.spells.insert((row.first, row.last));
        }
        edge.stated |= found.stated;
        edge.inferred |= !found.stated;
        let (known, words) = (edge.confidence, found.words);
        // the words of the surest, and of those the first in order
        let better = found.confidence > known || found.confidence == known && words < edge.quotation;
        if edge.quotation == 0 || better {
            edge.quotation = words;
        }
        edge.confidence = known.into_iter().chain(found.confidence).reduce(f64::max);
    }

    fn finish(self) -> Network {
        let numbers: FxHashMap<Text, usize> = self.nodes.keys().enumerate().map(|(at, iri)| (*iri, at)).collect();
        // pairs are in the order of their IRIs, and so the edges in that of their nodes
        let edges: Vec<Edge> =
            self.edges.into_iter().filter_map(|(pair, draft)| edge(self.ties, &numbers, pair, draft)).collect();
        let made = made(self.wanted, self.nodes.len(), &edges);
        let text = |text: Text| self.ties.text(text).to_owned();
        let node = |place: Place| Node {
            iri: text(place.iri),
            label: text(place.label),
            kind: place.kind,
            state: place.state.map(text),
            attributes: BTreeMap::new(),
        };
        Network { nodes: self.nodes.into_values().map(node).collect(), edges, made }
    }
}

fn edge(ties: &Ties, numbers: &FxHashMap<Text, usize>, (tie, one, other): Pair, draft: Draft) -> Option<Edge> {
    let (source, target) = (*numbers.get(&one)?, *numbers.get(&other)?);
    let text = |text: Text| ties.text(text).to_owned();
    let texts = |several: BTreeSet<Text>| several.into_iter().map(text).collect::<Vec<_>>();
    let day = |day: Text| (day != 0).then(|| text(day));
    let spells = draft.spells.into_iter().map(|(first, last)| Spell { start: day(first), end: day(last) });
    let spells: Vec<Spell> = spells.collect();
    Some(Edge {
        id: format!("{}-{source}-{target}", tie.name()),
        source,
        target,
        tie,
        weight: u32::try_from(draft.events.len()).unwrap_or(u32::MAX),
        encounters: if matches!(tie, Tie::Corresponded | Tie::Mentioned) { Vec::new() } else { texts(draft.events) },
        documents: texts(draft.documents),
        // none is the least of all, and so the first of them if there is one
        first: spells.iter().map(|spell| spell.start.clone()).min().flatten(),
        last: spells
            .iter()
            .map(|spell| spell.end.clone())
            .collect::<Option<Vec<_>>>()
            .and_then(|ends| ends.into_iter().max()),
        spells,
        basis: match (draft.stated, draft.inferred) {
            (true, true) => "stated and inferred",
            (_, true) => "inferred",
            _ => "stated",
        }
        .to_owned(),
        confidence: draft.confidence,
        quotation: text(draft.quotation),
    })
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
