//! The program as its users meet it: what it prints, what it says of bad input, and its exit status.
#![allow(clippy::unwrap_used, reason = "what a test cannot do, it fails at")]

use insta::assert_snapshot;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder to run in, with the worked example in it, so that messages have short paths.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.put("example.trig", include_bytes!("fixtures/three-records.trig"));
        desk
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program, ready to run here.
    fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.args(line).current_dir(self.folder.path()).stdin(Stdio::null());
        for variable in ["CLICOLOR_FORCE", "COLUMNS", "NO_COLOR"] {
            command.env_remove(variable);
        }
        command
    }

    fn run(&self, line: &[&str]) -> Ran {
        Ran::from(self.command(line).output().unwrap())
    }

    /// What it says where it fails, and that it fails, with nothing on standard output.
    fn fails(&self, line: &[&str]) -> String {
        let ran = self.run(line);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{line:?}: {}", ran.err);
        ran.err
    }

    /// The names of the files here.
    fn files(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// What a run came to.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }
}

mod bad_input {
    use super::*;

    #[test]
    fn a_name_that_tells_no_format_is_refused() {
        let desk = Desk::new();
        desk.put(
            "a.txt",
            "Papers\n\n    • May 4, 1962\n\n    Report\n    Jan Horak met with Pavel Novak.\n".as_bytes(),
        );
        for command in ["convert", "link"] {
            let told = desk.fails(&[command, "a.txt", "-o", "o.docx"]);
            assert!(told.contains("the file's name tells no format of graphs") && told.contains(".trig"), "{told}");
            assert!(!desk.path("o.docx").exists());
            assert_eq!(desk.run(&[command, "a.txt", "-o", "no-ending"]).code, 0);
            assert_eq!(desk.run(&[command, "a.txt", "-o", "o.docx", "--to", "turtle"]).code, 0);
            fs::remove_file(desk.path("o.docx")).unwrap();
        }
    }

    #[cfg(not(feature = "https"))]
    #[test]
    fn a_server_that_this_program_cannot_ask_is_no_missing_file() {
        let told = Desk::new().fails(&["query", "https://archive.example/sparql", "who-met-whom"]);
        assert!(told.contains("only http:// is spoken") && told.contains("--features https"), "{told}");
    }

    #[cfg(all(unix, feature = "serve"))]
    #[test]
    fn changes_are_not_undone_by_files_that_are_watched() {
        let desk = Desk::new();
        desk.put("a.ttl", b"<a:a> <b:b> 1 .");
        let told = desk.fails(&["serve", "a.ttl", "--watch", "--writable"]);
        assert!(told.contains("--watch does not go with --writable"), "{told}");
    }

