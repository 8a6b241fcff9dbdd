//! IRIs: what each thing is called, as a function of what it is and of nothing else.
//!
//! | thing | IRI below the base |
//! |---|---|
//! | record | `record/wcda/1960-12-13-journal-of-soviet-ambassador-…-bd18f069` |
//! | collection | `collection/wcda/inter-korean-relations` |
//! | person, body, place of the authority files | `person/aleksandr-puzanov`, `body/…`, `place/north-korea` |
//! | mission | `mission/embassy-of-hungary-in-north-korea` |
//! | other body of a State | `body/hungary/ministry-of-foreign-affairs` |
//! | office | `position/ambassador-of-hungary-to-north-korea` |
//! | date | `date/1960-12-13`, `date/until-1961-03-16` |
//! | thing known from one record only | `{record}#person-pak-seong-cheol`, `{record}#encounter-d4a33c-1` … |
//! | source file | `source/sha256-…`, an entry's place in it `source/sha256-…#line=22,27;byte=1085,1560` |
//!
//! A body or mission named without its State belongs to its record, as a person without an authority entry does: "the Central
//! Committee" of two records need not be one committee.

use crate::claim::{Body, DEFAULT_BASE, Mission, Node, Person, PlaceSlug, Position};
use crate::date::Date;
use crate::error::{Error, ErrorKind, Result};
use crate::rdf::slug::{LONGEST, cut, fold, hash, name_slug, segment, slug};
use crate::rdf::vocab;
use crate::record::{Collection, Field, Passage, Place, Record};
use crate::rule::Rule;
use oxigraph::model::{NamedNode, NamedNodeRef};
use smol_str::{SmolStr, ToSmolStr, format_smolstr};
use std::fmt::Write;

/// The IRI that all minted ones are below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    things: String,
    graphs: String,
}

impl Base {
    /// A base from what the user named; a slash is added where it lacks one.
    pub fn new(base: &str) -> Result<Self> {
        let wrong = |why: &str| {
            Error::new(ErrorKind::Usage, format!("`{base}` cannot be the base of IRIs: {why}"))
                .help(format!("give an absolute IRI that ends in a slash, such as {DEFAULT_BASE}"))
        };
        if let Err(error) = NamedNode::new(base) {
            return Err(wrong(&error.to_string()));
        }
        if base.contains(['#', '?']) {
            return Err(wrong("it holds a `#` or `?`, and the names of things come after it"));
        }
        let things = if base.ends_with('/') { base.to_owned() } else { format!("{base}/") };
        let graphs = match things.strip_suffix("/id/") {
            Some(above) => format!("{above}/graph/"),
            None => format!("{things}graph/"),
        };
        Ok(Self { things, graphs })
    }

    /// The base itself, with its slash.
    pub fn as_str(&self) -> &str {
        &self.things
    }

    fn thing(&self, path: &str) -> NamedNode {
        self.thing_of(&[path])
    }

    /// The same by the parts of its path, put together once.
    fn thing_of(&self, path: &[&str]) -> NamedNode {
        joined([self.things.as_str()].into_iter().chain(path.iter().copied()))
    }

    /// A named graph by its name: `entities`, `authority`, `ontology`.
    pub fn graph(&self, name: &str) -> NamedNode {
        joined([self.graphs.as_str(), name])
    }

    /// The graph that holds what is said of a record or collection: named as it is, below the base of graphs.
    pub fn graph_of(&self, thing: &NamedNode) -> NamedNode {
        self.graph(thing.as_str().strip_prefix(&self.things).unwrap_or("other"))
    }

    /// The same IRI below this base, for one below the default base; any other unchanged.
    pub fn rebase(&self, iri: NamedNode) -> NamedNode {
        match iri.as_str().strip_prefix(DEFAULT_BASE) {
            Some(path) => self.thing(path),
            None => iri,
        }
    }

    /// A source file, by the SHA-256 of its bytes in hexadecimal.
    pub fn source(&self, sha256: &str) -> NamedNode {
        self.thing_of(&["source/sha256-", &segment(sha256)])
    }

    /// The lines of a source file at which an entry stands, as an RFC 5147 fragment, and after them its bytes.
    pub fn lines(&self, sha256: &str, place: &Place) -> NamedNode {
        let source = self.source(sha256);
        let Place { lines, bytes } = place;
        let mut iri = source.into_string();
        // writing to a String cannot fail
        let _ = write!(iri, "#line={},{};byte={},{}", lines.start, lines.end, bytes.start, bytes.end);
        NamedNode::new_unchecked(iri)
    }

