//! One listing in, its quads out: the whole pipeline as a pure function of the file, the lexicon and the authority files.

mod stream;

pub use stream::{Input, Told};
pub(crate) use stream::{TWO_DOCUMENTS, letters};

use crate::claim::{Claim, Node, Relation};
use crate::date::Date;
use crate::error::{Error, Result};
use crate::rdf::confidence::Confidence;
use crate::rdf::kind::Kinds;
use crate::rdf::map::Mapper;
use crate::rdf::mint::{self, Base};
use crate::rdf::quads::Quads;
use crate::rdf::shared::{Shared, Source};
use crate::recognise::{self, Lexicon, PlaceForm, PlaceWord};
use crate::record::{Passage, Place, Record};
use crate::resolve::authority::Authority;
use crate::resolve::resolve;
use crate::source;
pub use crate::source::Residue;
use chrono::Datelike;
use oxigraph::model::{NamedNode, Quad};
use rayon::prelude::*;
use std::collections::HashSet;

pub use crate::claim::DEFAULT_BASE;

/// Turns listings into quads, with the bundled lexicon and with authority files: the bundled ones, and others if wanted.
#[derive(Debug)]
pub struct Converter {
    base: Base,
    lexicon: Lexicon,
    authority: Authority,
    kinds: Kinds,
    confidence: Confidence,
    options: source::Options,
}

/// What came of one listing.
#[derive(Debug)]
pub struct Conversion {
    /// The quads, in the order of the listing, without duplicates.
    pub quads: Vec<Quad>,
    /// How many entries it holds.
    pub records: usize,
    /// Lines that belong to no entry and that no rule read.
    pub residue: Vec<Residue>,
    /// What was read with a doubt: a malformed date, a file cut short.
    pub warnings: Vec<Error>,
    /// What ended the reading before the end of the file.
    pub broken: Option<Error>,
}

impl Converter {
    /// A converter that mints IRIs below `base`.
    pub fn new(base: &str) -> Result<Self> {
        Self::with(base, Authority::bundled()?)
    }

    /// A converter that mints IRIs below `base` and knows what these authority files say.
    pub fn with(base: &str, authority: Authority) -> Result<Self> {
        let bodies = authority.bodies().iter();
        let bodies = bodies.flat_map(|body| names(&body.name, &body.forms).map(|form| (form, body.slug.clone())));
        let lexicon = Lexicon::new(place_forms(&authority), bodies)?;
        let (kinds, confidence) = (Kinds::bundled()?, Confidence::bundled()?);
        Ok(Self { base: Base::new(base)?, lexicon, authority, kinds, confidence, options: source::Options::default() })
    }

    /// The same converter, reading files as these options say.
    #[must_use]
    pub fn reading(mut self, options: source::Options) -> Self {
        self.options = options;
        self
    }

    /// How it reads files.
    pub fn options(&self) -> &source::Options {
        &self.options
    }

    /// The words that recognition looks for.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The authority files it resolves by.
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The base of the IRIs it mints.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// The description of things that several records, or links, have in common.
    pub fn describe(&self, shared: &Shared) -> Vec<Quad> {
        let mut quads = Quads::default();
        self.mapper().shared(&mut quads, shared);
        quads.to_vec()
    }

