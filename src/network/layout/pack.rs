//! Components beside each other, as words on a page.

use super::{Point, Room};

/// How much wider than high the whole is to be.
const ASPECT: f64 = 1.4;

/// A component, with its places from its upper left corner.
pub struct Block {
    /// Its nodes.
    pub nodes: Vec<usize>,
    /// Their places.
    pub places: Vec<Point>,
    width: f64,
    height: f64,
}

impl Block {
    /// Nodes at places of their own, with room for their radii.
    pub fn new(nodes: Vec<usize>, places: Vec<Point>, radii: &[f64]) -> Self {
        let mut block = Self { nodes, places, width: 0.0, height: 0.0 };
        let edge = |sign: f64, of: fn(&Point) -> f64| {
            let edges = block.places.iter().zip(radii).map(|(place, radius)| sign * of(place) + radius);
            edges.fold(f64::NEG_INFINITY, f64::max)
        };
        let (left, right) = (edge(-1.0, |place| place.0), edge(1.0, |place| place.0));
        let (top, bottom) = (edge(-1.0, |place| place.1), edge(1.0, |place| place.1));
        (block.width, block.height) = (left + right, top + bottom);
        block.shift((left, top));
        block
    }

    fn shift(&mut self, by: Point) {
        for place in &mut self.places {
            *place = (place.0 + by.0, place.1 + by.1);
        }
    }
}

/// Sets blocks in rows from left to right, each row as high as its first block, and below them a grid of nodes that stand
/// alone.
pub fn rows(blocks: &mut Vec<Block>, alone: &[usize], room: Room) {
    blocks.sort_by(|one, other| other.height.total_cmp(&one.height));
    let (across, down) = room.grid;
    let area: f64 = blocks.iter().map(|block| (block.width + across) * (block.height + down)).sum::<f64>()
        + alone.len() as f64 * across * down;
    let widest = blocks.iter().fold(0.0, |most: f64, block| most.max(block.width));
    let wide = widest.max((area * ASPECT).sqrt());
    let (mut x, mut top, mut height) = (0.0, 0.0, 0.0);
    for block in blocks.iter_mut() {
        if x > 0.0 && x + block.width > wide {
            (x, top, height) = (0.0, top + height + down, 0.0);
        }
        block.shift((x, top + if height > block.height { (height - block.height) / 2.0 } else { 0.0 }));
        x += block.width + across;
        height = f64::max(height, block.height);
    }
    let first = if blocks.is_empty() { 0.0 } else { top + height + 2.2 * down };
    let columns = ((wide / across).floor() as usize).max(1);
    let place = |nth: usize| ((nth % columns) as f64 * across, first + (nth / columns) as f64 * down);
    let places = (0..alone.len()).map(place).collect();
    blocks.push(Block { nodes: alone.to_vec(), places, width: 0.0, height: 0.0 });
}
