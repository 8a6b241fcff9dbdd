//! The ties of a store, kept in a graph of their own: the rows of who-met-whom, worked out once and written down whole, so
//! that a row costs a part of one look instead of fifty looks.
//!
//! ```text
//! tie:block-3  tie:rows "[…]"^^rdf:JSON                    some rows, each with its place among all, and when it was
//! tie:party-7  tie:who PERSON ; tie:isOne 63 ; tie:word "kim" , "il" ; tie:forms " kim il sung \n kim il song "
//! ```
//! They are there whole or count for nothing: what marks them as such is written last, and whoever changes the store takes
//! it out. Without it queries work out their answers.

use super::{Internal, Query, cell, find};
use crate::error::{Error, ErrorKind, Result};
use crate::rdf::derived::{TIES, mark};
use indexmap::IndexSet;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term, Variable};
use oxigraph::sparql::{QueryResults, QuerySolution, QuerySolutionIter};
use oxigraph::store::Store;
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many quads are taken out at a time.
const BATCH: usize = 1 << 14;

/// How many rows are written down together: they are read together, too, when one of them is wanted.
const BLOCK: usize = 16;

/// The columns of who-met-whom, and one more that encounters-of-person has.
const COLUMNS: [&str; 10] = ["one", "other", "date", "place", "document", "dated", "words", "basis", "rule", "kind"];

/// The datatype of rows.
const JSON: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON");

static ENCOUNTERS: Internal = Internal::new("tie-encounters", include_str!("../../queries/internal/tie-encounters.rq"));
static FORMS: Internal = Internal::new("tie-forms", include_str!("../../queries/internal/tie-forms.rq"));
static OF_PERSON: Internal = Internal::new("tie-person", include_str!("../../queries/internal/tie-person.rq"));

/// A row as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Row {
    /// Its place among all.
    rank: i64,
    /// By [`COLUMNS`].
    cells: [Option<String>; COLUMNS.len()],
    /// The first and the last moment at which it may have been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    begin: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    /// The languages of the cells that have one, by their columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    languages: Vec<(usize, String)>,
}

/// When an encounter may have been, and of what sort it is.
#[derive(Default)]
struct About {
    begin: Option<String>,
    end: Option<String>,
    kind: Option<Term>,
}

/// Those who have ties, each by a number.
type Parties = IndexSet<Term, FxBuildHasher>;

/// Whether the ties of a store are kept, and nothing has changed since.
pub fn are_kept(store: &Store) -> bool {
    store.contains(mark()).unwrap_or(false)
}

/// Works out the ties of a store and keeps them, in place of those that it has.
pub fn keep(store: &Store) -> Result<()> {
    clear(store)?;
    let mut encounters: FxHashMap<Term, About> = FxHashMap::default();
    ENCOUNTERS.each(store, |row| {
        let text = |column| Some(cell(row, column)).filter(|text| !text.is_empty()).map(str::to_owned);
        if let Some(encounter) = row.get("encounter") {
            let about = About { begin: text("begin"), end: text("end"), kind: row.get("kind").cloned() };
            encounters.insert(encounter.clone(), about);
        }
    })?;
    let query = find("who-met-whom")?.with_columns(&["encounter", "a", "b"]);
    let QueryResults::Solutions(rows) = query.run(store, &[])? else {
        return Err(Error::new(ErrorKind::Bundled, "who-met-whom is no SELECT"));
    };
    let (mut parties, unknown) = (Parties::default(), About::default());
    let mut ties = (0_i64..).zip(rows).map(|(rank, row)| {
        let row = row.map_err(|error| failed(&error))?;
        let about = row.get("encounter").and_then(|encounter| encounters.get(encounter));
        Ok((Row::new(rank, &row, about.unwrap_or(&unknown)), sides(rank, &row, &mut parties)))
    });
    let blocks = std::iter::from_fn(|| match ties.by_ref().take(BLOCK).collect::<Result<Vec<_>>>() {
        Ok(some) if some.is_empty() => None,
        some => Some(some.and_then(block)),
    });
    fill(store, blocks)?;
    fill(store, forms(store)?.into_iter().map(Ok))?;
    store.insert(mark()).map_err(|error| failed(&error))
}

