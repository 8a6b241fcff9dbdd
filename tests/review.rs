//! Questions about who is who, a person's answers in a spreadsheet, and the decisions they become.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot do, it fails at")]

use chancery::decision::Decisions;
use chancery::review::answer::{Change, Signature, changes};
use chancery::review::file::File;
use chancery::review::question::{Candidate, Filled, Kind, Question};
use chancery::review::sheet;
use insta::assert_snapshot;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::NamedNode;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder to run in, with the graph of `fixtures/review.trig` in it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.put("graph.trig", include_bytes!("fixtures/review.trig"));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs `chancery review`: its exit status, and all that it says.
    fn run(&self, line: &str) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        // the links of the fixture are written by hand
        command.args(["review", "--given-links"]).args(line.split(' ').map(|word| word.replace('_', " ")));
        let ran = command.current_dir(self.folder.path()).stdin(Stdio::null()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (ran.status.code().unwrap(), text(ran.stdout) + &text(ran.stderr))
    }

    fn says(&self, line: &str) -> String {
        let (code, said) = self.run(line);
        assert_eq!(code, 0, "{said}");
        said
    }

    fn fails(&self, line: &str) -> String {
        let (code, said) = self.run(line);
        assert_eq!(code, 1, "{said}");
        said
    }

    /// Applies a sheet with the columns that are read, for rows of node, decision, by, date and note.
    fn apply(&self, rows: &str) -> (i32, String) {
        self.put("review.csv", sheet_of(rows).as_bytes());
        self.run("--apply review.csv")
    }

    fn applied(&self, rows: &str) -> String {
        let (code, said) = self.apply(rows);
        assert_eq!(code, 0, "{said}");
        said
    }

    fn refused(&self, rows: &str) -> String {
        let before = fs::read(self.path("decisions.ttl")).ok();
        let (code, said) = self.apply(rows);
        assert_eq!(code, 1, "{said}");
        assert_eq!(fs::read(self.path("decisions.ttl")).ok(), before, "what is refused changes nothing");
        said
    }
}

/// `A same,x,2026-11-26,why` a line: the nodes of the graph have short names, and two candidates each.
fn sheet_of(rows: &str) -> String {
    let rows: String = rows
        .lines()
        .map(|row| match row.split_once(' ') {
            Some((node, rest)) => {
                format!("{},{rest},{},{}\n", node_of(node), entry("pavel-orlov"), entry("ivan-orlov"))
            }
            None => format!("{row}\n"),
        })
        .collect();
    format!("node,decision,by,date,note,iri 1,iri 2\n{rows}")
}

fn node_of(short: &str) -> String {
    let end = match short {
        "A" => "a#person-orlov",
        "B" => "b#person-p-orlov",
        "C" => "c#person-ivan-orlov",
        "H" => "a#person-horak",
        other => other,
    };
    format!("https://w3id.org/chancery/id/record/test/{end}")
}

fn entry(slug: &str) -> String {
    format!("https://w3id.org/chancery/id/person/{slug}")
}

mod questions {
    use super::*;

