//! Where names stand: beside their nodes, and none on another or on a node.

use super::shapes::{number, point};
use super::text::{width, wrap};
use crate::network::layout::Point;
use std::collections::HashMap;

/// How high a line is, for a font size of 1, and how much of it is above the baseline.
const LINE: f64 = 1.15;
const ASCENT: f64 = 0.9;
/// The space between a node and its name.
const SPACE: f64 = 3.0;
/// How wide a line of a name may be, for a font size of 1.
const WIDEST: f64 = 14.0;
/// The space around a name.
const CLEAR: f64 = 1.5;
/// The side of the squares in which what is near is looked for.
const SQUARE: f64 = 64.0;

/// A name beside its node.
pub struct Label {
    /// The size of its font.
    pub size: String,
    /// How it is anchored: `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// Its lines, each with the place of its anchor on the baseline.
    pub lines: Vec<([String; 2], String)>,
}

/// A rectangle: left, top, right, bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area(pub f64, pub f64, pub f64, pub f64);

impl Area {
    fn meets(&self, other: &Self) -> bool {
        self.0 < other.2 && other.0 < self.2 && self.1 < other.3 && other.1 < self.3
    }

    /// Whether a straight line goes through it (Liang and Barsky's way of clipping).
    fn is_crossed(&self, (from, to): (Point, Point)) -> bool {
        let (x, y) = (to.0 - from.0, to.1 - from.1);
        let (mut enters, mut leaves) = (0.0, 1.0);
        for (speed, room) in [(-x, from.0 - self.0), (x, self.2 - from.0), (-y, from.1 - self.1), (y, self.3 - from.1)]
        {
            if speed == 0.0 && room < 0.0 {
                return false;
            }
            if speed < 0.0 {
                enters = f64::max(enters, room / speed);
            } else if speed > 0.0 {
                leaves = f64::min(leaves, room / speed);
            }
        }
        enters < leaves
    }

    /// The smallest that has both.
    pub fn with(self, other: Self) -> Self {
        Self(self.0.min(other.0), self.1.min(other.1), self.2.max(other.2), self.3.max(other.3))
    }

    /// A square about a node.
    pub fn about((x, y): Point, radius: f64) -> Self {
        Self(x - radius, y - radius, x + radius, y + radius)
    }
}

/// What room is taken: by nodes and by the names that have theirs.
pub struct Taken<'a> {
    areas: Vec<Area>,
    /// How many of the areas are nodes; these come first.
    nodes: usize,
    squares: HashMap<(i64, i64), Vec<usize>>,
    lines: &'a [(Point, Point)],
}

/// How a name is to be set.
#[derive(Clone, Copy)]
pub struct Type {
    /// The size of its font.
    pub size: f64,
    /// In how many lines at most.
    pub lines: usize,
    /// Whether it may stand on nodes where there is no room beside them.
    pub on_nodes: bool,
}

impl<'a> Taken<'a> {
    /// The room that is taken by nodes; names are set beside lines where they can be.
    pub fn new(nodes: impl Iterator<Item = Area>, lines: &'a [(Point, Point)]) -> Self {
        let mut taken = Self { areas: Vec::new(), nodes: 0, squares: HashMap::new(), lines };
        for area in nodes {
            taken.take(area);
        }
        taken.nodes = taken.areas.len();
        taken
    }

    fn take(&mut self, area: Area) {
        for square in squares(&area) {
            self.squares.entry(square).or_default().push(self.areas.len());
        }
        self.areas.push(area);
    }

    /// How many nodes an area is on; none where it is on a name.
    fn nodes_on(&self, area: &Area) -> Option<usize> {
        let near = squares(area).filter_map(|square| self.squares.get(&square)).flatten();
        let mut met: Vec<usize> = near.copied().filter(|&other| self.areas[other].meets(area)).collect();
        met.sort_unstable();
        met.dedup();
        met.iter().all(|&other| other < self.nodes).then_some(met.len())
    }

