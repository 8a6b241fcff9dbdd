//! What a graph leaves open about who is who, put as questions, those first on whose answers most hangs.
//!
//! All of it is read through `queries/internal/review-*.rq`.

use crate::decision::{Decision, Decisions, Ruling, is_entry};
use crate::error::Result;
use crate::query::{cell, rows};
use crate::review::context::{Mention, best};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::QuerySolution;
use oxigraph::store::Store;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The most candidates that a question names.
const CANDIDATES: usize = 5;

macro_rules! internal {
    ($store:expr, $name:literal) => {
        rows($name, include_str!(concat!("../../queries/internal/", $name, ".rq")), $store)
    };
}

/// What sort of question it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Two may be the same, and the reasons do not suffice to say so.
    Link,
    /// Somebody is named, and nothing says who it is.
    Name,
    /// Two are taken for the same, and may be two all the same.
    Linked,
    /// No question any more: a decision that stands.
    Decided,
}

impl Kind {
    /// Its word in the sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Name => "name",
            Self::Linked => "linked",
            Self::Decided => "decided",
        }
    }
}

/// Somebody that the one in question may be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidate {
    /// Its IRI.
    pub iri: String,
    /// Its name, and what else is known: offices, States, dates.
    pub known: String,
    /// What speaks for it, the weightiest first.
    pub reasons: Vec<String>,
    /// How much speaks for it, in bits.
    pub weight: Option<f64>,
}

/// What a person writes into the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// `same`, `different`, …
    pub decision: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub date: String,
    /// Why, or whatever there is to say.
    pub note: String,
}

/// One question.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Its sort.
    pub kind: Kind,
    /// The IRI of the person or body in question.
    pub node: String,
    /// How it is called.
    pub name: String,
    /// The sentence it is named in, the words that name it in brackets.
    pub context: String,
    /// The title of the record.
    pub title: String,
    /// The date of the record, in EDTF.
    pub dated: String,
    /// Who it may be, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// How many encounters hang on the answer.
    pub encounters: u64,
    /// How many documents do.
    pub documents: u64,
    /// The answer, where there is one already.
    pub answer: Filled,
}

impl Question {
    /// What speaks for each candidate.
    pub fn reasons(&self) -> String {
        let several = self.candidates.len() > 1;
        let each = (1..).zip(&self.candidates).filter(|(_, candidate)| !candidate.reasons.is_empty());
        let each = each.map(|(number, candidate)| {
            let weight = candidate.weight.filter(|_| several).map(|w| format!(" ({w:.1})")).unwrap_or_default();
            let reasons = candidate.reasons.join("; ");
            if several { format!("{number}{weight}: {reasons}") } else { reasons }
        });
        each.collect::<Vec<_>>().join(" | ")
    }

    /// How much speaks for the best candidate, in bits.
    pub fn weight(&self) -> Option<f64> {
        self.candidates.iter().filter_map(|candidate| candidate.weight).max_by(f64::total_cmp)
    }
}

/// The questions that a graph leaves open, most useful first: by the encounters that hang on the answer, then by the
/// documents, then by how much speaks for the best candidate. Those of a person include what hangs on all nodes that are
/// linked to it. What was decided is not asked again.
///
/// `suggest` gives candidates for a person whom no link leads to anybody, by name.
pub fn open_questions(store: &Store, suggest: &dyn Fn(&str) -> Vec<Candidate>) -> Result<Vec<Question>> {
    let graph = Graph::read(store)?;
    let mut questions = graph.links();
    questions.extend(graph.names(store, suggest)?);
    questions.sort_by(|a, b| {
        let weight = |question: &Question| question.weight().unwrap_or(f64::MIN);
        let hanging = |question: &Question| Reverse((question.encounters, question.documents));
        hanging(a).cmp(&hanging(b)).then(weight(b).total_cmp(&weight(a))).then_with(|| a.node.cmp(&b.node))
    });
    Ok(questions)
}

