//! Which bodies of different records are one: their names tell less than people's, so that little is joined.

#![allow(clippy::unwrap_used)]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::decision::{Decision, Decisions, Ruling};
use chancery::link::Linked;
use chancery::link::people::Reader;
use chancery::link::relink;
use chancery::resolve::authority::Authority;
use chancery::shapes;
use oxigraph::model::{NamedNode, Quad};
use std::collections::BTreeSet;

/// A listing in the archive's form: each entry's date and description.
fn listing(collection: &str, entries: &[(&str, &str)]) -> String {
    let entries = entries.iter().map(|(date, text)| format!("    • {date}\n\n    Report\n    {text}\n\n"));
    let head = "Digital Archive International History Declassified\n\nNo image found.\n\n";
    format!("{head}{collection}\n\nA collection of documents.\n\n{}", entries.collect::<String>())
}

fn quads(listings: &[String]) -> Vec<Quad> {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let convert =
        |(at, text): (usize, &String)| converter.convert(&format!("{at}.txt"), text.as_bytes()).unwrap().quads;
    listings.iter().enumerate().flat_map(convert).collect()
}

fn linked_by(quads: &[Quad], converter: &Converter) -> Linked {
    let mut reader = Reader::default();
    quads.iter().for_each(|quad| reader.read(quad.as_ref()));
    Linked::new(reader, converter, &Decisions::from_quads(quads).unwrap()).unwrap()
}

/// The links between bodies, in words: the year of each record and the name; `=` where it is sure.
fn told(linked: &Linked) -> BTreeSet<String> {
    let called = |node: &NamedNode| {
        let year = node.as_str().split_once("/record/wcda/").map(|(_, record)| format!("{} ", &record[..4]));
        format!("{}{}", year.unwrap_or_default(), node.as_str().rsplit(['/', '#']).next().unwrap())
    };
    let sign = |sure| if sure { "=" } else { "?" };
    let told = |link: &chancery::link::body::BodyLink| {
        format!("{} {} {}", called(&link.node), sign(link.sure), called(&link.other))
    };
    linked.body_links.iter().map(told).collect()
}

fn told_of(listings: &[String]) -> BTreeSet<String> {
    told(&linked_by(&quads(listings), &Converter::new(DEFAULT_BASE).unwrap()))
}

/// The node of the body that the record of a year names.
fn body(quads: &[Quad], year: &str) -> NamedNode {
    let here = |quad: &&Quad| {
        let node = quad.subject.to_string();
        node.contains(&format!("/record/wcda/{year}")) && node.contains("#body-")
    };
    let node = quads.iter().find(here).unwrap().subject.to_string();
    NamedNode::new(node.trim_matches(['<', '>'])).unwrap()
}

const YANBIAN: &[(&str, &str)] = &[
    ("March 4, 1962", "The Yanbian Military District Party Committee reports on the border of China."),
    ("May 9, 1963", "China and the border: a note by the Yanbian Military District Party Committee."),
    ("May 9, 1964", "Crossings of the border, seen by the Yanbian Military District Party Committee."),
];