    /// A line of a source file, counted from 0.
    pub fn line(&self, sha256: &str, line: u64) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#line={line},{}", self.source(sha256).as_str(), line + 1))
    }

    /// A record: by what its archive calls it, or else by its date and title.
    pub fn record(&self, record: &Record) -> NamedNode {
        match &record.id {
            Some(id) => self.record_of_id(record, id),
            None => self.record_of_key(record, &key_without_id(record)),
        }
    }

    /// Whether an IRI is a record's, or that of something known from one record only.
    pub fn is_record(&self, iri: &str) -> bool {
        iri.strip_prefix(&self.things).is_some_and(|path| path.starts_with("record/"))
    }

    fn record_of_id(&self, record: &Record, id: &str) -> NamedNode {
        self.thing_of(&["record/", &segment(&record.archive), "/doc/", &segment(id)])
    }

    fn record_of_key(&self, record: &Record, key: &str) -> NamedNode {
        let date = record.date.map_or_else(|| "undated".to_owned(), Date::slug);
        let title = slug(&record.title);
        let title = cut(&title, LONGEST);
        let joint = if title.is_empty() { "" } else { "-" };
        self.thing_of(&["record/", &segment(&record.archive), "/", &date, joint, title, "-", &hash(&[key], 8)])
    }

    /// A collection of an archive, by its title.
    pub fn collection(&self, archive: &str, title: &str) -> NamedNode {
        self.thing_of(&["collection/", &segment(archive), "/", &name_slug(title)])
    }

    /// A person of the authority files.
    pub fn person(&self, slug: &str) -> NamedNode {
        self.thing_of(&["person/", &segment(slug)])
    }

    /// The slug of a person of the authority files, by the IRI.
    pub fn person_slug<'i>(&self, iri: &'i str) -> Option<&'i str> {
        iri.strip_prefix(&self.things)?.strip_prefix("person/")
    }

    /// A body of the authority files.
    pub fn body(&self, slug: &str) -> NamedNode {
        self.thing_of(&["body/", &segment(slug)])
    }

    /// The slug of a body of the authority files, by the IRI.
    pub fn body_slug<'i>(&self, iri: &'i str) -> Option<&'i str> {
        iri.strip_prefix(&self.things)?.strip_prefix("body/")
    }

    /// A place of the authority files.
    pub fn place(&self, slug: &str) -> NamedNode {
        self.thing_of(&["place/", &segment(slug)])
    }

    /// A date.
    pub fn date(&self, date: Date) -> NamedNode {
        self.thing_of(&["date/", &date.slug()])
    }

    /// The statement that two nodes are one, or may be.
    pub fn link(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>, object: NamedNodeRef<'_>) -> NamedNode {
        let triple = [subject.as_str(), " ", predicate.as_str(), " ", object.as_str()];
        self.thing_of(&["link/", &hash(&triple, 16)])
    }
}

/// An IRI by its parts.
fn joined<'p>(parts: impl IntoIterator<Item = &'p str, IntoIter: Clone>) -> NamedNode {
    let parts = parts.into_iter();
    let mut iri = String::with_capacity(parts.clone().map(str::len).sum());
    iri.extend(parts);
    NamedNode::new_unchecked(iri)
}

/// The end of a mission's IRI, by its sender and its host.
fn mission_path(mission: &Mission) -> String {
    let mut path = segment(&mission.kind).into_owned();
    for (word, place) in [("-of-", mission.of.as_ref()), ("-in-", host(mission))] {
        if let Some(place) = place {
            path.extend([word, &segment(place)]);
        }
    }
    path
}

/// The place that tells a mission from others of its kind and sender. Two States keep one embassy (or legation) with
/// each other, so that the State is enough; other missions are told by their city, where it is said.
pub fn host(mission: &Mission) -> Option<&PlaceSlug> {
    let (state, city) = (mission.to.as_ref(), mission.city.as_ref());
    match mission.kind.as_str() {
        "embassy" | "legation" => state.or(city),
        _ => city.or(state),
    }
}

/// A rule.
pub fn rule(rule: &Rule) -> NamedNode {
    joined([vocab::rule::PREFIX, rule.id])
}

/// A controlled value, by its name.
pub fn kind(slug: &str) -> NamedNode {
    joined([vocab::kind::PREFIX, &segment(slug)])
}

