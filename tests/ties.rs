//! Ties that are kept: queries answer from them what they answer without them, and only as long as they are current.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use chancery::convert::{Converter, DEFAULT_BASE, Input};
use chancery::query;
use chancery::query::ties::{self, Keeper};
use chancery::rdf::derived;
use chancery::rdf::mint::Base;
use chancery::rdf::write::{Format, write_store};
use chancery::store::{self, Beside, Links};
use oxigraph::io::RdfFormat;
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{Quad, Term};
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;
use proptest::prelude::*;
use proptest::sample::subsequence;
use std::collections::BTreeSet;
use std::io::Read;
use std::sync::LazyLock;

/// The answer of a bundled query, header first.
fn rows(store: &Store, name: &str, params: &[(&str, &str)]) -> Vec<Vec<Option<Term>>> {
    let params: Vec<_> = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let QueryResults::Solutions(rows) = query::find(name).unwrap().run(store, &params).unwrap() else {
        panic!("{name} is no SELECT")
    };
    let header = rows.variables().iter().map(|name| Some(Term::from(oxigraph::model::Literal::from(name.as_str()))));
    let header: Vec<Option<Term>> = header.collect();
    std::iter::once(header).chain(rows.map(|row| row.unwrap().values().to_vec())).collect()
}

/// The annotated listings and the sample as one linked store.
fn listings() -> Store {
    let root = env!("CARGO_MANIFEST_DIR");
    let graphs = ["tests/gold/dev-listing.txt", "tests/gold/near-listing.txt", "tests/gold/wide-a-results.txt"]
        .into_iter()
        .chain(["data/samples/inter-korean-relations.txt"])
        .map(|path| format!("{root}/{path}"))
        .collect::<Vec<_>>();
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    store::open(&graphs, &converter, Links::Sure, &|| ()).unwrap().store
}

fn example() -> Store {
    let store = Store::new().unwrap();
    store.load_from_reader(RdfFormat::TriG, include_str!("fixtures/example.trig").as_bytes()).unwrap();
    store
}

/// Every name in a table, and single words of it.
fn names(rows: &[Vec<Option<Term>>]) -> BTreeSet<String> {
    let cells = rows.iter().skip(1).flat_map(|row| &row[..2]).flatten();
    let names = cells.filter_map(|cell| match cell {
        Term::Literal(name) => Some(name.value().to_owned()),
        _ => None,
    });
    names.flat_map(|name| name.split(' ').map(str::to_owned).chain([name.clone()]).collect::<Vec<_>>()).collect()
}

