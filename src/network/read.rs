//! What a store tells of who has to do with whom: read once, through `queries/internal/network-*.rq`. `weigh` makes networks
//! of it.
//!
//! Everything hangs on the same rows as the bundled queries, so that a network and `who-met-whom` cannot disagree: an edge
//! weighs as many distinct encounters as that query has rows for the two.

use super::model::{Network, Tie};
use crate::error::Result;
use crate::query::{Internal, cell};
use indexmap::IndexSet;
use oxigraph::sparql::QuerySolution;
use oxigraph::store::Store;
use rustc_hash::{FxBuildHasher, FxHashMap};

macro_rules! asked {
    ($($name:ident $file:literal)*) => {$(
        static $name: Internal =
            Internal::new($file, include_str!(concat!("../../queries/internal/", $file, ".rq")));
    )*};
}

asked! {
    AGENTS "network-agents" MET "network-met" PLANNED "network-planned" CORRESPONDED "network-corresponded"
    MENTIONED "network-mentioned"
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

/// Reads a network.
pub fn read(store: &Store, wanted: &Wanted) -> Result<Network> {
    let ties: &[Tie] = match wanted.project {
        Project::PeopleDocuments => &[Tie::Mentioned],
        _ => &wanted.ties,
    };
    Ok(Ties::read(store, ties)?.network(wanted))
}

/// A text by its number; the numbers are in the order of the texts, and 0 is the empty one.
pub(super) type Text = u32;

/// All ties that a store tells of.
#[derive(Debug, Default)]
pub struct Ties {
    texts: Vec<Box<str>>,
    /// By IRI.
    pub(super) agents: Vec<Agent>,
    met: Vec<Row>,
    planned: Vec<Row>,
    corresponded: Vec<Row>,
    mentioned: Vec<Row>,
}

/// Somebody or something that records name.
#[derive(Debug, Default)]
pub(super) struct Agent {
    pub iri: Text,
    pub name: Text,
    pub sort: Sort,
    /// The States that it belongs to or served: IRIs and names, each once.
    pub states: Vec<(Text, Text)>,
    /// The missions where its office was.
    pub missions: Vec<(Text, Text)>,
    /// Whether a record names it, and not only the authority files.
    is_named: bool,
}

/// What somebody or something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sort {
    #[default]
    Unknown,
    Person,
    Embassy,
    Body,
}

/// What a row of a query tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The encounter or the plan; the record, where that is what ties.
    pub event: Text,
    pub record: Text,
    /// Who is a party, wrote, or is named: by the place among the agents.
    pub agent: u32,
    /// To whom they wrote.
    pub to: Option<u32>,
    pub inferred: bool,
    pub confidence: Option<f64>,
    pub words: Text,
    /// The days between which it was; empty where there is no such bound.
    pub first: Text,
    pub last: Text,
}

impl Ties {
    /// Reads some kinds of ties; the others are empty.
    pub fn read(store: &Store, ties: &[Tie]) -> Result<Self> {
        let mut reading = Reading::default();
        reading.agents(store)?;
        let mut rows = |query: &Internal, event: &str, agent: &str, kinds: &[Tie]| {
            if kinds.iter().any(|kind| ties.contains(kind)) {
                reading.rows(store, query, event, agent)
            } else {
                Ok(Vec::new())
            }
        };
        let ties = Self {
            met: rows(&MET, "event", "party", &[Tie::Met, Tie::MetStated])?,
            planned: rows(&PLANNED, "event", "party", &[Tie::Planned])?,
            corresponded: rows(&CORRESPONDED, "record", "from", &[Tie::Corresponded])?,
            mentioned: rows(&MENTIONED, "record", "party", &[Tie::Mentioned])?,
            ..Self::default()
        };
        Ok(reading.finish(ties))
    }

    /// A text by its number.
    pub(super) fn text(&self, text: Text) -> &str {
        self.texts.get(text as usize).map_or("", |text| text)
    }

    /// The number of a text, if it is one of those here.
    pub(super) fn number(&self, text: &str) -> Option<Text> {
        self.texts.binary_search_by(|there| (**there).cmp(text)).ok().and_then(|at| u32::try_from(at).ok())
    }

    /// The rows of a kind of tie, by event and agent.
    pub(super) fn rows(&self, tie: Tie) -> &[Row] {
        match tie {
            Tie::Met | Tie::MetStated => &self.met,
            Tie::Planned => &self.planned,
            Tie::Corresponded => &self.corresponded,
            Tie::Mentioned => &self.mentioned,
        }
    }
}