/// A person's decision on a triple: who signs it is part of it, so that two who agree have a block each.
pub fn decision(subject: &NamedNode, predicate: vocab::Term, object: &NamedNode, by: &str) -> NamedNode {
    let said = [subject.as_str(), " ", predicate.as_str(), " ", object.as_str(), " ", by];
    joined([vocab::decision::PREFIX, &hash(&said, 10)])
}

/// Something that linking compares, by its name.
pub fn feature(id: &str) -> NamedNode {
    joined([vocab::feature::PREFIX, &segment(id)])
}

/// A record's key among all records: archive, date and title, with all that printing may change folded away; where it has no
/// id, its people too, as the archive names them, since two telegrams of one day are two.
pub fn record_key(record: &Record) -> String {
    match record.id {
        Some(_) => dated_title(record),
        None => key_without_id(record),
    }
}

/// The key of a record whose id, if it has one, names others too.
pub fn key_without_id(record: &Record) -> String {
    match fold(&record.parties()) {
        parties if parties.is_empty() => dated_title(record),
        parties => format!("{}|{parties}", dated_title(record)),
    }
}

fn dated_title(record: &Record) -> String {
    let date = match record.date {
        Some(date) => date.to_string(),
        None => fold(record.text(Field::Date)),
    };
    let title = fold(&record.title);
    let title = if title.is_empty() { record.title.as_str() } else { &title };
    format!("{}|{date}|{title}", record.archive)
}

/// What tells the second of two of one name from the first: `-2`.
fn ordinal(nth: usize) -> SmolStr {
    if nth == 0 { SmolStr::default() } else { format_smolstr!("-{}", nth + 1) }
}

/// The record or collection that is being described, and the names of all that is known from it only.
#[derive(Clone, Debug)]
pub struct This<'a> {
    base: &'a Base,
    archive: &'a str,
    iri: NamedNode,
    /// See [`record_key`]; of anything else empty.
    key: String,
    /// Tells the events of two descriptions of one record apart, which are numbered each from 1.
    text: SmolStr,
    /// By the number of the field.
    fields: Vec<FieldText>,
}

impl<'a> This<'a> {
    /// A record.
    pub fn record(base: &'a Base, record: &'a Record) -> Self {
        // folded, as the record's own key is: the two forms of one page print titles differently
        let mut text = format!("{}\n{}", record.title, record.text(Field::Description));
        for field in [Field::Participants, Field::Contributors] {
            text.extend(record.given.get(&field).into_iter().flat_map(|given| ["\n", given]));
        }
        let text = hash(&[&fold(&text)], 6);
        let key = record_key(record);
        let iri = match &record.id {
            Some(id) => base.record_of_id(record, id),
            None => base.record_of_key(record, &key),
        };
        let fields = fields(&|f| record.text(f));
        Self { base, archive: &record.archive, iri, key, text, fields }
    }

    /// A collection.
    pub fn collection(base: &'a Base, collection: &'a Collection) -> Self {
        let text = hash(&[&collection.title, "\n", collection.text(Field::Description)], 6);
        Self {
            base,
            archive: &collection.archive,
            iri: base.collection(&collection.archive, &collection.title),
            key: String::new(),
            text,
            fields: fields(&|f| collection.text(f)),
        }
    }

    /// Nothing in particular, to ask for the names of things that belong to no record.
    pub fn shared(base: &'a Base) -> Self {
        let (iri, fields) = (base.thing(""), fields(&|_| ""));
        Self { base, archive: "", iri, key: String::new(), text: SmolStr::default(), fields }
    }

    /// Its own IRI.
    pub fn iri(&self) -> &NamedNode {
        &self.iri
    }

    /// A record's key among all records: see [`record_key`].
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether a thing is known from here only, and so is described here.
    pub fn owns(&self, thing: &NamedNode) -> bool {
        thing.as_str().strip_prefix(self.iri.as_str()).is_some_and(|rest| rest.starts_with('#'))
    }

    fn part(&self, sort: &str, name: &[&str]) -> NamedNode {
        joined([self.iri.as_str(), "#", sort].into_iter().chain(name.iter().copied()))
    }