    #[test]
    fn no_such_file() {
        assert_snapshot!(Desk::new().fails(&["query", "missing.ttl", "who-met-whom"]), @"
        error: missing.ttl: there is no such file
          help: check the path
        ");
        assert_snapshot!(Desk::new().fails(&["stats", "missing.txt"]), @"
        error: missing.txt: there is no such file
          help: check the path
        ");
    }

    #[test]
    fn empty_files() {
        let desk = Desk::new();
        desk.put("empty.ttl", b"\n  \n");
        assert_snapshot!(desk.fails(&["stats", "empty.ttl"]), @"
        error: empty.ttl: the file is empty
          help: write the graph again, for instance with: chancery convert LISTING -o FILE
        ");
    }

    #[test]
    fn binary_files() {
        let desk = Desk::new();
        desk.put("binary.ttl", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
        assert_snapshot!(desk.fails(&["stats", "binary.ttl"]), @"
        error: binary.ttl: this is a binary file, not RDF
          help: name an RDF file in text form, or a listing
        ");
    }

    #[test]
    fn text_that_is_not_utf8() {
        let desk = Desk::new();
        desk.put("latin.ttl", b"# a comment\n<http://a> <http://b> \"K\xe1roly\" .\n");
        assert_snapshot!(desk.fails(&["stats", "latin.ttl"]), @"
        error: latin.ttl:2:25: the text is not UTF-8
          help: save it as UTF-8, or convert it with: iconv -f WINDOWS-1252 -t UTF-8
        ");
    }

    #[test]
    fn broken_rdf() {
        let desk = Desk::new();
        desk.put("broken.ttl", b"@prefix ex: <http://example.org/> .\nex:a ex:b \"one\" ;\n  ex:c ex:d ex:e .\n");
        assert_snapshot!(desk.fails(&["stats", "broken.ttl"]), @"
        error: broken.ttl:3:13: this is no well-formed Turtle: A dot is expected at the end of statements
          help: mend the file there, or write it again from its listing
        ");
        desk.put("relative.ttl", b"<a> <http://b> <http://c> .\n");
        assert_snapshot!(desk.fails(&["stats", "relative.ttl"]), @"
        error: relative.ttl:1:1: this is no well-formed Turtle: No scheme found in an absolute IRI
          help: mend the file there, or write it again from its listing
        ");
    }

    #[test]
    fn folders_with_nothing_to_read() {
        let desk = Desk::new();
        fs::create_dir(desk.path("pictures")).unwrap();
        assert_snapshot!(desk.fails(&["stats", "pictures"]), @"
        error: pictures: the folder has no file to read
          help: name a folder with listings, tables or volumes in it; files that begin with a dot are passed over
        ");
    }

    #[test]
    fn a_file_instead_of_a_store() {
        assert_snapshot!(Desk::new().fails(&["load", "example.trig", "--store", "example.trig"]), @"
        error: example.trig: this is a file, and a store is a folder
          help: name a new folder, or one that chancery load has made
        ");
    }

    #[test]
    fn stores_of_another_version() {
        let desk = Desk::new();
        fs::create_dir(desk.path("old")).unwrap();
        desk.put("old/chancery-model", b"0.0.7\n");
        assert_snapshot!(desk.fails(&["stats", "old"]), @"
        error: old: the store holds version 0.0.7 of the model, and this program reads 0.1.0
          help: load its listings again into a new folder
        ");
    }

    #[cfg(not(feature = "disk"))]
    #[test]
    fn stores_in_a_build_without_them() {
        let desk = Desk::new();
        fs::create_dir(desk.path("store")).unwrap();
        desk.put("store/chancery-model", chancery::store::MODEL.as_bytes());
        assert_snapshot!(desk.fails(&["stats", "store"]), @"
        error: store: this build of Chancery has no stores on disk
          help: build it with them: cargo build --release --features disk; or name listings and RDF files
        ");
        assert_snapshot!(desk.fails(&["load", "example.trig", "--store", "new"]), @"
        error: new: this build of Chancery has no stores on disk
          help: build it with them: cargo build --release --features disk; or name listings and RDF files
        ");
        assert!(!desk.path("new").exists());
    }

    #[test]
    fn addresses() {
        #[cfg(not(feature = "https"))]
        assert_snapshot!(Desk::new().fails(&["stats", "https://example.org/sparql"]), @"
        error: https://example.org/sparql: only http:// is spoken
          help: reach a server by https:// with a program that is built with --features https, or through a tunnel, such as ssh -L 7878:localhost:7878 SERVER
        ");
        assert_snapshot!(Desk::new().fails(&["convert", "https://example.org/listing.html"]), @"
        error: https://example.org/listing.html: addresses cannot be read
          help: save the page or the graph to a file and name that
        ");
    }

    #[test]
    fn unknown_queries_and_query_files() {
        let desk = Desk::new();
        assert_snapshot!(desk.fails(&["query", "example.trig", "who-met-who"]), @"
        error: there is no query “who-met-who” (did you mean “who-met-whom”?)
          help: chancery queries lists them
        ");
        assert_snapshot!(desk.fails(&["query", "example.trig", "mine.rq"]), @"
        error: mine.rq: there is no such query file
          help: check the path; `chancery queries` lists the queries that have a name
        ");
        assert_snapshot!(desk.fails(&["query", "example.trig"]), @"
        error: a question needs a graph and the name of a query
          help: such as: chancery query listing.txt who-met-whom; `chancery queries` lists the names
        ");
        assert_snapshot!(desk.fails(&["query", "example.trig", "who-met-whom", "--param", "from=soon"]), @"
        error: the query who-met-whom wants a date such as 1960, 1960-12 or 1960-12-08 for “from”, not “soon”
          help: --param person=…  optional: part of the name of either, as the table shows it
                --param from=…  optional: not before this date, such as 1960, 1960-12 or 1960-12-08
                --param to=…  optional: not after this date
        ");
        assert_snapshot!(desk.fails(&["queries", "who-met"]), @"
        error: there is no query “who-met” (did you mean “who-met-whom”?)
          help: chancery queries lists them
        ");
    }

    #[test]
    fn broken_queries() {
        let desk = Desk::new();
        desk.put("mine.rq", b"SELECT ?s WHERE {\n  ?s a\n}\n");
        assert_snapshot!(desk.fails(&["query", "example.trig", "mine.rq"]), @"
        error: mine.rq:4:1: this SPARQL breaks off here
          help: LATERAL or SERVICE could stand here
        ");
    }

    #[test]
    fn parameters() {
        let desk = Desk::new();
        assert_snapshot!(desk.fails(&["query", "example.trig", "encounters-of-person"]), @"
        error: the query encounters-of-person needs “person”: whole words of any form of the name, misspelt or not; case and accents do not matter
          help: --param person=…  required: whole words of any form of the name, misspelt or not; case and accents do not matter
        ");
        assert_snapshot!(desk.fails(&["query", "example.trig", "encounters-of-person", "--param", "Puzanov"]), @"
        error: invalid value 'Puzanov' for '--param <NAME=VALUE>': a parameter is a name, = and a value, for instance: --param person=Puzanov

        For more information, try '--help'.
        ");
        assert_snapshot!(desk.fails(&["query", "example.trig", "encounters-of-person", "--param", "persn=Puzanov"]), @"
        error: the query encounters-of-person has no parameter “persn” (did you mean “person”?); it needs “person”: whole words of any form of the name, misspelt or not; case and accents do not matter
          help: --param person=…  required: whole words of any form of the name, misspelt or not; case and accents do not matter
        ");
    }

    #[test]
    fn formats() {
        let desk = Desk::new();
        assert_snapshot!(desk.fails(&["query", "example.trig", "who-met-whom", "--format", "jsn"]), @"
        error: invalid value 'jsn' for '--format <FORMAT>'
          [possible values: table, plain, csv, tsv, json, xml, turtle, ntriples, rdfxml, jsonld]

          tip: a similar value exists: 'json'

        For more information, try '--help'.
        ");
        assert_snapshot!(desk.fails(&["query", "example.trig", "who-met-whom", "--format", "turtle"]), @"
        error: the answer to this query is a table, which --format turtle cannot hold
          help: take csv, tsv, json or xml
        ");
        assert_snapshot!(desk.fails(&["convert", "example.trig", "--to", "turtel"]), @"
        error: invalid value 'turtel' for '--to <FORMAT>'
          [possible values: turtle, trig, nquads, ntriples, rdfxml, jsonld]

          tip: a similar value exists: 'turtle'

        For more information, try '--help'.
        ");
        desk.put("all.rq", b"CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }");
        assert_snapshot!(desk.fails(&["query", "example.trig", "all.rq", "--format", "csv"]), @"
        error: the answer to this query is a graph, which --format csv cannot hold
          help: take turtle, ntriples, rdfxml or jsonld
        ");
    }

    #[test]
    fn commands_that_do_not_exist() {
        assert_snapshot!(Desk::new().fails(&["explian", "example.trig"]), @"
        error: unrecognized subcommand 'explian'

          tip: a similar subcommand exists: 'explain'

        Usage: chancery [OPTIONS] <COMMAND>

        For more information, try '--help'.
        ");
    }

    #[test]
    fn documents_that_do_not_exist() {
        assert_snapshot!(Desk::new().fails(&["explain", "example.trig", "Yalta"]), @"
        error: no document here answers to “Yalta”, and there is no such file
          help: name it by its number in the order of dates, part of its title, or the end of its IRI
        ");
        assert_snapshot!(Desk::new().fails(&["explain", "example.trig", "4"]), @"
        error: no document here answers to “4”, and there is no such file
          help: name it by its number in the order of dates, part of its title, or the end of its IRI
        ");
    }
}

mod outputs {
    use super::*;

    #[test]
    fn a_folder_that_is_missing() {
        assert_snapshot!(Desk::new().fails(&["convert", "example.trig", "-o", "missing/graph.ttl"]), @"
        error: missing/graph.ttl: there is no folder missing
          help: make it first, or write elsewhere
        ");
    }

    #[test]
    fn a_folder_instead_of_a_file() {
        let desk = Desk::new();
        fs::create_dir(desk.path("graphs")).unwrap();
        assert_snapshot!(desk.fails(&["convert", "example.trig", "-o", "graphs"]), @"
        error: graphs: this is a folder
          help: name a file in it
        ");
    }

    /// Root may write everywhere but in /proc, so that is where this is tried.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_takes_no_files() {
        let ran = Desk::new().run(&["convert", "example.trig", "-o", "/proc/graph.ttl"]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        assert!(ran.err.starts_with("error: /proc/graph.ttl: "), "{}", ran.err);
        assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk() {
        let desk = Desk::new();
        assert_snapshot!(desk.fails(&["convert", "example.trig", "-o", "/dev/full"]), @"
        error: /dev/full: No space left on device (os error 28)
          help: the disk is full: free some space, or write elsewhere
        ");
        let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let query = ["query", "example.trig", "who-met-whom", "--format", "csv"];
        let ran = Ran::from(desk.command(&query).stdout(full()).output().unwrap());
        assert_eq!(ran.code, 1);
        assert_snapshot!(ran.err, @"
        error: standard output: No space left on device (os error 28)
          help: the disk is full: free some space, or write elsewhere
        ");
        let to_stdout = ["convert", "example.trig", "--to", "nquads"];
        assert_eq!(Ran::from(desk.command(&to_stdout).stdout(full()).output().unwrap()).code, 1);
    }

    #[test]
    fn a_failed_conversion_leaves_the_file_as_it_was() {
        let desk = Desk::new();
        desk.put("graph.ttl", b"# what was here\n");
        desk.put("broken.ttl", b"<http://a>");
        desk.fails(&["convert", "broken.ttl", "-o", "graph.ttl"]);
        assert_eq!(fs::read_to_string(desk.path("graph.ttl")).unwrap(), "# what was here\n");
        assert_eq!(desk.files("."), ["broken.ttl", "example.trig", "graph.ttl"]);
    }

    #[test]
    fn a_file_holds_what_standard_output_shows() {
        let desk = Desk::new();
        for (format, name) in
            [("turtle", "graph.ttl"), ("trig", "graph.trig"), ("nquads", "graph.nq"), ("ntriples", "graph.nt")]
        {
            let shown = desk.run(&["convert", "example.trig", "--to", format]);
            let written = desk.run(&["convert", "example.trig", "-o", name]);
            assert_eq!((shown.code, written.code, written.out.as_str()), (0, 0, ""));
            assert!(shown.out.len() > 10_000);
            assert_eq!(fs::read_to_string(desk.path(name)).unwrap(), shown.out, "{format}");
        }
        assert_eq!(desk.files(".").len(), 5, "temporary files are left: {:?}", desk.files("."));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_its_file_keeps_its_rights() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let desk = Desk::new();
        desk.put("real.ttl", b"");
        fs::set_permissions(desk.path("real.ttl"), fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real.ttl", desk.path("link.ttl")).unwrap();
        assert_eq!(desk.run(&["convert", "example.trig", "-o", "link.ttl"]).code, 0);
        assert!(fs::symlink_metadata(desk.path("link.ttl")).unwrap().is_symlink());
        let real = fs::metadata(desk.path("real.ttl")).unwrap();
        assert_eq!(real.permissions().mode() & 0o777, 0o640);
        assert!(real.len() > 10_000);
    }

    /// Statements are read as they come, so that the one that makes a decision of a node may come last.
    #[test]
    fn a_decision_counts_whatever_stands_first_of_it() {
        let desk = Desk::new();
        let same = "<https://www.ica.org/standards/RiC/ontology#isEquivalentTo> <https://w3id.org/chancery/id/person/pak-song-chol>";
        let linked = desk.run(&["link", "example.trig", "--to", "nquads"]).out;
        let node = linked.lines().find(|line| line.contains(same)).unwrap().split(' ').next().unwrap();
        let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
        for id in ["_:a", "<http://example.org/a>"] {
            let decision = format!(
                "{id} <{rdf}object> <https://w3id.org/chancery/id/person/pak-song-chol> .\n\
                 {id} <{rdf}predicate> <http://www.w3.org/2002/07/owl#differentFrom> .\n\
                 {id} <{rdf}subject> {node} .\n\
                 {id} <{rdf}type> <https://w3id.org/chancery/ontology#Decision> .\n"
            );
            desk.put("decided.nt", decision.as_bytes());
            let ran = desk.run(&["link", "example.trig", "decided.nt", "--to", "nquads"]);
            assert_eq!((ran.code, ran.out.contains(&format!("{node} {same}"))), (0, false), "{}", ran.err);
        }
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        let desk = Desk::new();
        for line in [
            &["convert", "example.trig", "--to", "nquads"][..],
            &["query", "example.trig", "who-met-whom"],
            &["query", "example.trig", "who-met-whom", "--format", "json"],
            &["explain", "example.trig"],
            &["queries"],
            &["stats", "example.trig"],
            &["completions", "bash"],
            &["--help"],
        ] {
            let mut child = desk.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            drop(child.stdout.take());
            let ran = Ran::from(child.wait_with_output().unwrap());
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{line:?}");
        }
    }
}

mod several_inputs {
    use super::*;

    #[test]
    fn a_bad_one_is_named_and_passed_over() {
        let desk = Desk::new();
        desk.put("broken.ttl", b"<http://a>\n");
        let ran = desk.run(&["query", "broken.ttl", "example.trig", "missing.nt", "who-met-whom", "--format", "csv"]);
        let alone = desk.run(&["query", "example.trig", "who-met-whom", "--format", "csv"]);
        assert_eq!((ran.code, alone.code), (2, 0));
        assert_eq!(ran.out, alone.out);
        assert_snapshot!(ran.err, @"
        error: broken.ttl:2:1: this is no well-formed Turtle: Unexpected end
          help: mend the file there, or write it again from its listing
        error: missing.nt: there is no such file
          help: check the path
        passed over 2 of 3 inputs
        5 rows
        ");
    }

    #[test]
    fn if_all_are_bad_nothing_is_answered() {
        assert_snapshot!(Desk::new().fails(&["stats", "one.ttl", "two.nt"]), @"
        error: one.ttl: there is no such file
          help: check the path
        error: two.nt: there is no such file
          help: check the path
        error: none of the 2 inputs could be read
        ");
    }

    #[test]
    fn their_order_does_not_matter() {
        let desk = Desk::new();
        desk.put(
            "more.ttl",
            b"<http://example.org/z> <http://example.org/a> 1 .\n<http://example.org/a> <http://example.org/z> 2 .\n",
        );
        for format in ["nquads", "trig", "turtle"] {
            let one = desk.run(&["convert", "more.ttl", "example.trig", "--to", format]);
            let other = desk.run(&["convert", "example.trig", "more.ttl", "example.trig", "--to", format]);
            assert_eq!(one.code, 0);
            assert_eq!(one.out, other.out, "{format}");
        }
    }
}

mod answers {
    use super::*;

    fn ask(desk: &Desk, sparql: &str, format: &[&str]) -> Ran {
        desk.put("mine.rq", sparql.as_bytes());
        desk.run(&[&["query", "example.trig", "mine.rq"], format].concat())
    }

    const NAMES: &str = "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
        SELECT ?person ?name { ?person a rico:Person ; rico:name ?name . FILTER(STRSTARTS(?name, 'Pak S')) } ORDER BY ?name";

    #[test]
    fn a_pipe_gets_plain_columns() {
        let ran = ask(&Desk::new(), NAMES, &[]);
        assert_eq!((ran.code, ran.err.as_str()), (0, "2 rows\n"));
        assert_snapshot!(ran.out.replace('\t', " → "), @"
        person → name
        https://w3id.org/chancery/id/record/wcda/1960-12-13-journal-of-soviet-ambassador-in-the-dprk-a-m-puzanov-for-13-bd18f069#person-pak-seong-cheol → Pak Seong-cheol
        https://w3id.org/chancery/id/person/pak-song-chol → Pak Song-chol
        ");
    }

    #[test]
    fn a_table_is_aligned() {
        let ran = ask(&Desk::new(), NAMES, &["--format", "table", "--quiet"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert_snapshot!(ran.out, @"
        person                                                                                                 name
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        record/wcda/1960-12-13-journal-of-soviet-ambassador-in-the-dprk-a-m-puzanov-for-13-bd18f069#person-p   Pak Seong-cheol
        ak-seong-cheol
        person/pak-song-chol                                                                                   Pak Song-chol
        ");
    }

    #[test]
    fn the_formats_of_the_recommendations() {
        let desk = Desk::new();
        let out =
            |format| ask(&desk, "SELECT ?x ?y { VALUES (?x ?y) { (1 'a,b') (UNDEF 'c') } }", &["--format", format]).out;
        assert_eq!(out("csv"), "x,y\r\n1,\"a,b\"\r\n,c\r\n");
        assert_eq!(out("tsv"), "?x\t?y\n1\t\"a,b\"\n\t\"c\"\n");
        assert!(out("json").starts_with(r#"{"head":{"vars":["x","y"]}"#) && out("json").ends_with("}\n"));
        assert!(out("xml").contains("<variable name=\"x\"/>"));
    }

    #[test]
    fn yes_and_no() {
        let desk = Desk::new();
        assert_eq!(ask(&desk, "ASK { ?s ?p ?o }", &[]).out, "yes\n");
        assert_eq!(ask(&desk, "ASK { <http://no> ?p ?o }", &[]).out, "no\n");
        assert_eq!(ask(&desk, "ASK { ?s ?p ?o }", &["--format", "json"]).out, "{\"head\":{},\"boolean\":true}\n");
    }

    #[test]
    fn a_graph_is_turtle_or_what_is_asked_for() {
        let desk = Desk::new();
        let sparql = "CONSTRUCT { <http://example.org/a> <http://example.org/b> 'c' } WHERE {}";
        let ran = ask(&desk, sparql, &["--format", "ntriples"]);
        assert_eq!(
            (ran.out.as_str(), ran.err.as_str()),
            ("<http://example.org/a> <http://example.org/b> \"c\" .\n", "1 triple\n")
        );
        assert!(ask(&desk, sparql, &[]).out.contains("\"c\" ."));
    }

    #[test]
    fn a_query_may_come_from_standard_input() {
        use std::io::Write;
        let desk = Desk::new();
        let mut child = desk
            .command(&["query", "example.trig", "-", "--quiet"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(b"SELECT (1 + 1 AS ?two) {}").unwrap();
        assert_eq!(Ran::from(child.wait_with_output().unwrap()).out, "two\n2\n");
    }

    #[test]
    fn a_bundled_query_answers() {
        let ran = Desk::new().run(&["query", "example.trig", "who-met-whom"]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.lines().any(|row| row.contains("Puzanov") && row.contains("Károly Práth")), "{}", ran.out);
    }

    #[test]
    fn each_bundled_query_is_listed_and_can_be_shown() {
        let desk = Desk::new();
        let listed = desk.run(&["queries"]);
        for query in chancery::query::bundled() {
            assert!(listed.out.lines().any(|row| row.starts_with(&format!("{}\t{}\t", query.name, query.title))));
            assert_eq!(desk.run(&["queries", &query.name]).out.trim_end(), query.text.trim_end());
        }
    }
}

mod explanations {
    use super::*;

    #[test]
    fn a_document_is_named_by_number_title_or_iri() {
        let desk = Desk::new();
        let by = |document: &str| desk.run(&["explain", "example.trig", document]).out;
        assert!(by("2").starts_with("2. [March 16, 1961]\n[Report], [Embassy of the Hungarian People’s Republic"));
        assert_eq!(by("2"), by("people’s republic"));
        assert_eq!(by("2"), by("3a060308"));
        let both = by("hungarian");
        assert!(both.starts_with("2. ") && both.contains("\n3. ") && !both.contains("1. "), "{both}");
    }

    #[test]
    fn words_are_marked_and_statements_quote_them() {
        let ran = Desk::new().run(&["explain", "example.trig", "2"]);
        assert_eq!(ran.code, 0);
        for line in [
            "A report by [Hungarian Ambassador {[Károly Práth]] on a {conversation} he held with [Soviet Ambassador \
             [Puzanov]]}. Topics of discussions included the postponement of [Nikita Khruschev] to [Pyongyang] and the \
             problem of international recognition of [South Korea].",
            "this record — mentions — Nikita Khrushchev\t“Nikita Khruschev”\tname.authority, stated, unmeasured",
            "encounter 1 — occurred at date — [..1961-03-16]\t“March 16, 1961”\tmeet.not-after-record, inferred, unmeasured",
        ] {
            assert!(ran.out.lines().any(|printed| printed == line), "{line}\nis not in\n{}", ran.out);
        }
        assert_snapshot!(ran.err, @"
        1 record
        The words quoted are those of the archive's catalogue, not of the documents.
        ");
    }

    #[test]
    fn colours_come_when_asked_for() {
        let desk = Desk::new();
        let coloured = desk.command(&["explain", "example.trig", "2"]).env("CLICOLOR_FORCE", "1").output().unwrap();
        let text = String::from_utf8(coloured.stdout).unwrap();
        assert!(text.contains("\u{1b}[1m\u{1b}[32mNikita Khruschev\u{1b}[0m"), "{text}");
    }

    #[test]
    fn what_was_not_read_is_shown() {
        let desk = Desk::new();
        desk.put(
            "unread.ttl",
            "@prefix oa: <http://www.w3.org/ns/oa#> . @prefix rico: <https://www.ica.org/standards/RiC/ontology#> .
             <urn:r> a rico:Record ; rico:title \"A talk with Ömer Bey\" .
             <urn:p> oa:hasSource <urn:r> ; <https://w3id.org/chancery/ontology#field> rico:title ;
                oa:start 12 ; oa:end 20 ; oa:exact \"Ömer Bey\" ;
                <http://purl.org/dc/terms/type> <https://w3id.org/chancery/kind/unread> ."
                .as_bytes(),
        );
        assert_snapshot!(desk.run(&["explain", "unread.ttl"]).out, @"
        1. no date
        A talk with [?Ömer Bey]

        not read: “Ömer Bey”
        ");
    }
}

#[cfg(feature = "disk")]
mod stores {
    use super::*;

    #[test]
    fn a_store_answers_as_the_files_it_was_loaded_from() {
        let desk = Desk::new();
        let first = desk.run(&["load", "example.trig", "--store", "store"]);
        assert_eq!((first.code, first.err.contains("replaced 0 records")), (0, true), "{}", first.err);
        let ask = |graph| desk.run(&["query", graph, "who-met-whom", "--format", "csv"]).out;
        assert_eq!(ask("store"), ask("example.trig"));
        let again = desk.run(&["load", "example.trig", "--store", "store"]);
        assert!(again.err.contains("replaced 3 records"), "{}", again.err);
        assert_eq!(ask("store"), ask("example.trig"));
    }

    #[test]
    fn a_folder_with_other_files_is_left_alone() {
        let desk = Desk::new();
        fs::create_dir(desk.path("pictures")).unwrap();
        desk.put("pictures/a.png", b"");
        assert!(desk.fails(&["load", "example.trig", "--store", "pictures"]).contains("no store of Chancery"));
        assert_eq!(desk.files("pictures"), ["a.png"]);
    }
}

mod counts {
    use super::*;

    #[test]
    fn stats_count_what_is_there() {
        let ran = Desk::new().run(&["stats", "example.trig"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        for line in [
            "records\t3",
            "missions\t3",
            "persons unnamed\t2",
            "encounters inferred\t0",
            "meet.post-country\tinferred\t3",
        ] {
            assert!(ran.out.lines().any(|printed| printed == line), "{line}\nis not in\n{}", ran.out);
        }
    }

    #[test]
    fn shares_are_together_what_the_files_are() {
        let desk = Desk::new();
        for name in ["a", "b", "c"] {
            desk.put(
                &format!("{name}.txt"),
                format!("• March 1, 1961\n\nReport {name}\n\nKim Il meets Puzanov.\n").as_bytes(),
            );
        }
        let files = ["c.txt", "a.txt", "b.txt"];
        let lines = |more: &[&str]| -> std::collections::BTreeSet<String> {
            let line = [&["convert", "--to", "nquads"], &files[..], more].concat();
            desk.run(&line).out.lines().map(str::to_owned).collect()
        };
        let (one, two) = (lines(&["--shard", "1/2"]), lines(&["--shard", "2/2"]));
        assert!(one != two && !two.is_empty());
        assert_eq!(&one | &two, lines(&[]));
        assert!(desk.fails(&["convert", "example.trig", "--shard", "1/2"]).contains("some of these files are RDF"));
    }

    #[test]
    fn a_conversion_says_what_it_made_unless_quiet() {
        let desk = Desk::new();
        let said = desk.run(&["convert", "example.trig", "-o", "graph.nq"]).err;
        let lines = fs::read_to_string(desk.path("graph.nq")).unwrap().lines().count();
        assert!(said.starts_with(&format!("3 records, 3 encounters, {lines} quads (")), "{said}");
        assert_eq!(desk.run(&["convert", "example.trig", "-o", "graph.nq", "--quiet"]).err, "");
    }
}

mod help {
    use super::*;

    #[test]
    fn every_command_has_help_that_fits_a_page() {
        let desk = Desk::new();
        for command in ["convert", "query", "queries", "explain", "validate", "load", "stats", "completions"] {
            let ran = desk.run(&[command, "--help"]);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command}");
            assert!(ran.out.contains("Usage: chancery"), "{}", ran.out);
        }
        assert!(desk.run(&["--help"]).out.contains("who-met-whom"));
    }

    #[test]
    fn completions_know_the_commands() {
        for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
            assert!(Desk::new().run(&["completions", shell]).out.contains("explain"), "{shell}");
        }
    }
}

mod shapes {
    use super::*;

    /// Integers of every sort are one sort to Oxigraph's store, and shapes tell them apart: no store may stand between.
    #[test]
    fn a_passage_is_valid_as_its_file_has_it() {
        let ran = Desk::new().run(&["validate", "example.trig"]);
        assert!(!ran.out.contains("datatype"), "{}", ran.out);
    }

    #[test]
    fn a_graph_that_breaks_its_shapes_fails_with_a_report() {
        let desk = Desk::new();
        desk.put("bad.ttl", b"<http://example.org/r> a <https://www.ica.org/standards/RiC/ontology#Record> .\n");
        let ran = desk.run(&["validate", "bad.ttl"]);
        assert_eq!(ran.code, 1);
        assert!(ran.out.contains("http://example.org/r"), "{}", ran.out);
        assert!(ran.err.starts_with("error: the graph does not keep its shapes\n"), "{}", ran.err);
    }
}

#[cfg(unix)]
mod interrupted {
    use super::*;
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    #[test]
    fn ctrl_c_leaves_nothing_half_written() {
        let desk = Desk::new();
        let entry = |nth: usize| format!("• March 1, 1961\n\nReport {nth}\n\nKim Il meets Ambassador Puzanov.\n\n");
        desk.put("long.txt", (0..40_000).map(entry).collect::<String>().as_bytes());
        let before = desk.files(".");
        let mut child = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(["convert", "long.txt", "-o", "graph.nq", "--quiet"])
            .current_dir(desk.path("."))
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while desk.files(".") == before {
            assert!(child.try_wait().unwrap().is_none() && begun.elapsed() < Duration::from_secs(60));
            sleep(Duration::from_millis(5));
        }
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(130));
        assert_eq!(desk.files("."), before);
    }
}

mod spread {
    use super::*;

    /// A desk with a survey, a plan of two parts and the statements of the example.
    fn desk() -> Desk {
        let desk = Desk::new();
        let said = desk.run(&["spread", "statements", "example.trig"]);
        assert_eq!(said.code, 0, "{}", said.err);
        let quads = said.out.lines().map(|line| line.split_once('\t').unwrap().1.to_owned() + "\n");
        desk.put("said.nq", quads.collect::<String>().as_bytes());
        let survey = desk.run(&["spread", "survey", "said.nq"]);
        desk.put("survey.ndjson", survey.out.as_bytes());
        let plan = desk.run(&["spread", "plan", "--parts", "2", "survey.ndjson"]);
        desk.put("plan.json", plan.out.as_bytes());
        desk
    }

    fn part(desk: &Desk, part: &str, plan: &str) -> Ran {
        desk.run(&["spread", "part", part, "said.nq", "--plan", plan, "--facts", "facts.ndjson"])
    }

    #[test]
    fn the_steps_say_what_link_says() {
        let desk = desk();
        let mut links: Vec<String> = Vec::new();
        let mut facts = String::new();
        for number in ["1", "2"] {
            let ran = part(&desk, number, "plan.json");
            assert_eq!(ran.code, 0, "{}", ran.err);
            links.extend(ran.out.lines().map(str::to_owned));
            facts += &fs::read_to_string(desk.path("facts.ndjson")).unwrap();
        }
        desk.put("facts.ndjson", facts.as_bytes());
        links.extend(desk.run(&["spread", "offices", "facts.ndjson"]).out.lines().map(str::to_owned));
        links.sort();
        links.dedup();
        let mut one: Vec<String> =
            desk.run(&["link", "example.trig", "--to", "nquads"]).out.lines().map(str::to_owned).collect();
        one.sort();
        assert!(one.len() > 10, "{one:?}");
        assert_eq!(links, one);
    }

    #[test]
    fn what_is_none_is_told() {
        let desk = desk();
        desk.put("cut.json", &fs::read(desk.path("plan.json")).unwrap()[..40]);
        desk.put("cut.ndjson", b"{\"record\":{\"record\":\"a\",\"keys\":[]}}\n\n{\"rec");
        assert_snapshot!(part(&desk, "1", "missing.json").err, @"
        error: missing.json: there is no such plan
          help: make one with: chancery spread plan
        ");
        assert_snapshot!(part(&desk, "1", "cut.json").err, @"
        error: cut.json:1: this is no plan: EOF while parsing a string
          help: write it again with: chancery spread
        ");
        assert_snapshot!(part(&desk, "3", "plan.json").err, @"
        error: there is no part 3 of 2
          help: parts are counted from 1
        ");
        assert_snapshot!(desk.fails(&["spread", "plan", "--parts", "2", "cut.ndjson"]), @"
        error: cut.ndjson:3: this is no survey: EOF while parsing a string
          help: write it again with: chancery spread
        ");
        desk.put("empty.ndjson", b"\n");
        assert_snapshot!(desk.fails(&["spread", "plan", "--parts", "2", "empty.ndjson"]), @"
        error: empty.ndjson: the survey is empty
          help: write it again with: chancery spread survey
        ");
        assert_snapshot!(desk.fails(&["spread", "offices", "survey.ndjson"]), @"
        error: survey.ndjson:1: this is no list of facts: missing field `office`
          help: write it again with: chancery spread
        ");
        assert!(!desk.files(".").contains(&"facts.ndjson".to_owned()));
    }
}

/// As with other programs, a file called `-` is standard output wherever a command writes one.
#[test]
fn a_hyphen_is_standard_output() {
    let desk = Desk::new();
    for command in ["convert", "link", "explain", "export --profile ric-o", "network", "review"] {
        let line: Vec<&str> = command.split(' ').chain(["example.trig"]).collect();
        let plain = desk.run(&line);
        let named = desk.run(&[line.as_slice(), &["-o", "-"]].concat());
        assert_eq!((named.code, named.out.as_str()), (0, plain.out.as_str()), "{command}: {}", named.err);
        assert!(!plain.out.is_empty() && desk.files("") == ["example.trig"], "{command}: {:?}", desk.files(""));
    }
}

#[test]
fn a_name_that_nothing_is_called_by_is_told_with_those_that_are_near() {
    let desk = Desk::new();
    for (query, name, told) in [
        ("encounters-of-person", "Puzanow", "nothing is called “Puzanow” (did you mean “Aleksandr Puzanov”?)"),
        ("who-met-whom", "Zzyzx", "nothing is called “Zzyzx”"),
        ("documents-by-mission", "Zzyzx", "nothing is called “Zzyzx”"),
    ] {
        let param = if query == "documents-by-mission" { "mission" } else { "person" };
        let ran = desk.run(&["query", "example.trig", query, "--param", &format!("{param}={name}")]);
        assert_eq!((ran.code, ran.err.as_str()), (0, &*format!("0 rows\n{told}\n")), "{query}");
    }
    // a name that is known has no answer for another reason
    let line = ["query", "example.trig", "who-met-whom", "--param", "person=Puzanov", "--param", "from=1999"];
    assert_eq!(desk.run(&line).err, "0 rows\n");
    let quiet = ["query", "-q", "example.trig", "encounters-of-person", "--param", "person=Puzanow"];
    assert_eq!(desk.run(&quiet).err, "");
}

#[test]
fn standard_input_is_called_so() {
    let desk = Desk::new();
    let err = desk.fails(&["stats", "-"]);
    assert!(err.starts_with("error: standard input: the file is empty\n"), "{err}");
}

#[test]
fn a_format_is_known_by_its_ending_too() {
    let desk = Desk::new();
    let formats = [("ttl", "turtle"), ("nq", "nquads"), ("nt", "ntriples"), ("rdf", "rdfxml")];
    for (ending, format) in formats {
        let [one, other] = [ending, format].map(|it| desk.run(&["convert", "example.trig", "--to", it]));
        assert_eq!((one.code, one.out), (0, other.out), "{ending}");
    }
}

#[test]
fn two_descriptions_of_one_document_are_told_whatever_the_form() {
    let desk = Desk::new();
    let listing = |said: &str| format!("Made-up Papers\n\n    • April 22, 1963\n\n    Minutes\n\n    {said}\n");
    desk.put("a.txt", listing("Tarn Velk speaks of ships.").as_bytes());
    desk.put("b.txt", listing("Mira Solberg is ill.").as_bytes());
    assert_eq!(desk.run(&["convert", "a.txt", "-o", "a.ttl"]).code, 0);
    let warned = |graphs: [&str; 2]| {
        let ran = desk.run(&["query", graphs[0], graphs[1], "collections"]);
        ran.err.lines().take_while(|line| !line.starts_with('1')).collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(warned(["a.ttl", "b.txt"]), @r"
    warning: b.txt: a.ttl has “Minutes” of April 22, 1963 with another description; both are kept under one record
      help: if they are two documents, give each its number or address: in a table, a column of ids
    ");
    assert_eq!(warned(["a.ttl", "a.txt"]), "");
}
