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

use crate::claim::{Body, Claim, DEFAULT_BASE, Mission, Node, Person, Position, Relation};
use crate::date::Date;
use crate::rdf::confidence::Confidence;
use crate::rdf::kind::Kinds;
use crate::rdf::mint::{self, Base, This};
use crate::rdf::quads::{Number, Quads};
use crate::rdf::vocab::{self, chy, crm, dc, dcterms, itsrdf, kind, oa, prov, rdf, rdfs, rico, schema, skos, xsd};
use crate::record::{Collection, Field, Passage, Place};
use crate::resolve::Resolution;
use crate::resolve::authority::Authority;
use crate::rule::{Basis, Rule};
use crate::source::Residue;
use chrono::NaiveDate;
use indexmap::IndexMap;
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The file that a listing was read from.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    sha256: String,
}

impl Source {
    /// A file by its name and its bytes.
    pub fn new(name: impl Into<String>, bytes: &[u8]) -> Self {
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { name: name.into(), sha256 }
    }

    /// A file by its name and the SHA-256 of its bytes, in hexadecimal.
    pub fn known(name: &str, sha256: &str) -> Self {
        Self { name: name.to_owned(), sha256: sha256.to_owned() }
    }
}

/// Things that are described once for all records that use them.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    nodes: FxHashSet<Node>,
    rules: FxHashMap<&'static str, &'static Rule>,
    sources: BTreeMap<String, BTreeSet<String>>,
}

impl Shared {
    /// Adds a thing and those that its description names.
    pub fn add(&mut self, node: &Node) {
        if self.nodes.contains(node) {
            return;
        }
        self.nodes.insert(node.clone());
        match node {
            Node::Mission(mission) => {
                self.add_kind(&mission.kind);
                for place in [&mission.of, &mission.to, &mission.city].into_iter().flatten() {
                    self.add(&Node::Place(place.clone()));
                }
            }
            Node::Body(Body::Named { of, kind, .. }) => {
                self.add_kind(kind);
                if let Some(state) = of {
                    self.add(&Node::Place(state.clone()));
                }
            }
            Node::Position(position) => {
                self.add_kind(&position.office);
                for state in position.states() {
                    self.add(&Node::Place(state.clone()));
                }
                if let Some(seat) = seat(position) {
                    self.add(&seat);
                }
            }
            _ => {}
        }
    }

    /// The same things in several sets, so that their descriptions need not all be in memory: dates, of which there may be
    /// very many and whose descriptions name nothing else, so many at a time; then the others.
    pub fn parted(mut self, dates: usize) -> impl Iterator<Item = Self> {
        let is_date = |node: &Node| matches!(node, Node::Date(_));
        let (mut all, rest): (Vec<Node>, Vec<Node>) = std::mem::take(&mut self.nodes).into_iter().partition(is_date);
        all.sort_unstable();
        self.nodes = rest.into_iter().collect();
        let some = |nodes: &[Node]| Self { nodes: nodes.iter().cloned().collect(), ..Self::default() };
        let parts: Vec<Self> = all.chunks(dates).map(some).collect();
        parts.into_iter().chain([self])
    }

    fn add_kind(&mut self, slug: &str) {
        self.add(&Node::Kind(slug.into()));
    }

    /// Adds a rule that made a statement.
    pub fn add_rule(&mut self, rule: &'static Rule) {
        if self.rules.insert(rule.id, rule).is_none() {
            self.add_kind(basis(rule.basis));
        }
    }

    fn add_source(&mut self, source: &Source) {
        self.sources.entry(source.sha256.clone()).or_default().insert(source.name.clone());
    }

    /// Adds all things of another set.
    pub fn extend(&mut self, other: Self) {
        self.nodes.extend(other.nodes);
        self.rules.extend(other.rules);
        for (sha256, names) in other.sources {
            self.sources.entry(sha256).or_default().extend(names);
        }
    }
}

/// Turns resolutions into quads.
pub struct Mapper<'a> {
    base: &'a Base,
    authority: &'a Authority,
    kinds: &'a Kinds,
    confidence: &'a Confidence,
}