    /// Any thing that claims are about.
    pub fn node(&self, node: &Node) -> NamedNode {
        match node {
            Node::This => self.iri.clone(),
            Node::Collection(title) => self.base.collection(self.archive, title),
            Node::Person(Person::Authority(slug)) => self.base.person(slug),
            Node::Person(Person::Here { name, nth }) => self.part("person-", &[&name_slug(name), &ordinal(*nth)]),
            Node::Unnamed { phrase, nth } => self.part("person-unnamed-", &[&name_slug(phrase), &ordinal(*nth)]),
            Node::Mission(mission) if mission.of.is_none() => self.part("mission-", &[&mission_path(mission)]),
            Node::Mission(mission) => self.base.thing_of(&["mission/", &mission_path(mission)]),
            Node::Body(body) => self.body(body),
            Node::Position(position) => self.position(position),
            Node::Place(slug) => self.base.place(slug),
            Node::Date(date) => self.base.date(*date),
            Node::Event { encounter, n } => {
                let sort = if *encounter { "encounter-" } else { "event-" };
                self.part(sort, &[&self.text, "-", &n.to_smolstr()])
            }
            Node::Kind(slug) => kind(slug),
        }
    }

    fn body(&self, body: &Body) -> NamedNode {
        match body_path(body) {
            (path, true) => self.part("body-", &[&path]),
            (path, false) => self.base.thing_of(&["body/", &path]),
        }
    }

    fn position(&self, position: &Position) -> NamedNode {
        let mut path = segment(&position.office).into_owned();
        // an ambassador of nobody knows whom is this record's
        let mut here = position.of.is_none() && position.to.is_none() && position.body.is_none();
        for (word, place) in [("of", &position.of), ("to", &position.to)] {
            if let Some(place) = place {
                path.extend(["-", word, "-", &segment(place)]);
            }
        }
        if let Some(body) = &position.body {
            let (body, body_here) = body_path(body);
            path.extend(["-in-", &body]);
            here |= body_here;
        }
        if here { self.part("position-", &[&path]) } else { self.base.thing_of(&["position/", &path]) }
    }

    /// Words of one of its fields.
    pub fn passage(&self, passage: Passage) -> NamedNode {
        let (start, end) = self.code_points(passage);
        let (start, end) = (start.to_smolstr(), end.to_smolstr());
        let hash = &self.field(passage.field).hash;
        self.part(passage.field.name(), &["-", hash, "-", &start, "-", &end])
    }

    /// Where a passage begins and ends, in Unicode code points of its field.
    pub fn code_points(&self, passage: Passage) -> (usize, usize) {
        let starts = &self.field(passage.field).starts;
        let count = |to: usize| if starts.is_empty() { to } else { starts.partition_point(|at| *at < to) };
        (count(passage.start), count(passage.end))
    }

    fn field(&self, field: Field) -> &FieldText {
        &self.fields[field as usize]
    }

    /// The statement that a rule made of a triple.
    pub fn statement(&self, subject: &NamedNode, predicate: vocab::Term, object: &NamedNode, rule: &Rule) -> NamedNode {
        let triple = [subject.as_str(), " ", predicate.as_str(), " ", object.as_str(), " ", rule.id];
        self.part("s-", &[&hash(&triple, 10)])
    }
}

/// The end of a body's IRI, and whether it is known from its record only.
fn body_path(body: &Body) -> (String, bool) {
    match body {
        Body::Authority(slug) => (segment(slug).into_owned(), false),
        Body::Named { name, of: Some(state), .. } => (format!("{}/{}", segment(state), name_slug(name)), false),
        Body::Named { name, of: None, .. } => (name_slug(name), true),
    }
}

/// The fields of a record or collection.
fn fields<'t>(text: &dyn Fn(Field) -> &'t str) -> Vec<FieldText> {
    Field::ALL.map(|field| FieldText::new(text(field))).into()
}

/// What naming a passage needs to know of its field, looked up once however many passages it has.
#[derive(Clone, Debug)]
struct FieldText {
    /// Tells the passages of two texts of one field apart.
    hash: SmolStr,
    /// The byte where each code point begins; none of ASCII, where each is a byte.
    starts: Vec<usize>,
}