#[test]
fn answers_are_the_same_with_ties_and_without() {
    for (store, least) in [(listings(), 100), (example(), 1)] {
        let all = rows(&store, "who-met-whom", &[]);
        assert!(all.len() > least);
        let mut asked: Vec<(&str, Vec<(&str, String)>)> = vec![("who-met-whom", vec![])];
        for (from, to) in [("1961", "1963-04"), ("1960-12-08", "1960-12-08"), ("1800", "1900")] {
            asked.push(("who-met-whom", vec![("from", from.into())]));
            asked.push(("who-met-whom", vec![("to", to.into())]));
            asked.push(("who-met-whom", vec![("from", from.into()), ("to", to.into())]));
        }
        let odd = ["kim il sung", "PUZANOV", "Prath", " - ", "Nobody of this name", "kim\nil", "il", "\"", "sándor"];
        for name in names(&all).iter().map(String::as_str).chain(odd).filter(|name| !name.trim().is_empty()) {
            asked.push(("who-met-whom", vec![("person", name.to_owned())]));
            asked.push(("encounters-of-person", vec![("person", name.to_owned())]));
        }
        assert!(!ties::are_kept(&store));
        let answers = |store: &Store| -> Vec<Vec<Vec<Option<Term>>>> {
            let answer = |(name, params): &(&str, Vec<(&str, String)>)| {
                rows(store, name, &params.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
            };
            asked.iter().map(answer).collect()
        };
        let without = answers(&store);
        ties::keep(&store).unwrap();
        assert!(ties::are_kept(&store));
        for ((question, without), with) in asked.iter().zip(&without).zip(answers(&store)) {
            let differ = with.iter().zip(without).find(|(with, without)| with != without);
            assert!(with == *without, "{question:?}: {} and {} rows, {differ:?}", with.len(), without.len());
        }
        assert!(
            without.iter().filter(|rows| rows.len() > 1).count() > least / 2,
            "few of the questions have an answer"
        );
    }
}

#[test]
fn a_change_takes_them_out_of_use() {
    let store = listings();
    ties::keep(&store).unwrap();
    let before = rows(&store, "who-met-whom", &[]);
    let quads: Vec<Quad> = derived::statements(&store).collect::<Result<_, _>>().unwrap();
    assert_eq!(derived::count(&store).unwrap(), quads.len());
    assert!(store.len().unwrap() > quads.len() + before.len());

    // an encounter is taken out of its record, which is loaded again
    let encounter =
        Term::from(oxigraph::model::NamedNode::new_unchecked("https://w3id.org/chancery/ontology#Encounter"));
    let gone = quads.iter().find(|quad| quad.object == encounter).unwrap();
    let corrected: Vec<Quad> = quads
        .iter()
        .filter(|quad| quad.graph_name == gone.graph_name && quad.subject != gone.subject)
        .cloned()
        .collect();
    assert_eq!(store::put(&store, &corrected, &Base::new(DEFAULT_BASE).unwrap()).unwrap(), 1);
    assert!(!ties::are_kept(&store));
    let after = rows(&store, "who-met-whom", &[]);
    assert!(after.len() < before.len());
    ties::keep(&store).unwrap();
    assert!(ties::are_kept(&store));
    assert_eq!(rows(&store, "who-met-whom", &[]), after);

    store::relink(&store, &Converter::new(DEFAULT_BASE).unwrap()).unwrap();
    assert!(!ties::are_kept(&store));
}

#[test]
fn they_are_no_part_of_what_is_written_or_read() {
    let store = example();
    let written = |store: &Store, format| {
        let mut out = Vec::new();
        write_store(store, format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let sorted = |text: String| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let before = (sorted(written(&store, Format::NQuads)), written(&store, Format::TriG));
    ties::keep(&store).unwrap();
    assert_eq!((sorted(written(&store, Format::NQuads)), written(&store, Format::TriG)), before);

    // a dump that somebody made of the whole store with other means
    let folder = tempfile::tempdir().unwrap();
    let dump = folder.path().join("dump.nq");
    store.dump_to_writer(RdfFormat::NQuads, std::fs::File::create(&dump).unwrap()).unwrap();
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let read = store::open(&[dump.display().to_string()], &converter, Links::AsTheyAre, &|| ()).unwrap().store;
    assert!(!ties::are_kept(&read));
    assert_eq!(read.len().unwrap(), derived::count(&store).unwrap());
}

#[test]
fn a_store_without_encounters_has_none() {
    let store = Store::new().unwrap();
    ties::keep(&store).unwrap();
    assert!(ties::are_kept(&store));
    assert_eq!(rows(&store, "who-met-whom", &[]).len(), 1);
    assert_eq!(rows(&store, "encounters-of-person", &[("person", "Kim")]).len(), 1);
}

/// What graphs are made of that hold more than ours do: two titles, names and dates of one thing, names with and without a
/// language, people who are two others, links by several rules or none, parties without words, agents without a name.
const STATEMENTS: &str = r#"
    e:1 a chy:Encounter ; rico:hasOrHadParticipant p:1 , p:2 , p:3 ; rico:occurredAtDate d:1 , d:2 ;
      rico:hasOrHadLocation l:1 , l:2 ; rico:hasEventType k:1 , k:2 .
    e:2 a chy:Encounter ; rico:hasOrHadParticipant p:1 , p:4 , i:1 ; rico:occurredAtDate d:3 ; rico:hasOrHadLocation l:1 .
    e:3 rico:hasOrHadParticipant p:1 , p:2 .
    r:1 rico:describesOrDescribed e:1 , e:2 ; rico:title "A" , "B"@en ; rico:hasCreationDate d:1 , d:3 .
    r:2 rico:describesOrDescribed e:1 , e:3 ; rico:title "0" ; rico:hasCreationDate d:2 .
    d:1 rico:normalizedDateValue "1960-12"^^<urn:edtf> ; crm:P82b_end_of_the_end "1960-12-31T23:59:59"^^xsd:dateTime ;
      crm:P82a_begin_of_the_begin "1960-12-01T00:00:00"^^xsd:dateTime .
    d:2 rico:normalizedDateValue "1961-01-01"^^<urn:edtf> ; crm:P82b_end_of_the_end "1961-01-01T00:00:00"^^xsd:dateTime .
    d:3 rico:normalizedDateValue "1962"^^<urn:edtf> ; crm:P82b_end_of_the_end "1962-12-31T23:59:59"^^xsd:dateTime ,
      "1961-12-31T23:59:59"^^xsd:dateTime .
    l:1 rico:name "Pyongyang"@en , "Moscow" . l:2 rico:name "Berlin" .
    k:1 skos:prefLabel "meeting"@en . k:2 skos:prefLabel "visit"@en , "visit" .
    p:1 rico:name "Kim Il" , "Kim Il"@en ; skos:altLabel "Kim Ir" . p:2 rico:generalDescription "the Ambassador" .
    p:3 rico:name "Puzanov" ; rico:generalDescription "Ambassador" . p:4 rdfs:label "Práth" .
    i:1 rico:name "Kim Il-sung" , "Kim"@en ; skos:hiddenLabel "Kim Ir Sen" . i:2 rico:name "Alexander Puzanov" .
    p:1 rico:isEquivalentTo i:1 . p:2 rico:isEquivalentTo i:1 , i:2 . p:3 rico:isEquivalentTo i:2 .
    s:1 rdf:subject p:1 ; rdf:predicate rico:isEquivalentTo ; rdf:object i:1 ; prov:wasAttributedTo u:1 , u:2 .
    s:2 rdf:subject p:2 ; rdf:predicate rico:isEquivalentTo ; rdf:object i:2 ; prov:wasAttributedTo <urn:somebody> , "A. N. Other" .
    s:3 rdf:subject e:1 ; rdf:predicate rico:hasOrHadParticipant ; rdf:object p:1 ; prov:wasDerivedFrom w:1 , w:2 ;
      prov:wasAttributedTo u:1 .
    s:4 rdf:subject e:1 ; rdf:predicate rico:hasOrHadParticipant ; rdf:object p:2 ; prov:wasDerivedFrom w:2 , w:3 ;
      prov:wasAttributedTo u:1 , u:2 .
    s:5 rdf:subject e:2 ; rdf:predicate rico:hasOrHadParticipant ; rdf:object p:4 ; prov:wasDerivedFrom w:1 ;
      prov:wasAttributedTo _:u .
    s:6 rdf:subject p:1 ; rdf:predicate schema:mentions ; rdf:object p:3 ; prov:wasDerivedFrom w:3 .
    w:1 oa:exact "met"@en ; chy:field rico:title ; oa:start 10 . w:2 oa:exact "met" , "saw"@en ; chy:field rico:title ; oa:start 9 .
    w:3 oa:exact "kim talks" ; chy:field rico:scopeAndContent ; oa:start 100 , 2 .
    u:1 dcterms:type k:3 . u:2 dcterms:type k:4 , k:3 . _:u dcterms:type k:3 . k:3 skos:prefLabel "stated"@en .
    k:4 skos:prefLabel "inferred" .
"#;

static TOLD: LazyLock<Vec<Quad>> = LazyLock::new(|| {
    let prefixes = chancery::rdf::vocab::PREFIXES.iter().map(|(prefix, iri)| format!("PREFIX {prefix}: <{iri}>\n"));
    let own = "e p i r d l k s w".split(' ').map(|kind| format!("PREFIX {kind}: <urn:{kind}:>\n"));
    let text = prefixes.chain(own).chain(["PREFIX u: <urn:/rule/>\n".to_owned()]).collect::<String>() + STATEMENTS;
    let parsed = oxigraph::io::RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes());
    parsed.collect::<Result<_, _>>().unwrap()
});

fn answers(store: &Store) -> [Vec<Vec<Option<Term>>>; 4] {
    let of = |person| rows(store, "encounters-of-person", &[("person", person)]);
    [rows(store, "who-met-whom", &[]), of("kim"), of("puzanov"), of("Prath")]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 96 } else { 1024 }))]

    #[test]
    fn answers_are_the_same_over_any_graph(
        quads in (0..TOLD.len()).prop_flat_map(|least| subsequence(TOLD.as_slice(), least..=TOLD.len()))
    ) {
        let store = Store::new().unwrap();
        store.extend(quads.iter().cloned()).unwrap();
        let without = answers(&store);
        ties::keep(&store).unwrap();
        for (with, without) in answers(&store).iter().zip(&without) {
            let graph = || quads.iter().map(Quad::to_string).collect::<Vec<_>>().join("\n");
            prop_assert!(with == without, "with: {with:?}\nwithout: {without:?}\n{}", graph());
        }
    }
}

