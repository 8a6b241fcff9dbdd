//! How many entries a second one thread reads, and whether the cost of an entry stays the same as they become many.
//!
//! ```sh
//! cargo bench --bench recognise                       # 1,000, 10,000 and 100,000 entries
//! cargo bench --bench recognise -- --entries 1000     # so many
//! cargo bench --bench recognise -- --print 1000       # the entries themselves, as lines of JSON
//! ```
//!
//! The entries are made of the titles and sentences of the annotated listings, put together anew: each title with three
//! sentences from three places, so that every kind of entry is among them and hardly two are the same. *Recognised* is
//! the reading of the words alone; *resolved* counts with it the search for who is meant.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::recognise::recognise;
use chancery::record::{Field, Record};
use chancery::resolve::{authority::Authority, resolve};
use chancery::source;
use std::hint::black_box;
use std::time::Instant;

const LISTINGS: [(&str, &[u8]); 3] = [
    ("dev-listing.txt", include_bytes!("../tests/gold/dev-listing.txt")),
    ("dev-results.txt", include_bytes!("../tests/gold/dev-results.txt")),
    ("inter-korean-relations.txt", include_bytes!("../data/samples/inter-korean-relations.txt")),
];

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let number = |name: &str| {
        let at = words.iter().position(|word| word == name)?;
        Some(words.get(at + 1).and_then(|number| number.parse().ok()).unwrap_or(1000))
    };
    let stock = Stock::new();
    match (number("--print"), number("--entries")) {
        (Some(count), _) => stock.entries(count).for_each(|entry| println!("{}", as_json(&entry))),
        (None, Some(count)) => measure(&stock, &[count]),
        (None, None) => measure(&stock, &[1_000, 10_000, 100_000]),
    }
}

/// Prints a line for each number of entries.
fn measure(stock: &Stock, counts: &[usize]) {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let authority = Authority::bundled().unwrap();
    let lexicon = converter.lexicon();
    // what is made on first use is no part of the cost of an entry
    stock.entries(100).for_each(|entry| drop(black_box(recognise(&entry, lexicon))));
    println!("{:>10}  {:>14}  {:>14}", "entries", "recognised/s", "resolved/s");
    for &count in counts {
        let entries: Vec<Record> = stock.entries(count).collect();
        let recognised = per_second(&entries, |entry| drop(black_box(recognise(entry, lexicon))));
        let resolved =
            per_second(&entries, |entry| drop(black_box(resolve(entry, recognise(entry, lexicon), &authority))));
        println!("{count:>10}  {recognised:>14.0}  {resolved:>14.0}");
    }
}

/// How many entries a second something is done with.
fn per_second(entries: &[Record], read: impl Fn(&Record)) -> f64 {
    let start = Instant::now();
    entries.iter().for_each(read);
    entries.len() as f64 / start.elapsed().as_secs_f64()
}

/// What entries are made of.
struct Stock {
    entries: Vec<Record>,
    sentences: Vec<String>,
}

impl Stock {
    fn new() -> Self {
        let listings = LISTINGS.map(|(name, bytes)| source::read(name, bytes).unwrap());
        let entries: Vec<Record> = listings.into_iter().flat_map(|listing| listing.records).collect();
        let sentences = entries.iter().flat_map(|entry| entry.text(Field::Description).split_inclusive(". "));
        let sentences = sentences.map(|sentence| sentence.trim().to_owned()).collect();
        Self { entries, sentences }
    }

    /// So many entries, always the same ones.
    fn entries(&self, count: usize) -> impl Iterator<Item = Record> {
        (0..count).map(|n| {
            let mut entry = self.entries[n % self.entries.len()].clone();
            let sentence =
                |step: usize| self.sentences[(n * step + n / self.entries.len()) % self.sentences.len()].as_str();
            entry.description = Some([7, 13, 29].map(sentence).join(" "));
            entry
        })
    }
}

/// The words of an entry: `{"title": …, "description": …}`.
fn as_json(entry: &Record) -> String {
    let words = [("title", entry.text(Field::Title)), ("description", entry.text(Field::Description))];
    serde_json::to_string(&std::collections::BTreeMap::from(words)).unwrap()
}
