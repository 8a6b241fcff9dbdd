//! What is in a release: VoID for the graph, DCAT for its files.

use super::{About, CANONICAL, File, hex};
use crate::claim::DEFAULT_BASE;
use crate::error::{Error, Result};
use crate::rdf::derived;
use crate::rdf::vocab::PREFIXES;
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNodeRef, Quad, Term, TermRef};
use oxigraph::store::Store;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

const VOID: &str = "http://rdfs.org/ns/void#";
const DCAT: &str = "http://www.w3.org/ns/dcat#";
const DCTERMS: &str = "http://purl.org/dc/terms/";
const SPDX: &str = "http://spdx.org/rdf/terms#";
const FORMATS: &str = "https://www.iana.org/assignments/media-types/";
const RECORD: &str = "https://www.ica.org/standards/RiC/ontology#Record";
const PERSON: &str = "https://www.ica.org/standards/RiC/ontology#Person";
const ENCOUNTER: &str = "https://w3id.org/chancery/ontology#Encounter";

/// What is said of some files and the graph in them.
pub(super) fn release(counts: &Counts, about: &About, files: &[File]) -> Vec<Quad> {
    let canonical = files.iter().find(|file| file.name == CANONICAL).map(|file| file.sha256).unwrap_or_default();
    let dataset = if about.header.url.is_empty() {
        named(&canonical)
    } else {
        format!("{}#dataset", at(about, super::DESCRIPTION))
    };
    let mut out = statements(counts, about, &dataset, files);
    let identifier = Literal::from(format!("rdfc-1.0:sha256:{}", hex(&canonical)));
    Statements(&mut out).add(&dataset, &format!("{DCTERMS}identifier"), identifier);
    out
}

/// What is said of a graph that somebody serves, and asks at an address.
pub fn service(counts: &Counts, about: &About, dataset: &str, endpoint: &str) -> Vec<Quad> {
    let mut out = statements(counts, about, dataset, &[]);
    let mut more = Statements(&mut out);
    more.see(dataset, &format!("{VOID}sparqlEndpoint"), endpoint);
    let service = format!("{endpoint}#service");
    more.a(&service, &format!("{DCAT}DataService"));
    more.see(&service, &format!("{DCAT}endpointURL"), endpoint);
    more.see(&service, &format!("{DCAT}servesDataset"), dataset);
    more.see(&service, &format!("{DCTERMS}conformsTo"), "http://www.w3.org/TR/sparql11-protocol/");
    out
}

fn statements(counts: &Counts, about: &About, dataset: &str, files: &[File]) -> Vec<Quad> {
    let mut quads = Vec::new();
    let mut out = Statements(&mut quads);
    let text = |text: &str| Term::from(Literal::from(text));
    let number = |number: usize| Term::from(Literal::new_typed_literal(number.to_string(), xsd::INTEGER));
    let this = dataset;
    out.a(this, &format!("{VOID}Dataset"));
    out.a(this, &format!("{DCAT}Dataset"));
    if !about.header.title.is_empty() {
        out.add(this, &format!("{DCTERMS}title"), text(&about.header.title));
    }
    if !about.header.publisher.is_empty() {
        out.add(this, &format!("{DCTERMS}publisher"), text(&about.header.publisher));
    }
    if let Some(day) = &about.header.date {
        out.add(this, &format!("{DCTERMS}issued"), Literal::new_typed_literal(day, xsd::DATE));
    }
    if !about.licence.is_empty() {
        out.see(this, &format!("{DCTERMS}license"), &about.licence);
    }
    for (term, count) in [
        ("triples", counts.triples),
        ("entities", counts.entities),
        ("distinctSubjects", counts.subjects),
        ("distinctObjects", counts.objects),
        ("classes", counts.classes.len()),
        ("properties", counts.properties.len()),
    ] {
        out.add(this, &format!("{VOID}{term}"), number(count));
    }
    if counts.ours {
        out.add(this, &format!("{VOID}uriSpace"), text(DEFAULT_BASE));
    }
    for example in counts.examples.values() {
        out.see(this, &format!("{VOID}exampleResource"), example);
    }
    let terms = || counts.classes.keys().chain(counts.properties.keys());
    for (_, namespace) in PREFIXES.iter().filter(|(_, namespace)| terms().any(|term| term.starts_with(namespace))) {
        out.see(this, &format!("{VOID}vocabulary"), namespace);
    }
    for (sort, members, partition, count) in [
        ("class", &counts.classes, "classPartition", "entities"),
        ("property", &counts.properties, "propertyPartition", "triples"),
    ] {
        for (at, (term, uses)) in members.iter().enumerate() {
            let part = format!("{}#{sort}-{}", dataset.trim_end_matches("#dataset"), at + 1);
            out.see(this, &format!("{VOID}{partition}"), &part);
            out.see(&part, &format!("{VOID}{sort}"), term);
            out.add(&part, &format!("{VOID}{count}"), number(*uses));
        }
    }
    for file in files {
        let (iri, media) =
            (if about.header.url.is_empty() { named(&file.sha256) } else { at(about, file.name) }, file.media);
        // two files of the same bytes are one thing, and have one name
        let iri = if iri == dataset { format!("{iri}#{}", file.name) } else { iri };
        out.see(this, &format!("{DCAT}distribution"), &iri);
        out.a(&iri, &format!("{DCAT}Distribution"));
        out.add(&iri, &format!("{DCTERMS}title"), text(&format!("{}: {}", file.name, file.title)));
        out.see(&iri, &format!("{DCAT}mediaType"), &format!("{FORMATS}{media}"));
        out.add(
            &iri,
            &format!("{DCAT}byteSize"),
            Literal::new_typed_literal(file.bytes.to_string(), xsd::NON_NEGATIVE_INTEGER),
        );
        if let Some(vocabulary) = file.conforms {
            out.see(&iri, &format!("{DCTERMS}conformsTo"), vocabulary);
        }
        if !about.header.url.is_empty() {
            out.see(&iri, &format!("{DCAT}downloadURL"), &iri);
            out.see(this, &format!("{VOID}dataDump"), &iri);
        }
        out.checksum(&iri, &file.sha256);
    }
    let mut sources = about.sources.clone();
    sources.sort();
    sources.dedup();
    for source in &sources {
        // what cannot be named by its bytes is named at least
        let Some(sum) = &source.sha256 else {
            out.add(this, &format!("{DCTERMS}provenance"), text(&format!("made from {}", source.name)));
            continue;
        };
        let iri = named(sum);
        out.see(this, &format!("{DCTERMS}source"), &iri);
        out.add(&iri, &format!("{DCTERMS}title"), text(&source.name));
        out.checksum(&iri, sum);
    }
    quads
}

