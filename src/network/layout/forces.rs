//! Forces between the nodes of a component: all push each other away, and ties pull together.
//!
//! The pull of a tie grows with the root of its length, which is between what shows the whole well (its length: ForceAtlas2,
//! Jacomy et al. [2014](https://doi.org/10.1371/journal.pone.0098679)) and what shows communities well (no growth: LinLog,
//! Noack [2009](https://doi.org/10.1103/PhysRevE.79.026102)). Nodes push by how many they are tied to, so that hubs stand
//! apart. Far nodes push as one (Barnes and Hut, [1986](https://doi.org/10.1038/324446a0)).

use super::{Point, centre};
use crate::network::simple::Simple;
use rayon::prelude::*;

/// How many steps are taken; fewer of large components.
const STEPS: usize = 600;
/// How many nodes may be moved in all steps.
const MOST_MOVES: usize = 2_000_000;
/// The share of the steps in which the pull grows with the length, to find the whole first.
const LINEAR: f64 = 0.4;
/// How far a node may move in the first step, as a share of the component's size.
const FIRST_STEP: f64 = 0.2;
/// How much nodes are drawn to the middle, lest a branch that hangs by one tie go far away.
const GRAVITY: f64 = 0.02;
/// A group of nodes pushes as one where it looks no wider than this.
const WIDTH: f64 = 0.8;
/// Cells are not divided further than so often: nodes on one place would divide them forever.
const DEEPEST: usize = 40;
/// From how many nodes on it is worth the while to have several threads.
const SEVERAL_THREADS: usize = 512;

/// Arranges some nodes of a graph about the origin.
pub fn settle(graph: &Simple, nodes: &[usize]) -> Vec<Point> {
    let mut places = spiral(nodes.len());
    let place = |node: u32| nodes.binary_search(&(node as usize)).ok();
    let pulls: Vec<Vec<(usize, f64)>> = nodes
        .iter()
        .map(|&node| graph.weighed(node).filter_map(|(to, weight)| Some((place(to)?, strength(weight)))).collect())
        .collect();
    let masses: Vec<f64> = pulls.iter().map(|pulls| pulls.len() as f64 + 1.0).collect();
    let steps = STEPS.min(MOST_MOVES / nodes.len().max(1)).max(50);
    for step in 0..steps {
        let done = step as f64 / steps as f64;
        let size = size(&places);
        let longest = FIRST_STEP * size * (1.0 - done) * (1.0 - done) + size * 1e-4;
        let cells = Cells::new(&places, &masses);
        let moved = |node: usize| {
            let mut force = cells.push(&places, &masses, node);
            for &(to, strength) in &pulls[node] {
                let way = (places[to].0 - places[node].0, places[to].1 - places[node].1);
                let length = length(way);
                let pull = strength * if done < LINEAR { 1.0 } else { 4.0 / (length + 1e-9).sqrt() };
                force = (force.0 + way.0 * pull, force.1 + way.1 * pull);
            }
            force.0 -= places[node].0 * GRAVITY * masses[node];
            force.1 -= places[node].1 * GRAVITY * masses[node];
            let wanted = length(force) / masses[node];
            let share = if wanted > longest { longest / wanted } else { 1.0 } / masses[node];
            (places[node].0 + force.0 * share * 0.5, places[node].1 + force.1 * share * 0.5)
        };
        places = match nodes.len() >= SEVERAL_THREADS {
            true => (0..nodes.len()).into_par_iter().map(moved).collect(),
            false => (0..nodes.len()).map(moved).collect(),
        };
        let (x, y) = centre(&places);
        for place in &mut places {
            *place = (place.0 - x, place.1 - y);
        }
    }
    places
}

/// How strongly a tie of a weight pulls: a hundred encounters not a hundred times as much as one.
fn strength(weight: f64) -> f64 {
    weight.sqrt().sqrt()
}

/// Places to begin with, as the seeds of a sunflower: all apart, and evenly.
fn spiral(count: usize) -> Vec<Point> {
    // the cosine and the sine of the golden angle; numbers, since functions of angles differ between systems
    const TURN: Point = (-0.737_368_878_078_319_9, 0.675_490_294_261_523_8);
    let mut direction: Point = (1.0, 0.0);
    let places = (0..count).map(|nth| {
        let distance = 4.0 * (nth as f64 + 0.5).sqrt();
        let place = (direction.0 * distance, direction.1 * distance);
        direction = (direction.0 * TURN.0 - direction.1 * TURN.1, direction.0 * TURN.1 + direction.1 * TURN.0);
        place
    });
    places.collect()
}

