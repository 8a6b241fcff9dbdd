//! The service: nothing that anybody asks takes it down, changed sources are read while it answers, and it ends in order.

#![cfg(all(unix, feature = "serve"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod served;

use served::{SAMPLE, Served, TOKEN, wait_until};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const TIMEOUT: Duration = Duration::from_secs(2);
const MEMORY: u64 = 256 << 20;

/// Queries that do as much as they can.
fn hostile() -> Vec<(&'static str, String)> {
    let numbers = (0..100).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
    let values = |n| format!("VALUES ?v{n} {{ {numbers} }}");
    let values: Vec<String> = (0..4).map(values).collect();
    vec![
        (
            "a regex over a cross join",
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '(x+x+)+y')) }"
                .to_owned(),
        ),
        ("a cross join of three", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }".to_owned()),
        ("a cross join in order", "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f".to_owned()),
        ("a product of values", format!("SELECT * {{ {} }} ORDER BY ?v3 ?v0", values.join(" "))),
        ("paths over everything", "SELECT * { ?a (!<x:x>|^!<x:x>)* ?b . ?b (!<x:y>|^!<x:y>)* ?c }".to_owned()),
    ]
}

#[test]
fn no_query_takes_more_than_it_may() {
    let served = Served::with(&[SAMPLE, "tests/gold/dev-listing.txt", "--timeout", "2", "--max-memory", "256"]);
    thread::scope(|scope| {
        let asked: Vec<_> = hostile()
            .into_iter()
            .map(|(name, query)| {
                let served = &served;
                scope.spawn(move || {
                    let began = Instant::now();
                    let answer = served.query(&query);
                    (name, answer, began.elapsed())
                })
            })
            .collect();
        // meanwhile others are answered at once, and no process has more than it may
        let until = Instant::now() + TIMEOUT;
        while Instant::now() < until {
            let began = Instant::now();
            assert!(served.is_true("ASK { ?s ?p ?o }"));
            let took = began.elapsed();
            assert!(took < TIMEOUT, "an ASK took {took:?}");
            let most = served.memory().into_iter().max().unwrap();
            assert!(most < MEMORY + (128 << 20), "a process has {} MiB", most >> 20);
            thread::sleep(Duration::from_millis(100));
        }
        for asked in asked {
            let (name, answer, took) = asked.join().unwrap();
            assert!(took < 2 * TIMEOUT, "{name} took {took:?}");
            assert!(matches!(answer.status, 500 | 504), "{name} was answered {} {}", answer.status, answer.text());
            assert!(answer.text().contains("stopped"), "{name}: {}", answer.text());
        }
    });
    // all is as it was
    assert!(served.is_true("ASK { ?s ?p ?o }"));
    let figures = served.get("/metrics", "");
    assert!(figures.text().contains("\nchancery_stopped_total 5\n"), "{}", figures.text());
}

#[test]
fn an_answer_that_is_cut_short_looks_so() {
    let served = Served::with(&[SAMPLE, "--max-rows", "3000"]);
    for accept in ["text/csv", "application/sparql-results+json", "text/tab-separated-values"] {
        let address = "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D";
        let answer = served.get(address, accept);
        assert_eq!(answer.status, 200);
        assert!(!answer.whole && !answer.body.is_empty(), "{} bytes of {accept} look complete", answer.body.len());
        let packed = served.ask("GET", address, &[("Accept", accept), ("Accept-Encoding", "gzip")], b"");
        assert!(!packed.whole, "compressed {accept}");
        assert!(served.get(&format!("{address}%20LIMIT%203000"), accept).whole);
    }
}

#[test]
fn no_other_service_is_asked() {
    let served = Served::sample();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let other = listener.local_addr().unwrap();
    for query in [
        format!("SELECT * {{ SERVICE <http://{other}/sparql> {{ ?s ?p ?o }} }}"),
        format!("SELECT * {{ ?s ?p ?o BIND(<http://{other}/> AS ?where) SERVICE ?where {{ ?s ?p ?o }} }}"),
    ] {
        let answer = served.query(&query);
        assert_eq!((answer.status, answer.text().contains("SERVICE")), (400, true), "{}", answer.text());
    }
    let quiet = served.query(&format!("SELECT * {{ SERVICE SILENT <http://{other}/sparql> {{ ?s ?p ?o }} }}"));
    assert!(quiet.status == 200 || quiet.status == 400);
    let from = served.query(&format!("ASK FROM <http://{other}/graph> {{ ?s ?p ?o }}"));
    assert!(from.text().contains("false"), "{}", from.text());
    assert!(listener.accept().is_err(), "a connection was opened");
}