/// What a bundled query answers, from the ties; none if it is one that they do not answer. Its parameters have been checked.
pub(super) fn answer(
    query: &Query,
    store: &Store,
    params: &[(String, String)],
) -> Result<Option<QueryResults<'static>>> {
    if !query.is_bundled || !are_kept(store) {
        return Ok(None);
    }
    let value = |name: &str| params.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    // the names of the answer's columns, those of ours, and the rows
    let (names, columns, rows) = match query.name.as_str() {
        "who-met-whom" => (&COLUMNS[..9], &COLUMNS[..9], all(store, value("person"), value("from"), value("to"))?),
        "encounters-of-person" => (
            &["as", "met", "date", "place", "kind", "document", "dated", "words", "basis"][..],
            &["one", "other", "date", "place", "kind", "document", "dated", "words", "basis"][..],
            of_person(store, value("person"))?,
        ),
        _ => return Ok(None),
    };
    let at = |column: &&str| COLUMNS.iter().position(|known| known == column).unwrap_or_default();
    let places: Vec<usize> = columns.iter().map(at).collect();
    let rows = rows.into_iter().map(move |mut row| Ok(places.iter().map(|at| row.term(*at)).collect()));
    let names: Arc<[Variable]> = names.iter().map(|name| Variable::new_unchecked(*name)).collect();
    Ok(Some(QueryResults::Solutions(QuerySolutionIter::from_tuples(names, rows))))
}

/// All rows that fit, in their order: as the query's filters have it.
fn all(store: &Store, person: &str, from: &str, to: &str) -> Result<Vec<Row>> {
    let person = person.to_lowercase();
    let start = |text: &str, of: &str| text.chars().take(of.chars().count()).collect::<String>();
    let fits = |row: &Row| {
        let named = || {
            let [Some(one), Some(other), ..] = &row.cells else { return false };
            format!("{one}\n{other}").to_lowercase().contains(&person)
        };
        (person.is_empty() || named())
            && (from.is_empty() || row.end.as_ref().is_some_and(|end| start(end, from).as_str() >= from))
            && (to.is_empty() || row.dated() && start(row.begin.as_deref().unwrap_or_default(), to).as_str() <= to)
    };
    let mut blocks = Vec::new();
    for quad in store.quads_for_pattern(None, Some(term("rows").as_ref()), None, Some(TIES.into())) {
        let rows = rows_of(&quad.map_err(|error| failed(&error))?.object)?;
        blocks.push(rows.into_iter().filter(fits).collect::<Vec<_>>());
    }
    blocks.sort_unstable_by_key(|rows| rows.first().map(|row| row.rank));
    Ok(blocks.into_iter().flatten().collect())
}

/// The rows of those whom a name fits, each turned so that they stand first.
fn of_person(store: &Store, person: &str) -> Result<Vec<Row>> {
    let mut wanted: BTreeMap<i64, Vec<(i64, bool)>> = BTreeMap::new();
    for found in OF_PERSON.rows(store, &[("person", person)])? {
        let rank: i64 = cell(&found, "rank").parse().map_err(|_| broken())?;
        wanted.entry(rank / BLOCK as i64).or_default().push((rank, cell(&found, "first") == "true"));
    }
    let mut rows = Vec::new();
    for (block, wanted) in wanted {
        let subject = block_name(block);
        let mut found = store.quads_for_pattern(Some(subject.as_ref().into()), Some(term("rows").as_ref()), None, None);
        let block = found.next().ok_or_else(broken)?.map_err(|error| failed(&error))?;
        let block = rows_of(&block.object)?;
        for (rank, first) in wanted {
            let mut row = block.iter().find(|row| row.rank == rank).ok_or_else(broken)?.clone();
            if !first {
                row.cells.swap(0, 1);
                row.languages.iter_mut().filter(|(at, _)| *at < 2).for_each(|(at, _)| *at = 1 - *at);
            }
            rows.push(row);
        }
    }
    let key = |row: &Row| {
        let [one, other, date, _, document, ..] = row.cells.clone();
        (row.end.clone(), date, one, other, document, row.rank)
    };
    rows.sort_by_cached_key(key);
    Ok(rows)
}

impl Row {
    /// What is kept of a row and its encounter.
    fn new(rank: i64, row: &QuerySolution, about: &About) -> Self {
        let mut kept = Self {
            rank,
            cells: Default::default(),
            begin: about.begin.clone(),
            end: about.end.clone(),
            languages: Vec::new(),
        };
        for (at, (column, cell)) in COLUMNS.iter().zip(&mut kept.cells).enumerate() {
            let term = if *column == "kind" { about.kind.as_ref() } else { row.get(*column) };
            if let Some(Term::Literal(value)) = term {
                *cell = Some(value.value().to_owned());
                kept.languages.extend(value.language().map(|language| (at, language.to_owned())));
            }
        }
        kept
    }

