//! Where nodes are drawn: those who are tied near each other, communities apart, none on another.
//!
//! Each component is arranged by `forces`, turned so that it is wider than high, and its nodes are moved until none touch
//! (`spread`); components are then set beside each other in rows, the largest first, and nodes without ties below them in
//! a grid (`pack`).
//!
//! The same network gives the same places on every machine: only sums, products, quotients and square roots are taken, which
//! IEEE 754 defines to the last bit, in an order that does not depend on threads. Layouts of others do not promise that:
//! `fa2` takes a logarithm in each step, whose last bit differs between systems and soon shows; `fdg-sim` reckons in single
//! precision and has had no release since 2022. (`forceatlas2` is under the AGPL; `layout-rs` draws trees.)

mod forces;
mod pack;
mod spread;

use super::Network;
use super::simple::Simple;
use rayon::prelude::*;

/// A place, or a way from one to another; to the right and down.
pub type Point = (f64, f64);

/// Where the nodes of a network are drawn, in the units of the drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The centre of each node, to two decimals.
    pub places: Vec<Point>,
}

/// How much room nodes are given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// How far two tied nodes are from each other on average, about.
    pub tie: f64,
    /// How far the edges of two nodes are from each other at least.
    pub gap: f64,
    /// How far nodes without ties are apart, in a row and from row to row.
    pub grid: Point,
}

/// Arranges the nodes of a network, each of a radius of its own.
pub fn layout(network: &Network, radii: &[f64], room: Room) -> Layout {
    arrange(&Simple::new(network).undirected(), radii, room)
}

/// Arranges the nodes of a graph without direction.
pub(crate) fn arrange(graph: &Simple, radii: &[f64], room: Room) -> Layout {
    let radius = |node: usize| radii.get(node).copied().unwrap_or(0.0);
    let mut components = graph.components();
    let tied = components.iter().take_while(|component| component.len() > 1).count();
    let alone: Vec<usize> = components.split_off(tied).into_iter().flatten().collect();
    let mut blocks: Vec<pack::Block> = components
        .into_par_iter()
        .map(|nodes| {
            let radii: Vec<f64> = nodes.iter().map(|&node| radius(node)).collect();
            let mut places = forces::settle(graph, &nodes);
            turn(&mut places);
            spread::spread(&mut places, &edges(graph, &nodes), &radii, room);
            pack::Block::new(nodes, places, &radii)
        })
        .collect();
    pack::rows(&mut blocks, &alone, room);
    let mut places = vec![(0.0, 0.0); graph.len()];
    for block in &blocks {
        for (&node, &(x, y)) in block.nodes.iter().zip(&block.places) {
            places[node] = (round(x), round(y));
        }
    }
    Layout { places }
}

/// The edges among the nodes of a component, by their places in it.
fn edges(graph: &Simple, nodes: &[usize]) -> Vec<(usize, usize)> {
    let place = |node: u32| nodes.binary_search(&(node as usize)).ok();
    let of_node = |(from, &node): (usize, &usize)| {
        graph.neighbours(node).iter().filter_map(move |&to| Some((from, place(to).filter(|&to| from < to)?)))
    };
    nodes.iter().enumerate().flat_map(of_node).collect()
}

/// Turns places about their centre so that they are widest from left to right.
fn turn(places: &mut [Point]) {
    let (x, y) = centre(places);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for place in places.iter_mut() {
        *place = (place.0 - x, place.1 - y);
        xx += place.0 * place.0;
        xy += place.0 * place.1;
        yy += place.1 * place.1;
    }
    // the direction in which they vary most: an eigenvector of the matrix of their covariances
    let half = (xx - yy) / 2.0;
    let (along, across) = (half + (half * half + xy * xy).sqrt(), xy);
    let length = (along * along + across * across).sqrt();
    let (cosine, sine) = match (length > 0.0, xx >= yy) {
        (true, _) => (along / length, across / length),
        (false, true) => (1.0, 0.0),
        (false, false) => (0.0, 1.0),
    };
    for place in places {
        *place = (place.0 * cosine + place.1 * sine, place.1 * cosine - place.0 * sine);
    }
}

fn centre(places: &[Point]) -> Point {
    let count = places.len().max(1) as f64;
    let (x, y) = places.iter().fold((0.0, 0.0), |sum, place| (sum.0 + place.0, sum.1 + place.1));
    (x / count, y / count)
}

fn round(number: f64) -> f64 {
    // no negative zero, which would be written as one
    (number * 100.0).round() / 100.0 + 0.0
}
