//! The tables of `data/lexicon/` say one thing each time, and only what the ontology has a word for.

#![allow(clippy::unwrap_used)]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::rdf::kind::Kinds;
use chancery::recognise::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_kind_is_in_the_ontology() {
    let ontology = Kinds::bundled().unwrap();
    let known: BTreeSet<&str> = ontology.slugs().collect();
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let named: BTreeSet<&str> = converter.lexicon().kinds().collect();
    assert!(named.contains("embassy") && named.contains("conversation"), "the lexicon names too little: {named:?}");
    let missing: Vec<&&str> = named.difference(&known).collect();
    assert!(missing.is_empty(), "the lexicon names kinds that ontology/chancery.ttl lacks: {missing:?}");
}

/// In `verbs.tsv` a form may stand in several classes (`speak with`, `speak to`): the reader tries one after another.
/// There the class is part of what a table is. `cues.tsv` names no kinds: a small word may be a cue in several ways.
#[test]
fn no_form_has_two_kinds_in_one_table() {
    let mut wrong = Vec::new();
    let mut forms_seen = 0;
    for path in tables() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "cues.tsv" {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut seen: BTreeMap<(&str, String), &str> = BTreeMap::new();
        for (kind, class, form) in forms(&name, &text) {
            forms_seen += 1;
            if let Some(other) = seen.insert((class, key(form)), kind)
                && other != kind
            {
                wrong.push(format!("{name}: `{form}` is {other}, and {kind} too"));
            }
        }
    }
    assert!(forms_seen > 300, "only {forms_seen} forms were seen: has the way the tables are written changed?");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What matching overlooks, and so cannot tell two forms apart: case, marks and full stops. Capitals throughout can.
fn key(form: &str) -> String {
    if form.chars().any(char::is_lowercase) { fold(form).replace('.', "") } else { form.to_owned() }
}

#[test]
fn a_form_with_two_kinds_is_seen() {
    let table = "# kind\tforms\nembassy\tembassy\tlegation\nlegation\tlegation\n";
    let kinds: Vec<&str> =
        forms("missions.tsv", table).into_iter().filter(|(_, _, form)| key(form) == "legation").map(|f| f.0).collect();
    assert_eq!(kinds, ["embassy", "legation"]);
    assert_eq!(key("Attaché"), key("attache"));
    assert_ne!(key("CC"), key("cc"));
    let verbs = forms("verbs.tsv", "say\tconversation\tspeak\ntogether\tconversation\tspeak\n");
    assert_eq!(verbs, [("conversation", "say", "speak"), ("conversation", "together", "speak")]);
}

#[test]
fn ordinary_words_are_in_order_and_there_once() {
    let text = fs::read_to_string(folder().join("words.txt")).unwrap();
    let words: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(words.len() > 1000, "only {} words were seen", words.len());
    let wrong: Vec<&[&str]> = words.windows(2).filter(|pair| pair[0] >= pair[1]).collect();
    assert!(wrong.is_empty(), "out of order, or there twice: {wrong:?}");
    let unfit: Vec<&&str> =
        words.iter().filter(|word| word.is_empty() || **word != word.trim().to_lowercase()).collect();
    assert!(unfit.is_empty(), "not in lower case, or with white space around them: {unfit:?}");
}

/// The forms of a table: each with its kind and, in the table of verbs, its class.
fn forms<'a>(name: &str, text: &'a str) -> Vec<(&'a str, &'a str, &'a str)> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let cells = lines.map(|line| line.split('\t').map(str::trim).collect::<Vec<_>>());
    let rows = cells.flat_map(|cells| {
        let (class, kind, forms) = match cells.as_slice() {
            [class, kind, forms @ ..] if name == "verbs.tsv" => (*class, *kind, forms.to_vec()),
            [kind, forms @ ..] => ("", *kind, forms.to_vec()),
            [] => ("", "", Vec::new()),
        };
        forms.into_iter().filter(|form| !form.is_empty()).map(move |form| (kind, class, form))
    });
    rows.collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/lexicon")
}

/// The tables, in alphabetical order.
fn tables() -> Vec<PathBuf> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut tables: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "tsv")).collect();
    tables.sort();
    tables
}