    fn dated(&self) -> bool {
        matches!(&self.cells, [_, _, Some(_), ..])
    }

    /// What is in a cell, which is empty then.
    fn term(&mut self, at: usize) -> Option<Term> {
        let text = self.cells.get_mut(at)?.take()?;
        let language = self.languages.iter().find(|(of, _)| *of == at);
        Some(match language {
            Some((_, language)) => Literal::new_language_tagged_literal_unchecked(text, language).into(),
            None => Literal::new_simple_literal(text).into(),
        })
    }
}

/// Whom a row is of.
fn sides(rank: i64, row: &QuerySolution, parties: &mut Parties) -> Vec<Quad> {
    let mut quads = Vec::new();
    for (column, side) in [("a", "isOne"), ("b", "isOther")] {
        if let Some(who) = row.get(column) {
            let (number, new) = parties.insert_full(who.clone());
            let party = term(&format!("party-{number:x}"));
            if new {
                quads.push(Quad::new(party.clone(), term("who"), who.clone(), TIES));
            }
            quads.push(Quad::new(party, term(side), Literal::from(rank), TIES));
        }
    }
    quads
}

/// Some rows that stand together, and whom they are of.
fn block(some: Vec<(Row, Vec<Quad>)>) -> Result<Vec<Quad>> {
    let (rows, sides): (Vec<Row>, Vec<Vec<Quad>>) = some.into_iter().unzip();
    let number = rows.first().map_or(0, |row| row.rank / BLOCK as i64);
    let text = serde_json::to_string(&rows).map_err(|error| failed(&error))?;
    let rows = Quad::new(block_name(number), term("rows"), Literal::new_typed_literal(text, JSON), TIES);
    Ok(std::iter::once(rows).chain(sides.into_iter().flatten()).collect())
}

fn block_name(number: i64) -> NamedNode {
    term(&format!("block-{number:x}"))
}

/// Rows that stand together.
fn rows_of(block: &Term) -> Result<Vec<Row>> {
    match block {
        Term::Literal(rows) => serde_json::from_str(rows.value()).map_err(|_| broken()),
        _ => Err(broken()),
    }
}

/// The forms of the names of those who have ties, and the words in them, which they are found by.
fn forms(store: &Store) -> Result<Vec<Vec<Quad>>> {
    let mut forms: FxHashMap<NamedNode, BTreeSet<String>> = FxHashMap::default();
    FORMS.each(store, |row| {
        if let Some(Term::NamedNode(party)) = row.get("party") {
            forms.entry(party.clone()).or_default().insert(cell(row, "form").to_owned());
        }
    })?;
    let quads = forms.into_iter().map(|(party, forms)| {
        let words: BTreeSet<&str> = forms.iter().flat_map(|form| form.split_whitespace()).collect();
        let say = |property: &str, value: &str| Quad::new(party.clone(), term(property), Literal::from(value), TIES);
        let all = forms.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
        std::iter::once(say("forms", &all)).chain(words.into_iter().map(|word| say("word", word))).collect()
    });
    Ok(quads.collect())
}

/// Takes all ties out, the mark before the others.
fn clear(store: &Store) -> Result<()> {
    let failed = |error| failed(&error);
    store.remove(mark()).map_err(failed)?;
    loop {
        let some = store.quads_for_pattern(None, None, None, Some(TIES.into())).take(BATCH);
        let some: Vec<Quad> = some.collect::<Result<_, _>>().map_err(failed)?;
        if some.is_empty() {
            return Ok(());
        }
        let mut transaction = store.start_transaction().map_err(failed)?;
        some.iter().for_each(|quad| transaction.remove(quad.as_ref()));
        transaction.commit().map_err(failed)?;
    }
}

/// Loads quads that come a few together.
fn fill(store: &Store, quads: impl Iterator<Item = Result<Vec<Quad>>>) -> Result<()> {
    let mut loader = store.bulk_loader();
    let mut wrong = None;
    let sound = quads.map_while(|quads| quads.map_err(|error| wrong = Some(error)).ok());
    loader.load_quads(sound.flatten()).map_err(|error| failed(&error))?;
    match wrong {
        Some(error) => Err(error),
        None => loader.commit().map_err(|error| failed(&error)),
    }
}

fn term(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}#{name}", TIES.as_str()))
}

fn failed(error: &dyn std::error::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the ties of the store cannot be kept or read: {error}"))
}

fn broken() -> Error {
    Error::new(ErrorKind::Input, "the ties that the store keeps are not as this program writes them")
        .help("load a source again, and they are kept anew")
}
