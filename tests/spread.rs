//! Linking by several processes says what one process says, whoever is divided from whom.

#![allow(clippy::unwrap_used)]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::decision::{Decision, Decisions, Ruling};
use chancery::link::Linked;
use chancery::link::people::Reader;
use chancery::link::spread::{self, Line, OfOffice, Part, Plan};
use oxigraph::model::{NamedNode, Quad};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Converts listings, each as a file of its own.
fn quads(listings: &[String], converter: &Converter) -> Vec<Quad> {
    let convert =
        |(at, text): (usize, &String)| converter.convert(&format!("{at}.txt"), text.as_bytes()).unwrap().quads;
    listings.iter().enumerate().flat_map(convert).collect()
}

fn reader<'a>(quads: impl IntoIterator<Item = &'a Quad>) -> Reader {
    let mut reader = Reader::default();
    quads.into_iter().for_each(|quad| reader.read(quad.as_ref()));
    reader
}

/// The links that one process makes, and what they name.
fn of_one(quads: &[Quad], converter: &Converter) -> BTreeSet<String> {
    let linked = Linked::new(reader(quads), converter, &Decisions::default()).unwrap();
    linked.quads(converter).chain(linked.described(converter)).map(|quad| quad.to_string()).collect()
}

/// What becomes of something that is written and read again.
fn sent<T: Serialize + DeserializeOwned>(thing: &T) -> T {
    serde_json::from_str(&serde_json::to_string(thing).unwrap()).unwrap()
}

/// Statements as they are divided: by record, those of none apart.
fn divided(quads: &[Quad], converter: &Converter) -> (BTreeMap<String, Vec<Quad>>, Vec<Quad>) {
    let (mut records, mut shared): (BTreeMap<String, Vec<Quad>>, Vec<Quad>) = Default::default();
    for quad in quads {
        match spread::statement(quad.as_ref(), converter).unwrap() {
            None => {}
            Some("") => shared.push(quad.clone()),
            Some(record) => records.entry(record.to_owned()).or_default().push(quad.clone()),
        }
    }
    (records, shared)
}

/// The links that so many processes make, and how many of them made any; surveys are made of shares of the records.
fn of_many(quads: &[Quad], parts: u32, shares: usize, converter: &Converter) -> (BTreeSet<String>, usize) {
    let (records, shared) = divided(quads, converter);
    let mut lines: Vec<Line> = spread::survey(reader(&shared), converter);
    let all: Vec<&Vec<Quad>> = records.values().collect();
    for share in 0..shares {
        let some = all.iter().skip(share).step_by(shares).copied().flatten();
        lines.extend(spread::survey(reader(some), converter).iter().map(sent));
    }
    let plan = sent(&Plan::new(lines.clone(), parts, converter));
    let of_key: BTreeMap<String, u32> =
        serde_json::from_value(serde_json::to_value(&plan).unwrap()["parts"].take()).unwrap();
    let (mut links, mut facts, mut busy) = (BTreeSet::new(), Vec::new(), 0);
    for part in 1..=parts {
        let is_here = |keys: &BTreeSet<String>| keys.is_empty() || keys.iter().any(|key| of_key[key] == part);
        let here = lines.iter().filter_map(|line| match line {
            Line::Record { record, keys } if is_here(keys) => Some(&records[record]),
            _ => None,
        });
        let Part { linked, facts: found } =
            Part::new(reader(here.flatten().chain(&shared)), &plan, part, converter).unwrap();
        busy += usize::from(!linked.links.is_empty());
        links.extend(linked.quads(converter).chain(linked.described(converter)).map(|quad| quad.to_string()));
        facts.extend(found.iter().map(sent));
    }
    // some processes have the facts of these offices, some those of others
    let offices: BTreeSet<_> = facts.iter().map(|of| of.office.clone()).collect();
    for (nth, some) in [0, 1].into_iter().zip([true, false]) {
        let here = offices.iter().skip(nth).step_by(2).collect::<BTreeSet<_>>();
        let facts: Vec<OfOffice> = facts.iter().filter(|of| here.contains(&of.office)).cloned().collect();
        assert!(!some || offices.is_empty() || !facts.is_empty());
        links.extend(spread::of_offices(facts, converter).unwrap().iter().map(Quad::to_string));
    }
    (links, busy)
}

