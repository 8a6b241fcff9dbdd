//! A resolution becomes RDF: quads in named graphs, and files of them.
//!
//! This stage decides nothing: doubt arrives as a value and leaves as triples.

pub mod confidence;
pub mod derived;
#[cfg(test)]
pub(crate) mod fixture;
pub mod kind;
pub mod map;
pub mod mint;
pub mod name;
pub mod quads;
pub mod shared;
pub(crate) mod slug;
mod thing;
pub mod vocab;
pub mod write;
