//! A resolution becomes quads: what a record says, each statement with its words, in the record's own graph.
//!
//! | graph | what it holds |
//! |---|---|
//! | `record/…` | one record: its fields, its claims, the evidence for each, and the things known from it only |
//! | `collection/…` | one collection: its header, its parts, its members |
//! | `entities` | what follows from the name of a mission, body, office or date and no authority file says; the source files |
//! | `authority` | what the authority files say of the persons, bodies, places and offices that are used |
//! | `ontology` | the kinds that are used, and the rules, with how often each was right when measured |
//!
//! A claim takes six quads (itself, its subject, predicate and object again, its rule, its passage) and a passage five;
//! neither has a type of its own, since `rdf:predicate` and `oa:exact` tell them as well.

use crate::claim::{Body, Claim, Node, Person, Relation};
use crate::rdf::confidence::Confidence;
use crate::rdf::kind::Kinds;
use crate::rdf::mint::{Base, This};
use crate::rdf::name::Names;
use crate::rdf::quads::{Number, Quads};
use crate::rdf::shared::{Shared, Source};
use crate::rdf::thing::named;
use crate::rdf::vocab::{self, chy, dc, dcterms, kind, oa, prov, rdf, rdfs, rico, schema, skos};
use crate::record::{Collection, Field, Passage, Place};
use crate::resolve::Resolution;
use crate::resolve::authority::Authority;
use crate::source::Residue;
use indexmap::IndexMap;
use oxigraph::model::NamedNode;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// Turns resolutions into quads.
pub struct Mapper<'a> {
    pub(super) base: &'a Base,
    pub(super) authority: &'a Authority,
    pub(super) kinds: &'a Kinds,
    pub(super) confidence: &'a Confidence,
    pub(super) names: Names<'a>,
}

impl<'a> Mapper<'a> {
    /// A mapper that mints below a base and asks these authority files, kinds and measured rules.
    pub fn new(base: &'a Base, authority: &'a Authority, kinds: &'a Kinds, confidence: &'a Confidence) -> Self {
        Self { base, authority, kinds, confidence, names: Names::new(base, authority, kinds) }
    }

    /// Adds the quads of one record, and of its membership in a collection; what it shares with others is noted in `shared`.
    pub fn record(
        &self,
        quads: &mut Quads,
        resolution: &Resolution<'_>,
        collection: Option<&Collection>,
        source: &Source,
        shared: &mut Shared,
    ) {
        let record = resolution.record;
        let this = This::record(self.base, record);
        quads.begin(&self.base.graph_of(this.iri()));
        let me = quads.number(this.iri());
        quads.add(me, rdf::type_, rico::Record);
        quads.text(me, rico::title, &record.title);
        quads.text(me, rdfs::label, &record.title);
        if let Some(description) = record.description.as_deref().filter(|text| !text.is_empty()) {
            quads.text(me, rico::scopeAndContent, description);
        }
        if let Some(date) = &record.date_text {
            quads.text(me, dcterms::date, date);
        }
        quads.text(me, rico::identifier, &["key:", this.key()].concat());
        if let Some(id) = &record.id {
            quads.text(me, rico::identifier, &["id:", &record.archive, "|", id].concat());
        }
        if let Some(url) = &record.url {
            quads.text(me, rico::identifier, url);
        }
        for (field, text) in &record.given {
            quads.text(me, field_property(*field), text);
        }
        self.source(quads, me, &record.place, source, shared);

        let text = |field| record.text(field);
        self.claims(quads, &this, &resolution.claims, &text, shared);
        for (node, form) in &resolution.other_forms {
            let node = quads.number(&this.node(node));
            quads.text(node, skos::altLabel, form);
        }
        for passage in &resolution.unread {
            if let Some(words) = words(quads, &this, &text, *passage) {
                quads.add(words, dcterms::type_, kind::unread);
                shared.add_kind("unread");
            }
        }
        if let Some(collection) = collection {
            let set = self.base.collection(&collection.archive, &collection.title);
            quads.begin(&self.base.graph_of(&set));
            quads.add(me, rico::isOrWasIncludedIn, &set);
        }
    }

