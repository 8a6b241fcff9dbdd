//! Quads that hold each of their terms once, as N-Quads has it.
//!
//! A record's quads name it, its graph and a few properties hundreds of times. Here a quad is four numbers, and its line of
//! N-Quads is put together out of texts that are ready.

use crate::rdf::mint;
use crate::rdf::vocab::{Term, rdf, xsd};
use crate::rule::Rule;
use indexmap::IndexSet;
use oxigraph::model::{
    BlankNodeRef, GraphNameRef, Literal, LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Quad, QuadRef,
    TermRef, TripleRef,
};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use smol_str::ToSmolStr;
use std::fmt::Write;
use string_interner::StringInterner;
use string_interner::backend::StringBackend;
use string_interner::symbol::SymbolU32;

/// The number of a term among those of some quads.
pub type Number = SymbolU32;

/// The default graph, which lines do not name.
const DEFAULT: &str = "";

/// Quads of one graph after another, each once, in the order in which they came.
#[derive(Debug)]
pub struct Quads {
    terms: StringInterner<StringBackend<Number>, FxBuildHasher>,
    /// Literals of whose text something is escaped.
    escaped: FxHashMap<Number, Literal>,
    quads: IndexSet<[Number; 4], FxBuildHasher>,
    graph: Number,
    /// A term on its way.
    term: String,
    /// Terms of vocabularies, and rules, by where their names stand in the program, which is faster than by what they are.
    vocabulary: FxHashMap<(usize, usize), Number>,
}

/// What can be the object of a quad that is added.
pub trait Object {
    /// Its number among the terms of the quads.
    fn number_in(self, quads: &mut Quads) -> Number;
}

impl Object for Number {
    fn number_in(self, _: &mut Quads) -> Number {
        self
    }
}

impl Object for Term {
    fn number_in(self, quads: &mut Quads) -> Number {
        quads.standing(self.as_str(), |quads| quads.number(self))
    }
}

impl Object for &NamedNode {
    fn number_in(self, quads: &mut Quads) -> Number {
        quads.number(self)
    }
}

impl Object for &Literal {
    fn number_in(self, quads: &mut Quads) -> Number {
        quads.number(self)
    }
}

impl Default for Quads {
    fn default() -> Self {
        Self::with_room(0)
    }
}

impl Quads {
    /// With room for those of so many records of the usual length, before it grows.
    pub fn with_room(records: usize) -> Self {
        let (quads, terms) = (records * 160, records * 80);
        let mut terms = StringInterner::with_capacity_and_hasher(terms, FxBuildHasher);
        let graph = terms.get_or_intern_static(DEFAULT);
        let quads = IndexSet::with_capacity_and_hasher(quads, FxBuildHasher);
        Self {
            terms,
            escaped: FxHashMap::default(),
            quads,
            graph,
            term: String::new(),
            vocabulary: FxHashMap::default(),
        }
    }

