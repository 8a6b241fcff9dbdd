//! What somebody who types may mean.

use super::property::{PROPERTIES, Property};
use super::{LONGEST, Reconciler, Request, TYPES, facts, name_of, type_of};
use serde_json::{Value, json};

/// How many are suggested at a time.
const SHOWN: usize = 10;

impl Reconciler<'_> {
    /// People, bodies, missions and places some of whose names begin so.
    pub(super) fn suggest_entities(&self, request: &Request<'_>) -> Value {
        let prefix = request.param("prefix").unwrap_or_default();
        if prefix.trim().is_empty() || prefix.len() > LONGEST {
            return json!({ "result": [] });
        }
        let from = cursor(request);
        let found = self.candidates.beginning(prefix, None, from + SHOWN);
        let shown = found.iter().skip(from).map(|candidate| {
            json!({
                "id": self.id(&candidate.iri),
                "name": candidate.name,
                "description": facts(candidate).join("; "),
                "notable": [type_of(candidate.sort)],
            })
        });
        json!({ "result": shown.collect::<Vec<_>>() })
    }
}

/// Types whose name begins so.
pub fn types(request: &Request<'_>) -> Value {
    let types = TYPES.iter().filter(|(sort, _)| begins(request, name_of(*sort))).map(|(sort, _)| type_of(*sort));
    json!({ "result": types.skip(cursor(request)).collect::<Vec<_>>() })
}

/// Properties whose name begins so.
pub fn properties(request: &Request<'_>) -> Value {
    let known = PROPERTIES.iter().filter(|property| begins(request, property.name) || begins(request, property.id));
    json!({ "result": known.skip(cursor(request)).map(Property::json).collect::<Vec<_>>() })
}

fn begins(request: &Request<'_>, name: &str) -> bool {
    let prefix = request.param("prefix").unwrap_or_default().trim().to_lowercase();
    name.to_lowercase().split(' ').any(|word| word.starts_with(&prefix)) || name.to_lowercase().starts_with(&prefix)
}

fn cursor(request: &Request<'_>) -> usize {
    request.param("cursor").and_then(|cursor| cursor.parse().ok()).unwrap_or(0).min(1000)
}