    #[test]
    fn the_most_useful_come_first() {
        let desk = Desk::new();
        assert_snapshot!(desk.says("graph.trig -o review.csv"), @"4 questions: 2 doubtful links, 2 unresolved names");
        let sheet = desk.text("review.csv");
        assert!(sheet.starts_with('\u{FEFF}'), "by which Excel knows UTF-8");
        assert_snapshot!(sheet.trim_start_matches('\u{FEFF}'), @"
        number,kind,name,context,title,dated,candidate 1,candidate 2,reasons,weight,encounters,documents,decision,by,date,note,node,iri 1,iri 2
        1,link,Orlov,Com. Horák met [Ambassador Orlov]; he asked for aid.,Report on Orlov,1961-03-16,Pavel Orlov: ambassador of soviet union to north korea 1957–1962,Ivan Orlov,1 (8.4): same office of the same State; same surname | 2 (3.2): same surname,8.4,2,2,,,,,https://w3id.org/chancery/id/record/test/a#person-orlov,https://w3id.org/chancery/id/person/pavel-orlov,https://w3id.org/chancery/id/person/ivan-orlov
        2,name,Horák,Com. [Horák] met Ambassador Orlov; he asked for aid.,Report on Orlov,1961-03-16,,,,,1,1,,,,,https://w3id.org/chancery/id/record/test/a#person-horak,,
        3,name,'=SUM(A1),,,,,,,,1,1,,,,,https://w3id.org/chancery/id/record/test/b#person-sum,,
        4,link,Ivan Orlov,,,,Ivan Orlov,,same surname,9.9,0,1,,,,,https://w3id.org/chancery/id/record/test/c#person-ivan-orlov,https://w3id.org/chancery/id/person/ivan-orlov,
        ");
        assert_eq!(desk.says("graph.trig --quiet"), sheet);
    }

    /// Links were made without asking anybody: they can be seen and taken back like what was asked about.
    #[test]
    fn links_can_be_taken_back() {
        let desk = Desk::new();
        let linked = |said: String| {
            let of = |line: &&str| line.contains(",linked,");
            said.lines().filter(of).map(str::to_owned).collect::<Vec<_>>().join("\n")
        };
        let said = desk.says("graph.trig --linked");
        assert!(said.ends_with("4 questions: 2 doubtful links, 2 unresolved names; 1 link\n"), "{said}");
        assert_snapshot!(linked(said), @r#"5,linked,P. Orlov,Journal of [P. Orlov],Journal of P. Orlov,1961-05,"Orlov: in “Report on Orlov”, 1961-03-16",,same surname,21.0,1,1,,,,,https://w3id.org/chancery/id/record/test/b#person-p-orlov,https://w3id.org/chancery/id/record/test/a#person-orlov,"#);
        desk.put(
            "linked.csv",
            format!("node,decision,by,date,note,iri 1\n{},different,X,2026-11-26,,{}\n", node_of("B"), node_of("A"))
                .as_bytes(),
        );
        assert!(desk.says("--apply linked.csv").contains("1 added"));
        assert_eq!(linked(desk.says("graph.trig decisions.ttl --linked")), "");
    }

    /// The most doubtful come first, and one that is taken back is made no more.
    #[test]
    fn a_link_that_is_taken_back_is_gone() {
        let desk = Desk::new();
        let sample = format!("{}/tests/gold/dev-listing.txt", env!("CARGO_MANIFEST_DIR"));
        let asked = |more: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
            let ran = command
                .args(["review", &sample, "--linked"])
                .args(more)
                .current_dir(desk.folder.path())
                .output()
                .unwrap();
            let mut reader = csv::Reader::from_reader(&ran.stdout["\u{FEFF}".len()..]);
            let header = reader.headers().unwrap().clone();
            let at = |name: &str| header.iter().position(|column| column == name).unwrap();
            let (kind, weight, node, iri) = (at("kind"), at("weight"), at("node"), at("iri 1"));
            let rows: Vec<_> = reader.records().map(|row| row.unwrap()).filter(|row| &row[kind] == "linked").collect();
            let told = ["name", "context", "candidate 1"].map(at);
            assert!(rows.iter().all(|row| told.iter().all(|column| !row[*column].is_empty())), "{rows:?}");
            let rows = rows.iter();
            rows.map(|row| (row[weight].parse::<f64>().unwrap(), row[node].to_owned(), row[iri].to_owned()))
                .collect::<Vec<_>>()
        };
        let links = asked(&[]);
        assert!(links.len() > 5 && links.is_sorted_by(|a, b| a.0 <= b.0), "{links:?}");
        let (_, node, other) = &links[0];
        desk.put(
            "linked.csv",
            format!("node,decision,by,date,note,iri 1\n{node},different,X,2026-11-26,,{other}\n").as_bytes(),
        );
        desk.says("--apply linked.csv");
        let left = asked(&["decisions.ttl"]);
        assert!(left.iter().all(|(_, a, b)| (a, b) != (node, other) && (b, a) != (node, other)));
    }

    #[test]
    fn what_is_decided_is_not_asked_again() {
        let desk = Desk::new();
        desk.applied("A same 1,X,2026-11-26,\nC different 2,X,2026-11-26,\nH new person,X,2026-11-26,");
        assert_snapshot!(desk.says("graph.trig decisions.ttl"), @"
        ﻿number,kind,name,context,title,dated,candidate 1,reasons,weight,encounters,documents,decision,by,date,note,node,iri 1
        1,name,'=SUM(A1),,,,,,,1,1,,,,,https://w3id.org/chancery/id/record/test/b#person-sum,
        1 question: 0 doubtful links, 1 unresolved name
        ");
        // … unless one asks for it
        assert_snapshot!(desk.says("graph.trig decisions.ttl --decided --separator semicolon"), @r#"
        ﻿number;kind;name;context;title;dated;candidate 1;reasons;weight;encounters;documents;decision;by;date;note;node;iri 1
        1;name;'=SUM(A1);;;;;;;1;1;;;;;https://w3id.org/chancery/id/record/test/b#person-sum;
        2;decided;Horák;"Com. [Horák] met Ambassador Orlov; he asked for aid.";Report on Orlov;1961-03-16;;;;1;1;new person;X;2026-11-26;;https://w3id.org/chancery/id/record/test/a#person-horak;
        3;decided;Orlov;"Com. Horák met [Ambassador Orlov]; he asked for aid.";Report on Orlov;1961-03-16;Pavel Orlov: ambassador of soviet union to north korea 1957–1962;;;2;2;same;X;2026-11-26;;https://w3id.org/chancery/id/record/test/a#person-orlov;https://w3id.org/chancery/id/person/pavel-orlov
        4;decided;Ivan Orlov;;;;Ivan Orlov;;;0;1;different;X;2026-11-26;;https://w3id.org/chancery/id/record/test/c#person-ivan-orlov;https://w3id.org/chancery/id/person/ivan-orlov
        1 question: 0 doubtful links, 1 unresolved name; 3 decisions
        "#);
    }

    #[test]
    fn another_candidate_stays_in_question() {
        let desk = Desk::new();
        desk.applied("A different 1,X,2026-11-26,");
        let sheet = desk.says("graph.trig decisions.ttl");
        assert!(sheet.contains("\n1,link,Orlov,"), "{sheet}");
        assert!(!sheet.contains("pavel-orlov"), "{sheet}");
    }

    #[test]
    fn decisions_of_a_linked_node_count_for_all() {
        let desk = Desk::new();
        desk.applied("B different,X,2026-11-26,");
        assert_snapshot!(desk.says("graph.trig decisions.ttl"), @"
        ﻿number,kind,name,context,title,dated,candidate 1,reasons,weight,encounters,documents,decision,by,date,note,node,iri 1
        1,name,Horák,Com. [Horák] met Ambassador Orlov; he asked for aid.,Report on Orlov,1961-03-16,,,,1,1,,,,,https://w3id.org/chancery/id/record/test/a#person-horak,
        2,name,'=SUM(A1),,,,,,,1,1,,,,,https://w3id.org/chancery/id/record/test/b#person-sum,
        3,link,Ivan Orlov,,,,Ivan Orlov,same surname,9.9,0,1,,,,,https://w3id.org/chancery/id/record/test/c#person-ivan-orlov,https://w3id.org/chancery/id/person/ivan-orlov
        3 questions: 1 doubtful link, 2 unresolved names
        ");
    }

    #[test]
    fn answers_are_not_written_over() {
        let desk = Desk::new();
        desk.says("graph.trig -o review.csv");
        desk.says("graph.trig -o review.csv");
        let answered = desk.text("review.csv").replace("2,2,,,,,https", "2,2,same 1,X,2026-11-26,,https");
        desk.put("review.csv", answered.as_bytes());
        assert_snapshot!(desk.fails("graph.trig -o review.csv"), @"
        error: review.csv: this sheet holds answers that are no decisions yet, and they would be lost
          help: keep them with: chancery review --apply review.csv; then name the file of decisions with the graphs, or write to another file
        ");
        assert_eq!(desk.text("review.csv"), answered);
        desk.says("--apply review.csv");
        desk.says("graph.trig decisions.ttl -o review.csv");
        assert_ne!(desk.text("review.csv"), answered);
        desk.put("notes.txt", b"my notes");
        assert_snapshot!(desk.fails("graph.trig -o notes.txt"), @"
        error: notes.txt: there is a file that is no sheet of questions
          help: write to another file, or delete this one
        ");
    }
}

mod decisions {
    use super::*;

    #[test]
    fn a_block_each() {
        let desk = Desk::new();
        let rows = "A same 1,A. Historian,2026-11-26,\"same \"\"journal\"\"\"\nC different 1 2,A. Historian,2026-11-27,\nH New,B,2026-11-26,";
        assert_snapshot!(desk.applied(rows), @"decisions.ttl: 4 added, 0 changed, 0 taken back, 0 there already; 4 decisions in all");
        let file = desk.text("decisions.ttl");
        assert_snapshot!(file, @r#"
        # Who is who, as it was decided, a block a decision. Delete a block to take it back. Name this file beside the graphs that
        # it is about, as in: chancery query GRAPH decisions.ttl who-met-whom

        @prefix chy: <https://w3id.org/chancery/ontology#> .
        @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix decision: <https://w3id.org/chancery/decision/> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix person: <https://w3id.org/chancery/id/person/> .
        @prefix prov: <http://www.w3.org/ns/prov#> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        @prefix rico: <https://www.ica.org/standards/RiC/ontology#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

        decision:43051d1da3 a chy:Decision ;
          dcterms:date "2026-11-27"^^xsd:date ;
          rdf:object person:ivan-orlov ;
          rdf:predicate owl:differentFrom ;
          rdf:subject <https://w3id.org/chancery/id/record/test/c#person-ivan-orlov> ;
          prov:wasAttributedTo "A. Historian" .

        decision:70499142a4 a chy:Decision ;
          dcterms:date "2026-11-26"^^xsd:date ;
          rdf:object rico:Person ;
          rdf:predicate rdf:type ;
          rdf:subject <https://w3id.org/chancery/id/record/test/a#person-horak> ;
          prov:wasAttributedTo "B" .

        decision:9ce4817ac6 a chy:Decision ;
          dcterms:date "2026-11-27"^^xsd:date ;
          rdf:object person:pavel-orlov ;
          rdf:predicate owl:differentFrom ;
          rdf:subject <https://w3id.org/chancery/id/record/test/c#person-ivan-orlov> ;
          prov:wasAttributedTo "A. Historian" .

        decision:e808fac51f a chy:Decision ;
          dcterms:date "2026-11-26"^^xsd:date ;
          rdf:object person:pavel-orlov ;
          rdf:predicate rico:isEquivalentTo ;
          rdf:subject <https://w3id.org/chancery/id/record/test/a#person-orlov> ;
          prov:wasAttributedTo "A. Historian" ;
          rico:note "same \"journal\"" .
        "#);
        assert_snapshot!(desk.applied(rows), @"decisions.ttl: 0 added, 0 changed, 0 taken back, 4 there already; 4 decisions in all");
        assert_eq!(desk.text("decisions.ttl"), file, "the same rows twice are the same bytes");
    }

    #[test]
    fn an_emptied_row_changes_nothing_and_others_are_added() {
        let desk = Desk::new();
        desk.applied("A same 1,X,2026-11-26,\nH new person,X,2026-11-26,");
        let file = desk.text("decisions.ttl");
        assert_snapshot!(desk.applied("A ,X,2026-11-26,"), @"decisions.ttl: 0 added, 0 changed, 0 taken back, 0 there already; 2 decisions in all");
        assert_eq!(desk.text("decisions.ttl"), file);
    }

    #[test]
    fn another_date_or_note_of_the_same_person_replaces_the_first() {
        let desk = Desk::new();
        desk.applied("A same 1,X,2026-11-26,first\nA same 1,Y,2026-11-26,so do I");
        assert_snapshot!(desk.applied("A same 1,X,2026-11-27,second"), @"decisions.ttl: 0 added, 1 changed, 0 taken back, 0 there already; 2 decisions in all");
        let file = desk.text("decisions.ttl");
        assert!(file.contains("second") && file.contains("so do I") && !file.contains("first"), "{file}");
    }

    #[test]
    fn whichever_way_round_it_is_one_decision() {
        let desk = Desk::new();
        desk.applied(&format!("A same {},X,2026-11-26,", node_of("H")));
        assert_snapshot!(desk.applied(&format!("H {},X,2026-11-26,", node_of("A"))), @"decisions.ttl: 0 added, 0 changed, 0 taken back, 1 there already; 1 decision in all");
    }

    #[test]
    fn one_can_be_taken_back() {
        let desk = Desk::new();
        let rows = "A different,X,2026-11-26,\nH new person,X,2026-11-26,";
        desk.applied(rows);
        let file = desk.text("decisions.ttl");
        assert_snapshot!(desk.applied("A Take back 2,,,"), @"
        taken back: record/test/a#person-orlov is different from person/ivan-orlov (X, 2026-11-26)
        decisions.ttl: 0 added, 0 changed, 1 taken back, 0 there already; 2 decisions in all
        ");
        assert_snapshot!(desk.applied("A take  back 2,,,"), @"
        review.csv:2:57: there is no such decision to take back
        decisions.ttl: 0 added, 0 changed, 0 taken back, 0 there already; 2 decisions in all
        ");
        desk.applied(rows);
        assert_eq!(desk.text("decisions.ttl"), file);
        assert_snapshot!(desk.applied("A take back,,,\nH take back,,,\nH same 1,X,2026-11-27,"), @"
        taken back: record/test/a#person-orlov is different from person/pavel-orlov (X, 2026-11-26)
        taken back: record/test/a#person-orlov is different from person/ivan-orlov (X, 2026-11-26)
        taken back: record/test/a#person-horak is somebody new (X, 2026-11-26)
        decisions.ttl: 1 added, 0 changed, 3 taken back, 0 there already; 1 decision in all
        ");
    }

    #[test]
    fn a_block_that_is_deleted_is_taken_back() {
        let desk = Desk::new();
        desk.applied("A same 1,X,2026-11-26,");
        let file = desk.text("decisions.ttl");
        desk.applied("C same 2,X,2026-11-26,");
        let blocks = desk.text("decisions.ttl");
        let added = blocks.split("\n\n").find(|block| block.contains("#person-ivan-orlov")).unwrap();
        let deleted = blocks.replace(&format!("\n{}\n", added.trim_end()), "");
        assert_ne!(deleted, blocks);
        desk.put("decisions.ttl", deleted.as_bytes());
        desk.applied("A same 1,X,2026-11-26,");
        assert_eq!(desk.text("decisions.ttl"), file);
    }

    #[test]
    fn what_else_is_in_the_file_stays() {
        let desk = Desk::new();
        desk.applied("A same 1,X,2026-11-26,");
        let file =
            format!("# Mine: ask Y about C.\n{}\n# The end.\n<urn:a> <urn:b> \"c\" .\n", desk.text("decisions.ttl"));
        desk.put("decisions.ttl", file.as_bytes());
        desk.applied("H new,X,2026-11-26,");
        let file = desk.text("decisions.ttl");
        assert!(
            file.contains("# Mine: ask Y about C.\n# The end.\n") && file.contains("<urn:a> <urn:b> \"c\""),
            "{file}"
        );
    }

    #[test]
    fn entries_go_by_slug_name_or_iri() {
        let desk = Desk::new();
        desk.applied(&format!(
            "A kim-il-sung,X,2026-11-26,\nC different Person/Kim-Il-Sung,X,2026-11-26,\nH {},X,2026-11-26,",
            entry("not-yet-known")
        ));
        let file = desk.text("decisions.ttl");
        assert_eq!(file.matches("person:kim-il-sung").count(), 2, "{file}");
        assert!(file.contains("person:not-yet-known"), "{file}");
        assert_snapshot!(desk.refused("A Kim Il Sung,X,2026-11-26,"), @"
        error: review.csv:2:57: “Kim Il Sung” is neither a decision nor an authority entry (did you mean “kim-il-sung” or “kim-il” or “kim-jong-il”?)
          help: write same, different, new person, take back, or the slug of an entry, such as kim-il-sung
        ");
        // of a graph that has it
        assert_snapshot!(desk.refused("C pavel-orlov,X,2026-11-26,"), @"
        error: review.csv:2:62: “pavel-orlov” is neither a decision nor an authority entry
          help: if it is in an authority file of your own, name that file or a graph with it, too
        ");
        desk.says("graph.trig --apply review.csv");
        assert!(desk.text("decisions.ttl").contains("person:pavel-orlov"));
    }

    #[test]
    fn the_signature_may_be_given_for_all() {
        let desk = Desk::new();
        desk.put("review.csv", sheet_of("A same 1,,,\nH new,Y,2026-11-27,").as_bytes());
        desk.says("--apply review.csv --decisions mine.ttl --by A._Historian --date 2026-11-26");
        let file = desk.text("mine.ttl");
        assert!(file.contains("\"A. Historian\"") && file.contains("\"2026-11-26\""), "{file}");
        assert!(file.contains("\"Y\"") && file.contains("\"2026-11-27\""), "{file}");
    }

    #[test]
    fn what_is_not_there_any_more_is_dormant() {
        let desk = Desk::new();
        desk.put(
            "review.csv",
            sheet_of("A same 1,X,2026-11-26,\nd#person-gone same 1,X,2026-11-26,\nC kim-il-sung,X,2026-11-26,")
                .as_bytes(),
        );
        assert_snapshot!(desk.says("graph.trig --apply review.csv"), @"
        decisions.ttl: 3 added, 0 changed, 0 taken back, 0 there already; 3 decisions in all
        1 decision is kept, but dormant: what it is about is not in these graphs
          record/test/d#person-gone is the same as person/pavel-orlov (X, 2026-11-26)
        ");
        assert!(desk.text("decisions.ttl").contains("person-gone"));
        assert_snapshot!(desk.says("graph.trig decisions.ttl -o more.csv"), @"
        2 questions: 0 doubtful links, 2 unresolved names
        1 decision is kept, but dormant: what it is about is not in these graphs
          record/test/d#person-gone is the same as person/pavel-orlov (X, 2026-11-26)
        ");
    }

    #[test]
    fn a_program_can_ask_for_them() {
        let desk = Desk::new();
        desk.applied("A same 1,X,2026-11-26,\nA different 2,X,2026-11-26,\nH new,X,2026-11-26,");
        let file = desk.text("decisions.ttl");
        let parsed = RdfParser::from_format(RdfFormat::Turtle).for_slice(file.as_bytes());
        let quads: Vec<_> = parsed.map(Result::unwrap).collect();
        let decisions = Decisions::from_quads(&quads).unwrap();
        let pair = |(a, b): (&NamedNode, &NamedNode)| (a.as_str().to_owned(), b.as_str().to_owned());
        assert_eq!(decisions.same().map(pair).collect::<Vec<_>>(), [(node_of("A"), entry("pavel-orlov"))]);
        assert_eq!(decisions.different().map(pair).collect::<Vec<_>>(), [(node_of("A"), entry("ivan-orlov"))]);
        assert_eq!(decisions.new_nodes().map(NamedNode::as_str).collect::<Vec<_>>(), [node_of("H")]);
        assert_eq!(decisions.dormant(|node| node.as_str() != entry("ivan-orlov")).len(), 1);
    }
}

mod contradictions {
    use super::*;

    #[test]
    fn of_two_rows() {
        assert_snapshot!(Desk::new().refused("A same 1,X,2026-11-26,\nA different 1,Y,2026-11-27,"), @"
        error: these decisions contradict each other
          review.csv:3:57: record/test/a#person-orlov is different from person/pavel-orlov (Y, 2026-11-27)
          review.csv:2:57: record/test/a#person-orlov is the same as person/pavel-orlov (X, 2026-11-26)
          help: change one of them in the sheet, or take back the one in the file: write “take back”, or delete its block
        ");
    }

    #[test]
    fn of_a_row_and_the_file() {
        let desk = Desk::new();
        desk.applied("A same 1,X,2026-11-26,");
        assert_snapshot!(desk.refused("H new,X,2026-11-26,\nA different 1,Y,2026-11-27,"), @"
        error: these decisions contradict each other
          review.csv:3:57: record/test/a#person-orlov is different from person/pavel-orlov (Y, 2026-11-27)
          decisions.ttl:13: record/test/a#person-orlov is the same as person/pavel-orlov (X, 2026-11-26)
          help: change one of them in the sheet, or take back the one in the file: write “take back”, or delete its block
        ");
    }

    #[test]
    fn through_others() {
        let desk = Desk::new();
        desk.applied(&format!("A same {},X,2026-11-26,", node_of("H")));
        assert_snapshot!(desk.refused(&format!("H same {},X,2026-11-27,\nA different {0},X,2026-11-27,", node_of("C"))), @"
        error: these decisions contradict each other
          review.csv:3:57: record/test/c#person-ivan-orlov is different from record/test/a#person-orlov (X, 2026-11-27)
          review.csv:2:57: record/test/c#person-ivan-orlov is the same as record/test/a#person-horak (X, 2026-11-27)
          decisions.ttl:12: record/test/a#person-orlov is the same as record/test/a#person-horak (X, 2026-11-26)
          help: change one of them in the sheet, or take back the one in the file: write “take back”, or delete its block
        ");
    }

    #[test]
    fn two_entries_are_two() {
        assert_snapshot!(Desk::new().refused("A same 1 and 2,X,2026-11-26,"), @"
        error: two authority entries, person/ivan-orlov and person/pavel-orlov, cannot be the same
          review.csv:2:57: record/test/a#person-orlov is the same as person/ivan-orlov (X, 2026-11-26)
          review.csv:2:57: record/test/a#person-orlov is the same as person/pavel-orlov (X, 2026-11-26)
          help: change one of them in the sheet, or take back the one in the file: write “take back”, or delete its block
        ");
        let chain = format!("A same 1,X,2026-11-26,\nA same {},X,2026-11-26,\nH same 2,X,2026-11-26,", node_of("H"));
        assert_snapshot!(Desk::new().refused(&chain), @"
        error: two authority entries, person/ivan-orlov and person/pavel-orlov, cannot be the same
          review.csv:4:57: record/test/a#person-horak is the same as person/ivan-orlov (X, 2026-11-26)
          review.csv:3:57: record/test/a#person-orlov is the same as record/test/a#person-horak (X, 2026-11-26)
          review.csv:2:57: record/test/a#person-orlov is the same as person/pavel-orlov (X, 2026-11-26)
          help: change one of them in the sheet, or take back the one in the file: write “take back”, or delete its block
        ");
    }

    #[test]
    fn somebody_new_is_no_entry() {
        assert_snapshot!(Desk::new().refused("A same 1,X,2026-11-26,\nA new person,Y,2026-11-27,"), @"
        error: somebody new cannot be in the authority files
          review.csv:3:57: record/test/a#person-orlov is somebody new (Y, 2026-11-27)
          review.csv:2:57: record/test/a#person-orlov is the same as person/pavel-orlov (X, 2026-11-26)
          help: change one of them in the sheet, or take back the one in the file: write “take back”, or delete its block
        ");
        let chain = format!("A new,X,2026-11-26,\nA same {},X,2026-11-26,\nH same 2,X,2026-11-26,", node_of("H"));
        assert_snapshot!(Desk::new().refused(&chain), @"
        error: somebody new cannot be in the authority files
          review.csv:2:57: record/test/a#person-orlov is somebody new (X, 2026-11-26)
          review.csv:3:57: record/test/a#person-orlov is the same as record/test/a#person-horak (X, 2026-11-26)
          review.csv:4:57: record/test/a#person-horak is the same as person/ivan-orlov (X, 2026-11-26)
          help: change one of them in the sheet, or take back the one in the file: write “take back”, or delete its block
        ");
    }

    #[test]
    fn in_a_file_that_was_edited() {
        let desk = Desk::new();
        desk.applied("A same 1,X,2026-11-26,");
        let same = desk.text("decisions.ttl");
        fs::remove_file(desk.path("decisions.ttl")).unwrap();
        desk.applied("A different 1,Y,2026-11-26,");
        desk.put("decisions.ttl", format!("{}\n{same}", desk.text("decisions.ttl")).as_bytes());
        assert_snapshot!(desk.fails("graph.trig decisions.ttl"), @"
        error: these decisions contradict each other
          decision:c6d3226501: record/test/a#person-orlov is different from person/pavel-orlov (Y, 2026-11-26)
          decision:36b46b04b2: record/test/a#person-orlov is the same as person/pavel-orlov (X, 2026-11-26)
          help: change one of them, or take it back by deleting its block from the file of decisions
        ");
        assert_snapshot!(desk.refused("H new,X,2026-11-26,"), @"
        error: these decisions contradict each other
          decisions.ttl:13: record/test/a#person-orlov is different from person/pavel-orlov (Y, 2026-11-26)
          decisions.ttl:32: record/test/a#person-orlov is the same as person/pavel-orlov (X, 2026-11-26)
          help: change one of them in the sheet, or take back the one in the file: write “take back”, or delete its block
        ");
    }
}

mod bad_input {
    use super::*;

    #[test]
    fn words_that_mean_nothing() {
        assert_snapshot!(Desk::new().refused("A smae,X,2026-11-26,\nC same 3,X,2026-11-26,\nH same,X,2026-11-26,\nH 2,X,2026-11-26,\nA xyzzy plugh,X,2026-11-26,\nA same kim-il-sun,X,2026-11-26,"), @"
        error: review.csv:2:57: “smae” is neither a decision nor an authority entry (did you mean “same”?)
          help: write same, different, new person, take back, or the slug of an entry, such as kim-il-sung
        error: review.csv:3:62: there is no candidate 3: the row has 2
        error: review.csv:4:57: there are 2 candidates
          help: say which is meant, such as: same 1
        error: review.csv:5:57: “2” alone decides nothing
          help: say which is meant, such as: same 2
        error: review.csv:6:57: “xyzzy plugh” is neither a decision nor an authority entry
          help: write same, different, new person, take back, or the slug of an entry, such as kim-il-sung
        error: review.csv:7:57: “kim-il-sun” is neither a decision nor an authority entry (did you mean “kim-il-sung” or “kim-il”?)
          help: write same, different, new person, take back, or the slug of an entry, such as kim-il-sung
        error: decisions.ttl: 6 things to mend first; the decisions are as they were
        ");
    }

    #[test]
    fn dates() {
        assert_snapshot!(Desk::new().refused("A same 1,X,26.11.2026,\nA same 1,X,11/26/2026,\nA same 1,X,03/04/2026,\nA same 1,X,2026-11,\nA same 1,X,2026-1-5,\nA same 1,X,,"), @"
        error: review.csv:2:66: “26.11.2026” should be written 2026-11-26
          help: a spreadsheet may rewrite dates: format the column as text, or leave it empty and give --date
        error: review.csv:3:66: “11/26/2026” should be written 2026-11-26
          help: a spreadsheet may rewrite dates: format the column as text, or leave it empty and give --date
        error: review.csv:4:66: “03/04/2026” is no date of the form 2026-11-26 (year, month, day)
          help: a spreadsheet may rewrite dates: format the column as text, or leave it empty and give --date
        error: review.csv:5:66: “2026-11” is no date of the form 2026-11-26 (year, month, day)
          help: a spreadsheet may rewrite dates: format the column as text, or leave it empty and give --date
        error: review.csv:6:66: “2026-1-5” should be written 2026-01-05
          help: a spreadsheet may rewrite dates: format the column as text, or leave it empty and give --date
        error: review.csv:7:66: this decision has no date
          help: write one into the column “date”, such as 2026-11-26, or give one for all with --date
        error: decisions.ttl: 6 things to mend first; the decisions are as they were
        ");
        assert_snapshot!(Desk::new().fails("--apply review.csv --date 26.11.2026"), @"
        error: invalid value '26.11.2026' for '--date <DATE>': “26.11.2026” should be written 2026-11-26

        For more information, try '--help'.
        ");
    }

    #[test]
    fn a_mistake_in_every_row_is_not_told_a_thousand_times() {
        let said = Desk::new().refused(&"A same 1,X,,\n".repeat(1000));
        assert_eq!(said.matches("this decision has no date").count(), 20);
        assert!(said.contains("\nand 980 more\nerror: decisions.ttl: 1000 things to mend first"), "{said}");
    }

    #[test]
    fn nobody_signed() {
        assert_snapshot!(Desk::new().refused("A same 1,,2026-11-26,"), @"
        error: review.csv:2:64: nobody has signed this decision
          help: write a name into the column “by”, or give one for all with --by NAME
        ");
    }

    #[test]
    fn nodes() {
        let desk = Desk::new();
        desk.put("review.csv", b"node,decision,by,date,iri 1\n,same,X,2026-11-26,urn:a\norlov,new,X,2026-11-26,\nurn:a#b,same,X,2026-11-26,here\n");
        assert_snapshot!(desk.fails("--apply review.csv"), @"
        error: review.csv:2:1: the row does not say whom it is about
          help: keep the column “node” as `chancery review` writes it
        error: review.csv:3:1: “orlov” is no IRI
        error: review.csv:4:27: “here” is no IRI
        error: decisions.ttl: 3 things to mend first; the decisions are as they were
        ");
        let row = format!("node,decision,by,date\n{},new,X,2026-11-26\n", entry("kim-il-sung"));
        desk.put("review.csv", row.as_bytes());
        assert_snapshot!(desk.fails("--apply review.csv"), @"error: review.csv:2:49: an authority entry cannot be somebody new");
        assert_snapshot!(Desk::new().refused(&format!("A same {},X,2026-11-26,", node_of("A"))), @"error: review.csv:2:57: this compares https://w3id.org/chancery/id/record/test/a#person-orlov with itself");
    }

    #[test]
    fn a_row_that_is_ill_formed() {
        assert_snapshot!(Desk::new().refused("A same 1,X,2026-11-26,one, two, three"), @"
        error: review.csv:2:93: this row has more cells than there are columns
          help: put a cell that holds the separator in quotes
        ");
        assert_snapshot!(Desk::new().refused("A same 1,X,2026-11-26,\"never ended\nH new,X,2026-11-26,"), @"
        error: review.csv:2:77: this quote never ends
          help: put the whole cell in quotes, and write a quote inside it twice
        ");
        assert_snapshot!(Desk::new().refused("A same 1,X,2026-11-26,\"so\" called"), @"
        error: review.csv:2:81: a cell ends with a quote, and goes on after it
          help: put the whole cell in quotes, and write a quote inside it twice
        ");
    }

    #[test]
    fn columns() {
        let desk = Desk::new();
        desk.put("review.csv", b"number,name,iri 1\n1,Orlov,urn:a\n");
        assert_snapshot!(desk.fails("--apply review.csv"), @"
        error: review.csv:1:1: there is no column “node” and no column “decision”
          help: the first line names the columns: keep it, and these two, as `chancery review` writes them
        ");
        desk.put("review.csv", b"node,decision,Node\nurn:a,,urn:b\n");
        assert_snapshot!(desk.fails("--apply review.csv"), @"
        error: review.csv:1:15: there are two columns “node”
          help: delete one of them, or give it another name
        ");
        desk.put("review.csv", b"node,decision,by,date\nurn:a#b,same 1,X,2026-11-26\n");
        assert_snapshot!(desk.fails("--apply review.csv"), @"error: review.csv:2:9: there is no candidate 1: the row has none; its columns “iri 1”, “iri 2” … name them");
        desk.put("review.csv", b" \n\n");
        assert_snapshot!(desk.fails("--apply review.csv"), @"
        error: review.csv:1:1: there is no column “node” and no column “decision”
          help: the first line names the columns: keep it, and these two, as `chancery review` writes them
        ");
        desk.put("review.csv", b"");
        assert_snapshot!(desk.fails("--apply review.csv"), @"
        error: review.csv: the sheet is empty
          help: write it with: chancery review GRAPH -o review.csv
        ");
    }

    #[test]
    fn what_is_no_text() {
        let desk = Desk::new();
        desk.put("review.csv", b"PK\x03\x04\x14\0");
        assert_snapshot!(desk.fails("--apply review.csv"), @"
        error: review.csv: this is a spreadsheet, not a text file
          help: save it from the spreadsheet as “CSV UTF-8” (Excel), or as “Text CSV” in the character set UTF-8 (LibreOffice)
        ");
        desk.put(
            "review.csv",
            "node,decision,note\nurn:a,,Pr\u{e1}th".chars().map(|c| c as u8).collect::<Vec<_>>().as_slice(),
        );
        assert_snapshot!(desk.fails("--apply review.csv"), @"
        error: review.csv:2:10: the text is not UTF-8
          help: save it from the spreadsheet as “CSV UTF-8” (Excel), or as “Text CSV” in the character set UTF-8 (LibreOffice)
        ");
        desk.put("review.csv", b"\xFF\xFEn\0o");
        assert_snapshot!(desk.fails("--apply review.csv"), @"
        error: review.csv: the text is broken UTF-16
          help: save it from the spreadsheet as “CSV UTF-8” (Excel), or as “Text CSV” in the character set UTF-8 (LibreOffice)
        ");
        assert_snapshot!(desk.fails("--apply nowhere.csv"), @"
        error: nowhere.csv: there is no such sheet
          help: check the path
        ");
    }

    #[test]
    fn a_file_of_decisions_that_is_none() {
        let desk = Desk::new();
        desk.put("review.csv", sheet_of("A same 1,X,2026-11-26,").as_bytes());
        assert_snapshot!(desk.fails("--apply review.csv --decisions decisions.txt"), @"
        error: decisions.txt: decisions are kept in Turtle
          help: give the file a name that ends in .ttl (or .trig, .nt, .nq)
        ");
        desk.put("decisions.ttl", b"# mine\nso be it");
        assert_snapshot!(desk.fails("--apply review.csv"), @"
        error: decisions.ttl:2:1: this is no well-formed Turtle: so is not a valid subject or graph name
          help: mend the file there, or write it again from its listing
        ");
        assert_eq!(desk.text("decisions.ttl"), "# mine\nso be it");
        let half = "@prefix chy: <https://w3id.org/chancery/ontology#> .\n<https://w3id.org/chancery/decision/1> a chy:Decision .\n";
        desk.put("decisions.ttl", half.as_bytes());
        assert_snapshot!(desk.fails("--apply review.csv"), @"
        error: decisions.ttl: the decision decision:1 does not say what it is about
          help: a decision has one rdf:subject, one rdf:predicate and one rdf:object, all of them IRIs
        ");
        assert_snapshot!(desk.fails("graph.trig decisions.ttl"), @"
        error: the decision decision:1 does not say what it is about
          help: a decision has one rdf:subject, one rdf:predicate and one rdf:object, all of them IRIs
        ");
    }

    #[test]
    fn options_that_do_not_go_together() {
        assert_snapshot!(Desk::new().fails("--by X graph.trig"), @"
        error: the following required arguments were not provided:
          --apply <SHEET>

        Usage: chancery review [OPTIONS] <GRAPH>...
               chancery review [OPTIONS] --apply <SHEET> [GRAPH]...

        For more information, try '--help'.
        ");
        assert_snapshot!(Desk::new().fails("-o review.csv"), @"
        error: the following required arguments were not provided:
          <GRAPH>...

        Usage: chancery review [OPTIONS] <GRAPH>...
               chancery review [OPTIONS] --apply <SHEET> [GRAPH]...

        For more information, try '--help'.
        ");
    }
}

mod spreadsheets {
    use super::*;

    /// What a sheet, changed by some spreadsheet, is read as: node, decision and note of each row.
    fn read(bytes: &[u8]) -> Vec<[String; 3]> {
        let answers = sheet::read("review.csv", bytes).unwrap();
        answers
            .iter()
            .map(|answer| ["node", "decision", "note"].map(|column| answer.verbatim(column).to_owned()))
            .collect()
    }

    const SHEET: &str = "node,decision,note\nurn:a,same 1,\"one; \"\"two\"\"\"\nurn:b,,\nurn:c,new,\n";

    fn expected() -> Vec<[String; 3]> {
        [["urn:a", "same 1", "one; \"two\""], ["urn:c", "new", ""]].map(|row| row.map(str::to_owned)).to_vec()
    }

    #[test]
    fn every_way_of_saving_is_read() {
        assert_eq!(read(SHEET.as_bytes()), expected());
        assert_eq!(read(format!("\u{FEFF}{SHEET}").as_bytes()), expected());
        assert_eq!(read(SHEET.replace('\n', "\r\n").as_bytes()), expected());
        assert_eq!(read(SHEET.replace('\n', "\r").as_bytes()), expected());
        assert_eq!(read(SHEET.replace(',', ";").as_bytes()), expected());
        assert_eq!(read(SHEET.replace(',', "\t").as_bytes()), expected());
        assert_eq!(read(format!("sep=;\r\n{}", SHEET.replace(',', ";")).as_bytes()), expected());
        assert_eq!(read(SHEET.replace("node,decision,note", " Node ,DECISION,\"Note\"").as_bytes()), expected());
        assert_eq!(read(format!("{SHEET},,\n\n,,,,,\n").as_bytes()), expected());
        let wide = |order: fn(u16) -> [u8; 2]| {
            let tabs = format!("\u{FEFF}{}", SHEET.replace(',', "\t"));
            tabs.encode_utf16().flat_map(order).collect::<Vec<_>>()
        };
        assert_eq!(read(&wide(u16::to_le_bytes)), expected());
        assert_eq!(read(&wide(u16::to_be_bytes)), expected());
        let moved = "mine,note,decision,node\n1,\"one; \"\"two\"\"\",same 1,urn:a\n2,,,urn:b\n3,,new,urn:c\n";
        assert_eq!(read(moved.as_bytes()), expected());
        assert_eq!(read("decision,node\nnew,urn:c\n".as_bytes()), expected()[1..]);
    }

    #[test]
    fn lines_in_a_cell_do_not_move_the_places_of_others() {
        let sheet = "node,decision,note\n\n\"urn:a\",\"same 1\",\"a\nb\"\r\n\r\nurn:ä,\"new\",\"x\ny\",\n";
        let answers = sheet::read("review.csv", sheet.as_bytes()).unwrap();
        let places: Vec<_> = answers.iter().map(|answer| answer.place("decision").to_string()).collect();
        assert_eq!(places, ["review.csv:3:9", "review.csv:6:7"]);
    }
}

fn question(name: &str, answer: Filled) -> Question {
    Question {
        kind: Kind::Link,
        node: node_of("A"),
        name: name.to_owned(),
        context: name.to_owned(),
        title: name.to_owned(),
        dated: String::new(),
        candidates: vec![Candidate { iri: entry("pavel-orlov"), known: name.to_owned(), ..Candidate::default() }],
        encounters: 1,
        documents: 1,
        answer,
    }
}

fn bytes_of(questions: &[Question], separator: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    sheet::write(questions, separator, &mut bytes).unwrap();
    bytes
}

/// Texts that spreadsheets and Turtle have their own ideas of, and any others.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "['=+@\\-\t\r\n\";, ＝a1.\u{0}\u{1f}\u{feff}\\\\]{0,12}"]
}

proptest! {
    /// From the sheet into the file of decisions, and from there into a sheet and the file again.
    #[test]
    fn any_text_survives(name in text(), by in text(), note in text(), separator in prop::sample::select(vec![b',', b';', b'\t'])) {
        let by = if by.trim().is_empty() { "X".to_owned() } else { by.trim().to_owned() };
        let note = if note.trim().is_empty() { String::new() } else { note };
        let filled = |decision: &str| Filled { decision: decision.to_owned(), by: by.clone(), date: "2026-11-26".to_owned(), note: note.clone() };
        let sheet = bytes_of(&[question(&name, Filled::default()), question(&name, filled("same"))], separator);

        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(&sheet[3..]);
        for row in reader.records() {
            let cell = row.unwrap()[2].to_owned();
            let number = cell.parse::<f64>().is_ok();
            prop_assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?} is a formula");
            let guarded = format!("'{name}");
            prop_assert!(cell == name || cell == guarded);
        }

        let answers = sheet::read("review.csv", &sheet).unwrap();
        let decide = |answers| changes(answers, &Signature::default(), &BTreeSet::new()).unwrap();
        let decided = decide(&answers);
        let [Change::Decide(decision)] = &decided[..] else { panic!("{decided:?}") };
        prop_assert_eq!((&decision.by, &decision.note), (&by, &note));

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("decisions.ttl");
        let mut file = File::read(&path).unwrap();
        prop_assert_eq!(file.change(&decided).unwrap().added, 1);
        let mut turtle = Vec::new();
        file.write(&mut turtle).unwrap();
        fs::write(&path, &turtle).unwrap();
        let mut file = File::read(&path).unwrap();
        let read = file.decisions().unwrap();
        prop_assert_eq!((&read[0].by, &read[0].note), (&by, &note));

        let again = bytes_of(&[question(&name, filled("same 1"))], separator);
        let tally = file.change(&decide(&sheet::read("review.csv", &again).unwrap())).unwrap();
        prop_assert!(!tally.has_changes(), "{tally:?}");
    }

    /// Whatever happens to the bytes of a sheet, it is read or refused, and so is what it decides.
    #[test]
    fn any_damage_is_survived(at in 0..400usize, cut in 0..40usize, junk in prop::collection::vec(any::<u8>(), 0..8)) {
        let answers = ["same", "different", "new person", "take back", "kim-il-sung"];
        let filled = |decision: &&str| Filled { decision: (*decision).to_owned(), ..Filled::default() };
        let questions: Vec<_> = answers.iter().map(|decision| question("Kim", filled(decision))).collect();
        let mut sheet = bytes_of(&questions, b',');
        let at = at.min(sheet.len());
        let end = (at + cut).min(sheet.len());
        sheet.splice(at..end, junk);
        let Ok(answers) = sheet::read("review.csv", &sheet) else { return Ok(()) };
        let signature = Signature { by: Some("X".to_owned()), date: chrono::NaiveDate::from_ymd_opt(2026, 11, 26) };
        for answer in answers {
            let Ok(changes) = changes(&[answer], &signature, &BTreeSet::new()) else { continue };
            let mut file = File::read(&PathBuf::from("no-such-file.ttl")).unwrap();
            // an IRI that lost its end may be a second entry, and two cannot be the same
            if file.change(&changes).is_ok() {
                file.write(&mut Vec::new()).unwrap();
            }
        }
    }

    /// Whatever a sheet holds, its cells stand where they are said to, or it is refused.
    #[test]
    fn any_sheet_is_read_or_refused(rows in "[a\"',;\t\r\n=é]{0,60}") {
        let sheet = format!("node,decision,note\n{rows}");
        let Ok(answers) = sheet::read("x", sheet.as_bytes()) else { return Ok(()) };
        let lines: Vec<&str> = sheet.split_inclusive(['\n', '\r']).collect();
        // of \r\n the first is no end of a line
        let starts = |line: &str, before: Option<&str>| before.is_none_or(|before| !(before.ends_with('\r') && line == "\n"));
        for answer in answers {
            let place = answer.place("decision");
            let mut from: Vec<usize> = Vec::new();
            let mut at = 0;
            for (number, line) in lines.iter().enumerate() {
                if starts(line, number.checked_sub(1).and_then(|before| lines.get(before)).copied()) {
                    from.push(at);
                }
                at += line.len();
            }
            let line = &sheet[from[place.line.unwrap() as usize - 1]..];
            let rest: String = line.chars().skip(place.column.unwrap() as usize - 1).collect();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(rest.as_bytes());
            let there = reader.records().next().unwrap().unwrap()[0].to_owned();
            let cell = answer.verbatim("decision");
            prop_assert!(there == cell || there == format!("'{cell}"), "{cell:?} is not at {place}: {there:?}");
        }
    }
}
