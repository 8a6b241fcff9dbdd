//! What is known before an import: the authority files, the kinds, and the words for offices. A dataset's own words are
//! looked up here, first in its mapping.

use super::mapping::Mapping;
use super::row::OneOrMany;
use crate::claim::{Body, DEFAULT_BASE, Kind, Position, Slug};
use crate::date::Date;
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::rdf::kind::Kinds;
use crate::rdf::vocab;
use crate::resolve::authority::{Authority, PlaceEntry};
use crate::resolve::folded;
use oxigraph::model::Term;
use oxigraph::model::vocab::rdf;
use std::collections::{BTreeMap, HashMap};

/// The words that listings have for offices serve here too.
const OFFICES: &str = include_str!("../../data/lexicon/offices.tsv");

/// The classes of kinds.
pub(super) const TYPE: &str = "https://www.ica.org/standards/RiC/ontology#Type";
pub(super) const BODY_TYPE: &str = "https://www.ica.org/standards/RiC/ontology#CorporateBodyType";
pub(super) const PLACE_TYPE: &str = "https://www.ica.org/standards/RiC/ontology#PlaceType";

/// Properties of entries.
pub(super) const SAME_AS: &str = "http://www.w3.org/2002/07/owl#sameAs";
pub(super) const SOURCE: &str = "http://purl.org/dc/terms/source";
pub(super) const REPLACES: &str = "http://purl.org/dc/terms/replaces";
const OFFICE_TYPE: &str = "https://www.ica.org/standards/RiC/ontology#hasOrHadType";
const OF: &str = "https://www.ica.org/standards/RiC/ontology#isAgentAssociatedWithPlace";
const TO: &str = "https://www.ica.org/standards/RiC/ontology#hasOrHadJurisdiction";
const IN: &str = "https://www.ica.org/standards/RiC/ontology#existsOrExistedIn";

/// What is known.
pub(super) struct Known<'a> {
    pub authority: &'a Authority,
    /// Where the entries begin.
    pub places: &'a BTreeMap<String, Locator>,
    kinds: &'a Kinds,
    offices: &'a Offices,
    /// Places that the same import brought, by the keys that the datasets have for them.
    pub place_keys: HashMap<String, Slug>,
}

/// Kinds of offices by the words for them.
pub(super) struct Offices(HashMap<String, Kind>);

impl Offices {
    pub fn new(kinds: &Kinds) -> Self {
        let mut offices = HashMap::new();
        for slug in kinds.slugs().filter(|slug| is(kinds, slug, TYPE)) {
            offices.insert(folded(slug), Kind::new(slug));
            offices.insert(folded(kinds.label(slug).unwrap_or(slug)).to_lowercase(), Kind::new(slug));
        }
        for line in OFFICES.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split('\t');
            let kind = Kind::new(words.next().unwrap_or_default());
            for word in words.filter(|word| !word.is_empty()) {
                offices.entry(folded(word).to_lowercase()).or_insert_with(|| kind.clone());
            }
        }
        Self(offices)
    }
}

impl<'a> Known<'a> {
    pub fn new(
        authority: &'a Authority,
        places: &'a BTreeMap<String, Locator>,
        kinds: &'a Kinds,
        offices: &'a Offices,
    ) -> Self {
        Self { authority, places, kinds, offices, place_keys: HashMap::new() }
    }

    /// The kind of office that a word is for.
    pub fn office(&self, mapping: &Mapping, word: &str) -> Option<Kind> {
        let word = mapping.offices.get(word).map_or(word, String::as_str);
        let word = word.strip_prefix(vocab::kind::PREFIX).unwrap_or(word);
        self.offices.0.get(&folded(word).to_lowercase()).cloned()
    }

    /// The parts of an office that is listed already, by its IRI.
    pub fn position(&self, iri: &str) -> Option<Position> {
        let path = iri.strip_prefix(DEFAULT_BASE).filter(|path| path.starts_with("position/"))?;
        let end =
            |property: &str| self.objects(path, property).first().and_then(|iri| iri.rsplit('/').next()).map(Slug::new);
        Some(Position {
            office: end(OFFICE_TYPE)?,
            of: end(OF),
            to: end(TO),
            body: end(IN).map(|body| Box::new(Body::Authority(body))),
        })
    }

    /// The kind of place or body that a word is for.
    pub fn kind(&self, mapping: &Mapping, word: &str, class: &str) -> Option<Kind> {
        let word = mapping.kinds.get(word).map_or(word, String::as_str);
        let word = word.strip_prefix(vocab::kind::PREFIX).unwrap_or(word);
        is(self.kinds, word, class).then(|| Kind::new(word))
    }

    /// The State, or other place that is no city, that a word is for; why it is for none.
    pub fn state(&self, mapping: &Mapping, word: &str, date: Option<Date>) -> Result<Slug, String> {
        let states = |place: &&PlaceEntry| place.kind != "city";
        self.place_among(mapping, word, date, &states)
    }

    /// The place that a word is for; why it is for none.
    pub fn place(&self, mapping: &Mapping, word: &str) -> Result<Slug, String> {
        self.place_among(mapping, word, None, &|_| true)
    }

