//! How many entries a second one thread reads, and whether the cost of an entry stays the same as they become many.
//!
//! ```sh
//! cargo bench --bench recognise                       # 1,000, 10,000 and 100,000 entries
//! cargo bench --bench recognise -- --million          # 1,000,000 too
//! cargo bench --bench recognise -- --entries 1000     # so many
//! cargo bench --bench recognise -- --print 1000       # the entries themselves, as lines of JSON
//! ```
//!
//! The entries are made of the titles and sentences of the annotated listings, put together anew: each title with three
//! sentences from three places, so that every kind of entry is among them and hardly two are the same. *Recognised* is
//! the reading of the words alone; *resolved* counts with it the search for who is meant, among the bundled authority
//! files and 100,000 made-up forms of names. What an entry costs is that of both.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::recognise::recognise;
use chancery::record::{Field, Record};
use chancery::resolve::{authority::Authority, resolve};
use chancery::source;
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

const LISTINGS: [(&str, &[u8]); 3] = [
    ("dev-listing.txt", include_bytes!("../tests/gold/dev-listing.txt")),
    ("dev-results.txt", include_bytes!("../tests/gold/dev-results.txt")),
    ("inter-korean-relations.txt", include_bytes!("../data/samples/inter-korean-relations.txt")),
];

const AUTHORITY: [(&str, &str); 4] = [
    ("states.ttl", include_str!("../data/authority/states.ttl")),
    ("cities.ttl", include_str!("../data/authority/cities.ttl")),
    ("bodies.ttl", include_str!("../data/authority/bodies.ttl")),
    ("persons.ttl", include_str!("../data/authority/persons.ttl")),
];

/// Made-up forms of names in the authority, four to a person.
const FORMS: usize = 100_000;

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let flag = |name: &str| words.iter().position(|word| word == name);
    let number = |name: &str| {
        let at = flag(name)?;
        Some(words.get(at + 1).and_then(|number| number.parse().ok()).unwrap_or(1000))
    };
    let stock = Stock::new();
    match (number("--print"), number("--entries")) {
        (Some(count), _) => (0..count).for_each(|n| println!("{}", as_json(&stock.entry(n)))),
        (None, Some(count)) => measure(&stock, &[count]),
        (None, None) if flag("--million").is_some() => measure(&stock, &[1_000, 10_000, 100_000, 1_000_000]),
        (None, None) => measure(&stock, &[1_000, 10_000, 100_000]),
    }
}

/// Prints a line for each number of entries.
fn measure(stock: &Stock, counts: &[usize]) {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let lexicon = converter.lexicon();
    let persons = persons();
    let files: Vec<(&str, &str)> = AUTHORITY.into_iter().chain([("made-up.ttl", persons.as_str())]).collect();
    let start = Instant::now();
    let authority = Authority::parse(&files).unwrap();
    println!("authority with {FORMS} more forms of names, read and indexed in {:.2} s", start.elapsed().as_secs_f64());
    // what is made on first use is no part of the cost of an entry
    (0..100).for_each(|n| drop(black_box(recognise(&stock.entry(n), lexicon))));
    println!("{:>10}  {:>14}  {:>14}  {:>12}", "entries", "recognised/s", "resolved/s", "µs an entry");
    for &count in counts {
        let recognised = spent(stock, count, |entry| drop(black_box(recognise(entry, lexicon))));
        let resolved =
            spent(stock, count, |entry| drop(black_box(resolve(entry, recognise(entry, lexicon), &authority))));
        let per_second = |time: Duration| count as f64 / time.as_secs_f64();
        let cost = resolved.as_secs_f64() * 1e6 / count as f64;
        println!("{count:>10}  {:>14.0}  {:>14.0}  {cost:>12.1}", per_second(recognised), per_second(resolved));
    }
}

/// How long something takes for so many entries; making them does not count.
fn spent(stock: &Stock, count: usize, read: impl Fn(&Record)) -> Duration {
    const AT_ONCE: usize = 1000;
    let mut spent = Duration::ZERO;
    for first in (0..count).step_by(AT_ONCE) {
        let entries: Vec<Record> = (first..count.min(first + AT_ONCE)).map(|n| stock.entry(n)).collect();
        let start = Instant::now();
        entries.iter().for_each(&read);
        spent += start.elapsed();
    }
    spent
}

/// Persons that no entry names, as an authority file.
fn persons() -> String {
    const SYLLABLES: [&str; 30] = [
        "ba", "be", "bo", "da", "de", "do", "ga", "ge", "go", "ka", "ke", "ko", "la", "le", "lo", "ma", "me", "mo",
        "na", "ne", "no", "ra", "re", "ro", "sa", "se", "so", "ta", "te", "to",
    ];
    let mut turtle = String::from(
        "@prefix rico: <https://www.ica.org/standards/RiC/ontology#> .\n\
         @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
         @prefix person: <https://w3id.org/chancery/id/person/> .\n",
    );
    for n in 0..FORMS / 4 {
        let [a, b, c] = [n / 900, n / 30, n].map(|n| SYLLABLES[n % 30]);
        let surname = format!("{}{}{a}{b}{c}vich", &b[..1].to_uppercase(), &b[1..]);
        let given = format!("{}{}{a}n", &c[..1].to_uppercase(), &c[1..]);
        let initial = &given[..1];
        writeln!(
            turtle,
            "person:made-up-{n} a rico:Person ; rico:name \"{given} {surname}\" ; \
             skos:altLabel \"{surname}\" , \"{initial}. {surname}\" , \"{given} {initial}. {surname}\" ."
        )
        .unwrap();
    }
    turtle
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

    /// An entry by its number, always the same one.
    fn entry(&self, n: usize) -> Record {
        let mut entry = self.entries[n % self.entries.len()].clone();
        let sentence =
            |step: usize| self.sentences[(n * step + n / self.entries.len()) % self.sentences.len()].as_str();
        entry.description = Some([7, 13, 29].map(sentence).join(" "));
        entry
    }
}

/// The words of an entry: `{"title": …, "description": …}`.
fn as_json(entry: &Record) -> String {
    let words = [("title", entry.text(Field::Title)), ("description", entry.text(Field::Description))];
    serde_json::to_string(&std::collections::BTreeMap::from(words)).unwrap()
}
