//! Offices, as far as comparing people needs them: the kind, the State it is held for, the State accredited to.

use crate::claim::{Kind, PlaceSlug};
use crate::rdf::mint::Base;
use serde::{Deserialize, Serialize};

/// An office that somebody held, or was seen in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Office {
    /// `ambassador`; empty where only the State is known.
    pub kind: Kind,
    /// The State it is held for.
    pub of: Option<PlaceSlug>,
    /// The State accredited to.
    pub to: Option<PlaceSlug>,
}

/// Offices that one person holds at a time, for one State, or from one State to another.
const SINGLE: &[&str] = &[
    "ambassador",
    "high-commissioner",
    "permanent-representative",
    "head-of-state",
    "king",
    "queen",
    "emperor",
    "shah",
    "president",
    "premier",
    "chancellor",
    "foreign-minister",
    "foreign-secretary",
    "defense-minister",
    "secretary-of-state",
    "general-secretary",
];

impl Office {
    /// The office of a position's IRI, `position/ambassador-of-hungary-to-north-korea`, whose kind is known.
    pub fn of_iri(iri: &str, kind: &str, base: &Base) -> Option<Self> {
        let path = match iri.split_once("#position-") {
            Some((_, path)) => path,
            None => iri.strip_prefix(base.as_str())?.strip_prefix("position/")?,
        };
        let rest = path.strip_prefix(kind)?;
        let rest = rest.split_once("-in-").map_or(rest, |(parts, _)| parts);
        let (of, to) = match rest.split_once("-to-") {
            Some((of, to)) => (of, Some(to)),
            None => (rest, None),
        };
        Some(Self {
            kind: kind.into(),
            of: of.strip_prefix("-of-").map(Into::into),
            to: to.filter(|to| !to.is_empty()).map(Into::into),
        })
    }

    /// Whether one person holds it at a time, as far as its parts are known.
    pub fn is_single(&self) -> bool {
        let accredited = matches!(&*self.kind, "ambassador" | "high-commissioner" | "permanent-representative");
        SINGLE.contains(&&*self.kind) && self.of.is_some() && (!accredited || self.to.is_some())
    }

    /// Whether both can be one office: what one says of it, the other says or leaves open.
    pub fn may_be(&self, other: &Self) -> bool {
        let open = |one: &Option<PlaceSlug>, two: &Option<PlaceSlug>| one.is_none() || two.is_none() || one == two;
        self.kind == other.kind && self.of.is_some() && self.of == other.of && open(&self.to, &other.to)
    }
}
