//! Networks made up to look like real ones: communities of different sizes, hubs, a few who know everyone, isolates, and
//! names as catalogues have them. The same size gives the same network.

#![allow(dead_code, reason = "each user takes what it needs")]

use chancery::network::{Edge, Made, Network, Node, NodeKind, Spell, Tie};
use std::collections::{BTreeMap, BTreeSet};

const GIVEN: [&str; 16] = [
    "Aleksandr",
    "Károly",
    "Il Sung",
    "Vasily",
    "Enlai",
    "Todor",
    "Wilhelm",
    "Jozef",
    "Nicolae",
    "Josip",
    "Hélène",
    "Ngô Đình",
    "Yuri",
    "Walter",
    "Bohumil",
    "Anastas",
];
const FAMILY: [&str; 20] = [
    "Puzanov",
    "Práth",
    "Kim",
    "Moskovsky",
    "Zhou",
    "Zhivkov",
    "Pieck",
    "Siedlecki",
    "Ceaușescu",
    "Broz",
    "Novák",
    "Diệm",
    "Andropov",
    "Ulbricht",
    "Kadar",
    "Mikoyan",
    "Fedorenko",
    "Gromyko",
    "Szabó",
    "Bodnăraș",
];
const STATES: [&str; 10] = [
    "Soviet Union",
    "Hungary",
    "Democratic People’s Republic of Korea",
    "People’s Republic of China",
    "Bulgaria",
    "German Democratic Republic",
    "Poland",
    "Romania",
    "Yugoslavia",
    "Republic of Vietnam",
];

/// Numbers that look like chance, and are the same at every run.
pub struct Chance(u64);

impl Chance {
    /// Numbers that begin elsewhere for another seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number from 0 up to this one.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    /// The same, small ones more often.
    pub fn small(&mut self, end: usize) -> usize {
        let (one, other, third) = (self.below(end), self.below(end), self.below(end));
        one.min(other).min(third)
    }
}

/// A node by its number.
pub fn node(number: usize, label: &str, state: Option<&str>) -> Node {
    Node {
        iri: format!("https://example.org/person/{number:06}"),
        label: label.to_owned(),
        kind: NodeKind::Person,
        state: state.map(str::to_owned),
        attributes: BTreeMap::new(),
    }
}

/// An edge of a kind and weight.
pub fn edge(source: usize, target: usize, tie: Tie, weight: u32) -> Edge {
    let (source, target) = if tie.is_directed() { (source, target) } else { (source.min(target), source.max(target)) };
    let day = |year: u32| Some(format!("{year}-{:02}-{:02}", 1 + source % 12, 1 + target % 28));
    let (first, last) = (day(1955), day(1955 + weight));
    Edge {
        id: format!("{tie:?}-{source}-{target}"),
        source,
        target,
        tie,
        weight,
        encounters: (0..weight).map(|nth| format!("https://example.org/encounter/{source}-{target}-{nth}")).collect(),
        documents: vec![format!("https://example.org/record/{source}-{target}")],
        spells: vec![Spell { start: first.clone(), end: last.clone() }],
        first,
        last,
        basis: "stated".to_owned(),
        confidence: Some(0.955),
        quotation: "conversation he held with Soviet Ambassador Puzanov".to_owned(),
    }
}

/// A network of these edges, and of so many nodes that are named by their numbers.
pub fn plain(nodes: usize, edges: &[(usize, usize)]) -> Network {
    Network {
        nodes: (0..nodes).map(|number| node(number, &format!("Person {number}"), None)).collect(),
        edges: edges.iter().map(|&(source, target)| edge(source, target, Tie::Met, 1)).collect(),
        made: Made::default(),
    }
}

/// A network of so many people and about so many ties for each.
pub fn realistic(people: usize, ties_each: usize) -> Network {
    let mut chance = Chance::new(people as u64);
    let circles = (people as f64).sqrt().round().max(1.0) as usize / 2 + 2;
    // circles of very different sizes
    let circle: Vec<usize> = (0..people).map(|_| chance.small(circles)).collect();
    let mut members = vec![Vec::new(); circles];
    for (person, &circle) in circle.iter().enumerate() {
        members[circle].push(person);
    }
    let mut pairs = BTreeMap::new();
    for person in 0..people {
        let isolate = person % 17 == 3;
        for _ in 0..if isolate { 0 } else { 1 + chance.small(2 * ties_each) } {
            let all = &members[circle[person]];
            // the first of each circle are its hubs; one tie in eight leads out of it, most to the hubs of others
            let other = match chance.below(8) {
                0 => members[chance.small(circles)].first().copied().unwrap_or(0),
                _ => all[chance.small(all.len())],
            };
            if other != person && other % 17 != 3 {
                *pairs.entry((person.min(other), person.max(other))).or_insert(0) += 1;
            }
        }
    }
    let mut edges = Vec::new();
    for ((one, other), weight) in pairs {
        edges.push(edge(one, other, Tie::Met, weight));
        match chance.below(20) {
            0 | 1 => edges.push(edge(one, other, Tie::Planned, 1)),
            2 | 3 => edges.push(edge(other, one, Tie::Corresponded, 1 + chance.small(4) as u32)),
            4 => edges.push(edge(one, other, Tie::Mentioned, 2)),
            _ => {}
        }
    }
    edges.sort_by_key(|edge| (edge.tie, edge.source, edge.target));
    let mut labels = BTreeSet::new();
    let nodes = (0..people).map(|number| {
        let mut label = name(number, &mut chance);
        while !labels.insert(label.clone()) {
            label = name(number, &mut chance);
        }
        let state = (chance.below(12) > 0).then(|| STATES[circle[number] % STATES.len()]);
        node(number, &label, state)
    });
    let facts = [("query", "who-met-whom"), ("ties", "met, planned, corresponded, mentioned")];
    Network {
        nodes: nodes.collect(),
        edges,
        made: Made { facts: facts.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec() },
    }
}

fn name(number: usize, chance: &mut Chance) -> String {
    let (given, family) = (GIVEN[chance.below(GIVEN.len())], FAMILY[chance.below(FAMILY.len())]);
    let letter = char::from(b'A' + chance.below(26) as u8);
    match number % 23 {
        5 => format!("Ambassador Extraordinary and Plenipotentiary {given} {letter}. {family}-{number}"),
        7 => format!("{family} {number}"),
        11 => format!("Head of the Far Eastern Department {family} {number}"),
        13 => format!("金日成 {number}"),
        _ if chance.below(3) == 0 => format!("{given} {letter}. {family}"),
        _ => format!("{given} {letter}{}. {family}", char::from(b'a' + chance.below(26) as u8)),
    }
}
