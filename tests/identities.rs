//! The bundled queries answer by person: links lead from the nodes of records to whoever they are, and no query follows a
//! link that only may be.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use chancery::query;
use oxigraph::io::RdfFormat;
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;
use std::fmt::Write;

const PREFIXES: &str = "
PREFIX chy: <https://w3id.org/chancery/ontology#>
PREFIX kind: <https://w3id.org/chancery/kind/>
PREFIX rule: <https://w3id.org/chancery/rule/>
PREFIX feature: <https://w3id.org/chancery/feature/>
PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
PREFIX schema: <https://schema.org/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX crm: <http://www.cidoc-crm.org/cidoc-crm/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX id: <https://w3id.org/chancery/id/>
PREFIX person: <https://w3id.org/chancery/id/person/>
";

/// What the records share: one person and one ministry of the authority files, an office, the rules.
const SHARED: &str = r#"
person:aleksandr-puzanov a rico:Person ; rico:name "Aleksandr Puzanov" ; skos:altLabel "A.M. Puzanov" .
<https://w3id.org/chancery/id/body/ministry> a rico:CorporateBody ; rico:name "Foreign Ministry of the Soviet Union" .
<https://w3id.org/chancery/id/mission/embassy> a chy:DiplomaticMission , rico:CorporateBody ; rico:name "Embassy of the Soviet Union" .
<https://w3id.org/chancery/id/position/ambassador> a rico:Position ; rico:name "Ambassador of the Soviet Union" .
rule:meet.with a prov:SoftwareAgent ; dcterms:type kind:stated .
rule:name.authority-spelling a prov:SoftwareAgent ; dcterms:type kind:inferred .
rule:link.features a prov:SoftwareAgent ; dcterms:type kind:inferred .
rule:link.tenure a prov:SoftwareAgent ; dcterms:type kind:inferred .
rule:link.decision a prov:SoftwareAgent ; dcterms:type kind:stated .
kind:stated skos:prefLabel "stated"@en . kind:inferred skos:prefLabel "inferred"@en .
feature:surname rdfs:label "same surname"@en ; chy:weight 4.0 .
feature:office rdfs:label "same office of the same State"@en ; chy:weight 9.5 .
feature:held rdfs:label "held the office at the time"@en .
"#;

/// A person of a record: the end of the IRI, and the name, or the role of somebody unnamed, who is `unnamed-…`.
type Party<'a> = (&'a str, &'a str);

