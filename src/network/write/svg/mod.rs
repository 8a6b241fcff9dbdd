//! The drawing of a network: one SVG file with nothing outside it and no script.
//!
//! Nodes are coloured by State or community and as large as they are tied to many; lines are as wide as two met often, and
//! drawn by their kind. Names stand where there is room, those who are tied most first; in a small network all do. What a
//! node or a line is, with dates and words, is said where the pointer rests. Each has the IRIs that it stands for
//! (`data-iri`, `data-source`, `data-target`, `data-encounters`, `data-records`) for whoever goes on from here.
//!
//! The markup is in `templates/network.svg`; colours are in `templates/network.css`, those of Okabe and Ito
//! ([2008](https://jfly.uni-koeln.de/color/)), which can be told apart by those who do not see all colours, and two more.

mod groups;
mod labels;
mod legend;
mod on_page;
mod shapes;
mod text;
mod ties;
mod words;

pub use groups::Colour;
pub use on_page::{Leads, OnPage};
pub use words::{nodes, verb};

use crate::export::xml::fit;
use crate::network::layout::{Point, Room, arrange};
use crate::network::simple::Simple;
use crate::network::{Network, Node, Tie};
use crate::{Error, Result};
use askama::Template;
use groups::Groups;
use labels::{Area, Label, Taken, Type};
use legend::{Legend, Sample};
use shapes::{number, outline, point};
use std::cmp::Reverse;
use std::collections::HashSet;
use std::io::{BufWriter, Write};

/// Up to so many nodes, all have their names; the drawing grows until there is room.
const ALL_NAMED: usize = 60;
/// How often it grows, at most, and how much.
const GROWS: (u32, f64) = (10, 1.15);
/// How many names are tried.
const MOST_NAMES: usize = 600;
/// Up to so many nodes without ties have their names.
const NAMED_ISOLATES: usize = 40;
/// Among how many lines names are set with regard to them.
const MOST_LINES: usize = 5000;
/// The space around the drawing, and between it and the legend.
const MARGIN: f64 = 28.0;

/// Draws a network.
pub fn svg(network: &Network, colour: Colour, out: impl Write) -> Result<()> {
    let mut out = BufWriter::new(out);
    let mut drawing = Drawing::new(network, colour);
    drawing.legend.note("Rest the pointer on a node or a line to see names, dates and words.");
    drawing.frame();
    let written = drawing.write_into(&mut out);
    written.and_then(|()| out.flush()).map_err(|error| Error::io("the drawing", &error))
}

/// How wide lines and how large nodes are.
pub(crate) struct Scale {
    most_weight: u32,
    most_degree: usize,
    /// The smallest radius and the largest.
    radii: (f64, f64),
    /// The smallest width and the largest.
    widths: (f64, f64),
}

impl Scale {
    fn new(network: &Network, graph: &Simple) -> Self {
        let many = network.nodes.len() > 150;
        let most_degree = (0..graph.len()).map(|node| graph.neighbours(node).len()).max().unwrap_or(0);
        let (least, most): (f64, f64) = if many { (3.2, 15.0) } else { (5.0, 17.0) };
        Self {
            most_weight: network.edges.iter().map(|edge| edge.weight).max().unwrap_or(0),
            most_degree,
            // nobody is a hub with two ties
            radii: (least, most.min(least + 3.0 * (most_degree as f64).sqrt())),
            widths: if many { (0.8, 5.0) } else { (1.3, 7.0) },
        }
    }

    fn radius(&self, degree: usize) -> f64 {
        between(self.radii, degree as f64 / self.most_degree.max(1) as f64)
    }

    fn width(&self, weight: u32) -> f64 {
        between(self.widths, f64::from(weight.saturating_sub(1)) / f64::from(self.most_weight.max(2) - 1))
    }
}

/// What is between two sizes, so that areas grow as shares do.
fn between((least, most): (f64, f64), share: f64) -> f64 {
    least + (most - least) * share.min(1.0).sqrt()
}

/// All that the template is filled with.
#[derive(Template)]
#[template(path = "network.svg")]
struct Drawing {
    title: String,
    about: String,
    /// What nodes, ties and names take.
    whole: Area,
    /// Left, top, width and height, the legend included.
    view: [String; 4],
    ties: Vec<TieShape>,
    nodes: Vec<NodeShape>,
    /// With the numbers of their nodes.
    names: Vec<(usize, Label)>,
    legend: Legend,
    /// Where the legend begins.
    legend_at: [String; 2],
}

