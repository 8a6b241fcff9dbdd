//! What colours, lines, widths and sizes mean, beside the drawing.

use super::groups::{Colour, Groups};
use super::shapes::{number, outline, point};
use super::text::wrap;
use super::ties::{Line, straight};
use super::words::{counted, kind, nodes};
use super::{Scale, class};
use crate::export::xml::fit;
use crate::network::{Network, NodeKind, Tie};
use std::collections::BTreeMap;

/// How wide the legend is.
pub const WIDTH: f64 = 250.0;
/// Where its words begin, beside what they explain.
const WORDS: f64 = 46.0;
/// The height of a line.
const LINE: f64 = 18.0;
/// The size of the font.
const SIZE: f64 = 12.5;

/// What stands left of the words of an entry.
pub enum Sample {
    /// Nothing.
    None,
    /// The colour and the outline of a node.
    Node(usize, String),
    /// The class, the width and the line of a tie.
    Tie(&'static str, String, Line),
}

/// What an entry explains.
enum What {
    Nothing,
    Node(usize, NodeKind, f64),
    Tie(Tie, f64),
}

/// A line of the legend.
pub struct Entry {
    /// `title`, `heading`, `entry` or `note`.
    pub class: &'static str,
    /// What it explains.
    pub sample: Sample,
    /// Where its words begin, on the baseline.
    pub place: [String; 2],
    /// The words.
    pub words: String,
}

/// The lines of a legend, one below the other.
#[derive(Default)]
pub struct Legend {
    /// The lines.
    pub entries: Vec<Entry>,
    /// How high it is.
    pub height: f64,
}

impl Legend {
    /// What must be known to read the drawing of a network.
    pub fn new(network: &Network, colour: Colour, groups: &Groups, scale: &Scale, isolates: usize) -> Self {
        let mut legend = Self::default();
        legend.push("title", What::Nothing, &nodes(network));
        let mut ties = counted(network.edges.len(), "tie", "ties");
        if isolates > 0 {
            ties.push_str(&format!("; {isolates} tied to nobody"));
        }
        legend.push("entry", What::Nothing, &ties);
        legend.colours(network, colour, groups);
        legend.shapes(network);
        legend.kinds(network);
        legend.widths(network, scale);
        legend.sizes(scale);
        legend
    }

    /// Adds how to read what is not written in the drawing.
    pub fn note(&mut self, words: &str) {
        self.gap();
        self.push("note", What::Nothing, words);
    }

    fn colours(&mut self, network: &Network, colour: Colour, groups: &Groups) {
        if groups.named.is_empty() {
            return;
        }
        self.heading(match colour {
            Colour::State => "Colour: State",
            Colour::Community => "Colour: community",
        });
        let shape = network.nodes.first().map_or(NodeKind::Person, |node| node.kind);
        let one_each = groups.named.iter().all(|(_, count)| *count == 1);
        for (number, (name, count)) in (1..).zip(&groups.named) {
            let words = if one_each { name.clone() } else { format!("{name} ({count})") };
            self.push("entry", What::Node(number, shape, 6.0), &words);
        }
        let grey =
            [(groups.others, "others"), (groups.none, if colour == Colour::State { "not known" } else { "alone" })];
        let grey: Vec<String> =
            grey.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{what} ({count})")).collect();
        if !grey.is_empty() {
            self.push("entry", What::Node(0, shape, 6.0), &grey.join(", "));
        }
    }

    fn shapes(&mut self, network: &Network) {
        let kinds = [
            (NodeKind::Person, "person"),
            (NodeKind::Mission, "mission"),
            (NodeKind::Body, "body"),
            (NodeKind::State, "State"),
            (NodeKind::Document, "record"),
        ];
        let there = kinds.into_iter().filter(|(kind, _)| network.nodes.iter().any(|node| node.kind == *kind));
        let there: Vec<_> = there.collect();
        if there.len() > 1 {
            self.heading("Shape");
            for (kind, name) in there {
                self.push("entry", What::Node(0, kind, 6.0), name);
            }
        }
    }

    fn kinds(&mut self, network: &Network) {
        let mut counts: BTreeMap<Tie, usize> = BTreeMap::new();
        for edge in &network.edges {
            *counts.entry(edge.tie).or_default() += 1;
        }
        if !counts.is_empty() {
            self.heading("Line: kind of tie");
        }
        for (tie, count) in counts {
            self.push("entry", What::Tie(tie, 2.2), &format!("{} ({count})", kind(tie)));
        }
    }

    fn widths(&mut self, network: &Network, scale: &Scale) {
        let most = scale.most_weight;
        if most < 2 {
            return;
        }
        let met = network.edges.iter().any(|edge| !edge.encounters.is_empty());
        self.heading(if met { "Width: distinct encounters" } else { "Width: records" });
        let middle = (f64::from(most).sqrt().round() as u32).clamp(1, most);
        let mut weights = vec![1, middle, most];
        weights.dedup();
        for weight in weights {
            self.push("entry", What::Tie(Tie::Met, scale.width(weight)), &weight.to_string());
        }
    }

    fn sizes(&mut self, scale: &Scale) {
        let most = scale.most_degree;
        if most < 2 {
            return;
        }
        self.heading("Size: tied to how many others");
        let mut degrees = vec![1, ((most as f64).sqrt().round() as usize).clamp(1, most), most];
        degrees.dedup();
        for degree in degrees {
            self.push("entry", What::Node(0, NodeKind::Person, scale.radius(degree)), &degree.to_string());
        }
    }

    fn heading(&mut self, words: &str) {
        self.gap();
        self.push("heading", What::Nothing, words);
    }

    fn gap(&mut self) {
        self.height += LINE * 0.7;
    }

    /// Adds words in as many lines as they need, what they explain beside the first.
    fn push(&mut self, class: &'static str, mut what: What, words: &str) {
        let x = if matches!(what, What::Nothing) { 0.0 } else { WORDS };
        let (size, line) = if class == "title" { (1.36 * SIZE, 1.3 * LINE) } else { (SIZE, LINE) };
        for words in wrap(&fit(words), (WIDTH - x) / size, 3) {
            let high = match what {
                What::Node(_, _, radius) => line.max(2.0 * radius + 4.0),
                _ => line,
            };
            let middle = self.height + high / 2.0;
            let place = point((x, middle + 0.35 * size));
            self.entries.push(Entry { class, sample: sample(&what, middle), place, words });
            self.height += high;
            what = What::Nothing;
        }
    }
}

/// A sample whose middle is so far down.
fn sample(what: &What, y: f64) -> Sample {
    match *what {
        What::Nothing => Sample::None,
        What::Node(colour, kind, radius) => Sample::Node(colour, outline(kind, (18.0, y), radius)),
        What::Tie(tie, width) => Sample::Tie(class(tie), number(width), straight((0.0, y), (36.0, y), tie, width)),
    }
}