/// A record that names people and tells of one event among the first few of them, each statement with its words.
fn record(name: &str, date: &str, people: &[Party<'_>], meet: usize, event: &str) -> String {
    let iri = format!("https://w3id.org/chancery/id/record/{name}");
    let mut turtle = format!(
        "<{iri}> a rico:Record ; rico:title \"Report {name}\" ; rico:hasCreationDate id:date-{name} .
         id:date-{name} rico:normalizedDateValue \"{date}\" ; crm:P82b_end_of_the_end \"{date}T23:59:59Z\"^^xsd:dateTime .
         <{iri}#event> {event} . <{iri}> rico:describesOrDescribed <{iri}#event> .\n"
    );
    let mut state = |key: String, subject: &str, predicate: &str, object: &str, words: &str, rule: &str| {
        write!(
            turtle,
            "{subject} {predicate} {object} . <{iri}#s-{key}> rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {object} ;
               prov:wasAttributedTo {rule} ; prov:wasDerivedFrom <{iri}#p-{key}> .
             <{iri}#p-{key}> oa:hasSource <{iri}> ; oa:exact \"{words}\" ; chy:field rico:scopeAndContent ; oa:start 1 ; oa:end 2 .\n"
        )
        .unwrap();
    };
    for (at, (slug, called)) in people.iter().enumerate() {
        let node = format!("<{iri}#person-{slug}>");
        state(format!("m{at}"), &format!("<{iri}>"), "schema:mentions", &node, called, "rule:meet.with");
        if at < meet {
            state(
                format!("p{at}"),
                &format!("<{iri}#event>"),
                "rico:hasOrHadParticipant",
                &node,
                called,
                "rule:meet.with",
            );
        }
    }
    state(
        "e".into(),
        &format!("<{iri}>"),
        "rico:describesOrDescribed",
        &format!("<{iri}#event>"),
        "meets",
        "rule:meet.with",
    );
    for (slug, called) in people {
        let (class, naming) = if slug.starts_with("unnamed") {
            ("chy:UnnamedPerson", "rico:generalDescription")
        } else {
            ("rico:Person", "rico:name")
        };
        writeln!(turtle, "<{iri}#person-{slug}> a {class} ; {naming} \"{called}\" .").unwrap();
    }
    turtle
}

const MET: &str = "a chy:Encounter ; rico:hasEventType kind:meeting";
const PLANNED: &str = "a rico:Event ; rico:hasEventType kind:planned-meeting";

/// A statement of a record's title, with its words.
fn statement(turtle: &mut String, key: &str, triple: [&str; 3], record: &str, words: &str, rule: &str) {
    let [subject, predicate, object] = triple;
    let (record, passage) = (iri(record), iri(&format!("{record}#p-{key}")));
    write!(
        turtle,
        "{subject} {predicate} {object} . <urn:s:{key}> rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {object} ;
           prov:wasAttributedTo {rule} ; prov:wasDerivedFrom {passage} .
         {passage} oa:hasSource {record} ; oa:exact \"{words}\" ; chy:field rico:title ; oa:start 1 ; oa:end 2 .\n"
    )
    .unwrap();
}

fn iri(end: &str) -> String {
    format!("<https://w3id.org/chancery/id/record/{end}>")
}

/// Puzanov in four records, once by his office alone; a namesake; somebody who may be he.
fn graph() -> String {
    let mut turtle = [
        PREFIXES.to_owned(),
        SHARED.to_owned(),
        record("a", "1960-01-01", &[("puzanov", "Puzanov"), ("kim-il", "Kim Il")], 2, MET),
        // two nodes of his in one encounter
        record(
            "b",
            "1961-01-01",
            &[("a-m-puzanov", "A.M. Puzanov"), ("unnamed-ambassador", "Soviet Ambassador"), ("prath", "Károly Práth")],
            3,
            MET,
        ),
        record("c", "1962-01-01", &[("unnamed-ambassador", "the Soviet ambassador"), ("prath", "Práth")], 2, MET),
        record("d", "1963-01-01", &[("puzanov", "Puzanov"), ("li", "Li")], 2, MET),
        record("e", "1964-01-01", &[("a-puzanov", "A. Puzanov"), ("wang", "Wang")], 2, MET),
        record("f", "1959-01-01", &[("puzanov", "Puzanow"), ("chen", "Chen")], 2, PLANNED),
    ]
    .concat();
    // who wrote to whom, who held what, and what was misspelt
    let (a, b, c, f) = (iri("a"), iri("b"), iri("c"), iri("f"));
    let post = "<https://w3id.org/chancery/id/position/ambassador>";
    let text = &mut turtle;
    statement(text, "w1", [&a, "rico:hasAuthor", &iri("a#person-puzanov")], "a", "by Puzanov", "rule:meet.with");
    statement(text, "w2", [&b, "rico:hasAuthor", &iri("b#body-embassy")], "b", "by the embassy", "rule:meet.with");
    statement(text, "w3", [&c, "rico:hasAuthor", &iri("c#person-unnamed-ambassador")], "c", "by him", "rule:meet.with");
    statement(text, "t1", [&a, "rico:hasAddressee", &iri("a#body-ministry")], "a", "to the ministry", "rule:meet.with");
    statement(text, "t2", [&b, "rico:hasAddressee", &iri("b#body-ministry")], "b", "to the ministry", "rule:meet.with");
    statement(text, "t3", [&c, "rico:hasAddressee", &iri("c#body-ministry")], "c", "to the ministry", "rule:meet.with");
    statement(
        text,
        "o1",
        [&iri("a#person-puzanov"), "rico:occupiesOrOccupied", post],
        "a",
        "Ambassador Puzanov",
        "rule:meet.with",
    );
    statement(
        text,
        "o2",
        [&iri("c#person-unnamed-ambassador"), "rico:occupiesOrOccupied", post],
        "c",
        "ambassador",
        "rule:meet.with",
    );
    statement(
        text,
        "n1",
        [&f, "schema:mentions", &iri("f#person-puzanov")],
        "f",
        "Pusanov",
        "rule:name.authority-spelling",
    );
    for record in ["a", "b", "c"] {
        writeln!(
            turtle,
            "{} a rico:CorporateBody ; rico:name \"the Foreign Ministry\" .",
            iri(&format!("{record}#body-ministry"))
        )
        .unwrap();
    }
    writeln!(turtle, "{} a rico:CorporateBody ; rico:name \"the embassy\" .", iri("b#body-embassy")).unwrap();
    turtle
}

/// The links of the graph; in TriG, each graph as its method writes it.
fn links() -> String {
    let (mut features, mut tenures, mut decisions) = (String::new(), String::new(), String::new());
    let mut link = |node: &str, property: &str, other: &str, rule: &str| {
        let node = format!("<https://w3id.org/chancery/id/record/{node}>");
        let other = format!("<https://w3id.org/chancery/id/{other}>");
        let (graph, why) = match rule {
            "features" => (&mut features, "chy:weight 13.5 ; chy:reason feature:surname , feature:office"),
            "tenure" => (&mut tenures, "chy:reason feature:held"),
            _ => (&mut decisions, ""),
        };
        let statement = format!("<urn:link:{rule}:{}>", graph.len());
        writeln!(
            graph,
            "{node} {property} {other} . {statement} rdf:subject {node} ; rdf:predicate {property} ; rdf:object {other} ;
             prov:wasAttributedTo rule:link.{rule} ; {why} ."
        )
        .unwrap();
    };
    let same = "rico:isEquivalentTo";
    link("a#person-puzanov", same, "person/aleksandr-puzanov", "features");
    link("b#person-a-m-puzanov", same, "person/aleksandr-puzanov", "decision");
    link("b#person-unnamed-ambassador", same, "person/aleksandr-puzanov", "tenure");
    link("c#person-unnamed-ambassador", same, "person/aleksandr-puzanov", "tenure");
    link("c#person-prath", same, "record/b#person-prath", "features");
    link("f#person-puzanov", same, "person/aleksandr-puzanov", "features");
    link("e#person-a-puzanov", "chy:mayBe", "person/aleksandr-puzanov", "features");
    for record in ["a", "b", "c"] {
        link(&format!("{record}#body-ministry"), same, "body/ministry", "features");
    }
    link("b#body-embassy", same, "mission/embassy", "features");
    // a person's decision about a link stands beside the link itself
    let decision = "<urn:decision> a chy:Decision ; rdf:subject <https://w3id.org/chancery/id/record/b#person-a-m-puzanov> ;
        rdf:predicate rico:isEquivalentTo ; rdf:object person:aleksandr-puzanov ; prov:wasAttributedTo \"A. Historian\" .";
    let graph = |name: &str, body: &str| format!("GRAPH <https://w3id.org/chancery/graph/links/{name}> {{ {body} }}\n");
    [
        PREFIXES,
        &graph("features-1", &features),
        &graph("tenures-1", &tenures),
        &graph("decisions", &decisions),
        decision,
    ]
    .concat()
}

fn store(texts: &[String]) -> Store {
    let store = Store::new().unwrap();
    for text in texts {
        store.load_from_reader(RdfFormat::TriG, text.as_bytes()).unwrap();
    }
    store
}

fn linked() -> Store {
    store(&[graph(), links()])
}

/// Some columns of an answer, a line a row.
fn ask(store: &Store, name: &str, params: &[(&str, &str)], columns: &[&str]) -> String {
    let params: Vec<_> = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let QueryResults::Solutions(rows) = query::find(name).unwrap().run(store, &params).unwrap() else {
        panic!("{name} is no SELECT")
    };
    let text = |term: Option<&Term>| match term {
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let line = |row: oxigraph::sparql::QuerySolution| {
        columns.iter().map(|column| text(row.get(*column))).collect::<Vec<_>>().join(" | ")
    };
    rows.map(|row| line(row.unwrap())).collect::<Vec<_>>().join("\n")
}

#[test]
fn everyone_a_person_met_is_found_by_any_form_and_by_office() {
    let store = linked();
    let met =
        |person: &str| ask(&store, "encounters-of-person", &[("person", person)], &["as", "met", "document", "basis"]);
    insta::assert_snapshot!(met("Aleksandr Puzanov"), @r#"
Aleksandr Puzanov | Kim Il | Report a | stated, linked
Aleksandr Puzanov | Károly Práth | Report b | stated, linked
Aleksandr Puzanov | Károly Práth | Report c | stated, linked
"#);
    for form in ["A. M. Puzanov", "the Soviet ambassador", "puzanow"] {
        assert_eq!(met(form), met("Aleksandr Puzanov"), "{form}");
    }
    // the namesake, and who may be he, are people of their own; they bear the name that was asked for
    insta::assert_snapshot!(met("Puzanov"), @r#"
A. Puzanov | Wang | Report e | stated
Aleksandr Puzanov | Kim Il | Report a | stated, linked
Aleksandr Puzanov | Károly Práth | Report b | stated, linked
Aleksandr Puzanov | Károly Práth | Report c | stated, linked
Puzanov | Li | Report d | stated
"#);
    insta::assert_snapshot!(met("Práth"), @r#"
Károly Práth | Aleksandr Puzanov | Report b | stated, linked
Károly Práth | Aleksandr Puzanov | Report c | stated, linked
"#);
}

#[test]
fn pairs_are_pairs_of_people() {
    let columns = ["one", "other", "document", "words", "basis", "rule"];
    insta::assert_snapshot!(ask(&linked(), "who-met-whom", &[], &columns), @r#"
A. Puzanov | Wang | Report e | A. Puzanov … Wang | stated | meet.with
Aleksandr Puzanov | Kim Il | Report a | Kim Il … Puzanov | stated, linked | meet.with, link.features
Aleksandr Puzanov | Károly Práth | Report b | A.M. Puzanov … Károly Práth … Soviet Ambassador | stated, linked | meet.with, link.decision, link.tenure
Aleksandr Puzanov | Károly Práth | Report c | Práth … the Soviet ambassador | stated, linked | meet.with, link.tenure, link.features
Li | Puzanov | Report d | Li … Puzanov | stated | meet.with
"#);
    insta::assert_snapshot!(ask(&linked(), "who-met-whom", &[("person", "aleksandr")], &columns[..3]), @r#"
Aleksandr Puzanov | Kim Il | Report a
Aleksandr Puzanov | Károly Práth | Report b
Aleksandr Puzanov | Károly Práth | Report c
"#);
    insta::assert_snapshot!(ask(&store(&[graph()]), "who-met-whom", &[], &columns), @r#"
A. Puzanov | Wang | Report e | A. Puzanov … Wang | stated | meet.with
A.M. Puzanov | Károly Práth | Report b | A.M. Puzanov … Károly Práth | stated | meet.with
A.M. Puzanov | Soviet Ambassador | Report b | A.M. Puzanov … Soviet Ambassador | stated | meet.with
Kim Il | Puzanov | Report a | Kim Il … Puzanov | stated | meet.with
Károly Práth | Soviet Ambassador | Report b | Károly Práth … Soviet Ambassador | stated | meet.with
Li | Puzanov | Report d | Li … Puzanov | stated | meet.with
Práth | the Soviet ambassador | Report c | Práth … the Soviet ambassador | stated | meet.with
"#);
}

#[test]
fn an_encounter_shows_why_its_parties_are_who_they_are() {
    let columns = ["relation", "value", "words", "rule", "basis", "confidence"];
    insta::assert_snapshot!(ask(&linked(), "encounter-evidence", &[("encounter", "report b")], &columns), @r#"
describesOrDescribed | Report b | meets | meet.with | stated | unmeasured
hasOrHadParticipant | Aleksandr Puzanov | A.M. Puzanov | meet.with | stated | unmeasured
hasOrHadParticipant | Aleksandr Puzanov | Soviet Ambassador | meet.with | stated | unmeasured
hasOrHadParticipant | Károly Práth | Károly Práth | meet.with | stated | unmeasured
isEquivalentTo | Aleksandr Puzanov | A.M. Puzanov | link.decision | stated | unmeasured
isEquivalentTo | Aleksandr Puzanov | Soviet Ambassador: held the office at the time | link.tenure | inferred | unmeasured
"#);
}

#[test]
fn meetings_that_were_planned_name_the_person() {
    insta::assert_snapshot!(ask(&linked(), "planned-meetings", &[], &["parties", "words", "basis", "rule"]), @r#"
Aleksandr Puzanov; Chen | meets | stated, linked | meet.with, link.features
"#);
}

#[test]
fn the_unnamed_are_told_by_their_office() {
    insta::assert_snapshot!(ask(&linked(), "unnamed-participants", &[], &["words", "office", "met", "document", "person"]), @r#"
Soviet Ambassador |  | Károly Práth | Report b | Aleksandr Puzanov (link.tenure)
the Soviet ambassador | Ambassador of the Soviet Union | Károly Práth | Report c | Aleksandr Puzanov (link.tenure)
"#);
}

#[test]
fn a_person_has_one_page() {
    insta::assert_snapshot!(ask(&linked(), "person", &[("person", "a.m. puzanov")], &["who", "section", "what", "date", "words"]), @r#"
Aleksandr Puzanov | name | Aleksandr Puzanov |  | 
Aleksandr Puzanov | other form | A.M. Puzanov |  | 
Aleksandr Puzanov | linked to | A.M. Puzanov |  | link.decision
Aleksandr Puzanov | linked to | Puzanov |  | link.features: same office of the same State … link.features: same surname
Aleksandr Puzanov | linked to | Puzanow |  | link.features: same office of the same State … link.features: same surname
Aleksandr Puzanov | linked to | Soviet Ambassador |  | link.tenure: held the office at the time
Aleksandr Puzanov | linked to | the Soviet ambassador |  | link.tenure: held the office at the time
Aleksandr Puzanov | seen as | Ambassador of the Soviet Union | 1960-01-01 | Ambassador Puzanov
Aleksandr Puzanov | seen as | Ambassador of the Soviet Union | 1962-01-01 | ambassador
Aleksandr Puzanov | met | Kim Il |  | Kim Il … Puzanov
Aleksandr Puzanov | met | Károly Práth |  | A.M. Puzanov … Károly Práth … Soviet Ambassador
Aleksandr Puzanov | met | Károly Práth |  | Práth … the Soviet ambassador
Aleksandr Puzanov | wrote | Report a | 1960-01-01 | by Puzanov
Aleksandr Puzanov | wrote | Report c | 1962-01-01 | by him
Aleksandr Puzanov | is named in | Report f | 1959-01-01 | Pusanov … Puzanow
Aleksandr Puzanov | is named in | Report a | 1960-01-01 | Puzanov
Aleksandr Puzanov | is named in | Report b | 1961-01-01 | A.M. Puzanov … Soviet Ambassador
Aleksandr Puzanov | is named in | Report c | 1962-01-01 | the Soviet ambassador
"#);
}

#[test]
fn links_are_listed_with_their_reasons() {
    let columns = ["who", "as", "document", "dated", "rule", "bits", "reasons"];
    insta::assert_snapshot!(ask(&linked(), "identities", &[("person", "puzan")], &columns), @r#"
Aleksandr Puzanov | Puzanow | Report f | 1959-01-01 | link.features | 13.5 | same office of the same State; same surname
Aleksandr Puzanov | Puzanov | Report a | 1960-01-01 | link.features | 13.5 | same office of the same State; same surname
Aleksandr Puzanov | A.M. Puzanov | Report b | 1961-01-01 | link.decision |  | 
Aleksandr Puzanov | Soviet Ambassador | Report b | 1961-01-01 | link.tenure |  | held the office at the time
Aleksandr Puzanov | the Soviet ambassador | Report c | 1962-01-01 | link.tenure |  | held the office at the time
"#);
    let all = ask(&linked(), "identities", &[], &columns);
    assert_eq!(all.lines().count(), 10);
    insta::assert_snapshot!(
        ask(&linked(), "possible-identities", &[], &["who", "known", "as", "document", "dated", "rule", "bits", "reasons"]), @r#"
Aleksandr Puzanov | authority | A. Puzanov | Report e | 1964-01-01 | link.features | 13.5 | same office of the same State; same surname
"#);
}

#[test]
fn people_named_together_and_documents_are_counted_by_person() {
    let store = linked();
    insta::assert_snapshot!(ask(&store, "mentioned-together", &[], &["one", "other", "records", "first", "last"]), @r#"
Aleksandr Puzanov | Károly Práth | 2 | 1961-01-01 | 1962-01-01
A. Puzanov | Wang | 1 | 1964-01-01 | 1964-01-01
Aleksandr Puzanov | Chen | 1 | 1959-01-01 | 1959-01-01
Aleksandr Puzanov | Kim Il | 1 | 1960-01-01 | 1960-01-01
Li | Puzanov | 1 | 1963-01-01 | 1963-01-01
"#);
    insta::assert_snapshot!(ask(&store, "first-and-last-documents", &[], &["name", "records", "first", "last"]), @r#"
A. Puzanov | 1 | 1964-01-01 | 1964-01-01
Aleksandr Puzanov | 4 | 1959-01-01 | 1962-01-01
Chen | 1 | 1959-01-01 | 1959-01-01
Kim Il | 1 | 1960-01-01 | 1960-01-01
Károly Práth | 2 | 1961-01-01 | 1962-01-01
Li | 1 | 1963-01-01 | 1963-01-01
Puzanov | 1 | 1963-01-01 | 1963-01-01
Wang | 1 | 1964-01-01 | 1964-01-01
"#);
    insta::assert_snapshot!(ask(&store, "met-by-nobody", &[], &["name", "records", "first", "last"]), @r#"
Chen | 1 | 1959-01-01 | 1959-01-01
"#);
}

#[test]
fn letters_are_counted_by_person_and_body() {
    let store = linked();
    insta::assert_snapshot!(ask(&store, "correspondence", &[], &["from", "to", "documents", "first", "last"]), @r#"
Aleksandr Puzanov | Foreign Ministry of the Soviet Union | 2 | 1960-01-01 | 1962-01-01
Embassy of the Soviet Union | Foreign Ministry of the Soviet Union | 1 | 1961-01-01 | 1961-01-01
"#);
    insta::assert_snapshot!(ask(&store, "documents-by-mission", &[], &["author", "document", "to"]), @r#"
Embassy of the Soviet Union | Report b | Foreign Ministry of the Soviet Union
"#);
    insta::assert_snapshot!(ask(&store, "mission-output-by-year", &[], &["author", "year", "documents"]), @r#"
Embassy of the Soviet Union | 1961 | 1
"#);
}

#[test]
fn offices_and_misspellings_name_the_person() {
    let store = linked();
    let columns = ["office", "holder", "first", "last", "basis", "records", "source"];
    insta::assert_snapshot!(ask(&store, "office-holders", &[], &columns), @r#"
Ambassador of the Soviet Union | Aleksandr Puzanov | 1960-01-01 | 1962-01-01 | stated, linked | 2 | Ambassador Puzanov … ambassador
"#);
    insta::assert_snapshot!(ask(&store, "misspellings", &[], &["written", "means", "document"]), @r#"
Pusanov | Aleksandr Puzanov | Report f
"#);
}

#[test]
fn a_link_says_why() {
    let store = linked();
    let columns = ["of", "relation", "value", "words", "document", "rule", "confidence"];
    insta::assert_snapshot!(ask(&store, "why", &[("predicate", "isEquivalentTo"), ("object", "puzanov")], &columns), @r#"
Puzanov | isEquivalentTo | Aleksandr Puzanov | same office of the same State | Report a | link.features | 13.5 bits
Puzanov | isEquivalentTo | Aleksandr Puzanov | same surname | Report a | link.features | 13.5 bits
A.M. Puzanov | isEquivalentTo | Aleksandr Puzanov |  | Report b | link.decision | unmeasured
Soviet Ambassador | isEquivalentTo | Aleksandr Puzanov | held the office at the time | Report b | link.tenure | unmeasured
the Soviet ambassador | isEquivalentTo | Aleksandr Puzanov | held the office at the time | Report c | link.tenure | unmeasured
Puzanow | isEquivalentTo | Aleksandr Puzanov | same office of the same State | Report f | link.features | 13.5 bits
Puzanow | isEquivalentTo | Aleksandr Puzanov | same surname | Report f | link.features | 13.5 bits
"#);
    insta::assert_snapshot!(ask(&store, "why", &[("predicate", "occupiesOrOccupied")], &columns), @r#"
Aleksandr Puzanov | occupiesOrOccupied | Ambassador of the Soviet Union | Ambassador Puzanov | Report a | meet.with | unmeasured
Aleksandr Puzanov | occupiesOrOccupied | Ambassador of the Soviet Union | ambassador | Report c | meet.with | unmeasured
"#);
    let columns = ["subject", "relation", "object", "words", "document"];
    insta::assert_snapshot!(ask(&store, "statements-of-rule", &[("rule", "link.tenure")], &columns), @r#"
Soviet Ambassador | isEquivalentTo | Aleksandr Puzanov | held the office at the time | Report b
the Soviet ambassador | isEquivalentTo | Aleksandr Puzanov | held the office at the time | Report c
"#);
}

/// A possible link, alone in the graph, changes no answer but those of the queries that are about links.
#[test]
fn nobody_follows_what_only_may_be() {
    let may = "PREFIX chy: <https://w3id.org/chancery/ontology#>
        <https://w3id.org/chancery/id/record/e#person-a-puzanov> chy:mayBe <https://w3id.org/chancery/id/person/aleksandr-puzanov> ."
        .to_owned();
    let (without, with) = (store(&[graph()]), store(&[graph(), may]));
    for query in query::bundled() {
        let value = |name: &str| match name {
            "person" => ("person", "Puzanov"),
            "encounter" => ("encounter", "report"),
            "rule" => ("rule", "meet.with"),
            other => panic!("{}: what could {other} be?", query.name),
        };
        let params: Vec<_> =
            query.params.iter().filter(|param| param.required).map(|param| value(&param.name)).collect();
        let columns: Vec<&str> =
            query.columns.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        assert_eq!(
            ask(&with, &query.name, &params, &columns),
            ask(&without, &query.name, &params, &columns),
            "{}",
            query.name
        );
    }
}