    fn mapper(&self) -> Mapper<'_> {
        Mapper::new(&self.base, &self.authority, &self.kinds, &self.confidence)
    }

    /// Converts one entry that stands in no listing: any of its fields may be empty. `name` is what the graph calls the
    /// place it comes from.
    ///
    /// A date is read in the forms of a listing and as `1960-12-08`; one that cannot be read is kept as it is written.
    pub fn entry(&self, name: &str, title: &str, description: &str, date: &str) -> Vec<Quad> {
        let record = loose(title, description, date);
        let source = Source::new(name, [date, title, description].join("\n").as_bytes());
        let (mapper, mut quads, mut shared) = (self.mapper(), Quads::default(), Shared::default());
        let resolution = resolve(&record, recognise::recognise(&record, &self.lexicon), &self.authority);
        mapper.record(&mut quads, &resolution, None, &source, &mut shared);
        mapper.shared(&mut quads, &shared);
        quads.to_vec()
    }

    /// The missions, bodies and places that a phrase names, such as `Soviet Embassy in Pyongyang`: nothing if it says
    /// anything else beside the name.
    pub fn phrase(&self, text: &str, date: Option<Date>) -> Vec<NamedNode> {
        let text = text.trim();
        let record = Record { date, ..loose("", text, "") };
        let resolution = resolve(&record, recognise::recognise(&record, &self.lexicon), &self.authority);
        let whole = |claim: &&Claim<Node>| {
            let named = matches!(claim.object, Node::Mission(_) | Node::Body(_) | Node::Place(_));
            let rest = |passage: &Passage| text.len() - (passage.end - passage.start);
            named
                && claim.relation == Relation::Mentions
                && claim.passages.iter().any(|words| rest(words) <= "the ".len())
        };
        let nodes = mint::This::shared(&self.base);
        let mut named: Vec<NamedNode> =
            resolution.claims.iter().filter(whole).map(|claim| nodes.node(&claim.object)).collect();
        named.sort_unstable();
        named.dedup();
        named
    }

    /// Converts one listing; `name` is the name of its file, for messages and for the graph.
    pub fn convert(&self, name: &str, bytes: &[u8]) -> Result<Conversion> {
        let listing = source::read_as(name, bytes, &self.options)?;
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let source = Source::new(file, bytes);
        let (mapper, mut quads, mut shared) = (self.mapper(), Quads::default(), Shared::default());
        let collection = listing.collection.as_ref();
        if let Some(collection) = collection {
            let claims = recognise::collection(collection);
            mapper.collection(&mut quads, collection, &claims, &source, &mut shared);
        }
        mapper.residue(&mut quads, &listing.residue, &source, &mut shared);
        let mut all = quads.to_vec();
        let mapped: Vec<(Vec<Quad>, Shared)> = listing
            .records
            .par_iter()
            .map(|record| {
                let resolution = resolve(record, recognise::recognise(record, &self.lexicon), &self.authority);
                let (mut quads, mut shared) = (Quads::default(), Shared::default());
                mapper.record(&mut quads, &resolution, collection, &source, &mut shared);
                (quads.to_vec(), shared)
            })
            .collect();
        for (record, things) in mapped {
            all.extend(record);
            shared.extend(things);
        }
        all.extend(self.describe(&shared));
        Ok(Conversion {
            quads: once_each(all),
            records: listing.records.len(),
            residue: listing.residue,
            warnings: listing.warnings,
            broken: listing.broken,
        })
    }
}

/// An entry that stands in no listing, such as a sentence typed to see how it reads.
fn loose(title: &str, description: &str, date: &str) -> Record {
    Record {
        archive: "none".to_owned(),
        date_text: (!date.is_empty()).then(|| date.to_owned()),
        date: Date::parse(date).or_else(|| Date::parse_iso(date)),
        title: title.to_owned(),
        description: (!description.is_empty()).then(|| description.to_owned()),
        place: Place { lines: 0..0, bytes: 0..0 },
        ..Record::default()
    }
}

/// Each quad where it comes first: an entry may stand in a listing twice, and in two listings.
pub(crate) fn once_each(quads: Vec<Quad>) -> Vec<Quad> {
    let mut seen = HashSet::with_capacity(quads.len());
    let first: Vec<bool> = quads.iter().map(|quad| seen.insert(quad)).collect();
    quads.into_iter().zip(first).filter_map(|(quad, first)| first.then_some(quad)).collect()
}

/// A main name and the other forms of it, each once.
fn names(name: &str, forms: &[String]) -> impl Iterator<Item = String> {
    let others: Vec<String> = forms.iter().filter(|form| *form != name).cloned().collect();
    std::iter::once(name.to_owned()).chain(others)
}

/// The names of places that recognition looks for: forms and years, no identities.
fn place_forms(authority: &Authority) -> impl Iterator<Item = PlaceForm> {
    authority.places().iter().flat_map(|place| {
        let word = if place.kind == "city" { PlaceWord::City } else { PlaceWord::State };
        let years =
            (place.first.and_then(Date::first).map(|day| day.year()), place.last.map(|date| date.last().year()));
        let named = names(&place.name, &place.names).map(move |form| (form, word));
        let adjectives: HashSet<&String> = place.adjectives.iter().chain(&place.demonyms).collect();
        let mut adjectives: Vec<&String> = adjectives.into_iter().collect();
        adjectives.sort();
        let adjectives = adjectives.into_iter().map(|form| (form.clone(), PlaceWord::Adjective));
        let forms: Vec<(String, PlaceWord)> = named.chain(adjectives).collect();
        forms.into_iter().map(move |(form, word)| PlaceForm { form, slug: place.slug.clone(), word, years })
    })
}