/// The same without second titles, names and values, of which the queries' filters take those that fit before they choose one.
static PLAIN: LazyLock<Vec<Quad>> = LazyLock::new(|| {
    let once = ["#name", "#normalizedDateValue", "#occurredAtDate", "P82b_end_of_the_end"];
    let mut seen = BTreeSet::new();
    let is_first = |quad: &&Quad| {
        !once.iter().any(|end| quad.predicate.as_str().ends_with(end))
            || seen.insert((quad.subject.to_string(), quad.predicate.to_string()))
    };
    TOLD.iter().filter(is_first).cloned().collect()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 64 } else { 512 }))]

    #[test]
    fn filters_are_the_same_over_any_graph(
        quads in (0..PLAIN.len()).prop_flat_map(|least| subsequence(PLAIN.as_slice(), least..=PLAIN.len()))
    ) {
        let store = Store::new().unwrap();
        store.extend(quads.iter().cloned()).unwrap();
        let answers = || {
            [("from", "1960-12"), ("from", "1962"), ("to", "1960"), ("to", "1961-06"), ("person", "kim"), ("person", "UZ")]
                .map(|param| rows(&store, "who-met-whom", &[param]))
        };
        let without = answers();
        ties::keep(&store).unwrap();
        for (with, without) in answers().iter().zip(&without) {
            let graph = || quads.iter().map(Quad::to_string).collect::<Vec<_>>().join("\n");
            prop_assert!(with == without, "with: {with:?}\nwithout: {without:?}\n{}", graph());
        }
    }
}

