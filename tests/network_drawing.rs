//! Where networks are drawn, and the drawing itself.

#![allow(clippy::unwrap_used)]

mod made_up;

use chancery::network::layout::{Layout, Point, Room, layout};
use chancery::network::measures::measure;
use chancery::network::write::svg::{Colour, svg};
use chancery::network::{Network, NodeKind, Tie};
use made_up::{edge, node, plain, realistic};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

const ROOM: Room = Room { tie: 80.0, gap: 6.0, grid: (30.0, 30.0) };

fn placed(network: &Network) -> Layout {
    layout(network, &vec![5.0; network.nodes.len()], ROOM)
}

fn distance(one: Point, other: Point) -> f64 {
    ((one.0 - other.0).powi(2) + (one.1 - other.1).powi(2)).sqrt()
}

fn drawn(network: &Network) -> String {
    let mut out = Vec::new();
    svg(network, Colour::of(network), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn complete(nodes: usize) -> Vec<(usize, usize)> {
    (0..nodes).flat_map(|one| (0..one).map(move |other| (other, one))).collect()
}

/// Networks of the shapes that are hard to draw, by name.
fn shapes() -> Vec<(&'static str, Network)> {
    let star: Vec<_> = (1..200).map(|leaf| (0, leaf)).collect();
    let path: Vec<_> = (1..100).map(|node| (node - 1, node)).collect();
    let pairs: Vec<_> = (0..50).map(|pair| (2 * pair, 2 * pair + 1)).collect();
    let mut loops = plain(2, &[(0, 1)]);
    loops.edges.push(edge(1, 1, Tie::Met, 2));
    vec![
        ("nobody", plain(0, &[])),
        ("one", plain(1, &[])),
        ("two", plain(2, &[(0, 1)])),
        ("alone", plain(100, &[])),
        ("complete", plain(30, &complete(30))),
        ("star", plain(200, &star)),
        ("path", plain(100, &path)),
        ("pairs", plain(100, &pairs)),
        ("loop", loops),
        ("circles", realistic(300, 5)),
    ]
}

#[test]
fn all_places_are_finite_and_no_two_nodes_touch() {
    for (name, network) in shapes() {
        let places = placed(&network).places;
        assert_eq!(places.len(), network.nodes.len(), "{name}");
        assert!(places.iter().all(|(x, y)| x.is_finite() && y.is_finite()), "{name}: {places:?}");
        for (nth, &one) in places.iter().enumerate() {
            for &other in &places[..nth] {
                // a hundredth for rounding
                assert!(distance(one, other) > 15.98, "{name}: {one:?} and {other:?}");
            }
        }
    }
}

#[test]
fn neither_the_order_of_edges_nor_the_number_of_threads_moves_a_node() {
    let network = realistic(700, 5);
    let with = |threads: usize, network: &Network| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| placed(network))
    };
    let mut turned = network.clone();
    turned.edges.reverse();
    let one = with(1, &network);
    assert_eq!(one, with(3, &network));
    assert_eq!(one, with(2, &turned));
}

/// Written down once: another machine must find the same, to the last digit.
#[test]
fn places_are_the_same_everywhere() {
    let places = placed(&realistic(40, 4)).places;
    assert_eq!(places[..4], [(360.04, 263.71), (439.65, 141.05), (370.82, 23.03), (0.0, 491.72)]);
}

#[test]
fn the_tied_are_nearer_than_others() {
    let network = realistic(200, 5);
    let places = placed(&network).places;
    let mean = |distances: Vec<f64>| distances.iter().sum::<f64>() / distances.len() as f64;
    let tied = network.edges.iter().map(|edge| distance(places[edge.source], places[edge.target])).collect();
    let all = complete(200).into_iter().map(|(one, other)| distance(places[one], places[other])).collect();
    let (tied, all) = (mean(tied), mean(all));
    assert!(tied < all / 2.0, "{tied} and {all}");
}

#[test]
fn two_circles_stand_apart() {
    let mut edges = complete(12);
    edges.extend(complete(12).into_iter().map(|(one, other)| (one + 12, other + 12)));
    edges.push((0, 12));
    let places = placed(&plain(24, &edges)).places;
    // each is nearer to all of its own circle than to any of the other, but for the two who are the bridge
    for one in (1..12).chain(13..24) {
        let far = |own: bool| (1..24).filter(move |other| *other != 12 && ((*other < 12) == (one < 12)) == own);
        let furthest = far(true).map(|other| distance(places[one], places[other])).fold(0.0, f64::max);
        let nearest = far(false).map(|other| distance(places[one], places[other])).fold(f64::INFINITY, f64::min);
        assert!(furthest < nearest, "{one}: {furthest} and {nearest}");
    }
}