impl<'a> Mapper<'a> {
    /// A mapper that mints below a base and asks these authority files, kinds and measured rules.
    pub fn new(base: &'a Base, authority: &'a Authority, kinds: &'a Kinds, confidence: &'a Confidence) -> Self {
        Self { base, authority, kinds, confidence }
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
            quads.text(me, rico::identifier, &format!("id:{}|{id}", record.archive));
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

    /// Adds the quads of the shared graphs: entities, authority and ontology.
    pub fn shared(&self, quads: &mut Quads, shared: &Shared) {
        quads.begin(&self.base.graph("entities"));
        for (sha256, names) in &shared.sources {
            let source = quads.number(&self.base.source(sha256));
            quads.add(source, rdf::type_, prov::Entity);
            for name in names {
                quads.text(source, rico::name, name);
                quads.text(source, rdfs::label, name);
            }
        }
        let mut kinds: BTreeSet<&str> = BTreeSet::new();
        let mut entries = Vec::new();
        let mut nodes: Vec<&Node> = shared.nodes.iter().collect();
        nodes.sort_unstable();
        for node in nodes {
            match node {
                Node::Kind(slug) => {
                    kinds.insert(slug);
                }
                _ => match self.entry(node) {
                    Some(path) => {
                        self.beside_entry(quads, node, &path);
                        entries.push(path);
                    }
                    None => self.entity(quads, node),
                },
            }
        }

        quads.begin(&self.base.graph("authority"));
        let mut used = self.entries(quads, entries);
        used.extend(kinds.into_iter().map(str::to_owned));

        quads.begin(&self.base.graph("ontology"));
        let mut rules: Vec<_> = shared.rules.values().collect();
        rules.sort_unstable_by_key(|rule| rule.id);
        for rule in rules {
            let node = quads.number(&mint::rule(rule));
            quads.add(node, rdf::type_, prov::SoftwareAgent);
            quads.text(node, rdfs::label, rule.id);
            quads.add(node, dcterms::type_, &mint::kind(basis(rule.basis)));
            quads.add(node, rdfs::comment, &Literal::new_language_tagged_literal_unchecked(rule.says, "en"));
            if let Some(measured) = self.confidence.of(rule.id) {
                let precision = format!("{:.3}", measured.precision().unwrap_or_default());
                quads.add(node, itsrdf::taConfidence, &Literal::new_typed_literal(precision, xsd::decimal));
                quads.count(node, chy::right, measured.right);
                quads.count(node, chy::wrong, measured.wrong);
            }
        }
        for slug in used {
            for triple in self.kinds.describe(&slug) {
                quads.add_triple(triple.as_ref());
            }
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
        for node in claims.iter().flat_map(|claim| [&claim.subject, &claim.object]) {
            nodes.entry(node).or_insert_with(|| {
                let iri = this.node(node);
                let number = quads.number(&iri);
                (iri, number)
            });
        }
        let mut passages: FxHashMap<Passage, Option<Number>> = FxHashMap::default();
        for claim in claims {
            let ((subject, subject_number), (object, object_number)) = (&nodes[&claim.subject], &nodes[&claim.object]);
            let predicate = property(claim.relation);
            let statement = quads.number(&this.statement(subject, predicate, object, claim.rule));
            quads.add(*subject_number, predicate, *object_number);
            quads.add(statement, rdf::subject, *subject_number);
            quads.add(statement, rdf::predicate, predicate);
            quads.add(statement, rdf::object, *object_number);
            quads.add(statement, prov::wasAttributedTo, &mint::rule(claim.rule));
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
            let name = self.name(&claim.object);
            if !parties.contains(&name) {
                parties.push(name);
            }
        }
        let what =
            said(Relation::EventType).map(|claim| self.name(&claim.object)).next().unwrap_or_else(|| "event".into());
        match parties.split_last() {
            None => what,
            Some((only, [])) => format!("{what} of {only}"),
            Some((last, rest)) => format!("{what} of {} and {last}", rest.join(", ")),
        }
    }

    /// The description of a thing that follows from its name.
    fn entity(&self, quads: &mut Quads, node: &Node) {
        let this = This::shared(self.base);
        let me = quads.number(&this.node(node));
        match node {
            Node::Mission(mission) => self.mission(quads, me, mission),
            Node::Body(Body::Named { name, of, kind }) => self.body(quads, me, name, of.as_deref(), kind),
            Node::Body(Body::Authority(_)) => named(quads, me, rico::CorporateBody, &self.name(node)),
            Node::Person(_) => named(quads, me, rico::Person, &self.name(node)),
            Node::Place(_) => named(quads, me, rico::Place, &self.name(node)),
            Node::Position(position) => self.position(quads, &this, me, position),
            Node::Date(date) => date_entity(quads, me, *date),
            Node::This | Node::Collection(_) | Node::Unnamed { .. } | Node::Event { .. } | Node::Kind(_) => {}
        }
    }

    /// Where the authority files describe a thing, if they do: it is described there then, whoever names it, so that no
    /// statement stands in two graphs.
    fn entry(&self, node: &Node) -> Option<String> {
        entry(self.base, node).filter(|path| self.authority.name(path).is_some())
    }

    /// What follows from the name of an office and the authority files' entry of it leaves open, such as the embassy of an
    /// ambassador. The other entries have all of it.
    fn beside_entry(&self, quads: &mut Quads, node: &Node, path: &str) {
        let Node::Position(position) = node else { return };
        let this = This::shared(self.base);
        let iri = this.node(node);
        let mut all = Quads::default();
        let me = all.number(&iri);
        self.position(&mut all, &this, me, position);
        let (entry, told) = (NamedNode::new_unchecked([DEFAULT_BASE, path].concat()), self.authority.describe(path));
        let told: FxHashSet<_> =
            told.iter().filter(|it| it.subject == entry.clone().into()).map(|it| &it.predicate).collect();
        for quad in all.iter().filter(|quad| !told.contains(&quad.predicate.into_owned())) {
            quads.add_triple(quad.into());
        }
    }

    fn mission(&self, quads: &mut Quads, me: Number, mission: &Mission) {
        named(quads, me, chy::DiplomaticMission, &self.mission_name(mission));
        quads.add(me, rico::hasOrHadCorporateBodyType, &mint::kind(&mission.kind));
        if let Some(state) = &mission.of {
            quads.add(me, chy::sendingState, &self.base.place(state));
        }
        if let Some(state) = &mission.to {
            quads.add(me, chy::receivingState, &self.base.place(state));
        }
        if let Some(city) = &mission.city {
            quads.add(me, rico::agentHasOrHadLocation, &self.base.place(city));
        }
    }

    fn body(&self, quads: &mut Quads, me: Number, name: &str, of: Option<&str>, kind: &str) {
        named(quads, me, rico::CorporateBody, &self.body_name(name, of));
        quads.add(me, rico::hasOrHadCorporateBodyType, &mint::kind(kind));
        if let Some(state) = of {
            quads.add(me, rico::hasOrHadJurisdiction, &self.base.place(state));
        }
    }

    fn position(&self, quads: &mut Quads, this: &This<'_>, me: Number, position: &Position) {
        named(quads, me, rico::Position, &self.position_name(position));
        quads.add(me, rico::hasOrHadType, &mint::kind(&position.office));
        // whose office it is can be asked of one that only a text names, too
        if let Some(state) = &position.of {
            quads.add(me, rico::isAgentAssociatedWithPlace, &self.base.place(state));
        }
        if let Some(state) = &position.to {
            quads.add(me, rico::hasOrHadJurisdiction, &self.base.place(state));
        }
        if let Some(seat) = seat(position) {
            quads.add(me, rico::existsOrExistedIn, &this.node(&seat));
        }
    }

    /// What the authority files say of these entries and of those that they lead to; returns the kinds used.
    fn entries(&self, quads: &mut Quads, paths: Vec<String>) -> BTreeSet<String> {
        let mut kinds = BTreeSet::new();
        for path in paths {
            let mut triples = self.authority.describe(&path);
            // what recognition needs and readers of a graph do not
            triples.retain(|triple| ![chy::adjective, chy::demonym].contains(&triple.predicate.as_ref()));
            let objects = triples.iter().filter_map(|triple| match &triple.object {
                Term::NamedNode(node) => node.as_str().strip_prefix(kind::PREFIX),
                _ => None,
            });
            kinds.extend(objects.map(str::to_owned));
            let labelled = triples.iter().any(|triple| triple.predicate == rdfs::label);
            if let Some(name) = self.authority.name(&path).filter(|_| !labelled && !triples.is_empty()) {
                let entry = NamedNode::new_unchecked(format!("{}{path}", self.base.as_str()));
                let entry = quads.number(&entry);
                quads.text(entry, rdfs::label, name);
            }
            for triple in triples {
                let subject = match triple.subject {
                    NamedOrBlankNode::NamedNode(node) => self.base.rebase(node).into(),
                    node => node,
                };
                let object = match triple.object {
                    Term::NamedNode(node) => self.base.rebase(node).into(),
                    other => other,
                };
                quads.add_triple(Triple { subject, object, ..triple }.as_ref());
            }
        }
        kinds
    }

    /// The name of a thing, as people would write it.
    fn name(&self, node: &Node) -> String {
        match node {
            Node::Person(Person::Here { name, .. }) => name.clone(),
            Node::Unnamed { phrase, .. } => phrase.clone(),
            Node::Collection(title) => title.clone(),
            Node::Mission(mission) => self.mission_name(mission),
            Node::Body(Body::Named { name, of, .. }) => self.body_name(name, of.as_deref()),
            Node::Position(position) => self.position_name(position),
            Node::Date(date) => date_name(*date),
            Node::Kind(slug) => self.kind_name(slug),
            Node::Person(Person::Authority(slug)) | Node::Body(Body::Authority(slug)) | Node::Place(slug) => {
                let known = entry(self.base, node).and_then(|path| self.authority.name(&path));
                known.map_or_else(|| capitals(&slug.replace('-', " ")), str::to_owned)
            }
            Node::This | Node::Event { .. } => String::new(),
        }
    }

    /// `Embassy of the Soviet Union in North Korea`.
    fn mission_name(&self, mission: &Mission) -> String {
        let host = mint::host(mission).map(|host| format!(" in {}", self.the_place(host))).unwrap_or_default();
        let of = mission.of.as_ref().map(|of| format!(" of {}", self.the_place(of))).unwrap_or_default();
        format!("{}{of}{host}", capitals(&self.kind_name(&mission.kind)))
    }

    /// `Ministry of Foreign Affairs of Hungary`.
    fn body_name(&self, name: &str, of: Option<&str>) -> String {
        match of {
            Some(state) => format!("{name} of {}", self.the_place(state)),
            None => name.to_owned(),
        }
    }

    /// `Ambassador of the Soviet Union to North Korea`, `Head, First Department of Hungary`.
    pub(crate) fn position_name(&self, position: &Position) -> String {
        let mut name = capitals(&self.kind_name(&position.office));
        let body = position.body.as_deref();
        let said = matches!(body, Some(Body::Named { of: Some(state), .. }) if position.of.as_ref() == Some(state));
        if let Some(state) = position.of.as_ref().filter(|_| !said) {
            name = format!("{name} of {}", self.the_place(state));
        }
        if let Some(state) = &position.to {
            name = format!("{name} to {}", self.the_place(state));
        }
        match body {
            Some(body) => format!("{name}, {}", self.name(&Node::Body(body.clone()))),
            None => name,
        }
    }

    fn kind_name(&self, slug: &str) -> String {
        self.kinds.label(slug).map_or_else(|| slug.replace('-', " "), str::to_owned)
    }

    fn the_place(&self, slug: &str) -> String {
        let name = self.name(&Node::Place(slug.into()));
        if takes_article(&name) { format!("the {name}") } else { name }
    }
}

/// A thing of a class with a name, and the same for browsers that do not know RiC-O.
fn named(quads: &mut Quads, thing: Number, class: vocab::Term, name: &str) {
    quads.add(thing, rdf::type_, class);
    quads.text(thing, rico::name, name);
    quads.text(thing, rdfs::label, name);
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

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "stated",
        Basis::Inferred => "inferred",
    }
}

/// The body an office is held in: the one said, or for an ambassador the embassy.
fn seat(position: &Position) -> Option<Node> {
    if let Some(body) = &position.body {
        return Some(Node::Body((**body).clone()));
    }
    let (of, to) = (position.of.as_ref()?, position.to.as_ref()?);
    let embassy = Mission { kind: "embassy".into(), of: Some(of.clone()), to: Some(to.clone()), city: None };
    (position.office == "ambassador").then_some(Node::Mission(embassy))
}

/// Where the authority files would describe a thing.
fn entry(base: &Base, node: &Node) -> Option<String> {
    match node {
        Node::Person(Person::Authority(slug)) => Some(format!("person/{slug}")),
        Node::Body(Body::Authority(slug)) => Some(format!("body/{slug}")),
        Node::Place(slug) => Some(format!("place/{slug}")),
        Node::Position(_) => This::shared(base).node(node).as_str().strip_prefix(base.as_str()).map(str::to_owned),
        _ => None,
    }
}

fn date_entity(quads: &mut Quads, me: Number, date: Date) {
    quads.add(me, rdf::type_, rico::Date);
    quads.text(me, rdfs::label, &date_name(date));
    let edtf = date.to_string();
    let value = match date {
        Date::Day(_) => Literal::new_typed_literal(edtf, xsd::date),
        Date::Month(..) => Literal::new_typed_literal(edtf, xsd::gYearMonth),
        Date::Year(_) => Literal::new_typed_literal(edtf, xsd::gYear),
        Date::Days(..) | Date::OrBefore(_) => Literal::new_simple_literal(edtf),
    };
    quads.add(me, rico::normalizedDateValue, &value);
    if let Date::OrBefore(_) = date {
        quads.add(me, rico::dateQualifier, &Literal::new_language_tagged_literal_unchecked("on or before", "en"));
    }
    let moment =
        |day: NaiveDate, time: &str| Literal::new_typed_literal(format!("{}T{time}Z", Date::Day(day)), xsd::dateTime);
    if let Some(first) = date.first() {
        quads.add(me, crm::P82a_begin_of_the_begin, &moment(first, "00:00:00"));
    }
    quads.add(me, crm::P82b_end_of_the_end, &moment(date.last(), "23:59:59"));
}

/// `13 December 1960`, `August 1962`, `on or before 16 March 1961`.
pub(crate) fn date_name(date: Date) -> String {
    let day = |day: NaiveDate| day.format("%-d %B %Y").to_string();
    match date {
        Date::Year(year) => year.to_string(),
        Date::Month(..) => date.first().map(|first| first.format("%B %Y").to_string()).unwrap_or_default(),
        Date::Day(one) => day(one),
        Date::Days(first, last) => format!("{} to {}", day(first), day(last)),
        Date::OrBefore(last) => format!("on or before {}", day(last)),
    }
}

/// Each word with a capital.
fn capitals(text: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    text.split(' ')
        .map(|word| if word.contains('\'') { word.to_owned() } else { capital(word) })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether English puts "the" before the name of a place: the Soviet Union, the Netherlands, but Hungary.
fn takes_article(name: &str) -> bool {
    const PLURAL_OR_COMMON: &[&str] = &[
        "Union",
        "Republic",
        "Federation",
        "Kingdom",
        "States",
        "Emirates",
        "Islands",
        "Netherlands",
        "Philippines",
        "Maldives",
        "Bahamas",
        "Comoros",
        "Seychelles",
        "Gambia",
        "Vatican",
        "See",
        "Coast",
        "Hague",
    ];
    !name.starts_with("The ") && name.split(' ').next_back().is_some_and(|last| PLURAL_OR_COMMON.contains(&last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::PlaceSlug;
    use crate::rdf::fixture;
    use crate::rdf::write::{Format, write};
    use oxigraph::model::Quad;
    use std::collections::HashSet;

    fn trig(quads: &[Quad]) -> String {
        let mut out = Vec::new();
        write(quads, Format::TriG, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

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

    /// Every office of the authority files, whoever holds it: asked for in the union of all graphs, it is described once.
    #[test]
    fn a_thing_is_described_once() {
        let base = Base::new(DEFAULT_BASE).unwrap();
        let authority = Authority::bundled().unwrap();
        let mapper = Mapper::new(&base, &authority, &fixture::KINDS, &fixture::CONFIDENCE);
        let mut shared = Shared::default();
        for person in authority.persons() {
            shared.add(&Node::Person(Person::Authority(person.slug.clone())));
            for held in &person.offices {
                let body = held.body.clone().map(|body| Box::new(Body::Authority(body)));
                let (office, of, to) = (held.office.clone(), held.of.clone(), held.to.clone());
                shared.add(&Node::Position(Position { office, of, to, body }));
            }
        }
        let mut quads = Quads::default();
        mapper.shared(&mut quads, &shared);
        let quads = quads.to_vec();
        let mut said: HashSet<Triple> = HashSet::new();
        let twice: Vec<String> =
            quads.iter().filter(|quad| !said.insert(Triple::from((*quad).clone()))).map(Quad::to_string).collect();
        assert!(twice.is_empty(), "{twice:#?}");
        // an authority file does not say where an ambassador is at home, and the name of the office does
        let seats = quads.iter().filter(|quad| quad.predicate == rico::existsOrExistedIn);
        let (entities, authority) = (base.graph("entities"), base.graph("authority"));
        assert!(seats.clone().any(|quad| quad.graph_name == entities.clone().into()));
        assert!(seats.clone().any(|quad| quad.graph_name == authority.clone().into()));
        let names =
            quads.iter().filter(|quad| quad.predicate == rico::name && quad.subject.to_string().contains("/position/"));
        assert!(names.clone().count() > 20 && names.clone().all(|quad| quad.graph_name == authority.clone().into()));
    }

    /// Below another base stands the same graph, authority files included; only rules and kinds keep their IRIs.
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

    #[test]
    fn names_in_english() {
        let base = Base::new(DEFAULT_BASE).unwrap();
        let mapper = Mapper::new(&base, &fixture::AUTHORITY, &fixture::KINDS, &fixture::CONFIDENCE);
        let mission = |kind: &str, of: &str, to: Option<&str>, city: Option<&str>| {
            let (to, city) = (to.map(PlaceSlug::new), city.map(PlaceSlug::new));
            mapper.name(&Node::Mission(Mission { kind: kind.into(), of: Some(of.into()), to, city }))
        };
        assert_eq!(mission("embassy", "hungary", Some("north-korea"), None), "Embassy of Hungary in North Korea");
        assert_eq!(
            mission("liaison-office", "united-states", None, Some("pyongyang")),
            "Liaison Office of the United States in Pyongyang"
        );
        assert_eq!(mission("embassy", "hungary", Some("soviet-union"), None), "Embassy of Hungary in the Soviet Union");
        let position = |office: &str, of: Option<&str>, to: Option<&str>, body: Option<Body>| {
            let (of, to) = (of.map(PlaceSlug::new), to.map(PlaceSlug::new));
            mapper.name(&Node::Position(Position { office: office.into(), of, to, body: body.map(Box::new) }))
        };
        assert_eq!(
            position("charge-daffaires", Some("soviet-union"), Some("north-korea"), None),
            "Chargé d'affaires of the Soviet Union to North Korea"
        );
        let body =
            Body::Named { name: "First Department".into(), of: Some("hungary".into()), kind: "department".into() };
        assert_eq!(position("head", Some("hungary"), None, Some(body)), "Head, First Department of Hungary");
        assert_eq!(position("ambassador", None, None, None), "Ambassador");
    }

    #[test]
    fn dates_of_every_precision() {
        let base = Base::new(DEFAULT_BASE).unwrap();
        let day = |d| NaiveDate::from_ymd_opt(1975, 4, d).unwrap();
        let dates =
            [Date::year(1971), Date::month(1962, 8), Date::days(day(18), day(26)), Some(Date::OrBefore(day(18)))];
        let mut quads = Quads::default();
        quads.begin(&base.graph("entities"));
        for date in dates.into_iter().flatten() {
            let me = quads.number(&base.date(date));
            date_entity(&mut quads, me, date);
        }
        insta::assert_snapshot!(trig(&quads.to_vec()));
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