#[test]
fn slow_clients_hold_up_nobody() {
    let served = Served::sample();
    let slow: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = TcpStream::connect(&served.address).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").unwrap();
            stream
        })
        .collect();
    assert!(served.is_true("ASK { ?s ?p ?o }"));
    // they were all waited for meanwhile
    for mut stream in slow {
        stream.write_all(b"x\r\n\r\n").unwrap();
        let mut status = [0; 12];
        stream.read_exact(&mut status).unwrap();
        assert_eq!(&status, b"HTTP/1.1 200");
    }
}

#[test]
fn a_client_that_goes_away_is_not_worked_for() {
    let served = Served::with(&[SAMPLE, "--timeout", "60", "--max-queries", "1"]);
    let query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
    let request = format!(
        "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: {}\r\n\r\n{query}",
        query.len()
    );
    let mut stream = TcpStream::connect(&served.address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    served.wait_until_asked();
    let busy = served.query("ASK {}");
    assert_eq!((busy.status, busy.header("Retry-After")), (503, Some("1")), "{}", busy.text());
    drop(stream);
    wait_until("the query goes on", || served.query("ASK {}").status == 200);
}

#[test]
fn what_is_too_large_is_refused() {
    let served = Served::sample();
    let long = format!("GET /?{} HTTP/1.1\r\nHost: x\r\n\r\n", "x".repeat(1 << 17));
    assert!(matches!(served.raw(long.as_bytes()).status, 414 | 431));
    let headers = format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "x".repeat(1 << 17));
    assert!(matches!(served.raw(headers.as_bytes()).status, 400 | 431));
    let large = "POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\nContent-Length: 99999999999\r\n\r\nASK";
    assert_eq!(served.raw(large.as_bytes()).status, 413);
    // nested so deeply that reading it takes all the stack there is
    let deep = format!("ASK {{ FILTER({}1{}) }}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(matches!(served.query(&deep).status, 400 | 500));
    assert!(served.is_true("ASK { ?s ?p ?o }"));
}

#[test]
fn strange_requests_are_answered_in_order() {
    let served = Served::sample();
    for (request, statuses) in [
        ("BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", &[405][..]),
        ("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", &[404]),
        ("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", &[404]),
        ("GET /id/%FF HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", &[404]),
        ("GET /id/person%0d%0aX-Evil:%20yes HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", &[404]),
        ("GET /search?q=%FF%FE HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", &[400]),
        ("nonsense\r\n\r\n", &[400, 0]),
        ("GET / HTTP/1.1\r\nHost: evil.example\"><script>\r\nConnection: close\r\n\r\n", &[200]),
    ] {
        let answer = served.raw(request.as_bytes());
        assert!(statuses.contains(&answer.status), "{request} was answered {}", answer.status);
        assert!(answer.header("X-Evil").is_none());
        assert!(!String::from_utf8_lossy(&answer.body).contains("\"><script>"));
    }
    let page = served.get("/", "text/html");
    assert!(page.header("Content-Security-Policy").unwrap().contains("default-src 'none'"));
    assert_eq!(page.header("X-Content-Type-Options"), Some("nosniff"));
}

#[test]
fn things_lead_to_what_is_said_of_them() {
    let served = Served::with(&[SAMPLE, "--public", "https://archive.example/"]);
    let answer = served.get("/id/person/kim-il-sung", "text/turtle");
    assert_eq!(answer.status, 303);
    let place = answer.header("Location").unwrap();
    let path = place.strip_prefix("https://archive.example").unwrap_or(place);
    let data = served.get(path, "text/turtle");
    assert_eq!((data.status, data.media()), (200, "text/turtle"));
    assert!(data.text().contains("Kim Il Sung"));
    let page = served.get("/doc/person/kim-il-sung", "text/html");
    assert!(page.header("Link").unwrap().contains("https://archive.example/doc/person/kim-il-sung.ttl"));
}

#[test]
fn a_keeper_that_is_lost_is_replaced() {
    let served = Served::sample();
    let keeper = served.keeper();
    assert!(Command::new("kill").args(["-KILL", &keeper.to_string()]).status().unwrap().success());
    wait_until("nothing took its place", || {
        served.keeper() != keeper && served.query("ASK { ?s ?p ?o }").status == 200
    });
}

#[test]
fn changed_sources_are_read_again_and_no_request_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("graph.ttl");
    std::fs::write(&file, "<http://example.org/s> <http://example.org/p> 1 .").unwrap();
    let served = Served::with(&[file.to_str().unwrap(), "--watch"]);
    let version = |n: u32| format!("ASK {{ <http://example.org/s> <http://example.org/p> {n} }}");
    assert!(served.is_true(&version(1)));
    let wait_for = |n: u32| {
        let until = Instant::now() + Duration::from_secs(20);
        let mut asked = 0;
        // each request is answered, by the old graph or by the new one
        while !served.is_true(&version(n)) {
            asked += 1;
            assert!(Instant::now() < until, "the change is not seen after {asked} requests");
        }
    };
    std::fs::write(&file, "<http://example.org/s> <http://example.org/p> 2 .").unwrap();
    served.signal("HUP");
    wait_for(2);
    std::fs::write(&file, "<http://example.org/s> <http://example.org/p> 3 . ").unwrap();
    wait_for(3);
    // a mistake in it leaves what is there; written at once, since nothing at all would be a graph
    let mistaken = folder.path().join("mistaken.ttl");
    std::fs::write(&mistaken, "<http://example.org/s> nonsense").unwrap();
    std::fs::rename(&mistaken, &file).unwrap();
    served.signal("HUP");
    thread::sleep(Duration::from_millis(1500));
    assert!(served.is_true(&version(3)));
}

