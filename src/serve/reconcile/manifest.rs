//! What the service says of itself.

use super::{TYPES, type_of};
use serde_json::{Value, json};

pub fn manifest(public: &str, base: &str) -> Value {
    let service = format!("{public}/reconcile");
    let suggest = |what: &str| json!({ "service_url": service, "service_path": format!("/suggest/{what}") });
    json!({
        "versions": ["0.2"],
        "name": "Chancery: people, missions, bodies and places of diplomatic archives",
        "identifierSpace": base,
        "schemaSpace": "https://w3id.org/chancery/ontology#",
        "documentation": format!("{public}/about"),
        "defaultTypes": TYPES.map(|(sort, _)| type_of(sort)),
        "view": { "url": format!("{public}/id/{{{{id}}}}") },
        "preview": { "url": format!("{service}/preview?id={{{{id}}}}"), "width": 430, "height": 220 },
        "suggest": { "entity": suggest("entity"), "type": suggest("type"), "property": suggest("property") },
        "extend": {
            "propose_properties": { "service_url": service, "service_path": "/extend/propose" },
            "property_settings": []
        }
    })
}
