//! What can be known of a candidate, and what of it can be asked by.

use crate::link::candidate::{Candidate, Sort};
use serde_json::{Value, json};

/// A property.
#[derive(Debug)]
pub struct Property {
    /// Its identifier.
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// The types that have it.
    pub of: &'static [Sort],
    values: fn(&Candidate) -> Vec<Value>,
}

const ALL: &[Sort] = &[Sort::Person, Sort::Body, Sort::Mission, Sort::Place];
const PEOPLE: &[Sort] = &[Sort::Person];

/// All of them. One can ask by `state`, `office` and `date`.
pub const PROPERTIES: &[Property] = &[
    Property { id: "state", name: "State", of: ALL, values: |one| text(one.facts.state.iter()) },
    Property { id: "kind", name: "kind", of: ALL, values: |one| text(one.facts.kind.iter()) },
    Property {
        id: "name",
        name: "forms of the name",
        of: ALL,
        values: |one| text([&one.name].into_iter().chain(&one.forms)),
    },
    Property {
        id: "office",
        name: "offices",
        of: PEOPLE,
        values: |one| text(one.facts.offices.iter().map(|held| &held.office)),
    },
    Property { id: "born", name: "date of birth", of: PEOPLE, values: |one| date(one.facts.born) },
    Property { id: "died", name: "date of death", of: PEOPLE, values: |one| date(one.facts.died) },
    Property {
        id: "first",
        name: "first year seen",
        of: ALL,
        values: |one| number(one.facts.years.map(|years| years.0)),
    },
    Property {
        id: "last",
        name: "last year seen",
        of: ALL,
        values: |one| number(one.facts.years.map(|years| years.1)),
    },
    Property { id: "records", name: "records that name it", of: ALL, values: |one| number(Some(one.facts.records)) },
    Property { id: "iri", name: "IRI", of: ALL, values: |one| text([&one.iri].into_iter()) },
    Property { id: "date", name: "date at which it was", of: &[], values: |_| Vec::new() },
];

impl Property {
    /// That of an identifier.
    pub fn of_id(id: &str) -> Option<&'static Self> {
        PROPERTIES.iter().find(|property| property.id == id)
    }

    /// As JSON.
    pub fn json(&self) -> Value {
        json!({ "id": self.id, "name": self.name })
    }

    /// The values that a candidate has of it.
    pub fn values(&self, candidate: &Candidate) -> Vec<Value> {
        (self.values)(candidate)
    }
}

fn text<'a>(values: impl Iterator<Item = &'a String>) -> Vec<Value> {
    values.map(|value| json!({ "str": value })).collect()
}

fn number(value: Option<impl serde::Serialize>) -> Vec<Value> {
    value.into_iter().map(|value| json!({ "float": value })).collect()
}

/// In EDTF, as a text: a date that is known to the month is no date for a spreadsheet.
fn date(value: Option<crate::date::Date>) -> Vec<Value> {
    value.into_iter().map(|value| json!({ "str": value.to_string() })).collect()
}
