//! The sample, read in full: what the graph says against what a careful historian wrote down.
//!
//! Reads nothing but the published RDF. `tests/gold/README.md` has the rules of annotation; `tests/gold/score.py` gives
//! the same verdict as figures.

#![allow(clippy::unwrap_used, clippy::panic)]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::recognise::fold;
use oxigraph::model::Term;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const PREFIXES: &str = "
    PREFIX chy: <https://w3id.org/chancery/ontology#>
    PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
    PREFIX schema: <https://schema.org/>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX oa: <http://www.w3.org/ns/oa#>
    PREFIX dcterms: <http://purl.org/dc/terms/>";

struct Graph(Store);

impl Graph {
    fn of(name: &str, bytes: &[u8]) -> Self {
        let conversion = Converter::new(DEFAULT_BASE).unwrap().convert(name, bytes).unwrap();
        let store = Store::new().unwrap();
        store.extend(conversion.quads).unwrap();
        Self(store)
    }

    /// The rows of a query, as the values of its terms.
    fn rows(&self, query: &str) -> Vec<Vec<String>> {
        let mut prepared = SparqlEvaluator::new().parse_query(&format!("{PREFIXES} {query}")).unwrap();
        prepared.dataset_mut().set_default_graph_as_union();
        let QueryResults::Solutions(solutions) = prepared.on_store(&self.0).execute().unwrap() else {
            panic!("no rows")
        };
        let value = |term: Option<&Term>| match term {
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            Some(Term::NamedNode(node)) => node.as_str().to_owned(),
            _ => String::new(),
        };
        let names: Vec<String> = solutions.variables().iter().map(|v| v.as_str().to_owned()).collect();
        solutions
            .map(|row| {
                let row = row.unwrap();
                names.iter().map(|n| value(row.get(n.as_str()))).collect()
            })
            .collect()
    }
}

/// The words of a name, whatever their order, signs and little words.
fn words(name: &str) -> BTreeSet<String> {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !matches!(*word, "" | "of" | "in" | "the"));
    words.map(str::to_owned).collect()
}

