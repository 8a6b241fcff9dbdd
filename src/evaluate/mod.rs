//! How well a graph reads: what it says of each document, beside what a careful historian would record.
//!
//! The figures are those of `tests/gold/score.py`, an independent scorer: both read nothing but the published RDF and
//! find a gold document by its date and title. Each rule is judged by the same comparison: a statement that it made is
//! right, wrong, or of a kind that gold does not tell of.
//!
//! ```
//! use chancery::convert::{Converter, DEFAULT_BASE};
//! use chancery::evaluate::{Figure, Gold, evaluate};
//! use oxigraph::store::Store;
//!
//! let listing = "Two Koreas\n\n• April 22, 1963\n\nConversation between Vasily Moskovsky and Kim Il Sung\n";
//! let gold = r#"{"documents": [{
//!     "n": 1, "date": "1963-04-22", "title": "Conversation between Vasily Moskovsky and Kim Il Sung",
//!     "genre": "record of conversation", "people": ["Vasily Moskovsky", "Kim Il Sung"],
//!     "encounters": [{"participants": ["Vasily Moskovsky", "Kim Il Sung"], "basis": "stated"}]}]}"#;
//!
//! let store = Store::new()?;
//! store.extend(Converter::new(DEFAULT_BASE)?.convert("koreas.txt", listing.as_bytes())?.quads)?;
//! let evaluation = evaluate(&store, &[Gold::read("gold.json", gold)?])?;
//! let people = evaluation.tally(Figure::People);
//! assert_eq!((people.right, people.wrong, people.missed), (2, 0, 0));
//! assert_eq!(evaluation.rules["meet.between"].wrong, 0);
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

mod gold;
mod graph;
mod judge;
mod name;

pub use gold::{Document, Gold, Meeting, Mission, Office, Participant, Party};
pub use name::fold;

use crate::error::Result;
use crate::rdf::confidence::{Confidence, Count};
use graph::{Graph, Iri};
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// Entries found.
    Documents,
    /// Their dates.
    Date,
    /// Their documentary forms.
    Genre,
    /// Who wrote them.
    Authors,
    /// To whom.
    Recipients,
    /// The individuals named.
    People,
    /// The diplomatic missions named.
    Missions,
    /// Encounters; all who took part must be right.
    Encounters,
    /// Whether those are stated or inferred.
    Basis,
    /// Pairs of named people who met.
    PairsMet,
    /// Meetings only planned, refused or put off; all who were to take part must be right.
    Planned,
}

impl Figure {
    /// All of them; the first ten are those of `score.py`.
    pub const ALL: [Self; 11] = [
        Self::Documents,
        Self::Date,
        Self::Genre,
        Self::Authors,
        Self::Recipients,
        Self::People,
        Self::Missions,
        Self::Encounters,
        Self::Basis,
        Self::PairsMet,
        Self::Planned,
    ];

    /// What it is called in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Date => "date",
            Self::Genre => "genre",
            Self::Authors => "authors",
            Self::Recipients => "recipients",
            Self::People => "people",
            Self::Missions => "missions",
            Self::Encounters => "encounters",
            Self::Basis => "basis",
            Self::PairsMet => "pairs met",
            Self::Planned => "planned",
        }
    }
}

/// How often something was right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In the graph and in gold.
    pub right: usize,
    /// In the graph only.
    pub wrong: usize,
    /// In gold only.
    pub missed: usize,
}

impl Tally {
    /// The share of what the graph says that is right; 0 where it says nothing.
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// The share of what there is that the graph says; 0 where there is nothing.
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// What gold and the graph do not agree on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it is about.
    pub figure: Figure,
    /// Whether it is in one of them only.
    pub sort: FaultSort,
    /// The gold file, and the document's number in it; `None` for a document that no gold file has.
    pub document: Option<(String, u64)>,
    /// The thing.
    pub what: String,
}

/// Where a [`Fault`] lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultSort {
    /// In gold only.
    Missed,
    /// In the graph only.
    Wrong,
    /// One thing in the graph, another in gold.
    Differs,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.sort {
            FaultSort::Missed => " -",
            FaultSort::Wrong => " +",
            FaultSort::Differs => "",
        };
        let kind = format!("{}{sign}", self.figure.name());
        let place = self.document.as_ref().map(|(file, n)| format!("{file} #{n}")).unwrap_or_default();
        write!(f, "{kind:<13} {place}  {}", self.what)
    }
}

/// What came of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    tallies: BTreeMap<Figure, Tally>,
    /// Each rule by what it read in the documents that gold knows.
    pub rules: BTreeMap<String, Count>,
    /// All that was wrong or missed.
    pub faults: Vec<Fault>,
}