/// The elements of a drawing, each with its attributes and the text right after it; fails where it is no XML.
fn elements(svg: &str) -> Vec<(String, BTreeMap<String, String>, String)> {
    let mut reader = Reader::from_str(svg);
    let mut elements = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) => elements.push(element(&start)),
            Event::Text(text) => {
                if let Some((.., said)) = elements.last_mut() {
                    said.push_str(&text.unescape().unwrap());
                }
            }
            Event::Eof => return elements,
            _ => {}
        }
    }
}

fn element(start: &BytesStart<'_>) -> (String, BTreeMap<String, String>, String) {
    let attribute = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        (String::from_utf8(attribute.key.0.to_vec()).unwrap(), attribute.unescape_value().unwrap().into_owned())
    };
    let attributes = start.attributes().map(|found| attribute(found.unwrap())).collect();
    (String::from_utf8(start.name().0.to_vec()).unwrap(), attributes, String::new())
}

#[test]
fn every_shape_is_a_drawing_with_all_nodes_and_ties() {
    for (name, mut network) in shapes() {
        for measured in [false, true] {
            if measured {
                measure(&mut network).unwrap();
            }
            let svg = drawn(&network);
            let elements = elements(&svg);
            let having =
                |attribute: &str| elements.iter().filter(|(_, found, _)| found.contains_key(attribute)).count();
            assert_eq!(having("data-iri"), network.nodes.len(), "{name}");
            assert_eq!(having("data-id"), network.edges.len(), "{name}");
            assert!(!svg.contains("NaN") && !svg.contains("inf "), "{name}");
            let (root, attributes, _) = &elements[0];
            assert_eq!((&**root, &*attributes["role"]), ("svg", "img"));
            assert!(
                elements.iter().any(|(name, found, _)| name == "title" && found.get("id") == Some(&"title".into()))
            );
        }
    }
}

#[test]
fn a_drawing_needs_nothing_else_and_runs_nothing() {
    let svg = drawn(&realistic(100, 5));
    assert!(!svg.contains("@import") && !svg.contains("url("));
    for (name, attributes, _) in elements(&svg) {
        assert!(["svg", "title", "desc", "style", "g", "path", "rect", "text", "tspan"].contains(&&*name), "{name}");
        let outward = |name: &&String| name.starts_with("on") || name.ends_with("href") || *name == "src";
        assert_eq!(attributes.keys().find(outward), None);
    }
}

#[test]
fn names_of_all_sorts_survive() {
    let names = [
        "“Károly” \"Práth\" & <Co> 'and' ]]> <!-- x -->",
        "עברית \u{202e}reversed\u{202c} العربية",
        "🕊️ dove 金日成",
        "line\nbreak\tand tab",
        "</svg><script>alert(1)</script>",
        "",
        "   ",
    ];
    let long = "Very long name ".repeat(400);
    let mut network = plain(0, &[]);
    network.nodes = names.iter().chain([&&*long]).enumerate().map(|(nth, name)| node(nth, name, Some(name))).collect();
    network.nodes.push(node(8, "bell \u{7} and \u{0} nothing \u{ffff}", None));
    network.edges = (1..9).map(|other| edge(0, other, Tie::Corresponded, 1)).collect();
    network.edges[0].quotation = "words <b>of</b> \u{1} & “others”".to_owned();
    network.nodes[3].iri = "https://example.org/\"><x y='&".to_owned();
    let elements = elements(&drawn(&network));
    let titles: Vec<&str> =
        elements.iter().filter(|(name, ..)| name == "title").map(|(.., said)| said.as_str()).collect();
    for name in names.iter().chain([&&*long]) {
        let said = titles.iter().any(|title| title.starts_with(&format!("{name}\n")));
        assert!(said, "{name:?} is in none of {titles:#?}");
    }
    assert!(titles.iter().any(|title| title.starts_with("bell \u{fffd} and \u{fffd} nothing \u{fffd}\n")));
    assert!(titles.iter().any(|title| title.ends_with("“words <b>of</b> \u{fffd} & “others””")));
    assert!(elements.iter().any(|(_, found, _)| found.get("data-iri").is_some_and(|iri| iri.ends_with("\"><x y='&"))));
    assert!(elements.iter().all(|(name, ..)| name != "script" && name != "b" && name != "x"));
}

#[test]
fn in_a_small_network_everyone_has_a_name() {
    for people in [1, 5, 20, 40, 60] {
        let network = realistic(people, 4);
        let named = drawn(&network).matches("<text font-size").count();
        assert_eq!(named, people);
    }
}

