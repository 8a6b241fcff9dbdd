//! Loading into a server: what is there then, and what is told when it fails.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod served;

use served::{SAMPLE, Served, TOKEN};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output};
use std::thread;

fn load(files: &[&str], address: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.arg("load").args(files).args(["--store", address]).env("CHANCERY_TOKEN", TOKEN);
    command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The lines of a server's answer.
fn rows(server: &Served, query: &str) -> Vec<String> {
    let headers = [("Content-Type", "application/sparql-query"), ("Accept", "text/csv")];
    let answer = server.ask("POST", "/sparql", &headers, query.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut rows: Vec<String> = answer.text().lines().skip(1).map(|row| row.trim().to_owned()).collect();
    rows.sort();
    rows
}

const ALL: &str = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }";

#[test]
fn a_server_then_holds_what_a_graph_of_the_files_does() {
    let empty = tempfile::Builder::new().suffix(".ttl").tempfile().unwrap();
    std::fs::write(empty.path(), "<urn:a> <urn:b> <urn:c> .").unwrap();
    let server = Served::with(&[empty.path().to_str().unwrap(), "--writable"]);
    let address = format!("http://{}/sparql", server.address);
    let files = [SAMPLE, "tests/gold/dev-listing.txt"];
    for _ in 0..2 {
        let output = load(&files, &address);
        assert!(output.status.success(), "{}", told(&output));
        assert!(told(&output).contains("sent "), "{}", told(&output));
        let local = Served::with(&files);
        assert!(rows(&server, ALL) == rows(&local, ALL));
    }
}

#[test]
fn a_corrected_source_replaces_its_records() {
    let folder = tempfile::tempdir().unwrap();
    let listing = folder.path().join("a.txt");
    let write = |text: &str| {
        std::fs::write(&listing, format!("• March 1, 1961\n\nReport on talks\n\nKim Il meets {text}.\n")).unwrap();
        listing.to_str().unwrap().to_owned()
    };
    let file = write("Ambassador Puzanov");
    let server = Served::with(&[&file, "--writable"]);
    let address = format!("http://{}/sparql", server.address);
    let text = "SELECT ?t WHERE { ?r <https://www.ica.org/standards/RiC/ontology#scopeAndContent> ?t }";
    assert_eq!(rows(&server, text), ["Kim Il meets Ambassador Puzanov."]);
    let output = load(&[&write("Ambassador Moskovsky")], &address);
    assert!(output.status.success(), "{}", told(&output));
    assert_eq!(rows(&server, text), ["Kim Il meets Ambassador Moskovsky."]);
}

/// An entry of an authority file is told as a whole: what a corrected one no longer says is gone.
#[test]
fn a_corrected_authority_file_replaces_its_entries() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (listing, authority) = (at("a.txt"), at("staff.ttl"));
    std::fs::write(&listing, "• March 1, 1961\n\nReport on talks\n\nOsmar Lindgrenius meets Ambassador Puzanov.\n")
        .unwrap();
    let write = |tenures: &[&str]| {
        let mut text = String::from(
            "@prefix rico: <https://www.ica.org/standards/RiC/ontology#> .\n\
             <https://w3id.org/chancery/id/person/osmar-lindgrenius> a rico:Person ; rico:name \"Osmar Lindgrenius\" .\n",
        );
        for (tenure, since) in tenures.iter().enumerate() {
            text += &format!(
                "<https://w3id.org/chancery/id/person/osmar-lindgrenius#office-{}> a rico:PositionHoldingRelation ;\n\
                 rico:relationHasSource <https://w3id.org/chancery/id/person/osmar-lindgrenius> ;\n\
                 rico:relationHasTarget <https://w3id.org/chancery/id/position/ambassador-of-hungary-to-north-korea> ;\n\
                 rico:beginningDate \"{since}\" .\n",
                tenure + 1
            );
        }
        std::fs::write(&authority, text).unwrap();
    };
    let empty = at("empty.ttl");
    std::fs::write(&empty, "<urn:a> <urn:b> <urn:c> .").unwrap();
    let server = Served::with(&[&empty, "--writable"]);
    let address = format!("http://{}/sparql", server.address);
    let since = "SELECT ?since WHERE { ?t <https://www.ica.org/standards/RiC/ontology#relationHasSource> \
                 <https://w3id.org/chancery/id/person/osmar-lindgrenius> ; \
                 <https://www.ica.org/standards/RiC/ontology#beginningDate> ?since }";
    for (tenures, there) in [(["1958", "1960"].as_slice(), ["1958", "1960"].as_slice()), (&["1959"], &["1959"])] {
        write(tenures);
        let output = load(&[&listing, "--authority", &authority], &address);
        assert!(output.status.success(), "{}", told(&output));
        assert_eq!(rows(&server, since), there);
    }
    let local = Served::with(&[&listing, "--authority", &authority]);
    assert!(rows(&server, ALL) == rows(&local, ALL));
}

