//! What each stage costs a record, and whether that stays the same as a list grows.
//!
//! ```sh
//! cargo bench --bench stages -- SMALL LARGE     # two listings, such as benches/scale/generate.py makes
//! ```
//! Prints a line of JSON a stage: microseconds a record of the large list, on one thread but for linking, and the ratio to
//! those of the small one, which is the median of three paired runs. It passes if that is at most 1.1; it is noisy if the runs
//! do not agree on that and differ by more than a quarter. `MiB` is the most that the program has held up to then.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a benchmark fails by panicking")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::link::Linked;
use chancery::link::people::Reader;
use chancery::query::{self, ties};
use chancery::rdf::confidence::Confidence;
use chancery::rdf::kind::Kinds;
use chancery::rdf::map::Mapper;
use chancery::rdf::quads::Quads;
use chancery::rdf::shared::{Shared, Source};
use chancery::recognise::recognise;
use chancery::record::Record;
use chancery::resolve::resolve;
use chancery::source;
use oxigraph::model::Quad;
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;
use std::hint::black_box;
use std::time::{Duration, Instant};

const TURNS: usize = 3;
const AIMED: f64 = 1.1;

/// How many records are mapped and written at a time, as in a conversion.
const TOGETHER: usize = 4;

/// The stages, in the order of the pipeline.
const STAGES: [&str; 9] =
    ["read", "recognise", "resolve", "map", "write N-Quads", "link", "put into memory", "keep ties", "who met whom"];

fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let [small, large] = &named[..] else { panic!("name a small listing and a large one") };
    let bench = Bench::new();
    let runs: Vec<_> = (0..TURNS).map(|_| (bench.run(small), bench.run(large))).collect();
    for (stage, name) in STAGES.iter().enumerate() {
        let mut ratios: Vec<f64> = runs.iter().map(|(few, many)| many[stage].0 / few[stage].0).collect();
        ratios.sort_by(f64::total_cmp);
        let (ratio, apart) = (ratios[TURNS / 2], ratios[TURNS - 1] - ratios[0]);
        let agree = ratios.iter().all(|it| *it <= AIMED) || ratios.iter().all(|it| *it > AIMED);
        let verdict = match ratio {
            _ if !agree && apart > ratio / 4.0 => "NOISY",
            ratio if ratio <= AIMED => "PASS",
            _ => "FAIL",
        };
        let mut each: Vec<f64> = runs.iter().map(|(_, many)| many[stage].0).collect();
        each.sort_by(f64::total_cmp);
        println!(
            "{{\"cell\": \"{name}\", \"ratio\": {ratio:.3}, \"aimed\": {AIMED}, \"at\": \"most\", \"verdict\": \"{verdict}\", \
             \"microseconds_a_record\": {:.2}, \"MiB\": {:.0}}}",
            each[TURNS / 2],
            runs[0].1[stage].1
        );
    }
}

struct Bench {
    converter: Converter,
    kinds: Kinds,
    confidence: Confidence,
}

/// Microseconds a record, and MiB.
type Cost = (f64, f64);

impl Bench {
    fn new() -> Self {
        Self {
            converter: Converter::new(DEFAULT_BASE).unwrap(),
            kinds: Kinds::bundled().unwrap(),
            confidence: Confidence::bundled().unwrap(),
        }
    }

    /// What each stage costs a list.
    fn run(&self, name: &str) -> Vec<Cost> {
        let bytes = std::fs::read(name).unwrap();
        let (lexicon, authority) = (self.converter.lexicon(), self.converter.authority());
        let mapper = Mapper::new(self.converter.base(), authority, &self.kinds, &self.confidence);
        let mut costs = Vec::new();

        let begun = Instant::now();
        let listing = source::read(name, &bytes).unwrap();
        let records: &[Record] = &listing.records;
        let count = records.len() as f64;
        let mut cost = |took: Duration| costs.push((took.as_secs_f64() * 1e6 / count, held()));
        cost(begun.elapsed());

        let begun = Instant::now();
        let readings: Vec<_> = records.iter().map(|record| recognise(record, lexicon)).collect();
        cost(begun.elapsed());

        let begun = Instant::now();
        let read = records.iter().zip(readings);
        let resolved: Vec<_> = read.map(|(record, reading)| resolve(record, reading, authority)).collect();
        cost(begun.elapsed());

        let (source, mut shared) = (Source::new("made up", &bytes), Shared::default());
        let (mut mapping, mut writing, mut quads) = (Duration::ZERO, Duration::ZERO, Vec::new());
        for some in resolved.chunks(TOGETHER) {
            let begun = Instant::now();
            let mut mapped = Quads::with_room(TOGETHER);
            for resolution in some {
                mapper.record(&mut mapped, resolution, listing.collection.as_ref(), &source, &mut shared);
            }
            mapping += begun.elapsed();
            let begun = Instant::now();
            black_box(mapped.lines());
            writing += begun.elapsed();
            quads.extend(mapped.to_vec());
        }
        cost(mapping);
        cost(writing);
        drop(resolved);
        let mut described = Quads::default();
        mapper.shared(&mut described, &shared);
        quads.extend(described.to_vec());

        let begun = Instant::now();
        let mut reader = Reader::default();
        quads.iter().for_each(|quad| reader.read(quad.as_ref()));
        let linked = Linked::new(reader, &self.converter, &chancery::decision::Decisions::default()).unwrap();
        let links: Vec<Quad> = linked.quads(&self.converter).collect();
        cost(begun.elapsed());
        drop(linked);
        quads.extend(links);

        let begun = Instant::now();
        let store = Store::new().unwrap();
        store.extend(quads).unwrap();
        cost(begun.elapsed());

        let begun = Instant::now();
        ties::keep(&store).unwrap();
        cost(begun.elapsed());

        let begun = Instant::now();
        let query = query::find("who-met-whom").unwrap();
        let QueryResults::Solutions(rows) = query.run(&store, &[]).unwrap() else { panic!("no SELECT") };
        assert!(black_box(rows.count()) > 0);
        cost(begun.elapsed());
        costs
    }
}

/// The most memory that this process has held, in MiB, where the system tells.
fn held() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).map_or(0.0, |kib| kib / 1024.0)
}