    /// What is added from now on is of this graph.
    pub fn begin<'a>(&mut self, graph: impl Into<GraphNameRef<'a>>) {
        self.graph = match graph.into() {
            GraphNameRef::DefaultGraph => self.terms.get_or_intern_static(DEFAULT),
            GraphNameRef::NamedNode(node) => self.number(node),
            GraphNameRef::BlankNode(node) => self.number(node),
        };
    }

    /// The number of a term.
    pub fn number<'a>(&mut self, term: impl Into<TermRef<'a>>) -> Number {
        let term = term.into();
        if let TermRef::NamedNode(node) = term {
            return self.joined(&["<", node.as_str(), ">"]);
        }
        self.term.clear();
        // writing to a String cannot fail
        let _ = write!(self.term, "{term}");
        let number = self.terms.get_or_intern(&self.term);
        if let TermRef::Literal(literal) = term
            && self.term.contains('\\')
        {
            self.escaped.entry(number).or_insert_with(|| literal.into_owned());
        }
        number
    }

    /// The number of a rule's node.
    pub fn rule(&mut self, rule: &'static Rule) -> Number {
        self.standing(rule.id, |quads| quads.number(&mint::rule(rule)))
    }

    /// The number of what has a name that stands in the program, made once.
    fn standing(&mut self, name: &'static str, make: impl FnOnce(&mut Self) -> Number) -> Number {
        let place = (name.as_ptr().addr(), name.len());
        self.vocabulary.get(&place).copied().unwrap_or_else(|| {
            let number = make(self);
            self.vocabulary.insert(place, number);
            number
        })
    }

    /// The number of a term that is written in parts.
    fn joined(&mut self, parts: &[&str]) -> Number {
        self.term.clear();
        parts.iter().for_each(|part| self.term.push_str(part));
        self.terms.get_or_intern(&self.term)
    }

    /// Adds a quad.
    pub fn add(&mut self, subject: Number, predicate: Term, object: impl Object) {
        let (predicate, object) = (predicate.number_in(self), object.number_in(self));
        self.quads.insert([self.graph, subject, predicate, object]);
    }

    /// Adds a quad whose object is a count.
    pub fn count(&mut self, subject: Number, predicate: Term, count: usize) {
        let object = self.joined(&["\"", &count.to_smolstr(), "\"^^<", xsd::nonNegativeInteger.as_str(), ">"]);
        self.add(subject, predicate, object);
    }

    /// Adds a quad whose object is a text.
    pub fn text(&mut self, subject: Number, predicate: Term, text: &str) {
        let plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
        // most texts have nothing that could be escaped, which is told at a glance
        let object = match text.as_bytes().iter().all(plain) {
            true => self.joined(&["\"", text, "\""]),
            false => self.number(LiteralRef::new_simple_literal(text)),
        };
        self.add(subject, predicate, object);
    }

    /// Adds a triple.
    pub fn add_triple(&mut self, triple: TripleRef<'_>) {
        let subject = self.number(triple.subject);
        let predicate = self.number(triple.predicate);
        let object = self.number(triple.object);
        self.quads.insert([self.graph, subject, predicate, object]);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.quads.is_empty()
    }

    /// The quads.
    pub fn iter(&self) -> impl Iterator<Item = QuadRef<'_>> {
        self.quads.iter().map(|[graph, subject, predicate, object]| QuadRef {
            subject: self.node(*subject),
            predicate: named(self.text_of(*predicate)),
            object: self.term(*object),
            graph_name: match self.text_of(*graph) {
                DEFAULT => GraphNameRef::DefaultGraph,
                _ => self.node(*graph).into(),
            },
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.quads.len()
    }

    /// How many of them are in graphs of whose texts something is so.
    pub fn len_in(&self, of: impl Fn(&str) -> bool) -> usize {
        // quads of one graph come together
        let mut last = None;
        let within = |[graph, ..]: &&[Number; 4]| {
            let known = last.filter(|(known, _)| known == graph);
            let (_, within) = *last.insert(known.unwrap_or_else(|| (*graph, of(self.text_of(*graph)))));
            within
        };
        self.quads.iter().filter(within).count()
    }

    /// How many things are of a class.
    pub fn instances(&self, class: Term) -> usize {
        let [kind, class] = [rdf::type_, class].map(|term| self.terms.get(format!("<{}>", term.as_str())));
        let (Some(kind), Some(class)) = (kind, class) else { return 0 };
        let of_class = self.quads.iter().filter(|[_, _, predicate, object]| (*predicate, *object) == (kind, class));
        of_class.map(|[_, subject, ..]| subject).collect::<FxHashSet<_>>().len()
    }

    /// The quads, each with terms of its own.
    pub fn to_vec(&self) -> Vec<Quad> {
        self.iter().map(QuadRef::into_owned).collect()
    }

    /// The quads as N-Quads.
    pub fn lines(&self) -> Vec<u8> {
        let texts: Vec<_> = self.quads.iter().map(|quad| quad.map(|number| self.text_of(number))).collect();
        let length: usize = texts.iter().flatten().map(|text| text.len()).sum();
        let mut lines = Vec::with_capacity(length + texts.len() * "    .\n".len());
        for [graph, subject, predicate, object] in texts {
            for text in [subject, " ", predicate, " ", object, " ", graph] {
                lines.extend_from_slice(text.as_bytes());
            }
            lines.extend_from_slice(if graph == DEFAULT { b".\n" } else { b" .\n" });
        }
        lines
    }

    /// Keeps the quads of whose four texts, the graph's first, something is so.
    pub fn retain(&mut self, mut keep: impl FnMut([&str; 4]) -> bool) {
        let terms = &self.terms;
        self.quads.retain(|quad| keep(quad.map(|number| terms.resolve(number).unwrap_or_default())));
    }

    fn text_of(&self, number: Number) -> &str {
        self.terms.resolve(number).unwrap_or_default()
    }

    fn node(&self, number: Number) -> NamedOrBlankNodeRef<'_> {
        match self.text_of(number) {
            text if text.starts_with('<') => named(text).into(),
            text => blank(text).into(),
        }
    }

    fn term(&self, number: Number) -> TermRef<'_> {
        let text = self.text_of(number);
        match text.as_bytes().first() {
            Some(b'<') => named(text).into(),
            Some(b'"') => match self.escaped.get(&number) {
                Some(literal) => literal.as_ref().into(),
                None => literal(text).into(),
            },
            _ => blank(text).into(),
        }
    }
}

