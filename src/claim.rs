//! What is said of what: the statements read out of a record, each with its words and its rule.
//!
//! `recognise` makes claims about mentions; `resolve` turns the mentions into [`Node`]s; `rdf` writes them down. A node
//! holds everything its IRI and its own description are a function of, so that two files that name the same embassy
//! describe it the same way.

use crate::date::Date;
use crate::record::Passage;
use crate::rule::Rule;
use smol_str::SmolStr;

/// The IRI that every IRI of a graph is below, unless the user names another; the authority files are written below it.
pub const DEFAULT_BASE: &str = "https://w3id.org/chancery/id/";

/// A controlled value by its name in the ontology's scheme of kinds: `embassy`, `report`, `conversation`.
pub type Kind = SmolStr;

/// An entry of the authority files by the end of its IRI: `workers-party-of-korea`. Short ones are copied without memory
/// being asked for, as kinds are: a record names dozens.
pub type Slug = SmolStr;

/// A place by the slug of its authority entry: `north-korea`, `pyongyang`.
pub type PlaceSlug = Slug;

/// One statement, the words it rests on and the rule that read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim<T> {
    /// What it is about.
    pub subject: T,
    /// What it says of it.
    pub relation: Relation,
    /// The other end.
    pub object: T,
    /// The words; never empty.
    pub passages: Vec<Passage>,
    /// The rule.
    pub rule: &'static Rule,
}

/// The relations that can be read out of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// record → date: `rico:hasCreationDate`
    CreationDate,
    /// record → kind: `rico:hasDocumentaryFormType`
    Form,
    /// record → person, mission, body: `rico:hasAuthor`
    Author,
    /// record → agent that sent it to somebody: `rico:hasSender`
    Sender,
    /// record → agent: `rico:hasAddressee`
    Addressee,
    /// record → agent or place: `schema:mentions`
    Mentions,
    /// record → event: `rico:describesOrDescribed`
    Describes,
    /// event → agent: `rico:hasOrHadParticipant`
    Participant,
    /// event → kind: `rico:hasEventType`
    EventType,
    /// event → date: `rico:occurredAtDate`
    OccurredAt,
    /// event → place: `rico:hasOrHadLocation`
    Location,
    /// person → position: `rico:occupiesOrOccupied`
    Occupies,
    /// collection → collection it includes: `rico:includesOrIncluded`
    Includes,
    /// collection → collection it is related to: `rico:isRecordResourceAssociatedWithRecordResource`
    AssociatedWith,
}

/// A thing that claims are about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node {
    /// The record, or the collection, that is being read.
    This,
    /// Another collection, by its title as written.
    Collection(String),
    /// A named person.
    Person(Person),
    /// A person known by role or nationality only; one node per record and phrase.
    Unnamed {
        /// The words used: `Hungarian Ambassador`.
        phrase: String,
        /// How many others of the same words the record tells it from: 0 for the first.
        nth: usize,
    },
    /// A diplomatic mission.
    Mission(Mission),
    /// Any other body: ministry, department, party, committee, delegation.
    Body(Body),
    /// An office that somebody holds.
    Position(Position),
    /// A state, territory or city of the authority files.
    Place(PlaceSlug),
    /// A date.
    Date(Date),
    /// An event told of in the record, by its number in text order from 1.
    Event {
        /// Whether the parties dealt with each other (`chy:Encounter`) or only planned to, refused, or wrote (`rico:Event`).
        encounter: bool,
        /// Its number among the record's events of that sort.
        n: usize,
    },
    /// A controlled value.
    Kind(Kind),
}

/// A named person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Person {
    /// An entry of the authority files, by its slug.
    Authority(Slug),
    /// A person of this record only.
    Here {
        /// The fullest form the record gives, spelt as the record spells it most often.
        name: String,
        /// How many others of the same name the record tells from this one: 0 for the first.
        nth: usize,
    },
}

/// A diplomatic mission, as far as its parts are said.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mission {
    /// `embassy`, `legation`, `consulate`, `liaison-office`, `permanent-mission`.
    pub kind: Kind,
    /// The sending State, where the record says it.
    pub of: Option<PlaceSlug>,
    /// The receiving State, where the record says it.
    pub to: Option<PlaceSlug>,
    /// The city where the chancery stands, where the record says it.
    pub city: Option<PlaceSlug>,
}

/// A body that is no mission.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Body {
    /// An entry of the authority files, by its slug.
    Authority(Slug),
    /// A body known by its name's parts: `Ministry of Foreign Affairs` of `hungary`.
    Named {
        /// Its name without its State, smallest part first: `First Department, Ministry of Foreign Affairs`.
        name: String,
        /// Its State, where the record says it.
        of: Option<PlaceSlug>,
        /// `foreign-ministry`, `ministry`, `department`, `party`, `committee`, `delegation`, `body` …
        kind: Kind,
    },
}

/// An office: ambassador, head of a department, premier.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The office by its name in the scheme of kinds: `ambassador`.
    pub office: Kind,
    /// The State it is held for, where said.
    pub of: Option<PlaceSlug>,
    /// The State accredited to, where said.
    pub to: Option<PlaceSlug>,
    /// The body it is held in, where it is no State's as such: `First Department, Ministry of Foreign Affairs`.
    pub body: Option<Box<Body>>,
}

impl Position {
    /// The States that it has to do with.
    pub fn states(&self) -> impl Iterator<Item = &PlaceSlug> {
        self.of.iter().chain(&self.to)
    }
}
