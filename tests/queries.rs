//! The bundled queries: each says what it is, and each answers the fixture as its snapshot holds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use chancery::query::{self, Query};
use oxigraph::io::RdfFormat;
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;
use std::collections::BTreeSet;
use std::time::Instant;

const EXAMPLE: &str = include_str!("fixtures/example.trig");

fn example() -> Store {
    let store = Store::new().unwrap();
    store.load_from_reader(RdfFormat::TriG, EXAMPLE.as_bytes()).unwrap();
    store
}

fn bundled(name: &str) -> Query {
    query::find(name).unwrap()
}

/// The rows as a reader sees them, header first.
fn rows(query: &Query, store: &Store, params: &[(&str, &str)]) -> Vec<Vec<String>> {
    let params: Vec<_> = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let QueryResults::Solutions(solutions) = query.run(store, &params).unwrap() else {
        panic!("{} is no SELECT", query.name)
    };
    let header: Vec<String> = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
    let cell = |term: &Option<Term>| match term {
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(Term::NamedNode(node)) => node.as_str().to_owned(),
        Some(Term::BlankNode(node)) => panic!("{} shows the blank node {node}", query.name),
        None => String::new(),
    };
    let body = solutions.map(|row| row.unwrap().values().iter().map(cell).collect());
    std::iter::once(header).chain(body).collect()
}

