//! Exports: each term stands in its vocabulary and is used as that wants it, nothing is lost from a full export, and what a
//! profile has no word for is told.

#![allow(clippy::unwrap_used, clippy::panic)]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::export::{PROFILES, Profile, cmif};
use chancery::rdf::write::{Format, write, write_reified, write_store};
use chancery::store::{self, Links};
use oxigraph::io::RdfParser;
use oxigraph::model::dataset::CanonicalizationAlgorithm;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Dataset, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::process::{Command, Output};

const SAMPLE: &str = "data/samples/inter-korean-relations.txt";

fn open(graphs: &[&str]) -> Store {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let graphs: Vec<String> = graphs.iter().map(|graph| root.join(graph).display().to_string()).collect();
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    store::open(&graphs, &converter, Links::Sure, &|| ()).unwrap().store
}

/// The sample and the listings that rules were developed beside.
fn listings() -> Store {
    open(&[SAMPLE, "tests/gold/dev-listing.txt", "tests/gold/dev-results.txt", "tests/gold/near-listing.txt"])
}

fn exported(profile: &str, store: &Store) -> Vec<Quad> {
    Profile::bundled(profile).unwrap().run(store).unwrap()
}

const PREFIXES: &[(&str, &str)] = &[
    ("rico", "https://www.ica.org/standards/RiC/ontology#"),
    ("schema", "https://schema.org/"),
    ("crm", "http://www.cidoc-crm.org/cidoc-crm/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("edm", "http://www.europeana.eu/schemas/edm/"),
    ("ore", "http://www.openarchives.org/ore/terms/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
];

fn short(iri: &str) -> String {
    let with = |(prefix, namespace): &(&str, &str)| Some(format!("{prefix}:{}", iri.strip_prefix(namespace)?));
    PREFIXES.iter().find_map(with).unwrap_or_else(|| iri.to_owned())
}

/// What a vocabulary says of its terms: the classes above a class; domain and range of a property, empty for any.
#[derive(Default)]
struct Vocabulary {
    above: HashMap<String, Vec<String>>,
    properties: HashMap<String, (Vec<String>, Vec<String>)>,
}

impl Vocabulary {
    fn of_profiles() -> Self {
        let list = |cell: &str| cell.split('|').filter(|term| !term.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let mut all = Self::default();
        for line in include_str!("fixtures/profile-terms.tsv").lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            match cells[1] {
                "class" => drop(all.above.insert(cells[0].to_owned(), list(cells[2]))),
                _ => drop(all.properties.insert(cells[0].to_owned(), (list(cells[2]), list(cells[3])))),
            }
        }
        all
    }

    fn of_ric_o() -> Self {
        let mut all = Self::default();
        let list = |cell: &str| match cell {
            "" | "[union]" | "rico:Thing" => Vec::new(),
            "http://www.w3.org/2000/01/rdf-schema#Literal" => vec!["literal".to_owned()],
            class => vec![class.to_owned()],
        };
        for line in include_str!("fixtures/ric-o-1.1-terms.tsv").lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            match cells[1] {
                "class" => drop(all.above.insert(cells[0].to_owned(), Vec::new())),
                _ => drop(all.properties.insert(cells[0].to_owned(), (list(cells[2]), list(cells[3])))),
            }
        }
        for line in include_str!("../ontology/ric-o-classes.ttl").lines() {
            if let Some((class, above)) = line.trim_end_matches(" .").split_once("rdfs:subClassOf") {
                all.above.entry(class.trim().to_owned()).or_default().push(above.trim().to_owned());
            }
        }
        for relation in ["AuthorshipRelation", "EventRelation", "PositionHoldingRelation"] {
            all.above.get_mut(&format!("rico:{relation}")).unwrap().push("rico:Relation".to_owned());
        }
        all.properties.insert("rdfs:label".to_owned(), (Vec::new(), vec!["literal".to_owned()]));
        all
    }

    fn is(&self, class: &str, wanted: &[String]) -> bool {
        wanted.iter().any(|wanted| wanted == class)
            || self.above.get(class).is_some_and(|above| above.iter().any(|above| self.is(above, wanted)))
    }

    /// What a graph does that the vocabulary does not want.
    fn violations(&self, quads: &[Quad]) -> BTreeSet<String> {
        let mut types: HashMap<String, Vec<String>> = HashMap::new();
        for quad in quads.iter().filter(|quad| quad.predicate == rdf::TYPE) {
            let Term::NamedNode(class) = &quad.object else { panic!("{quad} has a type that is no IRI") };
            types.entry(quad.subject.to_string()).or_default().push(short(class.as_str()));
        }
        let fits = |node: &str, wanted: &[String]| {
            wanted.is_empty() || types.get(node).is_some_and(|types| types.iter().any(|class| self.is(class, wanted)))
        };
        let mut wrong = BTreeSet::new();
        for class in types.values().flatten().filter(|class| !self.above.contains_key(*class)) {
            wrong.insert(format!("no class {class}"));
        }
        for quad in quads.iter().filter(|quad| quad.predicate != rdf::TYPE) {
            let property = short(quad.predicate.as_str());
            let Some((domain, range)) = self.properties.get(&property) else {
                wrong.insert(format!("no property {property}"));
                continue;
            };
            if !fits(&quad.subject.to_string(), domain) {
                wrong.insert(format!("{property} of {} {:?}", quad.subject, types.get(&quad.subject.to_string())));
            }
            let right = match &quad.object {
                Term::Literal(_) => range.is_empty() || range.iter().any(|range| range == "literal"),
                object => fits(&object.to_string(), range),
            };
            if !right {
                wrong.insert(format!("{property} to {} {:?}", quad.object, types.get(&quad.object.to_string())));
            }
        }
        wrong
    }
}

#[test]
fn every_term_of_every_profile_is_used_as_its_vocabulary_wants_it() {
    let store = listings();
    for (name, _) in PROFILES {
        let quads = exported(name, &store);
        assert!(quads.len() > 2000, "{name} has {} triples only", quads.len());
        let vocabulary = if name == "ric-o" { Vocabulary::of_ric_o() } else { Vocabulary::of_profiles() };
        let wrong = vocabulary.violations(&quads);
        let some: Vec<_> = wrong.iter().take(12).collect();
        assert!(wrong.is_empty(), "{name}: {} violations, such as {some:#?}", wrong.len());
    }
}

#[test]
fn a_misused_term_is_seen() {
    let iri = |iri: &str| NamedNode::new(iri).unwrap();
    let rico = |term: &str| iri(&format!("https://www.ica.org/standards/RiC/ontology#{term}"));
    let (date, record) = (iri("http://example.org/date"), iri("http://example.org/record"));
    let quads = [
        Quad::new(date.clone(), rdf::TYPE, rico("Date"), oxigraph::model::GraphName::DefaultGraph),
        Quad::new(date, rico("hasOrHadAgentName"), record.clone(), oxigraph::model::GraphName::DefaultGraph),
        Quad::new(record, rico("wasInvented"), rico("Date"), oxigraph::model::GraphName::DefaultGraph),
    ];
    assert_eq!(Vocabulary::of_ric_o().violations(&quads).len(), 3);
}

#[test]
fn a_ric_o_export_has_no_term_of_another_vocabulary() {
    let quads = exported("ric-o", &listings());
    let foreign = |iri: &str| !iri.starts_with(PREFIXES[0].1) && !iri.starts_with("http://www.w3.org/");
    for quad in &quads {
        assert!(!foreign(quad.predicate.as_str()), "{quad}");
        if let (true, Term::NamedNode(class)) = (quad.predicate == rdf::TYPE, &quad.object) {
            assert!(!foreign(class.as_str()), "{quad}");
        }
    }
}

#[test]
fn no_encounter_is_lost_and_none_invented() {
    let store = listings();
    let count = |profile: &str, class: &str| {
        let quads = exported(profile, &store);
        let of_class = |quad: &&Quad| {
            quad.predicate == rdf::TYPE
                && short(&quad.object.to_string()[1..quad.object.to_string().len() - 1]) == class
        };
        quads.iter().filter(of_class).map(|quad| quad.subject.clone()).collect::<HashSet<NamedOrBlankNode>>().len()
    };
    let encounter = NamedNode::new("https://w3id.org/chancery/ontology#Encounter").unwrap();
    let encounters = store.quads_for_pattern(None, Some(rdf::TYPE), Some(encounter.as_ref().into()), None).count();
    assert!(encounters > 50);
    assert_eq!(count("schema-org", "schema:Event"), encounters);
    assert_eq!(count("edm", "edm:Event"), encounters);
}

#[test]
fn a_full_export_read_again_is_the_same_graph() {
    let store = open(&[SAMPLE]);
    let all: Vec<Quad> = store.iter().map(Result::unwrap).collect();
    let canonical = |quads: &[Quad]| {
        let mut dataset: Dataset = quads.iter().collect();
        dataset.canonicalize(CanonicalizationAlgorithm::Unstable);
        dataset
    };
    for format in Format::ALL {
        let mut bytes = Vec::new();
        write_store(&store, format, &mut bytes).unwrap();
        let mut again = Vec::new();
        write_store(&store, format, &mut again).unwrap();
        assert_eq!(bytes, again, "{format}: not the same bytes twice");
        let read: Vec<Quad> = RdfParser::from_format(format.oxigraph()).for_slice(&bytes).map(Result::unwrap).collect();
        let mut expected = all.clone();
        if !format.keeps_graphs() {
            expected.iter_mut().for_each(|quad| quad.graph_name = oxigraph::model::GraphName::DefaultGraph);
        }
        assert!(canonical(&read) == canonical(&expected), "{format}");
    }
}

#[test]
fn reifiers_keep_what_statements_are_about() {
    let store = open(&[SAMPLE]);
    let all: Vec<Quad> = store.iter().map(Result::unwrap).collect();
    let statements: BTreeSet<_> = all
        .iter()
        .filter(|quad| quad.predicate.as_str().ends_with("#subject"))
        .map(|quad| quad.subject.to_string())
        .collect();
    let written = |format| {
        let mut bytes = Vec::new();
        write_reified(&all, format, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let lines = written(Format::NQuads);
    assert_eq!(lines.matches("rdf-syntax-ns#reifies> <<( ").count(), statements.len());
    assert_eq!(lines.lines().count(), all.iter().collect::<HashSet<_>>().len() - 2 * statements.len());
    assert_eq!(written(Format::Turtle).matches("rdf:reifies <<( ").count(), statements.len());
    assert!(written(Format::TriG).contains("@prefix rdf: "));
    assert!(write_reified(&all, Format::RdfXml, Vec::new()).is_err());
}

/// A listing of names that break careless writers.
const HOSTILE: &str = "Papers \"<&>\"\n\n    • May 4, 1962\n\n    Letter from Ján “O'<b>Hara</b>” Kováč & Sons to \u{202e}Pavel\u{202c} 🙂 Novák\n    \
     Ambassador Ján \"Bombič\" met with Pavel Novák \\ and said <script>alert(1)</script> & \u{1}more.\n";

#[test]
fn hostile_names_survive_or_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.txt");
    std::fs::write(&path, HOSTILE).unwrap();
    let store = open(&[path.to_str().unwrap()]);
    for (name, _) in PROFILES {
        let quads = exported(name, &store);
        assert!(!quads.is_empty());
        for format in Format::ALL {
            let mut bytes = Vec::new();
            match write(&quads, format, &mut bytes) {
                Ok(()) => {
                    let read = RdfParser::from_format(format.oxigraph()).for_slice(&bytes);
                    let read: BTreeSet<String> = read.map(|quad| quad.unwrap().to_string()).collect();
                    let expected: BTreeSet<String> = quads.iter().map(ToString::to_string).collect();
                    assert_eq!(read, expected, "{name} as {format}");
                }
                Err(error) => assert!(format == Format::RdfXml && error.to_string().contains("U+0001"), "{error}"),
            }
        }
    }
    let mut tei = Vec::new();
    cmif::write(&store, &cmif::Header::default(), &mut tei).unwrap();
    let tei = String::from_utf8(tei).unwrap();
    let mut reader = quick_xml::Reader::from_str(&tei);
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
}

#[test]
fn correspondence_has_both_ends() {
    let mut tei = Vec::new();
    let header = cmif::Header { title: "Letters".into(), ..cmif::Header::default() };
    let messages = cmif::write(&open(&[SAMPLE]), &header, &mut tei).unwrap();
    let tei = String::from_utf8(tei).unwrap();
    assert_eq!(messages, 5);
    assert_eq!(tei.matches("<correspDesc ").count(), 5);
    assert_eq!(tei.matches("type=\"received\"").count(), 5);
}

/// TEI has where a file can be had stand behind its publisher, or in prose; nobody is no publisher.
#[test]
fn a_publisher_that_nobody_names_is_no_empty_one() {
    let written = |header: &cmif::Header| {
        let mut tei = Vec::new();
        cmif::write(&open(&[SAMPLE]), header, &mut tei).unwrap();
        String::from_utf8(tei).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let header = cmif::Header { url: "https://a.example/letters.xml".into(), ..cmif::Header::default() };
    let (nobody, url) = (written(&header), "<idno type=\"url\">https://a.example/letters.xml</idno>");
    assert!(!nobody.contains("<publisher") && nobody.contains("<p>No publisher is named."), "{nobody}");
    assert!(nobody.contains(&format!("{url} </p> </publicationStmt>")), "{nobody}");
    let somebody = written(&cmif::Header { publisher: "An archive".into(), ..header });
    let wanted = format!("<publicationStmt> <publisher>An archive</publisher> {url} </publicationStmt>");
    assert!(somebody.contains(&wanted), "{somebody}");
}

/// What the evidence says, it says of those whom the activities name: people whom links join are one in both.
#[test]
fn linked_art_has_one_node_for_one_person() {
    let quads = exported("linked-art", &listings());
    let said = |property: &'static str| quads.iter().filter(move |quad| short(quad.predicate.as_str()) == property);
    let labelled: HashSet<String> = said("rdfs:label").map(|quad| quad.subject.to_string()).collect();
    let assigned = said("crm:P141_assigned").chain(said("crm:P140_assigned_attribute_to"));
    let people: BTreeSet<String> =
        assigned.map(|quad| quad.object.to_string()).filter(|node| node.contains("person")).collect();
    let strangers: Vec<&String> = people.iter().filter(|node| !labelled.contains(*node)).collect();
    assert!(people.len() > 20 && strangers.is_empty(), "{} such as {:?}", strangers.len(), strangers.first());
}

/// The values of a property, each with how many statements have it.
fn values(quads: &[Quad], property: &str) -> BTreeMap<String, usize> {
    let mut values = BTreeMap::new();
    for quad in quads.iter().filter(|quad| short(quad.predicate.as_str()) == property) {
        let value = match &quad.object {
            Term::Literal(literal) => literal.value().to_owned(),
            other => other.to_string(),
        };
        *values.entry(value).or_default() += 1;
    }
    values
}

/// One record a precision.
fn dated() -> Store {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dated.txt");
    let record = |date: &str, words: &str| format!("    • {date}\n\n    Report\n    {words}\n\n");
    let records = [
        record("May 4, 1962", "Jan Horak met with Pavel Novak."),
        record("September 1961", "Telegram"),
        record("1971", "Letter"),
        record("March 16-18, 1961", "Note"),
    ];
    std::fs::write(&path, format!("Papers\n\n{}", records.concat())).unwrap();
    open(&[path.to_str().unwrap()])
}

#[test]
fn schema_org_has_every_date() {
    let quads = exported("schema-org", &dated());
    let created: Vec<String> = values(&quads, "schema:dateCreated").into_keys().collect();
    assert_eq!(created, ["1961-03-16/1961-03-18", "1961-09", "1962-05-04", "1971"]);
    let started: Vec<String> = values(&quads, "schema:startDate").into_keys().collect();
    assert_eq!(started, ["../1962-05-04"]);
}

/// What Europeana wants of an aggregation is said where it is known, and of each.
#[test]
fn edm_says_who_provides_under_what_licence_and_where() {
    let (store, edm) = (dated(), Profile::bundled("edm").unwrap());
    let (licence, url) = ("https://creativecommons.org/publicdomain/zero/1.0/", "https://a.example/papers");
    let known = [("publisher", "An archive"), ("licence", licence), ("url", url), ("title", "Papers")];
    let quads = edm.run_with(&store, &known).unwrap();
    for (property, value) in [
        ("edm:dataProvider", "An archive".to_owned()),
        ("edm:provider", "An archive".to_owned()),
        ("edm:rights", format!("<{licence}>")),
        ("edm:isShownAt", format!("<{url}>")),
    ] {
        assert_eq!(values(&quads, property), BTreeMap::from([(value, 4)]), "{property}");
    }
    assert!(Vocabulary::of_profiles().violations(&quads).is_empty());
    let unknown = edm.run_with(&store, &[("publisher", ""), ("licence", ""), ("url", "")]).unwrap();
    assert!(["edm:provider", "edm:rights", "edm:isShownAt"].iter().all(|it| values(&unknown, it).is_empty()));
    // a time has a plain name, and its days
    let is_plain = |quad: &&Quad| {
        quad.object.to_string() == "\"[..1962-05-04]\"" && quad.predicate.as_str().ends_with("#prefLabel")
    };
    assert_eq!(quads.iter().filter(is_plain).count(), 1);
    assert_eq!(values(&quads, "edm:end").into_keys().collect::<Vec<_>>(), ["1962-05-04"]);
    assert!(values(&quads, "edm:begin").is_empty());
}

#[test]
fn an_empty_graph_is_exported_as_one() {
    let store = Store::new().unwrap();
    for (name, _) in PROFILES {
        let profile = Profile::bundled(name).unwrap();
        assert_eq!(profile.run(&store).unwrap(), []);
        assert_eq!(profile.unsaid(&store).unwrap(), []);
    }
    assert_eq!(cmif::write(&store, &cmif::Header::default(), Vec::new()).unwrap(), 0);
}

#[test]
fn what_a_profile_has_no_word_for_is_counted() {
    let store = open(&[SAMPLE]);
    let unsaid: BTreeMap<String, u64> =
        Profile::bundled("dublin-core").unwrap().unsaid(&store).unwrap().into_iter().collect();
    let sender = "https://www.ica.org/standards/RiC/ontology#hasSender";
    assert_eq!(unsaid.get(sender), Some(&5));
    assert!(!unsaid.contains_key("https://www.ica.org/standards/RiC/ontology#hasAuthor"));
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
}

#[test]
fn mistakes_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let told = |profile: &str, more: &[&str]| {
        let output = run(&[&["export", SAMPLE, "--profile", profile], more].concat());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
        String::from_utf8(output.stderr).unwrap().replace(&format!("{}/", folder.path().display()), "")
    };
    insta::assert_snapshot!(told("rico", &[]), @r#"
    error: there is no profile “rico” (did you mean “ric-o”?)
      help: `chancery export --help` lists the profiles; a file of your own ends in .rq
    "#);
    insta::assert_snapshot!(told("cmif", &["-o", "letters.ttl"]), @r#"
    error: cmif is XML, and the file's name says another format
      help: end it in .xml
    "#);
    insta::assert_snapshot!(told("edm", &["-o", "records.docx"]), @r#"
    error: records.docx: the file's name tells no format of graphs
      help: end it in one of .ttl .trig .nq .nt .rdf .jsonld, or name a format with --to
    "#);
    insta::assert_snapshot!(told(&file("select.rq", "SELECT * { ?s ?p ?o }"), &[]), @r#"
    error: select.rq: a profile is a CONSTRUCT, and this query is another
      help: ask other queries with: chancery query GRAPH FILE.rq
    "#);
    insta::assert_snapshot!(told(&file("broken.rq", "CONSTRUCT { ?s ?p ?o }\nWHERE { ?s ?p }"), &[]), @r#"
    error: broken.rq:2:16: this SPARQL breaks off here
      help: LATERAL or SERVICE could stand here
    "#);
    insta::assert_snapshot!(told("none.rq", &[]), @r#"
    error: none.rq: there is no such query file
      help: check the path; `chancery queries` lists the queries that have a name
    "#);
    insta::assert_snapshot!(told("full", &["--rdf-12", "--to", "rdfxml"]), @r#"
    error: --rdf-12 cannot be written as rdfxml
      help: take turtle, trig, ntriples or nquads
    "#);
    insta::assert_snapshot!(told("ric-o", &["--rdf-12"]), @r#"
    error: ric-o has no evidence to reify
      help: --rdf-12 goes with --profile full
    "#);
    insta::assert_snapshot!(told("ric-o", &["--publisher", "An Archive", "--issued", "2026-11-26"]), @r#"
    error: ric-o says nothing of --publisher and --issued
      help: leave it out: cmif takes --title, --publisher, --url and --issued, edm --publisher, --url and --licence
    "#);
    insta::assert_snapshot!(told("cmif", &["--licence", "https://example.org/"]), @r#"
    error: cmif says nothing of --licence
      help: leave it out: cmif takes --title, --publisher, --url and --issued, edm --publisher, --url and --licence
    "#);
    insta::assert_snapshot!(told("cmif", &["--to", "turtle"]), @r#"
    error: cmif is XML, and has no other format
      help: leave out --to
    "#);
}

/// What Europeana wants beside the graph is said as it is for `publish`, and missed where nobody says it.
#[test]
fn edm_is_exported_with_its_provider() {
    let told = |more: &[&str]| {
        let output = run(&[&["export", SAMPLE, "--profile", "edm", "--to", "ntriples"], more].concat());
        assert_eq!(output.status.code(), Some(0));
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (graph, notes) = told(&["--publisher", "An Archive", "--licence", "https://example.org/by"]);
    for term in ["dataProvider> \"An Archive\"", "rights> <https://example.org/by>"] {
        assert_eq!(graph.matches(&format!("edm/{term}")).count(), 20, "{term}");
    }
    assert!(!notes.contains("no publisher"), "{notes}");
    let (graph, notes) = told(&[]);
    assert!(!graph.contains("dataProvider") && notes.contains("--publisher NAME"), "{notes}");
}

/// "The Hungarian delegation" and "Soviet officials" are one node, and no person.
#[test]
fn several_of_a_role_are_a_group() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("groups.txt");
    let listing = "Papers\n\n    • May 4, 1962\n\n    Record of Conversation between Ambassador Tarn Velk and a Delegation of Trade Unions\n\n    \
        Ambassador Tarn Velk talks with the delegation of trade unions.\n\n    • May 5, 1962\n\n    \
        Record of Conversation between Tarn Velk and Soviet Officials\n\n    Tarn Velk meets Soviet officials.\n\n    • May 6, 1962\n\n    \
        Record of Conversation between Tarn Velk and the Chargé d'Affaires of Hungary\n\n    Tarn Velk meets the Chargé d'Affaires of Hungary.\n";
    std::fs::write(&path, listing).unwrap();
    let store = open(&[path.to_str().unwrap()]);
    for (profile, person, group) in [
        ("ric-o", "rico:Person", "rico:Group"),
        ("schema-org", "schema:Person", "schema:Organization"),
        ("linked-art", "crm:E21_Person", "crm:E74_Group"),
    ] {
        let quads = exported(profile, &store);
        let classes = |part: &str| -> BTreeSet<String> {
            let of = quads.iter().filter(|quad| quad.predicate == rdf::TYPE && quad.subject.to_string().contains(part));
            of.map(|quad| short(quad.object.to_string().trim_matches(['<', '>']))).collect()
        };
        for (part, class) in
            [("unnamed-delegation", group), ("unnamed-soviet-officials", group), ("unnamed-charge", person)]
        {
            assert_eq!(classes(part), BTreeSet::from([class.to_owned()]), "{part} in {profile}");
        }
    }
}

#[test]
fn a_profile_of_ones_own_is_a_construct_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.rq");
    std::fs::write(&path, "CONSTRUCT { ?r <http://example.org/called> ?t } WHERE { ?r <https://www.ica.org/standards/RiC/ontology#title> ?t }").unwrap();
    let output = run(&["export", SAMPLE, "--profile", path.to_str().unwrap(), "--to", "ntriples"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 29);
    assert!(String::from_utf8(output.stderr).unwrap().contains("has no word for"));
}
