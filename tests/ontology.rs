//! No term is invented: each stands in the vocabulary that it claims to be from.
//!
//! `fixtures/ric-o-1.1-terms.tsv` lists all terms of RiC-O 1.1 and `fixtures/terms.tsv` the terms of other vocabularies
//! that were looked up in the vocabularies' own files.

#![allow(clippy::panic, clippy::unwrap_used, reason = "clippy sees helpers of a test as production code")]

use chancery::rdf::kind::Kinds;
use chancery::rdf::vocab;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Terms outside `terms.tsv`, with the place where each is defined.
const ELSEWHERE: &[(&str, &str)] = &[
    ("xsd:date", "W3C XML Schema 1.1 part 2, 3.3.9"),
    ("xsd:dateTime", "W3C XML Schema 1.1 part 2, 3.3.7"),
    ("xsd:decimal", "W3C XML Schema 1.1 part 2, 3.3.3"),
    ("xsd:gYear", "W3C XML Schema 1.1 part 2, 3.3.11"),
    ("xsd:gYearMonth", "W3C XML Schema 1.1 part 2, 3.3.10"),
    ("xsd:integer", "W3C XML Schema 1.1 part 2, 3.4.13"),
    ("xsd:nonNegativeInteger", "W3C XML Schema 1.1 part 2, 3.4.20"),
    ("xsd:string", "W3C XML Schema 1.1 part 2, 3.3.1"),
    ("xsd:anyURI", "W3C XML Schema 1.1 part 2, 3.3.17"),
    ("dc:contributor", "DCMI Metadata Terms, section 3"),
    ("dc:coverage", "DCMI Metadata Terms, section 3"),
    ("dc:creator", "DCMI Metadata Terms, section 3"),
    ("dc:language", "DCMI Metadata Terms, section 3"),
    ("dc:source", "DCMI Metadata Terms, section 3"),
    ("dc:subject", "DCMI Metadata Terms, section 3"),
    ("dcterms:isReplacedBy", "DCMI Metadata Terms, section 2"),
    ("dcterms:replaces", "DCMI Metadata Terms, section 2"),
    ("dcterms:source", "DCMI Metadata Terms, section 2"),
    ("owl:DatatypeProperty", "W3C OWL 2 RDF-Based Semantics, table 3.1"),
    ("owl:differentFrom", "W3C OWL 2 RDF-Based Semantics, table 3.1"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The first column of a table, without its heading.
fn terms(table: &str) -> BTreeSet<String> {
    read(table).lines().skip(1).filter_map(|line| line.split('\t').next()).map(str::to_owned).collect()
}

fn known() -> BTreeSet<String> {
    let mut known = terms("tests/fixtures/ric-o-1.1-terms.tsv");
    assert!(known.len() > 600, "RiC-O 1.1 has more than 600 terms");
    known.extend(terms("tests/fixtures/terms.tsv"));
    known.extend(ELSEWHERE.iter().map(|(term, _)| (*term).to_owned()));
    known
}

/// The files of a folder with an ending; there must be some.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let path = root().join(folder);
    let entries = fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let files: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|file| file.extension().is_some_and(|e| e == extension))
        .collect();
    assert!(!files.is_empty(), "no .{extension} in {}", path.display());
    files
}

/// Every `prefix:name` of a text, even in its comments: a comment that names a term should name a real one.
fn used<'t>(text: &'t str, prefix: &'t str) -> impl Iterator<Item = String> + 't {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(prefix).filter_map(move |(at, _)| {
        let (before, after) = (&text[..at], text[at + prefix.len()..].strip_prefix(':')?);
        let name = &after[..after.find(|c| !word(c)).unwrap_or(after.len())];
        let in_iri = before
            .rfind(|c: char| c == '<' || c == '>' || c.is_whitespace())
            .is_some_and(|i| before[i..].starts_with('<'));
        let apart = !before.ends_with(|c| word(c) || c == '-' || c == ':');
        (apart && !in_iri && !name.is_empty()).then(|| format!("{prefix}:{name}"))
    })
}