#[test]
fn a_rare_name_is_one_body_in_records_of_one_collection_that_name_one_state() {
    insta::assert_debug_snapshot!(told_of(&[listing("Borders", YANBIAN)]), @r#"
    {
        "1963 body-yanbian-military-district-party-committee = 1962 body-yanbian-military-district-party-committee",
        "1964 body-yanbian-military-district-party-committee ? 1962 body-yanbian-military-district-party-committee",
    }
    "#);
}

#[test]
fn one_name_in_two_collections_is_not_even_a_question() {
    let apart = [listing("Borders", &YANBIAN[..1]), listing("Rivers", &YANBIAN[1..2])];
    assert_eq!(told_of(&apart), BTreeSet::new());
}

#[test]
fn a_name_that_every_state_may_have_joins_nothing() {
    let entries = [
        ("March 4, 1962", "The Special Committee reports on trade with Poland."),
        ("May 9, 1963", "Trade with Poland: a note by the Special Committee."),
        ("May 9, 1964", "Trade with Mongolia: a note by the Special Committee."),
    ];
    insta::assert_debug_snapshot!(told_of(&[listing("Trade", &entries)]), @r#"
    {
        "1963 body-special-committee ? 1962 body-special-committee",
    }
    "#);
}

const OWN: &str = r#"
@prefix body: <https://w3id.org/chancery/id/body/> .
@prefix place: <https://w3id.org/chancery/id/place/> .
@prefix rico: <https://www.ica.org/standards/RiC/ontology#> .
@prefix kind: <https://w3id.org/chancery/kind/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
body:yanbian-committee a rico:CorporateBody ; rico:name "Yanbian Military District Party Committee" ;
  rdfs:label "Yanbian Military District Party Committee" ; rico:hasOrHadCorporateBodyType kind:committee ;
  rico:hasOrHadJurisdiction place:china ; dcterms:source "made up" .
"#;

#[test]
fn an_authority_file_that_came_later_tells_which_body_it_was() {
    let entries =
        [YANBIAN[0], YANBIAN[2], ("May 9, 1965", "Poland: a note by the Yanbian Military District Party Committee.")];
    let known = Converter::with(DEFAULT_BASE, Authority::with(&[("own.ttl", OWN)]).unwrap()).unwrap();
    let linked = linked_by(&quads(&[listing("Borders", &entries)]), &known);
    insta::assert_debug_snapshot!(told(&linked), @r#"
    {
        "1962 body-yanbian-military-district-party-committee = yanbian-committee",
        "1964 body-yanbian-military-district-party-committee = yanbian-committee",
        "1965 body-yanbian-military-district-party-committee ? yanbian-committee",
    }
    "#);
}

/// The links of a graph with decisions.
fn told_with(quads: &[Quad], decisions: &[Decision]) -> BTreeSet<String> {
    let decided: Vec<Quad> = quads.iter().cloned().chain(decisions.iter().flat_map(Decision::quads)).collect();
    told(&linked_by(&decided, &Converter::new(DEFAULT_BASE).unwrap()))
}

fn decision(one: NamedNode, ruling: Ruling) -> Decision {
    Decision::new(one, ruling, "A. Historian")
}

#[test]
fn what_somebody_decided_overrides_what_the_program_would_do() {
    let quads = quads(&[listing("Borders", YANBIAN), listing("Rivers", &[("May 9, 1965", YANBIAN[0].1)])]);
    let of = |year| body(&quads, year);
    let same = [decision(of("1965"), Ruling::Same(of("1962")))];
    insta::assert_debug_snapshot!(told_with(&quads, &same), @r#"
    {
        "1963 body-yanbian-military-district-party-committee = 1962 body-yanbian-military-district-party-committee",
        "1964 body-yanbian-military-district-party-committee ? 1962 body-yanbian-military-district-party-committee",
        "1965 body-yanbian-military-district-party-committee = 1962 body-yanbian-military-district-party-committee",
    }
    "#);
    let different = ["1963", "1964"].map(|year| decision(of(year), Ruling::Different(of("1962"))));
    assert_eq!(told_with(&quads, &different), BTreeSet::new());
}

#[test]
fn a_decision_can_name_a_body_that_is_known_by_its_state_and_name() {
    let entries = [("May 9, 1966", "A report of the Ministry of Foreign Affairs of Hungary."), YANBIAN[2]];
    let quads = quads(&[listing("Borders", &entries)]);
    let ministry = NamedNode::new("https://w3id.org/chancery/id/body/hungary/ministry-of-foreign-affairs").unwrap();
    assert!(quads.iter().any(|quad| quad.subject == ministry.clone().into()), "the record names it");
    let decisions = [decision(body(&quads, "1964"), Ruling::Same(ministry))];
    insta::assert_debug_snapshot!(told_with(&quads, &decisions), @r#"
    {
        "1964 body-yanbian-military-district-party-committee = ministry-of-foreign-affairs",
    }
    "#);
}

#[test]
fn links_stand_in_a_graph_of_their_own_keep_the_shapes_and_are_the_same_in_any_order() {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let quads = quads(&[listing("Borders", YANBIAN)]);
    let links = |quads: &[Quad]| -> Vec<String> {
        let linked = linked_by(quads, &converter);
        let of_body =
            |quad: &Quad| quad.graph_name.to_string().contains("/links/") && quad.to_string().contains("#body-");
        let links: Vec<Quad> = linked.quads(&converter).filter(of_body).collect();
        links.iter().map(ToString::to_string).collect()
    };
    let backwards: Vec<Quad> = quads.iter().rev().cloned().collect();
    assert!(links(&quads).iter().all(|quad| quad.ends_with("<https://w3id.org/chancery/graph/links/bodies-1>")));
    assert!(!links(&quads).is_empty());
    assert_eq!(links(&quads), links(&backwards));
    let linked = relink(quads, &converter, false).unwrap();
    let report = shapes::validate(linked).unwrap();
    assert!(report.conforms(), "{:?}", report.findings);
}
