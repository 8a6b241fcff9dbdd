//! What is worked out of a store's statements and kept beside them, so that queries need not do it again: its ties.
//!
//! It stands in a graph of its own, under the same name whatever the base of the others. It is nobody's statement: no file
//! that is written of a store holds it, and none that is read may bring it.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, GraphNameRef, Literal, NamedNode, NamedNodeRef, Quad, QuadRef};
use oxigraph::store::{StorageError, Store};
use std::sync::LazyLock;

/// How many statements of a graph are handed over together.
const PART: usize = 1 << 16;

/// The graph of ties: the rows of the query who-met-whom.
pub const TIES: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/chancery/tie");

/// What is there as long as the ties are all there and nothing has changed since. Whoever changes a store takes it out.
pub fn mark() -> QuadRef<'static> {
    static TRUE: LazyLock<Literal> = LazyLock::new(|| Literal::new_typed_literal("true", xsd::BOOLEAN));
    let complete = NamedNodeRef::new_unchecked("https://w3id.org/chancery/tie#complete");
    QuadRef::new(TIES, complete, &*TRUE, TIES)
}

/// The properties by which something is derived, which no statement has.
pub fn properties() -> impl Iterator<Item = NamedNode> {
    let name = |name| NamedNode::new_unchecked([TIES.as_str(), "#", name].concat());
    ["complete", "rows", "word", "forms", "isOne", "isOther"].into_iter().map(name)
}

/// Whether something is derived.
pub fn is_derived(graph: &GraphName) -> bool {
    graph.as_ref() == GraphNameRef::from(TIES)
}

/// All that a store holds but what is derived, in the store's order.
pub fn statements(store: &Store) -> impl Iterator<Item = Result<Quad, StorageError>> + 'static {
    store.iter().filter(|quad| !quad.as_ref().is_ok_and(|quad| is_derived(&quad.graph_name)))
}

/// The same, the statements of a graph together; those of a large graph in parts, what is said of a node in the same part as
/// far as the store has it together.
pub fn graphs(store: &Store, mut take: impl FnMut(&[Quad])) -> Result<(), StorageError> {
    let named = store.named_graphs().map(|graph| graph.map(GraphName::from));
    for graph in std::iter::once(Ok(GraphName::DefaultGraph)).chain(named) {
        let graph = graph?;
        if is_derived(&graph) {
            continue;
        }
        let mut part: Vec<Quad> = Vec::new();
        for quad in store.quads_for_pattern(None, None, None, Some(graph.as_ref())) {
            let quad = quad?;
            if part.len() >= PART && part.last().is_some_and(|last| last.subject != quad.subject) {
                take(&part);
                part.clear();
            }
            part.push(quad);
        }
        take(&part);
    }
    Ok(())
}

/// How many statements those are.
pub fn count(store: &Store) -> Result<usize, StorageError> {
    let mut derived = 0;
    for quad in store.quads_for_pattern(None, None, None, Some(TIES.into())) {
        quad?;
        derived += 1;
    }
    Ok(store.len()? - derived)
}
