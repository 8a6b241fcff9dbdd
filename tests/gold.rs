//! The sample, read in full: what the graph says against what a careful historian wrote down.
//!
//! `tests/gold/README.md` has the rules of annotation; what other listings score is held by `tests/ratchet.rs`.

#![allow(clippy::unwrap_used, clippy::panic)]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::evaluate::{Figure, Gold, evaluate};
use chancery::query::{cell, rows};
use oxigraph::store::Store;
use serde_json::Value;
use std::collections::BTreeSet;

const GOLD: &str = include_str!("gold/inter-korean-relations.json");

fn sample() -> Store {
    let bytes = include_bytes!("../data/samples/inter-korean-relations.txt");
    let conversion = Converter::new(DEFAULT_BASE).unwrap().convert("inter-korean-relations.txt", bytes).unwrap();
    let store = Store::new().unwrap();
    store.extend(conversion.quads).unwrap();
    store
}

#[test]
fn the_sample_says_what_a_careful_historian_would_record() {
    let gold = Gold::read("inter-korean-relations.json", GOLD).unwrap();
    let evaluation = evaluate(&sample(), std::slice::from_ref(&gold)).unwrap();
    let faults: Vec<String> = evaluation.faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let right = |figure| evaluation.tally(figure).right;
    assert_eq!(right(Figure::Documents), gold.documents.len());
    assert_eq!(right(Figure::People), gold.documents.iter().map(|document| document.people.len()).sum::<usize>());
    assert_eq!(
        right(Figure::Encounters),
        gold.documents.iter().map(|document| document.encounters.len()).sum::<usize>()
    );
}

#[test]
fn the_collection_names_its_parts_and_its_kin() {
    let gold: Value = serde_json::from_str(GOLD).unwrap();
    let store = sample();
    let titles = |relation: &str| -> BTreeSet<String> {
        let query = format!(
            "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
             SELECT ?title {{ ?c rico:title 'Inter-Korean Relations' ; rico:{relation}/rico:title ?title }}"
        );
        rows("titles", &query, &store).unwrap().iter().map(|row| cell(row, "title").to_owned()).collect()
    };
    let gold = |key: &str| -> BTreeSet<String> {
        gold["collection"][key].as_array().unwrap().iter().map(|title| title.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles("includesOrIncluded"), gold("partsFocused"));
    assert_eq!(titles("isRecordResourceAssociatedWithRecordResource"), gold("related"));
}