/// A change whose sender has gone is made or not made; either way the next one is not kept waiting.
#[test]
fn a_change_whose_sender_goes_away_holds_up_no_other() {
    let served = Served::with(&[SAMPLE, "--writable", "--timeout", "10"]);
    let change = |n: usize| format!("INSERT DATA {{ <http://example.org/s> <http://example.org/p> {n} }}");
    for wait in (0..12).map(|n| n * 20) {
        let text = change(1000 + wait);
        let request = format!(
            "POST /update HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/sparql-update\r\nContent-Length: {}\r\n\r\n{text}",
            text.len()
        );
        let mut stream = TcpStream::connect(&served.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(wait as u64));
        drop(stream);
        let began = Instant::now();
        let made = served.update(&change(wait));
        assert_eq!(made.status, 204, "{} after {wait} ms", made.text());
        assert!(began.elapsed() < Duration::from_secs(8), "{:?} after {wait} ms", began.elapsed());
        let ask = format!("ASK {{ <http://example.org/s> <http://example.org/p> {wait} }}");
        assert!(served.is_true(&ask), "the change is made when that is told");
    }
}

/// What takes time after a change was made, people are linked anew, is no reason to say that it was stopped.
#[test]
fn a_change_that_is_said_to_be_stopped_is_not_made() {
    let served = Served::with(&[SAMPLE, "--writable", "--timeout", "0.005"]);
    for n in 0..5 {
        let status =
            served.update(&format!("INSERT DATA {{ <http://example.org/s> <http://example.org/p> {n} }}")).status;
        assert!(matches!(status, 204 | 504), "{status}");
        thread::sleep(Duration::from_millis(if status == 204 { 0 } else { 1000 }));
        let ask = format!("ASK {{ <http://example.org/s> <http://example.org/p> {n} }}");
        let answers = std::iter::repeat_with(|| served.query(&ask));
        let answer = answers.take(100).find(|answer| answer.status == 200).unwrap();
        assert_eq!(answer.text().contains("true"), status == 204, "{n} was answered {status}");
    }
}

