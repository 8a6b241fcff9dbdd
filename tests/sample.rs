//! The main job on the real sample, from a saved listing to answers.
#![allow(clippy::unwrap_used, reason = "what a test cannot do, it fails at")]

use insta::assert_snapshot;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const SAMPLE: &str = "inter-korean-relations.txt";

/// A folder with the sample in it.
fn desk() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples").join(SAMPLE);
    fs::copy(sample, desk.path().join(SAMPLE)).unwrap();
    desk
}

/// What a run there comes to: exit status, standard output, standard error.
fn run(desk: &TempDir, line: &[&str]) -> (i32, String, String) {
    run_with(desk, line, &[])
}

fn run_with(desk: &TempDir, line: &[&str], variables: &[(&str, &str)]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(line).current_dir(desk.path()).env_remove("CLICOLOR_FORCE").envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn fails(desk: &TempDir, line: &[&str]) -> String {
    let (code, out, err) = run(desk, line);
    assert_eq!((code, out.as_str()), (1, ""), "{line:?}: {err}");
    err
}

/// The sample in two listings, each with the header and half of the entries.
fn halves(desk: &TempDir) {
    let text = fs::read_to_string(desk.path().join(SAMPLE)).unwrap();
    let starts: Vec<_> = text.match_indices('•').map(|(at, _)| text[..at].rfind('\n').unwrap() + 1).collect();
    let (header, middle) = (starts[0], starts[starts.len() / 2]);
    fs::write(desk.path().join("first.txt"), &text[..middle]).unwrap();
    fs::write(desk.path().join("second.txt"), text[..header].to_owned() + &text[middle..]).unwrap();
}

#[test]
fn one_command_says_who_met_whom() {
    let desk = desk();
    let (code, out, err) = run(&desk, &["query", SAMPLE, "who-met-whom"]);
    assert_eq!(code, 0, "{err}");
    let met = |one: &str, other: &str| out.lines().any(|row| row.contains(one) && row.contains(other));
    assert!(met("Puzanov", "Kim Il"), "{out}");
    assert!(met("Puzanov", "Károly Práth"), "{out}");
    let (code, table, _) = run(&desk, &["query", SAMPLE, "who-met-whom", "--format", "table"]);
    assert_eq!(code, 0);
    assert!(table.contains("Kim Il") && table.contains("───"), "{table}");
}

#[test]
fn the_order_of_listings_and_the_number_of_threads_do_not_matter() {
    let desk = desk();
    halves(&desk);
    for format in ["trig", "nquads", "turtle"] {
        let convert = |inputs: &[&str], threads| {
            let line = [&["convert"], inputs, &["--to", format]].concat();
            let (code, out, err) = run_with(&desk, &line, &[("RAYON_NUM_THREADS", threads)]);
            assert_eq!(code, 0, "{err}");
            out
        };
        let one = convert(&["first.txt", "second.txt"], "1");
        assert!(one.len() > 10_000, "{one}");
        assert_eq!(one, convert(&["second.txt", "first.txt"], "2"), "{format}");
        assert_eq!(one, convert(&["second.txt", "first.txt", "first.txt"], "4"), "{format}");
    }
}

#[test]
fn a_file_holds_what_standard_output_shows() {
    let desk = desk();
    for (format, name) in
        [("turtle", "graph.ttl"), ("trig", "graph.trig"), ("nquads", "graph.nq"), ("jsonld", "graph.jsonld")]
    {
        let (_, shown, _) = run(&desk, &["convert", SAMPLE, "--to", format]);
        assert_eq!(run(&desk, &["convert", SAMPLE, "-o", name]).0, 0);
        assert!(shown.len() > 10_000);
        assert_eq!(fs::read_to_string(desk.path().join(name)).unwrap(), shown, "{format}");
    }
}

#[test]
fn a_converted_graph_answers_as_its_listing_does() {
    let desk = desk();
    run(&desk, &["convert", SAMPLE, "-o", "graph.trig"]);
    for query in ["who-met-whom", "documents-by-mission", "unread"] {
        let ask = |graph| run(&desk, &["query", graph, query, "--format", "csv"]);
        let (code, rows, _) = ask(SAMPLE);
        assert_eq!(code, 0);
        assert_eq!(rows, ask("graph.trig").1, "{query}");
    }
}

#[test]
fn a_conversion_counts_what_it_made() {
    let desk = desk();
    let entries = fs::read_to_string(desk.path().join(SAMPLE)).unwrap().matches('•').count();
    let (code, _, said) = run(&desk, &["convert", SAMPLE, "-o", "graph.nq"]);
    assert_eq!(code, 0);
    assert!(said.contains(&format!("{entries} records, ")), "{said}");
    let graph = fs::read_to_string(desk.path().join("graph.nq")).unwrap();
    assert!(said.contains(&format!(" {} quads (", graph.lines().count())), "{said}");
    let own = graph.lines().filter(|quad| quad.contains("/graph/record/")).count();
    assert!(own as f64 / entries as f64 <= 120.0, "{said}");
}

#[test]
fn the_graph_keeps_its_shapes() {
    let (code, out, err) = run(&desk(), &["validate", SAMPLE]);
    assert_eq!(code, 0, "{out}{err}");
}

#[test]
fn a_record_is_explained_from_its_words() {
    let (code, out, _) = run(&desk(), &["explain", SAMPLE, "Puzanov for 8 December 1960"]);
    assert_eq!(code, 0);
    assert!(out.contains("December 08, 1960"), "{out}");
    assert!(out.contains("[Kim Il]"), "{out}");
    let quoted = |line: &str| line.contains("— mentions — Kim Il\t“Kim Il”");
    assert!(out.lines().any(quoted), "{out}");
}

#[test]
fn every_statement_of_an_explanation_has_its_words_and_its_rule() {
    let (_, out, _) = run(&desk(), &["explain", SAMPLE]);
    let statements: Vec<_> = out.lines().filter(|line| line.contains(" — ") && line.contains('\t')).collect();
    assert!(statements.len() > 100);
    for line in statements {
        let cells: Vec<_> = line.split('\t').collect();
        assert!(cells[1].starts_with('“') && cells[1].ends_with('”'), "{line}");
        let [_, basis, confidence] = cells[2].split(", ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        assert!(["stated", "inferred"].contains(&basis), "{line}");
        assert!(confidence == "unmeasured" || confidence.parse::<f64>().is_ok_and(|share| share <= 1.0), "{line}");
    }
}

#[test]
fn a_bad_listing_is_passed_over_and_named() {
    let desk = desk();
    fs::write(desk.path().join("empty.txt"), "").unwrap();
    let (code, out, err) = run(&desk, &["query", "empty.txt", SAMPLE, "who-met-whom", "--format", "csv"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("error: empty.txt: the file is empty"), "{err}");
    assert_eq!(out, run(&desk, &["query", SAMPLE, "who-met-whom", "--format", "csv"]).1);
}

#[test]
fn bad_listings_are_answered_with_what_to_do() {
    let desk = desk();
    let put = |name: &str, bytes: &[u8]| fs::write(desk.path().join(name), bytes).unwrap();
    put("empty.txt", b"\n");
    assert_snapshot!(fails(&desk, &["convert", "empty.txt"]), @"
    error: empty.txt: the file is empty
      help: save the listing page as text again
    ");
    put("binary.txt", b"%PDF-1.7\n\0\0\0");
    assert_snapshot!(fails(&desk, &["convert", "binary.txt"]), @"
    error: binary.txt: this is a binary file, not a listing
      help: save the listing page as plain text
    ");
    put("latin.txt", b"  \xE2\x80\xA2 March 16, 1961\n\n    Report by K\xE1roly\n");
    assert_snapshot!(fails(&desk, &["convert", "latin.txt"]), @"
    error: latin.txt:3: the text is not UTF-8
      help: save it as UTF-8, or convert it with: iconv -f WINDOWS-1252 -t UTF-8
    ");
    put("prose.txt", b"Once upon a time there was an archive.\n");
    assert_snapshot!(fails(&desk, &["convert", "prose.txt"]), @"
    error: prose.txt: this is no listing that Chancery knows: it has no entry
      help: an entry is a line with a date, one with a title, and a description; see data/samples/
    ");
}

#[test]
fn a_store_says_the_version_of_the_ontology() {
    let ontology = Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology/chancery.ttl");
    let version = format!("owl:versionInfo \"{}\"", chancery::store::MODEL);
    assert!(fs::read_to_string(ontology).unwrap().contains(&version));
}
