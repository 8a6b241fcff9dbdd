//! A graph that is served for a test, and a small client.

#![allow(clippy::unwrap_used, clippy::panic, dead_code, reason = "a test fails by panicking, and uses what it needs")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub const SAMPLE: &str = "data/samples/inter-korean-relations.txt";
pub const TOKEN: &str = "a token for tests only";

/// A service that ends with the test.
pub struct Served {
    process: Child,
    pub address: String,
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Whether the answer came to its end.
    pub whole: bool,
}

impl Served {
    /// Serves with some arguments, on a port of its own.
    pub fn with(arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .arg("serve")
            .args(arguments)
            .args(["--bind", "127.0.0.1:0"])
            .env("CHANCERY_TOKEN", TOKEN)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Some(address) = line.trim().strip_prefix("http://") else {
            let _ = process.kill();
            let mut error = String::new();
            process.stderr.take().unwrap().read_to_string(&mut error).unwrap();
            panic!("nothing is served: {line}{error}");
        };
        Self { address: address.to_owned(), process }
    }

    pub fn sample() -> Self {
        Self::with(&[SAMPLE])
    }

    /// Sends a request as it is written, and takes the answer.
    pub fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(request).unwrap();
        let mut bytes = Vec::new();
        // a service that breaks off may reset the connection
        let _ = stream.read_to_end(&mut bytes);
        parse(&bytes, request.starts_with(b"HEAD"))
    }

    pub fn ask(&self, method: &str, address: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = format!("{method} {address} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        if !body.is_empty() || matches!(method, "POST" | "PUT") {
            request += &format!("Content-Length: {}\r\n", body.len());
        }
        request += "\r\n";
        self.raw(&[request.as_bytes(), body].concat())
    }

    pub fn get(&self, address: &str, accept: &str) -> Answer {
        self.ask("GET", address, &[("Accept", accept)], b"")
    }

    pub fn query(&self, sparql: &str) -> Answer {
        self.ask("POST", "/sparql", &[("Content-Type", "application/sparql-query")], sparql.as_bytes())
    }

    pub fn is_true(&self, ask: &str) -> bool {
        let answer = self.query(ask);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.text().contains("true")
    }

    /// A request by somebody who has the token.
    pub fn change(&self, method: &str, address: &str, media: &str, body: &str) -> Answer {
        let token = format!("Bearer {TOKEN}");
        self.ask(method, address, &[("Content-Type", media), ("Authorization", &token)], body.as_bytes())
    }

    pub fn update(&self, sparql: &str) -> Answer {
        self.change("POST", "/update", "application/sparql-update", sparql)
    }

    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.pid().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Ends it; what it said meanwhile.
    pub fn end(&mut self) -> String {
        self.signal("TERM");
        assert!(self.process.wait().unwrap().success());
        let mut told = String::new();
        self.process.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        told
    }

    /// Waits until a query that has been sent is being answered, besides the requests that ask about it.
    pub fn wait_until_asked(&self) {
        let asked = || self.get("/metrics", "").text().contains("\nchancery_requests_under_way 2\n");
        // the one before may be on its way out
        wait_until("the query is not answered", || asked() && asked());
    }

    pub fn has_ended(&mut self) -> bool {
        self.process.try_wait().unwrap().is_some()
    }

    /// The processes that serve this, the first first.
    fn family(&self) -> Vec<u32> {
        let mut family = vec![self.pid()];
        let mut at = 0;
        while at < family.len() {
            family.extend(children(family[at]));
            at += 1;
        }
        family
    }

    /// The process that holds the graph, when it is the only one: the steward's that has workers.
    pub fn keeper(&self) -> u32 {
        let [steward] = children(self.pid())[..] else { panic!("one steward") };
        for _ in 0..500 {
            if let [keeper] = children(steward)[..] {
                return keeper;
            }
            // after a change, the one before is on its way out
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the steward has {:?}", children(steward))
    }

    /// The most files that a process which holds the graph has open.
    pub fn files(&self) -> usize {
        let open = |pid: &u32| std::fs::read_dir(format!("/proc/{pid}/fd")).map_or(0, Iterator::count);
        self.family()[1..].iter().map(open).max().unwrap()
    }

    /// Bytes of memory that are resident and its own, of each process that serves this.
    pub fn memory(&self) -> Vec<u64> {
        let own = |pid: &u32| {
            let maps = std::fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("smaps_rollup")).ok()?;
            let lines = maps.lines().filter(|line| line.starts_with("Private_"));
            let kilobytes = lines.filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
            Some(kilobytes.sum::<u64>() << 10)
        };
        self.family().iter().filter_map(own).collect()
    }
}

/// Waits until something is so, as long as a busy machine may need for it.
pub fn wait_until(otherwise: &str, is_so: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_secs(30);
    while !is_so() {
        assert!(Instant::now() < until, "{otherwise}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The processes that a process has forked.
fn children(pid: u32) -> Vec<u32> {
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    children.split_whitespace().map(|pid| pid.parse().unwrap()).collect()
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub fn media(&self) -> &str {
        self.header("Content-Type").unwrap_or_default().split(';').next().unwrap()
    }
}

fn parse(bytes: &[u8], head_only: bool) -> Answer {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let Some(end) = end else { return Answer { status: 0, headers: Vec::new(), body: Vec::new(), whole: false } };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
    let headers: Vec<_> = lines.map(header).collect();
    let mut answer = Answer { status, headers, body: bytes[end + 4..].to_vec(), whole: true };
    if head_only {
        return answer;
    }
    if answer.header("Transfer-Encoding") == Some("chunked") {
        (answer.body, answer.whole) = unchunked(&answer.body);
    } else if let Some(length) = answer.header("Content-Length") {
        answer.whole = answer.body.len() == length.parse::<usize>().unwrap();
    }
    answer
}

fn unchunked(mut rest: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    loop {
        let Some(end) = rest.windows(2).position(|window| window == b"\r\n") else { return (body, false) };
        let Ok(length) = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16) else {
            return (body, false);
        };
        if length == 0 {
            return (body, true);
        }
        let from = end + 2;
        if rest.len() < from + length + 2 {
            return (body, false);
        }
        body.extend_from_slice(&rest[from..from + length]);
        rest = &rest[from + length + 2..];
    }
}
