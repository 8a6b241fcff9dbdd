//! What holds for every listing: conversion is a pure function of the file, and each statement has its words.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use chancery::convert::{Conversion, Converter, DEFAULT_BASE};
use chancery::rdf::vocab::{self, chy, dcterms, oa, prov, rdf, rico};
use chancery::{shapes, source};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

static CONVERTER: LazyLock<Converter> = LazyLock::new(|| Converter::new(DEFAULT_BASE).unwrap());

static SAMPLE: &str = include_str!("../data/samples/inter-korean-relations.txt");

const HEADER: &str = "Search in\n\nDivided Capitals\n\nDocuments on two capitals. For more focused collections, see (1) \
                      The First Capital, 1950-1960; and (2) The Second Capital. Other related collections include: \
                      Rivers, and Bridges.\n\n";

/// Pieces that titles and descriptions are made of, each read by some grammar.
const PIECES: &[&str] = &[
    "Journal of",
    "From the Diary of",
    "discuss Tito",
    "had a conversation with",
    "met another",
    "Mrs. Kim",
    "Bulgarian Ambassador Petrov",
    "Soviet Ambassador Petrov",
    "told Chen Yi. Li",
    "Record of Conversation between",
    "Memorandum of Conversation with",
    "Cable from",
    "Telegram",
    "Report,",
    "Letter from",
    "Minutes of the Meeting between",
    "Note on a Talk with",
    "Embassy of Hungary in North Korea",
    "the Chinese Embassy in Sweeden",
    "Embassy of the Hungarian People’s Republic in the DPRK",
    "the Consulate General of Poland in Shanghai",
    "the Ministry of Foreign Affairs of Hungary",
    "the Hungarian Foreign Ministry",
    "the First Department,",
    "the Central Committee of the Korean Workers' Party",
    "a delegation of",
    "the MFA",
    "Soviet Ambassador in the DPRK A.M. Puzanov",
    "Ambassador Károly Práth",
    "Pak Seong-cheol",
    "Kim Il Sung",
    "Puzanov",
    "Comrade",
    "R. L. Walker",
    "a Hungarian diplomat",
    "the Mexican chargé d’affaires",
    "Feng Xi (Stalin)",
    "Zhou Enlai,",
    "Premier",
    "Deputy Foreign Minister",
    "Soviet",
    "South Korean",
    "Berlin",
    "Pyongyang",
    "Korea",
    "and",
    "with",
    "to",
    "of",
    "from",
    "in",
    "between",
    "between the",
    "'s",
    "’s",
    ",",
    ".",
    ";",
    ":",
    "(",
    ")",
    "[",
    "]",
    "“",
    "”",
    "'",
    "–",
    "-",
    "and others",
    "respectively",
    "who",
    "he",
    "his",
    "they",
    "a conversation he held with",
    "discuss",
    "tells",
    "met",
    "met with",
    "meets",
    "will meet",
    "refused to receive",
    "received",
    "was received by",
    "informs",
    "accompanied by",
    "joined by",
    "reports on",
    "expresses",
    "mentions",
    "says",
    "asks about",
    "wrote to",
    "for 8 December 1960",
    "on 13 and 14 May 1961",
    "(18 - 26 April 1975)",
    "August 1962",
    "1971",
    "No. 17",
    "XIV",
];

/// Lines that begin an entry: dates of every precision, none, and such as no calendar has.
const DATES: &[&str] = &[
    "December 08, 1960",
    "March 1, 1961",
    "August, 1962",
    "September 1978",
    "1971",
    "Date unknown",
    "February 30, 1961",
];

/// One entry of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Entry {
    date: &'static str,
    title: String,
    paragraphs: Vec<String>,
}

/// A line of text: pieces that some grammar reads, mixed with whatever Unicode has.
fn line(pieces: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let piece = prop_oneof![12 => select(PIECES).prop_map(str::to_owned), 1 => "\\PC{1,12}", 1 => "[A-Z][a-zé’-]{1,9}"];
    let joint = prop_oneof![8 => Just(" "), 1 => Just(""), 1 => Just("\u{a0}")];
    prop::collection::vec((piece, joint), pieces)
        .prop_map(|parts| parts.into_iter().flat_map(|(piece, joint)| [piece, joint.to_owned()]).collect())
}

fn entry() -> impl Strategy<Value = Entry> {
    // A title that begins with a letter: an entry without any is the subject of other tests.
    let title = line(1..9).prop_map(|line| format!("T{line}"));
    (select(DATES), title, prop::collection::vec(line(1..24), 0..3)).prop_map(|(date, title, paragraphs)| Entry {
        date,
        title,
        paragraphs,
    })
}

fn entries(size: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(entry(), size)
}

/// The entries as the old form of a listing prints them.
fn bulleted(entries: &[Entry]) -> String {
    let mut text = HEADER.to_owned();
    for Entry { date, title, paragraphs } in entries {
        text += &format!("  • {date}\n\n    {title}\n\n");
        paragraphs.iter().for_each(|paragraph| text += &format!("    {paragraph}\n\n"));
    }
    text
}

