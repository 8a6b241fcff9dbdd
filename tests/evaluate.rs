//! `chancery evaluate` on a listing whose faults are known.

#![allow(clippy::unwrap_used, reason = "what a test cannot do, it fails at")]

use chancery::rdf::confidence::Confidence;
use insta::assert_snapshot;
use serde_json::{Value, json};
use std::fs;
use std::process::Command;
use tempfile::TempDir;

const LISTING: &str = "Two Koreas

• April 22, 1963

Record of Conversation between Soviet Ambassador Vasily Moskovsky and Kim Il Sung

• May 3, 1963

Letter from Pak Seong-cheol to Vasily Moskovsky

• May 4, 1963

Report, Embassy of Hungary in North Korea to the Hungarian Foreign Ministry
";

/// The two first documents, and one that the listing lacks; the genre of the letter, its author, and who else was at the
/// talk are not as the listing says.
fn gold() -> Value {
    let mission = json!({"of": "Hungary", "in": "North Korea", "kind": "embassy"});
    json!({"documents": [
        {
            "n": 1, "date": "1963-04-22", "genre": "record of conversation", "extra": "is passed over",
            "title": "Record of Conversation between Soviet Ambassador Vasily Moskovsky and Kim Il Sung",
            "people": ["Vasily Moskovsky", "Kim Il Sung", "Kim Il"], "variants": {"Vasily Moskovsky": ["Moskovsky"]},
            "encounters": [{"participants": ["Vasily Moskovsky", "Kim Il Sung", "Kim Il"], "basis": "stated"}],
        },
        {
            "n": 2, "date": "1963-05-03", "title": "Letter from Pak Seong-cheol to Vasily Moskovsky",
            "genre": "telegram", "people": ["Pak Seong-cheol", "Moskovsky"], "encounters": [],
            "authors": ["Moskovsky"], "recipients": ["Moskovsky"],
        },
        {
            "n": 3, "date": null, "title": "Note of the Embassy", "genre": "note", "people": [], "encounters": [],
            "authors": [mission.clone()], "missions": [mission],
            "planned": [{"participants": ["A", {"role": "ambassador", "of": null}]}],
        },
    ]})
}

/// A folder with the listing and the annotations in it.
fn desk() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("koreas.txt"), LISTING).unwrap();
    fs::write(desk.path().join("gold.json"), gold().to_string()).unwrap();
    desk
}