    /// Adds the quads of one collection; the claims' [`Node::This`] is the collection.
    pub fn collection(
        &self,
        quads: &mut Quads,
        collection: &Collection,
        claims: &[Claim<Node>],
        source: &Source,
        shared: &mut Shared,
    ) {
        let this = This::collection(self.base, collection);
        quads.begin(&self.base.graph_of(this.iri()));
        let me = quads.number(this.iri());
        quads.add(me, rdf::type_, rico::RecordSet);
        quads.text(me, rico::title, &collection.title);
        quads.text(me, rdfs::label, &collection.title);
        if let Some(description) = collection.description.as_deref().filter(|text| !text.is_empty()) {
            quads.text(me, rico::scopeAndContent, description);
        }
        self.source(quads, me, &collection.place, source, shared);
        self.claims(quads, &this, claims, &|field| collection.text(field), shared);
    }

    /// Adds the quads of the lines of a file that belong to no record and that no rule read.
    pub fn residue(&self, quads: &mut Quads, residue: &[Residue], source: &Source, shared: &mut Shared) {
        quads.begin(&self.base.graph("entities"));
        for line in residue {
            let me = quads.number(&self.base.line(&source.sha256, line.line.saturating_sub(1)));
            quads.text(me, rico::generalDescription, &line.text);
            quads.add(me, dcterms::type_, kind::unread);
            shared.add_kind("unread");
            shared.add_source(source);
        }
    }

    /// Where a record or collection stands in its file: the IRI says it by lines and by bytes.
    fn source(&self, quads: &mut Quads, thing: Number, place: &Place, source: &Source, shared: &mut Shared) {
        quads.add(thing, prov::wasDerivedFrom, &self.base.lines(&source.sha256, place));
        shared.add_source(source);
    }

    /// The claims, the evidence for each, and the things that are known from here only.
    fn claims<'t>(
        &self,
        quads: &mut Quads,
        this: &This<'_>,
        claims: &[Claim<Node>],
        text: &dyn Fn(Field) -> &'t str,
        shared: &mut Shared,
    ) {
        let mut nodes: IndexMap<&Node, (NamedNode, Number), FxBuildHasher> = IndexMap::default();
        let mut place = |node| {
            let entry = nodes.entry(node);
            let at = entry.index();
            entry.or_insert_with(|| {
                let iri = this.node(node);
                let number = quads.number(&iri);
                (iri, number)
            });
            at
        };
        let ends: Vec<_> = claims.iter().map(|claim| [&claim.subject, &claim.object].map(&mut place)).collect();
        let mut passages: FxHashMap<Passage, Option<Number>> = FxHashMap::default();
        for (claim, ends) in claims.iter().zip(ends) {
            let [(subject, subject_number), (object, object_number)] = ends.map(|at| &nodes[at]);
            let predicate = property(claim.relation);
            let statement = quads.number(&this.statement(subject, predicate, object, claim.rule));
            quads.add(*subject_number, predicate, *object_number);
            quads.add(statement, rdf::subject, *subject_number);
            quads.add(statement, rdf::predicate, predicate);
            quads.add(statement, rdf::object, *object_number);
            let rule = quads.rule(claim.rule);
            quads.add(statement, prov::wasAttributedTo, rule);
            for passage in &claim.passages {
                let words = *passages.entry(*passage).or_insert_with(|| words(quads, this, text, *passage));
                if let Some(words) = words {
                    quads.add(statement, prov::wasDerivedFrom, words);
                }
            }
            shared.add_rule(claim.rule);
        }
        nodes.sort_unstable_keys();
        for (node, (iri, number)) in nodes {
            self.describe(quads, this, (node, &iri, number), claims, shared);
        }
    }

    /// Describes a thing here if it is known from here only, and otherwise has it described with the shared ones.
    fn describe(
        &self,
        quads: &mut Quads,
        this: &This<'_>,
        (node, iri, me): (&Node, &NamedNode, Number),
        claims: &[Claim<Node>],
        shared: &mut Shared,
    ) {
        match node {
            Node::This => {}
            Node::Collection(title) => {
                quads.add(me, rdf::type_, rico::RecordSet);
                quads.text(me, rico::title, title);
                quads.text(me, rdfs::label, title);
            }
            Node::Person(Person::Here { name, .. }) => named(quads, me, rico::Person, name),
            Node::Unnamed { phrase, .. } => {
                quads.add(me, rdf::type_, chy::UnnamedPerson);
                quads.text(me, rico::generalDescription, phrase);
                quads.text(me, rdfs::label, phrase);
            }
            Node::Event { encounter, .. } => {
                quads.add(me, rdf::type_, if *encounter { chy::Encounter } else { rico::Event });
                quads.text(me, rdfs::label, &self.event_label(node, claims));
            }
            Node::Body(Body::Named { name, of: None, kind }) => {
                self.body(quads, me, name, None, kind);
                shared.add_kind(kind);
            }
            Node::Mission(mission) if this.owns(iri) => {
                self.mission(quads, me, mission);
                shared.add_kind(&mission.kind);
                for place in mission.to.iter().chain(&mission.city) {
                    shared.add(&Node::Place(place.clone()));
                }
            }
            Node::Position(position) if this.owns(iri) => {
                self.position(quads, this, me, position);
                shared.add_kind(&position.office);
                for state in position.states() {
                    shared.add(&Node::Place(state.clone()));
                }
                if let Some(body) = &position.body {
                    let body = Node::Body((**body).clone());
                    let iri = this.node(&body);
                    let number = quads.number(&iri);
                    self.describe(quads, this, (&body, &iri, number), claims, shared);
                }
            }
            _ => shared.add(node),
        }
    }

    /// `conversation of Aleksandr Puzanov, Pak Seong-cheol and Pak Yong-guk`.
    fn event_label(&self, event: &Node, claims: &[Claim<Node>]) -> String {
        let said = |relation| claims.iter().filter(move |claim| claim.subject == *event && claim.relation == relation);
        let mut parties: Vec<String> = Vec::new();
        for claim in said(Relation::Participant) {
            let name = self.names.of(&claim.object);
            if !parties.contains(&name) {
                parties.push(name);
            }
        }
        let what = said(Relation::EventType)
            .map(|claim| self.names.of(&claim.object))
            .next()
            .unwrap_or_else(|| "event".into());
        match parties.split_last() {
            None => what,
            Some((only, [])) => format!("{what} of {only}"),
            Some((last, rest)) => format!("{what} of {} and {last}", rest.join(", ")),
        }
    }
}

