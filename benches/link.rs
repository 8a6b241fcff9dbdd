//! Whether the time of linking grows as the mentions do: so many of them beside ten times as many, made up anew.
//!
//! ```sh
//! cargo bench --bench link                    # 10,000 and 100,000 mentions
//! cargo bench --bench link -- 100000          # so many, and ten times as many
//! ```
//!
//! The times of one run are compared with each other, so that the ratio is the same on a slow machine: 10 where a mention
//! costs the same among many as among few. `benches/people/run --sizes` measures the whole program on larger and richer
//! graphs.
//!
//! A mention in five is of a new person; persons are in circles of thirty, who are named together. Family names grow with the
//! root of the persons, and the r-th is borne by about 1 in r + 50, after Zipf and Mandelbrot, so that some are borne by many.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::decision::Decisions;
use chancery::link::Linked;
use chancery::link::people::Reader;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphNameRef, LiteralRef, NamedNodeRef, QuadRef, TermRef};
use std::hint::black_box;
use std::time::{Duration, Instant};

const RICO: &str = "https://www.ica.org/standards/RiC/ontology#";
const CIRCLE: usize = 30;
const SYLLABLES: [&str; 24] = [
    "ba", "bre", "chi", "do", "far", "gul", "ha", "kin", "kle", "lo", "man", "ner", "po", "ra", "sen", "schu", "ster",
    "ti", "tro", "var", "vi", "wol", "za", "zer",
];
const GIVEN: [&str; 24] = [
    "Ivan", "John", "Maria", "Pavel", "Anna", "William", "Josef", "Nikolai", "Peter", "Jan", "Elena", "Henri", "Luis",
    "Andrei", "Karl", "David", "Stefan", "Georgi", "Robert", "Viktor", "Tomas", "Rosa", "Emil", "Oskar",
];

fn main() {
    let few = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(10_000);
    println!("{:>10}  {:>8}  {:>12}  {:>10}", "mentions", "seconds", "µs a mention", "linked");
    // what is made on first use is no part of the cost of a mention
    measure(1000);
    let times = [few, few * 10].map(|count| {
        // the best of three: whatever else the machine does can only add to it
        let (time, linked) = (0..3).map(|_| measure(count)).min().unwrap();
        let cost = time.as_secs_f64() * 1e6 / count as f64;
        println!("{count:>10}  {:>8.2}  {cost:>12.1}  {linked:>10}", time.as_secs_f64());
        time.as_secs_f64()
    });
    println!("ten times the mentions take {:.1} times as long", times[1] / times[0]);
}

/// How long linking takes, and how many were linked; making the mentions up does not count.
fn measure(count: usize) -> (Duration, usize) {
    let (converter, mut reader) = (Converter::new(DEFAULT_BASE).unwrap(), Reader::default());
    let mut reading = Duration::ZERO;
    mentions(count, &mut |statements| {
        let start = Instant::now();
        for (subject, predicate, object) in statements {
            let (subject, predicate) = (NamedNodeRef::new_unchecked(subject), NamedNodeRef::new_unchecked(predicate));
            let object: TermRef<'_> = match object.contains("://") {
                true => NamedNodeRef::new_unchecked(object).into(),
                false => LiteralRef::new_simple_literal(object).into(),
            };
            reader.read(QuadRef::new(subject, predicate, object, GraphNameRef::DefaultGraph));
        }
        reading += start.elapsed();
    });
    let start = Instant::now();
    let linked = black_box(Linked::new(reader, &converter, &Decisions::default()).unwrap());
    (reading + start.elapsed(), linked.links.iter().filter(|link| link.sure).count())
}

/// Numbers that look like chance, and are the same at every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    /// A rank below an end, the r-th as often as 1 / (r + 50).
    fn rank(&mut self, end: usize) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (50.0 * ((end as f64 + 50.0) / 50.0).powf(share) - 50.0) as usize
    }
}

struct Person {
    family: String,
    given: &'static str,
    middle: &'static str,
}

impl Person {
    fn new(families: usize, chance: &mut Chance) -> Self {
        let (mut rank, mut family) = (chance.rank(families), String::new());
        while family.is_empty() || rank > 0 {
            family = format!("{family}{}", SYLLABLES[rank % SYLLABLES.len()]);
            rank /= SYLLABLES.len();
        }
        let mut given = || GIVEN[chance.rank(GIVEN.len())];
        Self { given: given(), middle: given(), family: format!("{}{}sky", family[..1].to_uppercase(), &family[1..]) }
    }

    /// One of the forms that a listing may give.
    fn name(&self, chance: &mut Chance) -> String {
        let Self { family, given, middle } = self;
        match chance.below(10) {
            0..5 => format!("{given} {family}"),
            5 => family.clone(),
            6 => format!("{given} {middle} {family}"),
            7 => format!("{given} {}. {family}", &middle[..1]),
            8 => format!("{}.{}. {family}", &given[..1], &middle[..1]),
            _ => format!("{}. {family}", &given[..1]),
        }
    }
}

type Statement = (String, String, String);

/// Hands over the statements of so many mentions, those of a record at a time.
fn mentions(count: usize, each: &mut dyn FnMut(&[Statement])) {
    let mut chance = Chance(1);
    let persons = (count / 5).max(CIRCLE);
    let families = 300 + 200 * (persons as f64).sqrt() as usize;
    let persons: Vec<Person> = (0..persons).map(|_| Person::new(families, &mut chance)).collect();
    for record in 0..count.div_ceil(3) {
        let (circle, place) = (chance.below(persons.len() / CIRCLE), chance.below(8));
        let year = 1946 + circle % 30 + chance.below(12);
        let (iri, date) = (format!("{DEFAULT_BASE}record/made-up/{record}"), format!("{DEFAULT_BASE}date/{year}"));
        let rico = |name: &str| format!("{RICO}{name}");
        let crm = |name: &str| format!("http://www.cidoc-crm.org/cidoc-crm/{name}");
        let mut statements = vec![
            (iri.clone(), rico("hasCreationDate"), date.clone()),
            (date.clone(), crm("P82a_begin_of_the_begin"), format!("{year}-01-01T00:00:00Z")),
            (date, crm("P82b_end_of_the_end"), format!("{year}-12-31T23:59:59Z")),
            (
                iri.clone(),
                rico("isOrWasIncludedIn"),
                format!("{DEFAULT_BASE}collection/made-up/{}-{place}", circle / 8),
            ),
        ];
        let (first, step) = (chance.below(CIRCLE), 1 + chance.below(CIRCLE / 3));
        for nth in 0..3.min(count - record * 3) {
            let person = &persons[circle * CIRCLE + (first + nth * step) % CIRCLE];
            let node = format!("{iri}#person-{nth}");
            statements.push((node.clone(), rdf::TYPE.as_str().to_owned(), rico("Person")));
            statements.push((node, rico("name"), person.name(&mut chance)));
        }
        each(&statements);
    }
}
