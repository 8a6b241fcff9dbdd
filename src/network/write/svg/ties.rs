//! The lines of ties: side by side where two nodes have several, an arrow where they lead one way.

use super::labels::Area;
use super::shapes::at;
use crate::network::layout::Point;
use crate::network::{Edge, Network, Tie};
use std::collections::BTreeMap;

/// How far apart the lines of two nodes are where they bend most.
const APART: f64 = 9.0;
/// How long an arrow's head is for a line of width 0, and how much longer for each unit of width.
const HEAD: (f64, f64) = (5.0, 1.6);

/// A line, as SVG paths.
pub struct Line {
    /// The line.
    pub path: String,
    /// The head of its arrow; empty where it has no direction.
    pub head: String,
}

/// How far each edge bends from the straight line, to the left of the way from the smaller node to the larger.
pub fn bends(network: &Network) -> Vec<f64> {
    let mut between: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (index, edge) in network.edges.iter().enumerate() {
        between.entry((edge.source.min(edge.target), edge.source.max(edge.target))).or_default().push(index);
    }
    let mut bends = vec![0.0; network.edges.len()];
    for edges in between.values() {
        for (nth, &edge) in edges.iter().enumerate() {
            bends[edge] = (nth as f64 - (edges.len() - 1) as f64 / 2.0) * APART;
        }
    }
    bends
}

/// The line of an edge, of some width, that bends so far.
pub fn line(edge: &Edge, bend: f64, places: &[Point], radii: &[f64], width: f64) -> Line {
    let (from, to) = (places[edge.source], places[edge.target]);
    if edge.source == edge.target {
        return circle(from, radii[edge.source], bend);
    }
    let way = unit(from, to);
    // the same side, whichever way the edge leads
    let side = if edge.source < edge.target { bend } else { -bend };
    let middle = ((from.0 + to.0) / 2.0 - way.1 * side * 2.0, (from.1 + to.1) / 2.0 + way.0 * side * 2.0);
    let bent = bend != 0.0;
    if !edge.tie.is_directed() {
        return Line { path: curve(from, middle, to, bent), head: String::new() };
    }
    let (tip, base, head) = head(middle, to, radii[edge.target] + 1.0, width);
    Line { path: curve(from, middle, within(tip, base), bent), head }
}

/// A straight line from one place to another.
pub fn straight(from: Point, to: Point, tie: Tie, width: f64) -> Line {
    if !tie.is_directed() {
        return Line { path: curve(from, from, to, false), head: String::new() };
    }
    let (tip, base, head) = head(from, to, 0.0, width);
    Line { path: curve(from, from, within(tip, base), false), head }
}

/// Where in the head of an arrow its line ends.
fn within(tip: Point, base: Point) -> Point {
    (base.0 + 0.2 * (tip.0 - base.0), base.1 + 0.2 * (tip.1 - base.1))
}

/// The tip, the middle of the base, and the path of an arrow's head that comes from one place and ends so far before another.
fn head(from: Point, to: Point, before: f64, width: f64) -> (Point, Point, String) {
    let way = unit(from, to);
    let long = HEAD.0 + HEAD.1 * width;
    let back = |by: f64| (to.0 - way.0 * by, to.1 - way.1 * by);
    let (tip, base) = (back(before), back(before + long));
    let (x, y) = (way.1 * 0.38 * long, way.0 * 0.38 * long);
    (tip, base, format!("M{}L{}L{}Z", at(tip), at((base.0 - x, base.1 + y)), at((base.0 + x, base.1 - y))))
}

fn curve(from: Point, middle: Point, to: Point, bent: bool) -> String {
    if bent { format!("M{}Q{} {}", at(from), at(middle), at(to)) } else { format!("M{}L{}", at(from), at(to)) }
}

/// A line that leads back to where it begins: a loop above the node.
fn circle((x, y): Point, radius: f64, bend: f64) -> Line {
    let (wide, high) = (1.7 * (radius + 8.0) + bend.abs(), radius * 2.0 + 18.0 + bend.abs());
    let path = format!("M{}C{} {} {}", at((x, y)), at((x - wide, y - high)), at((x + wide, y - high)), at((x, y)));
    Line { path, head: String::new() }
}

/// The room that the loop above a node takes.
pub fn loop_area((x, y): Point, radius: f64) -> Area {
    // a curve goes three quarters of the way to where it is drawn
    Area(x - radius - 2.0, y - 0.8 * (radius * 2.0 + 18.0), x + radius + 2.0, y)
}

fn unit(from: Point, to: Point) -> Point {
    let way = (to.0 - from.0, to.1 - from.1);
    let length = (way.0 * way.0 + way.1 * way.1).sqrt();
    if length > 0.0 { (way.0 / length, way.1 / length) } else { (1.0, 0.0) }
}
