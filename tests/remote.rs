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

/// A server that answers everything alike, a few times.
fn answering(answer: &'static str) -> String {
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
            stream.write_all(answer.as_bytes()).unwrap();
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

#[test]
fn what_cannot_be_spoken_to_is_told_at_once() {
    // nobody listens where somebody just did
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let output = load(&[SAMPLE], &format!("http://{free}/sparql"));
    assert!(told(&output).contains("check the address, and that the server runs"), "{}", told(&output));
    let output = load(&[SAMPLE], "https://archive.example/sparql");
    assert!(told(&output).contains("only http:// is spoken"), "{}", told(&output));
}