impl<'q> Extend<QuadRef<'q>> for Quads {
    fn extend<I: IntoIterator<Item = QuadRef<'q>>>(&mut self, quads: I) {
        for quad in quads {
            self.begin(quad.graph_name);
            self.add_triple(quad.into());
        }
    }
}

/// What has the text `<…>`.
fn named(text: &str) -> NamedNodeRef<'_> {
    NamedNodeRef::new_unchecked(text.get(1..text.len() - 1).unwrap_or_default())
}

/// What has the text `_:…`.
fn blank(text: &str) -> BlankNodeRef<'_> {
    BlankNodeRef::new_unchecked(text.get(2..).unwrap_or_default())
}

/// What has the text `"…"`, `"…"@…` or `"…"^^<…>`, with nothing escaped.
fn literal(text: &str) -> LiteralRef<'_> {
    let (value, sort) = text[1..].rsplit_once('"').unwrap_or_default();
    match (sort.strip_prefix("^^"), sort.strip_prefix('@')) {
        (Some(datatype), _) => LiteralRef::new_typed_literal(value, named(datatype)),
        (_, Some(language)) => LiteralRef::new_language_tagged_literal_unchecked(value, language),
        _ => LiteralRef::new_simple_literal(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::vocab::rdfs;
    use oxigraph::io::{RdfFormat, RdfSerializer};
    use oxigraph::model::{BlankNode, GraphName, NamedNode, NamedOrBlankNode, Term};
    use proptest::prelude::*;

    fn node() -> impl Strategy<Value = NamedOrBlankNode> {
        prop_oneof![
            "[a-c]".prop_map(|name| NamedNode::new_unchecked(format!("http://a.example/{name}")).into()),
            "[a-c]".prop_map(|name| BlankNode::new_unchecked(name).into()),
        ]
    }

    fn term() -> impl Strategy<Value = Term> {
        prop_oneof![
            node().prop_map(Term::from),
            // any text, and those that look like the end of one
            prop_oneof![any::<String>(), "[\\\\\"a@^<>\n\t\u{1}\u{7f}é]{0,6}"]
                .prop_flat_map(|text| {
                    prop_oneof![
                        Just(Literal::new_simple_literal(text.clone())),
                        Just(Literal::new_language_tagged_literal_unchecked(text.clone(), "ko")),
                        Just(Literal::new_typed_literal(text, NamedNode::new_unchecked("http://a.example/type"))),
                    ]
                })
                .prop_map(Term::from),
        ]
    }

    #[test]
    fn instances_are_counted_once() {
        let mut quads = Quads::default();
        assert_eq!(quads.instances(rdfs::label), 0);
        let node = |name: &str| NamedNode::new_unchecked(format!("http://a.example/{name}"));
        for (graph, thing) in [("g", "a"), ("g", "b"), ("h", "a")] {
            quads.begin(&node(graph));
            let thing = quads.number(&node(thing));
            quads.add(thing, rdf::type_, rdfs::label);
            quads.add(thing, rdfs::label, rdf::type_);
        }
        assert_eq!((quads.instances(rdfs::label), quads.len()), (2, 6));
    }

    proptest! {
        /// They are what was added, each once, and their lines are those that oxttl writes.
        #[test]
        fn terms_are_what_they_were(
            added in prop::collection::vec((prop::option::of(node()), node(), term()), 0..20)
        ) {
            let (mut quads, mut expected) = (Quads::default(), IndexSet::new());
            for (graph, subject, object) in added {
                let graph = graph.map_or(GraphName::DefaultGraph, GraphName::from);
                quads.begin(&graph);
                let number = quads.number(&subject);
                let of_object = quads.number(&object);
                quads.add(number, rdfs::label, of_object);
                expected.insert(Quad::new(subject, rdfs::label, object, graph));
            }
            let expected: Vec<Quad> = expected.into_iter().collect();
            prop_assert_eq!(&quads.to_vec(), &expected);
            prop_assert_eq!(quads.is_empty(), expected.is_empty());
            let mut writer = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(Vec::new());
            expected.iter().try_for_each(|quad| writer.serialize_quad(quad)).unwrap();
            let lines = writer.finish().unwrap();
            prop_assert_eq!(String::from_utf8(quads.lines()).unwrap(), String::from_utf8(lines).unwrap());
            prop_assert_eq!(quads.len(), expected.len());
            let named = expected.iter().filter(|quad| quad.graph_name != GraphName::DefaultGraph).count();
            prop_assert_eq!(quads.len_in(|graph| !graph.is_empty()), named);
            quads.retain(|[graph, ..]| graph.is_empty());
            let unnamed = expected.iter().filter(|quad| quad.graph_name == GraphName::DefaultGraph);
            prop_assert_eq!(quads.to_vec(), unnamed.cloned().collect::<Vec<_>>());
        }
    }
}
