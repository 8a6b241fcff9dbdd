//! Reconciliation: who a cell means, when that is sure, and what is known of them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::link::Linked;
use chancery::serve::reconcile::{Reconciler, Request};
use chancery::serve::site::Response;
use chancery::store::{self, Links};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

static CONVERTER: LazyLock<Converter> = LazyLock::new(|| Converter::new(DEFAULT_BASE).unwrap());
static LINKED: LazyLock<Linked> = LazyLock::new(|| {
    let graphs = ["data/samples/inter-korean-relations.txt", "tests/gold/dev-listing.txt"].map(str::to_owned);
    let store = store::open(&graphs, &CONVERTER, Links::Sure, &|| ()).unwrap().store;
    store::linked(&store, &CONVERTER).unwrap()
});
static RECONCILER: LazyLock<Reconciler<'static>> = LazyLock::new(|| Reconciler::new(&LINKED, &CONVERTER));

fn ask(path: &str, params: &[(&str, &str)]) -> Response {
    let params: Vec<(String, String)> =
        params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    RECONCILER.answer(&Request { path, params: &params, public: "https://archive.example" })
}

fn json(path: &str, params: &[(&str, &str)]) -> Value {
    let response = ask(path, params);
    assert_eq!(response.status, 200, "{}", String::from_utf8_lossy(&response.body));
    assert_eq!(response.header("Content-Type"), Some("application/json"));
    serde_json::from_slice(&response.body).unwrap()
}

/// The candidates for a question.
#[expect(clippy::needless_pass_by_value, reason = "it is written where it is asked")]
fn found(question: Value) -> Vec<Value> {
    let answer = json("/reconcile", &[("queries", &json!({ "q0": question }).to_string())]);
    answer["q0"]["result"].as_array().unwrap().clone()
}

fn refused(params: &[(&str, &str)]) -> String {
    let response = ask("/reconcile", params);
    assert_eq!(response.status, 400);
    let answer: Value = serde_json::from_slice(&response.body).unwrap();
    answer["message"].as_str().unwrap().to_owned()
}

/// What the specification wants of an answer to a question.
fn check_result(result: &Value) {
    let object = result.as_object().unwrap();
    for key in ["id", "name"] {
        assert!(object[key].is_string(), "{result}");
    }
    assert!(object["score"].is_number() && object["match"].is_boolean(), "{result}");
    for sort in object["type"].as_array().unwrap() {
        assert!(sort["id"].is_string() && sort["name"].is_string(), "{result}");
    }
    for feature in object["features"].as_array().unwrap() {
        assert!(
            feature["id"].is_string() && (feature["value"].is_number() || feature["value"].is_boolean()),
            "{result}"
        );
    }
    let score = object["score"].as_f64().unwrap();
    assert!((0.0..=100.0).contains(&score), "{result}");
}

#[test]
fn the_manifest_has_what_clients_look_for() {
    let manifest = json("/reconcile", &[]);
    assert_eq!(manifest["versions"], json!(["0.2"]));
    for key in ["name", "identifierSpace", "schemaSpace"] {
        assert!(manifest[key].is_string(), "{key}");
    }
    assert_eq!(manifest["view"]["url"], "https://archive.example/id/{{id}}");
    assert!(manifest["preview"]["url"].as_str().unwrap().contains("{{id}}"));
    assert_eq!(manifest["defaultTypes"].as_array().unwrap().len(), 4);
    for service in ["entity", "type", "property"] {
        let service = &manifest["suggest"][service];
        let address =
            format!("{}{}", service["service_url"].as_str().unwrap(), service["service_path"].as_str().unwrap());
        let path = address.strip_prefix("https://archive.example").unwrap();
        assert!(json(path, &[("prefix", "p")])["result"].is_array(), "{path}");
    }
    let propose = &manifest["extend"]["propose_properties"];
    let path = format!("/reconcile{}", propose["service_path"].as_str().unwrap());
    assert!(!json(&path, &[("type", "person")])["properties"].as_array().unwrap().is_empty());
}

