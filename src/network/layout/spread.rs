//! Room between nodes: the whole is scaled until ties have their length, and nodes that touch are moved apart.

use super::{Point, Room};
use std::collections::BTreeMap;

/// How often all nodes that touch are moved apart before the whole is made larger; less often where there are so many nodes
/// that these would be too many moves.
const ROUNDS: usize = 300;
const MOST_MOVES: usize = 150_000;
/// How much larger the whole is made where they still touch.
const LARGER: f64 = 1.1;

/// Scales places and moves them apart until the edges of no two nodes are nearer than the gap.
pub fn spread(places: &mut [Point], edges: &[(usize, usize)], radii: &[f64], room: Room) {
    let lengths: f64 = edges.iter().map(|&(one, other)| distance(places[one], places[other])).sum();
    if lengths > 0.0 {
        scale(places, room.tie * edges.len() as f64 / lengths);
    }
    let widest = radii.iter().fold(0.0, |most: f64, radius| most.max(*radius));
    let cell = (2.0 * widest + room.gap).max(1.0);
    let rounds = (MOST_MOVES / places.len().max(1)).clamp(5, ROUNDS);
    loop {
        for _ in 0..rounds {
            if !move_apart(places, radii, room.gap, cell) {
                return;
            }
        }
        scale(places, LARGER);
    }
}

fn distance(one: Point, other: Point) -> f64 {
    let (x, y) = (one.0 - other.0, one.1 - other.1);
    (x * x + y * y).sqrt()
}

fn scale(places: &mut [Point], factor: f64) {
    for place in places {
        *place = (place.0 * factor, place.1 * factor);
    }
}

/// Moves each two nodes that touch half as far as they must, and a little more; tells whether there were any.
fn move_apart(places: &mut [Point], radii: &[f64], gap: f64, cell: f64) -> bool {
    let square = |place: Point| ((place.0 / cell).floor() as i64, (place.1 / cell).floor() as i64);
    let mut squares: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (node, &place) in places.iter().enumerate() {
        squares.entry(square(place)).or_default().push(node);
    }
    let mut any = false;
    for (&(column, row), nodes) in &squares {
        for near in [(0, 0), (1, -1), (1, 0), (1, 1), (0, 1)] {
            let Some(others) = squares.get(&(column + near.0, row + near.1)) else { continue };
            for &one in nodes {
                // within one square each pair once
                for &other in others.iter().filter(|&&other| near != (0, 0) || one < other) {
                    any |= part(places, one, other, radii[one] + radii[other] + gap);
                }
            }
        }
    }
    any
}

fn part(places: &mut [Point], one: usize, other: usize, apart: f64) -> bool {
    let now = distance(places[one], places[other]);
    if now >= apart {
        return false;
    }
    let (x, y) = match now > 1e-6 {
        true => ((places[other].0 - places[one].0) / now, (places[other].1 - places[one].1) / now),
        false => (1.0, 0.0),
    };
    let way = (apart - now) / 2.0 + 0.05;
    places[one] = (places[one].0 - x * way, places[one].1 - y * way);
    places[other] = (places[other].0 + x * way, places[other].1 + y * way);
    true
}