fn csv(rows: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// A column of the body.
fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let at = rows[0].iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"));
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

/// A value for each parameter that a query cannot do without.
fn required(query: &Query) -> Vec<(&'static str, &'static str)> {
    let value = |name: &str| match name {
        "person" => ("person", "Puzanov"),
        "encounter" => ("encounter", "puzanov-for-13-bd18f069#encounter-1"),
        "rule" => ("rule", "meet.joint-subject"),
        other => panic!("{}: what could {other} be?", query.name),
    };
    query.params.iter().filter(|param| param.required).map(|param| value(&param.name)).collect()
}

/// The variables that are written with a `$`, comments apart.
fn dollars(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with('#')).collect::<Vec<_>>().join("\n");
    let word = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    code.split('$').skip(1).map(word).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_file_is_bundled() {
    let files: BTreeSet<_> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/queries"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rq"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let names: BTreeSet<_> = query::bundled().iter().map(|query| query.name.clone()).collect();
    assert_eq!(names, files);
    assert!(names.len() >= 17);
}

#[test]
fn every_query_says_what_it_is() {
    let store = example();
    for query in query::bundled() {
        let name = &query.name;
        assert!(!query.title.is_empty() && query.title != *name, "{name} has no title");
        let words: BTreeSet<_> = query.columns.split(|c: char| !c.is_alphanumeric()).collect();
        for column in &rows(query, &store, &required(query))[0] {
            assert!(words.contains(column.as_str()), "{name} does not say what its column {column} means");
        }
        let used = dollars(&query.text);
        for param in &query.params {
            assert!(!param.about.is_empty(), "{name} does not say what {} is", param.name);
            assert!(used.iter().filter(|used| **used == param.name).count() > 1, "{name} does not use {}", param.name);
        }
        for used in &used {
            assert!(query.params.iter().any(|param| param.name == *used), "{name} does not declare {used}");
        }
        assert!(query.text.contains("\nORDER BY "), "{name} leaves the order of its rows to chance");
    }
}

#[test]
fn every_query_answers_the_example() {
    let store = example();
    for query in query::bundled() {
        let rows = rows(query, &store, &required(query));
        assert!(rows.len() > 1, "{} finds nothing", query.name);
        insta::assert_snapshot!(query.name.clone(), csv(&rows));
    }
}

/// The same triples in another order are the same answer; so they are with the ontology in a second graph, as when
/// somebody names its file beside the data.
#[test]
fn answers_depend_on_the_triples_only() {
    let store = example();
    let mut lines: Vec<String> = store.iter().map(|quad| format!("{} .\n", quad.unwrap())).collect();
    lines.sort();
    lines.reverse();
    let ontology = "<https://w3id.org/chancery/graph/ontology>";
    let again: String =
        lines.iter().filter(|line| line.contains(ontology)).map(|line| line.replace(ontology, "")).collect();
    let other = Store::new().unwrap();
    other.load_from_reader(RdfFormat::NQuads, lines.concat().as_bytes()).unwrap();
    other.load_from_reader(RdfFormat::NQuads, again.as_bytes()).unwrap();
    assert!(other.len().unwrap() > store.len().unwrap());
    for query in query::bundled() {
        let params = required(query);
        assert_eq!(csv(&rows(query, &other, &params)), csv(&rows(query, &store, &params)), "{}", query.name);
    }
}

/// An office that two graphs describe, as graphs of an older version do: it is told of once.
#[test]
fn what_two_graphs_say_is_told_once() {
    let once = example();
    let twice = example();
    let offices = once.iter().map(Result::unwrap).filter(|quad| quad.subject.to_string().contains("/position/"));
    let again = oxigraph::model::NamedNode::new_unchecked("https://w3id.org/chancery/graph/again");
    twice.extend(offices.map(|quad| oxigraph::model::Quad { graph_name: again.clone().into(), ..quad })).unwrap();
    assert!(twice.len().unwrap() > once.len().unwrap() + 4);
    let differ = |query: &&Query| rows(query, &once, &required(query)) != rows(query, &twice, &required(query));
    let differ: Vec<&str> = query::bundled().iter().filter(differ).map(|query| query.name.as_str()).collect();
    assert!(differ.is_empty(), "told otherwise by two graphs than by one: {differ:?}");
}

#[test]
fn nothing_is_both_from_a_day_and_to_one_before_it() {
    let store = example();
    let asked = |from: &str, to: &str| {
        let params = [("from", from), ("to", to)].map(|(name, value)| (name.to_owned(), value.to_owned()));
        bundled("who-met-whom").run(&store, &params).map(drop)
    };
    assert!(asked("1962-05", "1962").is_ok() && asked("1962", "1962-05").is_ok());
    let told = asked("1962-05", "1961").unwrap_err().to_string();
    assert!(
        told.starts_with("the query who-met-whom was given a “from”, 1962-05, that is later than its “to”, 1961"),
        "{told}"
    );
}

#[test]
fn a_pair_appears_once() {
    let rows = rows(&bundled("who-met-whom"), &example(), &[]);
    let pairs: Vec<_> = column(&rows, "one").into_iter().zip(column(&rows, "other")).collect();
    let either_way: BTreeSet<_> = pairs.iter().map(|(a, b)| if a < b { (a, b) } else { (b, a) }).collect();
    assert_eq!(pairs.len(), 5);
    assert_eq!(either_way.len(), 5);
}

#[test]
fn encounters_are_found_by_person_and_time() {
    let (store, query) = (example(), bundled("who-met-whom"));
    let count = |params: &[(&str, &str)]| rows(&query, &store, params).len() - 1;
    assert_eq!(count(&[("person", "puzanov")]), 3);
    assert_eq!(count(&[("person", "puzanov"), ("from", "1961")]), 1);
    assert_eq!(count(&[("from", "1960-12-14")]), 2);
    // "On or before" a day of 1961 or 1963 may have been in 1960, but not in 1964.
    assert_eq!(count(&[("to", "1960")]), 5);
    assert_eq!(count(&[("to", "1960-12-12")]), 2);
    assert_eq!(count(&[("from", "1964")]), 0);
}

#[test]
fn a_person_is_found_by_any_form_of_the_name() {
    let (store, query) = (example(), bundled("encounters-of-person"));
    let met = |person: &str| column(&rows(&query, &store, &[("person", person)]), "met");
    for form in ["Károly Práth", "karoly prath", "PRATH"] {
        assert_eq!(met(form), ["Aleksandr Puzanov"], "{form}");
    }
    // Decomposed letters are the same letters; initials may stand apart.
    assert_eq!(met("Pra\u{301}th"), ["Aleksandr Puzanov"]);
    assert_eq!(met("a. m. puzanov").len(), 3);
    // The authority's name, the record's name, and the link between them.
    assert_eq!(met("Pak Song-chol"), ["Aleksandr Puzanov", "Pak Yong-guk"]);
    assert_eq!(met("pak seong cheol"), met("Pak Song-chol"));
    // Whole words only, and no pattern language.
    assert_eq!(met("Puz"), [""; 0]);
    assert_eq!(met("P.*"), [""; 0]);
    assert_eq!(met("Nikita Khrushchev"), [""; 0]);
}

#[test]
fn a_misspelt_name_leads_to_the_person() {
    let page = rows(&bundled("person"), &example(), &[("person", "khruschev")]);
    assert_eq!(column(&page, "who").into_iter().collect::<BTreeSet<_>>(), ["Nikita Khrushchev".to_owned()].into());
    assert!(column(&page, "section").contains(&"misspelling".to_owned()));
}

#[test]
fn why_narrows_by_each_end() {
    let (store, query) = (example(), bundled("why"));
    let all = rows(&query, &store, &[]).len();
    let authors = rows(&query, &store, &[("predicate", "rico:hasAuthor")]);
    assert!(authors.len() > 1 && authors.len() < all);
    assert_eq!(column(&authors, "relation").into_iter().collect::<BTreeSet<_>>(), ["hasAuthor".to_owned()].into());
    let iri = "https://w3id.org/chancery/id/person/karoly-prath";
    let by_iri = rows(&query, &store, &[("predicate", "hasAuthor"), ("object", iri)]);
    assert_eq!(column(&by_iri, "words"), ["A report by Hungarian Ambassador Károly Práth"]);
    assert_eq!(by_iri, rows(&query, &store, &[("predicate", "HASAUTHOR"), ("object", "práth")]));
    let of_him = rows(&query, &store, &[("subject", "Károly Práth")]);
    assert_eq!(column(&of_him, "value"), ["Ambassador of Hungary to North Korea"; 2]);
}

#[test]
fn a_value_is_never_read_as_sparql() {
    let store = example();
    for value in ["\" } #", "\\", "$person", "UNDEF", "'''", "<urn:x>", "(((", "\u{0}"] {
        assert_eq!(rows(&bundled("encounters-of-person"), &store, &[("person", value),]).len(), 1, "{value}");
    }
}

/// A hundred thousand quads are answered, each record of them; `cargo test -- --nocapture` shows the times.
#[test]
fn a_hundred_thousand_quads_are_answered() {
    const COPIES: usize = 120;
    let lines: String = example().iter().map(|quad| format!("{} .\n", quad.unwrap())).collect();
    let store = Store::new().unwrap();
    for copy in 0..COPIES {
        let fresh = lines.replace("/wcda/", &format!("/wcda-{copy}/"));
        store.load_from_reader(RdfFormat::NQuads, fresh.as_bytes()).unwrap();
    }
    assert!(store.len().unwrap() >= 100_000);
    for query in query::bundled() {
        let begun = Instant::now();
        let found = rows(query, &store, &required(query)).len() - 1;
        println!("{:26} {found:6} rows {:>8.1?}", query.name, begun.elapsed());
        match query.name.as_str() {
            "who-met-whom" => assert_eq!(found, 5 * COPIES),
            "planned-meetings" => assert_eq!(found, COPIES),
            "encounters-of-person" => assert_eq!(found, 3 * COPIES),
            _ => assert!(found > 0),
        }
    }
}

#[test]
fn two_queries_never_disagree_about_a_meeting() {
    let listing = include_bytes!("gold/dev-listing.txt");
    let converter = chancery::convert::Converter::new(chancery::convert::DEFAULT_BASE).unwrap();
    let store = Store::new().unwrap();
    store.extend(converter.convert("dev-listing.txt", listing).unwrap().quads).unwrap();
    for person in ["Zhou Enlai", "Kim Il Sung", "N. A. Belous"] {
        let meetings = |query: &str, one: &str, other: &str| -> BTreeSet<Vec<String>> {
            let rows = rows(&bundled(query), &store, &[("person", person)]);
            let columns = [one, other, "date", "words", "basis"].map(|name| column(&rows, name));
            let row = |at: usize| {
                let mut row: Vec<String> = columns.iter().map(|column| column[at].clone()).collect();
                row[..2].sort();
                row
            };
            (0..rows.len() - 1).map(row).collect()
        };
        let pairs = meetings("who-met-whom", "one", "other");
        assert!(!pairs.is_empty(), "{person}");
        assert_eq!(meetings("encounters-of-person", "as", "met"), pairs, "{person}");
    }
}
