//! The drawing as a part of a page, which has its styles (`templates/network.css`) and where nodes and lines lead somewhere.

use super::labels::Area;
use super::legend::{self, Legend, Sample};
use super::shapes::number;
use super::{Colour, Drawing};
use crate::error::{Error, ErrorKind, Result};
use crate::network::{Edge, Network, Node};
use askama::Template;
use std::collections::BTreeSet;

/// The space around the drawing.
const MARGIN: f64 = 10.0;

/// Where what is drawn leads.
pub trait Leads {
    /// The address of a node.
    fn node(&self, node: &Node) -> String;
    /// The address of what ties two.
    fn tie(&self, edge: &Edge, source: &Node, target: &Node) -> String;
}

/// A drawing in two parts, both of them SVG elements.
#[derive(Clone, Debug)]
pub struct OnPage {
    /// The network: links of the class `node` and `tie`. A tie has the numbers of its nodes (`data-ends`), in the order in
    /// which they stand in the drawing, and the years of the last days that it can have been on (`data-years`).
    pub drawing: String,
    /// The legend.
    pub legend: String,
}

#[derive(Template)]
#[template(path = "network-drawing.svg")]
struct Whole<'n> {
    network: &'n Network,
    leads: &'n dyn Leads,
    drawing: Drawing,
    view: [String; 4],
}

#[derive(Template)]
#[template(path = "network-legend.svg")]
struct Beside {
    legend: Legend,
    width: String,
    height: String,
}

impl OnPage {
    /// Draws a network.
    pub fn new(network: &Network, colour: Colour, leads: &dyn Leads) -> Result<Self> {
        let mut drawing = Drawing::new(network, colour);
        let legend = std::mem::take(&mut drawing.legend);
        let (width, height) = (number(legend::WIDTH), number(legend.height));
        let Area(left, top, right, bottom) = drawing.whole;
        let view = [left - MARGIN, top - MARGIN, right - left + 2.0 * MARGIN, bottom - top + 2.0 * MARGIN].map(number);
        let failed = |error| Error::new(ErrorKind::Bundled, format!("the template of drawings: {error}"));
        Ok(Self {
            legend: Beside { legend, width, height }.render().map_err(failed)?,
            drawing: Whole { network, leads, drawing, view }.render().map_err(failed)?,
        })
    }
}

impl Whole<'_> {
    fn node_leads(&self, node: usize) -> String {
        self.network.nodes.get(node).map(|node| self.leads.node(node)).unwrap_or_default()
    }

    fn tie_leads(&self, edge: usize) -> String {
        let nodes = &self.network.nodes;
        let edge = self.network.edges.get(edge);
        edge.map(|edge| self.leads.tie(edge, &nodes[edge.source], &nodes[edge.target])).unwrap_or_default()
    }

    fn ends(&self, edge: usize) -> String {
        self.network.edges.get(edge).map(|edge| format!("{} {}", edge.source, edge.target)).unwrap_or_default()
    }

    fn years(&self, edge: usize) -> String {
        let spells = self.network.edges.get(edge).map_or(&[][..], |edge| &edge.spells);
        let years = spells.iter().filter_map(|spell| spell.end.as_ref()?.get(..4));
        years.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
    }
}