    fn place_among(
        &self,
        mapping: &Mapping,
        word: &str,
        date: Option<Date>,
        fits: &dyn Fn(&&PlaceEntry) -> bool,
    ) -> Result<Slug, String> {
        let declared = mapping.places.get(word).cloned().map(OneOrMany::into_vec);
        let mut found: Vec<&PlaceEntry> = match declared {
            Some(slugs) => slugs.iter().filter_map(|slug| self.authority.place(slug)).collect(),
            None => {
                let slug = self.place_keys.get(word).map_or_else(|| slug_of(word, "place/"), |slug| slug.as_str());
                let by_slug: Vec<_> = self.authority.place(slug).into_iter().collect();
                let by_name = || self.authority.places_by_name(word);
                let found = if by_slug.is_empty() { by_name() } else { by_slug };
                if found.is_empty() { self.authority.places_by_adjective(word) } else { found }
            }
        };
        found.retain(|place| fits(place));
        let there = |place: &&&PlaceEntry| date.is_none_or(|date| place.may_exist_on(date));
        if mapping.places.contains_key(word) {
            // the mapping has them in its own order: the first that was there at the time, or just the first
            found = found.iter().find(there).or(found.first()).copied().into_iter().collect();
        } else if found.len() > 1 {
            found.retain(|place| there(&place));
        }
        match &found[..] {
            [place] => Ok(place.slug.clone()),
            [] => Err(format!("“{word}” is no place that the authority files know")),
            several => {
                let slugs: Vec<_> = several.iter().map(|place| place.slug.as_str()).collect();
                Err(format!("“{word}” may be {}", slugs.join(" or ")))
            }
        }
    }

    /// The body that a word is for.
    pub fn body(&self, mapping: &Mapping, word: &str) -> Option<Slug> {
        let word = mapping.bodies.get(word).map_or(word, String::as_str);
        let by_slug = self.authority.body(slug_of(word, "body/"));
        by_slug.or_else(|| self.authority.body_by_form(word)).map(|body| body.slug.clone())
    }

    /// Where an entry begins.
    pub fn locate(&self, path: &str) -> Locator {
        self.places.get(path).cloned().unwrap_or_default()
    }

    /// What an entry has of a property.
    pub fn objects(&self, path: &str, property: &str) -> Vec<String> {
        let subject = format!("{DEFAULT_BASE}{path}");
        let triples = self.authority.describe(path).into_iter().filter(|triple| {
            triple.predicate.as_str() == property && matches!(&triple.subject, oxigraph::model::NamedOrBlankNode::NamedNode(node) if node.as_str() == subject)
        });
        triples.filter_map(|triple| text(triple.object)).collect()
    }

    /// The tables of a mapping that lead to what is not there.
    pub fn check(&self, mapping: &Mapping) -> Result<()> {
        let wrong = |text: &str, message: String, help: &str| {
            Err(Error::new(ErrorKind::Input, message).at(mapping.locate(text)).help(help))
        };
        for (word, office) in &mapping.offices {
            if self.office(mapping, word).is_none() {
                let message = format!("`{office}` is no kind of office");
                return wrong(
                    &quoted(office),
                    message,
                    "the kinds are in ontology/chancery.ttl: ambassador, envoy, premier …",
                );
            }
        }
        for slug in mapping.places.values().flat_map(|slugs| slugs.clone().into_vec()) {
            if self.authority.place(&slug).is_none() {
                let help =
                    "the places are in data/authority/states.ttl and cities.ttl, or in a file named with --authority";
                return wrong(&quoted(&slug), format!("`{slug}` is no place of the authority files"), help);
            }
        }
        for slug in mapping.bodies.values() {
            if self.authority.body(slug).is_none() {
                let help = "the bodies are in data/authority/bodies.ttl, or in a file named with --authority";
                return wrong(&quoted(slug), format!("`{slug}` is no body of the authority files"), help);
            }
        }
        for slug in mapping.same.values() {
            if self.authority.person(slug).is_none() {
                let help = "the persons are in data/authority/persons.ttl, or in a file named with --authority";
                return wrong(&quoted(slug), format!("`{slug}` is no person of the authority files"), help);
            }
        }
        Ok(())
    }
}

/// As a mapping has it on the right of an equals sign.
fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// The slug that an IRI of ours ends in; anything else as it stands.
pub(super) fn slug_of<'t>(text: &'t str, sort: &str) -> &'t str {
    text.strip_prefix(DEFAULT_BASE).and_then(|path| path.strip_prefix(sort)).unwrap_or(text)
}

fn text(term: Term) -> Option<String> {
    match term {
        Term::NamedNode(node) => Some(node.into_string()),
        Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    }
}

/// Whether a kind is of a class.
fn is(kinds: &Kinds, slug: &str, class: &str) -> bool {
    let of_class = |object: &Term| matches!(object, Term::NamedNode(node) if node.as_str() == class);
    kinds.describe(slug).iter().any(|triple| triple.predicate == rdf::TYPE && of_class(&triple.object))
}