/// The links that were worked out, as questions whether they are right, the most doubtful first; of those that are equally so,
/// those on which most hangs. Who answers “different” takes the link back, and who answers “same” makes it sure. What was
/// decided is not asked again.
pub fn linked(store: &Store) -> Result<Vec<Question>> {
    let graph = Graph::read(store)?;
    let mut questions = Vec::new();
    for ((node, other), found) in candidates(&internal!(store, "review-linked")?) {
        let decided = |decision: &Decision| {
            let ends = [Some(&decision.node), decision.other()];
            [&node, &other].iter().all(|iri| ends.iter().flatten().any(|end| end.as_str() == **iri))
        };
        if graph.decisions.iter().any(decided) {
            continue;
        }
        let candidate = Candidate { known: graph.known(&other), iri: other, ..found };
        // only what is said of the node itself hangs on its link
        let (encounters, documents) = graph.own.get(&node).copied().unwrap_or_default();
        questions.push(Question { encounters, documents, ..graph.question(Kind::Linked, &node, vec![candidate]) });
    }
    questions.sort_by(|a, b| {
        let weight = |question: &Question| question.weight().unwrap_or(f64::MAX);
        let hanging = |question: &Question| Reverse((question.encounters, question.documents));
        weight(a).total_cmp(&weight(b)).then(hanging(a).cmp(&hanging(b))).then_with(|| a.node.cmp(&b.node))
    });
    Ok(questions)
}

/// The decisions that stand in a graph, as answered questions, by the IRI they are about.
pub fn decided(store: &Store) -> Result<Vec<Question>> {
    let graph = Graph::read(store)?;
    Ok(graph.decisions.iter().map(|decision| graph.answered(decision)).collect())
}

/// The decisions of a graph.
pub fn decisions(store: &Store) -> Result<Decisions> {
    let mut quads = Vec::new();
    for row in internal!(store, "review-decisions")? {
        let subject: NamedOrBlankNode = match row.get("decision") {
            Some(Term::NamedNode(node)) => node.clone().into(),
            Some(Term::BlankNode(node)) => node.clone().into(),
            _ => continue,
        };
        if let (Some(Term::NamedNode(property)), Some(value)) = (row.get("property"), row.get("value")) {
            quads.push(Quad::new(subject, property.clone(), value.clone(), GraphName::DefaultGraph));
        }
    }
    Decisions::from_quads(&quads)
}

/// What the queries tell, by IRI.
struct Graph {
    /// Who stands for whom.
    persons: HashMap<String, String>,
    /// All that a link, sure or doubtful, has at one of its ends.
    linked: HashSet<String>,
    /// Encounters and documents, by those in them.
    own: HashMap<String, (u64, u64)>,
    /// The same, by who stands for those in them.
    stakes: HashMap<String, (u64, u64)>,
    mentions: HashMap<String, Vec<Mention>>,
    facts: HashMap<String, Facts>,
    decisions: Decisions,
    /// The doubtful links, by their ends.
    doubtful: BTreeMap<(String, String), Candidate>,
}

/// What is known of somebody.
#[derive(Debug, Default)]
struct Facts {
    name: Option<String>,
    others: Vec<String>,
}

impl Graph {
    fn read(store: &Store) -> Result<Self> {
        let mut graph = Self {
            persons: HashMap::new(),
            linked: HashSet::new(),
            own: HashMap::new(),
            stakes: HashMap::new(),
            mentions: HashMap::new(),
            facts: HashMap::new(),
            decisions: decisions(store)?,
            doubtful: candidates(&internal!(store, "review-links")?),
        };
        graph.linked.extend(graph.doubtful.keys().flat_map(|(node, other)| [node.clone(), other.clone()]));
        for row in internal!(store, "review-persons")? {
            let (node, person) = (cell(&row, "node").to_owned(), cell(&row, "person").to_owned());
            graph.linked.extend([node.clone(), person.clone()]);
            graph.persons.entry(node).or_insert(person);
        }
        for row in internal!(store, "review-stakes")? {
            let count = |column| cell(&row, column).parse::<u64>().unwrap_or(0);
            let (node, hanging) = (cell(&row, "node"), (count("encounters"), count("documents")));
            let (encounters, documents) = graph.stakes.entry(graph.person(node).to_owned()).or_default();
            *encounters += hanging.0;
            *documents += hanging.1;
            graph.own.insert(node.to_owned(), hanging);
        }
        for row in internal!(store, "review-contexts")? {
            graph.mentions.entry(cell(&row, "node").to_owned()).or_default().push(Mention::of(&row));
        }
        for row in internal!(store, "review-facts")? {
            let (fact, since, until) = (cell(&row, "fact"), cell(&row, "since"), cell(&row, "until"));
            let facts = graph.facts.entry(cell(&row, "node").to_owned()).or_default();
            match cell(&row, "sort") {
                "name" if facts.name.is_none() => facts.name = Some(fact.to_owned()),
                "tenure" => facts.others.push(format!("{fact}{}", years(since, until))),
                _ => facts.others.push(fact.to_owned()),
            }
        }
        Ok(graph)
    }

