//! What ties are worked out from: the few statements of a graph that say who met whom.

use super::fold;
use crate::rdf::vocab::{chy, crm, dcterms, oa, prov, rdf, rdfs, rico, schema, skos};
use indexmap::IndexSet;
use oxigraph::model::{Literal, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term, TermRef};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The number of a node.
pub(super) type Number = u32;

/// What a statement that is spoken of states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stated {
    /// That somebody took part.
    Participant,
    /// That somebody is the same as another.
    Same,
}

/// What a property says, and of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Of {
    /// Of an encounter.
    Participant,
    Date,
    Place,
    Sort,
    /// Of a record.
    Encounter,
    Title,
    Created,
    /// Of a date.
    Value,
    Begin,
    End,
    /// Of somebody: another node that is the same; names, roles, and all other forms.
    Same,
    Name,
    Role,
    Form,
    /// Of a rule, and of a sort.
    Type,
    Label,
    /// Of a statement that is spoken of.
    Subject,
    Predicate,
    Object,
    Passage,
    By,
    /// Of a passage.
    Exact,
    Field,
    Start,
    /// Of anything.
    Class,
}

static PROPERTIES: LazyLock<FxHashMap<&'static str, Of>> = LazyLock::new(|| {
    let properties = [
        (rico::hasOrHadParticipant, Of::Participant),
        (rico::occurredAtDate, Of::Date),
        (rico::hasOrHadLocation, Of::Place),
        (rico::hasEventType, Of::Sort),
        (rico::describesOrDescribed, Of::Encounter),
        (rico::title, Of::Title),
        (rico::hasCreationDate, Of::Created),
        (rico::normalizedDateValue, Of::Value),
        (crm::P82a_begin_of_the_begin, Of::Begin),
        (crm::P82b_end_of_the_end, Of::End),
        (rico::isEquivalentTo, Of::Same),
        (rico::name, Of::Name),
        (rico::generalDescription, Of::Role),
        (skos::altLabel, Of::Form),
        (skos::hiddenLabel, Of::Form),
        (rdfs::label, Of::Form),
        (dcterms::type_, Of::Type),
        (skos::prefLabel, Of::Label),
        (rdf::subject, Of::Subject),
        (rdf::predicate, Of::Predicate),
        (rdf::object, Of::Object),
        (prov::wasDerivedFrom, Of::Passage),
        (prov::wasAttributedTo, Of::By),
        (oa::exact, Of::Exact),
        (chy::field, Of::Field),
        (oa::start, Of::Start),
        (rdf::type_, Of::Class),
    ];
    properties.into_iter().map(|(property, of)| (property.as_str(), of)).collect()
});

/// Those statements, with numbers for nodes; the names of blank nodes begin with `_:`.
#[derive(Debug, Default)]
pub(super) struct Part {
    names: IndexSet<Box<str>, FxBuildHasher>,
    nodes: FxHashMap<(Number, Of), Vec<Number>>,
    texts: FxHashMap<(Number, Of), Vec<Literal>>,
    encounters: BTreeSet<Number>,
    /// Participants, and those who are the same as others.
    people: BTreeSet<Number>,
    /// The statements of which something is said.
    statements: FxHashMap<Number, Stated>,
    /// What those were derived from.
    passages: BTreeSet<Number>,
    /// The words by which somebody is mentioned, folded.
    mentioned: FxHashMap<Number, BTreeSet<String>>,
    /// Whether some of what was said of a statement came without the rest.
    is_torn: bool,
}

/// Whom a statement that somebody is mentioned is about, and what it was derived from.
#[derive(Default)]
struct Mention<'q> {
    of: Vec<&'q Term>,
    passages: Vec<&'q Term>,
}

