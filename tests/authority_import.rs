//! Authority files out of others' data: what comes of it, what is joined and what stays apart, and what is told.

#![allow(clippy::unwrap_used, reason = "what a test cannot do, it fails at")]

use chancery::import::{Imported, Input, Mapping, import};
use chancery::resolve::authority::Authority;
use insta::assert_snapshot;
use std::fs;
use std::process::{Command, Output};

/// Imports inputs, each with a mapping of its own, beside the bundled files.
fn imported(inputs: &[(&str, &str, &str)]) -> Imported {
    imported_beside(inputs, &[])
}

fn imported_beside(inputs: &[(&str, &str, &str)], added: &[(&str, &str)]) -> Imported {
    let mappings: Vec<Mapping> =
        inputs.iter().map(|(_, _, mapping)| Mapping::parse("mapping.toml", mapping).unwrap()).collect();
    let numbered = inputs.iter().zip(0..);
    let inputs: Vec<Input> = numbered
        .map(|((name, text, _), mapping)| Input { name: (*name).to_owned(), bytes: (*text).into(), mapping })
        .collect();
    import(&inputs, &mappings, &[Authority::bundled_files(), added].concat()).unwrap()
}

/// What is told of an import, a finding after the other.
fn told(imported: &Imported) -> String {
    let lines = imported.findings.iter().map(|finding| format!("{}: {}", finding.fault.name(), finding.to_error()));
    lines.collect::<Vec<_>>().join("\n")
}

/// The entries, without the lines that every file begins with.
fn entries(imported: &Imported) -> &str {
    imported.turtle.split_once("# Imported").unwrap().1.split_once("\n\n").unwrap().1.trim_end()
}

/// The bundled files and what was imported.
fn authority(imported: &Imported) -> Authority {
    Authority::with(&[("imported.ttl", &imported.turtle)]).unwrap()
}

const STAFF: &str = r#"
source = "Staff list, number {no}"
[person]
name = "name"
order = "surname-first"
forms = { path = "also", split = "|" }
misspellings = "wrongly"
keys = "staff:{no}"
born = "born"
died = "died"
state = "state"
[[tenure]]
where = { posted = "yes" }
office = "rank"
of = "state"
to = "to"
from = "since"
until = "until"
[offices]
"Amb." = "ambassador"
[places]
"Korea (N)" = "north-korea"
"#;

const HEADER: &str = "no;name;also;wrongly;born;died;state;posted;rank;to;since;until\r\n";

fn staff(rows: &str) -> Imported {
    imported(&[("staff.csv", &format!("{HEADER}{rows}"), STAFF)])
}

mod inputs {
    use super::*;

