//! Releases: the same graph gives the same folder, what is said of it is so, and no folder is lost.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::export::cmif::Header;
use chancery::publish::{About, CHECKSUMS, DESCRIPTION, Source, publish};
use chancery::store::{self, Links};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{BlankNode, GraphName, NamedOrBlankNode, Quad, Term};
use oxigraph::store::Store;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SAMPLE: &str = "data/samples/inter-korean-relations.txt";
const OTHER: &str = "tests/gold/dev-results.txt";

fn open(graphs: &[&str]) -> Store {
    let graphs: Vec<String> = graphs.iter().map(|graph| (*graph).to_owned()).collect();
    store::open(&graphs, &Converter::new(DEFAULT_BASE).unwrap(), Links::Sure, &|| ()).unwrap().store
}

fn about() -> About {
    About {
        header: Header {
            title: "Korea “in” the Sixties\n<&>".to_owned(),
            publisher: "An archive".to_owned(),
            url: "https://archive.example/korea/".to_owned(),
            date: Some("2026-11-26".to_owned()),
        },
        licence: "https://creativecommons.org/publicdomain/zero/1.0/".to_owned(),
        sources: vec![Source::read(Path::new(SAMPLE)).unwrap()],
    }
}

/// The files of a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |entry: fs::DirEntry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap());
    fs::read_dir(folder).unwrap().map(|entry| read(entry.unwrap())).collect()
}

fn parse(format: RdfFormat, bytes: &[u8]) -> Vec<Quad> {
    RdfParser::from_format(format).for_reader(bytes).map(|quad| quad.unwrap()).collect()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
}

fn released(store: &Store, about: &About) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("release");
    publish(store, about, &target, false).unwrap();
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing else is left: {left:?}");
    files(&target)
}

#[test]
fn the_same_graph_gives_the_same_folder() {
    let (one, other) = (released(&open(&[SAMPLE, OTHER]), &about()), released(&open(&[OTHER, SAMPLE]), &about()));
    assert!(one.len() > 12, "{:?}", one.keys());
    assert!(one == other, "another order of inputs shows");
    assert!(one.values().all(|bytes| !bytes.is_empty()));
}

#[test]
fn every_file_is_what_its_checksum_says() {
    let files = released(&open(&[SAMPLE]), &about());
    let sums = String::from_utf8(files[CHECKSUMS].clone()).unwrap();
    let sums: BTreeMap<&str, &str> =
        sums.lines().map(|line| line.split_once("  ").unwrap()).map(|(sum, name)| (name, sum)).collect();
    let named: BTreeSet<&str> = sums.keys().copied().chain([CHECKSUMS]).collect();
    assert_eq!(named, files.keys().map(String::as_str).collect());
    for (name, sum) in sums {
        assert_eq!(hex(&files[name]), sum, "{name}");
    }
}

#[test]
fn all_files_of_the_whole_hold_the_same_triples() {
    let store = open(&[SAMPLE]);
    let files = released(&store, &about());
    let triples = |name: &str, format| -> BTreeSet<String> {
        parse(format, &files[name]).into_iter().map(|quad| oxigraph::model::Triple::from(quad).to_string()).collect()
    };
    let canonical = triples("full.nq", RdfFormat::NQuads);
    assert_eq!(parse(RdfFormat::NQuads, &files["full.nq"]).len(), store.len().unwrap());
    assert_eq!(canonical, triples("full.ttl", RdfFormat::Turtle));
    assert_eq!(canonical, triples("full.trig", RdfFormat::TriG));
}

/// A release is a graph, and its profiles say the same once more in other terms: none of that is read beside it.
#[test]
fn a_release_is_read_as_its_graph() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("release");
    let store = open(&[SAMPLE]);
    publish(&store, &about(), &target, false).unwrap();
    let read = |graph: &str| {
        let opened = store::open(&[graph.to_owned()], &Converter::new(DEFAULT_BASE).unwrap(), Links::AsTheyAre, &|| ());
        opened.unwrap()
    };
    let release = read(target.to_str().unwrap());
    assert_eq!((release.notes.files, release.store.len().unwrap()), (1, store.len().unwrap()));
    // without its checksums it is a folder like any other
    fs::remove_file(target.join(CHECKSUMS)).unwrap();
    assert!(read(target.to_str().unwrap()).notes.files > 10);
}

