//! The ties of a store, kept in a graph of their own: the rows of who-met-whom, worked out once, which the queries of
//! `queries/kept/` read instead of joining for them anew.
//!
//! ```text
//! tie:3f  tie:rank 63 ; tie:one "Kim Il Sung" ; tie:other "Vasily Moskovsky" ; tie:words "…" ; …    a row, by its place
//! tie:party-7  tie:who PERSON ; tie:isOne tie:3f ; tie:word "kim" , "il" ; tie:forms " kim il sung \n kim il song "
//! ```
//! They are there whole or count for nothing: what marks them as such is written last, and whoever changes the store takes
//! it out. Without it queries work out their answers.

use super::{Internal, cell, find};
use crate::error::{Error, ErrorKind, Result};
use crate::rdf::derived::{TIES, mark};
use indexmap::IndexSet;
use oxigraph::model::{Literal, NamedNode, Quad, Term};
use oxigraph::sparql::{QueryResults, QuerySolution};
use oxigraph::store::Store;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::collections::BTreeSet;

/// How many quads are taken out at a time.
const BATCH: usize = 1 << 14;

/// The columns that are kept as they are.
const COLUMNS: [&str; 9] = ["one", "other", "date", "place", "document", "dated", "words", "basis", "rule"];

/// What more is kept of an encounter.
const ABOUT: [&str; 3] = ["begin", "end", "kind"];

static ENCOUNTERS: Internal = Internal::new("tie-encounters", include_str!("../../queries/internal/tie-encounters.rq"));
static FORMS: Internal = Internal::new("tie-forms", include_str!("../../queries/internal/tie-forms.rq"));

/// Those who have ties, each by a number.
type Parties = IndexSet<Term, FxBuildHasher>;

/// Whether the ties of a store are kept, and nothing has changed since.
pub fn are_kept(store: &Store) -> bool {
    store.contains(mark()).unwrap_or(false)
}

/// Works out the ties of a store and keeps them, in place of those that it has.
pub fn keep(store: &Store) -> Result<()> {
    clear(store)?;
    let mut encounters: FxHashMap<Term, [Option<Term>; 3]> = FxHashMap::default();
    ENCOUNTERS.each(store, |row| {
        if let Some(encounter) = row.get("encounter") {
            encounters.insert(encounter.clone(), ABOUT.map(|column| row.get(column).cloned()));
        }
    })?;
    let query = find("who-met-whom")?.with_columns(&["encounter", "a", "b"]);
    let QueryResults::Solutions(rows) = query.run(store, &[])? else {
        return Err(Error::new(ErrorKind::Bundled, "who-met-whom is no SELECT"));
    };
    let mut parties = IndexSet::default();
    let ties = (0_i64..).zip(rows).map(|(rank, row)| {
        let row = row.map_err(|error| failed(&error))?;
        let about = row.get("encounter").and_then(|encounter| encounters.get(encounter));
        Ok(tie(rank, &row, about, &mut parties))
    });
    fill(store, ties)?;
    fill(store, forms(store)?.into_iter().map(Ok))?;
    store.insert(mark()).map_err(|error| failed(&error))
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

/// What is kept of a row and its encounter.
fn tie(rank: i64, row: &QuerySolution, about: Option<&[Option<Term>; 3]>, parties: &mut Parties) -> Vec<Quad> {
    let tie = term(&format!("{rank:x}"));
    let say = |property: &str, value: Term| Quad::new(tie.clone(), term(property), value, TIES);
    let mut quads = vec![say("rank", Literal::from(rank).into())];
    let about = ABOUT.iter().zip(about.into_iter().flatten().map(Option::as_ref));
    let columns = COLUMNS.iter().map(|column| (column, row.get(*column)));
    quads.extend(columns.chain(about).filter_map(|(name, value)| Some(say(name, value?.clone()))));
    for (column, side) in [("a", "isOne"), ("b", "isOther")] {
        if let Some(who) = row.get(column) {
            let (number, new) = parties.insert_full(who.clone());
            let party = term(&format!("party-{number:x}"));
            if new {
                quads.push(Quad::new(party.clone(), term("who"), who.clone(), TIES));
            }
            quads.push(Quad::new(party, term(side), tie.clone(), TIES));
        }
    }
    quads
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

fn term(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}#{name}", TIES.as_str()))
}

fn failed(error: &dyn std::error::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the ties cannot be kept: {error}"))
}