/// Words of a field. `None` where the field has no such words, which leaves a statement without evidence for the shapes to
/// find.
fn words<'t>(quads: &mut Quads, this: &This<'_>, text: &dyn Fn(Field) -> &'t str, passage: Passage) -> Option<Number> {
    let words = text(passage.field).get(passage.start..passage.end)?;
    let me = quads.number(&this.passage(passage));
    let (start, end) = this.code_points(passage);
    quads.add(me, oa::hasSource, this.iri());
    quads.add(me, chy::field, field_property(passage.field));
    quads.count(me, oa::start, start);
    quads.count(me, oa::end, end);
    quads.text(me, oa::exact, words);
    Some(me)
}

fn property(relation: Relation) -> vocab::Term {
    match relation {
        Relation::CreationDate => rico::hasCreationDate,
        Relation::Form => rico::hasDocumentaryFormType,
        Relation::Author => rico::hasAuthor,
        Relation::Sender => rico::hasSender,
        Relation::Addressee => rico::hasAddressee,
        Relation::Mentions => schema::mentions,
        Relation::Describes => rico::describesOrDescribed,
        Relation::Participant => rico::hasOrHadParticipant,
        Relation::EventType => rico::hasEventType,
        Relation::OccurredAt => rico::occurredAtDate,
        Relation::Location => rico::hasOrHadLocation,
        Relation::Occupies => rico::occupiesOrOccupied,
        Relation::Includes => rico::includesOrIncluded,
        Relation::AssociatedWith => rico::isRecordResourceAssociatedWithRecordResource,
    }
}

