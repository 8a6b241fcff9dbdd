//! A record with a report in it that tells of a conversation, resolved by hand, for the tests of this stage.

use crate::claim::{Body, Claim, Mission, Node, Person, Position, Relation};
use crate::date::Date;
use crate::rdf::confidence::{Confidence, Count};
use crate::rdf::kind::Kinds;
use crate::rdf::map::Mapper;
use crate::rdf::mint::Base;
use crate::rdf::quads::Quads;
use crate::rdf::shared::{Shared, Source};
use crate::rdf::write::{Format, write};
use crate::record::{Collection, Field, Passage, Place, Record};
use crate::resolve::Resolution;
use crate::resolve::authority::Authority;
use crate::rule::{Basis, DATE_FIELD, GENRE_WORD, Rule};
use oxigraph::model::Quad;
use std::sync::LazyLock;

const ADDRESS: &Rule = &Rule { id: "test.address", basis: Basis::Stated, says: "'F, B1 to B2': B1 wrote to B2." };
const NAME: &Rule = &Rule { id: "test.name", basis: Basis::Stated, says: "A name." };
const MEET: &Rule = &Rule { id: "test.meet", basis: Basis::Stated, says: "'a conversation he held with Q'." };
const POST: &Rule =
    &Rule { id: "test.post", basis: Basis::Inferred, says: "No host said: that of the record's mission." };
const HEADER: &Rule = &Rule { id: "test.header", basis: Basis::Stated, says: "The header names it." };

/// The bundled authority files.
pub static AUTHORITY: LazyLock<Authority> = LazyLock::new(|| Authority::bundled().unwrap());

/// The bundled kinds.
pub static KINDS: LazyLock<Kinds> = LazyLock::new(|| Kinds::bundled().unwrap());

/// One rule measured, one that gold never judged.
pub static CONFIDENCE: LazyLock<Confidence> = LazyLock::new(|| Confidence {
    counts: [
        ("test.name".to_owned(), Count { fired: 12, right: 9, wrong: 1 }),
        ("test.post".to_owned(), Count { fired: 3, right: 0, wrong: 0 }),
    ]
    .into(),
    ..Confidence::default()
});

/// The fifth entry of the sample, shortened.
pub fn report() -> Record {
    Record {
        archive: "wcda".into(),
        date_text: Some("March 16, 1961".into()),
        date: Date::day(1961, 3, 16),
        title: "Report, Embassy of the Hungarian People’s Republic in the DPRK to the Ministry of Foreign Affairs of Hungary".into(),
        description: Some("A report by Hungarian Ambassador Károly Práth on a conversation he held with Soviet Ambassador Puzanov.".into()),
        place: Place { lines: 22..27, bytes: 1200..1600 },
        ..Record::default()
    }
}

/// The header of its collection.
pub fn collection() -> Collection {
    Collection {
        archive: "wcda".into(),
        title: "Inter-Korean Relations".into(),
        description: Some("See (1) Inter-Korean Competition, 1961-1970. Related: Two Koreas.".into()),
        place: Place { lines: 6..9, bytes: 90..900 },
    }
}

/// What the report says.
pub fn resolution(record: &Record) -> Resolution<'_> {
    let find = |field: Field, words: &str| {
        let start = record.text(field).find(words).unwrap();
        Passage::new(field, start..start + words.len())
    };
    let title = |words: &str| find(Field::Title, words);
    let text = |words: &str| find(Field::Description, words);
    let embassy = Node::Mission(Mission {
        kind: "embassy".into(),
        of: Some("hungary".into()),
        to: Some("north-korea".into()),
        city: None,
    });
    let ministry = Node::Body(Body::Named {
        name: "Ministry of Foreign Affairs".into(),
        of: Some("hungary".into()),
        kind: "foreign-ministry".into(),
    });
    let prath = Node::Person(Person::Here { name: "Károly Práth".into(), nth: 0 });
    let puzanov = Node::Person(Person::Authority("aleksandr-puzanov".into()));
    let ambassador = |of: &str| {
        Node::Position(Position {
            office: "ambassador".into(),
            of: Some(of.into()),
            to: Some("north-korea".into()),
            body: None,
        })
    };
    let talk = Node::Event { encounter: true, n: 1 };
    let day = record.date.unwrap();
    let whole = Passage::new(Field::Date, 0..record.text(Field::Date).len());
    let held = text("conversation he held with Soviet Ambassador Puzanov");
    let claim = |subject: &Node, relation, object: &Node, words: Passage, rule| Claim {
        subject: subject.clone(),
        relation,
        object: object.clone(),
        passages: vec![words],
        rule,
    };
    let this = &Node::This;
    let claims = vec![
        claim(this, Relation::CreationDate, &Node::Date(day), whole, DATE_FIELD),
        claim(this, Relation::Form, &Node::Kind("report".into()), title("Report"), GENRE_WORD),
        claim(
            this,
            Relation::Author,
            &embassy,
            title("Embassy of the Hungarian People’s Republic in the DPRK"),
            ADDRESS,
        ),
        claim(this, Relation::Addressee, &ministry, title("Ministry of Foreign Affairs of Hungary"), ADDRESS),
        claim(this, Relation::Mentions, &prath, text("Károly Práth"), NAME),
        claim(this, Relation::Mentions, &puzanov, text("Puzanov"), NAME),
        // The same name again, in other words: one statement with two passages.
        claim(this, Relation::Mentions, &puzanov, text("Soviet Ambassador Puzanov"), NAME),
        claim(&prath, Relation::Occupies, &ambassador("hungary"), text("Hungarian Ambassador Károly Práth"), POST),
        claim(&puzanov, Relation::Occupies, &ambassador("soviet-union"), text("Soviet Ambassador Puzanov"), POST),
        claim(this, Relation::Describes, &talk, held, MEET),
        claim(&talk, Relation::EventType, &Node::Kind("conversation".into()), text("conversation"), MEET),
        claim(&talk, Relation::Participant, &prath, held, MEET),
        claim(&talk, Relation::Participant, &puzanov, held, MEET),
        claim(&talk, Relation::OccurredAt, &Node::Date(day.or_before()), whole, POST),
    ];
    Resolution { record, claims, other_forms: vec![(prath, "Práth".into())], unread: vec![title("DPRK")] }
}

/// What the collection's header says.
pub fn header(collection: &Collection) -> Vec<Claim<Node>> {
    let named = |title: &str, relation| {
        let start = collection.text(Field::Description).find(title).unwrap();
        Claim {
            subject: Node::This,
            relation,
            object: Node::Collection(title.into()),
            passages: vec![Passage::new(Field::Description, start..start + title.len())],
            rule: HEADER,
        }
    };
    vec![
        named("Inter-Korean Competition, 1961-1970", Relation::Includes),
        named("Two Koreas", Relation::AssociatedWith),
    ]
}

/// The graph of them all, below a base.
pub fn graph(base: &str) -> Vec<Quad> {
    let (base, record, collection) = (Base::new(base).unwrap(), report(), collection());
    let mapper = Mapper::new(&base, &AUTHORITY, &KINDS, &CONFIDENCE);
    let (source, mut shared) = (Source::new("listing.txt", b"the listing"), Shared::default());
    let mut quads = Quads::default();
    mapper.collection(&mut quads, &collection, &header(&collection), &source, &mut shared);
    mapper.record(&mut quads, &resolution(&record), Some(&collection), &source, &mut shared);
    mapper.shared(&mut quads, &shared);
    quads.to_vec()
}

/// Quads as TriG.
pub(crate) fn trig(quads: &[Quad]) -> String {
    let mut out = Vec::new();
    write(quads, Format::TriG, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