/// What was read so far; texts are numbered as they come.
struct Reading {
    texts: IndexSet<Box<str>, FxBuildHasher>,
    agents: Vec<Agent>,
    places: FxHashMap<Text, u32>,
}

impl Default for Reading {
    fn default() -> Self {
        let mut reading = Self { texts: IndexSet::default(), agents: Vec::new(), places: FxHashMap::default() };
        reading.text("");
        reading
    }
}

impl Reading {
    fn text(&mut self, text: &str) -> Text {
        let at = match self.texts.get_index_of(text) {
            Some(at) => at,
            None => self.texts.insert_full(text.into()).0,
        };
        u32::try_from(at).unwrap_or(u32::MAX)
    }

    fn agents(&mut self, store: &Store) -> Result<()> {
        let mut agents: FxHashMap<Text, Agent> = FxHashMap::default();
        AGENTS.each(store, |row| {
            let (iri, label) = (self.text(cell(row, "iri")), self.text(cell(row, "label")));
            let of = self.text(cell(row, "agent"));
            let agent = agents.entry(of).or_insert_with(|| Agent { iri: of, ..Agent::default() });
            agent.sort = match cell(row, "what") {
                "named" => return agent.is_named = true,
                "state" => return agent.states.push((iri, label)),
                "mission" => return agent.missions.push((iri, label)),
                "person" => Sort::Person,
                "embassy" => Sort::Embassy,
                "body" => Sort::Body,
                _ => return,
            };
            // of several names, which there should not be, the first in order
            if agent.name == 0 || label != 0 && self.texts[label as usize] < self.texts[agent.name as usize] {
                agent.name = label;
            }
        })?;
        self.agents = agents.into_values().filter(|agent| agent.is_named).collect();
        self.agents.sort_unstable_by(|a, b| self.texts[a.iri as usize].cmp(&self.texts[b.iri as usize]));
        self.places = (0..).zip(&self.agents).map(|(at, agent)| (agent.iri, at)).collect();
        Ok(())
    }

    /// Who somebody is, if a record names them.
    fn place(&self, row: &QuerySolution, column: &str) -> Option<u32> {
        let number = u32::try_from(self.texts.get_index_of(cell(row, column))?).ok()?;
        self.places.get(&number).copied()
    }

    fn rows(&mut self, store: &Store, query: &Internal, event: &str, agent: &str) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        query.each(store, |row| {
            let (to, Some(agent)) = (self.place(row, "to"), self.place(row, agent)) else { return };
            let mut text = |column| self.text(cell(row, column));
            rows.push(Row {
                event: text(event),
                record: text("record"),
                agent,
                to,
                inferred: cell(row, "how") == "inferred",
                confidence: cell(row, "confidence").parse().ok(),
                words: text("words"),
                first: text("first"),
                last: text("last"),
            });
        })?;
        Ok(rows)
    }

    /// Numbers the texts anew, in their order.
    fn finish(mut self, mut ties: Ties) -> Ties {
        let mut texts: Vec<(Box<str>, usize)> = self.texts.into_iter().zip(0..).collect();
        texts.sort_unstable();
        let mut numbers: Vec<Text> = vec![0; texts.len()];
        for (new, (_, old)) in (0..).zip(&texts) {
            numbers[*old] = new;
        }
        let renumber = |text: &mut Text| *text = numbers[*text as usize];
        for agent in &mut self.agents {
            renumber(&mut agent.iri);
            renumber(&mut agent.name);
            for several in [&mut agent.states, &mut agent.missions] {
                several.iter_mut().for_each(|(iri, name)| (renumber(iri), renumber(name)).0);
                several.sort_unstable();
                several.dedup_by_key(|(iri, _)| *iri);
            }
        }
        for rows in [&mut ties.met, &mut ties.planned, &mut ties.corresponded, &mut ties.mentioned] {
            for row in rows.iter_mut() {
                for text in [&mut row.event, &mut row.record, &mut row.words, &mut row.first, &mut row.last] {
                    renumber(text);
                }
            }
            rows.sort_by_key(|row| (row.event, row.agent, row.to));
        }
        Ties { texts: texts.into_iter().map(|(text, _)| text).collect(), agents: self.agents, ..ties }
    }
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
