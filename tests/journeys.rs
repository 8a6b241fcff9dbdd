//! Visits and travels: whose office it is that the field or the remark names, in made-up ones.
#![allow(clippy::unwrap_used, reason = "what a test cannot do, it fails at")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::query::{self, cell};
use oxigraph::store::Store;

/// A visit or a travel.
fn line(kind: &str, who: &str, role: &str, country: &str, text: &str) -> String {
    format!(
        "{{\"id\":\"r\",\"kind\":\"{kind}\",\"who\":\"{who}\",\"role\":\"{role}\",\"start\":\"1962-05-01\",\
         \"end\":\"1962-05-04\",\"country\":\"{country}\",\"locale\":\"\",\"text\":\"{text}\"}}\n"
    )
}

fn rows(text: &str, line: &str) -> Vec<String> {
    let store = Store::new().unwrap();
    store.extend(Converter::new(DEFAULT_BASE).unwrap().convert("v.ndjson", line.as_bytes()).unwrap().quads).unwrap();
    let text = format!(
        "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
         SELECT ?one WHERE {{ {text} }} ORDER BY ?one"
    );
    let rows = query::rows("rows", &text, &store).unwrap();
    rows.iter().map(|row| cell(row, "one").to_string()).collect()
}

/// Who holds which office by a line.
fn offices(line: &str) -> Vec<String> {
    let text = "GRAPH ?g { ?who rico:occupiesOrOccupied ?office } ?who rdfs:label ?name . ?office rdfs:label ?held .
        BIND(CONCAT(?name, \": \", ?held) AS ?one)";
    rows(text, line)
}

/// The people of a line.
fn people(line: &str) -> Vec<String> {
    rows("?who a rico:Person ; rdfs:label ?one", line)
}

#[test]
fn a_visitor_is_his_country_s_and_the_host_the_president() {
    let visit = |who: &str, text: &str| offices(&line("visit", who, "President", "Norway", text));
    assert_eq!(
        visit("Prime Minister Otto Brandel", "Met with President Foss."),
        ["Foss: President of the United States", "Otto Brandel: Premier of Norway"]
    );
    let two = visit("Prime Minister Otto Brandel", "Met with President Foss and with President Duarte.");
    assert_eq!(two, ["Otto Brandel: Premier of Norway"], "one of the two is a guest");
    assert_eq!(visit("Otto Brandel", "Met with Foreign Minister Moe."), [""; 0]);
    assert_eq!(visit("Otto Brandel", "Met with EC President Foss."), [""; 0], "no President of a State");
    let own = visit("President Otto Brandel", "Guest of the Government. Departed with President Brandel's party.");
    assert_eq!(own, ["Otto Brandel: President of Norway"]);
}

#[test]
fn a_traveller_is_of_the_united_states_and_whom_he_met_of_any_state() {
    let travel = |role: &str, text: &str| offices(&line("travel", "Otto Brandel", role, "Norway", text));
    assert_eq!(travel("president", "Met with President Foss."), ["Otto Brandel: President of the United States"]);
    assert_eq!(
        travel("secretary", "Accompanied President Foss. Met with President Moe."),
        ["Foss: President of the United States", "Otto Brandel: Secretary of State of the United States"]
    );
}

#[test]
fn a_traveller_has_one_name_beside_another_in_brackets() {
    let travel = line("travel", "Karl B. (Heinz Alfred) Brandel", "secretary", "Norway", "Official talks.");
    assert_eq!(people(&travel), ["Karl B. Brandel"]);
}

#[test]
fn those_of_an_office_in_the_plural_do_not_hold_it() {
    let text = "En route to a conference of British Commonwealth Prime Ministers.";
    assert_eq!(offices(&line("visit", "King Otto", "King", "Norway", text)), ["Otto: Monarch of Norway"]);
}

#[test]
fn a_visitor_is_called_by_all_of_the_name() {
    for name in ["Haya Rashed al-Brandel", "Arroyo del Brandel", "Jabir al-Ahmad al-Brandel"] {
        let people = people(&line("visit", &format!("President {name}"), "President", "Ecuador", "State visit."));
        assert_eq!(people, [name]);
    }
}

#[test]
fn an_abbreviated_state_is_nobody() {
    let text = "Afterwards visited Springfield (Ill.), Cleveland, Hartford (Conn.), and New York City.";
    assert_eq!(people(&line("visit", "Karl Duarte", "", "Norway", text)), ["Karl Duarte"]);
    let text = "Attended a meeting, Williamsburg (Va.).";
    assert_eq!(people(&line("visit", "Karl Duarte", "", "Norway", text)), ["Karl Duarte"]);
}