    /// Who stands for a node.
    fn person<'a>(&'a self, node: &'a str) -> &'a str {
        self.persons.get(node).map_or(node, String::as_str)
    }

    /// A question for each person for whom there is a doubtful link to some other.
    fn links(&self) -> Vec<Question> {
        let settled = self.settled();
        // by who stands for the one in question and for the candidate: the best link, and the node that it is about
        let mut asked: BTreeMap<String, BTreeMap<String, (String, Candidate)>> = BTreeMap::new();
        for ((mut node, mut other), found) in self.doubtful.iter().map(|((a, b), found)| ((a, b), found)) {
            // an authority entry is never in question
            if entry(self.person(node)) && !entry(self.person(other)) {
                (node, other) = (other, node);
            }
            let (person, candidate) = (self.person(node), self.person(other));
            if person == candidate || entry(person) || settled.hold(person, candidate) {
                continue;
            }
            let of_person = asked.entry(person.to_owned()).or_default();
            let better = |(_, known): &(String, Candidate)| found.weight > known.weight;
            if of_person.get(candidate).is_none_or(better) {
                let found = Candidate { iri: candidate.to_owned(), ..found.clone() };
                of_person.insert(candidate.to_owned(), (node.clone(), found));
            }
        }
        asked.into_iter().map(|(person, found)| self.link(&person, found)).collect()
    }

    fn link(&self, person: &str, found: BTreeMap<String, (String, Candidate)>) -> Question {
        let mut found: Vec<_> = found.into_values().collect();
        let weight = |candidate: &Candidate| candidate.weight.unwrap_or(f64::MIN);
        found.sort_by(|(_, a), (_, b)| weight(b).total_cmp(&weight(a)).then_with(|| a.iri.cmp(&b.iri)));
        let node = found.first().map_or(person, |(node, _)| node).to_owned();
        let known = |candidate: Candidate| Candidate { known: self.known(&candidate.iri), ..candidate };
        let candidates = found.into_iter().map(|(_, candidate)| known(candidate)).take(CANDIDATES).collect();
        self.question(Kind::Link, &node, candidates)
    }

    /// A question for each person on whom something hangs and whom no link leads to anybody.
    fn names(&self, store: &Store, suggest: &dyn Fn(&str) -> Vec<Candidate>) -> Result<Vec<Question>> {
        let settled = self.settled();
        let mut questions = Vec::new();
        for row in internal!(store, "review-names")? {
            let node = cell(&row, "node");
            if self.linked.contains(node) || settled.new.contains(node) || settled.same.contains(node) {
                continue;
            }
            let name = self.facts.get(node).and_then(|facts| facts.name.as_deref()).unwrap_or_default();
            let mut candidates = suggest(name);
            candidates.retain(|candidate| !settled.hold(node, &candidate.iri));
            candidates.truncate(CANDIDATES);
            questions.push(self.question(Kind::Name, node, candidates));
        }
        Ok(questions)
    }

    fn question(&self, kind: Kind, node: &str, candidates: Vec<Candidate>) -> Question {
        let (encounters, documents) = self.stakes.get(self.person(node)).copied().unwrap_or_default();
        let name = self.facts.get(node).and_then(|facts| facts.name.clone()).unwrap_or_default();
        let mention = self.mentions.get(node).and_then(|mentions| best(mentions, &name));
        let said = |part: &dyn Fn(&Mention) -> String| mention.map(part).unwrap_or_default();
        Question {
            kind,
            node: node.to_owned(),
            name,
            context: said(&Mention::context),
            title: said(&|mention| mention.title.clone()),
            dated: said(&|mention| mention.date.clone()),
            candidates,
            encounters,
            documents,
            answer: Filled::default(),
        }
    }

    fn answered(&self, decision: &Decision) -> Question {
        let candidate = |node: &NamedNode| {
            let iri = node.as_str().to_owned();
            Candidate { known: self.known(&iri), iri, ..Candidate::default() }
        };
        let word = match &decision.ruling {
            Ruling::Same(_) => "same",
            Ruling::Different(_) => "different",
            Ruling::New => "new person",
        };
        let candidates = decision.other().map(candidate).into_iter().collect();
        Question {
            answer: Filled {
                decision: word.to_owned(),
                by: decision.by.clone(),
                date: decision.date.map(|date| date.to_string()).unwrap_or_default(),
                note: decision.note.clone(),
            },
            ..self.question(Kind::Decided, decision.node.as_str(), candidates)
        }
    }

