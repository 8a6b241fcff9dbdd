//! What it costs to answer by person: each bundled query on one graph with and without links, and, where a folder with
//! an older text of the queries is named, beside that.
//!
//! ```sh
//! cargo bench --bench queries                              # with links beside without
//! cargo bench --bench queries -- --old FOLDER              # and the queries of a folder beside both
//! cargo bench --bench queries -- --copies 4                # a larger graph
//! cargo bench --bench queries -- who-met-whom person       # these queries only
//! ```
//!
//! The graph is that of the annotated listings, each record so many times under other IRIs. The links are made by the
//! simplest rule there is, one name is one person: they are as many as a careful linker's, but not as right. Times are
//! the best of several runs, in turn; where the number of rows differs, the cost of a row is compared too.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a benchmark fails by panicking")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::query::{self, Query};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Quad, Term};
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const LISTINGS: [(&str, &[u8]); 5] = [
    ("dev-listing.txt", include_bytes!("../tests/gold/dev-listing.txt")),
    ("near-listing.txt", include_bytes!("../tests/gold/near-listing.txt")),
    ("near2-listing.txt", include_bytes!("../tests/gold/near2-listing.txt")),
    ("wide-a-listing.txt", include_bytes!("../tests/gold/wide-a-listing.txt")),
    ("inter-korean-relations.txt", include_bytes!("../data/samples/inter-korean-relations.txt")),
];

/// Each query is put so many times at least, and for so long.
const RUNS: usize = 5;
const LONG: Duration = Duration::from_millis(300);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let (mut copies, mut old, mut names) = (2, None, Vec::new());
    let mut rest = words.into_iter();
    while let Some(word) = rest.next() {
        match word.as_str() {
            "--copies" => copies = rest.next().and_then(|number| number.parse().ok()).unwrap_or(copies),
            "--old" => old = rest.next().map(PathBuf::from),
            _ => names.push(word),
        }
    }
    let quads = graph(copies);
    let links = links(&quads);
    let plain = store(&quads);
    let linked = store(&quads);
    linked.extend(links.iter().cloned()).unwrap();
    println!("{} quads, {} more for links\n", plain.len().unwrap(), links.len());
    println!(
        "{:26} {:>7} {:>9} {:>9} {:>7}   {:>7} {:>9} {:>9} {:>7}   {:>9} {:>9}",
        "milliseconds", "rows", "old", "new", "new/old", "rows", "old", "new", "new/old", "links/no", "a row"
    );
    println!("{:26} {:>35}   {:>35}", "", "without links", "with links");
    for query in query::bundled().iter().filter(|query| names.is_empty() || names.contains(&query.name)) {
        let before = old.as_ref().and_then(|folder| before(folder, &query.name));
        let [without, with] = [&plain, &linked].map(|store| compare(store, query, before.as_ref()));
        let share = with.new.as_secs_f64() / without.new.as_secs_f64();
        // people who are one make fewer rows, which are not less work; more rows are more
        let more = (with.rows as f64 / without.rows.max(1) as f64).max(1.0);
        println!("{:26} {without}   {with}   {share:>9.2} {:>9.2}", query.name, share / more);
    }
}

/// The same query in the folder with older texts, if it is there and can be read.
fn before(folder: &std::path::Path, name: &str) -> Option<Query> {
    let text = std::fs::read_to_string(folder.join(name).with_extension("rq")).ok()?;
    Some(query::parse(name, &text).unwrap())
}

/// How long a query takes now and took before.
struct Times {
    rows: usize,
    new: Duration,
    old: Option<Duration>,
}

fn compare(store: &Store, query: &Query, before: Option<&Query>) -> Times {
    let mut times = Times { rows: 0, new: Duration::MAX, old: None };
    let start = Instant::now();
    let mut runs = 0;
    while runs < RUNS || start.elapsed() < LONG {
        runs += 1;
        if let Some(before) = before {
            let (_, spent) = ask(store, before);
            times.old = Some(times.old.map_or(spent, |best| best.min(spent)));
        }
        let (rows, spent) = ask(store, query);
        times.rows = rows;
        times.new = times.new.min(spent);
    }
    times
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        write!(f, "{:>7} ", self.rows)?;
        match self.old {
            Some(old) => write!(f, "{:>9.1} ", milliseconds(old))?,
            None => write!(f, "{:>9} ", "-")?,
        }
        write!(f, "{:>9.1} ", milliseconds(self.new))?;
        match self.old {
            Some(old) => write!(f, "{:>7.2}", self.new.as_secs_f64() / old.as_secs_f64()),
            None => write!(f, "{:>7}", "-"),
        }
    }
}

