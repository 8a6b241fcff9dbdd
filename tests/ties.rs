//! Ties that are kept: queries answer from them what they answer without them, and only as long as they are current.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::query::{self, ties};
use chancery::rdf::derived;
use chancery::rdf::write::{Format, write_store};
use chancery::store::{self, Links};
use oxigraph::io::RdfFormat;
use oxigraph::model::{Quad, Term};
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;
use std::collections::BTreeSet;

/// The answer of a bundled query, header first.
fn rows(store: &Store, name: &str, params: &[(&str, &str)]) -> Vec<Vec<Option<Term>>> {
    let params: Vec<_> = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let QueryResults::Solutions(rows) = query::find(name).unwrap().run(store, &params).unwrap() else {
        panic!("{name} is no SELECT")
    };
    let header = rows.variables().iter().map(|name| Some(Term::from(oxigraph::model::Literal::from(name.as_str()))));
    let header: Vec<Option<Term>> = header.collect();
    std::iter::once(header).chain(rows.map(|row| row.unwrap().values().to_vec())).collect()
}

/// The annotated listings and the sample as one linked store.
fn listings() -> Store {
    let root = env!("CARGO_MANIFEST_DIR");
    let graphs = ["tests/gold/dev-listing.txt", "tests/gold/near-listing.txt", "tests/gold/wide-a-results.txt"]
        .into_iter()
        .chain(["data/samples/inter-korean-relations.txt"])
        .map(|path| format!("{root}/{path}"))
        .collect::<Vec<_>>();
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    store::open(&graphs, &converter, Links::Sure, &|| ()).unwrap().store
}

fn example() -> Store {
    let store = Store::new().unwrap();
    store.load_from_reader(RdfFormat::TriG, include_str!("fixtures/example.trig").as_bytes()).unwrap();
    store
}

/// Every name in a table, and single words of it.
fn names(rows: &[Vec<Option<Term>>]) -> BTreeSet<String> {
    let cells = rows.iter().skip(1).flat_map(|row| &row[..2]).flatten();
    let names = cells.filter_map(|cell| match cell {
        Term::Literal(name) => Some(name.value().to_owned()),
        _ => None,
    });
    names.flat_map(|name| name.split(' ').map(str::to_owned).chain([name.clone()]).collect::<Vec<_>>()).collect()
}

#[test]
fn answers_are_the_same_with_ties_and_without() {
    for (store, least) in [(listings(), 100), (example(), 1)] {
        let all = rows(&store, "who-met-whom", &[]);
        assert!(all.len() > least);
        let mut asked: Vec<(&str, Vec<(&str, String)>)> = vec![("who-met-whom", vec![])];
        for (from, to) in [("1961", "1963-04"), ("1960-12-08", "1960-12-08"), ("1800", "1900")] {
            asked.push(("who-met-whom", vec![("from", from.into())]));
            asked.push(("who-met-whom", vec![("to", to.into())]));
            asked.push(("who-met-whom", vec![("from", from.into()), ("to", to.into())]));
        }
        let odd = ["kim il sung", "PUZANOV", "Prath", " - ", "Nobody of this name", "kim\nil", "il", "\"", "sándor"];
        for name in names(&all).iter().map(String::as_str).chain(odd).filter(|name| !name.trim().is_empty()) {
            asked.push(("who-met-whom", vec![("person", name.to_owned())]));
            asked.push(("encounters-of-person", vec![("person", name.to_owned())]));
        }
        assert!(!ties::are_kept(&store));
        let answers = |store: &Store| -> Vec<Vec<Vec<Option<Term>>>> {
            let answer = |(name, params): &(&str, Vec<(&str, String)>)| {
                rows(store, name, &params.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
            };
            asked.iter().map(answer).collect()
        };
        let without = answers(&store);
        ties::keep(&store).unwrap();
        assert!(ties::are_kept(&store));
        for ((question, without), with) in asked.iter().zip(&without).zip(answers(&store)) {
            let differ = with.iter().zip(without).find(|(with, without)| with != without);
            assert!(with == *without, "{question:?}: {} and {} rows, {differ:?}", with.len(), without.len());
        }
        assert!(
            without.iter().filter(|rows| rows.len() > 1).count() > least / 2,
            "few of the questions have an answer"
        );
    }
}

#[test]
fn a_change_takes_them_out_of_use() {
    let store = listings();
    ties::keep(&store).unwrap();
    let before = rows(&store, "who-met-whom", &[]);
    let quads: Vec<Quad> = derived::statements(&store).collect::<Result<_, _>>().unwrap();
    assert_eq!(derived::count(&store).unwrap(), quads.len());
    assert!(store.len().unwrap() > quads.len() + before.len());

    // an encounter is taken out of its record, which is loaded again
    let encounter =
        Term::from(oxigraph::model::NamedNode::new_unchecked("https://w3id.org/chancery/ontology#Encounter"));
    let gone = quads.iter().find(|quad| quad.object == encounter).unwrap();
    let corrected: Vec<Quad> = quads
        .iter()
        .filter(|quad| quad.graph_name == gone.graph_name && quad.subject != gone.subject)
        .cloned()
        .collect();
    assert_eq!(store::put(&store, &corrected).unwrap(), 1);
    assert!(!ties::are_kept(&store));
    let after = rows(&store, "who-met-whom", &[]);
    assert!(after.len() < before.len());
    ties::keep(&store).unwrap();
    assert!(ties::are_kept(&store));
    assert_eq!(rows(&store, "who-met-whom", &[]), after);

    store::relink(&store, &Converter::new(DEFAULT_BASE).unwrap()).unwrap();
    assert!(!ties::are_kept(&store));
}

#[test]
fn they_are_no_part_of_what_is_written_or_read() {
    let store = example();
    let written = |store: &Store, format| {
        let mut out = Vec::new();
        write_store(store, format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let sorted = |text: String| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let before = (sorted(written(&store, Format::NQuads)), written(&store, Format::TriG));
    ties::keep(&store).unwrap();
    assert_eq!((sorted(written(&store, Format::NQuads)), written(&store, Format::TriG)), before);

    // a dump that somebody made of the whole store with other means
    let folder = tempfile::tempdir().unwrap();
    let dump = folder.path().join("dump.nq");
    store.dump_to_writer(RdfFormat::NQuads, std::fs::File::create(&dump).unwrap()).unwrap();
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let read = store::open(&[dump.display().to_string()], &converter, Links::AsTheyAre, &|| ()).unwrap().store;
    assert!(!ties::are_kept(&read));
    assert_eq!(read.len().unwrap(), derived::count(&store).unwrap());
}

#[test]
fn a_store_without_encounters_has_none() {
    let store = Store::new().unwrap();
    ties::keep(&store).unwrap();
    assert!(ties::are_kept(&store));
    assert_eq!(rows(&store, "who-met-whom", &[]).len(), 1);
    assert_eq!(rows(&store, "encounters-of-person", &[("person", "Kim")]).len(), 1);
}
