//! Who is tied to whom: the statements of a store as nodes and weighted edges, for tools that draw and measure networks.

pub mod layout;
pub mod measures;
mod model;
pub mod read;
pub mod select;
mod simple;
mod weigh;
pub mod write;

pub use model::{Edge, Made, Network, Node, NodeKind, Spell, Tie, Value};