#[test]
fn one_who_can_be_no_other_is_a_match() {
    let results = found(json!({ "query": "Kim Il Sung", "type": "person", "limit": 3 }));
    results.iter().for_each(check_result);
    assert_eq!(results[0]["id"], "person/kim-il-sung");
    assert_eq!(results[0]["match"], true);
    assert!(results.iter().skip(1).all(|one| one["match"] == false));
    // a family name alone is a question
    let results = found(json!({ "query": "Kim" }));
    assert!(results.iter().all(|one| one["match"] == false), "{results:?}");
    // and what is one letter off is found
    let results = found(json!({ "query": "Vasili Moskovsky", "type": ["person"] }));
    assert!(results.iter().any(|one| one["id"] == "person/vasily-moskovsky"), "{results:?}");
    let scores: Vec<f64> = results.iter().map(|one| one["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|one, other| one >= other), "{scores:?}");
}

#[test]
fn types_and_properties_narrow_it_down() {
    for (question, sort) in [
        (json!({ "query": "Hungary", "type": "place" }), "place"),
        (json!({ "query": "Embassy of Hungary in North Korea" }), "mission"),
        (json!({ "query": "Hungarian Foreign Ministry", "type": "https://w3id.org/chancery/ontology#body" }), "body"),
    ] {
        let results = found(question.clone());
        assert_eq!(results[0]["type"][0]["id"], sort, "{question}: {results:?}");
    }
    assert!(found(json!({ "query": "Kim Il Sung", "type": "place" })).iter().all(|one| one["match"] == false));
    let with = |properties: Value| found(json!({ "query": "Puzanov", "type": "person", "properties": properties }));
    let plain = with(json!([]));
    let known = with(json!([{ "pid": "state", "v": { "id": "place/soviet-union", "name": "Soviet Union" } },
        { "pid": "office", "v": ["ambassador"] }, { "pid": "date", "v": "1960-12-08T00:00:00Z" }]));
    let score = |results: &[Value]| results[0]["score"].as_f64().unwrap();
    assert!(score(&known) > score(&plain), "{known:?} {plain:?}");
    // several types, and a number for a name
    found(json!({ "query": "Pyongyang", "type": ["place", "mission"] })).iter().for_each(check_result);
    assert_eq!(found(json!({ "query": 1960 })), Vec::<Value>::new());
    assert_eq!(found(json!({ "query": "" })), Vec::<Value>::new());
    assert_eq!(found(json!({ "query": "Kim", "limit": 0 })), Vec::<Value>::new());
    assert!(found(json!({ "query": "Kim", "limit": 100_000 })).len() <= 50);
}

#[test]
fn what_is_known_fills_columns() {
    let ids = json!({ "ids": ["person/kim-il-sung", "place/hungary", "person/nobody"],
        "properties": [{ "id": "state" }, { "id": "records" }, { "id": "name" }, { "id": "born" }] });
    let answer = json("/reconcile", &[("extend", &ids.to_string())]);
    assert_eq!(answer["meta"].as_array().unwrap().len(), 4);
    let kim = &answer["rows"]["person/kim-il-sung"];
    assert_eq!(kim["state"][0]["str"], "North Korea", "{kim}");
    assert!(kim["records"][0]["float"].as_f64().unwrap() >= 1.0);
    assert_eq!(kim["name"][0]["str"], "Kim Il Sung");
    let nobody = answer["rows"]["person/nobody"].as_object().unwrap();
    assert!(nobody.len() == 4 && nobody.values().all(|values| values == &json!([])), "{nobody:?}");
    let proposed = json("/reconcile/extend/propose", &[("type", "person"), ("limit", "2")]);
    assert_eq!(proposed["properties"].as_array().unwrap().len(), 2);
}

#[test]
fn every_candidate_can_be_looked_at() {
    for question in ["Kim Il Sung", "Puzanov", "Embassy of Hungary in North Korea", "Pyongyang"] {
        for result in found(json!({ "query": question })) {
            let id = result["id"].as_str().unwrap();
            let preview = ask("/reconcile/preview", &[("id", id)]);
            assert_eq!(preview.status, 200, "{id}");
            let text = String::from_utf8(preview.body).unwrap();
            assert!(text.contains("<strong>"), "{text}");
        }
    }
    assert_eq!(ask("/reconcile/preview", &[("id", "person/nobody")]).status, 404);
    assert_eq!(ask("/reconcile/preview", &[]).status, 404);
    assert_eq!(ask("/reconcile/other", &[]).status, 404);
}

#[test]
fn who_types_is_helped() {
    let names = |prefix: &str, cursor: &str| -> Vec<String> {
        let answer = json("/reconcile/suggest/entity", &[("prefix", prefix), ("cursor", cursor)]);
        let results = answer["result"].as_array().unwrap().clone();
        results.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    assert!(names("kim il s", "").contains(&"Kim Il Sung".to_owned()));
    assert!(names("Puz", "0").iter().any(|name| name.contains("Puzanov")));
    assert!(names("", "").is_empty());
    let (first, next) = (names("k", "0"), names("k", "10"));
    assert!(first.iter().all(|name| !next.contains(name)), "{first:?} {next:?}");
}

#[test]
fn what_cannot_be_read_is_told() {
    assert!(refused(&[("queries", "{")]).contains("no JSON object"));
    assert!(refused(&[("queries", "[]")]).contains("no JSON object"));
    assert!(refused(&[("queries", "{\"q\": {\"limit\": 1}}")]).contains("the question q"));
    assert!(refused(&[("queries", "{\"q\": {\"query\": \"x\", \"type\": \"ship\"}}")]).contains("no type “ship”"));
    let property = "{\"q\": {\"query\": \"x\", \"properties\": [{\"pid\": \"weight\", \"v\": 3}]}}";
    assert!(refused(&[("queries", property)]).contains("no property “weight”"));
    let date = "{\"q\": {\"query\": \"x\", \"properties\": [{\"pid\": \"date\", \"v\": \"soon\"}]}}";
    assert!(refused(&[("queries", date)]).contains("no date"));
    assert!(refused(&[("extend", "{}")]).contains("extend"));
    assert!(refused(&[("extend", "{\"ids\": [], \"properties\": [{\"id\": \"x\"}]}")]).contains("no property"));
    assert!(refused(&[("extend", "{}"), ("queries", "{}")]).contains("both"));
    let many: serde_json::Map<String, Value> = (0..51).map(|n| (n.to_string(), json!({ "query": "Kim" }))).collect();
    assert!(refused(&[("queries", &Value::from(many).to_string())]).contains("50 are the most"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_text_is_answered(name in any::<String>(), state in any::<String>(), id in any::<String>()) {
        found(json!({ "query": name, "properties": [{ "pid": "state", "v": state }, { "pid": "office", "v": id }] }))
            .iter()
            .for_each(check_result);
        for path in ["/reconcile/suggest/entity", "/reconcile/preview", "/reconcile/extend/propose"] {
            let status = ask(path, &[("prefix", &name), ("id", &id), ("type", &state), ("limit", &id)]).status;
            prop_assert!(matches!(status, 200 | 404));
        }
        let status = ask("/reconcile", &[("queries", &name)]).status;
        prop_assert!(matches!(status, 200 | 400));
    }
}
