//! How long the measures and the drawing of a network take.
//!
//! ```sh
//! cargo bench --bench network                       # 50,000 people and some 500,000 ties
//! cargo bench --bench network -- 5000 10            # so many people, and about so many ties for each
//! ```
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark fails by panicking")]

#[path = "../tests/made_up/mod.rs"]
mod made_up;

use chancery::network::measures::measure;
use chancery::network::write::svg::{Colour, svg};
use std::hint::black_box;
use std::time::Instant;

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let (people, ties_each) = (numbers.first().copied().unwrap_or(50_000), numbers.get(1).copied().unwrap_or(19));
    let mut network = made_up::realistic(people, ties_each);
    println!("{} people, {} ties", network.nodes.len(), network.edges.len());
    let start = Instant::now();
    let measured = black_box(measure(&mut network).unwrap());
    println!("measures {:>8.2} s", start.elapsed().as_secs_f64());
    for (name, words) in &measured.facts {
        println!("    {name}: {words}");
    }
    let start = Instant::now();
    let mut drawing = Vec::new();
    svg(&network, Colour::of(&network), &mut drawing).unwrap();
    println!("drawing  {:>8.2} s, {:.1} MB", start.elapsed().as_secs_f64(), drawing.len() as f64 / 1e6);
}
