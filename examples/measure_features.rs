//! Measures how much each feature tells of whether two mentions are one person: `data/names/features.tsv`.
//!
//! ```sh
//! cargo run --release --example measure_features -- mentions.nq truth.tsv > data/names/features.tsv
//! ```
//!
//! `benches/people/` makes both files: a graph of mentions, and who each is (tab-separated: IRI, person).

use chancery::convert::DEFAULT_BASE;
use chancery::link::feature::{Feature, Weights};
use chancery::link::people::{People, Reader};
use chancery::link::profile::{Context, Profile};
use chancery::link::rarity::Rarity;
use chancery::rdf::mint::Base;
use chancery::resolve::authority::Authority;
use oxigraph::io::{RdfFormat, RdfParser};
use std::collections::HashMap;
use std::error::Error;
use std::fs;

/// How many pairs of mentions of one person, or of the same two, are counted: who is named often must not outweigh all
/// others.
const PAIRS: usize = 12;

fn main() -> Result<(), Box<dyn Error>> {
    let [graph, truth] = &std::env::args().skip(1).collect::<Vec<_>>()[..] else {
        return Err("name a graph of mentions and a table of who each is".into());
    };
    let mut reader = Reader::default();
    for quad in RdfParser::from_format(RdfFormat::NQuads).for_reader(fs::File::open(graph)?) {
        reader.read(quad?.as_ref());
    }
    let (people, _) = reader.finish(&Authority::parse(&[])?, &Base::new(DEFAULT_BASE)?);
    let truth = fs::read_to_string(truth)?;
    let who: HashMap<&str, &str> = truth
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?))
        })
        .collect();
    let weights = Weights::bundled()?;
    let rarity = Rarity::of(&people.names);
    let context = Context { people: &people, rarity: &rarity, weights: &weights, asked: None };
    let (same, other) = count(&people, &who, &context);
    let all = |counts: &[f64], of: &str| -> f64 {
        let group = Feature::ALL.iter().filter(|feature| group(**feature) == of);
        group.map(|feature| counts[*feature as usize]).sum()
    };
    println!("# feature\tbits\tseen between two mentions of one person\tof two people of like name");
    for feature in Feature::ALL {
        let (s, o) = (same[*feature as usize], other[*feature as usize]);
        let of = group(*feature);
        let bits = ((s + 0.5) / (all(&same, of) + 1.0)).log2() - ((o + 0.5) / (all(&other, of) + 1.0)).log2();
        println!("{}\t{bits:.1}\t{s:.0}\t{o:.0}", feature.id());
    }
    Ok(())
}

/// Features that shut each other out: one of them is always there, or none.
fn group(feature: Feature) -> &'static str {
    let id = feature.id();
    let starts = |starts: &[&str]| starts.iter().any(|start| id.starts_with(start));
    match id {
        "family-names-alone" => "given",
        _ if starts(&["family-name-"]) => "family",
        _ if starts(&["given-", "initial", "later-given"]) => "given",
        _ if starts(&["name-of"]) => "namesakes",
        _ if starts(&["office", "state"]) => "office",
        _ if starts(&["descriptions"]) => "words",
        _ if starts(&["years"]) => "years",
        _ if starts(&["collection"]) => "collection",
        _ => "",
    }
}

fn count(people: &People, who: &HashMap<&str, &str>, context: &Context<'_>) -> (Vec<f64>, Vec<f64>) {
    let mut blocks: HashMap<&str, Vec<u32>> = HashMap::new();
    for (number, mention) in (0..).zip(&people.mentions) {
        for form in mention.forms.iter().take(1) {
            blocks.entry(&people.names[*form as usize].skeleton).or_default().push(number);
        }
    }
    let (mut same, mut other) = (vec![0.0; Feature::ALL.len()], vec![0.0; Feature::ALL.len()]);
    let profile = |number: u32| Profile::of(number, &people.mentions[number as usize], &[]);
    let id = |number: u32| who.get(&*people.mentions[number as usize].node).copied();
    let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
    let mut blocks: Vec<(&str, Vec<u32>)> = blocks.into_iter().collect();
    blocks.sort();
    for (_, block) in &blocks {
        for (one, two) in pairs(block) {
            let (Some(a), Some(b)) = (id(one), id(two)) else { continue };
            let Some(found) = profile(one).compare(&profile(two), context) else { continue };
            let times = seen.entry((a.min(b), a.max(b))).or_default();
            *times += 1;
            if *times <= PAIRS {
                let counts = if a == b { &mut same } else { &mut other };
                found.features.iter().for_each(|feature| counts[feature as usize] += 1.0);
            }
        }
    }
    (same, other)
}

/// The pairs of a block in an order that does not keep to one person: the nearest neighbours last.
fn pairs(block: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    let far = (1..block.len()).rev();
    far.flat_map(move |apart| (0..block.len() - apart).map(move |at| (block[at], block[at + apart])))
}
