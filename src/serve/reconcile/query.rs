//! Candidates for names.

use super::property::Property;
use super::{LONGEST, MOST_CANDIDATES, MOST_QUERIES, Reconciler, facts, sort_of, type_of};
use crate::date::Date;
use crate::link::candidate::{Asked, Candidate, Sort};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// How many candidates are given if nobody says.
const USUAL: usize = 10;

/// A question as it is put.
#[derive(Debug, Deserialize)]
struct Question {
    query: Value,
    #[serde(default, rename = "type")]
    sort: Value,
    limit: Option<i64>,
    #[serde(default)]
    properties: Vec<Known>,
}

/// What is known beside the name.
#[derive(Debug, Deserialize)]
struct Known {
    pid: String,
    v: Value,
}

impl Reconciler<'_> {
    /// Answers a batch of questions.
    pub(super) fn query(&self, queries: &str) -> Result<Value, String> {
        let queries: Map<String, Value> =
            serde_json::from_str(queries).map_err(|error| format!("queries is no JSON object: {error}"))?;
        if queries.len() > MOST_QUERIES {
            return Err(format!("{} questions are put at once, and {MOST_QUERIES} are the most", queries.len()));
        }
        let mut answers = Map::new();
        for (key, question) in queries {
            let question: Question = serde_json::from_value(question)
                .map_err(|error| format!("the question {key} cannot be read: {error}"))?;
            let found = self.found(&question).map_err(|why| format!("the question {key}: {why}"))?;
            answers.insert(key, json!({ "result": found }));
        }
        Ok(answers.into())
    }

    fn found(&self, question: &Question) -> Result<Vec<Value>, String> {
        let name = words(&question.query).into_iter().next().unwrap_or_default();
        let most = question.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(USUAL).min(MOST_CANDIDATES);
        if name.trim().is_empty() || name.len() > LONGEST || most == 0 {
            return Ok(Vec::new());
        }
        let sorts: Vec<Sort> = words(&question.sort)
            .iter()
            .map(|id| {
                sort_of(id).ok_or_else(|| format!("there is no type “{id}”; /reconcile lists those that there are"))
            })
            .collect::<Result<_, _>>()?;
        let known = |id: &str| {
            let known = question.properties.iter().filter(|known| known.pid == id);
            known.flat_map(|known| words(&known.v)).find(|value| value.len() <= LONGEST)
        };
        if let Some(other) = question.properties.iter().find(|known| Property::of_id(&known.pid).is_none()) {
            return Err(format!("there is no property “{}”", other.pid));
        }
        let (state, office, date) =
            (known("state"), known("office").map(|office| office.to_lowercase()), known("date"));
        let date = match &date {
            Some(text) => Some(date_of(text).ok_or_else(|| format!("“{text}” is no date; write it like 1961-03"))?),
            None => None,
        };
        let asked = |sort| Asked { name: &name, sort, date, state: state.as_deref(), office: office.as_deref() };
        // with several types, the best of all: what is sure must be so beside the others too
        let found = match &sorts[..] {
            [] => self.candidates.best(&asked(None), most),
            [sort] => self.candidates.best(&asked(Some(*sort)), most),
            _ => {
                let mut all = self.candidates.best(&asked(None), MOST_CANDIDATES);
                all.retain(|candidate| sorts.contains(&candidate.sort));
                all.truncate(most);
                all
            }
        };
        Ok(found.iter().map(|candidate| self.result(candidate)).collect())
    }

    fn result(&self, candidate: &Candidate) -> Value {
        json!({
            "id": self.id(&candidate.iri),
            "name": candidate.name,
            "description": facts(candidate).join("; "),
            "type": [type_of(candidate.sort)],
            "score": score(candidate.weight),
            "match": candidate.sure,
            "features": [
                { "id": "weight", "value": f64::from((candidate.weight * 100.0).round()) / 100.0 },
                { "id": "exact", "value": candidate.exact },
            ],
        })
    }
}

/// What speaks for a candidate, in bits, as a number from 0 to 100.
fn score(bits: f32) -> f64 {
    let score = 100.0 / (1.0 + (-f64::from(bits)).exp2());
    (score * 100.0).round() / 100.0
}

/// The words of a value: itself, the name of something that was reconciled, or those of a list.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(values) => values.iter().take(MOST_CANDIDATES).flat_map(words).collect(),
        Value::Object(object) => {
            ["name", "str", "id", "date"].iter().find_map(|key| object.get(*key)).map(words).unwrap_or_default()
        }
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

fn date_of(text: &str) -> Option<Date> {
    // a spreadsheet makes a moment of a day
    let day = text.split_once('T').map_or(text, |(day, _)| day);
    Date::parse_iso(day).or_else(|| Date::parse(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_grow_with_what_speaks_for_somebody() {
        assert!((score(0.0) - 50.0).abs() < 1e-9);
        assert!(score(-3.0) < score(-2.0) && score(2.0) < score(10.0) && score(100.0) <= 100.0);
    }
}