/// Exit status, standard output and standard error.
fn run(desk: &TempDir, line: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(line)
        .current_dir(desk.path())
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn score(desk: &TempDir, line: &[&str]) -> Value {
    let (code, out, err) = run(desk, &[line, &["--format", "json"]].concat());
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
}

fn fails(desk: &TempDir, line: &[&str]) -> String {
    let (code, out, err) = run(desk, line);
    assert_eq!((code, out.as_str()), (1, ""), "{line:?}: {err}");
    err
}

#[test]
fn annotations_of_another_listing_are_told() {
    let desk = desk();
    let (code, _, err) = run(&desk, &["evaluate", "koreas.txt", "gold.json"]);
    assert!(code == 0 && !err.contains("no document of the annotations"), "{err}");
    fs::write(desk.path().join("other.txt"), "Papers\n\n• May 4, 1962\n\nAnother report\n").unwrap();
    let (code, _, err) = run(&desk, &["evaluate", "other.txt", "gold.json"]);
    assert_eq!(code, 0, "{err}");
    assert!(
        err.contains("warning: no document of the annotations is in the graph, so that nothing can be right"),
        "{err}"
    );
}

#[test]
fn what_is_right_wrong_and_missed_is_counted() {
    let (code, out, err) = run(&desk(), &["evaluate", "koreas.txt", "gold.json", "--errors"]);
    assert_eq!(code, 0, "{err}");
    let out = out.replace('\t', "  ");
    let (figures, rules) = out.split_once("\nrule  fired  right  wrong  precision  95 % interval\n").unwrap();
    assert!(rules.contains("date.field  2  2  0  1.000  0.342 to 1.000\n"), "{rules}");
    assert!(rules.contains("title.genre-word  2  1  1  0.500  0.095 to 0.905\n"), "{rules}");
    assert!(rules.contains("meet.not-after-record  1  0  0  unmeasured"), "{rules}");
    assert_snapshot!(figures, @r"
    people -      gold.json #1  Kim Il
    encounters -  gold.json #1  Kim Il, Kim Il Sung, Vasily Moskovsky + 0 unnamed, stated
    encounters +  gold.json #1  Kim Il Sung, Vasily Moskovsky + 0 unnamed, stated
    genre         gold.json #2  letter for telegram
    authors -     gold.json #2  Moskovsky
    authors +     gold.json #2  https://w3id.org/chancery/id/person/pak-song-chol (Pak Seong-cheol | Pak Song-chol)
    documents -   gold.json #3  Note of the Embassy
    documents +     Report, Embassy of Hungary in North Korea to the Hungarian Foreign Ministry

    figure  precision  recall  F1  right  wrong  missed
    documents  0.667  0.667  0.667  2  1  1
    date  1.000  1.000  1.000  2  0  0
    genre  0.500  0.500  0.500  1  1  1
    authors  0.000  0.000  0.000  0  1  2
    recipients  1.000  1.000  1.000  1  0  0
    people  1.000  0.800  0.889  4  0  1
    missions  0.000  0.000  0.000  0  0  1
    encounters  0.000  0.000  0.000  0  1  1
    basis  0.000  0.000  0.000  0  0  0
    pairs met  1.000  0.333  0.500  1  0  2
    planned  0.000  0.000  0.000  0  0  1
    ");
}

#[test]
fn a_graph_scores_as_its_listing_does() {
    let desk = desk();
    for name in ["koreas.nq", "koreas.ttl", "koreas.jsonld"] {
        assert_eq!(run(&desk, &["convert", "koreas.txt", "-o", name]).0, 0);
        let of_listing = score(&desk, &["evaluate", "koreas.txt", "gold.json", "--errors"]);
        assert_eq!(score(&desk, &["evaluate", name, "gold.json", "--errors"]), of_listing, "{name}");
    }
}

#[test]
fn several_graphs_and_annotations_are_scored_as_one() {
    let desk = desk();
    let whole = score(&desk, &["evaluate", "koreas.txt", "gold.json"]);
    let (first, third) = (LISTING.find("• April").unwrap(), LISTING.find("• May 4").unwrap());
    fs::write(desk.path().join("a.txt"), &LISTING[..third]).unwrap();
    fs::write(desk.path().join("b.txt"), format!("{}{}", &LISTING[..first], &LISTING[third..])).unwrap();
    let documents = gold()["documents"].as_array().unwrap().clone();
    let (one, two) = documents.split_at(1);
    fs::write(desk.path().join("a.json"), json!({"documents": two}).to_string()).unwrap();
    fs::write(desk.path().join("b.json"), json!({"documents": one}).to_string()).unwrap();
    assert_eq!(score(&desk, &["evaluate", "a.txt", "b.txt", "a.json", "b.json"]), whole);
    assert_eq!(score(&desk, &["evaluate", "a.json", "b.txt", "b.json", "a.txt"]), whole);
}

#[test]
fn the_counts_of_the_rules_are_written_as_turtle() {
    let desk = desk();
    let counts = score(&desk, &["evaluate", "koreas.txt", "gold.json", "--write-rules", "rules.ttl"]);
    let written = Confidence::read("rules.ttl", &fs::read_to_string(desk.path().join("rules.ttl")).unwrap()).unwrap();
    assert_eq!(written.sources, ["gold.json (3 documents)"]);
    assert_eq!(written.counts.len(), counts["rules"].as_object().unwrap().len());
    for (rule, count) in &written.counts {
        let shown = &counts["rules"][rule];
        assert_eq!(shown["fired"], count.fired, "{rule}");
        assert_eq!(shown["right"], count.right, "{rule}");
        assert_eq!(shown["wrong"], count.wrong, "{rule}");
    }
}

/// Each rule of a graph has the confidence of `data/rules.ttl`, and one that was not measured there has none.
#[test]
fn a_graph_says_how_far_to_trust_its_rules() {
    let measured = Confidence::bundled().unwrap();
    let (code, out, err) = run(&desk(), &["query", "koreas.txt", "rules", "--format", "csv"]);
    assert_eq!(code, 0, "{err}");
    let mut seen = (0, 0);
    for row in csv::Reader::from_reader(out.as_bytes()).records() {
        let row = row.unwrap();
        let (rule, confidence, right, wrong) = (&row[0], &row[2], &row[3], &row[4]);
        match measured.of(rule) {
            Some(count) => {
                seen.0 += 1;
                let share: f64 = confidence.parse().unwrap();
                assert!((share - count.precision().unwrap()).abs() < 0.001, "{rule}: {confidence}");
                assert_eq!([right, wrong], [count.right.to_string(), count.wrong.to_string()], "{rule}");
            }
            None => {
                seen.1 += 1;
                assert_eq!([confidence, right, wrong], ["unmeasured", "", ""], "{rule}");
            }
        }
    }
    assert!(seen.0 > 3 && seen.1 > 0, "{out}");
}

#[test]
fn what_cannot_be_scored_is_said() {
    let desk = desk();
    assert_snapshot!(fails(&desk, &["evaluate", "koreas.txt"]), @r"
    error: a score needs a graph and gold annotations, which are a .json file
      help: such as: chancery evaluate listing.txt gold.json; a graph in JSON-LD is named .jsonld
    ");
    assert_snapshot!(fails(&desk, &["evaluate", "gold.json"]), @r"
    error: a score needs a graph and gold annotations, which are a .json file
      help: such as: chancery evaluate listing.txt gold.json; a graph in JSON-LD is named .jsonld
    ");
    assert_snapshot!(fails(&desk, &["evaluate", "koreas.txt", "nowhere.json"]), @r"
    error: nowhere.json: there are no such gold annotations
      help: check the path
    ");
    fs::write(desk.path().join("latin.json"), b"{\"documents\": [\"Pr\xe1th\"]}").unwrap();
    assert_snapshot!(fails(&desk, &["evaluate", "koreas.txt", "latin.json"]), @r"
    error: latin.json: the annotations are not UTF-8
      help: save them as UTF-8
    ");
    fs::write(desk.path().join("broken.json"), "{\"documents\": [\n  {\"n\": \"one\"}\n]}").unwrap();
    assert_snapshot!(fails(&desk, &["evaluate", "koreas.txt", "broken.json"]), @r#"
    error: broken.json:2:13: these are no gold annotations: invalid type: string "one", expected u64
      help: mend the file there; tests/gold/README.md says what each document holds
    "#);
}