/// One that was sent in parts would be neither the old nor the new one if the load ended between them.
#[test]
fn a_record_is_sent_whole_however_long_it_is() {
    let file = tempfile::Builder::new().suffix(".nq").tempfile().unwrap();
    let record = "<urn:r> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://www.ica.org/standards/RiC/ontology#Record> <urn:g> .\n";
    let notes = (0..5_000).map(|n| format!("<urn:r> <urn:note> \"{n}\" <urn:g> .\n"));
    std::fs::write(file.path(), notes.chain([record.to_owned()]).collect::<String>()).unwrap();
    let (sender, updates) = std::sync::mpsc::channel();
    let address = answering_by(move |asked| {
        let change = asked.contains("INSERT DATA").then(|| asked.matches("<urn:note>").count());
        change.into_iter().for_each(|notes| sender.send(notes).unwrap());
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello".to_owned()
    });
    load(&[file.path().to_str().unwrap(), "--no-links"], &address);
    assert_eq!(updates.try_iter().collect::<Vec<_>>(), [5_000]);
}

#[test]
fn a_load_that_was_cut_short_is_gone_on_with() {
    let (first, second) = (SAMPLE, "tests/gold/dev-listing.txt");
    let server = Served::with(&[first, "--no-links", "--writable"]);
    let address = format!("http://{}/sparql", server.address);
    let resumed = |files: &[&str]| {
        let output = load(&[files, &["--resume", "--no-links"]].concat(), &address);
        assert!(output.status.success(), "{}", told(&output));
        told(&output)
    };
    let numbers = |told: &str| -> Vec<usize> {
        let line = told.lines().find(|line| line.contains("sent ")).unwrap().replace(',', "");
        line.split(' ').filter_map(|word| word.parse().ok()).collect()
    };
    // of the first, only what records share is sent again
    let [sent, there] = numbers(&resumed(&[first, second]))[..] else { panic!("nothing was there") };
    assert!(there > 1000 && sent > there, "{sent} and {there}");
    let [sent, there] = numbers(&resumed(&[first, second]))[..] else { panic!("nothing was there") };
    assert!(there > 2 * sent, "{sent} and {there}");
    let local = Served::with(&[first, second, "--no-links"]);
    assert!(rows(&server, ALL) == rows(&local, ALL));
}

/// As many statements are not the same ones: a record that was corrected meanwhile is sent again.
#[test]
fn a_load_that_is_resumed_compares_statements() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("listing.txt");
    let listing =
        |topic: &str| format!("Papers\n\n    • May 4, 1962\n\n    Telegram from Tarn Velk\n\n    About {topic}.\n");
    std::fs::write(&file, listing("grain")).unwrap();
    let server = Served::with(&[SAMPLE, "--no-links", "--writable"]);
    let address = format!("http://{}/sparql", server.address);
    let resumed = || {
        let output = load(&[file.to_str().unwrap(), "--resume", "--no-links"], &address);
        assert!(output.status.success(), "{}", told(&output));
    };
    let about = |topic: &str| server.is_true(&format!("ASK {{ ?r ?p ?text FILTER(STR(?text) = 'About {topic}.') }}"));
    resumed();
    assert!(about("grain"));
    std::fs::write(&file, listing("steel")).unwrap();
    resumed();
    assert!(about("steel") && !about("grain"));
}

/// A server that answers everything alike, a few times.
fn answering(answer: &'static str) -> String {
    answering_by(move |_| answer.to_owned())
}

/// A server that answers a few times, by what it is asked.
fn answering_by(answer: impl Fn(&str) -> String + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/sparql", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().take(50) {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut line, mut length) = (String::new(), 0);
            while reader.read_line(&mut line).unwrap() > 2 {
                let lower = line.to_lowercase();
                length = lower.strip_prefix("content-length:").map_or(length, |n| n.trim().parse().unwrap());
                line.clear();
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            stream.write_all(answer(&String::from_utf8_lossy(&body)).as_bytes()).unwrap();
        }
    });
    address
}