/// A tie, ready to draw.
struct TieShape {
    /// Its place in the network.
    edge: usize,
    id: String,
    class: &'static str,
    group: usize,
    width: String,
    line: ties::Line,
    source: String,
    target: String,
    encounters: String,
    records: String,
    said: String,
}

/// A node, ready to draw.
struct NodeShape {
    iri: String,
    group: usize,
    outline: String,
    said: String,
}

impl Drawing {
    fn new(network: &Network, colour: Colour) -> Self {
        let graph = Simple::new(network).undirected();
        let degree = |node: usize| graph.neighbours(node).len();
        let weight = |node: usize| graph.weighed(node).map(|(_, weight)| weight).sum::<f64>();
        let mut order: Vec<usize> = (0..graph.len()).collect();
        order.sort_by(|&one, &other| {
            degree(other).cmp(&degree(one)).then(weight(other).total_cmp(&weight(one))).then(one.cmp(&other))
        });
        let scale = Scale::new(network, &graph);
        let radii: Vec<f64> = (0..graph.len()).map(|node| scale.radius(degree(node))).collect();
        let (places, names, whole) = set(network, &graph, &order, &radii);
        let groups = Groups::new(network, colour, &order);
        let isolates = (0..graph.len()).filter(|&node| degree(node) == 0).count();
        let legend = Legend::new(network, colour, &groups, &scale, isolates);
        Self {
            title: format!("{}, {}", words::nodes(network), words::counted(network.edges.len(), "tie", "ties")),
            about: fit(&told(network)),
            whole,
            view: Default::default(),
            ties: tie_shapes(network, &groups, &scale, &places, &radii),
            nodes: node_shapes(network, &graph, &groups, &places, &radii),
            names,
            legend,
            legend_at: Default::default(),
        }
    }

    /// Sets the legend beside the network, as a file has it.
    fn frame(&mut self) {
        let Area(left, top, right, bottom) = self.whole;
        let width = right - left + legend::WIDTH + 3.0 * MARGIN;
        let height = (bottom - top).max(self.legend.height) + 2.0 * MARGIN;
        let top = top - MARGIN - ((self.legend.height - (bottom - top)) / 2.0).max(0.0);
        self.view = [left - MARGIN, top, width, height].map(number);
        self.legend_at = point((right + MARGIN, top + MARGIN));
    }
}

/// How the network was made, a fact a line.
fn told(network: &Network) -> String {
    let facts: Vec<String> = network.made.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    facts.join("\n")
}

/// Where nodes and names are, and how much room they take together.
fn set(network: &Network, graph: &Simple, order: &[usize], radii: &[f64]) -> (Vec<Point>, Vec<(usize, Label)>, Area) {
    let degree = |node: usize| graph.neighbours(node).len();
    let isolates = order.iter().filter(|&&node| degree(node) == 0).count();
    let named = |node: &&usize| degree(**node) > 0 || isolates <= NAMED_ISOLATES;
    let named: Vec<usize> = order.iter().filter(named).copied().take(MOST_NAMES).collect();
    let looped: HashSet<usize> =
        network.edges.iter().filter(|edge| edge.source == edge.target).map(|edge| edge.source).collect();
    let reach = |node: usize| shapes::reach(network.nodes[node].kind, radii[node]);
    let types = Types::new(graph, order);
    let mut grown = 1.0;
    for turn in 0.. {
        let places = arrange(graph, radii, room(order.len(), isolates, grown)).places;
        let areas = (0..order.len()).flat_map(|node| {
            let area = Area::about(places[node], reach(node));
            [Some(area), looped.contains(&node).then(|| ties::loop_area(places[node], radii[node]))]
        });
        let lines = lines(graph, &places);
        let mut taken = Taken::new(areas.flatten(), &lines);
        let name = |(rank, &node): (usize, &usize)| {
            let name = fit(&network.nodes[node].label);
            Some((node, taken.set(&name, types.of(degree(node), rank), places[node], reach(node))?))
        };
        let names: Vec<(usize, Label)> = named.iter().enumerate().filter_map(name).collect();
        if order.len() > ALL_NAMED || names.len() == named.len() || turn >= GROWS.0 {
            return (places, names, taken.whole());
        }
        grown *= GROWS.1;
    }
    (Vec::new(), Vec::new(), Area::default())
}