/// Puts a query, with a value for what it cannot do without, and reads every row.
fn ask(store: &Store, query: &Query) -> (usize, Duration) {
    let value = |name: &str| match name {
        "person" => "Kim Il Sung",
        "encounter" => "puzanov",
        "rule" => "meet.with",
        other => panic!("{}: what could {other} be?", query.name),
    };
    let params = query.params.iter().filter(|param| param.required);
    let params: Vec<_> = params.map(|param| (param.name.clone(), value(&param.name).to_owned())).collect();
    let start = Instant::now();
    let QueryResults::Solutions(rows) = query.run(store, &params).unwrap() else {
        panic!("{} is no SELECT", query.name)
    };
    let rows = rows.map(Result::unwrap).count();
    (rows, start.elapsed())
}

/// The listings' records, so many times over.
fn graph(copies: usize) -> Vec<Quad> {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let mut lines = String::new();
    for (name, bytes) in LISTINGS {
        for quad in converter.convert(name, bytes).unwrap().quads {
            writeln!(lines, "{quad} .").unwrap();
        }
    }
    let copy = |n: usize| {
        RdfParser::from_format(RdfFormat::NQuads)
            .for_slice(&lines.replace("/wcda/", &format!("/wcda-{n}/")))
            .collect::<Result<Vec<_>, _>>()
            .unwrap()
    };
    (0..copies).flat_map(copy).collect()
}

fn store(quads: &[Quad]) -> Store {
    let store = Store::new().unwrap();
    store.extend(quads.iter().cloned()).unwrap();
    store
}

/// All people of one name are one; an authority's entry stands for them, or else the least IRI.
fn links(quads: &[Quad]) -> Vec<Quad> {
    let mut people = BTreeMap::<String, Vec<String>>::new();
    for quad in quads {
        let (Term::Literal(name), node) = (&quad.object, quad.subject.to_string()) else { continue };
        let named = quad.predicate.as_str().ends_with("#name") || quad.predicate.as_str().ends_with("#altLabel");
        if named && ["/person/", "#person-"].iter().any(|person| node.contains(person)) {
            people.entry(name.value().to_lowercase()).or_default().push(node);
        }
    }
    let mut links = String::from(
        "PREFIX chy: <https://w3id.org/chancery/ontology#> PREFIX rule: <https://w3id.org/chancery/rule/>
         PREFIX rico: <https://www.ica.org/standards/RiC/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#>
         PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX feature: <https://w3id.org/chancery/feature/>
         PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcterms: <http://purl.org/dc/terms/>
         PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
         GRAPH <https://w3id.org/chancery/graph/ontology> {
           rule:link.features a prov:SoftwareAgent ; dcterms:type <https://w3id.org/chancery/kind/inferred> .
           feature:name-same rdfs:label 'same name'@en ; chy:weight 8.0 .
           feature:company-shared rdfs:label 'named beside the same people'@en ; chy:weight 4.5 . }
         GRAPH <https://w3id.org/chancery/graph/links/features-1> {\n",
    );
    let mut linked = BTreeSet::new();
    for nodes in people.values_mut() {
        nodes.sort_by_key(|node| (node.contains('#'), node.clone()));
        nodes.dedup();
        let Some((one, others)) = nodes.split_first() else { continue };
        // whoever has two names is linked by the first only: links are stars
        if one.contains('#') && !linked.insert(one.clone()) {
            continue;
        }
        for node in others.iter().filter(|node| node.contains('#') && linked.insert((*node).clone())) {
            let link = format!("{}/link-{}>", node.trim_end_matches('>'), one.len());
            writeln!(
                links,
                "{node} rico:isEquivalentTo {one} . {link} rdf:subject {node} ; rdf:predicate rico:isEquivalentTo ;
                 rdf:object {one} ; prov:wasAttributedTo rule:link.features ; chy:weight 12.5 ;
                 chy:reason feature:name-same , feature:company-shared ."
            )
            .unwrap();
        }
    }
    links.push('}');
    RdfParser::from_format(RdfFormat::TriG).for_slice(&links).collect::<Result<_, _>>().unwrap()
}