fn length((x, y): Point) -> f64 {
    (x * x + y * y).sqrt()
}

/// The root mean square of the distances from the origin.
fn size(places: &[Point]) -> f64 {
    let squares: f64 = places.iter().map(|(x, y)| x * x + y * y).sum();
    (squares / places.len().max(1) as f64).sqrt().max(1.0)
}

/// A square with the nodes in it: their mass, and where it is on average.
struct Cell {
    centre: Point,
    half: f64,
    mass: f64,
    moment: Point,
    /// The first of its four quarters, which follow each other; none where it is not divided.
    quarters: Option<usize>,
    /// The nodes in it, where it is not divided: one, or several on nearly one place.
    nodes: Vec<usize>,
}

/// Squares in squares, until each has one node.
struct Cells(Vec<Cell>);

impl Cells {
    fn new(places: &[Point], masses: &[f64]) -> Self {
        let reach = places.iter().fold(1.0, |most: f64, (x, y)| most.max(x.abs()).max(y.abs()));
        let mut cells = Self(vec![Cell::new((0.0, 0.0), reach)]);
        for node in 0..places.len() {
            cells.insert(places, masses, node);
        }
        cells
    }

    fn insert(&mut self, places: &[Point], masses: &[f64], node: usize) {
        let mut at = 0;
        for depth in 0.. {
            let cell = &mut self.0[at];
            cell.add(places[node], masses[node]);
            if cell.quarters.is_none() && (cell.nodes.is_empty() || depth >= DEEPEST) {
                cell.nodes.push(node);
                return;
            }
            at = self.divided(at, places, masses) + self.0[at].quarter(places[node]);
        }
    }

    /// The first of the four quarters of a cell, which is divided if it was not; its node goes into its quarter.
    fn divided(&mut self, at: usize, places: &[Point], masses: &[f64]) -> usize {
        if let Some(first) = self.0[at].quarters {
            return first;
        }
        let first = self.0.len();
        let (centre, half) = (self.0[at].centre, self.0[at].half / 2.0);
        for (right, down) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
            self.0.push(Cell::new((centre.0 + right, centre.1 + down), half));
        }
        self.0[at].quarters = Some(first);
        for node in std::mem::take(&mut self.0[at].nodes) {
            let which = self.0[at].quarter(places[node]);
            let quarter = &mut self.0[first + which];
            quarter.add(places[node], masses[node]);
            quarter.nodes.push(node);
        }
        first
    }

    /// How all others push a node.
    fn push(&self, places: &[Point], masses: &[f64], node: usize) -> Point {
        let (place, mass) = (places[node], masses[node]);
        let mut force = (0.0, 0.0);
        let mut push = |from: Point, with: f64, turn: f64| {
            let way = (place.0 - from.0, place.1 - from.1);
            let square = way.0 * way.0 + way.1 * way.1;
            let (way, square) = if square > 1e-6 { (way, square) } else { ((turn * 1e-3, 1e-3), 1e-6) };
            let share = mass * with / square;
            force = (force.0 + way.0 * share, force.1 + way.1 * share);
        };
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            let cell = &self.0[at];
            if cell.mass == 0.0 {
                continue;
            }
            let mean = (cell.moment.0 / cell.mass, cell.moment.1 / cell.mass);
            match cell.quarters {
                Some(_) if 2.0 * cell.half < WIDTH * length((place.0 - mean.0, place.1 - mean.1)) => {
                    push(mean, cell.mass, 0.0);
                }
                Some(first) => open.extend([first, first + 1, first + 2, first + 3]),
                None => {
                    for &other in cell.nodes.iter().filter(|&&other| other != node) {
                        // of two on one place, one goes right and the other left
                        push(places[other], masses[other], if node < other { -1.0 } else { 1.0 });
                    }
                }
            }
        }
        force
    }
}

impl Cell {
    fn new(centre: Point, half: f64) -> Self {
        Self { centre, half, mass: 0.0, moment: (0.0, 0.0), quarters: None, nodes: Vec::new() }
    }

    fn add(&mut self, place: Point, mass: f64) {
        self.mass += mass;
        self.moment = (self.moment.0 + place.0 * mass, self.moment.1 + place.1 * mass);
    }

    fn quarter(&self, place: Point) -> usize {
        usize::from(place.0 > self.centre.0) + 2 * usize::from(place.1 > self.centre.1)
    }
}