/// A reading that ends while a change is worked on is not undone by it.
#[test]
fn a_change_to_what_was_read_before_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("graph.ttl");
    std::fs::write(&file, "<http://example.org/s> <http://example.org/p> 1 .").unwrap();
    let served = Served::with(&[file.to_str().unwrap(), "--writable"]);
    std::fs::write(&file, "<http://example.org/s> <http://example.org/p> 2 .").unwrap();
    // some seconds of work, and nothing of it
    let numbers = (0..150).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
    let product: String = (0..3).map(|n| format!("VALUES ?v{n} {{ {numbers} }}")).collect();
    let slow = format!(
        "INSERT DATA {{ <http://example.org/new> <http://example.org/p> 1 }} ;
         INSERT {{ <http://example.org/no> <http://example.org/p> ?v0 }} WHERE {{ {product} FILTER(?v0 + ?v1 + ?v2 < 0) }}"
    );
    thread::scope(|scope| {
        let changed = scope.spawn(|| served.update(&slow));
        thread::sleep(Duration::from_millis(200));
        served.signal("HUP");
        let changed = changed.join().unwrap();
        assert_eq!((changed.status, changed.header("Retry-After")), (503, Some("1")), "{}", changed.text());
        assert!(changed.text().contains("read again meanwhile"), "{}", changed.text());
    });
    assert!(served.is_true("ASK { <http://example.org/s> <http://example.org/p> 2 }"));
    assert!(!served.is_true("ASK { <http://example.org/new> ?p ?o }"));
    assert_eq!(served.update(&slow).status, 204);
    assert!(served.is_true("ASK { <http://example.org/new> ?p ?o . <http://example.org/s> <http://example.org/p> 2 }"));
}

/// Each change is made in a copy of the process before, which has all that it had.
#[test]
fn changes_leave_nothing_behind() {
    let served = Served::with(&[SAMPLE, "--writable"]);
    let change = |n: usize| {
        let made = served.update(&format!("INSERT DATA {{ <http://example.org/s> <http://example.org/p> {n} }}"));
        assert_eq!(made.status, 204, "{}", made.text());
    };
    change(0);
    // the keeper before is on its way out
    thread::sleep(Duration::from_millis(500));
    let (files, memory) = (served.files(), served.memory().into_iter().max().unwrap());
    (1..=12).for_each(change);
    thread::sleep(Duration::from_millis(500));
    assert!(served.files() < files + 6, "{} files were open, and then {}", files, served.files());
    let most = served.memory().into_iter().max().unwrap();
    assert!(most < memory + (40 << 20), "a process had {} MiB, and then {}", memory >> 20, most >> 20);
}

/// A process that holds the graph may be killed, for want of memory say: what was answered as made is there all the same.
#[test]
fn changes_outlive_the_process_that_made_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("graph.ttl");
    std::fs::write(&file, "<http://example.org/s> <http://example.org/p> 1 .").unwrap();
    let mut served = Served::with(&[file.to_str().unwrap(), "--writable"]);
    let insert = |n: usize| format!("INSERT DATA {{ <http://example.org/s> <http://example.org/p> {n} }}");
    let ask = |n: usize| format!("ASK {{ ?s <http://example.org/p> {n} }}");
    let kill = |served: &Served| {
        // after a change or a reading, the one before is on its way out
        thread::sleep(Duration::from_secs(1));
        let keeper = served.keeper();
        assert!(Command::new("kill").args(["-KILL", &keeper.to_string()]).status().unwrap().success());
        let until = Instant::now() + Duration::from_secs(20);
        while served.keeper() == keeper {
            assert!(Instant::now() < until, "it is not replaced");
            thread::sleep(Duration::from_millis(20));
        }
        // until another is there, nothing is answered that is not so
        loop {
            match served.query(&ask(1)) {
                answer if answer.status == 200 => return assert!(answer.text().contains("true")),
                answer => assert!(matches!(answer.status, 500 | 503), "{answer:?}"),
            }
            assert!(Instant::now() < until, "it does not come back");
            thread::sleep(Duration::from_millis(20));
        }
    };
    assert_eq!(served.update(&insert(2)).status, 204);
    let graph = "<http://example.org/t> <http://example.org/p> 3 .";
    assert_eq!(served.change("PUT", "/store?graph=http%3A%2F%2Fexample.org%2Fg", "text/turtle", graph).status, 201);
    assert_eq!(served.update("INSERT DATA { nonsense").status, 400);
    assert_eq!(served.update("DELETE WHERE { ?s <http://example.org/p> 2 }").status, 204);
    kill(&served);
    assert!(served.is_true(&ask(3)) && !served.is_true(&ask(2)));
    assert_eq!(served.update(&insert(4)).status, 204);
    kill(&served);
    assert!(served.is_true(&ask(3)) && served.is_true(&ask(4)) && !served.is_true(&ask(2)));

    // whoever has the files read again gives up what was changed, for good
    served.signal("HUP");
    let until = Instant::now() + Duration::from_secs(20);
    while served.is_true(&ask(4)) {
        assert!(Instant::now() < until, "they are not read again");
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(served.update(&insert(5)).status, 204);
    kill(&served);
    assert!(served.is_true(&ask(5)) && !served.is_true(&ask(4)));
    // nobody asked for a log, and this is told
    let told = served.end();
    assert!(told.contains("the process that holds the graph has ended"), "{told}");
}

/// Whoever sends much keeps others from sending more, and no more memory is taken.
#[test]
fn bodies_have_a_limit_together() {
    let served = Served::with(&[SAMPLE, "--max-bodies", "1"]);
    let query = |spaces: usize| format!("ASK {{ ?s ?p ?o }}{}", " ".repeat(spaces));
    let large = query((1 << 19) - 100);
    assert!(served.is_true(&large));
    let begun = || {
        let mut stream = TcpStream::connect(&served.address).unwrap();
        let (length, body) = (large.len(), &large[..large.len() - 1]);
        write!(stream, "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
        stream
    };
    let mut many = vec![begun(), begun()];
    let wait_for = |status: u16, many: &mut Vec<TcpStream>| {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            let answer = served.query(&query(1 << 10));
            if answer.status == status {
                return answer;
            }
            assert!(Instant::now() < until, "it is answered {}", answer.status);
            thread::sleep(Duration::from_millis(20));
            // the query may have had the room that one of them needed, which then was turned away
            for one in many.iter_mut() {
                one.set_nonblocking(true).unwrap();
                if one.peek(&mut [0]).is_ok() {
                    *one = begun();
                }
            }
        }
    };
    assert_eq!(wait_for(503, &mut many).header("Retry-After"), Some("1"));
    // whoever sends nothing needs no room
    assert_eq!(served.get("/", "text/html").status, 200);
    many.clear();
    wait_for(200, &mut many);
}

#[test]
fn it_ends_when_those_under_way_are_answered() {
    let mut served = Served::with(&[SAMPLE, "--timeout", "20"]);
    let query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?b = ?e) }";
    let request = format!(
        "POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\nContent-Length: {}\r\n\r\n{query}",
        query.len()
    );
    let mut stream = TcpStream::connect(&served.address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    served.wait_until_asked();
    served.signal("TERM");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let until = Instant::now() + Duration::from_secs(15);
    while !served.has_ended() {
        assert!(Instant::now() < until, "it does not end");
        thread::sleep(Duration::from_millis(20));
    }
    assert!(TcpStream::connect(&served.address).is_err());
    // and nothing of it is left running
    let left = || Command::new("pgrep").args(["-f", &format!("serve.*{}", "--timeout 20 --bind")]).output().unwrap();
    wait_until("something of it is left", || left().stdout.is_empty());
}

