//! Nodes as SVG paths, and numbers as SVG has them.

use crate::network::NodeKind;
use crate::network::layout::Point;

/// How far the corners of a diamond are from its centre, beside the radius of a circle.
const CORNER: f64 = 1.25;

/// The outline of a node: a circle for a person, a square for a mission, a diamond for a State, a sheet for a record. All
/// look about as large as a circle of the radius.
pub fn outline(kind: NodeKind, (x, y): Point, radius: f64) -> String {
    let rectangle = |wide: f64, high: f64| {
        format!("M{}h{}v{}h{}z", at((x - wide, y - high)), number(2.0 * wide), number(2.0 * high), number(-2.0 * wide))
    };
    match kind {
        NodeKind::Person => {
            let (r, across) = (number(radius), number(2.0 * radius));
            format!("M{}a{r} {r} 0 1 1 {across} 0a{r} {r} 0 1 1 -{across} 0z", at((x - radius, y)))
        }
        NodeKind::Mission | NodeKind::Body => rectangle(0.89 * radius, 0.89 * radius),
        NodeKind::State => {
            let far = CORNER * radius;
            format!("M{}L{}L{}L{}Z", at((x, y - far)), at((x + far, y)), at((x, y + far)), at((x - far, y)))
        }
        NodeKind::Document => rectangle(0.72 * radius, 0.98 * radius),
    }
}

/// How far the outline of a node reaches from its centre.
pub fn reach(kind: NodeKind, radius: f64) -> f64 {
    if kind == NodeKind::State { CORNER * radius } else { radius }
}

/// A place as paths have it.
pub fn at(place: Point) -> String {
    point(place).join(" ")
}

/// A place as two numbers.
pub fn point((x, y): Point) -> [String; 2] {
    [number(x), number(y)]
}

/// A number with at most two decimals.
pub fn number(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
