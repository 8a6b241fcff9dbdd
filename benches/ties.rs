//! What keeping the ties of a graph costs, and what it saves the queries that read them.
//!
//! ```sh
//! cargo bench --bench ties -- GRAPH…      # the annotated listings, if none is named
//! ```
//! Each line is the best time of several runs with the ties beside that without.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a benchmark fails by panicking")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::query::{self, ties};
use chancery::store::{self, Links};
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;
use std::time::{Duration, Instant};

const RUNS: usize = 3;

fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let annotated = ["dev", "near", "near2", "wide-a"];
    let root = env!("CARGO_MANIFEST_DIR");
    let graphs = match named.as_slice() {
        [] => annotated.iter().map(|name| format!("{root}/tests/gold/{name}-listing.txt")).collect(),
        named => named.to_vec(),
    };
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let (store, opening) = timed(|| store::open(&graphs, &converter, Links::Sure, &|| ()).unwrap().store);
    println!("{} quads, {:.0} ms to read, link and put them into memory", store.len().unwrap(), ms(opening));

    let person = busiest(&store);
    let asked: [(&str, &[(&str, &str)]); 4] = [
        ("who-met-whom", &[]),
        ("who-met-whom", &[("person", &person)]),
        ("who-met-whom", &[("from", "1960"), ("to", "1960-06")]),
        ("encounters-of-person", &[("person", &person)]),
    ];
    let times = || {
        asked.map(|(name, params)| {
            (0..RUNS).map(|_| timed(|| rows(&store, name, params))).min_by_key(|(_, time)| *time).unwrap()
        })
    };
    let without = times();
    let (_, keeping) = timed(|| ties::keep(&store).unwrap());
    let with = times();
    println!("{:.0} ms to keep the ties, {:.2} of reading\n", ms(keeping), ms(keeping) / ms(opening));
    println!("{:50} {:>7} {:>10} {:>10} {:>7}", "milliseconds", "rows", "without", "with", "ratio");
    for ((name, params), ((rows, with), (there, without))) in asked.iter().zip(with.iter().zip(&without)) {
        assert_eq!(rows, there);
        let params: Vec<String> = params.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let question = format!("{name} {}", params.join(" "));
        println!(
            "{question:50} {rows:>7} {:>10.1} {:>10.1} {:>7.4}",
            ms(*without),
            ms(*with),
            ms(*with) / ms(*without)
        );
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let made = work();
    (made, begun.elapsed())
}

/// How many rows there are.
fn rows(store: &Store, name: &str, params: &[(&str, &str)]) -> usize {
    let params: Vec<_> = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let QueryResults::Solutions(rows) = query::find(name).unwrap().run(store, &params).unwrap() else {
        panic!("{name}")
    };
    rows.map(Result::unwrap).count()
}

/// Who is at the most encounters, by name.
fn busiest(store: &Store) -> String {
    let query = query::parse(
        "busiest",
        "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
        SELECT ?name { ?event rico:hasOrHadParticipant ?who . ?who rico:name ?name }
        GROUP BY ?name ORDER BY DESC(COUNT(*)) ?name LIMIT 1",
    );
    let QueryResults::Solutions(mut rows) = query.unwrap().run(store, &[]).unwrap() else { panic!("no SELECT") };
    query::cell(&rows.next().unwrap().unwrap(), "name").to_owned()
}
