//! Who is who in the annotated listings: nobody is joined with somebody else, and whoever is named in several records of a
//! collection is one person.

#![allow(clippy::unwrap_used, clippy::panic)]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::recognise::fold;
use chancery::store::{self, Links};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use serde_json::Value;
use std::collections::BTreeMap;

const PEOPLE: &str = "
    PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
    PREFIX schema: <https://schema.org/>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    SELECT ?title ?form ?person WHERE {
      ?record rico:title ?title ; schema:mentions ?node .
      ?node a rico:Person ; rico:name|skos:altLabel|skos:hiddenLabel ?form .
      OPTIONAL { ?node rico:isEquivalentTo ?to }
      BIND(COALESCE(?to, ?node) AS ?person)
    }";

const SETS: [(&str, &str); 3] = [
    ("tests/gold/dev-listing.txt", "tests/gold/dev-listing.json"),
    ("tests/gold/dev-results.txt", "tests/gold/dev-results.json"),
    ("data/samples/inter-korean-relations.txt", "tests/gold/inter-korean-relations.json"),
];

/// Each form of a name that is not a person's only one, with the form that stands for all, and whether it may stay open.
fn forms() -> BTreeMap<String, (String, bool)> {
    let file = std::fs::read_to_string("tests/gold/identities.tsv").unwrap();
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines
        .flat_map(|line| {
            let first = line.split('\t').next().unwrap().to_owned();
            let form = |form: &str| (form.trim_start_matches('?').to_owned(), (first.clone(), form.starts_with('?')));
            line.split('\t').map(form).collect::<Vec<_>>()
        })
        .collect()
}

/// The person of each title and folded form of a name.
fn people(store: &Store) -> BTreeMap<(String, String), String> {
    let query = SparqlEvaluator::new().parse_query(PEOPLE).unwrap();
    let mut query = query;
    query.dataset_mut().set_default_graph_as_union();
    let QueryResults::Solutions(rows) = query.on_store(store).execute().unwrap() else { panic!("a SELECT query") };
    let text = |term: Option<&oxigraph::model::Term>| term.unwrap().to_string().trim_matches('"').to_owned();
    rows.map(|row| {
        let row = row.unwrap();
        ((fold(&text(row.get("title"))), fold(&text(row.get("form")))), text(row.get("person")))
    })
    .collect()
}

/// Somebody named in a record: the set, the record's title, the name, who it is by the annotations and by the graph.
struct Named {
    set: usize,
    title: String,
    name: String,
    is: String,
    open: bool,
    person: String,
}

fn named() -> (Vec<Named>, usize) {
    let graphs: Vec<String> = SETS.iter().map(|(listing, _)| (*listing).to_owned()).collect();
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let store = store::open(&graphs, &converter, Links::Sure, &|| ()).unwrap().store;
    let (people, forms) = (people(&store), forms());
    let (mut named, mut annotated) = (Vec::new(), 0);
    for (set, (_, gold)) in SETS.iter().enumerate() {
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(gold).unwrap()).unwrap();
        for document in gold["documents"].as_array().unwrap() {
            let title = document["title"].as_str().unwrap();
            for name in document["people"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()) {
                annotated += 1;
                let Some(person) = people.get(&(fold(title), fold(name))) else { continue };
                let (is, open) = forms.get(name).cloned().unwrap_or((name.to_owned(), false));
                let (title, name, person) = (title.to_owned(), name.to_owned(), person.clone());
                named.push(Named { set, title, name, is, open, person });
            }
        }
    }
    (named, annotated)
}

#[test]
fn nobody_is_joined_with_somebody_else_and_all_forms_within_a_collection_are_one() {
    let (named, annotated) = named();
    assert!(named.len() * 100 >= annotated * 95, "only {} of {annotated} names were found in the graph", named.len());
    let mut wrong = Vec::new();
    let mut pairs = 0;
    for (at, one) in named.iter().enumerate() {
        for other in &named[at + 1..] {
            let (same, joined) = (one.is == other.is, one.person == other.person);
            // the pages of results belong to no collection that could be told
            let collection = one.set == other.set && one.set != 1 && !one.open && !other.open;
            if same != joined && (joined || collection) {
                let what = if joined { "joined, though two" } else { "one, though not joined" };
                wrong.push(format!("{what}: {} ({}) and {} ({})", one.name, one.title, other.name, other.title));
            }
            pairs += usize::from(same && joined);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(pairs > 100, "only {pairs} pairs of names are of one person");
}