impl Evaluation {
    /// One figure.
    pub fn tally(&self, figure: Figure) -> Tally {
        self.tallies.get(&figure).copied().unwrap_or_default()
    }

    /// How often each rule was right by these annotations.
    pub fn confidence(&self, gold: &[Gold]) -> Confidence {
        let sources = gold.iter().map(|gold| format!("{} ({} documents)", gold.name, gold.documents.len()));
        Confidence { counts: self.rules.clone(), sources: sources.collect() }
    }
}

/// Scores a graph against gold annotations.
///
/// A gold document is one of the same title: of several, that of the same date, else the first. A document of the graph
/// that no gold file has is a wrong one.
pub fn evaluate(store: &Store, gold: &[Gold]) -> Result<Evaluation> {
    let graph = Graph::read(store)?;
    let mut evaluation = Evaluation::default();
    let mut known: BTreeSet<&Iri> = BTreeSet::new();
    let mut titles: BTreeMap<String, Vec<&Iri>> = BTreeMap::new();
    for (iri, document) in &graph.documents {
        titles.entry(fold(&document.title)).or_default().push(iri);
    }
    for file in gold {
        let mut titles = titles.clone();
        for document in &file.documents {
            let mut sheet = Sheet { evaluation: &mut evaluation, document: Some((&file.name, document.n)) };
            let same_title = titles.entry(fold(&document.title)).or_default();
            let date = |iri: &&Iri| graph.documents.get(*iri).is_some_and(|found| found.date == document.date);
            let at = same_title.iter().position(date).unwrap_or(0);
            let found = (at < same_title.len()).then(|| same_title.remove(at));
            match found.and_then(|iri| graph.documents.get_key_value(iri)) {
                Some((iri, found)) => {
                    known.insert(iri);
                    sheet.add(Figure::Documents, Tally { right: 1, ..Tally::default() });
                    judge::judge(document, found, &graph, &mut sheet);
                }
                None => sheet.absent(document),
            }
        }
    }
    let mut sheet = Sheet { evaluation: &mut evaluation, document: None };
    for (_, document) in graph.documents.iter().filter(|(iri, _)| !known.contains(iri)) {
        sheet.add(Figure::Documents, Tally { wrong: 1, ..Tally::default() });
        sheet.wrong(Figure::Documents, &document.title);
    }
    Ok(evaluation)
}

/// Where the marks of one document are put down.
struct Sheet<'a> {
    evaluation: &'a mut Evaluation,
    document: Option<(&'a str, u64)>,
}

impl Sheet<'_> {
    fn add(&mut self, figure: Figure, more: Tally) {
        let tally = self.evaluation.tallies.entry(figure).or_default();
        tally.right += more.right;
        tally.wrong += more.wrong;
        tally.missed += more.missed;
    }

    fn rule(&mut self, rule: &str, right: Option<bool>) {
        let count = self.evaluation.rules.entry(rule.to_owned()).or_default();
        count.fired += 1;
        match right {
            Some(true) => count.right += 1,
            Some(false) => count.wrong += 1,
            None => {}
        }
    }

    /// Something that there is one of: where it differs, it is both wrong and missed.
    fn same(&mut self, figure: Figure, same: bool, found: Option<&str>, wanted: Option<&str>) {
        let (right, wrong) = (usize::from(same), usize::from(!same));
        self.add(figure, Tally { right, wrong, missed: wrong });
        if !same {
            let shown = |value: Option<&str>| value.unwrap_or("none").to_owned();
            self.fault(figure, FaultSort::Differs, format!("{} for {}", shown(found), shown(wanted)));
        }
    }

    fn missed(&mut self, figure: Figure, what: &str) {
        self.fault(figure, FaultSort::Missed, what.to_owned());
    }

    fn wrong(&mut self, figure: Figure, what: &str) {
        self.fault(figure, FaultSort::Wrong, what.to_owned());
    }

    fn fault(&mut self, figure: Figure, sort: FaultSort, what: String) {
        let document = self.document.map(|(file, n)| (file.to_owned(), n));
        self.evaluation.faults.push(Fault { figure, sort, document, what });
    }

    /// A document that the graph lacks: all that there is to read in it was missed.
    fn absent(&mut self, gold: &Document) {
        self.missed(Figure::Documents, &gold.title);
        for (figure, missed) in [
            (Figure::Documents, 1),
            (Figure::Authors, gold.authors.len()),
            (Figure::Recipients, gold.recipients.len()),
            (Figure::People, gold.people.len()),
            (Figure::Missions, gold.missions.len()),
            (Figure::Encounters, gold.encounters.len()),
            (Figure::Planned, gold.planned.len()),
        ] {
            self.add(figure, Tally { missed, ..Tally::default() });
        }
    }
}