/// The name of something that is known by its bytes alone, by RFC 6920.
fn named(sha256: &[u8; 32]) -> String {
    format!("ni:///sha-256;{}", BASE64_URL_SAFE_NO_PAD.encode(sha256))
}

/// Where a file of the release can be had.
fn at(about: &About, file: &str) -> String {
    format!("{}/{file}", about.header.url.trim_end_matches('/'))
}

struct Statements<'q>(&'q mut Vec<Quad>);

impl Statements<'_> {
    fn add(&mut self, subject: &str, predicate: &str, object: impl Into<Term>) {
        // what is no IRI was given by a user, and is checked where it is
        if let (Ok(subject), Ok(predicate)) = (NamedNode::new(subject), NamedNode::new(predicate)) {
            self.0.push(Quad::new(subject, predicate, object, GraphName::DefaultGraph));
        }
    }

    fn see(&mut self, subject: &str, predicate: &str, object: &str) {
        if let Ok(object) = NamedNode::new(object) {
            self.add(subject, predicate, object);
        }
    }

    fn a(&mut self, subject: &str, class: &str) {
        self.see(subject, rdf::TYPE.as_str(), class);
    }

    fn checksum(&mut self, of: &str, sha256: &[u8; 32]) {
        let sum = format!("{}#sha256-{}", of.split('#').next().unwrap_or(of), &hex(sha256)[..8]);
        self.see(of, &format!("{SPDX}checksum"), &sum);
        self.a(&sum, &format!("{SPDX}Checksum"));
        self.see(&sum, &format!("{SPDX}algorithm"), &format!("{SPDX}checksumAlgorithm_sha256"));
        self.add(&sum, &format!("{SPDX}checksumValue"), Literal::new_typed_literal(hex(sha256), xsd::HEX_BINARY));
    }
}

/// Figures of a graph: the union of its graphs, so that a triple in two of them counts once.
#[derive(Debug, Default)]
pub struct Counts {
    triples: usize,
    entities: usize,
    subjects: usize,
    objects: usize,
    classes: BTreeMap<String, usize>,
    properties: BTreeMap<String, usize>,
    examples: BTreeMap<&'static str, String>,
    /// Whether records are named below our own base.
    ours: bool,
}

impl Counts {
    /// Those of a store.
    pub fn of(store: &Store) -> Result<Self> {
        let mut counts = Self::default();
        // by their hashes: of 64 bits each, two of a hundred million are alike once in four thousand graphs
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        let (mut triples, mut subjects, mut objects) =
            (FxHashSet::default(), FxHashSet::default(), FxHashSet::default());
        for quad in derived::statements(store) {
            let quad = quad.map_err(|error| Error::io("the store", &error.into()))?;
            if !triples.insert(hasher.hash_one((&quad.subject, &quad.predicate, &quad.object))) {
                continue;
            }
            let new = subjects.insert(hasher.hash_one(&quad.subject));
            if new && matches!(quad.subject.as_ref(), NamedOrBlankNodeRef::NamedNode(_)) {
                counts.entities += 1;
            }
            objects.insert(hasher.hash_one(&quad.object));
            *counts.properties.entry(quad.predicate.as_str().to_owned()).or_default() += 1;
            if quad.predicate == rdf::TYPE
                && let TermRef::NamedNode(class) = quad.object.as_ref()
            {
                *counts.classes.entry(class.as_str().to_owned()).or_default() += 1;
                counts.exemplify(class.as_str(), &quad);
            }
        }
        (counts.triples, counts.subjects, counts.objects) = (triples.len(), subjects.len(), objects.len());
        Ok(counts)
    }

    /// Keeps the first by name of each sort that people would look at.
    fn exemplify(&mut self, class: &str, quad: &Quad) {
        let Some(sort) = [RECORD, PERSON, ENCOUNTER].into_iter().find(|sort| *sort == class) else { return };
        if let NamedOrBlankNodeRef::NamedNode(node) = quad.subject.as_ref() {
            self.ours |= node.as_str().starts_with(DEFAULT_BASE);
            let example = self.examples.entry(sort).or_insert_with(|| node.as_str().to_owned());
            if node.as_str() < example.as_str() {
                node.as_str().clone_into(example);
            }
        }
    }
}