/// Until its sources are read, too; and then nothing that it made is left.
#[test]
fn it_ends_while_the_sources_are_first_read() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("listing.txt");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let temporary = folder.path().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let mut process = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["serve", pipe.to_str().unwrap(), "--bind", "127.0.0.1:0"])
        .env("TMPDIR", &temporary)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let left = || std::fs::read_dir(&temporary).unwrap().count();
    let until = Instant::now() + Duration::from_secs(20);
    while left() == 0 {
        assert!(Instant::now() < until, "it has made no folder");
        thread::sleep(Duration::from_millis(20));
    }
    // the handlers are there a moment after the folder is
    thread::sleep(Duration::from_millis(500));
    assert!(Command::new("kill").args(["-TERM", &process.id().to_string()]).status().unwrap().success());
    assert!(process.wait().unwrap().success());
    assert_eq!(left(), 0);
}

/// Whoever kills it cannot be answered any more, and finds no folder of it.
#[test]
fn one_that_is_killed_leaves_no_folder() {
    let temporary = tempfile::tempdir().unwrap();
    let mut process = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["serve", SAMPLE, "--bind", "127.0.0.1:0"])
        .env("TMPDIR", temporary.path())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(process.stdout.take().unwrap()), &mut line).unwrap();
    let left = || std::fs::read_dir(temporary.path()).unwrap().count();
    assert_eq!(left(), 1);
    process.kill().unwrap();
    process.wait().unwrap();
    let until = Instant::now() + Duration::from_secs(20);
    while left() > 0 {
        assert!(Instant::now() < until, "its folder is left");
        thread::sleep(Duration::from_millis(20));
    }
}

