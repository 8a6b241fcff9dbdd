//! What is known of those that cells were reconciled with, for columns of a table.

use super::property::{PROPERTIES, Property};
use super::{Reconciler, Request, sort_of};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Of how many things something may be asked at once.
const MOST_ROWS: usize = 500;

/// How many properties are proposed if nobody says.
const PROPOSED: usize = 50;

#[derive(Debug, Deserialize)]
struct Wanted {
    ids: Vec<String>,
    properties: Vec<Column>,
}

#[derive(Debug, Deserialize)]
struct Column {
    id: String,
}

impl Reconciler<'_> {
    /// The values of properties, for identifiers.
    pub(super) fn extend(&self, wanted: &str) -> Result<Value, String> {
        let wanted: Wanted = serde_json::from_str(wanted).map_err(|error| format!("extend cannot be read: {error}"))?;
        if wanted.ids.len() > MOST_ROWS {
            return Err(format!("{} things are asked of at once, and {MOST_ROWS} are the most", wanted.ids.len()));
        }
        let columns: Vec<&Property> = wanted
            .properties
            .iter()
            .take(PROPERTIES.len())
            .map(|column| Property::of_id(&column.id).ok_or_else(|| format!("there is no property “{}”", column.id)))
            .collect::<Result<_, _>>()?;
        let mut rows = Map::new();
        for id in wanted.ids {
            let found = self.of(&id);
            let values = |column: &&Property| {
                let values = found.as_ref().map(|found| column.values(found)).unwrap_or_default();
                (column.id.to_owned(), Value::from(values))
            };
            let row: Map<String, Value> = columns.iter().map(values).collect();
            rows.insert(id, row.into());
        }
        let meta: Vec<Value> = columns.iter().map(|column| column.json()).collect();
        Ok(json!({ "meta": meta, "rows": rows }))
    }
}

/// The properties that things of a type have.
pub fn propose(request: &Request<'_>) -> Value {
    let asked = request.param("type").unwrap_or_default();
    let sort = sort_of(asked);
    let most = request.param("limit").and_then(|limit| limit.parse().ok()).unwrap_or(PROPOSED);
    let known = PROPERTIES.iter().filter(|property| match sort {
        Some(sort) => property.of.contains(&sort),
        None => !property.of.is_empty(),
    });
    let properties: Vec<Value> = known.take(most).map(Property::json).collect();
    json!({ "type": asked, "limit": most, "properties": properties })
}