/// The entries as the new form prints them.
fn results(entries: &[Entry]) -> String {
    let mut text = format!("Skip to content\n\nResults:\n\n1 - {0} of {0}\n\nDocuments\n\n", entries.len());
    for Entry { date, title, paragraphs } in entries {
        text += &format!("{date}\n\n{title}\n\n");
        paragraphs.iter().for_each(|paragraph| text += &format!("{paragraph}\n\n"));
    }
    text
}

fn convert(text: &str) -> Conversion {
    CONVERTER.convert("listing.txt", text.as_bytes()).unwrap()
}

/// The same conversion with so many threads.
fn convert_on(threads: usize, text: &str) -> Vec<Quad> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| convert(text).quads)
}

/// What is said of the things in a listing, without what is said of the file itself and of places in it.
fn apart_from_files(conversion: &Conversion) -> HashSet<Quad> {
    let files = format!("{DEFAULT_BASE}source/");
    let of_file = |quad: &Quad| {
        let object = matches!(&quad.object, Term::NamedNode(node) if node.as_str().starts_with(&files));
        object || named(&quad.subject).as_str().starts_with(&files)
    };
    conversion.quads.iter().filter(|quad| !of_file(quad)).cloned().collect()
}

fn named(node: &NamedOrBlankNode) -> &NamedNode {
    match node {
        NamedOrBlankNode::NamedNode(node) => node,
        NamedOrBlankNode::BlankNode(node) => unreachable!("{node} is a blank node"),
    }
}

/// The terms of a quad that are, or should be, IRIs; blank nodes are returned as such.
fn nodes(quad: &Quad) -> Result<Vec<&NamedNode>, String> {
    let mut nodes = vec![&quad.predicate];
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => nodes.push(node),
        NamedOrBlankNode::BlankNode(_) => return Err(format!("blank subject: {quad}")),
    }
    match &quad.object {
        Term::NamedNode(node) => nodes.push(node),
        Term::Literal(_) => {}
        _ => return Err(format!("blank object: {quad}")),
    }
    match &quad.graph_name {
        GraphName::NamedNode(node) => nodes.push(node),
        _ => return Err(format!("no named graph: {quad}")),
    }
    Ok(nodes)
}

/// Each subject's values, by predicate.
type Things<'a> = BTreeMap<&'a str, BTreeMap<&'a str, BTreeSet<String>>>;

fn things(quads: &[Quad]) -> Things<'_> {
    let mut things = Things::new();
    for quad in quads {
        let value = match &quad.object {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(node) => node.as_str().to_owned(),
            other => other.to_string(),
        };
        let thing = things.entry(named(&quad.subject).as_str()).or_default();
        thing.entry(quad.predicate.as_str()).or_default().insert(value);
    }
    things
}

