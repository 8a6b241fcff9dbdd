//! What is said of things whoever names them: what follows from their names, and what the authority files have.

use crate::claim::{Body, DEFAULT_BASE, Mission, Node, Position};
use crate::date::Date;
use crate::rdf::map::Mapper;
use crate::rdf::mint::{self, This};
use crate::rdf::name::{date_name, entry};
use crate::rdf::quads::{Number, Quads};
use crate::rdf::shared::{Shared, basis, seat};
use crate::rdf::vocab::{self, chy, crm, dcterms, itsrdf, kind, prov, rdf, rdfs, rico, xsd};
use chrono::NaiveDate;
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

impl Mapper<'_> {
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
            let node = quads.rule(rule);
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

    /// The description of a thing that follows from its name.
    fn entity(&self, quads: &mut Quads, node: &Node) {
        let this = This::shared(self.base);
        let me = quads.number(&this.node(node));
        match node {
            Node::Mission(mission) => self.mission(quads, me, mission),
            Node::Body(Body::Named { name, of, kind }) => self.body(quads, me, name, of.as_deref(), kind),
            Node::Body(Body::Authority(_)) => named(quads, me, rico::CorporateBody, &self.names.of(node)),
            Node::Person(_) => named(quads, me, rico::Person, &self.names.of(node)),
            Node::Place(_) => named(quads, me, rico::Place, &self.names.of(node)),
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

    pub(super) fn mission(&self, quads: &mut Quads, me: Number, mission: &Mission) {
        named(quads, me, chy::DiplomaticMission, &self.names.mission(mission));
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

    pub(super) fn body(&self, quads: &mut Quads, me: Number, name: &str, of: Option<&str>, kind: &str) {
        named(quads, me, rico::CorporateBody, &self.names.body(name, of));
        quads.add(me, rico::hasOrHadCorporateBodyType, &mint::kind(kind));
        if let Some(state) = of {
            quads.add(me, rico::hasOrHadJurisdiction, &self.base.place(state));
        }
    }

    pub(super) fn position(&self, quads: &mut Quads, this: &This<'_>, me: Number, position: &Position) {
        named(quads, me, rico::Position, &self.names.position(position));
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
}

/// A thing of a class with a name, and the same for browsers that do not know RiC-O.
pub(super) fn named(quads: &mut Quads, thing: Number, class: vocab::Term, name: &str) {
    quads.add(thing, rdf::type_, class);
    quads.text(thing, rico::name, name);
    quads.text(thing, rdfs::label, name);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Person;
    use crate::rdf::fixture::{self, trig};
    use crate::rdf::mint::Base;
    use crate::resolve::authority::Authority;
    use oxigraph::model::Quad;
    use std::collections::HashSet;

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
}
