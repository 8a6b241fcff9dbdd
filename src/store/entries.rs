//! Entries of authority files among the statements that are loaded.
//!
//! The graph of the authority files is shared by records and grows with them, but an entry is told as a whole: a corrected one
//! takes the place of the one that is there, with the tenures of a person. What only refers to a thing, by its label, replaces
//! nothing.

use crate::rdf::mint::Base;
use crate::rdf::vocab::rico;
use oxigraph::model::{NamedNode, NamedOrBlankNodeRef, Quad, QuadRef};
use oxigraph::store::{StorageError, Transaction};
use std::collections::HashSet;

/// The entries among the statements that are loaded.
pub(super) struct Entries {
    graph: NamedNode,
    waiting: HashSet<String>,
}

impl Entries {
    pub fn new(base: &Base) -> Self {
        Self { graph: base.graph("authority"), waiting: HashSet::new() }
    }

    /// Takes down which things some statements tell as a whole: those that they name.
    pub fn note(&mut self, quads: &[Quad]) {
        let graph = (&self.graph).into();
        let names =
            quads.iter().map(Quad::as_ref).filter(|quad| quad.graph_name == graph && quad.predicate == rico::name);
        self.waiting.extend(names.filter_map(|quad| entry(quad).map(str::to_owned)));
    }

    /// Those that some of the statements are of, and no statements before them were.
    fn begun(&mut self, quads: &[Quad]) -> Vec<NamedNode> {
        let graph = (&self.graph).into();
        let entries = quads.iter().map(Quad::as_ref).filter(|quad| quad.graph_name == graph).filter_map(entry);
        entries.filter_map(|entry| self.waiting.take(entry)).map(NamedNode::new_unchecked).collect()
    }

    /// Removes what a store says of the entries that some statements begin.
    pub fn remove(&mut self, quads: &[Quad], transaction: &mut Transaction<'_>) -> Result<(), StorageError> {
        for entry in self.begun(quads) {
            let (graph, source) = (Some((&self.graph).into()), Some(rico::relationHasSource));
            let tenures = transaction.quads_for_pattern(None, source, Some((&entry).into()), graph);
            let tenures = tenures.map(|quad| quad.map(|quad| quad.subject)).collect::<Result<Vec<_>, _>>()?;
            for thing in tenures.into_iter().chain([entry.into()]) {
                let there = transaction.quads_for_pattern(Some(thing.as_ref()), None, None, graph);
                for quad in there.collect::<Result<Vec<_>, _>>()? {
                    transaction.remove(&quad);
                }
            }
        }
        Ok(())
    }

    /// The update that has a server do the same; empty if they begin none.
    pub fn removal(&mut self, quads: &[Quad]) -> String {
        let begun = self.begun(quads);
        if begun.is_empty() {
            return String::new();
        }
        let (graph, source) = (&self.graph, rico::relationHasSource);
        let entries: Vec<String> = begun.iter().map(NamedNode::to_string).collect();
        let entries = entries.join(" ");
        format!(
            "DELETE {{ GRAPH {graph} {{ ?thing ?says ?what }} }} WHERE {{ GRAPH {graph} {{ ?thing {source} ?entry . \
             ?thing ?says ?what }} VALUES ?entry {{ {entries} }} }} ;\n\
             DELETE {{ GRAPH {graph} {{ ?entry ?says ?what }} }} WHERE {{ GRAPH {graph} {{ ?entry ?says ?what }} \
             VALUES ?entry {{ {entries} }} }} ;\n"
        )
    }
}

/// The entry that a statement is of: the thing itself, or a person whose tenure it is.
fn entry<'q>(quad: QuadRef<'q>) -> Option<&'q str> {
    match quad.subject {
        NamedOrBlankNodeRef::NamedNode(thing) => thing.as_str().split('#').next(),
        NamedOrBlankNodeRef::BlankNode(_) => None,
    }
}