impl Part {
    /// Takes note of statements. What is said of a statement comes at once, and with it what is said of its passages: as in the
    /// graph of a record. [`Self::is_whole`] tells afterwards whether it did.
    pub fn see(&mut self, quads: &[Quad]) {
        let of = |quad: &Quad| PROPERTIES.get(quad.predicate.as_str()).copied();
        let said: Vec<(&Quad, Of)> = quads.iter().filter_map(|quad| Some((quad, of(quad)?))).collect();
        // each round looks for what those before found to be of use
        let mut mentions: FxHashMap<&NamedOrBlankNode, Mention<'_>> = FxHashMap::default();
        let mut others: FxHashSet<&NamedOrBlankNode> = FxHashSet::default();
        for (quad, of) in &said {
            match &quad.object {
                Term::NamedNode(it)
                    if *of == Of::Predicate && (*it == rico::hasOrHadParticipant || *it == rico::isEquivalentTo) =>
                {
                    let statement = self.number(quad.subject.as_ref());
                    let stated = if *it == rico::isEquivalentTo { Stated::Same } else { Stated::Participant };
                    self.statements.insert(statement, stated);
                }
                Term::NamedNode(it) if *of == Of::Predicate && *it == schema::mentions => {
                    mentions.insert(&quad.subject, Mention::default());
                }
                _ if matches!(of, Of::Predicate | Of::Title | Of::Class) => drop(others.insert(&quad.subject)),
                _ => {}
            }
        }
        for (quad, of) in &said {
            match of {
                Of::Subject | Of::Object | Of::Passage | Of::By => {
                    if let Some(mention) = mentions.get_mut(&quad.subject) {
                        match of {
                            Of::Object => mention.of.push(&quad.object),
                            Of::Passage => mention.passages.push(&quad.object),
                            _ => {}
                        }
                    } else if !others.contains(&quad.subject) {
                        self.evidence(quad, *of);
                    }
                }
                Of::Participant | Of::Same => {
                    let object = self.add(quad, *of);
                    self.people.extend(object);
                    if *of == Of::Same {
                        let subject = self.number(quad.subject.as_ref());
                        self.people.insert(subject);
                    }
                }
                Of::Class => {
                    if quad.object.as_ref() == chy::Encounter.into() {
                        let encounter = self.number(quad.subject.as_ref());
                        self.encounters.insert(encounter);
                    }
                }
                Of::Predicate | Of::Form | Of::Exact | Of::Field | Of::Start => {}
                _ => drop(self.add(quad, *of)),
            }
        }
        let mentioned = mentions.values().flat_map(|mention| &mention.passages);
        let mut words: FxHashMap<TermRef<'_>, Vec<&str>> =
            mentioned.map(|passage| (passage.as_ref(), Vec::new())).collect();
        for (quad, of) in said.iter().filter(|(_, of)| matches!(of, Of::Form | Of::Exact | Of::Field | Of::Start)) {
            if let (Of::Exact, Term::Literal(exact)) = (of, &quad.object)
                && let Some(words) = words.get_mut(&quad.subject.as_ref().into())
            {
                words.push(exact.value());
            }
            let is_of_use = |it: &Number| match of {
                Of::Form => self.people.contains(it) || !self.called(*it).is_empty(),
                _ => self.passages.contains(it),
            };
            if self.find(quad.subject.as_ref()).filter(is_of_use).is_some() {
                self.add(quad, *of);
            }
        }
        for mention in mentions.values() {
            let exact = mention.passages.iter().filter_map(|passage| words.get(&passage.as_ref()));
            self.is_torn |= exact.clone().any(Vec::is_empty);
            for of in mention.of.iter().filter_map(|of| node(of.as_ref())) {
                let of = self.number(of);
                exact.clone().flatten().for_each(|exact| self.mention(of, exact));
            }
        }
    }

    /// Takes note of words by which somebody is mentioned.
    fn mention(&mut self, who: Number, exact: &str) {
        let forms = self.mentioned.entry(who).or_default();
        let form = fold(exact);
        if !forms.contains(&form) {
            forms.insert(form);
        }
    }

    /// Something that is said of a statement.
    fn evidence(&mut self, quad: &Quad, of: Of) {
        match self.find(quad.subject.as_ref()) {
            Some(it) if self.statements.contains_key(&it) => {
                let object = self.add(quad, of);
                self.passages.extend(object.filter(|_| of == Of::Passage));
            }
            Some(it) if !self.texts(it, Of::Title).is_empty() => {}
            _ => self.is_torn = true,
        }
    }