/// What the description says of a thing by a term, shortened to the term's last part.
fn said(quads: &[Quad], of: &str, term: &str) -> Vec<Term> {
    let found = quads.iter().filter(|quad| {
        matches!(&quad.subject, NamedOrBlankNode::NamedNode(node) if node.as_str() == of)
            && quad.predicate.as_str().ends_with(&format!("#{term}"))
            || matches!(&quad.subject, NamedOrBlankNode::NamedNode(node) if node.as_str() == of)
                && quad.predicate.as_str().ends_with(&format!("/{term}"))
    });
    found.map(|quad| quad.object.clone()).collect()
}

fn number(terms: &[Term]) -> usize {
    let [Term::Literal(number)] = terms else { panic!("{terms:?}") };
    number.value().parse().unwrap()
}

#[test]
fn the_description_counts_what_is_there() {
    let store = open(&[SAMPLE]);
    let files = released(&store, &about());
    let described = parse(RdfFormat::Turtle, &files[DESCRIPTION]);
    let dataset = "https://archive.example/korea/void.ttl#dataset";
    // by another way: the store's own queries
    let counted = |pattern: &str| {
        let query = chancery::query::parse("count", &format!("SELECT (COUNT(*) AS ?n) {{ {pattern} }}")).unwrap();
        let oxigraph::sparql::QueryResults::Solutions(mut rows) = query.run(&store, &[]).unwrap() else { panic!() };
        let row = rows.next().unwrap().unwrap();
        chancery::query::cell(&row, "n").parse::<usize>().unwrap()
    };
    for (term, pattern) in [
        ("triples", "SELECT DISTINCT * { ?s ?p ?o }"),
        ("entities", "SELECT DISTINCT ?s { ?s ?p ?o FILTER(isIRI(?s)) }"),
        ("distinctSubjects", "SELECT DISTINCT ?s { ?s ?p ?o }"),
        ("distinctObjects", "SELECT DISTINCT ?o { ?s ?p ?o }"),
        ("classes", "SELECT DISTINCT ?c { ?s a ?c }"),
        ("properties", "SELECT DISTINCT ?p { ?s ?p ?o }"),
    ] {
        assert_eq!(number(&said(&described, dataset, term)), counted(pattern), "{term}");
    }
    let parts = said(&described, dataset, "propertyPartition");
    assert_eq!(parts.len(), counted("SELECT DISTINCT ?p { ?s ?p ?o }"));
    let all: usize = parts.iter().map(|part| number(&said(&described, node(part), "triples"))).sum();
    assert_eq!(all, counted("SELECT DISTINCT * { ?s ?p ?o }"));
    for part in said(&described, dataset, "classPartition") {
        let class = said(&described, node(&part), "class").remove(0);
        assert_eq!(
            number(&said(&described, node(&part), "entities")),
            counted(&format!("SELECT DISTINCT ?s {{ ?s a {class} }}")),
            "{class}"
        );
    }
    for example in said(&described, dataset, "exampleResource") {
        assert!(counted(&format!("{example} ?p ?o")) > 0, "{example}");
    }
    // files and the listing, with their checksums
    let sources = said(&described, dataset, "source");
    let sum = said(&described, node(&said(&described, node(&sources[0]), "checksum")[0]), "checksumValue").remove(0);
    assert!(sum.to_string().contains(&hex(&fs::read(SAMPLE).unwrap())), "{sum}");
    for file in said(&described, dataset, "distribution") {
        let name = node(&file).rsplit('/').next().unwrap();
        assert_eq!(number(&said(&described, node(&file), "byteSize")), files[name].len(), "{name}");
        let sum = said(&described, node(&said(&described, node(&file), "checksum")[0]), "checksumValue").remove(0);
        assert!(sum.to_string().contains(&hex(&files[name])));
    }
    let identifier = said(&described, dataset, "identifier").remove(0).to_string();
    assert!(identifier.contains(&hex(&files["full.nq"])), "{identifier}");
}

fn node(term: &Term) -> &str {
    let Term::NamedNode(node) = term else { panic!("{term}") };
    node.as_str()
}