    /// `Aleksandr Puzanov: ambassador of the Soviet Union to North Korea 1957–1962; Soviet Union`
    fn known(&self, node: &str) -> String {
        let facts = self.facts.get(node);
        let name = facts.and_then(|facts| facts.name.as_deref()).unwrap_or_else(|| tail(node));
        let mut others: Vec<String> = facts.map(|facts| facts.others.clone()).unwrap_or_default();
        if let Some(mention) = self.mentions.get(node).and_then(|mentions| best(mentions, name)) {
            let date = if mention.date.is_empty() { String::new() } else { format!(", {}", mention.date) };
            others.push(format!("in “{}”{date}", mention.title));
        }
        let mut seen = BTreeSet::new();
        others.retain(|fact| seen.insert(fact.clone()));
        if others.is_empty() { name.to_owned() } else { format!("{name}: {}", others.join("; ")) }
    }

    fn settled(&self) -> Settled {
        let person = |node: &NamedNode| self.person(node.as_str()).to_owned();
        let pair = |(a, b): (&NamedNode, &NamedNode)| in_order(person(a), person(b));
        Settled {
            pairs: self.decisions.different().chain(self.decisions.same()).map(pair).collect(),
            same: self.decisions.same().flat_map(|(a, b)| [person(a), person(b)]).collect(),
            new: self.decisions.new_nodes().map(person).collect(),
            known: self.decisions.same().filter(|(_, other)| is_entry(other)).map(|(node, _)| person(node)).collect(),
        }
    }
}

/// The ends of links, and what speaks for each.
fn candidates(rows: &[QuerySolution]) -> BTreeMap<(String, String), Candidate> {
    let mut candidates: BTreeMap<(String, String), Candidate> = BTreeMap::new();
    for row in rows {
        let found = candidates.entry((cell(row, "node").to_owned(), cell(row, "candidate").to_owned())).or_default();
        found.weight = cell(row, "weight").parse().ok();
        let reason = cell(row, "reason");
        if !reason.is_empty() && !found.reasons.iter().any(|known| known == reason) {
            found.reasons.push(reason.to_owned());
        }
    }
    candidates
}

/// What has been decided, by those who stand for the ones that were decided about.
struct Settled {
    pairs: HashSet<(String, String)>,
    same: HashSet<String>,
    new: HashSet<String>,
    /// Those who are an authority entry, and so no other.
    known: HashSet<String>,
}

impl Settled {
    /// Whether it is decided that somebody is another, or is not.
    fn hold(&self, person: &str, candidate: &str) -> bool {
        self.pairs.contains(&in_order(person.to_owned(), candidate.to_owned()))
            || self.new.contains(person)
            || (self.known.contains(person) && entry(candidate))
            || (self.new.contains(candidate) && entry(person))
    }
}

fn in_order(a: String, b: String) -> (String, String) {
    if a <= b { (a, b) } else { (b, a) }
}

fn entry(node: &str) -> bool {
    is_entry(&NamedNode::new_unchecked(node))
}

/// The end of an IRI.
fn tail(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}

/// ` 1957–1962`, ` since 1957`, ` until 1962`; ` seen 1962-06-04` where only that is known.
pub(super) fn years(since: &str, until: &str) -> String {
    let seen_by = since.strip_prefix("[..").and_then(|rest| rest.strip_suffix(']'));
    let seen_last = until.strip_prefix('[').and_then(|rest| rest.strip_suffix("..]"));
    match (since, until, seen_by, seen_last) {
        ("", "", ..) => String::new(),
        (_, "", Some(seen), _) | ("", _, _, Some(seen)) => format!(" seen {seen}"),
        (_, _, Some(first), Some(last)) if first == last => format!(" seen {first}"),
        (_, _, Some(first), Some(last)) => format!(" seen {first}–{last}"),
        (since, _, None, Some(last)) => format!(" {since}–{last} or later"),
        (_, until, Some(first), None) => format!(" by {first}–{until}"),
        (since, "", ..) => format!(" since {since}"),
        ("", until, ..) => format!(" until {until}"),
        (since, until, ..) => format!(" {since}–{until}"),
    }
}

/// The persons and bodies that a graph has beyond its records, each by the end of its IRI: `person/kim-il-sung`.
pub fn entries(store: &Store) -> Result<BTreeSet<String>> {
    let path = |iri: &str| {
        let at = ["/person/", "/body/"].iter().filter_map(|sort| iri.rfind(sort)).max()?;
        iri.get(at + 1..).map(str::to_owned)
    };
    Ok(internal!(store, "review-entries")?.iter().filter_map(|row| path(cell(row, "entry"))).collect())
}