    /// Whether all that was seen came as [`Self::see`] wants it.
    pub fn is_whole(&self) -> bool {
        !self.is_torn && self.passages.iter().all(|passage| !self.texts(*passage, Of::Exact).is_empty())
    }
}

impl Part {
    /// The encounters.
    pub fn encounters(&self) -> impl Iterator<Item = Number> + '_ {
        self.encounters.iter().copied()
    }

    /// The statements of which something is said.
    pub fn statements(&self, stated: Stated) -> impl Iterator<Item = Number> + '_ {
        self.statements.iter().filter(move |(_, it)| **it == stated).map(|(statement, _)| *statement)
    }

    /// What is said by a property whose values are nodes.
    pub fn nodes(&self, of: Number, property: Of) -> &[Number] {
        self.nodes.get(&(of, property)).map_or(&[], Vec::as_slice)
    }

    /// The same, of every node.
    pub fn all(&self, property: Of) -> impl Iterator<Item = (Number, Number)> + '_ {
        let said = self.nodes.iter().filter(move |((_, of), _)| *of == property);
        said.flat_map(|((subject, _), objects)| objects.iter().map(|object| (*subject, *object)))
    }

    /// What is said by a property whose values are texts.
    pub fn texts(&self, of: Number, property: Of) -> &[Literal] {
        self.texts.get(&(of, property)).map_or(&[], Vec::as_slice)
    }

    /// What somebody is called: their name, or else their role.
    pub fn called(&self, who: Number) -> &[Literal] {
        match self.texts(who, Of::Name) {
            [] => self.texts(who, Of::Role),
            names => names,
        }
    }

    /// All forms of the name of a node, folded.
    pub fn forms(&self, of: Number) -> impl Iterator<Item = String> + '_ {
        let written = [Of::Name, Of::Role, Of::Form].into_iter().flat_map(move |form| self.texts(of, form));
        written.map(|form| fold(form.value())).chain(self.mentioned.get(&of).into_iter().flatten().cloned())
    }

    /// The IRI of a node, if it has one.
    pub fn iri(&self, of: Number) -> Option<&str> {
        Some(self.name(of)).filter(|name| !name.starts_with("_:"))
    }

    /// The IRI or the name of a node.
    pub fn name(&self, of: Number) -> &str {
        self.names.get_index(of as usize).map_or("", |name| name)
    }

    fn find(&self, node: NamedOrBlankNodeRef<'_>) -> Option<Number> {
        self.names.get_index_of(&*name(node)).map(|at| at as Number)
    }

    fn number(&mut self, node: NamedOrBlankNodeRef<'_>) -> Number {
        // a string of its own is made of new ones only
        self.find(node).unwrap_or_else(|| self.names.insert_full((*name(node)).into()).0 as Number)
    }

    /// Takes note of a statement; the number of its object, if that is a node.
    fn add(&mut self, quad: &Quad, of: Of) -> Option<Number> {
        let subject = self.number(quad.subject.as_ref());
        if let Term::Literal(text) = &quad.object {
            let texts = self.texts.entry((subject, of)).or_default();
            if texts.last() != Some(text) {
                texts.push(text.clone());
            }
            return None;
        }
        let object = self.number(node(quad.object.as_ref())?);
        let nodes = self.nodes.entry((subject, of)).or_default();
        if nodes.last() != Some(&object) {
            nodes.push(object);
        }
        Some(object)
    }
}

/// The term as a node, if it is one.
fn node(term: TermRef<'_>) -> Option<NamedOrBlankNodeRef<'_>> {
    match term {
        TermRef::NamedNode(node) => Some(node.into()),
        TermRef::BlankNode(node) => Some(node.into()),
        _ => None,
    }
}

/// What a node is kept as.
fn name(node: NamedOrBlankNodeRef<'_>) -> Cow<'_, str> {
    match node {
        NamedOrBlankNodeRef::NamedNode(node) => node.as_str().into(),
        NamedOrBlankNodeRef::BlankNode(node) => format!("_:{}", node.as_str()).into(),
    }
}