#[test]
fn two_who_hold_one_graph_have_one_hash() {
    let hash = |quads: Vec<Quad>| {
        let store = Store::new().unwrap();
        store.extend(quads).unwrap();
        let folder = tempfile::tempdir().unwrap();
        publish(&store, &about(), &folder.path().join("r"), false).unwrap().canonical
    };
    let mut quads: Vec<Quad> = open(&[SAMPLE]).iter().map(Result::unwrap).collect();
    let with_blank = |name: &str, quads: &[Quad]| {
        let mut quads = quads.to_vec();
        let node = BlankNode::new(name).unwrap();
        quads.push(Quad::new(node, quads[0].predicate.clone(), quads[0].object.clone(), GraphName::DefaultGraph));
        quads
    };
    let first = hash(quads.clone());
    assert_eq!(hash(with_blank("a", &quads)), hash(with_blank("zz", &quads)));
    assert_ne!(hash(with_blank("a", &quads)), first);
    quads.reverse();
    assert_eq!(hash(quads.clone()), first);
    quads.pop();
    assert_ne!(hash(quads), first);
}

#[test]
fn nothing_is_said_that_nobody_knows() {
    let files = released(&Store::new().unwrap(), &About::default());
    let described = parse(RdfFormat::Turtle, &files[DESCRIPTION]);
    let dataset = "ni:///sha-256;47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
    assert_eq!(number(&said(&described, dataset, "triples")), 0);
    for term in ["publisher", "issued", "license", "source", "downloadURL"] {
        assert!(said(&described, dataset, term).is_empty(), "{term}");
    }
    assert!(!files.contains_key("letters.xml"));
}

#[test]
fn a_folder_that_is_there_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let told = |arguments: &[&str]| {
        let output = run(&[&["publish", SAMPLE], arguments].concat());
        (output.status.code(), String::from_utf8(output.stderr).unwrap().replace(&at(""), ""))
    };
    let (status, said) = told(&["-o", &at("r")]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("ric-o has no word for"), "{said}");
    let first = files(&folder.path().join("r"));
    let (status, said) = told(&["-o", &at("r")]);
    assert_eq!((status, said.contains("--force")), (Some(1), true), "{said}");
    // forced, it is replaced, and nothing of the old one stays
    fs::write(folder.path().join("r/old.txt"), "old").unwrap();
    let (status, said) = told(&["-o", &at("r"), "--force", "--title", "New"]);
    assert_eq!(status, Some(0), "{said}");
    let second = files(&folder.path().join("r"));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    assert_ne!(first[DESCRIPTION], second[DESCRIPTION]);
    // what is no release is nobody's to replace
    fs::create_dir(folder.path().join("mine")).unwrap();
    fs::write(folder.path().join("mine/thesis.txt"), "years of work").unwrap();
    let (status, said) = told(&["-o", &at("mine"), "--force"]);
    assert_eq!((status, said.contains("no release")), (Some(1), true), "{said}");
    assert_eq!(fs::read(folder.path().join("mine/thesis.txt")).unwrap(), b"years of work");
    let (status, said) = told(&["-o", &at("mine/thesis.txt"), "--force"]);
    assert_eq!((status, said.contains("no folder")), (Some(1), true), "{said}");
    let (status, said) = told(&["-o", &at("not/there")]);
    assert_eq!((status, said.contains("there is no folder")), (Some(1), true), "{said}");
    // a graph that cannot be read leaves the old one
    let output = run(&["publish", "no-such-listing.txt", "-o", &at("r"), "--force"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(files(&folder.path().join("r")) == second);
    let output = run(&["publish", SAMPLE, "-o", &at("x"), "--licence", "public domain"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("in full"));
    let left: BTreeSet<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn a_release_names_the_files_that_a_folder_holds() {
    let folder = tempfile::tempdir().unwrap();
    let listings = folder.path().join("listings");
    fs::create_dir(&listings).unwrap();
    fs::copy(SAMPLE, listings.join("a.txt")).unwrap();
    fs::copy(OTHER, listings.join("b.txt")).unwrap();
    let target = folder.path().join("release");
    let output = run(&["publish", listings.to_str().unwrap(), "-q", "-o", target.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    let described = String::from_utf8(files(&target)[DESCRIPTION].clone()).unwrap();
    for name in ["a.txt", "b.txt"] {
        assert!(described.contains(&format!("\"{name}\"")));
        assert!(described.contains(&hex(&fs::read(listings.join(name)).unwrap())), "{name}");
    }
}