/// What the program says when it cannot serve.
fn refused(arguments: &[&str], token: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .arg("serve")
        .args(arguments)
        .env("CHANCERY_TOKEN", token)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn what_cannot_be_served_is_told_at_once() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = tempfile::tempdir().unwrap();
    let config = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    for (arguments, says) in [
        (vec![SAMPLE, "--bind", &address], "another program listens there"),
        (vec![SAMPLE, "--bind", "nowhere"], "an address is such as"),
        (vec!["no-such-listing.txt", "--bind", "127.0.0.1:0"], "there is no such file"),
        (vec![SAMPLE, "--bind", "127.0.0.1:0", "--timeout", "0"], "a number above 0"),
        (vec![SAMPLE, "--bind", "127.0.0.1:0", "--public", "archive.example"], "https://archive.example"),
        (vec![SAMPLE, "--writable", "--bind", "127.0.0.1:0"], "a token of 16 characters"),
        (vec!["--config", &config("c.toml", "bind = \"127.0.0.1:0\"\n\ntimeuot = 3")], "c.toml:3"),
        (vec!["--config", &config("d.toml", "bind = \"127.0.0.1:0\"")], "no graph is named"),
    ] {
        let said = refused(&arguments, "short");
        assert!(said.contains(says), "{arguments:?} says {said}");
    }
}

#[test]
fn a_configuration_has_the_same_options() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chancery.toml");
    let token = folder.path().join("token");
    std::fs::write(&token, format!("{TOKEN}\n")).unwrap();
    let text = format!(
        "graphs = [\"{SAMPLE}\"]\ntimeout = 5.5\nmax-rows = 10\nwritable = true\ntoken-file = \"{}\"\nlog = \"json\"\n",
        token.display()
    );
    std::fs::write(&path, text).unwrap();
    let served = Served::with(&["--config", path.to_str().unwrap()]);
    assert_eq!(served.update("INSERT DATA { <a:a> <b:b> 1 }").status, 204);
    assert!(served.is_true("ASK { <a:a> <b:b> 1 }"));
    assert!(served.query("SELECT * { ?s ?p ?o } LIMIT 10").whole);
    let more = served.query("SELECT * { ?s ?p ?o } LIMIT 11");
    assert_eq!((more.status, more.text().contains("more than 10 rows")), (400, true), "{}", more.text());
}

#[test]
fn the_log_has_no_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut process = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["serve", SAMPLE, "--writable", "--bind", "127.0.0.1:0", "--log", "json"])
        .env("CHANCERY_TOKEN", TOKEN)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::piped())
        .stderr(std::fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(process.stdout.take().unwrap()), &mut line).unwrap();
    let address = line.trim().strip_prefix("http://").unwrap();
    for n in 0..3 {
        let update = format!("INSERT DATA {{ <a:a> <b:b> {n} }}");
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "POST /update HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-update\r\nContent-Length: {}\r\nAuthorization: Bearer {TOKEN}\r\n\r\n{update}", update.len()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    }
    // workers that are let go after a change are no accident; who has them looks for them each second
    thread::sleep(Duration::from_millis(1500));
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "DELETE /store?graph=http%3A%2F%2Fsecret HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {TOKEN}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("\"path\":\"/store\"") && log.contains("\"status\":404"), "{log}");
    assert!(!log.contains(TOKEN) && !log.contains("secret"), "{log}");
    assert!(!log.contains("SIGKILL"), "{log}");
    for line in log.lines().filter(|line| line.starts_with('{')) {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
}