/// The one value that a thing has of a predicate.
fn one<'t>(things: &'t Things<'_>, thing: &str, predicate: vocab::Term) -> Result<&'t str, TestCaseError> {
    let values = things.get(thing).and_then(|values| values.get(predicate.as_str()));
    let values: Vec<&String> = values.into_iter().flatten().collect();
    match values.as_slice() {
        [value] => Ok(value),
        _ => Err(TestCaseError::fail(format!("<{thing}> has {values:?} for {predicate}"))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    /// Any text that holds an entry converts, in either form, and no entry is lost.
    #[test]
    fn every_entry_becomes_a_record(entries in entries(1..6)) {
        prop_assert_eq!(convert(&bulleted(&entries)).records, entries.len());
        prop_assert!(convert(&results(&entries)).records >= 1);
    }

    /// Whatever bytes come in, what comes out is a listing or an error that says where.
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Err(error) = CONVERTER.convert("noise.bin", &bytes) {
            prop_assert_eq!(error.place().map(|place| place.name.as_str()), Some("noise.bin"));
        }
    }

    /// A listing with a part missing, doubled or moved is still read; what is kept of it stands where it says.
    #[test]
    fn a_damaged_listing_is_read(cut in any::<prop::sample::Index>(), length in 0..3000usize, to in any::<prop::sample::Index>()) {
        let mut characters: Vec<char> = SAMPLE.chars().collect();
        let start = cut.index(characters.len());
        let part: Vec<char> = characters.drain(start..(start + length).min(characters.len())).collect();
        let to = to.index(characters.len() + 1);
        characters.splice(to..to, part.into_iter().take(length / 2));
        let text: String = characters.into_iter().collect();
        if let Ok(listing) = source::read("damaged.txt", text.as_bytes()) {
            for record in &listing.records {
                let place = &record.place.bytes;
                let words = text.get(place.start as usize..place.end as usize);
                prop_assert!(words.is_some_and(|words| words.contains(&record.title)), "{:?} at {place:?}", record.title);
            }
            prop_assert_eq!(convert(&text).records, listing.records.len());
        }
    }

    /// The same bytes give the same quads in the same order, on every run and on any number of threads.
    #[test]
    fn conversion_is_a_function(entries in entries(1..8)) {
        let text = bulleted(&entries);
        let once = convert_on(1, &text);
        prop_assert_eq!(&once, &convert_on(1, &text));
        prop_assert_eq!(&once, &convert_on(4, &text));
    }

    /// A listing cut in two says what the whole says: no record's reading depends on another's, and what several
    /// records share is described by each as by all.
    #[test]
    fn parts_say_what_the_whole_says(entries in entries(2..8), at in any::<prop::sample::Index>()) {
        let at = 1 + at.index(entries.len() - 1);
        let whole = apart_from_files(&convert(&bulleted(&entries)));
        let (first, second) = entries.split_at(at);
        let mut parts = apart_from_files(&convert(&bulleted(first)));
        parts.extend(apart_from_files(&convert(&bulleted(second))));
        let lost: Vec<String> = whole.difference(&parts).map(ToString::to_string).collect();
        let new: Vec<String> = parts.difference(&whole).map(ToString::to_string).collect();
        prop_assert!(lost.is_empty() && new.is_empty(), "lost: {lost:#?}\nnew: {new:#?}");
    }

    /// Nothing in a graph is anonymous, all of it stands in a named graph, and every IRI is one.
    #[test]
    fn all_nodes_have_valid_iris(entries in entries(1..6)) {
        let quads = convert(&bulleted(&entries)).quads;
        prop_assert_eq!(quads.iter().collect::<HashSet<_>>().len(), quads.len(), "a quad stands there twice");
        for quad in &quads {
            let nodes = nodes(quad).map_err(TestCaseError::fail)?;
            for node in nodes {
                prop_assert!(NamedNode::new(node.as_str()).is_ok(), "<{}> is no IRI", node.as_str());
            }
        }
    }

    /// The words of a passage are those between its offsets, in the field it names.
    #[test]
    fn passages_quote_their_field(entries in entries(1..6)) {
        let quads = convert(&bulleted(&entries)).quads;
        let things = things(&quads);
        let mut passages = 0;
        for (passage, values) in &things {
            let Some(exact) = values.get(oa::exact.as_str()) else { continue };
            passages += 1;
            let record = one(&things, passage, oa::hasSource)?;
            let field = one(&things, passage, chy::field)?;
            let start: usize = one(&things, passage, oa::start)?.parse().unwrap();
            let end: usize = one(&things, passage, oa::end)?.parse().unwrap();
            prop_assert!(start < end, "<{passage}> is empty");
            let texts = things.get(record).and_then(|record| record.get(field));
            // Two entries of one date and title are one record, which then has two descriptions.
            let quoted = texts.into_iter().flatten().any(|text| {
                let words: String = text.chars().skip(start).take(end - start).collect();
                exact.iter().all(|exact| *exact == words)
            });
            prop_assert!(quoted, "<{passage}> quotes {exact:?}, which is not at {start}..{end} of {texts:?}");
        }
        prop_assert!(passages >= 1, "no passage in {entries:?}");
    }

    /// A statement is about a triple of its own graph, and rests on a passage and a rule.
    #[test]
    fn statements_are_asserted_and_have_their_words(entries in entries(1..6)) {
        let quads = convert(&bulleted(&entries)).quads;
        let things = things(&quads);
        let triples: HashSet<(&str, &str, String, &GraphName)> = quads.iter().map(|quad| {
            let object = match &quad.object {
                Term::NamedNode(node) => node.as_str().to_owned(),
                other => other.to_string(),
            };
            (named(&quad.subject).as_str(), quad.predicate.as_str(), object, &quad.graph_name)
        }).collect();
        for quad in quads.iter().filter(|quad| quad.predicate == rdf::subject) {
            let statement = named(&quad.subject).as_str();
            let subject = one(&things, statement, rdf::subject)?;
            let predicate = one(&things, statement, rdf::predicate)?;
            let object = one(&things, statement, rdf::object)?;
            let asserted = triples.contains(&(subject, predicate, object.to_owned(), &quad.graph_name));
            prop_assert!(asserted, "<{statement}> is about {subject} {predicate} {object}, which its graph does not say");
            let rule = one(&things, statement, prov::wasAttributedTo)?;
            one(&things, rule, dcterms::type_)?;
            let words = things[statement].get(prov::wasDerivedFrom.as_str());
            let passages: Vec<&String> = words.into_iter().flatten().collect();
            prop_assert!(!passages.is_empty(), "<{statement}> has no words");
            for passage in passages {
                one(&things, passage, oa::exact)?;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// What is converted keeps the shapes that a graph promises: two parties at the least, evidence for everything.
    #[test]
    fn a_conversion_keeps_its_shapes(entries in entries(1..5)) {
        let listing = bulleted(&entries);
        let report = shapes::validate(convert(&listing).quads).unwrap();
        prop_assert!(report.conforms(), "{report}\n{listing}");
    }
}

/// The properties above are about something: the sample has statements, and entries of both halves share things.
#[test]
fn the_sample_has_what_the_properties_are_about() {
    let quads = convert(SAMPLE).quads;
    let count = |predicate: vocab::Term| quads.iter().filter(|quad| quad.predicate == predicate).count();
    assert!(count(rdf::subject) > 50);
    assert!(count(oa::exact) > 50);
    assert!(count(rico::hasOrHadParticipant) > 5);
}