#[test]
fn that_graph_has_ties() {
    let store = Store::new().unwrap();
    store.extend(TOLD.iter().cloned()).unwrap();
    let [all, kim, puzanov, prath] = answers(&store).map(|rows| rows.len() - 1);
    assert!(all > 1 && kim > 1 && puzanov > 0 && prath > 0, "{all} {kim} {puzanov} {prath}");
}

/// A listing in memory.
struct Listing(String);

impl Input for Listing {
    fn name(&self) -> &str {
        "listing"
    }

    fn open(&self) -> chancery::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(self.0.as_bytes()))
    }
}

/// The ties that a store keeps.
fn kept(store: &Store) -> BTreeSet<String> {
    let quads = store.quads_for_pattern(None, None, None, Some(derived::TIES.into()));
    quads.map(|quad| quad.unwrap().to_string()).collect()
}

#[test]
fn those_worked_out_as_statements_go_by_are_those_of_the_store() {
    let listing = |name| Listing(std::fs::read_to_string(format!("tests/gold/{name}.txt")).unwrap());
    let (dev, near) = (listing("dev-listing"), listing("near-listing"));
    // two copies of some records, one of them with other words
    let other = Listing(dev.0.replace("conversation", "meeting"));
    for (inputs, saw_all) in [(vec![&dev, &near], true), (vec![&dev, &other], true), (vec![&dev], false)] {
        let (store, mut keeper) = (Store::new().unwrap(), Keeper::default());
        let mut take = |quads: Vec<Quad>| {
            keeper.see(&quads);
            store.extend(quads).unwrap();
            Ok(())
        };
        let inputs: Vec<&dyn Input> = inputs.into_iter().map(|input| input as &dyn Input).collect();
        Converter::new(DEFAULT_BASE).unwrap().stream(&inputs, &|quads| quads.to_vec(), &mut take, &|_| ()).unwrap();
        keeper.keep(&store, saw_all).unwrap();
        let as_they_went_by = kept(&store);
        ties::keep(&store).unwrap();
        assert!(as_they_went_by.len() > 100);
        let of_the_store = kept(&store);
        let differ: Vec<_> = as_they_went_by.symmetric_difference(&of_the_store).take(2).collect();
        assert!(differ.is_empty(), "{differ:?}");
    }
}

