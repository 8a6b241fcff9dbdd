//! What HTTP adds to a query: each bundled query that needs no parameter, in this process and over a connection to
//! `chancery serve`, in turn, on one graph.
//!
//! ```sh
//! cargo bench --bench serve                         # the annotated listings
//! cargo bench --bench serve -- LISTING …            # listings of your own
//! ```
//!
//! Times are medians, in milliseconds. What is aimed at is 1.2 times the time in the process, and a millisecond more: the
//! last column is what was measured as a share of that, and should not be above 1.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a benchmark fails by panicking")]

#[path = "../tests/served/mod.rs"]
mod served;

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::query::{self, Query};
use chancery::store::{self, Links};
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;
use served::Served;
use std::time::{Duration, Instant};

const LISTINGS: [&str; 5] = [
    "tests/gold/dev-listing.txt",
    "tests/gold/near-listing.txt",
    "tests/gold/near2-listing.txt",
    "tests/gold/wide-a-listing.txt",
    served::SAMPLE,
];

/// Each query is put so many times, and for so long at least.
const RUNS: usize = 15;
const WARMING: usize = 200;
const LONG: Duration = Duration::from_millis(500);

fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let listings = if named.is_empty() { LISTINGS.map(str::to_owned).to_vec() } else { named };
    let knowledge = Converter::new(DEFAULT_BASE).unwrap();
    let store = store::open_in_memory(&listings, &knowledge, Links::Sure, &|| ()).unwrap().store;
    let listings: Vec<&str> = listings.iter().map(String::as_str).collect();
    let served = Served::with(&[&listings[..], &["--timeout", "600"]].concat());
    println!("{} quads\n", store.len().unwrap());
    println!("{:26} {:>7} {:>9} {:>9} {:>6} {:>9}", "milliseconds", "rows", "here", "HTTP", "times", "of aimed");
    // each of the processes that answer has read all there is, as after a minute of use
    for query in query::bundled().iter().cycle().take(WARMING) {
        served.query(&query.text);
    }
    let mut worst = 0.0_f64;
    for query in query::bundled().iter().filter(|query| query.params.iter().all(|param| !param.required)) {
        let (mut here, mut there, mut rows) = (Vec::new(), Vec::new(), 0);
        let start = Instant::now();
        while here.len() < RUNS || start.elapsed() < LONG {
            let begun = Instant::now();
            rows = ask(&store, query);
            here.push(begun.elapsed());
            let begun = Instant::now();
            let headers = [("Content-Type", "application/sparql-query"), ("Accept", "text/csv, text/turtle")];
            let answer = served.ask("POST", "/sparql", &headers, query.text.as_bytes());
            there.push(begun.elapsed());
            assert!(answer.status == 200 && answer.whole, "{}: {}", query.name, answer.status);
        }
        let [here, there] = [here, there].map(median);
        let share = there / (1.2 * here + 1.0);
        worst = worst.max(share);
        println!("{:26} {rows:>7} {here:>9.2} {there:>9.2} {:>6.2} {share:>9.2}", query.name, there / here);
    }
    println!("\nworst: {worst:.2} of what is aimed at");
}

/// In milliseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

/// Puts a query and reads every row.
fn ask(store: &Store, query: &Query) -> usize {
    match query.run(store, &[]).unwrap() {
        QueryResults::Solutions(rows) => rows.map(Result::unwrap).count(),
        QueryResults::Graph(triples) => triples.map(Result::unwrap).count(),
        QueryResults::Boolean(_) => 1,
    }
}