pub(crate) fn field_property(field: Field) -> vocab::Term {
    match field {
        Field::Date => dcterms::date,
        Field::Title => rico::title,
        Field::Description => rico::scopeAndContent,
        Field::Authors => dc::creator,
        Field::Recipients => chy::recipients,
        Field::Participants => chy::participants,
        Field::Contributors => dc::contributor,
        Field::Mentioned => chy::mentioned,
        Field::Places => dc::coverage,
        Field::Subjects => dc::subject,
        Field::Language => dc::language,
        Field::Source => dc::source,
        Field::Body => schema::text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::DEFAULT_BASE;
    use crate::rdf::fixture::{self, trig};
    use oxigraph::model::Quad;
    use std::collections::HashSet;

    fn record(record: &crate::record::Record, source: &Source) -> HashSet<Quad> {
        let base = Base::new(DEFAULT_BASE).unwrap();
        let mapper = Mapper::new(&base, &fixture::AUTHORITY, &fixture::KINDS, &fixture::CONFIDENCE);
        let (mut quads, mut shared) = (Quads::default(), Shared::default());
        let (resolution, collection) = (fixture::resolution(record), fixture::collection());
        mapper.record(&mut quads, &resolution, Some(&collection), source, &mut shared);
        mapper.shared(&mut quads, &shared);
        quads.to_vec().into_iter().collect()
    }

    #[test]
    fn a_report_of_a_conversation() {
        insta::assert_snapshot!(trig(&fixture::graph(DEFAULT_BASE)));
    }

    #[test]
    fn nothing_is_said_twice_and_nothing_is_blank() {
        let quads = fixture::graph(DEFAULT_BASE);
        assert_eq!(quads.iter().collect::<HashSet<_>>().len(), quads.len());
        assert!(!trig(&quads).contains("_:"));
        assert_eq!(trig(&quads), trig(&fixture::graph(DEFAULT_BASE)));
    }

    #[test]
    fn another_base_moves_everything() {
        let other = trig(&fixture::graph("http://example.org/kb/"));
        assert!(!other.contains("w3id.org/chancery/id/") && !other.contains("w3id.org/chancery/graph/"));
        assert_eq!(fixture::graph("http://example.org/kb/").len(), fixture::graph(DEFAULT_BASE).len());
    }

    #[test]
    fn a_record_is_the_same_whatever_is_converted_beside_it() {
        let (first, mut second) = (fixture::report(), fixture::report());
        second.title.push_str(" (copy)");
        let source = Source::new("a.txt", b"a");
        let base = Base::new(DEFAULT_BASE).unwrap();
        let (mapper, mut shared, mut other) = (
            Mapper::new(&base, &fixture::AUTHORITY, &fixture::KINDS, &fixture::CONFIDENCE),
            Shared::default(),
            Shared::default(),
        );
        let (mut both, collection) = (Quads::default(), fixture::collection());
        mapper.record(&mut both, &fixture::resolution(&second), Some(&collection), &source, &mut shared);
        mapper.record(&mut both, &fixture::resolution(&first), Some(&collection), &source, &mut other);
        shared.extend(other);
        mapper.shared(&mut both, &shared);
        let apart: HashSet<_> = record(&first, &source).union(&record(&second, &source)).cloned().collect();
        assert_eq!(both.to_vec().into_iter().collect::<HashSet<_>>(), apart);
    }

    /// A claim about words that are not there leaves a statement without evidence, which the shapes report.
    #[test]
    fn words_that_are_not_there_are_no_evidence() {
        let report = fixture::report();
        let mut resolution = fixture::resolution(&report);
        let mut claim = resolution.claims.remove(0);
        claim.passages = vec![Passage::new(Field::Title, 60..61), Passage::new(Field::Title, 5..9999)];
        resolution.claims = vec![claim];
        let base = Base::new(DEFAULT_BASE).unwrap();
        let (mut quads, source) = (Quads::default(), Source::new("a", b""));
        Mapper::new(&base, &fixture::AUTHORITY, &fixture::KINDS, &fixture::CONFIDENCE).record(
            &mut quads,
            &resolution,
            None,
            &source,
            &mut Shared::default(),
        );
        let evidence = quads.iter().filter(|quad| quad.predicate == prov::wasDerivedFrom).count();
        assert_eq!(evidence, usize::from(report.title.get(60..61).is_some()) + 1, "the record's own place in its file");
    }
}
