//! Whose an office is, by the words around it, in made-up entries.
#![allow(clippy::unwrap_used, reason = "what a test cannot do, it fails at")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::query::{self, cell};
use oxigraph::store::Store;

/// What a query of a triple finds in one entry.
fn found(pattern: &str, title: &str, description: &str) -> Vec<String> {
    let listing = format!("Made Up\n\n• March 16, 1961\n\n{title}\n\n{description}\n");
    let store = Store::new().unwrap();
    store.extend(Converter::new(DEFAULT_BASE).unwrap().convert("l.txt", listing.as_bytes()).unwrap().quads).unwrap();
    let text = format!(
        "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
         PREFIX schema: <https://schema.org/> SELECT DISTINCT ?one WHERE {{ {pattern} }} ORDER BY ?one"
    );
    let rows = query::rows("rows", &text, &store).unwrap();
    rows.iter().map(|row| cell(row, "one").to_string()).collect()
}

/// Who holds which office.
fn offices(description: &str) -> Vec<String> {
    let pattern = "GRAPH ?g { ?who rico:occupiesOrOccupied ?office } ?who rdfs:label ?name . ?office rdfs:label ?held .
        BIND(CONCAT(?name, \": \", ?held) AS ?one)";
    found(pattern, "Report", description)
}

/// Who and what is mentioned.
fn mentioned(title: &str) -> Vec<String> {
    found("GRAPH ?g { ?record schema:mentions ?what } ?what rdfs:label ?one", title, "")
}

#[test]
fn a_minister_who_leads_a_delegation_is_of_its_state() {
    assert_eq!(
        offices("An Albanian delegation led by Prime Minister Karl Brandel met Anton Foss."),
        ["Karl Brandel: Premier of Albania"]
    );
    assert_eq!(offices("A delegation led by Prime Minister Karl Brandel met Anton Foss."), [""; 0]);
    assert_eq!(offices("An Albanian delegation met Prime Minister Karl Brandel."), [""; 0]);
}

#[test]
fn who_is_over_a_town_is_over_no_body() {
    assert_eq!(offices("Mayor of Lyon Karl Brandel met Anton Foss."), [""; 0]);
    let consul = mentioned("Report of the Consul at Lyon (Brandel)");
    assert_eq!(consul, ["Brandel"], "a town that somebody is sent to is no body");
}

#[test]
fn an_embassy_s_counselor_names_the_embassy() {
    assert_eq!(mentioned("Note on French Embassy Counselor Georges Brandel"), ["Embassy of France", "Georges Brandel"]);
}

#[test]
fn a_mountain_is_nobody() {
    assert_eq!(mentioned("Report on Mount Jolmo Orla"), [""; 0]);
}