    /// Sets a name beside its node, in that of eight places that has room and the fewest lines of ties.
    pub fn set(&mut self, name: &str, how: Type, (x, y): Point, radius: f64) -> Option<Label> {
        let size = how.size;
        let lines = wrap(name, WIDEST, how.lines);
        let wide = lines.iter().map(|line| width(line)).fold(0.0, f64::max) * size;
        let high = lines.len() as f64 * LINE * size;
        let (out, askew) = (radius + SPACE, 0.7 * radius + SPACE / 2.0);
        let (left, middle, right) = ("end", "middle", "start");
        let ways = [
            (right, x + out, y - high / 2.0),
            (left, x - out, y - high / 2.0),
            (middle, x, y - out - high),
            (middle, x, y + out),
            (right, x + askew, y - askew - high),
            (right, x + askew, y + askew),
            (left, x - askew, y - askew - high),
            (left, x - askew, y + askew),
        ];
        let area = |anchor: &str, at: f64, top: f64| {
            let from = match anchor {
                "end" => at - wide,
                "middle" => at - wide / 2.0,
                _ => at,
            };
            Area(from - CLEAR, top, from + wide + CLEAR, top + high)
        };
        let free = ways.into_iter().filter_map(|(anchor, at, top)| {
            let area = area(anchor, at, top);
            let nodes = self.nodes_on(&area).filter(|nodes| how.on_nodes || *nodes == 0)?;
            (!lines.is_empty()).then_some((anchor, at, top, area, nodes))
        });
        let (anchor, at, top, area, _) = free.min_by_key(|(.., area, nodes)| (*nodes, self.crossings(area)))?;
        self.take(area);
        let baseline = |nth: usize| top + (nth as f64 * LINE + ASCENT) * size;
        let lines = lines.into_iter().enumerate().map(|(nth, line)| (point((at, baseline(nth))), line)).collect();
        Some(Label { size: number(size), anchor, lines })
    }

    /// How many lines go through an area.
    fn crossings(&self, area: &Area) -> usize {
        self.lines.iter().filter(|line| area.is_crossed(**line)).count()
    }

    /// The smallest area that has all that is taken.
    pub fn whole(&self) -> Area {
        let none = Area(f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
        let whole = self.areas.iter().fold(none, |whole, area| whole.with(*area));
        if self.areas.is_empty() { Area::default() } else { whole }
    }
}

/// The squares that an area touches.
fn squares(area: &Area) -> impl Iterator<Item = (i64, i64)> + use<> {
    let square = |at: f64| (at / SQUARE).floor() as i64;
    let (left, right, top, bottom) = (square(area.0), square(area.2), square(area.1), square(area.3));
    (left..=right).flat_map(move |column| (top..=bottom).map(move |row| (column, row)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::iter::empty;

    const TYPE: Type = Type { size: 12.0, lines: 2, on_nodes: false };

    #[test]
    fn no_two_names_meet() {
        let places: Vec<Point> = (0..40).map(|nth| (f64::from(nth % 8) * 40.0, f64::from(nth / 8) * 30.0)).collect();
        let mut taken = Taken::new(places.iter().map(|place| Area::about(*place, 6.0)), &[]);
        let set = places.iter().filter_map(|&place| taken.set("Károly Práth", TYPE, place, 6.0));
        let set = set.count();
        assert!((5..40).contains(&set), "{set}");
        // a hub has its name all the same, on nodes and not on names
        assert!(taken.set("Kim", Type { on_nodes: true, ..TYPE }, (100.0, 45.0), 6.0).is_some());
        let names = &taken.areas[40..];
        assert!(names.iter().enumerate().all(|(nth, one)| names[..nth].iter().all(|other| !one.meets(other))));
        for (nth, one) in taken.areas[..40 + set].iter().enumerate() {
            assert!(taken.areas[..nth].iter().all(|other| !one.meets(other)), "{one:?}");
        }
    }

    #[test]
    fn a_lone_name_stands_to_the_right_and_beside_lines() {
        let label = Taken::new(empty(), &[]).set("Kim Il Sung", TYPE, (50.0, 50.0), 5.0).unwrap();
        assert_eq!((label.anchor, &*label.lines[0].0[0]), ("start", "58"));
        let lines = [((50.0, 50.0), (200.0, 50.0)), ((50.0, 50.0), (50.0, -90.0))];
        let label = Taken::new(empty(), &lines).set("Kim Il Sung", TYPE, (50.0, 50.0), 5.0).unwrap();
        assert_eq!((label.anchor, &*label.lines[0].0[0]), ("end", "42"));
        assert!(Taken::new(empty(), &[]).set("", TYPE, (50.0, 50.0), 5.0).is_none());
    }

    #[test]
    fn lines_cross_areas_or_pass_them() {
        let area = Area(0.0, 0.0, 10.0, 4.0);
        assert!(area.is_crossed(((-5.0, 2.0), (15.0, 2.0))));
        assert!(area.is_crossed(((-5.0, -5.0), (15.0, 9.0))));
        assert!(area.is_crossed(((3.0, 1.0), (5.0, 2.0))));
        assert!(!area.is_crossed(((-5.0, 2.0), (-1.0, 2.0))));
        assert!(!area.is_crossed(((-5.0, 5.0), (15.0, 5.0))));
        assert!(!area.is_crossed(((-5.0, 2.0), (2.0, -5.0))));
    }
}