/// What is worked out stands in the store, and the union of its graphs is what is stated, however it is asked for.
#[test]
fn a_query_asks_for_what_is_stated() {
    let store = example();
    ties::keep(&store).unwrap();
    let derived: BTreeSet<_> = store
        .quads_for_pattern(None, None, None, Some(derived::TIES.into()))
        .map(|quad| quad.unwrap().predicate)
        .collect();
    assert_eq!(derived, derived::properties().collect(), "what is kept has other properties than are told of");

    let ask = |text: &str| -> Vec<Vec<Option<Term>>> {
        let QueryResults::Solutions(rows) = query::parse("ask", text).unwrap().run(&store, &[]).unwrap() else {
            panic!("no SELECT")
        };
        rows.map(|row| row.unwrap().values().to_vec()).collect()
    };
    let count = |pattern: &str| -> usize {
        let rows = ask(&format!("SELECT (COUNT(*) AS ?n) {{ {pattern} }}"));
        let Some(Term::Literal(count)) = &rows[0][0] else { panic!("no count") };
        count.value().parse().unwrap()
    };
    let stated = derived::count(&store).unwrap();
    assert_eq!(count("?s ?p ?o"), stated);
    assert_eq!(count("?s ?p ?o . ?s ?q ?r FILTER(CONTAINS(STR(?q), \"chancery/tie#\"))"), 0);
    assert_eq!(count("GRAPH ?g { ?s ?p ?o }"), stated);
    assert_eq!(count("?s !<http://example.org/p> ?o"), stated);
    assert_eq!(count("?o ^!<http://example.org/p> ?s"), stated);
    let tie = derived::TIES.as_str();
    // a path that may lead nowhere leads from every node to itself
    let is_tie = format!("FILTER(CONTAINS(CONCAT(STR(?a), \" \", STR(?b)), \"{tie}\"))");
    let nodes = count("{ SELECT DISTINCT ?n { { ?n ?p ?o } UNION { ?s ?p ?n } } }");
    for path in ["!<x:x>*", "(<x:p>|!<x:p>)*", "(!<x:x>|^!<x:x>)?", "<x:p>*", "<x:p>*/<x:q>*/<x:r>?"] {
        assert_eq!(count(&format!("?a {path} ?b {is_tie}")), 0, "{path}");
        assert_eq!(count(&format!("?a {path} ?b FILTER(SAMETERM(?a, ?b))")), nodes, "{path}");
        assert!(count(&format!("?a <{}> ?name . ?a {path} ?b", rdfs::LABEL.as_str())) > 0, "{path}");
    }
    for path in ["rows", "isOne"].map(|name| format!("<{tie}#{name}>")) {
        assert_eq!(count(&format!("?a {path}+ ?b")), 0);
        assert_eq!(count(&format!("?a {path}* ?b")), nodes);
    }
    assert_eq!(count(&format!("?s <{tie}#rows> ?o")), 0);
    assert_eq!(count(&format!("VALUES ?s {{ <{tie}#block-0> }} FILTER EXISTS {{ ?s ?p ?o }}")), 0);
    assert!(ask("SELECT ?g { GRAPH ?g {} }").iter().flatten().flatten().all(|graph| !graph.to_string().contains(tie)));

    // whoever names the graph means it
    assert!(count(&format!("GRAPH <{tie}> {{ ?s <{tie}#rows> ?o }}")) > 0);
    assert!(!ask(&format!("SELECT * FROM <{tie}> {{ ?s ?p ?o }}")).is_empty());
}
