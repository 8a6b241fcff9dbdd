//! What is to be said about an import: what was passed over, what is doubtful, what was kept apart. Each has its place,
//! and where two things do not agree, both places.

use crate::error::{Error, ErrorKind, Locator};
use std::collections::BTreeMap;

/// What sort of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    /// A line, row or file that is not what it should be.
    Malformed,
    /// An entry without a name.
    Nameless,
    /// An entry with two preferred names.
    TwoNames,
    /// A date that is none, or cannot be read.
    Date,
    /// Dates or identities that cannot be true together.
    Contradiction,
    /// A State or place that the authority files do not know.
    Place,
    /// An office that is none of the kinds.
    Office,
    /// A kind of body or place that is none of the kinds.
    Kind,
    /// A tenure whose holder, or a link whose other end, is not there.
    Missing,
    /// Links that lead round in a circle.
    Cycle,
    /// An identifier that is no IRI, or a slug that is none.
    Identifier,
    /// One slug for two.
    Slug,
    /// A form that two bodies or two places would share.
    TakenForm,
    /// Two holders, at one time, of an office that has one.
    Overlap,
    /// A column that a mapping names and no table has.
    NoColumn,
    /// Two of one name, kept apart.
    Namesakes,
    /// A form that two persons share, and that is nobody's alone.
    SharedForm,
    /// A field of the mapping that no row has.
    NeverFound,
}

/// What a finding means for what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// An entry or a fact was left out.
    PassedOver,
    /// All was taken, and some of it is doubtful.
    Doubt,
    /// All is as it should be, and worth knowing.
    Note,
}

impl Fault {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Nameless => "no name",
            Self::TwoNames => "two preferred names",
            Self::Date => "no date",
            Self::Contradiction => "contradiction",
            Self::Place => "unknown place",
            Self::Office => "unknown office",
            Self::Kind => "unknown kind",
            Self::Missing => "not there",
            Self::Cycle => "cycle",
            Self::Identifier => "no identifier",
            Self::Slug => "duplicate slug",
            Self::TakenForm => "form of another",
            Self::Overlap => "overlapping tenures",
            Self::NoColumn => "no such column",
            Self::NeverFound => "field never found",
            Self::Namesakes => "namesakes kept apart",
            Self::SharedForm => "form of several persons",
        }
    }

    /// What it means for what was read.
    pub fn weight(self) -> Weight {
        match self {
            Self::Overlap | Self::NoColumn => Weight::Doubt,
            Self::Namesakes | Self::SharedForm | Self::NeverFound => Weight::Note,
            _ => Weight::PassedOver,
        }
    }
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its sort.
    pub fault: Fault,
    /// What it is, in a sentence.
    pub message: String,
    /// Where.
    pub place: Locator,
    /// Where the other thing is that it does not agree with.
    pub other: Option<Locator>,
    /// What to do about it.
    pub help: Option<&'static str>,
}

impl Finding {
    /// As an error is told.
    pub fn to_error(&self) -> Error {
        let message = match &self.other {
            Some(other) => format!("{}; the other is at {other}", self.message),
            None => self.message.clone(),
        };
        let error = Error::new(ErrorKind::Input, message).at(self.place.clone());
        match self.help {
            Some(help) => error.help(help),
            None => error,
        }
    }
}

/// A place in one of the inputs, by the number of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Spot {
    pub file: usize,
    pub line: Option<u64>,
    pub column: Option<u64>,
}

/// All that was found, and the names of the files where.
#[derive(Debug)]
pub(super) struct Findings {
    files: Vec<String>,
    found: Vec<Finding>,
}

impl Findings {
    pub fn new(files: Vec<String>) -> Self {
        Self { files, found: Vec::new() }
    }

    /// Where a spot is.
    pub fn locate(&self, spot: Spot) -> Locator {
        let name = self.files.get(spot.file).cloned().unwrap_or_default();
        Locator { name, line: spot.line, column: spot.column }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    pub fn add(&mut self, fault: Fault, spot: Spot, message: impl Into<String>) {
        self.tell(fault, self.locate(spot), None, message.into(), None);
    }

    pub fn add_help(&mut self, fault: Fault, spot: Spot, message: impl Into<String>, help: &'static str) {
        self.tell(fault, self.locate(spot), None, message.into(), Some(help));
    }

    pub fn add_both(&mut self, fault: Fault, spot: Spot, other: Locator, message: impl Into<String>) {
        self.tell(fault, self.locate(spot), Some(other), message.into(), None);
    }

    pub fn tell(
        &mut self,
        fault: Fault,
        place: Locator,
        other: Option<Locator>,
        message: String,
        help: Option<&'static str>,
    ) {
        self.found.push(Finding { fault, message, place, other, help });
    }

    /// What was found, by sort and then by place, the files in the order in which they were named.
    pub fn sorted(mut self) -> Vec<Finding> {
        let order: BTreeMap<&str, usize> = self.files.iter().map(String::as_str).zip(0..).collect();
        let rank = |place: &Locator| (order.get(place.name.as_str()).copied(), place.line, place.column);
        self.found.sort_by(|one, two| {
            (one.fault, rank(&one.place), &one.message).cmp(&(two.fault, rank(&two.place), &two.message))
        });
        self.found
    }
}