/// The straight lines of edges, which names had better not stand on; none where there are too many to look at.
fn lines(graph: &Simple, places: &[Point]) -> Vec<(Point, Point)> {
    if graph.edges() > MOST_LINES {
        return Vec::new();
    }
    let of_node = |node: usize| graph.neighbours(node).iter().map(move |&to| (node, to as usize));
    let edges = (0..graph.len()).flat_map(of_node).filter(|(from, to)| from < to);
    edges.map(|(from, to)| (places[from], places[to])).collect()
}

/// The room for so many nodes: the more there are, the nearer they stand.
fn room(nodes: usize, isolates: usize, grown: f64) -> Room {
    let share = (ALL_NAMED as f64 / nodes.max(1) as f64).min(1.0);
    let grid = if isolates <= NAMED_ISOLATES { (168.0, 29.0) } else { (15.0, 15.0) };
    Room { tie: (78.0 + 32.0 * share) * grown, gap: (8.0 + 14.0 * share) * grown, grid }
}

/// How names are set: those of hubs larger, and on nodes where there is no room beside them.
struct Types {
    hubs: usize,
    /// The degrees above which names are large, and larger than most.
    degrees: (usize, usize),
    least: f64,
}

impl Types {
    fn new(graph: &Simple, order: &[usize]) -> Self {
        let hubs = (order.len() / 20).clamp(8, 25);
        let degree = |rank: usize| order.get(rank).map_or(0, |&node| graph.neighbours(node).len());
        let degrees = (degree(hubs / 2), degree((order.len() / 8).max(hubs)));
        Self { hubs, degrees, least: if order.len() <= ALL_NAMED { 12.0 } else { 11.0 } }
    }

    fn of(&self, degree: usize, rank: usize) -> Type {
        let size = match degree {
            _ if degree > self.degrees.0 => 15.0,
            _ if degree > self.degrees.1 => 13.0,
            _ => self.least,
        };
        Type { size, lines: if degree == 0 { 2 } else { 3 }, on_nodes: rank < self.hubs && degree > 0 }
    }
}

fn tie_shapes(network: &Network, groups: &Groups, scale: &Scale, places: &[Point], radii: &[f64]) -> Vec<TieShape> {
    let bends = ties::bends(network);
    let iri = |node: usize| fit(&network.nodes[node].iri);
    let shape = |index: usize| {
        let edge = &network.edges[index];
        // dots that are smaller are not seen
        let least = if edge.tie == Tie::Mentioned { 1.8 } else { 0.0 };
        let width = scale.width(edge.weight).max(least);
        let (from, to) = (groups.of[edge.source], groups.of[edge.target]);
        TieShape {
            edge: index,
            id: fit(&edge.id),
            class: class(edge.tie),
            group: if from == to { from } else { 0 },
            width: number(width),
            line: ties::line(edge, bends[index], places, radii, width),
            source: iri(edge.source),
            target: iri(edge.target),
            encounters: fit(&edge.encounters.join(" ")),
            records: fit(&edge.documents.join(" ")),
            said: words::of_tie(network, edge),
        }
    };
    let mut order: Vec<usize> = (0..network.edges.len()).collect();
    // the heavier on top
    order.sort_by_key(|&edge| (network.edges[edge].weight, Reverse(network.edges[edge].tie)));
    order.into_iter().map(shape).collect()
}

fn node_shapes(network: &Network, graph: &Simple, groups: &Groups, places: &[Point], radii: &[f64]) -> Vec<NodeShape> {
    let shape = |(index, node): (usize, &Node)| NodeShape {
        iri: fit(&node.iri),
        group: groups.of[index],
        outline: outline(node.kind, places[index], radii[index]),
        said: words::of_node(network, index, graph.neighbours(index).len()),
    };
    network.nodes.iter().enumerate().map(shape).collect()
}

/// The class of the lines of a tie.
fn class(tie: Tie) -> &'static str {
    match tie {
        Tie::Met | Tie::MetStated => "met",
        Tie::Planned => "planned",
        Tie::Corresponded => "corresponded",
        Tie::Mentioned => "mentioned",
    }
}