#[test]
fn in_a_large_network_those_who_are_tied_most_have_names() {
    let network = realistic(500, 5);
    let svg = drawn(&network);
    let mut degrees = vec![0; 500];
    for edge in &network.edges {
        degrees[edge.source] += 1;
        degrees[edge.target] += 1;
    }
    let most = (0..500).max_by_key(|node| degrees[*node]).unwrap();
    let first = network.nodes[most].label.split(' ').next().unwrap();
    let names = svg.split("class=\"names\"").nth(1).unwrap();
    assert!(names.lines().nth(1).unwrap().contains(first), "{first}");
    assert!((100..400).contains(&names.matches("<text font-size").count()));
}

#[test]
fn kinds_of_ties_are_drawn_by_their_kind() {
    let mut network = plain(3, &[]);
    network.edges = vec![
        edge(0, 1, Tie::Met, 9),
        edge(0, 1, Tie::Planned, 1),
        edge(1, 0, Tie::Corresponded, 2),
        edge(1, 2, Tie::Mentioned, 1),
        edge(0, 2, Tie::MetStated, 1),
    ];
    let svg = drawn(&network);
    let elements = elements(&svg);
    let of = |id: &str| {
        elements.iter().position(|(_, found, _)| found.get("data-id").is_some_and(|found| found == id)).unwrap()
    };
    let class = |id: &str| elements[of(id)].1["class"].clone();
    assert_eq!(class("Met-0-1"), "tie met c0");
    assert_eq!(class("MetStated-0-2"), "tie met c0");
    assert_eq!(class("Planned-0-1"), "tie planned c0");
    assert_eq!(class("Mentioned-1-2"), "tie mentioned c0");
    let letter = of("Corresponded-1-0");
    // its title, its line, and the head of its arrow
    assert_eq!(elements[letter + 3].1.get("class").map(String::as_str), Some("head"));
    assert_eq!(svg.matches("class=\"head\"").count(), 2, "one in the drawing, and one in the legend");
    assert_eq!(
        elements[letter + 1].2,
        "Person 1 — wrote to — Person 0\n2 encounters, between 1955-02-01 and 1957-02-01, stated\n\
         “conversation he held with Soviet Ambassador Puzanov”"
    );
    let width = |id: &str| elements[of(id) + 2].1["stroke-width"].parse::<f64>().unwrap();
    assert!(width("Met-0-1") > width("Corresponded-1-0") && width("Corresponded-1-0") > width("Planned-0-1"));
    let paths: Vec<&String> =
        ["Met-0-1", "Planned-0-1", "Corresponded-1-0"].map(|id| &elements[of(id) + 2].1["d"]).to_vec();
    assert!(paths[0] != paths[1] && paths[1] != paths[2], "side by side: {paths:?}");
}

#[test]
fn colours_are_states_where_they_tell_more_and_otherwise_communities() {
    let mut network = realistic(100, 5);
    assert_eq!(Colour::of(&network), Colour::State);
    let svg = drawn(&network);
    assert!(svg.contains(">Colour: State<") && svg.contains(">Soviet Union (") && svg.contains(">not known ("));
    for node in &mut network.nodes {
        node.state = Some("Hungary".to_owned());
    }
    assert_eq!(Colour::of(&network), Colour::Community);
    assert!(!drawn(&network).contains("Colour:"), "there is nothing to colour by");
    measure(&mut network).unwrap();
    let svg = drawn(&network);
    assert!(svg.contains(">Colour: community<") && svg.contains(">around "));
    assert!(svg.contains("\nbetweenness 0."), "the measures are told where the pointer rests");
}

#[test]
fn each_kind_of_node_has_its_shape() {
    let mut network = plain(4, &[(0, 1), (1, 2), (2, 3)]);
    let kinds = [NodeKind::Person, NodeKind::Mission, NodeKind::State, NodeKind::Document];
    for (node, kind) in network.nodes.iter_mut().zip(kinds) {
        node.kind = kind;
    }
    let svg = drawn(&network);
    assert!(svg.contains("1 person, 1 mission, 1 State, 1 record, 3 ties</title>"));
    assert!(svg.contains(">Shape<"));
    let elements = elements(&svg);
    let outline = |iri: usize| {
        let at = elements
            .iter()
            .position(|(_, found, _)| found.get("data-iri").is_some_and(|found| found.ends_with(&format!("{iri:06}"))));
        elements[at.unwrap() + 2].1["d"].chars().filter(|c| c.is_alphabetic()).collect::<String>()
    };
    assert_eq!([outline(0), outline(1), outline(2), outline(3)], ["Maaz", "Mhvhz", "MLLLZ", "Mhvhz"]);
}
