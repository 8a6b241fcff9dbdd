//! What the shapes promise of links and decisions: each promise is broken once, and the break is reported.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use chancery::shapes::validate;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;

/// A good star of three, a link that may be, a link that somebody decided on, and two decisions.
const LINKS: &str = r#"
PREFIX chy: <https://w3id.org/chancery/ontology#>
PREFIX kind: <https://w3id.org/chancery/kind/>
PREFIX rule: <https://w3id.org/chancery/rule/>
PREFIX feature: <https://w3id.org/chancery/feature/>
PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX : <urn:x:>
:puzanov a rico:Person ; rico:name "Aleksandr Puzanov" .
:r1 a rico:Person ; rico:name "Puzanov" ; rico:isEquivalentTo :puzanov .
:r2 a rico:Person ; rico:name "A. Puzanov" ; rico:isEquivalentTo :puzanov ; chy:mayBe :other .
<urn:x:r3#role> a chy:UnnamedPerson , rico:Person ; rico:generalDescription "the Soviet ambassador" ; rico:isEquivalentTo :puzanov .
:other a rico:Person ; rico:name "B. Puzanov" .
:l1 rdf:subject :r1 ; rdf:predicate rico:isEquivalentTo ; rdf:object :puzanov ; prov:wasAttributedTo rule:link.features ;
  chy:weight 14.3 ; chy:reason feature:name .
:l2 rdf:subject :r2 ; rdf:predicate rico:isEquivalentTo ; rdf:object :puzanov ; prov:wasAttributedTo rule:link.decision .
:l3 rdf:subject <urn:x:r3#role> ; rdf:predicate rico:isEquivalentTo ; rdf:object :puzanov ; prov:wasAttributedTo rule:link.tenure ;
  chy:reason feature:name .
:m1 rdf:subject :r2 ; rdf:predicate chy:mayBe ; rdf:object :other ; prov:wasAttributedTo rule:link.features ;
  chy:weight 3.0 ; chy:reason feature:name .
:d1 a chy:Decision ; rdf:subject :r2 ; rdf:predicate rico:isEquivalentTo ; rdf:object :puzanov ;
  prov:wasAttributedTo "A. Historian" ; dcterms:date "2026-11-26"^^xsd:date ; rico:note "by the handwriting" .
:d2 a chy:Decision ; rdf:subject :r1 ; rdf:predicate owl:differentFrom ; rdf:object :other ; prov:wasAttributedTo "A. Historian" .
rule:link.features a prov:SoftwareAgent ; dcterms:type kind:inferred .
rule:link.tenure a prov:SoftwareAgent ; dcterms:type kind:inferred .
rule:link.decision a prov:SoftwareAgent ; dcterms:type kind:stated .
feature:name a chy:Feature ; rdfs:label "same surname"@en ; chy:weight 7.1 .
"#;

/// The report on the links with a piece of their text put in another's place.
fn with(piece: &str, instead: &str) -> String {
    assert_eq!(LINKS.matches(piece).count(), 1, "{piece}");
    report(&LINKS.replace(piece, instead))
}

fn report(turtle: &str) -> String {
    let quads: Vec<Quad> =
        RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle).collect::<Result<_, _>>().unwrap();
    validate(quads).unwrap().to_string()
}

fn breaks(piece: &str, instead: &str, message: &str) {
    let report = with(piece, instead);
    assert!(report.contains(message), "{instead}: {report}");
}

#[test]
fn good_links_and_decisions_keep_the_shapes() {
    assert_eq!(report(LINKS), "The graph keeps all its shapes.");
}

#[test]
fn a_chain_and_a_second_link_are_found() {
    breaks(
        ":other a rico:Person ;",
        ":puzanov rico:isEquivalentTo :other . :other a rico:Person ;",
        "Whoever stands for others is linked to somebody else",
    );
    breaks(
        ":other a rico:Person ;",
        ":r1 rico:isEquivalentTo :other . :other a rico:Person ;",
        "Linked to two that are not linked to one another.",
    );
}

#[test]
fn a_link_without_evidence_is_found() {
    let nothing = "No statement gives the words, or the reasons, for this.";
    breaks(":l1 rdf:subject :r1 ;", ":l1 rdf:subject :other ;", nothing);
    breaks(":m1 rdf:subject :r2 ;", ":m1 rdf:subject :other ;", nothing);
    breaks(
        "chy:weight 14.3 ; chy:reason feature:name",
        "chy:weight 14.3",
        "A link without a reason, and nobody decided it.",
    );
    breaks("chy:weight 14.3 ;", "", "A link by features without its weight.");
    breaks(
        "chy:weight 3.0 ; chy:reason feature:name",
        "chy:weight 3.0",
        "A link without a reason, and nobody decided it.",
    );
    breaks("chy:weight 14.3 ;", "chy:weight 14.3 , 15.0 ;", "shp:Weighed chy:weight");
    breaks("chy:weight 14.3 ;", "chy:weight \"14.3\" ;", "shp:Weighed chy:weight");
    breaks("rdfs:label \"same surname\"@en ;", "", "A reason that has no words for people.");
}

#[test]
fn a_statement_about_no_link_is_found() {
    breaks(
        "rico:name \"Puzanov\" ; rico:isEquivalentTo :puzanov .",
        "rico:name \"Puzanov\" .",
        "The reified triple is not asserted.",
    );
    breaks(
        "prov:wasAttributedTo rule:link.features ;\n  chy:weight 14.3",
        "prov:wasAttributedTo \"A. Historian\" ; chy:weight 14.3",
        "A statement that no rule made and nobody decided.",
    );
}

#[test]
fn a_link_of_something_else_is_found() {
    breaks(":puzanov a rico:Person ;", ":puzanov a rico:Place ;", "shp:Linked rico:isEquivalentTo");
    breaks(":other a rico:Person ;", ":other a rico:Place ;", "shp:Linked chy:mayBe");
}

#[test]
fn a_bad_decision_is_found() {
    breaks("rdf:predicate owl:differentFrom", "rdf:predicate owl:sameAs", "shp:Decision rdf:predicate");
    breaks("\"2026-11-26\"^^xsd:date", "\"yesterday\"", "shp:Decision dcterms:date");
    breaks("prov:wasAttributedTo \"A. Historian\" ; dcterms", "dcterms", "shp:Decision prov:wasAttributedTo");
}

/// Whatever is neither a link nor a decision needs words still.
#[test]
fn other_statements_need_words() {
    let report = with(
        ":other a rico:Person ;",
        ":s1 rdf:subject :other ; rdf:predicate rdf:type ; rdf:object rico:Person ; prov:wasAttributedTo rule:link.features .
         :other a rico:Person ;",
    );
    assert!(report.contains("shp:Words: A statement without the words it rests on."), "{report}");
}