/// The listings that come with the repository, as texts.
fn listings() -> Vec<String> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![repository.join("data/samples/inter-korean-relations.txt")];
    let gold = fs::read_dir(repository.join("tests/gold")).unwrap().map(|entry| entry.unwrap().path());
    files.extend(
        gold.filter(|path| ["-listing.txt", "-results.txt"].iter().any(|end| path.to_string_lossy().ends_with(end))),
    );
    files.sort();
    assert!(files.len() > 8, "{files:?}");
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

#[test]
fn many_processes_say_what_one_says() {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let quads = quads(&listings(), &converter);
    let one = of_one(&quads, &converter);
    assert!(one.iter().any(|quad| quad.contains("links/tenures-1")), "nobody is told by an office");
    for (parts, shares) in [(1, 1), (2, 3), (7, 2)] {
        let (many, busy) = of_many(&quads, parts, shares, &converter);
        let differ = many.symmetric_difference(&one).next();
        assert!(many == one, "{parts} parts: {differ:?}");
        assert_eq!(busy, parts as usize);
    }
}

const GIVEN: &[&str] =
    &["Ivan", "I.", "Ivan P.", "I. P.", "Piotr", "Pyotr", "Pjotr Ivanovich", "János", "J.", "Karl (Charlie)", ""];

const FAMILIES: &[&str] = &[
    "Petrenko",
    "Petrenka",
    "Pietrenko",
    "Petrenkov",
    "Horvath",
    "Horvát",
    "Castro Ruz",
    "Castro",
    "Ruz",
    "Charlie",
    "Novakow",
    "Novakov",
    "Nowakov",
    "Nowakovs",
    "Ivan",
];

/// An entry of a listing: a date, a title and a text about people of few names, some known by office only.
fn entry() -> impl Strategy<Value = String> {
    let name = || {
        let pick = (0..GIVEN.len(), 0..FAMILIES.len());
        pick.prop_map(|(given, family)| format!("{} {}", GIVEN[given], FAMILIES[family]).trim().to_owned())
    };
    let office = || prop::sample::select(vec!["Soviet Ambassador", "Hungarian Ambassador", "Premier", "Ambassador"]);
    (1946..1990, 1..29, name(), name(), office(), office(), 0..4).prop_map(
        |(year, day, one, other, office, of_other, kind)| {
            let (title, text) = match kind {
                0 => (format!("Record of Conversation between {one} and {other}"), format!("{one} meets {other}.")),
                1 => (
                    format!("Report, Embassy of Hungary in Cuba, on {day} matters"),
                    format!("{office} {one} met with the {of_other}."),
                ),
                2 => (format!("Telegram from {one} to {other}"), format!("The {office} and {other} had talks.")),
                _ => (
                    format!("Memorandum on {one}"),
                    format!("{office} {one} met with {of_other} {other} of the Tricontinental Committee."),
                ),
            };
            format!("    • March {day:02}, {year}\n\n    {title}\n    {text}\n\n")
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn names_that_may_agree_are_never_divided(
        entries in prop::collection::vec(entry(), 8..40), parts in 2..6_u32, shares in 1..4_usize
    ) {
        let converter = Converter::new(DEFAULT_BASE).unwrap();
        let half = entries.len() / 2;
        let listings = [("Cuba", &entries[..half]), ("Korea", &entries[half..])].map(|(of, entries)| {
            format!("Digital Archive International History Declassified\n\n{of}\n\nDocuments on {of}.\n\n{}", entries.concat())
        });
        let quads = quads(&listings, &converter);
        let one = of_one(&quads, &converter);
        let (many, _) = of_many(&quads, parts, shares, &converter);
        let differ: Vec<_> = many.symmetric_difference(&one).take(3).collect();
        prop_assert!(many == one, "{differ:?}");
    }
}

#[test]
fn a_plan_of_others_is_an_error() {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let listings = listings();
    let (quads, others) = (quads(&listings[..1], &converter), quads(&listings[1..2], &converter));
    let plan = Plan::new(spread::survey(reader(&quads), &converter), 2, &converter);
    let error = Part::new(reader(&others), &plan, 1, &converter).unwrap_err();
    assert!(error.to_string().contains("the plan knows of nobody with the family name"), "{error}");
}

#[test]
fn decisions_are_for_one_process() {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let node = |name: &str| NamedNode::new(format!("{DEFAULT_BASE}record/wcda/1#person-{name}")).unwrap();
    let quads = Decision::new(node("a"), Ruling::Different(node("b")), "A. Historian").quads();
    let error = quads.iter().find_map(|quad| spread::statement(quad.as_ref(), &converter).err()).unwrap();
    assert!(error.to_string().contains("linked in one process only"), "{error}");
}