#[test]
fn a_server_that_refuses_or_answers_nonsense_is_told() {
    let refusing = answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\nConnection: close\r\n\r\nnot you!!");
    let output = load(&[SAMPLE], &refusing);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("the server answers 403: not you!!"), "{}", told(&output));
    let nonsense = answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
    let output = load(&[SAMPLE], &nonsense);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("does not answer a query in JSON"), "{}", told(&output));
    let forgetful = "HTTP/1.1 200 OK\r\nContent-Length: 41\r\nConnection: close\r\n\r\n{\"head\":{},\"results\":{\"bindings\":[]}}    ";
    let output = load(&[SAMPLE], &answering(forgetful));
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("the server has 0 in <"), "{}", told(&output));
}

/// Who follows a redirect asks for a page, which answers well whatever was sent.
#[test]
fn an_update_that_is_sent_elsewhere_is_told() {
    let page = answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
    let moved = format!("HTTP/1.1 302 Found\r\nLocation: {page}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    let output = load(&[SAMPLE], &answering_by(move |_| moved.clone()));
    assert_eq!(output.status.code(), Some(1));
    let says = format!("the server answers 302, and sends elsewhere: {page}");
    assert!(told(&output).contains(&says), "{}", told(&output));
}

/// A server that answers well and does nothing, asked about statements that are in no record's graph, and one that keeps a
/// record as it was, with as many statements.
#[test]
fn what_was_sent_is_looked_for() {
    let file = tempfile::Builder::new().suffix(".nq").tempfile().unwrap();
    std::fs::write(file.path(), "<urn:s> <urn:p> \"o\"@en <urn:g> .\n<urn:s> <urn:p> 'o' .\n".replace('\'', "\""))
        .unwrap();
    let count =
        |n: usize| format!(r#"{{"g":{{"type":"literal","value":"0"}},"n":{{"type":"literal","value":"{n}"}}}}"#);
    let forgetful = answering_by(move |asked| {
        let rows = if asked.contains("COUNT") { count(0) } else { String::new() };
        let body = format!(r#"{{"head":{{"vars":[]}},"results":{{"bindings":[{rows}]}}}}"#);
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
    });
    let path = file.path().to_str().unwrap();
    let output = load(&[path], &forgetful);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("of 1 statements that were sent, the server has 0 in <urn:g>"), "{}", told(&output));
    let server = Served::with(&[SAMPLE, "--writable"]);
    let output = load(&[path], &format!("http://{}/sparql", server.address));
    assert!(output.status.success(), "{}", told(&output));
    assert_eq!(rows(&server, "SELECT ?o { <urn:s> <urn:p> ?o }"), ["o", "o"]);
}

#[test]
fn what_cannot_be_spoken_to_is_told_at_once() {
    // nobody listens where somebody just did
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let output = load(&[SAMPLE], &format!("http://{free}/sparql"));
    assert!(told(&output).contains("check the address, and that the server runs"), "{}", told(&output));
    // with the feature `https`, tests/https/run.sh
    #[cfg(not(feature = "https"))]
    {
        let output = load(&[SAMPLE], "https://archive.example/sparql");
        assert!(told(&output).contains("only http:// is spoken"), "{}", told(&output));
    }
}

fn chancery(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
}

/// What a command writes; it must succeed.
fn written(arguments: &[&str]) -> String {
    let output = chancery(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", told(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// Statements of a graph too large for one answer: of many subjects, and of one that alone is too large.
fn large() -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".nq").tempfile().unwrap();
    let graph = "<https://w3id.org/chancery/graph/large>";
    let many = (0..6_000).map(|n| format!("<urn:s:{}> <urn:p:{}> \"text {n} \\\"é\\\"\"@fr {graph} .\n", n / 3, n % 3));
    let one = (0..5_000).map(|n| format!("<urn:s:1000x> <urn:p> {n} {graph} .\n"));
    let one = one.map(|line| {
        line.replace("<urn:p> ", "<urn:p> \"")
            .replace(&format!(" {graph}"), &format!("\"^^<http://www.w3.org/2001/XMLSchema#integer> {graph}"))
    });
    std::fs::write(file.path(), many.chain(one).collect::<String>()).unwrap();
    file
}

#[test]
fn every_command_reads_a_server_as_it_reads_files() {
    let large = large();
    let files = [SAMPLE, "tests/gold/dev-listing.txt", large.path().to_str().unwrap()];
    let server = Served::with(&[&files[..], &["--no-links"]].concat());
    let address = format!("http://{}/sparql", server.address);
    for command in [
        &["query", "GRAPH", "who-met-whom", "--format", "csv"][..],
        &["stats", "GRAPH"],
        &["export", "GRAPH", "--profile", "full", "--to", "nquads"],
        &["network", "GRAPH", "--format", "dot"],
        &["explain", "GRAPH", "5"],
    ] {
        let with = |graphs: &[&str]| -> Vec<String> {
            let arguments =
                command.iter().flat_map(|word| if *word == "GRAPH" { graphs.to_vec() } else { vec![*word] });
            let arguments: Vec<&str> = arguments.chain(["--quiet"]).collect();
            let mut lines: Vec<String> = written(&arguments).lines().map(str::to_owned).collect();
            // a network says what it is made from, and a store has no order of its own
            lines.retain(|line| !line.contains("made from"));
            lines.sort();
            lines
        };
        let (there, here) = (with(&[&address]), with(&files));
        assert!(there.len() > 5, "{command:?}");
        assert!(there == here, "{command:?}: {} and {} lines", there.len(), here.len());
    }
}

#[test]
fn a_server_beside_files_is_one_graph_with_them() {
    let server = Served::with(&[SAMPLE]);
    let address = format!("http://{}/sparql", server.address);
    let other = "tests/gold/dev-listing.txt";
    let query =
        |graphs: &[&str]| written(&[&["query"], graphs, &["who-met-whom", "--format", "csv", "--quiet"]].concat());
    assert_eq!(query(&[&address, other]), query(&[SAMPLE, other]));
}

#[test]
fn a_server_that_gives_less_than_it_has_is_told() {
    let query = |address: &str| chancery(&["query", address, "who-met-whom"]);
    let output = query(&answering(
        "HTTP/1.1 200 OK\r\nContent-Length: 41\r\nConnection: close\r\n\r\n{\"head\":{},\"results\":{\"bindings\":[]}}    ",
    ));
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("the server holds no graph of a record"), "{}", told(&output));
    // whatever it is asked it names one graph: of records, and with a count of one
    let body = r#"{"head":{"vars":["g","n","s","p","o"]},"results":{"bindings":[{"g":{"type":"uri","value":"http://a/graph/record/x"},"n":{"type":"literal","value":"1"},"s":{"type":"uri","value":"http://a/s"},"p":{"type":"uri","value":"http://a/p"},"o":{"type":"uri","value":"http://a/o"}}]}}"#;
    let stuck: &'static str = Box::leak(
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
            .into_boxed_str(),
    );
    let output = query(&answering(stuck));
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("does not sort its answers"), "{}", told(&output));
    let empty = tempfile::Builder::new().suffix(".ttl").tempfile().unwrap();
    std::fs::write(empty.path(), "<urn:a> <urn:b> <urn:c> .").unwrap();
    let server = Served::with(&[empty.path().to_str().unwrap()]);
    let output = query(&format!("http://{}/sparql", server.address));
    assert!(told(&output).contains("holds no graph of a record"), "{}", told(&output));
}