/// Our own vocabularies; `kind`, `rule` and `feature` hold data.
fn ours(prefix: &str) -> bool {
    matches!(prefix, "chy" | "kind" | "rule" | "feature")
}

fn unknown_terms(files: &[PathBuf]) -> BTreeSet<String> {
    let known = known();
    let mut unknown = BTreeSet::new();
    for file in files {
        let text = read(file);
        for (prefix, _) in vocab::PREFIXES.iter().filter(|(prefix, _)| !ours(prefix)) {
            let name = file.strip_prefix(root()).unwrap_or(file).display().to_string();
            unknown
                .extend(used(&text, prefix).filter(|term| !known.contains(term)).map(|term| format!("{name}: {term}")));
        }
    }
    unknown
}

#[test]
fn the_code_uses_terms_that_exist() {
    let known = known();
    let unknown: Vec<_> = vocab::TERMS
        .iter()
        .filter(|(prefix, ..)| !ours(prefix))
        .map(|(prefix, _, name)| format!("{prefix}:{name}"))
        .filter(|term| !known.contains(term))
        .collect();
    assert_eq!(unknown, [""; 0]);
}

#[test]
fn our_own_terms_are_declared() {
    let ontology = read("ontology/chancery.ttl");
    for (prefix, _, name) in vocab::TERMS.iter().filter(|(prefix, ..)| ours(prefix)) {
        assert!(ontology.lines().any(|line| line.starts_with(&format!("{prefix}:{name} "))), "{prefix}:{name}");
    }
}

#[test]
fn the_ontology_uses_terms_that_exist() {
    assert_eq!(unknown_terms(&files("ontology", "ttl")), BTreeSet::new());
}

#[test]
fn queries_and_authority_files_use_terms_that_exist() {
    let mut files_used = files("queries", "rq");
    files_used.extend(files("data/authority", "ttl"));
    assert_eq!(unknown_terms(&files_used), BTreeSet::new());
}

#[test]
fn an_invented_term_would_be_found() {
    let known = known();
    for invented in ["rico:mentions", "rico:hasParticipant", "rico:certainty", "schema:mentionedIn"] {
        assert!(!known.contains(invented), "{invented}");
    }
    assert!(
        used("?x rico:hasParticipant/rico:name ?y", "rico").eq(["rico:hasParticipant", "rico:name"].map(str::to_owned))
    );
    assert_eq!(used("@prefix rico: <https://example.org/rico:x> .", "rico").count(), 0);
}

/// The namespaces themselves are those of the ontology file.
#[test]
fn code_and_ontology_agree_on_namespaces() {
    let ontology = read("ontology/chancery.ttl");
    for (prefix, namespace) in vocab::PREFIXES {
        let declared = ontology.lines().find_map(|line| line.strip_prefix(&format!("@prefix {prefix}:")));
        if let Some(declared) = declared {
            assert_eq!(declared.trim(), format!("<{namespace}> ."), "{prefix}");
        }
    }
}

#[test]
fn kinds_have_the_words_of_the_field() {
    let kinds = Kinds::bundled().unwrap();
    let forms = "agreement, cable, diary, information, interview, journal, letter, memorandum, minutes, note, protocol, \
                 record of conversation, report, speech, study, telegram, transcript, other";
    let missions = "embassy, legation, consulate, liaison office, permanent mission";
    for (labels, class) in [(forms, "DocumentaryFormType"), (missions, "CorporateBodyType")] {
        for label in labels.split(", ") {
            let slug = label.replace(' ', "-");
            assert_eq!(kinds.label(&slug), Some(label));
            let class = format!("<https://www.ica.org/standards/RiC/ontology#{class}>");
            assert!(
                kinds.describe(&slug).iter().any(|triple| triple.object.to_string() == class),
                "kind:{slug} is no {class}"
            );
        }
    }
    for slug in [
        "conversation",
        "planned-meeting",
        "foreign-ministry",
        "party",
        "charge-daffaires",
        "counselor",
        "country",
        "unread",
    ] {
        assert!(kinds.label(slug).is_some(), "kind:{slug}");
    }
    assert_eq!(kinds.label("charge-daffaires"), Some("chargé d'affaires"));
}