/// A mission as gold and graph both can say it.
fn mission(value: &Value) -> BTreeSet<String> {
    words(&format!(
        "{} {} {}",
        value["kind"].as_str().unwrap(),
        value["of"].as_str().unwrap(),
        value["in"].as_str().unwrap_or("")
    ))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn the_sample_says_what_a_careful_historian_would_record() {
    let bytes = include_bytes!("../data/samples/inter-korean-relations.txt");
    let gold: Value = serde_json::from_str(include_str!("gold/inter-korean-relations.json")).unwrap();
    let graph = Graph::of("inter-korean-relations.txt", bytes);
    let documents = list(&gold, "documents");

    // every name that the graph gives a thing, the words of its mentions among them
    let mut names: BTreeMap<String, Vec<BTreeSet<String>>> = BTreeMap::new();
    for row in graph.rows("SELECT ?x ?n WHERE { ?x rico:name|skos:altLabel|skos:hiddenLabel ?n }") {
        names.entry(row[0].clone()).or_default().push(words(&row[1]));
    }
    let found = graph.rows("SELECT ?d ?title ?date ?form WHERE { ?d a rico:Record ; rico:title ?title ; rico:hasCreationDate/rico:normalizedDateValue ?date . OPTIONAL { ?d rico:hasDocumentaryFormType/skos:prefLabel ?form } }");
    assert_eq!(found.len(), documents.len());

    for document in documents {
        let n = &document["n"];
        let title = document["title"].as_str().unwrap();
        let row = found.iter().find(|row| row[1] == title && row[2] == document["date"].as_str().unwrap());
        let row = row.unwrap_or_else(|| panic!("#{n} {title}"));
        let iri = &row[0];
        let form = if row[3].is_empty() { "other" } else { &row[3] };
        assert_eq!(form, document["genre"].as_str().unwrap(), "#{n} genre");

        // people, one to one
        let mentioned =
            graph.rows(&format!("SELECT DISTINCT ?p WHERE {{ <{iri}> schema:mentions ?p . ?p a rico:Person }}"));
        let spoken = graph.rows(&format!("SELECT ?p ?x WHERE {{ ?s rdf:subject <{iri}> ; rdf:predicate schema:mentions ; rdf:object ?p ; prov:wasDerivedFrom/oa:exact ?x }}"));
        let mut who: BTreeMap<&str, String> = BTreeMap::new();
        for person in mentioned.iter().map(|row| row[0].as_str()) {
            let fits = |gold: &str| {
                let forms = std::iter::once(gold.to_owned())
                    .chain(list(&document["variants"], gold).iter().map(|v| v.as_str().unwrap().to_owned()));
                let forms: Vec<BTreeSet<String>> = forms.map(|form| words(&form)).collect();
                let said = spoken.iter().filter(|row| row[0] == person).map(|row| words(&row[1]));
                names[person].iter().cloned().chain(said).any(|name| forms.contains(&name))
            };
            let people = list(document, "people").iter().map(|p| p.as_str().unwrap());
            let gold = people.into_iter().find(|gold| fits(gold)).unwrap_or_else(|| panic!("#{n}: nobody is {person}"));
            assert!(who.insert(person, gold.to_owned()).is_none());
        }
        assert_eq!(who.values().collect::<BTreeSet<_>>().len(), list(document, "people").len(), "#{n} people: {who:?}");

        let agent = |value: &Value, iri: &str| match value.as_str() {
            Some(name) => {
                who.get(iri).is_some_and(|known| known == name)
                    || names.get(iri).is_some_and(|all| all.contains(&words(name)))
            }
            None => names.get(iri).is_some_and(|all| all.contains(&mission(value))),
        };
        let parties = [
            ("authors", "rico:hasAuthor ?a"),
            ("recipients", "rico:hasAddressee ?a"),
            ("missions", "schema:mentions ?a . ?a a chy:DiplomaticMission"),
        ];
        for (key, pattern) in parties {
            let have = graph.rows(&format!("SELECT DISTINCT ?a WHERE {{ <{iri}> {pattern} }}"));
            let want = list(document, key);
            assert_eq!(have.len(), want.len(), "#{n} {key}: {have:?}");
            for value in want {
                assert!(have.iter().any(|row| agent(value, &row[0])), "#{n} {key}: {value} is not in {have:?}");
            }
        }

        // encounters: the named by name, the others by number, and how far the words go
        let rows = graph.rows(&format!("SELECT DISTINCT ?e ?p ?basis WHERE {{ <{iri}> rico:describesOrDescribed ?e . ?e a chy:Encounter ; rico:hasOrHadParticipant ?p . ?s rdf:object ?e ; rdf:predicate rico:describesOrDescribed ; prov:wasAttributedTo/dcterms:type/skos:prefLabel ?basis }}"));
        let mut have: BTreeMap<&str, (BTreeSet<&str>, usize, &str)> = BTreeMap::new();
        for row in &rows {
            let entry = have.entry(&row[0]).or_insert((BTreeSet::new(), 0, &row[2]));
            match who.get(row[1].as_str()) {
                Some(name) => drop(entry.0.insert(name)),
                None => entry.1 += 1,
            }
        }
        let mut have: Vec<_> = have.into_values().collect();
        let mut want: Vec<_> = list(document, "encounters")
            .iter()
            .map(|encounter| {
                let named = list(encounter, "participants").iter().filter_map(Value::as_str).collect::<BTreeSet<_>>();
                let unnamed = list(encounter, "participants").len() - named.len();
                (named, unnamed, encounter["basis"].as_str().unwrap())
            })
            .collect();
        have.sort();
        want.sort();
        assert_eq!(have, want, "#{n} encounters");
    }
}

#[test]
fn the_collection_names_its_parts_and_its_kin() {
    let bytes = include_bytes!("../data/samples/inter-korean-relations.txt");
    let gold: Value = serde_json::from_str(include_str!("gold/inter-korean-relations.json")).unwrap();
    let graph = Graph::of("inter-korean-relations.txt", bytes);
    let titles = |pattern: &str| -> BTreeSet<String> {
        graph
            .rows(&format!("SELECT ?t WHERE {{ ?c rico:title 'Inter-Korean Relations' ; {pattern}/rico:title ?t }}"))
            .into_iter()
            .map(|row| row[0].clone())
            .collect()
    };
    let gold =
        |key| list(&gold["collection"], key).iter().map(|v| v.as_str().unwrap().to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(titles("rico:includesOrIncluded"), gold("partsFocused"));
    assert_eq!(titles("rico:isRecordResourceAssociatedWithRecordResource"), gold("related"));
}