impl FieldText {
    fn new(text: &str) -> Self {
        if text.is_empty() {
            return Self { hash: SmolStr::default(), starts: Vec::new() };
        }
        let starts = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at).collect() };
        Self { hash: hash(&[text], 6), starts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(date: Option<Date>, title: &str, description: &str) -> Record {
        Record {
            archive: "wcda".into(),
            date_text: date.map(|date| date.to_string()),
            date,
            title: title.into(),
            description: Some(description.into()),
            place: Place { lines: 0..1, bytes: 0..1 },
            ..Record::default()
        }
    }

    fn base() -> Base {
        Base::new(DEFAULT_BASE).unwrap()
    }

    fn below(iri: &NamedNode) -> &str {
        iri.as_str().strip_prefix(DEFAULT_BASE).unwrap()
    }

    #[test]
    fn a_record_is_named_by_its_date_and_title() {
        let title = "Journal of Soviet Ambassador in the DPRK A.M. Puzanov for 13 December 1960";
        let journal = record(Date::day(1960, 12, 13), title, "");
        assert_eq!(
            below(&base().record(&journal)),
            "record/wcda/1960-12-13-journal-of-soviet-ambassador-in-the-dprk-a-m-puzanov-for-13-bd18f069"
        );
        let report = "Report, Embassy of the Hungarian People’s Republic in the DPRK to the Ministry of Foreign Affairs of Hungary";
        assert_eq!(
            below(&base().record(&record(Date::day(1961, 3, 16), report, ""))),
            "record/wcda/1961-03-16-report-embassy-of-the-hungarian-peoples-republic-in-the-dprk-3a060308"
        );
        let straight = report.replace('’', "'");
        assert_eq!(
            base().record(&record(Date::day(1961, 3, 16), report, "")),
            base().record(&record(Date::day(1961, 3, 16), &straight, "")),
            "a printer's apostrophe makes no other record"
        );
    }

    #[test]
    fn records_without_date_or_latin_letters_stay_apart() {
        let titles = ["会谈记录", "會談記錄", "???", "!!!", "Запись беседы"];
        let all: std::collections::BTreeSet<_> =
            titles.iter().map(|title| base().record(&record(None, title, ""))).collect();
        assert_eq!(all.len(), titles.len());
        let mut undated = record(None, "Report", "");
        undated.date_text = Some("31 June 1960".into());
        assert_ne!(base().record(&undated), base().record(&record(None, "Report", "")));
    }

    #[test]
    fn names_of_shared_things() {
        let iri = |node: Node| {
            let report = record(Date::year(1960), "Report", "");
            below(&This::record(&base(), &report).node(&node)).to_owned()
        };
        let mission = |kind: &str, to: Option<&str>, city: Option<&str>| {
            let (to, city) = (to.map(PlaceSlug::new), city.map(PlaceSlug::new));
            Node::Mission(Mission { kind: kind.into(), of: Some("hungary".into()), to, city })
        };
        let ministry = Body::Named {
            name: "Ministry of Foreign Affairs".into(),
            of: Some("hungary".into()),
            kind: "foreign-ministry".into(),
        };
        assert_eq!(iri(mission("embassy", Some("north-korea"), None)), "mission/embassy-of-hungary-in-north-korea");
        assert_eq!(
            iri(mission("embassy", Some("north-korea"), Some("pyongyang"))),
            "mission/embassy-of-hungary-in-north-korea"
        );
        assert_eq!(iri(mission("embassy", None, Some("pyongyang"))), "mission/embassy-of-hungary-in-pyongyang");
        assert_eq!(iri(mission("embassy", None, None)), "mission/embassy-of-hungary");
        assert_eq!(
            iri(mission("consulate", Some("china"), Some("shenyang"))),
            "mission/consulate-of-hungary-in-shenyang"
        );
        assert_eq!(iri(Node::Body(ministry.clone())), "body/hungary/ministry-of-foreign-affairs");
        assert_eq!(iri(Node::Body(Body::Authority("workers-party-of-korea".into()))), "body/workers-party-of-korea");
        let mut office = Position {
            office: "ambassador".into(),
            of: Some("hungary".into()),
            to: Some("north-korea".into()),
            body: None,
        };
        assert_eq!(iri(Node::Position(office.clone())), "position/ambassador-of-hungary-to-north-korea");
        office = Position { office: "head".into(), of: None, to: None, body: Some(Box::new(ministry)) };
        assert_eq!(iri(Node::Position(office)), "position/head-in-hungary/ministry-of-foreign-affairs");
        assert_eq!(iri(Node::Date(Date::year(1961).unwrap().or_before())), "date/until-1961-12-31");
        let between = Rule { id: "title.body-to-body", ..*crate::rule::DATE_FIELD };
        assert_eq!(rule(&between).as_str(), "https://w3id.org/chancery/rule/title.body-to-body");
        for rule in crate::rule::ALL {
            assert!(rule.id.split('.').all(|part| part == segment(part)), "{} is not fit for an IRI", rule.id);
        }
    }

    #[test]
    fn what_one_record_knows_stays_in_it() {
        let (base, report) = (base(), record(Date::year(1960), "Report", "A and B talk."));
        let this = This::record(&base, &report);
        let iri = |node: Node| this.node(&node).as_str().strip_prefix(this.iri().as_str()).unwrap().to_owned();
        let here = |name: &str| iri(Node::Person(Person::Here { name: name.into(), nth: 0 }));
        let iri_of_place = |slug: &str| this.node(&Node::Place(slug.into()));
        assert_eq!(here("Pak Seong-cheol"), "#person-pak-seong-cheol");
        assert_eq!(
            iri(Node::Unnamed { phrase: "Hungarian Ambassador".into(), nth: 0 }),
            "#person-unnamed-hungarian-ambassador"
        );
        assert_ne!(here("Práth"), here("Prath"), "an accent may be all that tells two names apart");
        assert_ne!(here("王明"), here("汪明"));
        assert_ne!(here("?"), here("!"));
        assert!(iri_of_place("-") != iri_of_place("--"), "no slug of ours, and still a name");
        let committee = Body::Named { name: "Central Committee".into(), of: None, kind: "committee".into() };
        assert_eq!(iri(Node::Body(committee.clone())), "#body-central-committee");
        let secretary = Position { office: "secretary".into(), of: None, to: None, body: Some(Box::new(committee)) };
        assert_eq!(iri(Node::Position(secretary)), "#position-secretary-in-central-committee");
    }

    /// Two listings hold the same record, one with a corrected description: its first encounter is another one.
    #[test]
    fn the_first_encounters_of_two_descriptions_never_merge() {
        let (base, event) = (base(), Node::Event { encounter: true, n: 1 });
        let (one, other) =
            (record(Date::year(1960), "Report", "A met B."), record(Date::year(1960), "Report", "C met D."));
        let (one, other) = (This::record(&base, &one), This::record(&base, &other));
        assert_eq!(one.iri(), other.iri());
        assert_ne!(one.node(&event), other.node(&event));
    }

    #[test]
    fn offsets_count_code_points() {
        let text = "Károly Práth met 😀 Kim";
        let at = text.find("Kim").unwrap();
        let (base, record) = (Base::new(DEFAULT_BASE).unwrap(), record(None, text, ""));
        let this = This::record(&base, &record);
        assert_eq!(this.code_points(Passage::new(Field::Title, at..at + 3)), (19, 22));
    }

    #[test]
    fn bases() {
        let graph = |base: &str| Base::new(base).unwrap().graph("entities").into_string();
        assert_eq!(graph("https://w3id.org/chancery/id/"), "https://w3id.org/chancery/graph/entities");
        assert_eq!(graph("http://example.org/kb"), "http://example.org/kb/graph/entities");
        for wrong in ["", "kb", "http://example.org/#", "http://example.org/?x=", "http://exa mple.org/"] {
            assert_eq!(Base::new(wrong).unwrap_err().kind(), ErrorKind::Usage, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_text_makes_valid_iris(text in "\\PC*", other in any::<String>(), day in 0i32..40_000) {
            let base = base();
            let date = chrono::NaiveDate::from_num_days_from_ce_opt(700_000 + day).map(Date::Day);
            let mut record = record(date.filter(|_| day % 2 == 0), &text, &other);
            record.archive = other.clone();
            let this = This::record(&base, &record);
            let slug = |text: &str| PlaceSlug::new(text);
            let body = Body::Named { name: text.clone(), of: Some(slug(&other)).filter(|_| day % 3 == 0), kind: slug(&other) };
            let nodes = [
                Node::This,
                Node::Collection(text.clone()),
                Node::Person(Person::Here { name: text.clone(), nth: 0 }),
                Node::Person(Person::Authority(slug(&other))),
                Node::Unnamed { phrase: other.clone(), nth: 0 },
                Node::Mission(Mission { kind: slug(&text), of: Some(slug(&other)), to: Some(slug(&text)), city: None }),
                Node::Body(body.clone()),
                Node::Position(Position { office: slug(&text), of: None, to: Some(slug(&other)), body: Some(Box::new(body)) }),
                Node::Place(slug(&text)),
                Node::Kind(slug(&text)),
                Node::Event { encounter: false, n: 3 },
            ];
            for node in nodes {
                let iri = this.node(&node);
                prop_assert!(NamedNode::new(iri.as_str()).is_ok(), "{iri}");
                prop_assert!(!iri.as_str().ends_with(['/', '-', '#']), "{iri}");
                prop_assert_eq!(&iri, &this.node(&node));
            }
        }
    }
}