/// Of three statements of a graph, one that caps its answers without a word gives two.
#[test]
fn what_came_is_compared_with_what_is_counted() {
    let row = |n: usize| {
        format!(
            r#"{{"g":{{"type":"uri","value":"http://a/graph/record/x"}},"n":{{"type":"literal","value":"3"}},"s":{{"type":"uri","value":"http://a/{n}"}},"p":{{"type":"uri","value":"http://a/p"}},"o":{{"type":"literal","value":"o"}}}}"#
        )
    };
    let address = answering_by(move |asked| {
        let rows = if asked.contains("BIND") { vec![row(0), row(1)] } else { vec![row(0)] };
        let body = format!(r#"{{"head":{{"vars":[]}},"results":{{"bindings":[{}]}}}}"#, rows.join(","));
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
    });
    let output = chancery(&["stats", &address]);
    assert_eq!(output.status.code(), Some(1));
    let expected = "of 3 statements that the server counts from <http://a/graph/record/x> on, 2 came";
    assert!(told(&output).contains(expected), "{}", told(&output));
}

/// The help is for who asks, not for who loads.
#[test]
fn a_query_to_a_wrong_address_is_told_so() {
    let server = Served::with(&[SAMPLE]);
    let output = chancery(&["stats", &format!("http://{}/sparq", server.address)]);
    assert!(told(&output).contains("is this the address of its queries?"), "{}", told(&output));
}