    #[test]
    fn a_table_with_a_byte_order_mark_and_semicolons() {
        let rows = "1;\"Ypsilanti, Xaver\";X. Ypsilanti|Ypsilanti Xaver;Xaver Ypsilanty;1911-02-03;1980;Hungary;yes;Amb.;Korea (N);1956;1958-07\r\n\
                    1;\"Ypsilanti, Xaver\";;;;;Hungary;yes;Premier;;1960;\r\n\
                    2;\"Zdrok, Ota, Jr.\";;;;;Hungary;no;;;;\r\n";
        let imported = imported(&[("staff.csv", &format!("\u{feff}{HEADER}{rows}"), STAFF)]);
        assert_eq!(told(&imported), "");
        assert_snapshot!(imported.turtle, @r#"
        @prefix person: <https://w3id.org/chancery/id/person/> .
        @prefix position: <https://w3id.org/chancery/id/position/> .
        @prefix place: <https://w3id.org/chancery/id/place/> .
        @prefix rico: <https://www.ica.org/standards/RiC/ontology#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix dcterms: <http://purl.org/dc/terms/> .

        # Imported from staff.csv. data/authority/README.md tells how to read and edit this.

        person:ota-zdrok-jr a rico:Person ;
          rico:name "Ota Zdrok Jr." ;
          rico:isAgentAssociatedWithPlace place:hungary ;
          dcterms:source "Staff list, number 2" .

        person:xaver-ypsilanti a rico:Person ;
          rico:name "Xaver Ypsilanti" ;
          skos:altLabel "X. Ypsilanti" , "Ypsilanti Xaver" ;
          skos:hiddenLabel "Xaver Ypsilanty" ;
          rico:isAgentAssociatedWithPlace place:hungary ;
          rico:birthDate "1911-02-03" ;
          rico:deathDate "1980" ;
          dcterms:source "Staff list, number 1" .
        person:xaver-ypsilanti\#office-1 a rico:PositionHoldingRelation ;
          rico:relationHasSource person:xaver-ypsilanti ;
          rico:relationHasTarget position:ambassador-of-hungary-to-north-korea ;
          rico:beginningDate "1956" ;
          rico:endDate "1958-07" ;
          dcterms:source "Staff list, number 1" .
        person:xaver-ypsilanti\#office-2 a rico:PositionHoldingRelation ;
          rico:relationHasSource person:xaver-ypsilanti ;
          rico:relationHasTarget position:premier-of-hungary ;
          rico:beginningDate "1960" ;
          dcterms:source "Staff list, number 1" .
        "#);
        let ypsilanti = authority(&imported).person_by_form("X. Ypsilanti").unwrap().clone();
        assert_eq!(ypsilanti.offices.len(), 2);
    }

    #[test]
    fn a_thesaurus_in_skos() {
        let skos = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <http://example.org/> .\n\
            ex:p1 a skos:Concept ; skos:inScheme ex:persons ;\n\
              skos:prefLabel \"Ypsilanti, Xaver\"@en , \"Ypsilántis, Xavér\"@hu ;\n\
              skos:altLabel \"X. Ypsilanti\" ; skos:hiddenLabel \"Ypsilanty, Xaver\" ;\n\
              skos:exactMatch <http://viaf.org/viaf/1> .\n\
            ex:b1 skos:inScheme ex:bodies ; skos:prefLabel \"Bureau of Zither Affairs\"@en ; skos:altLabel \"BZA\" .\n\
            ex:c1 skos:inScheme ex:places ; skos:prefLabel \"Zitherburg\"@en ; skos:altLabel \"Zitherville\" .\n";
        let imported = imported(&[("skos.ttl", skos, include_str!("../data/mappings/skos.toml"))]);
        assert_snapshot!(told(&imported), @"
        field never found: mapping.toml:14:31: no row has `owl:sameAs`
        field never found: mapping.toml:29:10: no row has `skos:broader`
        ");
        assert_snapshot!(entries(&imported), @r#"
        place:zitherburg a rico:Place ;
          rico:name "Zitherburg" ;
          skos:altLabel "Zitherville" ;
          rico:hasOrHadPlaceType kind:city ;
          dcterms:source "SKOS thesaurus, http://example.org/c1" .

        body:bureau-of-zither-affairs a rico:CorporateBody ;
          rico:name "Bureau of Zither Affairs" ;
          skos:altLabel "BZA" ;
          rico:hasOrHadCorporateBodyType kind:organization ;
          dcterms:source "SKOS thesaurus, http://example.org/b1" .

        person:xaver-ypsilanti a rico:Person ;
          rico:name "Xaver Ypsilanti" ;
          skos:altLabel "Xavér Ypsilántis" , "X. Ypsilanti" ;
          skos:hiddenLabel "Xaver Ypsilanty" ;
          owl:sameAs <http://viaf.org/viaf/1> ;
          dcterms:source "SKOS thesaurus, http://example.org/p1" .
        "#);
    }

    #[test]
    fn people_in_foaf_as_rdf_xml() {
        let foaf = r#"<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
    xmlns:org="http://www.w3.org/ns/org#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
    xmlns:schema="http://schema.org/" xmlns:s="https://schema.org/">
  <foaf:Person rdf:about="http://example.org/x">
    <foaf:name>Xaver Ypsilanti</foaf:name>
    <schema:birthDate>1911</schema:birthDate>
  </foaf:Person>
  <org:Membership>
    <org:member rdf:resource="http://example.org/x"/>
    <org:role><skos:Concept><skos:prefLabel>Foreign Minister</skos:prefLabel></skos:Concept></org:role>
    <org:organization><org:Organization><skos:prefLabel>Hungary</skos:prefLabel></org:Organization></org:organization>
    <s:startDate>1960-01-01T00:00:00Z</s:startDate>
  </org:Membership>
</rdf:RDF>
"#;
        let imported = imported(&[("people.rdf", foaf, include_str!("../data/mappings/foaf.toml"))]);
        assert_snapshot!(entries(&imported), @r#"
        person:xaver-ypsilanti a rico:Person ;
          rico:name "Xaver Ypsilanti" ;
          rico:birthDate "1911" ;
          dcterms:source "FOAF of example.org" .
        person:xaver-ypsilanti\#office-1 a rico:PositionHoldingRelation ;
          rico:relationHasSource person:xaver-ypsilanti ;
          rico:relationHasTarget position:foreign-minister-of-hungary ;
          rico:beginningDate "1960-01-01" ;
          dcterms:source "FOAF of example.org" .

        # ---- The offices

        position:foreign-minister-of-hungary a rico:Position ;
          rico:name "Foreign Minister of Hungary" ;
          rico:hasOrHadType kind:foreign-minister ;
          rico:isAgentAssociatedWithPlace place:hungary .
        "#);
    }

    #[test]
    fn an_authority_file_of_our_own_goes_in_and_out() {
        let first = staff("1;\"Ypsilanti, Xaver\";X. Ypsilanti;;1911;1980;Hungary;yes;Amb.;Korea (N);1956;1958-07\r\n");
        let again = imported(&[("own.ttl", &first.turtle, include_str!("../data/mappings/ric-o.toml"))]);
        assert_eq!(entries(&again), entries(&first));
        // and beside itself there is nothing new
        let mapping = include_str!("../data/mappings/ric-o.toml");
        let twice = imported_beside(&[("own.ttl", &first.turtle, mapping)], &[("own.ttl", &first.turtle)]);
        assert_eq!((twice.counts.persons, twice.counts.tenures), (0, 0), "{}", twice.turtle);
    }

    #[test]
    fn every_format_of_a_graph_says_the_same() {
        let lines = "<http://example.org/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Person> .\n\
            <http://example.org/x> <http://xmlns.com/foaf/0.1/name> \"Xaver Ypsilanti\" .\n";
        let json = r#"{"@id": "http://example.org/x", "@type": "http://xmlns.com/foaf/0.1/Person", "http://xmlns.com/foaf/0.1/name": "Xaver Ypsilanti"}"#;
        let mapping = include_str!("../data/mappings/foaf.toml");
        let first = imported(&[("x.nt", lines, mapping)]);
        assert_eq!(first.counts.persons, 1);
        for (name, text) in [("x.ttl", lines), ("x.nq", lines), ("x.trig", lines), ("x.jsonld", json)] {
            assert_eq!(entries(&imported(&[(name, text, mapping)])), entries(&first), "{name}");
        }
    }

    #[test]
    fn the_shipped_mappings_read_the_lines_that_their_comments_show() {
        let person = r#"{"id": "1", "preferred": "Ypsilanti, General Xaver", "birth": 1909, "death": null, "viaf": "7", "variants": [{"name": "Ypsilanti, X.", "volumes": ["v1"]}], "alternates": ["Ypsilantis, Xaver"], "titles": ["General"]}"#;
        let chief = r#"{"section": "chiefs", "kind": "country", "person_id": "ypsilanti-xaver", "people_id": "1", "sort_name": "Ypsilanti, Xaver Zeno", "altnames": [], "birth": "1909", "death": "1980", "territory_id": "russia", "contemporary_territory_id": "russia", "role_id": "ambassador-e-p", "appointed": "1961-01-01", "started": "1961-05-04", "ended": "1963-03"}"#;
        let nominee = chief.replace("\"chiefs\"", "\"other-nominees\"");
        let country = r#"{"id": "zitherland-1990", "names": ["Zitherland", "Republic of Zitherland"], "short": "Zitherland", "type": "independent-state", "valid_since": "1950", "valid_until": "1990", "predecessors": []}"#;
        let imported = imported(&[
            ("people.ndjson", person, include_str!("../data/mappings/frus-people.toml")),
            (
                "chiefs.ndjson",
                &format!("{chief}\n{nominee}\n"),
                include_str!("../data/mappings/chiefs-of-mission.toml"),
            ),
            ("countries.ndjson", country, include_str!("../data/mappings/countries.toml")),
        ]);
        assert_snapshot!(told(&imported), @"
        field never found: mapping.toml:14:10: no row has `name`
        field never found: mapping.toml:14:18: no row has `altnames[]`
        field never found: mapping.toml:15:12: no row has `predecessors[]`
        ");
        assert_snapshot!(entries(&imported), @r#"
        place:zitherland a rico:Place ;
          rico:name "Zitherland" ;
          skos:altLabel "Republic of Zitherland" ;
          rico:hasOrHadPlaceType kind:country ;
          rico:beginningDate "1950" ;
          rico:endDate "1990" ;
          dcterms:source "US Department of State, Office of the Historian, countries dataset (CC0 1.0): zitherland-1990" .

        person:xaver-ypsilanti a rico:Person ;
          rico:name "Xaver Ypsilanti" ;
          skos:altLabel "X. Ypsilanti" , "Xaver Ypsilantis" , "Xaver Zeno Ypsilanti" ;
          rico:isAgentAssociatedWithPlace place:united-states ;
          rico:birthDate "1909" ;
          rico:deathDate "1980" ;
          owl:sameAs <http://viaf.org/viaf/7> ;
          dcterms:source "US Department of State, Office of the Historian, FRUS people file, id 1" ,
            "US Department of State, Office of the Historian, chiefs of mission (CC0 1.0), ypsilanti-xaver" .
        person:xaver-ypsilanti\#office-1 a rico:PositionHoldingRelation ;
          rico:relationHasSource person:xaver-ypsilanti ;
          rico:relationHasTarget position:ambassador-of-united-states-to-soviet-union ;
          rico:beginningDate "1961-05-04" ;
          rico:endDate "1963-03" ;
          dcterms:source "US Department of State, Office of the Historian, chiefs of mission (CC0 1.0), ypsilanti-xaver" .

        # ---- The offices

        position:ambassador-of-united-states-to-soviet-union a rico:Position ;
          rico:name "Ambassador of the United States to the Soviet Union" ;
          rico:hasOrHadType kind:ambassador ;
          rico:isAgentAssociatedWithPlace place:united-states ;
          rico:hasOrHadJurisdiction place:soviet-union .
        "#);
    }

    #[test]
    fn offices_may_stand_in_the_person_and_in_bodies() {
        let line = r#"{"name": "Xaver Ypsilanti", "posts": [{"what": "general secretary", "party": "CPSU", "from": 1961}, {"what": "premier", "land": "Hungary", "from": "[..1963-02-01]", "to": "[1964-01-01..]"}]}"#;
        let mapping = "source = 'x'\n[person]\nname = 'name'\n[[tenure]]\neach = 'posts[]'\noffice = 'what'\nof = 'land'\nin = 'party'\nfrom = 'from'\nuntil = 'to'\n";
        let imported = imported(&[("x.ndjson", line, mapping)]);
        assert_snapshot!(told(&imported), @"");
        assert_snapshot!(entries(&imported), @r#"
        person:xaver-ypsilanti a rico:Person ;
          rico:name "Xaver Ypsilanti" ;
          dcterms:source "x" .
        person:xaver-ypsilanti\#office-1 a rico:PositionHoldingRelation ;
          rico:relationHasSource person:xaver-ypsilanti ;
          rico:relationHasTarget position:general-secretary-in-communist-party-of-the-soviet-union ;
          rico:beginningDate "1961" ;
          dcterms:source "x" .
        person:xaver-ypsilanti\#office-2 a rico:PositionHoldingRelation ;
          rico:relationHasSource person:xaver-ypsilanti ;
          rico:relationHasTarget position:premier-of-hungary ;
          rico:beginningDate "[..1963-02-01]" ;
          rico:endDate "[1964-01-01..]" ;
          dcterms:source "x" .
        "#);
    }
}

mod identity {
    use super::*;

    const NAMES: &str =
        "source = 'a list'\n[person]\nname = 'name'\nkeys = 'id'\nborn = 'born'\nsame-as = 'same'\nslug = 'slug'\n";

    fn slugs(table: &str) -> Vec<String> {
        let imported = imported(&[("a.csv", table, NAMES)]);
        let begins = imported.turtle.lines().filter_map(|line| line.strip_prefix("person:"));
        begins.filter_map(|line| line.strip_suffix(" a rico:Person ;")).map(str::to_owned).collect()
    }

    #[test]
    fn a_name_alone_joins_nobody() {
        assert_eq!(
            slugs("name,born,id\nXaver Ypsilanti,,\nXaver Ypsilanti,,\n"),
            ["xaver-ypsilanti", "xaver-ypsilanti-2"]
        );
        assert_eq!(
            slugs("name,born,id\nXaver Ypsilanti,1911,\nXaver Ypsilanti,1934,\nXaver Ypsilanti,,b7\n"),
            ["xaver-ypsilanti-1911", "xaver-ypsilanti-1934", "xaver-ypsilanti-b7"]
        );
    }

    #[test]
    fn a_name_with_the_year_of_birth_joins() {
        assert_eq!(slugs("name,born\nXaver Ypsilanti,1911-03\nXavér Ypsilanti,1911\n"), ["xaver-ypsilanti"]);
    }

    #[test]
    fn a_key_and_an_identifier_join_whatever_the_names() {
        let table =
            "name,id,same\nXaver Ypsilanti,1,\nX. Y. Zeno,1,http://viaf.org/viaf/1\nZeno,,http://viaf.org/viaf/1\n";
        assert_eq!(slugs(table), ["xaver-ypsilanti"]);
    }

    #[test]
    fn two_inputs_are_one_where_a_key_says_so() {
        let one = ("one.csv", "name,id\nXaver Ypsilanti,1\n", NAMES);
        let other = "source = 'another list, {nr}'\n[person]\nname = 'who'\norder = 'surname-first'\nkeys = 'id'\ndied = 'died'\n";
        let imported = imported(&[one, ("two.csv", "who;id;nr;died\n\"Ypsilanti, X.\";1;77;1980\n", other)]);
        assert_snapshot!(entries(&imported), @r#"
        person:xaver-ypsilanti a rico:Person ;
          rico:name "Xaver Ypsilanti" ;
          skos:altLabel "X. Ypsilanti" ;
          rico:deathDate "1980" ;
          dcterms:source "a list" , "another list, 77" .
        "#);
        assert_eq!((imported.counts.persons, imported.counts.merged), (1, 1));
    }

    #[test]
    fn a_bundled_person_keeps_slug_and_name_and_gets_what_is_new() {
        let mapping = format!("{NAMES}died = 'died'\n[same]\n77 = 'karoly-prath'\n");
        let table = "name,id,born,died\nK. Práth,77,1909,\nK. Práth,,1909,1980\n";
        let imported = imported(&[("a.csv", table, &mapping)]);
        assert_snapshot!(entries(&imported), @r#"
        person:karoly-prath skos:altLabel "K. Práth" ;
          rico:birthDate "1909" ;
          rico:deathDate "1980" ;
          dcterms:source "a list" .
        "#);
        assert_eq!((imported.counts.persons, imported.counts.joined), (0, 1));
        let authority = authority(&imported);
        assert_eq!(authority.person("karoly-prath").unwrap().name, "Károly Práth");
        assert_eq!(authority.person_by_form("K. Práth").unwrap().slug, "karoly-prath");
    }

    #[test]
    fn the_record_that_a_bundled_person_cites_is_that_person() {
        let kosygin = r#"{"id": "107395", "preferred": "Kosygin, Aleksey Nikolayevich", "variants": [], "alternates": [], "titles": []}"#;
        let imported = imported(&[("people.ndjson", kosygin, include_str!("../data/mappings/frus-people.toml"))]);
        assert_snapshot!(entries(&imported), @r#"
        person:aleksei-kosygin skos:altLabel "Aleksey Nikolayevich Kosygin" ;
          dcterms:source "US Department of State, Office of the Historian, FRUS people file, id 107395" .
        "#);
    }

    #[test]
    fn a_namesake_of_a_bundled_person_is_somebody_else() {
        let imported = imported(&[("a.csv", "name,id\nKároly Práth,5\n", NAMES)]);
        assert_snapshot!(told(&imported), @"
        no such column: mapping.toml:5:8: no column is named `born`
        no such column: mapping.toml:6:11: no column is named `same`
        no such column: mapping.toml:7:8: no column is named `slug`
        namesakes kept apart: a.csv:2: person/karoly-prath-5 has the name of person/karoly-prath, and nothing tells that they are one; the other is at data/authority/persons.ttl:1174
          help: if they are, say so below [same] in the mapping, or give both the same key
        form of several persons: a.csv:2: “Károly Práth” is a form of person/karoly-prath-5 and of person/karoly-prath; the other is at data/authority/persons.ttl:1174
        ");
        let authority = authority(&imported);
        assert_eq!(authority.person_by_form("Károly Práth"), None);
        assert_eq!(authority.persons_by_form("Károly Práth").len(), 2);
    }

    #[test]
    fn two_names_of_one_slug_are_told_too() {
        let imported = imported(&[("a.csv", "name,id\nOta Zdrok,b1\nO’ta Zdrok,b2\n", NAMES)]);
        let told = told(&imported);
        let namesake = told.lines().find(|line| line.starts_with("namesakes")).unwrap();
        assert_snapshot!(namesake, @"namesakes kept apart: a.csv:3: person/ota-zdrok-b2 has the name of person/ota-zdrok-b1, and nothing tells that they are one; the other is at a.csv:2");
        assert!(imported.turtle.contains("person:ota-zdrok-b1 a") && imported.turtle.contains("person:ota-zdrok-b2 a"));
    }

    #[test]
    fn of_namesakes_the_one_who_held_the_office_is_meant() {
        let rows = "1;\"Ypsilanti, Xaver\";;;;;Hungary;yes;Amb.;Korea (N);1956;1958\r\n2;\"Ypsilanti, Xaver\";;;;;Hungary;yes;Amb.;France;1956;1958\r\n";
        let authority = authority(&staff(rows));
        let converter = chancery::convert::Converter::with(chancery::convert::DEFAULT_BASE, authority).unwrap();
        let persons = |text: &str, date: &str| {
            let quads = converter.entry("x", "", text, date);
            let persons = quads
                .iter()
                .map(|quad| quad.object.to_string())
                .filter(|object| object.contains("id/person/xaver-ypsilanti"));
            let mut persons: Vec<String> =
                persons.map(|iri| iri.rsplit('/').next().unwrap().trim_end_matches('>').to_owned()).collect();
            persons.sort();
            persons.dedup();
            persons
        };
        let met = "Hungarian Ambassador to North Korea Xaver Ypsilanti meets Kim Il Sung.";
        assert_eq!(persons(met, "1957-01-01"), ["xaver-ypsilanti-staff-1"]);
        assert_eq!(persons(met, "1977-01-01"), [""; 0], "neither held it then");
        assert_eq!(persons("Xaver Ypsilanti meets Kim Il Sung.", "1957-01-01"), [""; 0], "the name is both men's");
    }

    #[test]
    fn a_slug_of_somebody_else_is_refused() {
        let imported = imported(&[(
            "a.csv",
            "name,slug\nXaver Ypsilanti,x\nZeno Ypsilanti,x\nOta Zdrok,karoly-prath\nK. Z.,No Slug\n",
            NAMES,
        )]);
        assert_snapshot!(told(&imported), @"
        no identifier: a.csv:5:7: “No Slug” is no slug: small letters and digits, with hyphens between
        duplicate slug: a.csv:3:16: the slug x is another person's, and “Zeno Ypsilanti” was passed over; the other is at a.csv:2
        duplicate slug: a.csv:4:11: the slug karoly-prath is another person's, and “Ota Zdrok” was passed over; the other is at data/authority/persons.ttl:1174
        no such column: mapping.toml:4:8: no column is named `id`
        no such column: mapping.toml:5:8: no column is named `born`
        no such column: mapping.toml:6:11: no column is named `same`
        ");
        assert_eq!(imported.counts.persons, 2);
    }

    #[test]
    fn one_person_has_one_slug() {
        let imported = imported(&[("a.csv", "name,slug,id\nOta Zdrok,zdrok,1\nO. Zdrok,ota,1\n", NAMES)]);
        let told = told(&imported);
        let slugs = told.lines().find(|line| line.starts_with("duplicate")).unwrap();
        assert_snapshot!(slugs, @"duplicate slug: a.csv:3: one person has two slugs, zdrok and ota: the first was taken; the other is at a.csv:2");
        assert!(imported.turtle.contains("person:zdrok a"));
    }

    #[test]
    fn a_tenure_that_two_rows_tell_of_is_one_with_the_closer_dates() {
        let rows = "1;\"Ypsilanti, Xaver\";;;;;Hungary;yes;Amb.;Korea (N);1956;\r\n1;\"Ypsilanti, Xaver\";;;;;Hungary;yes;Amb.;Korea (N);1956-05-02;1958\r\n1;\"Ypsilanti, Xaver\";;;;;Hungary;yes;Amb.;Korea (N);1961;1963\r\n";
        let authority = authority(&staff(rows));
        let offices = &authority.person("xaver-ypsilanti").unwrap().offices;
        let dates: Vec<_> = offices
            .iter()
            .map(|office| (office.from.unwrap().to_string(), office.until.unwrap().to_string()))
            .collect();
        assert_eq!(
            dates,
            [("1956-05-02", "1958"), ("1961", "1963")].map(|(from, until)| (from.to_owned(), until.to_owned()))
        );
    }

    #[test]
    fn files_made_earlier_keep_their_slugs() {
        let first = imported(&[("a.csv", "name,id,same\nXaver Ypsilanti,1,http://viaf.org/viaf/1\n", NAMES)]);
        let table = "name,id,same\nXaver Ypsilanti,2,\nZeno Ypsilanti,1,http://viaf.org/viaf/1\n";
        let second = imported_beside(&[("b.csv", table, NAMES)], &[("a.ttl", &first.turtle)]);
        assert_snapshot!(entries(&second), @r#"
        person:xaver-ypsilanti skos:altLabel "Zeno Ypsilanti" ;
          dcterms:source "a list" .

        person:xaver-ypsilanti-2 a rico:Person ;
          rico:name "Xaver Ypsilanti" ;
          dcterms:source "a list" .
        "#);
        Authority::with(&[("a.ttl", &first.turtle), ("b.ttl", &second.turtle)]).unwrap();
    }

    #[test]
    fn the_same_input_gives_the_same_file() {
        let rows = "1;\"Ypsilanti, Xaver\";;;1911;;Hungary;yes;Amb.;Korea (N);1956;1958\r\n2;\"Ypsilanti, Xaver\";;;1934;;;no;;;;\r\n";
        assert_eq!(staff(rows).turtle, staff(rows).turtle);
        let turned: String = rows.lines().rev().map(|line| format!("{line}\r\n")).collect();
        assert_eq!(staff(rows).turtle, staff(&turned).turtle);
    }

    #[test]
    fn ten_thousand_persons_are_ten_thousand_entries() {
        let rows: String =
            (0..10_000).map(|n| format!("Xaver{} Ypsilanti{},{},{n}\n", n % 100, n / 100, 1850 + n % 90)).collect();
        let imported = imported(&[("a.csv", &format!("name,born,id\n{rows}"), NAMES)]);
        assert_eq!(imported.counts.persons, 10_000);
        let authority = authority(&imported);
        assert_eq!(authority.person_by_form("Xaver7 Ypsilanti9").unwrap().slug, "xaver7-ypsilanti9");
    }
}

mod findings {
    use super::*;

    fn of_staff(rows: &str) -> String {
        told(&staff(rows))
    }

    #[test]
    fn dates_that_cannot_be_true_are_told_with_both_places() {
        assert_snapshot!(of_staff("1;\"Ypsilanti, Xaver\";;;1950;1911;;no;;;;\r\n"), @"contradiction: staff.csv:2:29: it dies before being born: 1911 is before 1950; the other is at staff.csv:2:24");
        assert_snapshot!(of_staff("1;\"Ypsilanti, Xaver\";;;1911;;;no;;;;\r\n1;\"Ypsilanti, Xaver\";;;1912;;;no;;;;\r\n"), @"contradiction: staff.csv:3:24: two births of person/xaver-ypsilanti: 1912 and 1911; neither was taken; the other is at staff.csv:2:24");
        assert_snapshot!(of_staff("1;\"Ypsilanti, Xaver\";;;1911;1950;Hungary;yes;Amb.;Korea (N);1956;1958\r\n"), @"contradiction: staff.csv:2: person/xaver-ypsilanti is said to hold an office after having died (1950); the other is at staff.csv:2:29");
        assert_snapshot!(of_staff("1;\"Ypsilanti, Xaver\";;;;;Hungary;yes;Amb.;Korea (N);1958;1956\r\n"), @"contradiction: staff.csv:2:58: the tenure ends before it begins: 1956 is before 1958; the other is at staff.csv:2:53");
        let dies_before_another_row_has_him_born =
            "1;\"Ypsilanti, Xaver\";;;;1911;;no;;;;\r\n1;\"Ypsilanti, Xaver\";;;1950;;;no;;;;\r\n";
        assert_snapshot!(of_staff(dies_before_another_row_has_him_born), @"contradiction: staff.csv:2:25: person/xaver-ypsilanti dies before being born: 1911 is before 1950; the other is at staff.csv:3:24");
    }

    #[test]
    fn dates_that_are_none_are_told() {
        assert_snapshot!(of_staff("1;\"Ypsilanti, Xaver\";;;1911-02-30;c. 1980;;no;;;;\r\n"), @"
        no date: staff.csv:2:24: there is no day or month 1911-02-30
          help: write it like 1961-03-16, 1961-03 or 1961
        no date: staff.csv:2:35: “c. 1980” is no date that can be read
          help: write it like 1961-03-16, 1961-03 or 1961
        ");
    }

    #[test]
    fn rough_dates_agree_with_fine_ones() {
        let rows = "1;\"Ypsilanti, Xaver\";;;1911;;;no;;;;\r\n1;\"Ypsilanti, Xaver\";;;1911-03-02;;;no;;;;\r\n";
        let imported = staff(rows);
        assert_eq!(told(&imported), "");
        assert!(imported.turtle.contains("rico:birthDate \"1911-03-02\""));
    }

    #[test]
    fn what_is_not_known_is_told_and_the_rest_taken() {
        let imported = staff(
            "1;\"Ypsilanti, Xaver\";;;;;Atlantis;yes;Amb.;Korea (N);1956;\r\n2;\"Zdrok, Ota\";;;;;Hungary;yes;Grand Vizier;Korea (N);1956;\r\n",
        );
        assert_snapshot!(told(&imported), @"
        unknown place: staff.csv:2:26: “Atlantis” is no place that the authority files know
        unknown place: staff.csv:2:26: “Atlantis” is no place that the authority files know
        unknown office: staff.csv:3:32: “Grand Vizier” is no office that is known
          help: say below [offices] of the mapping which kind it is, or leave its rows out with `where`
        ");
        assert_eq!((imported.counts.persons, imported.counts.tenures), (2, 0));
    }

    #[test]
    fn two_ambassadors_at_a_time_are_told_and_kept() {
        let rows = "1;\"Ypsilanti, Xaver\";;;;;Hungary;yes;Amb.;Korea (N);1963;1968\r\n2;\"Zdrok, Ota\";;;;;Hungary;yes;Amb.;Korea (N);1966-01;1970\r\n";
        let imported = staff(rows);
        assert_snapshot!(told(&imported), @"overlapping tenures: staff.csv:3: person/xaver-ypsilanti and person/ota-zdrok both hold position/ambassador-of-hungary-to-north-korea: the one until 1968, the other from 1966-01; the other is at staff.csv:2");
        assert_eq!(imported.counts.tenures, 2);
        // the bundled holder of the office counts too
        assert_snapshot!(of_staff("1;\"Ypsilanti, Xaver\";;;;;USSR;yes;Amb.;Korea (N);1958;1961\r\n"), @"overlapping tenures: staff.csv:2: person/aleksandr-puzanov and person/xaver-ypsilanti both hold position/ambassador-of-soviet-union-to-north-korea: the one until 1962, the other from 1958; the other is at data/authority/persons.ttl:49");
        // one who comes on the day the other goes, or by the year only, is no overlap
        assert_eq!(
            of_staff(
                "1;\"Ypsilanti, Xaver\";;;;;Hungary;yes;Amb.;Korea (N);1966;1968-05-01\r\n2;\"Zdrok, Ota\";;;;;Hungary;yes;Amb.;Korea (N);1968-05-01;1970\r\n"
            ),
            ""
        );
        // two counselors are two counselors
        assert_eq!(
            of_staff(
                "1;\"Ypsilanti, Xaver\";;;;;Hungary;yes;counselor;Korea (N);1966;1969\r\n2;\"Zdrok, Ota\";;;;;Hungary;yes;counselor;Korea (N);1967;1970\r\n"
            ),
            ""
        );
    }

    #[test]
    fn a_form_of_two_persons_is_told_and_finds_neither() {
        let imported =
            staff("1;\"Ypsilanti, Xaver\";Y. of Buda;;;;;no;;;;\r\n2;\"Zdrok, Ota\";Y. of Buda|Práth;;;;;no;;;;\r\n");
        assert_snapshot!(told(&imported), @"
        form of several persons: staff.csv:3:16: “Práth” is a form of person/ota-zdrok and of person/karoly-prath; the other is at data/authority/persons.ttl:1174
        form of several persons: staff.csv:3:16: “Y. of Buda” is a form of person/ota-zdrok and of person/xaver-ypsilanti; the other is at staff.csv:2:22
        ");
        let authority = authority(&imported);
        assert_eq!(authority.person_by_form("Y. of Buda"), None);
        assert_eq!(authority.person_by_form("Ota Zdrok").unwrap().slug, "ota-zdrok");
    }

    #[test]
    fn rows_that_are_malformed_are_told_and_passed_over() {
        let imported =
            staff("1;\"Ypsilanti, Xaver\";;;;;;no;;;;\r\n2;too;few\r\n3;;;;;;;no;;;;\r\n4;\"open;;;;;;no;;;;\r\n");
        assert_snapshot!(told(&imported), @"
        malformed: staff.csv:3:1: this row has 3 cells, and the header 12
          help: a cell with a separator or a line break in it stands in quotes
        malformed: staff.csv:5:3: a quote opens here and is never closed: the rest of the file was not read
        no name: staff.csv:4: the row has no name
        ");
        assert_eq!(imported.counts.persons, 1);
        let mapping = "source = 'x'\n[person]\nname = 'name'\n";
        let lines =
            told(&super::imported(&[("x.ndjson", "{\"name\": \"A\"}\n{\"name\": }\n[1]\n\n{\"name\"\n", mapping)]));
        assert_snapshot!(lines, @"
        malformed: x.ndjson:2:10: this is no JSON: expected value
        malformed: x.ndjson:3: the line is no object of JSON
        malformed: x.ndjson:5:7: this is no JSON: EOF while parsing an object
        ");
        let graph = told(&super::imported(&[(
            "x.ttl",
            "@prefix a: <http://a/> .\na:b a:c a:d ;; e .\n",
            "source = 'x'\n[person]\nname = 'foaf:name'\n",
        )]));
        assert_snapshot!(graph, @"
        malformed: x.ttl:2:16: this is no well-formed Turtle: e is not a valid predicate
          help: the whole file was passed over; mend it there
        ");
        let by_line = super::imported(&[(
            "x.nt",
            "<http://a> <http://xmlns.com/foaf/0.1/name> \"Ann Ypsilanti\" .\n<http://b> \"c\" .\n<http://c> <http://xmlns.com/foaf/0.1/name> \"Ota Zdrok\" .\n",
            "source = 'x'\n[person]\nname = 'foaf:name'\n",
        )]);
        assert_snapshot!(told(&by_line), @"malformed: x.nt:2:12: this is no well-formed N-Triples: The predicate of a triple must be an IRI");
        assert_eq!(by_line.counts.persons, 2);
    }

    #[test]
    fn two_preferred_names_are_told() {
        let skos = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<http://a/1> skos:prefLabel \"Xaver Ypsilanti\" ;\n  skos:prefLabel \"Zeno Ypsilanti\" .\n";
        let imported = imported(&[("x.ttl", skos, "source = 'x'\n[person]\nname = 'skos:prefLabel'\n")]);
        assert_snapshot!(told(&imported), @"two preferred names: x.ttl:3: two preferred names: “Xaver Ypsilanti” and “Zeno Ypsilanti”; the other is at x.ttl:2");
        assert_eq!(imported.counts.persons, 0);
    }

    const PLACES: &str = "source = 'x'\n[place]\nname = 'skos:prefLabel'\nkind = { value = 'city' }\nwithin = 'skos:broader'\nreplaces = 'dcterms:replaces'\n";

    #[test]
    fn circles_are_told_with_both_places_and_broken() {
        let skos = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix e: <http://e/> .\n\
            e:a skos:prefLabel \"Zither\" ; skos:broader e:b .\n\
            e:b skos:prefLabel \"Zitherland\" ; skos:broader e:c .\n\
            e:c skos:prefLabel \"Zitheria\" ;\n  skos:broader e:a .\n\
            e:d skos:prefLabel \"Zitherburg\" ; skos:broader e:d ; dcterms:replaces e:c .\n\
            e:c dcterms:replaces e:d .\n";
        let imported = imported(&[("x.ttl", skos, PLACES)]);
        assert_snapshot!(told(&imported), @"
        cycle: x.ttl:3: place/zitherland is said to be within place/zitheria, and that to be within place/zitherland; the other is at x.ttl:2
        cycle: x.ttl:6: place/zitherburg is said to be within itself
        cycle: x.ttl:7: place/zitheria is said to be a successor of place/zitherburg, and that to be a successor of place/zitheria; the other is at x.ttl:6
        ");
        assert_snapshot!(entries(&imported), @r#"
        place:zither a rico:Place ;
          rico:name "Zither" ;
          rico:hasOrHadPlaceType kind:city ;
          rico:isOrWasContainedBy place:zitherland ;
          dcterms:source "x" .

        place:zitherburg a rico:Place ;
          rico:name "Zitherburg" ;
          rico:hasOrHadPlaceType kind:city ;
          dcterms:replaces place:zitheria ;
          dcterms:source "x" .

        place:zitheria a rico:Place ;
          rico:name "Zitheria" ;
          rico:hasOrHadPlaceType kind:city ;
          dcterms:isReplacedBy place:zitherburg ;
          rico:isOrWasContainedBy place:zither ;
          dcterms:source "x" .

        place:zitherland a rico:Place ;
          rico:name "Zitherland" ;
          rico:hasOrHadPlaceType kind:city ;
          dcterms:source "x" .
        "#);
    }

    #[test]
    fn a_form_of_a_bundled_place_or_body_is_left_out() {
        let mapping = "source = 'x'\n[body]\nname = 'name'\nforms = 'also'\nkind = 'kind'\nstate = 'state'\n";
        let table = "name,also,kind,state\nBureau of Zithers,CPSU,agency,Hungary\nOffice of Zithers,OZ,agency,\nOrder of Zithers,OZ,order,\nZither Guild,,Guild,\n";
        let imported = imported(&[("x.csv", table, mapping)]);
        assert_snapshot!(told(&imported), @"
        unknown kind: x.csv:4:21: “order” is no kind that is known
          help: say below [kinds] of the mapping which kind it is, or leave its rows out with `where`
        unknown kind: x.csv:5:15: “Guild” is no kind that is known
          help: say below [kinds] of the mapping which kind it is, or leave its rows out with `where`
        form of another: x.csv:2:19: “CPSU” is a form of body/communist-party-of-the-soviet-union too, and was left out; the other is at data/authority/bodies.ttl:979
        ");
        assert_snapshot!(entries(&imported), @r#"
        body:bureau-of-zithers a rico:CorporateBody ;
          rico:name "Bureau of Zithers" ;
          rico:hasOrHadCorporateBodyType kind:agency ;
          rico:hasOrHadJurisdiction place:hungary ;
          dcterms:source "x" .

        body:office-of-zithers a rico:CorporateBody ;
          rico:name "Office of Zithers" ;
          skos:altLabel "OZ" ;
          rico:hasOrHadCorporateBodyType kind:agency ;
          dcterms:source "x" .
        "#);
    }

    #[test]
    fn a_place_that_is_known_gets_no_name_of_another() {
        let mapping = "source = 'x'\n[place]\nname = 'name'\nforms = { path = 'also', split = '|' }\nkind = { value = 'country' }\nfrom = 'from'\n";
        let table = "name,also,from\nSouth Korea,Korea|Hanguk,1948\nGermany,Germania,1949\n";
        let imported = imported(&[("x.csv", table, mapping)]);
        assert_snapshot!(told(&imported), @"form of another: x.csv:2:13: “Korea” is a form of place/korea too, and was left out; the other is at data/authority/states.ttl:1240");
        assert_snapshot!(entries(&imported), @r#"
        place:germany skos:altLabel "Germania" ;
          dcterms:source "x" .

        place:south-korea skos:altLabel "Hanguk" ;
          dcterms:source "x" .
        "#);
    }

    #[test]
    fn a_holder_who_is_nobody_or_two_is_told() {
        let mapping = "source = 'x'\n[[tenure]]\nholder = 'who'\noffice = 'what'\nof = 'land'\nfrom = 'from'\n";
        let table = "who,what,land,from\nKároly Práth,premier,Hungary,1970\nNobody Zither,premier,Hungary,1971\n,premier,Hungary,1972\n";
        let imported = imported(&[("x.csv", table, mapping)]);
        assert_snapshot!(told(&imported), @"
        not there: x.csv:3:1: nobody is known as “Nobody Zither”, who is said to have held an office
        not there: x.csv:4: nobody is said to have held this office
        ");
        let namesakes = "source = 'x'\n[person]\nname = 'name'\n";
        let both = [("x.csv", table, mapping), ("y.csv", "name\nNobody Zither\nNobody Zither\n", namesakes)];
        assert_snapshot!(told(&super::imported(&both)), @"
        not there: x.csv:3:1: several persons are known as “Nobody Zither”, and one of them is said to have held an office
        not there: x.csv:4: nobody is said to have held this office
        namesakes kept apart: y.csv:3: person/nobody-zither-2 has the name of person/nobody-zither, and nothing tells that they are one; the other is at y.csv:2
          help: if they are, say so below [same] in the mapping, or give both the same key
        form of several persons: y.csv:3: “Nobody Zither” is a form of person/nobody-zither-2 and of person/nobody-zither; the other is at y.csv:2
        ");
        assert_snapshot!(entries(&imported), @r#"
        person:karoly-prath\#office-2 a rico:PositionHoldingRelation ;
          rico:relationHasSource person:karoly-prath ;
          rico:relationHasTarget position:premier-of-hungary ;
          rico:beginningDate "1970" ;
          dcterms:source "x" .
        "#);
    }

    #[test]
    fn fields_that_no_row_has_are_told() {
        let imported = imported(&[(
            "x.csv",
            "name,birth\nXaver Ypsilanti,1911\n",
            "source = 'x'\n# born\n[person]\nname = 'name'\nborn = 'born'\n",
        )]);
        assert_snapshot!(told(&imported), @"no such column: mapping.toml:5:8: no column is named `born`");
    }

    #[test]
    fn identifiers_are_iris() {
        let imported = imported(&[(
            "x.csv",
            "name,viaf\nXaver Ypsilanti,12 a\n",
            "source = 'x'\n[person]\nname = 'name'\nsame-as = ['http://viaf.org/viaf/{viaf}', 'viaf']\n",
        )]);
        assert_snapshot!(told(&imported), @r#"
        no identifier: x.csv:2:17: “12 a” is no IRI that another catalogue has for it
          help: make it one in the mapping, such as: same-as = "http://viaf.org/viaf/{viaf}"
        no identifier: x.csv:2:17: “http://viaf.org/viaf/12 a” is no IRI that another catalogue has for it
          help: make it one in the mapping, such as: same-as = "http://viaf.org/viaf/{viaf}"
        "#);
    }
}

/// Whatever an input holds, what comes of it can be read, and comes again.
mod any_input {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    const BASE: &[(&str, &str)] = &[("base.ttl", include_str!("fixtures/import-base.ttl"))];
    const MAPPING: &str = include_str!("fixtures/import.toml");

    /// What cells hold: names, dates and places that are there and that are not, and what parts cells.
    const WORDS: &[&str] = &[
        "p",
        "b",
        "l",
        "Zdrok, Ota",
        "Ota Zdrok",
        "Ypsilanti (Y.), X., Jr.",
        "Zither",
        "Hungary",
        "Budapest",
        "Guild",
        "G",
        "premier",
        "ambassador",
        "1911",
        "1950-02",
        "1950-02-30",
        "[..1951-01-01]",
        "[1952-01-01..]",
        "k1",
        "k2",
        "x|y",
        "ota-zdrok",
        "hungary",
        "http://viaf.org/viaf/1",
        "\"",
        "\"\"",
        "\n",
        ";",
        "<",
        "é\u{301}",
        "\\",
        ",",
        "(",
        "'",
    ];
    const SORTS: &[&str] = &["p", "b", "l"];
    const COLUMNS: &[&str] = &[
        "sort", "name", "slug", "forms", "wrong", "title", "key", "same", "born", "died", "state", "office", "holder",
        "to", "in", "from", "until", "source",
    ];

    fn check(name: &str, text: &str, mapping: &str) {
        let mapping = Mapping::parse("mapping.toml", mapping).unwrap();
        let input = Input { name: name.to_owned(), bytes: text.into(), mapping: 0 };
        let run = || import(std::slice::from_ref(&input), std::slice::from_ref(&mapping), BASE).unwrap();
        let (first, second) = (run(), run());
        assert_eq!(first.turtle, second.turtle);
        assert_eq!(first.findings, second.findings);
        Authority::parse(&[BASE, &[("made.ttl", first.turtle.as_str())]].concat()).unwrap();
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn tables(rows in prop::collection::vec((select(SORTS), prop::collection::vec(select(WORDS), 17)), 0..12), quoted in any::<bool>()) {
            let cell = |word: &&str| if quoted { format!("\"{}\"", word.replace('"', "\"\"")) } else { (*word).to_owned() };
            let rows: Vec<String> = rows.iter().map(|(sort, row)| {
                std::iter::once(sort).chain(row).map(cell).collect::<Vec<_>>().join(",")
            }).collect();
            check("a.csv", &format!("{}\n{}", COLUMNS.join(","), rows.join("\n")), &MAPPING.replace("rdfs:", ""));
        }

        #[test]
        fn lines_of_json(rows in prop::collection::vec((select(SORTS), prop::collection::vec((select(COLUMNS), select(WORDS)), 0..18)), 0..12)) {
            let rows = rows.iter().map(|(sort, row)| {
                let fields = row.iter().copied().chain([("sort", *sort)]);
                let fields = fields.map(|(column, word)| (column.to_owned(), serde_json::Value::from(word)));
                serde_json::Value::Object(fields.collect()).to_string()
            });
            check("a.ndjson", &rows.collect::<Vec<_>>().join("\n"), &MAPPING.replace("rdfs:", ""));
        }

        #[test]
        fn graphs(said in prop::collection::vec((0..9_usize, select(COLUMNS), select(WORDS)), 0..90)) {
            let sorts = (0..9).map(|node| (node, "sort", SORTS[node % 3]));
            let lines = said.iter().copied().chain(sorts).map(|(node, column, word)| {
                let word = oxigraph::model::Literal::from(word);
                format!("<http://example.org/{node}> <http://www.w3.org/2000/01/rdf-schema#{column}> {word} .\n")
            });
            check("a.ttl", &lines.collect::<String>(), MAPPING);
        }

        #[test]
        fn anything(text in ".{0,200}", ending in select(&["csv", "ndjson", "ttl", "nt", "jsonld", "rdf"][..])) {
            let mapping = if matches!(ending, "csv" | "ndjson") { MAPPING.replace("rdfs:", "") } else { MAPPING.to_owned() };
            check(&format!("a.{ending}"), &text, &mapping);
        }
    }
}

mod mappings {
    use super::*;

    fn wrong(mapping: &str) -> String {
        let parsed = Mapping::parse("mapping.toml", mapping);
        let input = Input { name: "x.ttl".to_owned(), bytes: Vec::new(), mapping: 0 };
        parsed.and_then(|mapping| import(&[input], &[mapping], Authority::bundled_files())).unwrap_err().to_string()
    }

    #[test]
    fn mistakes_are_told_with_line_and_column() {
        assert_snapshot!(wrong("source = 'x'\n[person]\nnom = 'name'\n"), @"
        mapping.toml:3:1: this is no mapping: unknown field `nom`, expected one of `where`, `name`, `order`, `slug`, `forms`, `misspellings`, `titles`, `keys`, `same-as`, `born`, `died`, `state`
          help: data/mappings/ in the source has mappings to start from, and README.md there tells what may be said
        ");
        assert_snapshot!(wrong("source = 'x'\n[person\n"), @"
        mapping.toml:2:8: this is no mapping: unclosed table, expected `]`
          help: data/mappings/ in the source has mappings to start from, and README.md there tells what may be said
        ");
        assert_snapshot!(wrong("source = 'x'\n"), @r#"
        mapping.toml: the mapping says neither where people are nor tenures, bodies or places
          help: such as: [person] and below it name = "the column with their names"
        "#);
        assert_snapshot!(wrong("[person]\nname = 'name'\n"), @"
        mapping.toml:1:1: this is no mapping: missing field `source`
          help: data/mappings/ in the source has mappings to start from, and README.md there tells what may be said
        ");
        assert_snapshot!(wrong("source = 'x'\n[person]\nname = 'name'\n[offices]\nx = \"vizier\"\n"), @r#"
        mapping.toml:3:8: `name` is no property: in a graph a field is named like skos:prefLabel or <IRI>
          help: declare prefixes below [prefixes], such as: ex = "http://example.org/"
        "#);
        assert_snapshot!(wrong("source = 'x'\n[person]\nname = 'foaf:name'\n[offices]\nx = \"vizier\"\n"), @"
        mapping.toml:5:5: `vizier` is no kind of office
          help: the kinds are in ontology/chancery.ttl: ambassador, envoy, premier …
        ");
        assert_snapshot!(wrong("source = 'x'\n[person]\nname = 'foaf:name'\n[places]\nx = \"atlantis\"\n"), @"
        mapping.toml:5:5: `atlantis` is no place of the authority files
          help: the places are in data/authority/states.ttl and cities.ttl, or in a file named with --authority
        ");
        assert_snapshot!(wrong("source = 'x'\n[person]\nname = 'foaf:name'\n[same]\nx = \"nobody\"\n"), @"
        mapping.toml:5:5: `nobody` is no person of the authority files
          help: the persons are in data/authority/persons.ttl, or in a file named with --authority
        ");
        assert_snapshot!(wrong("source = 'x'\n[person]\nname = 'ex:name'\n"), @r#"
        mapping.toml:3:8: the prefix `ex:` is not declared
          help: declare prefixes below [prefixes], such as: ex = "http://example.org/"
        "#);
    }
}

mod command {
    use super::*;

    fn run(folder: &tempfile::TempDir, line: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_chancery")).args(line).current_dir(folder.path()).output().unwrap()
    }

    fn error(output: &Output) -> &str {
        std::str::from_utf8(&output.stderr).unwrap()
    }

    fn desk() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        put("staff.toml", STAFF);
        put(
            "staff.csv",
            &format!(
                "{HEADER}1;\"Ypsilanti, Xaver\";;;1911;;Hungary;yes;Amb.;Korea (N);1956;1958\r\n2;\"Zdrok, Ota\";;;1950;1911;;no;;;;\r\n"
            ),
        );
        put("good.csv", &format!("{HEADER}1;\"Ypsilanti, Xaver\";;;1911;;Hungary;yes;Amb.;Korea (N);1956;1958\r\n"));
        put(
            "listing.txt",
            "Korea in the Fifties\n\n    • April 22, 1957\n\n    Record of Conversation between Hungarian Ambassador Xaver Ypsilanti and Kim Il Sung\n",
        );
        folder
    }

    #[test]
    fn what_is_passed_over_is_told_and_the_status_says_so() {
        let folder = desk();
        let output = run(
            &folder,
            &[
                "authority",
                "import",
                "staff.csv",
                "--mapping",
                "staff.toml",
                "-o",
                "staff.ttl",
                "--report",
                "report.csv",
            ],
        );
        assert_eq!(output.status.code(), Some(2));
        assert_snapshot!(error(&output), @"
        error: staff.csv:3:23: it dies before being born: 1911 is before 1950; the other is at staff.csv:3:18
        found: contradiction 1
        2 persons, 1 tenure, 0 bodies, 0 places from 2 rows; 0 merged, 1 passed over, 0 doubtful
        ");
        assert_snapshot!(fs::read_to_string(folder.path().join("report.csv")).unwrap(), @"
        what,meaning,place,other place,message
        contradiction,passed over,staff.csv:3:23,staff.csv:3:18,it dies before being born: 1911 is before 1950
        ");
        assert!(fs::read_to_string(folder.path().join("staff.ttl")).unwrap().contains("person:ota-zdrok"));
    }

    #[test]
    fn strict_writes_nothing() {
        let folder = desk();
        let output =
            run(&folder, &["authority", "import", "staff.csv", "-m", "staff.toml", "-o", "staff.ttl", "--strict"]);
        assert_eq!(output.status.code(), Some(1));
        assert_snapshot!(error(&output), @"
        error: staff.csv:3:23: it dies before being born: 1911 is before 1950; the other is at staff.csv:3:18
        found: contradiction 1
        error: nothing was written, because one thing is wrong or doubtful
          help: mend the input, or leave out --strict
        ");
        assert!(!folder.path().join("staff.ttl").exists());
    }

    #[test]
    fn listings_are_read_with_what_was_imported() {
        let folder = desk();
        let imported = run(&folder, &["authority", "import", "good.csv", "-m", "staff.toml", "-o", "staff.ttl"]);
        assert_eq!(
            (imported.status.code(), error(&imported)),
            (Some(0), "1 person, 1 tenure, 0 bodies, 0 places from 1 row; 0 merged, 0 passed over, 0 doubtful\n")
        );
        let asked = "PREFIX schema: <https://schema.org/> SELECT ?who { ?record schema:mentions|<https://www.ica.org/standards/RiC/ontology#hasAuthor>|<https://www.ica.org/standards/RiC/ontology#hasOrHadParticipant> ?who FILTER(STRENDS(STR(?who), \"person/xaver-ypsilanti\")) } LIMIT 1";
        fs::write(folder.path().join("who.rq"), asked).unwrap();
        let without = run(&folder, &["query", "listing.txt", "who.rq"]);
        let with = run(&folder, &["query", "listing.txt", "who.rq", "--authority", "staff.ttl"]);
        assert_eq!(std::str::from_utf8(&without.stdout).unwrap(), "who\n");
        assert_eq!(
            std::str::from_utf8(&with.stdout).unwrap(),
            "who\nhttps://w3id.org/chancery/id/person/xaver-ypsilanti\n"
        );
        for command in [
            &["convert", "listing.txt"][..],
            &["explain", "listing.txt"],
            &["validate", "listing.txt"],
            &["stats", "listing.txt"],
        ] {
            let output = run(&folder, &[command, &["--authority", "staff.ttl"]].concat());
            assert_eq!(output.status.code(), Some(0), "{command:?}: {}", error(&output));
            let missing = run(&folder, &[command, &["--authority", "none.ttl"]].concat());
            assert_eq!(
                error(&missing),
                "error: none.ttl: there is no such authority file\n  help: check the path; `chancery authority import` makes such files\n"
            );
        }
    }

    #[test]
    fn an_authority_file_that_cannot_be_used_is_named() {
        let folder = desk();
        fs::write(folder.path().join("listing.txt"), "Papers\n\n• May 4, 1962\n\nLetter\n").unwrap();
        let used = |bytes: &[u8]| {
            fs::write(folder.path().join("own.ttl"), bytes).unwrap();
            let output = run(&folder, &["convert", "listing.txt", "--authority", "own.ttl"]);
            assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
            error(&output).to_owned()
        };
        assert_snapshot!(used(b" \n"), @"
        error: own.ttl: the authority file is empty
          help: leave it out, or write it again with: chancery authority import
        ");
        assert_snapshot!(used(b"# Pr\xe1th\n"), @"
        error: own.ttl: the authority file is not UTF-8
          help: save it as UTF-8, or convert it with: iconv -f WINDOWS-1252 -t UTF-8
        ");
    }

    #[test]
    fn inputs_and_mappings_go_together() {
        let folder = desk();
        let output = run(&folder, &["authority", "import", "good.csv", "-m", "staff.toml", "-m", "staff.toml"]);
        assert_snapshot!(error(&output), @"
        error: 2 mappings cannot be those of 1 inputs
          help: give one --mapping for all inputs, or one for each in the same order
        ");
        let output = run(&folder, &["authority", "import", "none.csv", "-m", "staff.toml"]);
        assert_snapshot!(error(&output), @"
        error: none.csv: there is no such input
          help: check the path
        ");
        let output = run(&folder, &["authority", "import", "listing.txt", "-m", "staff.toml"]);
        assert_snapshot!(error(&output), @r#"
        error: listing.txt: the name does not say what is in the file
          help: end it in .csv, .tsv, .ndjson, .ttl, .nt, .nq, .trig, .rdf or .jsonld, or say format = "csv" in the mapping
        "#);
    }
}
